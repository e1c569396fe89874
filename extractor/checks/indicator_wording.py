"""IND002 for indicators: a name that differs from the agreed one in a grade or a number only."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.checks.findings import SOURCE_NAMES, Draft, draft
from extractor.language.identity import key
from extractor.model import Cell, Phrase, Source, Stated, Table
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_AGREED = ("pk_perubahan", "pk", "renstra_perubahan", "renstra", "iku")
_MIN_WORDS = 4  # a shorter name with another grade is another thing ('Opini WTP', 'Opini WDP')


@dataclass(frozen=True)
class _Named:
    """An indicator's name as a table prints it."""

    name: str
    cell: Cell
    table: Table

    @property
    def place(self) -> Stated:
        kind: Source = self.table.kind if self.table.kind in SOURCE_NAMES else "lain"
        return Stated(
            value=None,
            text=self.name,
            page=self.cell.page,
            bbox=self.cell.bbox,
            where=self.table.caption,
            source=kind,
        )


def graded_otherwise(ledger: Ledger) -> Iterator[Draft]:
    """An indicator of a reporting table whose name is an agreed one but for a grade or a number ('nilai BB ke
    atas', agreed 'nilai CC ke atas'), where the table lacks the agreed one and no plan has the other."""
    agreed: dict[str, _Named] = {}
    reported: dict[str, dict[str, _Named]] = defaultdict(dict)  # by table
    for table in ledger.own_tables:
        for named in _indicators(table):
            if table.kind in _AGREED:
                agreed.setdefault(key(named.name), named)
            else:
                reported[table.id].setdefault(key(named.name), named)
    told: set[str] = set()
    for names in reported.values():
        for own, named in names.items():
            if own in agreed or own in told:
                continue
            for other, plan in agreed.items():
                pair = graded_apart(own, other) if other not in names else None
                if pair:
                    told.add(own)
                    yield _finding(ledger, named, plan, *pair)
                    break


def _indicators(table: Table) -> Iterator[_Named]:
    columns = [i for i, c in enumerate(table.columns) if c.field == "indikator"]
    for row in table.rows if len(columns) == 1 else ():
        cell = row[columns[0]]
        name = re.sub(r"^\W*\d{1,2}[.)]?\s+", "", " ".join(cell.text.split()))
        if name:
            yield _Named(name, cell, table)


def graded_apart(a: str, b: str) -> tuple[str, str] | None:
    """The grades or numbers by which two names (as they are compared) differ, if in nothing else.

    >>> graded_apart("perangkat_daerah memperoleh nilai bb", "perangkat_daerah memperoleh nilai cc")
    ('bb', 'cc')
    """
    one, two = Counter(a.split()), Counter(b.split())
    left, right = list((one - two).elements()), list((two - one).elements())
    if sum(one.values()) < _MIN_WORDS or len(left) != 1 or len(right) != 1:
        return None
    return (left[0], right[0]) if _is_grade(left[0]) and _is_grade(right[0]) else None


def _is_grade(word: str) -> bool:
    grades = {g.casefold() for g in load("explanations")["grades"]}
    return word in grades or re.fullmatch(r"\d+(?:[.,]\d+)?|[ivx]+", word) is not None


def _finding(ledger: Ledger, reported: _Named, plan: _Named, told: str, agreed: str) -> Draft:
    return draft(
        "IND002",
        "info",
        indicator=plan.name,
        measure=None,
        year=ledger.report.year,
        places=[reported.place, plan.place],
        message=Phrase(
            f"Indikator tertulis “{reported.name}” (halaman {reported.cell.page}), sedangkan yang "
            f"diperjanjikan “{plan.name}” (halaman {plan.cell.page}): {told.upper()} dan {agreed.upper()}.",
            f"The indicator is printed “{reported.name}” (page {reported.cell.page}), but the one agreed is "
            f"“{plan.name}” (page {plan.cell.page}): {told.upper()} and {agreed.upper()}.",
        ),
        criterion=Phrase(
            "Indikator yang dilaporkan sama dengan indikator dalam Perjanjian Kinerja dan Renstra.",
            "The indicators reported are those of the agreement and the plan.",
        ),
        recommendation=Phrase(
            "Mohon dikonfirmasi; gunakan nama indikator dalam Perjanjian Kinerja.",
            "Please confirm; use the indicator's name of the agreement.",
        ),
        confidence=0.75,
    )
