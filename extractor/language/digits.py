"""Printed digits to numbers: which of '.' and ',' groups and which is the decimal sign.

The order of decision is that of the domain notes: the last of two different signs is the decimal sign; a
sign before exactly three digits is ambiguous until something else settles it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from extractor.model import Reading

Habit = Literal["open", "thousands", "decimal", "decimal_first"]
"""What is known about a sign before exactly three digits, besides the sign itself.

``open``: nothing; the dot groups and the comma is decimal, more probably. ``thousands`` and ``decimal``:
settled. ``decimal_first``: a score or a large scale, where even the dot is more probably decimal.
"""

_ONE = Decimal(1)
_STEPS = tuple(_ONE.scaleb(-n) for n in range(12))
_MANY = 18  # digits; a longer run is an account or staff number

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:,\d{3})+")
# Groups of three and a last pair after the same sign: '641,773,572,00'. One group is only believed with
# '00', because '1.234,56' with a wrong sign and '1.234.567' with a lost digit look the same.
_SAME_SIGN_DECIMALS = re.compile(
    r"([1-9]\d{0,2}(?:\.\d{3}){2,})\.(\d\d)|([1-9]\d{0,2}(?:,\d{3}){2,}),(\d\d)"
    r"|([1-9]\d{0,2}\.\d{3})\.(00)|([1-9]\d{0,2},\d{3}),(00)"
)
# '1.579,307,000': the sign that is repeated groups, and so does the other, which stands before it.
_MIXED_GROUPS = re.compile(r"[1-9]\d{0,2}\.\d{3}(?:,\d{3}){2,}|[1-9]\d{0,2},\d{3}(?:\.\d{3}){2,}")
_SPACE_INSIDE = re.compile(r"(?<=[\d.,]) +(?=[\d.,])")
_SPACED_RUN = re.compile(r"\d[\d.,]*(?: +[.,]?\d[\d.,]*)+")
_PROPER = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?")
_CUT_DECIMAL = re.compile(r"[1-9]?\d{1,2}[.,]\d \d|\d{1,3}(?:\.\d{3})*,\d \d|\d{1,3} [.,]\d{1,2}")
_CUT_AFTER_SIGN = re.compile(r"\d{1,3}[.,] \d{1,2}")
_SPACES_ONLY = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:,\d{1,2})?")


def _reading(whole: str, decimals: str = "") -> Reading:
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    places = len(decimals)
    return Reading(value=value, step=_STEPS[places] if places < len(_STEPS) else _ONE.scaleb(-places))


def read_digits(digits: str, habit: Habit = "open") -> tuple[Reading, ...]:
    """All ways to read a run of digits, dots and commas without spaces, the most probable first.

    Empty where it is a misprint ('464.71,75', '1.,60') or no quantity (a code that begins with zeros, more
    than 18 digits).
    """
    if digits.isdecimal():
        if len(digits) > _MANY or (digits[0] == "0" and len(digits) > 2):
            return ()
        return (_reading(digits),)
    dots, commas = digits.count("."), digits.count(",")
    if dots + commas == 1:
        return _one_sign(digits, "." if dots else ",", habit)
    if dots == 0 or commas == 0:
        return _same_signs(digits)
    return _both_signs(digits, habit)


def _one_sign(digits: str, sign: str, habit: Habit) -> tuple[Reading, ...]:
    head, tail = digits.split(sign)
    if not head or not tail or (head[0] == "0" and len(head) > 1):
        return ()
    decimal = _reading(head, tail)
    if len(tail) != 3 or len(head) > 3 or head == "0":
        return (decimal,)
    thousands = _reading(head + tail)
    if habit == "thousands":
        return (thousands,)
    if habit == "decimal":
        return (decimal,)
    return (decimal, thousands) if sign == "," or habit == "decimal_first" else (thousands, decimal)


def _same_signs(digits: str) -> tuple[Reading, ...]:
    if _GROUPED.fullmatch(digits):
        return (_reading(digits.replace(".", "").replace(",", "")),)
    if found := _SAME_SIGN_DECIMALS.fullmatch(digits):
        whole, decimals = (group for group in found.groups() if group is not None)
        return (_reading(whole.replace(".", "").replace(",", ""), decimals),)
    return ()


def _both_signs(digits: str, habit: Habit) -> tuple[Reading, ...]:
    at = max(digits.rfind("."), digits.rfind(","))
    head, tail = digits[:at], digits[at + 1 :]
    if digits[at] in head and _MIXED_GROUPS.fullmatch(digits):
        return (_reading(digits.replace(".", "").replace(",", "")),)
    if not tail or not _GROUPED.fullmatch(head):
        return ()
    if habit == "thousands" and len(tail) == 3:
        return ()  # '1.234,567' rupiah: one of the signs is a misprint
    return (_reading(head.replace(".", "").replace(",", ""), tail),)


TOLERANCE = re.compile(r"\s*(?:±|\+\s?/\s?-)\s*")
"""What stands between a figure and how far from it one may be: '3 ± 1'."""


def around(middle: Reading, off: Reading) -> tuple[Reading, Reading]:
    """The ends of the range that '3 ± 1' stands for: 2 and 4."""
    step = min(middle.step, off.step)
    return (
        Reading(value=middle.value - off.value, step=step),
        Reading(value=middle.value + off.value, step=step),
    )


def squeeze(text: str, *, money: bool = False) -> str:
    """A cell's text with the spaces inside a figure taken out, where only one figure can be meant:
    '14. 513. 600', '168.0 00.000', '143,8 2'. Spaces alone group only money ('Rp 14 513 600')."""
    if not _SPACE_INSIDE.search(text):
        return text

    def joined(run: re.Match[str]) -> str:
        core = run.group().rstrip(".,")
        if not _one_figure(core, money, share=text[run.end() :].lstrip().startswith(("%", "‰"))):
            return run.group()
        return run.group().replace(" ", "")

    return _SPACED_RUN.sub(joined, text)


def _one_figure(core: str, money: bool, share: bool) -> bool:
    """Whether digits with spaces between them are one figure."""
    if _CUT_DECIMAL.fullmatch(core):
        return True
    if _CUT_AFTER_SIGN.fullmatch(core):
        return share or core.split()[1].startswith("0")
    if money and _SPACES_ONLY.fullmatch(core):
        return True
    if not _PROPER.fullmatch(core.replace(" ", "")):
        return False
    parts = core.split()
    return all(_belong(left, right, money) for left, right in pairwise(parts))


def _belong(left: str, right: str, money: bool) -> bool:
    """Whether a space between two parts of proper groups is only where a narrow cell cut the figure. Parts
    that are figures by themselves ('2.5 50') are only believed to be one where a group is visibly cut."""
    if left[-1] in ".," or right[0] in ".,":
        return True
    if not any(sign in left for sign in ".,"):
        return False
    return money or right[0] == "0" or not read_digits(left) or any(sign in right for sign in ".,")
