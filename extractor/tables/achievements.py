"""Realisasi or capaian? The figures of the rows tell, whatever the columns are called."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.tables.amounts import Contents, amount, amounts
from extractor.tables.columns import Heading

_MOST = 0.6  # share of a column's filled cells that tells what it holds
_RATIO_OFF = Decimal("0.02")  # relative error under which a printed capaian follows from its row
_MARGIN = Decimal("1.3")  # by how much nearer to the target than to 100 a figure must lie to tell something
_UNITS = ("Nilai", "Level", "Orang", "orang")  # a capaian in percent does not carry its target's unit


def set_field(result: list[Heading], c: int, field: str | None) -> None:
    result[c] = replace(result[c], field=field)


def tell_achievements(result: list[Heading], contents: Sequence[Contents]) -> None:
    """Tells realisasi from capaian, by arithmetic over the rows."""
    for year in {h.year for h in result if h.field == "realisasi"}:
        _second_result(result, contents, year)
    _growth(result, contents)
    for year in {h.year for h in result if h.field == "capaian"}:
        found = [c for c, h in enumerate(result) if h.field == "capaian" and h.year == year]
        goals = _columns(result, ("target", "target_akhir"), year)
        if not goals or _columns(result, ("realisasi",), year):
            if not goals and not _columns(result, ("realisasi",), year):
                for c in found:
                    _alone(result, contents, c)
            continue
        goal = goals[0]
        if len(found) >= 2:
            results = [(a, b) for a in found for b in found if a != b]
            scored = [(_follows(contents, goal, a, b), not result[a].percent, -a, a) for a, b in results]
            best = max(scored)
            if best[0] > 0:
                set_field(result, best[3], "realisasi")
            else:
                plain = [c for c in found if not result[c].percent]
                if plain:
                    set_field(result, plain[0], "realisasi")
        elif len(found) == 1 and _tracks(contents, goal, found[0]):
            set_field(result, found[0], "realisasi")


def _second_result(result: list[Heading], contents: Sequence[Contents], year: int | None) -> None:
    """Of two columns of realisasi the one that is the quotient of target and realisasi is capaian."""
    found = [c for c, h in enumerate(result) if h.field == "realisasi" and h.year == year]
    goals = _columns(result, ("target",), year)
    if len(found) < 2 or not goals or _columns(result, ("capaian",), year):
        return
    for first, second in itertools.pairwise(found):
        goal = max((g for g in goals if g < first), default=goals[0])
        informed = _follows(contents, goal, first, second)
        if informed and informed >= _MOST * contents[second].filled:
            set_field(result, second, "capaian")


def _growth(result: list[Heading], contents: Sequence[Contents]) -> None:
    """A 'capaian' in a table without targets that is this year's realisasi over last year's tells how much
    was gained, and the category beside it rates that."""
    results = [c for c, h in enumerate(result) if h.field == "realisasi"]
    shares = [c for c, h in enumerate(result) if h.field == "capaian"]
    without_goal = not any(h.field in ("target", "target_akhir") for h in result)
    if not without_goal or len(results) != 2 or len(shares) != 1:
        return
    earlier, later = sorted(results, key=lambda c: result[c].year or 0)
    if result[earlier].year == result[later].year:
        return
    if _follows(contents, earlier, later, shares[0]) >= _MOST * contents[shares[0]].filled:
        for c, heading in enumerate(result):
            if heading.field in ("capaian", "kategori"):
                set_field(result, c, None)


def _alone(result: list[Heading], contents: Sequence[Contents], c: int) -> None:
    """A capaian of a year without target of its own: realisasi if it follows the targets of other years."""
    if (
        result[c].percent
        or contents[c].mostly(contents[c].percents)
        and not _percents_elsewhere(result, contents)
    ):
        return
    goals = [g for g, h in enumerate(result) if h.field == "target"]
    if goals and any(_tracks(contents, g, c) for g in goals[:1]):
        set_field(result, c, "realisasi")


def _percents_elsewhere(result: Sequence[Heading], contents: Sequence[Contents]) -> bool:
    return any(h.field == "target" and contents[c].percents for c, h in enumerate(result))


def _columns(result: Sequence[Heading], fields: tuple[str, ...], year: int | None) -> list[int]:
    same = [c for c, h in enumerate(result) if h.field in fields and h.year == year]
    if same or year is not None:
        return same or [c for c, h in enumerate(result) if h.field in fields and h.year is None]
    return [c for c, h in enumerate(result) if h.field in fields]


def _follows(contents: Sequence[Contents], goal: int, got: int, share: int) -> int:
    """In how many rows is ``share`` the quotient of ``got`` and ``goal`` in percent, capped or inverse?"""
    count = 0
    for t, r, s in zip(contents[goal].texts, contents[got].texts, contents[share].texts, strict=True):
        target, reached, stated = amount(t), amount(r), amount(s)
        if not target or reached is None or stated is None or target == reached == 100:
            continue
        quotients = [100 * reached / target, 100 * (2 * target - reached) / target]
        count += any(abs(q - stated) <= _RATIO_OFF * max(abs(q), Decimal(1)) for q in quotients)
    return count


def _tracks(contents: Sequence[Contents], goal: int, column: int) -> bool:
    """Do the figures of a column follow those of the targets rather than lie around 100?"""
    nearer = further = 0
    for t, v in zip(contents[goal].texts, contents[column].texts, strict=True):
        target, value = amounts(t), amounts(v)
        ranged = len(target) == 2 and len(value) == 1  # '11,00-10,80', '3±1'
        if not target or not value or len(target) != len(value) and not ranged:
            continue
        if any(unit in t and unit in v for unit in _UNITS):
            nearer += 1
            continue
        wanted, got = target[0], value[0]
        if wanted <= 0 or got <= 0:
            continue
        to_target, to_hundred = _distance(got, wanted), _distance(got, Decimal(100))
        nearer += to_target * _MARGIN < to_hundred
        further += to_target > to_hundred * _MARGIN
    return nearer > further


def _distance(a: Decimal, b: Decimal) -> Decimal:
    """How many times the larger of two positive figures is the smaller."""
    return a / b if a >= b else b / a
