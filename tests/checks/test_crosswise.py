"""AGG002 and BUD001 for columns that the columns beside them give, and for what is left of a budget."""

from __future__ import annotations

from typing import Any

import made
import pytest

from extractor.checks.crosswise import settles, wrong_rows
from extractor.checks.sheet import sheets
from extractor.checks.sums import wrong_totals
from extractor.checks.told_remainders import explained, wrong_remainders

PEOPLE = [
    ("No", "RW", "Laki-laki", "Perempuan", "Jumlah"),
    ("1", "RW 01", "720", "701", "1.421"),
    ("2", "RW 02", "655", "662", "1.317"),
    ("3", "RW 03", "812", "790", "1.602"),
    ("", "Jumlah", "2.187", "2.153", "4.340"),
]


def people(row: int, *figures: str) -> Any:
    """The population table with the last figures of a row changed."""
    rows = [list(r) for r in PEOPLE]
    rows[row][5 - len(figures) :] = figures
    return made.made_table(("no", "", "", "", ""), rows, kind="lain", caption="Tabel 1.1 Penduduk")


def budget(*rows: tuple[str, str, str, str]) -> Any:
    plain = [("Program Pelatihan", "120.000.000", "90.000.000", "75,00", "30.000.000")]
    plain += [("Program Penempatan", "200.000.000", "150.000.000", "75,00", "50.000.000")]
    plain += [(f"Program Lain {i}", *row) for i, row in enumerate(rows)]
    fields = ("program", "anggaran@2024", "realisasi_anggaran@2024", "serapan@2024", "")
    table = made.made_table(fields, plain)
    columns = (*table.columns[:-1], table.columns[-1].model_copy(update={"header": "Sisa (Rp)"}))
    return made.made_ledger(table.model_copy(update={"columns": columns}))


def test_a_total_across_its_row() -> None:
    ledger = made.made_ledger(people(3, "1.620"))
    (finding,) = wrong_rows(ledger, money=False)
    assert finding.code == "AGG002" and finding.indicator == "RW 03"
    assert str(finding.expected.text) == "1.602" and "Jumlah kolomnya" in finding.diagnosis.id
    assert not list(wrong_rows(ledger, money=True))
    # What follows in the column is no second finding.
    assert all(settles(ledger, w) for s in sheets(ledger) for w in wrong_totals(s))


def test_a_total_across_its_row_under_a_heading_of_two_storeys() -> None:
    rows = [["No", "RW", "Penduduk", "Penduduk", "Penduduk"], *map(list, PEOPLE)]
    rows[4][4] = "1.620"
    table = made.made_table(("", "", "", "", ""), rows, kind="lain", caption="Tabel 1.1 Penduduk")
    (finding,) = wrong_rows(made.made_ledger(table), money=False)
    assert finding.indicator == "RW 03"


def test_the_part_that_its_column_denies() -> None:
    (finding,) = wrong_rows(made.made_ledger(people(3, "821", "790", "1.602")), money=False)
    assert finding.stated[0].text == "821" and str(finding.expected.text) == "812"


@pytest.mark.parametrize(
    "table",
    [
        people(0, "Jumlah"),
        people(3, "1.602"),
        people(3, "-"),
        people(0, "Luas (ha)"),
    ],
)
def test_columns_that_may_be_right(table: Any) -> None:
    assert not list(wrong_rows(made.made_ledger(table), money=False))


def test_what_is_left_in_a_row() -> None:
    right = ("100.000.000", "80.000.000", "80,00", "20.000.000")
    assert not list(wrong_rows(budget(right), money=True))
    (finding,) = wrong_rows(budget(right, ("100.000.000", "80.000.000", "80,00", "12.000.000")), money=True)
    assert finding.code == "BUD001" and finding.expected.value == 20_000_000
    # The row's absorption tells that the pagu is wrong.
    (finding,) = wrong_rows(budget(right, ("180.000.000", "80.000.000", "50,00", "80.000.000")), money=True)
    assert finding.stated[0].text == "180.000.000" and finding.expected.value == 160_000_000
    # A column that most rows do not follow is something else.
    odd = ("100.000.000", "80.000.000", "80,00", "1.000.000")
    assert not list(wrong_rows(budget(odd, odd), money=True))


SPENT = "Belanja terealisasi Rp2.934.113.745,- dari pagu Rp3.040.000.000,- ({}), sehingga terdapat sisa {}."


@pytest.mark.parametrize(
    ("text", "right", "first"),
    [
        (SPENT.format("96,52%", "anggaran Rp114.886.255,-"), 105_886_255, "Rp114.886.255,-"),
        (SPENT.format("96,23%", "anggaran Rp114.886.255,-"), 3_049_000_000, "Rp3.040.000.000,-"),
        (
            "Alokasi anggaran sebesar Rp 900.000.000,- dengan realisasi keuangan Rp 800.000.000,-. Dengan "
            "demikian anggaran yang tidak terserap sebesar Rp 120.000.000,-.",
            100_000_000,
            "Rp 120.000.000,-",
        ),
    ],
)
def test_what_a_sentence_says_is_left(text: str, right: int, first: str) -> None:
    ledger = made.made_ledger(text=[text])
    (finding,) = wrong_remainders(ledger)
    assert finding.code == "BUD001" and finding.expected.value == right
    assert finding.stated[0].text == first
    assert bool(explained(ledger)) == ("96,23" in text)


@pytest.mark.parametrize(
    "text",
    [
        SPENT.format("96,52%", "anggaran Rp105.886.255,-"),
        SPENT.format("96,52%", "anggaran Rp105,89 juta"),
        SPENT.format("96,52%", "anggaran belanja pegawai Rp5.886.255,-"),
        SPENT.format("96,52%", "anggaran antara lain Rp5.886.255,-"),
        "Pagu Rp 900.000.000,- dan tambahan Rp 100.000.000,-. Sisa anggaran Rp 120.000.000,-.",
    ],
)
def test_remainders_that_may_be_right(text: str) -> None:
    assert not list(wrong_remainders(made.made_ledger(text=[text])))


def changes(name: str, *rows: tuple[str, str, str, str]) -> Any:
    fields = ("indikator", "realisasi@2023", "realisasi@2024", "")
    table = made.made_table(fields, rows, kind="perbandingan", name=name)
    columns = (*table.columns[:-1], table.columns[-1].model_copy(update={"header": "Naik/Turun"}))
    return table.model_copy(update={"columns": columns})


def test_a_column_of_changes_is_shown_by_all_tables_of_its_form() -> None:
    first = changes("t1", ("Indeks A", "71,22", "70,95", "-0,27"), ("Indeks B", "80,10", "81,60", "1,50"))
    right = changes("t2", ("Indeks C", "67,92", "68,74", "0,82"))
    wrong = changes("t3", ("Indeks D", "38,90", "42,61", "3,17"))
    assert not list(wrong_rows(made.made_ledger(first, right), money=False))
    (finding,) = wrong_rows(made.made_ledger(first, right, wrong), money=False)
    assert finding.indicator == "Indeks D" and "3,17" in finding.message.id
    assert not list(wrong_rows(made.made_ledger(wrong), money=False))  # nothing shows what it is made of
