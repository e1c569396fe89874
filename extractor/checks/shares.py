"""REA004, REA005: percentages against the counts printed with them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from extractor.checks import arithmetic
from extractor.checks.agreement import agree
from extractor.checks.calculations import calculations
from extractor.checks.findings import (
    NO_PHRASE,
    Draft,
    cite,
    draft,
    expectation,
    name_of,
    number,
    of_year,
    percent,
    quoted,
)
from extractor.checks.registry import rule
from extractor.checks.rows import audited_year, is_indicator, read_rows
from extractor.checks.told_ratios import shares_of_wholes
from extractor.checks.told_shares import DIVIDED, TRACEABLE, impossible_counts, parts_of_wholes
from extractor.model import Finding, Paragraph, Phrase, Stated, Statement
from extractor.model import Reading as Figure
from extractor.patterns import load
from extractor.statements.ledger import Ledger


@rule(
    "REA004",
    severity="error",
    title=Phrase(
        "Persentase tidak mengikuti pembilang dan penyebutnya",
        "A percentage does not follow from its numerator and denominator",
    ),
)
def printed_fraction(ledger: Ledger) -> Iterator[Finding]:
    """A percentage is printed with its numerator and denominator and does not follow from them.

    What: divisions written out in cells and sentences, and shares that a sentence gives with a part and its
    whole ("Dari 61 standar, 53 telah tercapai atau 83,6%", "Rp A dari target Rp B atau 103,92%").

    Why: the division can be repeated by anybody, and the capaian was made from the percentage.

    Example: 639/1.257 x 100% = 51,00% (50,84% is right).

    The agency should print the quotient, or the numerator and denominator that were meant.
    """
    rows = read_rows(ledger)
    yield from _written_out(ledger)
    told: set[tuple[int, Decimal]] = set()
    for finding in parts_of_wholes(ledger):
        told.update((p.page, p.value) for p in finding.stated if p.value is not None)
        yield finding
    yield from shares_of_wholes(ledger, told)
    for s in ledger.statements:
        top, bottom = s.quantity.numerator, s.quantity.denominator
        if top is None or not bottom or s.document or not is_indicator(ledger, s):
            continue
        if arithmetic.fraction_reaches(s.quantity, top, bottom):
            continue
        value = top / bottom * 100
        right, at = percent(value), cite(s)
        n, d = (
            number(top, max(0, -int(top.as_tuple().exponent))),
            number(bottom, max(0, -int(bottom.as_tuple().exponent))),
        )
        made = [c for c in rows.row_of(s) if c.measure == "capaian" and c.year in (s.year, None)]
        target = next((t for t in rows.row_of(s) if t.measure == "target" and t.year == s.year), None)
        after = NO_PHRASE
        if made and target is not None and target.quantity.value:
            capaian = percent(100 * value / target.quantity.value)
            after = Phrase(
                f"Capaian {quoted(made[0].text)} dihitung dari persentase itu; dari pembilang dan "
                f"penyebutnya {capaian.id}.",
                f"The capaian {quoted(made[0].text)} was made from it; from numerator and denominator it is "
                f"{capaian.en}.",
            )
        yield draft(
            "REA004",
            "error",
            indicator=s.indicator,
            measure=s.measure,
            year=s.year,
            places=[s, *made],
            message=Phrase(
                f"{name_of(s.measure).id.capitalize()}{of_year(s.year)} tertulis {at.id}, sedangkan "
                f"{n.id}/{d.id} × 100 adalah {right.id}.",
                f"The {name_of(s.measure).en}{of_year(s.year)} is printed {at.en}, but {n.en}/{d.en} × 100 "
                f"is {right.en}.",
            ),
            criterion=DIVIDED,
            recommendation=Phrase(
                f"Mohon dikonfirmasi dan diperbaiki menjadi {right.id} beserta capaiannya.",
                f"Please confirm and correct it to {right.en}, with its capaian.",
            ),
            diagnosis=after,
            expect=expectation(None, value),
            accused=[s],
        )


_STACKED_SLACK = 2  # times that a result may be off before the figures are hardly those of one fraction


def _written_out(ledger: Ledger) -> Iterator[Draft]:
    """Divisions that running text writes out with their result: '639/1.257 x 100% = 51,00%'."""
    for one in calculations(ledger):
        if one.follows:
            continue
        value, printed_value = one.nearest, one.results[0].value
        if one.stacked and not value / _STACKED_SLACK <= printed_value <= value * _STACKED_SLACK:
            continue
        places = max(2, -int(one.results[0].step.as_tuple().exponent)) if one.results[0].step < 1 else 0
        right = percent(value) if one.percent else number(value, places)
        slipped = one.factor * printed_value
        note = NO_PHRASE
        if one.percent and abs(slipped - value) <= one.factor * one.results[0].step:
            note = Phrase("Perkalian dengan 100 terlewat.", "The multiplication by 100 was left out.")
        yield draft(
            "REA004",
            "error",
            indicator=one.section.rsplit(" > ", 1)[-1],
            measure=None,
            year=None,
            places=[
                Stated(
                    value=printed_value,
                    text=one.text,
                    page=one.page,
                    bbox=one.bbox,
                    where=one.section,
                    source=one.source,
                )
            ],
            message=Phrase(
                f"Tertulis {quoted(one.text)} (halaman {one.page}), sedangkan hasil pembagian itu adalah "
                f"{right.id}.",
                f"It is printed {quoted(one.text)} (page {one.page}), but the division gives {right.en}.",
            ),
            criterion=DIVIDED,
            recommendation=Phrase(
                f"Mohon dikonfirmasi dan diperbaiki menjadi {right.id}, atau pembilang dan penyebutnya.",
                f"Please confirm and correct it to {right.en}, or its numerator and denominator.",
            ),
            diagnosis=note,
            expect=expectation(None, value),
        )


@rule(
    "REA005",
    severity="warning",
    title=Phrase(
        "Persentase tidak mungkin berasal dari jumlah yang dicantumkan",
        "A percentage cannot come from the count printed with it",
    ),
)
def impossible_share(ledger: Ledger) -> Iterator[Finding]:
    """A percentage is printed in one sentence with a count, and no whole number turns the one into the other.

    Why: it shows that the percentage was made from other data than the report tells.

    Example: 39,67% from 63 people: 63/159 is 39,62% and 63/158 is 39,87%.

    The agency should print the number of which the count is the share.
    """
    year = audited_year(ledger)
    told: set[tuple[int, Decimal]] = set()
    counted = _counts_by_share(ledger)
    for s in ledger.statements:
        if s.measure != "realisasi" or s.year != year or not is_indicator(ledger, s):
            continue
        figure = s.quantity.exact
        if figure is None or figure.step > Decimal("0.01") or (s.subject, figure.value) in told:
            continue
        if s.quantity.unit not in (None, "%") or not 0 < figure.value < 100:
            continue
        printed = re.search(r"\d+[.,]\d+", s.text)
        for paragraph, count in counted.get(printed.group(), ()) if printed else ():
            if arithmetic.reachable_count(figure, count[1]):
                continue
            told.add((s.subject, figure.value))
            own = [o for o in ledger.about(s.subject, "realisasi", year) if agree(o.quantity, s.quantity)]
            nearest = min(own, key=lambda o: (abs(o.page - paragraph.page), o.kind != "table"))
            yield _impossible(ledger, nearest, count, figure, paragraph)
            break
    for finding in impossible_counts(ledger):
        if not any(finding.stated[0].value == value for _, value in told):
            yield finding


_OF_THEM = re.compile(r"\s*,?\s*(?:di ?antaranya|dari (?:mereka|jumlah (?:itu|tersebut)))", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_SHARE = re.compile(r"(?<![\d.,])(\d{1,3}[.,]\d{1,2})\s*%")


def _counts_by_share(ledger: Ledger) -> dict[str, list[tuple[Paragraph, tuple[str, int]]]]:
    """For each printed share in per cent the paragraphs that give it with one count of people or things,
    and that count with its words.

    A sentence (else the paragraph) with several counts, or with another share, does not say which belongs
    to which.
    """
    words = "|".join(load("explanations")["people"]["counted"])
    counted = re.compile(rf"(?<![\d.,/-])((\d{{1,3}}(?:\.\d{{3}})*|\d+)\s*(?:{words}))\b", re.IGNORECASE)
    found: dict[str, list[tuple[Paragraph, tuple[str, int]]]] = defaultdict(list)
    for paragraph in ledger.paragraphs:
        if "%" not in paragraph.text:
            continue
        told: set[str] = set()
        for passage in (*_SENTENCE_END.split(paragraph.text), paragraph.text):
            shares = {m for m in _SHARE.findall(passage) if Decimal(m.replace(",", ".")) < 100}
            if len(shares) != 1 or shares <= told:
                continue
            counts = {
                int(m[2].replace(".", "")): m[1]
                for m in counted.finditer(passage)
                if not _OF_THEM.match(passage, m.end())
            }
            if len(counts) == 1:
                value, phrase = next(iter(counts.items()))
                told |= shares
                if value > 1:
                    found[next(iter(shares))].append((paragraph, (phrase, value)))
    return found


def _impossible(
    ledger: Ledger, s: Statement, count: tuple[str, int], figure: Figure, told: Paragraph
) -> Draft:
    words, n = count
    at = told.text.find(words)
    page, box = told.locate(at, at + len(words))
    below = int(100 * n / figure.value)
    near = [percent(Decimal(100 * n) / d) for d in (below, below + 1)]
    shown = cite(s)
    return draft(
        "REA005",
        "warning",
        indicator=ledger.subjects[s.subject].name,
        measure="realisasi",
        year=s.year,
        places=[
            s,
            Stated(value=Decimal(n), text=words, page=page, bbox=box, where=told.section, source=told.source),
        ],
        message=Phrase(
            f"Realisasi{of_year(s.year)} tertulis {shown.id} bersama “{words}” (halaman {page}); tidak ada "
            "bilangan bulat "
            f"yang memberikannya: {n}/{below} = {near[0].id}, {n}/{below + 1} = {near[1].id}.",
            f"The realisasi{of_year(s.year)} is printed {shown.en} with “{words}” (page {page}); no whole "
            "number gives "
            f"it: {n}/{below} = {near[0].en}, {n}/{below + 1} = {near[1].en}.",
        ),
        criterion=TRACEABLE,
        recommendation=Phrase(
            "Mohon dicantumkan pembilang dan penyebutnya.", "Please print its numerator and denominator."
        ),
        confidence=0.6,
    )
