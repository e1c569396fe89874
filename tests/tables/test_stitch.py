"""Tables over page breaks."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Box
from extractor.tables.grid import Grid, GridCell
from extractor.tables.stitch import continues, join, renumbered

HEADER = ["No", "Sasaran", "Indikator Kinerja", "Target", "Realisasi"]
XS = (50.0, 80.0, 200.0, 400.0, 460.0, 520.0)


def make(page: int, rows: list[list[str | None]], xs: tuple[float, ...] = XS) -> Grid:
    """A grid; None goes on with the cell above (merged)."""
    cells: list[list[GridCell | None]] = []
    for r, row in enumerate(rows):
        line: list[GridCell | None] = []
        for c, text in enumerate(row):
            if text is None:
                line.append(cells[r - 1][c] if r else None)
            else:
                box = Box(xs[c], 20.0 * r, xs[c + 1], 20.0 * r + 20)
                line.append(GridCell((text,) if text else (), text, page, box, r, c))
        cells.append(line)
    return Grid((page,), Box(xs[0], 0, xs[-1], 20.0 * len(rows)), tuple(map(tuple, cells)), xs=xs)


def texts(grid: Grid) -> list[list[str | None]]:
    return [[None if c is None else c.text for c in row] for row in grid.rows]


def test_repeated_header_is_dropped() -> None:
    above = make(1, [list(HEADER), ["1", "S1", "I1", "10", "11"]])
    below = make(2, [list(HEADER), ["2", "S2", "I2", "20", "21"]])
    repeated = continues(above, below)
    assert repeated == 1
    whole = join(above, below, repeated)
    assert [row[0] for row in texts(whole)] == ["No", "1", "2"]
    assert whole.pages == (1, 2)


def test_a_row_much_like_the_first_row_is_no_part_of_the_header_above_it() -> None:
    name = "Persentase Layanan Perizinan Tepat Waktu Bidang {} di Seluruh Wilayah Kecamatan"
    above = make(1, [list(HEADER), ["1", "S1", name.format("Pangan"), "80,00", "78,05"]])
    below = make(2, [list(HEADER), ["9", "S1", name.format("Sosial"), "80,10", "78,15"]])
    assert continues(above, below) == 1
    same = make(2, [list(HEADER), ["1", "S1", name.format("Sosial"), "80,00", "78,05"]])
    assert continues(above, same) == 1


def test_a_header_of_another_year_begins_another_table() -> None:
    head = ["No", "Indikator Kinerja", "Target {}", "Realisasi {}", "Capaian (%)"]
    above = make(1, [[t.format(2023) for t in head], ["1", "I1", "10", "11", "110"]])
    below = make(2, [[t.format(2024) for t in head], ["1", "I1", "12", "12", "100"]])
    assert continues(above, below) is None


def test_a_first_row_printed_again_is_the_header_whatever_its_words() -> None:
    head = ["Kode", "Uraian", "Wilayah", "Semula", "Menjadi"]
    above = make(1, [list(head), ["1", "S1", "I1", "10", "11"]])
    below = make(2, [list(head), ["2", "S2", "I2", "20", "21"]])
    assert continues(above, below) == 1
    figures = make(2, [["1", "S1", "I1", "10", "11"], ["2", "S2", "I2", "20", "21"]])
    assert continues(above, figures) == 0


def test_other_header_begins_another_table() -> None:
    above = make(1, [list(HEADER), ["1", "S1", "I1", "10", "11"]])
    below = make(2, [["No", "Program", "Kegiatan", "Anggaran", "Realisasi"], ["1", "P", "K", "5", "6"]])
    assert continues(above, below) is None


def test_row_split_in_mid_cell_is_joined() -> None:
    above = make(
        1, [list(HEADER), ["1", "Meningkatnya kualitas", "Besaran pekerja yang menjadi", "72,71", ""]]
    )
    below = make(2, [["", "", "peserta program jaminan", "", ""], ["2", "S2", "I2", "20", "21"]])
    whole = join(above, below, 0)
    assert texts(whole)[1] == [
        "1",
        "Meningkatnya kualitas",
        "Besaran pekerja yang menjadi peserta program jaminan",
        "72,71",
        "",
    ]
    assert len(whole.rows) == 3


def test_merged_cell_goes_on_with_rows_of_its_own() -> None:
    above = make(1, [list(HEADER), ["1", "S1", "I1", "10", "11"]])
    below = make(2, [["", "", "I2", "20", "21"]])
    whole = renumbered(join(above, below, 0))
    assert texts(whole)[2] == ["1", "S1", "I2", "20", "21"]
    assert whole.rows[1][1] is whole.rows[2][1]
    assert whole.rows[1][1] is not None and whole.rows[1][1].rowspan == 2


def test_column_whose_border_is_lost_goes_on() -> None:
    above = make(1, [list(HEADER), ["1", "S1", "I1", "10", "11"]])
    below = make(2, [["I2", "20", "21"], ["I3", "30", "31"]], xs=XS[2:])
    repeated = continues(above, below)
    assert repeated == 0
    whole = join(above, below, repeated)
    assert texts(whole)[3] == ["1", "S1", "I3", "30", "31"]


def test_labelled_row_is_a_row_of_its_own() -> None:
    above = make(1, [["No", "Uraian", "Target"], ["1", "Program : Hubungan Industrial", ""]], xs=XS[:4])
    below = make(2, [["", "Kegiatan : Pencegahan", ""]], xs=XS[:4])
    assert len(join(above, below, 0).rows) == 3


def test_a_banner_at_the_top_of_a_page_does_not_go_on_with_the_row_before() -> None:
    above = make(1, [list(HEADER), ["1", "S1", "I1", "10", "11"]])
    below = make(2, [["Urusan wajib yang berkaitan", "", "", "", ""], ["1", "S2", "I2", "20", "21"]])
    banner = below.rows[0][0]
    below = replace(below, rows=((*[banner] * 4, below.rows[0][4]), *below.rows[1:]))
    whole = texts(join(above, below, continues(above, below) or 0))
    assert whole[1] == ["1", "S1", "I1", "10", "11"]
    assert whole[2][:4] == ["Urusan wajib yang berkaitan"] * 4
