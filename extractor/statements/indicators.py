"""What statements are about: the same indicator over all its spellings, budget lines, aggregates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractor.language.direction import direction_of
from extractor.language.identity import Matcher
from extractor.model import Direction, Statement, Subject
from extractor.statements.onename import Group, Kind, joined_groups
from extractor.statements.subjects import is_total

_MONEY = frozenset({"anggaran", "realisasi_anggaran", "serapan", "efisiensi"})
_Place = tuple[str | None, int | None, str]
"""A row of a table, and the name that it states something about."""


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
    groups: dict[tuple[Kind, int] | _Place, Group] = {}
    owners: list[Group] = []
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
        group = groups.setdefault(at, Group(len(groups), kind))
        group.names[statement.indicator] += 1
        owners.append(group)
    whole = joined_groups(
        list(groups.values()), [(g.key, s) for g, s in zip(owners, statements, strict=True)]
    )
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


def _subject(group: Group) -> Subject:
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
