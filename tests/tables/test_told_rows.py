"""Rows told by where names stand against figures."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading import Word
from extractor.tables.told_rows import Rows, tell_rows

SIZE = 10.0


def lines(*placed: tuple[float, str]) -> list[Word]:
    """Lines of a column at their tops, 5 points a letter, 10 high."""
    return [Word(text, 0.0, top, 5.0 * len(text), top + SIZE, SIZE) for top, text in placed]


def told(names: Sequence[Word], *tops: float) -> list[float] | None:
    """The levels between rows of one column of names and figures at these tops."""
    rows = tell_rows([names], [top + SIZE / 2 for top in tops], values=1)
    return None if rows is None else list(rows.levels)


CENTRED = lines(
    (0, "Persentase jalan dalam kondisi"),
    (12, "mantap"),
    (24, "Nilai evaluasi SAKIP"),
    (36, "Persentase rumah tangga yang"),
    (48, "memiliki akses air minum dan"),
    (60, "sanitasi layak"),
)


def test_names_whose_middle_is_level_with_the_figures() -> None:
    assert told(CENTRED, 6, 24, 48) == [23, 35]


def test_names_that_begin_level_with_the_figures() -> None:
    assert told(CENTRED, 0, 24, 36) == [23, 35]


def test_names_that_end_level_with_the_figures() -> None:
    assert told(CENTRED, 12, 24, 60) == [23, 35]


def test_names_that_fit_no_row_are_not_told() -> None:
    assert told(CENTRED, 6, 24, 40) is None


def test_a_row_does_not_begin_in_mid_sentence() -> None:
    names = lines((0, "Persentase jalan"), (12, "dalam kondisi mantap"), (24, "pada akhir tahun"))
    assert told(names, 0, 12, 24) == [11, 23]  # each line a row of its own: nothing wraps
    assert told(lines(*((w.top, w.text) for w in names), (36, "Nilai SAKIP")), 0, 12, 36) is None


def test_a_line_whose_next_word_would_have_fitted_ends_its_name() -> None:
    names = lines(
        (0, "Rasio personel"),
        (12, "Persentase penyelesaian tindak"),
        (24, "Lanjut"),
        (36, "Nilai evaluasi SAKIP perangkat"),
    )
    assert told(names, 0, 24, 36) == [11, 35]


def test_names_that_may_end_at_two_places_are_not_told() -> None:
    names = lines(
        (0, "Persentase panjang jalan mantap"),
        (12, "Persentase panjang jalan rusak"),
        (24, "Persentase panjang jalan baru"),
    )
    assert told(names, 0, 24) is None


def test_a_sasaran_reaches_over_the_rows_it_is_centred_on() -> None:
    names = lines((0, "Nilai SAKIP"), (20, "Indeks kepuasan"), (40, "Rasio personel"))
    sasaran = lines((5, "Meningkatnya kualitas"), (15, "pelayanan"), (40, "Terwujudnya tata kelola"))
    rows = tell_rows([sasaran, names], [5, 25, 45], values=2)
    assert isinstance(rows, Rows)
    assert rows.merged == ((0, 0),)
