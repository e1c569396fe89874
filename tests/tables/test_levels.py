"""Figures of several rows in one drawn cell."""

from __future__ import annotations

from extractor.reading import Ruling, Word
from extractor.tables.lattice import find_lattices
from extractor.tables.levels import rules_at_levels

XS = (50.0, 200.0, 300.0)
YS = (100.0, 120.0, 140.0, 160.0)


def found(*figures: tuple[float, str]) -> list[tuple[float, float]]:
    """Where rules are put in the second column, which no rule parts below its heading; ``figures`` are words
    of it at a height. The names of the first column begin 4 points below the rules of their rows."""
    rulings = [Ruling(50, y, 200 if 120 < y < 160 else 300, y) for y in YS]
    rulings += [Ruling(x, YS[0], x, YS[-1]) for x in XS]
    words = [Word(t, 60, y + 4, 90, y + 14, 10.0) for y, t in zip(YS, ("Nama", "Jalan", "Air"), strict=False)]
    words += [Word(text, 220, y, 260, y + 10, 10.0) for y, text in figures]
    (lattice,) = find_lattices(rulings)
    return [(r.x0, r.top) for r in rules_at_levels(lattice, lattice.held(words))]


def test_a_figure_level_with_each_row_is_that_rows() -> None:
    assert found((124, "80,00"), (144, "90,00")) == [(200, 140)]


def test_one_figure_is_of_all_rows() -> None:
    assert found((134, "80,00")) == []


def test_figures_beside_no_line_of_their_row_stay_together() -> None:
    assert found((127, "80,00"), (141, "90,00")) == []


def test_words_stay_together() -> None:
    assert found((124, "Dinas"), (144, "Badan")) == []
