"""Numbers as Indonesians print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.language.format import number, percent, plain, rupiah, span
from extractor.model import Interval


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("98.05", None, "98,05"),
        ("15308539115", None, "15.308.539.115"),
        ("1.50", None, "1,50"),
        ("0.125", 2, "0,13"),
        ("-0.001", 2, "0,00"),
        ("1E+3", None, "1.000"),
        ("-1234.5", 1, "-1.234,5"),
        ("123456789012345678901234567890.5", 0, "123.456.789.012.345.678.901.234.567.891"),
    ],
)
def test_numbers(value: str, decimals: int | None, text: str) -> None:
    assert number(Decimal(value), decimals) == text


def test_quotients_are_cut() -> None:
    assert number(Decimal(1) / 3) == "0,333333"


def test_units() -> None:
    assert percent(Decimal("80.0155")) == "80,02%"
    assert rupiah(15308539115) == "Rp15.308.539.115"
    assert rupiah(Decimal("-1234.5")) == "-Rp1.234,50"
    assert plain(Decimal("80.50")) == "80,5"
    assert plain(Decimal(1000)) == "1.000"
    assert span(Interval(Decimal("79.98"), Decimal("80.05"))) == "79,98 sampai 80,05"
    assert span(Interval(Decimal("80.001"), Decimal("80.002"))) == "80,00"


def test_only_finite_numbers_are_printed() -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(Decimal("NaN"))
