"""Several tables in one lattice, as a sheet printed with its grid has them, cut at their captions, or where
the headings of another table stand in other columns (a PK's programmes drawn right below its indicators).

Without the cut the second table's figures would stand under the first one's headings.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.tables.columns import MEASURES
from extractor.tables.grid import Grid, GridCell
from extractor.tables.lattice import Lattice
from extractor.tables.outline import caption_start
from extractor.tables.wordings import closest, is_sure

_MIN_BELOW = 2  # rows below a caption: headings and a row
_MIN_ABOVE = 2  # rows above the headings of another table: headings and a row
_MIN_HEADINGS = 2
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


def _rows(lattice: Lattice, start: int, end: int) -> Lattice:
    cells = tuple(
        tuple(None if region is None else region._replace(row=region.row - start) for region in row)
        for row in lattice.cells[start:end]
    )
    return Lattice(lattice.xs, lattice.ys[start : end + 1], cells)
