"""What became of findings between two audits of one report, and between two runs of a batch.

A finding is known by its id, which stays the same when a corrected report is handed in again. It counts as
found again also where it now only follows from another, or no longer does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.batch.store import Entry, Store
from extractor.language.agencies import name_key
from extractor.model import Audit, Consequence, Phrase


class Noted(NamedTuple):
    """A finding as it is compared. ``derived``: it only follows from another."""

    id: str
    derived: bool
    code: str
    severity: str
    indicator: str
    measure: str | None
    year: int | None
    message: Phrase
    pages: tuple[int, ...]


class Change(NamedTuple):
    """The findings of the newer audit that are new or were there before, and those of the older one that
    are gone. What only follows from another finding is left out."""

    resolved: tuple[Noted, ...]
    unchanged: tuple[Noted, ...]
    new: tuple[Noted, ...]


class Pair(NamedTuple):
    """One report in two runs; None where a run does not have it."""

    old: Entry | None
    new: Entry | None


def change(old: Sequence[Noted], new: Sequence[Noted]) -> Change:
    """Compare two lists of findings. Where several have one id, as many as both lists have are unchanged."""
    kept, added = _split(new, old)
    _, gone = _split(old, new)
    return Change(resolved=gone, unchanged=kept, new=added)


def _split(these: Sequence[Noted], others: Sequence[Noted]) -> tuple[tuple[Noted, ...], tuple[Noted, ...]]:
    """Which of these the others have, and which not."""
    left = Counter(other.id for other in others)
    kept: list[Noted] = []
    alone: list[Noted] = []
    for one in sorted(these, key=lambda noted: noted.derived):
        found = left[one.id] > 0
        left[one.id] -= found
        if not one.derived:
            (kept if found else alone).append(one)
    return tuple(kept), tuple(alone)


def of_audit(audit: Audit) -> tuple[Noted, ...]:
    """The findings of an audit, each with what follows from it behind it."""
    return tuple(
        _noted(one, one is not finding) for finding in audit.findings for one in (finding, *finding.derived)
    )


def _noted(finding: Consequence, derived: bool) -> Noted:
    pages = sorted({place.page for place in finding.stated if not place.document})
    return Noted(
        finding.id,
        derived,
        finding.code,
        finding.severity,
        finding.indicator,
        finding.measure,
        finding.year,
        finding.message,
        tuple(pages),
    )


def of_reports(store: Store, reports: Iterable[int]) -> dict[int, tuple[Noted, ...]]:
    """The findings of reports of a store, by the report's number."""
    found: dict[int, list[Noted]] = defaultdict(list)
    for report in set(reports):
        rows = store.sql.execute(
            "SELECT id, cause IS NOT NULL, code, severity, indicator, measure, year, message_id, message_en,"
            " pages FROM findings WHERE report = ? ORDER BY number",
            (report,),
        )
        for id_, derived, code, severity, indicator, measure, year, message, message_en, pages in rows:
            numbers = tuple(int(page) for page in pages.split(",") if page)
            phrase = Phrase(message, message_en)
            found[report].append(
                Noted(id_, bool(derived), code, severity, indicator, measure, year, phrase, numbers)
            )
    return {report: tuple(noted) for report, noted in found.items()}


def pairs(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[Pair, ...]:
    """The reports of two runs side by side: by file, else by agency, year and kind where those leave no
    choice. A corrected report often comes back under another name."""
    before = {entry.file: entry for entry in old}
    result = {entry.file: Pair(before.pop(entry.file, None), entry) for entry in new}
    left = _unique(before.values())
    asked = _unique(pair.new for pair in result.values() if pair.old is None and pair.new is not None)
    for who, entry in asked.items():
        if who in left:
            result[entry.file] = Pair(before.pop(left[who].file), entry)
    gone = (Pair(entry, None) for entry in before.values())
    return tuple(sorted((*result.values(), *gone), key=lambda pair: (pair.new or pair.old or old[0]).file))


def _unique(entries: Iterable[Entry]) -> dict[tuple[str, int | None, str], Entry]:
    """Entries by agency, year and kind, without those of which there are several or no agency is known."""
    grouped: dict[tuple[str, int | None, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.agency:
            grouped[name_key(entry.agency), entry.year, entry.kind].append(entry)
    return {who: group[0] for who, group in grouped.items() if len(group) == 1}
