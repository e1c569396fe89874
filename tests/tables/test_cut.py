from __future__ import annotations

from extractor.reading import Page, Ruling, Word
from extractor.tables.cut import rows_cut_off
from extractor.tables.find import find_on_page

XS = (50.0, 200.0, 300.0)


def page(foot: float, *, closed: bool, ends: tuple[float, ...] = (), last: str = "Gini") -> Page:
    """Two rows of 20 points from 100; the vertical rules end at ``foot``, or each at its own of ``ends``."""
    ys = [100.0, 120.0, 140.0, *([foot] if closed else [])]
    level = [Ruling(XS[0], y, XS[-1], y) for y in ys]
    upright = [Ruling(x, 100.0, x, end) for x, end in zip(XS, ends or (foot,) * 3, strict=True)]
    words = [
        Word(text, x + 5, y + 5, x + 5 + 6 * len(text), y + 15, 10)
        for y, row in (
            (100.0, ("Indikator", "Target")),
            (120.0, ("Inflasi", "3,5")),
            (140.0, (last, "0,3")),
        )
        for x, text in zip(XS, row, strict=False)
    ]
    return Page(1, 600, 800, "text", words=tuple(words), rulings=(*level, *upright))


def lost(page: Page) -> list[str]:
    return [item.what.en for item in rows_cut_off(page, find_on_page(page))]


def test_a_row_that_no_line_closes_and_that_keeps_to_no_columns_is_listed() -> None:
    assert lost(page(160.0, closed=False, ends=(160.0, 150.0, 160.0))) == ["table row: Gini 0,3"]
    words = "Gini in all of the province"
    assert lost(page(160.0, closed=False, last=words)) == [f"table row: {words} 0,3"]


def test_a_closed_row_and_a_border_that_overshoots_are_not() -> None:
    assert lost(page(160.0, closed=True)) == []
    assert lost(page(143.0, closed=False)) == []
