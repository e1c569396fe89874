"""Divisions printed in a cell: '639/1.257 x 100% = 51,00%', '639 x 100% 1.257 = 51,00%', '1:200'."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractor.language.digits import read_digits
from extractor.model import Reading

_N = r"(\d[\d.,]*\d|\d)"
_WORD = r"(?:\s*[^\W\d_]{2,}(?:\s+[^\W\d_]{2,}){0,2})?"  # 'orang', 'perangkat daerah'
_HUNDRED = r"(?:\s*[x×X*]\s*100\s*%?|\s*%)"
_RESULT = r"(?:\s*=\s*" + _N + r"\s*(%?)\s*)"

_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTER = re.compile(r"[^\W\d_]")

# Numerator over denominator on one line, with the hundred before or after, with or without the result.
_LINE = re.compile(rf"[(\[]?\s*{_N}{_WORD}\s*([/:])\s*{_N}{_WORD}\s*[)\]]?(?P<hundred>{_HUNDRED})?{_RESULT}?")
# A fraction bar that is a drawn line: the denominator comes after the '100%' or straight after the numerator.
_STACKED = re.compile(
    rf"[(\[]?\s*{_N}{_WORD}\s*(?P<hundred>[x×X*]\s*100\s*%?)\s*[)\]]?\s*{_N}{_WORD}\s*{_RESULT}"
    rf"|{_N}\s+{_N}\s*(?P<hundred2>[x×X*]\s*100\s*%?){_RESULT}"
)


class Division(NamedTuple):
    """A printed division. ``result`` is empty where none is printed; ``unit`` is '%' for a percentage,
    'rasio' for '1:200', else None."""

    numerator: Decimal
    denominator: Decimal
    result: tuple[Reading, ...]
    unit: str | None


def read_division(text: str) -> Division | None:
    """The division that is the whole text, or None. '1.257' in it is read as what fits the result better,
    and as a count without one."""
    if found := _LINE.fullmatch(text):
        top, sign, bottom, hundred, result, percent = found.group(1, 2, 3, "hundred", 5, 6)
        if not hundred and not result and _LETTER.search(text):
            return None  # '1 angkatan/30 orang', '89/100.000 KH'
        if sign == ":" and not hundred and not result and _YEAR.fullmatch(top):
            return None  # '(2023: 70,00)'
        return _division(top, bottom, bool(hundred), result, percent, ratio=sign == ":")
    if "=" not in text:
        return None
    if found := _STACKED.fullmatch(text):
        groups = found.groups()
        if found["hundred"]:
            return _division(groups[0], groups[2], True, groups[3], groups[4], ratio=False)
        return _division(groups[5], groups[6], True, groups[8], groups[9], ratio=False)
    return None


def division_at(text: str, start: int) -> tuple[Division, int] | None:
    """The calculation that begins at a place in running text, and where it ends. '29/2014' alone is none:
    a law or a date looks the same."""
    found = _LINE.match(text, start)
    if found is None or not (found["hundred"] or found[5]):
        found = _STACKED.match(text, start)
    division = read_division(found.group().strip()) if found else None
    return (division, found.end()) if found and division else None


def _division(
    top: str, bottom: str, hundred: bool, result: str | None, percent: str | None, *, ratio: bool
) -> Division | None:
    tops, bottoms = read_digits(top, "open"), read_digits(bottom, "open")
    stated = read_digits(result, "decimal") if result else ()
    if not tops or not bottoms or (result and not stated):
        return None
    tops, bottoms = _counts_first(tops), _counts_first(bottoms)
    pairs = [(a.value, b.value) for a in tops for b in bottoms]
    if not stated:
        numerator, denominator = pairs[0]
        unit = "%" if hundred else "rasio" if ratio else None
        return Division(numerator, denominator, (), unit)
    in_percent = hundred or bool(percent)
    factor = 100 if in_percent else 1

    def distance(pair: tuple[Decimal, Decimal]) -> Decimal:
        numerator, denominator = pair
        if denominator == 0:
            return Decimal("Infinity")
        return abs(numerator * factor / denominator - stated[0].value)

    numerator, denominator = min(pairs, key=distance)
    return Division(numerator, denominator, stated, "%" if in_percent else None)


def _counts_first(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple(sorted(readings, key=lambda r: -r.step))
