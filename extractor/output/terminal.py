"""The audit as an auditor reads it: summary, findings by severity, what was checked, what was not read.

Text of the report passes ``plain`` before it is shown, so that no PDF can steer the terminal. Colour only
repeats what the words say.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.model import Audit, Consequence, Expected, Finding, Phrase, Stated, Unread
from extractor.output.text import Language, known, label, page_ranges, plain
from extractor.output.verdict import by_severity, scans_read, was_read

WIDTH_MIN, WIDTH_MAX = 60, 110  # narrower breaks figures apart, wider lines are hard to follow
LABEL_WIDTH = 14  # 'Hitung ulang' and two spaces
CAPTION_MAX = 90  # a caption longer than a line helps nobody to find the table

_NBSP = "\u00a0"  # textwrap does not break or shorten it; the report shows a space

_COLOURS: dict[str, str] = {"error": "31", "warning": "33", "info": "36", "bold": "1", "dim": "2"}


@dataclass(frozen=True, slots=True)
class Style:
    """How the report is shown: language, width in columns, colours or none."""

    lang: Language = "id"
    width: int = 100
    colour: bool = False

    @property
    def columns(self) -> int:
        return max(WIDTH_MIN, min(WIDTH_MAX, self.width))

    def paint(self, text: str, colour: str) -> str:
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colour else text

    def say(self, phrase: Phrase) -> str:
        return plain(phrase.en if self.lang == "en" else phrase.id)

    def label(self, key: str, **values: object) -> str:
        return label(key, self.lang, **values)


def render(audit: Audit, style: Style | None = None) -> str:
    """The whole report as text that ends with a newline."""
    style = style or Style()
    lines = [
        *_heading(audit, style),
        *_summary(audit, style),
        *_findings(audit, style),
        *_checked(audit, style),
        *_unread(audit, style),
    ]
    return "\n".join(line.replace(_NBSP, " ").rstrip() for line in lines) + "\n"


def _wrap(text: str, style: Style, indent: int, first: str | None = None) -> list[str]:
    """Text in lines of the style's width; ``first`` stands in the indent of the first line."""
    space = " " * indent
    return textwrap.wrap(
        text,
        style.columns,
        initial_indent=space if first is None else first.ljust(indent),
        subsequent_indent=space,
        break_on_hyphens=False,
    ) or ([first] if first else [])


def _section(title: str, style: Style, colour: str = "bold") -> list[str]:
    return ["", style.paint(title, colour), "─" * min(len(title), style.columns)]


def _heading(audit: Audit, style: Style) -> Iterator[str]:
    report = audit.report
    yield style.paint(style.label("title"), "bold")
    if report.title:
        yield from _wrap(plain(report.title), style, 0)
    agency, region = plain(report.agency), plain(report.region)
    who = [agency or style.label("agency_unknown"), "" if region in agency else region]
    who.append(style.label("year", year=report.year) if report.year else style.label("year_unknown"))
    yield from _wrap(" · ".join(part for part in who if part), style, 0)
    yield from _wrap(f"{plain(report.file)} · {style.label('pages', n=report.pages)}", style, 0)
    if audit.against:
        files = ", ".join(plain(other.file) for other in audit.against)
        yield from _wrap(style.label("against", files=files), style, 0)
    for part in report.parts:
        pages = page_ranges(range(part.first, part.first + part.pages))
        yield from _wrap(f"{style.label('page', pages=pages)}: {plain(part.file)}", style, 4)


def _summary(audit: Audit, style: Style) -> Iterator[str]:
    yield from _section(style.label("summary"), style)
    yield from summary(audit, style)


def summary(audit: Audit, style: Style) -> Iterator[str]:
    """What was found, in a line or two."""
    coverage = audit.coverage
    if not was_read(audit):
        yield from _wrap(style.label("not_read"), style, 0)
    elif audit.findings:
        counted = {severity: len(found) for severity, found in by_severity(audit).items()}
        yield ", ".join(
            style.paint(
                style.label(f"{severity}_one") if n == 1 else style.label(severity, n=n),
                severity if n else "dim",
            )
            for severity, n in counted.items()
        )
        derived = sum(len(f.derived) for f in audit.findings)
        if derived:
            yield from _wrap(style.label("derived_count", n=derived), style, 0)
    elif not coverage.rows_checked:
        yield from _wrap(style.label("none_recomputed"), style, 0)
    else:
        key = "none_partly" if coverage.unread else "none_everything"
        yield from _wrap(style.label(key, n=coverage.rows_checked), style, 0)


def _findings(audit: Audit, style: Style) -> Iterator[str]:
    number = 0
    for severity, found in by_severity(audit).items():
        if not found:
            continue
        yield from _section(f"{style.label(severity + '_head')} ({len(found)})", style, severity)
        for n, finding in enumerate(found):
            number += 1
            if n:
                yield ""
            yield from _finding(number, finding, style)


def _subject(finding: Consequence, style: Style) -> str:
    """'Persentase koperasi aktif (capaian 2024)'"""
    measure = known(f"measure.{finding.measure}", style.lang) if finding.measure else ""
    inside = f"{measure} {finding.year or ''}".strip()
    name = plain(finding.indicator)
    return f"{name} ({inside})" if name and inside else name or inside


def _finding(number: int, finding: Finding, style: Style) -> Iterator[str]:
    indent = 4
    start = f"{number}."
    first, *rest = _wrap(f"[{finding.code}] {_subject(finding, style)}", style, indent, start)
    yield first.replace(f"[{finding.code}]", style.paint(f"[{finding.code}]", finding.severity), 1)
    yield from rest
    yield from _wrap(style.say(finding.message), style, indent)
    yield from _stated(finding.stated, style, indent)
    yield from _expected(finding.expected, style, indent)
    for key, phrase in (
        ("diagnosis", finding.diagnosis),
        ("criterion", finding.criterion),
        ("recommendation", finding.recommendation),
    ):
        if phrase:
            yield from _labelled(key, style.say(phrase), style, indent)
    if finding.confidence < 1:
        yield from _labelled("confidence", f"{finding.confidence:.0%}", style, indent)
    for child in finding.derived:
        yield from _derived(child, style, indent)


def _labelled(key: str, text: str, style: Style, indent: int, *, repeat: bool = False) -> list[str]:
    """'    Tertulis      134,86% ...', continued under the text; ``repeat`` leaves the label out."""
    name = "" if repeat else style.label(key)
    return _wrap(text, style, indent + LABEL_WIDTH, " " * indent + name)


def _place(place: Stated, style: Style) -> str:
    where = textwrap.shorten(plain(place.where), CAPTION_MAX, placeholder=" …")
    kind = known(place.source, style.lang)
    if kind.casefold() not in where.casefold():
        where = f"{where} ({kind})" if where else kind
    document = f"{plain(place.document)}, " if place.document else ""
    return f"{document}{style.label('page', pages=place.page)}, {where}"


def _stated(places: tuple[Stated, ...], style: Style, indent: int) -> Iterator[str]:
    texts = [plain(place.text) or "–" for place in places]
    gap = min(max(map(len, texts), default=0), 24)
    for n, (place, text) in enumerate(zip(places, texts, strict=True)):
        line = f"{text.ljust(gap, _NBSP)}  {_place(place, style)}"
        yield from _labelled("stated", line, style, indent, repeat=n > 0)


def _expected(expected: Expected | None, style: Style, indent: int) -> Iterator[str]:
    if expected is None:
        return
    text = style.say(expected.text)
    if not text and expected.value is not None:
        text = format(expected.value, "f")
    if not text and expected.low is not None and expected.high is not None:
        text = style.label("between", low=format(expected.low, "f"), high=format(expected.high, "f"))
    # Only a recomputation has bounds; a figure of the report that is the reference has none.
    yield from _labelled("expected" if expected.low is None else "recomputed", text, style, indent)


def _derived(child: Consequence, style: Style, indent: int) -> Iterator[str]:
    """A finding that only follows from the one above it, below and to the right of it."""
    start = " " * indent + style.label("derived")
    text = f"[{child.code}, {style.label('severity.' + child.severity)}] {style.say(child.message)}"
    yield from _wrap(text, style, indent + LABEL_WIDTH, start)
    for place in child.stated:
        line = f"{plain(place.text) or '–'}  {_place(place, style)}"
        yield from _wrap(line, style, indent + LABEL_WIDTH + 4)


def _checked(audit: Audit, style: Style) -> Iterator[str]:
    coverage, indent = audit.coverage, 26
    yield from _section(style.label("checked"), style)
    prose = sum(s.kind == "prose" for s in audit.statements)
    facts = [
        ("checked_tables", style.label("of", n=coverage.tables_read, total=coverage.tables)),
        ("checked_rows", style.label("right", n=coverage.rows_checked, right=coverage.rows_right)),
        (
            "checked_statements",
            style.label("by_kind", n=len(audit.statements), table=len(audit.statements) - prose, prose=prose),
        ),
    ]
    recognised = scans_read(audit)
    if recognised:
        facts.append(("checked_scanned", style.label("page", pages=page_ranges(recognised))))
    for key, text in facts:
        yield from _wrap(text, style, indent, style.label(key))
    for table in audit.tables:
        if table.kind == "lain":
            continue
        caption = textwrap.shorten(plain(table.caption), CAPTION_MAX, placeholder=" …")
        what = (
            f"{known(table.kind, style.lang)}: {caption or style.label('untitled')}, "
            f"{style.label('page', pages=page_ranges(table.pages))}, "
            f"{style.label('table_rows', n=len(table.rows))}"
        )
        if not table.ruled:
            what += f", {style.label('table_unruled')}"
        yield from _wrap(what, style, 4, "  -")


def _unread(audit: Audit, style: Style) -> Iterator[str]:
    yield from _section(style.label("unread"), style)
    if not audit.coverage.unread:
        yield style.label("unread_none" if was_read(audit) else "not_read")
        return
    for (what, reason), pages in _together(audit.coverage.unread, style).items():
        text = f"{what}: {reason}" if reason else what
        if pages:
            text = f"{style.label('page', pages=page_ranges(pages))}  {text}"
        yield from _wrap(text, style, 4, "  -")


def _together(unread: tuple[Unread, ...], style: Style) -> dict[tuple[str, str], list[int]]:
    """Pages of each thing unread for one reason, so that twenty scanned pages are one line."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for item in unread:
        pages = grouped.setdefault((style.say(item.what), style.say(item.reason)), [])
        if item.page is not None:
            pages.append(item.page)
    return grouped
