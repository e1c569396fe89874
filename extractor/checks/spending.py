"""BUD002: absorption against budget and realisasi."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.absorption import (
    Absorbed,
    absorbed,
    combined,
    is_mean_of_children,
    pool,
    pooled,
    prints,
)
from extractor.checks.arithmetic import HUNDRED
from extractor.checks.findings import NO_PHRASE, cite, draft, number, percent, quoted
from extractor.checks.prose import Sentence, figure, sentences
from extractor.checks.registry import rule
from extractor.checks.rupiah import activity, amounts_in, pattern, same_line
from extractor.checks.sheet import AVERAGE, Figure, Line, Sheet, sheets, title
from extractor.checks.sums import MONEY
from extractor.model import Expected, Finding, Phrase, Quantity, Severity, Stated
from extractor.statements.ledger import Ledger

_HABIT = 3  # last-digit slips in one table from which on they are its way of rounding
_BEHIND = 40  # characters between the amounts and the percentage that they give

ABSORPTION = Phrase(
    "Serapan = realisasi anggaran / pagu × 100%.", "Absorption = realised budget / budget × 100%."
)


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
            if a.line.kind == AVERAGE:
                continue
            if is_mean_of_children(a):
                yield from _mean_beside_ratio(ledger, a)
                continue
            yield _wrong_ratio(ledger, a, "warning" if a in slips else "error")
    yield from _of_sasaran(ledger)
    yield from _in_prose(ledger)


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
    """Which other budget or realisasi of the table gives the stated percentage; else a digit that slipped."""
    if not a.stated.value:
        return NO_PHRASE
    for line in a.sheet.lines:
        if line is a.line:
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


def _in_prose(ledger: Ledger) -> Iterator[Finding]:
    """'Rp A dari Rp B atau 98,36%', '87,14% dari total anggaran Rp B'."""
    totals = _lines_by_budget(ledger)
    for sentence in sentences(ledger):
        text = sentence.text
        amounts = amounts_in(text)
        shares = [
            m
            for m in pattern("prose", "percent").finditer(text)
            if not any(a.start() <= m.start() < a.end() for a, _ in amounts)
        ]
        if not 1 <= len(amounts) <= 2 or len(shares) != 1:
            continue
        spent_at, budget_at = (
            pattern("prose", "realisasi").search(text),
            pattern("prose", "anggaran").search(text),
        )
        if (
            spent_at is None
            or budget_at is None
            or re.search(r"\b(?:sisa|naik|turun|meningkat|efisiensi|kenaikan|dibanding)", text, re.I)
        ):
            continue
        quantity = figure(shares[0].group())
        if quantity is None:
            continue
        place = sentence.stated(shares[0].start(), shares[0].end(), value=quantity.value)
        money = [sentence.stated(a.start(), a.end(), value=v) for a, v in amounts]
        if len(amounts) == 2:
            low, high = sorted(v for _, v in amounts)
            between = text[min(a.end() for a, _ in amounts) : max(a.start() for a, _ in amounts)]
            behind = text[max(a.end() for a, _ in amounts) : shares[0].start()]
            if high <= 0 or low * 20 < high or len(between) > 160 or shares[0].start() < amounts[0][0].end():
                continue
            if len(behind) > _BEHIND or re.search(r"\d|fisik|kinerja|target", behind, re.I):
                continue
            ratio = HUNDRED * low / high
            if prints(quantity, ratio) or prints(quantity, HUNDRED - ratio):
                continue
            yield _prose_ratio(ledger, sentence, place, money, ratio, totals, quantity)
        elif re.search(r"%|persen", text) and shares[0].end() <= amounts[0][0].start():
            link = text[shares[0].end() : amounts[0][0].start()]
            found = totals.get(amounts[0][1], [])
            if (
                not re.search(r"\bdari\b", link)
                or not found
                or re.search(r"sasaran|program|kegiatan", text[: shares[0].start()][-120:], re.I)
            ):
                continue
            ratios = [HUNDRED * s / amounts[0][1] for _, _, s in found]
            if not any(prints(quantity, r) for r in ratios):
                yield _prose_ratio(ledger, sentence, place, money, ratios[0], totals, quantity, found[0])


def _lines_by_budget(ledger: Ledger) -> dict[Decimal, list[tuple[Sheet, Line, Decimal]]]:
    result: dict[Decimal, list[tuple[Sheet, Line, Decimal]]] = defaultdict(list)
    for sheet in sheets(ledger):
        for line in sheet.lines:
            spent = [f.value for c, f in line.figures.items() if sheet.field(c) == "realisasi_anggaran"]
            for c, f in line.figures.items():
                if sheet.field(c) == "anggaran" and spent:
                    result[f.value].append((sheet, line, spent[-1]))
    return result


def _prose_ratio(
    ledger: Ledger,
    sentence: Sentence,
    place: Stated,
    money: Sequence[Stated],
    ratio: Decimal,
    totals: dict[Decimal, list[tuple[Sheet, Line, Decimal]]],
    quantity: Quantity,
    row: tuple[Sheet, Line, Decimal] | None = None,
) -> Finding:
    shown, where = percent(ratio), cite(place)
    places: list[Stated] = [place, *money]
    operands = " / ".join(m.text for m in sorted(money, key=lambda m: m.value or Decimal(0)))
    diagnosis = NO_PHRASE
    spent = {s: (sheet, line, budget) for budget, rows in totals.items() for sheet, line, s in rows}
    for m in money:
        known = spent.get(m.value) if m.value is not None else None
        if known is not None and row is None:
            sheet, line, budget = known
            if budget > 0 and prints(quantity, HUNDRED * (m.value or Decimal(0)) / budget):
                printed_budget = next(
                    f for c, f in line.figures.items() if sheet.field(c) == "anggaran" and f.value == budget
                )
                places.append(sheet.stated(printed_budget))
                at = cite(sheet.stated(printed_budget))
                diagnosis = Phrase(
                    f"Persentase itu cocok dengan pagu {at.id}.", f"The percentage fits the budget {at.en}."
                )
    name = "Total anggaran"
    if row is not None:
        sheet, line, _s = row
        figures = [f for c, f in line.figures.items() if sheet.field(c) in ("realisasi_anggaran", "serapan")]
        places.extend(sheet.stated(f) for f in figures)
        operands = f"{figures[0].text} / {money[0].text}"
    elif len(money) == 2:
        named = next(
            (
                line.label
                for m in money
                if m.value is not None and m.value in spent
                for _, line, _ in [spent[m.value]]
            ),
            "",
        )
        name = (
            named
            or activity(
                sentence,
                len(sentence.text) - len(sentence.text.lstrip()) + sentence.text.index(money[0].text[:6])
                if money[0].text[:6] in sentence.text
                else 0,
            )
            or name
        )
    slip = abs((quantity.value or Decimal(0)) - ratio) <= Decimal("1.6") * quantity.readings[0].step
    return draft(
        "BUD002",
        "warning" if slip else "error",
        indicator=name,
        measure="serapan",
        year=ledger.report.year,
        places=places,
        message=Phrase(
            f"Serapan tertulis {where.id}; hasil penghitungan ulang {operands} = {shown.id}. Mohon "
            "dikonfirmasi.",
            f"Absorption is given as {where.en}; {operands} = {shown.en}.",
        ),
        criterion=ABSORPTION,
        recommendation=Phrase(
            f"Perbaiki menjadi {shown.id}, atau perbaiki jumlah rupiahnya.",
            f"Correct to {shown.en}, or the amounts.",
        ),
        diagnosis=diagnosis,
        expect=Expected(value=ratio.quantize(Decimal("0.01")), text=shown),
        confidence=0.9,
    )
