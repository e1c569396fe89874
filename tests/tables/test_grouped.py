"""Lines of a sasaran across the columns of a table without rulings, and figures over their units."""

from __future__ import annotations

from printed import line

from extractor.reading import Word
from extractor.reading.page import group_lines
from extractor.tables.lattice import Lattice, find_lattices
from extractor.tables.unruled import find_unruled


def tables(*lines: list[Word]) -> list[Lattice]:
    found = find_unruled(group_lines([w for words in lines for w in words]), [])
    return [x for rulings in found for x in find_lattices(rulings)]


HEAD = line(0, (50, "Indikator Kinerja"), (250, "Target"), (320, "Realisasi"))
FIRST = [
    line(40, (50, "Persentase jalan"), (250, "88,40"), (320, "86,10")),
    line(52, (50, "dalam kondisi mantap"), (250, "persen"), (320, "persen")),
    line(70, (50, "Jumlah pelaku usaha"), (250, "3.250"), (320, "3.100")),
    line(82, (250, "orang"), (320, "orang")),
]
SECOND = [
    line(120, (50, "Nilai evaluasi SAKIP"), (250, "74,50"), (320, "75,20")),
    line(132, (250, "nilai"), (320, "nilai")),
]


def test_a_line_of_a_sasaran_has_a_row_of_its_own() -> None:
    (table,) = tables(
        HEAD,
        line(20, (50, "Sasaran 1: Meningkatnya kualitas infrastruktur dan layanan dasar bagi")),
        *FIRST,
        line(100, (50, "Sasaran 2: Meningkatnya tata kelola pemerintahan yang baik dan bersih")),
        *SECOND,
    )
    assert len(table.xs) == 4
    assert [y for y in table.ys if y < 130] == [-1, 15, 35, 66, 96, 115]
    spans = [len({id(region) for region in row}) for row in table.cells]
    assert spans == [3, 1, 3, 3, 1, 3]


def test_a_name_that_begins_so_is_none() -> None:
    rows = [
        line(20, (50, "Sasaran kinerja pegawai"), (250, "88,40"), (320, "86,10")),
        line(40, (50, "Sasaran layanan"), (250, "3.250"), (320, "3.100")),
        line(60, (50, "Nilai SAKIP"), (250, "74,50"), (320, "75,20")),
    ]
    (table,) = tables(HEAD, *rows)
    assert (len(table.ys) - 1, len(table.xs) - 1) == (4, 3)
