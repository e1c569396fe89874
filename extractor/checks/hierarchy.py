"""Levels of a table's lines (program, kegiatan, sub kegiatan), and which sums hold over them.

How deep a line lies is told by its code, its label, its numbering or its capitals; which of these a table
means is told by the sums that hold. Nothing is accused by a reading of the levels that does not prove
itself on most other lines of the same table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.sheet import Line, Sheet
from extractor.patterns import derived
from extractor.statements.subjects import read_label

_ROLES = {"program": 1, "kegiatan": 2, "sub_kegiatan": 3}
_ROMAN = re.compile(r"^\(?[IVX]{1,5}[.)]?$")
_ARABIC = re.compile(r"^\(?\d{1,2}[.)]?$")
_LETTER = re.compile(r"^\(?[a-z][.)]$")
_OWN_NUMBER = re.compile(r"^\s*\(?([IVX]{1,5}|\d{1,2}|[a-z])[.)]\s")
_PROVEN = 2  # sums over several lines that must hold before a reading of the levels is believed
_SHARE = Decimal(2) / 3  # of the sums that must hold
_SLACK = Decimal(1)  # rupiah per line that rounding to full rupiah may lose

Levels = tuple[int | None, ...]
"""For each plain line of a sheet how deep it lies; None for a line that belongs nowhere."""


@dataclass(frozen=True)
class Family:
    """A line and the lines right below it in one reading of the levels."""

    parent: Line
    children: tuple[Line, ...]
    leaves: tuple[Line, ...]


@dataclass(frozen=True)
class Outline:
    """A reading of a sheet's levels, with the sums that hold and those that do not."""

    lines: tuple[Line, ...]
    levels: Levels
    families: tuple[Family, ...]
    by_label: bool = False  # the levels are those of the words program (1), kegiatan (2), sub kegiatan (3)

    def upper(self) -> set[int]:
        """The levels without the sub kegiatan."""
        found = sorted({d for d in self.levels if d is not None})
        if self.by_label:
            return {d for d in found if d < _ROLES["sub_kegiatan"]} or set(found)
        return set(found[:2])

    def top(self) -> list[Line]:
        """The lines of the highest level."""
        depths = [d for d in self.levels if d is not None]
        return [x for x, d in zip(self.lines, self.levels, strict=True) if depths and d == min(depths)]


def adds_up(total: Line, parts: Sequence[Line], column: int) -> bool | None:
    """Does a line's figure equal the sum of others'? None if one of them cannot be read or none is there."""
    whole = total.figures.get(column)
    if whole is None or any(column in p.unread for p in parts):
        return None
    figures = [p.figures[column] for p in parts if column in p.figures]
    if not figures:
        return None
    slack = sum((f.reading.step for f in figures if f.reading.step < 1), Decimal(0))  # 58,06 + ... = 100
    if any(f.reading.step < 1 for f in [whole, *figures]) and whole.value >= 10000:
        slack = _SLACK * len(figures)  # rupiah with and without sen
    return abs(sum((f.value for f in figures), Decimal(0)) - whole.value) <= slack


def best_outline(sheet: Sheet, columns: Sequence[int]) -> Outline | None:
    """The reading of the levels under which most sums hold, or None if none proves itself."""
    scored = []
    for outline in outlines(sheet):
        held, failed = score(outline, columns)
        if held >= _PROVEN and held >= _SHARE * (held + failed):
            scored.append((held - failed, -failed, outline))
    return max(scored, key=lambda s: s[:2])[2] if scored else None


def score(outline: Outline, columns: Sequence[int]) -> tuple[int, int]:
    """How many sums over several lines hold, and how many do not."""
    held = failed = 0
    for family in outline.families:
        for c in columns:
            match adds_up(family.parent, family.children, c):
                case True:
                    held += len(family.children) > 1
                case False:
                    failed += adds_up(family.parent, family.leaves, c) is not True
    return held, failed


def outlines(sheet: Sheet) -> Iterator[Outline]:
    """Every reading of the levels that a table allows."""
    lines = tuple(sheet.plain())
    seen: set[Levels] = set()
    labelled = list(_by_label(lines))
    for levels in (_by_code(lines), *labelled, *_by_number(lines), _by_capitals(lines)):
        if levels is None or levels in seen or len({d for d in levels if d is not None}) < 2:
            continue
        seen.add(levels)
        yield Outline(lines, levels, tuple(_families(lines, levels)), levels in labelled)


def _families(lines: Sequence[Line], levels: Levels) -> Iterator[Family]:
    for i, (line, depth) in enumerate(zip(lines, levels, strict=True)):
        if depth is None or not line.figures:
            continue
        below: list[tuple[Line, int]] = []
        for later, deeper in zip(lines[i + 1 :], levels[i + 1 :], strict=True):
            if deeper is None:
                continue
            if deeper <= depth:
                break
            if later.figures or later.unread:
                below.append((later, deeper))
        if not below:
            continue
        # A child is a line that no other line below the parent stands above.
        children, leaves = [], []
        for k, (x, d) in enumerate(below):
            if all(e >= d for _, e in below[:k]):
                children.append(x)
            if k + 1 == len(below) or below[k + 1][1] <= d:
                leaves.append(x)
        yield Family(line, tuple(children), tuple(leaves))


def _by_code(lines: Sequence[Line]) -> Levels | None:
    coded = [x for x in lines if x.figures]
    if not coded or sum(len(x.code) > 0 for x in coded) < 0.8 * len(coded):
        return None
    return tuple(len(x.code) if x.code else None for x in lines)


def _by_label(lines: Sequence[Line]) -> Iterator[Levels]:
    """By the words Program, Kegiatan, Sub Kegiatan at the start of labels, or in a row of their own above
    the line. A line without them lies below the last one that has them (a sub kegiatan below none), or
    beside it."""
    if not any(_role(x.label) for x in lines):
        return
    for beside, deepest in ((False, 3), (False, 9), (True, 9)):
        levels: list[int | None] = []
        last = 0
        announced: int | None = None
        for line in lines:
            role = _role(line.label)
            if not line.figures and not line.unread:
                announced = role or announced
                last = (role - 1 if beside and role else role) or last
                levels.append(None)
                continue
            if role is None and announced is not None:
                # 'Kegiatan :' in one row, its name in the next
                named, role = announced, announced if announced > 1 else None
                last = named if role is None else last
            announced = None
            if role is not None:
                last = role
                levels.append(role)
            else:
                levels.append(max(last, 2) if beside and last > 1 else min(last + 1, deepest))
        yield tuple(levels)


@derived
def _role(label: str) -> int | None:
    found = _ROLES.get(read_label(label).role)
    if found:
        return found
    words = re.sub(r"^\W*(?:[IVX]{1,5}|\d{1,2}|[a-zA-Z])[.)]\s*", "", label).casefold()
    if re.match(r"sub\s*kegiatan\b", words):
        return 3
    if re.match(r"kegiatan\b", words):
        return 2
    return 1 if re.match(r"program\b", words) else None


def _by_number(lines: Sequence[Line]) -> Iterator[Levels]:
    """I, 1, a: in a column of their own or at the start of the label. A bare line lies below the last
    number, or between the Roman and the Arabic ones."""
    for between in (False, True):
        levels: list[int | None] = []
        last = 0
        for line in lines:
            own = _OWN_NUMBER.match(line.label)
            number = (line.number.split() or [own[1] if own else ""])[0]
            if _ROMAN.match(number):
                depth = 1
            elif _ARABIC.match(number):
                depth = 3 if between else 2
            elif _LETTER.match(number):
                depth = 4 if between else 3
            else:
                depth = 2 if between else last + 1
                number = ""
            last = depth if number else last
            levels.append(depth if line.figures or line.unread else None)
        yield tuple(levels)


def _by_capitals(lines: Sequence[Line]) -> Levels | None:
    """'PROGRAM ...' above 'Kegiatan ...': capitals head what is not in capitals."""
    figured = [x for x in lines if x.figures and x.label]
    if not figured or not figured[0].label.isupper():
        return None
    return tuple((1 if x.label.isupper() else 2) if x.figures and x.label else None for x in lines)
