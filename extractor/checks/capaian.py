"""CAP: stated capaian against target and realisasi, against caps, against other places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks import arithmetic
from extractor.checks.agreement import Cluster, Dispute, agree, disputes, tables_meaning_else
from extractor.checks.arithmetic import COMPUTED, HUNDRED, Formula
from extractor.checks.diagnosis import Origin, origin_of_capaian, telling
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
from extractor.checks.rows import Measured, Reading, audited_year, is_indicator, read_rows
from extractor.model import Finding, Paragraph, Phrase, Severity, Stated, Statement
from extractor.statements.ledger import Ledger

_HABIT_ROWS = 4  # rows from which on a column may be seen to hold something else than capaian
_HABIT_SHARE = 0.6  # of its rows not following: then the column means something else, or was misread
_AVERAGED = 2  # indicators of which an average is one
_CAP_QUOTE = 160  # characters of the sentence that states a cap

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


# --------------------------------------------------------------------------------------- wrong in its row


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
    return [
        m
        for m in rows.measured
        if not m.ways and (m.capaian.table, m.capaian.measure, m.capaian.year) not in foreign
    ]


def _slips(m: Measured) -> Decimal | None:
    """The factor of a scale slip, unless the cell may hold a plain fraction."""
    return arithmetic.scale_slip(m.capaian.quantity, m.target.quantity, m.realisasi.quantity, unit=m.unit)


def _right_value(rows: Reading, m: Measured) -> tuple[Formula, Decimal | None]:
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
        yield _wrong_row(rows, same)
    for (_, measure, year), found in _foreign_columns(rows).items():
        yield _foreign_column(measure == "capaian_akhir", year, [m for m in found if not m.ways])


def _wrong_row(rows: Reading, same: Sequence[Measured]) -> Draft:
    """A wrong capaian, with the other rows that repeat it."""
    m = same[0]
    formula, value = _right_value(rows, m)
    quantity = m.capaian.quantity
    severity: Severity = "error"
    note = NO_PHRASE
    coarse = arithmetic.coarser(quantity)
    if _any_way(m, arithmetic.last_digit(quantity)):
        severity = "info"
        note = Phrase(
            "Selisihnya satu satuan angka terakhir: bukan pembulatan dan bukan pemotongan.",
            "It is off by one unit of the last digit: neither rounded nor truncated.",
        )
    elif coarse is not None and _any_way(m, coarse):
        severity = "warning"
        note = Phrase(
            "Angka itu tampak dibulatkan ke satuan tetapi dicetak dengan desimal.",
            "The figure seems rounded to the unit but is printed with decimals.",
        )
    origin = None if severity == "info" else origin_of_capaian(rows, m.capaian)
    reach = arithmetic.expected(formula, m.target.quantity, m.realisasi.quantity, unit=m.unit)
    right = percent(value) if value is not None else Phrase("tidak dapat dihitung", "not computable")
    year = of_year(m.capaian.year)
    at = listing([one.capaian for one in same])
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
        accused=[one.capaian for one in same],
        rests_on=_operand_at_fault(m, origin),
    )


def _any_way(m: Measured, quantity: object) -> bool:
    return any(
        w.formula in COMPUTED[:3] and w.cap is None
        for t, r in m.operands
        for w in arithmetic.ways(quantity, t.quantity, r.quantity, unit=m.unit)  # type: ignore[arg-type]
    )


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
        _, value = _right_value(rows, m)
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


# ----------------------------------------------------------------------------------------------- formula


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
    return draft(
        "CAP002",
        severity,
        indicator=m.capaian.indicator,
        measure="capaian",
        year=m.capaian.year,
        places=[s for m in found for s in (m.capaian, m.target, m.realisasi)],
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


# -------------------------------------------------------------------------------------------------- caps


@rule(
    "CAP003",
    severity="error",
    title=Phrase("Batas capaian tidak dipakai secara konsisten", "A cap on capaian is not kept"),
)
def capaian_cap(ledger: Ledger) -> Iterator[Finding]:
    """A cap that the report states is not kept, or one column caps some rows and not others.

    Why: averages and rankings depend on it; the report itself says, or its own column shows, the other way.

    Example: "lebih dari 100% termasuk pada angka 100%", then a capaian of 389,8%; or 100 for 51,58/46,25
    in a column that has 120,72 and 144,84 in other rows.

    The agency should apply one cap to every row, or none.
    """
    rows = read_rows(ledger)
    if ledger.conventions.cap is not None:
        yield from _stated_cap(ledger, ledger.conventions.cap, ledger.conventions.cap_place)
        return
    columns: dict[tuple[str | None, int | None], list[Measured]] = defaultdict(list)
    for m in rows.measured:
        if m.capaian.measure == "capaian":
            columns[(m.capaian.table, m.capaian.year)].append(m)
    for (_, year), found in columns.items():
        capped = [m for m in found if _cap_needed(m) is not None]
        for cap in sorted({c for m in capped if (c := _cap_needed(m)) is not None and c >= 100}):
            kept = [m for m in capped if _cap_needed(m) == cap]
            above = [
                m
                for m in found
                if _cap_needed(m) is None
                and m.ways
                and any(r.value > cap for r in m.capaian.quantity.readings)
            ]
            if kept and above:
                yield _mixed_cap(rows, cap, year, kept, above)


def _cap_needed(m: Measured) -> int | None:
    """The cap without which the row's capaian does not follow."""
    caps = {w.cap for w in m.ways}
    found = {c for c in caps if c}
    return min(found) if found and None not in caps else None


def _stated_cap(ledger: Ledger, cap: int, where: Paragraph | None) -> Iterator[Draft]:
    own = [
        s
        for s in ledger.statements
        if s.measure == "capaian" and not s.document and is_indicator(ledger, s) and s.quantity.readings
    ]
    over = [s for s in own if all(r.value - r.step / 2 > cap for r in s.quantity.readings)]
    if not over:
        return
    subjects = {s.subject for s in over}
    at_cap = [s for s in own if s.subject in subjects and any(r.value == cap for r in s.quantity.readings)]
    places: list[Statement | Stated] = [*over, *at_cap]
    quote = NO_PHRASE
    if where is not None:
        text = _around(where.text, str(cap))
        places.insert(
            0,
            Stated(
                value=Decimal(cap),
                text=text,
                page=where.page,
                bbox=where.bbox,
                where=where.section,
                source=where.source,
            ),
        )
        quote = Phrase(f" ({quoted(text)}, halaman {where.page})", f" ({quoted(text)}, page {where.page})")
    listed, kept = listing(over), listing(at_cap)
    also_id = f" Di tempat lain batas itu dipakai: {kept.id}." if at_cap else ""
    also_en = f" Elsewhere it is kept: {kept.en}." if at_cap else ""
    names = list(dict.fromkeys(s.indicator for s in over))
    yield draft(
        "CAP003",
        "error",
        indicator=names[0] if len(subjects) == 1 else "; ".join(names[:4]),
        measure="capaian",
        year=over[0].year,
        places=places,
        message=Phrase(
            f"Laporan membatasi capaian pada {cap}%{quote.id}, tetapi tertulis {listed.id}.{also_id}",
            f"The report caps capaian at {cap}%{quote.en}, but prints {listed.en}.{also_en}",
        ),
        criterion=Phrase(
            "Batas capaian yang dinyatakan laporan berlaku untuk setiap baris.",
            "A cap that the report states holds for every row.",
        ),
        recommendation=Phrase(
            f"Mohon dipakai satu cara: {cap}% di semua tempat, atau tanpa batas dan ketentuannya dihapus.",
            f"Please use one way: {cap}% everywhere, or no cap and without the provision.",
        ),
        accused=[*over, *at_cap],
        confidence=0.9,
    )


def _around(text: str, word: str) -> str:
    """The part of a sentence around a word, not too long for a message."""
    flat = " ".join(text.split())
    if len(flat) <= _CAP_QUOTE:
        return flat
    at = max(0, flat.find(word) - _CAP_QUOTE // 2)
    return flat[at : at + _CAP_QUOTE].strip()


def _mixed_cap(
    rows: Reading, cap: int, year: int | None, kept: Sequence[Measured], above: Sequence[Measured]
) -> Draft:
    values = [(m, _right_value(rows, m)[1]) for m in kept]
    rights = [percent(v) for _, v in values if v is not None]
    right = Phrase(", ".join(r.id for r in rights), ", ".join(r.en for r in rights))
    capped, others = listing([m.capaian for m in kept]), listing([m.capaian for m in above])
    names = list(dict.fromkeys(m.capaian.indicator for m in kept))
    return draft(
        "CAP003",
        "error",
        indicator="; ".join(names[:4]),
        measure="capaian",
        year=year,
        places=[s for m in kept for s in (m.capaian, m.target, m.realisasi)] + [m.capaian for m in above],
        message=Phrase(
            f"Capaian tertulis {capped.id}, seharusnya {right.id} jika tidak dibatasi; pada kolom yang sama "
            "baris "
            f"lain tidak dibatasi: {others.id}.",
            f"The capaian is printed {capped.en}, but {right.en} without a cap; other rows of the column are "
            "not "
            f"capped: {others.en}.",
        ),
        criterion=Phrase(
            "Satu kolom capaian memakai satu ketentuan batas.",
            "One column of capaian keeps one cap, or none.",
        ),
        recommendation=Phrase(
            f"Mohon dikonfirmasi; capaian diperbaiki menjadi {right.id}, atau batas {cap}% dipakai pada "
            "semua baris.",
            f"Please confirm; correct the capaian to {right.en}, or cap every row at {cap}%.",
        ),
        expect=expectation(None, values[0][1]) if len(values) == 1 else None,
        accused=[m.capaian for m in kept],
        confidence=0.85,
    )


# --------------------------------------------------------------------------------------------- conflicts


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
    realisasi that is reported as wrong hangs on that finding.

    Example: 137,53 in the summary, 98,05 in the comparison table, 134,86% in the closing chapter.

    The agency should settle on the value that follows from the agreed target and the final realisasi.
    """
    rows = read_rows(ledger)
    year = audited_year(ledger)
    unfit = {id(m.capaian) for m in wrong_rows(rows)}
    for dispute in disputes(ledger, "capaian", rows.support):
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
