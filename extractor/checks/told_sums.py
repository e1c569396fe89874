"""Totals that running text tells with all their parts, for AGG002 (people, things) and BUD001 (money)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.arithmetic import printed
from extractor.checks.findings import Draft, cite, draft, quoted
from extractor.checks.prose import passages
from extractor.checks.quoting import last_heading
from extractor.checks.rupiah import amounts_in, pattern
from extractor.checks.sheet import amount as shown_amount
from extractor.checks.told_amounts import Amount
from extractor.checks.told_parts import Told, told_wholes
from extractor.checks.told_parts_before import wholes_before
from extractor.model import Expected, Interval, Phrase, Stated
from extractor.statements.ledger import Ledger

# By how much the parts may differ from their whole: a larger difference is a whole of something else.
_NEAR = Decimal("1.5")
_MOST_PARTS = 6  # amounts before a drawn total; of more, some belong to something else

SUM_CRITERION = Phrase("Jumlah sama dengan penjumlahan bagian-bagiannya.", "A total is the sum of its parts.")
_FIT = Phrase(
    "Perbaiki bagian atau jumlahnya sesuai dokumen sumbernya.",
    "Correct the parts or the total as in their source.",
)
_FIT_BUDGET = Phrase(
    "Perbaiki bagian atau jumlahnya sesuai dokumen anggaran.",
    "Correct the parts or the total as in the budget document.",
)


def wrong_counts(ledger: Ledger) -> Iterator[Draft]:
    """For AGG002: people and things."""
    for told in _wrong(ledger):
        if not told.whole.money:
            yield _finding(ledger, told)


def wrong_amounts(ledger: Ledger) -> Iterator[Draft]:
    """For BUD001: money, and totals drawn from the amounts of a passage."""
    accused: set[Stated] = set()
    for told in _wrong(ledger):
        if told.whole.money:
            finding = _finding(ledger, told)
            accused.update(finding.stated)
            yield finding
    for total, parts in _drawn_totals(ledger):
        if not any(a.page == total.page and a.value == total.value for a in accused):
            yield _drawn(ledger, total, parts)


def _wrong(ledger: Ledger) -> list[Told]:
    return ledger.once(
        "told sums", lambda: [t for t in (*told_wholes(ledger), *wholes_before(ledger)) if not _follows(t)]
    )


# ---------------------------------------------------------------------------------------------- judging


def _follows(told: Told) -> bool:
    """May the whole be the sum of its parts, or are they not its parts at all?"""
    total, parts = _span([told.whole]), _span(told.parts)
    if min(total.low, parts.low) <= 0:
        return True
    if parts.low > _NEAR * total.high or total.low > _NEAR * parts.high:
        return True
    if told.at_most:
        return parts.low <= total.high
    others = [a for a in told.beside if a not in told.parts and a.unit == told.whole.unit and a.reading()]
    return (
        total.meets(parts)
        or any(total.meets(span) for span in _other_sums(told))
        or any(_span([a]).meets(parts) for a in others)  # another amount is their whole
    )


def _other_sums(told: Told) -> Iterator[Interval]:
    """What else the amounts of the sentence give: runs of them in order, with or without those in brackets,
    and the first less the others ('60 orang, 5 orang pensiun, sehingga jumlah 55')."""
    known = [a for a in told.beside if a.reading() is not None and a.money == told.whole.money]
    for view in (known, [a for a in known if not a.bracketed], [a for a in known if a.bracketed]):
        for i in range(len(view)):
            for k in range(i + 1, len(view) + 1):
                yield _span(view[i:k])
    first, rest = _span(told.parts[:1]), _span(told.parts[1:])
    yield Interval(first.low - rest.high, first.high - rest.low)


def _span(found: Sequence[Amount]) -> Interval:
    """The numbers that a sum of printed amounts stands for. Counts and amounts in full are exact; only the
    sen of full rupiah may have been dropped."""
    readings = [r for a in found if (r := a.reading()) is not None]
    total = sum((r.value for r in readings), Decimal(0))
    if all(r.value == r.value.to_integral_value() and r.step <= 1 for r in readings):
        slack = Decimal(len(found)) / 2 if found[0].money else Decimal(0)
        return Interval(total - slack, total + slack)
    spans = [printed(r) for r in readings]
    return Interval(sum((s.low for s in spans), Decimal(0)), sum((s.high for s in spans), Decimal(0)))


# --------------------------------------------------------------------------------------------- findings


def _finding(ledger: Ledger, told: Told) -> Draft:
    whole, parts = told.whole.stated(), [a.stated() for a in told.parts]
    money = told.whole.money
    sum_ = sum((p.value for p in parts if p.value is not None), Decimal(0))
    name = last_heading(told.whole.passage.section)
    return _told_otherwise(
        ledger,
        "BUD001" if money else "AGG002",
        "Total anggaran" if money else f"Jumlah {told.whole.unit or told.whole.noun}".strip() or name,
        whole,
        parts,
        sum_,
        at_most=told.at_most,
    )


def _told_otherwise(
    ledger: Ledger,
    code: str,
    name: str,
    whole: Stated,
    parts: Sequence[Stated],
    sum_: Decimal,
    *,
    at_most: bool = False,
) -> Draft:
    where, shown = cite(whole), shown_amount(sum_)
    off = shown_amount(abs(sum_ - (whole.value or Decimal(0))))
    listed = " + ".join(quoted(p.text) for p in parts)
    more = Phrase(" dan melebihi seluruhnya", ", which is more than all") if at_most else Phrase("", "")
    money = code == "BUD001"
    return draft(
        code,
        "error",
        indicator=name,
        measure="anggaran" if money else None,
        year=ledger.report.year,
        places=[whole, *parts],
        message=Phrase(
            f"Tertulis total {where.id}; hasil penjumlahan {listed} adalah {shown.id}{more.id} "
            f"(selisih {off.id}). Mohon dikonfirmasi.",
            f"The total is given as {where.en}; {listed} add up to {shown.en}{more.en} "
            f"(a difference of {off.en}).",
        ),
        criterion=SUM_CRITERION,
        recommendation=_FIT_BUDGET if money else _FIT,
        expect=Expected(value=sum_, text=shown),
        confidence=0.85,
    )


# ----------------------------------------------------------------------------------------- drawn totals


def _drawn_totals(ledger: Ledger) -> Iterator[tuple[Stated, list[Stated]]]:
    """Totals that a sentence draws from the amounts of its passage ('... sehingga total anggaran ...')."""
    for passage in passages(ledger):
        found = amounts_in(passage.text)
        for i, (match, total) in enumerate(found):
            if not 2 <= i < _MOST_PARTS or not pattern("prose", "sums").search(passage.text[: match.start()]):
                continue
            parts = [v for _, v in found[:i]]
            if sum(parts, Decimal(0)) == total or total <= max(parts) or any(total == v for v in parts):
                continue
            if any(sum(parts[k:], Decimal(0)) == total for k in range(i)):
                continue
            *places, whole = [passage.stated(m.start(), m.end(), value=v) for m, v in found[: i + 1]]
            yield whole, places


def _drawn(ledger: Ledger, total: Stated, parts: Sequence[Stated]) -> Draft:
    sum_ = sum((p.value for p in parts if p.value is not None), Decimal(0))
    return _told_otherwise(ledger, "BUD001", "Total anggaran", total, parts, sum_)
