"""Amounts of budget lines, what is left and shares of the whole in running text, against the tables."""

from __future__ import annotations

from typing import Any

import made
import pytest

from extractor.checks import run
from extractor.checks.told_absorption import told_absorption
from extractor.checks.told_budgets import wrong_shares_of_total, wrong_told_amounts, wrong_total_remainders
from extractor.checks.told_line_shares import wrong_line_shares

ROWS = [
    ("Program Pengelolaan Perikanan Tangkap", "3.310.450.000", "3.088.215.500"),
    ("Program Pengelolaan Arsip Daerah", "742.300.000", "701.446.250"),
    ("Jumlah", "4.052.750.000", "3.789.661.750"),
]


def ledger(text: str, rows: list[tuple[str, str, str]] = ROWS, caption: str = "Tabel 3.4") -> Any:
    table = made.made_table(("program", "anggaran", "realisasi_anggaran"), rows, caption=caption)
    return made.made_ledger(table, text=[text])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Program Pengelolaan Perikanan Tangkap menyerap Rp3,90 miliar.", "3.088.215.500"),
        ("Pagu Program Pengelolaan Arsip Daerah sebesar Rp724.300.000,00.", "742.300.000"),
        ("Untuk program dan kegiatan tersedia anggaran Rp4.502.750.000,00.", "4.052.750.000"),
        (
            "Program Pengelolaan Perikanan Tangkap dengan anggaran Rp3.310.450.000 dan Program Pengelolaan "
            "Arsip Daerah sebesar Rp724.300.000.",
            "742.300.000",
        ),
        ("Anggaran terealisasi sebesar Rp3.789.691.750,00.", "3.789.661.750"),
    ],
)
def test_a_slip_of_the_digits(text: str, right: str) -> None:
    (finding,) = wrong_told_amounts(ledger(text))
    assert right in finding.message.id


@pytest.mark.parametrize(
    "text",
    [
        "Program Pengelolaan Perikanan Tangkap menyerap Rp3,09 miliar.",
        "Program Pengelolaan Perikanan Tangkap menyerap Rp3,08 miliar dari pagu Rp3,31 miliar.",  # cut
        "Anggaran Program Pengelolaan Arsip Daerah semula Rp724.300.000,00.",
        "Pada tahun 2023 pagu Program Pengelolaan Arsip Daerah sebesar Rp724.300.000,00.",
        "Pagu Program Pengelolaan Arsip Daerah untuk kegiatan pemusnahan sebesar Rp724.300.000,00.",
        "Program Pengelolaan Arsip Daerah mengelola aset senilai Rp724.300.000,00.",
        "Pagu Program Pengelolaan Arsip Daerah sebesar Rp150.000.000,00.",  # no slip: something else
        "Anggaran bidang kearsipan sebesar Rp4.502.750.000,00.",
    ],
)
def test_rounded_revised_and_other_amounts(text: str) -> None:
    assert not list(wrong_told_amounts(ledger(text)))


def test_tables_in_millions() -> None:
    rows = [("Program Pengelolaan Arsip Daerah", "742,30", "701,45"), ("Jumlah", "742,30", "701,45")]
    caption = "Anggaran dan Realisasi (dalam juta rupiah)"
    right = "Pagu Program Pengelolaan Arsip Daerah sebesar Rp742.300.000,00."
    assert not list(wrong_told_amounts(ledger(right, rows, caption)))
    assert list(wrong_told_amounts(ledger(right.replace("742.3", "724.3"), rows, caption)))


def test_what_is_left_of_the_whole() -> None:
    assert not list(wrong_total_remainders(ledger("Sisa anggaran sebesar Rp263.088.250,00.")))
    assert list(wrong_total_remainders(ledger("Sisa anggaran sebesar Rp236.088.250,00.")))
    assert not list(wrong_total_remainders(ledger("Sisa anggaran belanja pegawai Rp236.088.250,00.")))


def test_shares_of_the_whole() -> None:
    text = "Anggaran Program Pengelolaan Arsip Daerah Rp742.300.000,00 atau {}% dari total anggaran."
    assert not list(wrong_shares_of_total(ledger(text.format("18,32"))))
    assert list(wrong_shares_of_total(ledger(text.format("13,82"))))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Program Pengelolaan Perikanan Tangkap terserap sebesar 92,39%.", "93,29%"),
        ("Serapan terendah pada Program Pengelolaan Perikanan Tangkap sebesar 93,92%.", "93,29%"),
    ],
)
def test_an_absorption_of_a_line_with_a_slip(text: str, right: str) -> None:
    (finding,) = wrong_line_shares(ledger(text))
    assert finding.code == "BUD002" and right in finding.message.id


@pytest.mark.parametrize(
    "text",
    [
        "Program Pengelolaan Perikanan Tangkap terserap sebesar 93,29%.",
        "Program Pengelolaan Perikanan Tangkap terserap sebesar 93,3%.",
        "Program Pengelolaan Perikanan Tangkap terserap 94,50% untuk pengembangan, 92,39% untuk sarana.",
        "Program Pengelolaan Perikanan Tangkap terserap sebesar 88,10%.",  # no slip: something else
        "Serapan Program Pengelolaan Perikanan Tangkap tahun lalu 92,39%.",
        "Program Pengelolaan Perikanan Tangkap dengan realisasi fisik 92,39%.",
    ],
)
def test_absorptions_of_lines_that_are_left_alone(text: str) -> None:
    assert not list(wrong_line_shares(ledger(text)))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "Kegiatan A dengan pagu Rp200.000 dan realisasi Rp190.000 (95,00%) dan kegiatan B, pagu "
            "Rp300.000 dan realisasi Rp270.000 (99,00%).",
            ["99,00%"],
        ),
        (
            "Kegiatan A dengan pagu Rp200.000 dan realisasi Rp190.000 (95,00%) dan kegiatan B, pagu "
            "Rp300.000 dan realisasi Rp270.000 (90,000%).",
            [],
        ),
        ("Anggaran dari APBD Rp750.000 dan DAK Rp200.000 dengan realisasi 96,08%.", []),  # of both together
        ("Dianggarkan Rp200.000 dan terealisasi Rp190.000 atau 59,00%.", ["59,00%"]),
        ("Anggaran Rp299.700 dengan realisasi Rp196.090 atau 65,430%.", []),  # 65,4288: a zero filled in
    ],
)
def test_absorptions_told_with_both_amounts(text: str, wrong: list[str]) -> None:
    assert [f.stated[0].text for f in told_absorption(made.made_ledger(text=[text]))] == wrong


def test_what_is_left_of_the_only_budget() -> None:
    def found(left: str) -> bool:
        return bool(list(wrong_total_remainders(ledger(f"Sisa anggaran sebesar Rp{left} menjadi SiLPA."))))

    assert not found("263.088.250") and found("263.538.250") and not found("143.538.250")


def test_a_percentage_that_fails_for_a_slip_in_its_amount_hangs_on_it() -> None:
    text = (
        "Program Pengelolaan Arsip Daerah dengan anggaran Rp742.300.000 terealisasi sebesar Rp710.446.250 "
        "atau 94,50%."
    )
    (found,) = [f for f in run(ledger(text)) if f.code.startswith("BUD")]
    assert (found.code, [d.code for d in found.derived]) == ("BUD003", ["BUD002"])
