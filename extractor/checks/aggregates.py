"""AGG002, AGG003: totals against their rows, and averages against the report's own cap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.crosswise import settles, wrong_rows
from extractor.checks.findings import NO_PHRASE, cite, draft, join, quoted
from extractor.checks.means import Mean, measured, of_row, of_sasaran
from extractor.checks.registry import rule
from extractor.checks.sheet import AVERAGE, SUM, Figure, Line, Sheet, amount, sheets, title
from extractor.checks.sums import MONEY, Wrong, goes_on, wrong_parents, wrong_totals
from extractor.checks.telling import expected, label_of, listed, rounded, year_of
from extractor.checks.told_sums import wrong_counts
from extractor.model import Expected, Finding, Measure, Phrase, Stated
from extractor.statements.ledger import Ledger

TOTAL_CRITERION = Phrase("Jumlah sama dengan penjumlahan baris-barisnya.", "A total is the sum of its rows.")


@rule(
    "AGG002",
    severity="error",
    title=Phrase("Jumlah tidak sesuai dengan baris-barisnya", "Total does not follow from its rows"),
)
def total_of_rows(ledger: Ledger) -> Iterator[Finding]:
    """A total of people, documents, points or other counts is not the sum of its rows.

    What: a row "Jumlah" or "Total" is added up again over every set of rows that it may mean. It is
    accused only where another column of the table adds up over the same rows, or where the rows are a
    complete numbered list on one page. Blocks headed by their own sum (30 = 6 + 9 + 15) are held to it. So
    are columns "Jumlah" or "Selisih" of which most rows show what columns they are made of, and totals that a
    sentence, or the list below it, tells with all their parts ("59 orang, terdiri atas 45 PNS dan 14 PPPK").

    Why: a total that is not the sum shows that a row was left out or mistyped.

    Example: fourteen rows of targets add up to 275, "Jumlah" says 270.

    The agency should: correct the total or the row.
    """
    for sheet in sheets(ledger):
        for wrong in (*wrong_totals(sheet), *wrong_parents(sheet, goes_on(sheet, sheets(ledger)))):
            if sheet.field(wrong.columns[0]) not in MONEY and not settles(ledger, wrong):
                yield wrong_sum(ledger, "AGG002", [wrong])
    yield from wrong_rows(ledger, money=False)
    yield from wrong_counts(ledger)


def wrong_sum(ledger: Ledger, code: str, found: Sequence[Wrong]) -> Finding:
    """A finding about totals that their rows do not give; several are one total in several tables."""
    first = found[0]
    places: list[Stated] = []
    told: list[Phrase] = []
    for wrong in found:
        for c in wrong.columns:
            figure_ = wrong.printed(c)
            stated = wrong.sheet.stated(figure_)
            places.append(stated)
            where, sum_ = cite(stated), amount(wrong.recomputed(c))
            off = amount(abs(figure_.value - wrong.recomputed(c)))
            told.append(
                Phrase(
                    f"tertulis {where.id}, jumlah {len(wrong.parts)} baris {sum_.id}, selisih {off.id}",
                    f"given as {where.en}, the {len(wrong.parts)} rows add up to {sum_.en}, a difference "
                    f"of {off.en}",
                )
            )
    column = first.columns[0]
    parts = [p.figures[column] for p in first.parts if column in p.figures]
    places.extend(first.sheet.stated(f) for f in parts)
    label = first.total.label or title(first.sheet.table)
    header = " ".join(first.sheet.table.columns[column].header.split())
    name = f"{label} ({header})" if header and first.total.kind == SUM else label
    listed_ = listed(parts)
    expect = amount(first.recomputed(column))
    field = first.sheet.field(column)
    measures: dict[str, Measure] = {"anggaran": "anggaran", "realisasi_anggaran": "realisasi_anggaran"}
    return draft(
        code,
        "error",
        indicator=name,
        measure=measures.get(str(field)),
        year=year_of(ledger, first.sheet, column),
        places=places,
        message=Phrase(
            f"{label}: " + "; ".join(t.id for t in told) + f" (baris: {listed_.id}). Mohon dikonfirmasi.",
            f"{label}: " + "; ".join(t.en for t in told) + f" (rows: {listed_.en}).",
        ),
        criterion=TOTAL_CRITERION,
        recommendation=Phrase(
            f"Perbaiki jumlah menjadi {expect.id}, atau baris yang kurang atau keliru.",
            f"Correct the total to {expect.en}, or the row that is missing or wrong.",
        ),
        diagnosis=join(_proof(first), _culprit(first, column)),
        expect=Expected(value=first.recomputed(column), text=expect),
        confidence=0.97 if first.proof == "column" else 0.9,
        accused=[s for w in found for c in w.columns if (s := w.printed(c).statement) is not None],
    )


def _proof(wrong: Wrong) -> Phrase:
    match wrong.proof:
        case "column":
            return Phrase(
                "Kolom lain pada tabel yang sama cocok dengan baris-baris ini.",
                "Another column of the same table adds up over these rows.",
            )
        case "levels":
            return Phrase(
                "Penjumlahan lain pada tabel yang sama cocok; mungkin ada baris yang tidak dicantumkan.",
                "The other sums of the table hold; a row may have been left out.",
            )
        case _:
            return NO_PHRASE


def _culprit(wrong: Wrong, column: int) -> Phrase:
    """A single row whose figure, taken from the column beside it, or left out, settles the difference."""
    off = wrong.printed(column).value - wrong.recomputed(column)
    for line in wrong.parts:
        own = line.figures.get(column)
        if own is None:
            continue
        for c, other in line.figures.items():
            if (
                c != column
                and wrong.sheet.field(c) == wrong.sheet.field(column)
                and other.value - own.value == off
            ):
                return Phrase(
                    f"Jumlah tertulis cocok bila {quoted(line.label)} bernilai {other.text}.",
                    f"The printed total fits if {quoted(line.label)} is {other.text}.",
                )
        if off == -own.value:
            return Phrase(
                f"Selisihnya sama dengan baris {quoted(line.label)}.",
                f"The difference is the row {quoted(line.label)}.",
            )
    return NO_PHRASE


# --------------------------------------------------------------------------------------------- own cap


@rule(
    "AGG003",
    severity="error",
    title=Phrase("Rata-rata mengabaikan batas capaian laporan", "Average ignores the report's own cap"),
)
def average_without_cap(ledger: Ledger) -> Iterator[Finding]:
    """An average takes capaian above the cap that the report itself states.

    What: where the report says that a capaian above 100% counts as 100%, an average that only follows from
    the figures above the cap is named, with the one that the report's own rule gives.

    Why: one indicator far above its target hides others that were not attained.

    Example: 100 and 389,8 are averaged to 244,9% though the report counts everything above 100% as 100%.

    The agency should: apply its cap before averaging, or state that averages are uncapped.
    """
    cap = ledger.conventions.cap
    if cap is None:
        return
    seen: set[Decimal] = set()
    for sheet, line, f, means in _averaged(ledger):
        if f.value in seen:
            continue
        right = [m for m in means if m.cap == cap and not m.weighted]
        plain = [m for m in means if m.cap is None and m.gives(f.quantity)]
        above = [x for m in plain[:1] for x in m.figures if x.value > cap]
        if not plain or not above or any(m.gives(f.quantity) for m in right):
            continue
        seen.add(f.value)
        stated = sheet.stated(f)
        best = _like(right, plain[0])
        where, value, over = cite(stated), rounded(best.value), listed(above)
        rule_place = ledger.conventions.cap_place
        places: list[Stated] = [stated, *(sheet.stated(x) for x in plain[0].figures)]
        told = NO_PHRASE
        if rule_place is not None:
            at = max(0, rule_place.text.find(str(cap)))
            page, box = rule_place.locate(at, at + len(f"{cap}%"))
            places.append(
                Stated(
                    value=Decimal(cap),
                    text=f"{cap}%",
                    page=page,
                    bbox=box,
                    where=rule_place.section.rsplit(" > ", 1)[-1],
                    source=rule_place.source,
                )
            )
            told = Phrase(f" (halaman {rule_place.page})", f" (page {rule_place.page})")
        yield draft(
            "AGG003",
            "error",
            indicator=label_of(sheet, line),
            measure="capaian",
            year=year_of(ledger, sheet, f.column),
            places=places,
            message=Phrase(
                f"Rata-rata tertulis {where.id} memakai capaian di atas {cap}% ({over.id}), padahal "
                "laporan menetapkan batas "
                f"{cap}%{told.id}; hasil penghitungan ulang dengan batas itu {value.id}. Mohon dikonfirmasi.",
                f"The average is given as {where.en} and takes capaian above {cap}% ({over.en}), though "
                "the report states a cap of "
                f"{cap}%{told.en}; with that cap it is {value.en}.",
            ),
            criterion=Phrase(
                f"Ketentuan laporan sendiri: capaian di atas {cap}% dihitung {cap}%.",
                f"The report's own rule: a capaian above {cap}% counts as {cap}%.",
            ),
            recommendation=Phrase(
                f"Hitung rata-rata dengan batas {cap}% menjadi {value.id}, atau nyatakan bahwa rata-rata "
                "tidak dibatasi.",
                f"Average with the cap of {cap}%, which gives {value.en}, or state that averages are not "
                "capped.",
            ),
            expect=expected(best.value),
            accused=[s for s in [f.statement] if s is not None],
            rests_on=[x.statement for x in above if x.statement is not None],
        )


def _like(candidates: Sequence[Mean], pattern: Mean) -> Mean:
    """The candidate over the same figures as another mean."""
    return next(
        (m for m in candidates if m.figures == pattern.figures), candidates[0] if candidates else pattern
    )


def _averaged(ledger: Ledger) -> Iterator[tuple[Sheet, Line, Figure, list[Mean]]]:
    """Printed averages of capaian with every average that they may be."""
    tables = measured(ledger)
    for sheet in sheets(ledger):
        has_indicators = any(c.field == "indikator" for c in sheet.table.columns)
        for line in sheet.lines:
            for c, f in line.figures.items():
                if sheet.field(c) != "capaian":
                    continue
                if line.kind == AVERAGE:
                    yield sheet, line, f, of_row(ledger, sheet, line, c)
                elif not line.kind and not has_indicators and line.sasaran:
                    groups = [(t, g) for t in tables if (g := t.of(line.sasaran)) is not None and len(g) > 1]
                    yield (
                        sheet,
                        line,
                        f,
                        [m for t, g in groups for m in of_sasaran(ledger, *t.variants(g))],
                    )
