"""Sheets that look alike: a title, a frozen header with filter, wrapped cells, A4 landscape.

Whatever comes from a report is written as a string, never as a formula, a link or a number that Excel
guesses; what no XML can hold is taken out and what no cell can hold is cut.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from extractor.model import Audit
from extractor.output.formats import Job
from extractor.output.headings import heading
from extractor.output.record import Record, records
from extractor.output.text import plain

CELL_MAX = 32_767  # characters that a cell may hold
HEADER_ROW = 3  # title, report, note, header
FIRST_ROW = HEADER_ROW + 1
_A4 = 9
_FONT = {"font_name": "Calibri", "font_size": 10}
_NO_XML = re.compile("[\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@")
_FILLS: dict[str, dict[str, Any]] = {
    "error": {"bg_color": "#F8D7DA"},
    "warning": {"bg_color": "#FFF3CD"},
    "info": {"bg_color": "#DCEAF7"},
    "right": {"font_color": "#1B6E33"},
    "wrong": {"bg_color": "#F8D7DA", "bold": True},
    "differs": {"bg_color": "#FFF3CD"},
    "input": {"bg_color": "#EAF2FB", "locked": False},
    "derived": {"font_color": "#595959", "italic": True},
    "group": {"bold": True},
    "again": {"font_color": "#7F7F7F", "text_wrap": False},
    "": {},
}
NUMBER = "#,##0.00"
SIGNED = "+#,##0.00;-#,##0.00"
DAY = "dd/mm/yyyy"
_LOCALE = {"id": "[$-421]", "en": "[$-409]"}  # LibreOffice follows it; Excel has the machine's own
_WHOLE = 1000  # from here on a whole number counts something, and needs no decimals
_LINE, _MARGIN = 13.0, 4.0  # points of a line of text, and of a row's upper and lower edge together
_FITS = 1.2  # letters of this font in a unit of width, which is a digit of the larger default font
_TALLEST = 409.0  # points that Excel allows a row
_TOP_ROWS = (21, 15, 14)  # points: title, report, note


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its heading in words, and its width in characters."""

    text: str
    width: float
    hidden: bool = False
    input: bool = False  # filled in by people


def cell_text(text: str) -> str:
    """Text that a cell can hold: lines kept, no control characters, no longer than Excel allows."""
    lines = (plain(line) for line in text.split("\n"))
    return _NO_XML.sub("", "\n".join(lines))[:CELL_MAX]


def _lines(text: str, width: float) -> int:
    """Lines that a text takes in a column: not every program makes rows as high as their text."""
    letters = int(width * _FITS)
    if len(text) <= letters and "\n" not in text:
        return 1
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n"))


class Paper:
    """A workbook in the making, with what every sheet needs of the audit."""

    def __init__(self, audit: Audit, job: Job) -> None:
        self.audit, self.job, self.lang = audit, job, job.lang
        self.records: tuple[Record, ...] = records(audit, job.lang)
        self._file = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
            "default_date_format": DAY,
        }
        self.book = Workbook(self._file, options)
        self._styles: dict[tuple[tuple[str, Any], ...], Style] = {}
        title = cell_text(audit.report.title or audit.report.file)
        self.book.set_properties({"title": title, "created": datetime(*job.today.timetuple()[:3])})

    def say(self, key: str, **values: object) -> str:
        return heading(key, self.lang, **values)

    def style(self, **wanted: Any) -> Style:
        """A format, made once."""
        key = tuple(sorted(wanted.items()))
        if key not in self._styles:
            base = {**_FONT, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
            self._styles[key] = self.book.add_format({**base, **wanted})
        return self._styles[key]

    def content(self) -> bytes:
        self.book.close()
        return self._file.getvalue()

    def sheet(self, key: str, heads: Sequence[Head], *, frozen: int, printed: int | None = None) -> Sheet:
        """A sheet ``sheet.key`` with its header; ``frozen`` columns stay in sight, the first ``printed``
        (all if None) are printed."""
        return Sheet(self, key, heads, frozen, printed or len([h for h in heads if not h.hidden]))


class Sheet:
    """One sheet, filled row by row."""

    def __init__(self, paper: Paper, key: str, heads: Sequence[Head], frozen: int, printed: int) -> None:
        self.paper, self.heads, self.row = paper, heads, FIRST_ROW
        self._printed = printed
        self.page: Worksheet = paper.book.add_worksheet(paper.say(f"sheet.{key}"))
        self._top(key)
        for column, head in enumerate(heads):
            self.page.set_column(column, column, head.width, None, {"hidden": head.hidden})
            fill = "#1F4E79" if not head.input else "#2E75B6"
            style = paper.style(
                bold=True, font_color="#FFFFFF", bg_color=fill, align="center", valign="vcenter"
            )
            self.page.write_string(HEADER_ROW, column, head.text, style)
        self.page.set_row(HEADER_ROW, 30)
        self.page.freeze_panes(FIRST_ROW, frozen)
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(HEADER_ROW)
        self.page.set_footer("&L&8&A&R&8&P / &N")
        self.page.hide_gridlines(2)
        self.page.outline_settings(True, False)  # rows fold under the one above them

    def _top(self, key: str) -> None:
        report, paper = self.paper.audit.report, self.paper
        free = {"border": 0, "text_wrap": False}
        who = [report.agency, str(report.year or ""), report.file]
        lines = (
            (paper.say(f"title.{key}"), paper.style(**free, bold=True, font_size=14)),
            (" · ".join(part for part in who if part), paper.style(**free)),
            (paper.say(f"note.{key}"), paper.style(**free, font_size=9, font_color="#595959")),
        )
        for row, (text, style) in enumerate(lines):
            self.page.set_row(row, _TOP_ROWS[row])
            self.page.write_string(row, 0, cell_text(text), style)

    def add(self, *cells: Cell, level: int = 0) -> int:
        """Write a row, as high as its text needs; gives its index. ``level`` folds it under another."""
        lines = 1
        for column, (cell, head) in enumerate(zip(cells, self.heads, strict=True)):
            self._write(column, cell)
            if isinstance(cell.value, str) and not head.hidden and cell.fill != "again":
                lines = max(lines, _lines(cell.value, head.width))
        self.page.set_row(self.row, min(_TALLEST, _LINE * lines + _MARGIN), None, {"level": level})
        self.row += 1
        return self.row - 1

    def _write(self, column: int, cell: Cell) -> None:
        wanted: dict[str, Any] = dict(_FILLS[cell.fill])
        if cell.centred:
            wanted["align"] = "center"
        value = cell.value
        if value is None or value == "":
            self.page.write_blank(self.row, column, None, self.paper.style(**wanted))
        elif isinstance(value, str):
            text = cell_text(value)
            if text.startswith(_FORMULA):
                wanted["quote_prefix"] = True  # stays text when somebody edits the cell
            self.page.write_string(self.row, column, text, self.paper.style(**wanted))
        elif isinstance(value, date):
            wanted |= {"num_format": DAY, "align": "center"}
            self.page.write_datetime(self.row, column, value, self.paper.style(**wanted))
        else:
            if cell.number:
                amount = Decimal(value)
                whole = amount == amount.to_integral_value() and abs(amount) >= _WHOLE
                shown = cell.number.replace(".00", "") if whole else cell.number
                wanted |= {"num_format": _LOCALE[self.paper.lang] + shown, "align": "center"}
                wanted |= {"text_wrap": False, "shrink": True}  # an amount too wide would show as ###
            self.page.write_number(self.row, column, value, self.paper.style(**wanted))

    def link(self, row: int, column: int, target: str, text: str) -> None:
        """A link to a file that lies beside the workbook."""
        style = self.paper.style(font_color="#0563C1", underline=1, align="center")
        self.page.write_url(row, column, f"external:{target}", style, cell_text(text))

    def close(self) -> None:
        """The filter over all rows, and what is printed."""
        last = max(self.row - 1, FIRST_ROW)
        self.page.autofilter(HEADER_ROW, 0, last, len(self.heads) - 1)
        self.page.print_area(0, 0, last, self._printed - 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and how it looks. A string is text whatever it holds; ``number`` is a number's format."""

    value: str | int | Decimal | date | None
    fill: str = ""
    centred: bool = False
    number: str = ""
