"""BUD001, BUD003, BUD004: budgets that do not add up, differ between places, or are misnamed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from extractor.checks.aggregates import wrong_sum
from extractor.checks.arithmetic import printed
from extractor.checks.broken_amounts import broken_amounts
from extractor.checks.crosswise import settles, wrong_rows
from extractor.checks.findings import NO_PHRASE, cite, draft, quoted
from extractor.checks.prose import sentences
from extractor.checks.registry import rule
from extractor.checks.rupiah import NAME, amounts_in, pattern, plain_line
from extractor.checks.sheet import SUM, Figure, Line, Sheet, amount, sheets, sheets_of, title
from extractor.checks.sums import MONEY, Wrong, goes_on, wrong_parents, wrong_totals
from extractor.checks.told_budgets import wrong_told_amounts, wrong_total_remainders
from extractor.checks.told_remainders import wrong_remainders
from extractor.checks.told_sums import wrong_amounts
from extractor.language.slips import exchanged
from extractor.model import Expected, Finding, Interval, Measure, Phrase, Severity
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_PLANS = ("renstra", "renstra_perubahan", "rpd", "rkt", "lampiran")
_KIN = 1  # other lines on which two tables must agree before one that differs is a contradiction
_TINY = Decimal("0.011")  # a last digit of a percentage that one table cuts and the other rounds

ONE_AMOUNT = Phrase(
    "Satu mata anggaran pada tahun yang sama mempunyai satu nilai, kecuali perubahan yang diberi keterangan.",
    "A budget line has one amount in one year, unless a revision is labelled.",
)


@rule(
    "BUD001",
    severity="error",
    title=Phrase("Jumlah anggaran tidak sesuai rinciannya", "Budget total does not follow from its rows"),
)
def budget_totals(ledger: Ledger) -> Iterator[Finding]:
    """A budget total is not the sum of its lines, at some level of program, kegiatan and sub kegiatan.

    What: grand totals are added up again over every set of lines that they may mean, each program over
    its kegiatan and each kegiatan over its sub kegiatan. Levels are told by codes, labels, numbering or
    capitals, and believed only if the other sums of the table hold. What is left ("Sisa", in a column or a
    sentence) is held against pagu and realisasi. Totals that a sentence, or the list below it, tells with all
    their parts are added up, too ("Rp A terdiri atas belanja operasi Rp B dan belanja modal Rp C", "...
    sehingga total anggaran ...").

    Why: a total that is not the sum shows a line left out, or an amount mistyped.

    Example: the six kegiatan of a program hold 67.984.404.047, the program 69.203.783.907.

    The agency should: correct the amount, or list the missing line.
    """
    groups: dict[tuple[str, Decimal], list[Wrong]] = defaultdict(list)
    every = sheets(ledger)
    for sheet in every:
        for wrong in (*wrong_parents(sheet, goes_on(sheet, every)), *wrong_totals(sheet)):
            if sheet.field(wrong.columns[0]) in MONEY and not settles(ledger, wrong):
                groups[(wrong.total.label.casefold(), wrong.printed(wrong.columns[0]).value)].append(wrong)
    for found in groups.values():
        # The table that shows most of it comes first.
        yield wrong_sum(ledger, "BUD001", sorted(found, key=lambda w: -len(w.columns)))
    yield from wrong_rows(ledger, money=True)
    yield from wrong_remainders(ledger)
    yield from wrong_total_remainders(ledger)
    yield from wrong_amounts(ledger)


# --------------------------------------------------------------------------------------------- BUD003


def _revised(sheet: Sheet, column: int) -> bool:
    words: list[str] = load("money")["revision"]["words"]
    text = f"{title(sheet.table)} {sheet.table.columns[column].header}".casefold()
    return sheet.table.kind == "pk_perubahan" or any(w in text for w in words)


@rule(
    "BUD003",
    severity="error",
    title=Phrase("Nilai anggaran yang sama berbeda antarbagian", "Same budget line, different amounts"),
)
def budget_conflict(ledger: Ledger) -> Iterator[Finding]:
    """The same budget line has different amounts, or a different absorption, in different tables.

    What: lines of the same name are compared between tables that agree on at least one other line. Renstra
    and work plans are left out: they plan, they do not account. A difference between tables of which one is
    labelled as a revision (APBD Perubahan, PK Perubahan) is an information at most. Tables of another
    document about the same year (--against) are compared, too. Amounts in sentences are held against the
    tables where a slip of the digits shows that they are meant: two exchanged, one wrong, one lost.

    Why: the reader cannot tell which amount was in force.

    Example: 5.120.400.000 in the Perjanjian Kinerja, 5.210.400.000 in the account of the same program.

    The agency should: correct the wrong place, or name the revision.
    """
    yield from wrong_told_amounts(ledger)
    yield from broken_amounts(ledger)
    year = ledger.report.year
    lists = _lists(sheets(ledger), year)
    own = len(lists)
    for document in ledger.others:
        if year is not None and document.report.year == year:
            lists += _lists(sheets_of(ledger, document), year)
    seen: set[tuple[str, str]] = set()
    for i, (sheet, field, c, names) in enumerate(lists[:own]):
        for other, field2, c2, names2 in lists[i + 1 :]:
            if field != field2 or other is sheet:
                continue
            pairs = _paired(names, names2)
            same = [p for p in pairs if _agree(p[0][1], p[1][1])]
            differ = [p for p in pairs if not _agree(p[0][1], p[1][1])]
            if (
                len(same) < _KIN
                or len(differ) >= max(2, len(same) + 1)
                or (field == "serapan" and len(same) <= len(differ))
            ):
                continue
            for (line, f), (_, g) in differ:
                name = (plain_line(line.label), field)
                if name in seen:
                    continue
                seen.add(name)
                yield _conflict(
                    ledger, sheet, other, field, line, f, g, _revised(sheet, c) or _revised(other, c2)
                )


_List = tuple[Sheet, str, int, dict[str, tuple[Line, Figure]]]
"""A column of amounts: its table, field and place, and its lines by name."""


def _lists(found: Sequence[Sheet], year: int | None) -> list[_List]:
    """The columns of amounts of the year. Names that stand for several amounts are left out."""
    lists: list[_List] = []
    for sheet in found:
        if sheet.table.kind in _PLANS:
            continue
        for field in (*MONEY, "serapan"):
            columns = [
                c
                for c in sheet.columns
                if sheet.field(c) == field and sheet.table.columns[c].year in (None, year)
            ]
            if not columns:
                continue
            c = columns[-1]
            names: dict[str, tuple[Line, Figure]] = {}
            double: set[str] = set()
            for line in sheet.plain():
                key = plain_line(line.label)
                if c not in line.figures or len(key) < 8:
                    continue
                if key in names and names[key][1].value != line.figures[c].value:
                    double.add(key)
                names.setdefault(key, (line, line.figures[c]))
            lists.append((sheet, field, c, {k: v for k, v in names.items() if k not in double}))
    return lists


def _paired(
    a: dict[str, tuple[Line, Figure]], b: dict[str, tuple[Line, Figure]]
) -> list[tuple[tuple[Line, Figure], tuple[Line, Figure]]]:
    result = []
    for key, mine in a.items():
        theirs = b.get(key)
        if theirs is None:
            likely = [k for k in b if k not in a and fuzz.ratio(k, key) >= NAME]
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


def _conflict(
    ledger: Ledger, sheet: Sheet, other: Sheet, field: str, line: Line, f: Figure, g: Figure, revised: bool
) -> Finding:
    a, b = sheet.stated(f), other.stated(g)
    first, second = cite(a), cite(b)
    names = {
        "anggaran": Phrase("Anggaran", "The budget"),
        "realisasi_anggaran": Phrase("Realisasi anggaran", "The realised budget"),
        "serapan": Phrase("Serapan anggaran", "The absorption"),
    }
    measures: dict[str, Measure] = {
        "anggaran": "anggaran",
        "realisasi_anggaran": "realisasi_anggaran",
        "serapan": "serapan",
    }
    kinds = {sheet.table.kind, other.table.kind}
    severity: Severity = (
        "info" if revised else "warning" if "pk" in kinds and not _transposed(f, g) else "error"
    )
    diagnosis = NO_PHRASE
    if _transposed(f, g):
        diagnosis = Phrase(
            "Kedua angka berisi digit yang sama; tampaknya tertukar.",
            "Both hold the same digits; two seem transposed.",
        )
    elif (neighbour := _neighbour(other, g, f)) or (neighbour := _neighbour(sheet, f, g)):
        diagnosis = Phrase(
            f"Angka yang sama tercantum untuk baris {quoted(neighbour)}.",
            f"The same figure stands for {quoted(neighbour)}.",
        )
    return draft(
        "BUD003",
        severity,
        indicator=line.label,
        measure=measures[field],
        year=ledger.report.year,
        places=[a, b],
        message=Phrase(
            f"{names[field].id} {quoted(line.label)} tertulis {first.id} dan {second.id}. Mohon "
            "dikonfirmasi.",
            f"{names[field].en} of {quoted(line.label)} is given as {first.en} and {second.en}.",
        ),
        criterion=ONE_AMOUNT,
        recommendation=Phrase(
            "Samakan kedua tempat dengan dokumen anggaran yang berlaku, atau jelaskan perubahannya.",
            "Bring both places in line with the budget in force, or explain the revision.",
        ),
        diagnosis=diagnosis,
        confidence=0.85,
        rests_on=[s for s in [f.statement, g.statement] if s is not None],
    )


def _transposed(f: Figure, g: Figure) -> bool:
    return exchanged(*(re.sub(r"\D", "", str(x.value.normalize())) for x in (f, g)))


def _neighbour(sheet: Sheet, own: Figure, wanted: Figure) -> str | None:
    """The line of a table that prints the figure which another table gives to a different line."""
    for line in sheet.plain():
        f = line.figures.get(own.column)
        if f is not None and f is not own and f.value == wanted.value:
            return line.label
    return None


# --------------------------------------------------------------------------------------------- BUD004


@rule(
    "BUD004",
    severity="error",
    title=Phrase("Jumlah anggaran disebut dengan nama lain", "Amount under another's name"),
)
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
    for sentence in sentences(ledger) if totals else ():
        for match, value in amounts_in(sentence.text):
            before = sentence.text[: match.start()]
            cues = list(pattern("prose", "realisasi").finditer(before))
            if not cues or value in spent or value in seen:
                continue
            gap = before[cues[-1].end() :]
            if len(gap) > 120 or pattern("prose", "other_name").search(gap) or amounts_in(gap):
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
                    f"Tertulis sebagai realisasi {where.id}, padahal jumlah itu adalah pagu {at.id}; "
                    f"realisasi menurut tabel {right.id}. "
                    "Mohon dikonfirmasi.",
                    f"Given as realisasi {where.en}, but this amount is the budget {at.en}; the "
                    f"realisasi of the table is {right.en}.",
                ),
                criterion=Phrase(
                    "Realisasi dan pagu disebut dengan namanya masing-masing.",
                    "Realisasi and budget are called by their names.",
                ),
                recommendation=Phrase(
                    f"Perbaiki realisasi menjadi {quoted(real.text)}.",
                    f"Correct the realisasi to {quoted(real.text)}.",
                ),
                expect=Expected(value=real.value, text=amount(real.value)),
                confidence=0.93,
            )
