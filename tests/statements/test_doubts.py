"""Doubtful figures of scans: confirmed, or left out."""

from __future__ import annotations

from extractor.model import Box, Cell, Column, Statement, Table
from extractor.statements.doubts import without_doubt
from extractor.statements.rows import read_rows

FIELDS = ("indikator", "target", "realisasi", "capaian")


def table(*rows: tuple[str, ...], doubtful: dict[tuple[int, int], str], name: str = "t1") -> Table:
    """Rows of an indicator table; ``doubtful`` gives second readings by row and column."""
    cells = tuple(
        tuple(
            Cell(
                text=text,
                page=3,
                bbox=Box(60.0 * c, 20.0 * r, 60.0 * c + 50, 20.0 * r + 12),
                doubtful=(r, c) in doubtful,
                other=doubtful.get((r, c), ""),
            )
            for c, text in enumerate(row)
        )
        for r, row in enumerate(rows)
    )
    columns = tuple(Column(field=f, year=2024 if f != "indikator" else None, header=f) for f in FIELDS)
    return Table(id=name, kind="pengukuran", caption="", pages=(3,), columns=columns, rows=cells)


def read(*tables: Table) -> tuple[dict[str, str], int]:
    statements: list[Statement] = [s for t in tables for s in read_rows(t, 2024).statements]
    kept, unread = without_doubt(statements)
    return {f"{s.table} {s.measure}": s.text for s in kept}, len(unread)


NAME = "Persentase koperasi aktif"


def test_the_reading_that_fits_its_row_is_taken() -> None:
    kept, unread = read(table((NAME, "46,25", "51,58", "117,52"), doubtful={(0, 3): "111,52"}))
    assert kept["t1 capaian"] == "111,52" and unread == 0


def test_a_reading_that_fits_nothing_is_unread() -> None:
    kept, unread = read(table((NAME, "46,25", "51,58", "117,52"), doubtful={(0, 3): "177,52"}))
    assert "t1 capaian" not in kept and unread == 1


def test_a_reading_that_fits_only_if_the_target_was_rounded_is_unread() -> None:
    kept, unread = read(table((NAME, "100", "104,98", "104,93"), doubtful={(0, 2): ""}))
    assert "t1 realisasi" not in kept and unread == 1
    kept, unread = read(table((NAME, "100", "104,93", "104,93"), doubtful={(0, 2): ""}))
    assert kept["t1 realisasi"] == "104,93" and unread == 0


def test_two_readings_that_both_fit_are_unread() -> None:
    kept, unread = read(table((NAME, "46", "51", "110,86"), doubtful={(0, 3): "110,88"}))
    assert "t1 capaian" not in kept and unread == 1


def test_a_doubtful_figure_alone_is_unread() -> None:
    kept, unread = read(table((NAME, "46,25", "", ""), doubtful={(0, 1): ""}))
    assert kept == {} and unread == 1


def test_the_same_figure_elsewhere_confirms_it() -> None:
    sure = table((NAME, "46,25", "", ""), doubtful={}, name="t2")
    kept, unread = read(table((NAME, "46,26", "", ""), doubtful={(0, 1): "46,25"}), sure)
    assert kept == {"t1 target": "46,25", "t2 target": "46,25"} and unread == 0
