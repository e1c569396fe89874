"""Tables that a caption promises and that neither rulings nor columns of figures gave: camelot's turn.

camelot reads the page again with pdfminer, which takes as long as ten pages here; so it is imported and
asked only for a page with such a caption and words in columns below it.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.model import Box
from extractor.reading import Page
from extractor.tables.grid import Grid, GridCell
from extractor.tables.outline import TextLine, caption_start

for _library in ("camelot", "pdfminer"):  # their warnings are not the user's
    logging.getLogger(_library).addHandler(logging.NullHandler())

_NUMBERED = re.compile(r"^\s*\S+\s+\d+(?:[.,]\d+)*[.:]?(?:\s|$)")
_LEADER = re.compile(r"\.{4,}|(?:\. ){3,}|…")
_REACH = 160.0  # points below a caption within which its table begins
_COLUMN_GAP = 12.0
_LIST_OF_TABLES = 3  # so many captions without a table on one page are a list of tables
_MIN_LINES = 3
_MIN_ACCURACY = 80.0  # of camelot's own report, in percent


def captions_without_table(lines: Sequence[TextLine], areas: Sequence[Box]) -> list[TextLine]:
    """The captions on a page under which no table was found, before the next caption."""
    captions = [
        line
        for line in lines
        if caption_start().match(line.text)
        and _NUMBERED.match(line.text)
        and len(line.text) < 150
        and not _LEADER.search(line.text)
        and not re.search(r"\b(?:menunjukkan|memperlihatkan|dapat|bahwa|terlihat)\b", line.text)
    ]
    result = []
    for index, caption in enumerate(captions):
        end = captions[index + 1].box.top if index + 1 < len(captions) else float("inf")
        if not any(
            caption.middle < a.bottom and a.top < min(end, caption.box.bottom + _REACH) for a in areas
        ):
            result.append(caption)
    return [] if len(result) >= _LIST_OF_TABLES else result


def caption_number(text: str) -> str | None:
    """'tabel 3.2' of 'Tabel 3.2. Perbandingan ...'; None for a line that numbers nothing."""
    match = _NUMBERED.match(text) if caption_start().match(text) else None
    return " ".join(match.group().casefold().split()).rstrip(".:") if match else None


def looks_tabular(lines: Sequence[TextLine], below: float) -> bool:
    """Do words stand in columns below a position: lines in three or more pieces?"""
    count = 0
    for line in lines:
        if line.box.top <= below:
            continue
        gaps = sum(b.x0 - a.x1 > _COLUMN_GAP for a, b in zip(line.words, line.words[1:], strict=False))
        count += gaps >= 2
    return count >= _MIN_LINES


def read_with_camelot(path: Path, page: Page, below: float) -> list[tuple[Grid, Box]]:
    """The tables that camelot's network mode finds below a position on an upright page, marked unruled,
    with their areas. Empty where camelot finds none or fails."""
    import camelot.io  # pandas and OpenCV come with it: only for the pages that need them

    if page.turn:
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tables = camelot.io.read_pdf(
                str(path), pages=str(page.number), flavor="network", suppress_stdout=True
            )
    except Exception:  # camelot and pdfminer raise anything; the page stays unread
        return []
    found = []
    for table in tables:
        if table.parsing_report.get("accuracy", 0) < _MIN_ACCURACY:
            continue
        grid, area = _grid(table, page)
        if grid is not None and area.bottom > below:
            found.append((grid, area))
    return found


def _grid(table: Any, page: Page) -> tuple[Grid | None, Box]:
    rows: list[tuple[GridCell | None, ...]] = []
    for r, row in enumerate(table.cells):
        cells: list[GridCell | None] = []
        for c, cell in enumerate(row):
            lines = tuple(" ".join(t.split()) for t in str(cell.text).split("\n") if t.strip())
            box = Box(
                float(cell.x1), page.height - float(cell.y2), float(cell.x2), page.height - float(cell.y1)
            )
            cells.append(GridCell(lines, " ".join(lines), page.number, box, r, c))
        rows.append(tuple(cells))
    if len(rows) < 2 or len(rows[0]) < 2:
        return None, Box(0, 0, 0, 0)
    boxes = [cell.bbox for row in rows for cell in row if cell is not None]
    area = boxes[0]
    for box in boxes[1:]:
        area = area.union(box)
    xs = tuple([cell.bbox.x0 for cell in rows[0] if cell is not None] + [area.x1])
    return (
        Grid((page.number,), area, tuple(rows), ruled=False, xs=xs, notes=("camelot",)),
        area,
    )
