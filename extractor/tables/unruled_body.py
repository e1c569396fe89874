"""The body of a table without rulings: its columns, its heading, and its rows by where names stand against
figures (see :mod:`extractor.tables.told_rows`)."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.reading import Ruling, Word
from extractor.tables.told_rows import Rows, anchors_of, tell_rows
from extractor.tables.unruled_lines import (
    ALIGNED,
    FIGURE,
    MIN_ROWS,
    STRIP,
    Line,
    column_starts,
    levelled,
    parted,
    pieces,
)
from extractor.tables.wordings import closest, is_sure

_TOUCH = 3.0  # points by which the boxes of two lines may overlap
_NEAR = 0.7  # of the font size: white space between two lines of one cell, at most
_HEADING = 5  # lines of a heading
_SEVERAL = 4  # words of two headings that nearly touch; one over several columns has fewer
_KNOWN = 2  # headings that tell a table of one or two rows from an address or a sum in running text
_NAME_LINES = 6  # lines of a name above or below the figures of its row
_NOTE = re.compile(r"(?:sumber|catatan|keterangan|ket)\b.{0,3}:|\*", re.I)
_GRADE = re.compile(r"[A-Z]{1,3}[+-]?|-")
_FIGURES = 0.5  # share of the pieces of a column of figures that are figures


@dataclass(frozen=True, slots=True)
class _Columns:
    """Borders between the columns, and which of the columns hold figures."""

    borders: tuple[float, ...]
    values: frozenset[int]
    strips: tuple[tuple[float, float], ...] = ()

    def of(self, piece: Word) -> int:
        return self.at((piece.x0 + piece.x1) / 2)

    def at(self, x: float) -> int:
        return sum(b < x for b in self.borders)

    def beside(self, heading: Sequence[Word]) -> _Columns:
        """The columns with their borders put where no heading that fits between the columns stands."""
        borders = []
        for x0, x1 in self.strips:
            ends = [p.x1 for p in heading if p.x0 < x0 < p.x1 < x1]
            begins = [p.x0 for p in heading if x0 < p.x0 < x1 < p.x1]
            low, high = max([x0, *ends]), min([x1, *begins])
            borders.append((low + high) / 2 if low < high else (x0 + x1) / 2)
        return replace(self, borders=tuple(borders))

    def crossed_by(self, piece: Word) -> bool:
        return any(piece.x0 < b - 1 and piece.x1 > b + 1 for b in self.borders)


def body_rulings(run: Sequence[Line]) -> list[Ruling]:
    """The rulings of the table of a run of lines whose rows can be told; none if they cannot."""
    rows = [i for i, line in enumerate(run) if line.figures]
    first, last = rows[0], rows[-1]
    columns = _columns(run, first, last)
    if columns is None:
        return []
    few = len(rows) < MIN_ROWS
    while first > 0 and (above := _graded(run, first, columns)) is not None:
        first = above
    run = [*(_as_headings(line, columns) for line in run[:first]), *run[first:]]
    top = _heading_end(run, first, columns)
    start = _heading_start(run, top, columns) if top is not None else first
    columns = columns.beside([p for line in run[start:top] for p in line.cells])
    end = _end(run, last, columns)
    if few and (top is None or not _is_known(run[start:top], columns)):
        return []
    begins = [top] if top is not None else [first, *_names_above(run, first, columns)]
    for begin in begins:
        body = run[begin:end]
        told = _told(body, columns)
        if told is not None:
            return _rulings(run[min(start, begin) : begin], body, columns, told)
    return []


def wrapped_rulings(printed: Sequence[Sequence[Word]]) -> list[Ruling]:
    """The same for printed lines that are one table, where some names go over several lines; else none."""
    starts = column_starts(printed)
    lines = [pieces(level, starts) for line in printed for level in levelled(line)]
    first = next((i for i, line in enumerate(lines) if line.figures), len(lines))
    if all(line.figures for line in lines[first:]) or sum(line.figures > 0 for line in lines) < MIN_ROWS:
        return []
    return body_rulings(lines)


def _columns(run: Sequence[Line], first: int, last: int) -> _Columns | None:
    """The columns of the lines from the first figures to the last."""
    lines = run[first : last + 1]
    spans = _spans([c for line in lines if line.figures or len(line.cells) > 1 for c in line.cells])
    beside = _names_beside(run, first, last)
    for line in [*beside, *lines]:
        if not line.figures and len(line.cells) == 1:
            piece = line.cells[0]
            met = [s for s in spans if piece.x0 < s[1] + STRIP and s[0] - STRIP < piece.x1]
            if len(met) <= 1:
                spans = _joined([*spans, (piece.x0, piece.x1)])
    if len(spans) < 2:
        return None
    strips = tuple((a[1], b[0]) for a, b in itertools.pairwise(spans))
    columns = _Columns(tuple((a + b) / 2 for a, b in strips), frozenset())
    held: dict[int, list[Word]] = defaultdict(list)
    for line in [*beside, *lines]:
        for piece in line.cells:
            if not columns.crossed_by(piece):
                held[columns.of(piece)].append(piece)
    values = {
        c
        for c, pieces in held.items()
        if c > 0 and sum(bool(FIGURE.match(p.text)) for p in pieces) >= _FIGURES * len(pieces)
    }
    names = [c for c in held if c not in values and sum(ch.isalpha() for p in held[c] for ch in p.text) > 3]
    values = {c for c in values if names and c > min(names)}
    few = sum(line.figures > 0 for line in lines) < MIN_ROWS
    if not values or not (few or any(_aligned([p for p in held[c] if FIGURE.match(p.text)]) for c in values)):
        return None
    return replace(columns, values=frozenset(values), strips=strips)


def _names_beside(run: Sequence[Line], first: int, last: int) -> list[Line]:
    """The lines close above the first figures and below the last that stand alone, as those of a name do."""
    result = []
    for at, step in ((first, -1), (last, 1)):
        for _ in range(_NAME_LINES):
            at += step
            if not 0 <= at < len(run) or len(run[at].cells) > 1:
                break
            upper, lower = sorted((run[at], run[at - step]), key=lambda line: line.top)
            if lower.top - upper.bottom > _NEAR * lower.cells[0].size:
                break
            result.append(run[at])
    return result


def _spans(pieces: Sequence[Word]) -> list[tuple[float, float]]:
    return _joined([(p.x0, p.x1) for p in pieces])


def _joined(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans that nearly touch as one, from left to right."""
    result: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if result and x0 <= result[-1][1] + STRIP:
            result[-1] = (result[-1][0], max(result[-1][1], x1))
        else:
            result.append((x0, x1))
    return result


def _aligned(cells: Sequence[Word]) -> bool:
    """Do figures stand below one another: left, right or in the middle?"""
    for positions in ([c.x0 for c in cells], [c.x1 for c in cells], [(c.x0 + c.x1) / 2 for c in cells]):
        near = max((sum(abs(p - q) <= ALIGNED for q in positions) for p in positions), default=0)
        if near >= max(MIN_ROWS, 0.6 * len(cells)):
            return True
    return False


def _graded(run: Sequence[Line], first: int, columns: _Columns) -> int | None:
    """A line just above the first figures that has grades in all columns of figures ('WTP', 'BB')."""
    for index in range(first - 1, max(first - 3, -1), -1):
        line = run[index]
        over = {columns.of(p): p.text for p in line.cells if columns.of(p) in columns.values}
        if over:
            whole = over.keys() == columns.values and len(over) < len(line.cells)
            return index if whole and all(_GRADE.fullmatch(text) for text in over.values()) else None
    return None


def _heading_end(run: Sequence[Line], first: int, columns: _Columns) -> int | None:
    """The line after the heading: the nearest lines above the first figures with a piece over them, one of
    them in several pieces."""
    floor: float | None = None
    for index in range(first - 1, max(first - _NAME_LINES, 0) - 1, -1):
        line, below = run[index], run[index + 1]
        over = any(columns.of(p) in columns.values for p in line.cells)
        if over and floor is None:
            floor = line.bottom
        if over and floor is not None and len(line.cells) > 1:
            return next(i for i in range(index + 1, first + 1) if _middle(run[i]) > floor)
        if below.top - line.bottom > 2 * _NEAR * line.cells[0].size:
            return None
    return None


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _as_headings(line: Line, columns: _Columns) -> Line:
    """A line above the figures, headings that nearly touch parted."""
    over = [cell for cell in line.cells if columns.at(cell.x0) in columns.values]
    several = any(len(cell.text.split()) >= _SEVERAL for cell in over)
    return parted(line, columns.strips) if several else line


def _is_known(heading: Sequence[Line], columns: _Columns) -> bool:
    """Does a heading name what stands below it: two fields at least, one of them over figures?"""
    texts: dict[int, str] = defaultdict(str)
    for line in heading:
        for piece in line.cells:
            texts[columns.of(piece)] += f" {piece.text}"
    known = set()
    for column, text in texts.items():
        name, score = closest(text.strip())
        if name not in (None, "no") and is_sure(score):
            known.add(column)
    titled = not any(text.strip()[:1].islower() for text in texts.values())
    return titled and len(known) >= max(_KNOWN, len(texts) / 2) and bool(known & columns.values)


def _heading_start(run: Sequence[Line], end: int, columns: _Columns) -> int:
    start = end
    while start > 0 and end - start < _HEADING and _heads(run[start - 1], run[start], columns):
        start -= 1
    return start


def _heads(line: Line, below: Line, columns: _Columns) -> bool:
    """Is a line one of the heading: in pieces, or a piece close above it that stands over figures only?"""
    if len(line.cells) >= 2:
        return True
    near = below.top - line.bottom <= _NEAR * line.cells[0].size
    return near and columns.at(line.cells[0].x0) in columns.values


def _names_above(run: Sequence[Line], first: int, columns: _Columns) -> list[int]:
    """Where the first row may begin without a heading: the lines of a name close above its figures."""
    result = []
    for index in range(first - 1, max(first - _NAME_LINES, 0) - 1, -1):
        near = run[index + 1].top - run[index].bottom <= _NEAR * run[index].cells[0].size
        if not near or any(columns.crossed_by(p) for p in run[index].cells):
            break
        result.append(index)
    return result


def _end(run: Sequence[Line], last: int, columns: _Columns) -> int:
    """The end of what may be lines of the last row."""
    end = last + 1
    while end < len(run) and end - last <= _NAME_LINES:
        above, line = run[end - 1], run[end]
        if (
            line.top - above.bottom > _NEAR * line.cells[0].size
            or any(columns.crossed_by(p) or columns.of(p) in columns.values for p in line.cells)
            or _NOTE.match(line.cells[0].text)
        ):
            break
        end += 1
    return end


def _told(body: Sequence[Line], columns: _Columns) -> Rows | None:
    held: dict[int, list[Word]] = defaultdict(list)
    values: list[Word] = []
    for line in body:
        if len(line.cells) == 1 and columns.crossed_by(line.cells[0]):
            return None  # a heading between rows: the rows around it are told by their figures
        for piece in line.cells:
            held[columns.of(piece)].append(piece)
    for c in columns.values:
        values += [p for p in held[c] if not _is_unit(p, held[c])]
    texts = [held[c] if c not in columns.values else [] for c in range(len(columns.borders) + 1)]
    texts += [held[c] for c in columns.values if any(_is_unit(p, held[c]) for p in held[c])]
    return tell_rows(texts, anchors_of(values), min(columns.values))


def _is_unit(piece: Word, column: Sequence[Word]) -> bool:
    """Is a piece the second line of a cell, words close below a figure ('88,40' over 'persen')?"""
    return not (FIGURE.match(piece.text) or _GRADE.fullmatch(piece.text)) and any(
        FIGURE.match(p.text) and -_TOUCH <= piece.top - p.bottom <= _NEAR * piece.size for p in column
    )


def _rulings(heading: Sequence[Line], body: Sequence[Line], columns: _Columns, rows: Rows) -> list[Ruling]:
    cells = [c for line in (*heading, *body) for c in line.cells]
    left, right = min(c.x0 for c in cells) - 2, max(c.x1 for c in cells) + 2
    edges = [left, *columns.borders, right]
    levels = []
    if heading:
        levels.append(heading[0].top - 1)
        for above, line in itertools.pairwise(heading):
            if line.top - above.bottom > 0.8 * line.cells[0].size:
                levels.append((above.bottom + line.top) / 2)
        levels.append((max(max(x.bottom for x in heading), levels[-1] + 1) + rows.top) / 2)
    else:
        levels.append(rows.top - 1)
    at = len(levels)
    levels += [*rows.levels, rows.bottom + 1]
    merged = {(c, at + k) for c, k in rows.merged}
    rulings = [
        Ruling(a, y, b, y)
        for k, y in enumerate(levels)
        for c, (a, b) in enumerate(itertools.pairwise(edges))
        if (c, k) not in merged
    ]
    rulings += [Ruling(x, levels[0], x, levels[-1]) for x in (left, right)]
    for top, bottom in itertools.pairwise(levels):
        inside = [c for c in cells if top <= (c.top + c.bottom) / 2 < bottom]
        for x in columns.borders:
            if not any(c.x0 < x - 1 and c.x1 > x + 1 for c in inside):
                rulings.append(Ruling(x, top, x, bottom))
    return rulings
