"""How many digits a figure has by its ink alone: a check on the recogniser, which may write a zero too many
into '000.000' or drop one of two equal digits with full certainty."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np

from extractor.reading.ocr.engine import Gray, Line

_TALL = 0.62  # of the highest mark: digits are all of one height, commas and points are below a third
_TOUCHING = 1.5  # times the usual width: two digits that touch
_NARROW = 0.6  # of the widest digit: a '1', which does not tell how wide digits are
_SPECK = 0.1  # of the height: dirt
_SPACE = 0.6  # of a digit's height: digits stand 0.15 apart, beside a '1' up to 0.5; wider is a space
_LOW = 8  # pixels; digits that are not higher cannot be told apart by their ink


class _Mark(NamedTuple):
    left: int
    right: int
    top: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left


def shown_digits(crop: Gray, line: Line) -> int | None:
    """The number of digits between the first and the last that a line reads in a crop, or None where the
    ink does not tell."""
    places = [i for i, char in enumerate(line.text) if char.isdigit()]
    if not places:
        return None
    first, last = places[0], places[-1]
    if any(not (line.text[i].isdigit() or line.text[i] in ".,") for i in range(first, last + 1)):
        return None
    wide = crop.shape[1]
    left = (line.at[first - 1] + line.at[first]) / 2 * wide if first else 0.0
    right = (line.at[last] + line.at[last + 1]) / 2 * wide if last + 1 < len(line.text) else float(wide)
    return _digits(crop[:, int(left) : max(int(left) + 1, round(right))])


def _digits(crop: Gray) -> int | None:
    import cv2

    if min(crop.shape) < 4:
        return None
    _, dark = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(dark, dtype=np.uint8), connectivity=8)
    marks = _joined(
        [
            _Mark(int(x), int(x + w), int(y), int(y + h))
            for x, y, w, h, area in stats[1:count]
            if h >= _SPECK * crop.shape[0] and area > 2
        ]
    )
    if not marks:
        return None
    highest = max(mark.height for mark in marks)
    if any(b.left - a.right > _SPACE * highest for a, b in pairwise(marks)):
        return 0  # two figures that were read as one ('2016 80%')
    if highest < _LOW:
        return None
    tall = [mark for mark in marks if mark.height >= _TALL * highest]
    widest = max(mark.width for mark in tall)
    usual = median(mark.width for mark in tall if mark.width >= _NARROW * widest)
    if usual > highest:  # nothing but digits that touch one another
        return None
    return sum(max(1, round(m.width / (1.1 * usual))) if m.width > _TOUCHING * usual else 1 for m in tall)


def _joined(marks: list[_Mark]) -> list[_Mark]:
    """Marks that lie over one another are pieces of one digit that the scan broke."""
    result: list[_Mark] = []
    for mark in sorted(marks):
        if result:
            last = result[-1]
            shared = min(last.right, mark.right) - mark.left
            if shared > 0.5 * min(last.width, mark.width):
                result[-1] = _Mark(
                    last.left,
                    max(last.right, mark.right),
                    min(last.top, mark.top),
                    max(last.bottom, mark.bottom),
                )
                continue
        result.append(mark)
    return result
