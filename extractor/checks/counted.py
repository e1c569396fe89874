"""Counts in running text: '4 (empat) program', 'sebelas kegiatan', '(2) Dua indikator'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.spotting import Spotted, spotted
from extractor.patterns import derived, load


@dataclass(frozen=True)
class Count:
    """A count in a sentence: the number, what is counted, and where it stands in the sentence."""

    number: int
    noun: str
    start: int
    end: int
    of: int | None = None  # of how many, in '5 dari 7 indikator'


@derived
def _count_pattern() -> Spotted:
    words = "|".join(
        re.escape(w).replace(r"\ ", r"\s*") for w in sorted(load("counts")["numbers"], key=len, reverse=True)
    )
    number = (
        rf"(?:(?P<digits>(?<![\d.,/])\d{{1,3}})\s*(?:\(\s*[a-zA-Z ]{{3,25}}\s*\))?"
        rf"|\(\s*(?P<bracket>\d{{1,3}})\s*\)\s*(?:{words})?|\b(?P<word>{words}))"
    )
    nouns = "|".join(f"(?P<{name}>{pattern})" for name, pattern in load("counts")["nouns"].items())
    plain = re.sub(r"\?P<\w+>", "?:", number)
    whole = rf"(?:\s+(?:\w+\s+)?dari\s+(?:total\s+|keseluruhan\s+|seluruh\s+)?(?P<of>{plain}))?"
    return spotted(rf"{number}{whole}\s+(?:jenis\s+|buah\s+)?(?:{nouns})\b", re.I)


@derived
def counts_in(text: str) -> tuple[Count, ...]:
    """The counts of sasaran, indicators, programs, kegiatan and sub kegiatan in a text.

    >>> [(c.number, c.noun) for c in counts_in("4 (empat) program dan sebelas kegiatan")]
    [(4, 'program'), (11, 'kegiatan')]
    """
    numbers: dict[str, int] = load("counts")["numbers"]
    result = []
    for match in _count_pattern().finditer(text):
        digits = match["digits"] or match["bracket"]
        number = int(digits) if digits else numbers[" ".join(match["word"].casefold().split())]
        noun = next(n for n in load("counts")["nouns"] if match[n])
        result.append(Count(number, noun, match.start(), match.end(), _number(match["of"])))
    return tuple(result)


def _number(text: str | None) -> int | None:
    """The number of '7', '7 (tujuh)', '(7) tujuh' or 'tujuh'."""
    if text is None:
        return None
    digits = re.search(r"\d+", text)
    numbers: dict[str, int] = load("counts")["numbers"]
    return int(digits.group()) if digits else numbers.get(" ".join(text.casefold().split()))
