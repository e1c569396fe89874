"""Figures that a stroke runs through: of a stamp, a signature, a pen that struck them out, of dirt on the
glass of a scanner. Both readings of one may take the stroke for a part of a digit, or the digit for a part of
the stroke."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.figures import doubted
from extractor.reading.ocr.lines import BLOCK, DARKER
from extractor.reading.ocr.words import Seen, is_inverted

Mask = NDArray[np.bool_]

_HIGH = 1.5  # times a word's height: ink that hangs together over more is none of its digits
_FILLED = 0.5  # share of its box that a stroke covers at most; a picture or a shaded area covers more
_EDGE = 0.25  # of a word's height at its head and foot, where a border of its cell may have been left
_CROSSED = 0.01  # share of a word's box; a stroke of two pixels through a figure of four digits is 0.03
_APART = 0.25  # of a word's height; text keeps farther from that in the next cell, digits are nearer
_BESIDE = 0.3  # of a word's height: as far beside a figure a stroke may hide a digit of it


def uncrossed(
    image: Gray, words: Sequence[Seen], lines: NDArray[np.uint8], strokes: Mask, scale: float
) -> list[Seen]:
    """The words, the figures among them that something runs through made doubtful. ``image`` is without its
    lines, ``lines`` are their pixels, ``strokes`` those of them that are no rulings; ``scale`` is in pixels
    per point."""
    drawn = lines > 0
    marks = _marks(image, scale)

    def is_crossed(word: Seen) -> bool:
        return (
            _share(drawn, word) >= _CROSSED
            or _share(strokes, word, _BESIDE) > 0
            or (_reaches_beyond(word, marks) and not is_inverted(image, word))
            or any(_parted(word, other, drawn) for other in words)
        )

    return [
        doubted(word) if not word.angle and any(map(str.isdigit, word.text)) and is_crossed(word) else word
        for word in words
    ]


class _Marks(NamedTuple):
    """Ink that hangs together: for each pixel the number of its mark, for each mark its height (0 for one
    that is no stroke)."""

    numbers: NDArray[np.int32]
    heights: NDArray[np.int32]


def _marks(image: Gray, scale: float) -> _Marks:
    import cv2

    block = max(3, round(BLOCK * scale) | 1)
    dark = cv2.adaptiveThreshold(
        image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 2 * DARKER
    )
    _, numbers, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    wide, high, area = stats[:, 2].astype(np.int64), stats[:, 3].astype(np.int64), stats[:, 4]
    heights = np.where(area <= _FILLED * wide * high, high, 0)
    heights[0] = 0  # the paper
    return _Marks(np.asarray(numbers, dtype=np.int32), heights.astype(np.int32))


def _reaches_beyond(word: Seen, marks: _Marks) -> bool:
    """Does a mark that is much higher than a word lie across it or right beside it?"""
    heights = marks.heights[marks.numbers[_middle(word, _BESIDE)]]
    return bool(heights.size and (heights >= _HIGH * (word.y1 - word.y0)).mean() >= _CROSSED)


def _parted(word: Seen, other: Seen, lines: Mask) -> bool:
    """Does a line part two words that stand as close together as the digits of one?"""
    left, right = (word, other) if word.x0 < other.x0 else (other, word)
    high = word.y1 - word.y0
    if other.angle or not 0 <= right.x0 - left.x1 <= _APART * high:
        return False
    top, bottom = max(left.y0, right.y0), min(left.y1, right.y1)
    if bottom - top < high / 2:
        return False
    return bool(lines[int((top + bottom) / 2), int(left.x1) : int(right.x0) + 1].any())


def _share(mask: Mask, word: Seen, beside: float = 0.0) -> float:
    """The share of the middle of a word's box, and of what lies beside it, that a mask covers."""
    part = mask[_middle(word, beside)]
    return float(part.mean()) if part.size else 0.0


def _middle(word: Seen, beside: float) -> tuple[slice, slice]:
    high = word.y1 - word.y0
    return (
        slice(max(0, int(word.y0 + _EDGE * high)), max(0, int(word.y1 - _EDGE * high)) + 1),
        slice(max(0, int(word.x0 - beside * high)), max(0, int(word.x1 + beside * high)) + 1),
    )
