"""Tables whose measures stand in rows."""

from __future__ import annotations

from collections.abc import Callable

from extractor.model import Table
from extractor.tables.canonical import canonical
from extractor.tables.grid import Grid
from extractor.tables.turned import turned

Draw = Callable[..., Grid]


def one(grid: Grid) -> Table:
    (table,) = canonical([grid], 2024)
    return table


def told(table: Table) -> list[tuple[str | None, int | None]]:
    return [(c.field, c.year) for c in table.columns]


def test_measures_in_rows_and_years_in_columns(draw: Draw) -> None:
    table = one(
        draw(
            """
            No | Indikator Kinerja | Uraian      | 2023  | 2024
            1  | Persentase A      | Target      | 80,00 | 84,00
            ^  | ^                 | Realisasi   | 78,40 | 85,68
            ^  | ^                 | Capaian (%) | 98,00 | 102,00
            2  | Nilai B           | Target      | 70,00 | 72,00
            ^  | ^                 | Realisasi   | 71,05 | 73,08
            ^  | ^                 | Capaian (%) | 101,5 | 101,5
            """,
            caption="Tabel 3.2 Perkembangan Capaian Kinerja",
        )
    )
    assert told(table)[1:] == [
        ("indikator", None),
        ("target", 2023),
        ("realisasi", 2023),
        ("capaian", 2023),
        ("target", 2024),
        ("realisasi", 2024),
        ("capaian", 2024),
    ]
    assert [[c.text for c in row] for row in table.rows] == [
        ["1", "Persentase A", "80,00", "78,40", "98,00", "84,00", "85,68", "102,00"],
        ["2", "Nilai B", "70,00", "71,05", "101,5", "72,00", "73,08", "101,5"],
    ]


def test_indicators_in_columns(draw: Draw) -> None:
    table = one(
        draw(
            """
            Uraian         | Persentase Jalan Mantap | Nilai SAKIP
            Satuan         | %                       | Nilai
            Target 2024    | 80,50                   | 75,00
            Realisasi 2024 | 78,20                   | 76,30
            Capaian (%)    | 97,14                   | 101,73
            """
        )
    )
    assert [f for f, _ in told(table)] == ["uraian", "satuan", "target", "realisasi", "capaian"]
    assert [row[0].text for row in table.rows] == ["Persentase Jalan Mantap", "Nilai SAKIP"]
    assert [row[2].text for row in table.rows] == ["80,50", "75,00"]


def test_indicators_in_columns_and_years_in_rows(draw: Draw) -> None:
    drawing = """
        Tahun | Uraian    | Persentase Jalan Mantap | Nilai SAKIP
        2023  | Target    | 80,50                   | 75,00
        {}    | Realisasi | 78,20                   | 76,30
        2024  | Target    | 81,50                   | 77,00
        {}    | Realisasi | 79,20                   | 78,30
        """
    table = one(draw(drawing.replace("{}", "^")))
    assert told(table)[1:] == [("target", 2023), ("realisasi", 2023), ("target", 2024), ("realisasi", 2024)]
    assert one(draw(drawing.replace("{}", " "))).columns == table.columns
    untold = draw(drawing.replace("2024", " ").replace("{}", " "))
    assert turned(untold) is None


def test_measures_in_columns_stay(draw: Draw) -> None:
    grid = draw(
        """
        Indikator | Target | Realisasi | Capaian
        Target    | 80     | 80        | 100
        Realisasi | 90     | 90        | 100
        """
    )
    assert turned(grid) is None


def test_words_among_other_rows_are_no_measures(draw: Draw) -> None:
    grid = draw(
        """
        Uraian    | 2023  | 2024
        Anggaran  | 1.000 | 2.000
        Realisasi | 900   | 1.900
        Sisa      | 100   | 100
        """
    )
    assert turned(grid) is None


def test_quarters_are_no_indicators(draw: Draw) -> None:
    table = one(
        draw(
            """
            Indikator | Uraian    | TW I | TW II
            Jumlah A  | Target    | 500  | 1.500
            ^         | Realisasi | 450  | 1.400
            """
        )
    )
    assert told(table) == [("indikator", None), (None, None), (None, None), (None, None), (None, None)]


NAMES = "Persentase Jalan Mantap | <     | Nilai SAKIP | <"
MEASURES = "Target                  | Realisasi | Target | Realisasi"


def test_indicators_over_measures_beside_rows_of_years(draw: Draw) -> None:
    table = one(
        draw(
            f"""
            Tahun | {NAMES}
            ^     | {MEASURES}
            2023  | 80,00 | 78,40 | 70,00 | 71,05
            2024  | 84,00 | 85,68 | 72,00 | 73,08
            """
        )
    )
    assert told(table)[1:] == [("target", 2023), ("realisasi", 2023), ("target", 2024), ("realisasi", 2024)]
    assert [[c.text for c in row] for row in table.rows] == [
        ["Persentase Jalan Mantap", "80,00", "78,40", "84,00", "85,68"],
        ["Nilai SAKIP", "70,00", "71,05", "72,00", "73,08"],
    ]


def test_indicators_over_years_beside_rows_of_measures(draw: Draw) -> None:
    table = one(
        draw(
            f"""
            Uraian    | {NAMES}
            ^         | 2023  | 2024  | 2023  | 2024
            Target    | 80,00 | 84,00 | 70,00 | 72,00
            Realisasi | 78,40 | 85,68 | 71,05 | 73,08
            """
        )
    )
    found = dict(zip(told(table)[1:], (c.text for c in table.rows[1][1:]), strict=True))
    assert found == {
        ("target", 2023): "70,00",
        ("target", 2024): "72,00",
        ("realisasi", 2023): "71,05",
        ("realisasi", 2024): "73,08",
    }


def test_rows_of_years_of_one_thing_stay(draw: Draw) -> None:
    grid = draw(
        """
        Tahun | Target | Realisasi
        2023  | 80,00  | 78,40
        2024  | 84,00  | 85,68
        """
    )
    assert turned(grid) is None
