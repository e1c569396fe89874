"""The agency's own money in running text: total anggaran, its realisasi and serapan.

Only sentences about the whole agency count: parts of the budget (a program, a kind of expenditure, a
source of funds) are in the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.language import numbers
from extractor.model import Measure, ReportInfo, Statement
from extractor.statements.passages import Passage
from extractor.statements.wording import (
    Cue,
    Figure,
    Span,
    YearAt,
    cues,
    figures,
    leftover,
    own_names,
    phrase,
    years,
)

TOTAL = "Total anggaran"
"""The name under which the agency's totals stand in the ledger."""

_COUNTED = re.compile(r"\d+\s*(?:\([A-Za-z ]+\)\s*)?(?:program|(?:sub\s*)?kegiatan)\b", re.I)
_IN_WORDS = re.compile(r"\([^()]*rupiah[^()]*\)", re.I)


@dataclass(frozen=True, slots=True)
class _Found:
    figure: Figure
    measure: Measure
    year: int


def read_totals(passages: Sequence[Passage], info: ReportInfo, subject: int) -> Iterator[Statement]:
    """Statements of the agency's total budget in running text, all about the one subject given."""
    own = own_names(info)
    for passage in passages:
        for start, end in passage.sentences():
            # The amount in words repeats the figure; '5 (lima) Program' counts.
            text = _blanked(_IN_WORDS, passage.text[start:end])
            if "Rp" not in text and "RP" not in text:
                continue
            before = _COUNTED.sub(" ", passage.text[:start] + " ")
            for found in _in_sentence(text, before, info, own):
                yield _statement(passage, start, text, found, subject)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda m: " " * len(m.group()), text)


def _in_sentence(text: str, before: str, info: ReportInfo, own: re.Pattern[str]) -> Iterator[_Found]:
    announced = cues(text, "money")
    named = years(text, info.year)
    agency = [Span(*m.span()) for m in own.finditer(text)]
    found: list[_Found] = []
    for figure in figures(text):
        told = before + _COUNTED.sub(" ", text[: figure.start])
        if phrase("money.context", "part").search(told):
            return
        new = (
            _by_cue(text, figure, announced, named, agency, found, info.year)
            if figure.money
            else _serapan(text, figure, found)
        )
        if new is not None:
            found.append(new)
            yield new


def _serapan(text: str, figure: Figure, found: Sequence[_Found]) -> _Found | None:
    """'... atau 90,05%' after the realisasi."""
    if not figure.percent or not found or not any(f.measure == "realisasi_anggaran" for f in found):
        return None
    gap = text[found[-1].figure.end : figure.start].strip(" ,-")
    if found[-1].measure == "serapan" or not (gap == "(" or phrase("money.context", "or").fullmatch(gap)):
        return None
    return _Found(figure, "serapan", found[-1].year)


def _by_cue(
    text: str,
    figure: Figure,
    announced: Sequence[Cue],
    named: Sequence[YearAt],
    agency: Sequence[Span],
    found: Sequence[_Found],
    report_year: int | None,
) -> _Found | None:
    before = [c for c in announced if c.end <= figure.start]
    if not before:
        return None
    cue = before[-1]
    spans = [
        Span(s.start - cue.end, s.end - cue.end)
        for group in (named, agency)
        for s in group
        if s.start >= cue.end and s.end <= figure.start
    ]
    if leftover(text[cue.end : figure.start], spans):
        return None
    # The whole agency's: 'total anggaran', 'realisasi anggaran Dinas X', or the realisasi of such a total.
    whole = (
        phrase("money.context", "total").search(text, cue.start, figure.start) is not None
        or any(cue.end <= s.start and s.end <= figure.start for s in agency)
        or (cue.measure != "anggaran" and bool(found) and found[-1].measure == "anggaran")
    )
    if not whole:
        return None
    year = _year(text, figure, cue, named, found, report_year)
    if year is None:
        return None
    return _Found(figure, "anggaran" if cue.measure == "anggaran" else "realisasi_anggaran", year)


def _year(
    text: str,
    figure: Figure,
    cue: Cue,
    named: Sequence[YearAt],
    found: Sequence[_Found],
    report_year: int | None,
) -> int | None:
    floor = found[-1].figure.end if found else 0
    local = {y.year for y in named if floor <= y.start and y.end <= figure.start}
    if local:
        return local.pop() if len(local) == 1 else None
    if found:
        return found[-1].year
    elsewhere = {y.year for y in named if not y.relative}
    return report_year if not elsewhere else elsewhere.pop() if len(elsewhere) == 1 else None


def _statement(passage: Passage, start: int, text: str, found: _Found, subject: int) -> Statement:
    begin, end = start + found.figure.start, start + found.figure.end
    page, box = passage.locate(begin, end)
    quantity = numbers.parse(text[found.figure.start : found.figure.end])
    return Statement(
        indicator=TOTAL,
        measure=found.measure,
        year=found.year,
        value=quantity.value,
        text=quantity.text,
        unit=quantity.unit,
        kind="prose",
        source=passage.source,
        page=page,
        bbox=box,
        where=passage.section.rsplit(" > ", 1)[-1],
        quantity=quantity,
        subject=subject,
    )
