"""The annotated PDF: boxes on the figures, notes, links, bookmarks; the pages themselves untouched."""

from __future__ import annotations

import importlib.util
import io
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, FloatObject, NameObject, RectangleObject

from extractor import ReportError, audit
from extractor.model import Audit
from extractor.output import annotated
from extractor.output.lines import by_line
from extractor.output.marks import marks


@pytest.fixture(scope="module")
def boxes(root: Path) -> ModuleType:
    """The measurement of benchmarks/boxes.py."""
    spec = importlib.util.spec_from_file_location("boxes", root / "benchmarks" / "boxes.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["boxes"] = module
    spec.loader.exec_module(module)
    return module


def touching(evidence: str, under: str) -> bool:
    """All of the evidence and at most the sign or the item's number that touches it: '2.14,00%'. The box of
    a word that runs sideways is not cut."""
    wanted = Counter("".join(evidence.replace(";", "").split()))
    return wanted <= Counter(under) and len(under) - wanted.total() <= 3


def annotations(pdf: bytes, kind: str) -> list[tuple[int, dict[str, object]]]:
    """The annotations of a kind, each with its page."""
    return [
        (number, ref.get_object())
        for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, start=1)
        for ref in page.get("/Annots", [])
        if ref.get_object()["/Subtype"] == kind
    ]


@pytest.mark.parametrize("name", ["naker", "kesehatan", "pendapatan", "tanpa-garis"])
def test_boxes_lie_on_the_figures_that_they_mark(boxes: ModuleType, audited, name: str) -> None:
    found, path = audited(name)
    missed = boxes.misses(found, path, annotated.render(found, path))
    assert not [m for m in missed if not touching(m.evidence, m.under)]


@pytest.mark.parametrize(("turn", "cropped"), [(0, True), (90, True), (180, False), (270, True)])
def test_boxes_lie_right_on_turned_and_cropped_pages(
    boxes: ModuleType, audited, tmp_path: Path, turn: int, cropped: bool
) -> None:
    _, sample = audited("naker")
    path = tmp_path / "turned.pdf"
    path.write_bytes(changed(sample, turn=turn, cropped=cropped))
    found = audit(path)
    assert len(marks(found, "id")) > 30
    missed = boxes.misses(found, path, annotated.render(found, path))
    assert not [m for m in missed if not touching(m.evidence, m.under)]


def changed(sample: Path, *, turn: int, cropped: bool) -> bytes:
    """A sample whose pages are shown turned, and moved within a larger sheet that a crop box hides."""
    writer = PdfWriter(clone_from=PdfReader(sample))
    for page in writer.pages:
        page[NameObject("/Rotate")] = FloatObject(turn)
        if cropped:
            left, bottom, right, top = (float(x) for x in page.mediabox)
            page.mediabox = RectangleObject((left - 40, bottom - 90, right + 30, top + 20))
            page[NameObject("/CropBox")] = ArrayObject(FloatObject(x) for x in (left, bottom, right, top))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_notes_say_what_is_wrong_and_where_else(audited) -> None:
    found, path = audited("naker")
    squares = annotations(annotated.render(found, path, "id"), "/Square")
    drawn = {(m.place.page, box) for m in by_line(marks(found, "id"), path) for box in m.boxes}
    assert len(squares) == len(drawn)
    note = next(a["/Contents"] for page, a in squares if page == 3 and "TGT001" in str(a["/Contents"]))
    assert "Temuan 2 · KESALAHAN · TGT001" in note
    assert "Kriteria: " in note and "Saran: " in note and "Lihat juga: hal. 7, 8, 10" in note
    for _, square in squares:
        assert square["/AP"]["/N"].get_object()["/Subtype"] == "/Form"
        assert square["/Popup"].get_object()["/Parent"].get_object() == square


def test_notes_are_in_the_language_asked_for(audited) -> None:
    found, path = audited("naker")
    note = annotations(annotated.render(found, path, "en"), "/Square")[0][1]["/Contents"]
    assert "Finding" in str(note) and "Criterion: " in str(note) and "Temuan" not in str(note)


def test_tags_lead_round_all_pages_of_a_finding(audited) -> None:
    found, path = audited("naker")
    pdf = annotated.render(found, path)
    pages = [page.indirect_reference.idnum for page in PdfReader(io.BytesIO(pdf)).pages]
    steps = {
        (page, pages.index(link["/A"]["/D"][0].idnum) + 1)
        for page, link in annotations(pdf, "/Link")
        if "Temuan 1:" in str(link["/Contents"])
    }
    assert steps == {(3, 10), (10, 11), (11, 3)}


def test_bookmarks_stand_before_the_reports_own(audited, tmp_path: Path) -> None:
    found, sample = audited("naker")
    writer = PdfWriter(clone_from=PdfReader(sample))
    writer.add_outline_item(title="BAB I", page_number=3)
    path = tmp_path / "outlined.pdf"
    writer.write(path)
    outline = PdfReader(io.BytesIO(annotated.render(found, path))).outline
    assert outline[0].title == "Temuan audit (12)"
    assert outline[1][1].title.startswith("2. TGT001 (kesalahan, hal.")
    assert outline[2].title == "BAB I"


def test_pages_and_their_own_annotations_stay(audited, tmp_path: Path) -> None:
    found, sample = audited("naker")
    writer = PdfWriter(clone_from=PdfReader(sample))
    writer.add_uri(2, "https://example.org", RectangleObject((10, 10, 20, 20)))
    path = tmp_path / "linked.pdf"
    writer.write(path)
    before, after = PdfReader(path), PdfReader(io.BytesIO(annotated.render(found, path)))
    for old, new in zip(before.pages, after.pages, strict=True):
        assert old.get_contents().get_data() == new.get_contents().get_data()
    assert after.pages[2]["/Annots"][0].get_object()["/A"]["/URI"] == "https://example.org"


def test_figures_of_another_document_are_named_and_not_marked(audited) -> None:
    found, path = audited("naker")
    first = found.findings[0]
    away = first.stated[0].model_copy(update={"document": "renstra.pdf", "page": 99})
    one = first.model_copy(update={"stated": (away, *first.stated[1:])})
    pdf = annotated.render(found.model_copy(update={"findings": (one,)}), path)
    squares = annotations(pdf, "/Square")
    assert len(squares) == len(first.stated) - 1
    assert "renstra.pdf, hal. 99" in str(squares[0][1]["/Contents"])


def test_a_report_without_findings_is_only_copied(clean_audit: Audit, samples: Path) -> None:
    pdf = annotated.render(clean_audit, samples / "bersih.pdf")
    assert annotations(pdf, "/Square") == []
    assert PdfReader(io.BytesIO(pdf)).outline[0].title == "Temuan audit (0)"


def test_file_locked_against_changes_is_annotated(audited, tmp_path: Path) -> None:
    found, sample = audited("naker")
    writer = PdfWriter(clone_from=PdfReader(sample))
    writer.encrypt(user_password="", owner_password="rahasia", algorithm="AES-256")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    document = pypdfium2.PdfDocument(annotated.render(found, path))
    assert len(document) == 15
    document.close()


@pytest.mark.parametrize("kind", ["encrypted", "broken", "missing"])
def test_what_cannot_be_opened_is_an_error_in_both_languages(audited, tmp_path: Path, kind: str) -> None:
    found, sample = audited("naker")
    path = tmp_path / "laporan.pdf"
    if kind == "encrypted":
        writer = PdfWriter(clone_from=PdfReader(sample))
        writer.encrypt(user_password="rahasia", algorithm="AES-256")
        writer.write(path)
    elif kind == "broken":
        path.write_bytes(sample.read_bytes()[:5000])
    with pytest.raises(ReportError) as caught:
        annotated.render(found, path)
    assert caught.value.reason.id != caught.value.reason.en
