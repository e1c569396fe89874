"""Figures of one indicator that two reports give differently: this year's report and last year's own, or two
agencies of one region.

It says less rather than more: only printed numbers of tables are compared, with room for rounding and
truncation, only where the names mean one indicator, and only if not one of the figures that the one report
gives agrees with one of the other's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import NamedTuple

from extractor.batch.store import Entry, Store
from extractor.language import identity
from extractor.language.agencies import name_key
from extractor.patterns import derived, load

_REPORT = "lakip"
_NUMBERING = re.compile(r"^\W*(?:\d{1,2}[.)]?(?:\d{1,2}[.)]?)*\s+)?")


class Figure(NamedTuple):
    """A realisasi as a report prints it, and the interval for which it stands."""

    indicator: str
    text: str
    unit: str
    low: Decimal
    high: Decimal
    page: int
    place: str


class Difference(NamedTuple):
    """One indicator's realisasi of a year in two reports; ``first`` is the older report, or the agency that
    comes first by name."""

    region: str
    year: int
    indicator: str
    first: Entry
    first_figures: tuple[Figure, ...]
    second: Entry
    second_figures: tuple[Figure, ...]


Audited = Sequence[tuple[Entry, int]]
"""Reports of a run that were audited, with their numbers in the store."""


def between_years(store: Store, audited: Audited) -> tuple[Difference, ...]:
    """Realisasi of a year in that year's own report and in the next one's."""
    by_agency: dict[str, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry, _ in audited:
        if entry.kind == _REPORT and entry.agency and entry.year:
            by_agency[name_key(entry.agency)][entry.year].append(entry)
    found: list[Difference] = []
    for years in by_agency.values():
        for year in sorted(years):
            own, later = years[year], years.get(year + 1, [])
            if len(own) == len(later) == 1:  # copies and versions of a report are not two years
                found += _differences(store, own[0], later[0], year)
    return tuple(found)


def between_agencies(store: Store, audited: Audited) -> tuple[Difference, ...]:
    """Realisasi of a region's own indicators that two of its agencies report for one year.

    Only reports of one year are compared: official statistics are revised later.
    """
    together: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry, _ in audited:
        if entry.kind == _REPORT and entry.region and entry.agency and entry.year:
            together[name_key(entry.region), entry.year].append(entry)
    found: list[Difference] = []
    for (_, year), entries in sorted(together.items()):
        told = [(entry, _regional(_figures(store, entry.report, year))) for entry in entries]
        told = [(entry, subjects) for entry, subjects in told if subjects]
        for (one, ours), (other, theirs) in combinations(sorted(told, key=lambda t: t[0].agency), 2):
            if name_key(one.agency) != name_key(other.agency):
                found += _between(one, ours, other, theirs, year)
    return tuple(found)


Subjects = Mapping[int, tuple[Figure, ...]]


def _figures(store: Store, report: int, year: int) -> Subjects:
    """The realisasi of a year that the tables of a report print, by indicator."""
    rows = store.sql.execute(
        "SELECT subject, indicator, text, coalesce(unit, ''), low, high, page, place FROM statements"
        " WHERE report = ? AND year = ? AND measure = 'realisasi' AND kind = 'table' AND low IS NOT NULL"
        " AND subject >= 0 ORDER BY number",
        (report, year),
    )
    found: dict[int, list[Figure]] = defaultdict(list)
    for subject, indicator, text, unit, low, high, page, place in rows:
        found[subject].append(Figure(indicator, text, unit, Decimal(low), Decimal(high), page, place))
    return {subject: tuple(figures) for subject, figures in found.items()}


def _regional(subjects: Subjects) -> Subjects:
    return {key: figures for key, figures in subjects.items() if is_regional(figures[0].indicator)}


@derived
def _regional_names() -> re.Pattern[str]:
    names: list[str] = load("batch")["region_indicators"]["names"]
    return re.compile(rf"(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b")


def is_regional(indicator: str) -> bool:
    """Is an indicator one of the whole region's, by its name?"""
    return bool(_regional_names().match(_NUMBERING.sub("", " ".join(indicator.casefold().split()))))


def _differences(store: Store, own: Entry, later: Entry, year: int) -> list[Difference]:
    ours, theirs = _figures(store, own.report, year), _figures(store, later.report, year)
    return _between(own, ours, later, theirs, year)


def _between(one: Entry, ours: Subjects, other: Entry, theirs: Subjects, year: int) -> list[Difference]:
    return [
        Difference(one.region, year, mine[0].indicator, one, mine, other, their)
        for mine, their in _same(ours, theirs)
        if _disagree(mine, their)
    ]


def _same(ours: Subjects, theirs: Subjects) -> Iterable[tuple[tuple[Figure, ...], tuple[Figure, ...]]]:
    """Indicators of both sides whose names mean the same; where a name may mean several, none is taken."""
    keys = {key: {identity.key(f.indicator) for f in figures} for key, figures in (*theirs.items(),)}
    for mine in ours.values():
        names = {identity.key(f.indicator) for f in mine}
        found = [key for key, others in keys.items() if names & others]
        found = found or [
            key for key, figures in theirs.items() if identity.same(mine[0].indicator, figures[0].indicator)
        ]
        if len(found) == 1:
            yield mine, theirs[found[0]]


def _disagree(mine: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    return not any(_may_agree(one, other) for one, other in product(mine, theirs))


def _may_agree(one: Figure, other: Figure) -> bool:
    """Within a unit of the last printed digit, in another unit, or the same digits at another scale (a share
    beside a percentage, thousands beside millions)."""
    if one.unit and other.unit and one.unit != other.unit:
        return True
    if _meet(one, other, Decimal(1)):
        return True
    larger, smaller = max(abs(one.high), abs(other.high)), min(abs(one.high), abs(other.high))
    if smaller <= 0:
        return False
    power = (larger / smaller).adjusted() + (1 if str(larger / smaller)[0] == "9" else 0)
    if power == 0:
        return False
    scale = Decimal(10) ** power
    return _meet(one, other, scale) or _meet(other, one, scale)


def _meet(one: Figure, other: Figure, scale: Decimal) -> bool:
    room = max((one.high - one.low) * scale, other.high - other.low) / 2
    return one.low * scale - room <= other.high and other.low <= one.high * scale + room
