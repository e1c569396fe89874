"""The kind of a table, from its caption, section and columns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.tables.canonical import canonical
from extractor.tables.columns import read_heading
from extractor.tables.grid import Grid
from extractor.tables.kinds import kind_of

Draw = Callable[..., Grid]

PLAN = ["Indikator Kinerja", "Target 2024"]
BUDGET = ["Program", "Anggaran (Rp)"]
MATRIX = ["Indikator", "Target 2022", "Target 2023", "Target 2024"]
RESULT = ["Indikator Kinerja", "Target", "Realisasi", "Capaian %"]
YEARS = ["Indikator Kinerja", "Realisasi 2023", "Realisasi 2024"]


def kind(headers: list[str], caption: str = "", section: str = "BAB III", intro: str = "") -> str:
    return kind_of(caption, section, intro, [read_heading((h,)) for h in headers])


@pytest.mark.parametrize(
    ("headers", "caption", "expected"),
    [
        (PLAN, "Tabel 2.3 Perjanjian Kinerja Tahun 2024", "pk"),
        (PLAN, "Perjanjian Kinerja Perubahan Tahun 2024", "pk_perubahan"),
        (PLAN, "Rencana Kinerja Tahunan (RKT)", "rkt"),
        (PLAN, "Indikator Kinerja Utama Dinas", "iku"),
        (BUDGET, "Rincian Program dan Anggaran dalam Perjanjian Kinerja", "pk"),
        (BUDGET, "Pagu Anggaran APBD", "anggaran"),
        (MATRIX, "Matriks Renstra (Sebelum Perubahan)", "renstra"),
        (MATRIX, "Matriks Renstra (Setelah Perubahan)", "renstra_perubahan"),
        (MATRIX, "Indikator yang mengacu pada RPD 2024-2026", "rpd"),
        (RESULT, "Pengukuran Kinerja Tahun 2024", "pengukuran"),
        (RESULT, "", "pengukuran"),
        (YEARS, "Perbandingan Realisasi dengan Tahun Lalu", "perbandingan"),
        (YEARS, "", "perbandingan"),
        (["Sasaran", "% Capaian", "% Penyerapan Anggaran", "Tingkat Efisiensi"], "", "efisiensi"),
        (["Indikator", "Target Akhir Renstra", "Realisasi", "Capaian"], "", "jangka_menengah"),
    ],
)
def test_caption_and_columns(headers: list[str], caption: str, expected: str) -> None:
    assert kind(headers, caption) == expected


def test_section_speaks_where_the_caption_does_not() -> None:
    assert kind(PLAN, "", "BAB II > D. PERJANJIAN KINERJA TAHUN 2024") == "pk"
    assert kind(RESULT, "", "IKHTISAR EKSEKUTIF") == "ikhtisar"
    assert kind(RESULT, "", "IKHSTISAR EKSEKUTIF") == "ikhtisar"


def test_a_plan_word_does_not_make_a_plan_of_results() -> None:
    assert kind(RESULT, "Realisasi Perjanjian Kinerja Tahun 2024") == "pengukuran"


@pytest.mark.parametrize(
    "headers",
    [
        ["No", "Nama Jabatan", "Jumlah", "Keterangan"],
        ["No", "Golongan", "A", "B", "C", "D", "Jumlah"],
        ["No.", "Nama/Jenis Barang", "Jumlah tersedia", "Satuan", "Keterangan"],
        ["Tujuan", "Sasaran", "Strategi", "Arah Kebijakan"],
        ["No", "Komponen", "Bobot", "Nilai Hasil Evaluasi", "% Capaian (Bobot)"],
        ["No", "Kabupaten/Kota", "Aktif", "Tidak Aktif"],
    ],
)
def test_other_content_is_left_alone(headers: list[str]) -> None:
    assert kind(headers) == "lain"


def test_scales_are_no_results() -> None:
    assert kind(["No", "Kategori", "Nilai", "Interpretasi"]) == "skala"
    assert kind(["No", "Capaian Kinerja", "Interpretasi"]) == "skala"
    assert kind(["No", "Interval Nilai Realisasi", "Kriteria"], "Skala Nilai Peringkat Kinerja") == "skala"


def test_ids_count_tables_on_a_page(draw: Draw) -> None:
    grids = [draw("Indikator Kinerja | Target\nPersentase A | 10", page=p) for p in (4, 4, 5)]
    assert [t.id for t in canonical(grids, 2024)] == ["p4.1", "p4.2", "p5.1"]
