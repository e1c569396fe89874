"""Reports handed in as several files: which belong together, and in which order they are bound.

'cover 2018.pdf', 'DAFTAR ISI LKJIP2018.pdf', 'BAB I PENDAHULUAN.pdf', ... in one folder are one report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from extractor.patterns import derived, load

_ROMAN = {"i": 1, "v": 5, "x": 10}
_LEADING_NUMBER = re.compile(r"^\d{1,2}\s*[.)]?\s+(?=\D)")  # '01. cover'
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


class Part(NamedTuple):
    """What a file's name says of its place in a report: the words before ('dinkes'), which part it is, and
    the part's number ('BAB III': 3; 0 without one)."""

    before: str
    order: int
    number: int
    is_chapter: bool


@derived
def _wordings() -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    parts: dict[str, list[str]] = load("batch")["parts"]
    return tuple(
        (
            order,
            kind,
            re.compile(
                rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
                + (r"\s*(?P<n>[ivx]{1,4}|\d{1,2})\b" if kind == "bab" else r"\b(?:\s*(?P<n>\d{1,2})\b)?")
            ),
        )
        for order, (kind, words) in enumerate(parts.items())
    )


def part_of(name: str) -> Part | None:
    """The part that a file's name names, or None: it is a document of its own.

    >>> part_of("BAB III AKUNTABILITAS KINERJA.pdf")
    Part(before='', order=5, number=3, is_chapter=True)
    """
    stem = PurePosixPath(name).name.rpartition(".")[0].casefold()
    text = _LEADING_NUMBER.sub("", " ".join(re.sub(r"[\s_.,()-]+", " ", stem).split()))
    found = [
        (match.start(), -match.end(), order, kind, match["n"])
        for order, kind, pattern in _wordings()
        if (match := pattern.search(text))
    ]
    if not found:
        return None
    start, _, order, kind, number = min(found)
    return Part(text[:start].strip(), order, _number(number), kind == "bab")


def _number(text: str | None) -> int:
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    values = [_ROMAN[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def groups(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The files that make up one report each, in the order in which they are bound; files that stand alone
    are left out.

    Files of one folder with the same words before the part are one report, if among them is a chapter and no
    part comes twice. Where one comes twice, the years in the names tell the reports apart.
    """
    together: dict[tuple[str, str], list[tuple[Part, str]]] = defaultdict(list)
    for name in sorted(names):
        part = part_of(name)
        if part is not None:
            together[PurePosixPath(name).parent.as_posix(), part.before].append((part, name))
    result = []
    for members in together.values():
        result += [_bound(group) for group in _apart(members) if _is_report(group)]
    return result


def _apart(members: Sequence[tuple[Part, str]]) -> list[list[tuple[Part, str]]]:
    if not _repeats(members):
        return [list(members)]
    years: dict[str, list[tuple[Part, str]]] = defaultdict(list)
    for part, name in members:
        years["".join(_YEAR.findall(PurePosixPath(name).name)[:1])].append((part, name))
    return list(years.values())


def _repeats(members: Sequence[tuple[Part, str]]) -> bool:
    """Does a chapter come twice? A report has several attachments and lists, but one BAB III."""
    chapters = [part.number for part, _ in members if part.is_chapter]
    return len(set(chapters)) < len(chapters)


def _is_report(members: Sequence[tuple[Part, str]]) -> bool:
    return len(members) > 1 and any(part.is_chapter for part, _ in members) and not _repeats(members)


def _bound(members: Sequence[tuple[Part, str]]) -> tuple[str, ...]:
    return tuple(name for _, name in sorted(members, key=lambda m: (m[0].order, m[0].number, m[1])))
