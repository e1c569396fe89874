"""TGT001, TGT002: targets against the agreement and the plan in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.checks import across_targets, arithmetic
from extractor.checks.agreement import agree
from extractor.checks.counts_beside import counts_beside
from extractor.checks.diagnosis import diagnose_figure, telling
from extractor.checks.disputes import PLANS, Cluster, Dispute, disputes
from extractor.checks.findings import (
    NO_PHRASE,
    SOURCE_NAMES,
    Draft,
    cite,
    draft,
    join,
    listing,
    of_year,
    quoted,
)
from extractor.checks.registry import rule
from extractor.checks.rows import Reading, audited_year, read_rows
from extractor.model import Expected, Finding, Phrase, Severity, Statement
from extractor.statements.ledger import Ledger

_OLD_PLANS = frozenset({"renstra"})  # superseded where the revised matrix is in the report
_PLAN_SOURCES = frozenset(PLANS)

SAME_TARGET = Phrase(
    "Target yang dilaporkan sama dengan target yang diperjanjikan (urutan acuan: PK Perubahan, PK, Renstra, "
    "IKU, RKT).",
    "The target reported is the target agreed (in this order: revised PK, PK, Renstra, IKU, RKT).",
)


def _is_plan_matter(dispute: Dispute, cluster: Cluster) -> bool:
    """Does a planning document say what the cluster says, or is the dispute about the end target?"""
    if cluster.sources & _PLAN_SOURCES or dispute.measure == "target_akhir":
        return True
    # Without the PK in the report the plan is what there is; the PK may have changed the target.
    plans = dispute.reference.sources & _PLAN_SOURCES
    return bool(plans) and not plans & {"pk", "pk_perubahan", "iku"}


def _next_years(ledger: Ledger, cluster: Cluster) -> bool:
    """Is it the target of the year after, in an attached PK that does not name its year?"""
    head = cluster.finest
    if head.year is None or not cluster.sources <= {"lampiran", "pk"}:
        return False
    return any(
        agree(t.quantity, head.quantity, policy=True)
        for t in ledger.about(head.subject, "target", head.year + 1)
    )


def _superseded(dispute: Dispute, cluster: Cluster) -> bool:
    """Is the cluster only a version that the reference revises by right?"""
    if cluster.sources <= {"pk"} and "pk_perubahan" in dispute.reference.sources:
        return True
    if cluster.sources <= _OLD_PLANS and "renstra_perubahan" in dispute.reference.sources:
        return True
    # The two matrices of a plan, before and after its revision, of years that nobody measures yet.
    return cluster.sources | dispute.reference.sources <= {"renstra", "renstra_perubahan", "rpd"}


def _of_its_time(dispute: Dispute, cluster: Cluster) -> bool:
    """For a year gone by: the plan of that time beside its later revision."""
    plans = (cluster.sources | dispute.reference.sources) & _PLAN_SOURCES
    return plans <= {"renstra", "renstra_perubahan", "rpd"}


def _small_step(cluster: Cluster, reference: Cluster) -> bool:
    """Do they differ by one unit of the last decimal (46,24 and 46,25)?"""
    for a in cluster.finest.quantity.readings:
        for b in reference.finest.quantity.readings:
            if a.step == b.step < 1 and abs(a.value - b.value) == a.step:
                return True
    return False


@rule(
    "TGT001",
    severity="error",
    title=Phrase(
        "Target indikator berbeda antarbagian laporan", "An indicator's target differs between places"
    ),
)
def target_conflict(ledger: Ledger) -> Iterator[Finding]:
    """A place that reports an indicator gives another target for the year than the place it reports on.

    Why: capaian, category and every comparison hang on the target; it was agreed once and is not free.
    Compared are targets of one indicator and year in comparable units. Figures that agree up to scale,
    rounding, a range or a sign (≥ 90 and 92) are not accused, nor tables that mean something else by target.
    The year's PK may be a file of its own (--against), unless the report has its revision.

    Example: 54,91% in the summary, 75,52% in the Perjanjian Kinerja.

    The agency should use the agreed target everywhere and recompute what was made from the other one.
    """
    rows = read_rows(ledger)
    swapped = exchanged(rows)
    for pairs in swapped.values():
        yield _exchanged_columns(pairs)
    settled = {id(e.target) for pairs in swapped.values() for e in pairs}
    for dispute in disputes(ledger, "target"):
        for cluster in dispute.outliers:
            kept = Cluster([s for s in cluster.statements if id(s) not in settled])
            if kept.statements and not _is_plan_matter(dispute, cluster) and not _next_years(ledger, cluster):
                yield _target_finding(rows, dispute, kept)
    yield from across_targets.against_agreement(rows, audited_year(ledger))


class Exchanged(NamedTuple):
    """A row with target and realisasi in each other's columns, and the figures that show it."""

    target: Statement
    realisasi: Statement
    right_target: Statement
    right_realisasi: Statement


def exchanged(rows: Reading) -> dict[str, list[Exchanged]]:
    """By table, the rows whose target is the realisasi of other places and the other way round."""
    results = {(d.subject, d.year): d for d in disputes(rows.ledger, "realisasi")}
    found: dict[str, list[Exchanged]] = defaultdict(list)
    for dispute in disputes(rows.ledger, "target"):
        other = results.get((dispute.subject, dispute.year))
        if other is None:
            continue
        sides = (other.reference, *other.outliers)
        right_target = dispute.reference.finest
        for target in (s for c in dispute.outliers for s in c.statements if s.table is not None):
            beside = [s for s in rows.row_of(target) if s.measure == "realisasi" and s.year == target.year]
            if len(beside) != 1 or not agree(beside[0].quantity, right_target.quantity):
                continue
            right = next((c.finest for c in sides if agree(c.finest.quantity, target.quantity)), None)
            if right is not None and right is not beside[0]:
                found[target.table or ""].append(Exchanged(target, beside[0], right_target, right))
    return found


def _exchanged_columns(pairs: Sequence[Exchanged]) -> Draft:
    first = pairs[0]
    names = list(dict.fromkeys(e.target.indicator for e in pairs))
    rows_id = "; ".join(
        f"{quoted(e.target.indicator)}: target {quoted(e.target.text)}, realisasi "
        f"{quoted(e.realisasi.text)}, di tempat "
        f"lain target {cite(e.right_target).id}, realisasi {cite(e.right_realisasi).id}"
        for e in pairs
    )
    rows_en = "; ".join(
        f"{quoted(e.target.indicator)}: target {quoted(e.target.text)}, realisasi "
        f"{quoted(e.realisasi.text)}, elsewhere "
        f"target {cite(e.right_target).en}, realisasi {cite(e.right_realisasi).en}"
        for e in pairs
    )
    page = first.target.page
    return draft(
        "TGT001",
        "error",
        indicator=names[0] if len(names) == 1 else "; ".join(names[:4]),
        measure="target",
        year=first.target.year,
        places=[s for e in pairs for s in e],
        message=Phrase(
            f"Target dan realisasi pada halaman {page} tampak tertukar kolomnya: {rows_id}.",
            f"Target and realisasi on page {page} seem to stand in each other's columns: {rows_en}.",
        ),
        criterion=SAME_TARGET,
        recommendation=Phrase(
            "Mohon dikonfirmasi; isi kolom target dan realisasi ditukar kembali dan capaiannya dihitung "
            "ulang.",
            "Please confirm; exchange the two columns and recompute the capaian.",
        ),
        confidence=0.9,
        accused=[s for e in pairs for s in (e.target, e.realisasi)],
    )


def _shifted_columns(rows: Reading, cluster: Cluster, reference: Cluster) -> Phrase:
    """Does the agreed target stand in the realisasi column of the same row?"""
    for s in cluster.statements:
        for r in rows.row_of(s):
            if r.measure != "realisasi" or r.year != s.year or not telling(r.quantity):
                continue
            if agree(r.quantity, reference.finest.quantity, policy=True):
                return Phrase(
                    f"Target menurut acuan, {quoted(reference.finest.text)}, berada di kolom realisasi baris "
                    "itu: "
                    "kolomnya tampak bergeser.",
                    f"The agreed target, {quoted(reference.finest.text)}, stands in the realisasi column of "
                    "that row: "
                    "the columns seem shifted.",
                )
    return NO_PHRASE


def _capaian_beside(rows: Reading, cluster: Cluster, reference: Cluster) -> Phrase:
    """Was the capaian printed beside the target made from the agreed one?"""
    for s in cluster.statements:
        beside = [b for b in rows.beside(s) if b.year == s.year]
        capaian = next((b for b in beside if b.measure == "capaian"), None)
        realisasi = next((b for b in beside if b.measure == "realisasi"), None)
        if capaian is None or realisasi is None or not telling(capaian.quantity):
            continue
        right = reference.finest
        if arithmetic.ways(capaian.quantity, right.quantity, realisasi.quantity) and not arithmetic.ways(
            capaian.quantity, s.quantity, realisasi.quantity
        ):
            return Phrase(
                f"Capaian {quoted(capaian.text)} di tempat itu dihitung dari realisasi "
                f"{quoted(realisasi.text)} dan target {quoted(right.text)}, bukan {quoted(s.text)}.",
                f"The capaian {quoted(capaian.text)} there was made from the realisasi "
                f"{quoted(realisasi.text)} and the target {quoted(right.text)}, not {quoted(s.text)}.",
            )
    return NO_PHRASE


def _target_finding(rows: Reading, dispute: Dispute, cluster: Cluster) -> Draft:
    reference = dispute.reference
    severity: Severity = "warning" if _small_step(cluster, reference) else "error"
    ref, out = listing(reference.statements), listing(cluster.statements)
    best = min(reference.statements, key=lambda s: PLANS.index(s.source) if s.source in PLANS else 99)
    source = SOURCE_NAMES.get(best.source, NO_PHRASE)
    name = rows.ledger.subjects[dispute.subject].name
    return draft(
        "TGT001",
        severity,
        indicator=name,
        measure="target",
        year=dispute.year,
        places=[*cluster.statements, *reference.statements],
        message=Phrase(
            f"Target{of_year(dispute.year)} tertulis {out.id}, sedangkan menurut "
            f"{source.id or 'tempat lain'} "
            f"tertulis {ref.id}.",
            f"The target{of_year(dispute.year)} is printed {out.en}, but by {source.en or 'another place'} "
            f"{ref.en}.",
        ),
        criterion=SAME_TARGET,
        recommendation=Phrase(
            f"Mohon dikonfirmasi; target diperbaiki menjadi {quoted(best.text)} dan capaiannya dihitung "
            "ulang.",
            f"Please confirm; correct the target to {quoted(best.text)} and recompute the capaian.",
        ),
        diagnosis=join(
            _shifted_columns(rows, cluster, reference),
            _capaian_beside(rows, cluster, reference),
            counts_beside(rows.ledger, cluster.finest, reference.finest),
            diagnose_figure(rows, cluster.finest, reference.finest),
        ),
        expect=Expected(value=best.quantity.value, text=Phrase(best.text, best.text)),
        confidence=0.6 if all(s.kind == "prose" for s in cluster.statements) else 0.9,
        accused=cluster.statements,
    )


@rule(
    "TGT002",
    severity="warning",
    title=Phrase(
        "Target berbeda dengan dokumen perencanaan yang berlaku",
        "A target contradicts the planning document in force",
    ),
)
def target_against_plan(ledger: Ledger) -> Iterator[Finding]:
    """Planning documents, printed in the report or held against it, give different targets for one indicator
    and year; or the target is easier than what another document has for the years before and after.

    Why: the PK follows the Renstra in force and binds the measurement; a difference needs a revision or a
    reason. The reference is named in this order: PK Perubahan, PK, Renstra year column, IKU, RKT. A PK
    replaced by its revision, and years of a revised matrix that nobody measures, are not findings.

    Example: the PK keeps 89% though the revised Renstra matrix says 100%.

    The agency should name the document that changed the target, or bring them into line.
    """
    rows = read_rows(ledger)
    year = audited_year(ledger)
    of_year_only = _tables_of_year(ledger, year)
    for dispute in [*disputes(ledger, "target"), *disputes(ledger, "target_akhir")]:
        if dispute.measure == "target" and year is not None and (dispute.year or 0) > year:
            continue
        for cluster in dispute.outliers:
            if not _is_plan_matter(dispute, cluster) or _superseded(dispute, cluster):
                continue
            if _next_years(ledger, cluster):
                continue
            if (
                year is not None
                and dispute.year is not None
                and dispute.year < year
                and _of_its_time(dispute, cluster)
            ):
                continue
            if dispute.measure == "target_akhir":
                cluster = Cluster([s for s in cluster.statements if s.table not in of_year_only])
                if not cluster.statements or all(
                    s.table in of_year_only for s in dispute.reference.statements
                ):
                    continue
            yield _plan_finding(rows, dispute, cluster)
    yield from across_targets.against_plan(rows, year)


def _tables_of_year(ledger: Ledger, year: int | None) -> set[str]:
    """Tables whose end targets are in most telling rows simply the targets of the year: their column
    compares with that, whatever it is called."""
    telling_rows: dict[str, list[bool]] = defaultdict(list)
    for s in ledger.statements:
        if s.measure != "target_akhir" or s.table is None or s.quantity.value is None or year is None:
            continue
        yearly = {t.quantity.value for t in ledger.about(s.subject, "target", year) if t.table != s.table}
        ends = {t.quantity.value for t in ledger.about(s.subject, "target_akhir") if t.table != s.table}
        if yearly and ends and not yearly & ends:
            telling_rows[s.table].append(s.quantity.value in yearly)
    return {t for t, same in telling_rows.items() if 2 * sum(same) > len(same)}


def _plan_finding(rows: Reading, dispute: Dispute, cluster: Cluster) -> Draft:
    reference = dispute.reference
    ref, out = listing(reference.statements), listing(cluster.statements)
    best = min(reference.statements, key=lambda s: PLANS.index(s.source) if s.source in PLANS else 99)
    other = min(cluster.statements, key=lambda s: PLANS.index(s.source) if s.source in PLANS else 99)
    by_ref = SOURCE_NAMES.get(best.source, Phrase("acuan", "the reference"))
    by_other = SOURCE_NAMES.get(other.source, NO_PHRASE)
    if not by_other or by_other == by_ref:
        by_other = Phrase("bagian lain", "another part")
    end = dispute.measure == "target_akhir"
    what = Phrase("Target akhir periode", "The end target") if end else Phrase("Target", "The target")
    note = _cumulative_note(rows, dispute) if end else NO_PHRASE
    return draft(
        "TGT002",
        "warning",
        indicator=rows.ledger.subjects[dispute.subject].name,
        measure=dispute.measure,
        year=dispute.year,
        places=[*cluster.statements, *reference.statements],
        message=Phrase(
            f"{what.id}{of_year(dispute.year)} menurut {by_ref.id} tertulis {ref.id}, sedangkan menurut "
            f"{by_other.id} "
            f"tertulis {out.id}.",
            f"{what.en}{of_year(dispute.year)} is {ref.en} by {by_ref.en}, but {out.en} by {by_other.en}.",
        ),
        criterion=Phrase(
            "Target tahunan selaras dengan dokumen perencanaan yang berlaku; perubahannya dijelaskan.",
            "A year's target follows the planning document in force; a change is explained.",
        ),
        recommendation=Phrase(
            "Mohon dijelaskan dasar perubahan target, atau target diselaraskan.",
            "Please name what changed the target, or bring the documents into line.",
        ),
        diagnosis=join(
            note, diagnose_figure(rows, cluster.finest, reference.finest) if not note else NO_PHRASE
        ),
        expect=Expected(value=best.quantity.value, text=Phrase(best.text, best.text)),
        confidence=0.75,
        accused=cluster.statements,
    )


def _cumulative_note(rows: Reading, dispute: Dispute) -> Phrase:
    """Is one end target the sum of the years, the other a year's?"""
    yearly: dict[int, Decimal] = {}
    for s in rows.ledger.about(dispute.subject, "target"):
        if s.year and s.quantity.value is not None:
            yearly.setdefault(s.year, s.quantity.value)
    values = {s.quantity.value for c in (dispute.reference, *dispute.outliers) for s in c.statements}
    if len(yearly) >= 2 and sum(yearly.values()) in values:
        return Phrase(
            "Salah satunya jumlah target tahunan (kumulatif), yang lain target satu tahun.",
            "One is the sum of the years' targets (cumulative), the other a single year's.",
        )
    return NO_PHRASE
