"""Columns that no rule parts."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading import Ruling, Word
from extractor.tables.beside import borders_between
from extractor.tables.lattice import find_lattices

XS = (50.0, 200.0, 450.0)
HIGH = 20.0


def words(row: int, *pieces: tuple[float, str]) -> list[Word]:
    """Words of one row: pieces that begin at an x, 5 points a letter."""
    top = 100 + HIGH * row + 4
    return [Word(text, x, top, x + 5.0 * len(text), top + 10, 10.0) for x, text in pieces]


def borders(rows: Sequence[list[Word]]) -> list[tuple[float, float, float]]:
    ys = [100 + HIGH * i for i in range(len(rows) + 1)]
    rulings = [Ruling(XS[0], y, XS[-1], y) for y in ys] + [Ruling(x, ys[0], x, ys[-1]) for x in XS]
    (lattice,) = find_lattices(rulings)
    found = borders_between(lattice, lattice.held(word for row in rows for word in row))
    return [(r.x0, r.top, r.bottom) for r in found]


HEAD = words(0, (60, "Program"), (220, "Pagu"), (350, "Realisasi"))
ROWS = [
    words(1, (60, "Jalan"), (210, "1.500.000"), (340, "1.200.000")),
    words(2, (60, "Air"), (220, "900.000"), (350, "-")),
]


def test_two_figures_in_each_box_under_two_headings_are_two_columns() -> None:
    assert borders([HEAD, *ROWS]) == [(297.5, 100 + HIGH * r, 120 + HIGH * r) for r in range(3)]


def test_figures_under_one_heading_stay_together() -> None:
    assert borders([words(0, (60, "Program"), (280, "Pagu")), *ROWS]) == []


def test_a_cell_with_one_figure_leaves_the_box_whole() -> None:
    assert borders([HEAD, *ROWS, words(3, (60, "Jumlah"), (280, "2.400.000"))]) == []


def test_a_figure_set_with_spaces_in_it_is_one() -> None:
    spaced = [words(r, (60, "Jalan"), (210, "8"), (220, "0"), (230, "5")) for r in (1, 2)]
    assert borders([HEAD, *spaced]) == []


GRID = (50.0, 200.0, 300.0, 400.0, 500.0)


def headings(*pieces: tuple[float, str]) -> list[float]:
    """The borders found in a box over four columns."""
    ys = (100.0, 120.0, 140.0)
    rulings = [Ruling(GRID[0], y, GRID[-1], y) for y in ys]
    rulings += [Ruling(x, ys[0] if x in (50.0, 500.0) else ys[1], x, ys[-1]) for x in GRID]
    (lattice,) = find_lattices(rulings)
    below = words(1, (60, "Program"), (230, "Awal"), (330, "Revisi"), (440, "Rp"))
    return [r.x0 for r in borders_between(lattice, lattice.held([*words(0, *pieces), *below]))]


def test_headings_in_one_box_are_parted_where_each_is_centred_over_its_columns() -> None:
    assert headings((105, "Kegiatan"), (290, "Pagu"), (440, "Rata")) == [200, 400]
    assert headings((105, "Kegiatan"), (300, "Realisasi")) == []
    assert headings((105, "Kegiatan"), (345, "2024/2025")) == []


def test_the_figures_of_a_total_in_one_box_are_parted_from_its_label() -> None:
    ys = (100.0, 120.0, 140.0)
    rulings = [Ruling(GRID[0], y, GRID[-1], y) for y in ys]
    rulings += [Ruling(x, ys[0], x, ys[-1] if x in (50.0, 500.0) else ys[1]) for x in GRID]
    (lattice,) = find_lattices(rulings)
    above = words(0, (60, "Jalan"), (210, "1.500"), (310, "1.200"), (440, "80,00"))

    def total(*pieces: tuple[float, str]) -> list[float]:
        held = lattice.held([*above, *words(1, *pieces)])
        return sorted(r.x0 for r in borders_between(lattice, held) if r.top == 120)

    assert total((150, "Jumlah"), (210, "1.500"), (310, "1.200"), (440, "80,00")) == [200, 300, 400]
    assert total((320, "Rata-rata"), (440, "80,00")) == [400]
    assert total((60, "Sasaran"), (98, "2")) == []
    assert total((60, "Sasaran"), (240, "2"), (320, "indikator")) == []
    assert total((60, "Jumlah"), (290, "1.500")) == []
