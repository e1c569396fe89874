"""Two tables of a sheet that is printed with its grid."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.reading import Page, Ruling, Word
from extractor.tables.find import find_on_page

XS = (50.0, 200.0, 300.0, 400.0)
HIGH = 20.0


def sheet(*rows: Sequence[str]) -> list[list[str]]:
    """The texts of each grid found on a page with rows of cells, all borders drawn."""
    ys = [100 + HIGH * i for i in range(len(rows) + 1)]
    rulings = [Ruling(XS[0], y, XS[-1], y) for y in ys] + [Ruling(x, ys[0], x, ys[-1]) for x in XS]
    words = [
        Word(text, x + 3, y + 4, x + 3 + 5.0 * len(text), y + 14, 10.0)
        for y, row in zip(ys, rows, strict=False)
        for x, cell in zip(XS, row, strict=False)
        for text in [cell]
        if text
    ]
    tables = find_on_page(Page(1, 600, 800, "text", words=tuple(words), rulings=tuple(rulings)))
    return [[" ".join(c.text for c in row if c).strip() for row in grid.rows] for grid in tables.grids]


IKU = [("Indikator", "Target", "Realisasi"), ("Stunting", "14,00", "13,50"), ("Kemiskinan", "9,10", "9,00")]
MONEY = [("Program", "Pagu", "Realisasi"), ("Kesehatan", "1.000.000", "900.000")]


def test_a_sheet_is_cut_at_the_captions_in_it() -> None:
    found = sheet(*IKU, ("", "", ""), ("Tabel 3.2", "", ""), *MONEY)
    assert [grid[0] for grid in found] == ["Indikator Target Realisasi", "Program Pagu Realisasi"]
    assert not any("Tabel" in row for grid in found for row in grid)


def test_a_row_that_names_a_table_beside_a_figure_is_no_caption() -> None:
    found = sheet(*IKU, ("Tabel 3.2", "12", ""), *MONEY)
    assert found[0][-1] == "Tabel 3.2 12"
    assert len(sheet(*IKU, ("Tabel 3.2", "12", ""), MONEY[1])) == 1


def test_headings_in_other_columns_begin_a_table_of_their_own() -> None:
    rows = [("Indikator", "", "Target"), ("Stunting", "", "14,00"), ("Program", "Anggaran", "Ket"), MONEY[1]]
    ys = [100 + HIGH * i for i in range(len(rows) + 1)]
    rulings = [Ruling(XS[0], y, XS[-1], y) for y in ys] + [
        Ruling(x, ys[0], x, ys[-1]) for x in (XS[0], XS[2], XS[-1])
    ]
    rulings.append(Ruling(XS[1], ys[2], XS[1], ys[-1]))
    words = [
        Word(text, x + 3, y + 4, x + 3 + 5.0 * len(text), y + 14, 10.0)
        for y, row in zip(ys, rows, strict=False)
        for x, text in zip(XS, row, strict=False)
        if text
    ]
    tables = find_on_page(Page(1, 600, 800, "text", words=tuple(words), rulings=tuple(rulings)))
    assert [grid.rows[0][0].text for grid in tables.grids if grid.rows[0][0]] == ["Indikator", "Program"]


def test_a_header_printed_again_for_another_year_begins_a_table() -> None:
    head = ("Indikator", "Target {}", "Realisasi {}")
    first, second, same = (tuple(t.format(y) for t in head) for y in (2023, 2024, 2023))
    assert [grid[0] for grid in sheet(first, *IKU[1:], second, *IKU[1:])] == [
        "Indikator Target 2023 Realisasi 2023",
        "Indikator Target 2024 Realisasi 2024",
    ]
    assert len(sheet(first, *IKU[1:], same, *IKU[1:])) == 1
