"""Tables whose rows were put apart by their figures alone, though their names tell that rows were mixed.

Such a table is not read, and said to be unread: a figure read under another indicator's name is worse than
one not read.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.model import Phrase, Unread
from extractor.tables.grid import Grid, GridCell

UNTOLD = "rows untold"
"""The note of a grid whose rows cannot be told."""

_FIGURE = re.compile(r"(?:Rp\.?\s*)?[-(]?\d[\d.,\s]*\)?\s*%?")
_GOES_ON = re.compile(r"[a-z]{2,}\b(?![.)])")
_LABEL = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+\S")
_NAME_LETTERS = 8  # letters of a line of names on average; units are shorter
_LONG = 0.6  # of the longest column's letters in a line; the names are the last column of those
_FITS = 0.5  # of a line's height is left beside a word that would have stood on the line above it
_QUOTED = 60  # characters of a name


def are_mixed(grid: Grid) -> bool:
    """Do names of rows begin in mid-sentence, or go on with a line that would not have wrapped?"""
    rows = [row for row in grid.rows if any(cell and _FIGURE.fullmatch(cell.text) for cell in row[1:])]
    column = _names(rows)
    if column is None:
        return False
    cells = [cell for row in rows if (cell := row[column]) is not None and cell.text]
    if sum(bool(_LABEL.match(cell.text)) for cell in cells) > len(cells) / 2:
        return False  # each name begins with its number
    if any(_GOES_ON.match(cell.text) for cell in cells[1:]):
        return True
    widths = [box.x1 - box.x0 for cell in cells for box in cell.boxes]
    return any(_joins_names(cell, max(widths)) for cell in cells if cell.boxes)


def _names(rows: list[tuple[GridCell | None, ...]]) -> int | None:
    """The column whose words name the rows: the last long one left of the figures."""
    letters: list[float] = []
    for column in zip(*rows, strict=True):
        if letters and sum(bool(cell and _FIGURE.fullmatch(cell.text)) for cell in column) > len(rows) / 2:
            break
        lines = [line for cell in column if cell for line in cell.lines]
        letters.append(sum(ch.isalpha() for line in lines for ch in line) / max(len(lines), 1))
    long = [k for k, count in enumerate(letters) if count >= max(_NAME_LETTERS, _LONG * max(letters))]
    return long[-1] if long else None


def _joins_names(cell: GridCell, width: float) -> bool:
    """Has a cell a line that begins like a name, though its first word would have fitted the line above?"""
    for (_, box), (line, below) in pairwise(zip(cell.lines, cell.boxes, strict=True)):
        word = (below.x1 - below.x0) * len(line.split()[0]) / len(line)
        space = _FITS * (below.bottom - below.top)
        if line[:1].isupper() and box.x1 - box.x0 + word + 2 * space < width:
            return True
    return False


def untold(grid: Grid) -> Unread:
    """The table as unread."""
    name = grid.caption[:_QUOTED]
    return Unread(
        page=grid.pages[0],
        what=Phrase(name, name) if name else Phrase("tabel tanpa judul", "table without a caption"),
        reason=Phrase(
            "tanpa garis antarbaris dan baris-barisnya tidak dapat dibedakan dengan pasti; tidak diperiksa",
            "no lines between its rows, and the rows cannot be told with certainty; not checked",
        ),
    )
