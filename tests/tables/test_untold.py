"""Tables whose rows were mixed."""

from __future__ import annotations

import pytest

from extractor.model import Box
from extractor.tables.grid import Grid, GridCell
from extractor.tables.untold import are_mixed, untold

PAGE = Box(0, 0, 500, 500)


def cell(row: int, col: int, *lines: str) -> GridCell:
    """A cell with lines of 5 points a letter."""
    boxes = tuple(Box(0, 12.0 * k, 5.0 * len(text), 12.0 * k + 10) for k, text in enumerate(lines))
    return GridCell(lines, " ".join(lines), 1, PAGE, row, col, boxes=boxes)


def grid(*names: tuple[str, ...]) -> Grid:
    """A table of names with a target each."""
    rows = tuple((cell(r, 0, *lines), cell(r, 1, f"{r}0,5")) for r, lines in enumerate(names))
    return Grid((1,), PAGE, rows, caption="Tabel 3.1", ruled=False)


@pytest.mark.parametrize(
    ("names", "mixed"),
    [
        ([("Persentase jalan mantap",), ("Nilai evaluasi SAKIP",)], False),
        ([("Persentase jalan kabupaten", "yang mantap"), ("Nilai evaluasi SAKIP",)], False),
        ([("Persentase jalan kabupaten",), ("yang mantap",)], True),
        ([("Rasio personel", "Persentase jalan kabupaten mantap"), ("Nilai evaluasi SAKIP",)], True),
        ([("1. Rasio personel", "Persentase jalan kabupaten"), ("2. Nilai evaluasi SAKIP",)], False),
    ],
)
def test_names_that_begin_or_go_on_as_names_do_not(names: list[tuple[str, ...]], mixed: bool) -> None:
    assert are_mixed(grid(*names)) is mixed


def test_the_table_is_listed_with_its_caption() -> None:
    assert untold(grid(("Nilai evaluasi SAKIP",))).what.id == "Tabel 3.1"
