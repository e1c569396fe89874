"""Absorption: which figures a printed serapan may come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from extractor.checks.arithmetic import HUNDRED, printed
from extractor.checks.hierarchy import Family, best_outline, outlines
from extractor.checks.sheet import Figure, Line, Sheet, sheets
from extractor.model import Interval, Quantity
from extractor.statements.ledger import Ledger

_HABIT_ROWS = 4
_HABIT_SHARE = 0.5  # of a column's rows not following: it holds something else (physical progress)
_MOST_COMBINED = 3  # programmes of which a sasaran's absorption is the mean
_MOST_LINES = 60  # lines of which three at a time are tried


@dataclass(frozen=True)
class Absorbed:
    """A printed absorption with the budget and its realisasi in the same row."""

    sheet: Sheet
    line: Line
    stated: Figure
    budgets: tuple[Figure, ...]
    spent: tuple[Figure, ...]

    def ratios(self) -> Iterator[Decimal]:
        """The ratios in percent that the row allows, that of the budget after revision first."""
        for b in reversed(self.budgets):
            for s in reversed(self.spent):
                if b.value > 0:
                    yield HUNDRED * s.value / b.value

    @property
    def follows(self) -> bool:
        return any(prints(self.stated.quantity, r) for r in self.ratios())

    @property
    def ratio(self) -> Decimal:
        return next(self.ratios())


def prints(stated: Quantity, value: Decimal) -> bool:
    """Does a number print as the stated figure, rounded or truncated?"""
    return any(span.low <= value <= span.high for span in map(printed, stated.readings))


def meets(stated: Quantity, span: Interval) -> bool:
    return any(printed(r).meets(span) for r in stated.readings)


def absorbed(sheet: Sheet) -> list[Absorbed]:
    """The rows of a table that print an absorption beside budget and realisasi; none of a column that
    mostly holds something else."""
    result: list[Absorbed] = []
    for c in sheet.columns:
        if sheet.field(c) != "serapan":
            continue
        year = sheet.table.columns[c].year
        own: list[Absorbed] = []
        for line in sheet.lines:
            stated = line.figures.get(c)
            if stated is None:
                continue
            money: dict[str, list[Figure]] = {"anggaran": [], "realisasi_anggaran": []}
            for m, f in line.figures.items():
                if (
                    sheet.field(m) in money
                    and sheet.table.columns[m].year in (None, year)
                    or year is None
                    and sheet.field(m) in money
                ):
                    money[str(sheet.field(m))].append(f)
            if (
                money["anggaran"]
                and money["realisasi_anggaran"]
                and any(b.value > 0 for b in money["anggaran"])
            ):
                own.append(
                    Absorbed(
                        sheet, line, stated, tuple(money["anggaran"]), tuple(money["realisasi_anggaran"])
                    )
                )
        bad = sum(not a.follows for a in own)
        if not (len(own) >= _HABIT_ROWS and bad > _HABIT_SHARE * len(own)):
            result.extend(own)
    return result


def family_of(sheet: Sheet, line: Line) -> list[Family]:
    """The lines below a line, in every reading of the table's levels."""
    return [f for o in outlines(sheet) for f in o.families if f.parent is line]


def is_mean_of_children(found: Absorbed) -> bool:
    """Is a stated absorption the mean of those of the lines below?"""
    column = found.stated.column
    for family in family_of(found.sheet, found.line):
        for lines in (family.children, family.leaves):
            if _mean_meets(found.stated.quantity, [x.figures[column] for x in lines if column in x.figures]):
                return True
    if found.line.kind:
        return any(
            _mean_meets(found.stated.quantity, [x.figures[column] for x in o.top() if column in x.figures])
            for o in outlines(found.sheet)
        ) or _mean_meets(
            found.stated.quantity, [x.figures[column] for x in found.sheet.plain() if column in x.figures]
        )
    return False


def may_be_mean_of_unread(found: Absorbed) -> bool:
    """Could a stated absorption be the mean of those of the lines below, some of which a scan does not show
    clearly?"""
    rows, column, stated = found.sheet.table.rows, found.stated.column, found.stated.value
    for family in family_of(found.sheet, found.line):
        for lines in (family.children, family.leaves):
            read = [x.figures[column].value for x in lines if column in x.figures]
            unread = sum(column in x.unread and rows[x.row][column].doubtful for x in lines)
            rest = stated * (len(read) + unread) - sum(read, Decimal(0))
            if unread and len(read) + unread > 1 and 0 <= rest <= 100 * unread:
                return True
    return False


def _mean_meets(stated: Quantity, figures: list[Figure]) -> bool:
    """Is a figure the mean of others, with or without those that are nothing?"""
    for some in (figures, [f for f in figures if f.value != 0]):
        if len(some) < 2:
            continue
        low = sum((printed(f.reading).low for f in some), Decimal(0)) / len(some)
        high = sum((printed(f.reading).high for f in some), Decimal(0)) / len(some)
        if meets(stated, Interval(low, high)):
            return True
    return False


def pool(ledger: Ledger, *, upper: bool) -> list[Figure]:
    """The absorptions that budget tables print; ``upper``: only of program and kegiatan, where the levels
    can be told."""
    result: list[Figure] = []
    for sheet in sheets(ledger):
        if not any(sheet.field(c) == "anggaran" for c in sheet.columns):
            continue
        wanted: set[int] | None = None
        if upper:
            best = best_outline(
                sheet, [c for c in sheet.columns if sheet.field(c) in ("anggaran", "realisasi_anggaran")]
            )
            deep = [best] if best is not None else list(outlines(sheet))
            if deep:
                wanted = {
                    x.row
                    for o in deep
                    for x, d in zip(o.lines, o.levels, strict=True)
                    if d is not None and d in o.upper()
                }
        for line in sheet.lines:
            for c, f in line.figures.items():
                if sheet.field(c) == "serapan" and (wanted is None or line.row in wanted or line.kind):
                    result.append(f)
    result.extend(_inputs(ledger))
    return result


def _inputs(ledger: Ledger) -> Iterator[Figure]:
    """'Input : Anggaran' rows, whose capaian is an absorption."""
    for s in ledger.statements:
        if s.measure == "serapan" and s.kind == "table" and s.header and s.quantity.exact is not None:
            for sheet in sheets(ledger):
                if sheet.table.id != s.table:
                    continue
                for line in sheet.lines:
                    for f in line.figures.values():
                        if f.statement is s and sheet.field(f.column) == "capaian":
                            yield f


def pooled(ledger: Ledger, stated: Quantity) -> bool:
    """Is an absorption the realisasi of two or three lines together over their budgets together?"""
    for sheet in sheets(ledger):
        money = [c for c in sheet.columns if sheet.field(c) == "anggaran"]
        spent = [c for c in sheet.columns if sheet.field(c) == "realisasi_anggaran"]
        if not money or not spent:
            continue
        pairs = [
            (x.figures[money[-1]].value, x.figures[spent[-1]].value)
            for x in sheet.plain()
            if money[-1] in x.figures and spent[-1] in x.figures
        ]
        if len(pairs) > _MOST_LINES:
            return True  # too many to try: nothing is known against it
        for n in range(2, _MOST_COMBINED + 1):
            for some in combinations(pairs, n):
                budget = sum((b for b, _ in some), Decimal(0))
                if budget > 0 and prints(stated, HUNDRED * sum((s for _, s in some), Decimal(0)) / budget):
                    return True
    return False


def combined(stated: Quantity, figures: list[Figure]) -> bool:
    """Is an absorption one of those printed, or the mean of two or three of them?"""
    unique = list({f.value: f for f in figures}.values())
    if len(unique) > _MOST_LINES:
        return True  # too many to try: nothing is known against it
    for n in range(1, _MOST_COMBINED + 1):
        for some in combinations(unique, n):
            # A mean that is printed more finely than its parts was taken of the parts as they are printed.
            finer = all(r.step < f.reading.step for r in stated.readings for f in some)
            spans = [f.reading.interval() if finer else printed(f.reading) for f in some]
            low, high = (
                sum((s.low for s in spans), Decimal(0)) / n,
                sum((s.high for s in spans), Decimal(0)) / n,
            )
            if meets(stated, Interval(low, high)):
                return True
    return False
