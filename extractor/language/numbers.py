"""Figures as they are printed: :func:`parse` reads a cell, :func:`figures` finds those of a text,
:func:`settle` chooses between readings."""

from __future__ import annotations

from collections.abc import Callable

from extractor.language.cells import parse
from extractor.language.prose import FigureSpan, figures
from extractor.model import Quantity, Reading

__all__ = ["FigureSpan", "figures", "parse", "settle"]


def settle(quantity: Quantity, choose: int | Callable[[Reading], bool]) -> Quantity:
    """The quantity with one of its readings: the one at an index, or the only one that a test accepts.

    An unambiguous quantity, and one of which the test accepts none or several, comes back as it is.
    Raises IndexError for an index beyond the readings.
    """
    if len(quantity.readings) < 2:
        return quantity
    if isinstance(choose, int):
        return quantity.model_copy(update={"readings": (quantity.readings[choose],)})
    fitting = tuple(reading for reading in quantity.readings if choose(reading))
    return quantity.model_copy(update={"readings": fitting}) if len(fitting) == 1 else quantity
