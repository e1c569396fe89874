"""Number words (terbilang): reading them by their grammar, saying where it breaks, and writing them.

    number := [group triliun] [group miliar] [group juta] [group ribu | seribu] [group] ["koma" digits]
              ["rupiah"] [group "sen"]
    group  := [hundreds] [tens]

A hundred after finished tens without a scale between them is a lost scale word ('tujuh puluh empat seratus
sembilan puluh ...'): such words are no number, and the repairs say what they are with the scale put back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA

from extractor.language.units import FACTORS, plain, vocabulary
from extractor.patterns import derived

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_VALUES = {word: value for value, word in enumerate(_DIGITS)} | {"kosong": 0}
_JOINTS = ("belas", "puluh", "ratus")
_SCALES = ("triliun", "miliar", "juta", "ribu")
_ONES = {"sepuluh": ("satu", "puluh"), "sebelas": ("satu", "belas"), "seratus": ("satu", "ratus")} | {
    f"se{scale}": ("satu", scale) for scale in _SCALES
}
_SHORT = {words: word for word, words in _ONES.items()}
_MARKS = ("koma", "rupiah", "sen", "minus")
_FILLERS = frozenset({"dan", "rp", "terbilang"})
_SLIP_LENGTH = 4  # letters of a word that a slip can be told from; 'dua' has too many neighbours
_LIMIT = 10**15
_MOST_REPAIRS = 16  # breaks beyond two make any repair a guess

Kind = Literal["lost_scale", "order", "slip", "unknown"]


class Flaw(NamedTuple):
    """Something wrong with number words: what, the words as printed, and what is meant where that is known.

    ``lost_scale``: a group ends and another begins without a scale between them; ``order``: a word that
    cannot stand there; ``slip``: a spelling that is one letter off (``meant`` is the word); ``unknown``: no
    number word. Only a slip leaves the number readable.
    """

    kind: Kind
    words: str
    meant: str = ""


class Repair(NamedTuple):
    """What broken words say once lost scale words are put back."""

    lost: tuple[str, ...]  # 'juta'
    value: Decimal


class WordsReading(NamedTuple):
    """What number words say. ``value`` is None where they are no number; then ``repairs`` are all numbers
    that lost scale words can make of them."""

    text: str
    value: Decimal | None
    unit: str | None  # 'rupiah', 'orang': the words after the number
    flaws: tuple[Flaw, ...]
    repairs: tuple[Repair, ...]


class _Part(NamedTuple):
    """A word of the grammar: rank 3 hundreds, 2 tens, 1 units and teens; 0 a scale, with its factor."""

    rank: int
    value: int
    printed: str


@derived
def _spellings() -> dict[str, tuple[str, ...]]:
    """Every accepted spelling and the plain words that it stands for."""
    result: dict[str, tuple[str, ...]] = {word: (word,) for word in (*_VALUES, *_JOINTS, *_MARKS)}
    for wording, factor in vocabulary().scales.items():
        name = next((n for n, f in FACTORS.items() if f == factor), None)
        if name and wording.isalpha() and len(wording) > 1 and not wording.endswith("an"):
            result[wording] = (name,)
            result["se" + wording] = ("satu", name)
    return result | dict(_ONES)


@derived
def _joined() -> re.Pattern[str]:
    longest_first = sorted(_spellings(), key=lambda w: (-len(w), w))
    return re.compile(f"(?:{'|'.join(longest_first)})")


def parse_words(text: str) -> WordsReading:
    """Read number words: 'Lima belas miliar tiga ratus delapan juta', 'duabelas koma lima'.

    Capitals, line breaks, hyphens, joined words and one-letter slips are understood; words after the number
    are its unit.
    """
    raw = re.findall(r"[^\W\d_]+|-", plain(text).replace("\u00ad", "").lower())
    tokens, flaws, rest = _tokens([t for t in raw if t != "-" and t not in _FILLERS])
    unit = " ".join(rest) or None
    if "rupiah" in tokens:
        unit = "rupiah"
    negative = bool(tokens) and tokens[0] == "minus"
    body = tokens[1:] if negative else tokens
    whole, fraction, sen = _sections(body)
    parts, wrong = _parts(whole)
    flaws += wrong
    value: Decimal | None = None
    repairs: tuple[Repair, ...] = ()
    if whole and not any(f.kind in ("order", "unknown") for f in flaws):
        amount = _amount(parts)
        if amount is None:
            broken = _breaks(parts)
            scaleless = bool(broken) and all(parts[i].rank > 1 for i in broken)
            kind: Kind = "lost_scale" if scaleless else "order"
            flaws += [Flaw(kind, f"{parts[i - 1].printed} {parts[i].printed}") for i in broken]
            flaws += [] if broken else [Flaw("order", " ".join(whole))]
            repairs = tuple(_repaired(parts, broken)) if scaleless else ()
        else:
            value = Decimal(amount)
    tail = _tail(fraction, sen, flaws)
    if tail is None:
        value, repairs = None, ()
    elif tail:
        value = None if value is None else value + tail
        repairs = tuple(r._replace(value=r.value + tail) for r in repairs)
    if negative:
        value = None if value is None else -value
        repairs = tuple(r._replace(value=-r.value) for r in repairs)
    return WordsReading(text, value, unit, tuple(flaws), repairs)


def _tokens(words: Sequence[str]) -> tuple[list[str], list[Flaw], list[str]]:
    """Plain number words, what is wrong with their spelling, and the words after the last of them."""
    tokens: list[str] = []
    flaws: list[Flaw] = []
    unread: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        known = _split(word)
        step = 1
        if known is None and at + 1 < len(words):
            known, step = _split(word + words[at + 1]), 2  # a word cut at the end of a line
        if known is None:
            step = 1
            meant = _slip(word)
            if meant is None:
                unread.append(word)
                at += 1
                continue
            known = meant[1]
            flaws.append(Flaw("slip", word, meant[0]))
        if unread:
            flaws.extend(Flaw("unknown", w) for w in unread)
            unread.clear()
        tokens.extend(known)
        at += step
    return tokens, flaws, unread


def _split(word: str) -> tuple[str, ...] | None:
    """The plain words of a word, joined ones taken apart: 'duabelas', 'limaratustigapuluh'."""
    spellings = _spellings()
    if word in spellings:
        return spellings[word]
    found = _joined().findall(word)
    if not found or "".join(found) != word:
        return None
    return tuple(plain_word for part in found for plain_word in spellings[part])


def _slip(word: str) -> tuple[str, tuple[str, ...]] | None:
    """The only number word that is one letter off, and its plain words."""
    if len(word) < _SLIP_LENGTH - 1:
        return None
    near = {w for w in _spellings() if len(w) >= _SLIP_LENGTH and OSA.distance(word, w, score_cutoff=1) <= 1}
    meanings = {_spellings()[w] for w in near}
    return (min(near), meanings.pop()) if len(meanings) == 1 else None


def _sections(tokens: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The whole number, the digits after 'koma', the group before 'sen'."""
    whole: list[str] = []
    fraction: list[str] = []
    sen: list[str] = []
    current = whole
    for token in tokens:
        if token == "koma":
            current = fraction
        elif token == "rupiah":
            current = sen
        elif token != "sen":
            current.append(token)
    return whole, fraction, sen


def _parts(tokens: Sequence[str]) -> tuple[list[_Part], list[Flaw]]:
    """Hundreds, tens, units and scales in printed order."""
    parts: list[_Part] = []
    flaws: list[Flaw] = []
    at = 0
    while at < len(tokens):
        word = tokens[at]
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if word in _SCALES:
            parts.append(_Part(0, int(FACTORS[word]), word))
        elif word in _VALUES and after in _JOINTS and _VALUES[word]:
            digit, printed = _VALUES[word], _SHORT.get((word, after), f"{word} {after}")
            rank, value = {"ratus": (3, 100 * digit), "puluh": (2, 10 * digit), "belas": (1, 10 + digit)}[
                after
            ]
            # 'sepuluh' closes its group: no unit follows it
            parts.append(_Part(1 if value == 10 else rank, value, printed))
            at += 1
        elif word in _VALUES:
            parts.append(_Part(1, _VALUES[word], word))
        else:
            flaws.append(Flaw("order", word))
        at += 1
    return parts, flaws


def _amount(parts: Sequence[_Part]) -> int | None:
    """The number that the parts make, or None where they break the grammar."""
    total = group = 0
    last_rank, last_scale = 4, _LIMIT
    for part in parts:
        if part.rank == 0:
            if part.value >= last_scale or last_rank == 4 or group == 0:
                return None
            total += group * part.value
            group, last_rank, last_scale = 0, 4, part.value
        elif part.rank >= last_rank or (part.value == 0 and len(parts) > 1):
            return None
        else:
            group += part.value
            last_rank = part.rank
    return total + group if parts else None


def _breaks(parts: Sequence[_Part]) -> list[int]:
    """Where a group begins though the one before it had no scale."""
    return [i for i in range(1, len(parts)) if 0 < parts[i - 1].rank <= parts[i].rank]


def _repaired(parts: Sequence[_Part], breaks: Sequence[int]) -> Iterator[Repair]:
    """Every number that scale words put into the breaks can make."""
    if len(_SCALES) ** len(breaks) > _MOST_REPAIRS or not breaks:
        return
    for lost in product(_SCALES, repeat=len(breaks)):
        filled: list[_Part] = []
        scales = dict(zip(breaks, lost, strict=True))
        for i, part in enumerate(parts):
            if i in scales:
                filled.append(_Part(0, int(FACTORS[scales[i]]), scales[i]))
            filled.append(part)
        amount = _amount(filled)
        if amount is not None:
            yield Repair(lost, Decimal(amount))


def _tail(fraction: Sequence[str], sen: Sequence[str], flaws: list[Flaw]) -> Decimal | None:
    """What 'koma' and 'sen' add; None, with a flaw, where they are no digits."""
    added = Decimal(0)
    if fraction:
        if all(word in _VALUES for word in fraction):
            digits = "".join(str(_VALUES[word]) for word in fraction)
        else:
            amount = _amount(_parts(fraction)[0])
            digits = str(amount) if amount is not None else ""
        if not digits:
            flaws.append(Flaw("order", " ".join(fraction)))
            return None
        added += Decimal(f"0.{digits}")
    if sen:
        amount = _amount(_parts(sen)[0])
        if amount is None or amount >= 100:
            flaws.append(Flaw("order", " ".join(sen)))
            return None
        added += Decimal(amount) / 100
    return added


def to_words(value: int) -> str:
    """A whole number in words: 115 is 'seratus lima belas'. Raises ValueError from a thousand triliun on."""
    if abs(value) >= _LIMIT:
        raise ValueError(f"too large for words: {value}")
    if value == 0:
        return "nol"
    words = ["minus"] if value < 0 else []
    rest = abs(value)
    for scale in _SCALES:
        factor = int(FACTORS[scale])
        group, rest = divmod(rest, factor)
        if group:
            words += ["seribu"] if scale == "ribu" and group == 1 else [*_group(group), scale]
    return " ".join([*words, *_group(rest)])


def _group(value: int) -> list[str]:
    """The words of a number below a thousand; none for zero."""
    words: list[str] = []
    hundreds, rest = divmod(value, 100)
    if hundreds:
        words += ["seratus"] if hundreds == 1 else [_DIGITS[hundreds], "ratus"]
    if rest in (10, 11):
        return [*words, "sepuluh" if rest == 10 else "sebelas"]
    if 11 < rest < 20:
        return [*words, _DIGITS[rest - 10], "belas"]
    tens, units = divmod(rest, 10)
    if tens:
        words += [_DIGITS[tens], "puluh"]
    return [*words, _DIGITS[units]] if units else words
