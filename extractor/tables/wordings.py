"""What a header says, compared with the wordings of patterns/headers.toml.

Headers are printed in narrow cells: words are cut ("REALI-SASI", "Targe t") and letters lost. They are
compared without white space and punctuation, and a slip of a letter is forgiven.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from extractor.patterns import derived, load

_SURE = 90  # similarity in percent of a header that is a known wording; 'REALALISASI' has 90
_ALIKE = 84  # of one that is taken for it where nothing else is known
_SHORT = 4  # letters; shorter wordings ('no', 'ket') are never compared loosely
_YEAR = re.compile(r"(?<!\d)(?:19|20)\s?\d\s?\d(?!\d)")
_PERIOD = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–—/]|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?)\s*((?:19|20)\d\d)(?!\d)", re.I
)
_FORMULA = re.compile(
    r"\(?\s*=?\s*\(?\s*\(?\d+\s*[/:]\s*\d+\s*\)?\s*(?:[x*]\s*100\s*%?)?\s*\)?|[x*]\s*100\s*%?", re.I
)
_UNIT = re.compile(
    r"\(\s*(?:%|rp\.?[^)]*|[^)]*juta[^)]*|[^)]*ribu[^)]*|persen|orang)\s*\)|%|\brp\b[.,]*(?:\s*0{3})?", re.I
)
_ZERO = re.compile(r"(?<=\bn)\s*0\b|\b0(?=[a-z]{3})", re.I)  # 'N0', '0rang': a zero for the letter
_HOMOGLYPHS = str.maketrans("асекортхвмн", "acekoptxbmh")  # Cyrillic letters typed for Latin ones
_BRACKETED = re.compile(r"\([^)]*\)")
_NUMBERS = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def squeeze(text: str) -> str:
    """The letters of a text in lower case, and nothing else."""
    plain = _ZERO.sub("o", text.casefold().translate(_HOMOGLYPHS))
    return re.sub(r"[^a-z]+", "", plain)


def years_of(text: str) -> list[int]:
    """The single years that a header names, those of periods ('2021-2026') left out."""
    return [int(re.sub(r"\s", "", y)) for y in _YEAR.findall(_PERIOD.sub(" ", text))]


def period_of(text: str) -> tuple[int, int] | None:
    """The first period that a text names: '2013-2018', '2021 s.d. 2026'."""
    found = _PERIOD.search(text)
    return (int(found[1]), int(found[2])) if found and int(found[1]) < int(found[2]) else None


def bare(text: str) -> str:
    """A header without years, units, formulas and footnote marks."""
    text = _FORMULA.sub(" ", _PERIOD.sub(" ", _ZERO.sub("o", text)))
    text = _UNIT.sub(" ", _YEAR.sub(" ", text))
    return " ".join(re.sub(r"[*=:]+", " ", _NUMBERS.sub(" ", text)).split())


def has_percent(text: str) -> bool:
    return "%" in text or "persen" in text.casefold()


def has_rupiah(text: str) -> bool:
    return re.search(r"\brp\b|rupiah", text, re.I) is not None


@derived
def _vocabulary() -> tuple[dict[str, str], list[str]]:
    """Squeezed wordings with their fields, and those long enough to be compared loosely."""
    fields: dict[str, list[str]] = load("headers")["fields"]
    words = {squeeze(w): field for field, wordings in fields.items() for w in wordings}
    return words, [w for w in words if len(w) > _SHORT]


@derived
def _group(section: str, name: str) -> tuple[str, ...]:
    return tuple(squeeze(w) for w in load("headers")[section][name])


@derived
def closest(text: str) -> tuple[str | None, float]:
    """The field whose wording a header text is nearest to, and the similarity in percent."""
    words, loose = _vocabulary()
    best: tuple[str | None, float] = (None, 0.0)
    plain = bare(text)
    for candidate in (squeeze(plain), squeeze(_BRACKETED.sub(" ", plain)), squeeze(_TAHUN.sub(" ", plain))):
        if not candidate:
            continue
        if candidate in words:
            return words[candidate], 100.0
        if len(candidate) > _SHORT:
            found = process.extractOne(candidate, loose, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if found and found[1] > best[1]:
                best = (words[found[0]], found[1])
    return best


_TAHUN = re.compile(r"\b(?:pada\s+)?(?:tahun|thn?|t\.?a|th)\b\.?(?:\s*(?:ke|ini)\b)?\s*-?", re.I)


def is_heading(text: str) -> bool:
    """Is a text a known column heading, a year or a word that stands in headings?"""
    return closest(text)[1] >= _SURE or is_neutral(text)


def is_neutral(text: str) -> bool:
    """Does a storey of a header say nothing by itself: a year, a unit, 'Uraian', 'TH II'?"""
    if re.fullmatch(r"[\d\s.,()]*\d[\d\s.,()]*", _YEAR.sub("", _PERIOD.sub("", text)).strip("() ") or "-"):
        return False  # a figure
    plain = squeeze(re.sub(r"\b[IVX]+\b", " ", bare(text)))
    return not plain or plain in _group("neutral", "words") or plain in _group("qualifiers", "unit_words")


def mentions(text: str, qualifier: str) -> bool:
    """Does a header hold one of the words of a qualifier, cut words included?"""
    whole = squeeze(text)
    tokens = {squeeze(t) for t in re.split(r"[\s/().,-]+", text)}
    for word in _group("qualifiers", qualifier):
        if word in tokens or (len(word) > 5 and word in whole):
            return True
        if 8 <= len(word) <= len(whole) and fuzz.partial_ratio(word, whole, score_cutoff=90):
            return True
    return False


def holds(text: str, *words: str) -> bool:
    """Does a header hold one of these words, cut or misspelt by a letter?"""
    whole = squeeze(text)
    return any(
        w in whole or (7 <= len(w) <= len(whole) and fuzz.partial_ratio(w, whole, score_cutoff=88) > 0)
        for w in words
    )


def is_sure(score: float) -> bool:
    return score >= _SURE
