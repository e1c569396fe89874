"""A sentence with all that was recognised in it, and what can be said about a place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.statements.mentions import Mention
from extractor.statements.passages import Passage
from extractor.statements.wording import Cue, Figure, Span, YearAt, leftover, phrase, phrase_ending

_MAX_TOPIC_WORDS = 9  # words of the passage's own topic that may stand between a cue and its figure
_BODY = re.compile(r"\b(?:Provinsi|Kabupaten|Kab\.|Kota|Kementerian)\s+[A-Z]")
_NEAR = 12  # characters before a year in which 'dibanding' or a comma takes it away from what follows
_COMPARED = re.compile(
    r"\b(?:di ?banding(?:kan)?|daripada|menjadi\s+\S+(?:\s\S+)?\s+dari"
    r"|(?:naik|turun|bertambah|berkurang|meningkat|menurun|lebih\s\w+)\s+(?:sebesar\s+|sebanyak\s+)?[\d.,]+(?:\s?\S+)?\s+dari)\b"
    r"(?:(?!target)[^;]){0,40}$",
    re.IGNORECASE,
)


@dataclass
class Bond:
    """A figure bound to a measure, and to what it is about."""

    figure: Figure
    measure: str  # a Measure, or 'reached' where the words leave realisasi and capaian open
    cue: Cue | None
    subject: int | None
    year: int | None


@dataclass
class Scene:
    """A sentence; all places are characters of ``text``, which begins at ``start`` of the passage."""

    passage: Passage
    start: int
    text: str
    cues: list[Cue]
    figures: list[Figure]
    mentions: list[Mention]
    years: list[YearAt]
    own: list[Span]  # the agency's name
    report_year: int | None
    agency: str
    bonds: list[Bond] = field(default_factory=list)

    @property
    def told(self) -> str:
        """What the passage said before this sentence, in lower case."""
        return self.passage.text[: self.start].casefold()

    def mentioned(self, start: int, end: int) -> list[Mention]:
        """The mentions between two places."""
        return [m for m in self.mentions if start <= m.start and m.end <= end]

    def rest(self, start: int, end: int) -> list[str]:
        """The words between two places that are no fillers, years, mentions, nor the agency's name."""
        return leftover(self.text[start:end], self._within(start, end))

    def names_another_body(self, start: int, end: int) -> bool:
        """Is a province, regency or ministry named between two places that is not the agency's own:
        'Maturitas SPIP Provinsi Jawa Timur tercapai ...'?"""
        return any(
            not any(own.start <= match.start() < own.end for own in self.own)
            for match in _BODY.finditer(self.text, start, end)
        )

    def names_agency(self, start: int, end: int) -> bool:
        """Is the agency itself (not just its region) named between two places?"""
        return any(
            start <= own.start < end and not _BODY.match(self.text, own.start, own.end) for own in self.own
        )

    def _within(self, start: int, end: int) -> Iterator[Span]:
        for group in (self.mentions, self.years, self.own):
            for s in group:
                if s.start >= start and s.end <= end:
                    yield Span(s.start - start, s.end - start)

    def is_clean(self, start: int, end: int, topic: str = "") -> bool:
        """Is there nothing between a cue and a figure that breaks their bond?

        Words of the ``topic``'s name and of what the passage told about it may stand there: 'Target
        pelatihan tahun 2016 adalah 80%' under the indicator that this word defines.
        """
        gap = self.text[start:end]
        if phrase("between", "never").search(gap):
            return False
        rest = self.rest(start, end)
        if not rest:
            return True
        if not topic or len(rest) > _MAX_TOPIC_WORDS:
            return False
        told = self.told + self.text[:start].casefold() + " " + topic.casefold()
        return all(
            w.casefold() == "dan" or (len(w) > 3 and w.isalpha() and w.casefold() in told) for w in rest
        ) and bool(re.search(r"\b(?:adalah|sebesar|yaitu|sebanyak|tahun)\b", gap, re.I))

    def is_about(self, cue: Cue, topic: str) -> bool:
        """Is a sentence up to a cue about the topic, although it does not name it? It is not where it
        names something else: 'jumlah wajib pajak yang terealisasi' under another indicator."""
        begin = max((m.end() for m in re.finditer(r"[;:]\s", self.text[: cue.start])), default=0)
        told = f"{self.told} {topic} {self.agency}".casefold()
        figures = (Span(f.start - begin, f.end - begin) for f in self.figures if begin <= f.start < cue.start)
        rest = leftover(self.text[begin : cue.start], [*self._within(begin, cue.start), *figures])
        return all(
            phrase("between", "openers").fullmatch(w) or (len(w) > 3 and w.casefold() in told)
            for w in rest
            if w.isalpha()
        )

    def year_of(self, figure: Figure, floor: int = 0, cue: Cue | None = None) -> int | None:
        """The year that a figure speaks of: named since the figure before it (``floor``), right after it,
        or anywhere in the sentence if that names only one; else the report's year. None where the sentence
        names several and none of them plainly."""
        begin = cue.start if cue else figure.start
        local = [
            y
            for y in self.years
            if floor <= y.start
            and y.end <= figure.start
            and (y.start >= begin or self._leads(y, begin, floor))
        ]
        after = [y for y in self.years if y.start >= figure.end and not self.rest(figure.end, y.start)]
        if after and floor:
            # '15 dokumen di tahun 2016 dan realisasi 13 dokumen pada tahun 2015': each has its own behind it.
            local = [y for y in local if self.rest(floor, y.start)]
        if local:
            return local[-1].year if len({y.year for y in local}) == 1 else None
        if after:
            return after[0].year
        named = {y.year for y in self.years if not y.relative and not self._compared(y)}
        if len(named) > 1:
            return None
        return named.pop() if named else self.report_year

    def _compared(self, year: YearAt) -> bool:
        """Is a year the one that the sentence compares with: 'dari 134,10 pada tahun 2023'?"""
        return year.year != self.report_year and _COMPARED.search(self.text, 0, year.end) is not None

    def clause_goes_on(self, start: int, end: int) -> bool:
        """Does a clause that begins between two places go on about what was named before: '...; capaiannya',
        not '...; tindak lanjut temuan mencapai'?"""
        begin = self.text.rfind(";", start, end)
        return begin < 0 or all(
            phrase("between", "openers").fullmatch(w) for w in self.rest(begin, end) if w.isalpha()
        )

    def tells_change(self, start: int, end: int) -> bool:
        """Do words right before a figure make it the size of a change: 'naik 2,18'?"""
        return phrase_ending("between", "by").search(self.text[start:end].rstrip()) is not None

    def _leads(self, year: YearAt, begin: int, floor: int) -> bool:
        """Does a year before a cue belong to it, and not to a comparison or to the clause before?"""
        between = self.text[max(floor, year.start - _NEAR) : begin]
        return not re.search(r"[,;]|terhadap|dibanding", between, re.I)
