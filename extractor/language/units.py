"""Units, scales and the other words that stand with a figure, compiled from patterns/units.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from extractor.language.digits import Habit
from extractor.patterns import load

UnitKind = Literal["count", "amount", "score", "share", "money", "other"]
Comparator = Literal["<", "<=", ">", ">="]

_LARGE = Decimal(10) ** 9  # from miliar up a dot before three digits is more probably decimal ('1.834 T')
_WHOLE_PERCENT = 10  # '99.375%' cannot be ninety-nine thousand percent; '1.250%' can be 1250

FACTORS: dict[str, Decimal] = {
    "ribu": Decimal(10) ** 3,
    "juta": Decimal(10) ** 6,
    "miliar": Decimal(10) ** 9,
    "triliun": Decimal(10) ** 12,
}

# Signs that the fonts of word processors give instead of the plain ones; every one stands for one
# character, so that places in the text stay what they are.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t\n\r\x0b\x0c\u200b\ufeff", " "),
        **dict.fromkeys("‐‑‒–—―−﹣－\uf02d\u00ad", "-"),
        **dict.fromkeys("⩽≦⪯\uf0a3", "≤"),
        **dict.fromkeys("⩾≧⪰\uf0b3", "≥"),
        **dict.fromkeys("＜˂﹤", "<"),
        **dict.fromkeys("＞˃﹥", ">"),
        **dict.fromkeys("＝\uf03d", "="),
        **dict.fromkeys("％﹪\uf025", "%"),
        **dict.fromkeys("✕✖⨯∗·", "×"),
        **dict.fromkeys("，‚", ","),
        **dict.fromkeys("⁄∕÷", "/"),
        "：": ":",
        "∶": ":",
    }
)


def plain(text: str) -> str:
    """The text with dashes, spaces and signs in their plain form, character by character."""
    return text.translate(_PLAIN)


class Unit(NamedTuple):
    """What a unit cell or the brackets of a header say: '%', 'Orang', '(Rp. Juta)'."""

    name: str | None  # in lower case; None where only a scale is named
    kind: UnitKind
    factor: Decimal  # of full units: 1000000 for 'juta'

    @property
    def counts(self) -> bool | None:
        """For :func:`extractor.language.numbers.parse`: whether '1.234' are thousands (True), decimals
        (False) or open (None). Scaled money is open: 'Rp 1,234 miliar'."""
        if self.kind == "money":
            return True if self.factor == 1 else None
        return {"count": True, "score": False}.get(self.kind)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, spaces as printed or not at all."""
    longest_first = sorted({w.lower() for w in words}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest_first)


def _bounded(words: Iterable[str]) -> str:
    """Alternatives that end where the word ends."""
    listed = list(words)
    signs = [w for w in listed if not w[-1].isalnum()]
    plain_words = [w for w in listed if w[-1].isalnum()]
    return "|".join(
        part
        for part in (
            f"(?:{alternatives(plain_words)})(?![^\\W_])" if plain_words else "",
            f"(?:{alternatives(signs)})" if signs else "",
        )
        if part
    )


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The compiled words. Compared by identity: a user's overlay makes another vocabulary."""

    kinds: dict[str, tuple[str, UnitKind]]  # wording -> unit and its kind
    unit: re.Pattern[str]  # a known unit at the start
    share: re.Pattern[str]
    money: re.Pattern[str]
    scale: re.Pattern[str]  # groups: word, letter
    scales: dict[str, Decimal]
    label: re.Pattern[str]
    change: re.Pattern[str]
    comparator: re.Pattern[str]
    comparator_after: re.Pattern[str]
    comparators: dict[str, Comparator]
    joiner: re.Pattern[str]
    per: re.Pattern[str]
    missing: frozenset[str]
    missing_begin: re.Pattern[str]
    letters: re.Pattern[str]
    level: re.Pattern[str]
    opinion: re.Pattern[str]
    opinions: dict[str, str]
    predicate: re.Pattern[str]
    short_predicates: frozenset[str]
    not_units: frozenset[str]


def _compile(raw: dict[str, Any]) -> Vocabulary:
    flags = re.IGNORECASE
    kinds: dict[str, tuple[str, UnitKind]] = {}
    tables: tuple[UnitKind, ...] = ("count", "amount", "score", "share", "money")
    for kind in tables:
        for name, wordings in raw[kind].items():
            for wording in (*wordings, name.replace("_", " ")):
                kinds.setdefault(wording.lower(), (name.replace("_", " "), kind))
    letters = raw["scale_letters"]
    scales = {w.lower(): FACTORS[name] for name, words in raw["scales"].items() for w in words}
    spelled = [w for w in scales if w[0].isalpha()]
    comparators: dict[str, Comparator] = {
        w.lower(): sign
        for group in ("comparators", "comparators_after")
        for sign, words in raw[group].items()
        for w in words
    }
    before = [w for words in raw["comparators"].values() for w in words]
    after = [w for words in raw["comparators_after"].values() for w in words]
    opinions = {w.lower(): name for name, words in raw["grades"]["opinions"].items() for w in words}
    money = [w for words in raw["money"].values() for w in words if w != "rupiah"]
    graded = alternatives(raw["grades"]["letters"]).upper()
    return Vocabulary(
        kinds=kinds,
        unit=re.compile(_bounded(kinds), flags),
        share=re.compile(_bounded(w for words in raw["share"].values() for w in words), flags),
        money=re.compile(rf"(?:{alternatives(money)})(?![^\W\d_])\s*\.?\s*[:=]?", flags),
        scale=re.compile(
            rf"(?P<word>(?i:{alternatives(spelled)}))(?![^\W_])|(?P<letter>[{''.join(letters)}])(?![^\W_])"
        ),
        scales={**scales, **{letter: FACTORS[name] for letter, name in letters.items()}},
        label=re.compile(rf"(?:(?:{_bounded(raw['labels']['words'])})\s*[:=]?\s*|[:=]\s*)+", flags),
        change=re.compile(rf"(?:{_bounded(raw['labels']['changes'])})\s*(?:sebesar\s+|menjadi\s+)?", flags),
        comparator=re.compile(rf"(?:{_bounded(before)})", flags),
        comparator_after=re.compile(rf"(?:{_bounded(after)})", flags),
        comparators=comparators,
        joiner=re.compile(rf"(?:{_bounded(raw['ranges']['joiners'])})", flags),
        per=re.compile(
            rf"(?:/|per)\s*(?P<base>1(?:0{{2,6}}|[.,]000(?:[.,]000)?|0{{1,2}}[.,]000))\s*"
            rf"(?P<of>{_bounded(raw['per']['units'])})",
            flags,
        ),
        missing=frozenset(w.lower() for w in raw["missing"]["words"]),
        missing_begin=re.compile(alternatives(raw["missing"]["begins"]), flags),
        letters=re.compile(rf"(?:{graded})(?![\w+])"),
        level=re.compile(
            rf"(?P<word>{alternatives(raw['grades']['levels'])})\s*[-:=]?\s*(?P<level>\d(?![\d.,]*\d)|[IV]{{1,3}}(?!\w))",
            flags,
        ),
        opinion=re.compile(_bounded(opinions), flags),
        opinions=opinions,
        predicate=re.compile(_bounded(raw["grades"]["predicates"]["words"]), flags),
        short_predicates=frozenset(w.lower() for w in raw["grades"]["predicates"]["short"]),
        not_units=frozenset(raw["not_units"]["words"]),
    )


_compiled: list[tuple[dict[str, Any], Vocabulary]] = []


def vocabulary() -> Vocabulary:
    """The words of patterns/units.toml with the user's overlay, compiled once."""
    raw = load("units")
    if not _compiled or _compiled[0][0] is not raw:
        _compiled[:] = [(raw, _compile(raw))]
    return _compiled[0][1]


def habit_of(digits: str, kind: UnitKind | None, factor: Decimal | None, counts: bool | None = None) -> Habit:
    """How a sign before exactly three digits is meant: by the unit and the scale printed with the figure,
    else by what the column holds (``counts``)."""
    if kind == "share":
        head = re.split(r"[.,]", digits, maxsplit=1)[0]
        certain = "," in digits or (len(head) > 1 and int(head) >= _WHOLE_PERCENT)
        return "decimal" if certain else "open"
    if factor is not None and factor != 1:
        if factor == FACTORS["ribu"]:
            return "thousands"
        return "decimal_first" if factor >= _LARGE else "open"
    if kind in ("count", "money"):
        return "thousands"
    if counts is not None:
        return "thousands" if counts else "decimal"
    if kind == "score":
        return "decimal" if "," in digits else "decimal_first"
    return "open"


def read_unit(text: str) -> Unit | None:
    """The unit that a cell of a Satuan column or a piece of a header names: 'Orang', '(%)', 'Rp. (Juta)',
    'dalam ribuan rupiah', '(Rp.000)'. None where there is none, or no known one."""
    return _read_unit(text, vocabulary())


@lru_cache(maxsize=4096)
def _read_unit(text: str, words: Vocabulary) -> Unit | None:
    rest = " ".join(plain(text).replace("(", " ").replace(")", " ").lower().split())
    rest = re.sub(r"^(?:dalam|dlm|satuan)\s+", "", rest).strip(" *:;")
    if not rest:
        return None
    factor = Decimal(1)
    thousands = re.search(r"(?<![\d.,])[.,]?\s?000(?![\d.,])", rest)
    if thousands:
        factor = FACTORS["ribu"]
        rest = f"{rest[: thousands.start()]} {rest[thousands.end() :]}".strip(" .,")
    for word in re.split(r"[\s.]+", rest):
        if word in words.scales:
            factor = words.scales[word]
            rest = " ".join(re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", rest).split()).strip(" .,")
            break
    for wording in (rest, rest.rstrip(".")):
        if wording in words.kinds:
            name, kind = words.kinds[wording]
            return Unit(name, kind, factor)
    found = words.unit.match(rest)
    if found:
        name, kind = words.kinds[" ".join(found.group().split())]
        return Unit(name, kind, factor)
    return Unit(None, "money", factor) if factor != 1 else None
