"""Amounts, and the names of budget lines, in running text and in labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from extractor.checks.prose import Sentence
from extractor.language import numbers
from extractor.language.spotting import Spotted, spotted
from extractor.model import Reading
from extractor.patterns import derived, load
from extractor.statements.subjects import plain_name, read_label

_SPACE_IN_FIGURE = re.compile(r"(?<=[.,])\s+(?=\d)|(?<=\d)\s+(?=[.,]\d)")
NAME = 93  # likeness in percent of two spellings of a budget line


@derived
def pattern(part: str, key: str) -> Spotted:
    """A regular expression of patterns/money.toml."""
    return spotted(str(load("money")[part][key]), re.I)


def amounts_in(text: str) -> list[tuple[re.Match[str], Decimal]]:
    """The amounts of rupiah in a text, in full rupiah."""
    return [(match, reading.value) for match, reading in _read(text)]


def scaled_amounts(text: str) -> Iterator[tuple[int, int, Decimal, Decimal]]:
    """The amounts of rupiah in a text: from where to where, in full rupiah, and the rupiah that the last
    printed digit stands for ('Rp3,09 miliar': ten millions). Sen count as rupiah."""
    for match, reading in _read(text):
        yield match.start(), match.end(), reading.value, max(reading.step, Decimal(1))


def _read(text: str) -> Iterator[tuple[re.Match[str], Reading]]:
    for match in pattern("prose", "amount").finditer(text):
        quantity = numbers.parse(_SPACE_IN_FIGURE.sub("", match.group()))
        if quantity.readings:
            yield match, max(quantity.readings, key=lambda r: r.value)


def same_line(a: str, b: str) -> bool:
    """Are two labels spellings of one budget line?"""
    one, other = plain_line(a), plain_line(b)
    return bool(one) and bool(other) and fuzz.ratio(one, other) >= NAME


@derived
def plain_line(label: str) -> str:
    """A label in the form in which budget lines are compared."""
    name = read_label(label).name or plain_name(label)
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold()).split()
    while words and words[0] in ("program", "kegiatan", "sub"):
        words = words[1:]
    return " ".join(words)


def last_named(before: str, names: Iterable[str]) -> tuple[str, str] | None:
    """The budget line that words name last, the fuller one of two names that end there, and the words behind
    its name; names and words in the form of ``plain_line``."""
    ends = {name: at + len(name) for name in names if (at := before.rfind(name)) >= 0}
    if not ends:
        return None
    last = max(ends, key=lambda name: (ends[name], len(name)))
    return last, before[ends[last] :]


def activity(sentence: Sentence, position: int) -> str:
    """The program or kegiatan that a sentence names before an amount."""
    before = " ".join(sentence.before(position).split())[-400:]
    found = list(pattern("prose", "activity").finditer(before))
    names = [m["name"].strip(" ‘’'“”„‟,\"") for m in found]
    named = [n for n in names if not n.casefold().startswith(("ini ", "tersebut "))]
    return named[-1] if named else ""
