"""Does a stated difference or ratio fit two printed figures, for all that their printing allows?"""

from __future__ import annotations

from decimal import Decimal

from extractor.checks.arithmetic import HUNDRED, printed
from extractor.model import Interval, Quantity, Reading


def differences(a: Reading, b: Reading) -> Interval:
    """The absolute differences that two printed figures allow."""
    one, two = printed(a), printed(b)
    low, high = two.low - one.high, two.high - one.low
    if low <= 0 <= high:
        return Interval(Decimal(0), max(-low, high))
    return Interval(min(abs(low), abs(high)), max(abs(low), abs(high)))


def shares(a: Reading, b: Reading) -> Interval | None:
    """The differences in percent of the first figure; None where it may be zero."""
    base = printed(a)
    if base.low <= 0:
        return None
    gap = differences(a, b)
    return Interval(HUNDRED * gap.low / base.high, HUNDRED * gap.high / base.low)


def ratio(a: Reading, b: Reading) -> Interval | None:
    """The second figure in percent of the first."""
    base, other = printed(a), printed(b)
    if base.low <= 0 or other.low < 0:
        return None
    return Interval(HUNDRED * other.low / base.high, HUNDRED * other.high / base.low)


def fits(stated: Quantity, a: Quantity, b: Quantity) -> bool:
    """Is the stated figure the difference of two others, in their unit or in percent of either?"""
    for d in stated.readings:
        span = printed(Reading(value=abs(d.value), step=d.step))
        for x in a.readings:
            for y in b.readings:
                reaches = [differences(x, y), shares(x, y), shares(y, x)]
                if any(r is not None and span.meets(r) for r in reaches):
                    return True
    return False


def fits_ratio(stated: Quantity, a: Quantity, b: Quantity) -> bool:
    """Is the stated figure the second in percent of the first?"""
    return any(
        (reach := ratio(x, y)) is not None and printed(d).meets(reach)
        for d in stated.readings
        for x in a.readings
        for y in b.readings
    )
