"""Tables of any matter told by how their words stand: in columns below one another, rules or not.

:mod:`extractor.tables.unruled` asks for figures in rows as reports print them, because an audit must not
take a list for a table. Who asks for every table as drawn also wants those of words, of sparse figures and
with groups. A run of lines in several pieces is a table if the pieces are short, strips of white part them
into columns, and the pieces of each column begin, end or are centred below one another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.model import Box
from extractor.reading import Ruling, Word
from extractor.reading.page import group_lines
from extractor.tables.line_rows import row_starts
from extractor.tables.pieces import (
    LEADER,
    MARK,
    MIN_LINES,
    PieceLine,
    column_of,
    column_starts,
    in_pieces,
    parted_at,
)
from extractor.tables.spanning import under_headings

_STRIP = 2.5  # points of a strip between two columns
_CROSSING = 0.12  # share of the lines that may cross a strip: headings of several columns, notes
_PIECE_WORDS = 4.5  # words of a piece on average; the columns of a newspaper have six and more
_LOWER, _LINE_WORDS = 0.4, 7.0
"""Share of pieces that begin in lower case, and words of a line, of justified text that seems to stand in
columns; the cells of a table begin with capitals and figures, or its lines are short."""
_TEXT_WORDS = 9  # words of a line in one piece that is running text
_ALIGNED = 3.0  # points by which the pieces of one column may stand apart
_MOST = 0.6  # share of a column's pieces that stand below one another
_FAR = 2.6  # line heights of white between two lines of one table
_FORM = re.compile(r"^[:=]\s*")  # "Name : ..." is a form to fill in
_PAGE = re.compile(r"^(?:[IVX]{1,5}\s?[-–.]\s?)?\d{1,3}$|^[ivxl]{1,6}$|^[IVX]{1,4}\s?[-–]\s?\d{1,3}$")


def find_aligned(words: Sequence[Word], areas: Sequence[Box]) -> list[list[Ruling]]:
    """Inferred rulings of each table among words that stand in no other table. No table reaches over one
    of ``areas``, the tables found already."""
    printed = group_lines(w for w in words if w.angle == 0)
    starts = column_starts(printed)
    lines = [in_pieces(line, starts) for line in printed]
    found = []
    for run in _runs(lines, areas):
        rulings = _table(run)
        if rulings:
            found.append(rulings)
    return found


def _runs(lines: Sequence[PieceLine], areas: Sequence[Box]) -> list[list[PieceLine]]:
    """Runs of lines that hold together, from the first in several pieces to the last and what wraps on."""
    runs: list[list[PieceLine]] = [[]]
    for line in lines:
        run = runs[-1]
        if run:
            height = line.cells[0].bottom - line.cells[0].top
            crossed = any(run[-1].bottom <= a.top + 1 and a.bottom - 1 <= line.top for a in areas)
            if crossed or line.top - run[-1].bottom > _FAR * height:
                runs.append([])
        if len(line.cells) == 1 and line.words >= _TEXT_WORDS:
            runs.append([])
        else:
            runs[-1].append(line)
    return [trimmed for run in runs if (trimmed := _trimmed(run))]


def _trimmed(run: list[PieceLine]) -> list[PieceLine]:
    several = [i for i, line in enumerate(run) if len(line.cells) > 1]
    if len(several) < MIN_LINES:
        return []
    end = several[-1] + 1
    while end < len(run) and _wraps_on(run[several[-1]], run[end - 1], run[end]):
        end += 1
    return run[several[0] : end]


def _wraps_on(row: PieceLine, above: PieceLine, line: PieceLine) -> bool:
    """Does a line after the last row go on with one of its cells: close below it, in lower case?"""
    cell = line.cells[0]
    return (
        line.top - above.bottom < 0.6 * cell.size
        and cell.text[:1].islower()
        and any(abs(cell.x0 - c.x0) < _ALIGNED for c in row.cells)
    )


def _table(run: list[PieceLine]) -> list[Ruling]:
    borders = _borders(run)
    if not borders or not _is_table(run, borders):
        return []
    run = [parted_at(line, borders) for line in run]
    left = min(c.x0 for line in run for c in line.cells) - 2
    right = max(c.x1 for line in run for c in line.cells) + 2
    starts = row_starts([line.cells for line in run], borders)
    levels = [run[0].top - 1]
    levels += [(run[i - 1].bottom + run[i].top) / 2 for i in starts[1:]]
    levels.append(run[-1].bottom + 1)
    rulings = [Ruling(left, y, right, y) for y in levels]
    rulings += [Ruling(x, levels[0], x, levels[-1]) for x in (left, right)]
    body = next((k for k, i in enumerate(starts) if run[i].figures), 1)
    for k, (top, bottom) in enumerate(pairwise(levels)):
        inside = [c for line in run if top <= (line.top + line.bottom) / 2 < bottom for c in line.cells]
        absent = under_headings(inside, [left, *borders, right]) if k < body - 1 else set()
        for x in borders:
            if x not in absent and not any(c.x0 < x - 1 and c.x1 > x + 1 for c in inside):
                rulings.append(Ruling(x, top, x, bottom))
    return rulings


def _borders(run: Sequence[PieceLine]) -> list[float]:
    """Middles of the strips that hardly any line crosses."""
    lines = [line for line in run if len(line.cells) > 1]
    allowed = max(1, int(_CROSSING * len(lines))) if len(lines) > MIN_LINES else 0
    edges = sorted(
        [(c.x0 - _STRIP / 2, 1) for line in lines for c in line.cells]
        + [(c.x1 + _STRIP / 2, -1) for line in lines for c in line.cells]
    )
    strips: list[tuple[float, float]] = []
    count, open_at = 0, None
    for x, step in edges:
        count += step
        if count <= allowed and open_at is None:
            open_at = x
        elif count > allowed and open_at is not None:
            strips.append((open_at, x))
            open_at = None
    borders = []
    for low, high in strips[1:]:
        border = _clearest(lines, low, high)
        if border is not None:
            borders.append(border)
    return borders


def _clearest(lines: Sequence[PieceLine], low: float, high: float) -> float | None:
    """The middle of the widest part of a strip that fewest lines cross; None if nothing stands on one
    side of it where the lines that do not cross it have pieces on both."""
    inside = sorted(
        {low, high, *(x for line in lines for c in line.cells for x in c[1:4:2] if low < x < high)}
    )
    parts = list(pairwise(inside))
    if not parts:
        return (low + high) / 2

    def crossed(part: tuple[float, float]) -> int:
        middle = (part[0] + part[1]) / 2
        return sum(c.x0 < middle < c.x1 for line in lines for c in line.cells)

    best = min(parts, key=lambda part: (crossed(part), part[0] - part[1]))
    return (best[0] + best[1]) / 2


def _is_table(run: Sequence[PieceLine], borders: Sequence[float]) -> bool:
    lines = [line for line in run if len(line.cells) > 1]
    pieces = [c for line in lines for c in line.cells]
    if len(lines) < 0.4 * len(run):
        return False
    if sum(len(c.text.split()) for c in pieces) > _PIECE_WORDS * len(pieces):
        return False
    columns: dict[int, list[Word]] = {}
    for cell in pieces:
        columns.setdefault(column_of(cell, borders), []).append(cell)
    held = {c: cells for c, cells in columns.items() if len(cells) >= MIN_LINES}
    lists = [c for c, cells in held.items() if _share(MARK, cells) > _MOST and c == 0]
    if len(held) - len(lists) < 2:
        return False
    if _is_contents(pieces, held) or any(_share(_FORM, cells) > _MOST for cells in held.values()):
        return False
    lower = sum(c.text[:1].islower() for c in pieces)
    if lower > _LOWER * len(pieces) and sum(line.words for line in lines) > _LINE_WORDS * len(lines):
        return False  # running text whose justification spread the words
    return sum(_stands_aligned(cells) for cells in held.values()) >= max(2, _MOST * len(held))


def _is_contents(pieces: Sequence[Word], held: dict[int, list[Word]]) -> bool:
    """A table of contents, a list of tables: the last column refers to pages, dots lead there or not."""
    if len(held) > 3 or _share(_PAGE, held[max(held)]) < _MOST:
        return False
    if any(LEADER.search(c.text) for c in pieces):
        return len(held) == 2 or _rises(held[max(held)])
    return _rises(held[max(held)])


def _rises(cells: Sequence[Word]) -> bool:
    """Do the figures of a column never fall, as those of pages?"""
    figures = [int(m.group()) for c in cells if (m := re.search(r"\d{1,3}$", c.text))]
    labels = [c.text.rstrip("0123456789") for c in cells]
    falls = sum(b < a and x == y for (a, b), (x, y) in zip(pairwise(figures), pairwise(labels), strict=False))
    return falls == 0 and len(figures) > 0


def _share(pattern: re.Pattern[str], cells: Sequence[Word]) -> float:
    return sum(bool(pattern.match(c.text)) for c in cells) / len(cells)


def _stands_aligned(cells: Sequence[Word]) -> bool:
    for positions in (
        [c.x0 for c in cells],
        [c.x1 for c in cells],
        [(c.x0 + c.x1) / 2 for c in cells],
    ):
        near = max(sum(abs(p - q) <= _ALIGNED for q in positions) for p in positions)
        if near >= _MOST * len(positions):
            return True
    return False
