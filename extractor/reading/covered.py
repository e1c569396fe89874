"""Text of a scanned page that nobody sees: somebody's OCR of the picture, not painted, or painted before a
picture that covers it."""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from extractor.reading.drawings import MAX_OBJECTS, Rect

_ASKED = 400  # pieces of text; a page holds a few hundred, and a share of them tells
_PICTURES = 40  # that are asked whether they cover the text; some printers cut a scan into strips
_OPAQUE = 250  # of 255; at its edges an image is blended with the paper
_LARGEST = 10_000_000  # square points of a picture that is drawn to see through it; A0 has 8 million


def share_unseen(page: pypdfium2.PdfPage, most_pixels: int) -> float:
    """The share of a page's pieces of text, from 0 to 1, that nobody sees. Pictures of more than
    ``most_pixels`` are not looked through."""
    count = min(MAX_OBJECTS, max(0, pdfium.FPDFPage_CountObjects(page.raw)))
    items = [pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count)]
    kinds = [pdfium.FPDFPageObj_GetType(item) for item in items]
    texts = [i for i, kind in enumerate(kinds) if kind == pdfium.FPDF_PAGEOBJ_TEXT][:_ASKED]
    if not texts:
        return 0.0
    pictures = [i for i, kind in enumerate(kinds) if kind == pdfium.FPDF_PAGEOBJ_IMAGE and i > texts[0]]
    opaque = [i for i in pictures[:_PICTURES] if _is_opaque(page, items[i], most_pixels)]
    covers = [(i, _bounds(items[i])) for i in opaque]
    return sum(_is_unseen(items[i], [box for at, box in covers if at > i]) for i in texts) / len(texts)


def _is_unseen(item: ctypes.c_void_p, covers: list[Rect]) -> bool:
    if pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    x0, y0, x1, y1 = _bounds(item)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in covers)


def _bounds(item: ctypes.c_void_p) -> Rect:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *sides):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _is_opaque(page: pypdfium2.PdfPage, item: ctypes.c_void_p, most_pixels: int) -> bool:
    """Does a picture cover what was drawn before it? A stencil, a soft mask and a blend let it be seen."""
    left, bottom, right, top = _bounds(item)
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item, wide, high)
    if wide.value * high.value > most_pixels or (right - left) * (top - bottom) > _LARGEST:
        return False
    if pdfium.FPDFPageObj_HasTransparency(item):
        return False
    raw = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf, page.raw, item)
    if not raw:
        return False
    pixels = pypdfium2.PdfBitmap.from_raw(raw).to_numpy()
    return bool(pixels.ndim == 2 or pixels.shape[2] < 4 or pixels[:, :, 3].mean() >= _OPAQUE)
