"""Columns of a ruled table that no rule parts: 'PAGU | REALISASI' in one drawn box, and in each row below it
two figures beside one another in one; or only the headings in one box, each over columns of its own; or the
label and the figures of a total in one box below the columns of figures.

Where the cells of a column hold as many figures each, with a strip of white between them that no word of the
column crosses, and a heading above each, the strip is a border. Headings in one box are parted where each
stands in the middle of its columns. A table that is drawn so in one row only is left as it is,
and its figures are reported unread.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading import Ruling, Word
from extractor.reading.page import group_lines
from extractor.tables.amounts import is_part_of_figure
from extractor.tables.lattice import Held, Lattice, Region

_APART = 9.0  # points between figures of two columns; a figure set with spaces in it has gaps of 6 and less
_STRIP = 4.0  # points; cells leave 5 on either side of a border
_CENTRED = 3.0  # points between the middle of a heading and that of its columns
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROWS = 2  # rows with figures; one may hold a range or two years

Cells = dict[tuple[int, int], list[tuple[Region, list[Word]]]]
"""The cells of a lattice by first column and span, with their words."""


def borders_between(lattice: Lattice, filled: Held) -> list[Ruling]:
    """Vertical rules where cells of a lattice hold figures of several columns. ``filled`` are the words of
    the page in its cells."""
    cells: Cells = defaultdict(list)
    for region, held in filled.items():
        cells[region.col, region.colspan].append((region, held))
    result: list[Ruling] = []
    for (col, span), rows in cells.items():
        if sum(len(held) > 1 for _, held in rows) >= _ROWS:
            result += _borders(lattice, col, span, sorted(rows, key=lambda row: row[0].row), filled)
    for region, held in filled.items():
        if region.colspan > 1 and len(held) > 1:
            result += _heading_borders(lattice, region, held) or _total_borders(lattice, region, held)
    return result


def _total_borders(lattice: Lattice, region: Region, words: Sequence[Word]) -> list[Ruling]:
    """Rules around the figures behind a label, each of them within one column of the table: 'Jumlah' and its
    sums in a row without borders."""
    lines = group_lines(words)
    if len(lines) != 1:
        return []
    line = lines[0]
    signs = [is_part_of_figure(w.text) for w in line]
    first = next((k for k in range(1, len(line)) if signs[k] and _is_apart(line[k - 1], line[k])), 0)
    if not first or any(signs[:first]) or not all(signs[first:]):
        return []
    columns: dict[int, list[Word]] = defaultdict(list)
    for word in line[first:]:
        columns[bisect_right(lattice.xs, (word.x0 + word.x1) / 2) - 1].append(word)
    borders: set[float] = set()
    for column, held in columns.items():
        low, high = lattice.xs[column], lattice.xs[column + 1]
        if (
            held[0].x0 < low - 1
            or held[-1].x1 > high + 1
            or not any(c.isdigit() for w in held for c in w.text)
        ):
            return []
        borders |= {low, high}
    if line[first - 1].x1 > min(borders):
        return []
    top, bottom = lattice.ys[region.row], lattice.ys[region.row + region.rowspan]
    inner = lattice.xs[region.col + 1 : region.col + region.colspan]
    return [Ruling(x, top, x, bottom) for x in inner if x in borders]


def _is_apart(before: Word, word: Word) -> bool:
    return word.x0 - before.x1 >= _APART


def _pieces(line: Sequence[Word]) -> list[list[Word]]:
    """The words of a line, parted where they stand as far apart as those of two columns."""
    pieces: list[list[Word]] = []
    for word in line:
        if pieces and not _is_apart(pieces[-1][-1], word):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return pieces


def _heading_borders(lattice: Lattice, region: Region, words: Sequence[Word]) -> list[Ruling]:
    """Rules between the headings of one line in a box, each centred over its own columns of those below."""
    if any(c.isdigit() for w in words for c in w.text if not _YEAR.fullmatch(w.text)):
        return []
    lines = group_lines(words)
    if len(lines) != 1:
        return []
    pieces = [(piece[0].x0, piece[-1].x1) for piece in _pieces(lines[0])]
    start, found = lattice.xs[region.col], []
    inner = lattice.xs[region.col + 1 : region.col + region.colspan]
    for (low, high), (follows, _) in pairwise(pieces):
        ends = [x for x in inner if high < x < follows and abs(start + x - low - high) <= 2 * _CENTRED]
        if len(ends) != 1:
            return []
        found.append(ends[0])
        start = ends[0]
    low, high = pieces[-1]
    last = lattice.xs[region.col + region.colspan]
    if abs(start + last - low - high) > 2 * _CENTRED:
        return []
    top, bottom = lattice.ys[region.row], lattice.ys[region.row + region.rowspan]
    return [Ruling(x, top, x, bottom) for x in found]


def _borders(
    lattice: Lattice,
    col: int,
    span: int,
    rows: Sequence[tuple[Region, list[Word]]],
    filled: Held,
) -> list[Ruling]:
    groups = [_figures(held) for _, held in rows]
    first = next((i for i, found in enumerate(groups) if found), len(groups))
    body = groups[first:]
    count = len(body[0]) if body else 0
    if count < 2 or len(body) < _ROWS or any(len(found) != count for found in body):
        return []
    headings = [
        word
        for region, held in filled.items()
        if region.row < rows[first][0].row and col <= region.col and region.col + region.colspan <= col + span
        for word in held
    ]
    borders: list[float] = []
    for k in range(count - 1):
        low, high = max(found[k][1] for found in body), min(found[k + 1][0] for found in body)
        known = [x for x in lattice.xs[col + 1 : col + span] if low <= x <= high]
        x = known[0] if known else (low + high) / 2
        if high - low < _STRIP or any(w.x0 < x - 1 and w.x1 > x + 1 for w in headings):
            return []
        borders.append(x)
    ends = [lattice.xs[col], *borders, lattice.xs[col + span]]
    if any(not any(a <= (w.x0 + w.x1) / 2 < b for w in headings) for a, b in pairwise(ends)):
        return []
    over = {r for r, _ in rows} | {
        r for r in filled if r.row < rows[first][0].row and (r.col, r.colspan) == (col, span)
    }
    return [
        Ruling(x, lattice.ys[r.row], x, lattice.ys[r.row + r.rowspan]) for r in sorted(over) for x in borders
    ]


def _figures(words: Sequence[Word]) -> list[tuple[float, float]]:
    """From where to where each of the figures stands that are all of a cell, on one line and far apart; none
    where there is anything else in it."""
    if not all(is_part_of_figure(w.text) for w in words):
        return []
    lines = group_lines(words)
    if len(lines) != 1:
        return []
    found = _pieces(lines[0])
    if any(sum(w.text[0] not in "%R" or len(w.text) > 3 for w in group) != 1 for group in found):
        return []
    return [(group[0].x0, group[-1].x1) for group in found]
