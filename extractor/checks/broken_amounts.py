"""For BUD003: amounts of rupiah in running text that have lost or gained a digit: 'Rp198.03.000,00', where a
table has 198.903.000."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.checks.findings import Draft, cite, draft, quoted
from extractor.checks.prose import Sentence, sentences
from extractor.checks.rupiah import plain_line
from extractor.checks.sheet import Figure, Line, Sheet, amount, sheets
from extractor.language.spotting import spotted
from extractor.model import Expected, Phrase
from extractor.statements.ledger import Ledger

_AMOUNT = spotted(r"(?<!\w)Rp\s*\.?\s*(\d{1,3}(?:\.\d{2,4})+)(?:,\d{1,2}|,-)?(?![\d.,]*\d)", re.IGNORECASE)
_MONEY = ("anggaran", "realisasi_anggaran")
_SHORT, _FULL, _LONG = 2, 3, 4  # digits of a group between dots
_FEWEST = 3  # groups, so that no decimals are taken for one

Place = tuple[Sheet, Line, Figure]


def broken_amounts(ledger: Ledger) -> Iterator[Draft]:
    """Amounts of which one group of digits is too short or too long, and that with one digit more or less in
    this group are one amount of the tables, and no other."""
    known: dict[Decimal, list[Place]] | None = None
    for sentence in sentences(ledger):
        for match in _AMOUNT.finditer(sentence.text):
            meant = whole_amounts(match[1])
            if not meant:
                continue
            known = _known(ledger) if known is None else known
            found = [value for value in meant if value in known]
            if len(found) == 1:
                yield _finding(ledger, sentence, match, _nearest(known[found[0]], sentence))


def whole_amounts(printed: str) -> set[Decimal]:
    """What an amount with one group of a wrong length may be; empty for any other amount.

    >>> sorted(map(str, whole_amounts("1.2345.000")))
    ['1234000', '1235000', '1245000', '1345000']
    >>> whole_amounts("1.234.567"), whole_amounts("198.903.00")
    (set(), set())
    """
    first, *rest = printed.split(".")
    wrong = [i for i, group in enumerate(rest) if len(group) != _FULL]
    if len(rest) + 1 < _FEWEST or len(wrong) != 1:
        return set()
    (at,) = wrong
    group = rest[at]
    if len(group) == _SHORT:
        if at == len(rest) - 1:
            return set()  # '198.903.00': those may be sen
        groups = {group[:i] + digit + group[i:] for i in range(_FULL) for digit in "0123456789"}
    else:
        groups = {group[:i] + group[i + 1 :] for i in range(_LONG)}
    return {Decimal("".join([first, *rest[:at], whole, *rest[at + 1 :]])) for whole in groups}


def _known(ledger: Ledger) -> dict[Decimal, list[Place]]:
    """The amounts of money of the year's tables, and where they stand."""
    found: dict[Decimal, list[Place]] = {}
    for sheet in sheets(ledger):
        columns = [c for c, column in enumerate(sheet.table.columns) if column.field in _MONEY]
        for line in sheet.lines:
            for c in columns:
                if c in line.figures and sheet.table.columns[c].year in (None, ledger.report.year):
                    figure = line.figures[c]
                    found.setdefault(figure.value, []).append((sheet, line, figure))
    return found


def _nearest(places: list[Place], sentence: Sentence) -> Place:
    """The place whose line the sentence names, else the first."""
    said = plain_line(sentence.text)
    return next((place for place in places if plain_line(place[1].label) in said), places[0])


def _finding(ledger: Ledger, sentence: Sentence, match: re.Match[str], place: Place) -> Draft:
    sheet, line, figure = place
    printed = sentence.stated(match.start(), match.end(), value=None)
    where, at = cite(printed), cite(sheet.stated(figure))
    return draft(
        "BUD003",
        "error",
        indicator=line.label,
        measure="realisasi_anggaran" if sheet.field(figure.column) == "realisasi_anggaran" else "anggaran",
        year=ledger.report.year,
        places=[printed, sheet.stated(figure)],
        message=Phrase(
            f"Jumlah {where.id} bukan bilangan yang lengkap; tabel memuat {at.id} untuk "
            f"{quoted(line.label)}. Mohon dikonfirmasi.",
            f"The amount {where.en} is no whole number; the table has {at.en} for {quoted(line.label)}.",
        ),
        criterion=Phrase(
            "Angka ditulis dengan tiga angka di antara titik.", "Digits stand in threes between dots."
        ),
        recommendation=Phrase("Perbaiki jumlahnya sesuai tabel.", "Correct the amount by the table."),
        diagnosis=Phrase(
            "Tampaknya ada angka yang hilang atau tertulis dua kali.", "A digit seems lost or written twice."
        ),
        expect=Expected(value=figure.value, text=amount(figure.value)),
        confidence=0.9,
        accused=[printed],
    )
