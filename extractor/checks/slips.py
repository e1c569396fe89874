"""Figures that are another but for a slip of the typist: two digits exchanged, or one mistyped."""

from __future__ import annotations

import re
from decimal import Decimal

_FEWEST = 3  # digits, so that two figures are not alike by chance


def is_slip(stated: Decimal, right: Decimal) -> bool:
    """Is a figure the right one with its digits in another order, or with one digit mistyped? Both are taken
    as printed, with the same decimals."""
    one, other = str(stated), str(right)
    if stated == right or stated.as_tuple().exponent != right.as_tuple().exponent or len(one) != len(other):
        return False
    digits = re.sub(r"\D", "", one)
    if len(digits) < _FEWEST:
        return False
    return sorted(one) == sorted(other) or sum(a != b for a, b in zip(one, other, strict=True)) == 1
