"""The tables of a report: canonical ones as JSON or CSV, drawn ones as JSON.

CSV is for Excel as it is set up in Indonesia: UTF-8 with a byte order mark, semicolons between cells
(the comma is the decimal sign), and no cell that Excel would take for a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.model import Column, Table
from extractor.output.json import as_list, dumps
from extractor.output.text import Language, label, plain
from extractor.tables.grid import Grid

DELIMITER = ";"
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_HARMLESS = re.compile(r"-|[-+]?\d[\d.,]*\s*%?")  # a lone '-' (missing) or a signed number is no formula


def tables_json(tables: Sequence[Table]) -> str:
    """Tables as in the contract's ``tables``, as a list."""
    return as_list(tables)


def tables_csv(tables: Sequence[Table], lang: Language = "id") -> str:
    """Each table with a header row of its own; every row starts with id, kind, caption and page, so that
    a sheet of many tables can be filtered."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n")
    for n, table in enumerate(tables):
        if n:
            writer.writerow([])
        writer.writerows([harmless(cell) for cell in row] for row in _sheet(table, lang))
    return out.getvalue()


def _sheet(table: Table, lang: Language) -> Iterator[list[str]]:
    lead = [label(f"csv.{name}", lang) for name in ("table", "kind", "caption", "page")]
    yield [*lead, *map(_heading, table.columns)]
    for row in table.rows:
        page = str(row[0].page) if row else ""
        yield [table.id, table.kind, table.caption, page, *(cell.text for cell in row)]


def _heading(column: Column) -> str:
    """'capaian 2024', or the printed header where the column's meaning was not recognised."""
    if column.field is None:
        return column.header
    return f"{column.field} {column.year}" if column.year else column.field


def harmless(text: str) -> str:
    """A cell's text on one line; an apostrophe keeps a spreadsheet from running it as a formula."""
    line = plain(text)
    return f"'{line}" if _FORMULA.match(line) and not _HARMLESS.fullmatch(line) else line


def raw_json(grids: Iterable[Grid]) -> str:
    """Drawn tables as ``[{"page", "grid": [[text or null, ...], ...]}]``, one entry per page of a table.

    A merged cell has its text where it starts and null in the other places that it covers; null also
    where nothing is drawn.
    """
    entries = [{"page": page, "grid": grid} for each in grids for page, grid in _by_page(each)]
    return "[" + ",\n ".join(dumps(entry) for entry in entries) + "]\n"


def _by_page(grid: Grid) -> Iterator[tuple[int, list[list[str | None]]]]:
    pages: dict[int, list[list[str | None]]] = {}
    page = grid.pages[0]
    for r, row in enumerate(grid.rows):
        starts = [cell is not None and (cell.row, cell.col) == (r, c) for c, cell in enumerate(row)]
        page = next((cell.page for cell, new in zip(row, starts, strict=True) if cell and new), page)
        texts = [cell.text if cell and new else None for cell, new in zip(row, starts, strict=True)]
        pages.setdefault(page, []).append(texts)
    yield from pages.items()
