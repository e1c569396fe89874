"""The findings as a table: the columns that the workbook and the CSV share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from extractor.output.headings import heading
from extractor.output.record import Record
from extractor.output.text import Language

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column: key of its heading, width in characters, what it shows of a record."""

    key: str
    width: float
    value: Callable[[Record, Language], Value]
    centred: bool = False


def _subject(record: Record, lang: Language) -> str:
    if record.cause:
        return heading("derived", lang, number=record.cause, text=record.indicator)
    return record.indicator


def _confidence(record: Record, lang: Language) -> str:
    return f"{record.confidence:.0%}"


FIELDS: tuple[Field, ...] = (
    Field("no", 5, lambda r, _: r.number, centred=True),
    Field("code", 8, lambda r, _: r.code, centred=True),
    Field("severity", 10, lambda r, _: r.level, centred=True),
    Field("indicator", 26, _subject),
    Field("measure", 10, lambda r, _: r.measure),
    Field("year", 6, lambda r, _: r.year, centred=True),
    Field("page", 8, lambda r, _: r.pages, centred=True),
    Field("section", 24, lambda r, _: "; ".join(r.sections)),
    Field("stated", 13, lambda r, _: r.stated),
    Field("expected", 13, lambda r, _: r.expected),
    Field("difference", 12, lambda r, _: r.difference),
    Field("condition", 48, lambda r, _: r.condition),
    Field("criterion", 26, lambda r, _: r.criterion),
    Field("advice", 28, lambda r, _: r.advice),
    Field("diagnosis", 48, lambda r, _: r.diagnosis),
    Field("confidence", 10, _confidence, centred=True),
    Field("evidence", 85, lambda r, lang: "\n".join(r.evidence(lang))),
)
