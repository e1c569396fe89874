"""Capaian as interval arithmetic: which formulas reproduce a printed value.

A printed figure stands for all numbers that print so (half a unit of its last digit on either side, a whole
unit above where the report truncates); a formula over such intervals gives an interval; a stated figure is
wrong only if its own interval meets none that a formula may give (DOMAIN.md, Capaian and Rounding; the same
idea as XBRL Calculations 1.1). Everything is Decimal; capaian is in percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from enum import Enum
from itertools import product
from typing import NamedTuple

from extractor.model import Direction, Interval, Phrase, Quantity, Reading

HUNDRED = Decimal(100)
CAPS = (100, 110, 120, 150, 200)  # caps seen in reports
_ZERO = Decimal(0)
_LONE_GROUP = re.compile(r"\D*([1-9]\d{0,2})[.,](\d{3})\D*")
# '76,82' in a table headed 'Juta' beside 'Rp76.820.000': the same amount in another scale.
_MONEY_SCALES = tuple(Decimal(10) ** n for n in (3, 6, 9, -3, -6, -9))
_SMALL = 20  # whole operands below it are counts or levels: an index of that size is printed with decimals
CONTINUOUS_UNITS = frozenset(
    {"%", "‰", "persen", "poin", "nilai", "indeks", "skor", "angka", "rasio", "predikat", "kategori", "level"}
)

_tolerance: ContextVar[Decimal] = ContextVar("tolerance", default=_ZERO)


@contextmanager
def tolerance(points: Decimal) -> Iterator[None]:
    """Widen every comparison by ``points`` (of the figure's own unit) while the block runs. It can only
    widen: a negative value raises ValueError."""
    if points < 0:
        raise ValueError("the tolerance cannot be narrower than what printing allows")
    token = _tolerance.set(points)
    try:
        yield
    finally:
        _tolerance.reset(token)


class Formula(Enum):
    """A way to compute capaian. The value is its printed form."""

    DIRECT = "realisasi / target × 100"
    DIFFERENCE = "(2 × target − realisasi) / target × 100"
    INVERSE = "target / realisasi × 100"
    STABLE = "100 − |realisasi − target| / target × 100"
    ATTAINED = "100 karena target tercapai"
    UNDEFINED = "tidak dapat dihitung (target atau realisasi nol)"

    @property
    def phrase(self) -> Phrase:
        english = {"ATTAINED": "100 because the target is met", "UNDEFINED": "not computable (zero)"}
        return Phrase(self.value, english.get(self.name, self.value))


class Way(NamedTuple):
    """How a stated capaian comes about: by a formula, cut at ``cap`` where one was needed."""

    formula: Formula
    cap: int | None = None


COMPUTED = (Formula.DIRECT, Formula.DIFFERENCE, Formula.INVERSE, Formula.STABLE)


# ------------------------------------------------------------------------------------------- intervals


def printed(reading: Reading) -> Interval:
    """The numbers that print as a reading, rounded or truncated, widened by the tolerance."""
    span = reading.interval(truncated=True)
    slack = _tolerance.get()
    return Interval(span.low - slack, span.high + slack)


def apply(formula: Formula, target: Interval, realisasi: Interval) -> Interval | None:
    """The capaian that a formula gives over intervals, in percent; None where it would divide by zero."""
    divisor = realisasi if formula is Formula.INVERSE else target
    if divisor.low <= 0 <= divisor.high:
        return None
    corners = list(product(target, realisasi))
    match formula:
        case Formula.DIRECT:
            values = [HUNDRED * r / t for t, r in corners]
        case Formula.DIFFERENCE:
            values = [HUNDRED * (2 * t - r) / t for t, r in corners]
        case Formula.INVERSE:
            values = [HUNDRED * t / r for t, r in corners]
        case Formula.STABLE:
            values = [HUNDRED - HUNDRED * abs(r - t) / t for t, r in corners]
            if target.meets(realisasi):
                values.append(HUNDRED)
        case _:
            return None
    return Interval(min(values), max(values))


def as_number(quantity: Quantity) -> Quantity:
    """A ratio without a quotient ('1:284') with its exact quotient as reading; any other as it is."""
    top, bottom = quantity.numerator, quantity.denominator
    if quantity.readings or top is None or not bottom:
        return quantity
    return quantity.model_copy(update={"readings": (Reading(value=top / bottom, step=_ZERO),)})


_LEVEL = re.compile(r"level (\d+(?:[.,]\d+)?)", re.IGNORECASE)


def with_level(quantity: Quantity) -> Quantity:
    """A score with its level ('Level 3 (3,157)') with both readings: reports divide by either."""
    level = _LEVEL.fullmatch(quantity.grade or "")
    if level is None or len(quantity.readings) != 1:
        return quantity
    reading = Reading(value=Decimal(level[1].replace(",", ".")), step=Decimal(1))
    if reading.value == quantity.readings[0].value:
        return quantity
    return quantity.model_copy(update={"readings": (*quantity.readings, reading)})


def either_way(quantity: Quantity) -> Quantity:
    """A single sign before exactly three digits may group or be decimal ('1,417' of 1,8/0,127 is 1.417%):
    both readings, whatever the column settled on."""
    lone = _LONE_GROUP.fullmatch(quantity.text)
    if lone is None or len(quantity.readings) != 1:
        return quantity
    whole = Decimal(lone[1] + lone[2])
    known = quantity.readings[0]
    decimal = Reading(value=whole / 1000, step=Decimal("0.001"))
    other = decimal if known.value == whole else Reading(value=whole, step=Decimal(1))
    if known.value not in (whole, decimal.value):
        return quantity  # in millions, or otherwise scaled
    return quantity.model_copy(update={"readings": (known, other)})


def is_continuous(target: Quantity, realisasi: Quantity, unit: str | None = None) -> bool:
    """Do the operands come from a scale on which figures are rounded (percent, index, money in millions)
    rather than counted? The unit says so, or the decimals; large whole numbers without a unit may be
    rounded percentages and are given the benefit."""
    units = {u for u in (target.unit, realisasi.unit, unit and unit.casefold()) if u}
    if units & CONTINUOUS_UNITS:
        return True
    if any(r.step < 1 for q in (target, realisasi) for r in q.readings):
        return True
    if units:
        return False
    largest = max((abs(r.value) for q in (target, realisasi) for r in q.readings), default=_ZERO)
    return _SMALL <= largest <= 2 * HUNDRED


def spans(quantity: Quantity, *, continuous: bool, policy: bool = False) -> list[Interval]:
    """The intervals that a quantity stands for, one for each reading and bound, and the exact quotient of
    a printed fraction. ``policy``: a target set as a whole number is that number."""
    result = []
    bounds = [*quantity.readings, *([quantity.upper] if quantity.upper else [])]
    for reading in bounds:
        whole = reading.step >= 1
        exact = whole and (policy or not continuous) or reading.value == 0
        result.append(Interval(reading.value, reading.value) if exact else printed(reading))
    if quantity.numerator is not None and quantity.denominator and quantity.readings[0].step:
        quotient = quantity.numerator / quantity.denominator
        percent = quantity.unit in {"%", None} and any(r.value > 2 * quotient for r in quantity.readings)
        exact_value = quotient * HUNDRED if percent else quotient
        result.append(Interval(exact_value, exact_value))
    return result


# --------------------------------------------------------------------------------------------- formulas


def attained(target: Quantity, realisasi: Quantity) -> bool:
    """Does realisasi satisfy the target as printed: inside its range, on the right side of its sign?"""
    for r in realisasi.readings:
        for t in target.readings:
            if target.upper is not None and t.value <= r.value <= target.upper.value:
                return True
            match target.comparator:
                case "<":
                    met = r.value < t.value + t.step
                case "<=":
                    met = r.value <= t.value
                case ">" | ">=":
                    met = r.value >= t.value
                case _:
                    met = False
            if met:
                return True
    return False


def bound(target: Quantity, realisasi: Quantity) -> Quantity:
    """The end of a range that a realisasi is held against: the upper one if it lies above it, else the
    lower. A target that is no range is itself."""
    if target.upper is None or not realisasi.readings:
        return target
    above = realisasi.readings[0].value > target.upper.value
    return target.model_copy(
        update={"readings": (target.upper,) if above else target.readings, "upper": None}
    )


def expected(
    formula: Formula, target: Quantity, realisasi: Quantity, *, unit: str | None = None
) -> Interval | None:
    """The capaian that a formula gives for printed operands (first reading of each), or None."""
    target, realisasi = as_number(target), as_number(realisasi)
    target = bound(target, realisasi)
    continuous = is_continuous(target, realisasi, unit)
    ts = spans(target, continuous=continuous, policy=True)
    rs = spans(realisasi, continuous=continuous)
    return apply(formula, ts[0], rs[-1] if realisasi.numerator is not None else rs[0]) if ts and rs else None


def point(formula: Formula, target: Quantity, realisasi: Quantity) -> Decimal | None:
    """The capaian from the figures exactly as printed."""
    target, realisasi = as_number(target), as_number(realisasi)
    if not target.readings or not realisasi.readings:
        return None
    target = bound(target, realisasi)
    t, r = target.readings[0].value, realisasi.readings[0].value
    found = apply(formula, Interval(t, t), Interval(r, r))
    return None if found is None else found.low


def computable(target: Quantity, realisasi: Quantity) -> bool:
    """Are both operands numbers of which a capaian can be computed?"""
    target, realisasi = as_number(target), as_number(realisasi)
    if not target.readings or not realisasi.readings:
        return False
    if realisasi.comparator is not None or realisasi.upper is not None:
        return False
    return all(r.value >= 0 for q in (target, realisasi) for r in q.readings)


def ways(
    stated: Quantity,
    target: Quantity,
    realisasi: Quantity,
    *,
    unit: str | None = None,
    cap: int | None = None,
) -> frozenset[Way]:
    """Every way in which the stated capaian may come from target and realisasi; empty if there is none.

    ``cap`` is the cap that the report states; the usual caps are tried as well. Zero operands, ranges and
    comparators are cleared by what an experienced auditor would accept.
    """
    target, realisasi = as_number(target), as_number(realisasi)
    target, realisasi = with_level(target), with_level(realisasi)
    stated, target, realisasi = map(either_way, (stated, target, realisasi))
    found: set[Way] = set()
    if attained(target, realisasi) and any(_prints(s, HUNDRED) for s in stated.readings):
        found.add(Way(Formula.ATTAINED))
    if any(t.value == 0 for t in target.readings):
        return frozenset(found | {Way(Formula.UNDEFINED)})
    caps = sorted({*CAPS, *([cap] if cap else [])})
    continuous = is_continuous(target, realisasi, unit)
    ts = spans(target, continuous=continuous, policy=True)
    rs = spans(realisasi, continuous=continuous)
    if any(r.value == 0 for r in realisasi.readings):
        accepted = [_ZERO, 2 * HUNDRED, *map(Decimal, caps)]
        if any(_prints(s, a) for s in stated.readings for a in accepted):
            found.add(Way(Formula.UNDEFINED))
    scales = [Decimal(1)]
    if target.unit != realisasi.unit or target.unit is None:
        scales += _MONEY_SCALES
    for formula, t, r, scale in product(COMPUTED, ts, rs, scales):
        if scale != 1 and formula in {Formula.STABLE, Formula.DIFFERENCE}:
            continue
        reach = apply(formula, t, Interval(r.low * scale, r.high * scale))
        if reach is None:
            continue
        for reading in stated.readings:
            if printed(reading).meets(reach):
                found.add(Way(formula))
            if scale != 1:
                continue
            if reach.low < 0 and _prints(reading, _ZERO):
                found.add(Way(formula, 0))
            for limit in caps:
                if reach.high > limit and reading.value == limit and Way(formula) not in found:
                    found.add(Way(formula, limit))
    return frozenset(found)


def follows(
    formula: Formula, stated: Quantity, target: Quantity, realisasi: Quantity, *, unit: str | None = None
) -> bool:
    """Does the stated value follow from the operands by this formula, without a cap?"""
    return Way(formula) in ways(stated, target, realisasi, unit=unit)


def scale_slip(
    stated: Quantity, target: Quantity, realisasi: Quantity, *, unit: str | None = None
) -> Decimal | None:
    """100 if the stated value times 100 follows from the operands, 1/100 if divided by it, else None."""
    for factor in (HUNDRED, 1 / HUNDRED):
        moved = shifted(stated, factor)
        if any(
            w.formula in COMPUTED[:3] and w.cap is None for w in ways(moved, target, realisasi, unit=unit)
        ):
            return factor
    return None


def shifted(quantity: Quantity, factor: Decimal) -> Quantity:
    """The quantity with its decimal sign moved."""
    moved = tuple(Reading(value=r.value * factor, step=r.step * factor) for r in quantity.readings)
    return quantity.model_copy(update={"readings": moved})


def coarser(quantity: Quantity) -> Quantity | None:
    """A whole number printed with decimals ('106,00'), read as rounded to the unit; None for any other."""
    moved = tuple(
        Reading(value=r.value, step=Decimal(1))
        for r in quantity.readings
        if r.step < 1 and r.value == r.value.to_integral_value()
    )
    return quantity.model_copy(update={"readings": moved}) if moved else None


def last_digit(quantity: Quantity) -> Quantity | None:
    """The quantity one unit of its last decimal higher or lower; None for whole numbers."""
    moved = tuple(
        Reading(value=r.value + way * r.step, step=r.step)
        for r in quantity.readings
        if 0 < r.step < 1
        for way in (-1, 1)
    )
    return quantity.model_copy(update={"readings": moved}) if moved else None


def _prints(reading: Reading, value: Decimal) -> bool:
    span = printed(reading)
    return span.low <= value <= span.high


def called_for(direction: Direction, stated_formula: str | None) -> frozenset[Formula]:
    """The formulas that the direction of an indicator, and the report's own words, call for."""
    match direction:
        case "higher":
            return frozenset({Formula.DIRECT})
        case "lower":
            named = {"difference": Formula.DIFFERENCE, "inverse": Formula.INVERSE}.get(stated_formula or "")
            return frozenset({named} if named else {Formula.DIFFERENCE, Formula.INVERSE})
        case "stable":
            return frozenset({Formula.STABLE, Formula.DIRECT, Formula.DIFFERENCE})
        case _:
            return frozenset(COMPUTED)


# ---------------------------------------------------------------------------------- fractions and counts


def fraction_reaches(percent: Quantity, numerator: Decimal, denominator: Decimal) -> bool:
    """Does the printed percentage (or per mille, or rate) follow from its numerator and denominator?"""
    if denominator == 0 or not percent.readings:
        return True
    quotient = numerator / denominator
    for base in (Decimal(1), HUNDRED, Decimal(1000), Decimal(10000), Decimal(100000)):
        for value in (quotient * base, base / quotient if quotient else quotient):
            if any(_prints(r, value) for r in percent.readings):
                return True
    return False


def reachable_count(percent: Reading, count: int) -> bool:
    """Is there a whole number of which ``count`` is the percentage, or which is it of ``count``?"""
    span = printed(percent)
    if span.low <= 0 or count <= 0:
        return True
    # count / n in the span: n between 100 count / high and 100 count / low
    low, high = HUNDRED * count / span.high, HUNDRED * count / span.low
    if low.to_integral_value(rounding="ROUND_CEILING") <= high:
        return True
    # n / count in the span
    low, high = span.low * count / HUNDRED, span.high * count / HUNDRED
    return low.to_integral_value(rounding="ROUND_CEILING") <= high
