"""Sentences of running text with the place of what they state: what counts, averages and money share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.language import numbers
from extractor.model import Paragraph, Quantity, Stated
from extractor.statements.ledger import Ledger

# A full stop ends a sentence unless it stands inside a figure or after a short form such as 'Rp.' or 'No.'.
_END = re.compile(r"(?<!\bRp)(?<!\bNo)(?<!\bth)(?<!\bthn)(?<!\d)[.;](?=\s+[A-Z(“\"0-9])|(?<=\d)[.;](?=\s+[A-Z])")


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph. ``start`` is where it begins in the paragraph's text."""

    paragraph: Paragraph
    text: str
    start: int

    def stated(self, start: int, end: int, *, value: Decimal | None = None, shown: str | None = None) -> Stated:
        """What stands from start to end of the sentence, as a place of a finding."""
        page, box = self.paragraph.locate(self.start + start, self.start + end)
        return Stated(
            value=value,
            text=" ".join((shown or self.text[start:end]).split()),
            page=page,
            bbox=box,
            where=self.paragraph.section.rsplit(" > ", 1)[-1],
            source=self.paragraph.source,
        )


def sentences(ledger: Ledger) -> Iterator[Sentence]:
    """The sentences of a report's running text, in printed order."""
    for paragraph in ledger.paragraphs:
        begin = 0
        for match in _END.finditer(paragraph.text):
            yield Sentence(paragraph, paragraph.text[begin : match.end()], begin)
            begin = match.end()
        if paragraph.text[begin:].strip():
            yield Sentence(paragraph, paragraph.text[begin:], begin)


def figure(text: str) -> Quantity | None:
    """The figure that a piece of text holds, if it is one plain number."""
    quantity = numbers.parse(text)
    return quantity if quantity.exact is not None else None
