"""Figures, places and names of tables as a finding tells them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from extractor.checks.findings import number
from extractor.checks.sheet import AVERAGE, Figure, Line, Sheet, title
from extractor.model import Expected, Phrase
from extractor.statements.ledger import Ledger

_SHOWN = 4  # figures listed in a message; the others are counted


def listed(figures: Sequence[Figure]) -> Phrase:
    """Figures as printed, in a sentence."""
    shown = [" ".join(f.text.split()) for f in figures[:_SHOWN]]
    rest = len(figures) - len(shown)
    tail_id, tail_en = (f", dan {rest} lainnya", f", and {rest} more") if rest > 0 else ("", "")
    return Phrase("; ".join(shown) + tail_id, "; ".join(shown) + tail_en)


def rounded(value: Decimal) -> Phrase:
    return number(value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def expected(value: Decimal) -> Expected:
    shown = rounded(value)
    return Expected(value=value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), text=shown)


def year_of(ledger: Ledger, sheet: Sheet, column: int) -> int | None:
    return sheet.table.columns[column].year or ledger.report.year


def label_of(sheet: Sheet, line: Line) -> str:
    """What an average is about: its sasaran, or the whole table if that has several above it."""
    above = {x.sasaran for x in sheet.lines[: sheet.lines.index(line)] if x.sasaran}
    banners = not any(c.field in ("sasaran", "tujuan") for c in sheet.table.columns)
    own = line.sasaran if line.kind != AVERAGE or len(above) <= 1 or banners else ""
    return own or line.label or title(sheet.table)
