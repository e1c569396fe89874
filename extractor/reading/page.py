"""What a page holds, free of any PDF library.

Geometry is in points from the top left of the page *as it is read*: a page whose text runs upwards or
downwards (stored sideways) is turned until its text is upright. :meth:`Page.on_page` turns a box back to
the page as it is shown, which is what every output wants.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Literal, NamedTuple

from extractor.model import Box, Phrase

PageKind = Literal["text", "scanned", "empty", "failed"]


_NO_REASON = Phrase("", "")


class Word(NamedTuple):
    """A run of characters without white space. ``angle`` is its direction after the page was turned
    upright: 0, or 90/180/270 degrees clockwise for text that a cell or a margin turns."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    angle: int = 0
    doubtful: bool = False  # recognised in a scan with little certainty
    other: str = ""  # what a second look at the scan made of it

    @property
    def box(self) -> Box:
        return Box(self.x0, self.top, self.x1, self.bottom)


Warp = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]
"""A projective map of points, row by row: what took skew and keystone out of a scanned page, undone."""


class Ruling(NamedTuple):
    """A horizontal (``top == bottom``) or vertical (``x0 == x1``) drawn line, its width collapsed."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.top == self.bottom


class Fill(NamedTuple):
    """A filled area larger than a line: the shading of a cell, of a row or of a run of words."""

    x0: float
    top: float
    x1: float
    bottom: float


class Image(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float


class Picture(NamedTuple):
    """A picture on a page with text whose writing was recognised: where its words stand on the page as read,
    and what maps that to where the page shows them (None where it is the same)."""

    area: Box
    back: Warp | None


@dataclass(frozen=True)
class Page:
    """One page: its number from 1, its size as read, what is on it.

    ``turn`` is by how many degrees clockwise the shown page was turned to read it.
    """

    number: int
    width: float
    height: float
    kind: PageKind
    turn: int = 0
    words: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    fills: tuple[Fill, ...] = ()
    images: tuple[Image, ...] = ()
    reason: Phrase = _NO_REASON  # why, if the kind is 'failed' or not all of the page could be read
    unseen: Phrase | None = None  # why nothing, or not all, was recognised of a scanned page or a picture
    warp: Warp | None = None  # from the page as read to the turned page, where a scan was straightened
    pictures: tuple[Picture, ...] = ()  # read on a page of the kind 'text'

    @property
    def is_recognised(self) -> bool:
        """Were words of the page, or some of them, to be found in an image?"""
        return self.kind == "scanned" or bool(self.pictures)

    def on_page(self, box: Box) -> Box:
        """A box of the page as read, on the page as shown."""
        if self.turn == 0 and self.warp is None and not self.pictures:
            return box
        warp = self.warp or self._warp_at((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
        if warp is not None:
            box = warped(box, warp)
        if self.turn == 0:
            return box
        x0, top, x1, bottom = box
        if self.turn == 90:
            return Box(top, self.width - x1, bottom, self.width - x0)
        if self.turn == 180:
            return Box(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        return Box(self.height - bottom, x0, self.height - top, x1)

    def _warp_at(self, x: float, y: float) -> Warp | None:
        for area, back in self.pictures:
            if back is not None and area.x0 <= x <= area.x1 and area.top <= y <= area.bottom:
                return back
        return None

    @cached_property
    def lines(self) -> tuple[tuple[Word, ...], ...]:
        """The upright words in lines from top to bottom, each from left to right."""
        return tuple(group_lines(w for w in self.words if w.angle == 0))

    def lines_of(self, words: Sequence[Word]) -> Sequence[tuple[Word, ...]]:
        """Some of its words, the upright ones, in lines."""
        if len(words) == len(self.words):
            return self.lines
        return group_lines(w for w in words if w.angle == 0)


def warped(box: Box, warp: Warp) -> Box:
    """Where the middles of a box's sides come to lie under a map: its corners would make a long box of a
    skewed line higher than the line."""
    (a, b, c), (d, e, f), (g, h, i) = warp
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    points = ((box.x0, y), (box.x1, y), (x, box.top), (x, box.bottom))
    moved = []
    for px, py in points:
        w = g * px + h * py + i
        moved.append(((a * px + b * py + c) / w, (d * px + e * py + f) / w))
    xs, ys = [p[0] for p in moved], [p[1] for p in moved]
    return Box(min(xs), min(ys), max(xs), max(ys))


_LEFT = attrgetter("x0")


def group_lines(words: Iterable[Word]) -> list[tuple[Word, ...]]:
    """Words in lines: two words share a line if the middle of one lies within the height of the other."""
    words = list(words)
    if len(words) < 2:
        return [(word,) for word in words]
    lines: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    placing = sorted(((w.top + w.bottom) / 2, w.x0, at) for at, w in enumerate(words))
    for middle, _, at in placing:
        word = words[at]
        placed = False
        for i in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            top, bottom = spans[i]
            if top <= middle <= bottom or word.top <= (top + bottom) / 2 <= word.bottom:
                lines[i].append(word)
                spans[i] = (min(top, word.top), max(bottom, word.bottom)) if word.size >= 6 else spans[i]
                placed = True
                break
        if not placed:
            lines.append([word])
            spans.append((word.top, word.bottom))
    return [tuple(sorted(line, key=_LEFT)) for line in lines]


def line_text(words: Sequence[Word]) -> str:
    """The words of one line as text; words that nearly touch are one ('32,' '86%' gives '32,86%')."""
    parts: list[str] = []
    end = None
    for word in words:
        if end is not None and word.x0 - end > TOUCHING * word.size:
            parts.append(" ")
        parts.append(word.text)
        end = word.x1
    return "".join(parts)


TOUCHING = 0.12
"""Words closer than this share of the font size are one word drawn in pieces: the narrowest space that
word processors set is about 0.2 of the size, kerning stays below 0.1."""
