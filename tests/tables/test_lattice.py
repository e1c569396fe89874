"""Rulings to cells with spans."""

from __future__ import annotations

import pytest

from extractor.reading import Ruling
from extractor.tables.lattice import Line, Region, find_lattices, merge_lines


def box(x0: float, top: float, x1: float, bottom: float) -> list[Ruling]:
    return [
        Ruling(x0, top, x1, top),
        Ruling(x0, bottom, x1, bottom),
        Ruling(x0, top, x0, bottom),
        Ruling(x1, top, x1, bottom),
    ]


def grid(xs: list[float], ys: list[float]) -> list[Ruling]:
    rulings = [Ruling(xs[0], y, xs[-1], y) for y in ys]
    return rulings + [Ruling(x, ys[0], x, ys[-1]) for x in xs]


def test_collinear_pieces_are_one_line() -> None:
    # Word draws the border of each cell by itself, half a point off its neighbour's.
    assert merge_lines([Line(10.0, 0, 50), Line(10.4, 50.5, 90), Line(10.2, 200, 250)]) == [
        Line(pytest.approx(10.2), 0, 90),
        Line(pytest.approx(10.2), 200, 250),
    ]


def test_plain_grid_has_a_cell_in_each_place() -> None:
    (lattice,) = find_lattices(grid([0, 50, 100], [0, 20, 40, 60]))
    assert len(lattice.regions()) == 6
    assert {(r.rowspan, r.colspan) for r in lattice.regions()} == {(1, 1)}


def test_missing_border_merges_cells_down_and_across() -> None:
    rulings = [
        *box(0, 0, 150, 60),
        Ruling(50, 0, 50, 60),
        Ruling(100, 20, 100, 60),  # the first row is merged over the second and third column
        Ruling(50, 20, 150, 20),  # the first column is merged over all rows
        Ruling(50, 40, 150, 40),
    ]
    (lattice,) = find_lattices(rulings)
    assert lattice.cells[0][0] == lattice.cells[2][0] == Region(0, 0, 3, 1)
    assert lattice.cells[0][1] == lattice.cells[0][2] == Region(0, 1, 1, 2)
    assert lattice.cells[1][1] == Region(1, 1, 1, 1)


def test_two_tables_side_by_side_are_two() -> None:
    assert len(find_lattices(grid([0, 40, 80], [0, 20, 40]) + grid([100, 140, 180], [0, 20, 40]))) == 2


def test_a_lone_frame_is_no_table() -> None:
    assert find_lattices(box(0, 0, 500, 700)) == []


def test_table_without_outer_vertical_borders() -> None:
    rulings = [Ruling(0, y, 150, y) for y in (0, 20, 40)] + [Ruling(x, 0, x, 40) for x in (50, 100)]
    (lattice,) = find_lattices(rulings)
    # Between the lines that are drawn stands one column; nothing is made up beside it.
    assert all(cell is not None for row in lattice.cells for cell in row)


def test_area_that_is_no_rectangle_is_cut_into_rectangles() -> None:
    rulings = [*box(0, 0, 100, 60), Ruling(50, 20, 50, 60), Ruling(50, 20, 100, 20), Ruling(50, 40, 100, 40)]
    (lattice,) = find_lattices(rulings)
    covered = [
        (r, c)
        for region in lattice.regions()
        for r in range(region.row, region.row + region.rowspan)
        for c in range(region.col, region.col + region.colspan)
    ]
    assert sorted(covered) == sorted(set(covered)) and len(covered) == 6


def test_boxes_for_nothing_but_figures_have_their_label_beside_them() -> None:
    rulings = [*grid([0, 50, 100, 150], [0, 20, 40]), *box(100, 40, 150, 60)]
    (lattice,) = find_lattices(rulings)
    assert lattice.cells[2] == (Region(2, 0, 1, 2), Region(2, 0, 1, 2), Region(2, 2, 1, 1))
