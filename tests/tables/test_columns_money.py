"""Columns of budgets, of what was realised of them, and of shares in percent."""

from __future__ import annotations

from tabled import Draw, fields, one, years


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
