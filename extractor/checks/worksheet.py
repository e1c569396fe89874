"""The working paper: every figure that was computed again from its own row, the right ones too.

A reviewer must show what was recomputed and agreed, not only what did not. Rows are those that the rules
on capaian (CAP001) and on absorption (BUD002) ask about.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from extractor.checks import arithmetic
from extractor.checks.absorption import Absorbed, absorbed, is_mean_of_children
from extractor.checks.arithmetic import COMPUTED, HUNDRED, Formula, Way
from extractor.checks.capaian import right_value
from extractor.checks.findings import expectation, percent, stated
from extractor.checks.rows import Measured, Reading, read_rows
from extractor.checks.sheet import sheets
from extractor.language.format import round_half_up
from extractor.model import Expected, Interval, Phrase, Quantity, Recomputed, Statement
from extractor.statements.ledger import Ledger

_ABSORPTION = Phrase("realisasi / pagu × 100", "realisasi / budget × 100")
_MEAN = Phrase("rata-rata serapan rinciannya", "mean absorption of its lines")
_SCALES = tuple(Decimal(10) ** n for n in (0, 3, 6, 9, -3, -6, -9))  # operands in thousands, millions, ...


class _Result(NamedTuple):
    """A recomputed figure as printed operands give it, and the interval that their rounding allows."""

    value: Decimal
    reach: Interval


def worksheet(ledger: Ledger) -> tuple[Recomputed, ...]:
    """Every recomputed row of a report, in printed order."""
    rows = [*_capaian(ledger), *_absorption(ledger)]
    return tuple(sorted(rows, key=lambda r: (r.stated.page, r.stated.bbox.top, r.stated.bbox.x0)))


def _capaian(ledger: Ledger) -> Iterator[Recomputed]:
    rows = read_rows(ledger)
    for m in rows.measured:
        way, target, realisasi = _chosen(rows, m)
        yield Recomputed(
            indicator=m.capaian.indicator,
            subject=m.subject,
            measure=m.capaian.measure,
            year=m.capaian.year,
            table=m.capaian.table,
            target=stated(target),
            realisasi=stated(realisasi),
            stated=stated(m.capaian).model_copy(update={"questioned": not m.ways}),
            formula=_described(way),
            expected=_expected(way, m, target, realisasi),
            agrees=bool(m.ways),
        )


def _chosen(rows: Reading, m: Measured) -> tuple[Way, Statement, Statement]:
    """How the row's capaian comes about and from which operands: the formula that the indicator's
    direction calls for, if it is one of several; of a wrong row, the formula it should follow."""
    called = right_value(rows, m)[0]
    for target, realisasi in m.operands:
        found = arithmetic.ways(
            m.capaian.quantity, target.quantity, realisasi.quantity, unit=m.unit, cap=m.cap
        )
        if found:
            return min(found, key=lambda way: _preference(way, called)), target, realisasi
    return Way(called), m.target, m.realisasi


def _preference(way: Way, called: Formula) -> tuple[bool, bool, int, int]:
    order = COMPUTED.index(way.formula) if way.formula in COMPUTED else len(COMPUTED)
    return way.cap is not None, way.formula is not called, order, way.cap or 0


def _described(way: Way) -> Phrase:
    words = way.formula.phrase
    if way.cap is None:
        return words
    return Phrase(f"{words.id}, dibatasi {way.cap}", f"{words.en}, capped at {way.cap}")


def _expected(way: Way, m: Measured, target: Statement, realisasi: Statement) -> Expected | None:
    if way.formula is Formula.ATTAINED:
        return expectation(None, HUNDRED)
    if way.cap is not None:
        return expectation(None, Decimal(way.cap))
    if way.formula not in COMPUTED:
        return None
    plain = arithmetic.point(way.formula, target.quantity, realisasi.quantity)
    reach = arithmetic.expected(way.formula, target.quantity, realisasi.quantity, unit=m.unit)
    if m.ways and (reach is None or not _prints(m.capaian.quantity, reach)):
        other = _otherwise_read(way.formula, m, target, realisasi)
        if other is not None:
            return expectation(other.reach, other.value)
    return expectation(reach, plain)


def _otherwise_read(formula: Formula, m: Measured, target: Statement, realisasi: Statement) -> _Result | None:
    """The result of that reading of the operands (level beside score, other scale, other meaning of a
    lone sign) which gives the printed capaian."""
    for t, r, scale in product(_readings(target.quantity), _readings(realisasi.quantity), _SCALES):
        value = arithmetic.point(formula, t, arithmetic.shifted(r, scale))
        reach = arithmetic.expected(formula, t, arithmetic.shifted(r, scale), unit=m.unit)
        if value is not None and reach is not None and _prints(m.capaian.quantity, reach):
            return _Result(value, reach)
    return None


def _readings(quantity: Quantity) -> Iterator[Quantity]:
    """Each way to read a quantity, as a quantity of its own."""
    read = arithmetic.either_way(arithmetic.with_level(arithmetic.as_number(quantity)))
    bounds = [*read.readings, *([read.upper] if read.upper else [])]
    for reading in bounds:
        yield read.model_copy(update={"readings": (reading,), "upper": None})


def _prints(capaian: Quantity, reach: Interval) -> bool:
    readings = arithmetic.either_way(capaian).readings
    return any(arithmetic.printed(reading).meets(reach) for reading in readings)


def _absorption(ledger: Ledger) -> Iterator[Recomputed]:
    for sheet in sheets(ledger):
        for found in absorbed(sheet):
            yield _absorbed_row(found)


def _absorbed_row(found: Absorbed) -> Recomputed:
    sheet, year = found.sheet, found.sheet.table.columns[found.stated.column].year
    pairs = [(b, s) for b in reversed(found.budgets) for s in reversed(found.spent) if b.value > 0]
    ratios = [HUNDRED * s.value / b.value for b, s in pairs]
    right = [n for n, ratio in enumerate(ratios) if _prints(found.stated.quantity, Interval(ratio, ratio))]
    mean = not right and is_mean_of_children(found)
    budget, spent = pairs[right[0] if right else 0]
    ratio = ratios[right[0] if right else 0]
    shown = sheet.stated(found.stated)
    return Recomputed(
        indicator=found.line.label,
        subject=found.stated.statement.subject if found.stated.statement else -1,
        measure="serapan",
        year=year,
        table=sheet.table.id,
        target=sheet.stated(budget),
        realisasi=sheet.stated(spent),
        stated=shown.model_copy(update={"questioned": not right and not mean}),
        formula=_MEAN if mean else _ABSORPTION,
        expected=None if mean else Expected(value=round_half_up(ratio, 2), text=percent(ratio)),
        agrees=bool(right) or mean,
    )
