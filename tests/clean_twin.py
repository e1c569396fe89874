"""The clean twin of a report: what is wrong in it put right where it is printed, and everything after the
tables and paragraphs read again. What is still called an error then is a false alarm."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.checks import run
from extractor.model import Cell, Finding, Paragraph, ReportInfo, Table
from extractor.reading import open_report
from extractor.statements.build import build
from extractor.statements.facts import report_info
from extractor.statements.quantities import settled_across
from extractor.statements.rows import read_rows
from extractor.tables.canonical import canonical
from extractor.tables.layout import Layout, read_layout


@dataclass(frozen=True)
class Correction:
    """What is printed on a page and what should stand there. ``row`` is a text of the table's row that is
    meant, where the same figure stands in several."""

    page: int
    was: str
    now: str
    row: str = ""

    def put(self, text: str, page: int, beside: str) -> str:
        if page != self.page or _closed(self.row) not in _closed(beside):
            return text
        return self._pattern().sub(lambda _: self.now, text)

    def _pattern(self) -> re.Pattern[str]:
        # A narrow cell or a line end may part it anywhere; a figure is meant whole.
        letters = r"\s*".join(re.escape(c) for c in re.sub(r"\s+", "", self.was))
        return re.compile(rf"(?<![\d.,]){letters}(?![\d%]|[.,]\d)" if self.was[-1].isalnum() else letters)


@dataclass(frozen=True)
class Read:
    """A report after the stages that see the PDF."""

    info: ReportInfo
    layout: Layout
    tables: tuple[Table, ...]

    def findings(self) -> tuple[Finding, ...]:
        rows = [s for table in self.tables for s in read_rows(table, self.info.year).statements]
        return run(build(self.info, self.layout, self.tables, settled_across(rows)))


def read_report(path: Path) -> Read:
    with open_report(path) as report:
        layout = read_layout(report)
        info = report_info(report, layout)
    return Read(info, layout, tuple(canonical(layout.grids, info.year)))


def corrections(path: Path) -> list[Correction]:
    return [Correction(**entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["correction"]]


def corrected(read: Read, wanted: Sequence[Correction]) -> Read:
    """The report with the corrections made. Raises ValueError for one whose text stands nowhere."""
    missing = [c for c in wanted if not any(c.put(t, p, b) != t for t, p, b in _texts(read))]
    if missing:
        raise ValueError(f"not printed: {missing}")
    paragraphs = tuple(_paragraph(p, wanted) for p in read.layout.paragraphs)
    tables = tuple(_table(t, wanted) for t in read.tables)
    return replace(read, tables=tables, layout=replace(read.layout, paragraphs=paragraphs))


def _texts(read: Read) -> Iterator[tuple[str, int, str]]:
    for table in read.tables:
        yield table.caption, table.pages[0], table.caption
        for row in table.rows:
            yield from ((cell.text, cell.page, _label(row)) for cell in row)
    for p in read.layout.paragraphs:
        yield p.text, p.page, p.text


def _table(table: Table, wanted: Sequence[Correction]) -> Table:
    rows = []
    for row in table.rows:
        cells = []
        for cell in row:
            put = (each.put(cell.text, cell.page, _label(row)) for each in wanted)
            text = next((t for t in put if t != cell.text), cell.text)  # one correction a cell
            cells.append(cell if text == cell.text else cell.model_copy(update={"text": text}))
        rows.append(tuple(cells))
    caption = table.caption
    for each in wanted:
        caption = each.put(caption, table.pages[0], caption)
    return table.model_copy(update={"rows": tuple(rows), "caption": caption})


def _label(row: Sequence[Cell]) -> str:
    return " ".join(dict.fromkeys(cell.text for cell in row))


def _paragraph(paragraph: Paragraph, wanted: Sequence[Correction]) -> Paragraph:
    text = paragraph.text
    for each in wanted:
        text = each.put(text, paragraph.page, paragraph.text)
    return paragraph if text == paragraph.text else replace(paragraph, text=text, words=())


def _closed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()
