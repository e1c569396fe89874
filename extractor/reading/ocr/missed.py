"""Small figures in cells that the detector passed over: a lone digit is hardly text to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.reading.ocr.engine import Gray, Quad
from extractor.reading.ocr.lines import BLOCK, DARKER, Mask, Segment

_LOWEST, _HIGHEST = 4.0, 14.0  # points; digits of 6-point text, capitals of 18-point text
_WIDEST = 40.0  # points; longer words are found
_SPACE = 3.0  # points between the characters of one figure
_INKED = 0.12  # share of its box that a character covers
_AROUND = 2.0  # points of paper around it, as the detector leaves
MOST_MISSED = 80  # read on one page; more is a photograph, dirt, or text too small to be read


def missed(
    image: Gray, quads: Sequence[Quad], segments: Sequence[Segment], mask: Mask, scale: float
) -> list[Quad]:
    """Boxes around marks between two upright rulings that are as large as digits and stand in no line of
    text found so far. ``mask`` covers the rulings, ``scale`` is in pixels per point."""
    import cv2

    uprights = [s for s in segments if not s.horizontal]
    if len(uprights) < 2:
        return []
    dark = cv2.adaptiveThreshold(
        image,
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        max(3, round(BLOCK * scale) | 1),
        DARKER,
    )
    dark[cv2.dilate(mask, np.ones((5, 5), dtype=np.uint8)) > 0] = 0
    for quad in quads:
        cv2.fillPoly(dark, [np.array(quad, dtype=np.int32)], (0,))
    apart = max(1, round(_SPACE * scale))
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, apart), dtype=np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    around = _AROUND * scale
    found: list[Quad] = []
    for x, y, wide, high, area in stats[1:count].tolist():
        if not (_LOWEST * scale <= high <= _HIGHEST * scale and wide <= _WIDEST * scale):
            continue
        if area < _INKED * wide * high or not _in_a_cell(x, y, x + wide, y + high, uprights):
            continue
        x0, x1 = x - around, x + wide + around
        y0, y1 = y - around, y + high + around
        found.append(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
    return found


def _in_a_cell(x0: float, y0: float, x1: float, y1: float, uprights: Sequence[Segment]) -> bool:
    middle = (y0 + y1) / 2
    beside = [s.x0 for s in uprights if s.y0 <= middle <= s.y1]
    return any(x < x0 for x in beside) and any(x > x1 for x in beside)
