"""Where running text speaks of an indicator that the tables know: by its name, worded a little
differently, by its quoted beginning, or by an abbreviation that the report defines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from extractor.patterns import derived, load

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[-/][A-Za-zÀ-ÿ]+)*|\d+(?:[.,]\d+)*")
_SLIP = 86  # similarity of two words that are one word with a slip of spelling, in percent
_SLIP_LENGTH = 6  # shorter words must be equal: 'aktif' is not 'pasif'
_SLIPPED = 0.95  # a word with a slip counts less, so that the exact name wins
_LIGHT = 0.25  # weight of a word that many names begin with: Persentase, Jumlah, Tingkat
_COVERAGE = 0.8  # share of a name's weight that the text must have
_SKIPPED = 1  # words of the text inside a name of up to _LONG words that may be others; one more if longer
_LONG = 4
_MIN_WEIGHT = 1.5  # a mention needs two telling words, or one with its measure word, unless that is all
_ABBREVIATION = re.compile(r"\b([A-Z][A-Za-z]*[A-Z][A-Z0-9]*(?:-[A-Z]+)?)\b")
OPENING = ' :"“„‘('  # signs that may stand before a name that opens a text
_QUOTES = '"“„‘'
_QUOTED = re.compile(r"[\"“„‘]([^\"”‟’“„]{8,160})[\"”‟’]")
_BRACKETED = re.compile(r"\s*\(\s*([^()\d]{2,14})\s*\)")
_MIN_INITIALS = 3
_SHORT_SCORE = 1.2  # an abbreviation is less than a name of two telling words
_TIE = 0.05  # scores nearer than this are equal


class Mention(NamedTuple):
    """A place where text speaks of something. ``key`` is None where it may be any of ``options``."""

    start: int
    end: int
    key: int | None
    options: frozenset[int] = frozenset()


class _Candidate(NamedTuple):
    score: float
    start: int
    end: int
    key: int


class _Token(NamedTuple):
    text: str
    start: int
    end: int


@derived
def _words(kind: str) -> frozenset[str]:
    words: list[str] = load("prose")["names"][kind]
    return frozenset(words)


@derived
def _stem(word: str) -> str:
    """A word as it is compared: spelling variants of one word are made equal."""
    word = word.casefold()
    same: dict[str, str] = load("prose")["names"]["same"]
    return same.get(word, word)


def _tokens(text: str) -> list[_Token]:
    """The telling words of a text; small words are left out."""
    result = []
    for match in _WORD.finditer(text):
        start = match.start()
        for telling, begin, end in _telling(match.group()):
            result.append(_Token(telling, start + begin, start + end))
    return result


@derived
def _telling(word: str) -> tuple[_Token, ...]:
    """The telling words in a word as printed: 'tenaga/pekerja' is two."""
    result = []
    start = 0
    for part in word.replace("/", "-").split("-"):
        end = start + len(part)
        result += [_Token(piece, start, end) for piece in _stem(part).split() if piece not in _words("small")]
        start = end + 1
    return tuple(result)


@derived
def _weight(word: str) -> float:
    return _LIGHT if word in _words("light") else 1.0


@derived
def _opposites() -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, load("prose")["names"]["opposites"]))


@derived
def _likeness(a: str, b: str) -> float:
    """1 for one word, a little less for one with a slip of spelling, 0 for two."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) < _SLIP_LENGTH or a[0].isdigit() or not fuzz.ratio(a, b, score_cutoff=_SLIP):
        return 0.0
    return 0.0 if frozenset((a, b)) in _opposites() else _SLIPPED


class _Name(NamedTuple):
    key: int
    words: tuple[str, ...]
    weight: float
    tail: re.Pattern[str] | None  # small words at the end: 'yang memperoleh nilai CC ke atas'


class Mentions:
    """Finds mentions of named things in running text.

    ``names`` gives each thing's key with all its spellings. Names that are themselves part of another
    name lose to it where both fit.
    """

    def __init__(self, names: Iterable[tuple[int, Sequence[str]]]) -> None:
        self._names: list[_Name] = []
        self._starts: dict[str, list[_Name]] = defaultdict(list)
        self._initials: dict[str, list[str]] = defaultdict(list)
        self._slips: dict[str, tuple[_Name, ...]] = {}
        self._short: dict[str, set[int]] = defaultdict(set)
        for key, spellings in names:
            for spelling in dict.fromkeys(spellings):
                self._add(key, spelling)
        for start in self._starts:
            self._initials[start[0]].append(start)

    def _add(self, key: int, spelling: str) -> None:
        for match in re.finditer(r"\(([^()]{2,12})\)", spelling):
            if _ABBREVIATION.fullmatch(match.group(1).strip()):
                self._short[match.group(1).strip()].add(key)
        plain = re.sub(r"\([^()]*\)", " ", spelling)
        words = tuple(t.text for t in _tokens(plain))
        if not words:
            return
        name = _Name(key, words, sum(map(_weight, words)), _tail(plain))
        if name not in self._names:
            self._names.append(name)
            for word in dict.fromkeys(words[:3]):
                self._starts[word].append(name)
        initials = "".join(w[0] for w in words if not w[0].isdigit()).upper()
        if len(initials) >= _MIN_INITIALS and len(words) == len(initials):
            self._short.setdefault(initials, set()).add(key)
        for word in _ABBREVIATION.findall(plain):
            if len(words) <= 2 and len(word) >= _MIN_INITIALS:
                self._short[word].add(key)

    def define(self, text: str) -> None:
        """Learn abbreviations from running text: 'Bed Occupancy Rate (BOR)' after a known name."""
        for match in re.finditer(r"\(([A-Z][A-Za-z-]{1,9})\)", text):
            short = match.group(1)
            before = text[max(0, match.start() - 120) : match.start()]
            found = [m for m in self.find(before) if m.end >= len(before.rstrip()) - 1]
            if found and found[-1].key is not None and _ABBREVIATION.fullmatch(short):
                self._short[short].add(found[-1].key)

    def find(self, text: str) -> list[Mention]:
        """All mentions in a text, in order, without overlaps."""
        tokens = _tokens(text)
        candidates: list[_Candidate] = []
        for index, token in enumerate(tokens):
            for name in self._starting(token.text):
                found = _align(name, tokens, index)
                if found is not None:
                    matched, last = found
                    coverage = matched / name.weight
                    end = tokens[last].end
                    tail = name.tail.match(text, end) if name.tail else None
                    end = _with_abbreviation(text, tail.end() if tail else end)
                    candidates.append(_Candidate(matched * coverage, token.start, end, name.key))
        for match in _ABBREVIATION.finditer(text):
            for key in self._short.get(match.group(1), ()):
                candidates.append(_Candidate(_SHORT_SCORE, match.start(), match.end(), key))
        candidates.extend(self._quoted(text))
        return _without_overlaps(candidates)

    def may_open(self, text: str) -> bool:
        """May a text begin with a mention (after signs that open one)? Told from its first word alone."""
        start = len(text) - len(text.lstrip(OPENING))
        if any(sign in _QUOTES for sign in text[:start]):
            return True
        first, short = _WORD.match(text, start), _ABBREVIATION.match(text, start)
        if short is not None and short.group(1) in self._short:
            return True
        tokens = _tokens(first.group()) if first is not None else []
        return any(token.start == 0 and self._starting(token.text) for token in tokens)

    def _quoted(self, text: str) -> Iterator[_Candidate]:
        """Names cut short between quotation marks: “Persentase pencaker terlatih”."""
        for match in _QUOTED.finditer(text):
            words = [t.text for t in _tokens(match.group(1))]
            weight = sum(map(_weight, words))
            if weight < _MIN_WEIGHT:
                continue
            for name in self._starting(words[0]):
                if len(name.words) > len(words) and all(map(_likeness, name.words, words)):
                    yield _Candidate(weight, match.start(1), match.end(1), name.key)

    def _starting(self, word: str) -> Sequence[_Name]:
        found = self._slips.get(word)
        if found is None:
            # A slip of spelling seldom falls on the first letter, and short words must be equal.
            near = self._initials[word[0]] if len(word) >= _SLIP_LENGTH else [word]
            known = {
                id(name): name
                for start in near
                if start == word or abs(len(start) - len(word)) <= 2 and _likeness(start, word)
                for name in self._starts.get(start, ())
            }
            found = self._slips[word] = tuple(known.values())
        return found


def _tail(name: str) -> re.Pattern[str] | None:
    words = [m.group().casefold() for m in _WORD.finditer(name)]
    end = len(words)
    while end and words[end - 1] in _words("small"):
        end -= 1
    return re.compile("".join(rf"\s+{re.escape(w)}" for w in words[end:]), re.I) if end < len(words) else None


def _with_abbreviation(text: str, end: int) -> int:
    """The end of a mention with the abbreviation that may follow it: 'Perjanjian Bersama (PB)'."""
    match = _BRACKETED.match(text, end)
    return match.end() if match and _ABBREVIATION.fullmatch(match.group(1).strip()) else end


def _align(name: _Name, tokens: Sequence[_Token], index: int) -> tuple[float, int] | None:
    """Walk a name along the text from a token. Returns the weight of the words matched and the index of
    the last one, or None if the text does not name it."""
    remaining = list(name.words)
    matched = 0.0
    skipped = 0
    last = index
    position = index
    while position < len(tokens) and remaining:
        word = tokens[position].text
        size = len(word)
        for at, own in enumerate(remaining[:3]):
            if own == word:
                likeness = 1.0
            elif size < _SLIP_LENGTH or 4 * len(own) < 3 * size or 4 * size < 3 * len(own):
                continue  # too short, or of too unlike length, for a slip
            else:
                likeness = _likeness(own, word)
            if likeness:
                matched += _weight(own) * likeness
                del remaining[at]
                last = position
                break
        else:
            skipped += 1
            if skipped > _SKIPPED + (len(name.words) > _LONG):
                break
        position += 1
    if matched < _COVERAGE * name.weight or matched < min(_MIN_WEIGHT, name.weight) - 0.01:
        return None
    # A word that sets the thing apart from another ('aktif', 'sehat') stands last: it must be there.
    heavy = [w for w in name.words if _weight(w) == 1.0]
    if len(heavy) <= 3 and any(w in remaining for w in heavy):
        return None
    return matched, last


def _without_overlaps(candidates: list[_Candidate]) -> list[Mention]:
    """The best candidate of each place. Where two things fit one place equally well, it is one of them,
    and nobody can say which."""
    chosen: list[tuple[_Candidate, set[int]]] = []
    for found in sorted(candidates, key=lambda c: (-c.score, c.start, c.key)):
        rivals = [pair for pair in chosen if pair[0].start < found.end and found.start < pair[0].end]
        if not rivals:
            chosen.append((found, {found.key}))
        elif len(rivals) == 1 and rivals[0][0].score - found.score < _TIE:
            rivals[0][1].add(found.key)
    return sorted(
        Mention(c.start, c.end, c.key if len(keys) == 1 else None, frozenset(keys)) for c, keys in chosen
    )
