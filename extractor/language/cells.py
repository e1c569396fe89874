"""What one table cell says: a figure with everything printed around it, a grade, nothing, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from extractor.language.digits import read_digits, squeeze
from extractor.language.fractions import read_division
from extractor.language.units import (
    Comparator,
    UnitKind,
    Vocabulary,
    habit_of,
    plain,
    read_unit,
    vocabulary,
)
from extractor.model import Quantity, Reading

_UNIT_WORDS = 4  # words after a figure that can be an unknown unit ('OPD Provinsi'); more is a sentence
_NOTE_WORDS = 14  # words that may follow a known unit ('10 dokumen hasil evaluasi ...')

_SIMPLE = re.compile(r"(?P<sign>-?)(?P<digits>\d[\d.,]*\d|\d) ?(?P<share>%?)")
_DIGITS = re.compile(r"\d[\d.,]*")
_SIGN = re.compile(r"(?P<sign>[-+±])(?P<space>\s*)")
_STARS = re.compile(r"\s*\*+\)?|\s*[¹²³⁴⁵⁶⁷⁸⁹]+\)?")
_PRICE_DASH = re.compile(r"\s*,\s*-+|\s*\.-+|(?<=[\d.,])-+(?=$|\s*\))")
_BRACKET = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)|\[([^\[\]]*)\]")
_WORD_RUN = re.compile(r"[^\W\d_°]?[^\W\d_][^\d()=<>≤≥*%]*(?:(?<=[mM])[23²³][^\d()=<>≤≥*%]*)?|°[cC]")
_PER_WORDS = re.compile(r"(?:/|per)\s*[^\W\d_][^\d()]*", re.IGNORECASE)
_OF = re.compile(r"dari\s+(?:total\s+|jumlah\s+)?(\d[\d.,]*)\s*([^\d(]*)$", re.IGNORECASE)
_BLANK = re.compile(r"[\s\-._*…~/]*")
_HAS_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE_BRACKET = re.compile(r"\(\s*((?:Rp\.?\s*)?\d[\d.,\s]*?(?:,-+)?\s*%?)\s*\)", re.IGNORECASE)
_ZERO_ORANG = re.compile(r"(?<![^\W_])0(?=rang(?![^\W_]))")


def parse(text: str, *, counts: bool | None = None) -> Quantity:
    """What a whole table cell, or a piece of prose cut out by somebody else, says about an amount.

    ``counts`` settles digits such as '1.234' and '1,234': True where the column counts things or money
    (thousands), False where it cannot (decimal). None keeps both readings unless the printed unit settles
    them, the most probable first. Scales are multiplied out: '168 (Juta Rp.)' is 168000000 rupiah.

    Without a figure ``readings`` is empty: a missing value, a grade ('BB', 'WTP'), or words. No figure is
    ever read out of a sentence.
    """
    return _parse(text, counts, vocabulary())


@lru_cache(maxsize=32768)
def _parse(text: str, counts: bool | None, words: Vocabulary) -> Quantity:
    cell = " ".join(plain(text).split())
    if _BLANK.fullmatch(cell) or cell.lower() in words.missing:
        return Quantity(text=text, missing=True)
    simple = _SIMPLE.fullmatch(cell)
    if simple is None:
        return _Cell(text, cell, counts, words).read()
    sign, digits, share = simple.groups()
    habit = habit_of(digits, "share" if share else None, None, counts)
    readings = read_digits(digits, habit)
    if sign:
        readings = tuple(Reading(value=-r.value, step=r.step) for r in readings)
    return Quantity(text=text, readings=readings, unit="%" if share and readings else None)


@dataclass(slots=True)
class _Amount:
    """A figure with what stands before it."""

    digits: str
    comparator: Comparator | None
    money: str | None
    negative: bool
    maybe_negative: bool  # '- 5': a minus or a list mark
    notes: list[str]
    price: bool  # ',-' follows


@dataclass(slots=True)
class _Tail:
    """What stands after a figure."""

    unit: str | None = None
    kind: UnitKind | None = None
    scale: Decimal | None = None
    comparator: Comparator | None = None
    grade: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    notes: list[str] = field(default_factory=list)


class _Cell:
    """One cell being read from left to right."""

    def __init__(self, text: str, cell: str, counts: bool | None, words: Vocabulary) -> None:
        self.text = text
        self.counts = counts
        self.words = words
        cell = _ZERO_ORANG.sub("o", cell)
        self.cell = squeeze(cell, money=words.money.search(cell) is not None)

    def read(self) -> Quantity:
        cell = self.cell.rstrip(" ;:") if self.cell[-1] in " ;:" else self.cell
        if cell[-1] in ".," and len(cell) > 1 and (cell[-2].isdigit() or cell[-2] in "%)‰*"):
            cell = cell[:-1]
        if not _HAS_DIGIT.search(cell):
            return self._worded(cell)
        return (
            self._division(cell)
            or self._bracketed(cell)
            or self._figure(cell)
            or self._graded(cell)
            or (Quantity(text=self.text, missing=True) if self._is_missing(cell) else None)
            or Quantity(text=self.text)
        )

    def _quantity(self, **fields: Any) -> Quantity:
        return Quantity(text=self.text, **fields)

    def _is_missing(self, cell: str) -> bool:
        return self.words.missing_begin.match(cell) is not None

    # ------------------------------------------------------------------------------- without a figure

    def _worded(self, cell: str) -> Quantity:
        bare = cell.strip(" .-*\"'()").lower()
        if bare in self.words.missing or bare in ("rp", "%") or self._is_missing(cell):
            return self._quantity(missing=True)
        return self._graded(cell) or self._quantity()

    def _graded(self, cell: str) -> Quantity | None:
        """A grade alone or with its score: 'BB', 'Opini WTP', 'Level 3 (3,157)', 'Nilai A (83)'."""
        words = self.words
        label = words.label.match(cell)
        rest = cell[label.end() :] if label else cell
        whole = rest.strip(" .\"'*“”()")
        if whole.lower() in words.short_predicates:
            return self._quantity(grade=whole)
        if (level := words.level.match(cell)) is not None:
            grade = f"{level['word'].capitalize()} {level['level']}"
            rest, own = cell[level.end() :], self._level_reading(level["level"])
        else:
            found = self._grade_at(rest.lstrip("\"'“ "))
            if found is None:
                return None
            grade, length = found
            rest, own = rest.lstrip("\"'“ ")[length:], ()
        rest = rest.strip(" \"'”*.,")
        if not rest:
            return self._quantity(grade=grade, readings=own)
        return self._scored(grade, rest, own)

    def _scored(self, grade: str, rest: str, own: tuple[Reading, ...]) -> Quantity | None:
        bracket = _BRACKET.fullmatch(rest)
        inner = (bracket[1] or bracket[2] or "") if bracket else re.sub(r"^[-/:=,]\s*", "", rest)
        score = _Cell(inner, inner, False, self.words)._figure(inner) if _HAS_DIGIT.search(inner) else None
        if score is not None and score.readings and score.grade is None:
            return score.model_copy(update={"grade": grade, "text": self.text})
        if bracket is not None:
            return self._quantity(grade=grade, readings=own, note=inner.strip() or None)
        return None

    @staticmethod
    def _level_reading(level: str) -> tuple[Reading, ...]:
        number = (
            level if level.isdigit() else str({"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}.get(level, ""))
        )
        return read_digits(number) if number else ()

    def _grade_at(self, text: str) -> tuple[str, int] | None:
        """The grade at the beginning of a text and its length: a letter, an opinion, a predicate."""
        if found := self.words.letters.match(text):
            return found.group(), found.end()
        if found := self.words.opinion.match(text):
            return self.words.opinions[" ".join(found.group().lower().split())], found.end()
        if found := self.words.predicate.match(text):
            return found.group(), found.end()
        return None

    # ---------------------------------------------------------------------------------- with a figure

    def _division(self, cell: str) -> Quantity | None:
        division = read_division(cell)
        if division is None:
            return None
        return self._quantity(
            readings=division.result,
            unit=division.unit,
            numerator=division.numerator,
            denominator=division.denominator,
        )

    def _bracketed(self, cell: str) -> Quantity | None:
        """A whole cell in brackets: a negative amount, but '(1)' may as well be a number of a column."""
        found = _WHOLE_BRACKET.fullmatch(cell)
        if found is None:
            return None
        inner = self._figure(found[1])
        if inner is None or not inner.readings:
            return self._quantity()
        negative = tuple(Reading(value=-r.value, step=r.step) for r in inner.readings)
        numbering = found[1].isdecimal() and len(found[1]) <= 2
        return inner.model_copy(update={"readings": (*inner.readings, *negative) if numbering else negative})

    def _figure(self, cell: str) -> Quantity | None:
        """A figure or a range with everything around it; None where the words are no part of one."""
        started = self._amount(cell)
        if started is None:
            return None
        amount, rest = started
        ranged = self._range(amount, rest)
        if ranged is not None:
            return ranged
        tail = self._tail(rest, money=amount.money is not None)
        if tail is None or (amount.notes and not self._believable(amount, tail)):
            return None
        return self._single(amount, tail)

    @staticmethod
    def _believable(amount: _Amount, tail: _Tail) -> bool:
        """'Target 2024' names a year, not a figure of two thousand."""
        return not _YEAR.fullmatch(amount.digits) or tail.unit is not None

    def _amount(self, text: str) -> tuple[_Amount, str] | None:
        words, at = self.words, 0
        notes: list[str] = []
        label = words.label.match(text)
        if label:
            at = label.end()
            if not label.group().strip(" :="):
                label = None
        if found := words.change.match(text, at):
            notes.append(found.group().strip())
            at = found.end()
        if found := _STARS.match(text, at):
            at = found.end()
        comparator: Comparator | None = None
        while at < len(text) and (found := words.comparator.match(text, at)):
            comparator = words.comparators[" ".join(found.group().lower().split())]
            at = found.end()
            while at < len(text) and text[at] in " =:":
                at += 1
        while at < len(text) and text[at] == " ":
            at += 1
        negative = maybe = False
        money: str | None = None
        for _ in range(2):  # '-Rp 5' and 'Rp -5'
            if found := _SIGN.match(text, at):
                if found["sign"] == "-":
                    negative, maybe = True, bool(found["space"])
                else:
                    notes.append(found["sign"])
                at = found.end()
            if found := words.money.match(text, at):
                wording = re.sub(r"[\s:=]", "", found.group().lower())
                money = words.kinds.get(wording, words.kinds.get(wording.rstrip("."), ("rupiah", "money")))[0]
                at = found.end()
                while at < len(text) and text[at] == " ":
                    at += 1
        digits = _DIGITS.match(text, at)
        if digits is None:
            return None
        figure, at = digits.group(), digits.end()
        price = False
        if found := _PRICE_DASH.match(text, at - 1 if figure[-1] in ".," else at):
            if figure[-1] in ".,":
                figure = figure[:-1]
            price, at = True, found.end()
        elif figure[-1] in ".,":
            figure = figure.rstrip(".,")
            if text[at:].strip(" *%"):
                return None  # '1. Meningkatnya ...' numbers a list
        if label is not None:
            notes.append("")
        return _Amount(figure, comparator, money, negative, maybe, notes, price), text[at:]

    def _range(self, amount: _Amount, rest: str) -> Quantity | None:
        """'75.00 - 89.99', '5-6%', '0 sd 5,99 %', '91 % ≤ 100 %', '80 > 100 Baik', '>80 - <100'."""
        words = self.words
        start = 0
        unit: tuple[str, UnitKind] | None = None
        between = rest.lstrip()
        if found := words.unit.match(between):
            unit = words.kinds[" ".join(found.group().lower().split())]
            between = between[found.end() :].lstrip()
        joined = False
        if between[:1] in tuple("<>≤≥") and between:
            start, joined = 1, True
        while start < len(between) and between[start] == " ":
            start += 1
        if found := words.joiner.match(between, start):
            start, joined = found.end(), True
        if not joined:
            return None
        second = self._amount(between[start:].lstrip(" =<>≤≥"))
        if second is None or second[0].negative:
            return None
        upper, after = second
        tail = self._tail(after)
        if tail is None:
            return None
        if tail.unit is None and unit is not None:
            tail.unit, tail.kind = unit
        low = self._readings(amount, tail)
        high = self._readings(upper, tail)
        pairs = [(a, b) for a in low for b in high if a.value < b.value]
        if not pairs:
            return self._quantity() if low and high and amount.digits != upper.digits else None
        first, last = pairs[0]
        return self._quantity(
            readings=(first,),
            upper=last,
            unit=tail.unit or amount.money,
            comparator=amount.comparator,
            grade=tail.grade,
            note=self._note(amount, tail),
        )

    def _single(self, amount: _Amount, tail: _Tail) -> Quantity:
        readings = self._readings(amount, tail)
        if not readings:
            return self._quantity()
        unit = tail.unit or ("rupiah" if amount.price or amount.money else None)
        if amount.maybe_negative and tail.kind not in ("count", "amount"):
            readings = (*readings, *(Reading(value=-r.value, step=r.step) for r in readings))
        return self._quantity(
            readings=readings,
            unit=amount.money or unit,
            comparator=amount.comparator or tail.comparator,
            grade=tail.grade,
            numerator=tail.numerator,
            denominator=tail.denominator,
            note=self._note(amount, tail),
        )

    def _note(self, amount: _Amount, tail: _Tail) -> str | None:
        return "; ".join(part for part in (*amount.notes, *tail.notes) if part) or None

    def _readings(self, amount: _Amount, tail: _Tail) -> tuple[Reading, ...]:
        kind = "money" if amount.money or amount.price else tail.kind
        habit = habit_of(amount.digits, kind, tail.scale, self.counts)
        readings = read_digits(amount.digits, habit)
        factor = tail.scale or Decimal(1)
        if amount.negative and not (amount.maybe_negative and tail.kind in ("count", "amount")):
            factor = -factor
        if factor == 1:
            return readings
        return tuple(Reading(value=r.value * factor, step=r.step * abs(factor)) for r in readings)

    # -------------------------------------------------------------------------------- after the figure

    def _tail(self, rest: str, *, money: bool = False) -> _Tail | None:
        """What stands after a figure; None where it holds something that is no part of one."""
        tail, words, at = _Tail(), self.words, 0
        while at < len(rest):
            if rest[at] in " .;:,\"'”":
                at += 1
            elif found := _STARS.match(rest, at):
                at = found.end()
            elif found := _BRACKET.match(rest, at):
                self._bracket(found[1] or found[2] or "", tail)
                at = found.end()
            elif (found := words.share.match(rest, at)) and tail.unit is None:
                tail.unit, tail.kind = words.kinds[found.group().lower()]
                at = found.end()
            elif (
                (found := words.scale.match(rest, at))
                and tail.scale is None
                and tail.unit is None
                and (found["letter"] != "M" or money)
            ):  # 'Rp2,5 M' is miliar, '500 M' may be metres
                tail.scale = words.scales[found["letter"] or found["word"].lower()]
                at = found.end()
            elif found := words.comparator_after.match(rest, at):
                tail.comparator = words.comparators[" ".join(found.group().lower().split())]
                at = found.end()
            elif found := words.per.match(rest, at):
                tail.unit = f"{tail.unit + ' ' if tail.unit else ''}per {found['base']} {found['of'].lower()}"
                tail.kind = tail.kind or "amount"
                at = found.end()
            elif found := _OF.match(rest, at):
                self._of(found, tail)
                at = found.end()
            elif (graded := self._grade_at(rest[at:].lstrip("/- "))) and tail.grade is None:
                skipped = len(rest[at:]) - len(rest[at:].lstrip("/- "))
                tail.grade = graded[0]
                at += skipped + graded[1]
            elif found := _PER_WORDS.match(rest, at):
                wording = " ".join(found.group().lower().split())
                tail.unit = f"{tail.unit or ''}{wording if wording[0] == '/' else ' ' + wording}".strip()
                at = found.end()
            else:
                end = self._words(rest, at, tail)
                if end is None:
                    return None
                at = end
        return tail

    def _words(self, rest: str, at: int, tail: _Tail) -> int | None:
        """Takes a unit, known or not, or the words after one into the tail; returns where they end."""
        words = self.words
        run = _WORD_RUN.match(rest, at)
        if run is None:
            return None
        if tail.unit is None and (found := words.unit.match(rest, at)):
            tail.unit, tail.kind = words.kinds[" ".join(found.group().lower().split())]
            return max(found.end(), at + 1)
        wording = run.group().strip(" ,.;:-")
        count = len(wording.split())
        first = wording.lower().split()[0] if count else ""
        if tail.unit is not None:
            if count > _NOTE_WORDS:
                return None
            tail.notes.append(wording)
        elif count > _UNIT_WORDS or first in words.not_units or first == "rang":
            return None
        else:
            tail.unit, tail.kind = wording.lower(), "other"
        return run.end()

    def _bracket(self, inner: str, tail: _Tail) -> None:
        """Takes what stands in brackets into the tail: a scale, a unit, a grade, a fraction, or a note."""
        words, content = self.words, inner.strip(" .")
        if not content:
            return
        graded = self._grade_at(content)
        if graded is not None and not content[graded[1] :].strip(" .") and tail.grade is None:
            tail.grade = graded[0]
            return
        if (level := words.level.fullmatch(content)) and tail.grade is None:
            tail.grade = f"{level['word'].capitalize()} {level['level']}"
            return
        division = read_division(content) if content[0].isdigit() else None
        if division is not None and tail.numerator is None:
            tail.numerator, tail.denominator = division.numerator, division.denominator
            return
        unit = read_unit(content)
        if unit is not None and len(content.split()) <= _UNIT_WORDS and tail.unit is None:
            if unit.factor != 1 and tail.scale is None:
                tail.scale = unit.factor
            if unit.name is not None:
                tail.unit, tail.kind = unit.name, unit.kind
            return
        tail.notes.append(content)

    def _of(self, found: re.Match[str], tail: _Tail) -> None:
        """'5,30% dari 3.320 orang' names the denominator."""
        whole = read_digits(found[1].rstrip(".,"), "thousands")
        if len(whole) == 1 and tail.kind == "share":
            tail.denominator = whole[0].value
        tail.notes.append(found.group().strip())
