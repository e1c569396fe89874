"""Figures that are another but for a slip of the typist: digits in another order, or one mistyped."""

from __future__ import annotations

import re
from decimal import Decimal

FEWEST = 3
"""Digits of a figure, so that another is not like it by chance."""


def mistyped(one: str, other: str) -> bool:
    """Do two printed figures of one length differ in one place?

    >>> mistyped("4.54", "4.44"), mistyped("4.54", "4.54"), mistyped("4.54", "44.4")
    (True, False, False)
    """
    return len(one) == len(other) and len(_unlike(one, other)) == 1


def exchanged(one: str, other: str) -> bool:
    """Have two printed figures two digits in one another's place?

    >>> exchanged("390", "309"), exchanged("390", "903")
    (True, False)
    """
    return reordered(one, other) and len(_unlike(one, other)) == 2


def reordered(one: str, other: str) -> bool:
    """Have two printed figures the same digits in another order?"""
    return one != other and sorted(one) == sorted(other)


def is_slip(stated: Decimal, right: Decimal) -> bool:
    """Is a figure the right one with its digits in another order, or with one digit mistyped? Both are taken
    as printed, with the same decimals."""
    one, other = str(stated), str(right)
    if stated.as_tuple().exponent != right.as_tuple().exponent or len(re.sub(r"\D", "", one)) < FEWEST:
        return False
    return reordered(one, other) or mistyped(one, other)


def _unlike(one: str, other: str) -> list[int]:
    """The places in which two texts of one length differ."""
    return [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
