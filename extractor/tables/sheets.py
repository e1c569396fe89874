"""Several tables in one lattice, as a sheet printed with its grid has them, cut at their captions, or where
the headings of another table stand: in other columns (a PK's programmes drawn right below its indicators), or
over the same ones for other years or measures.

Without the cut the second table's figures would stand under the first one's headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.tables.columns import MEASURES, read_heading
from extractor.tables.grid import Grid, GridCell
from extractor.tables.headers import find_header
from extractor.tables.lattice import Lattice
from extractor.tables.outline import caption_start
from extractor.tables.stitch import renumbered
from extractor.tables.wordings import closest, is_heading, is_sure, years_of

_MIN_BELOW = 2  # rows below a caption: headings and a row
_MIN_ABOVE = 2  # rows above the headings of another table: headings and a row
_MIN_HEADINGS = 2
_MOST = 0.7  # share of the cells of a header that are known headings
_MIN_REPEATED = 3  # headings of a header over the same columns; fewer are a row of words
_FIGURES = frozenset(MEASURES)


def cut_apart(lattice: Lattice, grid: Grid | None) -> list[Lattice]:
    """The parts of a lattice above, between and below the rows of its grid that hold a caption and nothing
    else, each part from a row of headings on in columns of their own; the lattice as it is where there is
    none. The rows of captions are in no part."""
    if grid is None:
        return [lattice]
    last = len(grid.rows) - _MIN_BELOW
    captions = [r for r, row in enumerate(grid.rows) if 0 < r < last and _is_caption(row)]
    headings = [r for r in range(_MIN_ABOVE, last + 1) if _are_other_headings(grid, r)]
    headings += [r for r in range(_MIN_ABOVE, last + 1) if _are_new_headings(grid, r)]
    at = sorted({*captions, *headings})
    if not at:
        return [lattice]
    starts, ends = [0, *(r + (r in captions) for r in at)], [*at, len(grid.rows)]
    return [_rows(lattice, start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _is_caption(row: Sequence[GridCell | None]) -> bool:
    cells = list(dict.fromkeys(cell for cell in row if cell is not None))
    texts = [cell.text for cell in cells if cell.text]
    if not texts or caption_start().match(texts[0]) is None or any(cell.rowspan > 1 for cell in cells):
        return False
    return not any(text.strip(" .%").replace(".", "").replace(",", "").isdigit() for text in texts)


def _are_other_headings(grid: Grid, r: int) -> bool:
    """Is a row below figures made of known headings, in columns other than those above it?"""
    row = grid.rows[r]
    cells = list(dict.fromkeys(cell for cell in row if cell is not None))
    if len(cells) < _MIN_HEADINGS or any(cell.rowspan > 1 or not cell.text for cell in cells):
        return False
    above = {cell.col for cell in grid.rows[r - 1] if cell is not None}
    if {cell.col for cell in cells} <= above:
        return False
    fields = [field for field, score in (closest(cell.text) for cell in cells) if is_sure(score)]
    told = len(set(fields)) == len(cells) and not _FIGURES.isdisjoint(fields)
    return told and any(c.isdigit() for up in grid.rows[_MIN_ABOVE - 1 : r] for x in up if x for c in x.text)


def _are_new_headings(grid: Grid, r: int) -> bool:
    """Does a header begin with a row below figures that tells other years or measures for the columns than
    the first header does: 'Target 2024' in the place of 'Target 2023'?"""
    row = grid.rows[r]
    cells = list(dict.fromkeys(cell for cell in row if cell is not None and cell.text))
    if len(cells) < _MIN_REPEATED or any(cell.row != r or _has_figure(cell.text) for cell in cells):
        return False
    fields = [field for field, score in (closest(cell.text) for cell in cells) if is_sure(score)]
    if len(fields) < _MIN_HEADINGS or sum(is_heading(cell.text) for cell in cells) < _MOST * len(cells):
        return False
    if not any(_has_figure(x.text) for up in grid.rows[_MIN_ABOVE - 1 : r] for x in up if x is not None):
        return False
    first = _told(grid)
    return bool(first) and first != _told(renumbered(replace(grid, rows=grid.rows[r:])))


def _has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text) and not years_of(text)


def _told(grid: Grid) -> list[tuple[str | None, int | None]]:
    """What the header of a grid tells of its columns: their fields and years."""
    headings = [read_heading(storeys) for storeys in find_header(grid).storeys]
    return [(h.field, h.year) for h in headings]


def _rows(lattice: Lattice, start: int, end: int) -> Lattice:
    cells = tuple(
        tuple(None if region is None else region._replace(row=region.row - start) for region in row)
        for row in lattice.cells[start:end]
    )
    return Lattice(lattice.xs, lattice.ys[start : end + 1], cells)
