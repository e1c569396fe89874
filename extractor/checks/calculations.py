"""Divisions that running text writes out with their result, on one line or over a fraction bar.

'639/1.257 x 100% = 51,00%'; a numerator over a drawn bar, beside it '= x 100% = 39,00%', the denominator
below it, which leave the page as '342 = x 100% = 39,00% 881'. Sums and differences may stand for either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from extractor.language.digits import read_digits
from extractor.language.spotting import spotted
from extractor.model import Box, Paragraph, Reading, Source
from extractor.statements.ledger import Ledger

_HIGH = 45.0  # points from the top of a numerator to that of its denominator at most: two or three lines
_BESIDE = 12.0  # points by which the one may lie beside the other: both are set in the middle of the bar
_BELOW = 40.0  # points between two paragraphs of one calculation

_NUMBER = r"(?:Rp\.?,?\s*)?\d(?:[\d.,]*\d)?(?![\d%])"
_SUM = rf"{_NUMBER}(?:\s*[-–−+]\s*{_NUMBER})*"
_WORDS = r"(?:\s*[^\W\d_][^\W\d_/.,-]*){0,3}"
_TIMES = r"\s*[x×X*]\s*100\s*%?"
_RESULT = r"(?P<result>\d+(?:[.,]\d+)*)(?![\d.,]*\d)\s*(?P<percent>%)?"
_LINE = spotted(
    rf"(?<![\d.,/])[(\[]?\s*(?P<top>{_SUM}){_WORDS}\s*[)\]]?\s*[/:]\s*[(\[]?\s*(?P<bottom>{_NUMBER}){_WORDS}\s*"
    rf"[)\]]?(?P<times>{_TIMES})\s*=\s*{_RESULT}"
)
_STACKED = (
    spotted(
        rf"(?<![\d.,/])(?P<top>{_SUM}){_WORDS}\s*=(?P<times>{_TIMES})\s*=\s*{_RESULT}\s+(?:∑\s*)?(?P<bottom>{_SUM})"
    ),
    spotted(
        rf"(?<![\d.,/])(?P<top>{_SUM}){_WORDS}\s*=(?P<times>{_TIMES})\s+(?:∑\s*)?(?P<bottom>{_SUM}){_WORDS}\s*="
        rf"\s*{_RESULT}"
    ),
    spotted(
        rf"(?<![\d.,/])(?P<top>{_SUM}){_WORDS}\s*=(?P<times>)\s*=\s*{_RESULT}(?:\s*/?\s*[^\W\d_]+){{0,3}}\s+(?:∑\s*)?"
        rf"(?P<bottom>{_SUM})"
    ),
)
_UNFINISHED = spotted(rf"=\s*$|=?{_TIMES}\s*$")
_SHARE = Decimal(10)  # a quotient above this is no share of one: '(100,53 + 100 + 100) / 3 x 100%' is a mean
# The division is part of a larger calculation: '(2 x 90 - 85)/90 x 100%'.
_INSIDE = re.compile(r"[\d%)\]]\s*[-–−+x×*/:]\s*[(\[]*\s*$")
_GOES_ON = re.compile(r"\s*[x×*/:+]\s*\d")
_OPERAND = re.compile(r"([-–−+])?\s*(\d(?:[\d.,]*\d)?)")


@dataclass(frozen=True)
class Calculation:
    """A written-out division. ``tops`` and ``bottoms`` hold every value that the digits may mean."""

    text: str
    page: int
    bbox: Box
    section: str
    source: Source
    tops: tuple[Decimal, ...]
    bottoms: tuple[Decimal, ...]
    results: tuple[Reading, ...]
    rounding: Decimal  # share of the quotient by which the rounding of its operands may change it
    factor: Decimal  # 100 where the division is multiplied by it, else 1
    percent: bool
    stacked: bool

    @property
    def quotients(self) -> list[Decimal]:
        """What the division gives, times its factor; the likeliest reading of the digits first."""
        return [self.factor * t / b for t, b in product(self.tops, self.bottoms) if b]

    @property
    def follows(self) -> bool:
        """Is the printed result one of the quotients, to one unit of its last digit and the rounding of the
        operands? A mean of percentages is not really multiplied by 100%."""
        means = [q / self.factor for q in self.quotients if q / self.factor >= _SHARE]
        return any(
            abs(q - r.value) <= r.step + abs(q) * self.rounding
            for q in (*self.quotients, *means)
            for r in self.results
        )

    @property
    def nearest(self) -> Decimal:
        """The quotient of the reading that comes nearest to the printed result."""
        return min(self.quotients, key=lambda q: abs(q - self.results[0].value))


def calculations(ledger: Ledger) -> tuple[Calculation, ...]:
    """The written-out divisions of a report's running text; read once for all rules."""
    return ledger.once("calculations", lambda: tuple(_read(ledger.paragraphs)))


def _read(paragraphs: Iterable[Paragraph]) -> Iterator[Calculation]:
    for paragraph in _joined(paragraphs):
        taken: list[tuple[int, int]] = []
        for pattern in (_LINE, *_STACKED):
            for match in pattern.finditer(paragraph.text):
                if any(a < match.end() and match.start() < b for a, b in taken):
                    continue
                found = _calculation(paragraph, match, stacked=pattern is not _LINE)
                if found is not None:
                    taken.append(match.span())
                    yield found


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, one that ends with '=' or 'x 100%' joined to the one right below it."""
    held: Paragraph | None = None
    for paragraph in paragraphs:
        if held is not None and _UNFINISHED.search(held.text):
            near = paragraph.page == held.page and 0 <= paragraph.bbox.top - held.bbox.top <= 2 * _BELOW
            if near:
                held = _with(held, paragraph)
                continue
        if held is not None:
            yield held
        held = paragraph
    if held is not None:
        yield held


def _with(above: Paragraph, below: Paragraph) -> Paragraph:
    shift = len(above.text) + 1
    words = (*above.words, *(w._replace(start=w.start + shift, end=w.end + shift) for w in below.words))
    return Paragraph(
        f"{above.text} {below.text}",
        above.page,
        above.bbox.union(below.bbox),
        above.section,
        above.source,
        words,
    )


def _calculation(paragraph: Paragraph, match: re.Match[str], *, stacked: bool) -> Calculation | None:
    if _INSIDE.search(paragraph.text[: match.start()]) or _GOES_ON.match(paragraph.text, match.end()):
        return None
    results = read_digits(match["result"], "decimal" if match["percent"] else "open")
    tops, loose_top = _values(match["top"])
    bottoms, loose_bottom = _values(match["bottom"])
    if not (results and tops and any(bottoms)):
        return None
    if stacked and not _over_bar(paragraph, match):
        return None
    page, box = paragraph.locate(*match.span())
    return Calculation(
        text=" ".join(match.group().split()),
        page=page,
        bbox=box,
        section=paragraph.section,
        source=paragraph.source,
        tops=tops,
        bottoms=bottoms,
        results=results,
        rounding=loose_top + loose_bottom,
        factor=Decimal(100) if match["times"] else Decimal(1),
        percent=match["percent"] is not None or bool(match["times"]),
        stacked=stacked,
    )


def _values(text: str) -> tuple[tuple[Decimal, ...], Decimal]:
    """Every value of a sum of figures, and the share of it that their rounding leaves open; no value if one
    of them is no number."""
    totals, loose = [Decimal(0)], Decimal(0)
    for sign, digits in _OPERAND.findall(text):
        readings = read_digits(digits)
        if not readings:
            return (), loose
        factor = -1 if sign and sign != "+" else 1
        totals = [total + factor * r.value for total in totals for r in readings]
        loose += min(r.step / 2 if r.step < 1 else Decimal(0) for r in readings)
    values = tuple(dict.fromkeys(totals))
    smallest = min((abs(v) for v in values if v), default=Decimal(1))
    return values, loose / smallest


def _over_bar(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """Does the denominator stand right below the numerator, as it does under a fraction bar?"""
    page, top = paragraph.locate(*match.span("top"))
    other, bottom = paragraph.locate(*match.span("bottom"))
    if page != other or not 0 < bottom.top - top.top <= _HIGH:
        return False
    return bottom.x0 <= top.x1 + _BESIDE and top.x0 <= bottom.x1 + _BESIDE
