"""The ruling lines of a scanned page, found in its image."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.reading.ocr.engine import Gray, Quad

Mask = NDArray[np.uint8]

_ACROSS = 22.0  # points; a horizontal stroke of text (underline, dash, T) is shorter, a cell is wider
_DOWN = 12.0  # points; letters of 14 points are not higher than 10, and rows not lower than 12
_THICK = 3.6  # points; borders of up to 2.25 points, swollen by the scan
_BESIDE = 6.0  # points; beyond both edges of the thickest line, blurred
_LONG = 60.0  # points; such a line tells how upright the page is
_LEAN = 0.12  # of its length: more is no upright line
_WANDER = 0.04  # of its length: a line that leans more has no one place
_GAP = 4.0  # points of a line that the scan may have lost
BLOCK = 21.0  # points around a pixel whose mean tells whether it is dark: scans are lit unevenly
_EDGE = 0.12  # share of the height of a line of text at whose edges a ruling may lie
DARKER = 12  # of 255; lines of a fax or in grey are at least so much darker than the paper


class Segment(NamedTuple):
    """A horizontal or vertical line in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        return self.y0 == self.y1


class Leaning(NamedTuple):
    """A long line that should be upright: where it is at half the height of the image, and its run over its
    rise."""

    x: float
    slope: float
    length: float


class Lines(NamedTuple):
    """The lines of an image, the pixels that they cover, and how its upright lines lean."""

    segments: tuple[Segment, ...]
    mask: Mask
    leaning: tuple[Leaning, ...]


def find_lines(image: Gray, scale: float, quads: Sequence[Quad] = ()) -> Lines:
    """The straight lines along the axes of an upright image. ``scale`` is in pixels per point; ``quads``
    are its lines of text, whose own strokes are no rulings."""
    import cv2

    def pixels(points: float) -> int:
        return max(1, round(points * scale))

    block = pixels(BLOCK) | 1
    dark = cv2.adaptiveThreshold(
        image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(block, 3), DARKER
    )
    mask = np.zeros_like(image)
    boxes = np.array([around(quad) for quad in quads]).reshape(-1, 4)
    segments: list[Segment] = []
    leaning: list[Leaning] = []
    for across in (True, False):
        length = pixels(_ACROSS if across else _DOWN)
        thin = np.where(_thinness(image, pixels(_BESIDE), across=across) > DARKER, dark, 0).astype(np.uint8)
        found = _strokes(thin, length, pixels(_GAP), across=across)
        count, _, stats, centres = cv2.connectedComponentsWithStats(found, connectivity=8)
        for index in range(1, count):
            x, y, wide, high, area = (int(v) for v in stats[index])
            long, thick = (wide, high) if across else (high, wide)
            # A line that wanders over the page covers a high box thinly: its area tells its thickness.
            if long < length or area / long > _THICK * scale:
                continue
            if not across and long >= _LONG * scale and thick <= _LEAN * long:
                part = found[y : y + high, x : x + wide]
                leaning.append(_lean(part, x, y, image.shape[0]))
            if thick > max(_WANDER * long, 2 * _THICK * scale):
                continue
            if _of_letters((x, y, x + wide, y + high), boxes, across=across):
                continue
            mask[y : y + high, x : x + wide] |= found[y : y + high, x : x + wide]
            centre = float(centres[index][1 if across else 0]) + 0.5
            if across:
                segments.append(Segment(float(x), centre, float(x + wide), centre))
            else:
                segments.append(Segment(centre, float(y), centre, float(y + high)))
    return Lines(tuple(segments), mask, tuple(leaning))


def _thinness(image: Gray, beside: int, *, across: bool) -> Gray:
    """By how much each pixel is darker than what lies on both sides of it, at most ``beside`` away. At the
    edge of a shaded row the shade is dark beside the paper: only the line between them is thin."""
    import cv2

    kernel = np.ones((beside, 1) if across else (1, beside), dtype=np.uint8)
    return np.asarray(cv2.morphologyEx(image, cv2.MORPH_BLACKHAT, kernel), dtype=np.uint8)


def _lean(part: Mask, x: int, y: int, image_height: int) -> Leaning:
    rows, columns = np.nonzero(part)
    slope, start = np.polyfit(rows + y, columns + x, 1)
    return Leaning(float(start + slope * image_height / 2), float(slope), float(part.shape[0]))


def around(quad: Quad) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return min(xs), min(ys), max(xs), max(ys)


def _of_letters(segment: tuple[int, int, int, int], boxes: NDArray[np.float64], *, across: bool) -> bool:
    """Does a stroke lie within one line of text, as the bar of a letter does? A border of a cell reaches
    beyond the text in it, and an underline lies at its edge."""
    if not len(boxes):
        return False
    x0, y0, x1, y1 = segment
    left, top, right, bottom = boxes.T
    edge = _EDGE * (bottom - top)
    if across:
        middle = (y0 + y1) / 2
        return bool(((left <= x0) & (x1 <= right) & (top + edge < middle) & (middle < bottom - edge)).any())
    return bool(((left < x0) & (x1 < right) & (top - edge <= y0) & (y1 <= bottom + edge)).any())


def _strokes(dark: Mask, length: int, gap: int, *, across: bool) -> Mask:
    """The pixels that lie in a run of dark ones of some length along an axis."""
    import cv2

    def bar(n: int) -> NDArray[np.uint8]:
        return np.ones((1, n) if across else (n, 1), dtype=np.uint8)

    # A line that rises by a pixel goes on one row further: thicken it across before asking for its run.
    # Runs are asked for before gaps are closed: closing first makes lines of the letters of a word.
    thick = cv2.dilate(dark, np.ones((2, 1) if across else (1, 2), dtype=np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, bar(length))
    return np.asarray(cv2.morphologyEx(runs, cv2.MORPH_CLOSE, bar(gap + 1)), dtype=np.uint8)


def without_lines(image: Gray, mask: Mask) -> Gray:
    """The image with its lines painted over in the colour of the paper beside them, so that a border is
    not read as '1', 'l' or '|'."""
    import cv2

    if not mask.any():
        return image
    wide = cv2.dilate(mask, np.ones((3, 3), dtype=np.uint8))
    paper = cv2.dilate(image, np.ones((9, 9), dtype=np.uint8))
    return np.where(wide > 0, paper, image).astype(np.uint8)
