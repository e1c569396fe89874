"""From a page to its grids."""

from __future__ import annotations

from extractor.reading import Page, Ruling, Word
from extractor.tables.find import find_on_page

SIZE = 10.0
COLUMNS = (60.0, 90.0, 250.0, 350.0, 450.0)


def row(top: float, *texts: str) -> list[Word]:
    """Words of one row of a table, 5 points a letter."""
    words = []
    for x, text in zip(COLUMNS, texts, strict=True):
        for word in text.split():
            words.append(Word(word, x, top, x + 5.0 * len(word), top + 10, SIZE))
            x += 5.0 * len(word) + 3
    return words


def boxed(levels: list[float], low: float, high: float) -> list[Ruling]:
    """Rules between rows, and a box around them."""
    across = [Ruling(low, y, high, y) for y in levels]
    return [*across, *(Ruling(x, levels[0], x, levels[-1]) for x in (low, high))]


def test_a_box_around_rules_between_rows_has_the_columns_of_its_words() -> None:
    words = [
        *row(103, "No", "Program", "Anggaran", "Realisasi", "%"),
        *row(123, "1", "Penataan Ruang", "1.500.000", "1.200.000", "80,00"),
        *row(143, "2", "Jalan Kabupaten", "2.000.000", "1.900.000", "95,00"),
        *row(223, "3", "Air Minum", "3.000.000", "2.700.000", "90,00"),
    ]
    page = Page(
        1, 600, 800, "text", words=tuple(words), rulings=tuple(boxed([100, 120, 140, 220, 240], 50, 500))
    )
    (grid,) = find_on_page(page).grids
    assert [[cell.text for cell in line if cell] for line in grid.rows] == [
        ["No", "Program", "Anggaran", "Realisasi", "%"],
        ["1", "Penataan Ruang", "1.500.000", "1.200.000", "80,00"],
        ["2", "Jalan Kabupaten", "2.000.000", "1.900.000", "95,00"],
        ["3", "Air Minum", "3.000.000", "2.700.000", "90,00"],
    ]


def test_a_box_whose_rules_cut_names_short_stays_as_drawn() -> None:
    words = [
        *row(103, "", "Program", "Kegiatan", "", ""),
        *row(123, "", "Program Data", "Profil Daerah", "", ""),
        *row(143, "", "dan Informasi", "Sistem Informasi", "", ""),
        *row(163, "", "Daerah", "Buku Saku", "", ""),
    ]
    rulings = [
        *boxed([100, 120, 180], 50, 500),
        Ruling(240, 140, 500, 140),
        Ruling(240, 160, 500, 160),
    ]
    page = Page(1, 600, 800, "text", words=tuple(words), rulings=tuple(rulings))
    assert [len(grid.xs) for grid in find_on_page(page).grids] == [2]


def test_headings_wider_than_their_columns_keep_apart_where_they_nearly_touch() -> None:
    def line(top: float, *placed: tuple[float, str]) -> list[Word]:
        return [Word(text, x, top, x + 5.0 * len(text), top + 10, SIZE) for x, text in placed]

    words = [
        *line(103, (60, "Indikator"), (250, "Satuan"), (287, "Target"), (350, "Realisasi")),
        *line(123, (60, "Stunting"), (255, "%"), (290, "14,00"), (360, "13,50")),
        *line(143, (60, "Kemiskinan"), (255, "%"), (290, "9,10"), (360, "9,00")),
    ]
    rules = tuple(Ruling(50, y, 500, y) for y in (100, 120, 140, 160))
    (grid,) = find_on_page(Page(1, 600, 800, "text", words=tuple(words), rulings=rules)).grids
    assert [cell.text for cell in grid.rows[0] if cell] == ["Indikator", "Satuan", "Target", "Realisasi"]
