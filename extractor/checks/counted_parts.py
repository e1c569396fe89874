"""CNT001 within one sentence: 'Dari 6 indikator, 5 indikator mencapai target dan 2 indikator belum'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.counted import Count, counts_in
from extractor.checks.findings import Draft, cite, draft
from extractor.checks.prose import Sentence, sentences
from extractor.language.spotting import Spotted, spotted
from extractor.model import Expected, Phrase
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_PARTS = 2  # counts of parts that are held against their whole
_WHOLE = re.compile(r"\bdari\s+(?:(?:total|seluruh|keseluruhan|jumlah|sebanyak|ke)\W*\s*)*$", re.IGNORECASE)


def parts_beyond_their_whole(ledger: Ledger) -> Iterator[Draft]:
    """For CNT001: sentences in which indicators that are told apart, by target or by category, are more than
    all of them together."""
    for sentence in sentences(ledger):
        counts = [c for c in counts_in(sentence.text) if c.noun == "indikator"]
        if len(counts) <= _PARTS:
            continue
        whole, parts = counts[0], counts[1:]
        if _WHOLE.search(sentence.text[: whole.start]) is None or any(c.of for c in counts):
            continue
        kinds = [_kind(sentence.text[c.end :]) for c in parts]
        if _apart(kinds) and sum(c.number for c in parts) > whole.number:
            yield _finding(ledger, sentence, whole, parts)


def _apart(kinds: Sequence[str]) -> bool:
    """Do kinds of indicators share none: on two sides of the target, or in different categories?"""
    categories = {k for k in kinds if k.startswith("=")}
    if categories:
        return len(categories) == len(kinds)
    return len(kinds) == _PARTS and "below" in kinds and bool({"over", "reached"} & set(kinds))


def _kind(rest: str) -> str:
    """How a sentence goes on behind a count: 'over', 'below', 'reached', '=name of a category' or nothing."""
    for kind, pattern in _patterns():
        match = pattern.match(rest)
        if match is not None:
            return f"={match['name'].casefold()}" if kind == "category" else kind
    return ""


@derived
def _patterns() -> tuple[tuple[str, Spotted], ...]:
    words: dict[str, str] = load("counts")["attained"]
    share = rf"(?:{words['share']})?\s*"
    told = [(k, spotted(rf"{share}(?:{words[k]})", re.IGNORECASE)) for k in ("over", "below", "reached")]
    between: str = load("counts")["by_category"]["between"]
    named = spotted(rf"{share}{between}(?P<name>[a-z]+(?:\s+(?:baik|sekali|tinggi|rendah))*)", re.IGNORECASE)
    return (*told, ("category", named))


def _finding(ledger: Ledger, sentence: Sentence, whole: Count, parts: Sequence[Count]) -> Draft:
    total = sum(c.number for c in parts)
    added = " + ".join(str(c.number) for c in parts)
    place = sentence.stated(whole.start, parts[-1].end, value=Decimal(total))
    at = cite(place)
    return draft(
        "CNT001",
        "error",
        indicator="Jumlah indikator",
        measure=None,
        year=ledger.report.year,
        places=[place],
        message=Phrase(
            f"Tertulis {at.id}: {added} = {total}, lebih banyak daripada {whole.number} indikator "
            "seluruhnya. Mohon dikonfirmasi.",
            f"It says {at.en}: {added} = {total}, more than the {whole.number} indicators that there are.",
        ),
        criterion=Phrase(
            "Jumlah bagian tidak melebihi jumlah seluruhnya.", "Parts are not more than their whole."
        ),
        recommendation=Phrase(
            "Perbaiki jumlah yang keliru sesuai tabel pengukuran.",
            "Correct the number that is wrong, by the table of measurement.",
        ),
        expect=Expected(value=Decimal(whole.number), text=Phrase(str(whole.number), str(whole.number))),
        confidence=0.9,
    )
