"""Figures of one indicator, measure and year that do not agree: which of them is the one to go by?

Statements that agree make a cluster; tables that differ on most of the rows that they share measure different
things and are not held against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from extractor.checks.agreement import agree, far_apart, one_kind, unit_of
from extractor.checks.arithmetic import as_number
from extractor.checks.rows import is_indicator
from extractor.checks.wordings import speaks_of_change, speaks_of_part_of_year
from extractor.model import Measure, Source, Statement
from extractor.statements.ledger import Ledger

PLANS: tuple[Source, ...] = ("pk_perubahan", "pk", "renstra_perubahan", "renstra", "rpd", "iku", "rkt")
REFERENCE_ORDER: tuple[Source, ...] = (
    *PLANS,
    "pengukuran",
    "perbandingan",
    "jangka_menengah",
    "lampiran",
    "ikhtisar",
    "efisiensi",
    "penutup",
    "narasi",
    "anggaran",
    "lain",
)
_KINDRED_ROWS = 2  # rows on which two tables must agree to be known to measure the same
# Targets of tables that agree on fewer than a third of four or more shared rows, or any figures of tables
# that agree on fewer than half with two of another magnitude, mean different things (a "target pencapaian
# (%)" of 90 beside a death rate of 2,5).
_FOREIGN_ROWS = 4
_FOREIGN_SHARE = 1 / 3
_FOREIGN_FAR = 2


@dataclass
class Cluster:
    """Statements of one indicator, measure and year that agree."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def finest(self) -> Statement:
        return self.statements[0]

    @property
    def sources(self) -> set[Source]:
        return {s.source for s in self.statements}

    def rank(self) -> int:
        """The best rank of its sources in the reference order."""
        return min(REFERENCE_ORDER.index(s) if s in REFERENCE_ORDER else 99 for s in self.sources)

    def weight(self) -> int:
        """How many places say so; a table counts double."""
        tables = {s.table for s in self.statements if s.kind == "table"}
        prose = [s for s in self.statements if s.kind == "prose"]
        return 2 * len(tables) + len(prose)


@dataclass(frozen=True)
class Dispute:
    """Figures of one indicator, measure and year that do not agree: the one to go by, and the others."""

    subject: int
    measure: Measure
    year: int | None
    reference: Cluster
    outliers: tuple[Cluster, ...]


def disputes(
    ledger: Ledger, measure: Measure, support: Callable[[Statement], int] = lambda _: 0
) -> list[Dispute]:
    """All disputes about a measure of indicators, in printed order of the subjects.

    Targets go by the reference order of the planning documents, anything else by what most places say;
    ``support`` adds to the weight of a place what its own row says for it (or takes away).
    """
    groups = comparable_groups(ledger, measure)
    kinship = Kinship(groups.values(), policy=measure in ("target", "target_akhir"))
    found = []
    for (subject, year), statements in groups.items():
        for part in kinship.parts(statements):
            for alike in _byunit_of(part):
                dispute = _dispute(subject, measure, year, alike, kinship, support)
                if dispute is not None:
                    found.append(dispute)
    return found


def _byunit_of(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements whose units can be compared, together: 90 kali in one table, 95% 'pencapaian' in another."""
    parts: list[list[Statement]] = []
    told = [s for s in statements if unit_of(s)]
    for s in [*told, *(s for s in statements if not unit_of(s))]:
        homes = [p for p in parts if all(one_kind(s, other) for other in p)]
        if homes:
            max(homes, key=len).append(s)
        else:
            parts.append([s])
    order = {id(s): i for i, s in enumerate(statements)}
    return [sorted(part, key=lambda s: order[id(s)]) for part in parts]


def outlying(ledger: Ledger, measure: Measure) -> set[int]:
    """The ids (of the Python objects) of all statements of a measure that a dispute calls wrong."""
    return {id(s) for d in disputes(ledger, measure) for c in d.outliers for s in c.statements}


def tables_meaning_else(ledger: Ledger, measure: Measure) -> set[str]:
    """Tables whose column of a measure is of another magnitude than the planning documents' on most rows:
    'target pencapaian (%)', a realisasi that is itself a capaian."""
    groups = comparable_groups(ledger, measure)
    kinship = Kinship(groups.values(), policy=True)
    plans = {s.table for found in groups.values() for s in found if s.source in PLANS and s.table}
    tables = {s.table for found in groups.values() for s in found if s.table}
    return {t for t in tables if kinship.foreign_to_plans(t, plans)}


def comparable_groups(ledger: Ledger, measure: Measure) -> dict[tuple[int, int | None], list[Statement]]:
    """The statements of a measure that may be held against each other, by subject and year.

    Left out are totals and budget lines, parts of a year, quantities without a number or grade, and names
    that stand for several things in one table.
    """
    return ledger.once(("comparable", measure), lambda: _comparable(ledger, measure))


def _comparable(ledger: Ledger, measure: Measure) -> dict[tuple[int, int | None], list[Statement]]:
    found = figures_by_year(ledger, ledger.statements, measure)
    return {key: figures for key, figures in found.items() if len(figures) >= 2}


def figures_by_year(
    ledger: Ledger, statements: Iterable[Statement], measure: Measure
) -> dict[tuple[int, int | None], list[Statement]]:
    """Those of the statements that tell a figure of a measure plainly, by subject and year (None for the
    measures of a plan's end)."""
    groups: dict[tuple[int, int | None], list[Statement]] = defaultdict(list)
    rows: dict[tuple[str | None, int, int | None], dict[tuple[int | None, int], Statement]] = defaultdict(
        dict
    )
    for s in statements:
        if s.measure != measure or not is_indicator(ledger, s) or speaks_of_part_of_year(s):
            continue
        if speaks_of_change(s) or (not as_number(s.quantity).readings and s.quantity.grade is None):
            continue
        year = None if measure in ("target_akhir", "capaian_akhir") else s.year
        if year is None and measure not in ("target_akhir", "capaian_akhir"):
            continue
        groups[(s.subject, year)].append(s)
        if s.table is not None:
            rows[(s.table, s.subject, year)][(s.row, s.group)] = s
    shared = {
        key
        for key, by_row in rows.items()
        if any(not agree(a.quantity, b.quantity, policy=True) for a, b in combinations(by_row.values(), 2))
    }
    return {
        key: kept
        for key, found in groups.items()
        if (kept := [s for s in found if (s.table, s.subject, key[1]) not in shared])
    }


def _dispute(
    subject: int,
    measure: Measure,
    year: int | None,
    statements: Sequence[Statement],
    kinship: Kinship,
    support: Callable[[Statement], int],
) -> Dispute | None:
    clusters = _clusters(statements, kinship.policy)
    if len(clusters) < 2:
        return None
    policy = measure in ("target", "target_akhir")
    if policy and any(c.sources & set(PLANS) for c in clusters):
        reference = min(clusters, key=lambda c: (c.rank(), -c.weight()))
    else:
        reference = min(
            clusters,
            key=lambda c: (-c.weight() - _borne_out(c, support), c.rank(), c.statements[0].page),
        )
    outliers = []
    for cluster in clusters:
        if cluster is reference:
            continue
        kept = [s for s in cluster.statements if _held_against(s, reference, kinship)]
        if kept:
            outliers.append(Cluster(kept))
    return Dispute(subject, measure, year, reference, tuple(outliers)) if outliers else None


def _borne_out(cluster: Cluster, support: Callable[[Statement], int]) -> int:
    """What the rows of a cluster say for it: the best of them, or the worst if none speaks for it."""
    said = [support(s) for s in cluster.statements]
    return max(said) if max(said) > 0 else min(said)


def _held_against(statement: Statement, reference: Cluster, kinship: Kinship) -> bool:
    """Is the statement of a kind with the reference, so that the difference is a contradiction?"""
    for other in reference.statements:
        if not one_kind(statement, other):
            continue
        if not far_apart(statement, other) or kinship.kindred(statement, other):
            return True
    return False


def _clusters(statements: Sequence[Statement], policy: bool) -> list[Cluster]:
    """Statements in clusters that agree, each beginning with its most finely printed figure."""

    def fineness(s: Statement) -> Decimal:
        return min((r.step for r in s.quantity.readings), default=Decimal(0))

    clusters: list[Cluster] = []
    order = {id(s): i for i, s in enumerate(statements)}
    ambiguous = [s for s in statements if len(s.quantity.readings) > 1]
    plain = [s for s in statements if len(s.quantity.readings) <= 1]
    for s in [*sorted(plain, key=fineness), *ambiguous]:
        home = next((c for c in clusters if agree(s.quantity, c.finest.quantity, policy=policy)), None)
        if home is None:
            clusters.append(Cluster([s]))
        else:
            home.statements.append(s)
    for cluster in clusters:
        cluster.statements[1:] = sorted(cluster.statements[1:], key=lambda s: order[id(s)])
    return clusters


class Kinship:
    """Which tables measure the same things: learned from all rows that they share."""

    def __init__(self, groups: Iterable[Sequence[Statement]], policy: bool) -> None:
        self.policy = policy
        self._shared: dict[frozenset[str], list[bool]] = defaultdict(list)
        self._far: dict[frozenset[str], int] = defaultdict(int)
        for statements in groups:
            by_table = {s.table: s for s in statements if s.table is not None}
            for (ta, a), (tb, b) in combinations(by_table.items(), 2):
                if not one_kind(a, b):
                    continue
                pair = frozenset((ta, tb))
                same = agree(a.quantity, b.quantity, policy=policy)
                self._shared[pair].append(same)
                self._far[pair] += not same and far_apart(a, b)

    def _pair(self, a: Statement, b: Statement) -> list[bool]:
        if a.table is None or b.table is None or a.table == b.table:
            return []
        return self._shared.get(frozenset((a.table, b.table)), [])

    def kindred(self, a: Statement, b: Statement) -> bool:
        """Do their tables agree on other rows?"""
        shared = self._pair(a, b)
        return sum(shared) >= _KINDRED_ROWS and sum(shared) > len(shared) / 2

    def foreign(self, a: Statement, b: Statement) -> bool:
        """Do their tables differ on most rows, so that their columns must mean different things?"""
        shared = self._pair(a, b)
        if not shared:
            return False
        return (
            self.policy
            and len(shared) >= _FOREIGN_ROWS
            and sum(shared) < _FOREIGN_SHARE * len(shared)
            or self._far[frozenset((a.table or "", b.table or ""))] >= _FOREIGN_FAR
            and 2 * sum(shared) < len(shared)
        )

    def foreign_to_plans(self, table: str | None, plans: set[str]) -> bool:
        """Does a table mean something else by its column than one of the planning tables?"""
        for plan in plans - {table or ""}:
            shared = self._shared.get(frozenset((table or "", plan)), [])
            if self._far.get(frozenset((table or "", plan)), 0) >= _FOREIGN_FAR and 2 * sum(shared) < len(
                shared
            ):
                return True
        return False

    def parts(self, statements: Sequence[Statement]) -> list[list[Statement]]:
        """The statements, parted so that none stands with one of a foreign table. Prose stands with
        the part that it agrees with, else with the only one, or the only one in its unit."""
        parts: list[list[Statement]] = []
        for s in statements:
            if s.table is None:
                continue
            homes = [p for p in parts if not any(self.foreign(s, other) for other in p)]
            agreeing = (p for p in homes if any(agree(s.quantity, o.quantity, policy=self.policy) for o in p))
            home = next(agreeing, homes[0] if homes else None)
            if home is None:
                parts.append([s])
            else:
                home.append(s)
        for s in statements:
            if s.table is not None:
                continue
            fitting = [p for p in parts if any(agree(s.quantity, o.quantity, policy=self.policy) for o in p)]
            if not fitting and len(parts) > 1:
                fitting = [p for p in parts if unit_of(s) and any(unit_of(o) == unit_of(s) for o in p)]
                fitting = fitting if len(fitting) == 1 else []
            home = fitting[0] if fitting else (parts[0] if len(parts) == 1 else None)
            if home is not None:
                home.append(s)
            elif not parts:
                parts.append([s])
        return parts
