from __future__ import annotations

from decimal import Decimal

import pytest
from made import made_ledger, made_table

from extractor.checks.worksheet import worksheet
from extractor.model import Recomputed


def recomputed(*row: str, direction: str = "higher", cap: int | None = None) -> Recomputed:
    table = made_table(("indikator", "target", "realisasi", "capaian"), [row], kind="pengukuran")
    (found,) = worksheet(made_ledger(table, direction=direction, cap=cap))
    return found


def test_right_rows_stand_beside_wrong_ones() -> None:
    table = made_table(
        ("indikator", "target", "realisasi", "capaian"),
        [("Persentase A", "78,00", "81,40", "104,36"), ("Persentase B", "78,00", "81,40", "104,85")],
        kind="pengukuran",
    )
    right, wrong = worksheet(made_ledger(table))
    assert (right.agrees, wrong.agrees) == (True, False)
    assert wrong.stated.questioned and not right.stated.questioned
    assert right.expected is not None and right.expected.value == Decimal("104.36")
    assert right.formula.id == "realisasi / target × 100"
    assert (right.target.text, right.realisasi.text) == ("78,00", "81,40")


def test_the_formula_is_that_of_the_direction() -> None:
    found = recomputed("Angka kematian", "14,00", "14,80", "94,29", direction="lower")
    assert found.formula.id == "(2 × target − realisasi) / target × 100"
    assert found.agrees


def test_a_cap_is_told() -> None:
    found = recomputed("Persentase A", "46,25", "51,58", "100", cap=100)
    assert found.formula.id.endswith("dibatasi 100")
    assert found.expected is not None and found.expected.value == 100


def test_what_is_shown_is_the_reading_that_gives_the_figure() -> None:
    found = recomputed("Rasio A", "1,8", "0,127", "1,417", direction="lower")
    assert found.agrees
    assert found.expected is not None and found.expected.value == Decimal("1417.32")


@pytest.mark.parametrize(("printed", "agrees"), [("89,36%", True), ("96,36%", False)])
def test_absorption(printed: str, agrees: bool) -> None:
    table = made_table(
        ("program", "anggaran", "realisasi_anggaran", "serapan"),
        [("Program Penempatan", "7.299.375.400", "6.522.465.074", printed)],
    )
    (found,) = worksheet(made_ledger(table))
    assert (found.measure, found.agrees) == ("serapan", agrees)
    assert found.expected is not None and found.expected.text.id == "89,36%"
