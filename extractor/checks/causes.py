"""One root cause is one finding: what only follows from another hangs on it.

A finding follows from another if it rests on a figure that the other calls wrong (a capaian computed from
a mistyped target), or if it accuses nothing that the other, which says more, does not accuse already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from extractor.checks.findings import Draft, join
from extractor.model import Consequence, Finding, Phrase

# Of two findings that accuse the same figure, the code further left says why; the other follows.
_EXPLAINS = (
    "REA004",
    "CAP006",
    "CAP003",
    "CAP002",
    "REA002",
    "CAP001",
    "TGT001",
    "REA001",
    "REA003",
    "TGT002",
    "CAP004",
)
_RANK = {code: rank for rank, code in enumerate(_EXPLAINS)}
_LAST = len(_EXPLAINS)


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without doubles, with consequences under their causes, in the order given."""
    drafts = _without_doubles(findings)
    causes = _cause_of(drafts)
    for index, other in _exchanged(drafts):
        causes.setdefault(other, index)
        drafts[index] = _with_exchange(drafts[index], drafts[other])
    children: dict[int, list[Consequence]] = {}
    for index, finding in enumerate(drafts):
        root = _root(index, causes)
        if root != index and isinstance(finding, Draft):
            children.setdefault(root, []).append(finding.consequence())
    result: list[Finding] = []
    for index, finding in enumerate(drafts):
        if _root(index, causes) != index:
            continue
        derived = children.get(index, [])
        if isinstance(finding, Draft):
            result.append(finding.plain(derived))
        else:
            result.append(finding)
    return _told_apart(result)


def _without_doubles(findings: Iterable[Finding]) -> list[Finding]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for f in findings:
        key = (f.code, f.indicator, f.measure, f.year, tuple((s.page, s.bbox, s.text) for s in f.stated))
        if key not in seen:
            seen.add(key)
            kept.append(f)
    return kept


def _cause_of(findings: Sequence[Finding]) -> dict[int, int]:
    """For each finding that follows from exactly one other, that other."""
    causes: dict[int, int] = {}
    for index, finding in enumerate(findings):
        if not isinstance(finding, Draft):
            continue
        # What a report says about itself stands without any other document.
        within = not _names_document(finding)
        resting = [
            other
            for other, cause in enumerate(findings)
            if other != index
            and isinstance(cause, Draft)
            and not (within and _names_document(cause))
            and cause.accused & finding.rests_on
            and not (finding.accused & cause.rests_on)
        ]
        if len(resting) == 1:
            causes[index] = resting[0]
            continue
        # A capaian that rests on two wrong figures cannot be settled by correcting one: it stands alone.
        explaining = [
            other
            for other, cause in enumerate(findings)
            if other != index
            and isinstance(cause, Draft)
            and not (within and _names_document(cause))
            and finding.accused
            and finding.accused <= cause.accused
            and _rank(cause) < _rank(finding)
        ]
        if explaining:
            causes[index] = min(explaining, key=lambda other: (_rank(findings[other]), other))
    return causes


def _exchanged(findings: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """Pairs of findings about one indicator that are one slip: each figure is what the other should be, as
    where a sentence gives target and realisasi in each other's place."""
    for first, second in combinations(range(len(findings)), 2):
        a, b = findings[first], findings[second]
        if a.indicator != b.indicator or not isinstance(a, Draft) or not isinstance(b, Draft):
            continue
        if (a.measure, a.year) == (b.measure, b.year) or not a.accused or not b.accused:
            continue
        right = [f.expected.value if f.expected else None for f in (a, b)]
        wrong = [f.stated[0].value for f in (a, b)]
        if None in right or right != wrong[::-1] or a.stated[0].page != b.stated[0].page:
            continue
        yield (second, first) if b.measure == "target" else (first, second)


def _with_exchange(cause: Finding, other: Finding) -> Finding:
    one, two = cause.stated[0].text, other.stated[0].text
    note = Phrase(
        f"“{one}” dan “{two}” pada halaman {cause.stated[0].page} tampak tertukar.",
        f"“{one}” and “{two}” on page {cause.stated[0].page} seem to stand in each other's place.",
    )
    return cause.model_copy(update={"diagnosis": join(note, cause.diagnosis)})


def _names_document(finding: Finding) -> bool:
    return any(place.document for place in finding.stated)


def _rank(finding: Finding) -> int:
    return _RANK.get(finding.code, _LAST)


def _root(index: int, causes: dict[int, int]) -> int:
    """The first cause; a ring of causes has none and each stands for itself."""
    seen = {index}
    current = index
    while current in causes:
        current = causes[current]
        if current in seen:
            return index
        seen.add(current)
    return current


def _told_apart(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings with different ids: the second of one code, indicator, measure and year gets '-2'."""
    counts: dict[str, int] = {}

    def unique(old: str) -> str:
        counts[old] = counts.get(old, 0) + 1
        return old if counts[old] == 1 else f"{old}-{counts[old]}"

    result = []
    for f in findings:
        own = unique(f.id)
        derived = tuple(d.model_copy(update={"id": unique(d.id)}) for d in f.derived)
        result.append(f.model_copy(update={"id": own, "derived": derived}))
    return tuple(result)
