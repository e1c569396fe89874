"""CAP001, CAP006: stated capaian against the target and realisasi of its own row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks import arithmetic
from extractor.checks.agreement import agree
from extractor.checks.arithmetic import COMPUTED, HUNDRED, Formula
from extractor.checks.diagnosis import Origin, origin_of_capaian
from extractor.checks.findings import (
    NO_PHRASE,
    Draft,
    cite,
    draft,
    expectation,
    join,
    listing,
    of_year,
    percent,
    quoted,
)
from extractor.checks.registry import rule
from extractor.checks.rows import Measured, Reading, read_rows
from extractor.model import Finding, Phrase, Quantity, Severity, Statement
from extractor.statements.ledger import Ledger

_HABIT_ROWS = 4  # rows from which on a column may be seen to hold something else than capaian
_HABIT_SHARE = 0.6  # of its rows not following: then the column means something else, or was misread

_REVERSED = (Formula.INVERSE, Formula.DIFFERENCE, Formula.STABLE)

CRITERION = Phrase(
    "Capaian dihitung dari target dan realisasi pada baris yang sama: realisasi/target × 100, atau untuk "
    "indikator yang makin rendah makin baik (2 × target − realisasi)/target × 100 atau target/realisasi × "
    "100.",
    "Capaian is computed from the target and realisasi of its row: realisasi/target × 100 or, where less is "
    "better, (2 × target − realisasi)/target × 100 or target/realisasi × 100.",
)
ONE_VALUE = Phrase(
    "Satu indikator pada satu tahun mempunyai satu nilai di seluruh laporan.",
    "An indicator has one value for one year throughout the report.",
)


def _foreign_columns(rows: Reading) -> dict[tuple[str | None, str, int | None], list[Measured]]:
    """Columns of which most rows do not follow: they hold something else than capaian."""
    columns: dict[tuple[str | None, str, int | None], list[Measured]] = defaultdict(list)
    for m in rows.measured:
        columns[(m.capaian.table, m.capaian.measure, m.capaian.year)].append(m)
    return {
        key: found
        for key, found in columns.items()
        if len(found) >= _HABIT_ROWS and sum(not m.ways for m in found) >= _HABIT_SHARE * len(found)
    }


def wrong_rows(rows: Reading) -> list[Measured]:
    """Rows whose capaian follows in no way, without those of columns that hold something else."""
    foreign = _foreign_columns(rows)
    excused = _excused_by_cap(rows)
    return [
        m
        for m in rows.measured
        if (not m.ways or id(m) in excused)
        and (m.capaian.table, m.capaian.measure, m.capaian.year) not in foreign
    ]


def _excused_by_cap(rows: Reading) -> set[int]:
    """Rows that follow only from a reversed formula cut at a cap (22 of 27 as 100: 27/22, cut), in columns
    all of whose other telling rows divide realisasi by target. That excuse holds for what is better lower."""
    columns: dict[tuple[str | None, str, int | None], list[Measured]] = defaultdict(list)
    for m in rows.measured:
        columns[(m.capaian.table, m.capaian.header, m.capaian.year)].append(m)
    found: set[int] = set()
    for column in columns.values():
        formulas = [m.formula for m in column if m.formula is not None]
        if formulas.count(Formula.DIRECT) < _HABIT_ROWS or set(formulas) != {Formula.DIRECT}:
            continue
        for m in column:
            reversed_ = all(w.cap is not None and w.formula in _REVERSED for w in m.ways)
            if m.ways and reversed_ and rows.directions.get(m.subject) != "lower":
                found.add(id(m))
    return found


def _slips(m: Measured) -> Decimal | None:
    """The factor of a scale slip, unless the cell may hold a plain fraction."""
    return arithmetic.scale_slip(m.capaian.quantity, m.target.quantity, m.realisasi.quantity, unit=m.unit)


def right_value(rows: Reading, m: Measured) -> tuple[Formula, Decimal | None]:
    """The formula that the row calls for, and the capaian it gives of the figures as printed."""
    direction = rows.directions.get(m.subject, "unknown")
    formula = Formula.DIRECT
    if direction == "lower":
        named = rows.ledger.conventions.lower_formula
        formula = Formula.INVERSE if named == "inverse" else Formula.DIFFERENCE
        value = arithmetic.point(formula, m.target.quantity, m.realisasi.quantity)
        if value is None or value < 0 and named is None:
            formula = Formula.INVERSE
    return formula, arithmetic.point(formula, m.target.quantity, m.realisasi.quantity)


@rule(
    "CAP001",
    severity="error",
    title=Phrase(
        "Capaian tidak mengikuti target dan realisasi pada barisnya",
        "A capaian does not follow from its row's target and realisasi",
    ),
)
def capaian_of_row(ledger: Ledger) -> Iterator[Finding]:
    """A stated capaian follows from the target and realisasi of its own row under no formula.

    Why: it is the figure by which the agency is judged, and everybody can recompute it. Tried are
    realisasi/target, (2 × target − realisasi)/target, target/realisasi and nearness to the target, each
    with the usual caps, with every rounding and truncation of all three figures. A figure one unit of its
    last digit off is an info; a whole number printed with decimals that was rounded to the unit a warning.

    Example: target 78, realisasi 81,40, capaian 104,85 (104,36 is right).

    The agency should correct the capaian, or the target or realisasi if one of them is mistyped, and
    averages that use it.
    """
    rows = read_rows(ledger)
    alike: dict[tuple[int, str, int | None, Decimal | None], list[Measured]] = defaultdict(list)
    for m in wrong_rows(rows):
        if _slips(m) is None:
            alike[(m.subject, m.capaian.measure, m.capaian.year, m.capaian.quantity.value)].append(m)
    for same in alike.values():
        held = {id(m.capaian) for m in same}
        first = same[0].capaian
        again = [
            s
            for s in ledger.about(first.subject, first.measure, first.year)
            if id(s) not in held and rows.measured_for(s) is None and s.quantity.value == first.quantity.value
        ]
        yield _wrong_row(rows, same, again)
    for (_, measure, year), found in _foreign_columns(rows).items():
        yield _foreign_column(measure == "capaian_akhir", year, [m for m in found if not m.ways])


def _wrong_row(rows: Reading, same: Sequence[Measured], again: Sequence[Statement]) -> Draft:
    """A wrong capaian, with the other rows and places that repeat it."""
    m = same[0]
    formula, value = right_value(rows, m)
    quantity = m.capaian.quantity
    severity: Severity = "error"
    note = NO_PHRASE
    coarse = arithmetic.coarser(quantity)
    if slip := _any_way(m, arithmetic.last_digit(quantity)):
        severity, formula = "info", slip
        note = Phrase(
            "Selisihnya satu satuan angka terakhir: bukan pembulatan dan bukan pemotongan.",
            "It is off by one unit of the last digit: neither rounded nor truncated.",
        )
    elif coarse is not None and (slip := _any_way(m, coarse)):
        severity, formula = "warning", slip
        note = Phrase(
            "Angka itu tampak dibulatkan ke satuan tetapi dicetak dengan desimal.",
            "The figure seems rounded to the unit but is printed with decimals.",
        )
    if severity != "error":
        value = arithmetic.point(formula, m.target.quantity, m.realisasi.quantity)
    origin = None if severity == "info" else origin_of_capaian(rows, m.capaian)
    reach = arithmetic.expected(formula, m.target.quantity, m.realisasi.quantity, unit=m.unit)
    right = percent(value) if value is not None else Phrase("tidak dapat dihitung", "not computable")
    year = of_year(m.capaian.year)
    printed = [*(one.capaian for one in same), *again]
    at = listing(printed)
    message = Phrase(
        f"Capaian{year} tertulis {at.id}; hasil penghitungan ulang dari target {quoted(m.target.text)} dan "
        f"realisasi {quoted(m.realisasi.text)} adalah {right.id} ({formula.phrase.id}).",
        f"The capaian{year} is printed {at.en}; recomputed from target {quoted(m.target.text)} and realisasi "
        f"{quoted(m.realisasi.text)} it is {right.en} ({formula.phrase.en}).",
    )
    return draft(
        "CAP001",
        severity,
        indicator=m.capaian.indicator,
        measure=m.capaian.measure,
        year=m.capaian.year,
        places=[
            *(s for one in same for s in (one.capaian, one.target, one.realisasi)),
            *again,
            *(origin.places if origin else ()),
        ],
        message=message,
        criterion=CRITERION,
        recommendation=Phrase(
            f"Mohon dikonfirmasi; capaian diperbaiki menjadi {right.id}, atau target/realisasi diperbaiki "
            "jika "
            "salah satunya yang keliru, beserta rata-rata yang memakainya.",
            f"Please confirm; correct the capaian to {right.en}, or the target or realisasi if one of them "
            "is "
            "wrong, and the averages that use it.",
        ),
        diagnosis=join(note, origin.sentence if origin else NO_PHRASE),
        expect=expectation(reach, value),
        confidence=0.95 if severity == "error" else 0.8,
        accused=printed,
        rests_on=_operand_at_fault(m, origin),
    )


def _any_way(m: Measured, quantity: Quantity | None) -> Formula | None:
    """The first formula that gives the quantity, without a cap."""
    if quantity is None:
        return None
    found = {
        w.formula
        for t, r in m.operands
        for w in arithmetic.ways(quantity, t.quantity, r.quantity, unit=m.unit)
        if w.cap is None
    }
    return next((f for f in COMPUTED[:3] if f in found), None)


def _operand_at_fault(m: Measured, origin: Origin | None) -> list[Statement]:
    """The operand of the row that differs from the one of which the capaian was made, if it is one."""
    if origin is None or origin.realisasi is None or origin.target.subject != m.subject:
        return []
    year = (m.capaian.year, None)
    own_target = any(agree(origin.target.quantity, t.quantity, policy=True) for t, _ in m.operands)
    own_result = any(agree(origin.realisasi.quantity, r.quantity) for _, r in m.operands)
    if own_target and not own_result and origin.realisasi.year in year:
        return [m.realisasi]
    if own_result and not own_target and origin.target.year in year and origin.target.measure == "target":
        return [m.target]
    return []


def _foreign_column(end: bool, year: int | None, wrong: Sequence[Measured]) -> Draft:
    places = [m.capaian for m in wrong]
    first = places[0]
    return draft(
        "CAP001",
        "info",
        indicator=first.where,
        measure=first.measure,
        year=year,
        places=places,
        message=Phrase(
            f"Pada {first.where or 'tabel'} (halaman {first.page}) kolom capaian pada {len(wrong)} baris "
            "tidak "
            "mengikuti target dan realisasi di sebelahnya; kolom itu tampaknya memuat ukuran lain.",
            f"In {first.where or 'the table'} (page {first.page}) the capaian of {len(wrong)} rows does not "
            "follow from the target and realisasi beside it; the column seems to hold something else.",
        ),
        criterion=CRITERION,
        recommendation=Phrase(
            "Mohon dijelaskan cara penghitungan kolom tersebut.", "Please explain how the column is computed."
        ),
        confidence=0.4,
    )


@rule(
    "CAP006",
    severity="error",
    title=Phrase("Capaian bergeser seratus kali lipat", "A capaian is off by a factor of one hundred"),
)
def capaian_scale(ledger: Ledger) -> Iterator[Finding]:
    """A stated capaian follows from its row once it is multiplied or divided by 100.

    Why: a lost or added "× 100" turns 98% into 0,98% or 9805%. A column that prints fractions throughout
    (0,98; 1,05), without a percent sign, is not accused.

    Example: target 90, realisasi 85, capaian 0,94%.

    The agency should print the percentage.
    """
    rows = read_rows(ledger)
    slips = [(m, factor) for m in rows.measured if not m.ways and (factor := _slips(m)) is not None]
    columns: dict[tuple[str | None, int | None], int] = defaultdict(int)
    for m in rows.measured:
        columns[(m.capaian.table, m.capaian.year)] += 1
    fractions: dict[tuple[str | None, int | None], int] = defaultdict(int)
    for m, factor in slips:
        if factor == HUNDRED:
            fractions[(m.capaian.table, m.capaian.year)] += 1
    for m, factor in slips:
        key = (m.capaian.table, m.capaian.year)
        unmarked = "%" not in m.capaian.text
        if factor == HUNDRED and unmarked and 2 * fractions[key] >= columns[key]:
            continue
        _, value = right_value(rows, m)
        right = percent(value) if value is not None else NO_PHRASE
        at = cite(m.capaian)
        yield draft(
            "CAP006",
            "error",
            indicator=m.capaian.indicator,
            measure=m.capaian.measure,
            year=m.capaian.year,
            places=[m.capaian, m.target, m.realisasi],
            message=Phrase(
                f"Capaian{of_year(m.capaian.year)} tertulis {at.id}; target {quoted(m.target.text)} dan "
                "realisasi "
                f"{quoted(m.realisasi.text)} memberikan {right.id}: bergeser seratus kali lipat.",
                f"The capaian{of_year(m.capaian.year)} is printed {at.en}; target {quoted(m.target.text)} "
                "and "
                f"realisasi {quoted(m.realisasi.text)} give {right.en}: a factor of one hundred.",
            ),
            criterion=CRITERION,
            recommendation=Phrase(
                f"Mohon dikonfirmasi dan diperbaiki menjadi {right.id}.",
                f"Please confirm and print {right.en}.",
            ),
            expect=expectation(None, value),
            accused=[m.capaian],
        )
