"""The characters that are printed on a page, from pdfium, in drawing order, and their boxes."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache
from itertools import compress, repeat

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from extractor.reading.calls import ROOM, handle, integers, room, unchecked

Rect = tuple[float, float, float, float]
"""Left, top, right and bottom, as pdfium has them, in the page's own coordinates (origin bottom left, not
rotated)."""

Boxes = NDArray[np.float64]
"""A row of left, top, right and bottom for each character."""

UNKNOWN = "\ufffd"  # stands for a character that cannot be told; no figure with it is read

_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
MARKS = frozenset(_RAISED.values())
_SPELLED = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0x00AD: "-"}
_HYPHENS_OF_PDFIUM = frozenset({0x02, 0xFFFE})  # pdfium's marks for a hyphen at the end of a line
_INVISIBLE = frozenset({0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF})


@dataclass(frozen=True, slots=True)
class Characters:
    """What is printed on a page, in drawing order: the characters, their boxes, their numbers for pdfium, and
    whether white space stands before them."""

    chars: list[str]
    boxes: Boxes
    numbers: NDArray[np.intp]
    apart: NDArray[np.bool_]

    def raise_digits(self, begin: int, end: int) -> None:
        """Makes raised digits of some: marks of footnotes, no part of a figure."""
        self.chars[begin:end] = [_RAISED.get(char, char) for char in self.chars[begin:end]]


def inside(page: Characters, shown: Rect) -> Characters:
    """The characters of which at least a part lies within the visible part of the page."""
    left, top, right, bottom = page.boxes.T
    outside = (right < shown[0]) | (top < shown[1]) | (left > shown[2]) | (bottom > shown[3])
    if not outside.any():
        return page
    kept = ~outside
    return Characters(
        list(compress(page.chars, kept.tolist())), page.boxes[kept], page.numbers[kept], page.apart[kept]
    )


_loose_box = unchecked(pdfium.FPDFText_GetLooseCharBox)
_text = integers(pdfium.FPDFText_GetText, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_map_error = unchecked(pdfium.FPDFText_HasUnicodeMapError)


def read_characters(textpage: ctypes.c_void_p) -> Characters:
    """What is printed on a page. A character whose font does not say what it is comes as UNKNOWN: pdfium
    gives its number in the font instead, which would show as some other letter or digit."""
    count = max(0, pdfium.FPDFText_CountChars(textpage))
    page = ctypes.c_void_p(handle(textpage))
    chars = _chars(_codes(textpage, page.value, count))
    wrong = np.fromiter(map(_map_error, repeat(page), range(count)), np.intc, count) == 1
    for index in np.flatnonzero(wrong).tolist():
        if chars[index] is not None:
            chars[index] = UNKNOWN
    shown = np.fromiter(map(bool, chars), np.bool_, count)
    white = ~shown
    if None in chars:
        white[[index for index, char in enumerate(chars) if char is None]] = False
    numbers = np.flatnonzero(shown)
    boxes, known = _loose_boxes(page, numbers)
    if not known.all():
        numbers, boxes = numbers[known], boxes[known]
    return Characters(
        chars=[chars[number] or "" for number in numbers.tolist()],
        boxes=boxes.astype(np.float64),
        numbers=numbers,
        apart=np.diff(np.cumsum(white)[numbers], prepend=-1) > 0,
    )


def _loose_boxes(
    page: ctypes.c_void_p, numbers: NDArray[np.intp]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """The boxes of characters, and which of them pdfium could tell."""
    boxes = np.empty((len(numbers), 4), np.float32)
    known = np.empty(len(numbers), np.bool_)
    filled, places = room()
    for begin in range(0, len(numbers), ROOM):
        part = numbers[begin : begin + ROOM].tolist()
        end = begin + len(part)
        known[begin:end] = np.fromiter(map(_loose_box, repeat(page), part, places), np.bool_, len(part))
        boxes[begin:end] = filled[: len(part)]
    return boxes, known


def _codes(textpage: ctypes.c_void_p, page: int | None, count: int) -> list[int]:
    """The UTF-16 codes of all characters: in one call, unless it leaves out characters that have none."""
    codes = np.empty(count + 1, np.uint16)
    if _text(page, 0, count, codes.ctypes.data) == count + 1:
        found: list[int] = codes[:count].tolist()
        return found
    return [pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count)]


def _chars(codes: list[int]) -> list[str | None]:
    """The characters of UTF-16 codes: '' for white space and what is not seen, None for what is none."""
    chars: list[str | None] = list(map(_char, codes))
    for index, code in enumerate(codes) if max(codes, default=0) >= 0xD800 else ():
        if 0xD800 <= code < 0xDC00:  # the first half of a pair
            chars[index] = None
        elif 0xDC00 <= code < 0xE000 and index and chars[index - 1] is None:
            chars[index] = _char(0x10000 + ((codes[index - 1] - 0xD800) << 10) + (code - 0xDC00))
    return chars


@cache
def _char(code: int) -> str:
    """The character of a code; '' for white space and what is not seen."""
    if code in _HYPHENS_OF_PDFIUM:
        return "-"
    char = _SPELLED.get(code) or chr(code)
    return "" if code < 33 or char.isspace() or code in _INVISIBLE else char


def ink(textpage: ctypes.c_void_p, number: int) -> Rect:
    """The box of what a character draws; empty if it draws nothing."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(textpage, number, left, right, bottom, top):
        return 0.0, 0.0, 0.0, 0.0
    return left.value, top.value, right.value, bottom.value
