"""The figures of running text, each with its sign, rupiah mark and unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractor.language.digits import Habit, read_digits
from extractor.language.units import UnitKind, Vocabulary, plain, vocabulary
from extractor.model import Quantity, Reading

_DIGITS = re.compile(
    r"(?:(?P<money>(?<!\w)(?:Rp|IDR)\s?\.?\s?)|(?<![\w.,/-]))(?P<sign>-(?=\d))?"
    r"(?P<digits>\d+(?:[.,]\d+)*(?:[.,] (?=\d{3}(?!\d))\d{3})*(?:[.,]\d+)*)(?P<sen>,-)?",
    re.IGNORECASE,
)
_GAP = re.compile(r" ?")


class FigureSpan(NamedTuple):
    """A figure in running text: its characters, with sign, Rp and unit, and what it says."""

    start: int
    end: int
    quantity: Quantity


def figures(text: str) -> list[FigureSpan]:
    """All figures of a running text from left to right.

    The number of a table, a paragraph or a law is a figure here as any other: what it numbers is the
    caller's to know. '3.1.2' and other runs that are no number have no reading.
    """
    line, words = plain(text), vocabulary()
    return [_figure(text, line, match, words) for match in _DIGITS.finditer(line)]


def _figure(text: str, line: str, match: re.Match[str], words: Vocabulary) -> FigureSpan:
    start, end = match.span()
    unit: str | None = "rupiah" if match["money"] else None
    kind: UnitKind | None = "money" if match["money"] else None
    factor = Decimal(1)
    at = _after(line, end)
    if found := words.scale.match(line, at):
        letter = found["letter"]
        if letter is None or match["money"]:  # 'Rp1,5 M', but '5 M' may be metres
            factor = words.scales[letter or found["word"].lower()]
            end = found.end()
            at = _after(line, end)
    if unit is None and (found := words.share.match(line, at) or words.unit.match(line, at)):
        unit, kind = words.kinds[" ".join(found.group().lower().split())]
        end = found.end()
    readings = read_digits(match["digits"].replace(" ", ""), _habit(kind, factor))
    if match["sign"]:
        factor = -factor
    if factor != 1:
        readings = tuple(Reading(value=r.value * factor, step=r.step * abs(factor)) for r in readings)
    if kind == "share" and len(readings) == 2:
        readings = tuple(r for r in readings if r.step < 1)
    return FigureSpan(start, end, Quantity(text=text[start:end].strip(), readings=readings, unit=unit))


def _after(line: str, at: int) -> int:
    gap = _GAP.match(line, at)
    return gap.end() if gap else at


def _habit(kind: UnitKind | None, factor: Decimal) -> Habit:
    if factor != 1:
        return "decimal_first"
    if kind in ("money", "count"):
        return "thousands"
    return "decimal_first" if kind == "score" else "open"
