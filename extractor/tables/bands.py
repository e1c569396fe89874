"""Rows of a ruled table that no rule parts: told by the white space that runs across all its columns.

Some tables have vertical rules only below their heading; others hold a whole list in one drawn row. Where
each band between two white strips has a name and figures of its own, each band is a row; and so is what
stands beside each number, where the first column holds the numbers of rows and nothing else.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from extractor.reading import Ruling, Word
from extractor.reading.page import group_lines, line_text
from extractor.tables.lattice import Lattice

_WHITE = 0.5
"""Heights of a line between two rows at least: in lists without rules it is 0.6 and more, between the lines
of one cell 0.2 in single and 0.4 in one and a half spacing."""
_TOUCH = 2.0  # points by which the boxes of two lines set solid overlap
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]?")
_FIGURE_COLUMNS = 2  # columns with figures in most bands; a list with one is as likely a numbered paragraph
_MOST = 2 / 3
_GOES_ON = re.compile(
    r"(?:[,/&(-]|\b(?:dan|yang|di|ke|dari|pada|untuk|dengan|oleh|terhadap|per|atau|serta))$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def rules_between(lattice: Lattice, words: Sequence[Word]) -> list[Ruling]:
    """Horizontal rules where the rows of a lattice hold several bands. ``words`` are those of the page."""
    result: list[Ruling] = []
    low, high = lattice.xs[0], lattice.xs[-1]
    rows: dict[int, list[Word]] = defaultdict(list)
    for w in words:
        if w.angle == 0 and low <= (w.x0 + w.x1) / 2 < high:
            rows[bisect_right(lattice.ys, (w.top + w.bottom) / 2) - 1].append(w)
    for r, regions in enumerate(lattice.cells):
        inside = rows.get(r, [])
        if any(region is None or region.rowspan > 1 for region in regions):
            continue
        bands = _bands(inside)
        if len(bands) < 2 or not _are_rows(bands, lattice, r):
            bands = _numbered(inside, lattice.xs)
        if len(bands) >= 2:
            for above, below in itertools.pairwise(bands):
                y = (max(w.bottom for w in above) + min(w.top for w in below)) / 2
                result.append(Ruling(low, y, high, y))
    return result


def _bands(words: Sequence[Word]) -> list[list[Word]]:
    """The words between two strips of white each, from top to bottom."""
    if not words:
        return []
    white = _WHITE * median(w.bottom - w.top for w in words)
    bands: list[list[Word]] = []
    end = float("-inf")
    for word in sorted(words, key=lambda w: w.top):
        if not bands or word.top - end >= white:
            bands.append([])
        bands[-1].append(word)
        end = max(end, word.bottom)
    return bands


def _numbered(words: Sequence[Word], xs: Sequence[float]) -> list[list[Word]]:
    """The words in one group for each number of the first column, where that column holds nothing but the
    numbers of rows, each level with a name that begins in the next; none where a number cuts through a
    line."""
    first = sorted((w for w in words if w.x1 <= xs[1] + 1), key=lambda w: w.top)
    second = [w for w in words if w.x0 >= xs[1] - 1 and w.x1 <= xs[2] + 1] if len(xs) > 2 else []
    labels = [_NUMBER.fullmatch(w.text) for w in first]
    found = [int(m[1]) for m in labels if m]
    if len(found) < 2 or len(found) < len(first) or any(b != a + 1 for a, b in itertools.pairwise(found)):
        return []
    starts = []
    for number in first:
        level = [w for w in second if w.top < (number.top + number.bottom) / 2 < w.bottom]
        if not level or not re.match(r"[A-Z(•▪-]", min(level, key=lambda w: w.x0).text):
            return []
        starts.append(min(w.top for w in (number, *level)))
    groups: list[list[Word]] = [[] for _ in starts]
    for word in words:
        middle = (word.top + word.bottom) / 2
        groups[max(0, sum(start <= middle for start in starts) - 1)].append(word)
    for above, below in itertools.pairwise(groups):
        if max(w.bottom for w in above) > min(w.top for w in below) + _TOUCH:
            return []
    names = [[line_text(line) for line in group_lines(w for w in g if w in second)] for g in groups]
    if len(names[-1]) > 1 and all(len(lines) == 1 for lines in names[:-1]):
        return []  # numbers set close below one another, beside names that wrap
    return groups if _apart([" ".join(lines) for lines in names]) else []


def _are_rows(bands: Sequence[Sequence[Word]], lattice: Lattice, row: int) -> bool:
    """Has each band a name, all in one column, and figures, in most bands in the same columns?"""
    texts: dict[int, dict[int, str]] = defaultdict(dict)
    for b, band in enumerate(bands):
        by_column: dict[int, list[Word]] = defaultdict(list)
        for word in band:
            middle = (word.x0 + word.x1) / 2
            by_column[sum(x <= middle for x in lattice.xs) - 1].append(word)
        for column, held in by_column.items():
            region = lattice.cells[row][column]
            first = region.col if region else column
            texts[first][b] = " ".join(line_text(line) for line in group_lines(held))
    every = range(len(bands))
    names = [c for c, by in texts.items() if all(_is_name(by.get(b, "")) for b in every)]
    if not any(_apart([texts[c][b] for b in every]) for c in names[:1]):
        return False
    figures = [c for c, by in texts.items() if c > names[0] and sum(map(_is_figure, by.values())) > 1]
    most = [c for c in figures if sum(map(_is_figure, texts[c].values())) >= _MOST * len(bands)]
    once = [c for c, by in texts.items() if c > names[0] and len(by) == 1 and _is_figure(*by.values())]
    if once:  # a figure for all bands together, as a merged cell holds it
        return False
    return len(most) >= _FIGURE_COLUMNS and all(
        any(_is_figure(texts[c].get(b, "")) for c in figures) for b in every
    )


def _is_name(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 3 and any(len(w) > 3 and w.isalpha() for w in text.split())


def _apart(names: Sequence[str]) -> bool:
    """Does each name begin anew: with a capital or a label, and the one before it not end in mid-sentence?"""
    return all(re.match(r"[A-Z\d(%•▪-]|[a-z][.)]\s", name) for name in names) and not any(
        _GOES_ON.search(name) for name in names[:-1]
    )


def _is_figure(text: str) -> bool:
    """Is a text a figure, with a unit perhaps, and no year?"""
    digits = re.sub(r"[^\d]", "", text)
    letters = sum(c.isalpha() for c in text.replace("Rp", ""))
    return bool(digits) and letters <= 2 * len(digits) + 6 and not _YEAR.fullmatch(text.strip())
