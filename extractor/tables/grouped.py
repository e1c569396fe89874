"""Rows that head others in a table without rulings: 'Sasaran 1 : ...' on a line of its own, over all columns.

Such a line crosses the white between the columns by which they are told. So it is taken out, the lines below
it moved up into its place, and what was found of the table is moved back, with the line in a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.reading import Ruling
from extractor.tables.unruled_lines import Line

_BANNER = re.compile(
    r"(?:(?:\d{1,2}|[A-Z]|[IVX]{1,4})[.)]\s*)?(?:sasaran|tujuan|misi)(?:\s+(?:strategis|program|kegiatan|renstra))?"
    r"\s*(?:(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\b\s*[:.)\-–]?|:)\s*\S",
    re.I,
)
_GOES_ON = 0.7  # of the font size: white between the lines of one name, at most


def is_banner(line: Line) -> bool:
    """Is a line nothing but the name of a sasaran, tujuan or misi with its number or a colon?"""
    return len(line.cells) == 1 and _BANNER.match(line.cells[0].text) is not None


@dataclass(frozen=True, slots=True)
class _Cut:
    """A banner, and the ends of the lines around it."""

    above: float
    top: float
    bottom: float
    below: float

    @property
    def upper(self) -> float:
        return (self.above + self.top) / 2

    @property
    def lower(self) -> float:
        return (self.bottom + self.below) / 2

    @property
    def moved(self) -> float:
        """By how much what is below stands higher without the banner."""
        return self.below - self.top


def with_banners(run: Sequence[Line], find: Callable[[list[Line]], list[Ruling]]) -> list[Ruling] | None:
    """The rulings that ``find`` sees in a run of lines without its banners, and the banners in rows of their
    own; None if there are no banners, or they stand within rows."""
    cuts, kept = _without(run)
    if not cuts:
        return None
    rulings = find(kept)
    return _put_back(rulings, cuts) if rulings else None


def _without(run: Sequence[Line]) -> tuple[list[_Cut], list[Line]]:
    cuts: list[_Cut] = []
    kept: list[Line] = []
    moved, k = 0.0, 0
    while k < len(run):
        if not is_banner(run[k]):
            kept.append(_higher(run[k], moved))
            k += 1
            continue
        first = k
        k += 1
        while k < len(run) and _is_rest(run[k - 1], run[k]):
            k += 1
        if kept and k < len(run):
            cut = _Cut(run[first - 1].bottom, run[first].top, run[k - 1].bottom, run[k].top)
            cuts.append(cut)
            moved += cut.moved
    return cuts, kept


def _is_rest(above: Line, line: Line) -> bool:
    """Does a line go on with the banner above it?"""
    piece = line.cells[0]
    near = line.top - above.bottom <= _GOES_ON * piece.size
    return len(line.cells) == 1 and near and piece.text[:1].islower()


def _higher(line: Line, by: float) -> Line:
    if not by:
        return line
    cells = tuple(c._replace(top=c.top - by, bottom=c.bottom - by) for c in line.cells)
    return Line(cells, tuple(w._replace(top=w.top - by, bottom=w.bottom - by) for w in line.words))


def _put_back(rulings: Sequence[Ruling], cuts: Sequence[_Cut]) -> list[Ruling] | None:
    result: list[Ruling] = []
    gaps: list[tuple[float, float, _Cut, float]] = []  # where a banner was, and how far that was moved
    moved = 0.0
    for cut in cuts:
        gaps.append((cut.above - moved, cut.top - moved, cut, moved))
        moved += cut.moved

    def back(y: float) -> tuple[float, float]:
        """A height, or the two ends of the banner that stood there."""
        by = 0.0
        for low, high, cut, _ in gaps:
            if low < y < high:
                return cut.upper, cut.lower
            by += cut.moved if y >= high else 0.0
        return y + by, y + by

    left, right = min(r.x0 for r in rulings), max(r.x1 for r in rulings)
    parted = {back(r.top) for r in rulings if r.horizontal}
    if any((cut.upper, cut.lower) not in parted for cut in cuts):
        return None
    for r in rulings:
        (top, top_end), (bottom, bottom_end) = back(r.top), back(r.bottom)
        if not r.horizontal:
            result.append(r._replace(top=top_end, bottom=bottom))
        elif top == top_end:
            result.append(r._replace(top=top, bottom=bottom_end))
    result += [Ruling(left, y, right, y) for cut in cuts for y in (cut.upper, cut.lower)]
    return result
