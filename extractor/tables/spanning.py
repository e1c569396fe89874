"""Headings over several columns, where no lines are drawn between the columns."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading import Word

_CENTRED = 3.0  # points between the middle of a heading and of the columns it stands over


def under_headings(words: Sequence[Word], edges: list[float]) -> set[float]:
    """The borders that a row of headings does not have: a heading set in the middle over several columns
    owns those of them that are empty."""
    extent: dict[int, tuple[float, float]] = {}
    for word in words:
        middle = (word.x0 + word.x1) / 2
        column = max(i for i, x in enumerate(edges[:-1]) if x <= middle or i == 0)
        x0, x1 = extent.get(column, (word.x0, word.x1))
        extent[column] = (min(x0, word.x0), max(x1, word.x1))
    absent: set[float] = set()
    for column, (x0, x1) in extent.items():
        first = last = column
        while first > 0 and first - 1 not in extent:
            first -= 1
        while last + 2 < len(edges) and last + 1 not in extent:
            last += 1
        spans = [
            (b - a, a, b)
            for a in range(first, column + 1)
            for b in range(column, last + 1)
            if b > a and abs((edges[a] + edges[b + 1]) / 2 - (x0 + x1) / 2) <= _CENTRED
        ]
        if spans:
            _, a, b = max(spans)
            absent.update(edges[a + 1 : b + 1])
    return absent
