"""Tables whose measures stand in rows: 'Target', 'Realisasi' and 'Capaian' below one another, and years or
the indicators themselves side by side. They are turned, so that each indicator has one row with its figures.

Nothing else is to know of such tables: a row of 'Target' read as an indicator's would give its figures a
wrong name or a wrong measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.tables.about import begins_as_indicator
from extractor.tables.amounts import is_figure, is_missing
from extractor.tables.columns import MEASURES, SUBJECTS
from extractor.tables.grid import Grid, GridCell
from extractor.tables.headers import Header
from extractor.tables.times import year_in
from extractor.tables.wordings import closest, is_heading, is_sure, mentions

Row = Sequence[GridCell | None]

_LABELS = frozenset(MEASURES) | {"satuan", "capaian_tahun_lalu"}
_LONGEST = 40  # characters of a label; 'Persentase Capaian Kinerja (%)' has 30
_MOSTLY = 0.6  # share of the cells beside the labels that hold figures
_MOST_HEADING_ROWS = 4
_MAYBE = re.compile("target|realisasi|capaian|anggaran|pagu|satuan", re.I)


@dataclass(frozen=True, slots=True)
class _Turned:
    """Where a table holds what: the column of labels, the first row with one, the columns of figures."""

    labels: int
    first: int
    figures: tuple[int, ...]
    years: bool = False  # the labels are years, and the measures stand in the heading


def turned(grid: Grid) -> tuple[Grid, Header] | None:
    """The grid with a row for each indicator and a column for each measure (and year), with its header; None
    if the measures of its rows stand in columns, as they mostly do."""
    found = _find(grid.rows) or _find_years(grid.rows)
    if found is None:
        return None
    headings = [_heading(grid.rows[: found.first], c) for c in range(grid.width)]
    over = [headings[c] for c in found.figures]
    if all(len(texts) > 1 and not is_heading(texts[0]) and is_heading(texts[-1]) for texts in over):
        return _by_names(grid, found, headings)
    if found.years or any(_measure(text) for texts in over for text in texts):
        return None  # columns with measures of their own
    if all(texts and all(is_heading(t) or mentions(t, "quarter") for t in texts) for texts in over):
        return _by_blocks(grid, found, headings)
    if all(texts and not (is_heading(texts[-1]) or mentions(texts[-1], "quarter")) for texts in over):
        return _by_columns(grid, found, headings)
    return None


def _measure(text: str) -> str | None:
    """The measure that a label names and nothing else."""
    if not text or len(text) > _LONGEST:
        return None
    field, score = closest(text)
    return field if is_sure(score) and field in _LABELS else None


def _find(rows: Sequence[Row]) -> _Turned | None:
    if len(rows) < 3:
        return None
    for c in range(len(rows[0])):
        upper = (cell.text for row in rows[1 : _MOST_HEADING_ROWS + 1] if (cell := row[c]) is not None)
        if not any(len(text) <= _LONGEST and _MAYBE.search(text) for text in upper):
            continue
        named = [(r, m) for r, row in enumerate(rows) if (cell := row[c]) and (m := _measure(cell.text))]
        first = named[0][0] if named else len(rows)
        if not 0 < first <= _MOST_HEADING_ROWS or len({m for _, m in named} - {"satuan"}) < 2:
            continue
        below = [cell for row in rows[first:] if (cell := row[c]) is not None and cell.text]
        if len(named) < 2 or len(below) != len(named):
            continue  # a column of something else, or the header of one
        figures = tuple(
            o for o in range(c + 1, len(rows[0])) if _holds_figures([rows[r][o] for r, _ in named])
        )
        if figures:
            return _Turned(c, first, figures)
    return None


def _find_years(rows: Sequence[Row]) -> _Turned | None:
    """A table of years below one another in its first columns, beside figures."""
    for c in range(min(2, len(rows[0]) - 1) if len(rows) > 2 else 0):
        last = rows[-1][c]
        if last is None or year_in(last.text) is None:
            continue
        first = next(r for r, row in enumerate(rows) if (cell := row[c]) is not None and year_in(cell.text))
        below = [cell.text for row in rows[first:] if (cell := row[c]) is not None]
        if (
            not 0 < first <= _MOST_HEADING_ROWS
            or len(below) < len(rows) - first
            or not all(map(year_in, below))
        ):
            continue
        figures = tuple(
            o for o in range(c + 1, len(rows[0])) if _holds_figures([row[o] for row in rows[first:]])
        )
        if figures and len(set(below)) == len(below):
            return _Turned(c, first, figures, years=True)
    return None


def _holds_figures(cells: Sequence[GridCell | None]) -> bool:
    texts = [cell.text for cell in cells if cell is not None and not is_missing(cell.text)]
    return bool(texts) and sum(map(is_figure, texts)) >= _MOSTLY * len(texts)


def _heading(rows: Sequence[Row], c: int) -> tuple[str, ...]:
    cells = {id(cell): cell.text for row in rows if (cell := row[c]) is not None and cell.text}
    return tuple(cells.values())


# ---------------------------------------------------------------- indicators in rows, years in columns


def _by_blocks(grid: Grid, found: _Turned, headings: Sequence[tuple[str, ...]]) -> tuple[Grid, Header] | None:
    """One row of each block of labels: 'Target', 'Realisasi', 'Capaian' beside one indicator."""
    blocks = _blocks(grid.rows[found.first :], found.labels)
    labels = list(dict.fromkeys(_label(row, found) for block in blocks for row in block))
    others = [c for c in range(grid.width) if c != found.labels and c not in found.figures]
    left = [c for c in others if c < found.labels]
    storeys = [headings[c] for c in left]
    storeys += [(*headings[c], label) for c in found.figures for label in labels]
    storeys += [headings[c] for c in others if c > found.labels]
    rows: list[Row] = []
    for block in blocks:
        at = {_label(row, found): row for row in block}
        row: list[GridCell | None] = [_first(block, c) for c in left]
        row += [at[label][c] if label in at else None for c in found.figures for label in labels]
        row += [_first(block, c) for c in others if c > found.labels]
        rows.append(tuple(row))
    return _made(grid, storeys, rows)


def _label(row: Row, found: _Turned) -> str:
    cell = row[found.labels]
    return cell.text if cell is not None else ""


def _blocks(rows: Sequence[Row], labels: int) -> list[list[Row]]:
    """The rows below the header, parted where a label comes again."""
    blocks: list[list[Row]] = []
    held: set[str] = set()
    for row in rows:
        cell = row[labels]
        if cell is None or not cell.text:
            continue
        if not blocks or cell.text in held:
            blocks.append([])
            held = set()
        held.add(cell.text)
        blocks[-1].append(row)
    return blocks


def _first(block: Sequence[Row], c: int) -> GridCell | None:
    return next((cell for row in block if (cell := row[c]) is not None and cell.text), block[0][c])


# -------------------------------------------------------------------------------- indicators in columns


def _by_columns(
    grid: Grid, found: _Turned, headings: Sequence[tuple[str, ...]]
) -> tuple[Grid, Header] | None:
    """One row of each column of figures, which its heading names; rows may be of years told at their left."""
    head = grid.rows[: found.first]
    names = [_lowest(head, c) for c in found.figures]
    if len({id(name) for name in names}) < len(names):
        return None  # one heading over several columns
    storeys = [_named(headings[found.labels])]
    rows: list[list[GridCell | None]] = [[name] for name in names]
    blocks = _blocks(grid.rows[found.first :], found.labels)
    years = [_years_of(block, found.labels) for block in blocks]
    if any(len(told) != len(years[0]) or len(told) > 1 for told in years):
        return None  # it is not told which rows are of which year
    for block, told in zip(blocks, years, strict=True):
        for line in block:
            storeys.append((*told, _label(line, found)))
            for row, c in zip(rows, found.figures, strict=True):
                row.append(line[c])
    return _made(grid, storeys, rows)


def _by_names(grid: Grid, found: _Turned, headings: Sequence[tuple[str, ...]]) -> tuple[Grid, Header] | None:
    """One row of each indicator that heads several columns of figures: of years, beside rows of measures, or
    of measures, beside rows of years."""
    blocks = _blocks(grid.rows[found.first :], found.labels)
    groups: dict[int, list[int]] = {}
    names: dict[int, GridCell] = {}
    for c in found.figures:
        name = next(cell for row in grid.rows if (cell := row[c]) is not None and cell.text)
        groups.setdefault(id(name), []).append(c)
        names[id(name)] = name
    parts = [[headings[c][1:] for c in columns] for columns in groups.values()]
    if len(blocks) != 1 or any(own != parts[0] for own in parts):
        return None
    if not all(begins_as_indicator(name.text) for name in names.values()):
        return None  # of parts or places
    lines = blocks[0]
    told = [(_label(line, found), part) for line in lines for part in parts[0]]
    storeys = [("Indikator",), *((label, *part) if found.years else (*part, label) for label, part in told)]
    rows = [(names[key], *(line[c] for line in lines for c in columns)) for key, columns in groups.items()]
    return _made(grid, storeys, rows)


def _lowest(head: Sequence[Row], c: int) -> GridCell | None:
    return next((cell for row in reversed(head) if (cell := row[c]) is not None and cell.text), None)


def _named(heading: tuple[str, ...]) -> tuple[str, ...]:
    """The heading of the names: the one over the labels where it says what they are of."""
    field, score = closest(heading[-1]) if heading else (None, 0.0)
    return heading if field in SUBJECTS and is_sure(score) else ("Indikator",)


def _years_of(block: Sequence[Row], labels: int) -> tuple[str, ...]:
    """The years left of the labels of a block."""
    cells = [cell for row in block for cell in row[:labels] if cell is not None]
    return tuple(dict.fromkeys(cell.text for cell in cells if year_in(cell.text)))


def _made(grid: Grid, storeys: Sequence[tuple[str, ...]], rows: Sequence[Row]) -> tuple[Grid, Header]:
    made = replace(grid, rows=tuple(tuple(row) for row in rows), xs=())
    return made, Header(tuple(storeys), tuple(range(len(rows))))
