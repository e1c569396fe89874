"""Rises and falls that running text tells with both values: 'turun dari 43.200 orang pada tahun 2022 menjadi
41.850 orang pada tahun 2023' states two realisasi of the indicator that the sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.language.prose import FigureSpan, figures
from extractor.language.spotting import Spotted, spotted
from extractor.model import ReportInfo, Statement, Subject
from extractor.patterns import derived, load
from extractor.statements.known import Known
from extractor.statements.mentions import Mentions
from extractor.statements.passages import Passage

_OPENING_WORDS = 2  # of a name that a sentence cuts short
_LINK = 60  # characters between the name of the indicator and the verb


@derived
def _change() -> Spotted:
    words = load("prose")["changes"]
    year = rf"(?:\s*,?\s*(?:{words['in_year']})\s*(?P<year_FIG>(?:19|20)\d\d))"
    figure = r"(?:Rp\.?\s*)?\d[\d.,]*\d?\s*(?:%|[a-z]+)?"
    first = rf"(?P<first>{figure}){year.replace('FIG', 'first')}"
    second = rf"(?P<second>{figure}){year.replace('FIG', 'second')}"
    return spotted(
        rf"\b(?:{words['verbs']})\b[^.\d]{{0,40}}?\bdari\s+{first}\s*,?\s*menjadi\s+{second}",
        re.IGNORECASE,
    )


@derived
def _result() -> Spotted:
    words = load("prose")["changes"]
    return spotted(rf"\b(?:{words['verbs']})\s+menjadi\s+(?P<second>\d[\d.,]*\d?\s*[a-z%]+)", re.IGNORECASE)


def read_changes(
    passages: Sequence[Passage],
    info: ReportInfo,
    subjects: Mapping[int, Subject],
    statements: Sequence[Statement],
    mentions: Mentions,
) -> Iterator[Statement]:
    """Both values of each told change, in printed order; the last one alone ('turun menjadi 48 menit') where
    the sentence names no year and the unit is the one of the indicator's tables."""
    known = Known(subjects, statements)
    for passage in passages:
        for start, end in passage.sentences():
            sentence = passage.text[start:end]
            match = _change().search(sentence) or _result().search(sentence)
            if match is None:
                continue
            named = [m for m in mentions.find(sentence) if m.end <= match.start()]
            keys = {m.key for m in named} or _shortened(sentence[: match.start()], subjects)
            if len(keys) != 1:
                continue
            key = keys.pop()
            gap = sentence[named[-1].end : match.start()] if named else ""
            if (
                key is None
                or not known.is_indicator(key)
                or len(gap) > _LINK
                or any(c.isdigit() for c in gap)
            ):
                continue
            if re.search(r"\b(?:target|capaian|anggaran)\b", gap, re.IGNORECASE):
                continue
            yield from _values(passage, start, match, key, known, info)


def _shortened(words: str, subjects: Mapping[int, Subject]) -> set[int | None]:
    """The indicators whose name begins with the words before the verb: 'Jumlah pengunjung turun dari ...'."""
    opening = " ".join(words.split()).casefold()
    if len(opening.split()) < _OPENING_WORDS:
        return set()
    return {
        key
        for key, subject in subjects.items()
        if subject.kind == "indikator"
        and any(" ".join(n.split()).casefold().startswith(opening + " ") for n in subject.names)
    }


def _values(
    passage: Passage, start: int, match: re.Match[str], key: int, known: Known, info: ReportInfo
) -> Iterator[Statement]:
    told = match.groupdict()
    if "first" in told:
        parts = [("first", int(told["year_first"])), ("second", int(told["year_second"]))]
    elif info.year is not None and not re.search(r"(?:19|20)\d\d", passage.text):
        parts = [("second", info.year)]
    else:
        return
    for group, year in parts:
        at, to = match.span(group)
        span = _figure(passage.text, start + at, start + to)
        if span is None:
            continue
        quantity = known.quantity(passage.text[span.start : span.end], key)
        units = known.units(key)
        if len(quantity.readings) != 1 or (
            quantity.unit not in units and (len(parts) == 1 or None not in units)
        ):
            continue
        page, box = passage.locate(span.start, span.end)
        yield Statement(
            indicator=known.subjects[key].name,
            measure="realisasi",
            year=year,
            value=quantity.value,
            text=passage.text[span.start : span.end],
            unit=quantity.unit,
            kind="prose",
            source=passage.source,
            page=page,
            bbox=box,
            where=passage.section.rsplit(" > ", 1)[-1],
            quantity=quantity,
            subject=key,
        )


def _figure(text: str, start: int, end: int) -> FigureSpan | None:
    """The figure that begins at a place of a text, with its unit."""
    for span in figures(text[start:end]):
        return span._replace(start=start + span.start, end=start + span.end)
    return None
