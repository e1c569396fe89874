"""Parts of an indicator that are named beside their figures."""

from __future__ import annotations

from collections.abc import Callable

from extractor.tables.canonical import canonical
from extractor.tables.grid import Grid
from extractor.tables.labelled import labelled_figures

Draw = Callable[..., Grid]


def rows(grid: Grid) -> list[list[str]]:
    (table,) = canonical([grid], 2024)
    return [[cell.text for cell in row] for row in table.rows]


def test_each_part_has_a_row(draw: Draw) -> None:
    found = rows(
        draw(
            """
            Indikator       | Target               | Realisasi            | Capaian
            Alat yang sah   | UTTP : 80, BDKT : 75 | UTTP : 82, BDKT : 72 | 99,25
            Nilai ujian     | SD: 75,00 / SMP: 70  | SD: 76,50 / SMP: 68  | 102,00 / 97,14
            Indeks kepuasan | 82,5                 | 82,69                | 100,23
            """
        )
    )
    assert found == [
        ["Alat yang sah", "", "", "99,25"],
        ["Alat yang sah UTTP", "80", "82", ""],
        ["Alat yang sah BDKT", "75", "72", ""],
        ["Nilai ujian SD", "75,00", "76,50", "102,00"],
        ["Nilai ujian SMP", "70", "68", "97,14"],
        ["Indeks kepuasan", "82,5", "82,69", "100,23"],
    ]


def test_other_parts_in_another_column_stay_together(draw: Draw) -> None:
    found = rows(
        draw(
            """
            Indikator       | Target         | Realisasi
            Alat yang sah   | A : 80, B : 75 | A : 82, C : 72
            Indeks kepuasan | 82,5           | 82,69
            """
        )
    )
    assert found[0] == ["Alat yang sah", "A : 80, B : 75", "A : 82, C : 72"]


def test_labels_of_times_and_measures_name_no_parts() -> None:
    assert labelled_figures("TW I: 20, TW II: 40") == []
    assert labelled_figures("Target: 80, Realisasi: 75") == []
    assert labelled_figures("Tahun 2023: 80, Tahun 2024: 75") == []
    assert labelled_figures("S2: 120 S3: 40") == [("S2", "120"), ("S3", "40")]
    assert labelled_figures("UTTP: 80") == []
