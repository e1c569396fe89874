"""BUD: budgets, their realisasi and absorption, and what is drawn from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from extractor.checks.absorption import Absorbed, absorbed, combined, is_mean_of_children, meets, pool, pooled, prints
from extractor.checks.aggregates import wrong_sum
from extractor.checks.arithmetic import HUNDRED, printed
from extractor.checks.averages import any_average, printed_averages
from extractor.checks.findings import cite, draft, number, percent, quoted
from extractor.checks.prose import Sentence, figure, passages, sentences
from extractor.checks.registry import rule
from extractor.checks.sheet import AVERAGE, SUM, Figure, Line, Sheet, amount, sheets, title
from extractor.checks.sums import MONEY, Wrong, goes_on, wrong_parents, wrong_totals
from extractor.language import numbers
from extractor.model import Expected, Finding, Interval, Phrase, Quantity, Severity, Stated
from extractor.patterns import load
from extractor.statements.ledger import Ledger
from extractor.statements.subjects import plain_name, read_label

_PLANS = ("renstra", "renstra_perubahan", "rpd", "rkt", "lampiran")
_HABIT = 3  # last-digit slips in one table from which on they are its way of rounding
_NAME = 93  # likeness in percent of two spellings of a budget line
_KIN = 1  # other lines on which two tables must agree before one that differs is a contradiction
_BEHIND = 40  # characters between the amounts and the percentage that they give
_TINY = Decimal("0.011")

ABSORPTION = Phrase("Serapan = realisasi anggaran / pagu × 100%.", "Absorption = realised budget / budget × 100%.")
ONE_AMOUNT = Phrase(
    "Satu mata anggaran pada tahun yang sama mempunyai satu nilai, kecuali perubahan yang diberi keterangan.",
    "A budget line has one amount in one year, unless a revision is labelled.",
)


# --------------------------------------------------------------------------------------------- BUD001


@rule("BUD001", severity="error", title=Phrase("Jumlah anggaran tidak sesuai rinciannya", "Budget total does not follow from its rows"))
def budget_totals(ledger: Ledger) -> Iterator[Finding]:
    """A budget total is not the sum of its lines, at some level of program, kegiatan and sub kegiatan.

    What: grand totals are added up again over every set of lines that they may mean, each program over
    its kegiatan and each kegiatan over its sub kegiatan. Levels are told by codes, labels, numbering or
    capitals, and believed only if the other sums of the table hold. Totals drawn in a sentence ("... sehingga
    total anggaran ...") are held against the amounts named before them.

    Why: a total that is not the sum shows a line left out, or an amount mistyped.

    Example: the six kegiatan of a program hold 67.984.404.047, the program 69.203.783.907.

    The agency should: correct the amount, or list the missing line.
    """
    groups: dict[tuple[str, Decimal], list[Wrong]] = defaultdict(list)
    every = sheets(ledger)
    for sheet in every:
        for wrong in (*wrong_parents(sheet, goes_on(sheet, every)), *wrong_totals(sheet)):
            if sheet.field(wrong.columns[0]) in MONEY:
                groups[(wrong.total.label.casefold(), wrong.printed(wrong.columns[0]).value)].append(wrong)
    for found in groups.values():
        # The table that shows most of it comes first.
        yield wrong_sum(ledger, "BUD001", sorted(found, key=lambda w: -len(w.columns)))
    yield from _drawn_totals(ledger)


def _pattern(part: str, key: str) -> re.Pattern[str]:
    return re.compile(str(load("money")[part][key]), re.I)


def _amounts(text: str) -> list[tuple[re.Match[str], Decimal]]:
    result = []
    for match in _pattern("prose", "amount").finditer(text):
        quantity = numbers.parse(re.sub(r"(?<=[.,])\s+(?=\d)|(?<=\d)\s+(?=[.,]\d)", "", match.group()))
        if quantity.readings:
            result.append((match, max(r.value for r in quantity.readings)))
    return result


def _drawn_totals(ledger: Ledger) -> Iterator[Finding]:
    for passage in passages(ledger):
        amounts = _amounts(passage.text)
        for i, (match, total) in enumerate(amounts):
            if not 2 <= i <= 5 or not _pattern("prose", "sums").search(passage.text[: match.start()]):
                continue
            parts = [v for _, v in amounts[:i]]
            if sum(parts, Decimal(0)) == total or total <= max(parts) or any(total == v for v in parts):
                continue
            if any(sum(parts[k:], Decimal(0)) == total for k in range(i)):
                continue
            places = [passage.stated(m.start(), m.end(), value=v) for m, v in amounts[: i + 1]]
            listed = " + ".join(p.text for p in places[:-1])
            sum_ = amount(sum(parts, Decimal(0)))
            where = cite(places[-1])
            yield draft(
                "BUD001",
                "error",
                indicator="Total anggaran",
                measure="anggaran",
                year=ledger.report.year,
                places=[places[-1], *places[:-1]],
                message=Phrase(
                    f"Tertulis total {where.id}; hasil penjumlahan {listed} adalah {sum_.id}. Mohon dikonfirmasi.",
                    f"The total is given as {where.en}; {listed} add up to {sum_.en}.",
                ),
                criterion=Phrase("Jumlah sama dengan penjumlahan bagian-bagiannya.", "A total is the sum of its parts."),
                recommendation=Phrase(
                    "Perbaiki bagian atau jumlahnya sesuai dokumen anggaran.", "Correct the parts or the total as in the budget document."
                ),
                expect=Expected(value=sum(parts, Decimal(0)), text=sum_),
                confidence=0.85,
            )


# --------------------------------------------------------------------------------------------- BUD002


@rule("BUD002", severity="error", title=Phrase("Serapan anggaran tidak sesuai", "Absorption does not follow"))
def absorption(ledger: Ledger) -> Iterator[Finding]:
    """A percentage of absorption is not realisasi / pagu, or an average of such percentages not that of its parts.

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
            f"{a.line.label}: serapan tertulis {where.id}; hasil penghitungan ulang {spent} / {budget} = {ratio.id}. Mohon dikonfirmasi.",
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
        return Phrase("", "")
    for line in a.sheet.lines:
        if line is a.line:
            continue
        for c, f in line.figures.items():
            field = a.sheet.field(c)
            if field == "anggaran" and f.value > 0 and prints(a.stated.quantity, HUNDRED * a.spent[-1].value / f.value):
                return Phrase(
                    f"Angka tertulis cocok dengan pagu baris {quoted(line.label)} ({f.text}).",
                    f"The printed figure fits the budget of {quoted(line.label)} ({f.text}).",
                )
            if field == "realisasi_anggaran" and prints(a.stated.quantity, HUNDRED * f.value / a.budgets[-1].value):
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
    return Phrase("", "")


def _mean_beside_ratio(ledger: Ledger, a: Absorbed) -> Iterator[Finding]:
    """A program states the mean of its kegiatan, while another table has the ratio for the same program."""
    for other in sheets(ledger):
        if other is a.sheet:
            continue
        for line in other.lines:
            for c, f in line.figures.items():
                if other.field(c) != "serapan" or not prints(f.quantity, a.ratio) or not any(_same_line(n, a.line.label) for n in line.names):
                    continue
                here, there = cite(a.sheet.stated(a.stated)), cite(other.stated(f))
                ratio = percent(a.ratio)
                yield draft(
                    "BUD002",
                    "warning",
                    indicator=a.line.label,
                    measure="serapan",
                    year=ledger.report.year,
                    places=[a.sheet.stated(a.stated), other.stated(f), *(a.sheet.stated(b) for b in a.budgets)],
                    message=Phrase(
                        f"{a.line.label}: serapan tertulis {here.id}, sedangkan pada tabel lain {there.id}. Yang pertama adalah rata-rata persentase "
                        f"kegiatan, yang kedua realisasi/pagu ({ratio.id}). Mohon dikonfirmasi.",
                        f"{a.line.label}: absorption is given as {here.en}, elsewhere as {there.en}. The first is the mean of the kegiatan, "
                        f"the second realisasi/budget ({ratio.en}).",
                    ),
                    criterion=ABSORPTION,
                    recommendation=Phrase(
                        f"Gunakan satu cara menghitung; menurut realisasi/pagu {ratio.id}.", f"Use one method; realisasi/budget gives {ratio.en}."
                    ),
                    confidence=0.85,
                    accused=[s for s in [a.stated.statement] if s is not None],
                )
                return


def _same_line(a: str, b: str) -> bool:
    one, other = _plain(a), _plain(b)
    return bool(one) and bool(other) and fuzz.ratio(one, other) >= _NAME


def _plain(label: str) -> str:
    name = read_label(label).name or plain_name(label)
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold()).split()
    while words and words[0] in ("program", "kegiatan", "sub"):
        words = words[1:]
    return " ".join(words)


def _of_sasaran(ledger: Ledger) -> Iterator[Finding]:
    """The absorption of a sasaran in a table without budgets, against those of programs and kegiatan."""
    upper, every = pool(ledger, upper=True), pool(ledger, upper=False)
    if len(every) < 2:
        return
    for sheet in sheets(ledger):
        fields = {sheet.field(c) for c in sheet.columns}
        if "serapan" not in fields or fields & set(MONEY) or any(c.field == "indikator" for c in sheet.table.columns):
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
    """The absorptions that a sentence near the table names as those averaged: 'rata-rata ... (88,84%) dan ... (98,75%)'."""
    for sentence in sentences(ledger):
        near = any(abs(sentence.page - p) <= 1 for p in sheet.table.pages)
        if not near or not re.search(r"rata\s*[-–]?\s*rata", sentence.text, re.I):
            continue
        values = [q.readings[0].value for m in re.finditer(r"\((\d{1,3}[.,]\d+)\s*%\)", sentence.text) if (q := figure(m[1]))]
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
    expected, diagnosis = None, Phrase("", "")
    told = Phrase(
        "tidak ada serapan program atau kegiatan, dan tidak ada rata-ratanya, yang menghasilkan angka itu",
        "no absorption of a program or kegiatan, and no mean of some, gives this figure",
    )
    if parts:
        value = sum((p.value for p in parts), Decimal(0)) / len(parts)
        shown = number(value, 3 if f.reading.step < Decimal("0.01") else 2)
        listed = " dan ".join(p.text for p in parts)
        told = Phrase(
            f"hasil penghitungan ulang rata-rata {listed} adalah {shown.id}%", f"the mean of {listed} is {shown.en}%"
        )
        expected = Expected(value=value, text=Phrase(f"{shown.id}%", f"{shown.en}%"))
    for p in upper:
        if prints(f.quantity, (HUNDRED + p.value) / 2) and p.value != HUNDRED:
            diagnosis = Phrase(
                f"Angka tertulis adalah rata-rata 100 dan {p.text}; capaian keluaran 100 mungkin terambil sebagai serapan.",
                f"The printed figure is the mean of 100 and {p.text}; an output's 100 may have been taken for an absorption.",
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
            "Hitung ulang serapan sasaran dari program yang mendukungnya.", "Recompute the absorption from the programs of the sasaran."
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
        amounts = _amounts(text)
        shares = [m for m in _pattern("prose", "percent").finditer(text) if not any(a.start() <= m.start() < a.end() for a, _ in amounts)]
        if not 1 <= len(amounts) <= 2 or len(shares) != 1:
            continue
        spent_at, budget_at = _pattern("prose", "realisasi").search(text), _pattern("prose", "anggaran").search(text)
        if spent_at is None or budget_at is None or re.search(r"\b(?:sisa|naik|turun|meningkat|efisiensi|kenaikan|dibanding)", text, re.I):
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
            if prints(quantity, ratio) or any(prints(quantity, r) for r in _elsewhere(totals, amounts)):
                if prints(quantity, ratio):
                    continue
            if prints(quantity, HUNDRED - ratio):
                continue
            yield _prose_ratio(ledger, sentence, place, money, ratio, totals, quantity)
        elif re.search(r"%|persen", text) and shares[0].end() <= amounts[0][0].start():
            link = text[shares[0].end() : amounts[0][0].start()]
            found = totals.get(amounts[0][1], [])
            if not re.search(r"\bdari\b", link) or not found or re.search(r"sasaran|program|kegiatan", text[: shares[0].start()][-120:], re.I):
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


def _elsewhere(
    totals: dict[Decimal, list[tuple[Sheet, Line, Decimal]]], amounts: Sequence[tuple[re.Match[str], Decimal]]
) -> list[Decimal]:
    return [HUNDRED * s / v for _, v in amounts if v > 0 for _, _, s in totals.get(v, [])]


def _activity(sentence: Sentence, position: int) -> str:
    """The program or kegiatan that a sentence names before an amount."""
    before = " ".join(sentence.before(position).split())[-400:]
    found = list(_pattern("prose", "activity").finditer(before))
    return found[-1]["name"].strip(" ‘’'“”„‟,\"") if found else ""


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
    diagnosis = Phrase("", "")
    spent = {s: (sheet, line, budget) for budget, rows in totals.items() for sheet, line, s in rows}
    for m in money:
        known = spent.get(m.value) if m.value is not None else None
        if known is not None and row is None:
            sheet, line, budget = known
            if budget > 0 and prints(quantity, HUNDRED * (m.value or Decimal(0)) / budget):
                printed_budget = next(f for c, f in line.figures.items() if sheet.field(c) == "anggaran" and f.value == budget)
                places.append(sheet.stated(printed_budget))
                at = cite(sheet.stated(printed_budget))
                diagnosis = Phrase(f"Persentase itu cocok dengan pagu {at.id}.", f"The percentage fits the budget {at.en}.")
    name = "Total anggaran"
    if row is not None:
        sheet, line, s = row
        figures = [f for c, f in line.figures.items() if sheet.field(c) in ("realisasi_anggaran", "serapan")]
        places.extend(sheet.stated(f) for f in figures)
        operands = f"{figures[0].text} / {money[0].text}"
    elif len(money) == 2:
        named = next((line.label for m in money if m.value is not None and m.value in spent for _, line, _ in [spent[m.value]]), "")
        name = named or _activity(sentence, len(sentence.text) - len(sentence.text.lstrip()) + sentence.text.index(money[0].text[:6]) if money[0].text[:6] in sentence.text else 0) or name
    slip = abs((quantity.value or Decimal(0)) - ratio) <= Decimal("1.6") * quantity.readings[0].step
    return draft(
        "BUD002",
        "warning" if slip else "error",
        indicator=name,
        measure="serapan",
        year=ledger.report.year,
        places=places,
        message=Phrase(
            f"Serapan tertulis {where.id}; hasil penghitungan ulang {operands} = {shown.id}. Mohon dikonfirmasi.",
            f"Absorption is given as {where.en}; {operands} = {shown.en}.",
        ),
        criterion=ABSORPTION,
        recommendation=Phrase(f"Perbaiki menjadi {shown.id}, atau perbaiki jumlah rupiahnya.", f"Correct to {shown.en}, or the amounts."),
        diagnosis=diagnosis,
        expect=Expected(value=ratio.quantize(Decimal("0.01")), text=shown),
        confidence=0.9,
    )


# --------------------------------------------------------------------------------------------- BUD003


def _revised(sheet: Sheet, column: int) -> bool:
    words: list[str] = load("money")["revision"]["words"]
    text = f"{title(sheet.table)} {sheet.table.columns[column].header}".casefold()
    return sheet.table.kind == "pk_perubahan" or any(w in text for w in words)


@rule("BUD003", severity="error", title=Phrase("Nilai anggaran yang sama berbeda antarbagian", "Same budget line, different amounts"))
def budget_conflict(ledger: Ledger) -> Iterator[Finding]:
    """The same budget line has different amounts, or a different absorption, in different tables.

    What: lines of the same name are compared between tables that agree on at least one other line. Renstra
    and work plans are left out: they plan, they do not account. A difference between tables of which one is
    labelled as a revision (APBD Perubahan, PK Perubahan) is an information at most.

    Why: the reader cannot tell which amount was in force.

    Example: 5.120.400.000 in the Perjanjian Kinerja, 5.210.400.000 in the account of the same program.

    The agency should: correct the wrong place, or name the revision.
    """
    lists: list[tuple[Sheet, str, int, dict[str, tuple[Line, Figure]]]] = []
    for sheet in sheets(ledger):
        if sheet.table.kind in _PLANS:
            continue
        for field in (*MONEY, "serapan"):
            columns = [c for c in sheet.columns if sheet.field(c) == field and sheet.table.columns[c].year in (None, ledger.report.year)]
            if not columns:
                continue
            c = columns[-1]
            names: dict[str, tuple[Line, Figure]] = {}
            double: set[str] = set()
            for line in sheet.plain():
                key = _plain(line.label)
                if c not in line.figures or len(key) < 8:
                    continue
                if key in names and names[key][1].value != line.figures[c].value:
                    double.add(key)
                names.setdefault(key, (line, line.figures[c]))
            lists.append((sheet, field, c, {k: v for k, v in names.items() if k not in double}))
    seen: set[tuple[str, str]] = set()
    for i, (sheet, field, c, names) in enumerate(lists):
        for other, field2, c2, names2 in lists[i + 1 :]:
            if field != field2 or other is sheet:
                continue
            pairs = _paired(names, names2)
            same = [p for p in pairs if _agree(p[0][1], p[1][1])]
            differ = [p for p in pairs if not _agree(p[0][1], p[1][1])]
            if len(same) < _KIN or len(differ) >= max(2, len(same) + 1) or (field == "serapan" and len(same) <= len(differ)):
                continue
            for (line, f), (_, g) in differ:
                key = (_plain(line.label), field)
                if key in seen:
                    continue
                seen.add(key)
                yield _conflict(ledger, sheet, other, field, line, f, g, _revised(sheet, c) or _revised(other, c2))


def _paired(
    a: dict[str, tuple[Line, Figure]], b: dict[str, tuple[Line, Figure]]
) -> list[tuple[tuple[Line, Figure], tuple[Line, Figure]]]:
    result = []
    for key, mine in a.items():
        theirs = b.get(key)
        if theirs is None:
            likely = [k for k in b if k not in a and fuzz.ratio(k, key) >= _NAME]
            theirs = b[likely[0]] if len(likely) == 1 else None
        if theirs is not None:
            result.append((mine, theirs))
    return result


def _agree(f: Figure, g: Figure) -> bool:
    a, b = printed(f.reading), printed(g.reading)
    if a.meets(b):
        return True
    for scale in (Decimal(1000), Decimal(1000000)):
        small, large = sorted((f, g), key=lambda x: x.value)
        span = printed(small.reading)
        if Interval(span.low * scale, span.high * scale).meets(printed(large.reading)):
            return True
    # Sen that one place drops and the other keeps; the last digit of a percentage.
    return abs(f.value - g.value) <= (1 if f.value > 10000 else _TINY)


def _conflict(ledger: Ledger, sheet: Sheet, other: Sheet, field: str, line: Line, f: Figure, g: Figure, revised: bool) -> Finding:
    a, b = sheet.stated(f), other.stated(g)
    first, second = cite(a), cite(b)
    names = {
        "anggaran": Phrase("Anggaran", "The budget"),
        "realisasi_anggaran": Phrase("Realisasi anggaran", "The realised budget"),
        "serapan": Phrase("Serapan anggaran", "The absorption"),
    }
    kinds = {sheet.table.kind, other.table.kind}
    severity: Severity = "info" if revised else "warning" if "pk" in kinds and not _transposed(f, g) else "error"
    diagnosis = Phrase("", "")
    if _transposed(f, g):
        diagnosis = Phrase("Kedua angka berisi digit yang sama; tampaknya tertukar.", "Both hold the same digits; two seem transposed.")
    elif (neighbour := _neighbour(other, g, f)) or (neighbour := _neighbour(sheet, f, g)):
        diagnosis = Phrase(
            f"Angka yang sama tercantum untuk baris {quoted(neighbour)}.", f"The same figure stands for {quoted(neighbour)}."
        )
    return draft(
        "BUD003",
        severity,
        indicator=line.label,
        measure=field,  # type: ignore[arg-type]
        year=ledger.report.year,
        places=[a, b],
        message=Phrase(
            f"{names[field].id} {quoted(line.label)} tertulis {first.id} dan {second.id}. Mohon dikonfirmasi.",
            f"{names[field].en} of {quoted(line.label)} is given as {first.en} and {second.en}.",
        ),
        criterion=ONE_AMOUNT,
        recommendation=Phrase(
            "Samakan kedua tempat dengan dokumen anggaran yang berlaku, atau jelaskan perubahannya.",
            "Bring both places in line with the budget in force, or explain the revision.",
        ),
        diagnosis=diagnosis,
        confidence=0.85,
        accused=[s for s in [f.statement, g.statement] if s is not None],
    )


def _transposed(f: Figure, g: Figure) -> bool:
    one, other = (re.sub(r"\D", "", str(x.value.normalize())) for x in (f, g))
    return len(one) == len(other) and sorted(one) == sorted(other) and sum(x != y for x, y in zip(one, other, strict=True)) == 2


def _neighbour(sheet: Sheet, own: Figure, wanted: Figure) -> str | None:
    """The line of a table that prints the figure which another table gives to a different line."""
    for line in sheet.plain():
        f = line.figures.get(own.column)
        if f is not None and f is not own and f.value == wanted.value:
            return line.label
    return None


# --------------------------------------------------------------------------------------------- BUD004


@rule("BUD004", severity="error", title=Phrase("Jumlah anggaran disebut dengan nama lain", "Amount under another's name"))
def amount_misnamed(ledger: Ledger) -> Iterator[Finding]:
    """A sentence calls the budget realisasi, or the realisasi budget.

    What: the amount that follows the word realisasi in a sentence is compared with the totals of the budget
    tables. It is named if it is exactly the total budget and not the total realisasi.

    Why: it makes a budget that was spent in part look spent in full.

    Example: "realisasi belanja sebesar Rp15.308.539.115 atau 87,26%", which is the budget.

    The agency should: write the amount of the realisasi.
    """
    totals = [
        (sheet, line, b, s)
        for sheet in sheets(ledger)
        for line in sheet.lines
        if line.kind == SUM
        for c, b in line.figures.items()
        if sheet.field(c) == "anggaran"
        for c2, s in line.figures.items()
        if sheet.field(c2) == "realisasi_anggaran" and s.value != b.value
    ]
    spent = {s.value for _, _, _, s in totals}
    seen: set[Decimal] = set()
    for sentence in sentences(ledger):
        for match, value in _amounts(sentence.text):
            before = sentence.text[: match.start()]
            cues = list(_pattern("prose", "realisasi").finditer(before))
            if not cues or value in spent or value in seen:
                continue
            gap = before[cues[-1].end() :]
            if len(gap) > 120 or _pattern("prose", "other_name").search(gap) or _amounts(gap):
                continue
            found = next(((sh, ln, b, s) for sh, ln, b, s in totals if b.value == value), None)
            if found is None:
                continue
            seen.add(value)
            sheet, _, budget, real = found
            place = sentence.stated(match.start(), match.end(), value=value)
            where, at, right = cite(place), cite(sheet.stated(budget)), cite(sheet.stated(real))
            yield draft(
                "BUD004",
                "error",
                indicator="Realisasi anggaran",
                measure="realisasi_anggaran",
                year=ledger.report.year,
                places=[place, sheet.stated(real), sheet.stated(budget)],
                message=Phrase(
                    f"Tertulis sebagai realisasi {where.id}, padahal jumlah itu adalah pagu {at.id}; realisasi menurut tabel {right.id}. "
                    "Mohon dikonfirmasi.",
                    f"Given as realisasi {where.en}, but this amount is the budget {at.en}; the realisasi of the table is {right.en}.",
                ),
                criterion=Phrase("Realisasi dan pagu disebut dengan namanya masing-masing.", "Realisasi and budget are called by their names."),
                recommendation=Phrase(f"Perbaiki realisasi menjadi {quoted(real.text)}.", f"Correct the realisasi to {quoted(real.text)}."),
                expect=Expected(value=real.value, text=amount(real.value)),
                confidence=0.93,
            )


# --------------------------------------------------------------------------------------------- BUD005

_FORMULAS = {
    "capaian − serapan": lambda c, s: (c.low - s.high, c.high - s.low),
    "100 − serapan": lambda c, s: (HUNDRED - s.high, HUNDRED - s.low),
    "capaian / serapan": lambda c, s: (c.low / s.high, c.high / s.low),
    "capaian / serapan × 100": lambda c, s: (HUNDRED * c.low / s.high, HUNDRED * c.high / s.low),
    "serapan / capaian × 100": lambda c, s: (HUNDRED * s.low / c.high, HUNDRED * s.high / c.low),
    "(capaian − serapan) / capaian × 100": lambda c, s: (HUNDRED - HUNDRED * s.high / c.low, HUNDRED - HUNDRED * s.low / c.high),
}


@rule("BUD005", severity="warning", title=Phrase("Efisiensi tidak sesuai bagian-bagiannya", "Efficiency does not follow from its parts"))
def efficiency(ledger: Ledger) -> Iterator[Finding]:
    """An efficiency does not follow from capaian and absorption, or is claimed where capaian is below absorption.

    What: the formula of a table (capaian − serapan, 100 − serapan, a quotient) is the one that most of its
    rows follow; a row that follows none is named. "Efisien" beside a capaian below the absorption is named,
    and an average efficiency claimed in a sentence that no table gives.

    Why: efficiency is one of the analyses that the report must give.

    Example: capaian 92,81 and absorption 95,71 are given as 2,90 Efisien; the difference is −2,90.

    The agency should: correct the figure and what is concluded from it.
    """
    for sheet in sheets(ledger):
        yield from _efficiency_rows(ledger, sheet)
    yield from _efficiency_claims(ledger)


def _trio(sheet: Sheet, line: Line) -> tuple[Figure, Figure, Figure | None] | None:
    found: dict[str, list[Figure]] = {"capaian": [], "serapan": [], "efisiensi": []}
    for c, f in line.figures.items():
        if sheet.field(c) in found:
            found[str(sheet.field(c))].append(f)
    if len(found["capaian"]) != 1 or len(found["serapan"]) != 1 or len(found["efisiensi"]) > 1:
        return None
    return found["capaian"][0], found["serapan"][0], found["efisiensi"][0] if found["efisiensi"] else None


def _by_formula(name: str, capaian: Figure, serapan: Figure) -> Interval | None:
    c, s = printed(capaian.reading), printed(serapan.reading)
    if c.low <= 0 or s.low <= 0:
        return None
    return Interval(*_FORMULAS[name](c, s))


def _efficiency_rows(ledger: Ledger, sheet: Sheet) -> Iterator[Finding]:
    trios = [(line, trio) for line in sheet.lines if (trio := _trio(sheet, line)) is not None]
    stated = [(line, c, s, e) for line, (c, s, e) in trios if e is not None]
    wrong: set[int] = set()
    for name in _FORMULAS:
        spans = [(line, c, s, e, _by_formula(name, c, s)) for line, c, s, e in stated]
        good = [x for x in spans if x[4] is not None and meets(x[3].quantity, x[4])]
        if len(good) < 2 or 2 * len(good) <= len(spans):
            continue
        for line, c, s, e, _ in spans:
            if line.kind or any(meets(e.quantity, span) for n in _FORMULAS if (span := _by_formula(n, c, s)) is not None):
                continue
            wrong.add(line.row)
            yield _wrong_efficiency(ledger, sheet, line, c, s, e, name)
        break
    for line, (c, s, _) in trios:
        words = " ".join(
            cell.text.casefold() for col, cell in zip(sheet.table.columns, sheet.table.rows[line.row], strict=True) if col.field in ("efisiensi", "kategori", "keterangan")
        )
        patterns = load("money")["efficiency"]
        claimed = any(w in words for w in patterns["efficient"]) and not any(w in words for w in patterns["not_efficient"])
        if claimed and line.row not in wrong and printed(c.reading).high < printed(s.reading).low and len(words) < 60:
            yield _not_efficient(ledger, sheet, line, c, s)


def _wrong_efficiency(ledger: Ledger, sheet: Sheet, line: Line, c: Figure, s: Figure, e: Figure, name: str) -> Finding:
    span = _by_formula(name, c, s)
    assert span is not None
    value = (span.low + span.high) / 2
    if name == "capaian − serapan":
        value = c.value - s.value
    shown, where = number(value), cite(sheet.stated(e))
    turned = Phrase("", "")
    if abs(value + e.value) <= Decimal("0.02"):
        turned = Phrase("Tandanya terbalik: capaian lebih rendah daripada serapan.", "The sign is turned: capaian is below absorption.")
    label = line.sasaran or line.label
    return draft(
        "BUD005",
        "warning",
        indicator=label,
        measure="efisiensi",
        year=ledger.report.year,
        places=[sheet.stated(e), sheet.stated(c), sheet.stated(s)],
        message=Phrase(
            f"Efisiensi {quoted(label)} tertulis {where.id}; dengan cara tabel itu ({name}) dari capaian {c.text} dan serapan {s.text} "
            f"hasilnya {shown.id}. Mohon dikonfirmasi.",
            f"The efficiency of {quoted(label)} is given as {where.en}; by the table's own formula ({name}) capaian {c.text} and absorption "
            f"{s.text} give {shown.en}.",
        ),
        criterion=Phrase(f"Cara yang dipakai baris lain pada tabel yang sama: {name}.", f"The formula of the other rows of the table: {name}."),
        recommendation=Phrase(
            f"Perbaiki efisiensi menjadi {shown.id} beserta kesimpulannya.", f"Correct the efficiency to {shown.en}, and what follows from it."
        ),
        diagnosis=turned,
        expect=Expected(value=value.quantize(Decimal("0.01")), text=shown),
        confidence=0.9,
        accused=[x for x in [e.statement] if x is not None],
        rests_on=[x for x in (c.statement, s.statement) if x is not None],
    )


def _not_efficient(ledger: Ledger, sheet: Sheet, line: Line, c: Figure, s: Figure) -> Finding:
    label = line.sasaran or line.label
    one, two = cite(sheet.stated(c)), cite(sheet.stated(s))
    return draft(
        "BUD005",
        "warning",
        indicator=label,
        measure="efisiensi",
        year=ledger.report.year,
        places=[sheet.stated(c), sheet.stated(s)],
        message=Phrase(
            f"{quoted(label)} dinyatakan efisien, padahal capaian {one.id} lebih rendah daripada serapan {two.id}. Mohon dikonfirmasi.",
            f"{quoted(label)} is called efficient, but its capaian {one.en} is below its absorption {two.en}.",
        ),
        criterion=Phrase("Efisien berarti capaian tidak lebih rendah daripada serapan anggaran.", "Efficient means capaian not below absorption."),
        recommendation=Phrase("Perbaiki kesimpulan atau jelaskan ukurannya.", "Correct the conclusion, or explain its measure."),
        confidence=0.85,
    )


def _efficiency_claims(ledger: Ledger) -> Iterator[Finding]:
    every = [m for field, m in any_average(ledger) if field == "efisiensi"]
    shown = [(sheet, f) for field, sheet, f in printed_averages(ledger) if field == "efisiensi"]
    if not every:
        return
    pattern = _pattern("efficiency", "averages")
    for sentence in sentences(ledger):
        for match in pattern.finditer(sentence.text):
            quantity = figure(match["value"] + "%")
            if quantity is None or any(m.gives(quantity) for m in every) or any(f.value == quantity.value for _, f in shown):
                continue
            place = sentence.stated(match.start("value"), match.end(), value=quantity.value)
            mean = every[0]
            at, where, value = (cite(shown[0][0].stated(shown[0][1])) if shown else Phrase("", "")), cite(place), number(mean.value)
            told = Phrase(f"; tabel mencantumkan {at.id}", f"; a table has {at.en}") if at else Phrase("", "")
            yield draft(
                "BUD005",
                "error",
                indicator="Rata-rata efisiensi",
                measure="efisiensi",
                year=ledger.report.year,
                places=[place, *(sh.stated(f) for sh, f in shown[:1])],
                message=Phrase(
                    f"Rata-rata efisiensi tertulis {where.id}{told.id}; hasil penghitungan ulang dari tabel {value.id}. Mohon dikonfirmasi.",
                    f"The average efficiency is given as {where.en}{told.en}; recomputed from the table it is {value.en}.",
                ),
                criterion=Phrase("Rata-rata mengikuti angka-angka pada tabelnya.", "An average follows from the figures of its table."),
                recommendation=Phrase("Samakan angka dengan tabel efisiensi.", "Bring the figure in line with the table of efficiency."),
                expect=Expected(value=mean.value.quantize(Decimal("0.01")), text=value),
                confidence=0.85,
            )
