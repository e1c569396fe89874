"""Text of a scanned page that nobody sees: somebody's OCR of the picture, not painted, or painted before a
picture that covers it."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium

from extractor.reading.drawings import IDENTITY, MAX_DEPTH, MAX_OBJECTS, Matrix, Rect

_ASKED = 400  # pieces of text; a page holds a few hundred, and a share of them tells
_PICTURES = 40  # that are asked whether they cover the text; some printers cut a scan into strips
_OPAQUE = 250  # of 255; at its edges an image is blended with the paper
_LARGEST = 10_000_000  # square points of a picture that is drawn to see through it; A0 has 8 million
_NOT_PAINTED = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})


def share_unseen(page: pypdfium2.PdfPage, most_pixels: int) -> float:
    """The share of a page's pieces of text, from 0 to 1, that nobody sees. Pictures of more than
    ``most_pixels`` are not looked through."""
    painted = _Painted()
    count = max(0, pdfium.FPDFPage_CountObjects(page.raw))
    _visit(partial(pdfium.FPDFPage_GetObject, page.raw), count, IDENTITY, painted, 0)
    if not painted.texts:
        return 0.0
    over = [p for p in painted.pictures if any(_lies_over(p, text) for text in painted.texts)][:_PICTURES]
    covers = [picture for picture in over if _is_opaque(page, picture, most_pixels)]
    return sum(_is_unseen(text, covers) for text in painted.texts) / len(painted.texts)


@dataclass(frozen=True)
class _Item:
    """A text or a picture, the how manieth thing painted it is, and its box in the page's coordinates."""

    raw: ctypes.c_void_p
    at: int
    box: Rect


@dataclass
class _Painted:
    texts: list[_Item] = field(default_factory=list)
    pictures: list[_Item] = field(default_factory=list)
    objects: int = 0  # looked at


def _visit(
    objects: Callable[[int], ctypes.c_void_p], count: int, outer: Matrix, painted: _Painted, depth: int
) -> None:
    """The texts and pictures of a page or a form, in the order in which they are painted."""
    for index in range(min(count, MAX_OBJECTS - painted.objects)):
        painted.objects += 1
        raw = objects(index)
        kind = pdfium.FPDFPageObj_GetType(raw)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT and len(painted.texts) < _ASKED:
            painted.texts.append(_Item(raw, painted.objects, _box(raw, outer)))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            painted.pictures.append(_Item(raw, painted.objects, _box(raw, outer)))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            parts = max(0, pdfium.FPDFFormObj_CountObjects(raw))
            _visit(partial(pdfium.FPDFFormObj_GetObject, raw), parts, _inner(raw, outer), painted, depth + 1)


def _inner(raw: ctypes.c_void_p, outer: Matrix) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(raw, found):
        return outer
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f).times(outer)


def _box(raw: ctypes.c_void_p, outer: Matrix) -> Rect:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(raw, *sides):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (side.value for side in sides)
    return outer.rect(left, bottom, right, top)


def _is_unseen(text: _Item, covers: list[_Item]) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(text.raw) in _NOT_PAINTED or _is_transparent(text):
        return True
    return any(_lies_over(cover, text) for cover in covers)


def _lies_over(picture: _Item, text: _Item) -> bool:
    """Is a picture painted after a text, and where it stands?"""
    x0, y0, x1, y1 = text.box
    left, bottom, right, top = picture.box
    return picture.at > text.at and left <= (x0 + x1) / 2 <= right and bottom <= (y0 + y1) / 2 <= top


def _is_transparent(text: _Item) -> bool:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    return bool(pdfium.FPDFPageObj_GetFillColor(text.raw, red, green, blue, opacity)) and opacity.value == 0


def _is_opaque(page: pypdfium2.PdfPage, picture: _Item, most_pixels: int) -> bool:
    """Does a picture cover what was drawn before it? A stencil, a soft mask and a blend let it be seen."""
    left, bottom, right, top = picture.box
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(picture.raw, wide, high)
    if wide.value * high.value > most_pixels or (right - left) * (top - bottom) > _LARGEST:
        return False
    if pdfium.FPDFPageObj_HasTransparency(picture.raw):
        return False
    raw = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf, page.raw, picture.raw)
    if not raw:
        return False
    pixels = pypdfium2.PdfBitmap.from_raw(raw).to_numpy()
    return bool(pixels.ndim == 2 or pixels.shape[2] < 4 or pixels[:, :, 3].mean() >= _OPAQUE)
