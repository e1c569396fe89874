"""Amounts in running text that have lost or gained a digit."""

from __future__ import annotations

import made
import pytest

from extractor.checks.broken_amounts import broken_amounts


def found(text: str) -> list[str]:
    """The whole amounts that are proposed for those of a text."""
    rows = [
        ("Pengembangan Standar Pelayanan", "210.000.000", "198.903.000"),
        ("Pembinaan Tata Laksana", "1.234.500.000", "1.200.000.000"),
    ]
    table = made.made_table(("kegiatan", "anggaran", "realisasi_anggaran"), rows)
    return [str(f.expected.text) for f in broken_amounts(made.made_ledger(table, text=[text])) if f.expected]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Realisasi kegiatan ini sebesar Rp198.03.000,00.", "198.903.000"),
        ("Realisasi kegiatan ini Rp 198.9903.000 atau 94,72%.", "198.903.000"),
        ("Anggarannya Rp1.234.50.000,-.", "1.234.500.000"),
    ],
)
def test_an_amount_with_a_group_of_another_length_is_one_of_the_tables(text: str, right: str) -> None:
    assert found(text) == [right]


@pytest.mark.parametrize(
    "text",
    [
        "Realisasi kegiatan ini sebesar Rp198.903.000,00.",
        "Realisasi kegiatan ini sebesar Rp198.903.00.",  # with sen
        "Hibah sebesar Rp777.03.000,00 diterima.",  # nothing like it in the tables
        "Kode rekening 198.03.000 dipakai.",
    ],
)
def test_whole_and_unknown_amounts(text: str) -> None:
    assert not found(text)
