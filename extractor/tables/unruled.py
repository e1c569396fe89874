"""Tables without any rulings: columns told by the space between them, rows by their figures.

A run of lines in which figures stand in columns of their own, right of some text, is a table. Columns are
separated where no word of the run stands; a line with a figure or a number of its own begins a row, other
lines go on with the row above.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractor.model import Box
from extractor.reading import Ruling, Word
from extractor.tables.grouped import is_banner, with_banners
from extractor.tables.outline import caption_start
from extractor.tables.unruled_body import body_rulings
from extractor.tables.unruled_lines import (
    ALIGNED,
    FIGURE,
    MIN_ROWS,
    STRIP,
    Line,
    column_starts,
    levelled,
    may_hold_figure,
    pieces,
)

_MAX_SPACE = 40.0  # points of white space within a table
_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Za-z])[.)]?$")


def find_unruled(printed: Sequence[Sequence[Word]], areas: Sequence[Box]) -> list[list[Ruling]]:
    """Inferred rulings of each table without rulings among the printed lines that stand in no other table.

    ``areas`` are the tables found already: no table reaches over one.
    """
    if not any(map(may_hold_figure, printed)):
        return []
    starts = column_starts(printed)
    lines = [pieces(level, starts) for line in printed for level in levelled(line)]
    return [
        rulings
        for run in _runs(lines, areas)
        if any(line.figures for line in run) and (rulings := with_banners(run, _of_run) or _of_run(run))
    ]


def _runs(lines: list[Line], areas: Sequence[Box]) -> list[list[Line]]:
    """Runs of lines between running text, captions and other tables."""
    runs: list[list[Line]] = []
    run: list[Line] = []
    widest = max((line.cells[-1].x1 - line.cells[0].x0 for line in lines), default=0.0)
    for line in lines:
        gap = line.top - run[-1].bottom if run else 0.0
        crossed = bool(run) and any(run[-1].bottom <= a.top <= line.top for a in areas)
        prose = _is_prose(line, widest) and not is_banner(line)
        if prose or crossed or gap > _MAX_SPACE or caption_start().match(line.cells[0].text):
            runs.append(run)
            run = []
            if prose:
                continue
        run.append(line)
    runs.append(run)
    return runs


def _of_run(run: list[Line]) -> list[Ruling]:
    """The rulings of the table of a run of lines, if it is one: its rows told by how names stand against
    figures or, where that tells nothing, by the figures that begin them."""
    if not any(line.figures for line in run):
        return []
    rulings = body_rulings(run)
    if rulings:
        return rulings
    block = _trimmed(run)
    return _table(block) if block else []


def _is_prose(line: Line, widest: float) -> bool:
    """One piece that is nearly as wide as the widest line of the page?"""
    if len(line.cells) > 2:
        return False
    return max(c.x1 - c.x0 for c in line.cells) > 0.72 * widest and not line.figures


def _trimmed(run: list[Line]) -> list[Line]:
    """From the heading (at most five lines above the first figures) to the last line in columns."""
    rows = [i for i, line in enumerate(run) if line.figures and line.has_text]
    if len(rows) < MIN_ROWS:
        return []
    first = rows[0]
    start = first
    while start > 0 and first - start < 5 and len(run[start - 1].cells) >= 2:
        start -= 1
    end = rows[-1] + 1
    if end < len(run) and _goes_on(run, rows[-1]):
        end += 1
    while end < len(run) and _wraps(run, rows[-1], end):
        end += 1
    return run[start:end]


def _goes_on(run: list[Line], last: int) -> bool:
    """Is the line after the last row the rest of a wrapped cell?"""
    row, after = run[last], run[last + 1]
    return (
        len(after.cells) == 1
        and after.top - row.bottom < 0.6 * row.cells[0].size
        and any(abs(after.cells[0].x0 - c.x0) < 4 for c in row.cells)
    )


def _wraps(run: list[Line], last: int, index: int) -> bool:
    """Does a line go on with wrapped cells of the last row: as near as the lines of the rows above, each
    of its pieces below one that is not the first?"""
    row, above, line = run[last], run[index - 1], run[index]
    usual = min((b.top - a.bottom for a, b in itertools.pairwise(run[:last]) if not b.figures), default=0.0)
    return line.top - above.bottom <= max(usual, 0.0) + STRIP and all(
        any(abs(piece.x0 - c.x0) < ALIGNED for c in row.cells[1:]) for piece in line.cells
    )


def _table(block: list[Line]) -> list[Ruling]:
    rows = [line for line in block if line.figures]
    borders = _borders(block)
    figure_columns = {
        sum(b < (c.x0 + c.x1) / 2 for b in borders)
        for line in rows
        for c in line.cells[1:]
        if FIGURE.match(c.text)
    }
    if len(borders) < 1 or not figure_columns or not _aligned(rows, borders):
        return []
    left = min(c.x0 for line in block for c in line.cells) - 2
    right = max(c.x1 for line in block for c in line.cells) + 2
    levels = _levels(block)
    rulings = [Ruling(left, y, right, y) for y in levels]
    rulings += [Ruling(left, levels[0], left, levels[-1]), Ruling(right, levels[0], right, levels[-1])]
    for top, bottom in itertools.pairwise(levels):
        inside = [c for line in block if top <= (line.top + line.bottom) / 2 < bottom for c in line.cells]
        for x in borders:
            if not any(c.x0 < x - 1 and c.x1 > x + 1 for c in inside):
                rulings.append(Ruling(x, top, x, bottom))
    return rulings


def _aligned(rows: list[Line], borders: list[float]) -> bool:
    """Do the figures of one column stand below one another: left, right or in the middle?"""
    columns: dict[int, list[Word]] = {}
    for line in rows:
        for cell in line.cells[1:]:
            if FIGURE.match(cell.text):
                column = sum(b < (cell.x0 + cell.x1) / 2 for b in borders)
                columns.setdefault(column, []).append(cell)
    for cells in columns.values():
        for positions in (
            [c.x0 for c in cells],
            [c.x1 for c in cells],
            [(c.x0 + c.x1) / 2 for c in cells],
        ):
            near = max(sum(abs(p - q) <= ALIGNED for q in positions) for p in positions)
            if near >= max(MIN_ROWS, 0.6 * len(cells)):
                return True
    return False


def _borders(block: list[Line]) -> list[float]:
    """Middles of the strips that no piece of the rows crosses."""
    spans = sorted((c.x0, c.x1) for line in block if line.figures or len(line.cells) > 1 for c in line.cells)
    covered: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if covered and x0 <= covered[-1][1] + STRIP:
            covered[-1] = (covered[-1][0], max(covered[-1][1], x1))
        else:
            covered.append((x0, x1))
    return [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(covered)]


def _levels(block: list[Line]) -> list[float]:
    """Where rows begin, and the end of the last one."""
    first = next(i for i, line in enumerate(block) if line.figures and line.has_text)
    levels = [block[0].top - 1]
    waiting = _numbered(block[0]) and not block[0].figures  # a numbered row whose figures are still to come
    for index, line in enumerate(block):
        if index == 0:
            continue
        above = block[index - 1]
        numbered = _numbered(line)
        if index < first:
            own = line.top - above.bottom > 0.8 * line.cells[0].size
        else:
            # Figures set beside the last line of a wrapped name belong to the row that its number opened.
            own = numbered or (bool(line.figures) and not waiting)
        if own or (index == first and not waiting):
            levels.append((max(above.bottom, levels[-1] + 1) + line.top) / 2)
            waiting = numbered and not line.figures
        elif line.figures:
            waiting = False
    levels.append(block[-1].bottom + 1)
    return levels


def _numbered(line: Line) -> bool:
    return _NUMBER.match(line.cells[0].text.split()[0]) is not None
