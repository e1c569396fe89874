"""Words beside a figure that explain it: a part of the year, a running total, last year's score."""

from __future__ import annotations

import re

from extractor.model import Statement
from extractor.patterns import derived, load


def _normal(text: str) -> str:
    return " ".join(text.casefold().replace("–", "-").split())


@derived
def _any_of(section: str) -> re.Pattern[str]:
    words: list[str] = load("explanations")[section]["words"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@derived
def _holds(text: str, section: str) -> bool:
    """Do the words of a section of the explanations stand in a text?"""
    return _any_of(section).search(_normal(text)) is not None


def speaks_of_part_of_year(statement: Statement) -> bool:
    """Is it a quarter's, a half-year's or a month's figure?"""
    return _part_of_year(statement.header)


@derived
def _part_of_year(text: str) -> bool:
    rules = load("explanations")["part_of_year"]
    return _holds(text, "part_of_year") and not any(_normal(w) in _normal(text) for w in rules["unless"])


def speaks_of_running_total(statement: Statement) -> bool:
    """Does its column, or its table, add up over the years?"""
    return _holds(statement.header, "cumulative") or _holds(statement.where, "cumulative")


def labelled_last_year(text: str, year: int) -> bool:
    """Do words beside a figure of ``year`` say that it is the year before's ('Penilaian Tahun 2023')?"""
    patterns = load("explanations")["last_year"]["patterns"]
    return any(re.search(p.replace("YEAR", str(year - 1)), text, re.IGNORECASE) for p in patterns)


def speaks_of_change(statement: Statement) -> bool:
    """Is it a rise or a fall ('Naik 10%') and no level?"""
    return _holds(statement.quantity.note or "", "change") or _holds(statement.text, "change")
