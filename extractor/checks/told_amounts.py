"""Amounts that running text tells of things: figures with their unit, or the noun behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.checks.quoting import any_of, excerpt
from extractor.language import prose as running
from extractor.language.spotting import Spotted, spotted
from extractor.language.units import plain, vocabulary
from extractor.model import Quantity, Reading, Stated
from extractor.patterns import derived, load
from extractor.statements.passages import Passage
from extractor.statements.wording import phrase_ending

_LABEL = 45  # characters beside a figure in which its kind is named
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPELLED = re.compile(r"\s*\([^()\d]{3,60}\)\s*")
_MARK_BEFORE = re.compile(r"(?:^|[:;,.(]|\bdan|\bserta)\s*\(?$", re.IGNORECASE)
_MARK_AFTER = re.compile(r"\s*[.)]\s")
_BORDER = re.compile(r"[,;.:()\d]|\b(?:dan|serta)\b", re.IGNORECASE)
_NOUN = re.compile(r"\s*([^\W\d_][\w-]*)")
_NO_NOUN = re.compile(r"dan|serta|atau|yang|di|pada|dengan|untuk|dari|dalam|sedangkan|maupun|adalah|sehingga")


@dataclass(frozen=True)
class Amount:
    """A figure of running text with its unit, or the noun behind it. ``bracketed``: it stands in brackets."""

    passage: Passage
    start: int
    end: int
    quantity: Quantity
    unit: str | None
    noun: str
    bracketed: bool

    @property
    def money(self) -> bool:
        return self.unit == "rupiah"

    @property
    def people(self) -> bool:
        return (self.unit or self.noun) in told_words("people")

    @property
    def first_word(self) -> str:
        """'unit' of '24 unit rumah'."""
        word = _NOUN.match(re.sub(r"^[\d.,]+", "", self.quantity.text.strip()))
        return word[1].casefold() if word else ""

    def reading(self) -> Reading | None:
        """What it says: of a count the reading in whole numbers; None if that is open."""
        found = self.quantity.readings
        if len(found) > 1 and not self.money:
            found = tuple(r for r in found if r.step >= 1)
        return found[0] if len(found) == 1 else None

    def stated(self) -> Stated:
        reading = self.reading()
        value = reading.value if reading is not None else None
        return excerpt(self.passage, self.start, self.end, value)


@derived
def told_words(key: str) -> frozenset[str]:
    return frozenset(load("aggregates")["told"][key])


@derived
def told_cue(key: str) -> Spotted:
    return spotted(rf"(?<!\w)(?:{any_of(load('aggregates')['told'][key])})(?!\w)", re.IGNORECASE)


@derived
def of_kind(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(sorted(words, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


def amounts(passage: Passage, start: int, end: int) -> list[Amount]:
    """The amounts from start to end of a passage, without percentages, years, list marks and numbers of
    tables and articles."""
    text = plain(passage.text)
    result = []
    for span in running.figures(passage.text):
        if span.start < start or span.end > end or span.quantity.unit in ("%", "‰"):
            continue
        before, bare = text[start : span.start], span.quantity.unit is None
        if bare and (
            _YEAR.fullmatch(text, span.start, span.end)
            or _MARK_AFTER.match(text, span.end)
            and _MARK_BEFORE.search(before)
            or phrase_ending("figures", "numbered").search(before.rstrip(" ."))
        ):
            continue
        unit, noun = span.quantity.unit, ""
        if unit is None:
            unit, noun = _named(text, span.end)
        inside = before.count("(") > before.count(")")
        result.append(Amount(passage, span.start, span.end, span.quantity, unit, noun, inside))
    return result


def _named(text: str, at: int) -> tuple[str | None, str]:
    """The unit, else the noun, behind a figure and its words in brackets: '23 (dua puluh tiga) orang'."""
    spelled = _SPELLED.match(text, at)
    at = spelled.end() if spelled else at + (text[at : at + 1] == " ")
    words = vocabulary()
    if found := words.unit.match(text, at):
        return words.kinds[" ".join(found.group().lower().split())][0], ""
    noun = _NOUN.match(text, at)
    word = noun[1].casefold() if noun else ""
    return None, "" if _NO_NOUN.fullmatch(word) else word


def alike(whole: Amount, part: Amount) -> bool:
    """May the one be a part of the other, by unit and noun?"""
    if part.reading() is None or part.quantity.upper is not None or part.quantity.comparator is not None:
        return False
    if whole.unit is not None and (whole.unit == part.unit or whole.first_word == part.first_word != ""):
        return True
    if whole.people:
        return part.people or part.unit is None and part.noun not in told_words("groups")
    if part.unit is not None or whole.money:
        return False
    return not part.noun or (whole.unit is None and part.noun == whole.noun)


def kind_of(amount: Amount, groups: Sequence[Sequence[str]]) -> int | None:
    """The group of kinds that the words at a figure name: '23 orang laki-laki', 'laki-laki 23 orang'."""
    text = amount.passage.text
    behind = _BORDER.split(text[amount.end : amount.end + _LABEL])[0]
    before = _BORDER.split(text[max(0, amount.start - _LABEL) : amount.start])[-1]
    named = [
        {i for i, words in enumerate(groups) if of_kind(tuple(words)).search(part)}
        for part in (f"{text[amount.start : amount.end]}{behind}", before)
    ]
    kinds = named[0] or named[1]
    return kinds.pop() if len(kinds) == 1 else None
