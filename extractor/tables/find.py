"""From a page to its grids, and the words that stand outside them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypedDict

from extractor.model import Box
from extractor.reading import Page, Ruling, Word
from extractor.tables.aligned import find_aligned
from extractor.tables.bands import rules_between
from extractor.tables.beside import borders_between
from extractor.tables.cells import cell_lines, join_lines, words_box
from extractor.tables.ends import closing_rules
from extractor.tables.grid import Grid, GridCell
from extractor.tables.headed import Listed, find_headed
from extractor.tables.lattice import SNAP, Lattice, Region, find_lattices, with_rules
from extractor.tables.levels import rules_at_levels
from extractor.tables.line_rows import levels_in_bands
from extractor.tables.sheets import cut_apart
from extractor.tables.stripes import Borders, find_stripes
from extractor.tables.unruled import find_unruled
from extractor.tables.untold import UNTOLD, are_mixed

_HEADING_ROWS = 3
_BOXED_ROWS = 3  # fewer drawn rows in one column are a frame around text, a caption or a signature
_YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")
_EDGE = 8.0  # points between the outer rule of a box and a rule or ornament beside it; no row is as low
MIN_FILLED = 2  # cells with text; less is a frame, a signature box or an ornament


@dataclass(frozen=True, slots=True)
class PageTables:
    """The grids of one page from top to bottom, with their areas on the page as read, and the words that
    stand in none of them, the upright ones also in lines."""

    grids: tuple[Grid, ...]
    areas: tuple[Box, ...]
    rest: tuple[Word, ...]
    lines: tuple[tuple[Word, ...], ...]

    @property
    def open_borders(self) -> Borders | None:
        """The borders of the last grid, for a table that goes on on the next page."""
        if not self.grids:
            return None
        xs = self.grids[-1].xs
        return Borders(xs[0], xs[-1], xs[1:-1])


def find_on_page(page: Page, before: Borders | None = None, *, all_aligned: bool = False) -> PageTables:
    """The tables of a page, ruled or not. ``before`` are the borders of a table without vertical
    rules at the end of the page before (``PageTables.open_borders``). ``all_aligned`` also takes for a
    table what only stands in columns, and for rows what stands in lines: for who wants every table as
    drawn, not for an audit."""
    rulings = [*page.rulings, *closing_rules(page)]
    lattices = find_lattices(rulings) if len(rulings) >= 4 else []
    between = [rule for lattice in lattices for rule in rules_between(lattice, page.words)]
    for lattice in lattices:
        held = lattice.held(page.words)
        between += [*borders_between(lattice, held), *rules_at_levels(lattice, held)]
    if between:
        lattices = find_lattices([*rulings, *between])
    striped = _with_stripes(page, lattices, before)
    lone = [s for s in striped if s not in lattices and _is_heading(page, s)]
    if not lone:
        return _found(page, lattices, striped, all_aligned)
    tables = _found(page, lattices, [s for s in striped if s not in lone], all_aligned)
    kept = [s for s in lone if not any(_overlap(s.bbox, area) for area in tables.areas)]
    if not kept:
        return tables
    return _found(page, lattices, [s for s in striped if s in kept or s not in lone], all_aligned)


def _is_heading(page: Page, lattice: Lattice) -> bool:
    """Is all between two rules a heading, whose rows may stand below without rules?"""
    return len(lattice.ys) <= _HEADING_ROWS + 1 and not any(
        c.isdigit()
        for w in page.words
        if not _YEAR.fullmatch(w.text) and _inside(w, *lattice.bbox)
        for c in w.text
    )


def _found(page: Page, drawn: list[Lattice], striped: list[Lattice], all_aligned: bool) -> PageTables:
    """The tables of a page with these ruled ones, ``striped`` among them."""
    lists = [] if all_aligned else _lists(page, drawn, striped)
    lattices = [s for s in striped if s in drawn or not any(_overlap(s.bbox, x.area) for x in lists)]
    if all_aligned:
        lattices = [_rows_apart(page, lattice) for lattice in lattices]
    inferred_rows = [s for s in lattices if s in striped and s not in drawn]
    grids, areas, rest = _filled(page, lattices, page.words, inferred_rows, ruled=True)
    if not all_aligned:
        made = dict(zip(areas, grids, strict=True))
        parts = [part for x in lattices for part in cut_apart(x, made.get(x.bbox))]
        if len(parts) != len(lattices):
            grids, areas, rest = _filled(page, parts, page.words, inferred_rows, ruled=True)
    tables = PageTables(tuple(grids), tuple(areas), tuple(rest), tuple(page.lines_of(rest)))
    inferred = find_aligned(rest, areas) if all_aligned else [list(found.rulings) for found in lists]
    tables = _with_inferred(page, tables, inferred)
    return _with_inferred(page, tables, find_unruled(tables.lines, tables.areas))


def _with_inferred(page: Page, tables: PageTables, inferred: Sequence[list[Ruling]]) -> PageTables:
    """Adds the tables of inferred rulings, made of words that stood in none."""
    unruled = [lattice for rulings in inferred for lattice in find_lattices(rulings)]
    if not unruled:
        return tables
    more, more_areas, rest = _filled(page, unruled, tables.rest, unruled, ruled=False)
    pairs = [*zip(tables.areas, tables.grids, strict=True), *zip(more_areas, more, strict=True)]
    pairs.sort(key=lambda pair: pair[0].top)
    return PageTables(
        tuple(grid for _, grid in pairs),
        tuple(area for area, _ in pairs),
        tuple(rest),
        tuple(page.lines_of(rest)),
    )


def _lists(page: Page, ruled: list[Lattice], striped: list[Lattice]) -> list[Listed]:
    """The lists outside ruled tables, but for those whose headings a table with rules between its rows has
    in columns of their own."""
    words: Sequence[Word] = page.words
    for lattice in ruled:
        words = [w for w in words if not _inside(w, *lattice.bbox)]
    return [x for x in find_headed(page.lines_of(words)) if not any(_parts(s, x.heading) for s in striped)]


def _overlap(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _parts(lattice: Lattice, heading: Sequence[Box]) -> bool:
    """Does a lattice hold a heading, each of its pieces in a column of its own?"""
    y = (heading[0].top + heading[0].bottom) / 2
    columns = {bisect_right(lattice.xs, (box.x0 + box.x1) / 2) for box in heading}
    return lattice.ys[0] <= y <= lattice.ys[-1] and len(columns) == len(heading)


def _rows_apart(page: Page, lattice: Lattice) -> Lattice:
    """The lattice with a drawn row that holds several rows told apart."""
    low, high = lattice.xs[0], lattice.xs[-1]
    bands = [
        (top, bottom, [w for w in page.words if _inside(w, low, top, high, bottom)] if plain else [])
        for row, (top, bottom) in zip(lattice.cells, pairwise(lattice.ys), strict=True)
        for plain in [all(region is not None and region.rowspan == 1 for region in row)]
    ]
    return with_rules(lattice, levels_in_bands(bands, lattice.xs))


def _inside(word: Word, x0: float, top: float, x1: float, bottom: float) -> bool:
    return (
        word.angle == 0
        and x0 <= (word.x0 + word.x1) / 2 < x1
        and top <= (word.top + word.bottom) / 2 < bottom
    )


def _filled(
    page: Page, lattices: list[Lattice], words: Sequence[Word], inferred: Sequence[Lattice], *, ruled: bool
) -> tuple[list[Grid], list[Box], list[Word]]:
    """The lattices with their words as grids and areas, and the words that stand in none. Of the lattices of
    ``inferred`` rows may be told by figures only."""
    inside: dict[int, dict[Region, list[Word]]] = defaultdict(lambda: defaultdict(list))
    rest: list[Word] = []
    for word in words:
        place = _place(word, lattices)
        if place is None:
            rest.append(word)
        else:
            inside[place[0]][place[1]].append(word)
    grids: list[Grid] = []
    areas: list[Box] = []
    for index, lattice in enumerate(lattices):
        filled = inside.get(index, {})
        if len(filled) < MIN_FILLED or _is_frame(lattice, filled):
            rest.extend(w for held in filled.values() for w in held)
            continue
        grid = _grid(page, lattice, filled, ruled)
        if lattice in inferred and _has_inferred_rows(page, lattice) and are_mixed(grid):
            grid = replace(grid, notes=(*grid.notes, UNTOLD))
        grids.append(grid)
        areas.append(lattice.bbox)
    return grids, areas, rest


def _has_inferred_rows(page: Page, lattice: Lattice) -> bool:
    """Has a lattice a level between two rows at which no line is drawn?"""
    drawn = [r.top for r in page.rulings if r.horizontal]
    return any(all(abs(y - top) > SNAP for top in drawn) for y in lattice.ys[1:-1])


def _is_boxed(lattice: Lattice) -> bool:
    """Is a table drawn as a box around rules between its rows, no rule parting its columns?"""
    return len(lattice.xs) == 2 and len(lattice.ys) > _BOXED_ROWS


def _is_whole(table: Box, drawn: Box) -> bool:
    """Does a table reach from the top of a drawn box to its bottom?"""
    return abs(table.top - drawn.top) <= _EDGE and abs(table.bottom - drawn.bottom) <= _EDGE


def _with_stripes(page: Page, drawn: list[Lattice], before: Borders | None) -> list[Lattice]:
    """Adds the tables that have horizontal rules only, and puts them in the place of boxes around such."""
    boxed = [lattice for lattice in drawn if _is_boxed(lattice)]
    lattices = [lattice for lattice in drawn if lattice not in boxed]
    boxes = [lattice.bbox for lattice in lattices]

    def free(x: float, y: float) -> bool:
        return not any(b.x0 <= x <= b.x1 and b.top - 1 <= y <= b.bottom + 1 for b in boxes)

    rules = [r for r in page.rulings if r.horizontal and free((r.x0 + r.x1) / 2, r.top)]
    if len(rules) < 2:
        return drawn
    words = [w for w in page.words if free((w.x0 + w.x1) / 2, (w.top + w.bottom) / 2)]
    found = [
        lattice
        for rulings in find_stripes(rules, page.fills, words, before, [b.bbox for b in boxed])
        for lattice in find_lattices(rulings)
    ]
    told = [b for b in boxed if any(_is_whole(x.bbox, b.bbox) for x in found)]
    kept = [b for b in boxed if b not in told]
    found = [x for x in found if not any(_overlap(x.bbox, b.bbox) for b in kept)]
    return sorted([*lattices, *kept, *found], key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _place(word: Word, lattices: list[Lattice]) -> tuple[int, Region] | None:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    best: tuple[float, int, Region] | None = None
    for index, lattice in enumerate(lattices):
        region = lattice.at(x, y)
        if region is None:
            continue
        cell = lattice.box(region)
        area = (cell.x1 - cell.x0) * (cell.bottom - cell.top)
        if best is None or area < best[0]:  # a table inside a cell of another: the smaller one
            best = (area, index, region)
    return None if best is None else (best[1], best[2])


def _is_frame(lattice: Lattice, filled: dict[Region, list[Word]]) -> bool:
    """A border around running text: nearly all words in one cell that is most of the area."""
    most = max(filled, key=lambda region: len(filled[region]))
    box, whole = lattice.box(most), lattice.bbox
    share = ((box.x1 - box.x0) * (box.bottom - box.top)) / (
        (whole.x1 - whole.x0) * (whole.bottom - whole.top)
    )
    words = sum(len(words) for words in filled.values())
    return share > 0.8 and len(filled[most]) > 0.9 * words and len(filled[most]) > 40


class _Doubts(TypedDict, total=False):
    doubtful: bool
    other: str


def _doubts(words: Sequence[Word], box: Box) -> _Doubts:
    """Whether a figure among the words of a cell is doubtful, and the cell's text as read otherwise."""
    if not any(w.doubtful and any(c.isdigit() for c in w.text + w.other) for w in words):
        return {}
    if not any(w.other for w in words):
        return {"doubtful": True}
    others = [w._replace(text=w.other) if w.other else w for w in words]
    return {"doubtful": True, "other": join_lines(cell_lines(others), box.x1 - box.x0)[1]}


def _grid(page: Page, lattice: Lattice, filled: dict[Region, list[Word]], ruled: bool) -> Grid:
    cells: dict[Region, GridCell] = {}
    for region in lattice.regions():
        box = lattice.box(region)
        words = filled.get(region, [])
        lines = cell_lines(words)
        turned = bool(words) and lines and not any(w.angle == 0 for w in words)
        printed, text = join_lines(lines, box.bottom - box.top if turned else box.x1 - box.x0)
        cells[region] = GridCell(
            lines=printed,
            text=text,
            page=page.number,
            bbox=page.on_page(words_box(words, box)),
            row=region.row,
            col=region.col,
            rowspan=region.rowspan,
            colspan=region.colspan,
            boxes=() if turned else tuple(page.on_page(words_box(line, box)) for line in lines),
            **(_doubts(words, box) if page.is_recognised else {}),
        )
    rows = tuple(tuple(None if region is None else cells[region] for region in row) for row in lattice.cells)
    return Grid(pages=(page.number,), bbox=page.on_page(lattice.bbox), rows=rows, ruled=ruled, xs=lattice.xs)
