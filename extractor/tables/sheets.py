"""Several tables in one lattice, as a sheet printed with its grid has them, cut at their captions.

Without the cut the second table's figures would stand under the first one's headings.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.tables.grid import Grid, GridCell
from extractor.tables.lattice import Lattice
from extractor.tables.outline import caption_start

_MIN_BELOW = 2  # rows below a caption: headings and a row


def cut_at_captions(lattice: Lattice, grid: Grid | None) -> list[Lattice]:
    """The parts of a lattice above, between and below the rows of its grid that hold a caption and nothing
    else; the lattice as it is where there is none. The rows of captions are in no part."""
    if grid is None:
        return [lattice]
    last = len(grid.rows) - _MIN_BELOW
    at = [r for r, row in enumerate(grid.rows) if 0 < r < last and _is_caption(row)]
    if not at:
        return [lattice]
    starts, ends = [0, *(r + 1 for r in at)], [*at, len(grid.rows)]
    return [_rows(lattice, start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _is_caption(row: Sequence[GridCell | None]) -> bool:
    cells = list(dict.fromkeys(cell for cell in row if cell is not None))
    texts = [cell.text for cell in cells if cell.text]
    if not texts or caption_start().match(texts[0]) is None or any(cell.rowspan > 1 for cell in cells):
        return False
    return not any(text.strip(" .%").replace(".", "").replace(",", "").isdigit() for text in texts)


def _rows(lattice: Lattice, start: int, end: int) -> Lattice:
    cells = tuple(
        tuple(None if region is None else region._replace(row=region.row - start) for region in row)
        for row in lattice.cells[start:end]
    )
    return Lattice(lattice.xs, lattice.ys[start : end + 1], cells)
