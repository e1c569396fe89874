"""What the tables state, asked by running text: does a table say this amount, in which unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from extractor.language import numbers
from extractor.language.slips import FEWEST, mistyped, reordered
from extractor.model import Measure, Quantity, Reading, Statement, Subject
from extractor.statements.wording import phrase

_RIVALS: tuple[Measure, ...] = ("capaian", "realisasi")  # used for one another in running text
_MUCH = 3  # times that one distance must be the other for the figure to be of the nearer measure
_SIZE = 20  # times that 3,412 may be another figure of its indicator; 3.412 is a thousand times that
_SLIP = Decimal("0.05")  # share by which exchanged or lost digits inside an amount of money change it
_TOLD = ("target", "realisasi", "capaian", "baseline", "target_akhir", "capaian_akhir")
_MONEY = Decimal(10**6)  # an indicator whose tables hold such figures may be counted in rupiah


class Known:
    """The statements of tables by subject, measure and year."""

    def __init__(self, subjects: Mapping[int, Subject], statements: Iterable[Statement]) -> None:
        self.subjects = subjects
        self._stated: dict[int, dict[tuple[str, int | None], list[Quantity]]] = defaultdict(dict)
        for s in statements:
            self._stated[s.subject].setdefault((s.measure, s.year), []).append(s.quantity)

    def is_indicator(self, key: int | None) -> bool:
        return key is not None and key in self.subjects and self.subjects[key].kind == "indikator"

    def words_for(self, key: int | None) -> str:
        """All the names of an indicator; nothing for anything else."""
        if key is None or not self.is_indicator(key):
            return ""
        return " ".join(self.subjects[key].names)

    def states(self, key: int | None, measure: str, year: int | None, quantity: Quantity) -> bool:
        """Does a table state this amount as this measure of this subject and year?"""
        if key is None or quantity.value is None or key not in self._stated:
            return False
        return any(same_amount(q, quantity) for q in self._stated[key].get((measure, year), ()))

    def states_any_year(self, key: int, measure: str, quantity: Quantity) -> bool:
        return any(same_amount(q, quantity) for q in self._of(key, (measure,)))

    def states_otherwise(self, key: int, year: int, quantity: Quantity) -> bool:
        """Does a table state this amount as anything but the realisasi or the baseline of a year?"""
        return self._stands(key, quantity, {("realisasi", year), ("baseline", year), ("baseline", None)})

    def has(self, key: int, measure: Measure, year: int) -> bool:
        """Does a table give a measure of a subject for a year?"""
        return bool(self._stated.get(key, {}).get((measure, year)))

    def leads(self, key: int, year: int, now: int | None, quantity: Quantity, gap: Quantity) -> bool:
        """Does a difference of several digits lead from this year's realisasi to an amount, or to the
        realisasi of the other year, from which the amount differs in one digit?"""
        if len(gap.readings) != 1 or quantity.value is None or gap.value == quantity.value:
            return False
        if gap.value is None or len(re.sub(r"\D", "", str(gap.value)).lstrip("0")) < FEWEST:
            return False
        latest = self._values(key, "realisasi", now)
        meant = [quantity.value] + [
            v for v in self._values(key, "realisasi", year) if _nearly(v, quantity.value)
        ]
        return any(abs(v - m) == gap.value for v in latest for m in meant)

    def _stands(self, key: int, quantity: Quantity, but: Collection[tuple[str, int | None]]) -> bool:
        """Does a table state an amount of a subject as a measure and year that is none of ``but``? A target
        is set, not rounded: 30 is not 29,50."""
        for told, found in self._stated.get(key, {}).items():
            if told[0] not in _TOLD or told in but:
                continue
            for q in found:
                if q.value == quantity.value if told[0] == "target" else same_amount(q, quantity):
                    return True
        return False

    def _values(self, key: int, measure: Measure, year: int | None) -> list[Decimal]:
        return [r.value for q in self._stated.get(key, {}).get((measure, year), ()) for r in q.readings]

    def nearer(self, key: int, year: int | None, quantity: Quantity) -> Measure | None:
        """Whether an amount that no table states lies much nearer to the capaian or to the realisasi that
        the tables state for the year; None where they do not tell."""
        distances: dict[Measure, Decimal] = {}
        for measure in _RIVALS:
            values = [r.value for q in self._stated.get(key, {}).get((measure, year), ()) for r in q.readings]
            if not values or quantity.value is None:
                return None
            distances[measure] = min(abs(quantity.value - v) for v in values)
        first, second = sorted(_RIVALS, key=lambda measure: distances[measure])
        return first if distances[first] * _MUCH < distances[second] else None

    def nearly_states(self, key: int, measure: Measure, year: int | None, quantity: Quantity) -> bool:
        """Does a table state an amount as this measure that is the same but for a slip of its digits?"""
        stated = self._stated.get(key, {}).get((measure, year), ())
        values = [r.value for q in stated for r in q.readings if r.value]
        return quantity.value is not None and any(abs(quantity.value - v) <= _SLIP * v for v in values)

    def exchanges(self, key: int, measure: Measure, year: int | None, quantity: Quantity) -> bool:
        """Does a table state a figure as this measure of which this one has the digits in another order
        (82,57 for 85,27), and no figure of the subject that is this one?"""
        if len(quantity.readings) != 1 or self._stands(key, quantity, {("baseline", year)}):
            return False
        own = quantity.readings[0]
        stated = self._stated.get(key, {}).get((measure, year), ())
        return any(_reordered(own, r) for q in stated for r in q.readings)

    def count(self, key: int) -> int:
        """How many figures of a subject the tables state."""
        return sum(len(found) for found in self._stated.get(key, {}).values())

    def units(self, key: int) -> set[str | None]:
        """The units in which the tables print a subject's target and realisasi."""
        return {q.unit for q in self._of(key, ("target", "realisasi")) if q.readings}

    def counts(self, key: int | None) -> bool:
        """Is the subject an indicator that counts things ('Jumlah ...')?"""
        return (
            key is not None
            and self.is_indicator(key)
            and any(phrase("names", "count").match(name) for name in self.subjects[key].names)
        )

    def in_money(self, key: int) -> bool:
        """May the subject be counted in rupiah?"""
        return any(
            q.unit == "rupiah" or (q.value is not None and q.value > _MONEY)
            for q in self._of(key, ("target", "realisasi"))
        )

    def quantity(self, text: str, key: int | None) -> Quantity:
        """The amount of a printed figure; digits that may be read in two ways are settled by the subject's
        tables where they can."""
        quantity = numbers.parse(text)
        if len(quantity.readings) < 2 or key is None:
            return quantity
        stated = {
            q.readings[0].value
            for quantities in self._stated.get(key, {}).values()
            for q in quantities
            if len(q.readings) == 1
        }
        fitting = [i for i, r in enumerate(quantity.readings) if r.value in stated] or [
            i for i, r in enumerate(quantity.readings) if any(_of_size(r.value, v) for v in stated)
        ]
        return numbers.settle(quantity, fitting[0]) if len(fitting) == 1 else quantity

    def _of(self, key: int, measures: tuple[str, ...]) -> Iterator[Quantity]:
        for (measure, _), quantities in self._stated.get(key, {}).items():
            if measure in measures:
                yield from quantities


def _nearly(a: Decimal, b: Decimal) -> bool:
    """Do two amounts differ in one digit?"""
    return mistyped(str(a), str(b))


def _of_size(a: Decimal, b: Decimal) -> bool:
    return b > 0 and 1 / _SIZE < a / b < _SIZE


def _reordered(a: Reading, b: Reading) -> bool:
    """Are two figures, printed equally finely, the same digits in another order?"""
    if a.step != b.step or a.value == b.value:
        return False
    one, other = (re.sub(r"\D", "", str(x.value)) for x in (a, b))
    return len(one) >= FEWEST and reordered(one, other)


def same_amount(a: Quantity, b: Quantity) -> bool:
    """The same printed amount: equal, or one of them with more decimals, or both with decimals of which the
    last is rounded in one place and cut in the other. 7 and 8 things are not the same."""
    return any(
        x.value == y.value
        or (max(x.step, y.step) <= 1 and min(x.step, y.step) < 1 and x.interval().meets(y.interval()))
        for x in a.readings
        for y in b.readings
    )
