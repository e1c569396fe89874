"""Rows of canonical tables to statements."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Box, Cell, Column, Statement, Table
from extractor.statements.celltext import closed, label_in, several
from extractor.statements.groups import column_groups
from extractor.statements.quantities import read_quantity, settled_across
from extractor.statements.rows import read_rows, statements_of
from extractor.statements.subjects import banner, is_total, read_label


def make(columns: Sequence[str], rows: Sequence[str], kind: str = "pengukuran", year: int = 2024) -> Table:
    """A table from 'field:year' columns and rows of '|'; '<' and '^' go on with the cell to the left or
    above. A header follows a field after '=': 'target:2024=Target (Rp. juta)'."""
    cells: list[list[Cell]] = []
    for r, row in enumerate(rows):
        cells.append([])
        for c, text in enumerate(t.strip() for t in row.split("|")):
            if text in ("<", "^"):
                cells[r].append(cells[r][c - 1] if text == "<" else cells[r - 1][c])
            else:
                box = Box(10.0 * c, 10.0 * r, 10.0 * c + 10, 10.0 * r + 10)
                cells[r].append(Cell(text=text, page=3, bbox=box))
    return Table(
        id="t",
        kind=kind,
        caption="Tabel 1",
        pages=(3,),
        columns=tuple(column(text, year) for text in columns),
        rows=tuple(tuple(row) for row in cells),
    )


def column(text: str, year: int) -> Column:
    name, _, header = text.partition("=")
    field, _, own = name.partition(":")
    return Column(field=field or None, year=int(own) if own else None, header=header or field)


def said(table: Table) -> list[tuple[str, str, int | None, str]]:
    return [(s.indicator, s.measure, s.year, s.text) for s in statements_of(table, 2024)]


def values(found: Sequence[Statement]) -> list[Decimal | None]:
    return [s.value for s in found]


def test_a_row_gives_a_statement_for_each_figure() -> None:
    table = make(
        ["no", "sasaran", "indikator", "target:2024", "realisasi:2024", "capaian:2024"],
        [
            "1 | Meningkatnya X | 1. Persentase A | 90% | 81% | 90",
            "^ | ^ | 2. Jumlah B yang dibina | 5.310 Orang | 5.517 Orang | 103,90",
        ],
    )
    assert said(table) == [
        ("Persentase A", "target", 2024, "90%"),
        ("Persentase A", "realisasi", 2024, "81%"),
        ("Persentase A", "capaian", 2024, "90"),
        ("Jumlah B yang dibina", "target", 2024, "5.310 Orang"),
        ("Jumlah B yang dibina", "realisasi", 2024, "5.517 Orang"),
        ("Jumlah B yang dibina", "capaian", 2024, "103,90"),
    ]
    first = next(statements_of(table, 2024))
    assert (first.sasaran, first.row, first.table, first.where) == ("Meningkatnya X", 0, "t", "Tabel 1")


def test_banner_sets_the_sasaran_of_the_rows_below() -> None:
    table = make(
        ["no", "indikator", "target:2024"],
        ["Sasaran 1 : Meningkatnya mutu | < | <", "1 | Persentase A | 90%", "2 | Persentase B | 80%"],
    )
    assert [(s.indicator, s.sasaran) for s in statements_of(table, 2024)] == [
        ("Persentase A", "Meningkatnya mutu"),
        ("Persentase B", "Meningkatnya mutu"),
    ]


def test_totals_are_subjects_of_their_own() -> None:
    table = make(
        ["no", "program", "anggaran:2024", "serapan:2024"],
        ["1 | Program A | 1.000.000 | 90,00", "Jumlah | < | 1.000.000 | 90,00"],
        kind="anggaran",
    )
    assert said(table)[2:] == [
        ("Jumlah", "anggaran", 2024, "1.000.000"),
        ("Jumlah", "serapan", 2024, "90,00"),
    ]


def test_label_merged_over_columns_of_figures() -> None:
    table = make(
        ["indikator", "target:2024", "realisasi:2024", "capaian:2024"],
        ["Persentase A | 90 | 81 | 90", " | Rata-rata capaian | < | 90"],
    )
    assert said(table)[-1] == ("Rata-rata capaian", "capaian", 2024, "90")
    assert len(said(table)) == 4


def test_rows_of_a_sub_kegiatan_carry_its_name() -> None:
    table = make(
        ["no", "program", "target:2024", "realisasi:2024", "capaian:2024"],
        [
            "1 | Program : Pelatihan Kerja | | |",
            " | Sub Kegiatan : Proses Pelatihan | | |",
            " | Input : Anggaran | 7.290.242.400 | 6.477.257.300 | 88,84",
            " | Output : Persentase pencaker terlatih | 100% | 100% | 100",
            " | Outcome : | 100% | 100% | 100",
        ],
    )
    found = said(table)
    assert found[:3] == [
        ("Proses Pelatihan (Input)", "anggaran", 2024, "7.290.242.400"),
        ("Proses Pelatihan (Input)", "realisasi_anggaran", 2024, "6.477.257.300"),
        ("Proses Pelatihan (Input)", "serapan", 2024, "88,84"),
    ]
    assert found[3][:2] == ("Persentase pencaker terlatih", "target")
    assert found[6][:2] == ("Proses Pelatihan (Outcome)", "target")


def test_budget_figures_are_about_the_nearest_line() -> None:
    table = make(
        ["indikator", "target:2024", "program", "kegiatan", "anggaran:2024"],
        ["Persentase A | 90 | Program X | | 900.000.000", "^ | ^ | ^ | Kegiatan Y | 400.000.000"],
    )
    assert said(table) == [
        ("Persentase A", "target", 2024, "90"),
        ("Program X", "anggaran", 2024, "900.000.000"),
        ("Kegiatan Y", "anggaran", 2024, "400.000.000"),
    ]


def test_merged_figure_is_stated_once_and_about_the_sasaran() -> None:
    table = make(
        ["sasaran", "indikator", "target:2024", "capaian:2024"],
        ["Meningkatnya X | Persentase A | 90 | 95,5", "^ | Persentase B | 80 | ^"],
    )
    assert [x for x in said(table) if x[1] == "capaian"] == [("Meningkatnya X", "capaian", 2024, "95,5")]


def test_year_groups_are_kept_apart() -> None:
    columns = ["indikator", "target:2023", "realisasi:2023", "target:2024", "realisasi:2024"]
    assert column_groups([column(c, 2024) for c in columns]) == [0, 0, 0, 1, 1]


def test_years_under_one_measure_are_one_group() -> None:
    columns = [
        "indikator",
        "realisasi:2022",
        "realisasi:2023",
        "target:2024",
        "realisasi:2024",
        "capaian:2024",
    ]
    assert set(column_groups([column(c, 2024) for c in columns])) == {0}


def test_measures_of_other_things_are_another_group() -> None:
    columns = ["kegiatan", "target:2024", "realisasi:2024", "target:2024", "realisasi:2024", "capaian:2024"]
    assert column_groups([column(c, 2024) for c in columns]) == [0, 0, 0, 1, 1, 1]


def test_dash_is_missing_and_an_empty_cell_says_nothing() -> None:
    table = make(
        ["indikator", "target:2024", "realisasi:2024"], ["Persentase A | - | ", "Persentase B | 5 | 6"]
    )
    first = next(statements_of(table, 2024))
    assert (first.text, first.value, first.quantity.missing) == ("-", None, True)
    assert len(said(table)) == 3


def test_category_in_the_cell_of_the_figure() -> None:
    table = make(["indikator", "capaian:2024"], ["Persentase A | 63,36 % (Sedang)"])
    assert said(table) == [
        ("Persentase A", "capaian", 2024, "63,36 % (Sedang)"),
        ("Persentase A", "kategori", 2024, "Sedang"),
    ]


def test_ticks_under_categories_give_the_category() -> None:
    table = make(
        ["indikator", "capaian:2024", "kategori:2024=Predikat | Baik", "kategori:2024=Predikat | Kurang"],
        ["Persentase A | 95 | √ |"],
    )
    assert said(table)[-1] == ("Persentase A", "kategori", 2024, "Baik")


def test_several_figures_in_a_cell_are_unread() -> None:
    read = read_rows(make(["indikator", "target:2024"], ["Persentase A dan B | 85 450"]), 2024)
    assert read.statements == ()
    assert len(read.unread) == 1
    assert read.unread[0].page == 3


@pytest.mark.parametrize("kind", ["lain", "skala"])
def test_other_tables_say_nothing(kind: str) -> None:
    assert said(make(["indikator", "target:2024"], ["Persentase A | 90"], kind=kind)) == []


def test_a_percentage_beyond_all_measure_is_unread() -> None:
    columns = ["indikator", "target:2024", "capaian:2024"]
    (_, beyond) = statements_of(make(columns, ["Jumlah medali | 45 | 202694,00(%)"]), 2024)
    (_, far) = statements_of(make(columns, ["Jumlah medali | 45 | 12.694,00%"]), 2024)
    assert beyond.value is None and not beyond.quantity.missing
    assert far.value == 12694


def test_units_from_column_header_and_scale() -> None:
    table = make(
        ["indikator", "satuan", "target:2024", "realisasi:2024"], ["Jumlah A | orang | 1.234 | 1.300"]
    )
    assert values(list(statements_of(table, 2024))) == [Decimal(1234), Decimal(1300)]
    assert {s.unit for s in statements_of(table, 2024)} == {"orang"}
    money = make(["program", "anggaran:2024=Anggaran (Rp. juta)"], ["Program A | 1.250"], kind="anggaran")
    (statement,) = statements_of(money, 2024)
    assert (statement.value, statement.unit, statement.text) == (Decimal(1_250_000_000), "rupiah", "1.250")


def test_a_scale_of_money_over_targets_and_amounts_is_of_the_amounts() -> None:
    over = "Target dan Pagu (000)"
    table = make(
        [
            "indikator",
            f"target:2024={over} | 2024 | Target",
            f"anggaran:2024={over} | 2024 | Rp.",
        ],
        ["Persentase A | 100 | 1.500.000"],
    )
    assert values(statements_of(table, 2024)) == [Decimal(100), Decimal(1_500_000_000)]


def test_row_arithmetic_settles_a_figure() -> None:
    table = make(
        ["indikator", "target:2024", "realisasi:2024", "capaian:2024"],
        ["Tingkat A | 82 | 82.029 | 100.04"],
    )
    assert values(list(statements_of(table, 2024)))[1] == Decimal("82.029")


def test_the_same_indicator_elsewhere_settles_a_figure() -> None:
    plain = list(
        statements_of(make(["indikator", "target:2024"], ["Pencari kerja ditempatkan | 1.951"]), 2024)
    )
    told = list(
        statements_of(make(["indikator", "target:2024"], ["Pencari kerja ditempatkan | 1.000 Orang"]), 2024)
    )
    assert values(plain) == [None]
    assert values(settled_across([*plain, *told])) == [Decimal(1951), Decimal(1000)]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Jumlah", True),
        ("JUMLAH TOTAL", True),
        ("Jumlah Anggaran", True),
        ("Rata rata capaian Sasaran 1", True),
        ("Rata-rata", True),
        ("JUMLAH I + II", True),
        ("Jumlah UMKM yang dibina", False),
        ("Rata-rata lama sekolah", False),
        ("Jumlah kegiatan pelatihan", False),
        ("Persentase koperasi aktif", False),
    ],
)
def test_totals(text: str, total: bool) -> None:
    assert is_total(text) is total


def test_labels() -> None:
    assert read_label("Indikator 1.1 Persentase pencari kerja").name == "Persentase pencari kerja"
    assert read_label("Keg. Pelaksanaan Pelatihan").role == "kegiatan"
    assert read_label("b. Pencari kerja yang ditempatkan").name == "Pencari kerja yang ditempatkan"
    assert read_label("Program Hubungan Industrial").name == "Program Hubungan Industrial"
    found = banner("Sasaran Strategis 2 : Meningkatnya perlindungan")
    assert found is not None
    assert (found.role, found.name) == ("sasaran", "Meningkatnya perlindungan")
    assert banner("Persentase sasaran tercapai") is None


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("Rp.168.0 00.000", "Rp.168.000.000"),
        ("7.290. 242.400", "7.290.242.400"),
        ("1.000 5.000", "1.000 5.000"),
        ("90 100", "90 100"),
        ("1 5 . 3 0 8 . 5 3 9 , 0 0", "15.308.539,00"),
        ("8 0 , 5 %", "80,5%"),
        ("1 , 2", "1 , 2"),
        ("1 , 2 , 3", "1 , 2 , 3"),
        ("100 % 1000 orang", "100 % 1000 orang"),
    ],
)
def test_cut_figures(printed: str, whole: str) -> None:
    assert closed(printed) == whole


@given(st.text(alphabet="0123456789., %()-=xRpOrang", max_size=40))
def test_cell_text_never_loses_a_digit(text: str) -> None:
    assert [c for c in closed(text) if c.isdigit()] == [c for c in text if c.isdigit()]
    assert isinstance(several(text), bool)


def test_labels_in_cells() -> None:
    assert label_in("63,36 % (Sedang)") == "Sedang"
    assert label_in("80,10 (A)") is None
    assert label_in("244,9% (125%)") is None


def test_words_merged_over_targets_are_no_name_of_a_row_that_has_one() -> None:
    table = make(
        ["indikator", "baseline:2023", "target:2024", "target:2025"],
        ["Jumlah A | 5 | 6 | 7", "Terkendalinya inflasi | 9,15 % | Inflasi daerah < inflasi nasional | <"],
    )
    assert ("Terkendalinya inflasi", "baseline", 2023, "9,15 %") in said(table)


def test_the_mark_before_a_tables_decimals_settles_what_groups_thousands() -> None:
    rows = [
        "Jumlah A | Orang | 9,000 | 9,133 | 101.47",
        "Jumlah B | Unit | 125 | 208 | 166.4",
        "Persentase C | % | 2.5 | 1.89 | 75.6",
        "Persentase D | % | 15 | 1,309 | 8,726",
    ]
    columns = ["indikator", "satuan", "target:2024", "realisasi:2024", "capaian:2024"]
    last = list(statements_of(make(columns, rows), 2024))[-3:]
    assert values(last) == [15, 1309, 8726]
    mixed = [*rows[:3], "Persentase E | % | 0,79 | 0,81 | 102,5", rows[3]]
    last = list(statements_of(make(columns, mixed), 2024))[-3:]
    assert values(last) == [15, Decimal("1.309"), Decimal("8.726")]


def test_the_last_row_of_nothing_but_rupiah_sums_up() -> None:
    table = make(
        ["program", "anggaran:2024", "realisasi_anggaran:2024"],
        [
            "Program A | Rp 1.000.000 | Rp 900.000",
            "Program B | Rp 2.000.000 | Rp 1.900.000",
            " | Rp 3.000.000 | Rp 2.800.000",
        ],
        kind="anggaran",
    )
    assert said(table)[-2:] == [
        ("Jumlah", "anggaran", 2024, "Rp 3.000.000"),
        ("Jumlah", "realisasi_anggaran", 2024, "Rp 2.800.000"),
    ]


def test_a_name_that_reaches_below_its_row_heads_nothing() -> None:
    table = make(
        ["indikator", "target:2023", "target:2024"],
        ["Jumlah A | 5 | 6", "Jumlah A | < | <", "Jumlah B | 7 | 8"],
    )
    assert [(s.indicator, s.sasaran) for s in statements_of(table, 2024)][-1] == ("Jumlah B", "")


def test_the_short_form_of_an_index_is_no_unit() -> None:
    assert read_quantity("84,00", "target", "", "Target", "Indeks Kepuasan Masyarakat (IKM)").unit is None
    assert read_quantity("84", "target", "", "Target", "Jumlah industri yang dibina (IKM)").unit == "umkm"


def test_round_thousands_of_an_indicator_settle_the_dot() -> None:
    table = make(
        ["indikator", "target:2023", "target:2024", "target:2025"],
        ["Produksi padi (ton) | 185.000 | 188.000 | 191.500", "Kadar air (ton) | 1.125 | 1.130 | 1.145"],
        kind="renstra",
    )
    found = [s.value for s in settled_across(list(statements_of(table, 2024)))]
    assert found == [185000, 188000, 191500, None, None, None]


def test_the_caption_tells_the_scale_of_amounts() -> None:
    columns = ["program", "anggaran=Anggaran (Rp)", "realisasi_anggaran=Realisasi", "serapan=%"]
    rows = ["Program A | 1.250 | 1.125 | 90,00"]
    caption = "Tabel 3.5 Realisasi Anggaran (dalam juta rupiah)"
    table = make(columns, rows, kind="anggaran").model_copy(update={"caption": caption})
    assert values(list(statements_of(table, 2024))) == [Decimal(1250000000), Decimal(1125000000), 90]
    full = make(columns, ["Program A | 1.250.000.000 | 1.125.000.000 | 90,00"], kind="anggaran")
    told = list(statements_of(full.model_copy(update={"caption": caption}), 2024))
    assert values(told) == [Decimal(1250000000), Decimal(1125000000), 90]


def test_a_named_row_counted_in_units_of_jumlah_is_no_total() -> None:
    table = make(["indikator", "satuan", "target:2024"], ["Keterbukaan informasi | Jumlah | 300"])
    assert said(table) == [("Keterbukaan informasi", "target", 2024, "300")]
