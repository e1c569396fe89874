"""The recapitulation as a workbook: one sheet per question, with charts and links to each report's outputs.

Every text is written as text: nothing of a report runs as a formula or becomes a link by itself.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from extractor.batch.history import Noted
from extractor.batch.recap.across import Difference, Figure
from extractor.batch.recap.figures import Agency, Recap, Report
from extractor.batch.text import family, say
from extractor.model import Language, Phrase, Severity
from extractor.output.text import known, label, page_ranges, plain
from extractor.output.verdict import SEVERITIES

_CHARTED = 20  # agencies and rules in a chart: more bars cannot be told apart
_FRAME, _BAR, _ROW = 130, 20, 20  # heights of a chart without bars, a bar, a row of cells
_WIDEST = 70  # characters of a column
_CELL_MAX = 32_000  # characters that Excel takes in a cell, with room
_ROWS_MAX = 1_000_000  # of a sheet
_COLOURS: dict[Severity, str] = {"error": "#9F2A22", "warning": "#D9A441", "info": "#7A9CB8"}
_CHANGES = ("new", "unchanged", "resolved")

Value = str | int | Decimal | None


class _Sheet:
    """A sheet with a heading, filled row by row."""

    def __init__(self, book: _Book, name: str, heads: Sequence[str], note: str = "") -> None:
        self.book = book
        self.name = name
        self.sheet = book.book.add_worksheet(name[:31])
        self.row = 0
        if note:
            self.sheet.write_string(0, 0, note, book.soft)
            self.row = 2
        self.head = self.row
        self._widths = [len(head) + 4 for head in heads]
        for column, head in enumerate(heads):
            self.sheet.write_string(self.row, column, head, book.bold)
        self.sheet.freeze_panes(self.row + 1, 0)
        self.row += 1

    def add(self, *values: Value, links: dict[int, str] | None = None) -> None:
        """A row; ``links`` are addresses by column, relative to the workbook."""
        if self.row >= _ROWS_MAX:
            return
        for column, value in enumerate(values):
            link = (links or {}).get(column)
            if link:
                self.sheet.write_url(self.row, column, f"external:{link}", self.book.link, str(value))
            elif isinstance(value, Decimal):
                self.sheet.write_number(self.row, column, float(value), self.book.decimal)
            elif isinstance(value, int):
                self.sheet.write_number(self.row, column, value, self.book.plain)
            elif value:
                text = plain(value)[:_CELL_MAX]
                self.sheet.write_string(self.row, column, text, self.book.text)
                self._widths[column] = max(self._widths[column], min(_WIDEST, len(text) + 2))
        self.row += 1

    def close(self) -> None:
        for column, width in enumerate(self._widths):
            self.sheet.set_column(column, column, min(width, _WIDEST))
        if self.row > self.head + 1:
            self.sheet.autofilter(self.head, 0, self.row - 1, len(self._widths) - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(self.head)


class _Book:
    """The workbook, its formats, and the language."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.out, options)
        top = {"valign": "top"}
        self.plain: Any = self.book.add_format(top)
        self.text: Any = self.book.add_format({**top, "text_wrap": True})
        self.decimal: Any = self.book.add_format({**top, "num_format": "0.0"})
        self.link: Any = self.book.add_format({**top, "font_color": "#23505C", "underline": 1})
        self.soft: Any = self.book.add_format({"font_color": "#566068", "italic": True})
        self.title: Any = self.book.add_format({"bold": True, "font_size": 16})
        self.bold: Any = self.book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#ECEAE3", "text_wrap": True, "valign": "vcenter"}
        )

    def say(self, key: str, **values: object) -> str:
        return say(key, self.lang, **values)

    def phrase(self, phrase: Phrase | None) -> str:
        return "" if phrase is None else phrase.en if self.lang == "en" else phrase.id

    def heads(self, *names: str) -> list[str]:
        return [self.say(f"col.{name}") for name in names]

    def sheet(self, key: str, heads: Sequence[str], note: str = "") -> _Sheet:
        return _Sheet(self, self.say(key), heads, note)


def render(recap: Recap, lang: Language) -> bytes:
    """The workbook's bytes."""
    book = _Book(lang)
    front = book.book.add_worksheet(book.say("recap.summary"))
    ranking = _ranking(book, recap)
    _reports(book, recap)
    _families(book, recap)
    rules = _rules(book, recap)
    _findings(book, recap)
    _across(book, "years", recap.years, ("first_year", "second_year"))
    _across(book, "sides", recap.sides, ("first_side", "second_side"))
    _missed(book, recap)
    _summary(book, front, recap, ranking, rules)
    book.book.close()
    return book.out.getvalue()


def _summary(book: _Book, sheet: Any, recap: Recap, ranking: _Sheet, rules: _Sheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 14)
    sheet.write_string(0, 0, book.say("recap.title"), book.title)
    since = book.say("recap.since", when=_when(recap.previous)) if recap.previous else book.say("recap.first")
    at = book.say("recap.at", run=recap.run, when=_when(recap.finished))
    sheet.write_string(1, 0, f"{at}, {since}", book.soft)
    sheet.write_string(2, 0, plain(", ".join(recap.regions)), book.soft)
    severities = recap.severities
    lines: list[tuple[str, int]] = [
        (book.say("col.agency"), len(recap.agencies)),
        (book.say("col.reports"), len(recap.reports)),
        (book.say("recap.missed"), len(recap.missed)),
        (book.say("col.pages"), recap.total("pages")),
        (book.say("col.figures"), recap.total("figures")),
        (book.say("col.rows"), recap.total("rows_checked")),
        (book.say("col.right"), recap.total("rows_right")),
        (book.say("col.unread"), recap.total("unread")),
        *((book.say(f"col.{severity}"), severities[severity]) for severity in SEVERITIES),
        *((book.say(f"col.{name}"), recap.changed(name)) for name in _CHANGES if recap.previous),
    ]
    for row, (name, number) in enumerate(lines, start=4):
        sheet.write_string(row, 0, name, book.plain)
        sheet.write_number(row, 1, number, book.plain)
    charted = min(_CHARTED, len([agency for agency in recap.agencies if agency.rank]))
    if charted:
        chart = _bars(book, ranking, charted, 1, [(4 + n, _COLOURS[s]) for n, s in enumerate(SEVERITIES)])
        chart.set_title({"name": book.say("recap.ranking"), "name_font": {"size": 12}})
        sheet.insert_chart(4, 3, chart)
    if recap.rules:
        shown = min(_CHARTED, len(recap.rules))
        chart = _bars(book, rules, shown, 0, [(2, _COLOURS["info"])])
        chart.set_title({"name": book.say("recap.rules"), "name_font": {"size": 12}})
        chart.set_legend({"none": True})
        sheet.insert_chart(5 + (_FRAME + _BAR * (charted + 1)) // _ROW, 3, chart)


def _bars(book: _Book, sheet: _Sheet, rows: int, names: int, columns: Sequence[tuple[int, str]]) -> Any:
    """Horizontal bars over a sheet's first rows: their names, and each column in its colour."""
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = sheet.head + 1, sheet.head + rows
    for column, colour in columns:
        chart.add_series(
            {
                "name": [sheet.name, sheet.head, column],
                "categories": [sheet.name, first, names, last, names],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#D9D5CB"}}, "num_format": "0"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": _FRAME + _BAR * rows})
    return chart


def _ranking(book: _Book, recap: Recap) -> _Sheet:
    heads = book.heads(
        "rank", "agency", "region", "reports", "error", "warning", "info", "density", "rows", "right",
        "right_share", "unread", "pages", "new", "unchanged", "resolved",
    )  # fmt: skip
    sheet = book.sheet("recap.ranking", heads, book.say("recap.order"))
    for agency in recap.agencies:
        found = agency.severities
        changes: Iterable[Value] = (agency.changed(name) for name in _CHANGES)
        sheet.add(
            agency.rank or None, _name(book, agency), agency.region, len(agency.reports),
            *(found[severity] for severity in SEVERITIES), agency.error_density,
            agency.total("rows_checked"), agency.total("rows_right"), agency.right_share,
            agency.total("unread"), agency.total("pages"),
            *(changes if recap.previous else ()),
        )  # fmt: skip
    sheet.close()
    return sheet


def _reports(book: _Book, recap: Recap) -> None:
    formats = sorted({name for report in recap.reports for name in report.outputs})
    heads = book.heads(
        "agency", "year", "kind", "file", "status", "error", "warning", "info", "pages", "scanned",
        "figures", "tables", "rows", "right", "unread", "new", "unchanged", "resolved", "against", "copy",
    )  # fmt: skip
    sheet = book.sheet("recap.reports", [*heads, *formats])
    for report in recap.reports:
        found = report.severities
        changes: Sequence[Value] = [len(getattr(report.change, name)) for name in _CHANGES]
        values: list[Value] = [
            report.agency, report.year, known(report.kind, book.lang), report.file,
            book.say(f"status.{report.status}"), *(found[severity] for severity in SEVERITIES),
            report.pages, report.scanned, report.figures, report.tables_read, report.rows_checked,
            report.rows_right, report.unread, *(changes if recap.previous else (None, None, None)),
            ", ".join(report.against), report.copy_of,
        ]  # fmt: skip
        links = {len(heads) + n: report.outputs.get(name, "") for n, name in enumerate(formats)}
        sheet.add(*values, *(name if report.outputs.get(name) else None for name in formats), links=links)
    sheet.close()


def _families(book: _Book, recap: Recap) -> None:
    names = recap.families
    sheet = book.sheet(
        "recap.families", [*book.heads("agency", "total"), *(family(name, book.lang) for name in names)]
    )
    for agency in recap.agencies:
        counted = agency.families
        sheet.add(_name(book, agency), counted.total(), *(counted[name] or None for name in names))
    sheet.close()


def _rules(book: _Book, recap: Recap) -> _Sheet:
    sheet = book.sheet("recap.rules", book.heads("code", "title", "findings", "error", "reports"))
    for rule in recap.rules:
        sheet.add(rule.code, book.phrase(rule.title), rule.findings, rule.errors, rule.reports)
    sheet.close()
    return sheet


def _findings(book: _Book, recap: Recap) -> None:
    heads = book.heads("agency", "file", "severity", "code", "indicator", "pages", "message", "change")
    sheet = book.sheet("recap.findings", heads)

    def add(report: Report, found: Iterable[Noted], status: Callable[[Noted], str]) -> None:
        for one in found:
            sheet.add(
                report.agency, report.file, label(f"severity.{one.severity}", book.lang), one.code,
                one.indicator, _pages(report, one), book.phrase(one.message), status(one),
            )  # fmt: skip

    for report in recap.reports:
        new = {id(one) for one in report.change.new}
        before = bool(report.change.new or report.change.unchanged or report.change.resolved)

        def status(one: Noted, new: set[int] = new, before: bool = before) -> str:
            return book.say("change.new" if id(one) in new else "change.unchanged") if before else ""

        add(report, report.findings, status)
        add(report, report.change.resolved, lambda one: book.say("change.resolved"))
    sheet.close()


def _pages(report: Report, one: Noted) -> str:
    where = report.in_parts(one.pages)
    return f"{page_ranges(one.pages)} ({where})" if where else page_ranges(one.pages)


def _across(book: _Book, name: str, found: Sequence[Difference], sides: tuple[str, str]) -> None:
    heads = book.heads("region", "agency", "indicator", "year", sides[0], sides[1])
    sheet = book.sheet(f"recap.{name}", heads, book.say(f"recap.{name}_note"))
    for one in found:
        agencies = dict.fromkeys((one.first.agency, one.second.agency))
        sheet.add(
            one.region, " / ".join(agencies), one.indicator, one.year,
            told(one.first.file, one.first_figures, book.lang),
            told(one.second.file, one.second_figures, book.lang),
        )  # fmt: skip
    sheet.close()


def told(file: str, figures: Iterable[Figure], lang: Language) -> str:
    """'70,3 (hal. 12); 70,30 (hal. 13, 14) – lkjip-2021.pdf'"""
    pages: dict[str, list[int]] = {}
    for figure in figures:
        pages.setdefault(figure.text, []).append(figure.page)
    texts = (f"{text} ({label('page', lang, pages=page_ranges(p))})" for text, p in pages.items())
    return f"{'; '.join(texts)} – {file}"


def _missed(book: _Book, recap: Recap) -> None:
    sheet = book.sheet("recap.missed", book.heads("file", "agency", "status", "reason"))
    for report in recap.missed:
        reason = book.phrase(report.reason) or book.say("not_read")
        sheet.add(report.file, report.agency, book.say(f"status.{report.status}"), reason)
    for file in recap.gone:
        sheet.add(file, "", book.say("recap.gone"))
    sheet.close()


def _name(book: _Book, agency: Agency) -> str:
    return agency.name or book.say("recap.unknown")


def _when(time: str | None) -> str:
    """'2025-03-01 09:30'"""
    return (time or "")[:16].replace("T", " ")
