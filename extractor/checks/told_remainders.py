"""What a sentence says is left of a budget, against the budget and the realised budget told with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.absorption import prints
from extractor.checks.arithmetic import HUNDRED
from extractor.checks.crosswise import REMAINDER
from extractor.checks.findings import NO_PHRASE, Draft, cite, draft
from extractor.checks.prose import Sentence, figure, sentences
from extractor.checks.rupiah import amounts_in, pattern
from extractor.checks.sheet import amount, sheets
from extractor.model import Expected, Phrase, Quantity, Stated
from extractor.statements.ledger import Ledger

_NEAR = 70  # characters before an amount in which it is called budget or realisasi
_SEN = 1  # rupiah by which a difference may be off where sen were dropped
_ROUND = re.compile(r"ribu|juta|mil[iy]ar|triliun", re.IGNORECASE)


@dataclass(frozen=True)
class Left:
    """A remainder with its budget and realisasi; ``shares`` are the percentages told with them."""

    sentence: Sentence
    left: Stated
    budget: Stated
    spent: Stated
    shares: tuple[Quantity, ...]

    @property
    def values(self) -> tuple[Decimal, Decimal, Decimal]:
        """Budget, realisasi and remainder."""
        b, s, r = (x.value or Decimal(0) for x in (self.budget, self.spent, self.left))
        return b, s, r

    @property
    def follows(self) -> bool:
        budget, spent, left = self.values
        return abs(budget - spent - left) <= _SEN


def wrong_remainders(ledger: Ledger) -> Iterator[Draft]:
    """For BUD001: remainders that budget and realisasi of the same passage do not leave."""
    for left in _wrong(ledger):
        yield _finding(ledger, left)


def explained(ledger: Ledger) -> set[tuple[int, Decimal | None]]:
    """Page and value of the amounts that a remainder and its percentage show to be wrong."""
    return {(x.page, x.value) for left in _wrong(ledger) if (x := _accused(left)[0]) is not left.left}


def _wrong(ledger: Ledger) -> list[Left]:
    return ledger.once("told remainders", lambda: [x for x in _told(ledger) if not x.follows])


def _told(ledger: Ledger) -> Iterator[Left]:
    known = {
        (budget.value, spent.value)
        for sheet in sheets(ledger)
        for line in sheet.lines
        for c, budget in line.figures.items()
        if sheet.field(c) == "anggaran"
        for k, spent in line.figures.items()
        if sheet.field(k) == "realisasi_anggaran"
    }
    before: Sentence | None = None
    for sentence in sentences(ledger):
        last, before = before, sentence
        for cue in pattern("prose", "remainder").finditer(sentence.text):
            if pattern("prose", "remainder_unless").search(sentence.text):
                break
            if pattern("prose", "remainder_of_part").search(cue.group()):
                continue
            found = [(m, v) for m, v in amounts_in(sentence.text) if not _ROUND.search(m.group())]
            own = next(((m, v) for m, v in found if m.start() == cue.end()), None)
            if own is None:
                continue
            told = [(sentence, m, v) for m, v in found if m.end() <= cue.start()]
            if not told and last is not None and last.passage is sentence.passage:
                told = [(last, m, v) for m, v in amounts_in(last.text) if not _ROUND.search(m.group())]
            pair = _pair(told)
            if pair is None:
                continue
            left = sentence.stated(own[0].start(), own[0].end(), value=own[1])
            read = Left(sentence, left, *pair, _shares(told[0][0]))
            # A remainder of the tables was taken from other amounts: that is told where they are compared.
            if not any(b - s == own[1] for b, s in known if b is not None and s is not None):
                yield read


def _pair(told: Sequence[tuple[Sentence, re.Match[str], Decimal]]) -> tuple[Stated, Stated] | None:
    """The budget and the realisasi, if a sentence names these two amounts alone and calls them so."""
    if len(told) != 2 or told[0][2] == told[1][2]:
        return None
    (_, budget, _), (sentence, spent, value) = sorted(told, key=lambda x: -x[2])
    if (
        _called(sentence.text, spent.start()) != "realisasi"
        or _called(sentence.text, budget.start()) == "realisasi"
    ):
        return None
    high = max(v for _, _, v in told)
    return (
        sentence.stated(budget.start(), budget.end(), value=high),
        sentence.stated(spent.start(), spent.end(), value=value),
    )


def _called(text: str, at: int) -> str:
    """The last of the words for budget and realisasi before an amount."""
    before = text[max(0, at - _NEAR) : at]
    found = [
        (m.start(), name)
        for name in ("realisasi", "anggaran")
        for m in pattern("prose", name).finditer(before)
    ]
    return max(found)[1] if found else ""


def _shares(sentence: Sentence) -> tuple[Quantity, ...]:
    found = (figure(m.group()) for m in pattern("prose", "percent").finditer(sentence.text))
    return tuple(q for q in found if q is not None)


def _accused(left: Left) -> tuple[Stated, Decimal]:
    """The wrong amount and the right one: the one without which a percentage told beside them holds."""
    budget, spent, rest = left.values
    ways = [(left.left, budget - spent), (left.budget, spent + rest), (left.spent, budget - rest)]
    if len(left.shares) and rest < budget:
        ratios = (spent / budget, spent / (spent + rest), (budget - rest) / budget)
        fitting = [
            way
            for way, ratio in zip(ways, ratios, strict=True)
            if any(prints(q, HUNDRED * ratio) for q in left.shares)
        ]
        if len(fitting) == 1:
            return fitting[0]
    return ways[0]


def _finding(ledger: Ledger, left: Left) -> Draft:
    budget, spent, _ = left.values
    wrong, right = _accused(left)
    made, expect, where = amount(budget - spent), amount(right), cite(left.left)
    because = NO_PHRASE
    if wrong is not left.left:
        because = Phrase(
            f"Sisa dan persentase yang tertulis cocok bila {wrong.text} seharusnya {expect.id}.",
            f"The remainder and the percentage fit if {wrong.text} should be {expect.en}.",
        )
    return draft(
        "BUD001",
        "error",
        indicator="Sisa anggaran",
        measure="anggaran" if wrong is left.budget else "realisasi_anggaran" if wrong is left.spent else None,
        year=ledger.report.year,
        places=[wrong, *(p for p in (left.left, left.budget, left.spent) if p is not wrong)],
        message=Phrase(
            f"Sisa anggaran tertulis {where.id}; {left.budget.text} − {left.spent.text} = {made.id}. Mohon "
            "dikonfirmasi.",
            f"What is left of the budget is given as {where.en}; {left.budget.text} − {left.spent.text} = "
            f"{made.en}.",
        ),
        criterion=REMAINDER,
        recommendation=Phrase(
            f"Perbaiki {wrong.text} menjadi {expect.id}, atau jumlah lain dalam kalimat itu.",
            f"Correct {wrong.text} to {expect.en}, or another amount of the sentence.",
        ),
        diagnosis=because,
        expect=Expected(value=right, text=expect),
        confidence=0.85,
    )
