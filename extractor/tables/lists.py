"""Budget lists without a header: numbered lines of programmes and activities with an amount each.

Chapters on planning print them under a sentence such as 'dengan perincian anggaran sebagai berikut'. Which
column is the name and which the amount shows in their contents alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.tables.amounts import is_index, is_money
from extractor.tables.columns import Heading
from extractor.tables.grid import Grid
from extractor.tables.wordings import holds

_MONEY_SHARE = 0.8  # of a column's filled cells that are amounts where it is the column of amounts
_LEAST = 4  # amounts; fewer lines are a sum in a sentence


def headings_of_list(grid: Grid, columns: Sequence[Sequence[str]], year: int | None) -> list[Heading] | None:
    """Headings for a grid without header whose lines name something and give an amount of money each, where
    the text before it says that it is about a budget; None otherwise."""
    told = f"{grid.caption} {grid.intro} {grid.section}"
    if not holds(told, "anggaran", "belanja", "pagu"):
        return None
    filled = [[t for t in column if t.strip()] for column in columns]
    money = [
        c
        for c, texts in enumerate(filled)
        if len(texts) >= _LEAST and sum(map(is_money, texts)) >= _MONEY_SHARE * len(texts)
    ]
    if len(money) != 1:
        return None
    names = [c for c in range(money[0]) if filled[c]]
    names = [c for c in names if sum(sum(ch.isalpha() for ch in t) >= 6 for t in filled[c]) >= _LEAST]
    if len(names) != 1:
        return None
    fields = {names[0]: "kegiatan", money[0]: "anggaran"}
    fields.update({c: "no" for c in range(names[0]) if filled[c] and all(is_index(t) for t in filled[c])})
    return [
        Heading(fields.get(c), year if c == money[0] else None, "", rupiah=c == money[0])
        for c in range(grid.width)
    ]
