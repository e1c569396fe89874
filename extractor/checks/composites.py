"""Indicators that are, by their own printed formula, the mean or the sum of other indicators of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.findings import Draft, cite, draft, expectation, percent, quoted
from extractor.checks.means import span_beside
from extractor.model import Interval, Measure, Phrase, Statement, Table
from extractor.statements.ledger import Ledger
from extractor.statements.mentions import Mentions

_FEWEST = 2  # parts of a composite
_TIMES = re.compile(r"\s*\(?\s*(?:[x×*]\s*100\s*%?|dikali(?:kan)?\s+100\s*%?|100\s*%)\s*\)?", re.IGNORECASE)
_DIVISOR = re.compile(r"(?:/|:|dibagi|\s)\s*(?P<divisor>\d{1,2})\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Composite:
    """An indicator made of others. ``divisor`` is 1 for a sum, the number of parts for a mean."""

    subject: int
    parts: tuple[int, ...]
    divisor: int
    formula: str


def composed(ledger: Ledger) -> Iterator[Draft]:
    """For AGG001: a composite whose printed figure does not follow from its parts, in a table where it does
    in other columns: that shows that the formula is meant as it is read."""
    for table in ledger.own_tables:
        if not any(c.field == "formula" for c in table.columns):
            continue
        statements = [s for s in ledger.statements if s.table == table.id and s.quantity.exact]
        for composite in _composites(ledger, table, statements):
            judged = list(_columns(composite, statements))
            right = [j for j in judged if j.fits]
            wrong = [j for j in judged if not j.fits]
            if len(right) > len(wrong):
                for column in wrong:
                    yield _finding(ledger, composite, column, right)


def _composites(ledger: Ledger, table: Table, statements: Sequence[Statement]) -> Iterator[Composite]:
    subjects = list(dict.fromkeys(s.subject for s in statements))
    names = Mentions((key, ledger.subjects[key].names) for key in subjects)
    for key in subjects:
        formula = _formula_of(table, next(s.row for s in statements if s.subject == key))
        read = read_sum(formula)
        if read is None:
            continue
        parts, divisor = read
        keys = [_only({m.key for m in names.find(part)} - {key}) for part in parts]
        if None not in keys and len(set(keys)) == len(keys):
            yield Composite(key, tuple(k for k in keys if k is not None), divisor, formula)


def _formula_of(table: Table, row: int | None) -> str:
    """The formula cells of the rows of one indicator, as one text."""
    if row is None or row >= len(table.rows):
        return ""
    names = [i for i, c in enumerate(table.columns) if c.field == "indikator"]
    formulas = [i for i, c in enumerate(table.columns) if c.field == "formula"]
    own = [table.rows[row][i].text for i in names]
    texts = [
        " ".join(table.rows[r][i].text.split())
        for r in range(row, len(table.rows))
        for i in formulas
        if [table.rows[r][n].text for n in names] == own
    ]
    return " ".join(dict.fromkeys(t for t in texts if t))


def read_sum(formula: str) -> tuple[list[str], int] | None:
    """The parts of a printed sum and its divisor; None for a formula that is no sum or mean.

    >>> read_sum("% Koperasi Aktif + % UMKM Naik Kelas x 100% 2")
    (['% Koperasi Aktif', '% UMKM Naik Kelas'], 2)
    """
    plain = _TIMES.sub(" ", formula)
    divided = _DIVISOR.search(plain)
    divisor = int(divided["divisor"]) if divided else 1
    parts = [p.strip(" ()") for p in (plain[: divided.start()] if divided else plain).split("+")]
    if len(parts) < _FEWEST or not all(parts) or divisor not in (1, len(parts)):
        return None
    return parts, divisor


def _only(keys: set[int | None]) -> int | None:
    return next(iter(keys)) if len(keys) == 1 else None


@dataclass(frozen=True)
class Column:
    """A composite's figure of one measure and year with its parts' and what follows from them."""

    stated: Statement
    parts: tuple[Statement, ...]
    span: Interval
    value: Decimal

    @property
    def fits(self) -> bool:
        figure = self.stated.quantity.exact
        return figure is None or figure.interval(truncated=True).meets(self.span)


def _columns(composite: Composite, statements: Sequence[Statement]) -> Iterator[Column]:
    index: dict[tuple[int, Measure, int | None], list[Statement]] = {}
    for s in statements:
        index.setdefault((s.subject, s.measure, s.year), []).append(s)
    for (subject, measure, year), own in index.items():
        parts = [index.get((key, measure, year), []) for key in composite.parts]
        if subject != composite.subject or len(own) != 1 or any(len(p) != 1 for p in parts):
            continue
        chosen = tuple(p[0] for p in parts)
        readings = [p.quantity.readings[0] for p in chosen]
        finest = min(r.step for r in readings)
        spans = [span_beside(r, finest) for r in readings]
        low, high = sum(s.low for s in spans), sum(s.high for s in spans)
        yield Column(
            own[0],
            chosen,
            Interval(Decimal(low) / composite.divisor, Decimal(high) / composite.divisor),
            Decimal(sum(r.value for r in readings)) / composite.divisor,
        )


def _finding(ledger: Ledger, composite: Composite, column: Column, right: Sequence[Column]) -> Draft:
    stated, at = column.stated, cite(column.stated)
    value = percent(column.value) if stated.quantity.unit == "%" else None
    shown = value or Phrase(str(column.value.normalize()), str(column.value.normalize()))
    sum_ = " + ".join(p.text for p in column.parts)
    sum_ = f"({sum_})/{composite.divisor}" if composite.divisor > 1 else sum_
    others = ", ".join(quoted(c.stated.text) for c in right)
    return draft(
        "AGG001",
        "error",
        indicator=ledger.subjects[composite.subject].name,
        measure=stated.measure,
        year=stated.year,
        places=[stated, *column.parts],
        message=Phrase(
            f"Tertulis {at.id}, sedangkan menurut rumusnya sendiri {sum_} = {shown.id}.",
            f"It is printed {at.en}, but by its own formula {sum_} = {shown.en}.",
        ),
        criterion=Phrase(
            f"Rumus yang dicantumkan: {composite.formula}.", f"The printed formula: {composite.formula}."
        ),
        recommendation=Phrase(
            f"Mohon dikonfirmasi dan diperbaiki menjadi {shown.id}.",
            f"Please confirm and correct it to {shown.en}.",
        ),
        diagnosis=Phrase(
            f"Kolom lain baris itu mengikuti rumus tersebut: {others}.",
            f"The row's other columns follow from that formula: {others}.",
        ),
        expect=expectation(column.span, column.value),
        accused=[stated],
        rests_on=column.parts,
    )
