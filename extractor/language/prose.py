"""The figures of running text, each with its sign, rupiah mark, scale and unit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from extractor.language.digits import TOLERANCE, around, read_digits
from extractor.language.fractions import division_at, read_division
from extractor.language.units import Comparator, UnitKind, Vocabulary, habit_of, plain, vocabulary
from extractor.model import Quantity, Reading

# A figure begins where no word, number or hyphen goes on ('P3K', 'II-3', '53/2014' are none). Groups cut by
# spaces are only believed after Rp.
_FIGURE = re.compile(
    r"(?:(?P<sign>[<>≤≥]=?|=[<>])\s?)?"
    r"(?:(?P<money>(?<![^\W_])(?:Rp|IDR|US\$|USD)(?![^\W\d_])\s?\.?\s?)(?P<spaced>\d{1,3}(?:\s?\.\s?\d{3}(?!\d))+(?:,\d\d(?!\d))?)?"
    r"|(?<![\w.,/:-])(?<![\w)]\s-)(?P<minus>-(?=\d))?)"
    r"(?(spaced)|(?P<digits>\d+(?:[.,]+\d+)*))(?P<price>\s?,\s?-+|\.-+)?",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"\s?(?:-|s\s?/\s?d|s\.d\.?|sd\.?)\s?(?:Rp\s?\.?\s?)?(?P<digits>\d+(?:[.,]\d+)*)(?![\w/]|-\d)",
    re.IGNORECASE,
)
_WITHIN = re.compile(rf"{TOLERANCE.pattern}(?P<digits>\d+(?:[.,]\d+)?)(?![\w/.,]*\d)")
_CALCULATES = re.compile(r"\s*(?:[/:x×]|[^\W\d_][^\d.,;]{0,40}[/x×])\s*\d", re.IGNORECASE)
_GOES_ON = re.compile(r"\s?/\s?(?=[\dA-Z])|:\d|-\d{1,2}-\d")
_FRACTION = re.compile(r"(\d+(?:\.\d{3})*)([/:])(\d+(?:\.\d{3})*)(?![\d.,]*[\d/:]|[^\W\d_])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIMES = re.compile(r"x\s?\d", re.IGNORECASE)  # '10 x 5': no unit 'kali'
_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2}){2,}")
_WORD = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_MARK = 9  # characters that a comparator and 'US$ . ' may take before the first digit


class FigureSpan(NamedTuple):
    """A figure in running text: its characters, with sign, Rp and unit, and what it says."""

    start: int
    end: int
    quantity: Quantity


def figures(text: str) -> list[FigureSpan]:
    """All figures of a running text from left to right; a range or a printed division is one.

    The number of a table, a paragraph or a law is a figure here as any other: what it numbers is the
    caller's to know. Left out are what cannot be a quantity: '3.1.2', '29/2014', 'P3K', a telephone number.
    A misprint ('464.71,75') has no reading.
    """
    line, words = plain(text), vocabulary()
    result: list[FigureSpan] = []
    at = 0
    while digit := _DIGIT.search(line, at):
        found = _FIGURE.search(line, max(at, digit.start() - _MARK))
        if found is None:
            break
        span = _division(text, line, found) or _figure(text, line, found, words)
        if span is None:
            at = _skipped(line, found.end())
        else:
            result.append(span)
            at = span.end
    return result


def _skipped(line: str, at: int) -> int:
    """Where the run that is no quantity ends: after '/KEP/2014' as a whole."""
    while at < len(line) and (line[at].isalnum() or line[at] in "./-" and line[at + 1 : at + 2].isalnum()):
        at += 1
    return at


def _division(text: str, line: str, found: re.Match[str]) -> FigureSpan | None:
    if found["money"] or found["sign"] or not _CALCULATES.match(line, found.end()):
        return None
    start = found.start()
    calculated = division_at(line, start)
    if calculated is None:
        return None
    division, end = calculated
    quantity = Quantity(
        text=text[start:end].strip(),
        readings=division.result,
        unit=division.unit,
        numerator=division.numerator,
        denominator=division.denominator,
    )
    return FigureSpan(start, start + len(text[start:end].rstrip()), quantity)


def _figure(text: str, line: str, found: re.Match[str], words: Vocabulary) -> FigureSpan | None:
    start, end = found.span()
    digits = re.sub(r"\s", "", found["spaced"] or found["digits"])
    if _NUMBERING.fullmatch(digits):
        return None
    if _GOES_ON.match(line, end) and not found["money"] and not words.per.match(line, end):
        return _fraction(text, line, start)
    kind: UnitKind | None = "money" if found["money"] or found["price"] else None
    unit = _money(found["money"], words) if found["money"] else "rupiah" if found["price"] else None
    upper_digits: str | None = None
    off_digits: str | None = None
    if joined := _JOIN.match(line, end):
        upper_digits, end = joined["digits"], joined.end()
    elif within := _WITHIN.match(line, end):
        off_digits, end = within["digits"], within.end()
    named = _named(line, end, words, money=found["money"] is not None)
    if named.end == end and upper_digits is None and _WORD.match(line, end):
        return None  # '3K', '1A'
    if upper_digits is None and named.unit in ("%", "‰") and (joined := _JOIN.match(line, named.end)):
        upper_digits = joined["digits"]
        named = _named(line, joined.end(), words, money=False)
    elif upper_digits is None and named.unit in ("%", "‰") and (within := _WITHIN.match(line, named.end)):
        off_digits = within["digits"]
        named = _named(line, within.end(), words, money=False)
    end, unit, kind = named.end, unit or named.unit, kind or named.kind
    low = _readings(digits, kind, named.factor, negative=found["minus"] is not None)
    if not low and (digits.isdecimal() or _NUMBERING.match(digits)):
        return None  # a telephone or staff number
    upper: Reading | None = None
    if upper_digits is not None and low:
        pairs = [
            (a, b) for a in low for b in _readings(upper_digits, kind, named.factor) if a.value < b.value
        ]
        if not pairs:
            return FigureSpan(start, end, Quantity(text=text[start:end]))
        low, upper = (pairs[0][0],), pairs[0][1]
    elif off_digits is not None and low:
        first, upper = around(low[0], _readings(off_digits, kind, named.factor)[0])
        low = (first,)
    comparator: Comparator | None = words.comparators.get(found["sign"]) if found["sign"] else None
    quantity = Quantity(text=text[start:end], readings=low, upper=upper, unit=unit, comparator=comparator)
    return FigureSpan(start, end, quantity)


def _fraction(text: str, line: str, start: int) -> FigureSpan | None:
    """'12/97' and '1:200', but no law of a year and no date."""
    found = _FRACTION.match(line, start)
    division = read_division(found.group()) if found and not _YEAR.fullmatch(found[3]) else None
    if found is None or division is None:
        return None
    quantity = Quantity(
        text=text[start : found.end()],
        unit=division.unit,
        numerator=division.numerator,
        denominator=division.denominator,
    )
    return FigureSpan(start, found.end(), quantity)


def _money(mark: str, words: Vocabulary) -> str:
    wording = re.sub(r"[\s.]", "", mark.lower())
    return words.kinds.get(wording, ("rupiah", "money"))[0]


def _readings(
    digits: str, kind: UnitKind | None, factor: Decimal, *, negative: bool = False
) -> tuple[Reading, ...]:
    readings = read_digits(digits, habit_of(digits, kind, factor))
    signed = -factor if negative else factor
    if signed == 1:
        return readings
    return tuple(Reading(value=r.value * signed, step=r.step * factor) for r in readings)


class _Named(NamedTuple):
    """The scale and the unit after a figure, and where they end."""

    end: int
    unit: str | None
    kind: UnitKind | None
    factor: Decimal


def _named(line: str, end: int, words: Vocabulary, *, money: bool) -> _Named:
    factor = Decimal(1)
    unit: str | None = None
    kind: UnitKind | None = None
    at = _after(line, end)
    if (found := words.scale.match(line, at)) and (found["letter"] is None or money):
        # 'Rp1,5 M', but '5 M' may be metres
        factor = words.scales[found["letter"] or found["word"].lower()]
        end = found.end()
        at = _after(line, end)
    if found := words.per.match(line, at):
        return _Named(found.end(), f"per {found['base']} {found['of'].lower()}", "amount", factor)
    if (found := words.share.match(line, at) or words.unit.match(line, at)) and not _TIMES.match(line, at):
        unit, kind = words.kinds[" ".join(found.group().lower().split())]
        end = found.end()
        if per := words.per.match(line, _after(line, end)):
            unit, end = f"{unit} per {per['base']} {per['of'].lower()}", per.end()
    return _Named(end, unit, kind, factor)


def _after(line: str, at: int) -> int:
    return at + 1 if line[at : at + 1].isspace() else at
