"""`extract audit REPORT --against OTHER`, from PDF to finding."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from extractor.model import Finding
from extractor.output import json as form
from extractor.output import terminal
from extractor.pipeline import audit


def _new(found: tuple[Finding, ...], alone: tuple[Finding, ...]) -> list[Finding]:
    before = {f.id for f in alone}
    return [f for f in found if f.id not in before]


def test_last_years_report(samples: Path) -> None:
    alone = audit(samples / "naker.pdf")
    other = samples / "against" / "naker-2022.pdf"
    held = audit(samples / "naker.pdf", against=[other, other])
    assert {f.id for f in alone.findings} <= {f.id for f in held.findings}
    assert held.statements == alone.statements and held.tables == alone.tables
    wrong, gone = _new(held.findings, alone.findings)
    assert (wrong.code, wrong.severity, wrong.measure, wrong.year) == ("REA002", "error", "realisasi", 2022)
    assert "naker-2022.pdf halaman 2" in str(wrong.message)
    assert {(s.text, s.page, s.document) for s in wrong.stated} == {
        ("54,91", 10, ""),
        ("55,91", 2, "naker-2022.pdf"),
    }
    assert [d.measure for d in wrong.derived] == ["capaian"]
    assert (gone.code, gone.severity) == ("IND001", "info")
    assert "Jumlah lembaga pelatihan kerja yang terakreditasi" in str(gone.message)


def test_the_agreement_that_the_report_prints_revised(samples: Path) -> None:
    alone = audit(samples / "naker.pdf")
    held = audit(samples / "naker.pdf", against=[samples / "against" / "naker-pk-2023.pdf"])
    assert not _new(held.findings, alone.findings)
    assert [(other.kind, other.year) for other in held.against] == [("pk", 2023)]


def test_another_agencys_report_is_set_aside(samples: Path) -> None:
    held = audit(samples / "bersih.pdf", against=[samples / "against" / "naker-2022.pdf"])
    assert not held.findings
    (said,) = [u for u in held.coverage.unread if "naker-2022.pdf" in str(u.what)]
    assert "instansi lain (Dinas Tenaga Kerja Kabupaten Sukamaju" in str(said.reason)


def test_two_files_of_one_name(samples: Path, tmp_path: Path) -> None:
    other = tmp_path / "2022" / "naker.pdf"
    other.parent.mkdir()
    shutil.copy(samples / "against" / "naker-2022.pdf", other)
    held = audit(samples / "naker.pdf", against=[other])
    assert [o.file for o in held.against] == ["2022/naker.pdf"]
    assert any(s.document == "2022/naker.pdf" for f in held.findings for s in f.stated)


def test_outputs_name_the_document(samples: Path) -> None:
    held = audit(samples / "naker.pdf", against=[samples / "against" / "naker-2022.pdf"])
    data = json.loads(form.render(held))
    places = [p for f in data["findings"] for p in f["stated"]]
    assert {p["document"] for p in places} == {"", "naker-2022.pdf"}
    assert [o["file"] for o in data["against"]] == ["naker-2022.pdf"]
    for lang, said in (("id", "dibandingkan dengan: naker-2022.pdf"), ("en", "held against: naker-2022.pdf")):
        shown = terminal.render(held, terminal.Style(lang=lang, width=100, colour=False))
        assert said in shown and "naker-2022.pdf" in shown.split(said)[1]
