"""What a file says that it is, by its plain text: enough to bring the documents of one agency together.

It reads a file some twenty times as fast as an audit does. The audit's own words about the report, from its
full layout, stand in its outputs; both are made by the same votes (``extractor.statements.facts``).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from extractor.model import Box, Paragraph
from extractor.opening import Opening
from extractor.reading import open_report
from extractor.statements.author import agency_and_region
from extractor.statements.facts import (
    cover_text,
    document_kind,
    outer_hints,
    report_year,
)

_PERIOD = re.compile(
    r"\b(20\d\d)\s*(?:[-–—/]|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?)\s*(20\d\d)\b", re.IGNORECASE
)
_SHORTEST, _LONGEST = 2, 6  # years between the first and the last of a Renstra or RPD
_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


def recognise(path: str, *, opening: Opening, progress: Any = None) -> tuple[Any, ...]:
    """The fields of ``Facts`` of a file, in their order. Raises ReportError as an audit does."""
    with open_report(path, opening=opening) as report:
        texts = [report.plain_text(number) for number in range(1, report.page_count + 1)]
        opening.about_to("", 0)
        cover = cover_text([Paragraph(text=texts[0], page=1, bbox=_NOWHERE)])
        hints = outer_hints(report)
        pages = report.page_count
    kind = document_kind(cover, texts, hints)
    agency, region = agency_and_region(cover, texts)
    year = report_year(cover, texts, kind, hints)
    return agency, region, year, kind, pages, _period(cover, texts, hints)


def _period(cover: str, texts: list[str], hints: str) -> tuple[int, int] | None:
    """The years of a plan: by its cover or name, else the period that it speaks of most."""
    for text in (cover, hints, " ".join(texts)):
        found = Counter(
            years
            for match in _PERIOD.finditer(text)
            if _SHORTEST <= (years := (int(match[1]), int(match[2])))[1] - years[0] <= _LONGEST
        )
        if found:
            return found.most_common(1)[0][0]
    return None
