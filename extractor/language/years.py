"""The years that headers and captions name: '2024 - 2026', 'TA. 2024', 'n-1', 'Tahun ke-3', 'tahun lalu'."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.language.units import plain

FIRST, LAST = 1990, 2060  # plans and reports of the present system; other numbers of four digits are no years
_LONGEST = 25  # years of a span: the long-term plan (RPJPD) has twenty

_YEAR = r"(?:19|20)\d\d"
_ALONE = re.compile(rf"(?<![\d.,/]){_YEAR}(?![\d]|[.,]\d|\s*/\s*\d)")
_SPAN = re.compile(
    rf"(?<![\d.,/])(?P<first>{_YEAR})\s*(?:-|/|s\s?/\s?d|s\.d\.?|sd\.?|sampai(?:\s+dengan)?|hingga)\s*"
    rf"(?:tahun\s+|th\.?\s*)?(?P<last>{_YEAR}|\d\d)(?![\d.,]\d|\d)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:tahun(?:\s+anggaran)?|t\.?\s?a\.?|th(?:n)?\.?)\s*:?\s*(?P<year>{_YEAR})(?!\d)", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?<![^\W_])(?:tahun|thn|th\.?)?\s*\(?\s*(?<![^\W_])(?P<base>[nt])\s*(?:(?P<sign>[-+])\s*(?P<years>\d))?\)?(?![^\W_])",
    re.IGNORECASE,
)
_BARE_LETTER = re.compile(r"(?:tahun|thn|th\.?)\s*\(?\s*[nt](?!\s*[-+]\s*\d)\s*\)?(?![^\W_])", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?:tahun|thn|th\.?)\s*(?:-\s*|ke\s*-?\s*|pada\s+tahun\s+ke\s*-?\s*)(?P<n>\d{1,2}|[IVX]{1,4})(?!\w)",
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_EARLIER = re.compile(
    r"(?:tahun|thn|th\.?)\s+(?:yang\s+)?(?:lalu|sebelumnya|kemarin)|periode\s+sebelumnya",
    re.IGNORECASE,
)
_THIS = re.compile(r"tahun\s+(?:ini|berjalan|pelaporan|laporan)", re.IGNORECASE)


class YearSpan(NamedTuple):
    """The years of a plan, both included: 2024 to 2026."""

    first: int
    last: int

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first, self.last + 1))


def years(text: str) -> list[int]:
    """All years printed in a text, in order, those of a span included as its two ends. '2.024' and '12/2014'
    name none."""
    line = plain(text)
    return [int(found.group()) for found in _ALONE.finditer(line) if FIRST <= int(found.group()) <= LAST]


def year(text: str) -> int | None:
    """The only year that a header or caption names ('Realisasi Th. 2017'); one beside 'Tahun' or 'TA' goes
    before others, a span ('2024 - 2026') is none."""
    line = plain(text)
    if span(line) is not None:
        line = _SPAN.sub(" ", line)
    named = {int(found["year"]) for found in _NAMED.finditer(line)}
    if len(named) == 1:
        return named.pop()
    alone = set(years(line))
    return alone.pop() if len(alone) == 1 and not named else None


def span(text: str) -> YearSpan | None:
    """The first span of years in a text: '2024 - 2026', '2013 s/d 2018', '2019-24'."""
    for found in _SPAN.finditer(plain(text)):
        first = int(found["first"])
        last = int(found["last"]) if len(found["last"]) == 4 else first // 100 * 100 + int(found["last"])
        if FIRST <= first < last <= LAST and last - first <= _LONGEST:
            return YearSpan(first, last)
    return None


def offset(text: str) -> int | None:
    """Years from the reported one that a header names in relation to it: 'n-1' and 'Tahun Lalu' are -1,
    'Tahun n' and 'tahun berjalan' 0, 't+1' 1."""
    line = plain(text)
    if _BARE_LETTER.search(line):
        return 0
    for found in _RELATIVE.finditer(line):
        if found["sign"]:
            return int(found["sign"] + found["years"])
    if _EARLIER.search(line):
        return -1
    return 0 if _THIS.search(line) else None


def ordinal(text: str) -> int | None:
    """The year of a plan by its number: 3 for 'Tahun ke-3', 'Tahun-3', 'Th. ke III'."""
    found = _ORDINAL.search(plain(text))
    if found is None:
        return None
    number = found["n"].upper()
    return int(number) if number.isdecimal() else _ROMAN.get(number)


def speaks_of(text: str, *, report_year: int | None = None, plan: YearSpan | None = None) -> int | None:
    """The year that a header means: printed, or in relation to the report's year or to its plan's first."""
    printed = year(text)
    if printed is not None:
        return printed
    number = ordinal(text)
    if number is not None:
        return plan.first + number - 1 if plan is not None and number <= len(plan.years) else None
    shift = offset(text)
    return report_year + shift if shift is not None and report_year is not None else None
