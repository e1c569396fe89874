"""Years of headings, captions and announced periods against the tables under them, for YER001."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.checks.findings import NO_PHRASE, draft, name_of, quoted
from extractor.checks.quoting import caption_place, compiled, excerpt, last_heading, passages_of
from extractor.model import Expected, Finding, Measure, Phrase, Severity, Stated, Statement, Table
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_COMPARED: tuple[Measure, ...] = ("realisasi", "anggaran")
_MIN_ROWS = 2  # rows with equal figures that make a table this year's
PERIOD = r"(?P<first>20\d\d)\s*(?:[-–]|s\.?/?d\.?|sampai dengan|hingga)\s*(?:tahun\s+)?(?P<last>20\d\d)"
CRITERION = Phrase(
    "Tahun dan periode yang disebut sesuai dengan tahun laporan, dokumen perencanaan yang berlaku, dan isi "
    "tabelnya.",
    "Years and periods agree with the report's year, the plan in force and the contents of the table.",
)


def year_finding(
    ledger: Ledger,
    what: Phrase,
    places: list[Stated],
    message: Phrase,
    right: Phrase,
    *,
    severity: Severity = "warning",
    diagnosis: Phrase = NO_PHRASE,
    confidence: float = 0.9,
) -> Finding:
    """A finding of YER001 about what stands in the wrong year."""
    return draft(
        "YER001",
        severity,
        indicator=what.id,
        measure=None,
        year=ledger.report.year,
        places=places,
        message=message,
        criterion=CRITERION,
        recommendation=Phrase(f"Perbaiki menjadi {right.id}.", f"Correct it to {right.en}."),
        diagnosis=diagnosis,
        expect=Expected(text=right),
        confidence=confidence,
    )


# --------------------------------------------------------------------------------- headings and captions

_TAHUN = re.compile(
    r"\b(?:tahun(?:\s+anggaran)?|t\.?a\.?)\s*(20\d\d)\b(?!\s*(?:[-–/]|s\.?d|sampai|dan|dengan))",
    re.IGNORECASE,
)


def _only_year(text: str) -> int | None:
    found = {int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)}
    named = {int(y) for y in _TAHUN.findall(text)}
    return named.pop() if len(found) == 1 and found == named else None


def headings(ledger: Ledger) -> Iterator[Finding]:
    """A heading of this year's measurement with another year over tables of this year."""
    rules = load("periods")["heading"]
    own = ledger.report.year
    if own is None or ledger.report.kind != "lakip":
        return
    seen: set[str] = set()
    for passage in passages_of(ledger):
        text = " ".join(passage.text.split())
        heading = last_heading(passage.section)
        year = _only_year(text)
        if text != " ".join(heading.split()) or text in seen or year is None or year == own:
            continue
        seen.add(text)
        if abs(year - own) > 2 or not compiled(tuple(rules["words"])).search(text):
            continue
        if compiled(tuple(rules["unless"])).search(text):
            continue
        below = [t for t in ledger.own_tables if t.section == passage.section]
        years = {c.year for t in below for c in t.columns if c.year is not None}
        told = {y for t in below if (y := _only_year(t.caption)) is not None}
        if not below or years != {own} or told - {own}:
            continue
        yield year_finding(
            ledger,
            Phrase(re.sub(r"^[\d.\sA-Z]*?(?=[A-Z][a-z])", "", text), text),
            [excerpt(passage, 0, len(passage.text)), *map(caption_place, below[:1])],
            Phrase(
                f"Subbab berjudul {quoted(text)}, sedangkan isi dan judul tabelnya "
                f"({quoted(below[0].caption)}) "
                f"adalah tahun {own}.",
                f"The heading is {quoted(text)}, though the table under it ({quoted(below[0].caption)}) is "
                f"of {own}.",
            ),
            Phrase(quoted(text.replace(str(year), str(own))), quoted(text.replace(str(year), str(own)))),
        )


def announced_periods(ledger: Ledger) -> Iterator[Finding]:
    """'Tahun Anggaran 2013-2015 sebagai berikut:' over a table of 2014, 2015 and 2016."""
    starts = sorted(ledger.own_tables, key=lambda t: (t.pages[0], _top(t)))
    for passage in passages_of(ledger):
        found = list(re.finditer(rf"\btahun(?:\s+anggaran)?\s+{PERIOD}", passage.text, re.IGNORECASE))
        if len(found) != 1 or not re.search(
            r"berikut(?:\s+ini)?\s*:?\s*$", passage.text.strip(), re.IGNORECASE
        ):
            continue
        page, box = passage.locate(found[0].start(), found[0].end())
        table = next((t for t in starts if t.pages[0] == page and _top(t) > box.bottom), None)
        if table is None:
            continue
        period = (int(found[0]["first"]), int(found[0]["last"]))
        years = sorted({c.year for c in table.columns if c.year is not None})
        if len(years) < 3 or years != list(range(years[0], years[-1] + 1)):
            continue
        if period[1] - period[0] != years[-1] - years[0] or period == (years[0], years[-1]):
            continue
        right = Phrase(f"{years[0]}–{years[-1]}", f"{years[0]}–{years[-1]}")
        printed = passage.text[found[0].start() : found[0].end()]
        places = [excerpt(passage, found[0].start(), found[0].end()), caption_place(table)]
        rest = _row_until(table, period[1], years[-1])
        yield year_finding(
            ledger,
            Phrase("Periode tabel", "Period of the table"),
            [*places, *([rest] if rest else [])],
            Phrase(
                f"Tertulis {quoted(printed)}, sedangkan tabel di bawahnya memuat tahun "
                f"{', '.join(map(str, years))}" + (f"; juga {quoted(rest.text)}." if rest else "."),
                f"It says {quoted(printed)}, though the table below holds {', '.join(map(str, years))}"
                + (f"; also {quoted(rest.text)}." if rest else "."),
            ),
            right,
        )


def _row_until(table: Table, wrong: int, last: int) -> Stated | None:
    """A row of the table that repeats the wrong end: 'Jumlah sampai dengan tahun 2015'."""
    for row in table.rows:
        for cell in row:
            if (
                re.search(rf"(?:sampai\s+dengan|s\.?/?d\.?)\s+tahun\s+{wrong}\b", cell.text, re.I)
                and wrong != last
            ):
                return Stated(
                    value=None,
                    text=cell.text,
                    page=cell.page,
                    bbox=cell.bbox,
                    where=table.caption,
                    source="lain",
                )
    return None


def _top(table: Table) -> float:
    return min((c.bbox.top for c in table.rows[0]), default=0.0) if table.rows else 0.0


def captions(ledger: Ledger) -> Iterator[Finding]:
    """A table captioned with another year that repeats this year's figures."""
    own = ledger.report.year
    if own is None or ledger.report.kind != "lakip":
        return
    for table in ledger.own_tables:
        year = _only_year(table.caption)
        if year is None or year == own or abs(year - own) > 1:
            continue
        for measure in _COMPARED:
            repeated = _repeats_year(ledger, table, measure, own, year)
            if repeated is not None:
                yield _miscaptioned(table, own, year, *repeated)
                break


def _repeats_year(
    ledger: Ledger, table: Table, measure: Measure, own: int, year: int
) -> tuple[Statement, Statement] | None:
    """A figure of a table and its equal elsewhere, where all that can be compared are this year's."""
    mine = [
        s for s in ledger.statements if s.table == table.id and s.measure == measure and s.value is not None
    ]
    equal: set[int] = set()
    for s in mine:
        elsewhere = {
            y: {o.value for o in ledger.about(s.subject, measure, y) if o.table != table.id}
            for y in (own, year)
        }
        if s.value in elsewhere[own] and s.value in elsewhere[year]:
            continue  # the same in both years
        if s.value in elsewhere[own]:
            equal.add(s.subject)
        elif elsewhere[own] or s.value in elsewhere[year]:
            return None
    if len(equal) < _MIN_ROWS:
        return None
    first = next(s for s in mine if s.subject in equal)
    return first, next(o for o in ledger.about(first.subject, measure, own) if o.value == first.value)


def _miscaptioned(table: Table, own: int, year: int, first: Statement, same: Statement) -> Finding:
    name = name_of(first.measure)
    return draft(
        "YER001",
        "warning",
        indicator=table.caption,
        measure=None,
        year=own,
        places=[caption_place(table), first, same],
        message=Phrase(
            f"Judul {quoted(table.caption)} menyebut tahun {year}, sedangkan {name.id} di dalamnya sama "
            f"dengan {name.id} tahun {own} di tabel lain (misalnya {quoted(first.text)}, halaman "
            f"{same.page}).",
            f"The caption {quoted(table.caption)} says {year}, though its {name.en} are those of {own} in "
            f"other tables (for example {quoted(first.text)}, page {same.page}).",
        ),
        criterion=CRITERION,
        recommendation=Phrase(f"Perbaiki judul menjadi tahun {own}.", f"Correct the caption to {own}."),
        expect=Expected(text=Phrase(f"tahun {own}", str(own))),
        confidence=0.85,
    )
