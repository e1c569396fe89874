"""Header wordings to fields and years."""

from __future__ import annotations

import pytest

from extractor.tables.columns import PERCENT, read_heading


@pytest.mark.parametrize(
    ("storeys", "field", "year"),
    [
        (("Targe t",), "target", None),
        (("REALISA SI",), "realisasi", None),
        (("REALALISASI",), "realisasi", None),
        (("Cap aian",), "capaian", None),
        (("Satua n",), "satuan", None),
        (("IndikatorKinerja",), "indikator", None),
        (("N 0",), "no", None),
        (("КЕТ.",), "keterangan", None),  # Cyrillic letters
        (("% Realisasi",), "capaian", None),
        (("Realisasi (%)",), "realisasi", None),
        (("% Realisasi Anggaran",), "serapan", None),
        (("% Anggaran",), None, None),
        (("Target Tahun 2024",), "target", 2024),
        (("Realisasi Th. 2017",), "realisasi", 2017),
        (("REALISASI", "2022"), "realisasi", 2022),
        (("2015", "Target"), "target", 2015),
        (("Tahun 2016", "Capkin 2016 (%)"), "capaian", 2016),
        (("Indikator Kinerja Tahun 2016", "TARGET"), "target", 2016),
        (("Kondisi awal (2021)",), "baseline", 2021),
        (("Awal Tahun 2015",), "baseline", 2015),
        (("Realisasi s.d. TW IV",), "realisasi", None),
        (("Realisasi s/d Triwulan III",), None, None),
        (("Alokasi (Rp)",), "anggaran", None),
        (("Realisasi Tahun 2024", "Rp"), "realisasi_anggaran", 2024),
        (("Tingkat Capaian (%)", "Rp"), "serapan", None),
        (("% Realisasi 2024 thd Target 2026",), "capaian_akhir", 2024),
        (("% Realisasi 2024 thd Target 2024",), "capaian", 2024),
        (("Rasio antara Realisasi dan Anggaran Tahun ke-", "2023"), "serapan", 2023),
        (("Rata-rata Pertumbuhan", "Anggaran"), None, None),
        (("Penurunan Stunting", "Realisasi"), "realisasi", None),
        (("Target Renstra Perangkat Daerah Tahun ke-", "1"), "target", None),
        (("Tahun Dasar", "2017"), "baseline", 2017),
        (("Target Akhir Renstra (2026)",), "target_akhir", 2026),
        (("Sampai Tahun 2018",), "target_akhir", 2018),
        (("Kondisi Akhir RPJMD", "(2027)"), "target_akhir", 2027),
        (("Provinsi Jawa Timur",), "pembanding", None),
        (("Nasional",), "pembanding", None),
        (("Realisasi", "Provinsi"), "pembanding", None),
        (("Kondisi Kinerja pada akhir periode RPJMD",), "target_akhir", None),
        (("Capaian Tahun 2016 terhadap Target Akhir Renstra (%)",), "capaian_akhir", 2016),
        (("Realisasi 2016 terhadap Tahun 2015",), None, 2016),
        (("Keuangan (Rp)", "Anggaran"), "anggaran", None),
        (("Keuangan (Rp)", "Realisasi"), "realisasi_anggaran", None),
        (("REALISASI", "KEUANGAN (Rp)"), "realisasi_anggaran", None),
        (("Anggaran", "Capaian %"), "serapan", None),
        (("Target Kinerja dan Pendanaan", "2020", "Kinerja"), "target", 2020),
        (("Target Kinerja dan Pendanaan", "2020", "Rp"), "anggaran", 2020),
        (("Realisasi Nasional",), "pembanding", None),
        (("Tingkat Efisiensi",), "efisiensi", None),
        (("Target Kinerja", "Trw I"), None, None),
        (("REALISASI", "PRIBADI"), None, None),
        (("SASARAN", "Uraian"), "sasaran", None),
        (("(%)",), PERCENT, None),
        (("Predikat", "Sangat Memuaskan"), "kategori", None),
        (("Jumlah Pegawai",), None, None),
        (("",), None, None),
    ],
)
def test_heading(storeys: tuple[str, ...], field: str | None, year: int | None) -> None:
    heading = read_heading(storeys)
    assert (heading.field, heading.year) == (field, year)


def test_realisasi_against_a_later_target_is_against_the_end() -> None:
    assert read_heading(("% Realisasi 2024 thd Target 2026",)).field == "capaian_akhir"


def test_printed_header_is_kept() -> None:
    assert read_heading(("REALI-SASI", "2022")).header == "REALI-SASI | 2022"


def test_years_of_a_plan_are_counted() -> None:
    assert [read_heading(("TARGET", f"TH {n}")).ordinal for n in ("I", "II", "IV")] == [1, 2, 4]
    assert read_heading(("Tahun-1 (2014)",)).year == 2014


def test_the_number_of_a_plans_year_may_stand_in_a_storey_of_its_own() -> None:
    heading = read_heading(("Target Kinerja pada Tahun ke-", "3"))
    assert (heading.field, heading.year, heading.ordinal) == ("target", None, 3)
    assert read_heading(("Target", "III")).ordinal is None
