"""Tables of any matter told by how their words stand: in columns below one another, rules or not.

:mod:`extractor.tables.unruled` asks for figures in rows as reports print them, because an audit must not
take a list for a table. Who asks for every table as drawn also wants those of words, of sparse figures and
with groups. A run of lines in several pieces is a table if the pieces are short, strips of white part them
into columns, and the pieces of each column begin, end or are centred below one another.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractor.model import Box
from extractor.reading import Ruling, Word
from extractor.reading.page import group_lines
from extractor.tables.stripes import under_headings

_GAP = 0.85
"""Of the font size: the least space between two pieces of a line. Justified text spreads its words to 0.7,
the columns of a tight table stand 1.0 apart."""
_NARROW = 0.45  # of the font size, right of a figure: wider than any space within a figure
_STRIP = 2.5  # points of a strip between two columns
_MIN_LINES = 3  # lines in several pieces
_CROSSING = 0.12  # share of the lines that may cross a strip: headings of several columns, notes
_PIECE_WORDS = 4.5  # words of a piece on average; the columns of a newspaper have six and more
_LOWER, _LINE_WORDS = 0.4, 7.0
"""Share of pieces that begin in lower case, and words of a line, of justified text that seems to stand in
columns; the cells of a table begin with capitals and figures, or its lines are short."""
_TEXT_WORDS = 9  # words of a line in one piece that is running text
_ALIGNED = 3.0  # points by which the pieces of one column may stand apart
_MOST = 0.6  # share of a column's pieces that stand below one another
_FAR = 2.6  # line heights of white between two lines of one table
_LOOSE = 1.2  # of the least distance of two lines: between rows whose cells have several lines
_TIGHT_HEAD = 1.45  # of the font size: the distance of the lines of one heading
_FULL = 0.75  # of a column's width: a line that long may have been broken before a capital
_ROW_LINES = 2.5  # lines of a row on average; more are lists within the cells of one row
_NEW = 0.2  # share of the first lines that may look like the rest of a cell
_PADDING = 3.0  # points between text and the border of its cell
_HEADS = 4  # lines that a heading has at most
_FIGURE = re.compile(
    r"^[^\w(-]{0,3}\(?[-–−+]?\d[\d.,\s]*(?:,-)?\)?\s*[%‰)*]?$|^[-–—.*:]{1,3}$|^n/?a$", re.IGNORECASE
)
_MARK = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4}|[a-zA-Z])[.)]?|[^\w%])$")
_MONEY = re.compile(r"(?:Rp|US\$|[$€£¥]|EUR|USD|IDR)\.?")
_MONEY_GAP = 40.0  # points; the amount is set to the right end of the column, its sign to the left
_FORM = re.compile(r"^[:=]\s*")  # "Name : ..." is a form to fill in
_PAGE = re.compile(r"^(?:[IVX]{1,5}\s?[-–.]\s?)?\d{1,3}$|^[ivxl]{1,6}$|^[IVX]{1,4}\s?[-–]\s?\d{1,3}$")
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}|[a-zA-Z])[.)]\s")
_LEADER = re.compile(r"(?:\.\s?){5,}$|…$")


@dataclass(frozen=True)
class _Line:
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
        return any(_FIGURE.match(c.text) for c in self.cells[1:])


def find_aligned(words: Sequence[Word], areas: Sequence[Box]) -> list[list[Ruling]]:
    """Inferred rulings of each table among words that stand in no other table. No table reaches over one
    of ``areas``, the tables found already."""
    printed = group_lines(w for w in words if w.angle == 0)
    starts = _starts(printed)
    lines = [_pieces(line, starts) for line in printed]
    found = []
    for run in _runs(lines, areas):
        rulings = _table(run)
        if rulings:
            found.append(rulings)
    return found


def _starts(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where words begin below one another after figures, in several lines."""
    places = sorted(
        word.x0
        for line in lines
        for i, (before, word) in enumerate(pairwise(line))
        if word.x0 - before.x1 >= _NARROW * word.size and _is_figure(before, first=i == 0)
    )
    return [x for x in places if bisect_right(places, x + 1) - bisect_left(places, x - 1) >= _MIN_LINES]


def _pieces(line: Sequence[Word], starts: Sequence[float]) -> _Line:
    cells: list[Word] = []
    for word in line:
        if cells and _joins(cells[-1], word, starts, first=len(cells) == 1):
            cells[-1] = _one(cells[-1], word)
        else:
            cells.append(word)
    return _Line(tuple(cells), tuple(line))


def _one(piece: Word, word: Word) -> Word:
    """A piece with the word that follows it."""
    return piece._replace(
        text=f"{piece.text} {word.text}",
        x1=max(piece.x1, word.x1),
        top=min(piece.top, word.top),
        bottom=max(piece.bottom, word.bottom),
    )


def _parted(line: _Line, borders: Sequence[float]) -> _Line:
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
    return _Line(tuple(cells), line.printed)


def _joins(before: Word, word: Word, starts: Sequence[float], *, first: bool) -> bool:
    """Does a word go on with the piece before it? A sign of money stands apart from its amount; right of
    a figure another column may begin close by."""
    gap = word.x0 - before.x1
    if _MONEY.fullmatch(before.text) and _FIGURE.match(word.text):
        return gap < _MONEY_GAP
    figure = gap >= _NARROW * word.size and _is_figure(before, first=first)
    if figure and (_FIGURE.match(word.text) or _near(word.x0, starts)):
        return False
    return gap < _GAP * word.size and not _LEADER.search(before.text)


def _is_figure(word: Word, *, first: bool) -> bool:
    """Is a piece a figure, not the number with which its line begins?"""
    text = _MONEY.sub("", word.text, count=1).strip()
    return _FIGURE.match(text) is not None and not (first and _MARK.match(text))


def _near(x: float, starts: Sequence[float]) -> bool:
    return any(abs(x - start) <= 1 for start in starts)


def _runs(lines: Sequence[_Line], areas: Sequence[Box]) -> list[list[_Line]]:
    """Runs of lines that hold together, from the first in several pieces to the last and what wraps on."""
    runs: list[list[_Line]] = [[]]
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


def _trimmed(run: list[_Line]) -> list[_Line]:
    several = [i for i, line in enumerate(run) if len(line.cells) > 1]
    if len(several) < _MIN_LINES:
        return []
    end = several[-1] + 1
    while end < len(run) and _wraps_on(run[several[-1]], run[end - 1], run[end]):
        end += 1
    return run[several[0] : end]


def _wraps_on(row: _Line, above: _Line, line: _Line) -> bool:
    """Does a line after the last row go on with one of its cells: close below it, in lower case?"""
    cell = line.cells[0]
    return (
        line.top - above.bottom < 0.6 * cell.size
        and cell.text[:1].islower()
        and any(abs(cell.x0 - c.x0) < _ALIGNED for c in row.cells)
    )


def _table(run: list[_Line]) -> list[Ruling]:
    borders = _borders(run)
    if not borders or not _is_table(run, borders):
        return []
    run = [_parted(line, borders) for line in run]
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


def _borders(run: Sequence[_Line]) -> list[float]:
    """Middles of the strips that hardly any line crosses."""
    lines = [line for line in run if len(line.cells) > 1]
    allowed = max(1, int(_CROSSING * len(lines))) if len(lines) > _MIN_LINES else 0
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


def _clearest(lines: Sequence[_Line], low: float, high: float) -> float | None:
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


def _is_table(run: Sequence[_Line], borders: Sequence[float]) -> bool:
    lines = [line for line in run if len(line.cells) > 1]
    pieces = [c for line in lines for c in line.cells]
    if len(lines) < 0.4 * len(run):
        return False
    if sum(len(c.text.split()) for c in pieces) > _PIECE_WORDS * len(pieces):
        return False
    columns: dict[int, list[Word]] = {}
    for cell in pieces:
        columns.setdefault(_column(cell, borders), []).append(cell)
    held = {c: cells for c, cells in columns.items() if len(cells) >= _MIN_LINES}
    lists = [c for c, cells in held.items() if _share(_MARK, cells) > _MOST and c == 0]
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
    if any(_LEADER.search(c.text) for c in pieces):
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


def _column(cell: Word, borders: Sequence[float]) -> int:
    return sum(b < (cell.x0 + cell.x1) / 2 for b in borders)


# ------------------------------------------------------------------------------------------------ rows


def row_starts(lines: Sequence[Sequence[Word]], borders: Sequence[float]) -> list[int]:
    """At which of the lines of a table a row begins. Lines hold the pieces of their cells; 0 is always a
    start."""
    body = [_Line(tuple(cells)) for cells in lines]
    held = [{_column(c, borders) for c in line.cells} for line in body]
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


def _head_starts(lines: Sequence[_Line], borders: Sequence[float]) -> list[int]:
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


def _widths(lines: Sequence[_Line], borders: Sequence[float]) -> dict[int, tuple[float, float]]:
    """From where to where the pieces of each column stand; those over a border aside."""
    extents: dict[int, tuple[float, float]] = {}
    for line in lines:
        for c in line.cells:
            if not any(c.x0 < x < c.x1 for x in borders):
                low, high = extents.get(_column(c, borders), (c.x0, c.x1))
                extents[_column(c, borders)] = min(low, c.x0), max(high, c.x1)
    return extents


def _goes_on(
    lines: Sequence[_Line],
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
        return name.text[:1].islower() and _column(name, borders) == 0 and not any(x.figures for x in row)
    if not _fewer(held, start, index) or _opens_next(lines, start, index, borders):
        return False
    if line.top - lines[index - 1].bottom > 0.8 * name.size:
        return False
    return all(_broken(row, cell, borders, widths) for cell in line.cells)


def _opens_next(lines: Sequence[_Line], start: int, index: int, borders: Sequence[float]) -> bool:
    """Does a name begin in a line whose figures stand beside a later line of it, while the row above has
    its figures?"""
    if lines[index].cells[0].text[:1].islower() or not any(x.figures for x in lines[start:index]):
        return False
    for line in lines[index + 1 :]:
        if not line.cells[0].text[:1].islower() or _column(line.cells[0], borders) != 0:
            return False
        if line.figures:
            return True
    return False


def _broken(
    row: Sequence[_Line], cell: Word, borders: Sequence[float], widths: dict[int, tuple[float, float]]
) -> bool:
    """Is a piece the rest of its column in a row: in lower case after a capital, or after a line that had no
    room for it?"""
    column = _column(cell, borders)
    held = [c for line in row for c in line.cells if _column(c, borders) == column]
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
        lines = [_pieces_in(line, borders) for line in group_lines(words)]
        starts = row_starts([line.cells for line in lines], borders) if len(lines) >= _MIN_LINES else []
        if _several_rows(lines, starts, xs, heading=index == 0):
            levels = [(lines[i - 1].bottom + lines[i].top) / 2 for i in starts[1:]]
            found.append([y for y in levels if top < y < bottom])
    return [y for levels in found for y in levels] if 2 * len(found) >= len(bands) - 1 else []


def _pieces_in(line: Sequence[Word], borders: Sequence[float]) -> _Line:
    """The words of a line by column."""
    cells: list[Word] = []
    for word in line:
        if cells and _column(cells[-1], borders) == _column(word, borders):
            cells[-1] = _one(cells[-1], word)
        else:
            cells.append(word)
    return _Line(tuple(cells))


def _several_rows(
    lines: Sequence[_Line], starts: Sequence[int], xs: Sequence[float], *, heading: bool
) -> bool:
    """Do several rows stand in one: figures below one another, or lines of words that begin anew?"""
    if len(starts) < _MIN_LINES or len(lines) > _ROW_LINES * len(starts):
        return False
    borders = xs[1:-1]
    figures: dict[int, int] = {}
    for line in lines:
        for c in line.cells[1:]:
            if _FIGURE.match(c.text) and any(ch.isdigit() for ch in c.text):
                figures[_column(c, borders)] = figures.get(_column(c, borders), 0) + 1
    listed = sum(line.figures for line in lines) >= _MOST * len(starts)
    if listed and sum(n >= _MIN_LINES for n in figures.values()) >= min(2, len(borders)):
        return True
    widths = {c: (low, right - _PADDING) for c, (low, right) in enumerate(pairwise(xs))}
    rows = [(lines[a:b], lines[b]) for a, b in pairwise(starts)]
    pieces = [(row, c) for row, line in rows for c in line.cells if not _FIGURE.match(c.text)]
    broken = sum(_broken(above, c, borders, widths) for above, c in pieces)
    lower = sum(lines[i].cells[0].text[:1].islower() for i in starts)
    full = sum(len(lines[i].cells) > 1 for i in starts)
    return (
        not heading
        and broken <= _NEW * len(pieces)
        and lower <= _NEW * len(starts)
        and full >= _FULL * len(starts)
    )
