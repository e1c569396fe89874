"""The counts printed with a percentage of running text: which percentage they really give."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.checks.findings import NO_PHRASE, number, percent, quoted
from extractor.language.digits import read_digits
from extractor.model import Paragraph, Phrase, Statement
from extractor.statements.ledger import Ledger

_REACH = 130  # characters after a percentage in which the counts stand that belong to it
_COUNT = re.compile(r"(?<![\d.,])(\d(?:[\d.]*\d)?)\s*([^\W\d_]{2,})")
_ONE = Decimal(1)
_HUNDRED = Decimal(100)


def counts_beside(ledger: Ledger, wrong: Statement, right: Statement) -> Phrase:
    """'target 88% dari potensi (150 WR) yaitu sebesar 128 WR', where the other places have 85: 128 of 150 are
    85,33%, so the percentage is the slip. Empty where the counts do not say so."""
    if wrong.kind != "prose" or wrong.value is None or right.value is None:
        return NO_PHRASE
    for paragraph in ledger.paragraphs:
        for words in _after(paragraph, wrong):
            told = _told(words, wrong.value, right.value)
            if told is not None:
                whole, part, unit = told
                n, d, share = number(part, 0), number(whole, 0), percent(_HUNDRED * part / whole)
                return Phrase(
                    f"{n.id} dari {d.id} {unit} yang tertulis bersamanya adalah {share.id}, sesuai dengan "
                    f"{quoted(right.text)} dan bukan {quoted(wrong.text)}.",
                    f"{n.en} of {d.en} {unit} printed with it are {share.en}, which fits "
                    f"{quoted(right.text)} and not {quoted(wrong.text)}.",
                )
    return NO_PHRASE


def _after(paragraph: Paragraph, statement: Statement) -> list[str]:
    """What follows a statement in the paragraph that prints it."""
    if paragraph.page != statement.page or statement.text not in paragraph.text:
        return []
    found = []
    for match in re.finditer(re.escape(statement.text), paragraph.text):
        page, box = paragraph.locate(*match.span())
        if page == statement.page and box == statement.bbox:
            found.append(paragraph.text[match.end() : match.end() + _REACH])
    return found


def _told(words: str, wrong: Decimal, right: Decimal) -> tuple[Decimal, Decimal, str] | None:
    """The whole and the part of one unit of which the right percentage gives the part, and the wrong not."""
    counts = [
        (readings[0].value, unit)
        for digits, unit in _COUNT.findall(words)
        if (readings := read_digits(digits, "thousands"))
    ]
    for whole, unit in counts:
        for part, other in counts:
            if other.casefold() != unit.casefold() or not 0 < part < whole:
                continue
            off_right, off_wrong = (abs(whole * share / _HUNDRED - part) for share in (right, wrong))
            if off_right < _ONE <= off_wrong:
                return whole, part, unit
    return None
