"""Sentences that two documents share but for their figures.

An agency writes this year's report over last year's: 'Hasil evaluasi ... Tahun 2022 dengan Nilai 84,68' was
'... Tahun 2020 dengan Nilai 82,38'. What the figure of the one sentence is, that of the other is, too. And a
sentence that kept its figures may have been forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.language import numbers
from extractor.model import Box, Measure, Paragraph, Quantity, Statement
from extractor.statements.ledger import Ledger, Other
from extractor.statements.passages import Passage, read_passages

_LEAST_LETTERS = 40  # of a sentence beside its figures; a shorter one is alike by chance
_TELLING_DIGITS = 3  # digits of a figure with decimals that is hardly met by chance
_COUNT_DIGITS = 5  # the same of a whole number
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MEASURES: tuple[Measure, ...] = ("realisasi", "capaian")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, with its figures as printed and where each stands in its passage."""

    passage: Passage
    start: int
    end: int
    figures: tuple[tuple[int, int, str], ...]

    @property
    def text(self) -> str:
        return " ".join(self.passage.text[self.start : self.end].split())

    @property
    def printed(self) -> tuple[str, ...]:
        return tuple(text for _, _, text in self.figures)

    def page(self) -> int:
        return self.passage.locate(self.start, self.end)[0]

    def place(self, index: int) -> tuple[int, Box]:
        """Page and box of a figure."""
        start, end, _ = self.figures[index]
        return self.passage.locate(start, end)

    def year_at(self, index: int) -> int | None:
        """The index of the year that a figure speaks of: the nearest before it, or the sentence's first."""
        years = [i for i, (_, _, text) in enumerate(self.figures) if _YEAR.fullmatch(text)]
        before = [i for i in years if i < index]
        return before[-1] if before else years[0] if years else None


@dataclass(frozen=True, slots=True)
class Twin:
    """A sentence of the report and that of another document in the same words."""

    own: Sentence
    other: Sentence

    @property
    def copied(self) -> bool:
        """Do the figures stand in both, too?"""
        return self.own.printed == self.other.printed


def twins(own: Sequence[Paragraph], other: Sequence[Paragraph]) -> list[Twin]:
    """The sentences that two documents share, in printed order. One that stands twice in a document, with
    other figures, is left out: it cannot be said which is which."""
    theirs = _by_words(other)
    return [Twin(s, theirs[key]) for key, s in _by_words(own).items() if key in theirs]


def _by_words(paragraphs: Sequence[Paragraph]) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    unclear: set[str] = set()
    for passage in read_passages(paragraphs):
        for start, end in passage.sentences():
            sentence = _sentence(passage, start, end)
            key = _words(passage.text[start:end])
            if len(key.replace("#", "")) < _LEAST_LETTERS:
                continue
            if key in found and found[key].printed != sentence.printed:
                unclear.add(key)
            found.setdefault(key, sentence)
    return {key: s for key, s in found.items() if key not in unclear}


def _sentence(passage: Passage, start: int, end: int) -> Sentence:
    text = passage.text[start:end]
    marks = ((start + m.start(), start + m.end(), m.group()) for m in _FIGURE.finditer(text))
    return Sentence(passage, start, end, tuple(marks))


def _words(text: str) -> str:
    """The letters of a sentence, figures as '#': blanks and signs differ from copy to copy."""
    return re.sub(r"[^a-z#]", "", _FIGURE.sub("#", text.replace("#", " ")).casefold())


def told_by_twins(own: Ledger, other: Other) -> Iterator[Statement]:
    """What a document states in sentences whose twins in the report give a figure of the report's tables."""
    for twin in twins(own.paragraphs, other.paragraphs):
        for index, (_, _, text) in enumerate(twin.own.figures):
            quantity = numbers.parse(text)
            # The same figure without a year is one that was left standing, or that both years have.
            left = text == twin.other.figures[index][2] and twin.own.year_at(index) is None
            if left or not is_telling(quantity):
                continue
            year = _year(twin.own, index, own.report.year)
            for subject, measure in _stating(own, quantity, year):
                yield _statement(own, other, twin, index, subject, measure)


def is_telling(quantity: Quantity) -> bool:
    """Is a figure hardly met by chance: 84,68, not 3 or 100?"""
    exact = quantity.exact
    if exact is None:
        return False
    digits = len(exact.value.normalize().as_tuple().digits)
    return digits >= (_TELLING_DIGITS if exact.step < 1 else _COUNT_DIGITS)


def _year(sentence: Sentence, index: int, default: int | None) -> int | None:
    at = sentence.year_at(index)
    return int(sentence.figures[at][2]) if at is not None else default


def _stating(own: Ledger, quantity: Quantity, year: int | None) -> Iterator[tuple[int, Measure]]:
    """The indicators of which a table of the report gives an amount for a year, with its measure."""
    seen: set[tuple[int, Measure]] = set()
    for s in own.statements:
        if s.kind != "table" or s.measure not in _MEASURES or s.year != year or s.value != quantity.value:
            continue
        subject = own.subjects.get(s.subject)
        if subject is None or subject.kind != "indikator" or (s.subject, s.measure) in seen:
            continue
        seen.add((s.subject, s.measure))
        yield s.subject, s.measure


def _statement(
    own: Ledger, other: Other, twin: Twin, index: int, subject: int, measure: Measure
) -> Statement:
    text = twin.other.figures[index][2]
    page, box = twin.other.place(index)
    quantity = numbers.parse(text)
    return Statement(
        indicator=own.subjects[subject].name,
        measure=measure,
        year=_year(twin.other, index, other.report.year),
        value=quantity.value,
        text=text,
        unit=quantity.unit,
        kind="prose",
        source=twin.other.passage.source,
        page=page,
        bbox=box,
        where=twin.other.passage.section.rsplit(" > ", 1)[-1],
        quantity=quantity,
        subject=subject,
        document=other.name,
    )
