"""BUD002: absorption against budget and realisasi."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.absorption import (
    Absorbed,
    absorbed,
    combined,
    is_mean_of_children,
    may_be_mean_of_unread,
    pool,
    pooled,
    prints,
)
from extractor.checks.arithmetic import HUNDRED
from extractor.checks.findings import NO_PHRASE, cite, draft, number, percent, quoted
from extractor.checks.prose import figure, sentences
from extractor.checks.registry import rule
from extractor.checks.rupiah import same_line
from extractor.checks.sheet import AVERAGE, Figure, Line, Sheet, sheets, title
from extractor.checks.sums import MONEY
from extractor.checks.told_absorption import ABSORPTION, told_absorption
from extractor.checks.told_budgets import wrong_shares_of_total
from extractor.checks.told_line_shares import wrong_line_shares
from extractor.model import Expected, Finding, Phrase, Severity, Stated
from extractor.statements.ledger import Ledger

_HABIT = 3  # last-digit slips in one table from which on they are its way of rounding


@rule("BUD002", severity="error", title=Phrase("Serapan anggaran tidak sesuai", "Absorption does not follow"))
def absorption(ledger: Ledger) -> Iterator[Finding]:
    """A percentage of absorption is not realisasi / pagu, or not the average of its parts.

    What: each row is recomputed, against the budget before and after revision; a program may state the
    mean of its kegiatan instead, as long as the report does so throughout. The absorption of a sasaran must
    be that of a program or kegiatan, or the mean of some. Rounding and truncation are understood; a last
    digit that is off is a warning, and the habit of a table to round its own way is no finding.

    Why: absorption is the figure that the efficiency of the agency is judged by.

    Example: 6.522.465.074 of 7.299.375.400 is given as 96,36%; it is 89,36%.

    The agency should: correct the percentage, or the amount.
    """
    for sheet in sheets(ledger):
        wrong = [a for a in absorbed(sheet) if not a.follows]
        slips = [a for a in wrong if _last_digit(a)]
        for a in wrong:
            if a in slips and len(slips) >= _HABIT:
                continue
            if a.line.kind == AVERAGE or may_be_mean_of_unread(a):
                continue
            if is_mean_of_children(a):
                yield from _mean_beside_ratio(ledger, a)
                continue
            yield _wrong_ratio(ledger, a, "warning" if a in slips else "error")
    yield from _of_sasaran(ledger)
    yield from told_absorption(ledger)
    yield from wrong_shares_of_total(ledger)
    yield from wrong_line_shares(ledger)


def _last_digit(a: Absorbed) -> bool:
    return abs(a.stated.value - a.ratio) <= Decimal("1.6") * a.stated.reading.step


def _wrong_ratio(ledger: Ledger, a: Absorbed, severity: Severity) -> Finding:
    sheet = a.sheet
    stated, ratio = sheet.stated(a.stated), percent(a.ratio)
    where = cite(stated)
    spent, budget = a.spent[-1].text, a.budgets[-1].text
    return draft(
        "BUD002",
        severity,
        indicator=a.line.label or title(sheet.table),
        measure="serapan",
        year=sheet.table.columns[a.stated.column].year or ledger.report.year,
        places=[stated, sheet.stated(a.spent[-1]), *(sheet.stated(b) for b in a.budgets)],
        message=Phrase(
            f"{a.line.label}: serapan tertulis {where.id}; hasil penghitungan ulang {spent} / {budget} = "
            f"{ratio.id}. Mohon dikonfirmasi.",
            f"{a.line.label}: absorption is given as {where.en}; {spent} / {budget} = {ratio.en}.",
        ),
        criterion=ABSORPTION,
        recommendation=Phrase(
            f"Perbaiki serapan menjadi {ratio.id}, atau angka pagu atau realisasinya.",
            f"Correct the absorption to {ratio.en}, or the budget or realisasi.",
        ),
        diagnosis=_origin(a),
        expect=Expected(value=a.ratio.quantize(Decimal("0.01")), text=ratio),
        confidence=0.95 if severity == "error" else 0.8,
        accused=[s for s in [a.stated.statement] if s is not None],
        rests_on=[s for f in (*a.budgets, *a.spent) if (s := f.statement) is not None],
    )


def _origin(a: Absorbed) -> Phrase:
    """Which other budget or realisasi of the table gives the stated percentage; else a digit that slipped.
    A percentage without decimals fits some line of any table by chance."""
    if not a.stated.value:
        return NO_PHRASE
    for line in a.sheet.lines:
        if line is a.line or a.stated.reading.step >= 1:
            continue
        for c, f in line.figures.items():
            field = a.sheet.field(c)
            if (
                field == "anggaran"
                and f.value > 0
                and prints(a.stated.quantity, HUNDRED * a.spent[-1].value / f.value)
            ):
                return Phrase(
                    f"Angka tertulis cocok dengan pagu baris {quoted(line.label)} ({f.text}).",
                    f"The printed figure fits the budget of {quoted(line.label)} ({f.text}).",
                )
            if field == "realisasi_anggaran" and prints(
                a.stated.quantity, HUNDRED * f.value / a.budgets[-1].value
            ):
                return Phrase(
                    f"Angka tertulis cocok dengan realisasi baris {quoted(line.label)} ({f.text}).",
                    f"The printed figure fits the realisasi of {quoted(line.label)} ({f.text}).",
                )
    text = re.sub(r"[^\d.,]", "", a.stated.text).replace(",", ".")
    shown = str(a.ratio.quantize(a.stated.reading.step)) if a.stated.reading.step <= 1 else ""
    off = [i for i, (x, y) in enumerate(zip(text, shown, strict=False)) if x != y]
    if len(text) == len(shown) and len(off) == 1:
        return Phrase(
            f"Tampaknya satu angka keliru ({text[off[0]]} semestinya {shown[off[0]]}).",
            f"One digit seems wrong ({text[off[0]]} for {shown[off[0]]}).",
        )
    if len(text) == len(shown) and sorted(text) == sorted(shown):
        return Phrase("Tampaknya dua angka tertukar.", "Two digits seem transposed.")
    return NO_PHRASE


def _mean_beside_ratio(ledger: Ledger, a: Absorbed) -> Iterator[Finding]:
    """A program states the mean of its kegiatan, while another table has the ratio for the same program."""
    for other in sheets(ledger):
        if other is a.sheet:
            continue
        for line in other.lines:
            for c, f in line.figures.items():
                if (
                    other.field(c) != "serapan"
                    or not prints(f.quantity, a.ratio)
                    or not any(same_line(n, a.line.label) for n in line.names)
                ):
                    continue
                here, there = cite(a.sheet.stated(a.stated)), cite(other.stated(f))
                ratio = percent(a.ratio)
                yield draft(
                    "BUD002",
                    "warning",
                    indicator=a.line.label,
                    measure="serapan",
                    year=ledger.report.year,
                    places=[
                        a.sheet.stated(a.stated),
                        other.stated(f),
                        *(a.sheet.stated(b) for b in a.budgets),
                    ],
                    message=Phrase(
                        f"{a.line.label}: serapan tertulis {here.id}, sedangkan pada tabel lain "
                        f"{there.id}. Yang pertama adalah rata-rata persentase "
                        f"kegiatan, yang kedua realisasi/pagu ({ratio.id}). Mohon dikonfirmasi.",
                        f"{a.line.label}: absorption is given as {here.en}, elsewhere as {there.en}. The "
                        "first is the mean of the kegiatan, "
                        f"the second realisasi/budget ({ratio.en}).",
                    ),
                    criterion=ABSORPTION,
                    recommendation=Phrase(
                        f"Gunakan satu cara menghitung; menurut realisasi/pagu {ratio.id}.",
                        f"Use one method; realisasi/budget gives {ratio.en}.",
                    ),
                    confidence=0.85,
                    accused=[s for s in [a.stated.statement] if s is not None],
                )
                return


def _of_sasaran(ledger: Ledger) -> Iterator[Finding]:
    """The absorption of a sasaran in a table without budgets, against those of programs and kegiatan."""
    upper, every = pool(ledger, upper=True), pool(ledger, upper=False)
    if len(every) < 2:
        return
    for sheet in sheets(ledger):
        fields = {sheet.field(c) for c in sheet.columns}
        if (
            "serapan" not in fields
            or fields & set(MONEY)
            or any(c.field == "indikator" for c in sheet.table.columns)
        ):
            continue
        column = next(c for c in sheet.columns if sheet.field(c) == "serapan")
        rows = [x for x in sheet.plain() if column in x.figures]
        known = [x for x in rows if any(f.value == x.figures[column].value for f in every)]
        if not known:
            continue
        for line in rows:
            f = line.figures[column]
            if line in known or combined(f.quantity, upper) or pooled(ledger, f.quantity):
                continue
            parts = _named_parts(ledger, sheet, every)
            yield _wrong_sasaran(ledger, sheet, line, f, upper, parts)


def _named_parts(ledger: Ledger, sheet: Sheet, figures: Sequence[Figure]) -> list[Figure]:
    """The absorptions that a sentence near the table names as averaged: '(88,84%) dan ... (98,75%)'."""
    for sentence in sentences(ledger):
        near = any(abs(sentence.page - p) <= 1 for p in sheet.table.pages)
        if not near or not re.search(r"rata\s*[-–]?\s*rata", sentence.text, re.I):
            continue
        values = [
            q.readings[0].value
            for m in re.finditer(r"\((\d{1,3}[.,]\d+)\s*%\)", sentence.text)
            if (q := figure(m[1]))
        ]
        found = [next((f for f in figures if f.value == v), None) for v in values]
        if len(found) >= 2 and all(f is not None for f in found):
            return [f for f in found if f is not None]
    return []


def _wrong_sasaran(
    ledger: Ledger, sheet: Sheet, line: Line, f: Figure, upper: Sequence[Figure], parts: Sequence[Figure]
) -> Finding:
    stated = sheet.stated(f)
    where = cite(stated)
    name = line.sasaran or line.label
    owners = {id(g): s for s in sheets(ledger) for x in s.lines for g in x.figures.values()}
    places: list[Stated] = [stated, *(owners[id(p)].stated(p) for p in parts if id(p) in owners)]
    expected, diagnosis = None, NO_PHRASE
    told = Phrase(
        "tidak ada serapan program atau kegiatan, dan tidak ada rata-ratanya, yang menghasilkan angka itu",
        "no absorption of a program or kegiatan, and no mean of some, gives this figure",
    )
    if parts:
        value = sum((p.value for p in parts), Decimal(0)) / len(parts)
        shown = number(value, 3 if f.reading.step < Decimal("0.01") else 2)
        listed = " dan ".join(p.text for p in parts)
        told = Phrase(
            f"hasil penghitungan ulang rata-rata {listed} adalah {shown.id}%",
            f"the mean of {listed} is {shown.en}%",
        )
        expected = Expected(value=value, text=Phrase(f"{shown.id}%", f"{shown.en}%"))
    for p in upper:
        if prints(f.quantity, (HUNDRED + p.value) / 2) and p.value != HUNDRED:
            diagnosis = Phrase(
                f"Angka tertulis adalah rata-rata 100 dan {p.text}; capaian keluaran 100 mungkin "
                "terambil sebagai serapan.",
                f"The printed figure is the mean of 100 and {p.text}; an output's 100 may have been "
                "taken for an absorption.",
            )
            if id(p) in owners:
                places.append(owners[id(p)].stated(p))
            break
    return draft(
        "BUD002",
        "error",
        indicator=name,
        measure="serapan",
        year=ledger.report.year,
        places=places,
        message=Phrase(
            f"Serapan anggaran {quoted(name)} tertulis {where.id}; {told.id}. Mohon dikonfirmasi.",
            f"The absorption of {quoted(name)} is given as {where.en}; {told.en}.",
        ),
        criterion=ABSORPTION,
        recommendation=Phrase(
            "Hitung ulang serapan sasaran dari program yang mendukungnya.",
            "Recompute the absorption from the programs of the sasaran.",
        ),
        diagnosis=diagnosis,
        expect=expected,
        confidence=0.85,
        accused=[s for s in [f.statement] if s is not None],
    )
