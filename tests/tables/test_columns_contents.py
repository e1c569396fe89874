"""What a column holds decides, not what it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractor.model import Box, Table
from extractor.tables.canonical import canonical
from extractor.tables.grid import Grid

Draw = Callable[..., Grid]


def one(grid: Grid, year: int | None = 2024) -> Table:
    (table,) = canonical([grid], year)
    return table


def fields(table: Table) -> list[str | None]:
    return [c.field for c in table.columns]


def years(table: Table) -> list[int | None]:
    return [c.year for c in table.columns]


def test_capaian_that_follows_the_target_is_realisasi(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Target TA. 2024 | Capaian TA. 2024
            Persentase A      | 32,86%          | 39,67%
            Jumlah B          | 5.310 Orang     | 5.517 Orang
            Persentase C      | 46,25%          | 51,58%
            """
        )
    )
    assert fields(table) == ["indikator", "target", "realisasi"]
    assert years(table) == [None, 2024, 2024]


def test_capaian_around_a_hundred_stays_capaian(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Target | Capaian
            Jumlah A          | 12     | 104,2
            Jumlah B          | 5.310  | 98,1
            """
        )
    )
    assert fields(table) == ["indikator", "target", "capaian"]


def test_two_columns_of_capaian_are_told_apart_by_arithmetic(draw: Draw) -> None:
    table = one(
        draw(
            """
            Program/ Kegiatan   | Target      | Capaian     | %
            Output : Jumlah A   | 2 Aplikasi  | 3 Aplikasi  | 150
            Output : Jumlah B   | 30 Kasus    | 12 Kasus    | 40
            """,
            caption="Target dan Realisasi Program",
        )
    )
    assert fields(table) == ["program", "target", "realisasi", "capaian"]


def test_money_beside_a_budget_is_realised_budget(draw: Draw) -> None:
    table = one(
        draw(
            """
            PROGRAM/ KEGIATAN | ANGGARAN (Rp.) | REALISASI (Rp) | CAPAIAN (%)
            Program A         | 37.984.500     | 37.428.500     | 98,53
            Program B         | 3.432.609.159  | 2.684.594.463  | 78,20
            """
        )
    )
    assert fields(table) == ["program", "anggaran", "realisasi_anggaran", "serapan"]
    assert table.kind == "anggaran"


def test_percent_of_the_total_budget_is_no_absorption(draw: Draw) -> None:
    table = one(
        draw(
            """
            Sasaran | Indikator Kinerja | Anggaran      | %
            S1      | I1                | 1.500.810.000 | 29,32
            S2      | I2                | 424.000.000   | 8,28
            """
        )
    )
    assert fields(table)[-1] is None


def test_category_column_with_figures_is_capaian(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Target | Realisasi | Kategori Penilaian
            Persentase A      | 0,53%  | 0,34%     | 63,36 % (Sedang)
            Persentase B      | 3,93%  | 2,29%     | 58,34 % (Sedang)
            """
        )
    )
    assert fields(table)[-1] == "capaian"


def test_untitled_letters_at_the_right_are_categories(draw: Draw) -> None:
    table = one(
        draw(
            """
            No | Indikator Kinerja | Target | Realisasi | Capaian % |
            1  | Persentase A      | 50     | 60        | 120       | BS
            2  | Persentase B      | 50     | 40        | 80        | B
            """
        )
    )
    assert fields(table)[-1] == "kategori"


def test_capaian_against_the_end_target(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Sasaran | Target Jangka Menengah Renstra (th. 2026) | Realisasi Th. 2023 | Capaian
            Persentase A      | 95% | 85,71% | 90,22%
            """
        ),
        2023,
    )
    assert fields(table) == ["indikator", "target_akhir", "realisasi", "capaian_akhir"]
    assert years(table) == [None, 2026, 2023, None]
    assert table.kind == "jangka_menengah"


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


def test_number_and_name_under_one_heading(draw: Draw) -> None:
    table = one(
        draw(
            """
            SASARAN | <  | Indikator Sasaran | Target
            1       | S1 | Persentase A      | 10
            2       | S2 | Persentase B      | 20
            """
        )
    )
    assert fields(table) == ["no", "sasaran", "indikator", "target"]


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


def test_several_indicators_in_one_cell_become_rows(draw: Draw) -> None:
    table = one(
        draw(
            """
            Sasaran | Indikator Kinerja                             | Target           | Keterangan
            S1      | 1. Persentase A / 2. Pencari kerja ditempatkan | 100 % / 1000 orang | sama
            """
        )
    )
    assert [(r[1].text, r[2].text) for r in table.rows] == [
        ("1. Persentase A", "100 %"),
        ("2. Pencari kerja ditempatkan", "1000 orang"),
    ]


def test_items_without_numbers_are_parted_by_their_first_words(draw: Draw) -> None:
    table = one(
        draw(
            """
            Sasaran | Indikator Kinerja                                                    | Target
            S1      | Persentase program / RKPD selaras / Persentase dokumen / tepat waktu | 90% / 95%
            """
        )
    )
    assert [(r[1].text, r[2].text) for r in table.rows] == [
        ("Persentase program RKPD selaras", "90%"),
        ("Persentase dokumen tepat waktu", "95%"),
    ]


def test_items_that_do_not_match_stay_together(draw: Draw) -> None:
    table = one(
        draw(
            """
            Sasaran | Indikator Kinerja | Target      | Realisasi
            S1      | Persentase A      | 36,9 / 17,7 | 39,0 / 21,0 / 11,2
            """
        )
    )
    assert len(table.rows) == 1


def test_grid_without_header_goes_on_with_the_table_before(draw: Draw) -> None:
    first = draw(
        """
        No | Indikator Kinerja | Target 2023
        1  | Persentase A      | 10
        """,
        caption="Perjanjian Kinerja",
    )
    second = draw("2 | Persentase B | 20\n3 | Persentase C | 30", page=2)
    tables = canonical([first, second], 2023)
    assert tables[1].kind == "pk"
    assert fields(tables[1]) == ["no", "indikator", "target"]
    assert years(tables[1]) == [None, None, 2023]


def test_a_grid_under_another_number_does_not_go_on_with_the_table_before(draw: Draw) -> None:
    first = draw("Indikator | Target | Realisasi\nA | 1,50 | 2,00", caption="Tabel 3.7 Capaian")
    other = draw("Baik | 871,90 | 58,06\nSedang | 391,45 | 26,07", page=2, caption="Tabel 3.8 Kondisi Jalan")
    goes_on = draw("B | 3,00 | 2,00", page=2, caption="Tabel 3.7 (lanjutan)")
    assert fields(canonical([first, other], 2024)[1]) == [None, None, None]
    assert fields(canonical([first, goes_on], 2024)[1]) == ["indikator", "target", "realisasi"]


def test_a_capaian_of_last_year_beside_a_range_is_realisasi(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Capaian 2023 | 2024        | <         | <
            ^                 | ^            | Target      | Realisasi | % Realisasi
            Angka Kemiskinan  | 11,21        | 11,00-10,80 | 11,45     | 95,91
            """
        )
    )
    assert fields(table) == ["indikator", "realisasi", "target", "realisasi", "capaian"]


def test_target_realisasi_and_capaian_by_their_first_letters(draw: Draw) -> None:
    table = one(
        draw(
            """
            No | Indikator Kinerja | Tahun 2023 | <    | <      | Tahun 2024 | <     | <
            ^  | ^                 | T          | R    | C (%)  | T          | R     | C (%)
            1  | Indeks SPBE       | 2,90       | 2,97 | 102,41 | 3,10       | 3,24  | 104,52
            """
        )
    )
    assert fields(table) == ["no", "indikator", *["target", "realisasi", "capaian"] * 2]
    assert years(table)[2:] == [2023] * 3 + [2024] * 3


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


def test_a_scale_is_told_by_its_bands_and_its_category(draw: Draw) -> None:
    scale = draw(
        """
        Skor | Rentang Capaian   | Kategori Capaian
        4    | Nilai diatas 100% | sangat baik (SB)
        3    | 80% s/d 100%      | baik (B)
        2    | 55% s/d 80%       | cukup (C)
        1    | dibawah 55%       | kurang (K)
        """
    )
    ages = draw(
        """
        Usia    | Kategori     | Jumlah
        20 - 30 | 12 pegawai   | 14
        31 - 40 | 40 pegawai   | 22
        41 - 50 | 31 pegawai   | 30
        """
    )
    assert one(scale).kind == "skala"
    assert one(ages).kind != "skala"


def test_a_percentage_under_the_storey_of_its_operands_is_capaian(draw: Draw) -> None:
    table = one(
        draw(
            """
            Program         | Indikator     | Realisasi Kinerja | <      | <              | <      | <
            ^               | ^             | Target 2024       | <      | Realisasi 2024 | <      | %
            ^               | ^             | Volume            | Satuan | Volume         | Satuan | ^
            Pemeliharaan    | Panjang jalan | 30                | Km     | 46             | Km     | 153,33
            Rehabilitasi    | Panjang ruas  | 23,5              | Km     | 16,30          | Km     | 69,36
            """
        )
    )
    assert fields(table)[2:] == ["target", "satuan", "realisasi", "satuan", "capaian"]


def test_a_year_to_come_has_no_realisasi(draw: Draw) -> None:
    drawing = """
        No | Indikator Kinerja | 2024  | 2026
        1  | Persentase A      | 39,67 | 45,00
        2  | Persentase B      | 51,58 | 60,00
        """
    caption = "Tabel 3.4 Perbandingan Realisasi Kinerja 2024 dengan Akhir Renstra"
    assert fields(one(draw(drawing, caption))) == ["no", "indikator", "realisasi", "target_akhir"]
    assert fields(one(draw(drawing, caption), 2026)) == ["no", "indikator", "realisasi", "realisasi"]


def test_realisasi_over_last_years_is_no_capaian(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Tahun 2023 | Tahun 2024 | Capaian Kinerja (%) | Kategori
            ^                 | Realisasi  | Realisasi  | ^                   | ^
            Sasaran 1 : A     | <          | <           | <                   | <
            Jumlah B          | 20         | 24          | 120                 | Sangat baik
            Sasaran 2 : C     | <          | <           | <                   | <
            Persentase D      | 27,87      | 10,90       | 39,11               | Kurang
            """
        )
    )
    assert fields(table) == ["indikator", "realisasi", "realisasi", None, None]


def test_realisasi_against_a_target_to_come_is_against_the_end_target(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Tahun 2024 | Tahun 2026 | Capaian Kinerja (%)
            ^                 | Realisasi  | Target     | ^
            Jumlah B          | 24         | 35         | 68,57
            Persentase D      | 75         | 85         | 88,23
            """
        )
    )
    assert fields(table) == ["indikator", "realisasi", "target_akhir", "capaian_akhir"]
    assert table.kind == "jangka_menengah"


def test_a_realisasi_of_the_budget_in_percent_is_serapan(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | Target | Realisasi | Anggaran (Rp.) | Realisasi Anggaran (%)
            Sasaran 1 : A     | <      | <         | <              | <
            Jumlah B          | 125    | 208       | 1.855.000.000  | 94.69
            """
        )
    )
    assert fields(table)[-2:] == ["anggaran", "serapan"]


def test_the_share_of_another_year_is_serapan_too(draw: Draw) -> None:
    table = one(
        draw(
            """
            Uraian | Capaian (%) th 2023 | Anggaran th 2024 | Realisasi (Rp.) th 2024 | Capaian (%) th 2024
            Belanja Tidak Langsung | 98.81 % | 6.857.296.607 | 6.790.448.610 | 99.03 %
            Belanja Langsung | 91.30 % | 15.052.945.500 | 14.835.738.968 | 98.56 %
            """
        )
    )
    assert fields(table) == ["uraian", "serapan", "anggaran", "realisasi_anggaran", "serapan"]
    assert years(table) == [None, 2023, 2024, 2024, 2024]


def test_one_heading_over_targets_and_money_of_several_years_tells_nothing(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator    | Kondisi Awal | Capaian Kinerja dan Kerangka Pendanaan | < | <   | <     | Lokasi
            Persentase A | 55%          | 65%                                    | 9 | 70% | 196   | Kota
            Persentase B | 20%          | 30%                                    | 8 | 40% | 1.339 | Kota
            """
        )
    )
    assert fields(table) == ["indikator", "baseline", None, None, None, None, "lokasi"]


def test_targets_told_in_words_are_no_names(draw: Draw) -> None:
    table = one(
        draw(
            """
            Program/Kegiatan | Indikator Kinerja | Target Capaian | <       | Pagu Indikatif (Rp)
            ^                | ^                 | Program        | Tolok Ukur | ^
            Penyediaan A     | 1. Tersedianya A  | Program B      | 27 ASN  | 29.000.000
            Penyediaan C     | 2. Tersedianya C  | Program B      | 5 unit  | 65.000.000
            """
        )
    )
    assert fields(table) == ["program", "indikator", None, None, "anggaran"]


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


def test_the_only_column_of_words_beside_target_and_realisasi_names_the_rows(draw: Draw) -> None:
    drawing = """
        No | Jenis Pajak Daerah | Target (Rp)   | Realisasi (Rp) | %
        1  | Pajak Hotel        | 1.950.000.000 | 2.104.350.250  | 107,92
        2  | Pajak Restoran     | 4.300.000.000 | 4.127.880.500  | 96,00
    """
    table = one(draw(drawing, caption="Tabel 3.2 Penerimaan Pajak"))
    assert fields(table) == ["no", "uraian", "target", "realisasi", "capaian"]


def test_who_a_budget_is_given_to_names_the_rows(draw: Draw) -> None:
    drawing = """
        No     | {}              | Anggaran (Rp)
        1      | Dinas Sosial    | 15.467.015.000
        2      | Dinas Kesehatan | 273.050.304.300
    """
    for heading in ("Perangkat Daerah", "Unit Kerja"):
        table = one(draw(drawing.format(heading), caption="Tabel 2.3 Anggaran Perangkat Daerah"))
        assert fields(table) == ["no", "uraian", "anggaran"]
        assert table.kind == "anggaran"


def test_a_later_target_beside_a_capaian_against_the_end_is_the_end_target(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator | Realisasi 2024 | Target 2026 | Capaian terhadap Target Akhir (%)
            Indeks A  | 69,24          | 71,00       | 97,52
            """
        )
    )
    assert fields(table) == ["indikator", "realisasi", "target_akhir", "capaian_akhir"]


def test_rows_below_a_heading_between_two_rules_have_its_columns(draw: Draw) -> None:
    heading = draw("No | Indikator Kinerja | Satuan | Target", caption="Tabel 2.2 Penetapan Kinerja")
    rows = draw(
        """
        1 | Bed Occupancy Rate | %     | 70
        2 | Waktu tunggu       | menit | 60
        """
    )
    below = replace(rows, bbox=Box(9, 21, 231, 61), xs=tuple(x + 9 for x in rows.xs))
    _, table = canonical([heading, below], 2024)
    assert (table.kind, fields(table)) == ("pk", ["no", "indikator", "satuan", "target"])


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


def test_budgets_in_millions(draw: Draw) -> None:
    table = one(
        draw(
            """
            No | Program              | Anggaran | Realisasi | %
            1  | Program Penunjang    | 2.450,00 | 2.371,50  | 96,80
            2  | Program Pemberdayaan | 412,60   | 398,77    | 96,65
            """
        )
    )
    assert fields(table) == ["no", "program", "anggaran", "realisasi_anggaran", "serapan"]


def test_a_share_realised_is_no_amount(draw: Draw) -> None:
    table = one(
        draw(
            """
            No | Program              | Anggaran      | Realisasi
            1  | Program Penunjang    | 2.450.000.000 | 96,80
            2  | Program Pemberdayaan | 412.600.000   | 96,65
            """
        )
    )
    assert "realisasi_anggaran" not in fields(table)


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


def test_percent_beside_target_and_realisasi_of_a_year_is_capaian(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Kinerja | 2023   | <         | <      | 2024   | <         | <
            ^                 | Target | Realisasi | %      | Target | Realisasi | %
            Persentase A      | 80,00  | 78,40     | 98,00  | 84,00  | 85,68     | 102,00
            Nilai B           | 70,00  | 71,05     | 101,50 | 72,00  | 73,08     | 101,50
            """,
            caption="Tabel 3.2 Perbandingan Kinerja",
        )
    )
    assert fields(table)[3::3] == ["capaian", "capaian"]
    assert years(table)[3::3] == [2023, 2024]


def test_money_beside_the_budget_of_a_programme_is_no_realisasi_of_the_indicator(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator    | Target | Realisasi | % Capaian | Program   | Anggaran (Rp) | Realisasi (Rp) | %
            Persentase A | 80,00  | 78,40     | 98,00     | Program A | 1.200.000.000 | 1.140.000.000  | 95,00
            Nilai B      | 70,00  | 71,05     | 101,50    | Program B | 800.000.000   | 784.000.000    | 98,00
            """
        )
    )
    assert fields(table)[-3:] == ["anggaran", "realisasi_anggaran", "serapan"]


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


def test_capaian_against_the_plans_target_of_the_year_is_not_the_rows(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator    | Target RPJMD 2024 | Target PK 2024 | Realisasi | Capaian terhadap RPJMD | %
            Persentase A | 90,00             | 88,40          | 86,10     | 95,67                  | 97,40
            """
        )
    )
    assert fields(table)[:5] == ["indikator", "target", "target", "realisasi", None]


def test_a_heading_over_many_columns_tells_of_none_of_them_be_they_empty(draw: Draw) -> None:
    table = one(
        draw(
            """
            Program   | Indikator Kinerja | Capaian Kinerja dan Kerangka Pendanaan | <     | <    | <
            Program A | Persentase A      | 65%                                    | -     | 70%  | 1.339
            Program B | Persentase B      | 55%                                    | -     | 100% | 258
            """
        )
    )
    assert fields(table)[2:] == [None] * 4


def test_targets_of_two_indicator_columns_are_told_apart(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator Tujuan | Target | <     | Indikator Sasaran | Target | <
            ^                | 2023   | 2024  | ^                 | 2023   | 2024
            Indeks A         | 90,10  | 91,25 | Persentase B      | 84,00  | 88,40
            Indeks C         | 70,10  | 71,25 | Persentase D      | 64,00  | 68,40
            """
        )
    )
    assert fields(table) == ["indikator", "target", "target", "indikator", "target", "target"]


def test_percent_behind_a_realisasi_that_stands_before_its_target(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator    | 2024      | <      | <      | 2023      | <      | <
            ^            | Realisasi | Target | %      | Realisasi | Target | %
            Persentase A | 86,10     | 88,40  | 97,40  | 85,68     | 84,00  | 102,00
            Nilai B      | 75,20     | 74,50  | 100,94 | 73,08     | 72,00  | 101,50
            """
        )
    )
    assert fields(table)[3::3] == ["capaian", "capaian"]


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


PLAIN = """
    Indikator    | Target | Realisasi | Capaian
    Persentase A | 86,10  | 88,40     | 97,40
    Nilai B      | 75,20  | 74,50     | 100,94
    """


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


def test_realisasi_of_ones_own_kabupaten_is_no_comparison(draw: Draw) -> None:
    table = one(draw(PLAIN.replace("Realisasi |", "Realisasi Kabupaten |")))
    assert fields(table) == ["indikator", "target", "realisasi", "capaian"]


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
