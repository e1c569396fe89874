"""What one table cell says: a figure with everything printed around it, a grade, nothing, or words."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from extractor.language.amounts import Amount, read_amount
from extractor.language.digits import TOLERANCE, around, read_digits, squeeze
from extractor.language.fractions import read_division
from extractor.language.tails import BRACKET, Tail, grade_at, read_tail
from extractor.language.units import (
    UnitKind,
    Vocabulary,
    habit_of,
    plain,
    vocabulary,
)
from extractor.model import Quantity, Reading

_NEAR_END = Decimal("0.5")  # of the higher end of a range that is printed first
_SIMPLE = re.compile(r"(?P<sign>-?)(?P<digits>\d[\d.,]*\d|\d) ?(?P<share>%?)")
_BLANK = re.compile(r"[\s\-._*…~/:;=,]*")
_HAS_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERING = re.compile(r"0\d|\d{1,2}(?:[.,]\d{1,2})")
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
            found = grade_at(rest.lstrip("\"'“ "), self.words)
            if found is None:
                return None
            grade, length = found
            rest, own = rest.lstrip("\"'“ ")[length:], ()
        rest = rest.strip(" \"'”*.,")
        if not rest:
            return self._quantity(grade=grade, readings=own)
        return self._scored(grade, rest, own)

    def _scored(self, grade: str, rest: str, own: tuple[Reading, ...]) -> Quantity | None:
        bracket = BRACKET.fullmatch(rest)
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
        started = read_amount(cell, self.words)
        if started is None:
            return None
        amount, rest = started
        ranged = self._range(amount, rest)
        if ranged is not None:
            return ranged
        tail = read_tail(rest, self.words, money=amount.money is not None)
        if tail is None or not self._believable(amount, tail):
            return None
        return self._single(amount, tail)

    @staticmethod
    def _believable(amount: Amount, tail: Tail) -> bool:
        """'Nilai 2024' names a year; '3.3 Rencana Kinerja' and '09 Tingkat' number a heading or a list."""
        if amount.named and tail.unit is None and _YEAR.fullmatch(amount.digits):
            return False
        if tail.kind == "other":
            worded = " " in (tail.unit or "")
        else:
            worded = bool(tail.notes) and (tail.kind == "count" or amount.digits.isdecimal())
        numbering = _NUMBERING.fullmatch(amount.digits) is not None and not amount.named
        return not (numbering and worded)

    def _range(self, amount: Amount, rest: str) -> Quantity | None:
        """'75.00 - 89.99', '5-6%', '0 sd 5,99 %', '91 % ≤ 100 %', '80 > 100 Baik', '>80 - <100'."""
        words = self.words
        start = 0
        unit: tuple[str, UnitKind] | None = None
        between = rest.lstrip()
        if found := words.unit.match(between):
            unit = words.kinds[" ".join(found.group().lower().split())]
            between = between[found.end() :].lstrip()
        joined = False
        if within := TOLERANCE.match(between):
            return self._around(amount, between[within.end() :], unit)
        if between[:1] in tuple("<>≤≥") and between:
            start, joined = 1, True
        while start < len(between) and between[start] == " ":
            start += 1
        if found := words.joiner.match(between, start):
            start, joined = found.end(), True
        if not joined:
            return None
        second = read_amount(between[start:].lstrip(" =<>≤≥"), words)
        if second is None or second[0].negative:
            return None
        upper, after = second
        tail = read_tail(after, words)
        if tail is None:
            return None
        if tail.unit is None and unit is not None:
            tail.unit, tail.kind = unit
        low = self._readings(amount, tail)
        high = self._readings(upper, tail)
        pairs = [(a, b) for a in low for b in high if a.value < b.value]
        if not pairs and len(low) == len(high) == 1 and low[0].step == high[0].step < 1:
            # '11,00-10,80': of what is better lower the range may begin with its higher end
            pairs = [(high[0], low[0])] if high[0].value >= low[0].value * _NEAR_END else []
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

    def _around(self, amount: Amount, after: str, unit: tuple[str, UnitKind] | None) -> Quantity | None:
        """'3 ± 1', '3%±1%': the range around a figure."""
        second = read_amount(after, self.words)
        tail = read_tail(second[1], self.words) if second else None
        if second is None or tail is None or second[0].negative:
            return None
        if tail.unit is None and unit is not None:
            tail.unit, tail.kind = unit
        middle, off = self._readings(amount, tail), self._readings(second[0], tail)
        if len(middle) != 1 or len(off) != 1:
            return self._quantity()
        low, high = around(middle[0], off[0])
        return self._quantity(readings=(low,), upper=high, unit=tail.unit, note=self._note(amount, tail))

    def _single(self, amount: Amount, tail: Tail) -> Quantity:
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

    def _note(self, amount: Amount, tail: Tail) -> str | None:
        return "; ".join(part for part in (*amount.notes, *tail.notes) if part) or None

    def _readings(self, amount: Amount, tail: Tail) -> tuple[Reading, ...]:
        kind = "money" if amount.money or amount.price else tail.kind
        habit = habit_of(amount.digits, kind, tail.scale, self.counts)
        readings = read_digits(amount.digits, habit)
        factor = tail.scale or Decimal(1)
        if amount.negative and not (amount.maybe_negative and tail.kind in ("count", "amount")):
            factor = -factor
        if factor == 1:
            return readings
        return tuple(Reading(value=r.value * factor, step=r.step * abs(factor)) for r in readings)
