from __future__ import annotations

import pytest

from extractor.model import ReportInfo
from extractor.statements import wording


def info(agency: str, region: str) -> ReportInfo:
    return ReportInfo(
        file="x.pdf", sha256="", title="", agency=agency, region=region, year=2024, kind="lakip", pages=1
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("target kinerja di Tahun 2024 sebesar 120,80%", ["120,80%"]),
        ("sebanyak 5.310 Orang pada tahun 2023", ["5.310 Orang"]),
        ("sebesar Rp. 14. 513. 600,- dan Rp.168.000.000,-", ["Rp. 14. 513. 600,-", "Rp.168.000.000,-"]),
        ("antara 1-3 hari", ["1-3 hari"]),
        ("target < 5 menit", ["< 5 menit"]),
        ("Peraturan Nomor 29 Tahun 2014, Tabel 3.1, Pasal 5", []),
        ("terdapat 7 (Tujuh) indikator dan 5 (lima) Program", []),
        ("1) Pelatihan", []),
        ("12/97 x 100% = 12,37%", ["12,37%"]),
        ("rasio 1:400", []),
        ("SS1 dan IK7", []),
        ("31 Desember 2022", []),
        ("inflasi 3% + / - 1% tercapai 2,5%", ["2,5%"]),  # a target with a tolerance is a range
    ],
)
def test_figures(text: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in wording.figures(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("di Tahun 2024 dan 2023", [2024]),
        ("Renstra Tahun 2021-2026", []),
        ("Nomor 53 Tahun 2014", []),
        ("lebih tinggi dari tahun sebelumnya", [2023]),
        ("tahun sebelumnya (2022)", [2022]),
        ("pada tahun ini", [2024]),
        ("sampai dengan 31 Desember 2023", [2023]),
    ],
)
def test_years(text: str, found: list[int]) -> None:
    assert [y.year for y in wording.years(text, 2024)] == found


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("target 85% terealisasi 80% dengan capaian 94,12%", ["target", "realisasi", "capaian"]),
        ("telah mencapai 39,67%", ["reached"]),
        ("melebihi target sebesar 100,01%", []),
        ("realisasi anggaran sebesar Rp1", []),
        ("target akhir Renstra 95%", []),
        ("rata-rata capaian sebesar 97%", []),
        ("realisasi capaian sebesar 81 point", ["reached"]),
        ("untuk mencapai 100%", []),
    ],
)
def test_cues(text: str, measures: list[str]) -> None:
    assert [c.measure for c in wording.cues(text)] == measures


def test_only_fillers_may_stand_between() -> None:
    assert wording.leftover(" di Tahun sebesar ") == []
    assert wording.leftover(" mengalami peningkatan sebesar ") == ["mengalami", "peningkatan"]
    assert wording.leftover(" adalah 159/150 x 100% = ") == []
    assert wording.leftover(", 5 program sebesar ")[0] == ","


def test_the_agencys_own_name() -> None:
    own = wording.own_names(
        info("Rumah Sakit Umum Daerah Al Ihsan Provinsi Jawa Barat", "Provinsi Jawa Barat")
    )
    assert own.fullmatch("RSUD Al Ihsan")
    assert own.fullmatch("Provinsi Jawa Barat")
    assert not own.fullmatch("Provinsi Jawa Timur")
    assert wording.own_names(info("", "")).search("Dinas Sosial") is None
