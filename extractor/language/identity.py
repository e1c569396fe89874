"""When two names mean one indicator: by meaning, not by spelling.

Each telling word of one name needs its partner in the other: the same word, a slip of spelling, a synonym
of patterns/identity.toml, or the same letters cut differently by a narrow cell. A word too many keeps two
names apart ('koperasi' is not 'koperasi aktif'), unless it tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz, process

from extractor.language.words import parse_words
from extractor.patterns import derived, load

_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+|\(?[a-zA-Z][.)]\s+|[-•●▪*]\s*)+")
_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z&-]{1,9})\)")
_UNIT = re.compile(
    r"\(\s*(?:%|persen|orang|rp\.?|rupiah|juta(?:an)?(?:\s*rp\.?)?|poin|nilai|iku|ikk|unit|hari|kali|menit|kasus)\s*\)",
    re.I,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WORD = re.compile(r"[a-z]+(?:_[a-z]+)*(?:(?<=[a-z]{3})\.(?=\s*\S))?|\d+(?:[.,]\d+)*|%")
_DOUBLED = re.compile(r"([a-z])\1")  # 'yanng'
_ROMAN = re.compile(r"[ivx]{1,4}")
_SLIP = 86  # similarity in percent of a word and its slip: 'peserta' and 'pesetra' have 86
_SLIP_LENGTH = 5  # shorter words must be equal, or differ in a lost letter ('bruh', 'buruh')
_ASIDE = 2  # words in brackets that may tell names apart; more are a remark
_STEM = 6  # letters of a word that may have lost its 'di-'
_CUT_CLEAN = 97  # the same where nothing else differs
_CUT = 92  # similarity of the letters left on either side where words were cut or joined
_NEAR = 62  # names less alike than this are not compared word by word
_CANDIDATES = 12  # nearest names that a new one is compared with word by word
_MANY = 5  # telling words after which one light word too many does not part two names
SAME = 85.0
"""Similarity from which two names are one indicator."""


class _Form(NamedTuple):
    """A name as it is compared: what it measures, its telling words in order, its numbers, and the words
    that it adds in brackets."""

    measure: frozenset[int]
    words: tuple[str, ...]
    numbers: frozenset[str]
    aside: tuple[str, ...] = ()
    telling: bool = False  # the words in brackets part it from a name without them: '(Dr)', '(laki-laki)'

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass(frozen=True)
class _Wordings:
    same: tuple[tuple[str, re.Pattern[str], str], ...]  # a variant, its pattern, the word that stands for it
    stop: frozenset[str]
    light: frozenset[str]
    measures: dict[str, int]
    any_measure: frozenset[str]
    alike: frozenset[tuple[str, str]]  # both orders of two words that are no slips of each other


@derived
def _wordings() -> _Wordings:
    raw = load("identity")
    pairs = [(variant, name) for name, variants in raw["same"].items() for variant in variants]
    pairs.sort(key=lambda pair: -len(pair[0]))
    same = tuple(
        (
            v.casefold(),
            re.compile(rf"(?<!\w){re.escape(v)}(?!\w)" if v[0].isalnum() else re.escape(v), re.IGNORECASE),
            f" {name} ",
        )
        for v, name in pairs
    )
    words = raw["words"]
    return _Wordings(
        same,
        frozenset(words["stop"]),
        frozenset(words["light"]),
        {w: i for i, group in enumerate(words["measures"]) for w in group},
        frozenset(words["any_measure"]),
        frozenset((x, y) for group in words["alike"] for x in group for y in group if x != y),
    )


def _forms(name: str) -> tuple[_Form, ...]:
    """A name's form, and, where it explains an abbreviation in brackets, that with the abbreviation."""
    text = _UNIT.sub(" ", _NUMBERING.sub("", name))
    explained = []
    for match in _ABBREVIATION.finditer(text):
        start = _explained(text[: match.start()], match.group(1))
        if start is not None:
            rest = _ABBREVIATION.sub(" ", text[match.end() :])
            explained.append(f"{text[:start]} {match.group(1)} {rest}")
    variants = [_ABBREVIATION.sub(" ", text) if explained else text, *explained]
    for match in _BRACKETS.finditer(text):
        if len(match.group(1).split()) <= _ASIDE:  # 'kematian spesifik (NDR)' and 'kematian spesifik NDR'
            variants.append(f"{text[: match.start()]} {match.group(1)} {text[match.end() :]}")
    return tuple(dict.fromkeys(_form(v) for v in variants))


def _explained(before: str, short: str) -> int | None:
    """Where the words begin whose first letters make an abbreviation, small words left out."""
    words = list(re.finditer(r"[A-Za-z]+", before))
    letters = [c for c in short.casefold() if c.isalpha()]
    at = len(words) - 1
    for letter in reversed(letters):
        while (
            at >= 0
            and words[at].group().casefold() in _wordings().stop
            and (words[at].group()[0].casefold() != letter)
        ):
            at -= 1
        if at < 0 or words[at].group()[0].casefold() != letter:
            return None
        at -= 1
    return words[at + 1].start()


def _form(text: str) -> _Form:
    aside = " ".join(_BRACKETS.findall(text))
    form = _plain_form(_BRACKETS.sub(" ", text))
    if not form.words:
        return _plain_form(text)
    if not aside.strip():
        return form
    words = _plain_form(aside).words
    return form._replace(aside=words, telling=_is_telling(aside, words, form))


def _is_telling(aside: str, words: tuple[str, ...], form: _Form) -> bool:
    """Whether one or two words in brackets say which one is meant; abbreviations, number words, a repetition
    and longer remarks do not."""
    text = aside.strip()
    if sum(c.isupper() for c in text) > len(text.split()) or ":" in text:
        return False
    if text.casefold().startswith(("per ", "dalam ")):
        return False  # a unit: 'per 100.000 penduduk'
    told = [w for w in words if w not in form.words and w not in _wordings().light]
    return 0 < len(told) <= _ASIDE and parse_words(text).value is None


def _plain_form(text: str) -> _Form:
    wordings = _wordings()
    line = re.sub(r"[-–/]", " ", text.casefold().replace("rata-rata", "rata_rata"))
    for variant, pattern, name in wordings.same:
        if variant in line:
            line = pattern.sub(name, line)
    words = [w for w in _WORD.findall(line) if _DOUBLED.sub(r"\1", w) not in wordings.stop]
    measure: set[int] = set()
    while words and (words[0] in wordings.measures or words[0] in wordings.any_measure):
        if len(words) == 1:
            break
        word = words.pop(0)
        if word in wordings.measures:
            measure.add(wordings.measures[word])
    numbers = frozenset(w for w in words if w[0].isdigit() or _ROMAN.fullmatch(w))
    return _Form(frozenset(measure), tuple(w for w in words if w not in numbers), numbers)


def key(name: str) -> str:
    """The name as it is compared, for indexes: lower case, synonyms replaced, small words left out."""
    form = _form(_UNIT.sub(" ", _NUMBERING.sub("", name)))
    return " ".join([*form.words, *sorted(form.numbers)])


def similarity(a: str, b: str) -> float:
    """How certainly two names mean one indicator, from 0 to 100; from SAME on they do."""
    return max(_similarity(x, y) for x in _forms(a) for y in _forms(b))


def same(a: str, b: str) -> bool:
    """Do two names mean one indicator?"""
    return similarity(a, b) >= SAME


def _similarity(a: _Form, b: _Form) -> float:
    if a.numbers != b.numbers or (a.measure and b.measure and not a.measure & b.measure):
        return 0.0
    if _contradict(a, b) or (a.telling and not b.aside) or (b.telling and not a.aside):
        return 0.0
    if a.words == b.words:
        return 100.0 if a.measure == b.measure else 97.0
    near = max(fuzz.ratio(a.text, b.text), fuzz.token_sort_ratio(a.text, b.text))
    if near < _NEAR:
        return 0.0
    left, right = _unmatched(a.words, b.words)
    if left and right:
        alike = _wordings().alike
        if any((x, y) in alike or _doer(x, y) for x in left for y in right):
            return 0.0
        if fuzz.ratio("".join(left), "".join(right)) < _CUT:
            return 0.0
        return min(99.0, max(near, SAME))
    extra = [*left, *right]
    light = _wordings().light
    if not extra:
        return min(99.0, max(near, 95.0))
    telling = [w for w in extra if w not in light]
    shared = min(len(a.words), len(b.words))
    if telling or shared < 2 or len(extra) > max(1, shared // 3):
        return 0.0
    if shared < _MANY and any(w in {"kerja", "kinerja"} for w in extra):
        return 0.0
    return min(94.0, max(near, SAME))


def _contradict(a: _Form, b: _Form) -> bool:
    """'SDM terlatih (Dr)' and 'SDM terlatih (Ns)'."""
    return bool(a.aside and b.aside) and fuzz.ratio("".join(a.aside), "".join(b.aside)) < _CUT


def _unmatched(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The words of either side without a partner, in order."""
    shared = Counter(a) & Counter(b)
    left, right = _without(a, shared), _without(b, shared)
    alike = _wordings().alike
    if any((x, y) in alike or _doer(x, y) for x in left for y in right):
        return left, right
    if left and right and fuzz.ratio("".join(left), "".join(right)) >= _CUT_CLEAN:
        return [], []  # 'ditindaklanju ti'
    for word in list(left):
        partner = next((other for other in right if _slip(word, other)), None)
        if partner is not None:
            left.remove(word)
            right.remove(partner)
    return left, right


def _without(words: tuple[str, ...], shared: Counter[str]) -> list[str]:
    rest = Counter(shared)
    result = []
    for word in words:
        if rest[word]:
            rest[word] -= 1
        else:
            result.append(word)
    return result


def _doer(a: str, b: str) -> bool:
    """'penerima' and 'penerimaan', 'pendidik' and 'pendidikan': who does it and what is done."""
    short, long = sorted((a, b), key=len)
    return short.startswith("pe") and long == f"{short}an"


def _slip(a: str, b: str) -> bool:
    if a[-1] == "." or b[-1] == ".":  # 'Peningk.' is cut short
        short, long = sorted((a.rstrip("."), b.rstrip(".")), key=len)
        return long.startswith(short)
    if len(a) > _STEM and len(b) > _STEM and a.removeprefix("di") == b.removeprefix("di"):
        return True  # 'tempatkan' for 'ditempatkan'
    if a[0] != b[0]:
        return False
    if min(len(a), len(b)) < _SLIP_LENGTH:
        return abs(len(a) - len(b)) == 1 and min(len(a), len(b)) >= 4 and fuzz.ratio(a, b) >= 88
    return fuzz.ratio(a, b) >= _SLIP


class Matcher:
    """Groups names into identities, one after the other."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._names: list[str] = []  # one entry per name that was new
        self._texts: list[str] = []
        self._forms: list[tuple[_Form, ...]] = []
        self._keys: list[int] = []
        self._count = 0

    def key(self, name: str) -> int:
        """The identity of a name: that of the nearest name before it that means the same, else a new one."""
        if name in self._known:
            return self._known[name]
        forms = _forms(name)
        best, found = SAME - 0.001, None
        text = forms[0].text
        candidates = {
            index
            for form in forms
            for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
            for _, _, index in process.extract(
                form.text, self._texts, scorer=scorer, score_cutoff=_NEAR, limit=_CANDIDATES
            )
        }
        candidates |= {i for i, known in enumerate(self._forms) if len(known) > 1}
        for index in sorted(candidates):
            likeness = max(_similarity(x, y) for x in forms for y in self._forms[index])
            if likeness > best and not self._contradicted(forms[0], self._keys[index]):
                best, found = likeness, self._keys[index]
        if found is None:
            found = self._count
            self._count += 1
        self._known[name] = found
        self._names.append(name)
        self._texts.append(text)
        self._forms.append(forms)
        self._keys.append(found)
        return found

    def _contradicted(self, form: _Form, key: int) -> bool:
        """Whether a name of the identity adds other words in brackets."""
        return bool(form.aside) and any(
            _contradict(form, forms[0])
            for forms, known in zip(self._forms, self._keys, strict=True)
            if known == key
        )
