"""Which rows are the header, and what it says over its storeys."""

from __future__ import annotations

from collections.abc import Callable

from extractor.tables.grid import Grid
from extractor.tables.headers import find_header, is_numbering

Draw = Callable[..., Grid]


def test_storeys_are_joined_and_numbering_is_left_out(draw: Draw) -> None:
    header = find_header(
        draw(
            """
            No  | Indikator Kinerja | REALI-SASI | <    | Targe t 2024
            ^   | ^                 | 2022       | 2023 | ^
            (1) | (2)               | (3)        | (4)  | (5)
            1   | Persentase A      | 10         | 20   | 30
            """
        )
    )
    assert [header.printed(c) for c in range(5)] == [
        "No",
        "Indikator Kinerja",
        "REALI-SASI | 2022",
        "REALI-SASI | 2023",
        "Targe t 2024",
    ]
    assert header.body == (3,)


def test_second_storey_without_merged_cells_above_all(draw: Draw) -> None:
    header = find_header(
        draw(
            """
            Tujuan | <                | SASARAN | <                 | <
            Uraian | Indikator Tujuan | Uraian  | Indikator Sasaran | Target
                   |                  | 1       | 2                 | 3
            T1     | I1               | S1      | I2                | 100%
            """
        )
    )
    assert header.printed(2) == "SASARAN | Uraian"
    assert header.body == (3,)


def test_title_above_the_header_stays_a_row_of_its_own(draw: Draw) -> None:
    header = find_header(
        draw(
            """
            Misi 1: Penataan kelembagaan | < | <
            Sasaran | Indikator Kinerja | Target
            S1      | I1                | 5
            """
        )
    )
    assert header.body == (0, 2)
    assert header.printed(1) == "Indikator Kinerja"


def test_header_printed_again_inside_is_left_out(draw: Draw) -> None:
    header = find_header(
        draw(
            """
            No  | Program/Kegiatan | Anggaran (Rp) | Realisasi (Rp)
            1   | Program A        | 1.000.000     | 900.000
            No  | Program/Kegiatan | Anggaran (Rp) | Realisasi (Rp)
            (1) | (2)              | (3)           | (4)
            2   | Program B        | 2.000.000     | 900.000
            """
        )
    )
    assert header.body == (1, 4)


def test_top_storey_of_years_alone(draw: Draw) -> None:
    header = find_header(
        draw(
            """
                              | Tahun 2021 | <         | Tahun 2020 | <
            Indikator Kinerja | Target     | Realisasi | Target     | Realisasi
            I1                | 10         | 11        | 20         | 21
            """
        )
    )
    assert header.printed(1) == "Tahun 2021 | Target"
    assert header.printed(4) == "Tahun 2020 | Realisasi"


def test_rows_of_figures_are_no_header(draw: Draw) -> None:
    header = find_header(
        draw(
            """
            2 | Sasaran B | Persentase B | 89% | 85,71%
            3 | Sasaran C | Persentase C | 90% | 91,00%
            """
        )
    )
    assert header.storeys == ()
    assert header.body == (0, 1)


def test_numbering_may_have_gaps_and_repeats(draw: Draw) -> None:
    grid = draw(
        """
        (1) | (2) | (2) | (4) | (5=4/3)
            | 1   | 2   | 3   | 4
        1   | Persentase | 3 | 4 | 5
        10  | 9   | 3   | 7   | 2
        """
    )
    assert [is_numbering(row) for row in grid.rows] == [True, True, False, False]


def test_a_header_printed_again_beside_a_cell_from_the_page_before_is_no_row(draw: Draw) -> None:
    header = find_header(
        draw(
            """
            Kode | Kegiatan | Lokasi | Pagu Indikatif | Sumber Dana
            2.10 | A        | Kota   | 250.000.000    | APBD
            ^    | Kegiatan | Lokasi | Pagu Indikatif | Penting
            ^    | B        | Kota   | 170.000.000    | APBD
            """
        )
    )
    assert header.body == (1, 3)


def test_years_under_target_stand_on_the_line_of_the_first_indicator(draw: Draw) -> None:
    grid = draw(
        """
        No | Indikator               | Satuan | Target | <    | Formula
        1  | Persentase Jalan Mantap | %      | 2023   | 2024 | Hasil survei
        ^  | ^                       | ^      | 75,00  | 78   | ^
        2  | Nilai Evaluasi SAKIP    | Nilai  | 71,00  | 73   | Hasil evaluasi
        """
    )
    header = find_header(grid)
    assert header.storeys[1:] == (
        ("Indikator",),
        ("Satuan", "%"),
        ("Target", "2023"),
        ("Target", "2024"),
        ("Formula",),
    )
    assert header.body == (2, 3)


def test_an_unknown_second_storey_without_years_is_of_the_header(draw: Draw) -> None:
    grid = draw(
        """
        No | Indikator | Target | <        | Formula
        ^  | (Outcome) | Volume | Satuan   | perhitungan yang dipakai
        1  | Nilai B   | 71,00  | Nilai    | Hasil evaluasi
        """
    )
    assert find_header(grid).storeys[4] == ("Formula", "perhitungan yang dipakai")


def test_a_header_begins_where_its_topmost_cells_begin(draw: Draw) -> None:
    grid = draw(
        """
        Kode | Uraian Program | Kinerja dan Hasil Tahun 2023 | <         | <                 | Lokasi kerja
        ^    | ^              | Target Renja                 | Realisasi | Tingkat Realisasi | ^
        1.01 | Program A      | 84,00                        | 85,68     | 102,00            | Desa
        """
    )
    assert find_header(grid).storeys[4] == ("Kinerja dan Hasil Tahun 2023", "Tingkat Realisasi")
