"""From grids to canonical tables: columns with field and year, rows of body cells, a kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractor.model import Cell, Column, Table
from extractor.tables.about import indicator_in, of_one_indicator
from extractor.tables.apart import spread
from extractor.tables.columns import MEASURES, YEARS, Heading, read_heading
from extractor.tables.contents import settle
from extractor.tables.grid import Grid, GridCell
from extractor.tables.headers import Header, Row, find_header
from extractor.tables.kinds import is_scale, kind_of
from extractor.tables.lists import headings_of_list
from extractor.tables.times import is_of_part
from extractor.tables.turned import turned
from extractor.tables.wordings import holds, mentions, period_of, years_of

_NO_GAP = 12.0  # points: less than a line of text between a heading and the rows below it
_SAME_X = 8.0  # points between borders of a table and of its continuation without header
_SHIFT = 45.0  # points by which the continuation may lie further left or right
_BANNER = 0.75  # share of the columns; a label merged left of the figures of its row covers fewer
_LAW = re.compile(r"\b\d+\s+tahun\s+(?:19|20)\d\d\b", re.I)  # 'Permendagri Nomor 86 Tahun 2017'
_NUMBER = re.compile(r"\s*tabel\s+([\w.]*\d[\w.]*)", re.I)
_UNDATED = frozenset({"target_akhir", "capaian_akhir", "baseline"})
"""Measures whose year is not the report's where the table does not tell it."""


@dataclass(frozen=True, slots=True)
class _Previous:
    """The last table with a header, for grids that go on with it without repeating the header."""

    grid: Grid
    header: Header
    headings: tuple[Heading, ...]
    kind: str
    caption: str

    def of_body(self, grid: Grid, body: Sequence[Row], report_year: int | None) -> tuple[list[Heading], str]:
        """Headings and kind for the rows of a grid that goes on with this table. A heading between two
        rules whose rows follow without any was no table yet: its columns are told by those rows."""
        if self.header.body:
            return list(self.headings), self.kind
        told = _told_year(self.grid, self.caption, report_year)
        headings = _headings(self.grid, self.header, body, told, report_year)
        return headings, kind_of(self.caption, grid.section, self.grid.intro, headings)


def canonical(grids: Iterable[Grid], report_year: int | None) -> list[Table]:
    """The canonical tables of a report, in printed order, one for each grid. Tables that are neither
    about indicators nor about budgets have the kind 'lain', scales of categories 'skala'."""
    tables: list[Table] = []
    on_page: Counter[int] = Counter()
    previous: _Previous | None = None
    last: Grid | None = None
    for grid in grids:
        led = _led_by(last, grid)
        last = replace(grid, caption=led)
        upright = turned(grid)
        grid, header = upright or (grid, find_header(grid))
        goes_on = previous if previous and not header.storeys and _continues(previous, grid) else None
        if goes_on and _is_another(goes_on.caption, grid.caption):
            goes_on = None
        caption = grid.caption or (goes_on.caption if goes_on else "")
        body = spread([grid.rows[r] for r in header.body], None)
        if goes_on:
            headings, kind = goes_on.of_body(grid, body, report_year)
        else:
            headings = _headings(grid, header, body, _told_year(grid, led, report_year), report_year)
            kind = kind_of(led, grid.section, grid.intro, headings)
            if kind == "lain" and indicator_in(grid.caption) and of_one_indicator(headings, len(body)):
                named = [*headings, Heading("indikator", None, "")]
                kind = kind_of(grid.caption, grid.section, grid.intro, named)
            elif kind == "lain" and is_scale([[_text(cell) for cell in row] for row in grid.rows]):
                kind = "skala"
        fields = [h.field for h in headings]
        if kind not in ("lain", "skala"):
            body = spread([grid.rows[r] for r in header.body], fields)
        on_page[grid.pages[0]] += 1
        tables.append(
            Table(
                id=f"p{grid.pages[0]}.{on_page[grid.pages[0]]}",
                kind=kind,
                caption=caption,
                caption_box=grid.caption_box,
                pages=grid.pages,
                columns=tuple(Column(field=h.field, year=h.year, header=h.header) for h in headings),
                rows=tuple(_cells(row, grid) for row in body),
                ruled=grid.ruled,
                section=grid.section,
            )
        )
        if upright:
            previous = None  # what goes on with it has its measures in rows, too, and no header
        elif header.storeys or goes_on:
            previous = _Previous(grid, header, tuple(headings), kind, caption)
    return tables


def _cells(row: Sequence[GridCell | None], grid: Grid) -> tuple[Cell, ...]:
    page = next((c.page for c in row if c is not None), grid.pages[0])
    made: dict[int, Cell] = {}
    result: list[Cell] = []
    for cell in row:
        if cell is None:
            result.append(Cell(text="", page=page, bbox=grid.bbox))
            continue
        if id(cell) not in made:
            made[id(cell)] = Cell(
                text=cell.text, page=cell.page, bbox=cell.bbox, doubtful=cell.doubtful, other=cell.other
            )
        result.append(made[id(cell)])
    return tuple(result)


def _continues(previous: _Previous, below: Grid) -> bool:
    """Does a grid without header go on with the one before: next page, same borders? Below a heading
    without rows it does wherever its columns lie."""
    above = previous.grid
    if not previous.header.body:
        gap = below.bbox.top - above.bbox.bottom
        return below.pages[0] == above.pages[-1] and above.width == below.width and abs(gap) <= _NO_GAP
    if below.pages[0] - above.pages[-1] > 1 or above.width != below.width:
        return False
    if not (above.xs and below.xs):
        return True
    shift = below.xs[0] - above.xs[0]
    return abs(shift) <= _SHIFT and all(
        abs(b - shift - a) <= _SAME_X for a, b in zip(above.xs, below.xs, strict=True)
    )


def _is_another(above: str, caption: str) -> bool:
    """Do the captions of two tables number them differently? One that goes on has the same number or none."""
    numbers = [found[1].rstrip(".") for text in (above, caption) if (found := _NUMBER.match(text))]
    return len(numbers) == 2 and numbers[0] != numbers[1]


def _led_by(above: Grid | None, grid: Grid) -> str:
    """The caption that a table stands under: its own, or that of the table above on its page where no word
    stands between the two ('Perjanjian Kinerja Tahun 2022' over its targets and over its programmes)."""
    alone = not (grid.caption or grid.intro)
    return above.caption if alone and above and grid.pages[0] == above.pages[-1] else grid.caption


def _headings(
    grid: Grid,
    header: Header,
    body: Sequence[Sequence[GridCell | None]],
    told_year: int | None,
    report_year: int | None,
) -> list[Heading]:
    if not header.storeys:
        columns = [[_text(row[c]) for row in body] for c in range(grid.width)]
        listed = headings_of_list(grid, columns, told_year)
        return listed or [Heading(None, None, "")] * grid.width
    headings = [read_heading(storeys) for storeys in header.storeys]
    told = " ".join((grid.caption, grid.intro, grid.section))
    headings = _plan_years(headings, told)
    headings = _bare_years(headings, grid.caption, report_year)
    told_rows = [row for row in body if not _is_banner(row)]
    texts = [[_text(row[c]) for row in told_rows] for c in range(grid.width)]
    headings = settle(headings, texts, report_year)
    by_rows = any(h.field == YEARS for h in headings)  # each row tells its own
    return _default_years(headings, None if by_rows else told_year)


def _is_banner(row: Sequence[GridCell | None]) -> bool:
    """Is a row one cell merged over most columns, which tells nothing of what any of them holds?"""
    widest = max(Counter(id(cell) for cell in row if cell is not None).values(), default=0)
    return widest > 1 and widest >= _BANNER * len(row)


def _text(cell: GridCell | None) -> str:
    return cell.text if cell is not None else ""


def _plan_years(headings: list[Heading], told: str) -> list[Heading]:
    """Years for 'TH I' ... 'TH V', from the plan's period that stands with the table. Without it nobody knows
    which target is of the year of which realisasi, and neither is read."""
    ordinals = [h.ordinal for h in headings if h.ordinal]
    period = period_of(told)
    if not ordinals:
        return headings
    if period is None:
        several = len({h.field for h in headings if h.ordinal}) > 1
        return [replace(h, field=None) if several and h.ordinal else h for h in headings]
    last = max(ordinals)
    first_year = period[1] - last + 1  # a plan of 2013-2018 has its five years from 2014
    return [replace(h, year=first_year + h.ordinal - 1) if h.ordinal else h for h in headings]


def _bare_years(headings: list[Heading], caption: str, report_year: int | None) -> list[Heading]:
    """Columns headed by nothing but a year hold what the caption names; beside a column of the growth
    between them, and if none is of a year to come, they hold what was realised."""
    if not any(h.field == YEARS for h in headings):
        return headings
    field = None
    if holds(caption, "realisasi"):
        field = "realisasi"
    elif holds(caption, "target") or holds(caption, "renstra", "rencanastrategis", "matriks"):
        field = "target"
    elif holds(caption, "capaian"):
        field = "capaian"
    elif _grow(headings, report_year):
        field = "realisasi"
    return [
        replace(h, field=_still_to_come(h, caption, report_year) if field == "realisasi" else field)
        if h.field == YEARS
        else h
        for h in headings
    ]


def _still_to_come(heading: Heading, caption: str, report_year: int | None) -> str:
    """What a column of a year holds in a table of realisasi: of a year to come nothing was realised yet."""
    if report_year is None or heading.year is None or heading.year <= report_year:
        return "realisasi"
    return "target_akhir" if holds(caption, "renstra", "rpjmd", "jangkamenengah", "akhir") else "target"


def _grow(headings: Sequence[Heading], report_year: int | None) -> bool:
    years = {h.year for h in headings if h.field == YEARS and h.year is not None}
    grown = any(h.field is None and mentions(h.header, "growth") for h in headings)
    return grown and len(years) > 1 and (report_year is None or max(years) <= report_year)


def _told_year(grid: Grid, caption: str, report_year: int | None) -> int | None:
    """The year that a table without years in its header speaks of: that of the caption it stands under, that
    of the sentence which announces it, else the report's. What is of a quarter is of no year as a whole."""
    sentence = re.split(r"(?<=[a-z)])\.\s+(?=[A-Z])", grid.intro.strip())[-1]
    announced = sentence if re.search(r"berikut|tabel|bawah ini", sentence, re.I) else ""
    if is_of_part(caption):
        return None
    for text in (caption, announced):
        named = set(years_of(_LAW.sub(" ", text)))
        if len(named) == 1:
            return named.pop()
    return report_year


def _default_years(headings: list[Heading], default: int | None) -> list[Heading]:
    """The year of measures whose header names none. A capaian is of the year of the targets beside it."""
    told = {h.year for h in headings if h.field in ("target", "realisasi") and h.year is not None}
    derived = default
    if told and default not in told and not any(h.field == "target" and h.year is None for h in headings):
        derived = max(told)
    result = []
    for heading in headings:
        year = heading.year
        if year is None and heading.field in MEASURES and heading.field not in _UNDATED:
            if "akhir" in heading.header.casefold() and heading.field == "anggaran":
                year = None
            elif heading.years_ago:
                year = default - heading.years_ago if default else None
            elif not heading.ordinal:
                year = derived if heading.field in ("capaian", "kategori") else default
        result.append(replace(heading, year=year))
    return result
