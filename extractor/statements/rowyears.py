"""The year that a row tells: in a column of years beside its figures, in the place of its name, or in a
banner above it.

Comparisons over several years are printed with a row for each year ('2022 | 75,00 | 74,10') as often as with
a column for each. What such a row tells goes before the year of the report, not before that of a heading.
"""

from __future__ import annotations

import re

from extractor.model import Cell, Table
from extractor.tables.columns import SUBJECTS, YEARS
from extractor.tables.times import QUARTERS, year_in
from extractor.tables.wordings import years_of

_UNDATED = frozenset({"target_akhir", "capaian_akhir", "baseline"})
_BANNER = re.compile(
    r"\s*(?:(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)]\s*)?(?:(?:target|realisasi|capaian|kinerja|dan|pada)\s+)*"
    r"(?:tahun|th\.?|t\.?a\.?)?\s*(?:anggaran\s*)?((?:19|20)\d\d)\s*[:.]?\s*",
    re.I,
)


class RowYears:
    """The years of a table's rows, asked row by row from the top."""

    def __init__(self, table: Table) -> None:
        self._columns = [c for c, column in enumerate(table.columns) if column.field == YEARS]
        self._quarters = [c for c, column in enumerate(table.columns) if column.field == QUARTERS]
        self._names = [c for c, column in enumerate(table.columns) if column.field in SUBJECTS]
        self._told = [bool(years_of(column.header)) for column in table.columns]
        self._table = table
        self._banner: int | None = None

    def is_banner(self, row: tuple[Cell, ...]) -> bool:
        """Is a row nothing but a year, which the rows below it are of?"""
        texts = {cell.text for cell in row if cell.text}
        found = _BANNER.fullmatch(texts.pop()) if len(texts) == 1 else None
        if found:
            self._banner = int(found[1])
        return found is not None

    def in_name(self, row: tuple[Cell, ...]) -> int | None:
        """The year that stands in the place of a row's name: '2023' below a row with the indicator's name."""
        found = (year_in(row[c].text) for c in self._names)
        return next((year for year in found if year is not None), None)

    def of(self, row: tuple[Cell, ...], c: int) -> int | None:
        """The year of the figure in column ``c`` of a row; None where a column of years has none for it."""
        column = self._table.columns[c]
        if any(row[q].text.strip() for q in self._quarters):
            return None  # of a part of a year, whatever year the heading names
        if self._told[c] or column.field in _UNDATED:
            return column.year
        named = self.in_name(row)
        if named is not None:
            return named
        if self._columns:
            return year_in(row[self._columns[0]].text)
        return self._banner if self._banner is not None else column.year
