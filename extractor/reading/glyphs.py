"""The characters of a page, put together into words.

pdfium gives characters in drawing order with the spaces and line ends it infers; a word ends at white
space, at a jump, and where the direction of the text changes.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, repeat

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from extractor.reading.calls import handle, measuring
from extractor.reading.characters import MARKS, Boxes, Characters, Rect, ink, inside, read_characters
from extractor.reading.page import Word


@dataclass(slots=True)
class Run:
    """Characters that stand together. ``size`` is the height of the first, ``bounds`` the box around all."""

    chars: list[str]
    boxes: Boxes
    size: float
    angle: int  # degrees counter-clockwise, one of 0, 90, 180, 270
    bounds: Rect
    number: int  # of the first character, for pdfium

    def part(self, indices: list[int]) -> Run:
        """Some of its characters."""
        boxes = self.boxes[indices]
        left, top, right, bottom = boxes[0].tolist()
        size = top - bottom if self.angle in (0, 180) else right - left
        around = _bounds(boxes, [0])[0]
        return Run([self.chars[i] for i in indices], boxes, size, self.angle, around, self.number)


_JUMP = 0.6  # of the font size: a wider gap within a run is two words (spaces are 0.2 to 0.5)
_LEVEL = 0.01  # of the font size: what two characters of one line, drawn one by one, may differ by
_SLANT = math.radians(8)  # text turned by more than this from an axis is a watermark or an ornament
_ASIDE = 0.5  # of the font size: what stands further from the middle of a line stands on another
_MIN_SIZE = 1.0  # points; a font that tells less has no usable ascent and descent
_NO_INK = 0.1
_RAISED_SIZE = 0.8  # of the font size: word processors and browsers set raised characters at 0.58 to 0.7
_RAISED_BY = 0.3
"""Of the height, from foot to foot: 0.35 and more for raised characters; 0.28 from a digit that hangs below
its line, as old-style figures do, to one that does not."""
_HUGE = 40.0  # points; only characters this high are asked whether their font tells its height wrongly


def _axis(clockwise: float) -> int:
    """The nearest axis of an angle as pdfium gives it: in radians, clockwise. -1 for slanted text."""
    angle = -clockwise
    quarter = round(angle / (math.pi / 2))
    if abs(angle - quarter * math.pi / 2) > _SLANT:
        return -1
    return int(quarter % 4) * 90


def words(textpage: ctypes.c_void_p, shown: Rect | None = None) -> list[Run]:
    """The words of a page in drawing order, without those that lie outside its visible part ``shown`` (left,
    bottom, right, top).

    Horizontal boxes are the glyphs' advance widths; vertical ones reach from descent to ascent, so that
    all words of a line agree.
    """
    page = read_characters(textpage)
    if shown is not None:
        page = inside(page, shown)
    stretches = _level(page)
    runs, unseen = _upright(textpage, page, stretches) or _of_any_direction(textpage, page, stretches)
    chars, boxes = _without(page, unseen)
    bounds = _bounds(boxes, [run.begin for run in runs])
    return [
        Run(chars[run.begin : run.end], boxes[run.begin : run.end], run.size, run.angle, around, run.number)
        for run, around in zip(runs, bounds, strict=True)
    ]


def _upright(textpage: ctypes.c_void_p, page: Characters, stretches: _Stretches) -> _Runs | None:
    """The runs of a page on which all text is upright, as on nearly all; None for another page."""
    box, last = stretches.first[1:], stretches.last[:-1]
    heights = stretches.first[:, 1] - stretches.first[:, 3]
    if not len(heights) or heights.min() < _MIN_SIZE or heights.max() > _HUGE:
        return None
    high, size = heights[1:], heights[:-1]
    level = np.abs(box[:, 1] - last[:, 1]) + np.abs(box[:, 3] - last[:, 3]) < _LEVEL * size
    asked = stretches.numbers[np.concatenate(([True], ~level))]  # the others are as those before them
    place = repeat(ctypes.c_void_p(handle(textpage)))
    turned = np.abs(np.fromiter(map(_angle, place, asked.tolist()), np.float64, len(asked))) > _SLANT
    if any(_direction(textpage, number) for number in asked[turned].tolist()):
        return None
    for index in (np.flatnonzero(high < _RAISED_SIZE * size) + 1).tolist():
        begin, end = stretches.begins[index].item(), stretches.ends[index].item()
        if _marks(page, begin, tuple(stretches.first[index].tolist()), heights[index].item(), 0):
            page.raise_digits(begin, end)
    most = np.maximum(high, size)
    gap = box[:, 0] - last[:, 2]
    aside = np.abs(box[:, 1] + box[:, 3] - last[:, 1] - last[:, 3]) / 2
    goes_on = ~stretches.apart[1:] & (np.abs(gap) < _JUMP * most) & (aside < _ASIDE * most)
    at = np.flatnonzero(np.concatenate(([True], ~goes_on)))
    begins = stretches.begins[at].tolist()
    ends = [*begins[1:], len(page.chars)]
    numbers, sizes = stretches.numbers[at].tolist(), heights[at].tolist()
    return [_Stretch(b, e, s, 0, n) for b, e, s, n in zip(begins, ends, sizes, numbers, strict=True)], []


def _of_any_direction(textpage: ctypes.c_void_p, page: Characters, stretches: _Stretches) -> _Runs:
    """The runs of a page."""
    runs: list[_Stretch] = []
    unseen: list[tuple[int, int]] = []
    lost = 0  # characters that are not seen
    within = False  # does a run go on?
    last: Rect = (0.0, 0.0, 0.0, 0.0)  # the box of the last character
    size = 0.0  # and its height
    upright = False
    for begin, end, box, end_box, number, apart in stretches:
        # What stands level with an upright character is upright: its direction need not be asked for.
        level = upright and abs(box[1] - last[1]) + abs(box[3] - last[3]) < _LEVEL * size
        angle = 0 if level else _direction(textpage, number)
        high = (box[1] - box[3]) if angle in (0, 180) else (box[2] - box[0])
        mistold = not level and angle != -1 and _is_mistold(textpage, number, high)
        if mistold:
            box = end_box = ink(textpage, number)
            high = max(box[1] - box[3], box[2] - box[0])
            page.boxes[begin] = box
        within = within and not apart
        if high < _RAISED_SIZE * size and angle == runs[-1].angle and _marks(page, begin, box, high, angle):
            page.raise_digits(begin, end)
        if angle == -1 or high < _NO_INK:
            unseen.append((begin, end))
            lost += end - begin
            continue
        if within and runs[-1].angle == angle and _continues(last, box, max(size, high), angle):
            runs[-1].end = end - lost
        else:
            runs.append(_Stretch(begin - lost, end - lost, high, angle, number))
        within, last, size, upright = True, end_box, high, angle == 0 and not mistold
    return runs, unseen


@dataclass(slots=True)
class _Stretch:
    """The characters of a run, from the first to before the last, counted without those that are not seen."""

    begin: int
    end: int
    size: float
    angle: int
    number: int


_Runs = tuple[list[_Stretch], list[tuple[int, int]]]
"""Runs of what is seen, and the stretches that are not."""


def _base(box: Rect, angle: int) -> float:
    """How high the foot of a character lies, along the way up of its line."""
    left, top, right, bottom = box
    return {0: bottom, 90: -right, 180: -top, 270: left}.get(angle, 0.0)


def _marks(page: Characters, begin: int, box: Rect, high: float, angle: int) -> bool:
    """Do smaller characters, raised behind the last digit of a figure, mark a footnote? They would pass for
    its last digits. Digits are held against digits: some fonts tell of each character only its ink."""
    before = page.chars[begin - 1] if begin else ""
    if not page.chars[begin].isdecimal() or not (before.isdecimal() or before == "%" or before in MARKS):
        return False
    last: Rect = tuple(page.boxes[begin - 1].tolist())
    size = last[1] - last[3] if angle in (0, 180) else last[2] - last[0]
    raised = _base(box, angle) - _base(last, angle)
    if before in MARKS:
        return abs(raised) < _RAISED_BY * high and abs(high - size) < _RAISED_BY * high
    small = high < _RAISED_SIZE * size and raised > _RAISED_BY * size
    return small and _continues(last, box, size, angle)


@dataclass(frozen=True, slots=True)
class _Stretches:
    """The longest stretches of characters that stand level and close together: where each begins and ends
    (exclusive), the boxes of its first and last character, the number of the first for pdfium, and whether
    white space stands before it."""

    begins: NDArray[np.intp]
    ends: NDArray[np.intp]
    first: Boxes
    last: Boxes
    numbers: NDArray[np.intp]
    apart: NDArray[np.bool_]

    def __iter__(self) -> Iterator[tuple[int, int, Rect, Rect, int, bool]]:
        columns = (self.begins, self.ends, self.first, self.last, self.numbers, self.apart)
        return zip(*(column.tolist() for column in columns), strict=True)


def _level(page: Characters) -> _Stretches:
    """The stretches of a page."""
    left, top, right, bottom = page.boxes.T
    high = (top - bottom)[:-1]
    goes_on = (
        ~page.apart[1:]
        & (np.abs(top[1:] - top[:-1]) < _LEVEL * high)
        & (np.abs(bottom[1:] - bottom[:-1]) < _LEVEL * high)
        & (np.abs(left[1:] - right[:-1]) < _JUMP * high)
        & (high >= _MIN_SIZE)
        & (high <= _HUGE)
    )
    begins = np.flatnonzero(np.concatenate(([True], ~goes_on))[: len(page.chars)])
    ends = np.append(begins, len(page.chars))[1:]
    return _Stretches(
        begins,
        ends,
        page.boxes[begins],
        page.boxes[ends - 1],
        page.numbers[begins],
        page.apart[begins],
    )


def _bounds(boxes: Boxes, begins: list[int]) -> list[Rect]:
    """The boxes around the characters from each beginning to the next."""
    if not begins:
        return []
    least, most = np.minimum.reduceat(boxes, begins), np.maximum.reduceat(boxes, begins)
    around: list[Rect] = np.stack((least[:, 0], most[:, 1], most[:, 2], least[:, 3]), axis=1).tolist()
    return around


def _is_mistold(textpage: ctypes.c_void_p, number: int, high: float) -> bool:
    """Does a character's font have no usable ascent and descent?"""
    return high < _MIN_SIZE or (
        high > _HUGE and high > 3 * (pdfium.FPDFText_GetFontSize(textpage, number) or high)
    )


def _without(page: Characters, unseen: list[tuple[int, int]]) -> tuple[list[str], Boxes]:
    """The characters and their boxes, but for some stretches."""
    if not unseen:
        return page.chars, page.boxes
    seen = np.ones(len(page.chars), np.bool_)
    for begin, end in unseen:
        seen[begin:end] = False
    return list(compress(page.chars, seen.tolist())), page.boxes[seen]


_angle = measuring(pdfium.FPDFText_GetCharAngle)


def _direction(textpage: ctypes.c_void_p, number: int) -> int:
    """The axis along which the text of a character runs; -1 for slanted text. What pdfium calls the angle of
    a character is that of its stems: of an upright font slanted by the writer, for want of an italic one,
    they lean by 12 to 18 degrees, and the matrix of its text tells how its line runs."""
    axis = _axis(pdfium.FPDFText_GetCharAngle(textpage, number))
    if axis == -1:
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(textpage, number, matrix):
            axis = _axis(-math.atan2(matrix.b, matrix.a))
    return axis


def _continues(last: Rect, box: Rect, size: float, angle: int) -> bool:
    """Does a character go on where the last one of its run ended? ``size`` is the greater of the two."""
    if angle in (0, 180):
        gap = box[0] - last[2] if angle == 0 else last[0] - box[2]
        level = abs((box[3] + box[1]) - (last[3] + last[1])) / 2
    else:
        gap = box[3] - last[1] if angle == 90 else last[3] - box[1]
        level = abs((box[0] + box[2]) - (last[0] + last[2])) / 2
    return -_JUMP * size < gap < _JUMP * size and level < _ASIDE * size


def as_word(run: Run, sides: Rect, angle: int) -> Word:
    """A run as a word with its sides (left, top, right, bottom) and its direction on the page as read."""
    return Word("".join(run.chars), *sides, run.size, angle)
