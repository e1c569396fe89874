"""Budgets under 'Program | Anggaran', without rulings."""

from __future__ import annotations

from printed import line

from extractor.reading import Page, Word
from extractor.tables.find import find_on_page
from extractor.tables.headed import find_headed


def read(*lines: list[Word]) -> list[list[str]]:
    page = Page(1, 595, 842, "text", words=tuple(w for words in lines for w in words))
    grids = find_on_page(page).grids
    return [[cell.text if cell else "" for cell in row] for grid in grids for row in grid.rows]


HEADING = line(0, (60, "Program"), (300, "Anggaran"), (450, "Keterangan"))


def test_a_list_of_one_program_is_read() -> None:
    found = read(
        HEADING,
        line(20, (30, "1."), (60, "Pengembangan Data dan"), (290, "Rp. 122.500.000,00"), (450, "APBD")),
        line(32, (60, "Statistik"), (450, "Tahun 2016")),
        line(80, (300, "Bandung, 4 Januari 2016")),
        line(92, (300, "NIP. 196710111993031009")),
    )
    assert found == [
        ["", "Program", "Anggaran", "Keterangan"],
        ["1.", "Pengembangan Data dan Statistik", "Rp. 122.500.000,00", "APBD Tahun 2016"],
    ]


def test_the_sum_is_a_row_and_justified_names_are_one_cell() -> None:
    found = read(
        HEADING,
        line(
            20, (60, "Program"), (130, "Penunjang"), (200, "Urusan"), (290, "Rp"), (320, "67.968.729.000,-")
        ),
        line(50, (120, "Jumlah"), (290, "Rp"), (320, "67.968.729.000,-")),
    )
    assert [row[:2] for row in found[1:]] == [
        ["Program Penunjang Urusan", "Rp 67.968.729.000,-"],
        ["Jumlah", "Rp 67.968.729.000,-"],
    ]


def test_a_list_that_cannot_be_told_to_its_end_is_left() -> None:
    lines = [
        HEADING,
        line(20, (60, "Penataan"), (300, "1.579.307.000")),
        line(40, (90, "lanjutan yang menjorok")),
        line(60, (60, "Kerja Sama"), (300, "1.050.000.000")),
    ]
    assert find_headed(lines) == []


def test_a_sentence_is_no_heading() -> None:
    lines = [
        line(0, (60, "Program ini mempunyai"), (300, "Anggaran")),
        line(20, (60, "Penataan"), (300, "1.579.307.000")),
    ]
    assert find_headed(lines) == []
