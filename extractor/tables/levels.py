"""Figures of several rows in one drawn cell: no rule parts them, but each is level with a row beside it.

A cell merged over rows holds one figure for all of them. Where it holds one on the line of each row's other
words, rules between the rows are missing in its column, and are put there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from extractor.reading import Ruling, Word
from extractor.tables.amounts import is_part_of_figure
from extractor.tables.lattice import Held, Lattice, Region

_LEVEL = 2.0  # points between the middles of words on one line, of sizes that differ a little


def rules_at_levels(lattice: Lattice, filled: Held) -> list[Ruling]:
    """Horizontal rules across cells of several rows that hold a figure for each. ``filled`` are the words of
    the page in its cells."""
    tall = {r for row in lattice.cells for r in row if r is not None and r.rowspan > 1 and r.colspan == 1}
    if not tall:
        return []
    held: dict[Region, dict[int, list[Word]]] = defaultdict(lambda: defaultdict(list))
    levels: dict[int, list[float]] = defaultdict(list)
    for region, words in filled.items():
        for word in words:
            y = (word.top + word.bottom) / 2
            row = bisect_right(lattice.ys, y) - 1
            if region in tall:
                held[region][row].append(word)
            else:
                levels[row].append(y)
    return [
        Ruling(lattice.xs[region.col], lattice.ys[row], lattice.xs[region.col + 1], lattice.ys[row])
        for region, by_row in held.items()
        if len(by_row) == region.rowspan and all(_is_level(line, levels[r]) for r, line in by_row.items())
        for row in range(region.row + 1, region.row + region.rowspan)
    ]


def _is_level(words: Sequence[Word], levels: Sequence[float]) -> bool:
    """Are words a figure on one line with words of the row beside?"""
    middles = [(w.top + w.bottom) / 2 for w in words]
    return (
        max(middles) - min(middles) <= _LEVEL
        and any(c.isdigit() for w in words for c in w.text)
        and all(is_part_of_figure(w.text) for w in words)
        and any(abs(y - middles[0]) <= _LEVEL for y in levels)
    )
