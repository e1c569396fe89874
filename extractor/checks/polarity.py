"""CAP002: a capaian that follows only from a formula which neither the report nor the indicator calls for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.checks import arithmetic
from extractor.checks.arithmetic import COMPUTED, Formula
from extractor.checks.capaian import CRITERION
from extractor.checks.disputes import tables_meaning_else
from extractor.checks.findings import (
    NO_PHRASE,
    Draft,
    cite,
    draft,
    expectation,
    listing,
    of_year,
    percent,
    quoted,
)
from extractor.checks.registry import rule
from extractor.checks.rows import Measured, Reading, read_rows
from extractor.model import Finding, Phrase, Severity, Statement
from extractor.statements.ledger import Ledger


@rule(
    "CAP002",
    severity="error",
    title=Phrase(
        "Capaian dihitung dengan rumus yang tidak sesuai",
        "A capaian follows only from a formula that is not called for",
    ),
)
def capaian_formula(ledger: Ledger) -> Iterator[Finding]:
    """A capaian follows from its row, but only by a formula that the indicator's direction, or the report's
    own statement, does not call for; or by another one than in the indicator's other years.

    Why: by realisasi/target an infection rate far below its target looks like a failure, and one above it
    like a success. Where the report states one formula for lower-is-better and uses the other, the figures
    differ (target 5, realisasi 4: 120 against 125).

    Example: infection rate, target ≤ 1,5, realisasi 0,4, capaian 26,67 (0,4/1,5).

    The agency should compute the capaian by the stated formula, or state the one it uses.
    """
    rows = read_rows(ledger)
    elsewhere = tables_meaning_else(ledger, "target") | tables_meaning_else(ledger, "realisasi")
    used: dict[int, dict[Formula, list[Measured]]] = defaultdict(lambda: defaultdict(list))
    for m in rows.measured:
        formula = m.formula
        if formula is None or m.capaian.measure != "capaian" or m.capaian.document:
            continue
        if m.target.quantity.upper is not None:
            continue  # which end a range is held against, and by which formula, nobody has laid down
        if m.capaian.table in elsewhere:
            continue  # a capaian of capaian has no direction of its own
        used[m.subject][formula].append(m)
    for table, pairs in rows.capaian_as_realisasi.items():
        made = [s for s in ledger.statements if s.table == table and s.measure == "capaian"]
        yield _capaian_as_realisasi(pairs, made)
    told: set[int] = set()
    for subject, formulas in used.items():
        named = ledger.subjects[subject].direction
        if named == "unknown":
            continue
        calls = arithmetic.called_for(named, ledger.conventions.lower_formula)
        for formula, found in formulas.items():
            if formula in calls or formula is Formula.STABLE:
                continue
            told.add(subject)
            yield _wrong_formula(rows, found, named, formula)
    for subject, formulas in used.items():
        if subject in told or len(formulas) < 2 or Formula.DIRECT not in formulas:
            continue
        reverse = [f for f in (Formula.INVERSE, Formula.DIFFERENCE) if f in formulas]
        if not reverse:
            continue
        direct, other = formulas[Formula.DIRECT], formulas[reverse[0]]
        minority, majority = (direct, other) if len(direct) < len(other) else (other, direct)
        if {m.capaian.year for m in minority} & {m.capaian.year for m in majority}:
            continue  # one year by two formulas is a matter of CAP004
        yield _changed_formula(minority, majority)


def _capaian_as_realisasi(pairs: Sequence[tuple[Statement, Measured]], made: Sequence[Statement]) -> Draft:
    first = pairs[0][0]
    names = list(dict.fromkeys(s.indicator for s, _ in pairs))
    rows_id = "; ".join(
        f"{quoted(s.indicator)}: {quoted(s.text)} = {quoted(m.realisasi.text)}/{quoted(m.target.text)} "
        f"(halaman {m.capaian.page})"
        for s, m in pairs
    )
    rows_en = rows_id.replace("(halaman", "(page")
    return draft(
        "CAP002",
        "warning",
        indicator=names[0] if len(names) == 1 else "; ".join(names[:4]),
        measure="realisasi",
        year=first.year,
        places=[p for s, m in pairs for p in (s, m.capaian, m.realisasi, m.target)],
        message=Phrase(
            f"Kolom realisasi pada {quoted(first.where)} (halaman {first.page}) berisi capaian yang menurut "
            "narasi "
            f"sudah dibagi target: {rows_id}. Capaian yang dihitung darinya membagi dengan target sekali "
            "lagi.",
            f"The realisasi column of {quoted(first.where)} (page {first.page}) holds capaian that the text "
            "has "
            f"already divided by the target: {rows_en}. A capaian made from it divides by a target once "
            "more.",
        ),
        criterion=CRITERION,
        recommendation=Phrase(
            "Mohon kolom realisasi diisi realisasi dan capaian dihitung ulang.",
            "Please print the realisasi in its column and recompute the capaian.",
        ),
        confidence=0.75,
        accused=[*(s for s, _ in pairs), *made],
    )


def _wrong_formula(rows: Reading, found: Sequence[Measured], direction: str, formula: Formula) -> Draft:
    m = found[0]
    conventions = rows.ledger.conventions
    calls = arithmetic.called_for(direction, conventions.lower_formula)  # type: ignore[arg-type]
    right = next(f for f in COMPUTED if f in calls)
    value = arithmetic.point(right, m.target.quantity, m.realisasi.quantity)
    shown = percent(value) if value is not None else NO_PHRASE
    nature = {
        "lower": Phrase("makin rendah makin baik", "lower is better"),
        "higher": Phrase("makin tinggi makin baik", "higher is better"),
    }.get(direction, Phrase("dijaga tetap", "kept stable"))
    place = conventions.lower_formula_place if direction == "lower" else None
    severity: Severity = "error" if direction == "lower" else "warning"
    report_says = (
        Phrase(
            f" Rumus yang dinyatakan laporan (halaman {place.page}) adalah {right.phrase.id}.",
            f" The formula that the report states (page {place.page}) is {right.phrase.en}.",
        )
        if place is not None
        else Phrase("", "")
    )
    at = listing([m.capaian for m in found])
    own = {id(s) for m in found for s in (m.capaian, m.realisasi)}
    again = [
        s
        for s in rows.ledger.about(m.subject)
        if s.measure in ("capaian", "realisasi")
        and s.year == m.capaian.year
        and id(s) not in own
        and s.quantity.value == m.capaian.quantity.value != m.realisasi.quantity.value
    ]
    return draft(
        "CAP002",
        severity,
        indicator=m.capaian.indicator,
        measure="capaian",
        year=m.capaian.year,
        places=[*(s for m in found for s in (m.capaian, m.target, m.realisasi)), *again],
        message=Phrase(
            f"Capaian tertulis {at.id} hanya mengikuti rumus {formula.phrase.id} (target "
            f"{quoted(m.target.text)}, "
            f"realisasi {quoted(m.realisasi.text)}), sedangkan indikator ini {nature.id}.{report_says.id} "
            "Dengan "
            f"rumus {right.phrase.id} hasilnya {shown.id}.",
            f"The capaian printed {at.en} follows only from {formula.phrase.en} (target "
            f"{quoted(m.target.text)}, "
            f"realisasi {quoted(m.realisasi.text)}), though for this indicator {nature.en}.{report_says.en} "
            "By "
            f"{right.phrase.en} it is {shown.en}.",
        ),
        criterion=Phrase(
            "Rumus capaian mengikuti arah indikator dan rumus yang dinyatakan dalam laporan.",
            "The formula follows the indicator's direction and the report's own statement.",
        ),
        recommendation=Phrase(
            "Mohon capaian dihitung ulang dengan rumus yang sesuai, atau rumus yang dipakai dinyatakan.",
            "Please recompute the capaian by the proper formula, or state the one used.",
        ),
        expect=expectation(None, value),
        confidence=0.85 if severity == "error" else 0.6,
        accused=[m.capaian for m in found],
    )


def _changed_formula(minority: Sequence[Measured], majority: Sequence[Measured]) -> Draft:
    few, many = minority[0], majority[0]
    assert_few, assert_many = few.formula or Formula.DIRECT, many.formula or Formula.DIRECT
    return draft(
        "CAP002",
        "warning",
        indicator=few.capaian.indicator,
        measure="capaian",
        year=few.capaian.year,
        places=[s for m in (*minority, *majority) for s in (m.capaian, m.target, m.realisasi)],
        message=Phrase(
            f"Capaian{of_year(few.capaian.year)} tertulis {cite(few.capaian).id} mengikuti "
            f"{assert_few.phrase.id}, "
            f"sedangkan capaian{of_year(many.capaian.year)} {cite(many.capaian).id} mengikuti "
            f"{assert_many.phrase.id}: arah indikator berubah.",
            f"The capaian{of_year(few.capaian.year)} printed {cite(few.capaian).en} follows "
            f"{assert_few.phrase.en}, "
            f"the capaian{of_year(many.capaian.year)} {cite(many.capaian).en} {assert_many.phrase.en}: the "
            "indicator's direction changes.",
        ),
        criterion=Phrase(
            "Satu indikator dihitung dengan satu rumus pada semua tahun.",
            "An indicator is computed by one formula in all years.",
        ),
        recommendation=Phrase(
            "Mohon ditetapkan satu rumus dan capaian tahun lainnya dihitung ulang.",
            "Please settle on one formula and recompute the other years.",
        ),
        confidence=0.75,
        accused=[m.capaian for m in minority],
    )
