"""Rows that a table loses at its foot: its vertical rules go on, but no line closes the row."""

from __future__ import annotations

from extractor.model import Phrase, Unread
from extractor.reading import Page, Word
from extractor.tables.find import PageTables

_BEYOND = 6.0  # points that a rule must reach below the last line; borders overshoot by their own width
_TOUCH = 3.0  # points between the last line and a rule that goes on from it
_RULES = 2  # vertical rules that go on; one may be the frame of the page
_QUOTED = 60  # characters of the lost row


def rows_cut_off(page: Page, tables: PageTables) -> list[Unread]:
    """The rows of a page that stand under the last line of a table between vertical rules that go on."""
    found = []
    for area in tables.areas:
        ends = sorted(
            rule.bottom
            for rule in page.rulings
            if not rule.horizontal
            and area.x0 - _TOUCH <= rule.x0 <= area.x1 + _TOUCH
            and rule.top <= area.bottom + _TOUCH
            and rule.bottom >= area.bottom + _BEYOND
        )
        if len(ends) < _RULES:
            continue
        lost = [
            word.text
            for word in tables.rest
            if area.x0 <= _middle(word)[0] <= area.x1 and area.bottom <= _middle(word)[1] <= ends[1]
        ]
        if lost:
            text = " ".join(lost)[:_QUOTED]
            found.append(
                Unread(
                    page=page.number,
                    what=Phrase(f"baris tabel: {text}", f"table row: {text}"),
                    reason=Phrase(
                        "terpotong: tidak ada garis yang menutup baris ini",
                        "cut off: no line closes this row",
                    ),
                )
            )
    return found


def _middle(word: Word) -> tuple[float, float]:
    return (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
