"""Several indicators in one row, with a figure for each in the other cells of the row, taken apart.

Agencies put all indicators of a sasaran into one cell, numbered, each on lines of its own, and their targets
below each other in the next cell; or they break one indicator down into parts (a., b.; S1, S2) whose figures
stand line by line. Such a row becomes one row for each indicator or part. Where the numbers of items and of
figures disagree, the row stays as it is, and its figures are reported unread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.model import Box
from extractor.tables.amounts import is_missing
from extractor.tables.columns import MEASURES
from extractor.tables.grid import GridCell
from extractor.tables.items import (
    cut_cell,
    figures_in,
    first_label,
    follows,
    items_in,
    last_label,
    levelled,
    parts_in,
)
from extractor.tables.labelled import labelled_parts

Row = Sequence[GridCell | None]

_MOST_ITEMS = 30
_SHORT = 12  # letters of a unit or category; a longer line is text that is not one line for each item
_FIGURES = frozenset(MEASURES) - {"kategori"}
_MONEY = frozenset({"anggaran", "realisasi_anggaran", "serapan"})
_OF_ALL = frozenset({"capaian", "capaian_akhir", "efisiensi"})
"""Measures that a table may give once for all indicators of a sasaran."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table that matter here: of names (of indicators, or of programmes with their money),
    and of their figures."""

    subject: int
    measures: tuple[int, ...]
    fields: tuple[str | None, ...]


def spread(rows: Sequence[Row], fields: Sequence[str | None] | None) -> list[Row]:
    """The rows, those of several indicators taken apart. Without ``fields`` they are left as they are."""
    if fields is None:
        return list(rows)
    result = list(rows)
    for columns in _columns(fields):
        result = _spread(result, columns)
    return result


def _spread(rows: Sequence[Row], columns: _Columns) -> list[Row]:
    result: list[Row] = []
    for row in rows:
        before = result[-1] if result else None
        joined = _list_over_break(before, row, columns) if before is not None else None
        if joined:
            result[-1:] = joined
        else:
            result.extend(_apart(row, columns))
    return result


def _columns(fields: Sequence[str | None]) -> list[_Columns]:
    """The columns of indicators with their figures; in a table of both, those of programmes with their
    money apart."""
    measures = tuple(c for c, f in enumerate(fields) if f in _FIGURES)
    money = tuple(c for c in measures if fields[c] in _MONEY)
    indicators = [c for c, f in enumerate(fields) if f == "indikator"]
    lines = [c for c, f in enumerate(fields) if f in ("program", "kegiatan", "uraian")]
    if indicators and lines and money:
        sets = [(indicators, tuple(c for c in measures if c not in money)), (lines, money)]
    else:
        sets = [(indicators or lines, measures)]
    found = []
    for named, figures in sets:
        if named and figures:
            subject = max((c for c in named if c < figures[0]), default=named[0])
            found.append(_Columns(subject, figures, tuple(fields)))
    return found


def _figures(row: Row, columns: _Columns) -> dict[int, list[str]]:
    """The figures of each measure's cell that holds nothing but figures."""
    return {
        c: found
        for c in columns.measures
        if (cell := row[c]) is not None and not is_missing(cell.text) and (found := figures_in(cell))
    }


def _apart(row: Row, columns: _Columns) -> list[Row]:
    names = row[columns.subject]
    if names is None or not names.text:
        return [row]
    labelled = labelled_parts(row, columns.subject, columns.measures)
    if labelled is not None:
        return labelled
    lists = _figures(row, columns)
    count = max((len(found) for found in lists.values()), default=0)
    if count < 2 or count > _MOST_ITEMS:
        return [row]
    alone = {c for c, found in lists.items() if len(found) == 1 and columns.fields[c] in _OF_ALL}
    if all(len(found) == count or c in alone for c, found in lists.items()):
        items = items_in(names, count) or levelled(names, _levels(row, lists, count))
        if items is not None:
            return _cut(row, columns, items, {c: found for c, found in lists.items() if c not in alone})
    return _broken_down(row, columns, lists, count) or [row]


def _levels(row: Row, lists: Mapping[int, Sequence[str]], count: int) -> list[Sequence[Box]]:
    """Where the figures of each cell stand that holds each on a line of its own."""
    return [
        cell.boxes
        for c, found in lists.items()
        if len(found) == count and (cell := row[c]) is not None and len(cell.boxes) == count
    ]


def _cut(row: Row, columns: _Columns, items: Sequence[str], lists: Mapping[int, Sequence[str]]) -> list[Row]:
    """One row for each item; cells that are no list of so many stand in each of them, as merged cells do."""
    count = len(items)
    pieces: dict[int, list[GridCell]] = {}
    for cell in {id(c): c for c in row if c is not None}.values():
        at = next(c for c, other in enumerate(row) if other is cell)
        texts: Sequence[str] | None = lists.get(at)
        if at == columns.subject:
            texts = items
        elif not texts and len(cell.lines) == count and len(cell.text) < _SHORT * count:
            texts = cell.lines  # units, categories, numbers
        pieces[id(cell)] = cut_cell(cell, texts) if texts else [cell] * count
    return [tuple(None if c is None else pieces[id(c)][k] for c in row) for k in range(count)]


def _broken_down(
    row: Row, columns: _Columns, lists: Mapping[int, Sequence[str]], count: int
) -> list[Row] | None:
    """An indicator and its parts, by the lines of its cell: as many figures as parts, or one more, the first
    being that of the indicator as a whole. A lone figure is the whole's."""
    names = row[columns.subject]
    for parts in {count, count - 1} - {1} if names else ():
        found = parts_in(names, parts) if names else None
        if found is None or any(len(f) not in (1, parts, parts + 1) for f in lists.values()):
            continue
        head, labels = found
        whole = any(len(f) in (1, parts + 1) for f in lists.values())
        pieces: dict[int, list[GridCell]] = {}
        for cell in {id(c): c for c in row if c is not None}.values():
            at = next(c for c, other in enumerate(row) if other is cell)
            texts: Sequence[str] = lists.get(at, ())
            if at == columns.subject:
                texts = [head, *labels]
            elif not texts and len(cell.lines) in (parts, parts + 1) and len(cell.text) < _SHORT * count:
                texts = cell.lines
            made = cut_cell(cell, texts) if len(texts) > 1 else [cell]
            if at in lists or len(made) > 1:
                empty = replace(cell, lines=(), text="", boxes=())
                made = [empty, *made] if len(made) == parts else [*made, *[empty] * (parts + 1 - len(made))]
            else:
                made = made * (parts + 1)
            pieces[id(cell)] = made
        rows: list[Row] = [
            tuple(None if c is None else pieces[id(c)][k] for c in row) for k in range(parts + 1)
        ]
        return rows if whole else rows[1:]
    return None


def _list_over_break(above: Row, below: Row, columns: _Columns) -> list[Row] | None:
    """A list of parts that the page break cut, its figures elsewhere than its names: 'a.' with two figures
    on one page, 'b.' and 'c.' with one on the next. None unless only both together agree."""
    first, second = above[columns.subject], below[columns.subject]
    if first is None or second is None or first is second or first.page >= second.page:
        return None
    start = first_label(second)
    if start is None or not follows(last_label(first), start):
        return None
    upper, lower = _figures(above, columns), _figures(below, columns)
    if not upper or upper.keys() != lower.keys():
        return None
    together = {c: [*upper[c], *lower[c]] for c in upper}
    count = len(next(iter(together.values())))
    if any(len(found) != count for found in together.values()):
        return None
    for parts in range(1, count):
        head, tail = parts_in(first, parts), items_in(second, count - parts)
        if head is None or tail is None:
            continue
        if all(len(found) == parts for found in upper.values()):
            return None  # each page agrees by itself
        names = [*cut_cell(first, [head[0], *head[1]])[1:], *cut_cell(second, tail)]
        pieces = {c: _parts_over(above[c], upper[c], below[c], lower[c]) for c in together}
        pieces[columns.subject] = names
        return [
            tuple(pieces[c][k] if c in pieces else cell for c, cell in enumerate(above)) for k in range(count)
        ]
    return None


def _parts_over(
    above: GridCell | None, upper: Sequence[str], below: GridCell | None, lower: Sequence[str]
) -> list[GridCell]:
    return [p for cell, texts in ((above, upper), (below, lower)) if cell for p in cut_cell(cell, texts)]
