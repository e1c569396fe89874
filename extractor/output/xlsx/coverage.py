"""What was read, what was not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.model import Phrase, Table
from extractor.output.record import decimal, not_recomputed
from extractor.output.text import known, label, page_ranges, plain
from extractor.output.verdict import scans_read
from extractor.output.xlsx.paper import Cell, Head, Paper

_NO_FIGURES = ("lain", "skala")


def write_coverage(paper: Paper) -> None:
    """The report, what was checked, every table, everything unread: one list with a group per row."""
    keys = {"group": 16, "what": 70, "page": 14, "remarks": 70}
    sheet = paper.sheet("coverage", [Head(paper.say(k), w) for k, w in keys.items()], frozen=1)
    for group, what, pages, remarks in (*_report(paper), *_tables(paper), *_unread(paper)):
        fill = "warning" if group == "unread" else "group"
        sheet.add(
            Cell(paper.say(f"group.{group}"), fill), Cell(what), Cell(pages, centred=True), Cell(remarks)
        )
    sheet.close()


_Line = tuple[str, str, str, str]


def _report(paper: Paper) -> Iterator[_Line]:
    report, rows = paper.audit.report, paper.audit.worksheet
    for key, text in (
        ("title", plain(report.title)),
        ("agency", plain(report.agency)),
        ("region", plain(report.region)),
        ("year", str(report.year or "")),
        ("file", plain(report.file)),
        ("sha256", report.sha256),
        ("pages", str(report.pages)),
    ):
        yield "report", paper.say(f"report.{key}"), "", text or paper.say("unknown")
    if report.scanned_pages:
        yield "report", paper.say("report.scanned"), page_ranges(report.scanned_pages), ""
    if recognised := scans_read(paper.audit):
        yield "report", paper.say("report.recognised"), page_ranges(recognised), ""
    coverage = paper.audit.coverage
    of = label("of", paper.lang, n=coverage.tables_read, total=coverage.tables)
    yield "checked", paper.say("checked.tables"), "", of
    for key, number in (
        ("statements", len(paper.audit.statements)),
        ("rows", len(rows)),
        ("right", sum(row.agrees for row in rows)),
        ("left", len(not_recomputed(paper.audit))),
    ):
        yield "checked", paper.say(f"checked.{key}"), "", decimal(Decimal(number), paper.lang)


def _tables(paper: Paper) -> Iterator[_Line]:
    for table in paper.audit.tables:
        group = "other" if table.kind in _NO_FIGURES else "table"
        caption = plain(table.caption) or label("untitled", paper.lang)
        yield (
            group,
            f"{known(table.kind, paper.lang)}: {caption}",
            page_ranges(table.pages),
            _what(table, paper),
        )


def _what(table: Table, paper: Paper) -> str:
    fields = dict.fromkeys(f"{c.field} {c.year or ''}".strip() for c in table.columns if c.field)
    text = paper.say("rows", n=len(table.rows), columns=", ".join(fields) or paper.say("columns_none"))
    return text if table.ruled else f"{text}; {label('table_unruled', paper.lang)}"


def _unread(paper: Paper) -> Iterator[_Line]:
    """Everything unread; pages of one thing unread for one reason stand together."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for item in paper.audit.coverage.unread:
        pages = grouped.setdefault((_say(item.what, paper), _say(item.reason, paper)), [])
        if item.page is not None:
            pages.append(item.page)
    for (what, reason), pages in grouped.items():
        yield "unread", what, page_ranges(pages), reason
    if not grouped:
        yield "unread", label("unread_none", paper.lang), "", ""


def _say(phrase: Phrase, paper: Paper) -> str:
    return plain(phrase.en if paper.lang == "en" else phrase.id)
