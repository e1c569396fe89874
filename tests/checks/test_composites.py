"""AGG001 for indicators that are the mean of others by their printed formula."""

from __future__ import annotations

from typing import Any

import made
import pytest

from extractor.checks.composites import composed, read_sum

FIELDS = ("indikator", "formula", "baseline@2022", "target@2024", "target@2025", "target@2026")
FORMULA = "(% Penyerapan tenaga kerja + % Koperasi modern + % UMKM naik kelas) / 3"
PARTS = [
    ("Persentase penyerapan tenaga kerja", "-", "41,53%", "42%", "45%", "48%"),
    ("Persentase koperasi modern", "-", "4,54%", "15,46%", "17,39%", "20,00%"),
    ("Persentase UMKM naik kelas", "-", "4,31%", "7,15%", "9,66%", "11,89%"),
]


def table(*figures: str, formula: str = FORMULA) -> Any:
    return made.made_table(
        FIELDS, [("Persentase pemberdayaan ekonomi rakyat", formula, *figures), *PARTS], kind="renstra"
    )


def test_the_one_column_that_does_not_follow() -> None:
    (finding,) = composed(made.made_ledger(table("16,79%", "21,48%", "24,02%", "26,63%")))
    assert finding.code == "AGG001" and finding.year == 2024
    assert "21,54%" in finding.message.id and "16,79%" in finding.diagnosis.id


@pytest.mark.parametrize(
    ("figures", "formula"),
    [
        (("16,79%", "21,54%", "24,02%", "26,63%"), FORMULA),
        (("16,79%", "21,53%", "24,01%", "26,63%"), FORMULA),  # truncated
        (("10%", "20%", "30%", "40%"), FORMULA),  # the formula is meant otherwise
        (("16,79%", "21,48%", "24,02%", "26,63%"), "Jumlah A / Jumlah B x 100%"),
    ],
)
def test_rows_that_may_be_right(figures: tuple[str, ...], formula: str) -> None:
    assert not list(composed(made.made_ledger(table(*figures, formula=formula))))


@pytest.mark.parametrize(
    ("formula", "read"),
    [
        ("A aktif + B aktif x 100% 2", (["A aktif", "B aktif"], 2)),
        ("(A aktif + B aktif) / 2", (["A aktif", "B aktif"], 2)),
        ("A aktif + B aktif", (["A aktif", "B aktif"], 1)),
        ("A aktif dibagi B x 100%", None),
        ("(A + B) / 4", None),
    ],
)
def test_printed_sums(formula: str, read: tuple[list[str], int] | None) -> None:
    assert read_sum(formula) == read
