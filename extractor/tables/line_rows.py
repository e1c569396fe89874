"""Where the rows of a table begin whose lines no rules part: by figures, spaces, and cells that go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading import Word
from extractor.reading.page import group_lines
from extractor.tables.pieces import FIGURE, MIN_LINES, PieceLine, column_of, in_columns

_ALIGNED = 3.0  # points by which the pieces of one column may stand apart
_MOST = 0.6  # share of a column's pieces that stand below one another
_LOOSE = 1.2  # of the least distance of two lines: between rows whose cells have several lines
_TIGHT_HEAD = 1.45  # of the font size: the distance of the lines of one heading
_FULL = 0.75  # of a column's width: a line that long may have been broken before a capital
_ROW_LINES = 2.5  # lines of a row on average; more are lists within the cells of one row
_NEW = 0.2  # share of the first lines that may look like the rest of a cell
_PADDING = 3.0  # points between text and the border of its cell
_HEADS = 4  # lines that a heading has at most
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-zA-Z])[.)]\s")


def row_starts(lines: Sequence[Sequence[Word]], borders: Sequence[float]) -> list[int]:
    """At which of the lines of a table a row begins. Lines hold the pieces of their cells; 0 is always a
    start."""
    body = [PieceLine(tuple(cells)) for cells in lines]
    held = [{column_of(c, borders) for c in line.cells} for line in body]
    first = next((i for i, line in enumerate(body) if line.figures), 0)
    if first > _HEADS:
        first = 0
    heads = _head_starts(body[: first + 1], borders)
    steps = [b.bottom - a.bottom for a, b in pairwise(body[first:])]
    least = min(steps, default=0.0)
    starts = [first]
    loose = [i for i, step in enumerate(steps, start=first + 1) if step > _LOOSE * least]
    tight = [i for i in range(first + 1, len(body)) if i not in loose]
    if loose and all(not body[i].figures and _fewer(held, _last(i, first, loose), i) for i in tight):
        starts += loose
    else:
        widths = _widths(body, borders)
        for i in range(first + 1, len(body)):
            if not _goes_on(body, held, starts[-1], i, borders, widths):
                starts.append(i)
    return [*heads, *(i for i in starts if i not in heads)]


def _last(index: int, first: int, loose: Sequence[int]) -> int:
    return max([first, *(i for i in loose if i < index)])


def _fewer(held: Sequence[set[int]], start: int, index: int) -> bool:
    return held[index] < held[start] or (held[index] == held[start] and len(held[start]) == 1)


def _head_starts(lines: Sequence[PieceLine], borders: Sequence[float]) -> list[int]:
    """Where the rows of a heading begin, its lines and the first line of figures given: lines that stand
    close together are one row, unless one has a heading of several columns."""
    starts = [0]
    for i in range(1, len(lines)):
        above, line = lines[i - 1], lines[i]
        close = line.bottom - above.bottom <= _TIGHT_HEAD * line.cells[0].size
        wide = any(c.x0 < x < c.x1 for each in (above, line) for c in each.cells for x in borders)
        if i == len(lines) - 1 or wide or not close:
            starts.append(i)
    return starts


def _widths(lines: Sequence[PieceLine], borders: Sequence[float]) -> dict[int, tuple[float, float]]:
    """From where to where the pieces of each column stand; those over a border aside."""
    extents: dict[int, tuple[float, float]] = {}
    for line in lines:
        for c in line.cells:
            if not any(c.x0 < x < c.x1 for x in borders):
                low, high = extents.get(column_of(c, borders), (c.x0, c.x1))
                extents[column_of(c, borders)] = min(low, c.x0), max(high, c.x1)
    return extents


def _goes_on(
    lines: Sequence[PieceLine],
    held: Sequence[set[int]],
    start: int,
    index: int,
    borders: Sequence[float],
    widths: dict[int, tuple[float, float]],
) -> bool:
    """Does a line go on with cells of the row that began at ``start``?"""
    line = lines[index]
    name = line.cells[0]
    row = lines[start:index]
    if line.figures:  # figures beside the last line of a name that was broken
        return name.text[:1].islower() and column_of(name, borders) == 0 and not any(x.figures for x in row)
    if not _fewer(held, start, index) or _opens_next(lines, start, index, borders):
        return False
    if line.top - lines[index - 1].bottom > 0.8 * name.size:
        return False
    return all(_broken(row, cell, borders, widths) for cell in line.cells)


def _opens_next(lines: Sequence[PieceLine], start: int, index: int, borders: Sequence[float]) -> bool:
    """Does a name begin in a line whose figures stand beside a later line of it, while the row above has
    its figures?"""
    if lines[index].cells[0].text[:1].islower() or not any(x.figures for x in lines[start:index]):
        return False
    for line in lines[index + 1 :]:
        if not line.cells[0].text[:1].islower() or column_of(line.cells[0], borders) != 0:
            return False
        if line.figures:
            return True
    return False


def _broken(
    row: Sequence[PieceLine], cell: Word, borders: Sequence[float], widths: dict[int, tuple[float, float]]
) -> bool:
    """Is a piece the rest of its column in a row: in lower case after a capital, or after a line that had no
    room for it?"""
    column = column_of(cell, borders)
    held = [c for line in row for c in line.cells if column_of(c, borders) == column]
    if not held or any(cell.x0 < x < cell.x1 for x in borders):
        return False
    above = held[-1]
    if column == 0 and cell.x0 < held[0].x0 - _ALIGNED:
        return False  # less indented: the heading of the next group
    if column == 0 and cell.x0 > held[0].x0 + _ALIGNED and _NUMBERED.match(held[0].text):
        return True  # hanging below the name that its number opened
    if cell.text[:1].islower() and not held[0].text[:1].islower():
        return True
    low, high = widths.get(column, (above.x0, above.x1))
    opening = (cell.x1 - cell.x0) * len(cell.text.split()[0]) / len(cell.text)
    return above.x1 - low >= _FULL * (high - low) and above.x1 + 0.25 * cell.size + opening > high


def levels_in_bands(bands: Sequence[tuple[float, float, Sequence[Word]]], xs: Sequence[float]) -> list[float]:
    """Where rows begin that stand in one drawn row of a table without rules between its rows. ``bands`` are
    its drawn rows, each from top to bottom with its words, ``xs`` the borders of its columns with both
    edges. None where most of its drawn rows hold one row: that is how it is ruled."""
    found: list[list[float]] = []
    borders = xs[1:-1]
    if not borders:
        return []
    for index, (top, bottom, words) in enumerate(bands):
        lines = [in_columns(line, borders) for line in group_lines(words)]
        starts = row_starts([line.cells for line in lines], borders) if len(lines) >= MIN_LINES else []
        if _several_rows(lines, starts, xs, heading=index == 0):
            levels = [(lines[i - 1].bottom + lines[i].top) / 2 for i in starts[1:]]
            found.append([y for y in levels if top < y < bottom])
    return [y for levels in found for y in levels] if 2 * len(found) >= len(bands) - 1 else []


def _several_rows(
    lines: Sequence[PieceLine], starts: Sequence[int], xs: Sequence[float], *, heading: bool
) -> bool:
    """Do several rows stand in one: figures below one another, or lines of words that begin anew?"""
    if len(starts) < MIN_LINES or len(lines) > _ROW_LINES * len(starts):
        return False
    borders = xs[1:-1]
    figures: dict[int, int] = {}
    for line in lines:
        for c in line.cells[1:]:
            if FIGURE.match(c.text) and any(ch.isdigit() for ch in c.text):
                figures[column_of(c, borders)] = figures.get(column_of(c, borders), 0) + 1
    listed = sum(line.figures for line in lines) >= _MOST * len(starts)
    if listed and sum(n >= MIN_LINES for n in figures.values()) >= min(2, len(borders)):
        return True
    widths = {c: (low, right - _PADDING) for c, (low, right) in enumerate(pairwise(xs))}
    rows = [(lines[a:b], lines[b]) for a, b in pairwise(starts)]
    pieces = [(row, c) for row, line in rows for c in line.cells if not FIGURE.match(c.text)]
    broken = sum(_broken(above, c, borders, widths) for above, c in pieces)
    lower = sum(lines[i].cells[0].text[:1].islower() for i in starts)
    full = sum(len(lines[i].cells) > 1 for i in starts)
    return (
        not heading
        and broken <= _NEW * len(pieces)
        and lower <= _NEW * len(starts)
        and full >= _FULL * len(starts)
    )
