"""Figures of running text as statements: which indicator, which measure, which year.

A figure becomes a statement only where all three are plain. A cue ('target', 'realisasinya', 'mencapai')
must reach its figure over nothing but fillers, years, the agency's own name and the indicator's name; the
indicator must be named before it or be what the passage is about. Everything else is left out: a wrong
statement accuses, a missing one does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.model import Measure, Quantity, ReportInfo, Statement, Subject
from extractor.statements.bonds import NO_SUBJECT, Binder, against_target
from extractor.statements.known import Known
from extractor.statements.mentions import OPENING, Mentions
from extractor.statements.passages import Passage
from extractor.statements.scenes import Bond, Scene
from extractor.statements.wording import (
    Span,
    cues,
    figures,
    leftover,
    own_names,
    phrase,
    phrase_ending,
    years,
)

_SHARES = frozenset({"%", "‰"})
_BESIDE = re.compile(r"(?:\(|\batau(?:\s+sebesar)?)\s*\Z", re.IGNORECASE)  # a share of the count before
_BAR = "-----"  # typed for the bar of a fraction
# 'Capaian : 110,35%': an item about what the heading over its list names.
_LABELLED = re.compile(
    r"(?:target|realisasi|capaian)\b[^:=.;\d]{0,30}(?:20\d\d[^:=\d]{0,6})?[:=]\s*[\d<>≤≥]", re.IGNORECASE
)
_ATTAINED: tuple[Measure, ...] = ("realisasi", "capaian")
_OPENING = 220  # characters at the beginning of a passage in which its topic's name stands


def read_prose(
    passages: Sequence[Passage],
    info: ReportInfo,
    subjects: Mapping[int, Subject],
    statements: Sequence[Statement],
    mentions: Mentions,
) -> list[Statement]:
    """The statements of running text about the indicators that the tables know.

    ``statements`` are those of the tables, with their subjects: they tell a realisasi from a capaian where
    the words leave both open. ``mentions`` finds what ``named_things`` gives.
    """
    return list(_Reader(info, Known(subjects, statements), mentions).read(passages))


class _Reader:
    def __init__(self, info: ReportInfo, known: Known, mentions: Mentions) -> None:
        self._info = info
        self._known = known
        self._binder = Binder(known)
        self._mentions = mentions
        self._own = own_names(info)

    def read(self, passages: Sequence[Passage]) -> Iterator[Statement]:
        carried: str | None = None  # the measure that a list's introduction announces
        heading = NO_SUBJECT
        listed = False  # do labelled items ('Capaian : 98%') follow the heading's name?
        section = ""
        for passage in passages:
            if passage.section != section:
                section, heading = passage.section, self._topic_of(passage.section.rsplit(" > ", 1)[-1])
                listed = heading != NO_SUBJECT
            labelled = _LABELLED.match(passage.text, passage.body) is not None
            opening = self._opening(passage)
            if opening is not None:
                heading = opening
            elif passage.body and not (labelled and listed):
                heading = NO_SUBJECT  # an item of a list is about what it names
            # Labelled items are about the indicator right over them: further on, they may be of a kegiatan.
            listed = opening is not None or (labelled and listed)
            seen: set[tuple[int, str, int | None]] = set()
            for scene in self._scenes(passage):
                self._resolve(scene, heading)
                self._binder.bind(scene, heading, carried if passage.body else None)
                heading = self._after(scene, heading)
                for statement in self._statements(scene):
                    key = (statement.subject, statement.measure, statement.year)
                    if key not in seen:
                        seen.add(key)
                        yield statement
            carried = _announced(passage, carried)

    # ---------------------------------------------------------------------------------------- topics

    def _topic_of(self, text: str) -> int:
        found = {m.key for m in self._mentions.find(text)}
        key = found.pop() if len(found) == 1 else None
        return key if key is not None and self._known.is_indicator(key) else NO_SUBJECT

    def _opening(self, passage: Passage) -> int | None:
        """The indicator whose name opens a passage ('k. Tingkat Labour Turn Over LTO adalah ...'), -1 for
        a passage that opens with something else of note, None if it opens with neither."""
        body = passage.body
        text = passage.text[body : body + _OPENING]
        if not self._mentions.may_open(text):
            return None
        found = self._mentions.find(text)
        if not found or text[: found[0].start].strip(OPENING):
            return None
        key = found[0].key
        return key if key is not None and self._known.is_indicator(key) else NO_SUBJECT

    def _after(self, scene: Scene, heading: int) -> int:
        """What the text goes on to speak of: what the sentence named, if that is one thing, or the one that
        it announced as an indicator."""
        if not scene.mentions:
            return heading
        announced = [
            m
            for m in scene.mentions
            if phrase_ending("announced", "words").search(scene.text[max(0, m.start - 60) : m.start])
        ]
        keys = {m.key for m in announced or scene.mentions}
        key = keys.pop() if len(keys) == 1 else None
        return key if key is not None and self._known.is_indicator(key) else NO_SUBJECT

    # ---------------------------------------------------------------------------------------- scenes

    def _scenes(self, passage: Passage) -> Iterator[Scene]:
        for start, end in passage.sentences():
            text = passage.text[start:end]
            if _BAR in text:
                continue  # a fraction set over lines: its words and figures follow no sentence
            mentions = self._mentions.find(text)
            found = [f for f in figures(text) if not any(m.start <= f.start < m.end for m in mentions)]
            if not found and not mentions:
                continue
            announcing = [
                c
                for c in (cues(text) if found else ())
                if not any(m.start <= c.start and c.end <= m.end for m in mentions)
            ]
            yield Scene(
                passage,
                start,
                text,
                announcing,
                found,
                mentions,
                years(text, self._info.year) if found else [],
                [Span(*m.span()) for m in self._own.finditer(text)] if found else [],
                self._info.year,
                self._info.agency,
            )

    def _resolve(self, scene: Scene, heading: int) -> None:
        """Mentions that fit several things become what the text is about anyway, or the only indicator."""
        for index, mention in enumerate(scene.mentions):
            if mention.key is not None:
                continue
            told = [heading, *(m.key for m in scene.mentions[:index] if m.key is not None)]
            fitting = {k for k in told if k in mention.options} or {
                k for k in mention.options if self._known.is_indicator(k)
            }
            if len(fitting) > 1 and self._same_but_aside(fitting):
                fitting = {max(fitting, key=self._known.count)}
            if len(fitting) == 1:
                scene.mentions[index] = mention._replace(key=fitting.pop())

    def _same_but_aside(self, keys: set[int]) -> bool:
        """Are indicators in one wording apart from what stands in brackets: '(diluar dana DAK)' and
        '(diluar dana BOS)'? The text means the one of which the tables say most."""
        names = [self._known.subjects[key].name.casefold() for key in keys if self._known.is_indicator(key)]
        plain = {" ".join(re.sub(r"\([^()]*\)", " ", name).split()) for name in names}
        return len(plain) == 1 and len(set(names)) == len(keys)

    # ------------------------------------------------------------------------------------ statements

    def _statements(self, scene: Scene) -> Iterator[Statement]:
        medium_term = phrase("medium_term", "words").search(scene.text) is not None
        settled: list[tuple[Bond, Quantity, Measure | None]] = []
        for bond in scene.bonds:
            if not self._known.is_indicator(bond.subject) or bond.year is None:
                continue
            text = scene.text[bond.figure.start : bond.figure.end]
            quantity = self._known.quantity(text, bond.subject)
            if medium_term and bond.measure in ("capaian", "reached"):
                bond.measure = "capaian_akhir"
            settled.append((bond, quantity, self._settle(scene, bond, quantity)))
        for bond, quantity, measure in settled:
            # One cue over several figures ('pencapaian A 26,67% dan B 15%') has one meaning.
            meanings = {m for b, _, m in settled if b.cue is not None and b.cue is bond.cue and m}
            if len(meanings) > 1:
                measure = "capaian" if bond.measure == "capaian" else None
            elif meanings and measure is None:
                measure = next(iter(meanings))
            beside_percent = any(
                m == "target" and b.figure.percent and b.subject == bond.subject for b, _, m in settled
            )
            if measure == "realisasi" and beside_percent and not bond.figure.percent and quantity.unit:
                continue  # the people behind a percentage: 'dari target 88% ... terealisasi 159 WR'
            if measure is not None and self._plausible(bond, measure, quantity):
                yield self._statement(scene, bond, measure, quantity)

    def _statement(self, scene: Scene, bond: Bond, measure: Measure, quantity: Quantity) -> Statement:
        begin, end = scene.start + bond.figure.start, scene.start + bond.figure.end
        page, box = scene.passage.locate(begin, end)
        subject = bond.subject if bond.subject is not None else NO_SUBJECT
        return Statement(
            indicator=self._known.subjects[subject].name,
            measure=measure,
            year=bond.year,
            value=quantity.value,
            text=scene.text[bond.figure.start : bond.figure.end],
            unit=quantity.unit,
            kind="prose",
            source=scene.passage.source,
            page=page,
            bbox=box,
            where=scene.passage.section.rsplit(" > ", 1)[-1],
            quantity=quantity,
            subject=subject,
        )

    def _settle(self, scene: Scene, bond: Bond, quantity: Quantity) -> Measure | None:
        """The measure of a bond: capaian and realisasi are used for one another, and the tables tell."""
        key = bond.subject if bond.subject is not None else NO_SUBJECT
        match bond.measure:
            case "target":
                return "target"
            case "capaian_akhir":
                # Only where a table says the same: the words do not tell against which end.
                stated = self._known.states_any_year(key, "capaian_akhir", quantity)
                return "capaian_akhir" if stated else None
        realised = self._known.states(key, "realisasi", bond.year, quantity)
        attained = self._known.states(key, "capaian", bond.year, quantity)
        beside = {b.measure for b in scene.bonds if b is not bond and b.subject == bond.subject}
        if bond.measure == "realisasi":
            # 'baru terealisasi 98,43%' of a capaian of 98,43: what the figure is decides, not its name.
            return "capaian" if attained and not realised and bond.figure.percent else "realisasi"
        if not bond.figure.percent and quantity.unit is not None:
            slipped = bond.figure.money and self._known.nearly_states(key, "realisasi", bond.year, quantity)
            slipped = slipped or self._known.exchanges(key, "realisasi", bond.year, quantity)
            announced = bond.measure == "capaian" or bool(beside if bond.cue else beside & {"target"})
            supported = realised or slipped or announced
            return "realisasi" if supported and quantity.unit in self._known.units(key) else None
        if bond.measure == "reached":
            if realised or attained:
                return "realisasi" if realised else "capaian"
            return self._exchanged(bond, key, quantity)
        # '510,86 km (83,42%)' of an indicator in percent: the share, not a capaian beside the kilometres.
        shared = (
            bond.figure.percent
            and _BESIDE.search(scene.text, 0, bond.figure.start) is not None
            and not _SHARES.isdisjoint(self._known.units(key))
        )
        if realised and not attained and (shared or "realisasi" not in beside):
            return "realisasi"
        if attained or beside & {"realisasi", "target"} or bond.cue is None:
            return "capaian"
        explicit = phrase("explicit", "words").match(scene.text, bond.cue.start) is not None
        if bond.figure.percent and (explicit or against_target(scene, bond.figure)):
            return "capaian"
        if bond.measure == "capaian" and self._exchanged(bond, key, quantity) == "capaian":
            return "capaian"
        nearer = self._known.nearer(key, bond.year, quantity)
        return "capaian" if bond.figure.percent and nearer == "capaian" else None

    def _exchanged(self, bond: Bond, key: int, quantity: Quantity) -> Measure | None:
        """The measure of which a table states the digits of a figure in another order."""
        found: list[Measure] = [m for m in _ATTAINED if self._known.exchanges(key, m, bond.year, quantity)]
        return found[0] if len(found) == 1 else None

    def _plausible(self, bond: Bond, measure: Measure, quantity: Quantity) -> bool:
        """A figure in another unit than the tables' is of something else (the people behind a percentage)."""
        if quantity.missing or not quantity.readings or bond.subject is None:
            return False
        if measure in ("capaian", "capaian_akhir"):
            return quantity.unit in ("%", None)
        name = self._known.subjects[bond.subject].name
        if phrase("names", "percent").match(name) and quantity.unit not in ("%", None):
            return False
        if phrase("names", "count").match(name) and quantity.unit == "%":
            return False
        units = self._known.units(bond.subject)
        # A table that prints bare figures may count percent or people.
        if not units or None in units or quantity.unit is None:
            return True
        return quantity.unit in units or (quantity.unit in _SHARES and not units.isdisjoint(_SHARES))


def named_things(
    subjects: Mapping[int, Subject], statements: Sequence[Statement]
) -> Iterator[tuple[int, Sequence[str]]]:
    """What running text may name: indicators and budget lines with their keys, sasaran with keys of their
    own (their figures are not an indicator's)."""
    yield from ((k, s.names) for k, s in subjects.items() if s.kind != "agregat")
    indicators = {n.casefold() for s in subjects.values() if s.kind == "indikator" for n in s.names}
    sasaran = {s.sasaran for s in statements if len(s.sasaran.split()) > 1}  # not a bare word of a header
    others = sorted(name for name in sasaran if name.casefold() not in indicators)
    for index, name in enumerate(others):
        yield NO_SUBJECT - 1 - index, (name,)


def _announced(passage: Passage, carried: str | None) -> str | None:
    """The measure that a passage ending in a colon announces for the list under it."""
    text = passage.text.rstrip()
    if not text.endswith(":"):
        return carried if passage.body else None
    found = [c for c in cues(text) if c.measure in ("target", "realisasi", "capaian")]
    if not found:
        return None
    after = re.sub(r"\b(?:sebagai|sbb|berikut|diuraikan|dijabarkan)\b", " ", text[found[-1].end : -1])
    return None if leftover(after) else found[-1].measure
