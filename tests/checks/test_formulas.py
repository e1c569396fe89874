"""FRM001: printed formulas that cannot be meant."""

from __future__ import annotations

import pytest

from extractor.checks.formulas import check_formulas, read_quotient
from extractor.model import Box, Cell, Column, Finding, Paragraph, ReportInfo, Table
from extractor.statements.conventions import read_conventions
from extractor.statements.ledger import Ledger


def findings(*rows: tuple[str, str]) -> list[Finding]:
    info = ReportInfo(
        file="x.pdf", sha256="", title="", agency="", region="", year=2024, kind="lakip", pages=9
    )
    drawn = tuple(
        tuple(
            Cell(text=t, page=1, bbox=Box(100 * c, 20 * r, 100 * c + 90, 20 * r + 10))
            for c, t in enumerate(row)
        )
        for r, row in enumerate(rows)
    )
    columns = (
        Column(field="indikator", year=None, header="IKU"),
        Column(field="formula", year=None, header="Rumus"),
    )
    table = Table(id="t", kind="iku", caption="IKU", pages=(1,), columns=columns, rows=drawn)
    return list(check_formulas(Ledger(info, (), {}, {"t": table})))


@pytest.mark.parametrize(
    ("text", "quotient"),
    [
        ("Jumlah koperasi aktif dibagi jumlah koperasi x 100", ("Jumlah koperasi aktif", "jumlah koperasi")),
        ("Jmlh Kasus Selesai x 100% Jmlh Kasus Tercatat", ("Jmlh Kasus Selesai", "Jmlh Kasus Tercatat")),
        ("Jumlah OPD berwebsite/ Jumlah OPD x 100", ("Jumlah OPD berwebsite", "Jumlah OPD")),
        ("Hasil evaluasi Inspektorat", None),
        ("Jumlah A baik x 100% Jumlah B Jumlah C dua x 100% Jumlah D", None),  # several: whose is whose?
    ],
)  # fmt: skip
def test_quotients(text: str, quotient: tuple[str, str] | None) -> None:
    assert read_quotient(text) == quotient


def test_inverted_over_two_rows() -> None:
    (finding,) = findings(
        ("Persentase pencaker bersertifikat", "Jumlah pencaker yang mengikuti pelatihan x 100%"),
        ("Persentase pencaker bersertifikat", "Jumlah pencaker yang lulus kompetensi"),
    )
    assert "100% atau lebih" in finding.message.id
    assert len(finding.stated) == 2


def test_numerator_is_denominator() -> None:
    (finding,) = findings(
        ("Persentase kasus selesai", "Jumlah kasus yang masuk dibagi jumlah kasus yang masuk x 100%")
    )
    assert "selalu 100%" in finding.message.id


def test_formula_of_another_indicator() -> None:
    (finding,) = findings(
        (
            "Persentase Tenaga Kerja yang Kompeten",
            "Jumlah tenaga kerja dilatih dibagi jumlah pendaftar kompetensi x 100",
        ),
        (
            "Persentase Pencari Kerja Ditempatkan",
            "Jumlah tenaga kerja dilatih dibagi jumlah pendaftar kewirausahaan x 100",
        ),
    )
    assert finding.indicator == "Persentase Pencari Kerja Ditempatkan"


def test_right_formulas_are_left_alone() -> None:
    rows = [
        ("Persentase koperasi sehat", "Jumlah koperasi sehat dibagi jumlah koperasi aktif x 100%"),
        ("Cakupan imunisasi", "Jumlah bayi yang diimunisasi lengkap dibagi jumlah seluruh bayi x 100%"),
        ("Persentase kasus selesai", "Jumlah kasus yang terselesaikan dibagi jumlah kasus yang masuk x 100%"),
        ("Angka kematian ibu", "Jumlah kematian ibu dibagi jumlah kelahiran hidup x 100.000"),
        (
            "Persentase pencaker ditempatkan",
            "Jumlah pencaker ditempatkan dibagi jumlah pencaker terdaftar x 100%",
        ),
    ]
    assert findings(*rows) == []


def test_a_formula_of_capaian_that_always_gives_the_target() -> None:
    text = "% Pencapaian Kinerja = Realisasi – (Realisasi - Rencana) x 100% Rencana"
    place = Paragraph(text, 4, Box(0, 0, 100, 10), "3.1 Pengukuran")
    right = text.replace("Realisasi –", "Rencana –")
    (finding,) = check_formulas(told(place))
    assert finding.stated[0].text == "Realisasi – (Realisasi - Rencana)"
    assert not list(check_formulas(told(Paragraph(right, 4, Box(0, 0, 100, 10)))))


def told(place: Paragraph) -> Ledger:
    info = ReportInfo(
        file="x.pdf", sha256="", title="", agency="", region="", year=2024, kind="lakip", pages=9
    )
    return Ledger(info, (), {}, {}, conventions=read_conventions([place]))
