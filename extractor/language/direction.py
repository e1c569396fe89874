"""Whether more or less of an indicator is better, told from its name."""

from __future__ import annotations

import re

from extractor.model import Direction
from extractor.patterns import derived, load


@derived
def _pattern(section: str, words: str) -> re.Pattern[str]:
    """Any of the words, with the negation that may stand before it as a group."""
    parts = sorted(load("polarity")[section][words], key=len, reverse=True)
    before = "|".join(map(re.escape, load("polarity")["negation"]["words"]))
    return re.compile(
        rf"(?:\b(?P<negated>{before})\s+)?\b(?:{'|'.join(map(re.escape, parts))})(?:nya)?\b", re.IGNORECASE
    )


@derived
def _times() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:tingkat|rata\s*-?\s*rata|angka|capaian)\s+)*(?:{'|'.join(load('polarity')['lower']['times'])})\b",
        re.IGNORECASE,
    )


def direction_of(name: str) -> Direction:
    """The direction that the words of a name give, or 'unknown'.

    'Tingkat pengangguran' is better lower; 'Persentase penurunan pengangguran' counts the fall and is
    better higher, and so is 'Persentase desa bebas stunting'; 'Aset belum bersertifikat' is better lower.
    'Waktu tanggap penanganan kebakaran' is a time, not a handling.
    """
    text = " ".join(name.split())
    if _times().match(text):
        return "lower"
    if found := _pattern("lower", "words").search(text):
        turned = found["negated"] or _pattern("lower", "turns").search(text)
        return "higher" if turned else "lower"
    found = _pattern("higher", "words").search(text)
    if found is None:
        return "unknown"
    return "lower" if found["negated"] else "higher"
