"""What looks wrong and is right: a test for each kind that auditors must not be shown.

Each ledger is put to all rules; none may raise an error or a warning, but for the rules on a report's parts
(STR, IND001), which a ledger of two rows cannot satisfy.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import made
import pytest
from ledgers import MEASURED, YEAR, Book, measured, quantity

from extractor.checks import run
from extractor.model import Box, Paragraph
from extractor.statements.ledger import Conventions, Ledger

TARGET = (("target", YEAR),)


def accused(ledger: Ledger) -> list[str]:
    found = run(ledger, ignore=["STR", "IND001"])
    return [f"{f.code}: {f.message.id}" for f in found if f.severity != "info"]


@pytest.mark.parametrize(
    ("target", "realisasi", "capaian"),
    [
        ("15,46", "12,37", "80,02"),  # made from 12/97
        ("84", "86,67", "103,17"),
        ("84", "86,67", "103,18"),
        ("7,15", "5,30", "74,10"),
        ("100", "87,2658", "87,26"),  # truncated
        ("70", "72,40", "103,43%"),
        ("1.000 orang", "3.898 orang", "389,8%"),
        ("0", "0", "100"),
        ("0", "3", "-"),
        ("-", "85", "-"),
        ("n/a", "85", ""),
        ("80%", "belum dinilai", "-"),
    ],
)
def test_rounding_truncation_and_what_is_missing(target: str, realisasi: str, capaian: str) -> None:
    rows = {"A": (target, realisasi, capaian), "B": ("80%", "80%", "100%"), "C": ("50", "60", "120")}
    assert accused(measured(rows).ledger()) == []


def test_a_report_that_truncates_throughout_gets_one_info_at_most() -> None:
    pairs = [("97", "12"), ("93", "88"), ("71", "55"), ("61", "47"), ("83", "59"), ("89", "68")]
    rows = {}
    for index, (target, realisasi) in enumerate(pairs):
        cut = int(Decimal(realisasi) * 10000 / Decimal(target))
        rows[f"Indikator {'ABCDEF'[index]}"] = (target, realisasi, f"{cut // 100},{cut % 100:02d}")
    found = run(measured(rows).ledger(), ignore=["STR", "IND001"])
    assert [f.severity for f in found] in ([], ["info"])


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("perbandingan", (("realisasi", YEAR), ("target", YEAR), ("capaian", YEAR))),  # realisasi first
        ("perbandingan", (("capaian", YEAR),)),  # 'CAPAIAN INDIKATOR' that holds realisasi
    ],
)
def test_columns_in_another_order_or_by_another_name(source: str, fields: Any) -> None:
    rows = {
        "Persentase koperasi aktif": ("32,86%", "39,67%", "120,72%"),
        "Persentase usaha naik kelas": ("38,00%", "55,04%", "144,84%"),
        "Persentase pencari kerja": ("75,52%", "74,05%", "98,05%"),
    }
    by_measure = {"target": 0, "realisasi": 1, "capaian": 2 if len(fields) > 1 else 1}
    book = measured(rows)
    book.table(source, 7, fields, {n: tuple(v[by_measure[m]] for m, _ in fields) for n, v in rows.items()})
    assert accused(book.ledger()) == []


def test_a_pk_and_its_revision() -> None:
    book = Book().table("pk", 3, TARGET, {"A": ("80%",), "B": ("40%",)})
    book.table("pk_perubahan", 4, TARGET, {"A": ("85%",), "B": ("40%",)})
    book.table("pengukuran", 5, MEASURED, {"A": ("85%", "85%", "100%"), "B": ("40%", "50%", "125%")})
    assert accused(book.ledger()) == []


def test_budgets_that_say_that_they_were_revised() -> None:
    rows = [("Program Pelatihan Kerja", "100.000.000")]
    before = made.made_table(("program", "anggaran"), rows, caption="Tabel 3.1 Anggaran APBD", name="a")
    after = made.made_table(
        ("program", "anggaran"),
        [("Program Pelatihan Kerja", "120.000.000")],
        caption="Tabel 3.2 Anggaran setelah Perubahan APBD",
        page=11,
        name="b",
    )
    assert accused(made.made_ledger(before, after)) == []


def test_cumulative_targets_and_realisasi_to_date() -> None:
    years = (("target", 2023), ("target", 2024), ("target", 2025), ("target", 2026), ("target_akhir", None))
    book = Book().table("renstra", 2, years, {"A": ("10", "12", "15", "18", "55")})
    book.table("pengukuran", 5, MEASURED, {"A": ("12", "12", "100"), "B": ("80", "60", "75")})
    book.table("jangka_menengah", 6, (("realisasi", YEAR),), {"A": ("22",)})
    last = book.statements[-1]
    book.statements[-1] = last.model_copy(update={"header": "Realisasi s.d. tahun 2024"})
    assert accused(book.ledger()) == []


def test_the_end_target_is_another_denominator() -> None:
    book = measured({"A": ("80%", "84%", "105%"), "B": ("60%", "57%", "95%")})
    columns = (("realisasi", YEAR), ("target_akhir", None), ("capaian_akhir", None))
    book.table("jangka_menengah", 7, columns, {"A": ("84%", "96%", "87,5%"), "B": ("57%", "76%", "75%")})
    assert accused(book.ledger()) == []


@pytest.mark.parametrize(
    ("target", "realisasi", "capaian"),
    [
        ("5", "4", "120"),  # (2T - R)/T
        ("5", "4", "125"),  # T/R
        ("0", "0", "100"),
    ],
)
def test_lower_is_better(target: str, realisasi: str, capaian: str) -> None:
    book = Book()
    book.subject("Angka kematian bayi", direction="lower")
    book.table("pengukuran", 5, MEASURED, {"Angka kematian bayi": (target, realisasi, capaian)})
    assert accused(book.ledger()) == []


def test_grades_opinions_and_levels() -> None:
    rows = {
        "Opini BPK": (quantity("WTP", grade="WTP"), quantity("WTP", grade="WTP"), "100%"),
        "Nilai SAKIP": (quantity("BB", grade="BB"), quantity("A", grade="A"), "110%"),
        "Indeks kepuasan": ("83", "83", "100%"),
    }
    assert accused(measured(rows).ledger()) == []


def prose(*texts: str) -> Ledger:
    ledger = measured(
        {"Persentase koperasi aktif": ("51%", "53,7%", "105,29%"), "B": ("4", "4", "100")}
    ).ledger()
    paragraphs = tuple(Paragraph(t, 9, Box(0, 20 * i, 9, 20 * i + 9), "BAB III") for i, t in enumerate(texts))
    return Ledger(ledger.report, ledger.statements, ledger.subjects, ledger.tables, paragraphs, Conventions())


@pytest.mark.parametrize(
    "text",
    [
        "Persentase koperasi aktif naik 2,4 persen dari 51,30% menjadi 53,70%.",  # points
        "Persentase koperasi aktif naik 4,68 persen dari 51,30% menjadi 53,70%.",  # percent
        "Sasaran ini diukur dengan (2) Dua indikator kinerja.",
        "Anggaran sebesar Rp1.500.000.000,- (satu milyar lima ratus juta rupiah).",
        "Anggaran sebesar Rp1.500.000.000,- (satu miliar lima ratus juta rupiah).",
        "Penyelesaian perselisihan di 1 (satu) Daerah Kabupaten/Kota.",
        "Persentase koperasi aktif tingkat nasional mencapai 71,25%.",
        "Pencapaian persentase koperasi aktif Provinsi Utara sebesar 61,20%.",
        "Berdasarkan Peraturan Nomor 53 Tahun 2014, telepon (0331) 487505, halaman 12.",
    ],
)
def test_sentences_that_are_right(text: str) -> None:
    assert accused(prose(text)) == []


def test_variants_of_a_name_are_one_indicator() -> None:
    names = (
        "Persentase pencari kerja yang ditempatkan",
        "Prosentase pencaker yang ditempatkan",
        "Presentase Pencari Kerja yang Ditempatkan",
    )
    tables = [
        made.made_table(
            ("indikator", "target@2024", "realisasi@2024", "capaian@2024"),
            [(name, "38,00%", "55,04%", "144,84%"), ("Indeks kepuasan", "83", "83", "100%")],
            kind=kind,
            name=kind,
            page=page,
        )
        for page, (name, kind) in enumerate(
            zip(names, ("pengukuran", "perbandingan", "ikhtisar"), strict=True), 5
        )
    ]
    assert accused(made.made_ledger(*tables)) == []


def test_a_cell_that_could_not_be_read_is_no_error() -> None:
    rows = {"A": ("80%", quantity("4x,7%"), "59%"), "B": ("80%", "60%", "75%")}
    assert accused(measured(rows).ledger()) == []
