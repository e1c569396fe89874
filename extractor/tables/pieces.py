"""Lines of words in pieces that stand apart, as the cells of a table do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractor.reading import Word

_GAP = 0.85
"""Of the font size: the least space between two pieces of a line. Justified text spreads its words to 0.7,
the columns of a tight table stand 1.0 apart."""
_NARROW = 0.45  # of the font size, right of a figure: wider than any space within a figure
MIN_LINES = 3  # lines in several pieces
FIGURE = re.compile(
    r"^[^\w(-]{0,3}\(?[-–−+]?\d[\d.,\s]*(?:,-)?\)?\s*[%‰)*]?$|^[-–—.*:]{1,3}$|^n/?a$", re.IGNORECASE
)
MARK = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4}|[a-zA-Z])[.)]?|[^\w%])$")
_MONEY = re.compile(r"(?:Rp|US\$|[$€£¥]|EUR|USD|IDR)\.?")
_MONEY_GAP = 40.0  # points; the amount is set to the right end of the column, its sign to the left
LEADER = re.compile(r"(?:\.\s?){5,}$|…$")


@dataclass(frozen=True)
class PieceLine:
    """A line in pieces that stand apart."""

    cells: tuple[Word, ...]
    printed: tuple[Word, ...] = ()  # its words one by one

    @cached_property
    def top(self) -> float:
        return min(c.top for c in self.cells)

    @cached_property
    def bottom(self) -> float:
        return max(c.bottom for c in self.cells)

    @property
    def words(self) -> int:
        return sum(len(c.text.split()) for c in self.cells)

    @property
    def figures(self) -> bool:
        """Does a figure stand right of the first piece?"""
        return any(FIGURE.match(c.text) for c in self.cells[1:])


def column_starts(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where words begin below one another after figures, in several lines."""
    places = sorted(
        word.x0
        for line in lines
        for i, (before, word) in enumerate(pairwise(line))
        if word.x0 - before.x1 >= _NARROW * word.size and _is_figure(before, first=i == 0)
    )
    return [x for x in places if bisect_right(places, x + 1) - bisect_left(places, x - 1) >= MIN_LINES]


def in_pieces(line: Sequence[Word], starts: Sequence[float]) -> PieceLine:
    """A line in the pieces that wide spaces part; ``starts`` are the ``column_starts`` of its page."""
    cells: list[Word] = []
    for word in line:
        if cells and _joins(cells[-1], word, starts, first=len(cells) == 1):
            cells[-1] = _one(cells[-1], word)
        else:
            cells.append(word)
    return PieceLine(tuple(cells), tuple(line))


def parted_at(line: PieceLine, borders: Sequence[float]) -> PieceLine:
    """The line with its pieces parted also at borders that lie in a wide space of it: two headings that
    stand close together."""
    cells: list[Word] = []
    ends = {cell.x0 for cell in line.cells}
    for word in line.printed:
        wide = bool(cells) and word.x0 - cells[-1].x1 >= _NARROW * word.size
        if word.x0 in ends or (wide and any(cells[-1].x1 <= x <= word.x0 for x in borders)):
            cells.append(word)
        else:
            cells[-1] = _one(cells[-1], word)
    return PieceLine(tuple(cells), line.printed)


def in_columns(line: Sequence[Word], borders: Sequence[float]) -> PieceLine:
    """The words of a line by column."""
    cells: list[Word] = []
    for word in line:
        if cells and column_of(cells[-1], borders) == column_of(word, borders):
            cells[-1] = _one(cells[-1], word)
        else:
            cells.append(word)
    return PieceLine(tuple(cells))


def _joins(before: Word, word: Word, starts: Sequence[float], *, first: bool) -> bool:
    """Does a word go on with the piece before it? A sign of money stands apart from its amount; right of
    a figure another column may begin close by."""
    gap = word.x0 - before.x1
    if _MONEY.fullmatch(before.text) and FIGURE.match(word.text):
        return gap < _MONEY_GAP
    figure = gap >= _NARROW * word.size and _is_figure(before, first=first)
    if figure and (FIGURE.match(word.text) or _near(word.x0, starts)):
        return False
    return gap < _GAP * word.size and not LEADER.search(before.text)


def _is_figure(word: Word, *, first: bool) -> bool:
    """Is a piece a figure, not the number with which its line begins?"""
    text = _MONEY.sub("", word.text, count=1).strip()
    return FIGURE.match(text) is not None and not (first and MARK.match(text))


def _near(x: float, starts: Sequence[float]) -> bool:
    return any(abs(x - start) <= 1 for start in starts)


def _one(piece: Word, word: Word) -> Word:
    """A piece with the word that follows it."""
    return piece._replace(
        text=f"{piece.text} {word.text}",
        x1=max(piece.x1, word.x1),
        top=min(piece.top, word.top),
        bottom=max(piece.bottom, word.bottom),
    )


def column_of(cell: Word, borders: Sequence[float]) -> int:
    """In which column, from 0, the middle of a piece stands."""
    return sum(b < (cell.x0 + cell.x1) / 2 for b in borders)
