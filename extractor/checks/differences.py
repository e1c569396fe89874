"""Stated differences: a figure that running text calls a rise, a fall or a gap, and the two values that it is
said to be between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractor.checks.beside import no_values, whole_of_share, without_parts
from extractor.checks.fitting import fits, fits_ratio
from extractor.checks.operands import Operand, as_set, called, in_percent, operands, pointed
from extractor.checks.quoting import any_of
from extractor.language.spotting import Spotted, spotted
from extractor.patterns import derived, load
from extractor.statements.passages import Passage
from extractor.statements.wording import phrase

Direction = Literal["rise", "fall", "apart"]
_NEAR_PAIR = 80  # characters between a difference and the 'dari ... menjadi ...' that it belongs to
_VALUED = re.compile(r"\b(?:20\d\d|tahun (?:lalu|sebelumnya)|target|realisasi)\s*$", re.IGNORECASE)
_SORT = 5  # times that a figure in percent may be one without
_REACH = 2  # sentences before the claim in which its values may stand


@dataclass(frozen=True, slots=True)
class Claim:
    """``stated`` is the difference as printed, between ``earlier`` and ``later``; ``ordered`` if the text
    says which of them is which."""

    passage: Passage
    start: int  # of the cue
    end: int  # of the stated difference
    direction: Direction
    stated: Operand
    points: bool
    earlier: Operand
    later: Operand
    ordered: bool


@derived
def _cues() -> tuple[tuple[Direction, Spotted], ...]:
    rules = load("narrative")["difference"]
    before = any_of(_longest_first(rules["unless_before"]))
    fillers = any_of(rules["fillers"])
    kinds: tuple[Direction, ...] = ("rise", "fall", "apart")
    return tuple(
        (
            kind,
            spotted(
                rf"(?P<not>(?:{before})\s*)?(?<!\w)(?:{any_of(_longest_first(rules[kind]))})(?!\w)"
                rf"(?:\s+(?:{fillers}))*\s*(?=[-−]?\d|Rp|US)",
                re.IGNORECASE,
            ),
        )
        for kind in kinds
    )


@derived
def _words() -> Spotted:
    """The words of all cues."""
    rules = load("narrative")["difference"]
    return spotted(any_of((*rules["rise"], *rules["fall"], *rules["apart"])), re.IGNORECASE)


def _longest_first(words: list[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


@derived
def _points() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{any_of(load('narrative')['difference']['points'])})(?!\w)", re.IGNORECASE)


@derived
def turned() -> re.Pattern[str]:
    """Words with which a fall may be for the better."""
    return re.compile(rf"(?<!\w)(?:{any_of(load('narrative')['difference']['turned'])})(?!\w)", re.IGNORECASE)


_DIGIT = re.compile(r"\d")
_COUNT = re.compile(r"\d[\d.,]*\s+[^\W\d][^.;()\d]{2,60}$")


def claims(passage: Passage) -> Iterator[Claim]:
    """Every stated difference of a passage whose two values are told beyond doubt."""
    text = passage.text
    if _DIGIT.search(text) is None:
        return
    told = _announced(text)
    if not told:
        return
    sentences = passage.sentences()
    found = operands(text)
    ends = [match.end() for _, match in told]
    for direction, match in told:
        stated = next((o for o in found if match.end() - 4 <= o.start <= match.end() + 4), None)
        if stated is None or _of_the_other(text[match.start() : stated.start]) and not pointed(stated):
            continue
        # What a sentence before states as a change is no value of this one.
        own = max((a for a, _ in sentences if a <= stated.start), default=0)
        values = [o for o in found if o.start >= own or not any(-4 <= o.start - e <= 4 for e in ends)]
        pair = _pair(text, sentences, values, stated) or _of_target(text, found, stated, match.start())
        if pair is None:
            continue
        (earlier, later), ordered = pair
        if no_values(text, own, match.group(), stated, (earlier, later), ends):
            continue
        earlier, later = _settled(earlier, stated, later), _settled(later, stated, earlier)
        stated, earlier, later = _whole(stated, earlier, later)
        earlier, later = (
            o._replace(quantity=as_set(o.quantity)) if called("target", text, o) else o
            for o in (earlier, later)
        )
        points = bool(_points().match(text, stated.end)) or bool(_points().search(stated.quantity.text))
        yield Claim(passage, match.start(), stated.end, direction, stated, points, earlier, later, ordered)


def _of_the_other(words: str) -> bool:
    """'lebih tinggi dari serapan 94,46%': the figure is the other's own, unless it is one of points."""
    return re.search(r"\bdari\s", words, re.IGNORECASE) is not None


def stated_differences(text: str, begin: int, finish: int) -> Iterator[tuple[int, int]]:
    """Where words announce a rise, a fall or a gap: where they begin and where its figure does."""
    for _, match in _announced(text):
        if begin <= match.start() and match.end() < finish:
            yield match.start(), match.end()


@derived
def _announced(text: str) -> tuple[tuple[Direction, re.Match[str]], ...]:
    """The cues of a text; several rules ask for those of each passage."""
    return tuple(
        (direction, match)
        for direction, pattern in _cues()
        for match in pattern.finditer(text)
        if not match["not"]
    )


def _settled(operand: Operand, *others: Operand) -> Operand:
    """'3,157' beside figures with decimals is three and a bit, not three thousand."""
    readings = operand.quantity.readings
    fine = [r for r in readings if r.step < 1]
    if len(readings) < 2 or len(fine) != 1 or not any(o.reading.step < 1 for o in others):
        return operand
    return operand._replace(quantity=operand.quantity.model_copy(update={"readings": tuple(fine)}))


def _whole(*operands: Operand) -> tuple[Operand, ...]:
    """Figures that may all be whole numbers ('4.087', '186.235') and of which no reading fits the others are
    whole numbers."""
    if all(len(o.quantity.readings) == 1 for o in operands) or fits(*(o.quantity for o in operands)):
        return operands
    whole = [tuple(r for r in o.quantity.readings if r.step >= 1) for o in operands]
    if not all(len(readings) == 1 for readings in whole):
        return operands
    return tuple(
        o._replace(quantity=o.quantity.model_copy(update={"readings": readings}))
        for o, readings in zip(operands, whole, strict=True)
    )


def _pair(
    text: str, sentences: Sequence[tuple[int, int]], found: Sequence[Operand], stated: Operand
) -> tuple[tuple[Operand, Operand], bool] | None:
    """The two values of a difference: the only two of its kind in the sentence or in those around it, or
    the two that 'dari ... menjadi ...' joins."""
    at = next((i for i, (a, b) in enumerate(sentences) if a <= stated.start < b), None)
    if at is None:
        return None
    windows = [(at, at), (at, at + 1), *((at - n, at) for n in range(1, _REACH + 1))]
    for first, last in windows:
        if first < 0 or last >= len(sentences):
            continue
        low, high = sentences[first][0], sentences[last][1]
        if last > at and phrase("medium_term", "words").search(text, sentences[last][0], high):
            continue  # what follows holds the year against the end of the plan
        if (
            first < at - 1
            and any(low <= o.start for o in found if o.start < sentences[at - 1][0])
            and any(sentences[at - 1][0] <= o.start < sentences[at][0] for o in found)
        ):
            break  # the sentence before has figures of its own: the one before that is about something else
        inside = without_parts(text, [o for o in found if low <= o.start < high and o is not stated])
        inside = [o for o in inside if not _aside(text, o) and not whole_of_share(text, o, stated)]
        joined = _joined(text, inside, stated)
        if joined is not None:
            return joined, True
        alike = _likeliest(text, [o for o in inside if _comparable(o, stated)], stated, sentences[at])
        if len(alike) == 1 and first == at and pointed(stated):
            alike += [o for o in found if low <= o.start < high and in_percent(o) and _counted(text, o)]
        if len(alike) > 2:
            return None
        if len(alike) == 2 and _same_sort(*alike):
            return _in_order(alike[0], alike[1])
    return None


def _likeliest(text: str, alike: list[Operand], stated: Operand, sentence: tuple[int, int]) -> list[Operand]:
    """Of more than two values those that a change lies between: not the target, unless the sentence speaks
    of it, and, for a change in points, not the capaian in percent beside two figures without."""
    if len(alike) > 2 and "target" not in text[slice(*sentence)].casefold():
        alike = [o for o in alike if not called("target", text, o)]
    bare = [o for o in alike if not in_percent(o)]
    counted = (
        stated.quantity.unit is None and stated.reading.step == 1 and all(o.reading.step == 1 for o in bare)
    )
    return bare if len(alike) > 2 and len(bare) == 2 and (pointed(stated) or counted) else alike


def _of_target(
    text: str, found: Sequence[Operand], stated: Operand, cue: int
) -> tuple[tuple[Operand, Operand], bool] | None:
    """The target and the realisasi that stand before 'capaian ... menurun sebesar 25%' and of which 25% is
    the capaian itself."""
    if not in_percent(stated) or not re.search(
        r"\bcapaian\b[^.;]*$", text[max(0, cue - 80) : cue], re.IGNORECASE
    ):
        return None
    targets = [o for o in found if o.start < cue and called("target", text, o)]
    results = [o for o in found if o.start < cue and called("realisasi", text, o)]
    pairs = [
        (t, r)
        for t in targets
        for r in results
        if t.quantity.unit == r.quantity.unit and fits_ratio(stated.quantity, t.quantity, r.quantity)
    ]
    values = {(t.reading.value, r.reading.value) for t, r in pairs}
    return (pairs[-1], True) if len(values) == 1 else None


def _joined(text: str, inside: Sequence[Operand], stated: Operand) -> tuple[Operand, Operand] | None:
    """The values of 'dari X menjadi Y' (with nothing but their units and years between) beside a claim."""
    pairs: list[tuple[int, Operand, Operand]] = []
    for one, two in pairwise(inside):
        between = text[one.end : two.start]
        before = text[max(0, one.start - 30) : one.start]
        if _of_another(text, one, stated):
            continue
        distance = one.start - stated.end if one.start > stated.end else stated.start - two.end
        if (
            0 <= distance < _NEAR_PAIR
            and re.search(r"(?:dari|semula)\s+(?:\w+\s+){0,3}$", before, re.IGNORECASE)
            and re.search(r"\bmenjadi\s+(?:sebesar\s+|Rp\.?\s*)?$", between, re.IGNORECASE)
            and not re.search(r"[.;]", between)
            and _same_sort(one, two)
        ):
            pairs.append((distance, one, two))
    if not pairs:
        return None
    _, one, two = min(pairs, key=lambda pair: pair[0])
    return one, two


def _of_another(text: str, one: Operand, stated: Operand) -> bool:
    """Do the two values belong to a verb of their own, in a sentence after the claim: '... 1,31 poin. Nilai
    SAKIP naik dari 70,15 menjadi 73,45'?"""
    if one.start < stated.end:
        return False
    between = text[stated.end : one.start]
    return re.search(r"[.;]\s", between) is not None and _words().search(between) is not None


def _aside(text: str, operand: Operand) -> bool:
    """Does the figure stand in brackets that hold no pair of values ('(1,13 persen)')? What follows a year
    or a measure in brackets is its value: 'dari tahun 2023 (4,31%)'."""
    opened = text.rfind("(", max(0, operand.start - 12), operand.start)
    closed = text.find(")", operand.end, operand.end + 14)
    if _VALUED.search(text[max(0, opened - 20) : max(0, opened)]):
        return False
    return opened >= 0 and closed >= 0 and not re.search(r"[()]", text[opened + 1 : operand.start])


def _counted(text: str, operand: Operand) -> bool:
    """Is a percentage in brackets the share that a count before it has: '10 desa di antaranya (83,33%)'?"""
    opened = text.rfind("(", max(0, operand.start - 3), operand.start)
    return opened >= 0 and _COUNT.search(text[:opened].rstrip()) is not None


def _comparable(operand: Operand, stated: Operand) -> bool:
    """May the stated difference be one of this figure? A difference in percent may be one of anything."""
    if in_percent(stated):
        return True
    if pointed(stated):
        if stated.reading.step < 1 <= operand.reading.step and operand.quantity.unit is None:
            return False  # between counts lie no '2,68 poin'
        return operand.quantity.unit in (None, "%", "persen", "poin", "point", "nilai", "indeks", "skor")
    return operand.quantity.unit == stated.quantity.unit or None in (
        operand.quantity.unit,
        stated.quantity.unit,
    )


def _same_sort(a: Operand, b: Operand) -> bool:
    units = {o.quantity.unit for o in (a, b)} - {None, "poin", "point"}
    if len({in_percent(a), in_percent(b)}) == 2 or len({pointed(a), pointed(b)}) == 2:
        low, high = sorted(abs(o.reading.value) for o in (a, b))
        return (
            len(units) <= 1 and high <= _SORT * low
        )  # a capaian in percent, or another gap, and an index are not
    return len(units) <= 1


def _in_order(a: Operand, b: Operand) -> tuple[tuple[Operand, Operand], bool]:
    if a.year is not None and b.year is not None and a.year != b.year:
        return ((a, b) if a.year < b.year else (b, a)), True
    return (a, b), False
