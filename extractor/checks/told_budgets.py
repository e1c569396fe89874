"""Amounts of budget lines that running text gives otherwise than the tables: 'Program X menyerap Rp3,90
miliar' where the tables have 3.088.215.500. Only a slip of the digits is believed to mean the same amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from extractor.checks.absorption import prints
from extractor.checks.arithmetic import HUNDRED
from extractor.checks.findings import Draft, cite, draft, percent, quoted
from extractor.checks.prose import Sentence, figure, sentences
from extractor.checks.rupiah import last_named, pattern, plain_line, scaled_amounts
from extractor.checks.sheet import SUM, Figure, Line, Sheet, amount, sheets
from extractor.language.slips import FEWEST, exchanged, mistyped
from extractor.model import Expected, Measure, Phrase, Stated
from extractor.statements.ledger import Ledger

Role = Literal["anggaran", "realisasi_anggaran"]

_NEAR = 70  # characters before an amount in which it is called budget or realisasi
_CALLED = 150  # characters before it where the line's own name may stand between
_SHORTEST = 12  # letters of a line's name, so that it is found in a sentence by no chance
_CLOSE = Decimal("0.02")  # of what is left of the only budget: it is no remainder of something else
_RUPIAH = re.compile(r"Rp\s*\.?\s*\d[\d.,]*")
_YEAR = re.compile(r"\b20\d\d\b")
_PLANS = ("renstra", "renstra_perubahan", "rpd", "rkt", "lampiran")


@dataclass(frozen=True)
class _Printed:
    """An amount of a sentence. ``step`` is the rupiah that its last digit stands for."""

    sentence: Sentence
    start: int
    end: int
    value: Decimal
    step: Decimal

    def stated(self) -> Stated:
        return self.sentence.stated(self.start, self.end, value=self.value)

    def prints(self, value: Decimal) -> bool:
        """Is it the value, rounded or cut as it is printed?"""
        return abs(value - self.value) < max(self.step, Decimal(2))

    def slips(self, value: Decimal) -> bool:
        """Is it the value with two digits exchanged, or one digit wrong?"""
        mine = _digits(self.value / self.step)
        others = [_digits(v) for v in _as_printed(value, self.step)]
        telling = len(mine.rstrip("0")) > FEWEST  # '2,61' and '2,71' may be two amounts
        return len(mine) >= FEWEST and any(
            exchanged(mine, x) or telling and mistyped(mine, x) for x in others
        )


def _as_printed(value: Decimal, step: Decimal) -> set[Decimal]:
    return {(value / step).quantize(Decimal(1), rounding=way) for way in (ROUND_HALF_UP, ROUND_FLOOR)}


def _digits(value: Decimal) -> str:
    return str(int(value))


# ------------------------------------------------------------------------------------------ the tables


@dataclass(frozen=True)
class _Row:
    """A budget line of a table in rupiah."""

    sheet: Sheet
    line: Line
    figure: Figure
    role: Role
    value: Decimal


def _rows(ledger: Ledger) -> list[_Row]:
    return ledger.once("budget rows", lambda: list(_all_rows(ledger)))


def _all_rows(ledger: Ledger) -> Iterator[_Row]:
    year = ledger.report.year
    for sheet in sheets(ledger):
        if sheet.table.kind in _PLANS:
            continue
        for line in sheet.lines:
            for c, f in line.figures.items():
                field = sheet.field(c)
                if sheet.table.columns[c].year not in (None, year):
                    continue
                if field == "anggaran":
                    yield _Row(sheet, line, f, "anggaran", f.value)
                elif field == "realisasi_anggaran":
                    yield _Row(sheet, line, f, "realisasi_anggaran", f.value)


def _lines(ledger: Ledger) -> dict[str, list[_Row]]:
    """The rows of each line that sums up nothing, by its name."""
    result: dict[str, list[_Row]] = {}
    for row in _rows(ledger):
        if not row.line.kind and len(name := plain_line(row.line.label)) >= _SHORTEST:
            result.setdefault(name, []).append(row)
    return result


def _known(ledger: Ledger) -> set[Decimal]:
    """All amounts of the tables, whatever they are of, and what is left of each line."""
    return ledger.once("known amounts", lambda: set(_all_amounts(ledger)))


def _all_amounts(ledger: Ledger) -> Iterator[Decimal]:
    for sheet in sheets(ledger):
        for line in sheet.lines:
            values = [f.value for f in line.figures.values()]
            yield from values
            if len(values) > 1:
                yield from (abs(a - b) for a in values[:4] for b in values[:4] if a != b)


# -------------------------------------------------------------------------------------------- sentences


def wrong_told_amounts(ledger: Ledger) -> Iterator[Draft]:
    """For BUD003: amounts of a named line, or of the whole budget, with a slip of the digits."""
    rows = _rows(ledger)
    if not rows:
        return
    lines = _lines(ledger)
    totals = [r for r in rows if r.line.kind == SUM]
    for sentence, printed in _amounts(ledger):
        role = _called(sentence.text, printed)
        if role is None:
            continue
        named = _named(sentence, printed, lines, totals)
        slipped = [r for r in named if r.role == role and printed.slips(r.value)]
        if len({r.value for r in slipped}) == 1 and not any(printed.prints(v) for v in _known(ledger)):
            yield _finding(ledger, printed, slipped[0])


def _amounts(ledger: Ledger) -> list[tuple[Sentence, _Printed]]:
    return ledger.once("told amounts", lambda: list(_all_told(ledger)))


def _all_told(ledger: Ledger) -> Iterator[tuple[Sentence, _Printed]]:
    unless = pattern("told", "unless")
    for sentence in sentences(ledger):
        if "rp" not in sentence.text.casefold() or unless.search(sentence.text):
            continue
        years = set(_YEAR.findall(sentence.text))
        if years - {str(ledger.report.year)}:
            continue
        for start, end, value, step in scaled_amounts(sentence.text):
            yield sentence, _Printed(sentence, start, end, value, step)


def _named(
    sentence: Sentence, printed: _Printed, lines: Mapping[str, Sequence[_Row]], totals: Sequence[_Row]
) -> Sequence[_Row]:
    """The rows of the line that the sentence names last before an amount; those of the whole budget where it
    names none and speaks of no part; none where that is open."""
    before = plain_line(sentence.text[: printed.start])
    if named := last_named(before, lines):
        line, behind = named
        open_ = len(behind) > 2 * _NEAR or pattern("told", "part").search(behind) is not None
        return () if open_ else lines[line]
    said = pattern("told", "generic").sub(" ", sentence.text[: printed.start])
    return () if pattern("told", "part").search(said) else totals


def _called(text: str, printed: _Printed) -> Role | None:
    """What the words before an amount call it, none of another amount between."""
    stretches = _RUPIAH.split(text[: printed.start])
    before = stretches[-1][-_CALLED:]
    if len(stretches) > 1 and not any(pattern("prose", k).search(before) for k in ("realisasi", "anggaran")):
        before = stretches[-2][-_NEAR:]  # 'Program A dengan anggaran Rp ..., Program B sebesar Rp ...'
    found = [
        (m.end(), role)
        for role, key in (("realisasi_anggaran", "realisasi"), ("anggaran", "anggaran"))
        for m in pattern("prose", key).finditer(before)
    ]
    roles = {role for _, role in found}
    if roles == {"realisasi_anggaran", "anggaran"}:
        # 'realisasi anggaran', 'menyerap anggaran' are of the realisasi; 'dari pagu' is of the budget
        return None if pattern("told", "of_budget").search(before) else "realisasi_anggaran"
    return "anggaran" if roles == {"anggaran"} else "realisasi_anggaran" if roles else None


def _finding(ledger: Ledger, printed: _Printed, row: _Row) -> Draft:
    place, other = printed.stated(), row.sheet.stated(row.figure)
    where, at = cite(place), cite(other)
    measure: Measure = row.role
    name = row.line.label if not row.line.kind else "Total anggaran"
    what = {
        "anggaran": Phrase("Anggaran", "The budget"),
        "realisasi_anggaran": Phrase("Realisasi anggaran", "The realised budget"),
    }[row.role]
    return draft(
        "BUD003",
        "error",
        indicator=name,
        measure=measure,
        year=ledger.report.year,
        places=[place, other],
        message=Phrase(
            f"{what.id} {quoted(name)} tertulis {where.id}, sedangkan menurut tabel {at.id}. Mohon "
            "dikonfirmasi.",
            f"{what.en} of {quoted(name)} is given as {where.en}, by the table as {at.en}.",
        ),
        criterion=Phrase(
            "Satu mata anggaran pada tahun yang sama mempunyai satu nilai, kecuali perubahan yang diberi "
            "keterangan.",
            "A budget line has one amount in one year, unless a revision is labelled.",
        ),
        recommendation=Phrase(
            "Samakan kedua tempat dengan dokumen anggaran yang berlaku.",
            "Bring both places in line with the budget in force.",
        ),
        diagnosis=Phrase(
            "Tampaknya ada angka yang tertukar atau keliru.", "A digit seems wrong or exchanged."
        ),
        expect=Expected(value=row.value, text=amount(row.value)),
        confidence=0.85,
        accused=[place],
    )


# ------------------------------------------------------------------------------------- what is left over


def wrong_total_remainders(ledger: Ledger) -> Iterator[Draft]:
    """For BUD001: what a sentence says is left of the whole budget, with a slip of the digits."""
    rows = [r for r in _rows(ledger) if r.line.kind == SUM]
    budgets = {r.value for r in rows if r.role == "anggaran"}
    spent = {r.value for r in rows if r.role == "realisasi_anggaran"}
    lefts = {b - s for b in budgets for s in spent if b > s}
    for sentence, printed in _amounts(ledger):
        cues = pattern("prose", "remainder").finditer(sentence.text)
        of_part = pattern("prose", "remainder_of_part").search(sentence.text[: printed.start])
        if of_part or not any(m.end() == printed.start for m in cues):
            continue
        alone = len(list(scaled_amounts(sentence.text))) == 1  # beside others it is held against those
        slipped = [
            x for x in lefts if printed.slips(x) or len(lefts) == 1 and abs(x - printed.value) <= _CLOSE * x
        ]
        if alone and len(slipped) == 1 and not any(printed.prints(v) for v in _known(ledger)):
            yield _remainder(ledger, printed, rows, slipped[0])


def _remainder(ledger: Ledger, printed: _Printed, rows: Sequence[_Row], left: Decimal) -> Draft:
    budget, real = next(
        (b, r)
        for b in rows
        for r in rows
        if (b.role, r.role) == ("anggaran", "realisasi_anggaran") and b.value - r.value == left
    )
    place, shown = printed.stated(), amount(left)
    where = cite(place)
    return draft(
        "BUD001",
        "error",
        indicator="Sisa anggaran",
        measure=None,
        year=ledger.report.year,
        places=[place, budget.sheet.stated(budget.figure), real.sheet.stated(real.figure)],
        message=Phrase(
            f"Sisa anggaran tertulis {where.id}; menurut tabel {budget.figure.text} − {real.figure.text} = "
            f"{shown.id}. Mohon dikonfirmasi.",
            f"What is left of the budget is given as {where.en}; by the table {budget.figure.text} − "
            f"{real.figure.text} = {shown.en}.",
        ),
        criterion=Phrase("Sisa = pagu − realisasi anggaran.", "What is left = budget − realised budget."),
        recommendation=Phrase(
            f"Perbaiki menjadi {shown.id}, atau jumlah pada tabel.",
            f"Correct it to {shown.en}, or the amounts of the table.",
        ),
        expect=Expected(value=left, text=shown),
        confidence=0.85,
    )


# ------------------------------------------------------------------------------------ shares of the whole


def wrong_shares_of_total(ledger: Ledger) -> Iterator[Draft]:
    """For BUD002: 'Program X sebesar Rp A atau 77,90% dari total anggaran', where the tables have both."""
    rows = [r for r in _rows(ledger) if r.line.kind == SUM]
    totals = {r.role: {x.value for x in rows if x.role == r.role} for r in rows}
    for sentence, printed in _amounts(ledger):
        match = pattern("told", "share_of_total").match(sentence.text, printed.end)
        if match is None or not any(printed.prints(v) for v in _known(ledger)):
            continue
        role: Role = "realisasi_anggaran" if match["realisasi"] else "anggaran"
        found, quantity = totals.get(role, set()), figure(match["share"])
        if len(found) != 1 or quantity is None:
            continue
        whole = next(iter(found))
        wholes = {x for values in totals.values() for x in values if x > 0}
        exact = [v for v in _known(ledger) if printed.prints(v)]
        if whole <= 0 or any(
            prints(quantity, HUNDRED * v / w) for v in (*exact, printed.value) for w in wholes
        ):
            continue
        row = next(r for r in rows if r.role == role)
        ratio = percent(HUNDRED * printed.value / whole)
        place = sentence.stated(match.start("share"), match.end("share"), value=quantity.value)
        where, part = cite(place), printed.stated()
        yield draft(
            "BUD002",
            "error",
            indicator="Bagian dari total anggaran",
            measure=None,
            year=ledger.report.year,
            places=[place, part, row.sheet.stated(row.figure)],
            message=Phrase(
                f"Bagian dari total tertulis {where.id}; hasil penghitungan ulang {part.text} / "
                f"{row.figure.text} = {ratio.id}. Mohon dikonfirmasi.",
                f"The share of the total is given as {where.en}; {part.text} / {row.figure.text} = "
                f"{ratio.en}.",
            ),
            criterion=Phrase("Bagian = jumlah / total × 100%.", "Share = amount / total × 100%."),
            recommendation=Phrase(
                f"Perbaiki menjadi {ratio.id}, atau jumlah rupiahnya.",
                f"Correct to {ratio.en}, or the amounts.",
            ),
            expect=Expected(value=(HUNDRED * printed.value / whole).quantize(Decimal("0.01")), text=ratio),
            confidence=0.85,
        )
