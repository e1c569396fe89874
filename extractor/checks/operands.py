"""The amounts of running text that a difference may be taken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.checks.quoting import any_of
from extractor.language.numbers import parse
from extractor.model import Quantity, Reading
from extractor.patterns import derived, load
from extractor.statements.wording import Figure, figures, years

_NEAR_YEAR = 40  # characters between a figure and the year that it belongs to

_SET = Decimal("0.0001")  # of a target in whole numbers: it is set, not measured and rounded


class Operand(NamedTuple):
    """A figure that a difference may be taken of."""

    start: int
    end: int
    quantity: Quantity
    year: int | None

    @property
    def reading(self) -> Reading:
        return self.quantity.readings[0]


@derived
def _ranked() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load('narrative')['difference']['ranks'])})\s*$", re.IGNORECASE)


def operands(text: str) -> list[Operand]:
    """The amounts of a text, each with its year if one stands by it."""
    dated = years(text)
    result = []
    for figure in figures(text):
        quantity = parse(text[figure.start : figure.end], counts=True if figure.money else None)
        if not quantity.readings or quantity.upper is not None or quantity.comparator is not None:
            continue
        if _ranked().search(text[max(0, figure.start - 20) : figure.start]):
            continue
        result.append(Operand(figure.start, figure.end, quantity, _year_of(text, figure, dated)))
    return result


def _year_of(text: str, figure: Figure, dated: Sequence[tuple[int, int, int, bool]]) -> int | None:
    """The year of a figure: 'di tahun 2015' right after it, else the last one before it, else the next."""
    after = next((y for y in dated if 0 <= y[0] - figure.end <= _NEAR_YEAR), None)
    if after is not None and re.search(r"[.,;]|\d", text[figure.end : after[0]]):
        after = None
    if after is not None and re.match(r"(?:di|pada)\s", text[after[0] :], re.IGNORECASE):
        return after[2]
    before = [y for y in dated if 0 <= figure.start - y[1] <= _NEAR_YEAR]
    if before and not re.search(r"[.;]|\d", text[before[-1][1] : figure.start]):
        return before[-1][2]
    return after[2] if after is not None else None


def as_set(quantity: Quantity) -> Quantity:
    """A target in whole numbers as the number that it is."""
    if any(r.step != 1 for r in quantity.readings):
        return quantity
    readings = tuple(Reading(value=r.value, step=_SET) for r in quantity.readings)
    return quantity.model_copy(update={"readings": readings})


def called(word: str, text: str, operand: Operand) -> bool:
    """Is 'target' or 'realisasi', whichever stands last before a figure, this word?"""
    before = text[max(0, operand.start - _NEAR_YEAR) : operand.start]
    found = re.findall(r"\b(target|realisasi)\b", before, re.IGNORECASE)
    return bool(found) and found[-1].casefold() == word


def pointed(operand: Operand) -> bool:
    """Is an amount one of points?"""
    return (operand.quantity.unit or "").casefold() in ("poin", "point")


def in_percent(operand: Operand) -> bool:
    """Is an amount a percentage?"""
    return operand.quantity.unit in ("%", "persen")
