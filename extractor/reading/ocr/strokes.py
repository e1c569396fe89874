"""Straight lines that run through writing and are no rulings: dirt on the glass of a feeder draws a line down
the whole page, a pen or a stamp short ones. A border of a cell keeps clear of the text on both its sides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from extractor.reading.ocr.engine import Gray, Quad
from extractor.reading.ocr.lines import BLOCK, DARKER, Lines, Segment, around

_NEAR = 0.25
"""Of the height of a line of text: ink on both sides of a line is not farther apart. Measured: 0.15 at most
where dirt runs through letters; on fair scans no border runs through a line of text with less than 0.3."""
_INSIDE = 0.5  # of that height; a line so far from both ends of a line of text parts its words or letters
_MIDDLE = 0.25  # of that height, above and below which borders and other lines of text begin
_WIDE = 4.0  # points that a stroke may wander to both sides
_SHORT = 4.0  # times that height: a line that runs through one line of text only, as a stroke of a pen does


def through_text(image: Gray, lines: Lines, quads: Sequence[Quad], scale: float) -> tuple[Segment, ...]:
    """The upright lines that run through letters on most of the lines of text they cross: two or more, or a
    single one if they are short. ``scale`` is in pixels per point."""
    import cv2

    boxes = np.array([around(quad) for quad in quads]).reshape(-1, 4)
    uprights = [(s, _crossed(s, boxes)) for s in lines.segments if not s.horizontal]
    uprights = [(s, crossed) for s, crossed in uprights if len(crossed)]
    if not uprights:
        return ()
    block = max(3, round(BLOCK * scale) | 1)
    ink = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, DARKER)
    ink[cv2.dilate(lines.mask, np.ones((3, 3), dtype=np.uint8)) > 0] = 0
    return tuple(s for s, crossed in uprights if _is_stroke(s, crossed, np.asarray(ink, dtype=np.uint8)))


def _crossed(line: Segment, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lines of text that an upright line runs into, away from their ends."""
    left, top, right, bottom = boxes.T
    inside, middle = _INSIDE * (bottom - top), (top + bottom) / 2
    chosen = (
        (left + inside < line.x0) & (line.x0 < right - inside) & (line.y0 <= middle) & (middle <= line.y1)
    )
    return np.asarray(boxes[chosen])


def _is_stroke(line: Segment, crossed: NDArray[np.float64], ink: Gray) -> bool:
    through = sum(_between_ink(ink, line.x0, *box[1::2]) for box in crossed)
    if 2 * through < len(crossed) or not through:
        return False
    return through > 1 or line.y1 - line.y0 <= _SHORT * float(crossed[0][3] - crossed[0][1])


def _between_ink(ink: Gray, x: float, top: float, bottom: float) -> bool:
    """Do letters end right before a place of a line of text, and begin right behind it?"""
    high = bottom - top
    most = max(2, round(high))
    rows = slice(max(0, int(top + _MIDDLE * high)), max(0, int(bottom - _MIDDLE * high)) + 1)
    at = int(x)
    before = np.any(ink[rows, max(0, at - most) : at], axis=0)[::-1]
    behind = np.any(ink[rows, at + 1 : at + 1 + most], axis=0)
    if not before.any() or not behind.any():
        return False
    return int(before.argmax()) + int(behind.argmax()) <= _NEAR * high


def pixels(mask: Gray, strokes: Sequence[Segment], scale: float) -> NDArray[np.bool_]:
    """Which pixels of the lines in a mask are those of the strokes."""
    found: NDArray[np.bool_] = np.zeros(mask.shape, dtype=bool)
    for stroke in strokes:
        rows = slice(int(stroke.y0), int(stroke.y1) + 1)
        columns = slice(max(0, int(stroke.x0 - _WIDE * scale)), int(stroke.x0 + _WIDE * scale) + 1)
        found[rows, columns] = mask[rows, columns] > 0
    return found
