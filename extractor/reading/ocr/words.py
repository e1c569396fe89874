"""From lines of text in an image to words with boxes: lines cut where a ruling crosses them, recognised,
and parted at their spaces."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractor.reading.ocr.engine import Engine, Gray, Line, Quad
from extractor.reading.ocr.lines import Segment
from extractor.reading.ocr.upright import cut, sides, slope, turned

_TILT = 0.02  # rise over run; a line of text that leans more is straightened before it is read
_UPENDED = 1.6  # a box this many times as high as a line of the page holds text turned by 90 degrees
_INSIDE = 0.25  # of a line's height: a ruling must lie so far inside a box to part it
_SPREAD = 0.35  # share of the box's height that the detector adds around the letters
_WIDE_GAP = 0.9  # of the line's height: a gap without ink that is wider than a space between words
_APART = 0.2  # of the box's height; a space is at least 0.2 of the font's size, and the box is higher
_HALF = 0.5  # of the box's height; no character reaches further from its middle, the ink of a neighbour may
_LONG = 10  # times as long as high: a line of running text, not of a cell of figures
_SQUEEZE = 0.85  # measured: at 0.85 no letter is read differently, at 0.7 one in two hundred
_SURELY = 0.9  # sureness of a mark that the detector did not take for text
_PLAIN_FIGURE = re.compile(r"[<>≥≤]?\d[\d.,]*%?")
_UNSURE = 0.5  # a mean sureness below which a line is dirt, a stamp or a signature


Inked = NDArray[np.bool_]
"""Which columns of a strip hold ink."""


class Piece(NamedTuple):
    """A part of a line of text that lies within one cell, with its direction (0, 90 or 270)."""

    quad: Quad
    angle: int = 0


class Seen(NamedTuple):
    """A word of the image in pixels. ``size`` is the height of its line, ``sure`` that of its least sure
    character, ``other`` what a second reading made of it where the two differ."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    angle: int
    sure: float
    other: str = ""


def pieces(quads: Iterable[Quad], segments: Sequence[Segment]) -> list[Piece]:
    """The lines of text, each within one cell."""
    quads = list(quads)
    if not quads:
        return []
    usual = median(min(sides(quad)) for quad in quads)
    uprights = sorted((s for s in segments if not s.horizontal), key=lambda s: s.x0)
    levels = sorted((s for s in segments if s.horizontal), key=lambda s: s.y0)
    result: list[Piece] = []
    for quad in quads:
        x0, y0, x1, y1 = _extent(quad)
        if y1 - y0 > _UPENDED * max(x1 - x0, usual):
            result.append(Piece(quad, 270))
        else:
            result.extend(Piece(part) for part in _parted(quad, uprights, levels, usual))
    return result


def _extent(quad: Quad) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return min(xs), min(ys), max(xs), max(ys)


def _parted(
    quad: Quad, uprights: Sequence[Segment], levels: Sequence[Segment], usual: float
) -> Iterable[Quad]:
    """A box cut at the borders of cells that run through it."""
    x0, y0, x1, y1 = _extent(quad)
    high = y1 - y0
    middle = (y0 + y1) / 2
    if high > 1.7 * usual:
        for s in levels:
            if y0 + _INSIDE * usual < s.y0 < y1 - _INSIDE * usual and s.x0 <= x0 + high and s.x1 >= x1 - high:
                yield from _parted(_box(x0, y0, x1, s.y0), uprights, levels, usual)
                yield from _parted(_box(x0, s.y0, x1, y1), uprights, levels, usual)
                return
    inside = _INSIDE * high
    cuts = [s.x0 for s in uprights if x0 + inside < s.x0 < x1 - inside and s.y0 <= middle <= s.y1]
    if not cuts:
        yield quad
        return
    edges = [x0, *cuts, x1]
    for left, right in pairwise(edges):
        if right - left > inside:
            yield _between(quad, left, right)


def _box(x0: float, y0: float, x1: float, y1: float) -> Quad:
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def _between(quad: Quad, left: float, right: float) -> Quad:
    """The part of a line of text between two positions."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad

    def at(p: tuple[float, float], q: tuple[float, float], x: float) -> tuple[float, float]:
        share = (x - p[0]) / (q[0] - p[0]) if q[0] != p[0] else 0.0
        return x, p[1] + min(max(share, 0.0), 1.0) * (q[1] - p[1])

    top, bottom = ((ax, ay), (bx, by)), ((dx, dy), (cx, cy))
    return at(*top, left), at(*top, right), at(*bottom, right), at(*bottom, left)


def is_figure(word: Seen) -> bool:
    """Is a word nothing but a sure figure, with its signs?"""
    return word.sure >= _SURELY and _PLAIN_FIGURE.fullmatch(word.text) is not None


def is_inverted(image: Gray, word: Seen) -> bool:
    """Is a word written in white, as on the coloured head of a table? Ink beside it is then its ground."""
    part = image[max(0, int(word.y0)) : int(word.y1) + 1, max(0, int(word.x0)) : int(word.x1) + 1]
    if part.size == 0:
        return False
    darkest, ground, brightest = np.percentile(part, (3, 50, 97))
    return bool(ground < (darkest + brightest) / 2)


def read_words(image: Gray, found: Sequence[Piece], engine: Engine) -> tuple[list[Seen], int]:
    """The words of the pieces, in their order, and how many pieces could not be read."""
    crops = [crop(image, piece) for piece in found]
    lines = engine.recognise([_squeezed(strip) for strip in crops])
    words: list[Seen] = []
    lost = 0
    for piece, strip, line in zip(found, crops, lines, strict=True):
        if piece.angle:
            piece, line = _upended(image, piece, line, engine)
        if not line.text.strip() or sum(line.sure) / len(line.sure) < _UNSURE:
            lost += 1
            continue
        words.extend(_turned_word(piece, line) if piece.angle else _words(piece.quad, strip, line))
    return words, lost


def _squeezed(strip: Gray) -> Gray:
    """A long line of running text made a little narrower: it is read as well, in less time."""
    import cv2

    high, wide = strip.shape
    if wide < _LONG * high:
        return strip
    narrow = cv2.resize(strip, (round(_SQUEEZE * wide), high), interpolation=cv2.INTER_AREA)
    return np.asarray(narrow, dtype=np.uint8)


def crop(image: Gray, piece: Piece) -> Gray:
    """The strip of the image that holds a piece, its text level and running to the right."""
    if piece.angle:
        return turned(cut(image, piece.quad), 360 - piece.angle)
    if abs(math.tan(slope(piece.quad))) <= _TILT:
        return cut(image, piece.quad)
    import cv2

    along, across = sides(piece.quad)
    wide, high = max(2, round(along)), max(2, round(across))
    target = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(piece.quad, np.float32), target)
    strip = cv2.warpPerspective(image, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=255)
    return np.asarray(strip, dtype=np.uint8)


def _upended(image: Gray, piece: Piece, line: Line, engine: Engine) -> tuple[Piece, Line]:
    """Text that runs upwards or downwards, whichever is read with more certainty."""
    other = piece._replace(angle=90)
    (down,) = engine.recognise([crop(image, other)])
    return (other, down) if _mean(down) > _mean(line) else (piece, line)


def _mean(line: Line) -> float:
    return sum(line.sure) / len(line.sure) if line.sure else 0.0


def _turned_word(piece: Piece, line: Line) -> Iterable[Seen]:
    """The words of a turned line, each with its share of the box."""
    x0, y0, x1, y1 = _extent(piece.quad)
    for start, end in _runs(line.text):
        low, high = line.at[start], line.at[end - 1]
        half = 0.5 / len(line.text)
        low, high = max(0.0, low - half), min(1.0, high + half)
        if piece.angle == 90:  # runs downwards
            top, bottom = y0 + low * (y1 - y0), y0 + high * (y1 - y0)
        else:
            top, bottom = y1 - high * (y1 - y0), y1 - low * (y1 - y0)
        yield Seen(line.text[start:end], x0, top, x1, bottom, x1 - x0, piece.angle, min(line.sure[start:end]))


def _runs(text: str) -> list[tuple[int, int]]:
    """Where the words of a text start and end."""
    runs: list[tuple[int, int]] = []
    start = None
    for i, char in enumerate([*text, " "]):
        if char.isspace():
            if start is not None:
                runs.append((start, i))
                start = None
        elif start is None:
            start = i
    return runs


def _words(quad: Quad, strip: Gray, line: Line) -> Iterable[Seen]:
    x0, y0, x1, y1 = _extent(quad)
    high = y1 - y0
    margin = high * _SPREAD / 2
    ink = _inked(strip)
    wide = strip.shape[1]
    runs = [part for run in _runs(line.text) for part in _at_gaps(run, line, ink, high)]
    borders = [0.0]
    for (_, end), (start, _) in pairwise(runs):
        borders.append(_gap(ink, line.at[end - 1] * wide, line.at[start] * wide))
    borders.append(float(wide))
    apart = _APART * high / 2  # words that were read apart stand apart, even if their ink touches
    rise = math.tan(slope(quad))
    for (start, end), left, right in zip(runs, borders, borders[1:], strict=False):
        left = max(left + apart * (left > 0), line.at[start] * wide - _HALF * high)
        right = min(right - apart * (right < wide), line.at[end - 1] * wide + _HALF * high)
        first, last = _inked_between(ink, left, right)
        shift = rise * ((first + last) / 2 - wide / 2) if abs(rise) > _TILT else 0.0
        scale = (x1 - x0) / wide
        middle = (y0 + y1) / 2 + shift
        half = (high / 2 if abs(rise) <= _TILT else sides(quad)[1] / 2) - margin
        yield Seen(
            line.text[start:end],
            x0 + first * scale,
            middle - half,
            x0 + last * scale,
            middle + half,
            2 * half,
            0,
            min(line.sure[start:end]),
        )


def _inked(strip: Gray) -> Inked:
    """Which columns of a strip hold ink."""
    if strip.size == 0:
        return np.zeros(1, dtype=bool)
    paper, darkest = np.percentile(strip, 85), strip.min()
    dark = strip < paper - 0.4 * max(20.0, float(paper) - float(darkest))
    return np.asarray(dark.sum(axis=0) >= 1)


def _at_gaps(run: tuple[int, int], line: Line, ink: Inked, high: float) -> list[tuple[int, int]]:
    """A word parted where a wide gap without ink lies between two of its characters: two columns that
    were read as one word."""
    wide = len(ink)
    parts = []
    start, end = run
    for i in range(start, end - 1):
        a, b = line.at[i] * wide, line.at[i + 1] * wide
        if b - a > _WIDE_GAP * high and _longest_gap(ink, a, b)[1] > _WIDE_GAP * high:
            parts.append((start, i + 1))
            start = i + 1
    return [*parts, (start, end)]


def _longest_gap(ink: Inked, left: float, right: float) -> tuple[int, int]:
    """Start and length of the longest run of columns without ink between two positions."""
    best = (round((left + right) / 2), 0)
    length = 0
    for x in range(max(0, int(left)), min(len(ink), int(right) + 1)):
        length = 0 if ink[x] else length + 1
        if length > best[1]:
            best = (x - length + 1, length)
    return best


def _gap(ink: Inked, left: float, right: float) -> float:
    """The middle of the gap between two characters."""
    start, length = _longest_gap(ink, left, right)
    return start + length / 2


def _inked_between(ink: Inked, left: float, right: float) -> tuple[float, float]:
    """The first and last column with ink between two positions."""
    low, high = max(0, int(left)), min(len(ink), int(right) + 1)
    places = np.flatnonzero(ink[low:high])
    if not len(places):
        return left, right
    return float(low + places[0]), float(low + places[-1] + 1)
