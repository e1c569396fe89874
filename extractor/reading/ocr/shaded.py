"""The borders of dark areas: many tables have a head in white letters on a colour, parted by white lines and
closed by the edge of the colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from extractor.reading.ocr.engine import Gray, Quad
from extractor.reading.ocr.lines import Segment, find_lines

_DARKER = 70  # of 255 than the paper; white letters on a paler ground would not be read by people
_LETTERS = 5.0  # points; white letters and lines are thinner
_LOW, _HIGH = 10.0, 120.0  # points; the height of the head of a table; higher is a picture
_NARROW = 150.0  # points; its least width; a logo is narrower
_WHITE = 40
"""Of 255, by which a white line may be darker than the paper; between black letters the ground shows."""
_SOLID = 40.0  # points across that an area is dark; black text in cells below hangs together over less
_FULL = 0.6  # share of an area that is dark; letters leave 0.7, dark letters on paper cover 0.3
_SQUARE = 0.85  # share of its width that an area fills in each row
_KNOWN = 4.0  # points from an edge, within which a line has been found already


def shaded_borders(
    image: Gray, quads: Sequence[Quad], known: Sequence[Segment], scale: float
) -> list[Segment]:
    """The edges of the dark areas of an image and the white lines in them, as far as they are not ``known``.
    ``scale`` is in pixels per point."""
    found: list[Segment] = []
    paper = _paper(image)
    for left, top, right, bottom in _dark_areas(image, paper - _DARKER, scale):
        edges = [
            Segment(left, top, right, top),
            Segment(left, bottom, right, bottom),
            Segment(left, top, left, bottom),
            Segment(right, top, right, bottom),
        ]
        inverted = np.asarray(255 - image[top:bottom, left:right], dtype=np.uint8)
        moved: list[Quad] = [_moved(quad, -left, -top) for quad in quads]
        inner = [
            Segment(s.x0 + left, s.y0 + top, s.x1 + left, s.y1 + top)
            for s in find_lines(inverted, scale, moved).segments
            if 255 - _inked(inverted, s) >= paper - _WHITE
        ]
        for s in (*edges, *inner):
            if not _is_known(s, [*known, *found], _KNOWN * scale):
                found.append(s)
    return found


def _paper(image: Gray) -> float:
    return float(np.percentile(image[::8, ::8], 75))


def _inked(image: Gray, line: Segment) -> float:
    """How dark a line is."""
    part = image[int(line.y0) : int(line.y1) + 1, int(line.x0) : int(line.x1) + 1]
    return float(np.median(part)) if part.size else 255.0


def _dark_areas(image: Gray, least: float, scale: float) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of areas that are darker than ``least`` but for thin marks in them."""
    import cv2

    thin = max(3, round(_LETTERS * scale))
    dark = (image < least).astype(np.uint8)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((thin, thin), dtype=np.uint8))
    block = np.ones((2 * thin, max(1, round(_SOLID * scale))), dtype=np.uint8)
    solid = cv2.morphologyEx(closed, cv2.MORPH_OPEN, block)
    _, numbers, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    for index, (x, y, wide, high, _) in enumerate(stats.tolist()):
        if index == 0 or not _LOW * scale <= high <= _HIGH * scale:
            continue
        if wide < _NARROW * scale:
            continue
        own = numbers[y : y + high, x : x + wide] == index
        rows = np.flatnonzero(own.mean(axis=1) >= _SQUARE)  # without text below that hangs on to it
        if not len(rows) or rows[-1] - rows[0] < _LOW * scale:
            continue
        y, high = y + int(rows[0]), int(rows[-1] - rows[0]) + 1
        if dark[y : y + high, x : x + wide].mean() >= _FULL:
            yield x, y, x + wide, y + high


def _moved(quad: Quad, x: float, y: float) -> Quad:
    a, b, c, d = ((px + x, py + y) for px, py in quad)
    return a, b, c, d


def _is_known(segment: Segment, known: Sequence[Segment], near: float) -> bool:
    """Does a line lie along most of another?"""
    return any(
        s.horizontal == segment.horizontal
        and (
            abs(s.y0 - segment.y0) <= near
            and min(s.x1, segment.x1) - max(s.x0, segment.x0) > 0.5 * (segment.x1 - segment.x0)
            if segment.horizontal
            else abs(s.x0 - segment.x0) <= near
            and min(s.y1, segment.y1) - max(s.y0, segment.y0) > 0.5 * (segment.y1 - segment.y0)
        )
        for s in known
    )
