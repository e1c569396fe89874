"""Where the figures of the findings stand on the report's own pages: what a picture or a copy marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.model import Audit, Box, Consequence, Severity, Stated
from extractor.output.record import Record, records
from extractor.output.text import Language
from extractor.output.verdict import SEVERITIES, by_severity


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of a finding on a page of the report; ``lines`` are its boxes where it runs over several
    lines, see :mod:`extractor.output.lines`."""

    record: Record
    place: Stated
    lines: tuple[Box, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What to draw: one box, or one to a line."""
        return self.lines or (self.place.bbox,)

    @property
    def derived(self) -> bool:
        """Whether the finding only follows from another."""
        return bool(self.record.cause)

    @property
    def number(self) -> str:
        """Number of the finding, or of the one that it follows from."""
        return self.record.cause or self.record.number


def marks(audit: Audit, lang: Language) -> tuple[Mark, ...]:
    """Every place on the report's own pages that a finding, or what follows from it, points at."""
    return tuple(
        Mark(record, place)
        for record, told in zip(records(audit, lang), _told(audit), strict=True)
        for place in told.stated
        if on_a_page(place, audit.report.pages)
    )


def on_a_page(place: Stated, pages: int) -> bool:
    """Whether a place is a box on one of the report's own pages; figures of another document are not."""
    x0, top, x1, bottom = place.bbox
    return not place.document and 1 <= place.page <= pages and x0 < x1 and top < bottom


def severest(found: Iterable[Mark]) -> Severity:
    """The gravest severity of some marks."""
    return min((mark.record.severity for mark in found), key=SEVERITIES.index)


def _told(audit: Audit) -> Iterator[Consequence]:
    """The findings in the order of their records."""
    for found in by_severity(audit).values():
        for finding in found:
            yield finding
            yield from finding.derived
