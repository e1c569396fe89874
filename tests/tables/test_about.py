"""Tables about one indicator, named by their caption."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractor.statements.rows import statements_of
from extractor.tables.about import indicator_in
from extractor.tables.canonical import canonical
from extractor.tables.grid import Grid

Draw = Callable[..., Grid]
YEARS = """
    Tahun | Target | Realisasi | Capaian (%)
    2022  | 80,00  | 78,40     | 98,00
    2023  | 84,00  | 85,68     | 102,00
    """


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Tabel 3.4 Target dan Realisasi Nilai SAKIP Tahun 2020-2024", "Nilai SAKIP"),
        ("Tabel 3.12. Capaian Persentase Jalan dengan Target Akhir Renstra", "Persentase Jalan"),
        ("Perkembangan Kinerja Indikator “Indeks Kepuasan” 2020 – 2024", "Indeks Kepuasan"),
        ("Tabel 3.1 Capaian Indikator Kinerja Utama Tahun 2024", ""),
        ("Tabel 3.1 Persentase Capaian Kinerja Tahun 2024", ""),
        ("Tabel 3.2 Nilai Capaian Kinerja", ""),
        ("Tabel 3.2 Realisasi Anggaran Tahun 2024", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_indicator_of_a_caption(caption: str, name: str) -> None:
    assert indicator_in(caption) == name


def test_a_row_for_each_year(draw: Draw) -> None:
    (table,) = canonical([draw(YEARS, caption="Tabel 3.4 Capaian Nilai SAKIP Tahun 2022-2023")], 2024)
    found = [(s.indicator, s.measure, s.year, s.text) for s in statements_of(table, 2024)]
    assert found[:3] == [
        ("Nilai SAKIP", "target", 2022, "80,00"),
        ("Nilai SAKIP", "realisasi", 2022, "78,40"),
        ("Nilai SAKIP", "capaian", 2022, "98,00"),
    ]
    assert [year for _, _, year, _ in found[3:]] == [2023] * 3


def test_a_caption_without_an_indicator_leaves_the_table_unknown(draw: Draw) -> None:
    (table,) = canonical([draw(YEARS, caption="Tabel 3.4 Capaian Kinerja Tahun 2022-2023")], 2024)
    assert table.kind == "lain"


def test_rows_of_quarters_are_not_of_the_year(draw: Draw) -> None:
    drawing = YEARS.replace("2022", "TW I").replace("2023", "TW II").replace("Tahun", "Triwulan")
    (table,) = canonical([draw(drawing, caption="Tabel 3.4 Capaian Nilai SAKIP")], 2024)
    assert table.kind == "lain"


def test_measures_of_several_things_side_by_side_are_not_of_the_captions_indicator(draw: Draw) -> None:
    drawing = """
        Tahun | Kota   | <         | Desa   | <
        ^     | Target | Realisasi | Target | Realisasi
        2022  | 80,00  | 78,40     | 70,00  | 68,40
        2023  | 84,00  | 85,68     | 74,00  | 75,68
        """
    (table,) = canonical([draw(drawing, caption="Tabel 3.4 Capaian Nilai SAKIP Tahun 2022-2023")], 2024)
    assert table.kind == "lain"
