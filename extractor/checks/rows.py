"""Rows in which a capaian stands beside its target and realisasi, and what they tell about direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from extractor.checks import arithmetic
from extractor.checks.arithmetic import COMPUTED, Formula, Way
from extractor.checks.wordings import speaks_of_change, speaks_of_part_of_year
from extractor.model import Direction, Measure, Source, Statement, Subject
from extractor.statements.ledger import Ledger

_CLEAR = 2  # rows that must show the same formula before it says something about an indicator's direction
_FOLLOWS = 4  # places: a figure that its own row bears out outweighs one table that copies another
_SAME_SENTENCE = (
    60.0  # points: four lines of text; a sentence of target, realisasi and capaian takes two or three
)
_PLANS: tuple[Source, ...] = ("renstra", "renstra_perubahan", "rpd", "iku")


@dataclass(frozen=True)
class Measured:
    """A stated capaian with the operands of its own row. ``operands`` holds every pair that it may be
    computed from (one pair in most rows), the likeliest first."""

    capaian: Statement
    operands: tuple[tuple[Statement, Statement], ...]
    cap: int | None

    @property
    def target(self) -> Statement:
        return self.operands[0][0]

    @property
    def realisasi(self) -> Statement:
        return self.operands[0][1]

    @property
    def subject(self) -> int:
        return self.capaian.subject

    @cached_property
    def ways(self) -> frozenset[Way]:
        """Every way in which the row gives its capaian; empty if it gives it in none."""
        found: set[Way] = set()
        for target, realisasi in self.operands:
            found |= arithmetic.ways(
                self.capaian.quantity, target.quantity, realisasi.quantity, unit=self.unit, cap=self.cap
            )
        return frozenset(found)

    @property
    def unit(self) -> str | None:
        """The unit of the operands, as the row's Satuan cell has it."""
        return self.target.unit or self.realisasi.unit

    @property
    def formula(self) -> Formula | None:
        """The only formula that gives the capaian, where it can be told."""
        formulas = {w.formula for w in self.ways}
        # 2 - R/T and 1 - |R - T|/T are the same above the target, R/T and the latter below it.
        if Formula.STABLE in formulas and len(formulas) == 2:
            formulas.discard(Formula.STABLE)
        return formulas.pop() if len(formulas) == 1 and formulas <= set(COMPUTED) else None


class RowKey(NamedTuple):
    table: str
    row: int
    subject: int


@dataclass(frozen=True)
class Reading:
    """What the rows of a ledger say, worked out once for all rules."""

    ledger: Ledger
    measured: tuple[Measured, ...]
    directions: dict[int, Direction]
    table_rows: dict[RowKey, tuple[Statement, ...]]

    def row_of(self, statement: Statement) -> tuple[Statement, ...]:
        """All statements of a statement's row; itself alone for prose."""
        if statement.table is None or statement.row is None:
            return (statement,)
        return self.table_rows.get(RowKey(statement.table, statement.row, statement.subject), (statement,))

    def beside(self, statement: Statement) -> tuple[Statement, ...]:
        """What is stated with a statement about its subject: the rest of its row, or, for prose, what the
        text says within a few lines."""
        if statement.kind == "table":
            return tuple(s for s in self.row_of(statement) if s is not statement)
        return tuple(
            s
            for s in self.ledger.about(statement.subject)
            if s.kind == "prose"
            and s is not statement
            and s.page == statement.page
            and s.document == statement.document
            and abs(s.bbox.top - statement.bbox.top) <= _SAME_SENTENCE
        )

    def measured_for(self, capaian: Statement) -> Measured | None:
        """The row of a stated capaian, if it can be recomputed."""
        return self._by_capaian.get(id(capaian))

    @cached_property
    def _by_capaian(self) -> dict[int, Measured]:
        return {id(m.capaian): m for m in self.measured}

    @cached_property
    def capaian_as_realisasi(self) -> dict[str, list[tuple[Statement, Measured]]]:
        """By table, its 'realisasi' that are the capaian which the text computes from other operands. One
        may be chance; two or more say what the column holds."""
        told = [m for m in self.measured if m.capaian.kind == "prose" and m.ways]
        found: dict[str, list[tuple[Statement, Measured]]] = defaultdict(list)
        for m in told:
            stated, result = m.capaian.quantity.exact, m.realisasi.quantity.exact
            if stated is None or result is None or stated.value == result.value:
                continue
            for s in self.ledger.about(m.subject, "realisasi", m.capaian.year):
                value = s.quantity.exact
                if s.table is not None and value is not None and value.value == stated.value:
                    found[s.table].append((s, m))
        return {t: pairs for t, pairs in found.items() if len({m.subject for _, m in pairs}) >= _CLEAR}

    def support(self, statement: Statement) -> int:
        """What the rows say for a capaian or a realisasi: does the row's capaian follow from its figures?"""
        if statement.measure == "capaian":
            own = self.measured_for(statement)
            return 0 if own is None else _FOLLOWS if own.ways else -_FOLLOWS
        beside = [m for m in self.measured if any(r is statement for _, r in m.operands)]
        return sum(1 if m.ways else -_FOLLOWS for m in beside)

    def neighbours(self, statement: Statement, measure: Measure) -> list[Statement]:
        """The figures of a measure in the rows right above and below."""
        if statement.table is None or statement.row is None:
            return []
        rows = sorted({k.row for k in self.table_rows if k.table == statement.table})
        at = rows.index(statement.row) if statement.row in rows else -1
        near = {rows[i] for i in (at - 1, at + 1) if at >= 0 and 0 <= i < len(rows)}
        return [
            s
            for k, found in self.table_rows.items()
            if k.table == statement.table and k.row in near
            for s in found
            if s.measure == measure
        ]


def read_rows(ledger: Ledger) -> Reading:
    """The rows of a ledger; worked out once for all rules."""
    return ledger.once("rows", lambda: _read_rows(ledger))


def _read_rows(ledger: Ledger) -> Reading:
    table_rows: dict[RowKey, list[Statement]] = defaultdict(list)
    for s in ledger.statements:
        if s.table is not None and s.row is not None and not s.document:
            table_rows[RowKey(s.table, s.row, s.subject)].append(s)
    rows = {k: tuple(v) for k, v in table_rows.items()}
    measured = tuple(_measured(ledger, rows))
    measured += tuple(_of_other_tables(ledger, measured))
    return Reading(ledger, measured, _directions(ledger, measured), rows)


def is_indicator(ledger: Ledger, statement: Statement) -> bool:
    """Is it about an indicator, not about a total, an average or a budget line?"""
    subject = ledger.subjects.get(statement.subject)
    return subject is not None and subject.kind == "indikator"


def _measured(ledger: Ledger, rows: dict[RowKey, tuple[Statement, ...]]) -> Iterator[Measured]:
    for found in rows.values():
        for capaian in found:
            if capaian.measure not in ("capaian", "capaian_akhir") or not is_indicator(ledger, capaian):
                continue
            if not capaian.quantity.readings or capaian.quantity.upper or capaian.quantity.comparator:
                continue
            if shared_cell(ledger, capaian) or speaks_of_part_of_year(capaian):
                continue
            pairs = tuple((t, r) for t, r in _operands(capaian, found) if _computable(t, r))
            if pairs:
                yield Measured(capaian, pairs, ledger.conventions.cap)
    yield from _told(ledger)


def _of_other_tables(ledger: Ledger, measured: Sequence[Measured]) -> Iterator[Measured]:
    """A capaian printed without its operands ('Capaian 2015' in a table of 2016), with the target and
    realisasi that one row of another table prints for its year, if all places agree on them and none prints
    a capaian in their row. The other rows of its column must show that it holds that capaian, and not one
    against last year or the end of the plan."""
    recomputed = {(m.subject, m.capaian.year) for m in measured}
    columns: dict[tuple[str | None, str], list[Statement]] = defaultdict(list)
    for s in ledger.statements:
        if s.measure == "capaian" and s.table is not None:
            columns[(s.table, s.header)].append(s)
    for s in ledger.statements:
        if s.measure != "capaian" or s.table is None or s.year is None or s.document:
            continue
        if (s.subject, s.year) in recomputed or not is_indicator(ledger, s) or s.quantity.exact is None:
            continue
        targets = [t for t in ledger.about(s.subject, "target", s.year) if not t.document]
        results = [r for r in ledger.about(s.subject, "realisasi", s.year) if not r.document]
        values = [{q.quantity.value for q in found} for found in (targets, results)]
        if any(len(v) != 1 or None in v for v in values) or shared_cell(ledger, s):
            continue
        if not _repeats(ledger, columns[(s.table, s.header)]):
            continue
        pair = next(((t, r) for t in targets for r in results if _one_row(t, r)), None)
        if pair is not None and pair[0].table != s.table and _computable(*pair):
            yield Measured(s, (pair,), ledger.conventions.cap)


def _repeats(ledger: Ledger, column: Sequence[Statement]) -> bool:
    """Do most rows of a column repeat the capaian of other tables?"""
    same = other = 0
    for s in column:
        values = {c.quantity.value for c in ledger.about(s.subject, "capaian", s.year) if c.table != s.table}
        if values and s.quantity.value is not None:
            same, other = same + (s.quantity.value in values), other + (s.quantity.value not in values)
    return same >= _CLEAR and same > other


def _one_row(target: Statement, realisasi: Statement) -> bool:
    places = [(x.table, x.row, x.group) for x in (target, realisasi)]
    return places[0] == places[1] and target.table is not None


def _computable(target: Statement, realisasi: Statement) -> bool:
    if speaks_of_change(target) or speaks_of_change(realisasi):
        return False
    return arithmetic.computable(target.quantity, realisasi.quantity)


def _told(ledger: Ledger) -> Iterator[Measured]:
    """Target, realisasi and capaian that the text tells together, each once: as good as a row."""
    passages: dict[tuple[int, int, str, int | None], list[Statement]] = defaultdict(list)
    for s in ledger.statements:
        if s.kind == "prose" and not s.document and s.measure in ("target", "realisasi", "capaian"):
            passages[(s.subject, s.page, s.where, s.year)].append(s)
    for found in passages.values():
        by_measure = {s.measure: s for s in found}
        if len(found) == 2 and set(by_measure) == {"realisasi", "capaian"}:
            yield from _with_target(ledger, by_measure["realisasi"], by_measure["capaian"])
        if len(found) != 3 or len(by_measure) != 3 or not is_indicator(ledger, found[0]):
            continue
        capaian, pair = by_measure["capaian"], (by_measure["target"], by_measure["realisasi"])
        if capaian.quantity.exact is not None and _computable(*pair):
            yield Measured(capaian, (pair,), ledger.conventions.cap)


def _with_target(ledger: Ledger, realisasi: Statement, capaian: Statement) -> Iterator[Measured]:
    """A realisasi and a capaian that the text tells without the target ('0,3% dengan capaian 15%'), with the
    only one of the tables' targets that gives the capaian. Where none does, nobody knows which was meant."""
    if not is_indicator(ledger, capaian) or capaian.quantity.exact is None:
        return
    fitting: dict[Decimal | None, Measured] = {}
    for target in ledger.about(capaian.subject, "target", capaian.year):
        if target.table is None or target.document or not _computable(target, realisasi):
            continue
        own = Measured(capaian, ((target, realisasi),), None)
        if any(w.formula in COMPUTED and w.cap is None for w in own.ways):
            fitting.setdefault(target.quantity.value, own)
    if len(fitting) == 1:
        yield next(iter(fitting.values()))


def _operands(capaian: Statement, row: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Targets and realisasi of a capaian's row: of its column group and year, else of the row."""
    against_end = capaian.measure == "capaian_akhir"
    targets = _nearest(capaian, [s for s in row if s.measure == "target_akhir"]) if against_end else []
    if against_end and not targets:
        targets = _last_planned(row)
    if not targets:
        targets = _of_year(capaian, [s for s in row if s.measure == "target"])
    if not targets:
        targets = _nearest(capaian, [s for s in row if s.measure == "target_akhir"])
        against_end = True
    realisasi = [s for s in row if s.measure == "realisasi"]
    if against_end:
        newest = max((s.year for s in realisasi if s.year), default=None)
        if newest is not None and capaian.year is not None and capaian.year < newest:
            return  # 'Capaian 2020' beside the realisasi of 2021 is not made from it
        realisasi = [s for s in realisasi if s.year in (newest, None)]
    else:
        realisasi = _of_year(capaian, realisasi)
    for target in targets:
        for result in realisasi:
            if target.year == result.year or None in (target.year, result.year) or against_end:
                yield target, result


def _last_planned(row: Sequence[Statement]) -> list[Statement]:
    """The target of the last year in a row of yearly targets: the end of the plan, if it lies ahead of what
    was realised."""
    planned = [s for s in row if s.measure == "target" and s.year is not None]
    done = max((s.year for s in row if s.measure == "realisasi" and s.year), default=None)
    last = max((s.year for s in planned if s.year), default=None)
    if last is None or done is None or last <= done:
        return []
    return [s for s in planned if s.year == last]


def _nearest(capaian: Statement, found: list[Statement]) -> list[Statement]:
    same = [s for s in found if s.group == capaian.group]
    return same or found


def _of_year(capaian: Statement, found: list[Statement]) -> list[Statement]:
    if capaian.year is not None:
        exact = [s for s in found if s.year == capaian.year]
        found = exact or [s for s in found if s.year is None]
    return _nearest(capaian, found)


def shared_cell(ledger: Ledger, statement: Statement) -> bool:
    """Does the figure's cell span several rows ('one capaian per sasaran')? Then it is no row's own."""
    table = ledger.tables.get(statement.table or "")
    if table is None or statement.row is None or statement.row >= len(table.rows):
        return False
    key = (statement.page, statement.bbox)
    holders = set()
    for index, row in enumerate(table.rows):
        for column, cell in zip(table.columns, row, strict=False):
            if (cell.page, cell.bbox) == key and column.field == statement.measure:
                holders.add(index)
    names = {i for i, column in enumerate(table.columns) if column.field == "indikator"}
    cells = {
        (table.rows[h][n].page, table.rows[h][n].bbox)
        for h in holders
        for n in names
        if n < len(table.rows[h])
    }
    return len(holders) > 1 and (len(cells) > 1 or not names)


# ------------------------------------------------------------------------------------------ directions


def _directions(ledger: Ledger, measured: Sequence[Measured]) -> dict[int, Direction]:
    """The direction of each subject: known by its name, else shown by the formula that its rows use, else
    by the way its planned targets go over the years."""
    shown: dict[int, list[Formula]] = defaultdict(list)
    for m in measured:
        formula = m.formula
        if formula is not None and m.capaian.measure == "capaian":
            shown[m.subject].append(formula)
    return {
        key: _direction(ledger, subject, shown.get(key, []))
        for key, subject in ledger.subjects.items()
        if subject.kind == "indikator"
    }


def _direction(ledger: Ledger, subject: Subject, formulas: Sequence[Formula]) -> Direction:
    if subject.direction != "unknown":
        return subject.direction
    kinds = set(formulas)
    if kinds == {Formula.DIRECT}:
        return "higher"
    if kinds and kinds <= {Formula.INVERSE, Formula.DIFFERENCE} and len(formulas) >= _CLEAR:
        return "lower"
    return _trend(ledger, subject.key) if not kinds else "unknown"


def _trend(ledger: Ledger, subject: int) -> Direction:
    """Targets of a plan that only rise mean more is better; that only fall, less."""
    trends = set()
    rows: dict[tuple[str | None, int | None], list[Statement]] = defaultdict(list)
    for s in ledger.about(subject, "target", sources=_PLANS):
        rows[(s.table, s.row)].append(s)
    for found in rows.values():
        values = [
            s.quantity.value
            for s in sorted((s for s in found if s.year), key=lambda s: s.year or 0)
            if s.quantity.value is not None
        ]
        if len(values) >= 3 and values[0] != values[-1]:
            if values == sorted(values):
                trends.add("higher")
            elif values == sorted(values, reverse=True):
                trends.add("lower")
    if trends == {"higher"}:
        return "higher"
    return "lower" if trends == {"lower"} else "unknown"


def audited_year(ledger: Ledger) -> int | None:
    """The year whose performance is measured: the report's own if it has capaian of that year, else the
    year with the most of them (an IKU document of 2025 measures 2024), else the report's."""
    counts: dict[int, int] = defaultdict(int)
    for measure in ("capaian", "realisasi"):
        for s in ledger.statements:
            if s.measure == measure and s.year and not s.document and s.kind == "table":
                counts[s.year] += 1
        if counts:
            break
    if ledger.report.year in counts or not counts:
        return ledger.report.year
    return max(counts, key=lambda y: (counts[y], y))
