"""For BUD002: the absorption of a named budget line in running text ('Belanja Modal terserap 88,65%') that
the tables give with its digits exchanged or one of them wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from extractor.checks.absorption import prints
from extractor.checks.arithmetic import HUNDRED
from extractor.checks.findings import Draft, cite, draft, percent
from extractor.checks.prose import Sentence, figure, sentences
from extractor.checks.rupiah import last_named, pattern, plain_line
from extractor.checks.sheet import Figure, Sheet, sheets
from extractor.language.slips import is_slip
from extractor.model import Expected, Phrase
from extractor.statements.ledger import Ledger

_NEAR = 60  # characters between the name and the percentage
_FINEST = Decimal("0.01")  # of a percentage as tables print it
_SHORTEST = 10  # letters of a line's name, so that it is found in a sentence by no chance

_OF_ANOTHER = re.compile(r"\d|\b(?:fisik|kinerja)\b")  # a figure of its own, or progress of another kind

_Share = tuple[Decimal, Sheet, Figure]


def wrong_line_shares(ledger: Ledger) -> Iterator[Draft]:
    """Absorptions of named lines that are a slip of the tables' own."""
    lines = _shares(ledger)
    if not lines:
        return
    every = {value for found in lines.values() for value, _, _ in found}
    for sentence in sentences(ledger):
        text = sentence.text
        if not pattern("prose", "realisasi").search(text) or pattern("told", "unless").search(text):
            continue
        for match in pattern("prose", "percent").finditer(text):
            quantity = figure(match.group())
            name = _named(text[: match.start()], lines)
            if quantity is None or name is None or any(prints(quantity, v) for v in every):
                continue
            slipped = [x for x in lines[name] if _slips(quantity.readings[0].value, x[0])]
            if len({v.quantize(_FINEST) for v, _, _ in slipped}) == 1:
                yield _finding(ledger, sentence, match, name, slipped[0])


def _shares(ledger: Ledger) -> dict[str, list[_Share]]:
    """What each line of the year's budget absorbed in percent, computed from its amounts."""
    result: dict[str, list[_Share]] = {}
    for sheet in sheets(ledger):
        for line in sheet.plain():
            told = {
                sheet.field(c): f
                for c, f in line.figures.items()
                if sheet.table.columns[c].year in (None, ledger.report.year)
            }
            budget, spent = told.get("anggaran"), told.get("realisasi_anggaran")
            name = plain_line(line.label)
            if budget is None or spent is None or budget.value <= 0 or len(name) < _SHORTEST:
                continue
            found = result.setdefault(name, [])
            found.append((HUNDRED * spent.value / budget.value, sheet, spent))
            if (share := told.get("serapan")) is not None:
                found.append((share.value, sheet, share))
    return result


def _named(before: str, lines: dict[str, list[_Share]]) -> str | None:
    """The line that the words before a percentage name, no other figure between."""
    named = last_named(plain_line(before), lines)
    if named is None:
        return None
    line, behind = named
    of_another = _OF_ANOTHER.search(behind) or pattern("told", "part").search(behind)
    return None if len(behind) > _NEAR or of_another else line


def _slips(stated: Decimal, right: Decimal) -> bool:
    exponent = stated.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return any(is_slip(stated, right.quantize(step, rounding=way)) for way in (ROUND_HALF_UP, ROUND_FLOOR))


def _finding(ledger: Ledger, sentence: Sentence, match: re.Match[str], name: str, share: _Share) -> Draft:
    value, sheet, cell = share
    quantity = figure(match.group())
    place = sentence.stated(match.start(), match.end(), value=quantity.value if quantity else None)
    other = sheet.stated(cell)
    where, at, right = cite(place), cite(other), percent(value)
    return draft(
        "BUD002",
        "error",
        indicator=name.capitalize(),
        measure="serapan",
        year=ledger.report.year,
        places=[place, other],
        message=Phrase(
            f"Serapan tertulis {where.id}; menurut tabel ({at.id}) {right.id}. Mohon dikonfirmasi.",
            f"Absorption is given as {where.en}; by the table ({at.en}) it is {right.en}.",
        ),
        criterion=Phrase(
            "Serapan dalam narasi sama dengan yang dimuat tabel.",
            "An absorption in the text is that of the tables.",
        ),
        recommendation=Phrase(f"Perbaiki menjadi {right.id}.", f"Correct it to {right.en}."),
        expect=Expected(value=value.quantize(Decimal("0.01")), text=right),
        confidence=0.85,
    )
