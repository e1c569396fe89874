"""Rows of ruled tables that no rule parts."""

from __future__ import annotations

from extractor.reading import Ruling, Word
from extractor.tables.bands import rules_between
from extractor.tables.lattice import find_lattices

XS = (0.0, 40.0, 200.0, 300.0, 400.0)


def frame(bottom: float) -> list[Ruling]:
    down = [Ruling(x, 0, x, bottom) for x in XS]
    return [*down, Ruling(0, 0, 400, 0), Ruling(0, 30, 400, 30), Ruling(0, bottom, 400, bottom)]


def line(top: float, *texts: str) -> list[Word]:
    words = []
    for left, text in zip(XS, texts, strict=False):
        x = left + 4
        for word in text.split():
            words.append(Word(word, x, top, x + 5 * len(word), top + 8, 8.0))
            x += 5 * len(word) + 3
    return words


HEAD = line(10, "Kode", "Program", "Anggaran", "Realisasi")


def between(*lines: list[Word], bottom: float = 130) -> list[float]:
    words = [*HEAD, *(w for line_ in lines for w in line_)]
    (lattice,) = find_lattices(frame(bottom))
    return [rule.top for rule in rules_between(lattice, words)]


def test_white_strips_between_names_with_figures_part_rows() -> None:
    found = between(
        line(40, "29", "Program Perencanaan", "1.365.526", "1.355.093"),
        line(50, "", "dan Evaluasi"),
        line(70, "29.01", "Penyebaran Informasi", "360.032", "356.928"),
        line(90, "29.02", "Pelatihan Kerja", "512.425", "507.565"),
    )
    assert found == [64.0, 84.0]


def test_a_name_that_goes_on_after_a_gap_is_no_row() -> None:
    assert not between(
        line(40, "29", "Program Perencanaan dan", "1.365", "1.355"),
        line(60, "", "Evaluasi Daerah", "526", "093"),
    )


def test_a_figure_for_all_bands_together_keeps_them_one_row() -> None:
    assert not between(
        line(40, "1", "Konsumsi Energi", "2.050", "105,33"),
        line(60, "", "Konsumsi Protein", "56"),
        line(80, "", "Skor Pangan", "78"),
    )


def test_the_numbers_of_the_first_column_part_rows() -> None:
    lines = [
        line(40, "1.", "Meningkatnya akuntabilitas", "Nilai SAKIP", "A"),
        line(49, "", "kinerja", "Opini BPK", "WTP"),
        line(58, "2.", "Meningkatnya kualitas", "Level SPIP", "3"),
        line(67, "", "pemerintahan"),
    ]
    assert between(*lines) == [57.5]


def test_numbers_set_closer_than_names_that_wrap_part_nothing() -> None:
    assert not between(
        line(40, "1.", "Retribusi Persampahan", "549", "555"),
        line(49, "2.", "Kebersihan", "48", "25"),
        line(58, "3.", "Retribusi Pemakaman", "52", "133"),
        line(67, "", "dan Pengabuan"),
    )
