from __future__ import annotations

from extractor.model import Audit, Phrase
from extractor.output.checklist import EVIDENCE, Item, checklist
from extractor.patterns import load


def items(audit: Audit) -> dict[str, Item]:
    return {item.number: item for item in checklist(audit)}


def test_every_item_is_bilingual_and_names_what_there_is() -> None:
    listed = load("reviu")["checklist"]
    assert [item["number"] for item in listed if "." not in item["number"]] == ["I", "II", "III"]
    assert len(listed) == 3 + 6 + 7 + 10
    for item in listed:
        assert item["id"] and item["en"]
        assert item.get("evidence") is None or item["evidence"] in EVIDENCE
    assert {item.get("evidence") for item in listed} >= set(EVIDENCE)


def test_evidence_comes_with_its_pages(full_audit: Audit) -> None:
    found = items(full_audit)
    assert found["I.1"].result == "✓ terlihat" and "Dinas Tenaga Kerja" in found["I.1"].evidence
    assert "hal. 7" in found["I.3"].evidence and "2 dihitung ulang, 1 sesuai" in found["I.3"].evidence
    assert found["I.4"].result == "± sebagian" and "3–5, 11" in found["I.4"].evidence
    assert found["II.5"].result == "! ada temuan"
    assert (found["II.3"].result, found["II.3"].evidence) == ("", "")


def test_a_report_of_which_nothing_was_read_is_credited_with_nothing(clean_audit: Audit) -> None:
    report = clean_audit.report.model_copy(update={"agency": "", "region": "", "year": None})
    unread = clean_audit.model_copy(update={"statements": (), "tables": (), "report": report})
    results = {item.result for item in checklist(unread)}
    assert results <= {"", "– tidak terlihat", "± sebagian"}
    assert "halaman hasil pindai: hal. 3–5, 11" in items(unread)["III.1"].evidence


def test_missing_parts_are_named(full_audit: Audit) -> None:
    name = load("structure")["parts"]["tahun_lalu"]["name"]
    absent = full_audit.findings[0].model_copy(
        update={"code": "STR001", "indicator": name[0].upper() + name[1:], "message": Phrase("x", "x")}
    )
    item = items(full_audit.model_copy(update={"findings": (absent,)}))["III.7"]
    assert item.result == "! ada temuan" and name in item.evidence
