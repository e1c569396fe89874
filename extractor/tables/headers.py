"""Which rows of a grid are its header, and what each column is called over all storeys.

A header may have several storeys with merged cells, a row that numbers the columns ('(1) (2) (3)'), be
preceded by a title in a row of its own, and be printed again inside the table.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractor.tables.columns import STOREY, SUBJECTS
from extractor.tables.grid import Grid, GridCell
from extractor.tables.wordings import closest, is_heading, is_neutral, is_sure, squeeze, years_of

_MOST_TITLES = 6  # rows above the header: 'Misi 1: ...', the name of the agency
_MOST_STOREYS = 7
_REPEATED = 90  # similarity in percent of a row that repeats a header row
_MOSTLY = 0.7  # share of a row's cells that repeat their column's header
_LONG_HEADING = 120  # characters; longer text is content
_NUMBERING = re.compile(r"^\(?\s*(\d{1,2})\s*[a-z]?\s*\)?\s*[.*]{0,3}\s*(?:=.*|\(.*\))?$", re.I)
_FORMULA = re.compile(r"^[\d\s()/*x+%=:.-]+$", re.I)

Row = Sequence[GridCell | None]


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a grid: the texts of each column from the top storey down, and which rows are body.

    ``storeys`` is empty if the grid has no header of its own: it goes on with the table before.
    """

    storeys: tuple[tuple[str, ...], ...]
    body: tuple[int, ...]

    def printed(self, column: int) -> str:
        return STOREY.join(self.storeys[column]) if self.storeys else ""


def distinct(row: Row) -> list[GridCell]:
    """The cells of a row with text, each once."""
    seen: dict[int, GridCell] = {}
    for cell in row:
        if cell is not None and cell.text:
            seen.setdefault(id(cell), cell)
    return list(seen.values())


def find_header(grid: Grid) -> Header:
    """The header of a grid. Wordings come from patterns/headers.toml."""
    rows = grid.rows
    start = _start(rows)
    if start is None:
        body = tuple(r for r in range(len(rows)) if distinct(rows[r]))
        skip = 1 if body and is_numbering(rows[body[0]]) else 0
        return Header((), tuple(r for r in body[skip:] if not is_numbering(rows[r]) or not skip))
    found, start = start, _top(rows, start)
    end = _end(rows, start, found)
    if start and _heads(rows[start - 1], rows[start]):
        start -= 1
    beside = _beside_last_storey(rows, start, end)
    storeys = tuple(_storeys(rows, start, end - (c in beside), c) for c in range(grid.width))
    heads = [_joined(rows[r]) for r in range(start, end) if _joined(rows[r])]
    body_rows = [r for r in range(len(rows)) if r < start or r >= end]
    return Header(storeys, tuple(_without_repeats(rows, body_rows, heads, storeys, start)))


def _joined(row: Row) -> str:
    return " ".join(c.text for c in distinct(row))


def _start(rows: Sequence[Row]) -> int | None:
    """The first row of the header: the first with at least two known headings."""
    for r, row in enumerate(rows[: _MOST_TITLES + 1]):
        cells = distinct(row)
        if len(cells) < 2:
            continue
        known = sum(is_sure(closest(c.text)[1]) for c in cells)
        headings = sum(is_heading(c.text) and not _bare_figure(c.text) for c in cells)
        content = sum(_is_content(c.text) for c in cells)
        if known >= 2 and headings >= 0.4 * len(cells) and not content:
            return r
        if known == 1 and len(cells) <= 4 and not content and _next_is_heading(rows, r):
            return r
        if r and any(_bare_figure(c.text) for c in cells):
            return None
    return None


def _top(rows: Sequence[Row], start: int) -> int:
    """The row in which the topmost cells of a header's row begin: 'Kode' and 'Indikator' reach down beside
    headings of two storeys."""
    top = min(cell.row for cell in distinct(rows[start]))
    between = [cell for row in rows[top:start] for cell in distinct(row)]
    return start if any(_is_content(cell.text) for cell in between) else top


def _heads(above: Row, first: Row) -> bool:
    """Is a row above the header its top storey: years or known headings, merged over several columns?"""
    cells = distinct(above)
    if not cells or any(c.colspan > 0.7 * len(above) for c in cells):
        return False
    return all(is_heading(c.text) for c in cells) and any(
        c.colspan > 1 and sum(f is not None and bool(f.text) for f in first[c.col : c.col + c.colspan]) > 1
        for c in cells
    )


def _next_is_heading(rows: Sequence[Row], r: int) -> bool:
    """A first storey of one known heading over others: 'Tujuan | SASARAN' over 'Uraian | Target'."""
    if r + 1 >= len(rows):
        return False
    below = distinct(rows[r + 1])
    return is_numbering(rows[r + 1]) or (
        len(below) >= 2
        and sum(is_heading(c.text) for c in below) >= 0.6 * len(below)
        and any(is_sure(closest(c.text)[1]) or years_of(c.text) for c in below)
    )


def _bare_figure(text: str) -> bool:
    """A figure that is no year and no number of a column."""
    return bool(re.match(r"^\s*(?:Rp\.?)?\s*\d[\d.,]*\s*%?$", text)) and not re.fullmatch(
        r"\s*\(?(?:(?:19|20)\d\d|\d{1,2})\)?\s*", text
    )


def _is_content(text: str) -> bool:
    return _bare_figure(text) or len(text) > _LONG_HEADING


def _end(rows: Sequence[Row], start: int, found: int) -> int:
    """The first row below the header's storeys, which begin at ``start`` and reach to ``found`` at least."""
    end = found + 1
    while end < len(rows) and end - start < _MOST_STOREYS:
        row = rows[end]
        inherited = any(
            c is not None and c.text and start <= c.row < end and c.row + c.rowspan > end for c in row
        )
        own = [c for c in distinct(row) if c.row >= end]
        if not own:
            if not inherited:
                break
            end += 1
            continue
        if is_numbering(row) or not _is_storey(own, rows[end - 1], inherited):
            break
        end += 1
    return end


def _is_storey(own: list[GridCell], above: Row, inherited: bool) -> bool:
    """Do the cells that begin in a row go on with the header?"""
    if any(_is_content(c.text) for c in own):
        return False
    headings = sum(is_heading(c.text) for c in own)
    under_merged = sum(
        any(
            a is not None and a.text and a.col <= c.col < a.col + a.colspan and a.colspan > c.colspan
            for a in above
        )
        for c in own
    )
    if inherited and under_merged:
        return headings >= 0.3 * len(own) or under_merged == len(own)
    return (under_merged > 0 and headings >= 0.5 * len(own)) or (
        headings == len(own)
        and len(own) >= 2
        and not any(_bare_figure(c.text) for c in own)
        and (
            under_merged > 0
            or inherited  # the cells beside reach down from the header
            or (all(is_neutral(c.text) for c in own) and not _all_numbers(own))
        )
    )


def _beside_last_storey(rows: Sequence[Row], start: int, end: int) -> frozenset[int]:
    """The columns in which the last row of the header holds content of the body: years stand under 'Target'
    on the line on which the first indicator begins beside them."""
    last, above = rows[end - 1], rows[end - 2]
    if end - start < 2:
        return frozenset()
    named, content = False, []
    for c, (cell, over) in enumerate(zip(last, above, strict=True)):
        if cell is None or over is None or not cell.text or cell.row < end - 1 or over.colspan > cell.colspan:
            continue
        field, score = closest(over.text)
        if not is_heading(cell.text) and is_sure(score) and over.row >= start:
            content.append(c)
            named = named or field in SUBJECTS
    return frozenset(content) if named and _years_under_one(last, above) else frozenset()


def _years_under_one(last: Row, above: Row) -> bool:
    """Are there two years or more under one cell of the row above?"""
    over = [
        id(a)
        for a, cell in zip(above, last, strict=True)
        if a is not None and cell is not None and a.colspan > cell.colspan and years_of(cell.text)
    ]
    return len(over) > len(set(over))


def _all_numbers(cells: list[GridCell]) -> bool:
    return all(re.fullmatch(r"[\d\s().,]+", c.text) and not years_of(c.text) for c in cells)


def is_numbering(row: Row) -> bool:
    """Is a row one that numbers the columns? Numbers may be missing or stand out of order."""
    cells = distinct(row)
    if len(cells) < 2:
        return False
    numbers = []
    for cell in cells:
        found = _NUMBERING.match(cell.text)
        if found:
            numbers.append(int(found[1]))
        elif not _FORMULA.match(cell.text) and not re.fullmatch(r"\(?[a-z]\)?", cell.text, re.I):
            return False
    if len(numbers) < 2 or numbers[0] > 3 or len(set(numbers)) < 0.7 * len(numbers):
        return False
    rising = sum(b > a for a, b in itertools.pairwise(numbers))
    filled = sum(c is not None and bool(c.text) for c in row)
    return rising >= 0.6 * (len(numbers) - 1) and filled >= 0.5 * len(row)


def _storeys(rows: Sequence[Row], start: int, end: int, column: int) -> tuple[str, ...]:
    texts: list[str] = []
    last: GridCell | None = None
    for r in range(start, end):
        cell = rows[r][column]
        if cell is not None and cell.text and cell is not last:
            texts.append(cell.text)
        last = cell
    return tuple(texts)


def _repeats(row: Row, above: Row, storeys: Sequence[tuple[str, ...]]) -> bool:
    """Do most cells that begin in a row say what a storey of their column's header says?"""
    same = filled = 0
    begun = {id(cell) for cell in above}
    for cell in distinct(row):
        if id(cell) in begun:
            continue  # reaches down from a row before the page break
        filled += 1
        same += any(squeeze(cell.text) == squeeze(t) for t in storeys[cell.col] if squeeze(t))
    return same >= 2 and same >= _MOSTLY * filled


def _without_repeats(
    rows: Sequence[Row],
    body: list[int],
    heads: list[str],
    storeys: Sequence[tuple[str, ...]],
    start: int,
) -> list[int]:
    """The body without blank rows, numbering rows and the header printed again."""
    kept: list[int] = []
    in_header = True  # directly under a header, where a numbering row may stand
    for r in body:
        text = _joined(rows[r])
        if not text:
            continue
        if r > start and (
            any(fuzz.ratio(text, head) >= _REPEATED for head in heads)
            or _repeats(rows[r], rows[r - 1], storeys)
        ):
            in_header = True
            continue
        if in_header and kept and all(is_heading(c.text) for c in distinct(rows[r])):
            continue
        if in_header and is_numbering(rows[r]):
            continue
        if r > start:
            in_header = False
        kept.append(r)
    return kept
