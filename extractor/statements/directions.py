"""Whether more or less of an indicator is better, where the report itself says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractor.language.spotting import Spotted, spotted
from extractor.model import Direction, Statement, Table
from extractor.patterns import derived, load
from extractor.statements.conventions import formula_of
from extractor.statements.mentions import Mentions
from extractor.statements.passages import Passage

_TOLD_IN = ("formula", "penjelasan", "keterangan", "satuan", "polaritas")
"""Columns whose cells may tell a direction: the formula of an IKU table, a remark."""

_CLAUSE_END = re.compile(r";|\b(?:sedangkan|sementara)\b", re.IGNORECASE)
_NEAR = 200  # characters between an indicator's name and the words about its direction


@derived
def _pattern(direction: str) -> Spotted:
    wordings: list[str] = load("caps")["directions"][direction]
    return spotted("|".join(f"(?:{wording})" for wording in wordings), re.IGNORECASE)


def direction_in(text: str) -> Direction | None:
    """The direction that words or a printed formula give: 'semakin rendah semakin baik', (2T - R)/T."""
    flat = " ".join(text.split())
    told: set[Direction] = set()
    if _pattern("lower").search(flat) or formula_of(flat) == "difference":
        told.add("lower")
    if _pattern("higher").search(flat):
        told.add("higher")
    return told.pop() if len(told) == 1 else None


def told_directions(
    tables: Mapping[str, Table],
    statements: Iterable[Statement],
    passages: Sequence[Passage],
    mentions: Mentions,
) -> dict[int, Direction]:
    """The direction of each subject of which the report tells it, in its row of a table or in a sentence
    that names it. A report that tells both of one subject tells nothing."""
    told: dict[int, set[Direction]] = {}
    for subject, direction in (*_in_rows(tables, statements), *_in_text(passages, mentions)):
        told.setdefault(subject, set()).add(direction)
    return {subject: next(iter(found)) for subject, found in told.items() if len(found) == 1}


def _in_rows(tables: Mapping[str, Table], statements: Iterable[Statement]) -> Iterator[tuple[int, Direction]]:
    rows = {(s.table, s.row, s.subject) for s in statements if s.table in tables and s.row is not None}
    for table_id, row, subject in sorted(rows, key=str):
        table = tables[table_id or ""]
        for column, cell in zip(table.columns, table.rows[row or 0], strict=False):
            if column.field in _TOLD_IN and (direction := direction_in(cell.text)):
                yield subject, direction


def _in_text(passages: Sequence[Passage], mentions: Mentions) -> Iterator[tuple[int, Direction]]:
    for passage in passages:
        for text in _clauses(passage):
            direction = direction_in(text)
            if direction is None:
                continue
            for mention in mentions.find(text):
                words = [m.start() for m in _pattern(direction).finditer(text)]
                if mention.key is not None and any(0 <= w - mention.end <= _NEAR for w in words):
                    yield mention.key, direction


def _clauses(passage: Passage) -> Iterator[str]:
    """The sentences of a passage; one that tells both directions clause by clause."""
    for start, end in passage.sentences():
        text = passage.text[start:end]
        if _pattern("lower").search(text) and _pattern("higher").search(text):
            yield from _CLAUSE_END.split(text)
        else:
            yield text
