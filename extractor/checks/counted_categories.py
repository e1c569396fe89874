"""CNT001 by category: '5 (lima) indikator masuk kategori Baik Sekali' against the categories of tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.counted import Count, counts_in
from extractor.checks.findings import Draft, cite, draft, quoted
from extractor.checks.prose import sentences
from extractor.checks.rated import Rated, label_pattern, rated_rows
from extractor.checks.scale import Scale, comparable, read_scales
from extractor.model import Expected, Phrase, Stated, Statement
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_FEWEST = 3  # rows of a table that counts its indicators by category


def counted_by_category(ledger: Ledger) -> Iterator[Draft]:
    """For CNT001: numbers of indicators in a category that no table with all of them gives, neither by its
    labels nor by its values."""
    scales = read_scales(ledger)
    tables = _tables(ledger, scales) if scales else []
    if not tables:
        return
    told = load("counts")["by_category"]
    pattern = re.compile(rf"{told['between']}(?P<label>{label_pattern(scales)})\b(?!\s*[-/])", re.I)
    seen: set[tuple[int, str]] = set()
    total = len(tables[0])
    for sentence in sentences(ledger):
        counts = [c for c in counts_in(sentence.text) if c.noun == "indikator"]
        if not counts or re.search(told["unless"], sentence.text, re.I):
            continue
        for count in counts:
            match = pattern.match(sentence.text, count.end)
            if match is None or not _of_all(sentence.text, count, total):
                continue
            label = " ".join(match["label"].split())
            known = [s for s in scales if s.named(label)]
            key = (count.number, comparable(label))
            if len(known) != 1 or len(label) <= 2 or key in seen:
                continue
            numbers = [_numbers(rows, label, known[0]) for rows in tables]
            if any(count.number in n for n in numbers):
                continue
            seen.add(key)
            place = sentence.stated(count.start, match.end(), value=Decimal(count.number))
            yield _finding(ledger, place, label, tables[0], known[0])


def _of_all(text: str, count: Count, total: int) -> bool:
    """Does a sentence count among all indicators: 'dari 7 indikator, 5 indikator masuk kategori ...'?"""
    told = [c for c in counts_in(text) if c.noun == "indikator" and c.start < count.start]
    return count.number <= total and (count.of == total or any(c.number == total for c in told))


def _tables(ledger: Ledger, scales: Sequence[Scale]) -> list[list[Rated]]:
    """The rated rows of each table that rates most indicators in the report's year."""
    found: dict[str, list[Rated]] = defaultdict(list)
    for r in rated_rows(ledger):
        if r.column is not None and r.year in (None, ledger.report.year) and _of_indicator(ledger, r):
            found[r.column[0]].append(r)
    most = max((len(rows) for rows in found.values()), default=0)
    complete = [rows for rows in found.values() if len(rows) == most >= _FEWEST]
    return [rows for rows in complete if all(any(s.named(r.label) for s in scales) for r in rows)]


def _of_indicator(ledger: Ledger, rated: Rated) -> bool:
    subject = ledger.subjects.get(rated.statement.subject) if rated.statement is not None else None
    return subject is not None and subject.kind == "indikator"


def _numbers(rows: Sequence[Rated], label: str, scale: Scale) -> set[int]:
    """How many rows are in a category, by what they are called and by their values."""
    bands = scale.named(label)
    called = sum(bool(set(scale.named(r.label)) & set(bands)) for r in rows)
    valued = sum(scale.band_of(r.quantity.readings[0].value) in bands for r in rows)
    return {called, valued}


def _finding(ledger: Ledger, place: Stated, label: str, rows: Sequence[Rated], scale: Scale) -> Draft:
    right = min(_numbers(rows, label, scale))
    off = [r for r in rows if scale.band_of(r.quantity.readings[0].value) not in scale.named(r.label)]
    where, at = cite(place), cite(rows[0].category)
    return draft(
        "CNT001",
        "error",
        indicator=f"Jumlah indikator berkategori {label}",
        measure="kategori",
        year=ledger.report.year,
        places=[place, *(r.category for r in rows)],
        message=Phrase(
            f"Tertulis {where.id}, sedangkan menurut tabel ({at.id} dan baris lainnya) ada {right} indikator "
            f"berkategori {quoted(label)}. Mohon dikonfirmasi.",
            f"The text has {where.en}, but by the table ({at.en} and the other rows) {right} indicators are "
            f"{quoted(label)}.",
        ),
        criterion=Phrase(
            "Jumlah indikator dalam narasi sama dengan yang dimuat tabel.",
            "A count in the text is that of the tables.",
        ),
        recommendation=Phrase(
            f"Perbaiki jumlah menjadi {right}, atau kategori pada tabel.",
            f"Correct the number to {right}, or the categories of the table.",
        ),
        expect=Expected(value=Decimal(right), text=Phrase(str(right), str(right))),
        confidence=0.8,
        # Where a row's category is not that of its value, the number may follow from either.
        rests_on=[s for r in off for s in (r.category, r.statement) if isinstance(s, Statement)],
    )
