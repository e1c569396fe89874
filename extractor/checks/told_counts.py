"""CNT001 for sasaran: two places that count otherwise how many of them were attained.

By which yardstick a sasaran is attained (mean, every indicator, a category) is the report's to choose; that
it counts two failures in one place and one in another is a contradiction by any yardstick.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.counted import Count, counts_in
from extractor.checks.findings import Draft, cite, draft
from extractor.checks.means import Measured, measured
from extractor.checks.prose import Sentence, sentences
from extractor.checks.quoting import compiled
from extractor.language.spotting import Spotted
from extractor.model import Phrase, Stated
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_HUNDRED = Decimal(100)
_FAILED = Phrase("tidak tercapai", "not attained")
_ATTAINED = Phrase("tercapai", "attained")


@dataclass(frozen=True)
class Told:
    """A sentence's count of sasaran that were (not) attained."""

    number: int
    place: Stated


def sasaran_counted_otherwise(ledger: Ledger) -> Iterator[Draft]:
    """For CNT001: counts of attained, or of missed sasaran that differ between sentences."""
    for standing, name in (("failed", _FAILED), ("attained", _ATTAINED)):
        told = list(_told(ledger, standing))
        numbers = {t.number for t in told}
        if len(numbers) > 1:
            yield _finding(ledger, told, name, failed=standing == "failed")


def _told(ledger: Ledger, standing: str) -> Iterator[Told]:
    rules = load("counts")["attained_sasaran"]
    after, before = (compiled(tuple(rules[f"{standing}_{side}"])) for side in ("after", "before"))
    for sentence in sentences(ledger):
        if compiled(tuple(rules["unless"])).search(sentence.text):
            continue
        years = set(re.findall(r"\b20\d\d\b", sentence.text))
        if years - {str(ledger.report.year)}:
            continue
        for count in counts_in(sentence.text):
            if count.noun != "sasaran":
                continue
            start, end = _reach(sentence, count, before, after)
            if start < end:
                yield Told(count.number, sentence.stated(start, end, value=Decimal(count.number)))


def _reach(sentence: Sentence, count: Count, before: Spotted, after: Spotted) -> tuple[int, int]:
    """From where to where the sentence says how the counted sasaran stand; nothing if it does not."""
    following = after.match(sentence.text, _skip_space(sentence.text, count.end))
    if following:
        return count.start, following.end()
    leading = next(
        (
            m
            for m in before.finditer(sentence.text, 0, count.start)
            if not sentence.text[m.end() : count.start].strip()
        ),
        None,
    )
    return (leading.start(), count.end) if leading else (0, 0)


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _finding(ledger: Ledger, told: list[Told], name: Phrase, *, failed: bool) -> Draft:
    first: dict[int, Told] = {}
    for t in told:
        first.setdefault(t.number, t)
    cited = [cite(t.place) for t in first.values()]
    return draft(
        "CNT001",
        "warning",
        indicator=f"Jumlah sasaran yang {name.id}",
        measure="capaian",
        year=ledger.report.year,
        places=[t.place for t in told],
        message=Phrase(
            f"Jumlah sasaran yang {name.id} ditulis berbeda: {'; '.join(c.id for c in cited)}. Mohon "
            "dikonfirmasi.",
            f"The number of sasaran {name.en} is told otherwise in two places: "
            f"{'; '.join(c.en for c in cited)}.",
        ),
        criterion=Phrase(
            "Jumlah sasaran yang tercapai sama di semua bagian laporan.",
            "A report counts its attained sasaran alike everywhere.",
        ),
        recommendation=Phrase(
            "Gunakan satu jumlah yang sesuai dengan tabel pengukuran.",
            "Use one number, that of the measurement table.",
        ),
        diagnosis=_by_table(ledger, failed=failed),
        confidence=0.75,
    )


def _by_table(ledger: Ledger, *, failed: bool) -> Phrase:
    """How many sasaran have a mean below (or not below) 100 by the table that lists the most of them."""
    tables = [m for m in measured(ledger) if m.complete and all(name for name, _ in m.groups)]
    table = max(tables, key=lambda m: len(m.figures), default=None)
    if table is None or len(table.groups) < 2:
        return Phrase("", "")
    number = sum((_mean(table, i) < _HUNDRED) == failed for i in range(len(table.groups)))
    caption = table.sheet.stated(table.figures[0]).where
    side = Phrase("di bawah 100%", "below 100%") if failed else Phrase("100% atau lebih", "100% or more")
    return Phrase(
        f"Menurut “{caption}” rata-rata capaian {number} sasaran {side.id}.",
        f"By “{caption}” {number} sasaran average {side.en}.",
    )


def _mean(table: Measured, index: int) -> Decimal:
    group = table.groups[index][1]
    return sum((f.value for f in group), Decimal(0)) / len(group)
