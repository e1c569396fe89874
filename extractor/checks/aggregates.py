"""AGG: averages and totals against the rows that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from extractor.checks import averages
from extractor.checks.averages import RATES, Mean
from extractor.checks.findings import cite, draft, join, number, quoted
from extractor.checks.prose import Sentence, figure, sentences
from extractor.checks.registry import rule
from extractor.checks.sheet import AVERAGE, SUM, Figure, Line, Sheet, amount, sheets, title
from extractor.checks.sums import MONEY, Wrong, goes_on, wrong_parents, wrong_totals
from extractor.model import Expected, Finding, Phrase, Stated
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_SHOWN = 4  # figures listed in a message; the others are counted
_CAPPED = 3  # a claim on so short a list of figures that any capped mean gives it proves nothing

AVERAGE_CRITERION = Phrase(
    "Rata-rata mengikuti angka-angka yang dirata-ratakan: semua indikator, atau per sasaran lalu antarsasaran, "
    "dengan atau tanpa batas capaian, dengan atau tanpa bobot.",
    "An average follows from its figures: of all indicators, or per sasaran and then of these, capped or not, weighted or not.",
)
TOTAL_CRITERION = Phrase("Jumlah sama dengan penjumlahan baris-barisnya.", "A total is the sum of its rows.")


def listed(figures: Sequence[Figure]) -> Phrase:
    """Figures as printed, in a sentence."""
    shown = [" ".join(f.text.split()) for f in figures[:_SHOWN]]
    rest = len(figures) - len(shown)
    tail_id, tail_en = (f", dan {rest} lainnya", f", and {rest} more") if rest > 0 else ("", "")
    return Phrase("; ".join(shown) + tail_id, "; ".join(shown) + tail_en)


def _number(value: Decimal) -> Phrase:
    return number(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _expected(value: Decimal) -> Expected:
    shown = _number(value)
    return Expected(value=value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), text=shown)


def _year(ledger: Ledger, sheet: Sheet, column: int) -> int | None:
    return sheet.table.columns[column].year or ledger.report.year


def _label(sheet: Sheet, line: Line) -> str:
    """What an average is about: its sasaran, or the whole table if that has several above it."""
    above = {x.sasaran for x in sheet.lines[: sheet.lines.index(line)] if x.sasaran}
    banners = not any(c.field in ("sasaran", "tujuan") for c in sheet.table.columns)
    own = line.sasaran if line.kind != AVERAGE or len(above) <= 1 or banners else ""
    return own or line.label or title(sheet.table)


# ------------------------------------------------------------------------------------------- averages


@rule("AGG001", severity="error", title=Phrase("Rata-rata tidak sesuai dengan baris-barisnya", "Average does not follow from its rows"))
def average_of_rows(ledger: Ledger) -> Iterator[Finding]:
    """An average does not follow from the figures that it averages.

    What: rows "Rata-rata ..." of a table, the capaian of a sasaran in the table of efficiency, and averages
    claimed in running text are recomputed from the printed figures: over all indicators, per sasaran and
    then over these, capped at the report's cap or a usual one, weighted by the budget. Any method that
    gives the printed value, within rounding and truncation, clears it.

    Why: the average is the figure that leaders read; it decides the category of the whole report.

    Example: a sasaran with capaian 98,40; 102,88; 99,77 and 104,40 is said to average 103,16%; the mean is
    101,36%.

    The agency should: correct the average (or the figure below it), and name the method once.
    """
    seen: set[tuple[str, str]] = set()
    for finding in (*_rows(ledger), *_per_sasaran(ledger), *_claimed(ledger)):
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
                found = averages.of_row(ledger, sheet, line, c)
                if not found or len(found[0].figures) < 2 or any(m.gives(f.quantity) for m in found):
                    continue
                if _difference(sheet, line, c) or _repeats(sheet, line, c):
                    continue
                yield _wrong_average(ledger, sheet.stated(f), _label(sheet, line), found[0], sheet, _year(ledger, sheet, c))


def _difference(sheet: Sheet, line: Line, column: int) -> bool:
    """Is an average efficiency the difference of the averages beside it?"""
    if sheet.field(column) != "efisiensi":
        return False
    beside = [f.value for c, f in line.figures.items() if c != column]
    return any(abs(abs(a - b) - abs(line.figures[column].value)) <= Decimal("0.02") for a in beside for b in beside)


def _repeats(sheet: Sheet, line: Line, column: int) -> bool:
    """Is it the printed average of another row or column once more?"""
    value = line.figures[column].value
    return any(
        x is not line and x.kind == AVERAGE and any(f.value == value for f in x.figures.values()) for x in sheet.lines
    )


def _wrong_average(
    ledger: Ledger, stated: Stated, name: str, best: Mean, sheet: Sheet, year: int | None, diagnosis: Phrase = Phrase("", "")
) -> Finding:
    parts = listed(best.figures)
    value = _number(best.value)
    where = cite(stated)
    return draft(
        "AGG001",
        "error",
        indicator=name,
        measure="capaian",
        year=year,
        places=[stated, *(sheet.stated(f) for f in best.figures)],
        message=Phrase(
            f"Rata-rata tertulis {where.id}; hasil penghitungan ulang dari {parts.id} adalah {value.id}. Tidak ada cara "
            "merata-ratakan yang lazim (per indikator, per sasaran, dengan batas capaian, berbobot) yang "
            "menghasilkan angka tertulis. Mohon dikonfirmasi.",
            f"The average is given as {where.en}; recomputed from {parts.en} it is {value.en}. No usual way of averaging "
            "(per indicator, per sasaran, capped, weighted) gives the printed figure.",
        ),
        criterion=AVERAGE_CRITERION,
        recommendation=Phrase(
            f"Perbaiki rata-rata menjadi {value.id}, atau jelaskan cara menghitungnya.",
            f"Correct the average to {value.en}, or explain how it was computed.",
        ),
        diagnosis=diagnosis or _made_of(stated, best),
        expect=_expected(best.value),
        confidence=0.9,
        rests_on=[f.statement for f in best.figures if f.statement is not None],
    )


def _made_of(stated: Stated, best: Mean) -> Phrase:
    """Which of the figures alone, or all but one, give the stated average."""
    if stated.value is None:
        return Phrase("", "")
    figures = list(best.figures)
    for left in figures:
        rest = [f for f in figures if f is not left]
        if len(rest) < 2:
            continue
        value = sum((f.value for f in rest), Decimal(0)) / len(rest)
        if abs(value - stated.value) <= Decimal("0.01"):
            text = quoted(left.text)
            return Phrase(f"Angka tertulis adalah rata-rata tanpa {text}.", f"The printed figure is the mean without {text}.")
    return Phrase("", "")


def _per_sasaran(ledger: Ledger) -> Iterator[Finding]:
    """The capaian of a sasaran in a table that has no indicators (mostly that of efficiency)."""
    tables = averages.measured(ledger)
    for sheet in sheets(ledger):
        table = sheet.table
        if any(c.field == "indikator" for c in table.columns) or not any(c.field == "sasaran" for c in table.columns):
            continue
        columns = [c for c in sheet.columns if sheet.field(c) == "capaian" and table.columns[c].year in (None, ledger.report.year)]
        for c in columns:
            for line in sheet.plain():
                if c not in line.figures or not line.sasaran:
                    continue
                verdict = _against(ledger, line.figures[c], line.sasaran, tables)
                if verdict is not None:
                    best, where = verdict
                    yield _wrong_average(ledger, sheet.stated(line.figures[c]), line.sasaran, best, where, ledger.report.year)


def _against(
    ledger: Ledger, claim: Figure, sasaran: str, tables: Sequence[averages.Measured]
) -> tuple[Mean, Sheet] | None:
    """The mean of a sasaran's indicators where no table gives the claimed one."""
    best: tuple[Mean, Sheet] | None = None
    for found in tables:
        group = found.of(sasaran)
        if group is None:
            continue
        means = averages.of_sasaran(ledger, *found.variants(group))
        if any(m.gives(claim.quantity) for m in means):
            return None
        if len(group) > 1:
            best = best or (means[0], found.sheet)
    if any(f.value == claim.value for _, _, f in averages.printed_averages(ledger)):
        return None  # a row of averages prints it: what is wrong there is told there
    return best


# -------------------------------------------------------------------------------------- claims in prose


@derived
def _claims() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.I | re.S) for p in load("aggregates")["prose"]["averages"])


def _claimed(ledger: Ledger) -> Iterator[Finding]:
    tables = averages.measured(ledger)
    if not tables:
        return
    every = averages.any_average(ledger)
    shown = averages.printed_averages(ledger)
    for sentence in sentences(ledger):
        taken: set[int] = set()
        for pattern in _claims():
            for match in pattern.finditer(sentence.text):
                if match.start("value") in taken:
                    continue
                taken.add(match.start("value"))
                yield from _claim(ledger, sentence, match, tables, every, shown)


def _claim(
    ledger: Ledger,
    sentence: Sentence,
    match: re.Match[str],
    tables: Sequence[averages.Measured],
    every: Sequence[tuple[str, Mean]],
    shown: Sequence[tuple[str, Sheet, Figure]],
) -> Iterator[Finding]:
    words = load("aggregates")["prose"]
    what = " ".join(match["what"].casefold().split())
    before = " ".join(sentence.text[max(0, match.start() - 60) : match.start()].casefold().split())
    if not any(w in what for w in words["capaian"]) or any(w in what for w in (*words["not_about"], *words["serapan"], *words["efisiensi"])):
        return
    years = {int(y) for y in re.findall(r"\b(20\d\d)\b", before[-40:] + " " + what)}
    if years - {ledger.report.year}:
        return
    quantity = figure(match["value"] + "%")
    if quantity is None:
        return
    stated = sentence.stated(match.start("value"), match.end(), value=quantity.readings[0].value)
    heading = re.search(r"sasaran(?:\s+strategis)?\s+(?:\d{1,2}|[IVX]+|" + "|".join(words["ordinals"]) + r")\b", _before(sentence, match), re.I)
    scope = _scope(what if "sasaran" in what or heading is None else _headed(sentence, match, heading), tables)
    if heading is not None and scope is None:
        return
    if scope is not None:
        name, group, found = scope
        if len(group) < 2 or any(_gives_any(ledger, t, name, quantity) for t in tables):
            return
        if any(f.value == quantity.readings[0].value for _, _, f in shown):
            return
        yield _wrong_average(ledger, stated, name, averages.of_sasaran(ledger, group)[0], found.sheet, ledger.report.year)
        return
    # All of the report: any average that any of its tables allows clears it.
    if any(m.gives(quantity) for _, m in every) or any(f.value == quantity.readings[0].value for _, _, f in shown):
        return
    if _near_bound(what) or "program" in what or "kegiatan" in what:
        return
    found = max(tables, key=lambda t: len(t.figures))
    if not found.complete or len(found.figures) < _CAPPED:
        return
    best = averages.of_measured(ledger, found)[0]
    name = "Rata-rata capaian kinerja"
    yield _wrong_average(ledger, stated, name, best, found.sheet, ledger.report.year)


def _before(sentence: Sentence, match: re.Match[str]) -> str:
    """The paragraph from its beginning to a claim: 'Sasaran 1 : ... dengan rata-rata capaian ...'."""
    return sentence.before(match.start())


def _headed(sentence: Sentence, match: re.Match[str], heading: re.Match[str]) -> str:
    """The heading before a claim: with its name where it prints one ('Sasaran 1 : Meningkatnya ...')."""
    after = _before(sentence, match)[heading.end() :]
    named = re.match(r"\s*[:\-–“\"]+\s*([^,.;:”\"]{15,})", after)
    return f"sasaran {named[1].casefold()}" if named else heading[0].casefold()


def _near_bound(what: str) -> bool:
    return any(w in what for w in (">", "<", "≥", "≤"))


def _gives_any(ledger: Ledger, table: averages.Measured, name: str, quantity: object) -> bool:
    group = table.of(name)
    return group is not None and any(m.gives(quantity) for m in averages.of_sasaran(ledger, *table.variants(group)))  # type: ignore[arg-type]


def _scope(
    what: str, tables: Sequence[averages.Measured]
) -> tuple[str, tuple[Figure, ...], averages.Measured] | None:
    """The sasaran that a claim names, by its number or its name."""
    if "sasaran" not in what:
        return None
    ordinals: list[str] = load("aggregates")["prose"]["ordinals"]
    for found in tables:
        names = [n for n, _ in found.groups]
        if not all(names):
            continue
        told = re.search(r"sasaran(?:\s+strategis)?\s+(?:ke[- ]?)?(\d{1,2}|" + "|".join(ordinals) + r")\b", what)
        if told:
            index = int(told[1]) - 1 if told[1].isdigit() else ordinals.index(told[1])
            if 0 <= index < len(names):
                return (names[index], found.groups[index][1], found) if names[index] not in found.gaps else None
            return None
        rest = re.sub(r"^.*?sasaran(?:\s+strategis)?\s*", "", what)
        name = averages.named(names, rest) if len(rest) > 15 else None
        if name and name not in found.gaps:
            return name, dict(found.groups)[name], found
    return None


# ------------------------------------------------------------------------------------------------ totals


@rule("AGG002", severity="error", title=Phrase("Jumlah tidak sesuai dengan baris-barisnya", "Total does not follow from its rows"))
def total_of_rows(ledger: Ledger) -> Iterator[Finding]:
    """A total of people, documents, points or other counts is not the sum of its rows.

    What: a row "Jumlah" or "Total" is added up again over every set of rows that it may mean. It is
    accused only where another column of the table adds up over the same rows, or where the rows are a
    complete numbered list on one page. Blocks headed by their own sum (30 = 6 + 9 + 15) are held to it.

    Why: a total that is not the sum shows that a row was left out or mistyped.

    Example: fourteen rows of targets add up to 275, "Jumlah" says 270.

    The agency should: correct the total or the row.
    """
    for sheet in sheets(ledger):
        for wrong in (*wrong_totals(sheet), *wrong_parents(sheet, goes_on(sheet, sheets(ledger)))):
            if sheet.field(wrong.columns[0]) not in MONEY:
                yield wrong_sum(ledger, "AGG002", [wrong])


def wrong_sum(ledger: Ledger, code: str, found: Sequence[Wrong]) -> Finding:
    """A finding about totals that their rows do not give; several are the same total printed in several tables."""
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
                    f"given as {where.en}, the {len(wrong.parts)} rows add up to {sum_.en}, a difference of {off.en}",
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
    return draft(
        code,
        "error",
        indicator=name,
        measure="anggaran" if field == "anggaran" else "realisasi_anggaran" if field == "realisasi_anggaran" else None,
        year=_year(ledger, first.sheet, column),
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
            return Phrase("", "")


def _culprit(wrong: Wrong, column: int) -> Phrase:
    """A single row whose figure, taken from the column beside it, or left out, settles the difference."""
    off = wrong.printed(column).value - wrong.recomputed(column)
    for line in wrong.parts:
        own = line.figures.get(column)
        if own is None:
            continue
        for c, other in line.figures.items():
            if c != column and wrong.sheet.field(c) == wrong.sheet.field(column) and other.value - own.value == off:
                return Phrase(
                    f"Jumlah tertulis cocok bila {quoted(line.label)} bernilai {other.text}.",
                    f"The printed total fits if {quoted(line.label)} is {other.text}.",
                )
        if off == -own.value:
            return Phrase(
                f"Selisihnya sama dengan baris {quoted(line.label)}.", f"The difference is the row {quoted(line.label)}."
            )
    return Phrase("", "")


# --------------------------------------------------------------------------------------------- own cap


@rule("AGG003", severity="error", title=Phrase("Rata-rata mengabaikan batas capaian laporan", "Average ignores the report's own cap"))
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
        best = mean_like(right, plain[0])
        where, value, over = cite(stated), _number(best.value), listed(above)
        rule_place = ledger.conventions.cap_place
        places: list[Stated] = [stated, *(sheet.stated(x) for x in plain[0].figures)]
        told = Phrase("", "")
        if rule_place is not None:
            places.append(
                Stated(value=Decimal(cap), text=f"{cap}%", page=rule_place.page, bbox=rule_place.bbox, where=rule_place.section.rsplit(" > ", 1)[-1], source=rule_place.source)
            )
            told = Phrase(f" (halaman {rule_place.page})", f" (page {rule_place.page})")
        yield draft(
            "AGG003",
            "error",
            indicator=_label(sheet, line),
            measure="capaian",
            year=_year(ledger, sheet, f.column),
            places=places,
            message=Phrase(
                f"Rata-rata tertulis {where.id} memakai capaian di atas {cap}% ({over.id}), padahal laporan menetapkan batas "
                f"{cap}%{told.id}; hasil penghitungan ulang dengan batas itu {value.id}. Mohon dikonfirmasi.",
                f"The average is given as {where.en} and takes capaian above {cap}% ({over.en}), though the report states a cap of "
                f"{cap}%{told.en}; with that cap it is {value.en}.",
            ),
            criterion=Phrase(
                f"Ketentuan laporan sendiri: capaian di atas {cap}% dihitung {cap}%.",
                f"The report's own rule: a capaian above {cap}% counts as {cap}%.",
            ),
            recommendation=Phrase(
                f"Hitung rata-rata dengan batas {cap}% menjadi {value.id}, atau nyatakan bahwa rata-rata tidak dibatasi.",
                f"Average with the cap of {cap}%, which gives {value.en}, or state that averages are not capped.",
            ),
            expect=_expected(best.value),
            accused=[s for s in [f.statement] if s is not None],
            rests_on=[x.statement for x in above if x.statement is not None],
        )


def mean_like(candidates: Sequence[Mean], pattern: Mean) -> Mean:
    """The candidate over the same figures as another mean."""
    return next((m for m in candidates if m.figures == pattern.figures), candidates[0] if candidates else pattern)


def _averaged(ledger: Ledger) -> Iterator[tuple[Sheet, Line, Figure, list[Mean]]]:
    """Printed averages of capaian with every average that they may be."""
    tables = averages.measured(ledger)
    for sheet in sheets(ledger):
        has_indicators = any(c.field == "indikator" for c in sheet.table.columns)
        for line in sheet.lines:
            for c, f in line.figures.items():
                if sheet.field(c) != "capaian":
                    continue
                if line.kind == AVERAGE:
                    yield sheet, line, f, averages.of_row(ledger, sheet, line, c)
                elif not line.kind and not has_indicators and line.sasaran:
                    groups = [(t, g) for t in tables if (g := t.of(line.sasaran)) is not None and len(g) > 1]
                    yield sheet, line, f, [m for t, g in groups for m in averages.of_sasaran(ledger, *t.variants(g))]
