"""Amounts, and the names of budget lines, in running text and in labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz import fuzz

from extractor.checks.prose import Sentence
from extractor.language import numbers
from extractor.language.spotting import Spotted, spotted
from extractor.patterns import derived, load
from extractor.statements.subjects import plain_name, read_label

NAME = 93  # likeness in percent of two spellings of a budget line


@derived
def pattern(part: str, key: str) -> Spotted:
    """A regular expression of patterns/money.toml."""
    return spotted(str(load("money")[part][key]), re.I)


def amounts_in(text: str) -> list[tuple[re.Match[str], Decimal]]:
    """The amounts of rupiah in a text, in full rupiah."""
    result = []
    for match in pattern("prose", "amount").finditer(text):
        quantity = numbers.parse(re.sub(r"(?<=[.,])\s+(?=\d)|(?<=\d)\s+(?=[.,]\d)", "", match.group()))
        if quantity.readings:
            result.append((match, max(r.value for r in quantity.readings)))
    return result


def scaled_amounts(text: str) -> Iterator[tuple[int, int, Decimal, Decimal]]:
    """The amounts of rupiah in a text: from where to where, in full rupiah, and the rupiah that the last
    printed digit stands for ('Rp3,09 miliar': ten millions). Sen count as rupiah."""
    for match in pattern("prose", "amount").finditer(text):
        quantity = numbers.parse(re.sub(r"(?<=[.,])\s+(?=\d)|(?<=\d)\s+(?=[.,]\d)", "", match.group()))
        if quantity.readings:
            reading = max(quantity.readings, key=lambda r: r.value)
            yield match.start(), match.end(), reading.value, max(reading.step, Decimal(1))


def same_line(a: str, b: str) -> bool:
    """Are two labels spellings of one budget line?"""
    one, other = plain_line(a), plain_line(b)
    return bool(one) and bool(other) and fuzz.ratio(one, other) >= NAME


def plain_line(label: str) -> str:
    """A label in the form in which budget lines are compared."""
    name = read_label(label).name or plain_name(label)
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold()).split()
    while words and words[0] in ("program", "kegiatan", "sub"):
        words = words[1:]
    return " ".join(words)


def activity(sentence: Sentence, position: int) -> str:
    """The program or kegiatan that a sentence names before an amount."""
    before = " ".join(sentence.before(position).split())[-400:]
    found = list(pattern("prose", "activity").finditer(before))
    names = [m["name"].strip(" ‘’'“”„‟,\"") for m in found]
    named = [n for n in names if not n.casefold().startswith(("ini ", "tersebut "))]
    return named[-1] if named else ""
