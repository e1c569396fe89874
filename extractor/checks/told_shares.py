"""Percentages that running text gives beside counts: of a part against its whole, of a count alone.

'17 Perangkat Daerah ..., 7 Perangkat Daerah atau sekitar 24%' can be divided again; '74 orang, sehingga
persentase pemenuhan sebesar 80,44%' can at least be tried over all whole numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks import arithmetic
from extractor.checks.findings import Draft, draft, expectation, number, percent, quoted
from extractor.checks.prose import Sentence, sentences
from extractor.checks.quoting import last_heading
from extractor.language.numbers import parse
from extractor.model import Phrase
from extractor.model import Reading as Figure
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_ROUGHLY = Decimal("2.5")  # percentage points that 'sekitar' (about) is taken to allow
_HUNDRED = Decimal(100)
_FEWEST = 2  # a count of one is a part of anything
_FINEST = Decimal("0.01")  # a share printed finer than this was cut from a calculator: always unreachable

TRACEABLE = Phrase(
    "Persentase dapat ditelusuri ke pembilang dan penyebutnya.",
    "A percentage can be traced to its numerator and denominator.",
)
COUNT = r"(?<![\d.,/-])(?:\d{1,3}(?:\.\d{3})+|\d+)(?![\d.,]*\d|\s*[%/])"
"""The pattern of a counted number: no share, no date, no part of another figure."""
_COUNTED = re.compile(rf"(?P<count>{COUNT})\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+)?)")
DIVIDED = Phrase(
    "Persentase sama dengan pembilang dibagi penyebut yang dicantumkan.",
    "A percentage is its printed numerator divided by its denominator.",
)


@dataclass(frozen=True)
class Share:
    """A count with the percentage that a sentence gives for it; places are characters of the sentence."""

    count: int
    noun: str
    percent: Figure
    roughly: bool
    start: int
    end: int
    percent_at: int

    def text(self, sentence: Sentence) -> str:
        return " ".join(sentence.text[self.start : self.end].split())


@derived
def _pattern() -> re.Pattern[str]:
    rules = load("explanations")["share"]
    joints = "|".join(rules["joints"]).replace(" ", r"\s+")
    about = "|".join(rules["roughly"]).replace(" ", r"\s+")
    return re.compile(
        rf"(?P<count>{COUNT})\s+(?P<noun>[^\W\d_]+(?:\s+[^\W\d_]+){{0,3}}?)\s*[,(]?\s*(?:{joints})\s*"
        rf"(?P<roughly>{about})?\s*(?P<percent>\d{{1,3}}(?:[.,]\d+)?)\s*%",
        re.IGNORECASE,
    )


def shares(sentence: Sentence) -> Iterator[Share]:
    """The counts of a sentence that it also gives as a percentage."""
    for match in _pattern().finditer(sentence.text):
        figure = parse(f"{match['percent']}%").exact
        if figure is not None:
            yield Share(
                count=int(match["count"].replace(".", "")),
                noun=" ".join(match["noun"].casefold().split()),
                percent=figure,
                roughly=bool(match["roughly"]),
                start=match.start(),
                end=match.end(),
                percent_at=match.start("percent"),
            )


# ---------------------------------------------------------------------------------------- part and whole


def parts_of_wholes(ledger: Ledger) -> Iterator[Draft]:
    """For REA004: a part of a whole that the same sentence counts, with a share that neither their quotient
    nor any other number of the passage gives."""
    for sentence in sentences(ledger):
        if "%" not in sentence.text:
            continue
        for share in shares(sentence):
            whole = _whole_of(sentence, share)
            if whole is None or explained_otherwise(share, whole, sentence.passage.text):
                continue
            yield _wrong_part(sentence, share, whole)


def _whole_of(sentence: Sentence, share: Share) -> int | None:
    """The only larger count of the same things before the share."""
    head = share.noun.split()[:2]
    wholes = {
        int(match["count"].replace(".", ""))
        for match in _COUNTED.finditer(sentence.text, 0, share.start)
        if match["noun"].casefold().split()[: len(head)] == head
    }
    found = {w for w in wholes if w > share.count}
    return found.pop() if len(found) == 1 == len(wholes) else None


def explained_otherwise(share: Share, whole: int, passage: str) -> bool:
    """Does the share follow from part and whole, from their difference, or from another number told?"""
    part = Decimal(share.count)
    others = {Decimal(m["count"].replace(".", "")) for m in re.finditer(rf"(?P<count>{COUNT})", passage)}
    quotients = [
        part / whole,
        (whole - part) / whole,
        (whole - part) / part if part else Decimal(0),
        part / (part + whole),
        *(part / other for other in others if other),
    ]
    return any(_gives(share, _HUNDRED * q) for q in quotients)


def _gives(share: Share, value: Decimal) -> bool:
    span = arithmetic.printed(share.percent)
    slack = _ROUGHLY if share.roughly else Decimal(0)
    return span.low - slack <= value <= span.high + slack


def _wrong_part(sentence: Sentence, share: Share, whole: int) -> Draft:
    value = _HUNDRED * share.count / whole
    right = percent(value)
    printed = share.text(sentence)
    return draft(
        "REA004",
        "error",
        indicator=last_heading(sentence.passage.section),
        measure=None,
        year=None,
        places=[sentence.stated(share.start, share.end, value=share.percent.value)],
        message=Phrase(
            f"Tertulis {quoted(printed)} (halaman {sentence.page}), sedangkan {share.count} dari {whole} "
            f"{share.noun} adalah {right.id}.",
            f"It is printed {quoted(printed)} (page {sentence.page}), but {share.count} of {whole} is "
            f"{right.en}.",
        ),
        criterion=DIVIDED,
        recommendation=Phrase(
            f"Mohon dikonfirmasi dan diperbaiki menjadi {right.id}, atau jumlahnya.",
            f"Please confirm and correct it to {right.en}, or the counts.",
        ),
        expect=expectation(None, value),
        confidence=0.7,
    )


# ------------------------------------------------------------------------------------------ a count alone


def impossible_counts(ledger: Ledger) -> Iterator[Draft]:
    """For REA005: a share that no whole number turns the count beside it into."""
    told: set[tuple[int, Decimal]] = set()
    for sentence in sentences(ledger):
        if "%" not in sentence.text:
            continue
        for share in shares(sentence):
            key = (share.count, share.percent.value)
            if key in told or share.roughly or not _can_be_tried(share):
                continue
            rest = share.percent.model_copy(update={"value": _HUNDRED - share.percent.value})
            if arithmetic.reachable_count(share.percent, share.count) or (
                rest.value > 0 and arithmetic.reachable_count(rest, share.count)
            ):
                continue
            told.add(key)
            yield _impossible(sentence, share, _counts_before(sentence, share))


def _can_be_tried(share: Share) -> bool:
    words: Sequence[str] = load("explanations")["people"]["counted"]
    return (
        share.noun.split()[0] in words
        and share.count >= _FEWEST
        and share.percent.step == _FINEST
        and 0 < share.percent.value < _HUNDRED
    )


def _counts_before(sentence: Sentence, share: Share) -> int:
    """The sum of what the passage counted before: '75 orang ..., 7 orang ... dan 10 ...' of a need."""
    found = (m for m in _COUNTED.finditer(sentence.before(share.start)) if not _is_date(m))
    return sum(int(m["count"].replace(".", "")) for m in found)


def _is_date(match: re.Match[str]) -> bool:
    months = load("explanations")["part_of_year"]["words"]
    year = re.fullmatch(r"(?:19|20)\d\d", match["count"])
    return bool(year) or match["noun"].casefold().split()[0] in months


def _impossible(sentence: Sentence, share: Share, before: int) -> Draft:
    n = share.count
    below = int(_HUNDRED * n / share.percent.value)
    near = [percent(_HUNDRED * n / d) for d in (below, below + 1)]
    printed = share.text(sentence)
    made = before in (below, below + 1)
    return draft(
        "REA005",
        "warning",
        indicator=last_heading(sentence.passage.section),
        measure=None,
        year=None,
        places=[sentence.stated(share.start, share.end, value=share.percent.value)],
        message=Phrase(
            f"Tertulis {quoted(printed)} (halaman {sentence.page}); tidak ada bilangan bulat yang "
            f"memberikannya: {n}/{below} = {near[0].id}, {n}/{below + 1} = {near[1].id}.",
            f"It is printed {quoted(printed)} (page {sentence.page}); no whole number gives it: {n}/{below} "
            f"= {near[0].en}, {n}/{below + 1} = {near[1].en}.",
        ),
        criterion=TRACEABLE,
        recommendation=Phrase(
            "Mohon dicantumkan pembilang dan penyebutnya.", "Please print its numerator and denominator."
        ),
        diagnosis=Phrase(
            f"Jumlah yang disebut sebelumnya {number(Decimal(before), 0).id}.",
            f"The counts named before add up to {number(Decimal(before), 0).en}.",
        )
        if made
        else Phrase("", ""),
        confidence=0.6,
    )
