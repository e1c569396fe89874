"""Years told by rows: a column of years, a banner above."""

from __future__ import annotations

import pytest

from extractor.model import Box, Cell, Column, Table
from extractor.statements.rows import statements_of


def table(fields: list[tuple[str, str]], rows: list[list[str]]) -> Table:
    """Columns of field and header, of 2024 where they are measures; a row of one text is merged over all."""
    cells = []
    for r, texts in enumerate(rows):
        row = [
            Cell(text=t, page=1, bbox=Box(10.0 * c, 10.0 * r, 10.0 * c + 9, 10.0 * r + 9))
            for c, t in enumerate(texts)
        ]
        cells.append(tuple(row if len(row) > 1 else row * len(fields)))
    columns = tuple(
        Column(field=f, year=2024 if f in ("target", "realisasi") else None, header=h) for f, h in fields
    )
    return Table(id="t", kind="perbandingan", caption="", pages=(1,), columns=columns, rows=tuple(cells))


def said(made: Table) -> list[tuple[str, str, int | None, str]]:
    return [(s.indicator, s.measure, s.year, s.text) for s in statements_of(made, 2024)]


def test_a_column_of_years_tells_the_year_of_each_row() -> None:
    made = table(
        [
            ("indikator", "Indikator"),
            ("tahun", "Tahun"),
            ("target", "Target"),
            ("realisasi", "Realisasi 2021"),
        ],
        [["Persentase A", "2022", "80", "70"], ["Persentase A", "Tahun 2023", "84", "71"]],
    )
    assert said(made) == [
        ("Persentase A", "target", 2022, "80"),
        ("Persentase A", "realisasi", 2024, "70"),
        ("Persentase A", "target", 2023, "84"),
        ("Persentase A", "realisasi", 2024, "71"),
    ]


def test_a_row_without_a_year_of_its_own_is_of_none() -> None:
    made = table(
        [("indikator", "Indikator"), ("tahun", "Tahun"), ("target", "Target")],
        [["Persentase A", "2022", "80"], ["Rata-rata", "", "84"]],
    )
    assert [s[2] for s in said(made)] == [2022, None]


@pytest.mark.parametrize("banner", ["Tahun 2023", "B. Capaian Tahun 2023", "2023", "TA 2023"])
def test_a_banner_tells_the_year_of_the_rows_below(banner: str) -> None:
    made = table(
        [("indikator", "Indikator"), ("target", "Target")],
        [["Persentase A", "80"], [banner], ["Persentase A", "84"]],
    )
    assert [s[2] for s in said(made)] == [2024, 2023]


def test_a_sentence_with_a_year_is_no_banner_of_years() -> None:
    made = table(
        [("indikator", "Indikator"), ("target", "Target")],
        [["Sasaran 2: Meningkatnya layanan tahun 2023"], ["Persentase A", "84"]],
    )
    assert [s[2] for s in said(made)] == [2024]


def test_a_year_in_the_place_of_a_name_is_of_the_indicator_above() -> None:
    made = table(
        [("indikator", "Indikator / Tahun"), ("target", "Target")],
        [["1. Nilai SAKIP"], ["2022", "70"], ["2023", "72"]],
    )
    assert said(made) == [("Nilai SAKIP", "target", 2022, "70"), ("Nilai SAKIP", "target", 2023, "72")]


def test_a_year_in_the_place_of_a_name_below_none_is_no_indicator() -> None:
    made = table([("indikator", "Indikator / Tahun"), ("target", "Target")], [["2022", "70"], ["2023", "72"]])
    assert said(made) == []


def test_rows_of_quarters_are_of_no_year() -> None:
    made = table(
        [("indikator", "Indikator"), ("triwulan", "Triwulan"), ("realisasi", "Realisasi 2024")],
        [["Nilai SAKIP", "TW I", "20"], ["Nilai SAKIP", "", "72"]],
    )
    assert [(s.year, s.text) for s in statements_of(made, 2024)] == [(None, "20"), (2024, "72")]
