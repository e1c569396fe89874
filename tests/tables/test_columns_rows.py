"""Columns that name the rows, and rows that go on with others."""

from __future__ import annotations

from dataclasses import replace

from tabled import PLAIN, Draw, fields, one, years

from extractor.model import Box
from extractor.tables.canonical import canonical


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


def test_realisasi_of_ones_own_kabupaten_is_no_comparison(draw: Draw) -> None:
    table = one(draw(PLAIN.replace("Realisasi |", "Realisasi Kabupaten |")))
    assert fields(table) == ["indikator", "target", "realisasi", "capaian"]
