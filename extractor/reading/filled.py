"""Figures that somebody typed onto a page: fields of a form, and text set over it as an annotation.

pdfium reads what the content of a page draws; fields and annotations are drawn over it and are no content. So
they are made content, in memory, before the page is read. Other annotations (links, highlights, notes of a
reviewer, our own) are none of the report's words.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

_TYPED = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT})
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_INVISIBLE | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_MOST = 5000  # annotations of a page; a form has some hundreds


def loaded(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page of a number from 1, what was typed onto it a part of its content. Raises as pypdfium2 does."""
    page = document[number - 1]
    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    if not 0 < count <= _MOST:
        return page
    others = [index for index in range(count) if not _is_typed(page, index)]
    if len(others) == count:
        return page
    for index in reversed(others):
        pdfium.FPDFPage_RemoveAnnot(page.raw, index)
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[number - 1]


def _is_typed(page: pypdfium2.PdfPage, index: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
    if not annotation:
        return False
    try:
        shown = not pdfium.FPDFAnnot_GetFlags(annotation) & _UNSEEN
        return shown and pdfium.FPDFAnnot_GetSubtype(annotation) in _TYPED
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
