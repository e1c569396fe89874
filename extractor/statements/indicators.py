"""What statements are about: the same indicator over all its spellings, budget lines, aggregates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractor.language.direction import direction_of
from extractor.language.identity import Matcher
from extractor.model import Direction, Statement, Subject
from extractor.patterns import derived, load
from extractor.statements.subjects import is_total

_MONEY = frozenset({"anggaran", "realisasi_anggaran", "serapan", "efisiensi"})
_LEAST_CUT = 3  # words that a name cut short must have left to be told by its beginning

Kind = Literal["indikator", "anggaran", "agregat"]

_Place = tuple[str | None, int | None, str]
"""A row of a table, and the name that it states something about."""


@dataclass
class _Group:
    """One subject in the making."""

    key: int
    kind: Kind
    names: Counter[str] = field(default_factory=Counter)


def assign_subjects(statements: Sequence[Statement]) -> tuple[list[Statement], dict[int, Subject]]:
    """Give every statement its subject, and the subjects by key.

    An indicator is one over all tables. A budget line (program, kegiatan) is another subject than an
    indicator in the same words. A total or an average belongs to its own row alone, and so do rows of one
    table in the same words with different figures.
    """
    measured = {_place(s) for s in statements if s.measure not in _MONEY}
    alone = _unlike(s for s in statements if s.measure not in _MONEY) | (
        _unlike(s for s in statements if s.measure in _MONEY) - measured
    )
    matchers: dict[Kind, Matcher] = {"indikator": Matcher(), "anggaran": Matcher()}
    groups: dict[tuple[Kind, int] | _Place, _Group] = {}
    owners: list[_Group] = []
    for statement in statements:
        place = _place(statement)
        kind: Kind = "indikator" if place in measured else "anggaran"
        at: tuple[Kind, int] | _Place
        if is_total(statement.indicator):
            kind, at = "agregat", place
        elif place in alone:
            at = place
        else:
            at = (kind, matchers[kind].key(statement.indicator))
        group = groups.setdefault(at, _Group(len(groups), kind))
        group.names[statement.indicator] += 1
        owners.append(group)
    whole = _completed(list(groups.values()))
    result = [
        s.model_copy(update={"subject": whole[group.key].key})
        for s, group in zip(statements, owners, strict=True)
    ]
    return result, {g.key: _subject(g) for g in whole.values()}


def _place(statement: Statement) -> _Place:
    return statement.table, statement.row, statement.indicator


def _unlike(statements: Iterable[Statement]) -> set[_Place]:
    """Rows of one table in the same words whose figures differ: the same output of two kegiatan, not one
    indicator stated twice."""
    stated: dict[tuple[str | None, str, str, int | None, int], dict[int | None, str]] = {}
    places: dict[tuple[str | None, str], set[_Place]] = {}
    for s in statements:
        if s.table is not None:
            name = s.indicator.casefold()
            stated.setdefault((s.table, name, s.measure, s.year, s.group), {}).setdefault(s.row, s.text)
            places.setdefault((s.table, name), set()).add(_place(s))
    unlike = {(key[0], key[1]) for key, rows in stated.items() if len(set(rows.values())) > 1}
    return {place for key in unlike for place in places[key]}


@derived
def _unfinished() -> re.Pattern[str]:
    words: list[str] = load("prose")["unfinished"]
    return re.compile(rf"\s(?:{'|'.join(words)})\W*$", re.IGNORECASE)


def _completed(groups: Sequence[_Group]) -> dict[int, _Group]:
    """Each group by key; one whose name a page end cut ('Besaran pekerja yang menjadi') is that of the only
    name that begins with it."""
    result = {g.key: g for g in groups}
    for cut in groups:
        names = list(cut.names)
        if cut.kind == "agregat" or not all(_unfinished().search(n) for n in names):
            continue
        words = [_words(n) for n in names]
        if min(map(len, words)) < _LEAST_CUT:
            continue
        wholes = {
            g.key
            for g in groups
            if g is not cut and g.kind == cut.kind
            for n in g.names
            for w in words
            if _words(n)[: len(w)] == w
        }
        if len(wholes) == 1:
            whole = result[wholes.pop()]
            whole.names.update(cut.names)
            result[cut.key] = whole
    return result


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _subject(group: _Group) -> Subject:
    names = tuple(name for name, _ in group.names.most_common())
    told: Direction = direction_of(names[0]) if group.kind == "indikator" else "unknown"
    return Subject(key=group.key, name=names[0], names=names, direction=told, kind=group.kind)


def with_directions(subjects: Mapping[int, Subject], told: Mapping[int, Direction]) -> dict[int, Subject]:
    """The subjects with the directions that the report itself tells laid over those of their names."""
    return {
        key: s.model_copy(update={"direction": told[key]}) if key in told else s
        for key, s in subjects.items()
    }


def add_subject(subjects: Mapping[int, Subject], name: str, kind: Kind) -> dict[int, Subject]:
    """The subjects with one more, whose key is the highest."""
    key = max(subjects, default=-1) + 1
    return {**subjects, key: Subject(key=key, name=name, names=(name,), kind=kind)}
