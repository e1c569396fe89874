"""Several indicators, or an indicator and its parts, in one row."""

from __future__ import annotations

from collections.abc import Callable

from extractor.model import Box, Table
from extractor.tables.apart import spread
from extractor.tables.canonical import canonical
from extractor.tables.grid import Grid, GridCell
from extractor.tables.items import figures_in, levelled

Draw = Callable[..., Grid]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def cell(*lines: str, page: int = 1, tops: tuple[float, ...] = ()) -> GridCell:
    boxes = tuple(Box(0, top, 50, top + 10) for top in tops)
    return GridCell(lines, " ".join(lines), page, Box(0, 0, 50, 100), 0, 0, boxes=boxes)


def test_parts_by_codes_get_the_name_and_their_figures(draw: Draw) -> None:
    (table,) = canonical(
        [
            draw(
                """
                Indikator | Target | Realisasi | Capaian
                Proporsi aparatur / formal / S1 / S2 | 36,9 / 17,7 | 39,00 / 21,00 | 112,5 / 106,0 / 119,0
                Indeks Kepuasan Masyarakat | 82,5 | 82,69 | 100,23
                """
            )
        ],
        2024,
    )
    name = "Proporsi aparatur formal"
    assert rows(table)[:3] == [
        [name, "", "", "112,5"],
        [f"{name} S1", "36,9", "39,00", "106,0"],
        [f"{name} S2", "17,7", "21,00", "119,0"],
    ]


def test_parts_that_are_not_as_many_as_the_figures_stay_together(draw: Draw) -> None:
    (table,) = canonical(
        [
            draw(
                """
                Indikator | Target | Realisasi
                Proporsi aparatur / S1 / S2 / S3 | 36,9 / 17,7 | 39,00 / 21,00
                Indeks Kepuasan Masyarakat | 82,5 | 82,69
                """
            )
        ],
        2024,
    )
    assert len(table.rows) == 2


def test_one_capaian_for_all_indicators_of_a_sasaran_stands_in_each_row(draw: Draw) -> None:
    (table,) = canonical(
        [
            draw(
                """
                Sasaran | Indikator | Target | Realisasi | Capaian Sasaran
                Pangan cukup | - Skor pangan / - Jumlah cadangan | 85 / 450 | 86 / (101%) / 270 / (60%) | 80,5
                Pangan aman | - Persentase sampel aman | 85 | 98,5 | 115,88
                """
            )
        ],
        2024,
    )
    assert [row[2:] for row in rows(table)[:2]] == [["85", "86 (101%)", "80,5"], ["450", "270 (60%)", "80,5"]]
    assert table.rows[0][4] == table.rows[1][4]  # a merged cell: it belongs to neither row alone


def test_programmes_with_their_money_are_taken_apart_beside_one_indicator(draw: Draw) -> None:
    (table,) = canonical(
        [
            draw(
                """
                Indikator | Target | Program | Anggaran
                Persentase stabil | 100 | - Penguatan lembaga / - Pemantauan harga | 460.000,- / 485.000,-
                Persentase sampel aman | 85 | - Pengawasan pangan | 2.995.000,-
                """
            )
        ],
        2024,
    )
    assert [row[2:] for row in rows(table)[:2]] == [
        ["- Penguatan lembaga", "460.000,-"],
        ["- Pemantauan harga", "485.000,-"],
    ]


FIELDS = ("indikator", "realisasi", "target")


def test_a_lettered_list_that_the_page_break_cut_is_put_together() -> None:
    above = (cell("Jumlah wajib pajak,", "a. Kendaraan"), cell("16.085", "785"), cell("18.400", "785"))
    below = (cell("b. Air Permukaan", "c. Bahan Bakar", page=2), cell("24", page=2), cell("28", page=2))
    made = spread([above, below], FIELDS)
    assert [[c.text for c in row if c] for row in made] == [
        ["a. Kendaraan", "16.085", "18.400"],
        ["b. Air Permukaan", "785", "785"],
        ["c. Bahan Bakar", "24", "28"],
    ]
    assert [row[1].page for row in made if row[1]] == [1, 1, 2]


def test_a_lettered_list_that_agrees_on_each_page_is_left_alone() -> None:
    above = (cell("Jumlah wajib pajak,", "a. Kendaraan"), cell("16.085"), cell("18.400"))
    below = (cell("b. Air Permukaan", page=2), cell("24", page=2), cell("28", page=2))
    assert spread([above, below], FIELDS) == [above, below]


def test_names_are_parted_where_figures_stand_level_with_them() -> None:
    names = cell(
        "1. Persentase kasus", "selesai", "1. Persentase penurunan", "2. Jumlah lembaga",
        tops=(0, 12, 40, 64),
    )  # fmt: skip
    level = [Box(60, 1, 80, 11), Box(60, 41, 80, 51), Box(60, 65, 80, 75)]
    assert levelled(names, [level]) == [
        "1. Persentase kasus selesai",
        "1. Persentase penurunan",
        "2. Jumlah lembaga",
    ]
    in_between = [Box(60, 1, 80, 11), Box(60, 26, 80, 36), Box(60, 65, 80, 75)]
    assert levelled(names, [in_between]) is None
    assert levelled(names, [level, in_between]) is None  # the columns disagree


def test_grades_on_lines_of_their_own_are_one_each() -> None:
    assert figures_in(cell("A", "WTP")) == ["A", "WTP"]
    assert figures_in(cell("WTP")) == []
    assert figures_in(cell("A", "Baik sekali")) == []


def test_a_figure_that_a_narrow_cell_cut_is_one() -> None:
    cut = GridCell(("97,5", "0", "95,0", "0"), "97,50 95,00", 1, Box(0, 0, 20, 60), 0, 0)
    assert figures_in(cut) == ["97,50", "95,00"]


def test_a_figure_in_brackets_with_its_words_is_no_figure_of_its_own() -> None:
    assert figures_in(cell("5 angkatan (150", "Orang)")) == ["5 angkatan (150 Orang)"]
    assert figures_in(cell("20 orang", "(1 angkatan)")) == ["20 orang (1 angkatan)"]
