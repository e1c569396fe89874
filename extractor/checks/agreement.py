"""Do two printed figures agree?

They do unless no reading, rounding, scale or sign of theirs lets them be the same; figures that are not of
one kind (another unit, another magnitude) are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor.checks.arithmetic import CONTINUOUS_UNITS, as_number, printed
from extractor.model import Quantity, Reading, Statement
from extractor.patterns import load

_PERCENT = frozenset({"%", "persen"})
_MONEY_SCALES = tuple(Decimal(10) ** n for n in (3, 6, 9))
_HUNDRED = Decimal(100)
# A figure five times another is another thing (a count beside its percentage, a stock beside a year's
# share) more often than a slip: in the reports read so far the widest true slip was 3.7 times (120,80
# for 32,86). Tables that agree on other rows are known to measure the same thing and are held to account.
_MAGNITUDE = 5


def agree(a: Quantity, b: Quantity, *, policy: bool = False) -> bool:
    """Can two printed quantities be the same? ``policy``: figures that are set and not measured (targets)
    are the same only digit for digit where they are printed equally finely."""
    a, b = as_number(a), as_number(b)
    if not a.readings or not b.readings:
        return (
            _grade_holds(a, b)
            or _grade_holds(b, a)
            or a.grade is not None
            and a.grade == b.grade
            or not a.readings
            and not b.readings
            and a.grade is None
        )
    if a.upper is not None or b.upper is not None:
        return _ranges_agree(a, b)
    for ra in a.readings:
        for rb in b.readings:
            if any(_same(x, y, policy) for x, y in _scaled(ra, rb, a.unit, b.unit)):
                return True
            if _satisfies(ra, b, rb) or _satisfies(rb, a, ra):
                return True
    return False


def _grade_holds(letter: Quantity, score: Quantity) -> bool:
    """Is a score one that bears the letter: 81,70 is an A (evaluation of SAKIP, DOMAIN.md, Capaian)?"""
    bounds: dict[str, int] = load("explanations")["grades"]
    if letter.readings or letter.grade not in bounds or not score.readings:
        return False
    low = bounds[letter.grade]
    high = min((b for b in bounds.values() if b > low), default=100)
    return any(low <= r.value <= high for r in score.readings)


def _same(a: Reading, b: Reading, policy: bool) -> bool:
    if a.step == b.step:
        # 103,17 and 103,18: one place rounds, the other truncates.
        return abs(a.value - b.value) <= (0 if policy or a.step >= 1 else a.step)
    coarse, fine = (a, b) if a.step > b.step else (b, a)
    span = printed(coarse)
    return span.low <= fine.value <= span.high


def _scaled(
    a: Reading, b: Reading, unit_a: str | None, unit_b: str | None
) -> Iterable[tuple[Reading, Reading]]:
    """The pair as it stands, and in the other scales that it may have been printed in."""
    yield a, b
    if "‰" in (unit_a, unit_b) and unit_a != unit_b:
        ten = Decimal(10)
        yield (_times(a, 1 / ten), b) if unit_a == "‰" else (a, _times(b, 1 / ten))
    small, large = (a, b) if abs(a.value) <= abs(b.value) else (b, a)
    # 0,98 for 98%: a fraction, not another figure.
    if (unit_a != unit_b or unit_a is None) and abs(small.value) <= 2 and small.step < 1:
        yield _times(small, _HUNDRED), large
    if "rupiah" in (unit_a, unit_b) or unit_a is None or unit_b is None:
        for scale in _MONEY_SCALES:
            yield _times(small, scale), large


def _times(reading: Reading, factor: Decimal) -> Reading:
    return Reading(value=reading.value * factor, step=reading.step * factor)


def _satisfies(value: Reading, bound: Quantity, limit: Reading) -> bool:
    match bound.comparator:
        case "<" | "<=":
            return value.value <= limit.value
        case ">" | ">=":
            return value.value >= limit.value
        case _:
            return False


def _ranges_agree(a: Quantity, b: Quantity) -> bool:
    if a.upper is not None and b.upper is not None:
        return _same(a.readings[0], b.readings[0], True) and _same(a.upper, b.upper, True)
    whole, one = (a, b) if a.upper is not None else (b, a)
    top = whole.upper
    return top is not None and any(whole.readings[0].value <= r.value <= top.value for r in one.readings)


def one_kind(a: Statement, b: Statement) -> bool:
    """Are the two in units that can be compared? Unknown units are taken to be the other's, unless a bare
    count stands beside a figure with decimals."""
    ua, ub = unit_of(a), unit_of(b)
    if ua and ub and ua != ub:
        both = {ua, ub}
        return both <= {"%", "‰"} or both <= CONTINUOUS_UNITS - _PERCENT - {"‰"}
    counted, other = (a, b) if ua and ua not in CONTINUOUS_UNITS else (b, a)
    unit = unit_of(counted)
    if unit and unit not in CONTINUOUS_UNITS and unit != "rupiah" and unit_of(other) is None:
        return all(r.step >= 1 or r.value == r.value.to_integral_value() for r in other.quantity.readings)
    return True


def unit_of(statement: Statement) -> str | None:
    """A statement's unit, in one spelling."""
    unit = statement.quantity.unit or statement.unit
    unit = unit.casefold() if unit else None
    return "%" if unit in _PERCENT else unit


def far_apart(a: Statement, b: Statement) -> bool:
    """Is one of them another magnitude?"""
    for ra in as_number(a.quantity).readings:
        for rb in as_number(b.quantity).readings:
            low, high = sorted((abs(ra.value), abs(rb.value)))
            if high <= low * _MAGNITUDE:
                return False
    return True
