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
    chars, shown, none = _chars(_codes(textpage, page.value, count))
    for number in np.flatnonzero(_are_wrong(page, count) & ~none).tolist():
        chars[number] = UNKNOWN
        shown[number] = True
    numbers = np.flatnonzero(shown)
    boxes, known = _loose_boxes(page, numbers)
    if not known.all():
        numbers, boxes = numbers[known], boxes[known]
    white = ~shown & ~none
    return Characters(
        chars=[chars[number] for number in numbers.tolist()],
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


def _are_wrong(page: ctypes.c_void_p, count: int) -> NDArray[np.bool_]:
    """Which characters' fonts do not say what they are."""
    return np.equal(np.fromiter(map(_map_error, repeat(page), range(count)), np.intc, count), 1)


def _codes(textpage: ctypes.c_void_p, page: int | None, count: int) -> NDArray[np.uint32]:
    """The UTF-16 codes of all characters: in one call, unless it leaves out characters that have none."""
    codes = np.empty(count + 1, np.uint16)
    if _text(page, 0, count, codes.ctypes.data) == count + 1:
        return codes[:count].astype(np.uint32)
    single = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
    return np.fromiter(single, np.uint32, count)


def _chars(codes: NDArray[np.uint32]) -> tuple[list[str], NDArray[np.bool_], NDArray[np.bool_]]:
    """The characters of UTF-16 codes, which of them are seen (white space is not), and which are none: the
    first halves of pairs."""
    table, seen = _plane()
    chars: list[str] = table[codes].tolist()
    none = (codes >= 0xD800) & (codes < 0xDC00)
    if none.any():
        for index in (np.flatnonzero(none[:-1] & (codes[1:] >= 0xDC00) & (codes[1:] < 0xE000)) + 1).tolist():
            first, second = codes[index - 1 : index + 1].tolist()
            chars[index] = chr(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    return chars, seen[codes] & ~none, none


@cache
def _plane() -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """The character of each code of 16 bits, and whether it is seen."""
    chars = list(map(_char, range(0x10000)))
    return np.array(chars, dtype=object), np.array(list(map(bool, chars)), np.bool_)


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
