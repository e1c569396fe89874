"""CAP003: caps on capaian, stated or shown, that are not kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.capaian import right_value
from extractor.checks.findings import (
    NO_PHRASE,
    Draft,
    draft,
    expectation,
    listing,
    percent,
    quoted,
)
from extractor.checks.registry import rule
from extractor.checks.rows import Measured, Reading, is_indicator, read_rows
from extractor.model import Finding, Paragraph, Phrase, Stated, Statement
from extractor.statements.ledger import Ledger

_CAP_QUOTE = 160  # characters of the sentence that states a cap


@rule(
    "CAP003",
    severity="error",
    title=Phrase("Batas capaian tidak dipakai secara konsisten", "A cap on capaian is not kept"),
)
def capaian_cap(ledger: Ledger) -> Iterator[Finding]:
    """A cap that the report states is not kept, or one column caps some rows and not others.

    Why: averages and rankings depend on it; the report itself says, or its own column shows, the other way.

    Example: "lebih dari 100% termasuk pada angka 100%", then a capaian of 389,8%; or 100 for 51,58/46,25
    in a column that has 120,72 and 144,84 in other rows.

    The agency should apply one cap to every row, or none.
    """
    rows = read_rows(ledger)
    if ledger.conventions.cap is not None:
        yield from _stated_cap(ledger, ledger.conventions.cap, ledger.conventions.cap_place)
        return
    columns: dict[tuple[str | None, int | None], list[Measured]] = defaultdict(list)
    for m in rows.measured:
        if m.capaian.measure == "capaian":
            columns[(m.capaian.table, m.capaian.year)].append(m)
    for (_, year), found in columns.items():
        capped = [m for m in found if _cap_needed(m) is not None]
        for cap in sorted({c for m in capped if (c := _cap_needed(m)) is not None and c >= 100}):
            kept = [m for m in capped if _cap_needed(m) == cap]
            above = [
                m
                for m in found
                if _cap_needed(m) is None
                and m.ways
                and any(r.value > cap for r in m.capaian.quantity.readings)
            ]
            if kept and above:
                yield _mixed_cap(rows, cap, year, kept, above)


def _cap_needed(m: Measured) -> int | None:
    """The cap without which the row's capaian does not follow."""
    caps = {w.cap for w in m.ways}
    found = {c for c in caps if c}
    return min(found) if found and None not in caps else None


def _stated_cap(ledger: Ledger, cap: int, where: Paragraph | None) -> Iterator[Draft]:
    own = [
        s
        for s in ledger.statements
        if s.measure == "capaian" and not s.document and is_indicator(ledger, s) and s.quantity.readings
    ]
    over = [s for s in own if all(r.value - r.step / 2 > cap for r in s.quantity.readings)]
    if not over:
        return
    subjects = {s.subject for s in over}
    at_cap = [s for s in own if s.subject in subjects and any(r.value == cap for r in s.quantity.readings)]
    places: list[Statement | Stated] = [*over, *at_cap]
    quote = NO_PHRASE
    if where is not None:
        text = _around(where.text, str(cap))
        at = max(0, where.text.find(text))
        page, box = where.locate(at, at + len(text))
        places.insert(
            0,
            Stated(
                value=Decimal(cap),
                text=text,
                page=page,
                bbox=box,
                where=where.section,
                source=where.source,
            ),
        )
        quote = Phrase(f" ({quoted(text)}, halaman {where.page})", f" ({quoted(text)}, page {where.page})")
    listed, kept = listing(over), listing(at_cap)
    also_id = f" Di tempat lain batas itu dipakai: {kept.id}." if at_cap else ""
    also_en = f" Elsewhere it is kept: {kept.en}." if at_cap else ""
    names = list(dict.fromkeys(s.indicator for s in over))
    yield draft(
        "CAP003",
        "error",
        indicator=names[0] if len(subjects) == 1 else "; ".join(names[:4]),
        measure="capaian",
        year=over[0].year,
        places=places,
        message=Phrase(
            f"Laporan membatasi capaian pada {cap}%{quote.id}, tetapi tertulis {listed.id}.{also_id}",
            f"The report caps capaian at {cap}%{quote.en}, but prints {listed.en}.{also_en}",
        ),
        criterion=Phrase(
            "Batas capaian yang dinyatakan laporan berlaku untuk setiap baris.",
            "A cap that the report states holds for every row.",
        ),
        recommendation=Phrase(
            f"Mohon dipakai satu cara: {cap}% di semua tempat, atau tanpa batas dan ketentuannya dihapus.",
            f"Please use one way: {cap}% everywhere, or no cap and without the provision.",
        ),
        accused=[*over, *at_cap],
        confidence=0.9,
    )


def _around(text: str, word: str) -> str:
    """The part of a sentence around a word, not too long for a message."""
    flat = " ".join(text.split())
    if len(flat) <= _CAP_QUOTE:
        return flat
    at = max(0, flat.find(word) - _CAP_QUOTE // 2)
    return flat[at : at + _CAP_QUOTE].strip()


def _mixed_cap(
    rows: Reading, cap: int, year: int | None, kept: Sequence[Measured], above: Sequence[Measured]
) -> Draft:
    values = [(m, right_value(rows, m)[1]) for m in kept]
    rights = [percent(v) for _, v in values if v is not None]
    right = Phrase(", ".join(r.id for r in rights), ", ".join(r.en for r in rights))
    capped, others = listing([m.capaian for m in kept]), listing([m.capaian for m in above])
    names = list(dict.fromkeys(m.capaian.indicator for m in kept))
    return draft(
        "CAP003",
        "error",
        indicator="; ".join(names[:4]),
        measure="capaian",
        year=year,
        places=[s for m in kept for s in (m.capaian, m.target, m.realisasi)] + [m.capaian for m in above],
        message=Phrase(
            f"Capaian tertulis {capped.id}, seharusnya {right.id} jika tidak dibatasi; pada kolom yang sama "
            "baris "
            f"lain tidak dibatasi: {others.id}.",
            f"The capaian is printed {capped.en}, but {right.en} without a cap; other rows of the column are "
            "not "
            f"capped: {others.en}.",
        ),
        criterion=Phrase(
            "Satu kolom capaian memakai satu ketentuan batas.",
            "One column of capaian keeps one cap, or none.",
        ),
        recommendation=Phrase(
            f"Mohon dikonfirmasi; capaian diperbaiki menjadi {right.id}, atau batas {cap}% dipakai pada "
            "semua baris.",
            f"Please confirm; correct the capaian to {right.en}, or cap every row at {cap}%.",
        ),
        expect=expectation(None, values[0][1]) if len(values) == 1 else None,
        accused=[m.capaian for m in kept],
        confidence=0.85,
    )
