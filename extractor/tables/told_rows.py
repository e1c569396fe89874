"""Rows of a table without lines between them, told by where its names stand against its figures.

A row has its figures on one line, its name on one line or more. Cells set at the top begin level with the
figures, cells set at the bottom end level with them, and centred cells have their middle there. All lines of
a column must fall to rows in one of these ways, so the lines between two rows of figures are nearly always
told; where they can be told in two ways, or in none, the rows are not told at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from extractor.reading import Word

_LEVEL = 2.5  # points between a cell and its figures; half a line, the least that a wrong one is off, is 5
_EVEN = 1.0  # points by which the lines of one cell may be unevenly set
_OVERLAP = 3.0  # points by which the boxes of two lines below one another may overlap
_CLEAR = 1.5  # points by which the space between two rows is wider than between the lines of a cell
_NAME_LETTERS = 3  # letters of a line of names on average; units and numbers of rows have as few
_LONG = 0.6  # of the longest column's letters in a line; a name and a sasaran are about as long
_SPACE = 0.25  # of the font size, between two words
_MOST_WAYS = 64  # combinations of columns that are tried
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})*[.)]?")
_LABEL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}[.)])\s+\S")
_GOES_ON = re.compile(
    r"(?:[,/&(-]|\b(?:dan|yang|di|ke|dari|pada|untuk|dengan|oleh|terhadap|per|atau|serta))$"
)

Groups = tuple[tuple[int, int] | None, ...]
"""The lines of a column by row: first and one past the last; None where the row has none."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows told: the level of each border between two, and for a column whose cells reach over several
    rows the borders that it does not have (by index into ``levels``)."""

    levels: tuple[float, ...]
    top: float  # of the first line of the first row
    bottom: float  # of the last line of the last row
    merged: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to read a column: the cells set at the top, in the middle or at the bottom."""

    groups: Groups
    set_at: frozenset[str]


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


_PLACES: dict[str, Callable[[Word, Word], float]] = {
    "centre": lambda first, last: (first.top + last.bottom) / 2,
    "top": lambda first, last: _middle(first),
    "bottom": lambda first, last: _middle(last),
}


def anchors_of(values: Sequence[Word]) -> list[float]:
    """The levels of the rows' figures, from the pieces of the columns of figures."""
    levels: list[float] = []
    for middle in sorted(map(_middle, values)):
        if not levels or middle - levels[-1] > _LEVEL:
            levels.append(middle)
    return levels


def tell_rows(columns: Sequence[Sequence[Word]], anchors: Sequence[float], values: int) -> Rows | None:
    """The rows of a table body; None where they cannot be told, or in more ways than one.

    ``columns`` are the columns of words, not of figures, each with its lines from top to bottom; ``anchors``
    are the levels of the lines of figures; ``values`` is the first column of figures.
    """
    name = _name_column(columns[:values])
    full: list[tuple[Sequence[Word], list[_Way]]] = []
    sparse: list[tuple[int, Sequence[Word]]] = []
    for index, lines in enumerate(columns):
        ways = list(_ways(lines, anchors)) if len(lines) >= len(anchors) else []
        if ways:
            full.append((lines, ways))
        elif index == name:
            return None
        elif lines:
            sparse.append((index, lines))
    extents = _agreeing(full, anchors) if name is not None else None
    if extents is None:
        return None
    merged: list[tuple[int, int]] = []
    for index, lines in sparse:
        fitted = _fitted(lines, anchors, extents)
        if fitted is not None:
            extents = fitted
        elif index < values:
            # Where the cells of a sasaran end is not told: then they are one.
            spans = _spans(lines, extents) or [(0, len(extents) - 1)]
            merged += [(index, k) for first, last in spans for k in range(first, last)]
    levels = tuple((a[1] + b[0]) / 2 for a, b in pairwise(extents))
    return Rows(levels, extents[0][0], extents[-1][1], tuple(merged))


def _name_column(columns: Sequence[Sequence[Word]]) -> int | None:
    """The column whose words name the rows: the last one with lines nearly as long as any."""
    letters = [
        sum(c.isalpha() for line in lines for c in line.text) / max(len(lines), 1) for lines in columns
    ]
    long = [k for k, count in enumerate(letters) if count >= max(_NAME_LETTERS, _LONG * max(letters))]
    return long[-1] if long else None


# ------------------------------------------------------------------------------- the ways to read a column


def _ways(lines: Sequence[Word], anchors: Sequence[float]) -> Iterator[_Way]:
    """The ways in which all lines of a column fall to all rows."""
    found: dict[Groups, set[str]] = {}
    for name in _PLACES:
        groups = _grouped(lines, anchors, name)
        if groups is not None and _sound(lines, groups):
            found.setdefault(groups, set()).add(name)
    for groups, names in found.items():
        yield _Way(groups, frozenset(names))


def _grouped(
    lines: Sequence[Word], anchors: Sequence[float], name: str, *, every: bool = True
) -> Groups | None:
    """The lines by row, none left over; with ``every`` no row may be without."""
    place = _PLACES[name]
    groups: list[tuple[int, int] | None] = []
    at = 0
    for k, anchor in enumerate(anchors):
        ends = [
            end
            for end in range(at + 1, len(lines) + 1)
            if abs(place(lines[at], lines[end - 1]) - anchor) <= _LEVEL
        ]
        if not ends:
            if every:
                return None
            groups.append(None)
            continue
        end = ends[0]
        if name == "top":
            after = anchors[k + 1] - _LEVEL if k + 1 < len(anchors) else None
            while end < len(lines) and (after is None or _middle(lines[end]) < after):
                end += 1
        groups.append((at, end))
        at = end
    return tuple(groups) if at == len(lines) else None


def _sound(lines: Sequence[Word], groups: Groups) -> bool:
    """Are the groups cells: their lines evenly set and none further apart than those of two rows; does
    each begin as a name does, and none end in mid-sentence?"""
    cells = [lines[g[0] : g[1]] for g in groups if g is not None]
    inner = [_pitch(a, b) for cell in cells for a, b in pairwise(cell)]
    outer = [_pitch(a[-1], b[0]) for a, b in pairwise(cells)]
    if inner and (max(inner) - min(inner) > 2 * _EVEN or min([*outer, max(inner)]) < max(inner) - _EVEN):
        return False
    if any(_LABEL.match(line.text) or _NUMBER.fullmatch(line.text) for c in cells for line in c[1:]):
        return False
    if inner and any(_GOES_ON.search(cell[-1].text) for cell in cells[:-1]):
        return False
    return not inner or not any(cell[0].text[:1].islower() for cell in cells)


def _pitch(above: Word, below: Word) -> float:
    return _middle(below) - _middle(above)


def _clear(lines: Sequence[Word], groups: Groups) -> bool:
    """Are the lines of each cell nearer to one another than to the next row?"""
    cells = [lines[g[0] : g[1]] for g in groups if g is not None]
    inner = [_pitch(a, b) for cell in cells for a, b in pairwise(cell)]
    outer = [_pitch(a[-1], b[0]) for a, b in pairwise(cells)]
    return not inner or not outer or min(outer) >= max(inner) + _CLEAR


def _wrapped(lines: Sequence[Word], groups: Groups) -> bool:
    """Is each line of a cell so long that the first word of the next would not have stood beside it?"""
    width = max(line.x1 - line.x0 for line in lines)
    for group in groups:
        for above, below in pairwise(lines[group[0] : group[1]] if group else ()):
            word = (below.x1 - below.x0) * len(below.text.split()[0]) / len(below.text)
            if above.x1 - above.x0 + word + _SPACE * above.size < width - _SPACE * above.size:
                return False
    return True


# ------------------------------------------------------------------------------------- columns that agree

Extents = tuple[tuple[float, float], ...]
"""The first top and the last bottom of each row."""


def _agreeing(full: Sequence[tuple[Sequence[Word], list[_Way]]], anchors: Sequence[float]) -> Extents | None:
    """The extents of the rows as all columns tell them; None if they disagree or tell two things."""
    count = 1
    for _, ways in full:
        count *= len(ways)
    if count > _MOST_WAYS:
        return None
    found: list[tuple[Extents, tuple[bool, ...]]] = []
    for chosen in product(*(ways for _, ways in full)):
        extents: Extents | None = tuple((a, a) for a in anchors)
        for (lines, _), way in zip(full, chosen, strict=True):
            extents = _widened(extents, lines, way.groups) if extents else None
        if extents is None:
            continue
        read = [(lines, way.groups) for (lines, _), way in zip(full, chosen, strict=True)]
        alike = bool(frozenset.intersection(*(way.set_at for way in chosen)))
        found.append((extents, (alike, all(_wrapped(*x) for x in read), all(_clear(*x) for x in read))))
    for sign in range(3):
        found = [f for f in found if f[1][sign]] or found
    return found[0][0] if len(found) == 1 else None


def _widened(extents: Extents, lines: Sequence[Word], groups: Groups) -> Extents | None:
    """The extents with the cells of one more column; None if two rows then overlap."""
    result = tuple(
        extent if g is None else (min(extent[0], lines[g[0]].top), max(extent[1], lines[g[1] - 1].bottom))
        for extent, g in zip(extents, groups, strict=True)
    )
    return None if any(a[1] > b[0] + _OVERLAP for a, b in pairwise(result)) else result


def _fitted(lines: Sequence[Word], anchors: Sequence[float], extents: Extents) -> Extents | None:
    """The extents with a column in which some rows have nothing."""
    for name in _PLACES:
        groups = _grouped(lines, anchors, name, every=False)
        wider = _widened(extents, lines, groups) if groups else None
        if wider is not None:
            return wider
    return None


def _spans(lines: Sequence[Word], extents: Extents) -> list[tuple[int, int]] | None:
    """The rows, first and last, that each cell of a column reaches over which is merged over several; cells
    are told by the wider space between them. None if they cannot be told."""
    pitches = [_pitch(a, b) for a, b in pairwise(lines)]
    usual = min(pitches, default=0.0)
    cells: list[list[Word]] = [[lines[0]]]
    for line, pitch in zip(lines[1:], pitches, strict=True):
        if pitch > usual + _CLEAR:
            cells.append([line])
        else:
            cells[-1].append(line)
    for name in _PLACES:
        spans = _covering(cells, extents, name)
        if spans:
            return spans
    return None


def _covering(cells: Sequence[Sequence[Word]], extents: Extents, name: str) -> list[tuple[int, int]] | None:
    """Each cell over as many rows as put it at the top, in the middle or at the bottom of them, all rows
    covered."""
    spans: list[tuple[int, int]] = []
    first = 0
    for cell in cells:
        for last in range(first, len(extents)):
            top, bottom = extents[first][0], extents[last][1]
            middle = (cell[0].top + cell[-1].bottom) / 2
            off = {
                "centre": middle - (top + bottom) / 2,
                "top": cell[0].top - top,
                "bottom": cell[-1].bottom - bottom,
            }[name]
            if name == "top" and abs(off) <= 2 * _LEVEL:
                following = cells[cells.index(cell) + 1 :]
                if following and last + 1 < len(extents):
                    if abs(following[0][0].top - extents[last + 1][0]) > 2 * _LEVEL:
                        continue
                elif last + 1 < len(extents):
                    continue
            if abs(off) <= 2 * _LEVEL and cell[-1].bottom <= bottom + 3 * _LEVEL:
                spans.append((first, last))
                first = last + 1
                break
        else:
            return None
    return spans if first == len(extents) else None
