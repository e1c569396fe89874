"""Whether more or less of an indicator is better, told from its name."""

from __future__ import annotations

import re

from extractor.model import Direction
from extractor.patterns import derived, load


@derived
def _pattern(section: str, words: str) -> re.Pattern[str]:
    parts = sorted(load("polarity")[section][words], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, parts))})(?:nya)?\b", re.IGNORECASE)


def direction_of(name: str) -> Direction:
    """The direction that the words of a name give, or 'unknown'.

    'Tingkat pengangguran' is better lower; 'Persentase penurunan pengangguran' counts the fall and is
    better higher.
    """
    text = " ".join(name.split())
    if _pattern("lower", "words").search(text):
        return "higher" if _pattern("lower", "turns").search(text) else "lower"
    return "higher" if _pattern("higher", "words").search(text) else "unknown"
