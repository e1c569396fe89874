"""Which characters of a page a reader of the page sees.

A text layer also holds what is not shown: text that is not painted (somebody's OCR laid over a picture) and
white text on white paper (cells of a sheet that help to reckon). As a figure it would be one that nobody can
find on the page. And it holds watermarks, which nobody reads.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import compress, repeat
from operator import not_
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from extractor.reading.calls import handle, handles, integers
from extractor.reading.characters import Rect
from extractor.reading.glyphs import Run

_DIGITS = frozenset("0123456789")
_PALE = 250  # of 255 in all three colours: as white as the paper
_NOT_PAINTED = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})
_LOOK = 2.0  # pixels per point of the look at pale text: digits of 6 points are 8 pixels high
_MOST_PIXELS = 8_000_000  # of that look; A3 has 4 million
_INK = 24  # of 255, by which text that is seen differs from its ground

_LARGE = 30.0  # points; the letters of a watermark are higher, as are those of the title on a cover
_ACROSS = 4  # words printed across a watermark; across a title there is none

_text_object = handles(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int)
_render_mode = integers(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_void_p)
_fill_color = integers(pdfium.FPDFText_GetFillColor, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p,) * 4)


def visible(
    page: pypdfium2.PdfPage, textpage: ctypes.c_void_p, runs: list[Run], shown: Rect, grounds: Sequence[Rect]
) -> list[Run]:
    """The runs that are seen on the page. ``shown`` is its visible part (left, bottom, right, top);
    ``grounds`` are coloured areas and pictures (x0, y0, x1, y1), on which white text is seen.

    Only figures are asked, and the other runs of a page where a figure is not seen: it takes time.
    """
    text = handle(textpage)
    figures = [run for run in runs if run.chars[0] in _DIGITS or run.chars[-1] in _DIGITS]
    if any(_unpainted(text, figures)):
        runs = list(compress(runs, map(not_, _unpainted(text, runs))))
    if not _pale(text, figures, grounds):
        return runs
    unseen = {id(run) for run in _without_ink(page, _pale(text, runs, grounds), shown)}
    return [run for run in runs if id(run) not in unseen]


def without_watermarks(runs: list[Run]) -> list[Run]:
    """The runs without large words that others are printed across: they would take the lines of a table for
    one. Slanted ones are no runs."""
    marks = [run for run in runs if run.size >= _LARGE and _is_printed_over(run, runs)]
    return [run for run in runs if not any(run is mark for mark in marks)] if marks else runs


def _is_printed_over(mark: Run, runs: list[Run]) -> bool:
    left, top, right, bottom = mark.bounds
    margin = (top - bottom) / 4  # above and below the letters
    small = (run.bounds for run in runs if run.size < mark.size / 2)
    across = ((x0 + x1) / 2 for x0, y1, x1, y0 in small if bottom + margin < (y0 + y1) / 2 < top - margin)
    return sum(left < x < right for x in across) >= _ACROSS


def _unpainted(textpage: int, runs: list[Run]) -> list[bool]:
    """Which runs are not painted."""
    items = map(_text_object, repeat(textpage), [run.number for run in runs])
    return [mode in _NOT_PAINTED for mode in map(_render_mode, items)]


def _pale(textpage: int, runs: list[Run], grounds: Sequence[Rect]) -> list[Run]:
    """The white and the transparent runs that do not stand on a coloured ground."""
    colors = np.zeros((len(runs), 4), np.uint32)  # red, green, blue, and how opaque
    size, first, end = colors.itemsize, colors.ctypes.data, colors.ctypes.data + colors.nbytes
    places = [range(first + size * i, end + size * i, 4 * size) for i in range(4)]
    known = map(_fill_color, repeat(textpage), [run.number for run in runs], *places)
    light = (colors[:, :3].min(axis=1) >= _PALE) | (colors[:, 3] == 0) if all(known) else ()
    return [run for run in compress(runs, light) if not _stands_on(run, grounds)]


def _stands_on(run: Run, grounds: Sequence[Rect]) -> bool:
    left, top, right, bottom = run.bounds
    x, y = (left + right) / 2, (top + bottom) / 2
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in grounds)


def _without_ink(page: pypdfium2.PdfPage, runs: list[Run], shown: Rect) -> list[Run]:
    """The runs in whose place the page, when it is drawn, shows nothing but one colour."""
    wide, high = shown[2] - shown[0], shown[3] - shown[1]
    scale = min(_LOOK, (_MOST_PIXELS / (wide * high)) ** 0.5)
    rotation = page.get_rotation()
    bitmap = page.render(scale=scale, rotation=-rotation % 360, grayscale=True, draw_annots=False)
    try:
        pixels = bitmap.to_numpy()
        return [run for run in runs if not _has_ink(pixels, run, shown, scale)]
    finally:
        bitmap.close()


def _has_ink(pixels: Any, run: Run, shown: Rect, scale: float) -> bool:
    left, top, right, bottom = run.bounds
    inner = (top - bottom) / 4  # the borders of a cell may touch the box
    first, last = (left - shown[0]) * scale, (right - shown[0]) * scale + 1
    upper, lower = (shown[3] - top + inner) * scale, (shown[3] - bottom - inner) * scale + 1
    part = pixels[max(0, int(upper)) : max(0, int(lower)), max(0, int(first)) : max(0, int(last))]
    return part.size > 0 and int(part.max()) - int(part.min()) >= _INK
