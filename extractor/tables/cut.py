"""Rows that a table loses at its foot or top: its vertical rules go on, but no line closes the row, and
its words do not stand as in a row (see :mod:`extractor.tables.ends`)."""

from __future__ import annotations

from extractor.model import Box, Phrase, Unread
from extractor.reading import Page, Word
from extractor.tables.ends import begins_page
from extractor.tables.find import PageTables
from extractor.tables.outline import caption_start

_BEYOND = 6.0  # points that a rule must reach beyond the last line; borders overshoot by their own width
_TOUCH = 3.0  # points between the last line and a rule that goes on from it
_RULES = 2  # vertical rules that go on; one may be the frame of the page
_QUOTED = 60  # characters of the lost row


def rows_cut_off(page: Page, tables: PageTables) -> list[Unread]:
    """The rows of a page that stand beyond the first or last line of a table, between vertical rules that
    go on."""
    found = []
    for area in tables.areas:
        for top, bottom in (_above(page, area), _below(page, area)):
            lost = [
                word.text
                for word in tables.rest
                if area.x0 <= _middle(word)[0] <= area.x1 and top <= _middle(word)[1] <= bottom
            ]
            if lost and not caption_start().match(" ".join(lost)):  # a caption is no row
                found.append(_cut_off(page, " ".join(lost)[:_QUOTED]))
    return found


def _above(page: Page, area: Box) -> tuple[float, float]:
    """From where to where the second longest vertical rule goes on above a table that begins its page;
    nothing if none does. Further down it would be the grid of a chart."""
    starts = sorted(
        rule.top
        for rule in page.rulings
        if not rule.horizontal
        and area.x0 - _TOUCH <= rule.x0 <= area.x1 + _TOUCH
        and rule.bottom >= area.top - _TOUCH
        and rule.top <= area.top - _BEYOND
    )
    open_top = len(starts) >= _RULES and begins_page(page, starts[0])
    return (starts[_RULES - 1] if open_top else area.top), area.top


def _below(page: Page, area: Box) -> tuple[float, float]:
    """The same below a table."""
    ends = sorted(
        rule.bottom
        for rule in page.rulings
        if not rule.horizontal
        and area.x0 - _TOUCH <= rule.x0 <= area.x1 + _TOUCH
        and rule.top <= area.bottom + _TOUCH
        and rule.bottom >= area.bottom + _BEYOND
    )
    return area.bottom, (ends[-_RULES] if len(ends) >= _RULES else area.bottom)


def _cut_off(page: Page, text: str) -> Unread:
    return Unread(
        page=page.number,
        what=Phrase(f"baris tabel: {text}", f"table row: {text}"),
        reason=Phrase(
            "terpotong: tidak ada garis yang menutup baris ini",
            "cut off: no line closes this row",
        ),
    )


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
