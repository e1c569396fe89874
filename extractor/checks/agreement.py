"""Do printed figures of one indicator, measure and year agree? Which of them is the one to go by?

Figures agree unless no reading, rounding, scale or sign of theirs lets them be the same; figures that are
not of one kind (another unit, another magnitude, a table that measures something else) are not compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from extractor.checks.arithmetic import CONTINUOUS_UNITS, as_number, printed
from extractor.checks.rows import is_indicator
from extractor.checks.wordings import speaks_of_change, speaks_of_part_of_year
from extractor.model import Measure, Quantity, Reading, Source, Statement
from extractor.patterns import load
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
_PERCENT = frozenset({"%", "persen"})
_MONEY_SCALES = tuple(Decimal(10) ** n for n in (3, 6, 9))
_HUNDRED = Decimal(100)
# A figure five times another is another thing (a count beside its percentage, a stock beside a year's
# share) more often than a slip: in the reports read so far the widest true slip was 3.7 times (120,80
# for 32,86). Tables that agree on other rows are known to measure the same thing and are held to account.
_MAGNITUDE = 5
_KINDRED_ROWS = 2  # rows on which two tables must agree to be known to measure the same
# Targets of tables that agree on fewer than a third of four or more shared rows, or any figures of tables
# that agree on fewer than half with two of another magnitude, mean different things (a "target pencapaian
# (%)" of 90 beside a death rate of 2,5).
_FOREIGN_ROWS = 4
_FOREIGN_SHARE = 1 / 3
_FOREIGN_FAR = 2


# ----------------------------------------------------------------------------------------------- figures


def agree(a: Quantity, b: Quantity, *, policy: bool = False) -> bool:
    """Can two printed quantities be the same? ``policy``: figures that are set and not measured (targets)
    are the same only digit for digit where they are printed equally finely."""
    a, b = as_number(a), as_number(b)
    if not a.readings or not b.readings:
        return (
            _grade_holds(a, b)
            or _grade_holds(b, a)
            or a.grade is not None
            and a.grade == b.grade
            or not a.readings
            and not b.readings
            and a.grade is None
        )
    if a.upper is not None or b.upper is not None:
        return _ranges_agree(a, b)
    for ra in a.readings:
        for rb in b.readings:
            if any(_same(x, y, policy) for x, y in _scaled(ra, rb, a.unit, b.unit)):
                return True
            if _satisfies(ra, b, rb) or _satisfies(rb, a, ra):
                return True
    return False


def _grade_holds(letter: Quantity, score: Quantity) -> bool:
    """Is a score one that bears the letter: 81,70 is an A (evaluation of SAKIP, DOMAIN.md, Capaian)?"""
    bounds: dict[str, int] = load("explanations")["grades"]
    if letter.readings or letter.grade not in bounds or not score.readings:
        return False
    low = bounds[letter.grade]
    high = min((b for b in bounds.values() if b > low), default=100)
    return any(low <= r.value <= high for r in score.readings)


def _same(a: Reading, b: Reading, policy: bool) -> bool:
    if a.step == b.step:
        # 103,17 and 103,18: one place rounds, the other truncates.
        return abs(a.value - b.value) <= (0 if policy or a.step >= 1 else a.step)
    coarse, fine = (a, b) if a.step > b.step else (b, a)
    span = printed(coarse)
    return span.low <= fine.value <= span.high


def _scaled(
    a: Reading, b: Reading, unit_a: str | None, unit_b: str | None
) -> Iterable[tuple[Reading, Reading]]:
    """The pair as it stands, and in the other scales that it may have been printed in."""
    yield a, b
    if "‰" in (unit_a, unit_b) and unit_a != unit_b:
        ten = Decimal(10)
        yield (_times(a, 1 / ten), b) if unit_a == "‰" else (a, _times(b, 1 / ten))
    small, large = (a, b) if abs(a.value) <= abs(b.value) else (b, a)
    # 0,98 for 98%: a fraction, not another figure.
    if (unit_a != unit_b or unit_a is None) and abs(small.value) <= 2 and small.step < 1:
        yield _times(small, _HUNDRED), large
    if "rupiah" in (unit_a, unit_b) or unit_a is None or unit_b is None:
        for scale in _MONEY_SCALES:
            yield _times(small, scale), large


def _times(reading: Reading, factor: Decimal) -> Reading:
    return Reading(value=reading.value * factor, step=reading.step * factor)


def _satisfies(value: Reading, bound: Quantity, limit: Reading) -> bool:
    match bound.comparator:
        case "<" | "<=":
            return value.value <= limit.value
        case ">" | ">=":
            return value.value >= limit.value
        case _:
            return False


def _ranges_agree(a: Quantity, b: Quantity) -> bool:
    if a.upper is not None and b.upper is not None:
        return _same(a.readings[0], b.readings[0], True) and _same(a.upper, b.upper, True)
    whole, one = (a, b) if a.upper is not None else (b, a)
    top = whole.upper
    return top is not None and any(whole.readings[0].value <= r.value <= top.value for r in one.readings)


def one_kind(a: Statement, b: Statement) -> bool:
    """Are the two in units that can be compared? Unknown units are taken to be the other's, unless a bare
    count stands beside a figure with decimals."""
    ua, ub = _unit(a), _unit(b)
    if ua and ub and ua != ub:
        both = {ua, ub}
        return both <= {"%", "‰"} or both <= CONTINUOUS_UNITS - _PERCENT - {"‰"}
    counted, other = (a, b) if ua and ua not in CONTINUOUS_UNITS else (b, a)
    unit = _unit(counted)
    if unit and unit not in CONTINUOUS_UNITS and unit != "rupiah" and _unit(other) is None:
        return all(r.step >= 1 or r.value == r.value.to_integral_value() for r in other.quantity.readings)
    return True


def _unit(statement: Statement) -> str | None:
    unit = statement.quantity.unit or statement.unit
    unit = unit.casefold() if unit else None
    return "%" if unit in _PERCENT else unit


def far_apart(a: Statement, b: Statement) -> bool:
    """Is one of them another magnitude?"""
    for ra in as_number(a.quantity).readings:
        for rb in as_number(b.quantity).readings:
            low, high = sorted((abs(ra.value), abs(rb.value)))
            if high <= low * _MAGNITUDE:
                return False
    return True


# --------------------------------------------------------------------------------------------- clusters


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

    @property
    def in_tables(self) -> bool:
        return any(s.kind == "table" for s in self.statements)

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
            for alike in _by_unit(part):
                dispute = _dispute(subject, measure, year, alike, kinship, support)
                if dispute is not None:
                    found.append(dispute)
    return found


def _by_unit(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements whose units can be compared, together: 90 kali in one table, 95% 'pencapaian' in another."""
    parts: list[list[Statement]] = []
    told = [s for s in statements if _unit(s)]
    for s in [*told, *(s for s in statements if not _unit(s))]:
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
                fitting = [p for p in parts if _unit(s) and any(_unit(o) == _unit(s) for o in p)]
                fitting = fitting if len(fitting) == 1 else []
            home = fitting[0] if fitting else (parts[0] if len(parts) == 1 else None)
            if home is not None:
                home.append(s)
            elif not parts:
                parts.append([s])
        return parts
