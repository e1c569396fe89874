"""The audit as one HTML file: for the screen, for paper, for a telephone; it needs nothing but a browser.

Everything of the report is escaped by the template, and the page's own policy lets no script run but the
one that is written here. The file stays under ``BYTES_MAX``, whatever the report holds.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from extractor.model import Audit
from extractor.opening import PLAIN, Opening
from extractor.output.chart import Chart, charts
from extractor.output.crops import Band, Crop, crops, draw, views
from extractor.output.html_text import HTML
from extractor.output.lines import by_line
from extractor.output.marks import marks
from extractor.output.record import Record, expected_text, records
from extractor.output.text import LABELS, Language, known, label, page_ranges, plain
from extractor.output.verdict import SEVERITIES, scans_read, was_read

BYTES_MAX = 8_000_000  # what a mail server takes, and a telephone opens
_BYTES_PICTURES = 5_000_000  # of it at most for pictures
_BYTES_TEXT = 4_500_000  # above it findings are left out, the mildest first
_BYTES_WINDOW, _BYTES_MARK = 900, 180  # of the markup of one part of a page, and of one mark in it
_TEXT_MAX = 2000  # characters of one piece of text; longer is a page that was read as one cell
_ROWS_MAX = 600  # of the worksheet and of the lists of tables and of what was unread
_FAMILY = 3  # letters of a code that name its family: CAP of CAP001

Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class _Mark:
    style: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Shot:
    """A window onto a picture of a page."""

    page: int
    view: str
    band: str
    alt: str
    marks: tuple[_Mark, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    record: Record
    derived: tuple[Record, ...]
    family_name: str
    indicator: str  # key of its name in the filter, or ''
    pages: tuple[int, ...]
    chart: str
    shots: tuple[_Shot, ...]
    left_out: int
    percent: str


@dataclass(frozen=True, slots=True)
class _Chart:
    chart: Chart
    alt: str
    target: str
    realisasi: str
    numbers: tuple[str, ...]


def render(
    audit: Audit,
    source: Path,
    lang: Language = "id",
    annotated: str | None = None,
    *,
    opening: Opening | None = None,
) -> str:
    """The audit of the report at ``source`` as an HTML page of less than ``BYTES_MAX`` bytes.

    Pictures are drawn from ``source``; without it, or where a page cannot be drawn, the page has none.
    ``annotated`` is the name of an annotated PDF beside the page, to which page numbers lead.
    """
    opening = opening or PLAIN
    told = list(records(audit, lang))
    found = by_line(marks(audit, lang), source, opening)
    seen = views(found, source, opening)
    wanted = crops(found, seen)
    shown = [record for record in told if not record.cause]
    page = _page(audit, told, shown, wanted, (), lang, annotated)
    while len(shown) > 1 and (size := len(page.encode())) > _BYTES_TEXT:
        shown = shown[: min(len(shown) - 1, int(len(shown) * _BYTES_TEXT / size * 0.95))]
        page = _page(audit, told, shown, wanted, (), lang, annotated)
    # The first picture of every finding before the second of any.
    each = [wanted.get(record.number, ()) for record in shown]
    ordered = [of[n] for n in range(max(map(len, each), default=0)) for of in each if n < len(of)]
    windows = sum(_BYTES_WINDOW + _BYTES_MARK * len(crop.marks) for crop in ordered)
    room = min(_BYTES_PICTURES, BYTES_MAX - len(page.encode()) - windows)
    bands = draw(source, ordered, seen, room, opening)
    pictured = _page(audit, told, shown, wanted, bands, lang, annotated) if bands else page
    return pictured if len(pictured.encode()) < BYTES_MAX else page


def _page(
    audit: Audit,
    told: Sequence[Record],
    shown: Sequence[Record],
    wanted: dict[str, tuple[Crop, ...]],
    bands: Sequence[Band],
    lang: Language,
    annotated: str | None,
) -> str:
    def say(key: str, **values: object) -> str:
        if key == "page_at":
            return label("page", lang, **values)
        text: str = getattr(HTML[key] if key in HTML else LABELS[key], lang)
        return text.format(**values) if values else text

    drawn = charts(audit, lang)
    names = _indicator_keys(shown)
    by_name = {chart.name.casefold(): chart.key for chart in drawn}
    derived: dict[str, list[Record]] = defaultdict(list)
    for record in told:
        if record.cause:
            derived[record.cause].append(record)
    findings = [
        _finding(record, derived[record.number], names, by_name, wanted.get(record.number, ()), bands, say)
        for record in shown
    ]
    counted = Counter(record.severity for record in told if not record.cause)
    style, script = _part("report.css"), _part("report.js")
    environment = Environment(
        loader=PackageLoader("extractor.output", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    of_chart: dict[str, list[str]] = defaultdict(list)
    for finding in findings:
        of_chart[finding.chart].append(finding.record.number)
    return environment.get_template("report.html.j2").render(
        lang=lang,
        say=say,
        policy=_policy(style, script),
        style=Markup(style),
        script=Markup(script),
        head=_head(audit, lang),
        verdict=_verdict(audit, lang),
        counts=[(severity, counted[severity]) for severity in SEVERITIES],
        read=_read(audit, say),
        rules=_rules(told),
        findings=findings,
        groups=[
            (severity, group)
            for severity in SEVERITIES
            if (group := [f for f in findings if f.record.severity == severity])
        ],
        cut=sum(counted.values()) - len(findings),
        families=_families(shown, say),
        indicators=[(key, name) for name, key in names.items()],
        pages=sorted({page for finding in findings for page in finding.pages}),
        charts=[_chart(chart, tuple(of_chart[chart.key]), say) for chart in drawn],
        worksheet=_worksheet(audit, lang),
        worksheet_cut=max(0, len(audit.worksheet) - _ROWS_MAX),
        tables=_tables(audit, lang),
        unread=_unread(audit, lang),
        unread_none=label("unread_none" if was_read(audit) else "not_read", lang),
        bands=bands,
        pdf=quote(annotated) if annotated else "",
    )


def _shown(value: object) -> object:
    """Text of the report as one line without control characters, and not without end."""
    if type(value) is not str:  # numbers, and the markup of the template itself
        return value
    text = plain(value)
    return text if len(text) <= _TEXT_MAX else f"{text[:_TEXT_MAX]}…"


def _part(name: str) -> str:
    return resources.files("extractor.output").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """What the page may load: its own style and script, known by their hashes, and pictures within it."""

    def hashed(text: str) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; img-src data:; style-src '{hashed(style)}'; script-src '{hashed(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


# ----------------------------------------------------------------------------------------- the summary


def _head(audit: Audit, lang: Language) -> dict[str, Any]:
    report = audit.report
    agency, region = plain(report.agency), plain(report.region)
    line = [
        "" if region in agency else region,
        label("year", lang, year=report.year) if report.year else label("year_unknown", lang),
        label("pages", lang, n=report.pages),
        plain(report.file),
    ]
    return {
        "agency": agency or label("agency_unknown", lang),
        "year": report.year,
        "line": " · ".join(part for part in line if part),
        "file": plain(report.file),
        "sha256": report.sha256,
    }


def _verdict(audit: Audit, lang: Language) -> str:
    """What has to be said before any number: that nothing was read, or that nothing was found."""
    coverage = audit.coverage
    if not was_read(audit):
        return label("not_read", lang)
    if audit.findings:
        return ""
    if not coverage.rows_checked:
        return label("none_recomputed", lang)
    return label("none_partly" if coverage.unread else "none_everything", lang, n=coverage.rows_checked)


def _read(audit: Audit, say: Say) -> list[str]:
    coverage = audit.coverage
    lines = [
        say("rows_agree", n=coverage.rows_checked, right=coverage.rows_right),
        say("figures", n=len(audit.statements), tables=coverage.tables_read),
        say("unread_count", n=len(coverage.unread)) if coverage.unread else say("unread_none"),
    ]
    if audit.report.scanned_pages:
        lines.append(f"{say('scanned')}: {say('page_at', pages=page_ranges(audit.report.scanned_pages))}")
    if recognised := scans_read(audit):
        lines.append(f"{say('checked_scanned')}: {say('page_at', pages=page_ranges(recognised))}")
    return lines


def _rules(told: Sequence[Record]) -> list[tuple[str, str, int]]:
    titles = {record.code: record.title for record in told}
    counted = Counter(record.code for record in told if not record.cause)
    return [(code, titles[code], counted[code]) for code in sorted(counted)]


def _families(shown: Sequence[Record], say: Say) -> list[tuple[str, str, list[tuple[str, str]]]]:
    titles = {record.code: record.title for record in shown}
    grouped: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code in sorted(titles):
        grouped[code[:_FAMILY]].append((code, titles[code]))
    return [(family, _family(family, say), codes) for family, codes in grouped.items()]


def _family(family: str, say: Say) -> str:
    return say(f"family.{family}") if f"family.{family}" in HTML else family


# ----------------------------------------------------------------------------------------- one finding


def _indicator_keys(shown: Sequence[Record]) -> dict[str, str]:
    """Each indicator that findings name, with a short key for the filter."""
    names = sorted({record.indicator for record in shown if record.indicator}, key=str.casefold)
    return {name: f"n{index}" for index, name in enumerate(names)}


def _finding(
    record: Record,
    derived: Sequence[Record],
    names: dict[str, str],
    by_name: dict[str, str],
    wanted: Sequence[Crop],
    bands: Sequence[Band],
    say: Say,
) -> _Finding:
    shots = [shot for crop in wanted if (shot := _shot(crop, bands, say))]
    everywhere = (record, *derived)
    return _Finding(
        record=record,
        derived=tuple(derived),
        family_name=_family(record.code[:_FAMILY], say),
        indicator=names.get(record.indicator, ""),
        pages=tuple(sorted({p.page for r in everywhere for p in r.places if not p.document})),
        chart=by_name.get(record.indicator.casefold(), ""),
        shots=tuple(shots),
        left_out=len(wanted) - len(shots),
        percent=f"{record.confidence:.0%}",
    )


def _shot(crop: Crop, bands: Sequence[Band], say: Say) -> _Shot | None:
    band = next((band for band in bands if band.holds(crop)), None)
    if band is None:
        return None
    bottom = min(crop.bottom, band.box.bottom)
    view = (band.box.x0, crop.top, band.box.x1 - band.box.x0, bottom - crop.top)
    drawn = []
    for each in crop.marks:
        mark = each.mark
        style = f"{mark.record.severity}{' q' if mark.place.questioned else ''}{' d' if mark.derived else ''}"
        for x0, top, x1, low in each.boxes:
            edges = (x0 - 1.5, top - 1.5, x1 - x0 + 3, low - top + 3)
            drawn.append(_Mark(style, *(round(edge, 1) for edge in edges)))
    texts = ", ".join(dict.fromkeys(f"“{plain(each.mark.place.text)}”" for each in crop.marks))
    return _Shot(
        page=crop.page,
        view=" ".join(f"{value:.1f}" for value in view),
        band=band.id,
        alt=say("crop_alt", page=crop.page, texts=texts),
        marks=tuple(drawn),
    )


# ----------------------------------------------------------------------------- indicators and coverage


def _chart(chart: Chart, numbers: tuple[str, ...], say: Say) -> _Chart:
    years = [year for _, year in chart.years]
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return _Chart(
        chart=chart,
        alt=say("chart_alt", name=chart.name, years=span),
        target=" ".join(f"{p.x:.1f},{p.y:.1f}" for p in chart.target),
        realisasi=" ".join(f"{p.x:.1f},{p.y:.1f}" for p in chart.realisasi),
        numbers=numbers,
    )


def _worksheet(audit: Audit, lang: Language) -> list[dict[str, Any]]:
    return [
        {
            "page": row.stated.page,
            "indicator": row.indicator,
            "measure": f"{known(f'measure.{row.measure}', lang)} {row.year or ''}",
            "target": row.target.text,
            "realisasi": row.realisasi.text,
            "stated": row.stated.text,
            "expected": expected_text(row.expected, lang),
            "agrees": row.agrees,
        }
        for row in audit.worksheet[:_ROWS_MAX]
    ]


def _tables(audit: Audit, lang: Language) -> list[dict[str, Any]]:
    read = [table for table in audit.tables if table.kind != "lain"]
    return [
        {
            "pages": page_ranges(table.pages),
            "kind": known(table.kind, lang),
            "caption": plain(table.caption) or label("untitled", lang),
            "rows": len(table.rows),
        }
        for table in read[:_ROWS_MAX]
    ]


def _unread(audit: Audit, lang: Language) -> list[tuple[str, str, str]]:
    """Pages, what and why; pages that share both stand in one row."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for item in audit.coverage.unread:
        key = (getattr(item.what, lang), getattr(item.reason, lang))
        grouped.setdefault(key, []).extend([item.page] if item.page is not None else [])
    return [(page_ranges(pages) or "–", what, reason) for (what, reason), pages in grouped.items()][
        :_ROWS_MAX
    ]
