"""Figures of running text."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language import format as printing
from extractor.language.numbers import figures


def found(text: str) -> list[str]:
    return [text[f.start : f.end] for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Capaian sebesar 98,05% dari target 15,46 %.", ["98,05%", "15,46 %"]),
        (
            "sebesar Rp. 14. 513. 600,- atau Rp15.308.539.115,- (lima belas)",
            ["Rp. 14. 513. 600,-", "Rp15.308.539.115,-"],
        ),
        ("sebanyak 3.898 orang dan 576orang", ["3.898 orang", "576orang"]),
        ("antara 5-6% dan 75.00 - 89.99, atau 80 s/d 100 %", ["5-6%", "75.00 - 89.99", "80 s/d 100 %"]),
        ("tahun 2024-2026", ["2024-2026"]),
        ("target inflasi 3±1 persen, 3% ± 1% atau 3 +/- 1", ["3±1 persen", "3% ± 1%", "3 +/- 1"]),
        ("Tabel 3.1.2 memuat P3K, S1 dan II-3 menurut UU 53/2014 Nomor 188/45/KEP/2014", []),
        ("Telp. 0331-487051", []),
        ("Sasaran 1, 2 dan 3. 100 orang", ["1", "2", "3", "100 orang"]),
        ("yaitu 639/1.257 x 100% = 51,00% (12/97)", ["639/1.257 x 100% = 51,00%", "12/97"]),
        ("turun -3,5% atau 2,4 persen", ["-3,5%", "2,4 persen"]),
        ("≥ 90 dan Rp 2,5 M, 89 per 100.000 KH", ["≥ 90", "Rp 2,5 M", "89 per 100.000 KH"]),
        ("pada 10 x 5 dan 464.71,75", ["10", "5", "464.71,75"]),
    ],
)
def test_what_is_a_figure(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_what_a_figure_says() -> None:
    percent, money, people, ranged, division = (
        f.quantity for f in figures("51,00%, Rp 2,5 miliar, 3.898 orang, 5-6%, 639/1.257 x 100% = 50,83%")
    )
    assert (percent.value, percent.unit) == (Decimal("51.00"), "%")
    assert (money.value, money.unit) == (Decimal(2_500_000_000), "rupiah")
    assert (people.value, people.unit) == (Decimal(3898), "orang")
    assert ranged.upper is not None and ranged.upper.value == 6
    assert (division.numerator, division.denominator) == (639, 1257)


def test_a_misprint_has_no_reading() -> None:
    (figure,) = figures("sebesar 464.71,75 orang")
    assert figure.quantity.readings == ()


@given(st.lists(st.integers(min_value=0, max_value=10**12), min_size=1, max_size=6))
def test_every_amount_of_money_is_found(amounts: list[int]) -> None:
    text = "; lalu ".join(f"sebesar {printing.rupiah(a)},-" for a in amounts)
    assert [f.quantity.value for f in figures(text)] == [Decimal(a) for a in amounts]


@given(st.text(alphabet="0123456789.,- %RpxjutaO()/=:<>≤s\n", max_size=60))
def test_figures_stand_apart_and_in_order(text: str) -> None:
    spans = figures(text)
    assert all(0 <= f.start < f.end <= len(text) for f in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
