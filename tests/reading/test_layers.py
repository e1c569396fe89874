"""Layers that are switched off, fields of forms and typed annotations of small PDFs."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from extractor.reading import open_report

OLD, NEW = b"BT /F1 10 Tf 100 650 Td (98,05) Tj ET", b"BT /F1 10 Tf 100 700 Td (39,67) Tj ET"


def made() -> Pdf:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(600, 800))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=font))
    return pdf


def words(pdf: Pdf, path: Path) -> list[str]:
    pdf.save(path)
    with open_report(path) as report:
        return [word.text for word in report.page(1).words]


def layer(pdf: Pdf, *, off: bool) -> pikepdf.Object:
    """A layer as the only one of a PDF."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="lama"))
    chosen = Dictionary(OFF=Array([group])) if off else Dictionary(BaseState=Name.ON)
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=chosen)
    return group


@pytest.mark.parametrize(
    ("off", "choice"),
    [(True, None), (False, None), (True, Name.AllOn), (False, Name.AllOn), (True, Name.AllOff)],
)
def test_what_stands_in_a_layer_is_read_if_it_is_shown(
    tmp_path: Path, off: bool, choice: pikepdf.Name | None
) -> None:
    pdf = made()
    group = layer(pdf, off=off)
    if choice is not None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([group]), P=choice))
    pdf.pages[0].Resources.Properties = Dictionary(L1=group)
    pdf.pages[0].Contents = pdf.make_stream(b"/OC /L1 BDC " + OLD + b" EMC " + NEW)
    shown = off if choice == Name.AllOff else not off
    assert words(pdf, tmp_path / "a.pdf") == (["98,05"] if shown else []) + ["39,67"]


@pytest.mark.parametrize("off", [True, False])
def test_a_form_of_a_layer_within_a_form_is_read_if_it_is_shown(tmp_path: Path, off: bool) -> None:
    pdf = made()
    group = layer(pdf, off=off)
    fonts = pdf.pages[0].Resources.Font
    look = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 600, 800])}
    inner = pdf.make_stream(OLD, **look, Resources=Dictionary(Font=fonts), OC=group)
    outer = pdf.make_stream(b"/In Do " + NEW, **look)
    outer.Resources = Dictionary(Font=fonts, XObject=Dictionary(In=inner))
    pdf.pages[0].Resources.XObject = Dictionary(Out=outer)
    pdf.pages[0].Contents = pdf.make_stream(b"/Out Do")
    assert sorted(words(pdf, tmp_path / "a.pdf")) == (["39,67"] if off else ["39,67", "98,05"])


@pytest.mark.parametrize(("flags", "read"), [(4, ["39,67", "98,05"]), (4 | 2, ["39,67"])])
def test_fields_of_a_form_are_read_unless_they_are_hidden(
    tmp_path: Path, flags: int, read: list[str]
) -> None:
    pdf = made()
    pdf.pages[0].Contents = pdf.make_stream(NEW)
    fonts = pdf.pages[0].Resources
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="capaian",
            V="98,05",
            DA="/F1 10 Tf 0 g",
            F=flags,
            Rect=Array([100, 640, 200, 660]),
        )
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=fonts, NeedAppearances=True)
    pdf.pages[0].Annots = Array([field])
    assert words(pdf, tmp_path / "a.pdf") == read


def test_text_typed_over_a_page_is_read_and_the_notes_of_a_reviewer_are_not(tmp_path: Path) -> None:
    pdf = made()
    pdf.pages[0].Contents = pdf.make_stream(NEW)
    look = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 100, 20])}
    notes = []
    for kind, text in ((Name.FreeText, b"98,05"), (Name.Square, b"11,11")):
        drawn = pdf.make_stream(b"BT /F1 10 Tf 2 5 Td (" + text + b") Tj ET", **look)
        drawn.Resources = pdf.pages[0].Resources
        rect = Array([100, 640 - 40 * len(notes), 200, 660 - 40 * len(notes)])
        notes.append(Dictionary(Type=Name.Annot, Subtype=kind, Rect=rect, F=4, AP=Dictionary(N=drawn)))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note) for note in notes])
    assert words(pdf, tmp_path / "a.pdf") == ["39,67", "98,05"]
