from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.batch.compare import as_json, as_text, compare, exit_status
from extractor.batch.history import Noted, change, pairs
from extractor.batch.store import Entry
from extractor.errors import OptionError
from extractor.model import Audit, Phrase
from extractor.output import json as form

from .conftest import Batch, small


def _noted(*ids: str) -> list[Noted]:
    """'a' is a finding, '+a' one that only follows from another."""
    return [
        Noted(id.lstrip("+"), id.startswith("+"), "CAP001", "error", "", None, None, Phrase("", ""), ())
        for id in ids
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "bcd", ("a", "bc", "d")),
        ("aa", "a", ("a", "a", "")),
        ("a", "aab", ("", "a", "ab")),
        ("", "", ("", "", "")),
    ],
)
def test_findings_are_told_apart_by_id(old: str, new: str, expected: tuple[str, str, str]) -> None:
    found = change(_noted(*old), _noted(*new))
    assert tuple("".join(one.id for one in part) for part in found) == expected


def test_a_finding_that_now_follows_from_another_is_still_there() -> None:
    found = change(_noted("a", "b"), _noted("c", "+a", "+d"))
    assert [[one.id for one in part] for part in found] == [["b"], [], ["c"]]
    back = change(_noted("c", "+a"), _noted("a", "c"))
    assert [[one.id for one in part] for part in back] == [[], ["a", "c"], []]


def _entry(file: str, agency: str, year: int = 2024) -> Entry:
    return Entry(file, 1, "", agency, "", year, "lakip")


def test_a_report_is_found_again_under_another_name() -> None:
    old = [
        _entry("a.pdf", "Dinas A"),
        _entry("b.pdf", "Dinas B"),
        _entry("c.pdf", ""),
        _entry("d.pdf", "Dinas D"),
    ]
    new = [
        _entry("a.pdf", "Dinas A"),
        _entry("b-revisi.pdf", "DINAS B"),
        _entry("c2.pdf", ""),
        _entry("e.pdf", "Dinas D", 2023),
    ]
    matched = [(pair.old and pair.old.file, pair.new and pair.new.file) for pair in pairs(old, new)]
    assert matched == [
        ("a.pdf", "a.pdf"),
        ("b.pdf", "b-revisi.pdf"),
        ("c.pdf", None),
        (None, "c2.pdf"),
        ("d.pdf", None),
        (None, "e.pdf"),
    ]


def test_two_audits(audit_example: Audit, clean_audit: Audit, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(form.render(audit_example), encoding="utf-8")
    found = compare(str(tmp_path / "old.json"), "new.pdf", lambda path: clean_audit)
    assert [(one.id, one.pages) for one in found[0].change.resolved] == [("f1", (7, 9))]
    assert exit_status(found, "info") == 0
    again = compare("old.pdf", str(tmp_path / "old.json"), lambda path: clean_audit)
    assert (exit_status(again, "error"), exit_status(again, "never")) == (1, 0)
    assert "BARU (1)" in as_text(again, "id", 80) and "98,05%" in as_text(again, "id", 80)
    assert [one["id"] for one in json.loads(as_json(again, "en"))["reports"][0]["new"]] == ["f1"]
    with pytest.raises(OptionError):
        compare(
            str(tmp_path / "old.json"), str(Path(__file__).with_suffix(".json")), lambda path: clean_audit
        )


def test_two_runs(batch: Batch, samples: Path) -> None:
    small(samples / "naker.pdf", batch.given / "lkjip.pdf", slice(0, 9))
    batch.run()
    (batch.given / "lkjip.pdf").unlink()
    small(samples / "naker.pdf", batch.given / "lkjip revisi.pdf", slice(0, 12))
    batch.run()
    (one,) = compare(f"{batch.output}#1", str(batch.output), lambda path: pytest.fail(str(path)))
    assert (one.old, one.new) == ("lkjip.pdf", "lkjip revisi.pdf")
    assert one.change.unchanged and one.change.new
    for wrong in (f"{batch.output}#3", "laporan.pdf"):
        with pytest.raises(OptionError):
            compare(f"{batch.output}#1", wrong, lambda path: pytest.fail(str(path)))
