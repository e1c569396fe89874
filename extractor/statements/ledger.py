"""The ledger: everything a report states, ready to be asked questions.

Checks see nothing but the ledger; it knows no PDF.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from extractor.model import Measure, Paragraph, ReportInfo, Source, Statement, Subject, Table

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the report itself says about how it computes."""

    cap: int | None = None  # '... lebih dari 100% termasuk 100%' states a cap of 100
    cap_place: Paragraph | None = None
    lower_formula: str | None = None  # 'difference' for (2T - R)/T, 'inverse' for T/R, if stated
    lower_formula_place: Paragraph | None = None
    void_formula_place: Paragraph | None = None  # of 'realisasi - (realisasi - target)', always the target


@dataclass(frozen=True)
class Row:
    """The statements printed in one row (and column group) of one table, all about one subject."""

    table: str
    row: int
    group: int
    statements: tuple[Statement, ...]

    def get(self, measure: Measure, year: int | None = None) -> Statement | None:
        """The row's only statement of a measure (of a year, where given), or None."""
        found = [s for s in self.statements if s.measure == measure and (year is None or s.year == year)]
        return found[0] if len(found) == 1 else None

    @property
    def subject(self) -> int:
        return self.statements[0].subject


@dataclass(frozen=True)
class Other:
    """A document held against the report. Its statements and tables carry its name, and its subjects the
    keys of the report's where both speak of the same thing; other keys belong to such documents alone."""

    name: str
    report: ReportInfo
    statements: tuple[Statement, ...]
    subjects: dict[int, Subject]
    tables: dict[str, Table] = field(default_factory=dict)
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Ledger:
    """Statements of one report with what they refer to. What other documents state stands apart in
    ``others``: only a rule that compares documents asks for it."""

    report: ReportInfo
    statements: tuple[Statement, ...]
    subjects: dict[int, Subject]
    tables: dict[str, Table] = field(default_factory=dict)
    paragraphs: tuple[Paragraph, ...] = ()
    conventions: Conventions = field(default_factory=Conventions)
    others: tuple[Other, ...] = ()

    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What ``make`` gives, made the first time and kept with the ledger: what several rules ask for."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[no-any-return]  # a key is always asked with one make

    def forget(self) -> None:
        """Let go of what ``once`` kept. Some of it holds the ledger itself: it would stay in memory until
        Python looks for such circles."""
        self._made.clear()

    @property
    def own_tables(self) -> list[Table]:
        """The report's tables in printed order."""
        return list(self.tables.values())

    @cached_property
    def _by_subject(self) -> dict[int, list[Statement]]:
        index: dict[int, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            index[statement.subject].append(statement)
        return index

    def about(
        self,
        subject: int,
        measure: Measure | None = None,
        year: int | None = None,
        sources: Iterable[Source] | None = None,
    ) -> list[Statement]:
        """Statements about a subject, in printed order, narrowed by measure, year and sources."""
        wanted = None if sources is None else frozenset(sources)
        return [
            s
            for s in self._by_subject.get(subject, [])
            if (measure is None or s.measure == measure)
            and (year is None or s.year == year)
            and (wanted is None or s.source in wanted)
        ]

    def rows(self) -> Iterator[Row]:
        """Every table row that holds statements, in printed order. A table's row with several column
        groups ('2015: T, R, C | 2016: T, R, C') gives one Row per group."""
        grouped: dict[tuple[str, int, int, int], list[Statement]] = {}
        for s in self.statements:
            if s.table is not None and s.row is not None:
                grouped.setdefault((s.table, s.row, s.group, s.subject), []).append(s)
        for (table, row, group, _), statements in grouped.items():
            yield Row(table, row, group, tuple(statements))
