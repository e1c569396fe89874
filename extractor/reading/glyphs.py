"""Characters of a page from pdfium, put together into words.

pdfium gives characters in drawing order with the spaces and line ends it infers; a word ends at white
space, at a jump, and where the direction of the text changes.
"""

from __future__ import annotations

import ctypes
import math
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from extractor.reading.page import Word

Rect = tuple[float, float, float, float]
"""Left, top, right and bottom, as pdfium has them, in the page's own coordinates (origin bottom left, not
rotated)."""


@dataclass(slots=True)
class Run:
    """Characters that stand together, each with its box. ``size`` is the height of the first."""

    chars: list[str]
    boxes: list[Rect]
    size: float
    angle: int  # degrees counter-clockwise, one of 0, 90, 180, 270

    def part(self, indices: list[int]) -> Run:
        """Some of its characters."""
        boxes = [self.boxes[i] for i in indices]
        left, top, right, bottom = boxes[0]
        size = top - bottom if self.angle in (0, 180) else right - left
        return Run([self.chars[i] for i in indices], boxes, size, self.angle)


UNKNOWN = "\ufffd"  # stands for a character that cannot be told; no figure with it is read
_JUMP = 0.6  # of the font size: a wider gap within a run is two words (spaces are 0.2 to 0.5)
_SLANT = math.radians(8)  # text turned by more than this from an axis is a watermark or an ornament
_MIN_SIZE = 1.0
_HUGE = 40.0  # points; only characters this high are asked whether their font tells its height wrongly


def _axis(clockwise: float) -> int:
    """The nearest axis of an angle as pdfium gives it: in radians, clockwise. -1 for slanted text."""
    angle = -clockwise
    quarter = round(angle / (math.pi / 2))
    if abs(angle - quarter * math.pi / 2) > _SLANT:
        return -1
    return int(quarter % 4) * 90


def words(textpage: ctypes.c_void_p) -> list[Run]:
    """The words of a page in drawing order.

    Horizontal boxes are the glyphs' advance widths; vertical ones reach from descent to ascent, so that
    all words of a line agree.
    """
    result: list[Run] = []
    run: Run | None = None
    last: Rect = (0.0, 0.0, 0.0, 0.0)  # the box of the run's last character
    size = 0.0  # and its height
    upright = False
    for index, (char, box) in enumerate(_characters(textpage)):
        if not char:
            if char is not None:
                run, upright = None, False
            continue
        # An upright run that goes on at the same height: its direction need not be asked for.
        if (
            upright
            and run is not None
            and box[1] == last[1]
            and box[3] == last[3]
            and -_JUMP * size < box[0] - last[2] < _JUMP * size
        ):
            run.chars.append(char)
            run.boxes.append(box)
            last = box
            continue
        angle = _axis(pdfium.FPDFText_GetCharAngle(textpage, index))
        if angle == -1:
            angle = _axis(_baseline(textpage, index))
            if angle == -1:
                continue
        left, top, right, bottom = box
        high = (top - bottom) if angle in (0, 180) else (right - left)
        if high < _MIN_SIZE or (
            high > _HUGE and high > 3 * (pdfium.FPDFText_GetFontSize(textpage, index) or high)
        ):
            # Fonts without usable ascent and descent: take the ink instead.
            ink = _ink(textpage, index)
            if ink is None:
                continue
            box = ink
            high = max(box[1] - box[3], box[2] - box[0])
            if high < 0.1:
                continue
        if run is not None and run.angle == angle and _continues(last, box, max(size, high), angle):
            run.chars.append(char)
            run.boxes.append(box)
        else:
            run = Run([char], [box], high, angle)
            result.append(run)
        last, size, upright = box, high, angle == 0
    return result


def _baseline(textpage: ctypes.c_void_p, index: int) -> float:
    """The direction in which the text of a character runs, in radians, clockwise. What pdfium calls the
    angle of a character is also that of its stems: of an upright font slanted by the writer, for want of an
    italic one, it is 12 to 18 degrees."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(textpage, index, matrix):
        return math.pi / 4  # none of the axes
    return -math.atan2(matrix.b, matrix.a)


def _integers(function: Any, *arguments: Any) -> Callable[..., int]:
    """A function of pdfium's called with plain integers, also for pointers: what is called for each
    character takes half the time that way."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(ctypes.c_int, *arguments)(address)


_loose_box = _integers(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_map_error = _integers(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_void_p, ctypes.c_int)
_RECT = struct.Struct("4f")  # pdfium's FS_RECTF


def _characters(textpage: ctypes.c_void_p) -> Iterable[tuple[str | None, Rect]]:
    """All characters with their boxes: '' for white space and what is not seen, None for what is no
    character or has no box. A character whose font does not say what it is comes as UNKNOWN: pdfium gives
    its number in the font instead, which would show as some other letter or digit."""
    count = max(0, pdfium.FPDFText_CountChars(textpage))
    page = ctypes.cast(textpage, ctypes.c_void_p).value
    chars: list[str | None] = _chars(_codes(textpage, count))
    for index, wrong in enumerate(map(_map_error, repeat(page), range(count))):
        if wrong == 1 and chars[index] is not None:
            chars[index] = UNKNOWN
    boxes = ctypes.create_string_buffer(_RECT.size * count)
    start = ctypes.addressof(boxes)
    each = range(start, start + _RECT.size * count, _RECT.size)
    for index, known in enumerate(map(_loose_box, repeat(page), range(count), each)):
        if not known and chars[index]:
            chars[index] = None
    return zip(chars, _RECT.iter_unpack(boxes), strict=True)


def _codes(textpage: ctypes.c_void_p, count: int) -> list[int]:
    """The UTF-16 codes of all characters: in one call, unless it leaves out characters that have none."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(textpage, 0, count, buffer) == count + 1:
        return buffer[:count]
    return [pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count)]


def _chars(codes: list[int]) -> list[str | None]:
    chars: list[str | None] = list(map(_char, codes))
    for index, code in enumerate(codes) if max(codes, default=0) >= 0xD800 else ():
        if 0xD800 <= code < 0xDC00:  # the first half of a pair
            chars[index] = None
        elif 0xDC00 <= code < 0xE000 and index and chars[index - 1] is None:
            chars[index] = _char(0x10000 + ((codes[index - 1] - 0xD800) << 10) + (code - 0xDC00))
    return chars


def _ink(textpage: ctypes.c_void_p, index: int) -> Rect | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
        return None
    return left.value, top.value, right.value, bottom.value


@cache
def _char(code: int) -> str:
    """The character of a code; '' for white space and what is not seen."""
    if code in _HYPHENS_OF_PDFIUM:
        return "-"
    char = _SPELLED.get(code) or chr(code)
    return "" if code < 33 or char.isspace() or code in _INVISIBLE else char


_SPELLED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0x00AD: "-"}
_HYPHENS_OF_PDFIUM = frozenset({0x02, 0xFFFE})  # pdfium's marks for a hyphen at the end of a line
_INVISIBLE = frozenset({0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF})


def _continues(last: Rect, box: Rect, size: float, angle: int) -> bool:
    """Does a character go on where the last one of its run ended? ``size`` is the greater of the two."""
    if angle in (0, 180):
        gap = box[0] - last[2] if angle == 0 else last[0] - box[2]
        level = abs((box[3] + box[1]) - (last[3] + last[1])) / 2
    else:
        gap = box[3] - last[1] if angle == 90 else last[3] - box[1]
        level = abs((box[0] + box[2]) - (last[0] + last[2])) / 2
    return -_JUMP * size < gap < _JUMP * size and level < 0.5 * size


def as_word(run: Run, box: tuple[float, float, float, float], angle: int) -> Word:
    """A run as a word with a box and a direction in the coordinates of the page as read."""
    return Word("".join(run.chars), *box, run.size, angle)
