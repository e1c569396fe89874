"""Target, realisasi, capaian and categories: what a column holds decides, not what it is called."""

from __future__ import annotations

from tabled import Draw, fields, one, years


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
