from __future__ import annotations

from extractor.model import Box, Paragraph, ReportInfo
from extractor.statements.passages import read_passages
from extractor.statements.totals import TOTAL, read_totals

INFO = ReportInfo(
    file="x.pdf",
    sha256="",
    title="",
    agency="Dinas Koperasi Kota Contoh",
    region="Kota Contoh",
    year=2024,
    kind="lakip",
    pages=1,
)


def read(*texts: str) -> list[tuple[str, int | None, str]]:
    passages = read_passages([Paragraph(t, 1, Box(0, 0, 1, 1)) for t in texts])
    found = list(read_totals(passages, INFO, 9))
    assert all(s.subject == 9 and s.indicator == TOTAL and s.kind == "prose" for s in found)
    return [(s.measure, s.year, s.text) for s in found]


def test_total_realisasi_and_serapan() -> None:
    found = read(
        "Total anggaran Dinas Koperasi Kota Contoh adalah sebesar Rp.8.744.588.757,- (delapan miliar rupiah) "
        "dengan realisasi penyerapan sebesar Rp.7.874.196.347,- (tujuh miliar rupiah) atau 90,05%, yang "
        "didukung oleh 5 (lima) Program."
    )
    assert found == [
        ("anggaran", 2024, "Rp.8.744.588.757,-"),
        ("realisasi_anggaran", 2024, "Rp.7.874.196.347,-"),
        ("serapan", 2024, "90,05%"),
    ]


def test_the_year_is_the_sentences() -> None:
    found = read(
        "Pada tahun 2022 total anggaran Rp. 10.319.891.918,00 terealisasi sebesar "
        "Rp. 7.082.064.671,00 atau 68,63%."
    )
    assert [(m, y) for m, y, _ in found] == [
        ("anggaran", 2022),
        ("realisasi_anggaran", 2022),
        ("serapan", 2022),
    ]


def test_parts_of_the_budget_are_left_out() -> None:
    assert (
        read("Program Pelatihan dengan anggaran sebesar Rp100.000.000 realisasi Rp90.000.000 atau 90%.") == []
    )
    assert read("Sasaran kedua tercapai. Total anggaran yaitu Rp. 229.668.000,- atau 98,52%.") == []
    assert (
        read("Pelaksanaan tugas didukung anggaran sebesar Rp7.290.242.400 dan terserap Rp6.477.257.300.")
        == []
    )
    assert read("Jumlah anggaran belanja modal sebesar Rp14.513.600.") == []
