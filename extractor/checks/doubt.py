"""Findings that rest on what a scan does not show clearly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from extractor.model import Box, Consequence, Finding, Stated
from extractor.statements.doubts import Doubts
from extractor.statements.ledger import Ledger

_UNSURE = 0.5  # confidence of a finding with a doubtful place
_CLEAR = 2  # places that contradict one another without the doubtful one

_ALIKE = 85.0
"""Of 100, by which the words of two names agree. Less than one indicator asks elsewhere: a scan joins the end
of a sasaran to the name beside it, and who accuses nobody of an omission needs no certainty."""
_RESULTS = frozenset({"realisasi", "capaian"})

_Kind = TypeVar("_Kind", bound=Consequence)


def beyond_doubt(findings: Iterable[Finding], ledger: Ledger) -> Iterator[Finding]:
    """The findings without those that rest on doubtful figures alone; one that points at a doubtful figure
    among clear ones is at most a warning."""
    words = Doubts.of(ledger.paragraphs)
    cells = _doubtful_cells(ledger)
    if not words.boxes and not cells:
        yield from findings
        return

    def doubtful(place: Stated) -> bool:
        return not place.document and ((place.page, place.bbox) in cells or words.at(place.page, place.bbox))

    def weighed(finding: _Kind) -> _Kind | None:
        unclear = sum(map(doubtful, finding.stated))
        if not unclear:
            return finding
        if len(finding.stated) - unclear < _CLEAR:
            return None
        severity = "warning" if finding.severity == "error" else finding.severity
        confidence = min(finding.confidence, _UNSURE)
        return finding.model_copy(update={"severity": severity, "confidence": confidence})

    for finding in findings:
        kept = weighed(finding)
        derived = tuple(d for d in map(weighed, finding.derived) if d is not None)
        if kept is not None:
            yield kept.model_copy(update={"derived": derived})
        else:
            yield from (Finding(**{n: getattr(d, n) for n in type(d).model_fields}) for d in derived)


def names_in_doubt(ledger: Ledger, year: int | None) -> list[str]:
    """The names in rows whose realisasi or capaian of a year a scan does not show clearly: what seems to be
    missing may stand there."""
    cells = _doubtful_cells(ledger)
    return [
        row[c].text
        for table in ledger.own_tables
        for row in table.rows
        if any(
            (cell.page, cell.bbox) in cells and column.field in _RESULTS and column.year in (year, None)
            for cell, column in zip(row, table.columns, strict=True)
        )
        for c, column in enumerate(table.columns)
        if column.field == "indikator"
    ]


def is_among(name: str, others: Iterable[str]) -> bool:
    """May an indicator be one of others, whose names were recognised with errors?"""
    from rapidfuzz import fuzz, utils

    return any(
        fuzz.token_set_ratio(name, other, processor=utils.default_process) >= _ALIKE for other in others
    )


def _doubtful_cells(ledger: Ledger) -> set[tuple[int, Box]]:
    """Cells with a doubtful figure that nothing confirmed."""
    read = {(s.page, s.bbox) for s in ledger.statements if s.table is not None}
    return {
        (cell.page, cell.bbox)
        for table in ledger.own_tables
        for row in table.rows
        for cell in row
        if cell.doubtful and (cell.page, cell.bbox) not in read
    }
