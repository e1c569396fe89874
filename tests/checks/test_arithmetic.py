"""Capaian by intervals: what a formula gives is never accused, what none gives is."""

from __future__ import annotations

import random
import time
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.checks import arithmetic
from extractor.checks.arithmetic import Formula, Way, ways
from extractor.model import Interval, Quantity, Reading

_ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)
_MADE_ROWS = 10_000
_SECONDS = 20


def q(value: str | Decimal, unit: str | None = None, **more: object) -> Quantity:
    number = Decimal(value)
    step = Decimal(1).scaleb(min(int(number.as_tuple().exponent), 0))
    return Quantity(text=str(value), readings=(Reading(value=number, step=step),), unit=unit, **more)  # type: ignore[arg-type]


def capaian(formula: Formula, target: Decimal, realisasi: Decimal) -> Decimal:
    match formula:
        case Formula.DIRECT:
            return 100 * realisasi / target
        case Formula.DIFFERENCE:
            return 100 * (2 * target - realisasi) / target
        case Formula.INVERSE:
            return 100 * target / realisasi
        case _:
            return 100 - 100 * abs(realisasi - target) / target


def made_row(rng: random.Random) -> tuple[Quantity, Quantity, Quantity]:
    """A row computed from its own formula, with figures rounded before or after the division."""
    formula = rng.choice((Formula.DIRECT, Formula.DIFFERENCE, Formula.INVERSE, Formula.STABLE))
    counted = rng.random() < 0.4
    rounding = rng.choice(_ROUNDINGS)
    if counted:
        target, realisasi = Decimal(rng.randint(1, 20000)), Decimal(rng.randint(1, 20000))
        t, r = q(target, "orang"), q(realisasi, "orang")
    else:
        decimals = rng.choice((0, 1, 2))
        target = (
            Decimal(rng.randint(1, 120)) if rng.random() < 0.5 else Decimal(rng.randint(100, 12000)) / 100
        )
        exact = Decimal(rng.randint(1000, 1_500_000)) / 10_000
        shown_r = exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
        if shown_r == 0:
            shown_r = exact = Decimal(1)
        realisasi = rng.choice((exact, shown_r))  # divided before or after it was rounded
        shown_t = target
        if target % 1:
            unrounded = target + Decimal(rng.randint(-49, 49)) / 10_000
            shown_t = unrounded.quantize(Decimal("0.01"), rounding=rounding)
            target = rng.choice((unrounded, shown_t))
        t, r = q(shown_t, "%"), q(shown_r, "%")
    value = capaian(formula, target, realisasi)
    cap = rng.choice((None, None, 100, 120, 150, 200))
    if cap is not None:
        value = min(value, Decimal(cap))
    if value < 0 and rng.random() < 0.5:
        value = Decimal(0)
    places = rng.choice((0, 1, 2))
    return t, r, q(value.quantize(Decimal(1).scaleb(-places), rounding=rng.choice(_ROUNDINGS)))


def test_a_row_made_from_its_formula_is_never_accused() -> None:
    rng = random.Random(53_2014)
    began = time.perf_counter()
    for _ in range(_MADE_ROWS):
        target, realisasi, stated = made_row(rng)
        assert ways(stated, target, realisasi), (target.text, realisasi.text, stated.text)
    assert time.perf_counter() - began < _SECONDS


@pytest.mark.parametrize(
    ("target", "realisasi", "stated"),
    [
        ("15.46", "12.37", "80.02"),  # 12/97, divided before it was rounded
        ("7.15", "5.30", "74.14"),
        ("84", "86.67", "103.17"),  # truncated
        ("84", "86.67", "103.18"),
        ("89", "85.71", "96.30"),
        ("3.35", "3.157", "94.24"),
        ("95", "78.57", "82.71"),
    ],
)
def test_printing_explains(target: str, realisasi: str, stated: str) -> None:
    assert Way(Formula.DIRECT) in ways(q(stated), q(target, "%"), q(realisasi, "%"))


@pytest.mark.parametrize(
    ("target", "realisasi", "stated", "unit"),
    [
        ("77.5", "81.40", "104.85", None),
        ("83", "86.54", "105.54", None),
        ("15", "6", "353.33", "orang"),
        ("1000", "3898", "398.8", "orang"),
        ("95", "78.57", "31.57", "%"),
        ("30", "12", "41", "kasus"),
    ],
)
def test_nothing_explains(target: str, realisasi: str, stated: str, unit: str | None) -> None:
    assert not ways(q(stated), q(target, unit), q(realisasi, unit))


def test_the_two_forms_of_lower_is_better_differ() -> None:
    target, realisasi = q("5", "menit"), q("4", "menit")
    assert ways(q("120"), target, realisasi) == {Way(Formula.DIFFERENCE)} | {
        w for w in ways(q("120"), target, realisasi) if w.cap == 120
    }
    assert Way(Formula.INVERSE) in ways(q("125"), target, realisasi)


def test_zero_operands_are_never_accused() -> None:
    assert ways(q("100"), q("0"), q("0"))
    assert ways(q("37"), q("0"), q("3"))
    assert ways(q("100"), q("10"), q("0"))  # 'attained' where less is better
    assert ways(q("0"), q("10"), q("0"))
    assert not ways(q("85"), q("10", "kasus"), q("0", "kasus"))


def test_range_targets() -> None:
    target = q("1", "hari", upper=Reading(value=Decimal(3), step=Decimal(1)))
    assert ways(q("100"), target, q("2", "hari"))
    assert ways(q("133.33"), target, q("4", "hari"))  # against the upper bound
    assert not ways(q("87"), target, q("2", "hari"))


def test_a_range_is_recomputed_against_the_end_that_was_crossed() -> None:
    target = q("2", "%", upper=Reading(value=Decimal(4), step=Decimal(1)))
    above = arithmetic.expected(Formula.INVERSE, target, q("5.64", "%"))
    below = arithmetic.expected(Formula.DIRECT, target, q("1.50", "%"))
    assert above is not None and above.low < Decimal("70.92") < above.high
    assert below is not None and below.low < Decimal("75.1") and below.high > Decimal("74.9")


def test_comparators_attained() -> None:
    assert Way(Formula.ATTAINED) in ways(q("100"), q("1.5", "%", comparator="<="), q("0.4", "%"))
    assert not ways(q("95"), q("1.5", "%", comparator="<="), q("0.4", "%"))


def test_caps_need_a_higher_quotient() -> None:
    assert Way(Formula.DIRECT, 100) in ways(q("100"), q("46.25", "%"), q("51.58", "%"))
    assert not ways(q("100"), q("51.58", "%"), q("46.25", "%")) & {Way(Formula.DIRECT, 100)}
    assert Way(Formula.DIRECT, 130) in ways(q("130"), q("10", "kali"), q("25", "kali"), cap=130)


def test_money_in_another_scale() -> None:
    assert ways(q("45.73"), q("168000000", "rupiah"), q("76.82"))


def test_ambiguous_readings_are_cleared_by_any() -> None:
    thousands = Quantity(
        text="3.898",
        readings=(
            Reading(value=Decimal(3898), step=Decimal(1)),
            Reading(value=Decimal("3.898"), step=Decimal("0.001")),
        ),
    )
    assert ways(q("389.8"), q("1000", "orang"), thousands)


def test_ratio_without_a_quotient() -> None:
    target = Quantity(text="1:400", unit="rasio", numerator=Decimal(1), denominator=Decimal(400))
    result = Quantity(text="1:188", unit="rasio", numerator=Decimal(1), denominator=Decimal(188))
    assert Way(Formula.DIRECT) in ways(q("212.77"), target, result)


def test_scale_slip() -> None:
    assert arithmetic.scale_slip(q("0.94"), q("90", "%"), q("85", "%")) == 100
    assert arithmetic.scale_slip(q("9444"), q("90", "%"), q("85", "%")) == Decimal(1) / 100
    assert arithmetic.scale_slip(q("50"), q("90", "%"), q("85", "%")) is None


def test_fractions() -> None:
    assert not arithmetic.fraction_reaches(q("51.00", "%"), Decimal(639), Decimal(1257))
    assert arithmetic.fraction_reaches(q("50.84", "%"), Decimal(639), Decimal(1257))
    assert arithmetic.fraction_reaches(q("50.83", "%"), Decimal(639), Decimal(1257))  # truncated
    assert not arithmetic.reachable_count(q("39.67").readings[0], 63)
    assert arithmetic.reachable_count(q("39.62").readings[0], 63)  # 63/159
    assert arithmetic.reachable_count(q("48.84").readings[0], 43)  # 21 of 43


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_every_share_of_people_is_reachable(part: int, whole: int) -> None:
    share = Decimal(100 * part) / whole
    if share < Decimal("0.01"):
        return
    printed = q(share.quantize(Decimal("0.01")))
    assert arithmetic.reachable_count(printed.readings[0], part)
    assert arithmetic.fraction_reaches(printed, Decimal(part), Decimal(whole))


def test_tolerance_only_widens() -> None:
    with pytest.raises(ValueError, match="tolerance"), arithmetic.tolerance(Decimal(-1)):
        pass
    row = (q("82.9", "%"), q("95", "%"), q("78.57", "%"))
    assert not ways(*row)
    with arithmetic.tolerance(Decimal("0.2")):
        assert ways(*row)
    assert not ways(*row)


def test_division_by_an_interval_around_zero_is_none() -> None:
    one = Interval(Decimal(1), Decimal(1))
    assert arithmetic.apply(Formula.DIRECT, Interval(Decimal(0), Decimal(1)), one) is None
    assert arithmetic.apply(Formula.INVERSE, one, Interval(Decimal(0), Decimal(1))) is None
