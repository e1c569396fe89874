"""Every average that a report may mean by "rata-rata", and the figures that it may be the average of.

An auditor takes the average of all indicators, or of the sasaran and then of those, capped or not, weighted
by the budget or not: what any of these gives is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from rapidfuzz import fuzz

from extractor.checks import arithmetic
from extractor.checks.arithmetic import CAPS, HUNDRED, printed
from extractor.checks.sheet import AVERAGE, SUBTOTAL, SUM, Figure, Line, Sheet, sheets
from extractor.model import Interval, Quantity, Reading
from extractor.statements.ledger import Ledger

_NAME = 88  # likeness in percent of two spellings of a sasaran
RATES = ("capaian", "serapan", "efisiensi", "capaian_akhir")
_MEASURED = ("pengukuran", "perbandingan", "ikhtisar", "efisiensi", "penutup", "lain")


@dataclass(frozen=True)
class Mean:
    """An average of figures: the interval that their printing allows, its figures, and how it was made.
    ``cap`` is set if figures were cut at it."""

    interval: Interval
    value: Decimal
    figures: tuple[Figure, ...]
    cap: int | None = None
    weighted: bool = False

    def gives(self, stated: Quantity) -> bool:
        return any(printed(r).meets(self.interval) for r in stated.readings)


def mean(groups: Sequence[Sequence[Figure]], cap: int | None = None, slots: int | None = None) -> Mean:
    """The mean of the means of groups of figures; of all of them, if there is one group. ``slots`` is what
    it is divided by where missing figures count as nothing."""
    lows, highs, values = [], [], []
    finest = min((f.reading.step for g in groups for f in g), default=Decimal(1))
    for group in groups:
        spans = [_cut(span_beside(f.reading, finest), cap) for f in group]
        count = slots or len(spans)
        lows.append(sum((s.low for s in spans), Decimal(0)) / count)
        highs.append(sum((s.high for s in spans), Decimal(0)) / count)
        values.append(
            sum((f.value if cap is None else min(f.value, Decimal(cap)) for f in group), Decimal(0)) / count
        )
    n = len(groups)
    return Mean(
        Interval(sum(lows, Decimal(0)) / n, sum(highs, Decimal(0)) / n),
        sum(values, Decimal(0)) / n,
        tuple(f for g in groups for f in g),
        cap,
    )


def span_beside(reading: Reading, finest: Decimal) -> Interval:
    """The numbers that print as a figure: among figures with decimals a bare '100' is no rounded one."""
    whole = reading.step >= 1 > finest
    return printed(reading.model_copy(update={"step": finest}) if whole else reading)


def _cut(span: Interval, cap: int | None) -> Interval:
    if cap is None:
        return span
    limit = Decimal(cap)
    return Interval(min(span.low, limit), min(span.high, limit))


def caps_for(ledger: Ledger) -> tuple[int | None, ...]:
    """No cap first, then the report's own, then the usual ones."""
    own = ledger.conventions.cap
    return (None, *([own] if own else []), *(c for c in CAPS if c != own))


# --------------------------------------------------------------------------------------- rows of averages


def of_row(ledger: Ledger, sheet: Sheet, line: Line, column: int) -> list[Mean]:
    """Every average that a row of averages may state in a column; empty if a figure of its rows cannot be
    read or none is there."""
    index = sheet.lines.index(line)
    before = sheet.lines[:index]
    stop = max((i for i, x in enumerate(before) if x.kind in (AVERAGE, SUM, SUBTOTAL)), default=-1)
    same_name = [x for x in before if not x.kind and x.sasaran and x.sasaran == line.sasaran]
    blocks = [
        [x for x in before[stop + 1 :] if not x.kind],
        [x for x in before if not x.kind],
        same_name,
        [x for x in sheet.lines[index + 1 :] if not x.kind] if not stop + 1 and not before else [],
    ]
    if any(column in x.unread for x in blocks[1]):
        return []
    result: list[Mean] = []
    for block in blocks:
        result.extend(_of_lines(ledger, sheet, block, column))
    for kinds in ((AVERAGE,), (SUM, SUBTOTAL)):
        # 'Jumlah' may stand over the mean of a sasaran.
        above = [x.figures[column] for x in before if x.kind in kinds and column in x.figures]
        if len(above) > 1:
            result.append(mean([above]))
    return result


def _of_lines(ledger: Ledger, sheet: Sheet, lines: Sequence[Line], column: int) -> list[Mean]:
    figures = [x.figures[column] for x in lines if column in x.figures]
    if not figures:
        return []
    result = []
    groups: dict[str, list[Figure]] = {}
    for x in lines:
        if column in x.figures:
            groups.setdefault(x.sasaran, []).append(x.figures[column])
    for cap in caps_for(ledger):
        result.append(mean([figures], cap))
        if len(groups) > 1:
            result.append(mean(list(groups.values()), cap))
    corrected = [_corrected(sheet, x, x.figures[column]) for x in lines if column in x.figures]
    if corrected != figures:
        result.extend(mean([corrected], cap) for cap in caps_for(ledger))
    with_figures = [x for x in lines if x.figures]
    if len(with_figures) > len(figures):
        result.append(mean([figures], None, len(with_figures)))
    result.extend(_weighted(sheet, lines, column))
    return result


def _corrected(sheet: Sheet, line: Line, figure: Figure) -> Figure:
    """A capaian recomputed from its row where the printed one does not follow from it: an average that was
    taken of the right figures is right."""
    column = figure.column
    if sheet.field(column) != "capaian":
        return figure
    year = sheet.table.columns[column].year
    found = {
        m: next(
            (
                f
                for c, f in line.figures.items()
                if sheet.field(c) == m and sheet.table.columns[c].year == year
            ),
            None,
        )
        for m in ("target", "realisasi")
    }
    target, realisasi = found["target"], found["realisasi"]
    if (
        target is None
        or realisasi is None
        or arithmetic.ways(figure.quantity, target.quantity, realisasi.quantity)
    ):
        return figure
    value = arithmetic.point(arithmetic.Formula.DIRECT, target.quantity, realisasi.quantity)
    if value is None:
        return figure
    step = Decimal("0.01")
    reading = Reading(value=value.quantize(step), step=step)
    return replace(figure, quantity=figure.quantity.model_copy(update={"readings": (reading,)}))


def _weighted(sheet: Sheet, lines: Sequence[Line], column: int) -> list[Mean]:
    """The mean weighted by the budget, and the ratio of the sums for an absorption."""
    money = [c for c in sheet.columns if sheet.field(c) == "anggaran"]
    spent = [c for c in sheet.columns if sheet.field(c) == "realisasi_anggaran"]
    result = []
    for m in money:
        both = [x for x in lines if m in x.figures and column in x.figures]
        weight = sum((x.figures[m].value for x in both), Decimal(0))
        if both and weight > 0:
            value = sum((x.figures[m].value * x.figures[column].value for x in both), Decimal(0)) / weight
            slack = max(x.figures[column].reading.step for x in both)
            figures = tuple(x.figures[column] for x in both)
            result.append(Mean(Interval(value - slack, value + slack), value, figures, weighted=True))
        for s in spent:
            pairs = [x for x in lines if m in x.figures and s in x.figures]
            whole = sum((x.figures[m].value for x in pairs), Decimal(0))
            if pairs and whole > 0:
                value = HUNDRED * sum((x.figures[s].value for x in pairs), Decimal(0)) / whole
                result.append(
                    Mean(Interval(value, value), value, tuple(x.figures[s] for x in pairs), weighted=True)
                )
    return result


# ------------------------------------------------------------------------------------------- by sasaran


@dataclass(frozen=True)
class Measured:
    """The capaian of a table's indicators in the report's year, by sasaran."""

    sheet: Sheet
    column: int
    groups: tuple[tuple[str, tuple[Figure, ...]], ...]
    gaps: frozenset[str]  # sasaran with a row of figures that has no capaian, or none that can be read

    @property
    def complete(self) -> bool:
        return not self.gaps

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(f for _, group in self.groups for f in group)

    def variants(self, group: Sequence[Figure]) -> list[tuple[Figure, ...]]:
        """A group as printed, and with the capaian that do not follow from their rows set right."""
        lines = {id(f): x for x in self.sheet.lines for f in x.figures.values()}
        fixed = tuple(_corrected(self.sheet, lines[id(f)], f) for f in group)
        return [tuple(group)] if fixed == tuple(group) else [tuple(group), fixed]

    def of(self, sasaran: str) -> tuple[Figure, ...] | None:
        """The capaian under a sasaran, by its name."""
        if not sasaran:
            return None
        scored = [
            (fuzz.token_set_ratio(_plain(name), _plain(sasaran)), group)
            for name, group in self.groups
            if name
        ]
        best = max(scored, key=lambda s: s[0], default=None)
        if best is None or best[0] < _NAME:
            return None
        return None if any(group is best[1] and name in self.gaps for name, group in self.groups) else best[1]


def measured(ledger: Ledger) -> list[Measured]:
    """The tables that state the capaian of indicators in the report's year."""
    year = ledger.report.year
    result = []
    for sheet in sheets(ledger):
        table = sheet.table
        if table.kind not in _MEASURED or not any(c.field == "indikator" for c in table.columns):
            continue
        columns = [
            c for c in sheet.columns if sheet.field(c) == "capaian" and table.columns[c].year in (None, year)
        ]
        if len(columns) != 1:
            continue
        column = columns[0]
        groups: dict[str, list[Figure]] = {}
        rows = [x for x in sheet.plain() if x.figures]
        for line in rows:
            if column in line.figures:
                groups.setdefault(line.sasaran, []).append(line.figures[column])
        if not groups:
            continue
        gaps = frozenset(
            x.sasaran for x in sheet.plain() if column in x.unread or x.figures and column not in x.figures
        )
        result.append(Measured(sheet, column, tuple((k, tuple(v)) for k, v in groups.items()), gaps))
    return result


def of_measured(ledger: Ledger, found: Measured) -> list[Mean]:
    """The averages over all indicators of a table, and over its sasaran."""
    groups = [list(g) for _, g in found.groups]
    result = []
    for cap in caps_for(ledger):
        result.append(mean([list(found.figures)], cap))
        if len(groups) > 1:
            result.append(mean(groups, cap))
    return result


def of_sasaran(ledger: Ledger, *variants: Sequence[Figure]) -> list[Mean]:
    """The averages over the indicators of one sasaran, in one or several variants of its figures."""
    return [mean([list(figures)], cap) for figures in variants for cap in caps_for(ledger)]


def any_average(ledger: Ledger) -> list[tuple[str, Mean]]:
    """Every average of a column of rates that any table of the report allows, by the column's field."""
    return ledger.once("any average", lambda: _any_average(ledger))


def _any_average(ledger: Ledger) -> list[tuple[str, Mean]]:
    result: list[tuple[str, Mean]] = []
    for sheet in sheets(ledger):
        for c in sheet.columns:
            field = sheet.field(c)
            if field is None or field not in (*RATES, "realisasi", "target"):
                continue
            plain = [x for x in sheet.plain() if c in x.figures]
            if plain:
                result.extend((field, m) for m in _of_lines(ledger, sheet, plain, c))
            by_name: dict[str, list[Figure]] = {}
            for x in plain:
                by_name.setdefault(x.sasaran, []).append(x.figures[c])
            for group in by_name.values() if len(by_name) > 1 else ():
                result.extend((field, m) for m in of_sasaran(ledger, group))
    return result


def printed_averages(ledger: Ledger) -> list[tuple[str, Sheet, Figure]]:
    """The averages that rows of averages print, with the field of their column."""
    return [
        (str(sheet.field(c)), sheet, f)
        for sheet in sheets(ledger)
        for line in sheet.lines
        if line.kind in (AVERAGE, SUM)
        for c, f in line.figures.items()
        if sheet.field(c) in RATES
    ]


def named(names: Iterable[str], wanted: str) -> str | None:
    """The name among several that is most like a wanted one, if it is like it at all."""
    scored = [(fuzz.token_set_ratio(_plain(n), _plain(wanted)), n) for n in names if n]
    best = max(scored, default=None)
    return best[1] if best is not None and best[0] >= _NAME else None


def _plain(text: str) -> str:
    return " ".join("".join(ch if ch.isalnum() else " " for ch in text.casefold()).split())
