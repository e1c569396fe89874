"""Names that are too unlike to be matched, and yet one indicator: cut by a page end, shortened in one of the
tables, or standing for one abbreviation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extractor.model import Statement
from extractor.patterns import derived, load

_LEAST_CUT = 3  # words that a name cut short must have left to be told by its beginning
_SHARED = 2  # figures that a shortened name must share with the whole one, one of them telling
_TELLING = 3  # digits of a figure that two indicators hardly share by chance
_INITIALS = 3  # letters of an abbreviation that may stand for an indicator
_BRACKETED = re.compile(r"\(\s*([A-Z]{3,8})\s*\)")

Kind = Literal["indikator", "anggaran", "agregat"]

_Figure = tuple[str, int | None, Decimal]


@dataclass
class Group:
    """One subject in the making."""

    key: int
    kind: Kind
    names: Counter[str] = field(default_factory=Counter)


def joined_groups(groups: Sequence[Group], owned: Iterable[tuple[int, Statement]]) -> dict[int, Group]:
    """Each group by its key; those that are another one under a name of its own are that group. ``owned``
    are all statements with the key of their group."""
    result = _completed(groups)
    figures: dict[int, set[_Figure]] = defaultdict(set)
    tables: dict[int, set[str | None]] = defaultdict(set)
    for key, s in owned:
        whole = result[key].key
        tables[whole].add(s.table)
        if s.quantity.value is not None:
            figures[whole].add((s.measure, s.year, s.quantity.value))
    indicators = [g for g in {g.key: g for g in result.values()}.values() if g.kind == "indikator"]
    for short, whole_name in (*_shortened(indicators, figures, tables), *_abbreviated(indicators, tables)):
        one, other = result[short], result[whole_name]
        if one is other or tables[one.key] & tables[other.key]:
            continue
        other.names.update(one.names)
        tables[other.key] |= tables[one.key]
        for key, group in result.items():
            if group is one:
                result[key] = other
    return result


@derived
def _unfinished() -> re.Pattern[str]:
    words: list[str] = load("prose")["unfinished"]
    return re.compile(rf"\s(?:{'|'.join(words)})\W*$", re.IGNORECASE)


def _completed(groups: Sequence[Group]) -> dict[int, Group]:
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


def _shortened(
    groups: Sequence[Group], figures: dict[int, set[_Figure]], tables: dict[int, set[str | None]]
) -> list[tuple[int, int]]:
    """Names that are the beginning of another in another table with the same figures: 'Ketersediaan Standar
    Operasional Prosedur' and '... terhadap kebutuhan', both 90, 100 and 111,12."""
    words = {g.key: [_words(n) for n in g.names] for g in groups}
    found = []
    for short in groups:
        wholes = [
            g.key
            for g in groups
            if g is not short
            and not tables[g.key] & tables[short.key]
            and any(
                len(w) >= _LEAST_CUT and len(v) > len(w) and v[: len(w)] == w
                for w in words[short.key]
                for v in words[g.key]
            )
            and _same_figures(figures[short.key], figures[g.key])
        ]
        if len(wholes) == 1:
            found.append((short.key, wholes[0]))
    return found


def _same_figures(a: set[_Figure], b: set[_Figure]) -> bool:
    shared = a & b
    return len(shared) >= _SHARED and any(
        len(v.as_tuple().digits) >= _TELLING and v != 100 for _, _, v in shared
    )


def _abbreviated(groups: Sequence[Group], tables: dict[int, set[str | None]]) -> list[tuple[int, int]]:
    """Names that carry one abbreviation which is the initials of one of them, and so its whole name: 'Gross
    Death Rate (GDR)' and 'Angka kematian kasar (GDR)'. One that several indicators of a table carry
    ('(IKU)') stands for none of them."""
    carriers: dict[str, list[Group]] = defaultdict(list)
    explained: dict[str, int] = {}
    for group in groups:
        for short in {m for name in group.names for m in _BRACKETED.findall(name)}:
            carriers[short].append(group)
            if any(_initials(name) == short for name in group.names):
                explained.setdefault(short, group.key)
    found = []
    for short, held in carriers.items():
        places = [t for g in held for t in tables[g.key]]
        if short in explained and len(places) == len(set(places)):
            found += [(g.key, explained[short]) for g in held if g.key != explained[short]]
    return found


def _initials(name: str) -> str:
    plain = re.sub(r"\([^)]*\)", " ", name)
    letters = "".join(w[0] for w in re.findall(r"[A-Za-z]+", plain)).upper()
    return letters if len(letters) >= _INITIALS else ""


def _words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())
