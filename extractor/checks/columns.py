"""Columns headed capaian that hold something else: realisasi, or capaian against another target.

What a column holds decides, not what it is called. A single such figure in a column that otherwise agrees
with the report is a slip and stays with CAP004; a column of them is another measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.checks import arithmetic
from extractor.checks.arithmetic import COMPUTED
from extractor.checks.diagnosis import telling
from extractor.checks.disputes import Cluster, Dispute, disputes
from extractor.checks.rows import Reading
from extractor.model import Statement

_ROWS = 2  # rows that must show it


def capaian_disputes(rows: Reading) -> list[Dispute]:
    """Disputes about capaian, without the columns that hold another measure."""
    found = disputes(rows.ledger, "capaian", rows.support)
    other = _other_columns(rows, found)
    if not other:
        return found
    kept = []
    for dispute in found:
        if all((s.table, s.year) in other for s in dispute.reference.statements):
            continue
        outliers = [
            Cluster(own)
            for c in dispute.outliers
            if (own := [s for s in c.statements if (s.table, s.year) not in other])
        ]
        if outliers:
            kept.append(
                Dispute(dispute.subject, dispute.measure, dispute.year, dispute.reference, tuple(outliers))
            )
    return kept


def _other_columns(rows: Reading, found: Sequence[Dispute]) -> set[tuple[str | None, int | None]]:
    meant: Counter[tuple[str | None, int | None]] = Counter()
    disputed: set[int] = set()
    for dispute in found:
        for s in (s for c in (dispute.reference, *dispute.outliers) for s in c.statements):
            disputed.add(id(s))
            if s.table is not None and rows.measured_for(s) is None and _means_else(rows, s):
                meant[(s.table, s.year)] += 1
    agreeing: Counter[tuple[str | None, int | None]] = Counter()
    for s in rows.ledger.statements:
        if s.measure == "capaian" and s.table is not None and id(s) not in disputed and telling(s.quantity):
            elsewhere = rows.ledger.about(s.subject, "capaian", s.year)
            agreeing[(s.table, s.year)] += any(o.table != s.table for o in elsewhere)
    return {column for column, count in meant.items() if count >= _ROWS and count > agreeing[column]}


def _means_else(rows: Reading, s: Statement) -> bool:
    """Is the figure the indicator's realisasi, or its capaian against a target of a later year?"""
    ledger = rows.ledger
    results = ledger.about(s.subject, "realisasi", s.year)
    values = {r.value for r in s.quantity.readings}
    if any(r.value in values for o in results for r in o.quantity.readings):
        return True
    if _follows(s, ledger.about(s.subject, "target", s.year), results):
        return False
    later = [t for t in ledger.about(s.subject, "target") if t.year and s.year and t.year > s.year]
    return _follows(s, [*ledger.about(s.subject, "target_akhir"), *later], results)


def _follows(s: Statement, targets: Sequence[Statement], results: Sequence[Statement]) -> bool:
    for target in targets:
        for result in results:
            if not arithmetic.computable(target.quantity, result.quantity):
                continue
            found = arithmetic.ways(s.quantity, target.quantity, result.quantity, unit=target.unit)
            if any(w.formula in COMPUTED[:3] and w.cap is None for w in found):
                return True
    return False
