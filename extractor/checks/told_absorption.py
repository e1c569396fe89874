"""Absorption that a sentence states beside its amounts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.absorption import (
    prints,
)
from extractor.checks.arithmetic import HUNDRED
from extractor.checks.findings import NO_PHRASE, cite, draft, percent
from extractor.checks.prose import Sentence, figure, sentences
from extractor.checks.rupiah import activity, amounts_in, pattern, scaled_amounts
from extractor.checks.sheet import Line, Sheet, sheets
from extractor.checks.told_remainders import explained
from extractor.model import Expected, Finding, Phrase, Quantity, Stated
from extractor.statements.ledger import Ledger

_FINEST = Decimal("0.01")  # of a percentage as it is computed
_OF = re.compile(r"\b(?:dari(?:pada)?|terhadap|atas|dibanding\w*)\s", re.IGNORECASE)
_BEHIND = 40  # characters between the amounts and the percentage that they give

ABSORPTION = Phrase(
    "Serapan = realisasi anggaran / pagu × 100%.", "Absorption = realised budget / budget × 100%."
)


def told_absorption(ledger: Ledger) -> Iterator[Finding]:
    """'Rp A dari Rp B atau 98,36%', '87,14% dari total anggaran Rp B'."""
    totals = _lines_by_budget(ledger)
    for sentence, text, amounts, share in _claims(ledger):
        spent_at, budget_at = (
            pattern("prose", "realisasi").search(text),
            pattern("prose", "anggaran").search(text),
        )
        if (
            spent_at is None
            or budget_at is None
            or re.search(r"\b(?:sisa|naik|turun|meningkat|efisiensi|kenaikan|dibanding)", text, re.I)
        ):
            continue
        quantity = figure(share.group())
        if quantity is None:
            continue
        place = sentence.stated(share.start(), share.end(), value=quantity.value)
        money = [sentence.stated(a.start(), a.end(), value=v) for a, v in amounts]
        if len(amounts) == 2:
            low, high = sorted(v for _, v in amounts)
            between = text[min(a.end() for a, _ in amounts) : max(a.start() for a, _ in amounts)]
            if spent_at.start() > max(a.start() for a, _ in amounts) and not re.search(
                r"\bdari\b", between, re.I
            ):
                continue  # 'dari APBD Rp A dan DAK Rp B dengan realisasi 96%': none of them is the realisasi
            behind = text[max(a.end() for a, _ in amounts) : share.start()]
            if high <= 0 or low * 20 < high or len(between) > 160 or share.start() < amounts[0][0].end():
                continue
            last = max(a.start() for a, _ in amounts)
            if share.end() <= last and not _OF.search(text, share.end(), last):
                continue  # 'Rp A, terserap 97,8%, di luar anggaran dinas Rp B'
            if len(behind) > _BEHIND or re.search(r"\d|fisik|kinerja|target", behind, re.I):
                continue
            ratio = HUNDRED * low / high
            quantity = _unpadded(quantity)
            if prints(quantity, ratio) or prints(quantity, HUNDRED - ratio) or _rounded(text, quantity):
                continue
            if any((m.page, m.value) in explained(ledger) for m in money):
                continue
            yield _prose_ratio(ledger, sentence, amounts[0][0].start(), place, money, ratio, totals, quantity)
        elif re.search(r"%|persen", text) and share.end() <= amounts[0][0].start():
            link = text[share.end() : amounts[0][0].start()]
            found = totals.get(amounts[0][1], [])
            if (
                not re.search(r"\bdari\b", link)
                or not found
                or re.search(r"sasaran|program|kegiatan", text[: share.start()][-120:], re.I)
            ):
                continue
            ratios = [HUNDRED * s / amounts[0][1] for _, _, s in found]
            if not any(prints(quantity, r) for r in ratios):
                yield _prose_ratio(
                    ledger,
                    sentence,
                    amounts[0][0].start(),
                    place,
                    money,
                    ratios[0],
                    totals,
                    quantity,
                    found[0],
                )


_Amounts = list[tuple[re.Match[str], Decimal]]


def _claims(ledger: Ledger) -> Iterator[tuple[Sentence, str, _Amounts, re.Match[str]]]:
    """The percentages of sentences with the one or two amounts that they may be of, and the text that tells
    them: the sentence, or the clause up to each percentage where every one has two amounts of its own."""
    for sentence in sentences(ledger):
        text = sentence.text
        amounts = amounts_in(text)
        shares = [
            m
            for m in pattern("prose", "percent").finditer(text)
            if not any(a.start() <= m.start() < a.end() for a, _ in amounts)
        ]
        if len(shares) == 1:
            if len(amounts) > 2:
                # 'Dari pagu Rp A terealisasi Rp B (93,95%), sehingga tersisa Rp C'
                amounts = [(a, v) for a, v in amounts if a.end() <= shares[0].start()]
                text = text[: shares[0].end()]
            if 1 <= len(amounts) <= 2:
                yield sentence, text, amounts, shares[0]
            continue
        begin = 0
        for share in shares:
            own = [(a, v) for a, v in amounts if begin <= a.start() and a.end() <= share.start()]
            if len(own) == 2:
                # blanks for what stands before, so that places stay those of the sentence
                yield sentence, " " * begin + text[begin : share.end()], own, share
            begin = share.end()


def _unpadded(quantity: Quantity) -> Quantity:
    """'98,840%' as '98,84%': a zero behind two decimals fills the column."""
    readings = tuple(
        r.model_copy(update={"step": _FINEST}) if r.step < _FINEST and r.value % _FINEST == 0 else r
        for r in quantity.readings
    )
    return quantity.model_copy(update={"readings": readings})


def _rounded(text: str, share: Quantity) -> bool:
    """Do the two amounts of a text, rounded as they are printed ('Rp3,09 miliar dari Rp3,31 miliar'), allow
    the share?"""
    low, high = sorted(((v, step) for _, _, v, step in scaled_amounts(text)), key=lambda x: x[0])[:2]
    if max(low[1], high[1]) <= 1 or high[0] <= high[1]:
        return False
    least = HUNDRED * (low[0] - low[1]) / (high[0] + high[1])
    most = HUNDRED * (low[0] + low[1]) / (high[0] - high[1])
    return any(least <= r.value <= most for r in share.readings)


def _lines_by_budget(ledger: Ledger) -> dict[Decimal, list[tuple[Sheet, Line, Decimal]]]:
    result: dict[Decimal, list[tuple[Sheet, Line, Decimal]]] = defaultdict(list)
    for sheet in sheets(ledger):
        for line in sheet.lines:
            spent = [f.value for c, f in line.figures.items() if sheet.field(c) == "realisasi_anggaran"]
            for c, f in line.figures.items():
                if sheet.field(c) == "anggaran" and spent:
                    result[f.value].append((sheet, line, spent[-1]))
    return result


def _prose_ratio(
    ledger: Ledger,
    sentence: Sentence,
    start: int,
    place: Stated,
    money: Sequence[Stated],
    ratio: Decimal,
    totals: dict[Decimal, list[tuple[Sheet, Line, Decimal]]],
    quantity: Quantity,
    row: tuple[Sheet, Line, Decimal] | None = None,
) -> Finding:
    shown, where = percent(ratio), cite(place)
    places: list[Stated] = [place, *money]
    operands = " / ".join(m.text for m in sorted(money, key=lambda m: m.value or Decimal(0)))
    diagnosis = NO_PHRASE
    spent = {s: (sheet, line, budget) for budget, rows in totals.items() for sheet, line, s in rows}
    for m in money:
        known = spent.get(m.value) if m.value is not None else None
        if known is not None and row is None:
            sheet, line, budget = known
            if budget > 0 and prints(quantity, HUNDRED * (m.value or Decimal(0)) / budget):
                printed_budget = next(
                    f for c, f in line.figures.items() if sheet.field(c) == "anggaran" and f.value == budget
                )
                places.append(sheet.stated(printed_budget))
                at = cite(sheet.stated(printed_budget))
                diagnosis = Phrase(
                    f"Persentase itu cocok dengan pagu {at.id}.", f"The percentage fits the budget {at.en}."
                )
    name = "Total anggaran"
    if row is not None:
        sheet, line, _s = row
        figures = [f for c, f in line.figures.items() if sheet.field(c) in ("realisasi_anggaran", "serapan")]
        places.extend(sheet.stated(f) for f in figures)
        operands = f"{figures[0].text} / {money[0].text}"
    elif len(money) == 2:
        named = next(
            (
                line.label
                for m in money
                if m.value is not None and m.value in spent
                for _, line, _ in [spent[m.value]]
            ),
            "",
        )
        name = named or activity(sentence, start) or place.where or name
    slip = abs((quantity.value or Decimal(0)) - ratio) <= Decimal("1.6") * quantity.readings[0].step
    return draft(
        "BUD002",
        "warning" if slip else "error",
        indicator=name,
        measure="serapan",
        year=ledger.report.year,
        places=places,
        message=Phrase(
            f"Serapan tertulis {where.id}; hasil penghitungan ulang {operands} = {shown.id}. Mohon "
            "dikonfirmasi.",
            f"Absorption is given as {where.en}; {operands} = {shown.en}.",
        ),
        criterion=ABSORPTION,
        recommendation=Phrase(
            f"Perbaiki menjadi {shown.id}, atau perbaiki jumlah rupiahnya.",
            f"Correct to {shown.en}, or the amounts.",
        ),
        diagnosis=diagnosis,
        expect=Expected(value=ratio.quantize(Decimal("0.01")), text=shown),
        confidence=0.9,
        accused=[place],
        rests_on=money,
    )
