"""Parts of an indicator that are named beside their figures: 'UTTP : 80, BDKT : 75' under 'Target'.

Such a row becomes one row for each part, where all its lists of figures name the same parts in one order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.tables.grid import GridCell
from extractor.tables.items import cut_cell, figures_in
from extractor.tables.wordings import closest, is_sure, mentions

Row = Sequence[GridCell | None]

_PART = re.compile(
    r"""\s*(?:[-–•]\s*)?(?P<label>[^\W\d_][^\d:=,;]{0,40}?(?:\s?\d)?)\s*[:=]\s*
    (?P<figure>[<>≤≥]?\s*(?:Rp\.?\s*)?-?\d(?:[\d.]*\d)?(?:,\d+)?\s*%?(?:\s+[a-z]{2,12}(?![^\s,;.]))?)
    \s*[,;.]?\s*(?:(?:dan|&)\s+)?""",
    re.X,
)


def labelled_figures(text: str) -> list[tuple[str, str]]:
    """The labels and figures of a cell that holds nothing else, two at least; [] for any other.

    >>> labelled_figures("UTTP : 80, BDKT : 75,50 %")
    [('UTTP', '80'), ('BDKT', '75,50 %')]
    >>> labelled_figures("TW I: 20; TW II: 40"), labelled_figures("Target: 80 Realisasi: 75")
    ([], [])
    """
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            return []
        found.append((part["label"].strip(" -"), part["figure"].strip()))
        at = part.end()
    labels = {label.casefold() for label, _ in found}
    if len(labels) < 2 or len(labels) < len(found):
        return []
    return [] if any(_tells_measure_or_time(label) for label, _ in found) else found


def _tells_measure_or_time(label: str) -> bool:
    return mentions(label, "quarter") or is_sure(closest(label)[1])


def labelled_parts(row: Row, subject: int, measures: Sequence[int]) -> list[Row] | None:
    """A row for each part that the cells of figures name, after one of the indicator as a whole where a cell
    has a figure for it; None if they do not name the same parts."""
    cells = {c: cell for c in measures if (cell := row[c]) is not None and cell.text}
    lists = {
        c: found
        for c, cell in cells.items()
        if ":" in cell.text or "=" in cell.text
        if (found := labelled_figures(cell.text))
    }
    name = row[subject]
    orders = {tuple(label.casefold() for label, _ in found) for found in lists.values()}
    if name is None or len(orders) != 1:
        return None
    labels = [label for label, _ in next(iter(lists.values()))]
    texts = {c: [figure for _, figure in found] for c, found in lists.items()}
    texts |= {c: own for c in cells if c not in texts and len(own := figures_in(cells[c])) == len(labels)}
    pieces = {c: cut_cell(cells[c], figures) for c, figures in texts.items()}
    alone = {c for c in cells if c not in pieces}
    rows: list[Row] = []
    if alone:
        rows.append(tuple(_emptied(cell) if c in pieces else cell for c, cell in enumerate(row)))
    for k, label in enumerate(labels):
        named = replace(name, text=f"{name.text} {label}", lines=(*name.lines, label), boxes=())
        part = {c: cut[k] for c, cut in pieces.items()} | {c: _emptied(cells[c]) for c in alone}
        rows.append(tuple(named if cell is name else part.get(c, cell) for c, cell in enumerate(row)))
    return rows


def _emptied(cell: GridCell | None) -> GridCell | None:
    return None if cell is None else replace(cell, lines=(), text="", boxes=())
