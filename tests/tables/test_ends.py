from __future__ import annotations

from extractor.reading import Page, Ruling, Word
from extractor.tables.ends import closing_rules
from extractor.tables.find import find_on_page

XS = (50.0, 200.0, 300.0, 400.0)


def page(
    texts: list[tuple[str, ...]],
    lines: tuple[float, ...],
    span: tuple[float, float] = (100.0, 160.0),
    above: int = 0,
) -> Page:
    """Rows of 20 points from 100, rules across at ``lines`` and down from end to end of ``span``; so many
    words above."""
    rulings = [Ruling(XS[0], y, XS[-1], y) for y in lines]
    rulings += [Ruling(x, span[0], x, span[1]) for x in XS]
    words = [
        Word(text, x + 5, y + 5, x + 5 + 5 * len(text), y + 15, 10)
        for y, row in zip((100.0, 120.0, 140.0), texts, strict=True)
        for x, text in zip(XS, row, strict=False)
    ]
    words += [Word("kata", 50 + 9 * i, 40, 57 + 9 * i, 50, 10) for i in range(above)]
    return Page(1, 600, 800, "text", words=tuple(words), rulings=tuple(rulings))


ROWS = [("Indikator", "Target", "Realisasi"), ("Inflasi", "3,5", "3,1"), ("Gini", "0,3", "0,4")]


def read(page: Page) -> list[list[str]]:
    return [
        [cell.text if cell else "" for cell in row] for grid in find_on_page(page).grids for row in grid.rows
    ]


def test_a_row_open_at_the_foot_is_read() -> None:
    assert read(page(ROWS, (100.0, 120.0, 140.0))) == [list(row) for row in ROWS]


def test_a_row_open_at_the_top_is_read_where_the_table_begins_its_page() -> None:
    assert read(page(ROWS, (120.0, 140.0, 160.0))) == [list(row) for row in ROWS]
    assert read(page(ROWS, (120.0, 140.0, 160.0), above=40)) == [list(row) for row in ROWS[1:]]


def test_one_rule_is_enough_for_a_row_that_ends_on_the_next_page() -> None:
    assert len(read(page(ROWS, (160.0,)))) == 1


def test_words_over_a_border_or_a_rule_between_are_no_row() -> None:
    running = [*ROWS[:2], ("Kemiskinan menurun di semua kabupaten", "0,3", "0,4")]
    assert closing_rules(page(running, (100.0, 120.0, 140.0))) == []
    empty = [*ROWS[:2], ()]
    assert closing_rules(page(empty, (100.0, 120.0, 140.0))) == []
