"""TGT001, TGT002 across documents: targets beside the PK, the Renstra, the IKU decree in files of their own,
and beside what another year's report says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.across import (
    Apart,
    differing,
    is_report_of,
    label_of_document,
    name_of_document,
    rescaled,
)
from extractor.checks.agreement import agree, one_kind
from extractor.checks.disputes import PLANS, figures_by_year
from extractor.checks.findings import (
    NO_PHRASE,
    SOURCE_NAMES,
    Draft,
    draft,
    listing,
    of_year,
    percent,
    quoted,
)
from extractor.checks.rows import Reading
from extractor.model import Expected, Phrase, Severity, Statement
from extractor.statements.ledger import Other

_AGREEMENTS = frozenset({"pk", "pk_perubahan"})
_PLANS = frozenset(PLANS)
_HUNDRED = Decimal(100)

_CRITERION = Phrase(
    "Target yang dilaporkan selaras dengan dokumen perencanaan yang berlaku (urutan acuan: PK Perubahan, PK, "
    "Renstra, IKU, RKT); perubahannya dijelaskan.",
    "The target reported follows the planning document in force (in this order: revised PK, PK, Renstra, "
    "IKU, RKT); a change is explained.",
)
_RECOMMENDATION = Phrase(
    "Mohon dijelaskan dasar perubahan target, atau target diselaraskan dan capaiannya dihitung ulang.",
    "Please name what changed the target, or bring the documents into line and recompute the capaian.",
)


def against_agreement(rows: Reading, year: int | None) -> Iterator[Draft]:
    """TGT001: the target used in the report's year is not that of the PK in a file of its own, or of another
    part of the report."""
    for found in differing(rows.ledger, "target"):
        if found.year == year and year is not None and _binding(found):
            yield _finding("TGT001", "error" if not found.told_only else "warning", rows, found)


def against_plan(rows: Reading, year: int | None) -> Iterator[Draft]:
    """TGT002: the target is not that of a plan in a file of its own, or not what its year's report says."""
    for found in differing(rows.ledger, "target"):
        if year is None or found.year is None or found.year > year or _binding(found) or _superseded(found):
            continue
        if found.year == year and _plan_speaks(found) or is_report_of(found.other, found.year):
            yield _finding("TGT002", "warning", rows, found)
    for found in differing(rows.ledger, "target_akhir"):
        if any(s.source in _PLANS for s in found.theirs) and not _superseded(found):
            yield _finding("TGT002", "warning", rows, found)
    for found in rescaled(rows.ledger, "target"):
        if is_report_of(found.other, found.year) and found.year != year:
            yield _finding("TGT002", "info", rows, found)
    yield from _lowered(rows, year)


def _binding(found: Apart) -> bool:
    """Does the other document bind the report's figure: the year's PK, or the same report's other part?"""
    other = found.other.report
    if other.year is not None and found.year is not None and other.year != found.year:
        return False
    measured = not any(s.source in _PLANS for s in found.own)
    if other.kind == "lakip":
        return measured and is_report_of(found.other, found.year)
    return measured and any(s.source in _AGREEMENTS for s in found.theirs)


def _superseded(found: Apart) -> bool:
    """Does the report go by the revision of what the other document is?"""
    own, theirs = ({s.source for s in side} for side in (found.own, found.theirs))
    return any(
        revision in own and revision not in theirs and first in theirs
        for first, revision in (("pk", "pk_perubahan"), ("renstra", "renstra_perubahan"))
    )


def _plan_speaks(found: Apart) -> bool:
    return any(s.source in _PLANS for s in found.theirs) or found.other.report.kind in (
        "renstra",
        "pk",
        "iku",
    )


def _reference(found: Apart) -> tuple[Statement, Phrase]:
    """The figure to go by among the other document's, and what it is: 'Renstra', 'laporan kinerja 2021'."""
    best = min(found.theirs, key=lambda s: PLANS.index(s.source) if s.source in _PLANS else len(PLANS))
    document = name_of_document(found.other)
    if best.source not in _PLANS or found.other.report.kind != "lakip":
        return best, document
    plan = SOURCE_NAMES[best.source]
    return best, Phrase(f"{plan.id} dalam {document.id}", f"{plan.en} in {document.en}")


def _finding(code: str, severity: Severity, rows: Reading, found: Apart) -> Draft:
    best, by = _reference(found)
    out, ref = listing(found.own), listing(found.theirs)
    end = found.measure == "target_akhir"
    what = Phrase("Target akhir periode", "end target") if end else Phrase("Target", "target")
    return draft(
        code,
        severity,
        indicator=rows.ledger.subjects[found.subject].name,
        measure=found.measure,
        year=found.year,
        places=[*found.own, *found.theirs],
        message=Phrase(
            f"{what.id}{of_year(found.year)} tertulis {out.id}; menurut {by.id} tertulis {ref.id}.",
            f"The {what.en}{of_year(found.year)} is printed {out.en}; {by.en} has {ref.en}.",
        ),
        criterion=_CRITERION,
        recommendation=_RECOMMENDATION,
        diagnosis=NO_PHRASE if found.rescaled else _attained_only_so(rows, found.own, best),
        expect=Expected(value=best.quantity.value, text=Phrase(best.text, best.text)),
        confidence=0.6 if found.told_only else 0.75,
        accused=() if found.rescaled else found.own,
        against=label_of_document(found.other),
    )


# ------------------------------------------------------------------------------ below the plan's course


def _lowered(rows: Reading, year: int | None) -> Iterator[Draft]:
    """The plan gives the indicator one target before and after the year, and the report another: or, where
    its direction is known, one easier than both."""
    ledger = rows.ledger
    if year is None:
        return
    own = figures_by_year(ledger, ledger.statements, "target")
    for other in ledger.others:
        theirs = figures_by_year(ledger, other.statements, "target")
        for (subject, of), mine in own.items():
            if of != year or (subject, year) in theirs:
                continue
            years = sorted(y for s, y in theirs if s == subject and y is not None)
            before = [y for y in years if y < year]
            after = [y for y in years if y > year]
            if not before or not after:
                continue
            sides = (theirs[(subject, before[-1])], theirs[(subject, after[0])])
            if _easier(rows, mine, *sides):
                yield _lowered_finding(rows, other, mine, *sides)


def _easier(
    rows: Reading, mine: Sequence[Statement], before: Sequence[Statement], after: Sequence[Statement]
) -> bool:
    """Is every target of the report easier than both of the plan's?"""
    bounds = [v for s in (*before, *after) if (v := _value(s)) is not None]
    values = [v for s in mine if (v := _value(s)) is not None]
    if len(bounds) < len(before) + len(after) or len(values) < len(mine) or len(set(values)) > 1:
        return False
    if not all(one_kind(a, b) for a in mine for b in (*before, *after)):
        return False
    direction = rows.directions.get(mine[0].subject, "unknown")
    if direction == "higher":
        return values[0] < min(bounds)
    if direction == "lower":
        return values[0] > max(bounds)
    return len(set(bounds)) == 1 and values[0] < bounds[0]


def _value(s: Statement) -> Decimal | None:
    exact = s.quantity.exact
    return exact.value if exact is not None else None


def _lowered_finding(
    rows: Reading,
    other: Other,
    mine: Sequence[Statement],
    before: Sequence[Statement],
    after: Sequence[Statement],
) -> Draft:
    out, ref = listing(mine), listing([before[0], after[0]])
    by = name_of_document(other)
    first, last = before[0].year, after[0].year
    same = agree(before[0].quantity, after[0].quantity, policy=True)
    ends_id = f"{ref.id} untuk {first} dan {last}" if same else f"{ref.id}, untuk {first} dan {last}"
    ends_en = f"{ref.en} for {first} and {last}"
    return draft(
        "TGT002",
        "warning",
        indicator=rows.ledger.subjects[mine[0].subject].name,
        measure="target",
        year=mine[0].year,
        places=[*mine, *before, *after],
        message=Phrase(
            f"Target {mine[0].year} tertulis {out.id}; {by.id} mencantumkan target {ends_id}; target laporan "
            "lebih mudah dicapai daripada keduanya.",
            f"The target {mine[0].year} is printed {out.en}; {by.en} gives the target {ends_en}; the "
            "report's is easier than both.",
        ),
        criterion=_CRITERION,
        recommendation=_RECOMMENDATION,
        diagnosis=_attained_only_so(rows, mine, after[0]),
        expect=Expected(value=after[0].value, text=Phrase(after[0].text, after[0].text)) if same else None,
        confidence=0.75,
        against=label_of_document(other),
    )


def _attained_only_so(rows: Reading, mine: Sequence[Statement], planned: Statement) -> Phrase:
    """Is the target reached as the report has it, and missed as the other document has it?"""
    target, own = _value(planned), _value(mine[0])
    if not target or not own or rows.directions.get(mine[0].subject) != "higher":
        return NO_PHRASE
    for s in mine:
        for result in rows.row_of(s):
            value = _value(result)
            if result.measure != "realisasi" or result.year != s.year or value is None:
                continue
            if own <= value < target:
                share = percent(_HUNDRED * value / target)
                return Phrase(
                    f"Dengan target {quoted(planned.text)}, realisasi {quoted(result.text)} tidak mencapai "
                    f"target ({share.id}).",
                    f"With the target {quoted(planned.text)} the realisasi {quoted(result.text)} falls short "
                    f"({share.en}).",
                )
    return NO_PHRASE
