"""The review form (Catatan Hasil Reviu) as a Word document, ready to edit and to sign."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from extractor.model import Audit, Phrase
from extractor.output.headings import heading, long_date
from extractor.output.record import Record, not_recomputed, records
from extractor.output.text import Language, label, page_ranges, plain
from extractor.output.verdict import by_severity, was_read

_FONT, _SIZE, _SMALL = "Arial", Pt(10), Pt(8.5)
_WIDTH, _HEIGHT, _MARGIN = Cm(29.7), Cm(21.0), Cm(1.5)
_COLUMNS: tuple[tuple[str, float], ...] = (  # heading, width in cm; 26,7 in all
    ("no", 0.9),
    ("form.condition", 7.4),
    ("form.location", 3.7),
    ("form.expected", 3.4),
    ("form.effect", 2.9),
    ("form.advice", 3.2),
    ("form.response", 3.0),
    ("form.state", 2.2),
)
_CONDITION = 1  # the column that bears the finding's subject as its title
_UNREAD_MAX = 25  # lines of what was not read; the workbook has all of them
_NO_XML = re.compile("[\ufffe\uffff]")
_SHADE = "D9E2F3"


def render(audit: Audit, lang: Language, today: date) -> bytes:
    """The form of an audit; ``today`` is the date of the review."""
    form = _Form(audit, lang, today)
    form.write()
    return form.content()


def _text(text: str) -> str:
    """One line that XML can hold."""
    return _NO_XML.sub("", plain(text))


class _Form:
    def __init__(self, audit: Audit, lang: Language, today: date) -> None:
        self.audit, self.lang, self.today = audit, lang, today
        self.records = records(audit, lang)
        self.paper: Document = docx.Document()

    def say(self, key: str, **values: object) -> str:
        return heading(key, self.lang, **values)

    def phrase(self, phrase: Phrase) -> str:
        return _text(phrase.en if self.lang == "en" else phrase.id)

    def content(self) -> bytes:
        file = io.BytesIO()
        self.paper.save(file)
        return file.getvalue()

    def write(self) -> None:
        self._page()
        self._heading()
        self._title(self.say("form.summary"))
        for line in self._summary():
            self._line(line)
        self._title(self.say("form.notes"))
        if self.records:
            self._notes()
        else:
            self._line(self.say("form.none" if was_read(self.audit) else "unknown"))
        self._title(self.say("form.limits"))
        for line in self._unread():
            self._line(line, bullet=True)
        self._signatures()

    # ---------------------------------------------------------------------------------------- the page

    def _page(self) -> None:
        section = self.paper.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _WIDTH, _HEIGHT
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin = section.bottom_margin = _MARGIN
        style: Any = self.paper.styles["Normal"]
        style.font.name, style.font.size = _FONT, _SIZE
        style.paragraph_format.space_after = Pt(3)
        title = _text(self.audit.report.title or self.audit.report.file)
        core = self.paper.core_properties
        core.title, core.author, core.comments = self.say("form.title").capitalize(), "", title[:250]
        core.language = "en" if self.lang == "en" else "id"
        made = datetime(self.today.year, self.today.month, self.today.day)
        core.created = core.modified = made
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        small: Any = self.paper.styles["Footer"]
        small.font.size = _SMALL
        _run(footer, f"{self.say('form.page')} ", size=_SMALL)
        _field(footer, "PAGE")

    def _heading(self) -> None:
        report = self.audit.report
        for key in ("form.title", "form.over"):
            paragraph = self.paper.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.space_after = Pt(0)
            _run(paragraph, self.say(key), bold=True, size=Pt(13))
        region = "" if report.region in report.agency else report.region
        agency = ", ".join(part for part in (_text(report.agency), _text(region)) if part)
        facts = (
            ("form.agency", agency),
            ("form.report", _text(report.title)),
            ("form.year", str(report.year or "")),
            ("form.file", self.say("form.file_text", name=_text(report.file), pages=report.pages)),
            ("form.date", long_date(self.today, self.lang)),
        )
        self.paper.add_paragraph().paragraph_format.space_after = Pt(0)
        table = self.paper.add_table(rows=0, cols=3)
        _widths(table, (4.5, 0.5, 21.7))
        for key, value in facts:
            row: Any = table.add_row()
            _keep_whole(row)
            texts = (self.say(key), ":", value or self.say("unknown"))
            for cell, text in zip(row.cells, texts, strict=True):
                _fill(cell, [text], size=_SIZE)

    def _title(self, text: str) -> None:
        paragraph = self.paper.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.keep_with_next = True
        _run(paragraph, text, bold=True, size=Pt(11))

    def _line(self, text: str, *, bullet: bool = False) -> None:
        paragraph = self.paper.add_paragraph(style="List Bullet" if bullet else None)
        paragraph.paragraph_format.space_after = Pt(2)
        _run(paragraph, _text(text))

    # --------------------------------------------------------------------------------------- the parts

    def _summary(self) -> Iterator[str]:
        audit, rows = self.audit, self.audit.worksheet
        if not was_read(audit):
            yield label("not_read", self.lang)
            return
        yield self.say("form.figures", n=len(audit.statements), tables=audit.coverage.tables_read)
        if rows:
            money = sum(row.measure == "serapan" for row in rows)
            right = sum(row.agrees for row in rows)
            yield self.say(
                "form.recomputed",
                n=len(rows),
                capaian=len(rows) - money,
                serapan=money,
                right=right,
                wrong=len(rows) - right,
            )
        else:
            yield self.say("form.not_recomputed")
        counted = {severity: len(found) for severity, found in by_severity(audit).items()}
        yield self.say("form.findings", **counted) if audit.findings else self.say("form.none")
        yield self.say("form.assurance")

    def _notes(self) -> None:
        table = self.paper.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _widths(table, [width for _, width in _COLUMNS])
        head = table.rows[0]
        _repeat(head)
        _keep_whole(head)
        for cell, (key, _) in zip(head.cells, _COLUMNS, strict=True):
            _fill(cell, [self.say(key)], bold=True, centred=True)
            _shade(cell, _SHADE)
        for cause, consequences in self._with_consequences():
            self._note(table, cause, consequences)

    def _with_consequences(self) -> Iterator[tuple[Record, list[Record]]]:
        for record in self.records:
            if not record.cause:
                yield record, [r for r in self.records if r.cause == record.number]

    def _note(self, table: Table, record: Record, consequences: Sequence[Record]) -> None:
        row: Any = table.add_row()  # type: ignore[no-untyped-call]
        _keep_whole(row)
        condition = [record.condition]
        if record.diagnosis:
            condition.append(self.say("form.origin", text=record.diagnosis))
        condition += [self.say("form.follows", number=r.number, text=r.condition) for r in consequences]
        expected = [record.criterion]
        if record.expected:
            key = "form.recomputed_line" if record.recomputed else "form.expected_line"
            expected.insert(0, self.say(key, text=record.expected))
        texts: tuple[list[str], ...] = (
            [record.number],
            condition,
            self._location(record),
            expected,
            [record.effect],
            [record.advice],
            [""],
            [""],
        )
        for n, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            title = record.subject or record.title if n == _CONDITION else ""
            _fill(cell, text, centred=n == 0, title=title, after=f" [{record.code}, {record.level}]")

    def _location(self, record: Record) -> list[str]:
        """The sections of the figures questioned, with pages and row; of the others only the pages."""
        asked = [p for p in record.places if p.questioned] or list(record.places[:1])
        pages: dict[str, list[int]] = {}
        for place in asked:
            pages.setdefault(place.section, []).append(place.page)
        lines = [f"{label('page', self.lang, pages=page_ranges(p))}, {s}" for s, p in pages.items()]
        if record.indicator and record.measure:
            lines.append(self.say("form.row", text=record.indicator))
        others = {p.page for p in record.places if p not in asked and not p.document}
        if others:
            shown = label("page", self.lang, pages=page_ranges(others))
            lines.append(self.say("form.beside", pages=shown))
        return lines

    def _unread(self) -> Iterator[str]:
        grouped: dict[tuple[str, str], list[int]] = {}
        for item in self.audit.coverage.unread:
            pages = grouped.setdefault((self.phrase(item.what), self.phrase(item.reason)), [])
            if item.page is not None:
                pages.append(item.page)
        left = len(not_recomputed(self.audit))
        if left:
            yield self.say("form.left", n=left)
        if not grouped and was_read(self.audit):
            yield self.say("form.unread_none")
        for (what, reason), pages in list(grouped.items())[:_UNREAD_MAX]:
            where = f"{label('page', self.lang, pages=page_ranges(pages))}: " if pages else ""
            yield f"{where}{what}{': ' if reason else ''}{reason}"
        if len(grouped) > _UNREAD_MAX:
            yield self.say("form.unread_more", n=len(grouped) - _UNREAD_MAX)

    def _signatures(self) -> None:
        place = self.paper.add_paragraph()
        place.paragraph_format.space_before = Pt(14)
        place.paragraph_format.keep_with_next = True
        place.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(place, self.say("form.place", date=long_date(self.today, self.lang)))
        table = self.paper.add_table(rows=1, cols=3)
        _keep_whole(table.rows[0])
        for cell, key in zip(table.rows[0].cells, ("unit", "reviewer", "lead"), strict=True):
            blank = "." * 42
            lines = [self.say(f"form.{key}"), "", "", "", blank]
            lines += [f"{self.say('form.name')} {'.' * 34}", f"{self.say('form.nip')} {'.' * 34}"]
            _fill(cell, lines, size=_SIZE)


# ------------------------------------------------------------------------------------------ Word's pieces


def _run(paragraph: Paragraph, text: str, *, bold: bool = False, size: Pt = _SIZE) -> None:
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, size


def _fill(
    cell: _Cell,
    texts: Sequence[str],
    *,
    bold: bool = False,
    centred: bool = False,
    size: Pt = _SMALL,
    title: str = "",
    after: str = "",
) -> None:
    """Each text as a paragraph of the cell, under a bold title (if any) with what stands behind it."""
    if title:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        _run(paragraph, _text(title), bold=True, size=size)
        _run(paragraph, after, size=size)
    for n, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if n == 0 and not title else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(paragraph, _text(text), bold=bold, size=size)


def _widths(table: Table, widths: Sequence[float]) -> None:
    """The widths of the columns in cm, kept whatever the cells hold."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _property(element: Any, name: str, **values: str) -> None:
    """A setting of Word that python-docx has no name for."""
    child = OxmlElement(name)
    for key, value in values.items():
        child.set(qn(f"w:{key}"), value)
    element.append(child)


def _repeat(row: Any) -> None:
    """The row stands on top of every page that the table runs over."""
    _property(row._tr.get_or_add_trPr(), "w:tblHeader", val="true")


def _keep_whole(row: Any) -> None:
    """No page break inside the row."""
    _property(row._tr.get_or_add_trPr(), "w:cantSplit", val="true")


def _shade(cell: _Cell, colour: str) -> None:
    properties: Any = cell._tc.get_or_add_tcPr()
    _property(properties, "w:shd", val="clear", color="auto", fill=colour)


def _field(paragraph: Paragraph, name: str) -> None:
    """A field that Word computes: the number of the page."""
    run: Any = paragraph.add_run()
    run.font.size, run.font.color.rgb = _SMALL, RGBColor(0x40, 0x40, 0x40)
    _property(run._r, "w:fldChar", fldCharType="begin")
    instruction = OxmlElement("w:instrText")
    instruction.text = name
    run._r.append(instruction)
    _property(run._r, "w:fldChar", fldCharType="end")
