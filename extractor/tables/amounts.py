"""Rough figures of cells, good enough to compare whole columns with each other.

What a cell exactly says is read later, by extractor.language.numbers; here only the size matters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_MOST = 0.6  # share of a column's filled cells that tells what it holds
_FIGURE = re.compile(r"\d(?:[\d.,]|[.,]\s(?=\d{3}))*")
_FIGURE_WORD = re.compile(r"(?:Rp\.?)?\(?-?\d[\d.,]*\)?%?(?:,-)?|[-–]|%|Rp\.?")
_MONEY_FROM = Decimal(100_000)  # rupiah amounts of budgets are not smaller; counts seldom are larger
_REMEMBERED = 4096  # cells; each is asked for by several columns and rows


def amount(text: str) -> Decimal | None:
    """The first figure of a text, grouping and decimal signs guessed."""
    found = _FIGURE.search(text)
    return None if found is None else _value(found.group())


def amounts(text: str) -> list[Decimal]:
    """All figures of a text."""
    return [_value(f) for f in _FIGURE.findall(text)]


def _value(figure: str) -> Decimal:
    figure = re.sub(r"\s", "", figure).strip(".,")
    signs = re.findall(r"[.,]", figure)
    digits = re.sub(r"[.,]", "", figure)
    if not signs:
        return Decimal(digits)
    last = max(figure.rfind("."), figure.rfind(","))
    decimals = len(figure) - last - 1
    if len(signs) == 1:
        grouped = figure[last] == "." and decimals == 3 and not figure.startswith("0")
    else:
        grouped = decimals >= 3 and len(set(signs)) == 1
    return Decimal(digits) if grouped else Decimal(digits).scaleb(-decimals)


@lru_cache(_REMEMBERED)
def is_figure(text: str) -> bool:
    """Is a text mainly a figure: '12,5', '100 %', 'Rp. 1.000', '2 Aplikasi', 'Level 3 (3,1)'?"""
    if not any(c.isdigit() for c in text):
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) <= 4 and len(text) <= 60 or _CALCULATED.search(text) is not None


def is_part_of_figure(word: str) -> bool:
    """Is a word of a line a figure, or what a space cuts off from one: '1.234', '(12)%', 'Rp.', '-'?"""
    return _FIGURE_WORD.fullmatch(word) is not None


_CALCULATED = re.compile(r"=\s*[\d.,]+\s*%")
_MISSING = re.compile(r"^[\s\-–—_*.()/]*$|^(?:n\s*/?\s*a|tad|nihil|belum.*|tidak ada.*)$", re.I)


def is_missing(text: str) -> bool:
    """Does a cell say that there is no figure: '-', 'n/a', or nothing?"""
    return _MISSING.match(text.strip()) is not None


@lru_cache(_REMEMBERED)
def is_money(text: str) -> bool:
    """Is a text an amount of rupiah: marked so, or large and grouped by thousands?"""
    value = amount(text)
    if value is None:
        return False
    if re.search(r"\brp\b", text, re.I):
        return True
    return (
        value >= _MONEY_FROM
        and re.search(r"\d[.,]\s?\d{3}[.,]\s?\d{3}", text) is not None
        and "%" not in text
    )


@lru_cache(_REMEMBERED)
def is_index(text: str) -> bool:
    """Is a text the number of a row: '1', '2.', '1.1', 'a.', '(3)', 'IV'?"""
    return re.fullmatch(r"\s*\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[IVX]{1,4})\s*[.,)]{0,2}\s*", text) is not None


@dataclass(frozen=True, slots=True)
class Contents:
    """The texts of one column's body, and how many of the filled ones are of which make."""

    texts: tuple[str, ...]
    filled: int
    figures: int
    money: int
    indices: int
    percents: int

    @classmethod
    def of(cls, texts: Sequence[str]) -> Contents:
        filled = [t for t in texts if not is_missing(t)]
        return cls(
            texts=tuple(texts),
            filled=len(filled),
            figures=sum(is_figure(t) for t in filled),
            money=sum(is_money(t) for t in filled),
            indices=sum(is_index(t) for t in texts if t.strip()),
            percents=sum("%" in t for t in filled),
        )

    def mostly(self, count: int, share: float = _MOST) -> bool:
        return self.filled > 0 and count >= share * self.filled
