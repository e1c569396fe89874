"""Rows at a table's foot or top that no rule closes, though its vertical rules go on around them.

Word processors leave out the rule at a page break: a table that goes on has no line below its last row, or
none above its first row on the next page. Where its vertical rules run on to one common end and the words
between them keep to the columns, a rule at that end closes the row as a drawn one would.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading import Page, Ruling, Word
from extractor.tables.lattice import SNAP, Line, connected_rulings

_BEYOND = 6.0  # points that a rule must reach beyond the last line; borders overshoot by their own width
_MIN_RULES = 3  # vertical rules that go on: two may be a frame or the lines beside a heading
_MOST = 0.8  # share of the vertical rules at the last line that go on; a merged last row has fewer
_COMMON_END = SNAP  # points by which their ends may differ: they are drawn as one row's borders
_INTO_RULE = 1.5  # points by which the box of a letter may reach over a rule
_RUNNING_WORDS = 30  # words above a table that begins its page: the running header


def closing_rules(page: Page) -> list[Ruling]:
    """A rule at each open end of a ruled table; at an open top only where the table begins its page."""
    rules = []
    for across, down in connected_rulings(page.rulings):
        foot = _foot(across, down)
        if foot and _is_row(page, foot, across[-1].at, foot[0].high):
            rules.append(_closing(foot, foot[0].high))
        top = _top(across, down)
        if top and begins_page(page, top[0].low) and _is_row(page, top, top[0].low, across[0].at):
            rules.append(_closing(top, top[0].low))
    return rules


def _foot(across: Sequence[Line], down: Sequence[Line]) -> list[Line]:
    """The vertical rules that run on below the last line, from left to right; none if they do not run on
    as the borders of one row."""
    last = across[-1].at
    on = [line for line in down if line.high >= last + _BEYOND and line.low < last + _BEYOND]
    there = sum(line.low <= last + SNAP and line.high >= last - SNAP for line in down)
    return on if _one_row(on, [line.high for line in on], across, there) else []


def _top(across: Sequence[Line], down: Sequence[Line]) -> list[Line]:
    """The same for those that begin above the first line."""
    first = across[0].at
    on = [line for line in down if line.low <= first - _BEYOND and line.high > first - _BEYOND]
    there = sum(line.low <= first + SNAP and line.high >= first - SNAP for line in down)
    return on if _one_row(on, [line.low for line in on], across, there) else []


def _one_row(on: Sequence[Line], ends: Sequence[float], across: Sequence[Line], there: int) -> bool:
    """Are rules the borders of one row: most that touch the line, to one end, as wide as the table?"""
    if len(on) < max(_MIN_RULES, _MOST * there) or max(ends) - min(ends) > _COMMON_END:
        return False
    low, high = min(line.low for line in across), max(line.high for line in across)
    return abs(on[0].at - low) <= SNAP and abs(on[-1].at - high) <= SNAP


def _is_row(page: Page, borders: Sequence[Line], top: float, bottom: float) -> bool:
    """Do the words beyond the last line stand in the columns, and no rule between them?"""
    xs = [border.at for border in borders]
    words = [w for w in page.words if top < _middle(w) < bottom and w.x1 > xs[0] and w.x0 < xs[-1]]
    if any(w.x0 < x - _INTO_RULE and w.x1 > x + _INTO_RULE for w in words for x in xs):
        return False
    if any(r.horizontal and top + SNAP < r.top < bottom - SNAP and _over(r, xs) for r in page.rulings):
        return False
    return any(c.isalnum() for w in words for c in w.text)


def begins_page(page: Page, top: float) -> bool:
    """Does nothing but a running header stand above a position?"""
    return sum(_middle(word) < top for word in page.words) <= _RUNNING_WORDS


def _closing(borders: Sequence[Line], at: float) -> Ruling:
    return Ruling(borders[0].at, at, borders[-1].at, at)


def _over(rule: Ruling, xs: Sequence[float]) -> bool:
    return rule.x1 > xs[0] and rule.x0 < xs[-1]


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2
