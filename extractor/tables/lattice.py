"""Ruled tables: from drawn lines to rows of cells with spans.

Lines that nearly lie on one another are one line; lines that touch belong to one table; the lines of a
table cut its area into elementary cells, and those without a line between them are one merged cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extractor.model import Box
from extractor.reading import Ruling, Word

SNAP = 3.0
"""Points. Lines closer than this are one: borders of neighbouring cells are drawn side by side at up to
one line width (2.25 points), and no row of text is lower than 5 points. pdfplumber takes the same."""
JOIN = 4.0  # points by which the ends of two lines may miss each other where they should meet
COVER = 0.6  # share of a cell's side that must be drawn for the side to count as a border


class Line(NamedTuple):
    """A line at ``at`` (y of a horizontal, x of a vertical line) from ``low`` to ``high``."""

    at: float
    low: float
    high: float


class Region(NamedTuple):
    """A cell of a lattice: its first row and column, its spans."""

    row: int
    col: int
    rowspan: int
    colspan: int


Held = dict[Region, list[Word]]
"""Words by the region of a lattice in which they stand."""


@dataclass(frozen=True)
class Lattice:
    """The drawn cells of one table: positions of its lines and which elementary cells are one.

    ``cells[r][c]`` is the region there, or None outside the drawn table.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[Region | None, ...], ...]

    @cached_property
    def bbox(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box(self, region: Region) -> Box:
        return Box(
            self.xs[region.col],
            self.ys[region.row],
            self.xs[region.col + region.colspan],
            self.ys[region.row + region.rowspan],
        )

    def regions(self) -> list[Region]:
        """Every region once, row by row."""
        return list(dict.fromkeys(r for row in self.cells for r in row if r is not None))

    def at(self, x: float, y: float) -> Region | None:
        """The region at a place of the page; None outside the drawn table."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return self.cells[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]

    def held(self, words: Iterable[Word]) -> Held:
        """The upright words that stand in each region, by their middles."""
        result: Held = defaultdict(list)
        for word in words:
            if word.angle != 0:
                continue
            region = self.at((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2)
            if region is not None:
                result[region].append(word)
        return result


def merge_lines(lines: Iterable[Line]) -> list[Line]:
    """Lines at nearly one position on one position, and collinear lines that meet as one line."""
    ordered = sorted(lines)
    groups: list[list[Line]] = []
    for line in ordered:
        if groups and line.at - groups[-1][0].at <= SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    merged: list[Line] = []
    for group in groups:
        at = sum(line.at for line in group) / len(group)
        low, high = None, 0.0
        for line in sorted(group, key=lambda g: g.low):
            if low is None:
                low, high = line.low, line.high
            elif line.low <= high + JOIN:
                high = max(high, line.high)
            else:
                merged.append(Line(at, low, high))
                low, high = line.low, line.high
        if low is not None:
            merged.append(Line(at, low, high))
    return merged


def find_lattices(rulings: Sequence[Ruling]) -> list[Lattice]:
    """The tables that lines draw on a page, from top to bottom. A lone frame is none."""
    lattices = [
        lattice
        for across, down in connected_rulings(rulings)
        if len(across) >= 2 and (lattice := _lattice(across, down)) is not None
    ]
    return sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def connected_rulings(rulings: Sequence[Ruling]) -> list[tuple[list[Line], list[Line]]]:
    """The merged lines in groups that touch one another: those across from top to bottom, those down from
    left to right. A group has one across and two down at least."""
    across = merge_lines(Line(r.top, r.x0, r.x1) for r in rulings if r.horizontal)
    down = merge_lines(Line(r.x0, r.top, r.bottom) for r in rulings if not r.horizontal)
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    positions = [line.at for line in across]
    for j, vertical in enumerate(down, start=len(across)):
        for i in range(bisect_left(positions, vertical.low - JOIN), len(across)):
            horizontal = across[i]
            if horizontal.at > vertical.high + JOIN:
                break
            if horizontal.low - JOIN <= vertical.at <= horizontal.high + JOIN:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Line], list[Line]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate(across):
        groups[root(i)][0].append(line)
    for j, line in enumerate(down, start=len(across)):
        groups[root(j)][1].append(line)
    return [group for group in groups.values() if group[0] and len(group[1]) >= 2]


def _lattice(across: list[Line], down: list[Line]) -> Lattice | None:
    xs = sorted({line.at for line in down})
    ys = sorted({line.at for line in across})
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1 or rows * cols < 2:
        return None
    by_x: dict[float, list[Line]] = defaultdict(list)
    by_y: dict[float, list[Line]] = defaultdict(list)
    for line in down:
        by_x[line.at].append(line)
    for line in across:
        by_y[line.at].append(line)

    def drawn(lines: list[Line], low: float, high: float) -> bool:
        length = sum(max(0.0, min(line.high, high) - max(line.low, low)) for line in lines)
        return length >= COVER * (high - low)

    wall = [[drawn(by_x[x], ys[r], ys[r + 1]) for x in xs] for r in range(rows)]
    floor = [[drawn(by_y[y], xs[c], xs[c + 1]) for c in range(cols)] for y in ys]

    outside = rows * cols
    parent = list(range(outside + 1))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(cols):
            here = r * cols + c
            if not wall[r][c]:
                parent[root(here)] = root(here - 1 if c else outside)
            if c == cols - 1 and not wall[r][cols]:
                parent[root(here)] = root(outside)
            if not floor[r][c]:
                parent[root(here)] = root(here - cols if r else outside)
            if r == rows - 1 and not floor[rows][c]:
                parent[root(here)] = root(outside)
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for r in range(rows):
        for c in range(cols):
            members[root(r * cols + c)].append((r, c))
    cells: list[list[Region | None]] = [[None] * cols for _ in range(rows)]
    count = 0
    for key, places in members.items():
        regions = _open_cells(places, wall, floor) if key == root(outside) else _rectangles(places)
        for region in regions:
            count += 1
            for r in range(region.row, region.row + region.rowspan):
                for c in range(region.col, region.col + region.colspan):
                    cells[r][c] = region
    if count < 2:
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(tuple(row) for row in cells))


def with_rules(lattice: Lattice, levels: Sequence[float]) -> Lattice:
    """The lattice with further lines over its whole width, each inside a row without cells of several
    rows."""
    ys = sorted({*lattice.ys, *levels})

    def moved(region: Region | None, row: int) -> Region | None:
        if region is None or region.rowspan == 1:
            return region and region._replace(row=row)
        return region._replace(row=ys.index(lattice.ys[region.row]))

    rows = [
        tuple(moved(region, row) for region in lattice.cells[bisect_right(lattice.ys, y) - 1])
        for row, y in enumerate(ys[:-1])
    ]
    return Lattice(lattice.xs, tuple(ys), tuple(rows))


def _open_cells(
    places: list[tuple[int, int]], wall: list[list[bool]], floor: list[list[bool]]
) -> list[Region]:
    """Cells that are open to the outside: a table whose outer border is not drawn has such cells along
    its edge. Those with a line above or below them, or on both sides, count as cells."""
    kept = [
        (r, c)
        for r, c in places
        if (floor[r][c] and floor[r + 1][c])
        or (wall[r][c] and wall[r][c + 1] and (floor[r][c] or floor[r + 1][c]))
    ]
    kept = sorted({*kept, *_beside_drawn(set(places), wall, floor)})
    regions: list[Region] = []
    run: list[tuple[int, int]] = []
    for r, c in kept:
        if run and (r != run[-1][0] or c != run[-1][1] + 1 or wall[r][c]):
            regions.append(Region(run[0][0], run[0][1], 1, len(run)))
            run = []
        run.append((r, c))
    if run:
        regions.append(Region(run[0][0], run[0][1], 1, len(run)))
    return regions


def _beside_drawn(
    places: set[tuple[int, int]], wall: list[list[bool]], floor: list[list[bool]]
) -> list[tuple[int, int]]:
    """The open places of the last row left of its first drawn cell, right below the table: 'Rata-rata' beside
    boxes for nothing but its figures."""
    last, cols = len(wall) - 1, len(wall[0]) - 1
    first = next((c for c in range(cols) if (last, c) not in places), cols)
    beside = [(last, c) for c in range(first)]
    bounded = 0 < first < cols and wall[last][first] and all(floor[last][c] for _, c in beside)
    return beside if bounded else []


def _rectangles(places: list[tuple[int, int]]) -> list[Region]:
    """A connected area as rectangles: one if it is a rectangle, else runs of columns, equal runs of
    neighbouring rows together."""
    top, left = min(r for r, _ in places), min(c for _, c in places)
    bottom, right = max(r for r, _ in places), max(c for _, c in places)
    if len(places) == (bottom - top + 1) * (right - left + 1):
        return [Region(top, left, bottom - top + 1, right - left + 1)]
    regions: list[Region] = []
    open_runs: dict[tuple[int, int], Region] = {}
    for r in range(top, bottom + 1):
        columns = sorted(c for row, c in places if row == r)
        runs: list[tuple[int, int]] = []
        for c in columns:
            if runs and c == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], c)
            else:
                runs.append((c, c))
        current: dict[tuple[int, int], Region] = {}
        for run in runs:
            above = open_runs.pop(run, None)
            current[run] = (
                above._replace(rowspan=above.rowspan + 1)
                if above
                else Region(r, run[0], 1, run[1] - run[0] + 1)
            )
        regions.extend(open_runs.values())
        open_runs = current
    return [*regions, *open_runs.values()]
