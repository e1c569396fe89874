"""Turning the image of a page upright: sideways and upside-down pages, skew, and the keystone of a
photograph, with the way back to the page as it is shown.

All of it comes from the lines of text that the detector finds, so a page needs one detection only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extractor.reading.ocr.engine import Engine, Gray, Quad
from extractor.reading.ocr.lines import Leaning

Matrix = NDArray[np.float64]
"""A projective map of the plane, 3 x 3."""

_DETECTED = 100 / 72  # pixels per point; measured: the same lines are found as with 140 dots per inch
_MOST_DETECTED = 2000  # pixels on the longer side
_SMALL = 14.0  # pixels of a box in the smaller image: text of 6 points; 8 points have 17
_MOST_CLOSELY = 2400  # pixels on the longer side where small text is looked for
_LONG = 2.5  # a box this many times as long as high shows the direction of its text
_SAMPLE = 5  # lines read in both directions to tell up from down
_READABLE = 0.9  # mean sureness; text upside down stays below 0.75
_SKEW = math.radians(0.15)  # less is left: the ends of a line across A4 differ by half a point
_MOST_SKEW = math.radians(20)
_KEYSTONE = math.radians(0.5)  # by how much the slopes of lines must change over the page to be a keystone
_LEANS = math.radians(0.4)  # a border of 500 points that leans more ends 3.5 points beside its place
_ENOUGH = 12  # long lines that a keystone is measured from


@dataclass(frozen=True)
class Upright:
    """An image turned upright. ``turn`` is by how many degrees clockwise the shown page was turned first;
    ``back`` maps a point of this image to the turned one (None where they are the same)."""

    image: Gray
    quads: list[Quad]
    turn: int
    back: Matrix | None


def upright(image: Gray, scale: float, engine: Engine) -> Upright:
    """The image with its text upright, and where its lines of text stand. ``scale`` is in pixels per
    point."""
    quads = _detected(image, scale, engine)
    turn = _turn(image, quads, engine)
    image, quads = turned(image, turn), [_turned_quad(q, turn, image.shape) for q in quads]
    forth = _straightening(quads, image.shape)
    if forth is None:
        return Upright(image, quads, turn, None)
    import cv2

    high, wide = image.shape
    straight = cv2.warpPerspective(
        image, forth, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    moved = [_mapped_quad(q, forth) for q in quads]
    return Upright(straight.astype(np.uint8), moved, turn, np.asarray(np.linalg.inv(forth), dtype=np.float64))


def uprighted(page: Upright, leaning: Sequence[Leaning]) -> Upright | None:
    """The page with the borders of its tables upright, or None where they are. Lines of text cannot tell how
    far a photograph leans to a side; the long borders of cells can."""
    matrix = _leaning(leaning, page.image.shape)
    if matrix is None:
        return None
    import cv2

    high, wide = page.image.shape
    straight = cv2.warpPerspective(
        page.image, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    back = np.linalg.inv(matrix)
    whole = back if page.back is None else page.back @ back
    quads = [_mapped_quad(q, matrix) for q in page.quads]
    return Upright(straight.astype(np.uint8), quads, page.turn, np.asarray(whole, dtype=np.float64))


def _leaning(leaning: Sequence[Leaning], shape: tuple[int, ...]) -> Matrix | None:
    """The map that makes long lines upright: their slopes change evenly across the page."""
    if len(leaning) < 2:
        return None
    high, wide = shape[:2]
    xs = np.array([line.x for line in leaning]) / wide
    slopes = np.array([line.slope for line in leaning])
    usual = float(np.median(slopes))
    near = abs(slopes - usual) < math.tan(math.radians(4))
    growth, start = 0.0, usual
    if near.sum() >= 3 and xs[near].max() - xs[near].min() > 0.2:
        weights = np.sqrt([line.length for line in leaning])[near]
        growth, start = (float(v) for v in np.polyfit(xs[near], slopes[near], 1, w=weights))
    if max(abs(start + growth * float(x)) for x in xs[near]) < math.tan(_LEANS):
        return None
    source, target = [], []
    for x in (0.0, float(wide)):
        run = (start + growth * x / wide) * high / 2
        source += [(x - run, 0.0), (x + run, float(high))]
        target += [(x, 0.0), (x, float(high))]
    import cv2

    found = cv2.getPerspectiveTransform(np.array(source, np.float32), np.array(target, np.float32))
    return np.asarray(found, dtype=np.float64)


def _detected(image: Gray, scale: float, engine: Engine) -> list[Quad]:
    """Lines of text, found in a smaller image: finding takes less detail than reading. Where most of them
    are small, smaller ones may have been passed over: they are looked for in the whole image."""
    factor = min(1.0, _DETECTED / scale, _MOST_DETECTED / max(image.shape))
    found = _detected_at(image, factor, engine)
    if found and factor < 1 and median(min(sides(quad)) for quad in found) * factor < _SMALL:
        return _detected_at(image, min(1.0, 2 * factor, _MOST_CLOSELY / max(image.shape)), engine)
    return found


def _detected_at(image: Gray, factor: float, engine: Engine) -> list[Quad]:
    import cv2

    if factor > 0.9:
        return engine.detect(image)
    high, wide = (max(1, round(side * factor)) for side in image.shape)
    small = cv2.resize(image, (wide, high), interpolation=cv2.INTER_AREA)
    down, right = image.shape[0] / high, image.shape[1] / wide
    found = []
    for a, b, c, d in engine.detect(np.asarray(small, dtype=np.uint8)):
        grown = [(x * right, y * down) for x, y in (a, b, c, d)]
        found.append((grown[0], grown[1], grown[2], grown[3]))
    return found


def turned(image: Gray, turn: int) -> Gray:
    """An image turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(image, -turn // 90 % 4))


def mapped(matrix: Matrix, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points under a projective map."""
    found = []
    for x, y in points:
        u, v, w = matrix @ np.array([x, y, 1.0])
        found.append((float(u / w), float(v / w)))
    return found


def slope(quad: Quad) -> float:
    """The direction of a line of text in radians, clockwise from the right."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    return math.atan2((by + cy) - (ay + dy), (bx + cx) - (ax + dx))


def sides(quad: Quad) -> tuple[float, float]:
    """Length and height of a line of text."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    along = (math.hypot(bx - ax, by - ay) + math.hypot(cx - dx, cy - dy)) / 2
    across = (math.hypot(dx - ax, dy - ay) + math.hypot(cx - bx, cy - by)) / 2
    return along, across


# ---------------------------------------------------------------------------------------- quarter turns


def _turn(image: Gray, quads: Sequence[Quad], engine: Engine) -> int:
    """By how many degrees clockwise the image must be turned for most of its text to be upright."""
    flat = upended = 0.0
    for quad in quads:
        along, across = _extent(quad)
        if along >= _LONG * across:
            flat += along
        elif across >= _LONG * along:
            upended += across
    ways = (90, 270) if upended > flat else (0, 180)
    sample = _sample(quads, sideways=upended > flat)
    if not sample:
        return ways[0]
    sure: list[float] = []
    for way in ways:
        lines = engine.recognise([turned(cut(image, quad), way) for quad in sample])
        scores = [s for line in lines for s in line.sure]
        sure.append(sum(scores) / len(scores) if scores else 0.0)
        if way == 0 and sure[0] >= _READABLE:
            return 0
    return ways[0] if sure[0] >= sure[1] else ways[1]


def _extent(quad: Quad) -> tuple[float, float]:
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return max(xs) - min(xs), max(ys) - min(ys)


def _sample(quads: Sequence[Quad], *, sideways: bool) -> list[Quad]:
    """Lines of middling length: enough letters to tell, few enough to be quick."""
    long = []
    for quad in quads:
        along, across = _extent(quad)
        if sideways:
            along, across = across, along
        if along >= _LONG * across:
            long.append((abs(along / max(across, 1.0) - 8), quad))
    return [quad for _, quad in sorted(long, key=lambda pair: pair[0])[:_SAMPLE]]


def cut(image: Gray, quad: Quad) -> Gray:
    """The part of an image around a line of text."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    high, wide = image.shape
    x0, x1 = max(0, math.floor(min(xs))), min(wide, math.ceil(max(xs)))
    y0, y1 = max(0, math.floor(min(ys))), min(high, math.ceil(max(ys)))
    return image[y0:y1, x0:x1]


def _turned_quad(quad: Quad, turn: int, shape: tuple[int, ...]) -> Quad:
    high, wide = shape[:2]
    if turn == 0:
        return quad
    if turn == 90:
        moved = [(high - y, x) for x, y in quad]
    elif turn == 180:
        moved = [(wide - x, high - y) for x, y in quad]
    else:
        moved = [(y, wide - x) for x, y in quad]
    return _ordered(moved)


def _ordered(points: Sequence[tuple[float, float]]) -> Quad:
    """Corners clockwise from the top left."""
    a = min(points, key=lambda p: p[0] + p[1])
    c = max(points, key=lambda p: p[0] + p[1])
    rest = [p for p in points if p is not a and p is not c]
    b, d = sorted(rest, key=lambda p: p[1] - p[0])
    return a, b, c, d


def _mapped_quad(quad: Quad, matrix: Matrix) -> Quad:
    a, b, c, d = mapped(matrix, quad)
    return a, b, c, d


# ------------------------------------------------------------------------------------- skew and keystone


def _straightening(quads: Sequence[Quad], shape: tuple[int, ...]) -> Matrix | None:
    """The map that makes the lines of text level, or None where they are."""
    long = [(slope(q), *sides(q), *_middle(q)) for q in quads]
    lines = [(s, along, x, y) for s, along, across, x, y in long if along >= 2 * _LONG * across]
    lines = [line for line in lines if abs(line[0]) <= _MOST_SKEW]
    if not lines:
        return None
    angle = _weighted_median([(s, along) for s, along, _, _ in lines])
    high, wide = shape[:2]
    keystone = _keystone(lines, angle, wide, high)
    if keystone is not None:
        return keystone
    if abs(angle) < _SKEW:
        return None
    return _rotation(angle, wide / 2, high / 2)


def _middle(quad: Quad) -> tuple[float, float]:
    return sum(x for x, _ in quad) / 4, sum(y for _, y in quad) / 4


def _weighted_median(pairs: Sequence[tuple[float, float]]) -> float:
    half = sum(weight for _, weight in pairs) / 2
    passed = 0.0
    for value, weight in sorted(pairs):
        passed += weight
        if passed >= half:
            return value
    return 0.0


def _rotation(angle: float, x: float, y: float) -> Matrix:
    """Turns by an angle counter-clockwise (as the image shows it) around a point."""
    c, s = math.cos(angle), math.sin(angle)
    return np.array([[c, s, x - c * x - s * y], [-s, c, y + s * x - c * y], [0.0, 0.0, 1.0]])


def _keystone(
    lines: Sequence[tuple[float, float, float, float]], angle: float, wide: int, high: int
) -> Matrix | None:
    """The map that undoes a photograph taken from above or below: lines of text that fan out.

    The slopes of the lines change evenly down the page; a line at the top and one at the bottom edge with
    the slopes that hold there, and the level lines that they become, make the map. How upright the sides
    of the page are cannot be told from lines of text; they stay at right angles to the middle line.
    """
    if len(lines) < _ENOUGH:
        return None
    near = [line for line in lines if abs(line[0] - angle) < math.radians(8)]
    ys = np.array([y for _, _, _, y in near]) / high
    slopes = np.array([math.tan(s) for s, _, _, _ in near])
    if len(near) < _ENOUGH or ys.max() - ys.min() < 0.3:
        return None
    growth, start = np.polyfit(ys, slopes, 1, w=[math.sqrt(along) for _, along, _, _ in near])
    left = slopes - (start + growth * ys)
    if abs(growth) < math.tan(_KEYSTONE) or median(abs(left)) > abs(growth) / 4:
        return None
    half = wide / 2
    source, target = [], []
    for y in (0.0, float(high)):
        rise = (start + growth * y / high) * half
        source += [(0.0, y - rise), (float(wide), y + rise)]
        target += [(0.0, y), (float(wide), y)]
    import cv2

    found = cv2.getPerspectiveTransform(np.array(source, np.float32), np.array(target, np.float32))
    return np.asarray(found, dtype=np.float64)
