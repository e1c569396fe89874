"""Tables without any rulings: columns told by the space between them, rows by their figures.

A run of lines in which figures stand in columns of their own, right of some text, is a table. Columns are
separated where no word of the run stands; a line with a figure or a number of its own begins a row, other
lines go on with the row above.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.model import Box
from extractor.reading import Ruling, Word
from extractor.tables.outline import caption_start

_CELL_GAP = 9.0  # points between two words of a line that stand in different columns
_TIGHT = 0.1  # of the font size; what stands closer to an amount is its unit or its bracket
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d+)?(?:,-)?$")
_STRIP = 3.0  # points of a strip that no word crosses between two columns
_MIN_ROWS = 3  # lines with figures; fewer are an address, a date, a sum in running text
_ALIGNED = 4.0  # points by which figures of one column may stand apart
_NEARER = 1.0  # points by which a line is nearer to the next than to the last one
_MAX_SPACE = 40.0  # points of white space within a table
_FIGURE = re.compile(
    r"^[<>≥≤=±]?\s*\(?(?:Rp\.?\s*)?-?\d[\d.,\s]*(?:,-)?\)?\s*(?:%|‰|orang|unit|buah|kasus|dokumen)?\.?$|^-$",
    re.IGNORECASE,
)
_BEGINS_FIGURE = frozenset("<>≥≤=±(Rr-0123456789")
_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,4}|[A-Za-z])[.)]?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in pieces that stand apart."""

    cells: tuple[Word, ...]

    @property
    def top(self) -> float:
        return min(c.top for c in self.cells)

    @property
    def bottom(self) -> float:
        return max(c.bottom for c in self.cells)

    @property
    def figures(self) -> int:
        """Figures in columns of their own, right of the first piece."""
        return sum(
            bool(_FIGURE.match(c.text)) and not _YEAR.match(c.text) and c.text != "-" for c in self.cells[1:]
        )

    @property
    def has_text(self) -> bool:
        return any(sum(ch.isalpha() for ch in c.text) >= 3 for c in self.cells)


def _pieces(line: Sequence[Word], starts: Sequence[float] = ()) -> _Line:
    """The pieces of a line. ``starts`` are positions at which words begin below one another: there a
    narrow space after a figure parts two columns."""
    cells: list[Word] = []
    for word in line:
        gap = word.x0 - cells[-1].x1 if cells else 0.0
        if cells and gap < _CELL_GAP and not _parts(cells[-1], word, gap, starts):
            last = cells[-1]
            cells[-1] = last._replace(
                text=f"{last.text} {word.text}",
                x1=max(last.x1, word.x1),
                top=min(last.top, word.top),
                bottom=max(last.bottom, word.bottom),
            )
        else:
            cells.append(word)
    return _Line(tuple(cells))


def _parts(before: Word, word: Word, gap: float, starts: Sequence[float]) -> bool:
    """Does a word open a column right after a long figure?"""
    return (
        gap > _TIGHT * word.size
        and _AMOUNT.search(before.text) is not None
        and word.text[:1].isalpha()
        and any(abs(word.x0 - x) <= _ALIGNED / 2 for x in starts)
    )


def _may_hold_figure(line: Sequence[Word]) -> bool:
    """May a piece of a line that is not its first be a figure? Most lines of running text have no such piece,
    which their spaces tell sooner than their pieces."""
    return any(
        word.text[0] in _BEGINS_FIGURE and (word.x0 - before.x1 >= _CELL_GAP or word.text[0] in "Rr")
        for before, word in itertools.pairwise(line)
    )


def _column_starts(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where first words after an amount or after a wide space stand below one another in several lines."""
    places = sorted(
        word.x0
        for line in lines
        for before, word in itertools.pairwise(line)
        if word.text[:1].isalpha() and (word.x0 - before.x1 >= _CELL_GAP or _AMOUNT.search(before.text))
    )
    return [x for x in places if sum(abs(x - other) <= _ALIGNED / 2 for other in places) >= _MIN_ROWS]


def find_unruled(printed: Sequence[Sequence[Word]], areas: Sequence[Box]) -> list[list[Ruling]]:
    """Inferred rulings of each table without rulings among the printed lines that stand in no other table.

    ``areas`` are the tables found already: no table reaches over one.
    """
    found: list[list[Ruling]] = []
    if sum(map(_may_hold_figure, printed)) < _MIN_ROWS:
        return found
    starts = _column_starts(printed)
    lines = [_pieces(line, starts) for line in printed]
    for block in _blocks(lines, areas):
        rulings = _table(block)
        if rulings:
            found.append(rulings)
    return found


def _blocks(lines: list[_Line], areas: Sequence[Box]) -> list[list[_Line]]:
    """Runs of lines around figures in columns, with the heading lines above them."""
    blocks: list[list[_Line]] = []
    block: list[_Line] = []
    widest = max((line.cells[-1].x1 - line.cells[0].x0 for line in lines), default=0.0)
    for line in lines:
        gap = line.top - block[-1].bottom if block else 0.0
        crossed = bool(block) and any(block[-1].bottom <= a.top <= line.top for a in areas)
        prose = _is_prose(line, widest)
        if prose or crossed or gap > _MAX_SPACE or caption_start().match(line.cells[0].text):
            blocks.append(block)
            block = []
            if prose:
                continue
        block.append(line)
    blocks.append(block)
    result = []
    for run in blocks:
        trimmed = _trimmed(run)
        if sum(line.figures > 0 and line.has_text for line in trimmed) >= _MIN_ROWS:
            result.append(trimmed)
    return result


def _is_prose(line: _Line, widest: float) -> bool:
    """One piece that is nearly as wide as the widest line of the page?"""
    if len(line.cells) > 2:
        return False
    return max(c.x1 - c.x0 for c in line.cells) > 0.72 * widest and not line.figures


def _trimmed(run: list[_Line]) -> list[_Line]:
    """From the heading (at most five lines above the first figures) to the last line in columns."""
    rows = [i for i, line in enumerate(run) if line.figures and line.has_text]
    if len(rows) < _MIN_ROWS:
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


def _goes_on(run: list[_Line], last: int) -> bool:
    """Is the line after the last row the rest of a wrapped cell?"""
    row, after = run[last], run[last + 1]
    return (
        len(after.cells) == 1
        and after.top - row.bottom < 0.6 * row.cells[0].size
        and any(abs(after.cells[0].x0 - c.x0) < 4 for c in row.cells)
    )


def _wraps(run: list[_Line], last: int, index: int) -> bool:
    """Does a line go on with wrapped cells of the last row: as near as the lines of the rows above, each
    of its pieces below one that is not the first?"""
    row, above, line = run[last], run[index - 1], run[index]
    usual = min((b.top - a.bottom for a, b in itertools.pairwise(run[:last]) if not b.figures), default=0.0)
    return line.top - above.bottom <= max(usual, 0.0) + _STRIP and all(
        any(abs(piece.x0 - c.x0) < _ALIGNED for c in row.cells[1:]) for piece in line.cells
    )


def _table(block: list[_Line]) -> list[Ruling]:
    rows = [line for line in block if line.figures]
    borders = _borders(block)
    figure_columns = {
        sum(b < (c.x0 + c.x1) / 2 for b in borders)
        for line in rows
        for c in line.cells[1:]
        if _FIGURE.match(c.text)
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


def _aligned(rows: list[_Line], borders: list[float]) -> bool:
    """Do the figures of one column stand below one another: left, right or in the middle?"""
    columns: dict[int, list[Word]] = {}
    for line in rows:
        for cell in line.cells[1:]:
            if _FIGURE.match(cell.text):
                column = sum(b < (cell.x0 + cell.x1) / 2 for b in borders)
                columns.setdefault(column, []).append(cell)
    for cells in columns.values():
        for positions in (
            [c.x0 for c in cells],
            [c.x1 for c in cells],
            [(c.x0 + c.x1) / 2 for c in cells],
        ):
            near = max(sum(abs(p - q) <= _ALIGNED for q in positions) for p in positions)
            if near >= max(_MIN_ROWS, 0.6 * len(cells)):
                return True
    return False


def _borders(block: list[_Line]) -> list[float]:
    """Middles of the strips that no piece of the rows crosses. Between a heading and figures that end just
    before it there need be none: a sheet without borders sets words left and figures right in its cells."""
    first = _first_row(block)
    spans = sorted(
        (c.x0, c.x1, i >= first)
        for i, line in enumerate(block)
        if line.figures or len(line.cells) > 1
        for c in line.cells
    )
    covered: list[tuple[float, float]] = []
    ends = [-math.inf, -math.inf]  # of the headings and of the rows in the last column
    for x0, x1, body in spans:
        if covered and (x0 <= ends[body] + _STRIP or x0 <= ends[not body]):
            covered[-1] = (covered[-1][0], max(covered[-1][1], x1))
        else:
            covered.append((x0, x1))
            ends = [-math.inf, -math.inf]
        ends[body] = max(ends[body], x1)
    return [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(_under_headings(block, covered))]


def _first_row(block: list[_Line]) -> int:
    """Where the headings of a block end."""
    return next(i for i, line in enumerate(block) if line.figures and line.has_text)


def _under_headings(block: list[_Line], columns: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The columns, those joined of which one holds but a heading and the next what stands below it: a heading
    set left over figures set right need not reach over them. Where they do not come in pairs, it cannot be
    told which belong together, and they stay apart."""
    first = _first_row(block)
    holds = [
        frozenset(
            i >= first for i, line in enumerate(block) for c in line.cells if x0 <= (c.x0 + c.x1) / 2 <= x1
        )
        for x0, x1 in columns
    ]
    joined: list[tuple[float, float]] = []
    for _, group in itertools.groupby(range(len(columns)), key=lambda i: len(holds[i]) == 1):
        run = list(group)
        paired = len(run) % 2 == 0 and all(holds[i] != holds[j] for i, j in itertools.pairwise(run))
        if paired and len(holds[run[0]]) == 1:
            joined += [(columns[i][0], columns[i + 1][1]) for i in run[::2]]
        else:
            joined += [columns[i] for i in run]
    return joined


def _levels(block: list[_Line]) -> list[float]:
    """Where rows begin, and the end of the last one."""
    first = _first_row(block)
    levels = [block[0].top - 1]
    waiting = _numbered(block[0]) and not block[0].figures  # a numbered row whose figures are still to come
    opens = False
    for index, line in enumerate(block):
        if index == 0:
            continue
        above = block[index - 1]
        numbered = _numbered(line)
        opened, opens = opens, False
        if index < first:
            own = line.top - above.bottom > 0.8 * line.cells[0].size
        else:
            # Figures set beside the last line of a wrapped name belong to the row that its number opened.
            opens = _opens_below(block, index)
            own = opens or (not opened and (numbered or (bool(line.figures) and not waiting)))
        if own or (index == first and not waiting):
            levels.append((max(above.bottom, levels[-1] + 1) + line.top) / 2)
            waiting = opens or (numbered and not line.figures)
        elif line.figures:
            waiting = False
    levels.append(block[-1].bottom + 1)
    return levels


def _opens_below(block: list[_Line], index: int) -> bool:
    """Does a line of words begin the row of the next line, whose figures or number stand in the middle or at
    the end of a name on several lines? The next line has no name, or its name goes on there: the line is
    nearer to it than to the row above."""
    if index + 1 >= len(block):
        return False
    above, line, below = block[index - 1 : index + 2]
    if len(line.cells) > 1 or line.figures or not line.has_text or _numbered(line):
        return False
    name = line.cells[0]
    if not (below.figures or _numbered(below)) or name.x0 < below.cells[0].x0 - _ALIGNED:
        return False
    if not any(c.x0 < name.x1 and name.x0 < c.x1 for c in below.cells):
        return True
    goes_on = any(abs(c.x0 - name.x0) <= _ALIGNED for c in below.cells)
    return goes_on and below.top - line.bottom < line.top - above.bottom - _NEARER


def _numbered(line: _Line) -> bool:
    return _NUMBER.match(line.cells[0].text.split()[0]) is not None
