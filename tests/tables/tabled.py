"""Grids as clean tables, for tests of what columns are taken for."""

from __future__ import annotations

from collections.abc import Callable

from extractor.model import Table
from extractor.tables.canonical import canonical
from extractor.tables.grid import Grid

Draw = Callable[..., Grid]

PLAIN = """
    Indikator    | Target | Realisasi | Capaian
    Persentase A | 86,10  | 88,40     | 97,40
    Nilai B      | 75,20  | 74,50     | 100,94
    """
"""Two indicators with target, realisasi and capaian, of no year."""


def one(grid: Grid, year: int | None = 2024) -> Table:
    (table,) = canonical([grid], year)
    return table


def fields(table: Table) -> list[str | None]:
    return [c.field for c in table.columns]


def years(table: Table) -> list[int | None]:
    return [c.year for c in table.columns]
