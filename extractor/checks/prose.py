"""Sentences of running text with the place of what they state: what counts, averages and money share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.quoting import passages_of
from extractor.language import numbers
from extractor.model import Quantity, Stated
from extractor.statements.ledger import Ledger
from extractor.statements.passages import Passage


@dataclass(frozen=True)
class Sentence:
    """A sentence of a passage. ``start`` is where it begins in the passage's text."""

    passage: Passage
    text: str
    start: int

    @property
    def page(self) -> int:
        return self.passage.locate(self.start, self.start + 1)[0]

    def before(self, position: int) -> str:
        """The passage from its beginning to a position in the sentence."""
        return self.passage.text[: self.start + position]

    def stated(self, start: int, end: int, *, value: Decimal | None = None) -> Stated:
        """What stands from start to end of the sentence, as a place of a finding."""
        page, box = self.passage.locate(self.start + start, self.start + end)
        return Stated(
            value=value,
            text=" ".join(self.text[start:end].split()),
            page=page,
            bbox=box,
            where=self.passage.section.rsplit(" > ", 1)[-1],
            source=self.passage.source,
        )


def sentences(ledger: Ledger) -> Iterator[Sentence]:
    """The sentences of a report's running text, in printed order."""
    yield from ledger.once(
        "sentences",
        lambda: [
            Sentence(passage, passage.text[start:end], start)
            for passage in passages_of(ledger)
            for start, end in passage.sentences()
        ],
    )


def passages(ledger: Ledger) -> Iterator[Sentence]:
    """The passages of a report, each as if it were one sentence."""
    for passage in passages_of(ledger):
        yield Sentence(passage, passage.text, 0)


def figure(text: str) -> Quantity | None:
    """The figure that a piece of text holds, if it is one plain number."""
    quantity = numbers.parse(text)
    return quantity if quantity.exact is not None else None
