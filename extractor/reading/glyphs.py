"""Characters of a page from pdfium, put together into words.

pdfium gives characters in drawing order with the spaces and line ends it infers; a word ends at white
space, at a jump, and where the direction of the text changes.
"""

from __future__ import annotations

import ctypes
import math
from typing import NamedTuple

import pypdfium2.raw as pdfium

from extractor.reading.page import Word


class Glyph(NamedTuple):
    """A character and its box in the page's own coordinates (origin bottom left, not rotated)."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    angle: int  # degrees counter-clockwise, one of 0, 90, 180, 270; -1 for slanted text


UNKNOWN = "\ufffd"  # stands for a character that cannot be told; no figure with it is read
_JUMP = 0.6  # of the font size: a wider gap within a run is two words (spaces are 0.2 to 0.5)
_SLANT = math.radians(8)  # text turned by more than this from an axis is a watermark or an ornament
_MIN_SIZE = 1.0
_HUGE = 40.0  # points; only characters this high are asked whether their font tells its height wrongly


def _axis(clockwise: float) -> int:
    """The nearest axis of an angle as pdfium gives it: in radians, clockwise."""
    angle = -clockwise
    quarter = round(angle / (math.pi / 2))
    if abs(angle - quarter * math.pi / 2) > _SLANT:
        return -1
    return int(quarter % 4) * 90


def words(textpage: ctypes.c_void_p) -> list[tuple[Glyph, ...]]:
    """Words as runs of glyphs, in drawing order.

    Horizontal boxes are the glyphs' advance widths; vertical ones reach from descent to ascent, so that
    all words of a line agree.
    """
    count = pdfium.FPDFText_CountChars(textpage)
    rect = pdfium.FS_RECTF()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    result: list[tuple[Glyph, ...]] = []
    run: list[Glyph] = []
    surrogate = 0
    unknown = _unmapped(textpage, count)
    unicode, loose_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    for index in range(count):
        code = unicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            surrogate = code
            continue
        if 0xDC00 <= code < 0xE000 and surrogate:
            code = 0x10000 + ((surrogate - 0xD800) << 10) + (code - 0xDC00)
        surrogate = 0
        char = chr(code) if 32 < code < 0xAD else _char(code)
        if unknown and index in unknown:
            char = UNKNOWN
        if not char:
            if run:
                result.append(tuple(run))
                run = []
            continue
        if not loose_box(textpage, index, rect):
            continue
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if run:
            last = run[-1]
            # An upright run that goes on at the same height: its direction need not be asked for.
            if (
                y0 == last.bottom
                and y1 == last.top
                and last.angle == 0
                and -_JUMP * last.size < x0 - last.right < _JUMP * last.size
            ):
                run.append(Glyph(char, x0, y0, x1, y1, last.size, 0))
                continue
        angle = _axis(pdfium.FPDFText_GetCharAngle(textpage, index))
        if angle == -1:
            continue
        size = (y1 - y0) if angle in (0, 180) else (x1 - x0)
        if size < _MIN_SIZE or (
            size > _HUGE and size > 3 * (pdfium.FPDFText_GetFontSize(textpage, index) or size)
        ):
            # Fonts without usable ascent and descent: take the ink instead.
            if not pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
                continue
            x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
            size = max(y1 - y0, x1 - x0)
            if size < 0.1:
                continue
        glyph = Glyph(char, x0, y0, x1, y1, size, angle)
        if run and not _continues(run[-1], glyph):
            result.append(tuple(run))
            run = []
        run.append(glyph)
    if run:
        result.append(tuple(run))
    return result


def _unmapped(textpage: ctypes.c_void_p, count: int) -> frozenset[int]:
    """The characters whose font does not say what they are: pdfium gives their number in the font instead,
    which would show as some other letter or digit."""
    failed = pdfium.FPDFText_HasUnicodeMapError
    return frozenset(index for index in range(count) if failed(textpage, index) == 1)


def _char(code: int) -> str:
    """The character of a code; '' for white space and what is not seen."""
    if code in _HYPHENS_OF_PDFIUM:
        return "-"
    char = _SPELLED.get(code) or chr(code)
    return "" if code < 33 or char.isspace() or code in _INVISIBLE else char


_SPELLED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0x00AD: "-"}
_HYPHENS_OF_PDFIUM = frozenset({0x02, 0xFFFE})  # pdfium's marks for a hyphen at the end of a line
_INVISIBLE = frozenset({0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF})


def _continues(last: Glyph, glyph: Glyph) -> bool:
    """Does the glyph go on where the last one of its run ended?"""
    if glyph.angle != last.angle:
        return False
    size = max(last.size, glyph.size)
    if last.angle in (0, 180):
        gap = glyph.left - last.right if last.angle == 0 else last.left - glyph.right
        level = abs((glyph.bottom + glyph.top) - (last.bottom + last.top)) / 2
    else:
        gap = glyph.bottom - last.top if last.angle == 90 else last.bottom - glyph.top
        level = abs((glyph.left + glyph.right) - (last.left + last.right)) / 2
    return -_JUMP * size < gap < _JUMP * size and level < 0.5 * size


def as_word(run: tuple[Glyph, ...], box: tuple[float, float, float, float], angle: int) -> Word:
    """A run of glyphs as a word with a box and a direction in the coordinates of the page as read."""
    return Word("".join(g.text for g in run), *box, run[0].size, angle)
