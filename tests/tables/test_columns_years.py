"""The years and quarters that columns, rows and captions tell."""

from __future__ import annotations

import pytest
from tabled import PLAIN, Draw, fields, one, years

from extractor.tables.canonical import canonical


def test_years_of_a_matrix_stay_targets_and_ordinals_get_years(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Kondisi Awal | Target | <     | <      | <     | <    | Kondisi Akhir
            ^                 | ^            | TH I   | TH II | TH III | TH IV | TH V | ^
            Persentase A      | 85           | 90     | 91    | 92     | 93    | 94   | 94
            """,
            caption="Sasaran Strategis Jangka Menengah",
            intro="Sasaran strategis Tahun 2013-2018 sebagai berikut:",
        ),
        2016,
    )
    assert years(table) == [None, None, 2014, 2015, 2016, 2017, 2018, None]
    assert table.kind == "renstra"


def test_caption_gives_the_year_and_a_pair_of_years_does_not(draw: Draw) -> None:
    drawing = """
        Indikator Kinerja | Target
        Persentase A      | 90
    """
    assert years(one(draw(drawing, caption="Tabel 4 Perjanjian Kinerja Tahun 2025")))[1] == 2025
    assert years(one(draw(drawing, caption="Tabel 5 Perbandingan Tahun 2023 dan 2025")))[1] == 2024


def test_realisasi_to_date_is_not_that_of_the_year(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Hasil Th 2014 | Hasil Th 2015 | Target Th 2015 | Hasil sd 2015
            Persentase A      | 0,1           | 0,6           | 0,8            | 48,7
            """
        ),
        2015,
    )
    assert fields(table) == ["indikator", "realisasi", "realisasi", "target", None]


def test_years_beside_their_growth_hold_what_was_realised(draw: Draw) -> None:
    table = one(
        draw(
            """
            No | Uraian            | 2023 (Rp)   | %      | 2024 (Rp)   | %      | Kenaikan Pendapatan (%)
            1  | Pendapatan Daerah | 240.765.650 | 101,08 | 276.120.859 | 105,54 | 14,68
            2  | Pajak Daerah      | 170.393.160 | 102,39 | 190.589.791 | 104,76 | 11,85
            """
        )
    )
    assert fields(table)[2] == fields(table)[4] == "realisasi"
    assert years(table)[2:5:2] == [2023, 2024]


def test_years_to_come_beside_a_growth_are_no_realisasi(draw: Draw) -> None:
    table = one(
        draw(
            """
            No | Uraian            | 2024 (Rp)   | 2025 (Rp)   | Pertumbuhan (%)
            1  | Pendapatan Daerah | 240.765.650 | 276.120.859 | 14,68
            2  | Pajak Daerah      | 170.393.160 | 190.589.791 | 11,85
            """
        )
    )
    assert "realisasi" not in fields(table)


def test_a_year_to_come_has_no_realisasi(draw: Draw) -> None:
    drawing = """
        No | Indikator Kinerja | 2024  | 2026
        1  | Persentase A      | 39,67 | 45,00
        2  | Persentase B      | 51,58 | 60,00
        """
    caption = "Tabel 3.4 Perbandingan Realisasi Kinerja 2024 dengan Akhir Renstra"
    assert fields(one(draw(drawing, caption))) == ["no", "indikator", "realisasi", "target_akhir"]
    assert fields(one(draw(drawing, caption), 2026)) == ["no", "indikator", "realisasi", "realisasi"]


def test_a_table_right_below_another_is_of_the_year_of_its_caption(draw: Draw) -> None:
    targets = draw(
        "Indikator Kinerja | Target\nPersentase A | 90\nPersentase B | 85", "Perjanjian Kinerja Tahun 2025"
    )
    programmes = draw("Program | Anggaran\nProgram A | Rp. 6.487.226.296\nProgram B | Rp. 424.773.064")
    tables = canonical([targets, programmes], 2024)
    assert [years(t)[-1] for t in tables] == [2025, 2025]
    assert [t.kind for t in tables] == ["pk", "pk"]
    later = draw("Program | Anggaran\nProgram A | Rp. 6.487.226.296\nProgram B | Rp. 424.773.064", page=2)
    assert years(canonical([targets, later], 2024)[1])[-1] == 2024


def test_several_years_against_a_target_to_come(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator    | Realisasi 2023 | Realisasi 2024 | Target 2026 | Capaian thd Target 2026 (%)
            Indeks A     | 0,51           | 0,55           | 0,58        | 94,83
            Persentase B | 31,09          | 35,29          | 47,00       | 75,09
            """
        )
    )
    assert fields(table) == ["indikator", "realisasi", "realisasi", "target_akhir", "capaian_akhir"]


def test_a_column_of_years_tells_the_years_of_its_rows(draw: Draw) -> None:
    table = one(
        draw(
            """
            No | Indikator Kinerja | Tahun | Target | Realisasi | Capaian (%)
            1  | Persentase A      | 2022  | 80,00  | 78,40     | 98,00
            ^  | ^                 | 2023  | 84,00  | 85,68     | 102,00
            """
        )
    )
    assert fields(table) == ["no", "indikator", "tahun", "target", "realisasi", "capaian"]
    assert years(table) == [None] * 6


def test_years_told_from_the_years_of_the_report(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Realisasi n-2 | Realisasi Tahun n-1 | Tahun n | <         | <
            ^                 | ^             | ^                   | Target  | Realisasi | %
            Persentase A      | 74,00         | 75,00               | 80,00   | 78,40     | 98,00
            Nilai B           | 68,00         | 69,00               | 70,00   | 71,05     | 101,50
            """
        )
    )
    assert fields(table) == ["indikator", "realisasi", "realisasi", "target", "realisasi", "capaian"]
    assert years(table)[1:] == [2022, 2023, 2024, 2024, 2024]


def test_romans_below_target_are_no_targets_of_the_year(draw: Draw) -> None:
    for leaves in ("I | II | III | IV", "B03 | B06 | B09 | B12"):
        table = one(
            draw(
                f"""
                Indikator Kinerja | Target 2024 | Target | <     | <     | <
                ^                 | ^           | {leaves}
                Persentase A      | 88,40       | 20,00  | 40,00 | 60,00 | 88,40
                """
            )
        )
        assert fields(table) == ["indikator", "target", None, None, None, None]


def test_targets_to_date_beside_those_of_the_year_are_not_the_years(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator    | Target 2024 | Realisasi 2024 | Target s.d. 2024 | Realisasi s.d. 2024
            Persentase A | 88,40       | 86,10          | 252,40           | 250,18
            """
        )
    )
    assert fields(table) == ["indikator", "target", "realisasi", None, None]


def test_years_of_a_plan_without_its_period(draw: Draw) -> None:
    drawing = """
        Indikator    | Target Renstra Tahun ke- | <     | Realisasi Tahun ke- | <
        ^            | 1                        | 2     | 1                   | 2
        Persentase A | 86,10                    | 88,40 | 97,40               | 85,68
        Nilai B      | 75,20                    | 74,50 | 100,94              | 73,08
        """
    assert fields(one(draw(drawing)))[1:] == [None] * 4
    dated = one(draw(drawing, caption="Tabel 2.1 Kinerja Pelayanan Tahun 2022-2024"))
    assert fields(dated)[1:] == ["target", "target", "realisasi", "realisasi"]
    assert years(dated)[1:] == [2023, 2024, 2023, 2024]
    targets = one(
        draw(
            """
            Indikator    | Target Kinerja Tahun ke- | <     | Lokasi
            ^            | 1                        | 2     | ^
            Persentase A | 86,10                    | 88,40 | Desa
            Nilai B      | 75,20                    | 74,50 | Desa
            """
        )
    )
    assert fields(targets)[1:3] == ["target", "target"]
    assert years(targets)[1:3] == [None, None]


@pytest.mark.parametrize(
    ("caption", "year"),
    [
        ("Tabel 3.1 Capaian Kinerja Tahun 2019", 2019),
        ("Tabel 3.1 Capaian Kinerja menurut Permendagri Nomor 86 Tahun 2017", 2024),
        ("Tabel 3.1 Capaian Kinerja Triwulan III Tahun 2024", None),
        ("Tabel 3.1 Capaian Kinerja s.d. Juni 2024", None),
        ("Tabel 3.1 Capaian Kinerja s.d. Triwulan IV Tahun 2024", 2024),
        ("Tabel 3.1 Capaian Kinerja s.d. Desember 2024", 2024),
        ("Tabel 3.1 Capaian Kinerja Triwulan I, II, III dan IV Tahun 2024", 2024),
    ],
)
def test_the_year_that_a_caption_tells(draw: Draw, caption: str, year: int | None) -> None:
    assert years(one(draw(PLAIN, caption=caption)))[1:] == [year] * 3


def test_a_column_of_quarters_tells_of_what_its_rows_are(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator | Triwulan | Target | Realisasi
            Nilai A   | I        | 20,00  | 19,00
            ^         | II       | 40,00  | 41,00
            ^         | TW III   | 60,00  | 58,00
            """
        )
    )
    assert fields(table) == ["indikator", "triwulan", "target", "realisasi"]


def test_initials_of_measures_below_a_quarter_are_not_of_the_year(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Target 2024 | TW I   | <      | TW II  | <
            ^                 | ^           | T      | R      | T      | R
            Jumlah A          | 1.200       | 300    | 280    | 600    | 590
            Jumlah B          | 40          | 10     | 11     | 20     | 21
            """
        )
    )
    assert fields(table) == ["indikator", "target", None, None, None, None]
