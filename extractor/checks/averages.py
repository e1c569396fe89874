"""AGG001: averages against the figures that they are averages of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractor.checks.arithmetic import COMPUTED, point
from extractor.checks.composites import composed
from extractor.checks.findings import NO_PHRASE, cite, draft, quoted
from extractor.checks.means import (
    RATES,
    Mean,
    Measured,
    any_average,
    mean,
    measured,
    named,
    of_measured,
    of_row,
    of_sasaran,
    printed_averages,
)
from extractor.checks.parts import means_of_parts
from extractor.checks.registry import rule
from extractor.checks.sheet import AVERAGE, Figure, Line, Sheet, sheets
from extractor.checks.telling import expected, label_of, listed, rounded, year_of
from extractor.checks.told_averages import Claim, claims_of_averages
from extractor.model import Finding, Phrase, Quantity, Stated, Statement
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_OFF = Decimal("0.01")  # by which each figure of an average may be off by rounding
_FEWEST = 3  # a table of fewer indicators proves nothing about an average of all of them

AVERAGE_CRITERION = Phrase(
    "Rata-rata mengikuti angka-angka yang dirata-ratakan: semua indikator, atau per sasaran lalu "
    "antarsasaran, "
    "dengan atau tanpa batas capaian, dengan atau tanpa bobot.",
    "An average follows from its figures: of all indicators, or per sasaran and then of these, capped or "
    "not, weighted or not.",
)


@rule(
    "AGG001",
    severity="error",
    title=Phrase("Rata-rata tidak sesuai dengan baris-barisnya", "Average does not follow from its rows"),
)
def average_of_rows(ledger: Ledger) -> Iterator[Finding]:
    """An average does not follow from the figures that it averages.

    What: rows "Rata-rata ..." of a table, the capaian of a sasaran in the table of efficiency, and averages
    claimed in running text are recomputed from the printed figures: over all indicators, per sasaran and
    then over these, capped at the report's cap or a usual one, weighted by the budget. Any method that
    gives the printed value, within rounding and truncation, clears it. So is the capaian of an indicator
    without target and realisasi of its own from its lettered parts, if it is their mean in another year.

    Why: the average is the figure that leaders read; it decides the category of the whole report.

    Example: a sasaran with capaian 98,40; 102,88; 99,77 and 104,40 is said to average 103,16%; the mean is
    101,36%.

    The agency should: correct the average (or the figure below it), and name the method once.
    """
    seen: set[tuple[str, str]] = set()
    for finding in (
        *_rows(ledger),
        *_per_sasaran(ledger),
        *_claimed(ledger),
        *composed(ledger),
        *means_of_parts(ledger),
    ):
        key = (finding.indicator.casefold()[:60], finding.stated[0].text.strip(" %"))
        if key not in seen:
            seen.add(key)
            yield finding


def _rows(ledger: Ledger) -> Iterator[Finding]:
    for sheet in sheets(ledger):
        for line in sheet.lines:
            if line.kind != AVERAGE or "=" in line.label:
                continue  # a calculation printed in the label names its own operands
            for c, f in line.figures.items():
                if sheet.field(c) not in RATES:
                    continue
                found = of_row(ledger, sheet, line, c)
                if not found or len(found[0].figures) < 2 or any(m.gives(f.quantity) for m in found):
                    continue
                if _difference(sheet, line, c) or _repeats(sheet, line, c):
                    continue
                yield _wrong_average(
                    ledger, sheet.stated(f), label_of(sheet, line), found[0], sheet, year_of(ledger, sheet, c)
                )


def _difference(sheet: Sheet, line: Line, column: int) -> bool:
    """Is an average efficiency the difference of the averages beside it?"""
    if sheet.field(column) != "efisiensi":
        return False
    beside = [f.value for c, f in line.figures.items() if c != column]
    return any(
        abs(abs(a - b) - abs(line.figures[column].value)) <= Decimal("0.02") for a in beside for b in beside
    )


def _repeats(sheet: Sheet, line: Line, column: int) -> bool:
    """Is it the printed average of another row or column once more?"""
    value = line.figures[column].value
    return any(
        x is not line and x.kind == AVERAGE and any(f.value == value for f in x.figures.values())
        for x in sheet.lines
    )


def _wrong_average(
    ledger: Ledger,
    stated: Stated,
    name: str,
    best: Mean,
    sheet: Sheet,
    year: int | None,
    diagnosis: Phrase = NO_PHRASE,
) -> Finding:
    parts = listed(best.figures)
    value = rounded(best.value)
    where = cite(stated)
    return draft(
        "AGG001",
        "error",
        indicator=name,
        measure="capaian",
        year=year,
        places=[stated, *(sheet.stated(f) for f in best.figures)],
        message=Phrase(
            f"Rata-rata tertulis {where.id}; hasil penghitungan ulang dari {parts.id} adalah {value.id}. "
            "Tidak ada cara "
            "merata-ratakan yang lazim (per indikator, per sasaran, dengan batas capaian, berbobot) yang "
            "menghasilkan angka tertulis. Mohon dikonfirmasi.",
            f"The average is given as {where.en}; recomputed from {parts.en} it is {value.en}. No usual "
            "way of averaging "
            "(per indicator, per sasaran, capped, weighted) gives the printed figure.",
        ),
        criterion=AVERAGE_CRITERION,
        recommendation=Phrase(
            f"Perbaiki rata-rata menjadi {value.id}, atau jelaskan cara menghitungnya.",
            f"Correct the average to {value.en}, or explain how it was computed.",
        ),
        diagnosis=diagnosis or _made_of(stated, best),
        expect=expected(best.value),
        confidence=0.9,
        rests_on=_settling(ledger, stated, best),
    )


def _settling(ledger: Ledger, stated: Stated, best: Mean) -> list[Statement]:
    """The figures with which a wrong average may be right: those that, were they another figure which the
    report allows for their indicator, give it. Where none does, the average is wrong by itself."""
    if stated.value is None:
        return []
    owned = [f for f in best.figures if f.statement is not None]
    if len(owned) < len(best.figures):
        return [f.statement for f in owned if f.statement is not None]
    slack = _OFF * len(owned)
    missing = stated.value * len(owned) - sum((f.value for f in owned), Decimal(0))
    gains = {i: {g for g in _gains(ledger, f) if abs(g) > slack} for i, f in enumerate(owned)}
    settling = {i for i, found in gains.items() if any(abs(g - missing) <= slack for g in found)}
    for i, k in () if settling else combinations(gains, 2):
        if any(abs(a + b - missing) <= slack for a in gains[i] for b in gains[k]):
            settling = {min(settling | {i})}  # once both are right, so is the average: it hangs on the first
    return [s for i in sorted(settling) if (s := owned[i].statement) is not None]


def _gains(ledger: Ledger, figure: Figure) -> set[Decimal]:
    """By how much an average's figure changes if it is computed from other operands or in another way, or
    is what another place prints."""
    own = figure.statement
    if own is None:
        return set()
    values = {s.quantity.value for s in ledger.about(own.subject, own.measure, own.year)}
    targets = ledger.about(own.subject, "target", own.year)
    results = ledger.about(own.subject, "realisasi", own.year)
    for formula in COMPUTED:
        values |= {point(formula, t.quantity, r.quantity) for t in targets for r in results}
    return {v - figure.value for v in values if v is not None} - {Decimal(0)}


def _made_of(stated: Stated, best: Mean) -> Phrase:
    """Which of the figures alone, or all but one, give the stated average."""
    if stated.value is None:
        return NO_PHRASE
    figures = list(best.figures)
    for left in figures:
        rest = [f for f in figures if f is not left]
        if len(rest) < 2:
            continue
        value = sum((f.value for f in rest), Decimal(0)) / len(rest)
        if abs(value - stated.value) <= Decimal("0.01"):
            text = quoted(left.text)
            return Phrase(
                f"Angka tertulis adalah rata-rata tanpa {text}.",
                f"The printed figure is the mean without {text}.",
            )
    return NO_PHRASE


def _per_sasaran(ledger: Ledger) -> Iterator[Finding]:
    """The capaian of a sasaran in a table that has no indicators (mostly that of efficiency)."""
    tables = measured(ledger)
    for sheet in sheets(ledger):
        table = sheet.table
        if any(c.field == "indikator" for c in table.columns) or not any(
            c.field == "sasaran" for c in table.columns
        ):
            continue
        columns = [
            c
            for c in sheet.columns
            if sheet.field(c) == "capaian" and table.columns[c].year in (None, ledger.report.year)
        ]
        for c in columns:
            for line in sheet.plain():
                if c not in line.figures or not line.sasaran:
                    continue
                verdict = _against(ledger, line.figures[c], line.sasaran, tables)
                if verdict is not None:
                    best, where = verdict
                    yield _wrong_average(
                        ledger, sheet.stated(line.figures[c]), line.sasaran, best, where, ledger.report.year
                    )


def _against(
    ledger: Ledger, claim: Figure, sasaran: str, tables: Sequence[Measured]
) -> tuple[Mean, Sheet] | None:
    """The mean of a sasaran's indicators where no table gives the claimed one."""
    best: tuple[Mean, Sheet] | None = None
    for found in tables:
        group = found.of(sasaran)
        if group is None:
            continue
        means = of_sasaran(ledger, *found.variants(group))
        if any(m.gives(claim.quantity) for m in means):
            return None
        if len(group) > 1:
            best = best or (means[0], found.sheet)
    if any(f.value == claim.value for _, _, f in printed_averages(ledger)):
        return None  # a row of averages prints it: what is wrong there is told there
    return best


# -------------------------------------------------------------------------------------- claims in prose


def _claimed(ledger: Ledger) -> Iterator[Finding]:
    tables = measured(ledger)
    claims = claims_of_averages(ledger) if tables else ()
    if not claims:
        return
    shown = printed_averages(ledger)
    for claim in claims:
        yield from _claim(ledger, claim, tables, shown)


def _claim(
    ledger: Ledger,
    claim: Claim,
    tables: Sequence[Measured],
    shown: Sequence[tuple[str, Sheet, Figure]],
) -> Iterator[Finding]:
    what, quantity, stated, heading = claim.what, claim.quantity, claim.stated, claim.heading
    scope = _scope(what if "sasaran" in what or heading is None else _headed(claim, heading), tables)
    if scope is None and (heading is not None or _one_sasaran(what)):
        return
    if scope is not None:
        name, group, found = scope
        if len(group) < 2 or any(_gives_any(ledger, t, name, quantity) for t in tables):
            return
        if any(f.value == quantity.readings[0].value for _, _, f in shown):
            return
        yield _wrong_average(
            ledger, stated, name, of_sasaran(ledger, group)[0], found.sheet, ledger.report.year
        )
        return
    # All of the report: any average that any of its tables allows clears it.
    if any(m.gives(quantity) for _, m in any_average(ledger)) or any(
        f.value == quantity.readings[0].value for _, _, f in shown
    ):
        return
    if _near_bound(what) or "program" in what or "kegiatan" in what:
        return
    if any(w in what for w in load("aggregates")["prose"]["weighted"]):
        return
    found = max(tables, key=lambda t: len(t.figures))
    if not found.complete or len(found.figures) < _FEWEST or _of_the_best(found, quantity):
        return
    best = of_measured(ledger, found)[0]
    name = "Rata-rata capaian kinerja"
    yield _wrong_average(ledger, stated, name, best, found.sheet, ledger.report.year)


def _headed(claim: Claim, heading: re.Match[str]) -> str:
    """The heading before a claim: with its name where it prints one ('Sasaran 1 : Meningkatnya ...')."""
    after = claim.before[heading.end() :]
    printed = re.match(r"\s*[:\-–“\"]+\s*([^,.;:”\"]{15,})", after)
    return f"sasaran {printed[1].casefold()}" if printed else heading[0].casefold()


def _of_the_best(found: Measured, quantity: Quantity) -> bool:
    """Is it the average of the highest, or of the lowest capaian: of those above or below some bound?"""
    ranked = sorted(found.figures, key=lambda f: f.value)
    parts = (p for k in range(2, len(ranked)) for p in (ranked[:k], ranked[-k:]))
    return any(mean([part]).gives(quantity) for part in parts)


def _one_sasaran(what: str) -> bool:
    """Is the average of one sasaran, by its number: 'rata-rata capaian tiga indikator sasaran pertama'?"""
    ordinals = "|".join(load("aggregates")["prose"]["ordinals"])
    return (
        re.search(rf"\bsasaran\s+(?:strategis\s+)?(?:ke[- ]?)?(?:\d{{1,2}}|[ivx]+|{ordinals})\b", what)
        is not None
    )


def _near_bound(what: str) -> bool:
    return any(w in what for w in (">", "<", "≥", "≤"))


def _gives_any(ledger: Ledger, table: Measured, name: str, quantity: Quantity) -> bool:
    group = table.of(name)
    return group is not None and any(m.gives(quantity) for m in of_sasaran(ledger, *table.variants(group)))


def _scope(what: str, tables: Sequence[Measured]) -> tuple[str, tuple[Figure, ...], Measured] | None:
    """The sasaran that a claim names, by its number or its name."""
    if "sasaran" not in what:
        return None
    ordinals: list[str] = load("aggregates")["prose"]["ordinals"]
    for found in tables:
        names = [n for n, _ in found.groups]
        if not all(names):
            continue
        told = re.search(
            r"sasaran(?:\s+strategis)?\s*(?:ke[- ]?)?(\d{1,2}|" + "|".join(ordinals) + r")\b", what
        )
        if told:
            index = int(told[1]) - 1 if told[1].isdigit() else ordinals.index(told[1])
            if 0 <= index < len(names):
                return (
                    (names[index], found.groups[index][1], found) if names[index] not in found.gaps else None
                )
            return None
        rest = re.sub(r"^.*?sasaran(?:\s+strategis)?\s*", "", what)
        name = named(names, rest) if len(rest) > 15 else None
        if name and name not in found.gaps:
            return name, dict(found.groups)[name], found
    return None
