"""A figure in a cell with what stands before it: labels, comparators, Rp, a sign."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.units import Comparator, Vocabulary

_DIGITS = re.compile(r"\d[\d.,]*")
_SIGN = re.compile(r"(?P<sign>[-+±])(?P<space>\s*)")
_PRICE_DASH = re.compile(r"\s*,\s*-+|\s*\.-+|(?<=[\d.,])-+(?=$|\s*\))")
STARS = re.compile(r"\s*\*+\)?|\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]+\)?")  # footnote marks


@dataclass(slots=True)
class Amount:
    """A figure with what stands before it."""

    digits: str
    comparator: Comparator | None
    money: str | None
    negative: bool
    maybe_negative: bool  # '- 5': a minus or a list mark
    notes: list[str]
    price: bool  # ',-' follows
    named: bool  # a word such as 'Nilai' stands before it


def read_amount(text: str, words: Vocabulary) -> tuple[Amount, str] | None:
    """The figure that a text begins with, and what follows it; None where it begins with something else."""
    at = 0
    notes: list[str] = []
    label = words.label.match(text)
    if label:
        at = label.end()
        if not label.group().strip(" :="):
            label = None
    if found := words.change.match(text, at):
        notes.append(found.group().strip())
        at = found.end()
    if found := STARS.match(text, at):
        at = found.end()
    comparator: Comparator | None = None
    while at < len(text) and (found := words.comparator.match(text, at)):
        comparator = words.comparators[" ".join(found.group().lower().split())]
        at = found.end()
        while at < len(text) and text[at] in " =:":
            at += 1
    while at < len(text) and text[at] == " ":
        at += 1
    negative = maybe = False
    money: str | None = None
    for _ in range(2):  # '-Rp 5' and 'Rp -5'
        if found := _SIGN.match(text, at):
            if found["sign"] == "-":
                negative, maybe = True, bool(found["space"])
            else:
                notes.append(found["sign"])
            at = found.end()
        if found := words.money.match(text, at):
            wording = re.sub(r"[\s:=]", "", found.group().lower())
            money = words.kinds.get(wording, words.kinds.get(wording.rstrip("."), ("rupiah", "money")))[0]
            at = found.end()
            while at < len(text) and text[at] in " ,":  # 'Rp, 1.000' is a slip for 'Rp. 1.000'
                at += 1
    digits = _DIGITS.match(text, at)
    if digits is None:
        return None
    figure, at = digits.group(), digits.end()
    price = False
    if found := _PRICE_DASH.match(text, at - 1 if figure[-1] in ".," else at):
        if figure[-1] in ".,":
            figure = figure[:-1]
        price, at = True, found.end()
    elif figure[-1] in ".,":
        figure = figure.rstrip(".,")
        if text[at:].strip(" *%"):
            return None  # '1. Meningkatnya ...' numbers a list
    return Amount(figure, comparator, money, negative, maybe, notes, price, label is not None), text[at:]
