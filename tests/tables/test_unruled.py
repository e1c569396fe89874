"""Tables without rulings."""

from __future__ import annotations

from printed import line

from extractor.reading import Word
from extractor.reading.page import group_lines
from extractor.tables.lattice import find_lattices
from extractor.tables.unruled import find_unruled


def shape(words: list[Word]) -> list[tuple[int, int]]:
    """Rows and columns of each table found."""
    found = [x for rulings in find_unruled(group_lines(words), []) for x in find_lattices(rulings)]
    return [(len(x.ys) - 1, len(x.xs) - 1) for x in found]


ROWS = [
    line(0, (50, "Program"), (300, "Anggaran")),
    line(20, (50, "1. Penataan Ruang"), (300, "1.579.307.000")),
    line(40, (50, "2. Kerja Sama"), (300, "1.050.000.000")),
    line(60, (50, "3. Perencanaan dan")),
    line(72, (62, "Evaluasi Pembangunan"), (290, "41.723.770.000")),
    line(92, (50, "4. Komunikasi"), (300, "4.271.200.000")),
]


def test_a_figure_beside_the_end_of_a_wrapped_name_is_of_its_row() -> None:
    assert shape([word for row in ROWS for word in row]) == [(5, 2)]


def test_running_text_with_figures_is_no_table() -> None:
    text = "Pada tahun 2024 sebanyak 63 orang dilatih dengan anggaran sebesar Rp1.500.000 di tiga lokasi"
    assert shape([word for top in range(0, 120, 12) for word in line(float(top), (50, text))]) == []


CENTRED = [
    line(0, (40, "Tabel 3.1 Realisasi Anggaran")),
    line(20, (20, "No"), (90, "Program"), (290, "Anggaran"), (400, "Realisasi")),
    line(40, (50, "Program Pencegahan dan Penanggulangan")),
    line(46, (20, "1"), (290, "1.579.307.000"), (400, "1.500.307.000")),
    line(52, (50, "Kebakaran")),
    line(64, (20, "2"), (50, "Program Linmas"), (290, "1.050.000.000"), (400, "1.000.000.000")),
    line(76, (50, "Program Penunjang Urusan Pemerintahan")),
    line(82, (20, "3"), (290, "3.210.000.000"), (400, "3.145.900.100")),
    line(88, (50, "Daerah")),
]


def test_the_heading_above_a_wrapped_name_is_of_the_table() -> None:
    assert shape([word for row in CENTRED for word in row]) == [(4, 4)]


def test_one_row_under_a_heading_that_names_its_columns() -> None:
    assert shape([word for row in CENTRED[1:5] for word in row]) == [(2, 4)]


def test_one_row_without_a_heading_is_no_table() -> None:
    assert shape([word for row in CENTRED[2:5] for word in row]) == []


def test_a_first_row_of_grades_is_no_heading() -> None:
    rows = [
        line(0, (20, "Indikator"), (290, "Target"), (400, "Realisasi")),
        line(12, (20, "Opini BPK"), (290, "WTP"), (400, "WTP")),
        *(
            line(24 + 12 * k, (20, f"Nilai {name}"), (290, "70,5"), (400, "71,2"))
            for k, name in enumerate("ABC")
        ),
    ]
    assert shape([word for row in rows for word in row]) == [(5, 3)]


def test_a_heading_set_left_and_figures_set_right_below_it_are_one_column() -> None:
    table = [
        line(0, (50, "Indikator"), (200, "Target"), (300, "Realisasi")),
        *(
            line(20 * i, (50, f"Cakupan {name}"), (260, f"4{i},50"), (360, f"3{i},78"))
            for i, name in enumerate(("air", "listrik", "jalan", "irigasi"), start=1)
        ),
    ]
    assert shape([word for row in table for word in row]) == [(5, 3)]
    numbered = [line(20 * i, (20, f"{i}")) + row if i else row for i, row in enumerate(table)]
    # Which column has no heading cannot be told: all stay apart.
    assert shape([word for row in numbered for word in sorted(row, key=lambda w: w.x0)])[0][1] >= 4


def test_figures_that_end_just_before_the_next_heading_are_not_below_it() -> None:
    """As a sheet without borders sets them: headings left, figures right in their cells."""
    table = [
        line(0, (50, "Indikator"), (200, "Target"), (280.5, "Realisasi")),
        *(
            line(20 * i, (50, f"Cakupan {name}"), (255, f"4{i},50"), (335, f"3{i},78"))
            for i, name in enumerate(("air", "listrik", "jalan", "irigasi"), start=1)
        ),
    ]
    assert shape([word for row in table for word in row]) == [(5, 3)]


def test_a_name_on_several_lines_beside_figures_in_its_middle_is_one_row() -> None:
    rows = [
        line(0, (50, "Indikator"), (300, "Target")),
        line(20, (20, "1"), (50, "Cakupan air"), (300, "41,50")),
        line(40, (20, "2"), (50, "Cakupan jalan"), (300, "42,50")),
        line(60, (50, "Angka kematian bayi per kelahiran")),
        line(66, (20, "3"), (300, "43,50")),
        line(72, (50, "hidup")),
        line(92, (20, "4"), (50, "Cakupan irigasi"), (300, "44,50")),
    ]
    printed = [row if len(row) == 1 else sorted(row, key=lambda w: w.x0) for row in rows]
    (rulings,) = find_unruled(printed, [])
    levels = sorted({round(r.top) for r in rulings if r.horizontal})
    assert [y for y in levels if 40 < y < 92] == [55, 87]
