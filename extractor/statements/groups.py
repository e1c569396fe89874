"""Groups of columns that belong together: '2015: Target, Realisasi, Capaian | 2016: ...'."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Column

_RATED = ("target", "realisasi", "capaian", "kategori", "baseline", "target_akhir", "capaian_akhir")
_REPEATS = ("anggaran", "realisasi_anggaran", "serapan", "efisiensi", "pembanding", "kategori")
"""Measures that may stand twice in one group: before and after a revision, one column for each category."""


def column_groups(columns: Sequence[Column]) -> list[int]:
    """The group of each column. All are 0 unless the table repeats its measures for other years, other
    indicators or other things."""
    groups = [0] * len(columns)
    subjects = [c for c, column in enumerate(columns) if column.field == "indikator"]
    measures = [c for c, column in enumerate(columns) if column.field in _RATED]
    owner = {c: max((s for s in subjects if s < c), default=-1) for c in measures}
    group = 0
    for first in dict.fromkeys(owner.values()):
        own = [c for c in measures if owner[c] == first]
        for block in _blocks(columns, own):
            for c in block:
                groups[c] = group
            group += 1
    return groups


def _blocks(columns: Sequence[Column], own: Sequence[int]) -> list[list[int]]:
    """Columns of one indicator column, by year if each year has its own target, realisasi, ..., and cut
    where a measure of the same year comes again."""
    years: list[int | None] = list(dict.fromkeys(columns[c].year for c in own))
    by_year = [[c for c in own if columns[c].year == year] for year in years]
    told = [b for b in by_year if len({columns[c].field for c in b}) >= 2]
    together = all(b[-1] - b[0] == len(b) - 1 for b in by_year)
    common = set.intersection(*({columns[c].field for c in b} for b in told)) if told else set()
    if len(told) >= 2 and len(told) == len(by_year) and together and len(common) >= 2:
        return [piece for block in by_year for piece in _cut(columns, block)]
    return _cut(columns, own)


def _cut(columns: Sequence[Column], own: Sequence[int]) -> list[list[int]]:
    blocks: list[list[int]] = [[]]
    held: set[tuple[str | None, int | None]] = set()
    for c in own:
        key = (columns[c].field, columns[c].year)
        if key in held and columns[c].field not in _REPEATS:
            blocks.append([])
            held = set()
        held.add(key)
        blocks[-1].append(c)
    return blocks
