"""Grids drawn as text, for tests of headers, columns and canonical tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.model import Box
from extractor.tables.grid import Grid, GridCell

Draw = Callable[..., Grid]


@pytest.fixture
def draw() -> Draw:
    """A grid from a drawing: one line for each row, cells parted by '|'. '<' goes on with the cell to the
    left, '^' with the cell above; '/' breaks a line inside a cell."""
    return _draw


def _draw(drawing: str, caption: str = "", section: str = "BAB III", intro: str = "", page: int = 1) -> Grid:
    texts = [[t.strip() for t in line.split("|")] for line in drawing.strip().splitlines()]
    owners: list[list[tuple[int, int]]] = []
    for r, row in enumerate(texts):
        owners.append([])
        for c, text in enumerate(row):
            owner = owners[r][c - 1] if text == "<" else owners[r - 1][c] if text == "^" else (r, c)
            owners[r].append(owner)
    cells = {owner: _cell(texts, owners, owner, page) for row in owners for owner in row}
    rows = tuple(tuple(cells[owner] for owner in row) for row in owners)
    width, height = 60.0 * len(rows[0]), 20.0 * len(rows)
    xs = tuple(60.0 * c for c in range(len(rows[0]) + 1))
    return Grid((page,), Box(0, 0, width, height), rows, caption, section, intro, xs=xs)


def _cell(
    texts: list[list[str]], owners: list[list[tuple[int, int]]], owner: tuple[int, int], page: int
) -> GridCell:
    covered = [(r, c) for r, row in enumerate(owners) for c, o in enumerate(row) if o == owner]
    top, left = owner
    bottom, right = max(r for r, _ in covered) + 1, max(c for _, c in covered) + 1
    lines = tuple(part.strip() for part in texts[top][left].split(" / ") if part.strip())
    box = Box(60.0 * left, 20.0 * top, 60.0 * right, 20.0 * bottom)
    return GridCell(lines, " ".join(lines), page, box, top, left, bottom - top, right - left)
