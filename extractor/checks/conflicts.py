"""CAP004: one indicator's capaian of one year in different places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.checks import across_results
from extractor.checks.agreement import agree
from extractor.checks.capaian import ONE_VALUE, wrong_rows
from extractor.checks.columns import capaian_disputes
from extractor.checks.diagnosis import origin_of_capaian, telling
from extractor.checks.disputes import Cluster, Dispute
from extractor.checks.findings import (
    Draft,
    cite,
    draft,
    join,
    listing,
    of_year,
    quoted,
)
from extractor.checks.registry import rule
from extractor.checks.rows import Reading, audited_year, is_indicator, read_rows
from extractor.checks.told_averages import overall_averages
from extractor.model import Finding, Phrase, Statement
from extractor.statements.ledger import Ledger

_AVERAGED = 2  # indicators of which an average is one


@rule(
    "CAP004",
    severity="error",
    title=Phrase(
        "Capaian indikator berbeda antarbagian laporan", "An indicator's capaian differs between places"
    ),
)
def capaian_conflict(ledger: Ledger) -> Iterator[Finding]:
    """The same indicator and year has different capaian in different places, prose included.

    Why: only one of them can be right, and readers of the summary see another than readers of the table.
    Rounding, truncation and readings of ambiguous digits are allowed for. What follows from a target or
    realisasi that is reported as wrong hangs on that finding. Another document about the same year
    (--against) is compared, too.

    Example: 137,53 in the summary, 98,05 in the comparison table, 134,86% in the closing chapter.

    The agency should settle on the value that follows from the agreed target and the final realisasi.
    """
    rows = read_rows(ledger)
    year = audited_year(ledger)
    unfit = {id(m.capaian) for m in wrong_rows(rows)}
    for dispute in capaian_disputes(rows):
        if year is not None and dispute.year is not None and dispute.year < year:
            continue  # a figure of an earlier year: REA002
        alone: list[Cluster] = []
        for cluster in dispute.outliers:
            if all(id(s) in unfit for s in cluster.statements):
                yield _capaian_dispute(rows, dispute, [cluster])
            else:
                alone.append(cluster)
        if alone:
            yield _capaian_dispute(rows, dispute, alone)
    yield from _averages(ledger)
    yield from overall_averages(ledger)
    yield from across_results.same_year(rows, year, "capaian")


def _averages(ledger: Ledger) -> Iterator[Draft]:
    """Averages of the same indicators and year, printed under different tables."""
    scopes: dict[tuple[frozenset[int], int | None], list[Statement]] = defaultdict(list)
    by_table: dict[tuple[str, int | None], list[Statement]] = defaultdict(list)
    for s in ledger.statements:
        if s.measure == "capaian" and s.table is not None and s.quantity.readings and not s.document:
            by_table[(s.table, s.year)].append(s)
    for (_, year), found in by_table.items():
        totals = [s for s in found if not is_indicator(ledger, s)]
        scope = frozenset(s.subject for s in found if is_indicator(ledger, s))
        if len(totals) == 1 and len(scope) >= _AVERAGED:
            scopes[(scope, year)].append(totals[0])
    for (_, year), averages in scopes.items():
        first = averages[0]
        for other in averages[1:]:
            if agree(first.quantity, other.quantity):
                continue
            a, b = cite(other), cite(first)
            beside = by_table[(other.table or "", year)]
            yield draft(
                "CAP004",
                "error",
                indicator=other.indicator,
                measure="capaian",
                year=year,
                places=[other, first],
                message=Phrase(
                    f"Rata-rata capaian{of_year(year)} indikator yang sama tertulis {a.id} dan {b.id}.",
                    f"The average capaian{of_year(year)} of the same indicators is printed {a.en} and "
                    f"{b.en}.",
                ),
                criterion=ONE_VALUE,
                recommendation=Phrase(
                    "Mohon dikonfirmasi rata-rata yang benar dan dipakai di semua tempat.",
                    "Please confirm the right average and use it everywhere.",
                ),
                confidence=0.8,
                accused=[other],
                rests_on=[s for s in beside if is_indicator(ledger, s)],
            )


def _capaian_dispute(rows: Reading, dispute: Dispute, clusters: Sequence[Cluster]) -> Draft:
    reference = dispute.reference
    outliers = [s for c in clusters for s in c.statements]
    sentences: list[Phrase] = []
    origins: list[Statement] = []
    for cluster in clusters:
        s = cluster.finest
        origin = (
            None if _own_row_gives(rows, s) and not _only_one_operand(rows, s) else origin_of_capaian(rows, s)
        )
        if origin is not None:
            sentences.append(origin.sentence)
            origins += origin.places
        elif (own := rows.measured_for(s)) is not None and own.ways:
            sentences.append(
                Phrase(
                    f"Angka {quoted(s.text)} mengikuti barisnya sendiri: target {quoted(own.target.text)}, "
                    f"realisasi {quoted(own.realisasi.text)}.",
                    f"The figure {quoted(s.text)} follows from its own row: target "
                    f"{quoted(own.target.text)}, "
                    f"realisasi {quoted(own.realisasi.text)}.",
                )
            )
            origins += [own.target, own.realisasi]
    rests: list[Statement] = []
    if len(clusters) == 1:
        for s in outliers:
            own = rows.measured_for(s)
            if own is not None and own.ways:
                rests += [own.target, own.realisasi]
    twice = rows.capaian_as_realisasi
    rests += [s for c in (reference, *clusters) for s in c.statements if s.table in twice]
    right = _supported(rows, reference)
    prose_only = all(s.kind == "prose" for s in outliers)
    ref, out = listing(reference.statements), listing(outliers)
    name = rows.ledger.subjects[dispute.subject].name
    return draft(
        "CAP004",
        "error",
        indicator=name,
        measure="capaian",
        year=dispute.year,
        places=[*outliers, *reference.statements, *origins],
        message=Phrase(
            f"Capaian{of_year(dispute.year)} tertulis {out.id}; di tempat lain tertulis {ref.id}.",
            f"The capaian{of_year(dispute.year)} is printed {out.en}; elsewhere {ref.en}.",
        ),
        criterion=ONE_VALUE,
        recommendation=Phrase(
            f"Mohon dikonfirmasi nilai yang benar{f' ({right.id})' if right else ''} dan dipakai di semua "
            "tempat.",
            f"Please confirm the right value{f' ({right.en})' if right else ''} and use it everywhere.",
        ),
        diagnosis=join(*sentences),
        expect=None,
        confidence=0.65 if prose_only else 0.9,
        accused=outliers,
        rests_on=rests,
    )


def _own_row_gives(rows: Reading, s: Statement) -> bool:
    own = rows.measured_for(s)
    return own is not None and bool(own.ways)


def _only_one_operand(rows: Reading, s: Statement) -> bool:
    """Is the row's capaian so plain that its own operands say nothing (100 from 1/1)?"""
    return not telling(s.quantity)


def _supported(rows: Reading, cluster: Cluster) -> Phrase | None:
    """The value of a cluster that follows from a row of its own."""
    for s in cluster.statements:
        if _own_row_gives(rows, s):
            return Phrase(quoted(s.text), quoted(s.text))
    return None
