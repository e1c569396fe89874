"""NAR001: a stated rise, fall or gap against its two values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractor.checks.differences import Claim, claims, turned
from extractor.checks.findings import NO_PHRASE, draft, number, percent, quoted
from extractor.checks.fitting import fits, fits_ratio
from extractor.checks.operands import Operand, as_set, operands
from extractor.checks.quoting import excerpt, passages_of, shortened
from extractor.checks.registry import rule
from extractor.checks.told_gaps import wrong_gaps
from extractor.language import numbers
from extractor.language.spotting import spotted
from extractor.model import Expected, Finding, Phrase, Quantity
from extractor.statements.ledger import Ledger
from extractor.statements.mentions import Mentions
from extractor.statements.passages import Passage

_PERCENT = ("%", "persen")
_CRITERION = Phrase(
    "Kenaikan, penurunan, atau selisih yang disebut sama dengan selisih kedua nilainya (dalam poin atau "
    "satuan), "
    "atau selisih itu dibagi nilai semula × 100%.",
    "A stated rise, fall or gap equals the difference of its two values (in points or units), or that "
    "difference over the earlier value × 100%.",
)


@rule(
    "NAR001",
    severity="error",
    title=Phrase(
        "Kenaikan, penurunan, atau selisih yang disebut tidak sesuai dengan kedua nilainya",
        "A stated rise, fall or gap does not fit its two values",
    ),
)
def check_differences(ledger: Ledger) -> Iterator[Finding]:
    """The text says by how much something rose, fell or differs, and the two values that stand with it say
    otherwise; or it says that something rose 'dari X menjadi Y' where Y is the lower.

    Why: the sentence is what is quoted from a report. A ratio given as a rise ('meningkat sebesar 105,88%'
    for 17 to 18) makes a change of 5,88% look like a doubling.

    A difference to the target or to another year ('2,35 poin di bawah target', 'turun 2,33 poin dari tahun
    sebelumnya') is held against the figures of the named indicator in the tables, if the text prints one of
    them.

    Before anything is said, the difference is tried in points, in percent of either value, rounded and
    truncated, between all figures of the paragraph and between the years of every table row: 'naik 2,4
    persen' between 51,30% and 53,70% is right.

    Example: 'naik 18,96 poin dari 37,08% menjadi 55,04%'; the difference is 17,96 points.

    The agency should correct the difference, or the value that is wrong, and say whether points or percent
    are meant.
    """
    names: Mentions | None = None
    settled: set[tuple[int, int]] = set()
    for passage in passages_of(ledger):
        for claim in claims(passage):
            settled.add((id(passage), claim.stated.start))
            if _explained(claim, ledger):
                continue
            names = names or Mentions((k, s.names) for k, s in ledger.subjects.items())
            yield _finding(ledger, claim, names)
        for reversed_ in _reversals(passage):
            names = names or Mentions((k, s.names) for k, s in ledger.subjects.items())
            yield _reversal(ledger, passage, *reversed_, names)
    yield from wrong_gaps(ledger, settled)


def _explained(claim: Claim, ledger: Ledger) -> bool:
    """Can the stated difference be meant? A ratio given as a difference cannot, whatever else fits."""
    d, a, b = claim.stated.quantity, claim.earlier.quantity, claim.later.quantity
    if fits(d, a, b):
        return True
    if _is_ratio(claim):
        return False
    if d.unit in ("%", "persen") and not claim.points and not _same_unit(d, a, b) and not claim.ordered:
        return True  # percent of what cannot be told from two figures of another unit
    if any(len(q.readings) != 1 for q in (d, a, b)):
        return True
    if not _precise(d):
        return True
    # One of the two values may be mistyped, or the text may mean another: then the difference fits the
    # other value and some figure of the paragraph, or of a table row that holds it.
    told = {claim.stated.start, claim.earlier.start, claim.later.start}
    others = [o.quantity for o in operands(claim.passage.text) if o.start not in told]
    if all(q.unit not in (None, *_PERCENT) for q in (d, a, b)):
        others = [q for q in others if q.unit not in _PERCENT]  # between people lies no percentage
    if any(fits(d, x, y) for x in (a, b) for y in others):
        return True
    return any(fits(d, x, y) for x, y in _row_pairs(ledger, (a, b)))


def _is_ratio(claim: Claim) -> bool:
    """Is the later value in percent of the earlier stated as if it were the change?"""
    d = claim.stated.quantity
    if d.unit not in ("%", "persen") or claim.points:
        return False
    pairs = [(claim.earlier, claim.later)]
    if not claim.ordered:
        pairs.append((claim.later, claim.earlier))
    return any(
        fits_ratio(d, a.quantity, b.quantity)
        and (claim.direction == "apart" or (b.reading.value > a.reading.value) == (claim.direction == "rise"))
        for a, b in pairs
    )


def _same_unit(*quantities: Quantity) -> bool:
    return len({q.unit for q in quantities} - {None}) <= 1


def _precise(quantity: Quantity) -> bool:
    """Has the figure decimals or several digits? '1 poin' may be anything rounded."""
    reading = quantity.readings[0]
    return reading.step < 1 or reading.value >= 10


def _row_pairs(ledger: Ledger, values: tuple[Quantity, Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Figures of the table rows that hold one of the values, each with the other figures of its row."""
    wanted = {r.value for q in values for r in q.readings}
    for row in ledger.rows():
        figures = [
            as_set(s.quantity) if s.measure == "target" else s.quantity
            for s in row.statements
            if s.quantity.readings
        ]
        for a, b in combinations(figures, 2):
            if any(r.value in wanted for q in (a, b) for r in q.readings):
                yield a, b


def _finding(ledger: Ledger, claim: Claim, names: Mentions) -> Finding:
    text, passage = claim.passage.text, claim.passage
    a, b = claim.earlier, claim.later
    as_ratio = _is_ratio(claim)
    if as_ratio and not fits_ratio(claim.stated.quantity, a.quantity, b.quantity):
        a, b = b, a
    difference = abs(b.reading.value - a.reading.value)
    places = max(_places(a), _places(b))
    shown = number(difference, places)
    relative = percent(100 * difference / a.reading.value) if a.reading.value > 0 else NO_PHRASE
    said = quoted(text[claim.start : claim.end])
    values = Phrase(f"{a.quantity.text} dan {b.quantity.text}", f"{a.quantity.text} and {b.quantity.text}")
    in_percent = as_ratio or (claim.stated.quantity.unit in ("%", "persen") and not claim.points)
    right = relative if in_percent and relative and as_ratio else shown
    unit = Phrase("", "") if as_ratio else _unit(claim)
    message = Phrase(
        f"Tertulis {said}; selisih {values.id} adalah {shown.id}"
        + (f" ({relative.id} dari {a.quantity.text})" if relative and (claim.ordered or as_ratio) else "")
        + f". Kalimat lengkap: {quoted(shortened(_sentence(passage, claim.start)))}.",
        f"It says {said}; the difference of {values.en} is {shown.en}"
        + (f" ({relative.en} of {a.quantity.text})" if relative and (claim.ordered or as_ratio) else "")
        + f". The sentence: {quoted(shortened(_sentence(passage, claim.start)))}.",
    )
    diagnosis = NO_PHRASE
    if as_ratio:
        diagnosis = Phrase(
            f"{claim.stated.quantity.text} adalah perbandingan kedua nilai ({b.quantity.text} terhadap "
            f"{a.quantity.text}), bukan kenaikan atau penurunannya.",
            f"{claim.stated.quantity.text} is the ratio of the two values ({b.quantity.text} to "
            f"{a.quantity.text}), not the change.",
        )
    return draft(
        "NAR001",
        "error",
        indicator=_indicator(ledger, names, passage, claim.start, claim.end),
        measure=None,
        year=ledger.report.year,
        places=[
            excerpt(passage, claim.start, claim.end, claim.stated.reading.value),
            excerpt(passage, a.start, a.end, a.reading.value),
            excerpt(passage, b.start, b.end, b.reading.value),
        ],
        message=message,
        criterion=_CRITERION,
        recommendation=Phrase(
            f"Perbaiki menjadi {right.id}{unit.id}, atau perbaiki nilai yang keliru.",
            f"Correct it to {right.en}{unit.en}, or correct the value that is wrong.",
        ),
        diagnosis=diagnosis,
        expect=Expected(value=None, text=Phrase(f"{right.id}{unit.id}", f"{right.en}{unit.en}")),
        confidence=0.95 if as_ratio or claim.ordered else 0.9,
    )


def _unit(claim: Claim) -> Phrase:
    if claim.points or claim.stated.quantity.unit in ("%", "persen"):
        return Phrase(" poin", " points")
    unit = claim.stated.quantity.unit
    return Phrase(f" {unit}", f" {unit}") if unit and unit != "rupiah" else NO_PHRASE


def _places(operand: Operand) -> int:
    exponent = numbers.parse(operand.quantity.text).readings[0].step.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _sentence(passage: Passage, at: int) -> str:
    return next((passage.text[a:b] for a, b in passage.sentences() if a <= at < b), passage.text)


def _indicator(ledger: Ledger, names: Mentions, passage: Passage, start: int, end: int) -> str:
    """The indicator that the text names last before the claim (or first after it)."""
    found = [m for m in names.find(passage.text[: end + 200]) if m.key is not None]
    before = [m for m in found if m.start <= start]
    chosen = before[-1] if before else (found[0] if found else None)
    return ledger.subjects[chosen.key].name if chosen and chosen.key is not None else ""


# ---------------------------------------------------------------------------------------- reversed words

_RISE = r"(?P<rise>meningkat|naik|bertambah|(?:mengalami\s+)?(?:peningkatan|kenaikan))"
_FALL = r"(?P<fall>menurun|turun|berkurang|(?:mengalami\s+)?penurunan)"
_DIRECTED = spotted(
    rf"(?<!\w)(?:{_RISE}|{_FALL})\s+(?:yang\s+)?(?:dari|semula)\s+(?:sebesar\s+|sebanyak\s+|nilai\s+)?(?=\d|Rp)",
    re.IGNORECASE,
)
_TO = re.compile(r"\s+menjadi\s+(?:sebesar\s+|sebanyak\s+)?$", re.IGNORECASE)


def _reversals(passage: Passage) -> Iterator[tuple[int, Operand, Operand, bool]]:
    """'meningkat dari X menjadi Y' with Y below X, or the reverse."""
    text = passage.text
    found: Sequence[Operand] | None = None
    for match in _DIRECTED.finditer(text):
        if turned().search(_sentence(passage, match.start())):
            continue
        found = operands(text) if found is None else found
        one = next((o for o in found if o.start == match.end()), None)
        two = next((o for o in found if one is not None and o.start > one.start), None)
        if one is None or two is None or two.start - one.end > 40:
            continue
        between = re.sub(r"\s*(?:\([^)]*\)|(?:di|pada)?\s*tahun\s+20\d\d)\s*", " ", text[one.end : two.start])
        if not _TO.match(between) or one.quantity.unit != two.quantity.unit:
            continue
        if len(one.quantity.readings) != 1 or len(two.quantity.readings) != 1:
            continue
        rise = match["rise"] is not None
        if one.reading.value != two.reading.value and (two.reading.value > one.reading.value) != rise:
            yield match.start(), one, two, rise


def _reversal(
    ledger: Ledger, passage: Passage, start: int, one: Operand, two: Operand, rise: bool, names: Mentions
) -> Finding:
    said = quoted(passage.text[start : two.end])
    word, other = (Phrase("naik", "rose"), Phrase("turun", "fell"))
    if not rise:
        word, other = other, word
    gap: Decimal = abs(two.reading.value - one.reading.value)
    shown = number(gap, max(_places(one), _places(two)))
    return draft(
        "NAR001",
        "error",
        indicator=_indicator(ledger, names, passage, start, two.end),
        measure=None,
        year=ledger.report.year,
        places=[excerpt(passage, start, two.end, two.reading.value)],
        message=Phrase(
            f"Tertulis {said}: disebut {word.id}, sedangkan kedua nilainya {other.id} {shown.id}; mohon "
            "dikonfirmasi.",
            f"It says {said}: said to have {word.en}, though the two values {other.en} by {shown.en}; please "
            "confirm.",
        ),
        criterion=_CRITERION,
        recommendation=Phrase(
            f"Perbaiki kata atau nilainya: dari {one.quantity.text} menjadi {two.quantity.text} berarti "
            f"{other.id} {shown.id}.",
            f"Correct the word or the values: from {one.quantity.text} to {two.quantity.text} it {other.en} "
            f"by {shown.en}.",
        ),
        expect=Expected(value=None, text=Phrase(f"{other.id} {shown.id}", f"{other.en} by {shown.en}")),
        confidence=0.9,
    )
