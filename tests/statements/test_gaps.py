"""What a table holds that is not checked is listed, and what holds nothing is not."""

from __future__ import annotations

from extractor.model import Box, Cell, Column, Table
from extractor.statements.gaps import find_gaps
from extractor.statements.quantities import settled_across
from extractor.statements.rows import read_rows


def table(headers: list[tuple[str, str | None]], rows: list[list[str]], *, kind: str, caption: str) -> Table:
    cells = [
        tuple(Cell(text=text, page=4, bbox=Box(c, r, c + 1, r + 1)) for c, text in enumerate(row))
        for r, row in enumerate(rows)
    ]
    columns = tuple(Column(field=field, year=2024, header=header) for header, field in headers)
    return Table(id="t", kind=kind, caption=caption, pages=(4,), columns=columns, rows=tuple(cells))


def gaps(one: Table) -> list[str]:
    read = read_rows(one, 2024)
    statements = settled_across(list(read.statements))
    return [f"{gap.what.en}: {gap.reason.en}" for gap in find_gaps([one], [read], statements)]


KNOWN: list[tuple[str, str | None]] = [
    ("Indikator", "indikator"),
    ("Target", "target"),
    ("Realisasi", "realisasi"),
]
UNKNOWN: list[tuple[str, str | None]] = [("", None), ("", None), ("", None)]
ROWS = [["Angka kemiskinan", "10,5", "9,8"], ["Angka melek huruf", "98", "97,5"]]


def test_a_table_that_was_read_leaves_no_gap() -> None:
    assert gaps(table(KNOWN, ROWS, kind="pengukuran", caption="Tabel 3.1")) == []


def test_a_table_of_performance_with_unknown_columns_is_listed() -> None:
    found = gaps(table(UNKNOWN, ROWS, kind="lain", caption="Tabel 3.3 Realisasi Standar Pelayanan"))
    assert len(found) == 1
    assert found[0].startswith("Tabel 3.3 Realisasi")


def test_a_table_of_staff_or_without_figures_is_none() -> None:
    assert gaps(table(UNKNOWN, ROWS, kind="lain", caption="Tabel 1.1 Jumlah pegawai menurut target")) == []
    words = [["Meningkatkan mutu", "Pelatihan", "Kegiatan"]]
    assert gaps(table(UNKNOWN, words, kind="lain", caption="Tabel 2.1 Target dan strategi")) == []


def test_a_column_of_figures_under_an_unknown_heading_is_listed() -> None:
    headers = [*KNOWN, ("Fisik (%)", None), ("Keterangan", None)]
    rows = [[*row, "95,5", "Selesai"] for row in ROWS]
    assert gaps(table(headers, rows, kind="pengukuran", caption="")) == [
        "table column: “Fisik (%)”: the heading is not recognised; the figures below it are not checked"
    ]


def test_a_figure_that_is_none_or_two_is_listed() -> None:
    rows = [["Angka kemiskinan", "94.500.00000", "9,8"], ["Angka harapan", "1.445", "1.500,0"]]
    found = gaps(table(KNOWN, rows, kind="pengukuran", caption=""))
    assert any("94.500.00000: cannot be read as one figure" in gap for gap in found)


def test_words_where_a_figure_belongs_are_no_gap() -> None:
    rows = [["Opini BPK", "WTP", "WTP"], ["Nilai AKIP 2024", "BB", "belum dinilai sampai akhir tahun 2024"]]
    assert gaps(table(KNOWN, rows, kind="pengukuran", caption="")) == []


def test_signs_in_the_place_of_figures_are_listed() -> None:
    rows = [["Angka kemiskinan", "###", "āā,ĂĂ"], ["Angka melek huruf", "####", "Baik"]]
    found = gaps(table(KNOWN, rows, kind="pengukuran", caption=""))
    assert [gap.split(":")[0] + gap.split(":")[1] for gap in found] == [
        "2 table cells “###”",
        "1 table cells “āā,ĂĂ”",
    ]


def test_a_column_of_shares_that_is_not_recognised_is_listed() -> None:
    headers = [*KNOWN, ("%", None)]
    rows = [[*row, "95,5"] for row in ROWS]
    assert [gap.split(":")[0] for gap in gaps(table(headers, rows, kind="pengukuran", caption=""))] == [
        "table column"
    ]
