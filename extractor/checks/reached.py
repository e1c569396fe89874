"""TGT004: targets against what was reached before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.checks.agreement import far_apart, one_kind
from extractor.checks.disputes import PLANS, tables_meaning_else
from extractor.checks.findings import (
    Draft,
    cite,
    draft,
    join,
    of_year,
    quoted,
)
from extractor.checks.registry import rule
from extractor.checks.rows import audited_year, is_indicator, read_rows
from extractor.model import Finding, Phrase, Statement
from extractor.statements.ledger import Ledger

# Of the figure reached: a target below it is a warning. Yearly volumes and percentages swing, and agencies
# have reasons; of 20 such targets in the reports read so far those that an auditor wrote down lay below.

# Of the figure reached: a target below it is a warning. Yearly volumes and percentages swing, and agencies
# have reasons; of 20 such targets in the reports read so far those that an auditor wrote down lay below.
_FAR_BEHIND = Decimal("0.6")
_BELOW_BASELINE = Decimal("0.99")  # the baseline is what the plan sets out from; a hundredth may be rounding


@rule(
    "TGT004",
    severity="warning",
    title=Phrase(
        "Target lebih rendah daripada yang sudah dicapai",
        "A target lies on the wrong side of what was reached before",
    ),
)
def target_behind(ledger: Ledger) -> Iterator[Finding]:
    """The year's target lies on the wrong side of the baseline or of last year's realisasi.

    Why: it is met without doing anything; the capaian then says little. The indicator's direction must be
    known: by its name, by the formula that its rows use, or by the way its plan goes. A target that keeps
    three fifths of last year's realisasi is an info: results of single years swing.

    Example: target 5.310 after 11.875 realised in the year before.

    The agency should set a target beyond what was reached, or give the reason.
    """
    rows = read_rows(ledger)
    year = audited_year(ledger)
    if year is None:
        return
    elsewhere = tables_meaning_else(ledger, "target") | tables_meaning_else(ledger, "realisasi")
    targets: dict[int, list[Statement]] = defaultdict(list)
    for s in ledger.statements:
        if s.measure != "target" or s.year != year or not is_indicator(ledger, s) or s.table in elsewhere:
            continue
        if s.quantity.exact and not s.document:
            targets[s.subject].append(s)
    unsure = {id(r) for m in rows.measured if not m.ways for _, r in m.operands}
    mild: list[_Behind] = []
    for subject, found in targets.items():
        direction = rows.directions.get(subject, "unknown")
        if direction not in ("higher", "lower"):
            continue
        target = min(
            found, key=lambda s: (PLANS.index(s.source) if s.source in PLANS else 99, s.kind == "prose")
        )
        for reached in _reached_before(ledger, subject, year, target):
            behind = _behind(target, reached, direction == "higher")
            if behind is None or id(reached) in unsure:
                continue
            if behind.far:
                yield _behind_finding(ledger, [behind])
            else:
                mild.append(behind)
            break
    if mild:
        yield _behind_finding(ledger, mild)


def _reached_before(ledger: Ledger, subject: int, year: int, target: Statement) -> Iterator[Statement]:
    """Last year's realisasi beside the target first, elsewhere second, then the baseline."""
    last = [s for s in ledger.about(subject, "realisasi", year - 1) if s.quantity.exact]
    last.sort(key=lambda s: (s.kind != "table", s.table != target.table))
    base = [
        s for s in ledger.about(subject, "baseline") if s.quantity.exact and (s.year is None or s.year < year)
    ]
    for s in [*last[:1], *base[:1]]:
        if one_kind(s, target) and not far_apart(s, target):
            yield s


class _Behind(NamedTuple):
    """A target and the better figure that was reached before it."""

    target: Statement
    reached: Statement
    higher: bool
    far: bool


def _behind(target: Statement, reached: Statement, higher: bool) -> _Behind | None:
    wanted, had = target.quantity.exact, reached.quantity.exact
    if wanted is None or had is None or had.value <= 0 or wanted.value <= 0:
        return None
    gap = had.value - wanted.value if higher else wanted.value - had.value
    coarse = max(wanted.step, had.step)
    if gap <= coarse / 2 or (gap < coarse and wanted.step != had.step):
        return None
    share = wanted.value / had.value if higher else had.value / wanted.value
    enough = _BELOW_BASELINE if reached.measure == "baseline" else _FAR_BEHIND
    return _Behind(target, reached, higher, share < enough)


def _behind_finding(ledger: Ledger, found: Sequence[_Behind]) -> Draft:
    """One finding for a target far behind, or one for all that are a little behind."""
    parts = [_behind_sentence(b) for b in found]
    names = list(dict.fromkeys(ledger.subjects[b.target.subject].name for b in found))
    return draft(
        "TGT004",
        "warning" if found[0].far else "info",
        indicator=names[0] if len(names) == 1 else "; ".join(names),
        measure="target",
        year=found[0].target.year,
        places=[s for b in found for s in (b.target, b.reached)],
        message=join(*parts),
        criterion=Phrase(
            "Target ditetapkan dengan mempertimbangkan kinerja yang sudah dicapai.",
            "A target takes into account what was reached before.",
        ),
        recommendation=Phrase(
            "Mohon dijelaskan dasar penetapan target.", "Please explain how the target was set."
        ),
        confidence=0.7 if found[0].far else 0.5,
    )


def _behind_sentence(b: _Behind) -> Phrase:
    at, was = cite(b.target), cite(b.reached)
    year = b.reached.year
    before = Phrase(f"realisasi tahun {year}", f"the realisasi of {year}")
    if b.reached.measure == "baseline":
        before = Phrase("kondisi awal", "the baseline")
    better = Phrase("makin rendah makin baik", "lower is better")
    side = Phrase("lebih tinggi", "higher")
    if b.higher:
        better, side = Phrase("makin tinggi makin baik", "higher is better"), Phrase("lebih rendah", "lower")
    name = quoted(b.target.indicator)
    return Phrase(
        f"Target{of_year(b.target.year)} {name} tertulis {at.id}, {side.id} daripada {before.id} {was.id}, "
        f"padahal indikator ini {better.id}.",
        f"The target{of_year(b.target.year)} of {name} is printed {at.en}, {side.en} than {before.en} "
        f"{was.en}, "
        f"though for this indicator {better.en}.",
    )
