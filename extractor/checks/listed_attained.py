"""NAR002 for lists: an indicator named among those that attained their targets, which missed its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.checks.attainment import measured, misses
from extractor.checks.findings import Draft, draft, quoted
from extractor.checks.quoting import compiled, excerpt, passages_of, shortened
from extractor.model import Phrase, Statement
from extractor.patterns import load
from extractor.statements.ledger import Ledger
from extractor.statements.mentions import Mentions
from extractor.statements.passages import Passage

_EVERY = re.compile(r"\b(?:semua|seluruh|setiap|masing-masing)\b", re.IGNORECASE)
_NEAR = 25  # characters before the announcement in which it may be said to be about all

CONCLUDES = Phrase(
    "Simpulan dalam teks sesuai dengan tabel yang disimpulkannya.",
    "What the text concludes agrees with the table that it concludes from.",
)


def wrongly_listed(ledger: Ledger) -> Iterator[Draft]:
    """Indicators in a list that is announced as that of the attained, with a capaian below 100 and a missed
    target in every table."""
    passages = passages_of(ledger)
    rules = load("narrative")["listed"]
    leads, unless = compiled(tuple(rules["attained"])), compiled(tuple(rules["unless"]))
    if not any(leads.search(p.text) for p in passages):
        return
    rows = measured(ledger)
    names = Mentions((k, s.names) for k, s in ledger.subjects.items() if s.kind == "indikator")
    for index, passage in enumerate(passages):
        for lead in leads.finditer(passage.text):
            years = set(re.findall(r"\b20\d\d\b", lead.group()))
            if years - {str(ledger.report.year)} or unless.search(lead.group()):
                continue
            if _EVERY.search(passage.text, max(0, lead.start() - _NEAR), lead.end()):
                continue  # a claim about all, told by itself
            for item, start in _items(passages, index, lead.end()):
                for mention in names.find(item.text[start:]):
                    found = rows.get(mention.key, []) if mention.key is not None else []
                    if not found or not all(misses(ledger, row) is True for row in found):
                        continue
                    if unless.search(item.text, start):
                        continue
                    shown = [
                        s
                        for measure in ("target", "realisasi", "capaian")
                        if (s := found[0].get(measure, ledger.report.year)) is not None
                    ]
                    at = (start + mention.start, start + mention.end)
                    yield _finding(ledger, passage, lead, item, at, shown)


def _items(passages: Sequence[Passage], index: int, end: int) -> Iterator[tuple[Passage, int]]:
    """What stands behind the words that announce a list: the rest of the passage, and the list's passages."""
    passage = passages[index]
    rest = passage.text[end:].strip()
    if rest:
        yield passage, end
        if not re.match(r"(?:1|a|A|I)[.)]\s", rest):
            return
    for item in passages[index + 1 :]:
        if not item.body or item.section != passage.section:
            return
        yield item, item.body


def _finding(
    ledger: Ledger,
    passage: Passage,
    lead: re.Match[str],
    item: Passage,
    at: tuple[int, int],
    shown: Sequence[Statement],
) -> Draft:
    subject = ledger.subjects[shown[0].subject]
    said = excerpt(item, *at)
    announced = shortened(lead.group())
    figures = ", ".join(f"{s.measure} {s.text}" for s in shown)
    return draft(
        "NAR002",
        "warning",
        indicator=subject.name,
        measure="capaian",
        year=ledger.report.year,
        places=[said, excerpt(passage, *lead.span()), *shown],
        message=Phrase(
            f"{quoted(said.text)} (halaman {said.page}) disebut dalam daftar {quoted(announced)}, sedangkan "
            f"menurut tabel halaman {shown[0].page} indikator itu tidak mencapai target ({figures}).",
            f"{quoted(said.text)} (page {said.page}) stands in the list {quoted(announced)}, though by the "
            f"table on page {shown[0].page} the indicator missed its target ({figures}).",
        ),
        criterion=CONCLUDES,
        recommendation=Phrase(
            "Sesuaikan daftar dengan tabel pengukuran tahun laporan.",
            "Bring the list in line with the year's measurement.",
        ),
        confidence=0.8,
    )
