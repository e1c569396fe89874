"""The samples and what must be found in them agree with each other: pages, printed figures, arithmetic."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pypdfium2
import pytest

from extractor.model import Measure, Severity

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))
CODE = re.compile(r"(CAP00[1-6]|TGT00[1-4]|REA00[1-5]|IND00[12]|FRM001|AGG00[1-3]|CNT00[12]|KAT00[1-3]"
                  r"|BUD00[1-5]|NAR00[12]|TRB00[12]|TAB00[12]|YER001|STR001)")  # fmt: skip
LARGEST = 150_000  # bytes of a sample's PDF: they live in the repository


def squeezed(text: str) -> str:
    return re.sub(r"[-\s¦¶\x02\ufffe]+", "", text)  # the last two: a hyphen at a line end


@cache
def pages(name: str) -> list[str]:
    """The text of each page without any space: narrow cells cut words and figures."""
    document = pypdfium2.PdfDocument(SAMPLES / f"{name}.pdf")
    try:
        return [squeezed(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()


@cache
def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLES / f"{name}.expect.toml").read_text(encoding="utf-8"))


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch, name: str) -> Any:
    monkeypatch.setattr(sys, "path", [str(SAMPLES), *sys.path])
    return importlib.import_module("builder.markup").read(SAMPLES / f"{name}.txt")


def on(name: str, wanted: list[int]) -> str:
    return "".join(pages(name)[number - 1] for number in wanted)


def test_there_are_five_samples() -> None:
    assert NAMES == ["bersih", "kesehatan", "naker", "pendapatan", "tanpa-garis"]


@pytest.mark.parametrize("name", NAMES)
def test_report_facts(name: str) -> None:
    report = expected(name)["report"]
    path = SAMPLES / report["file"]
    assert path.stat().st_size < LARGEST
    assert report["pages"] == len(pages(name))
    assert 6 <= report["pages"] <= 15
    assert report["scanned_pages"] == [n for n, text in enumerate(pages(name), 1) if not text]
    cover = pages(name)[0].casefold()
    for fact in (report["agency"], report["region"], str(report["year"])):
        assert squeezed(fact).casefold() in cover


@pytest.mark.parametrize("name", NAMES)
def test_findings_show_on_their_pages(name: str) -> None:
    findings = expected(name)["finding"]
    ids = [f["id"] for f in findings]
    assert len(ids) == len(set(ids))
    for finding in findings:
        where = finding["id"]
        assert all(CODE.fullmatch(code) for code in [finding["code"], *finding.get("also", [])]), where
        assert finding["severity"] in get_args(Severity), where
        assert finding.get("part_of", where) in ids, where
        assert finding["why"], where
        if finding["pages"]:
            text = on(name, finding["pages"]).casefold()
            assert all(squeezed(s).casefold() in text for s in finding["stated"]), where


@pytest.mark.parametrize("name", NAMES)
def test_traps_show_on_their_pages(name: str) -> None:
    traps = expected(name)["not_finding"]
    assert len(traps) >= 5
    for trap in traps:
        text = on(name, trap["pages"])
        assert [t for t in trap["texts"] if squeezed(t) not in text] == [], trap["why"]


@pytest.mark.parametrize("name", NAMES)
def test_statements_show_on_their_pages(name: str) -> None:
    statements = expected(name)["statement"]
    assert len(statements) >= 20
    for s in statements:
        assert s["measure"] in get_args(Measure), s
        assert squeezed(s["text"]) in pages(name)[s["page"] - 1], s


def test_the_clean_sample_has_no_finding() -> None:
    assert expected("bersih")["finding"] == []


@pytest.mark.parametrize("name", NAMES)
def test_only_the_intended_figures_are_wrong(name: str, described: Any) -> None:
    arithmetic = importlib.import_module("builder.arithmetic")
    assert list(arithmetic.faults(described)) == []


@pytest.mark.parametrize("name", NAMES)
def test_pdf_is_that_of_the_description(name: str, described: Any) -> None:
    """Every cell and paragraph of the description is in the PDF; else: make samples."""
    kinds = importlib.import_module("builder.markup")
    text = "".join(pages(name))
    for block in described.blocks:
        if isinstance(block, kinds.TableBlock):
            cells = (c.text.removeprefix("**") for row in block.rows for c in row)
            assert [c for c in cells if squeezed(c) not in text] == [], block.options
        elif isinstance(block, kinds.Text) and len(block.text) < 70:  # shorter than a page break cuts
            assert squeezed(block.text) in text
