"""Scans that carry somebody's OCR, told from pages of text with a picture behind them."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from extractor.reading import open_report

LINES = b"".join(b"1 0 0 1 60 %d Tm (Realisasi tahun 2024 98,05) Tj " % y for y in range(100, 700, 30))
PICTURE = b"q 600 0 0 800 0 0 cm /Im1 Do Q "


def text(mode: int = 0, state: bytes = b"") -> bytes:
    return b"q " + state + b" BT /F1 10 Tf %d Tr " % mode + LINES + b"ET Q "


def made(content: bytes, form: bytes = b"", *, soft: bool = False, stencil: bool = False) -> Pdf:
    """A PDF of one page; ``/Fm1`` is a form of ``form``, ``/Im1`` a picture, ``/Gs0`` makes transparent."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(600, 800))
    picture = pdf.make_stream(bytes([240]) * 100)
    picture.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8))
    picture.ColorSpace = Name.DeviceGray
    if stencil:
        picture = pdf.make_stream(
            b"\x55\x40" * 10, Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10, ImageMask=True
        )
        picture.BitsPerComponent = 1
    if soft:
        mask = pdf.make_stream(bytes([30]) * 100, picture.stream_dict)
        picture.SMask = pdf.make_indirect(mask)
    resources = Dictionary(
        Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
        XObject=Dictionary(Im1=picture),
        ExtGState=Dictionary(Gs0=Dictionary(ca=0, CA=0)),
    )
    inner = pdf.make_stream(form, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 600, 800]))
    inner.Resources = Dictionary(resources)
    resources.XObject = Dictionary(Im1=picture, Fm1=inner)
    pdf.pages[0].Resources = resources
    pdf.pages[0].Contents = pdf.make_stream(content)
    return pdf


def kind(pdf: Pdf, tmp_path: Path) -> str:
    pdf.save(tmp_path / "a.pdf")
    with open_report(tmp_path / "a.pdf") as report:
        return report.page(1).kind


FORM = b"/Fm1 Do "


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (PICTURE + text(3), b""),
        (text(3) + PICTURE, b""),
        (text() + PICTURE, b""),
        (PICTURE + text(7), b""),
        (PICTURE + text(state=b"/Gs0 gs"), b""),
        (PICTURE + FORM, text(3)),
        (FORM + PICTURE, text(3)),
        (FORM + PICTURE, text()),
        (text() + FORM, PICTURE),
        (text(3) + FORM, PICTURE),
        (FORM, text() + PICTURE),
        (b"q 0.5 0 0 0.5 100 100 cm " + FORM + b"Q " + PICTURE, text()),
        (PICTURE + text(3) + b"BT /F1 10 Tf 60 750 Td (Halaman 12) Tj ET", b""),
    ],
)
def test_a_page_whose_text_nobody_sees_is_a_scan(tmp_path: Path, content: bytes, form: bytes) -> None:
    assert kind(made(content, form), tmp_path) == "scanned"


@pytest.mark.parametrize(
    ("content", "form", "look"),
    [
        (PICTURE + text(), b"", {}),
        (PICTURE + FORM, text(), {}),
        (FORM + text(), PICTURE, {}),
        (text() + PICTURE, b"", {"soft": True}),
        (text() + PICTURE, b"", {"stencil": True}),
        (text() + FORM, b"q 600 0 0 60 0 0 cm /Im1 Do Q", {}),
        (text() + b"q 200 0 0 60 380 20 cm /Im1 Do Q " + PICTURE.replace(b"800", b"30"), b"", {}),
    ],
)
def test_a_page_of_text_with_a_picture_is_none(
    tmp_path: Path, content: bytes, form: bytes, look: dict[str, bool]
) -> None:
    assert kind(made(content, form, **look), tmp_path) == "text"
