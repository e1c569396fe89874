"""Which mark a table sets before decimals, by the figures that can be read in one way only.

'1,309' under '%' may be 1,309 or 1309. A table that prints 78.16, 101.47 and 6,831,222 sets a dot before
decimals, so its comma groups thousands, whatever the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from extractor.model import Cell, Reading

DecimalMark = Literal[".", ","]

_FEWEST = 4  # figures that must show the mark
_SLIPS = 0.1  # share of figures with the other mark that may be misprints
_SHOWN = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[.,]\d{3})*|\d+)([.,])(?:\d{1,2}|\d{4,})(?![\d.,]*\d)")


def decimal_mark(rows: Iterable[Sequence[Cell]]) -> DecimalMark | None:
    """The mark before the decimals of a table's figures, or None where few show it or both are in use."""
    texts = {(cell.page, cell.bbox): cell.text for row in rows for cell in row}
    found = [m[1] for text in texts.values() for m in _SHOWN.finditer(text)]
    for mark, other in ((".", ","), (",", ".")):
        if found.count(mark) >= _FEWEST and found.count(other) <= _SLIPS * len(found):
            return "." if mark == "." else ","
    return None


def by_mark(text: str, readings: Sequence[Reading], mark: DecimalMark | None) -> Reading | None:
    """The reading in thousands where the only mark of a figure is not the one before decimals."""
    marks = set(re.findall(r"\d([.,])(?=\d)", text))
    if mark is None or len(marks) != 1 or mark in marks:
        return None
    return max(readings, key=lambda r: r.value)
