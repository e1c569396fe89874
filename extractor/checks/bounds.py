"""The interval that a class of a scale prints, in whatever form.

'91 - 100', '> 80', '≥ 90.00', '76 % ≤ 90 %', '80 > 100', '50 - < 80', '➤ 70 - 80', '70 ≤ X < 85'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractor.language import numbers
from extractor.patterns import derived, load

Bounds = tuple[Decimal, Decimal, bool, bool]
"""The lower and the upper bound, and whether each belongs to the interval."""

TOP = Decimal(10) ** 9
"""The bound of an interval without end."""
NUMBER = r"\d{1,3}(?:[.,]\d+)?"
"""A pattern for a figure of a scale."""
_LONGEST = 150  # characters of an interval in words: 'lebih besar dari atau sama dengan 90 sampai dengan 100'


@derived
def _sign_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    bounds = load("scales")["bounds"]
    return tuple(
        (re.compile(rf"(?:{'|'.join(bounds[kind])})(?:\.(?=\s))?", re.I), sign)
        for kind, sign in (("above", ">"), ("below", "<"), ("between", "-"))
    )


def bounds_of(text: str) -> Bounds | None:
    """The interval that a cell of a scale prints: low, high, and whether each belongs to it; None if it is
    no interval.

    >>> bounds_of("75.00 - 89.99")
    (Decimal('75.00'), Decimal('89.99'), True, True)
    >>> bounds_of("> 80")[2]
    False
    """
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    plain = " ".join(text.replace("%", " ").replace("➤", " > ").replace("≥", ">=").replace("≤", "<=").split())
    plain = re.sub(r"=\s*>", ">=", re.sub(r"=\s*<", "<=", re.sub(r"([<>])\s+=", r"\1=", plain)))
    for pattern, sign in _sign_words():
        plain = pattern.sub(f" {sign} ", plain)
    plain = re.sub(r"([<>])\s+=", r"\1=", plain)
    plain = " ".join(plain.split())
    figures = [_decimal(f) for f in re.findall(NUMBER, plain)]
    shape = " ".join(re.sub(NUMBER, "n", plain).casefold().split())
    shape = re.sub(r"(?<=[<>=-])\s*(?=[nx<>])|(?<=[nx])\s*(?=[<>-])", "", shape).strip(" .:")
    if not figures or any(f is None for f in figures):
        return None
    values = [f for f in figures if f is not None]
    signed = _between_signs(re.sub(r"\b(?:x|nilai)\b", "x", shape).replace(" ", ""), values)
    if signed is not None:
        return signed
    shape = re.sub(r"^x|x(?=[<>=])|(?<=[<>=])x$", "", shape)
    if len(values) == 1:
        v = values[0]
        one: dict[str, Bounds] = {
            "n": (v, v, True, True),
            "=n": (v, v, True, True),
            ">n": (v, TOP, False, True),
            ">=n": (v, TOP, True, True),
            "<n": (-TOP, v, True, False),
            "<=n": (-TOP, v, True, True),
            "n<": (-TOP, v, True, False),
            "n>": (v, TOP, False, True),
            "n<=": (v, TOP, True, True),  # '85 ≤ X'
        }
        if shape == "-n" and re.search(r"[a-z]", text, re.I):
            return -TOP, v, True, True  # 'sampai dengan 55%'
        return one.get(shape)
    if len(values) != 2:
        return None
    low, high = sorted(values)
    found = re.fullmatch(r"(>=?|<=?)?n(-)?(>=?|<=?)?(-)?(?:x|<=?x?)?n", shape)
    if not found or not (found[2] or found[3] or found[4]):
        return None
    with_low = found[1] != ">" and not (values[0] > values[1])
    # '80 > 100': the sign tells neither bound; '50 - < 80' leaves 80 out.
    with_high = not (found[3] == "<" and (found[2] or found[4]) is not None) and not (
        found[3] == "<" and found[1] is not None
    )
    if found[3] == ">" and not found[1]:
        with_low, with_high = True, False
    return low, high, with_low, with_high


def _between_signs(shape: str, values: Sequence[Decimal]) -> Bounds | None:
    """The bounds of '80 < s/d ≤ 90', '80 < x ≤ 90' and '90 > nilai > 80', where a sign stands at each of
    them, and of '50 > nilai'."""
    below = re.fullmatch(r"n(>=?)x", shape)
    if below and len(values) == 1:
        return -TOP, values[0], True, below[1] == ">="
    found = re.fullmatch(r"n(?:(<=?)[-x](<=?)|(>=?)[-x](>=?))n", shape)
    if not found or len(values) != 2 or (values[0] < values[1]) != bool(found[1]):
        return None
    if found[1]:
        return values[0], values[1], found[1] == "<=", found[2] == "<="
    return values[1], values[0], found[4] == ">=", found[3] == ">="


def _decimal(text: str) -> Decimal | None:
    quantity = numbers.parse(text)
    if quantity.readings:
        small = min(quantity.readings, key=lambda r: r.value)
        return small.value
    return None
