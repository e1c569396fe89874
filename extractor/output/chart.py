"""Target, realisasi and capaian of each indicator over the years, as a picture's geometry.

Where the report gives several values for one year, the one that it gives most often is drawn in the line
and the others beside it: a contradiction is seen at a glance.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from extractor.language import format as printing
from extractor.model import Audit, Measure, Statement
from extractor.output.text import Language, page_ranges, plain

CHARTS_MAX = 150  # a report with more indicators than this is read by its tables
SHOWN: tuple[Measure, ...] = ("target", "realisasi", "capaian")
WIDTH, LINES, BARS = 340.0, 92.0, 56.0  # of the picture and the height of its two panels, in SVG units
_LEFT, _RIGHT, _TOP = 14.0, 14.0, 16.0
_MARGIN = 0.14  # of the range above and below the lines, where the values are written
_FULL = Decimal(100)  # capaian in per cent that meets the target


@dataclass(frozen=True, slots=True)
class Point:
    """A value in the picture: its place, and the value in words."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a report gives for one measure and year: each text with its pages."""

    texts: tuple[tuple[str, str], ...]

    @property
    def disputed(self) -> bool:
        return len(self.texts) > 1


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture of one indicator and its table: ``rows`` are a year and what is given for each measure."""

    key: str
    name: str
    unit: str
    years: tuple[tuple[float, int], ...]
    target: tuple[Point, ...]
    realisasi: tuple[Point, ...]
    others: tuple[Point, ...]
    bars: tuple[Bar, ...]
    full: float | None  # height of the line at 100 %
    rows: tuple[tuple[int, tuple[Given, ...]], ...]


def charts(audit: Audit, lang: Language) -> tuple[Chart, ...]:
    """The indicators of which the report gives realisasi or capaian, in its order."""
    names = {subject.key: subject.name for subject in audit.subjects if subject.kind == "indikator"}
    grouped: dict[str, list[Statement]] = defaultdict(list)
    for statement in audit.statements:
        if statement.measure in SHOWN and statement.year is not None and statement.value is not None:
            known = statement.subject in names
            if known or (statement.subject < 0 and not audit.subjects):
                grouped[str(statement.subject) if known else statement.indicator].append(statement)
    made: list[Chart] = []
    for statements in grouped.values():
        measures = {statement.measure for statement in statements}
        if len(measures) > 1 and len(made) < CHARTS_MAX:
            name = names.get(statements[0].subject, statements[0].indicator)
            made.append(_chart(f"i{len(made) + 1}", plain(name), statements, lang))
    return tuple(made)


def _chart(key: str, name: str, statements: list[Statement], lang: Language) -> Chart:
    years = sorted({s.year for s in statements if s.year is not None})
    step = (WIDTH - _LEFT - _RIGHT) / len(years)
    at = {year: _LEFT + step * (n + 0.5) for n, year in enumerate(years)}
    unit = _unit(s for s in statements if s.measure != "capaian")
    drawn = [s for s in statements if s.measure == "capaian" or s.unit in (unit, None)]
    best = {(s.measure, s.year): _usual(drawn, s.measure, s.year) for s in drawn}
    levels = [s.value for s in drawn if s.measure != "capaian" and s.value is not None]
    shares = [v for (measure, _), v in best.items() if measure == "capaian"]

    def line(measure: Measure) -> tuple[Point, ...]:
        return tuple(
            Point(at[year], _height(value, levels), _short(value, lang))
            for year in years
            if (value := best.get((measure, year))) is not None
        )

    others = {
        (s.year, s.value)
        for s in drawn
        if s.measure != "capaian" and s.value != best[s.measure, s.year] and s.value is not None
    }
    top = max([*shares, _FULL]) * Decimal("1.25")
    bars: list[Bar] = []
    for year in years:
        share = best.get(("capaian", year))
        if share is not None:
            high = BARS * float(max(share, Decimal(0)) / top)
            wide = min(30.0, step * 0.5)
            bars.append(Bar(at[year] - wide / 2, BARS - high, wide, high, _short(share, lang)))
    return Chart(
        key=key,
        name=name,
        unit=unit,
        years=tuple((at[year], year) for year in years),
        target=line("target"),
        realisasi=line("realisasi"),
        others=tuple(
            Point(at[year], _height(value, levels), _short(value, lang))
            for year, value in sorted(others, key=lambda o: (o[0] or 0, o[1]))
            if year is not None
        ),
        bars=tuple(bars),
        full=BARS - BARS * float(_FULL / top) if bars else None,
        rows=tuple(
            (year, tuple(_given(s for s in statements if (s.measure, s.year) == (m, year)) for m in SHOWN))
            for year in years
        ),
    )


def _unit(statements: Iterable[Statement]) -> str:
    """The unit of most target and realisasi that print one: a count of people does not go beside a
    percentage. A figure without unit has the unit of the others."""
    units = Counter(statement.unit for statement in statements if statement.unit)
    return units.most_common(1)[0][0] if units else ""


def _usual(statements: list[Statement], measure: str, year: int | None) -> Decimal:
    values = Counter(
        s.value for s in statements if (s.measure, s.year) == (measure, year) and s.value is not None
    )
    return values.most_common(1)[0][0]


def _given(statements: Iterable[Statement]) -> Given:
    pages: dict[Decimal | None, list[int]] = defaultdict(list)
    texts: dict[Decimal | None, str] = {}
    for statement in statements:
        pages[statement.value].append(statement.page)
        texts.setdefault(statement.value, plain(statement.text))
    return Given(tuple((texts[value], page_ranges(pages[value])) for value in texts))


def _height(value: Decimal, levels: list[Decimal]) -> float:
    """Distance of a value from the top of the upper panel."""
    low, high = min(levels), max(levels)
    if low == high:
        return _TOP + LINES / 2
    share = float((value - low) / (high - low))
    return _TOP + LINES * (1 - _MARGIN - share * (1 - 2 * _MARGIN))


def _short(value: Decimal, lang: Language) -> str:
    """A number in at most about eight signs: 12,5 · 1.250 · 3,2 M (miliar; in English bn)."""
    for size, names in (
        (Decimal(10) ** 12, ("T", "tn")),
        (Decimal(10) ** 9, ("M", "bn")),
        (Decimal(10) ** 6, ("jt", "m")),
    ):
        if abs(value) >= size:
            return f"{_signs(printing.plain(value / size, 1), lang)} {names[lang == 'en']}"
    return _signs(printing.plain(value), lang)


def _signs(number: str, lang: Language) -> str:
    return number.translate(str.maketrans(".,", ",.")) if lang == "en" else number
