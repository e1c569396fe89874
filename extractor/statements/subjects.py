"""What a row of a table is about: its label without numbering, and what sort of row it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.patterns import derived, load

_NUMBER = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[IVX]{1,4})[.)]\s*|(?:\d{1,2}(?:\.\d{1,2})+)\s+|[-–•▪*➤]\s*|\.\s+)+(?=\S)"
)
_BARE_NUMBER = re.compile(r"^\s*\d{1,2}\s+(?=[^\W\d_]{3})")
# The row's number, drawn beside the second line of its name: 'Persentase 2. perangkat daerah yang ...'.
_INNER_NUMBER = re.compile(r"(?<=[a-z])\s+\d{1,2}\.\s+(?=[a-z])")
_STARS = re.compile(r"\s*\*+\)?\s*$")
_LABEL = re.compile(r"^\s*([^:]{2,24}?)\s*(?:\d{1,2}(?:\.\d{1,2})*)?\s*:\s*(.*)$", re.S)
_NUMBERED_LABEL = re.compile(
    r"^\s*([^\W\d_][^\W\d_ ]*(?:\s[^\W\d_]+)?)\s+(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4})\.?\s*[:.]?\s+(\S.*)$",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A row's label: ``role`` is program, kegiatan, sub_kegiatan, input, output, outcome, indikator,
    sasaran, tujuan, misi, total or '' for a plain name; ``name`` is what remains without it."""

    role: str
    name: str


@derived
def read_label(text: str) -> Label:
    """The role and the name that the text of a subject cell gives.

    >>> read_label("Sub Kegiatan : Job Fair/Bursa Kerja")
    Label(role='sub_kegiatan', name='Job Fair/Bursa Kerja')
    >>> read_label("2. Jumlah UMKM yang dibina")
    Label(role='', name='Jumlah UMKM yang dibina')
    """
    if is_total(text):
        return Label("total", plain_name(text))
    name = plain_name(text)
    for pattern in (_LABEL, _NUMBERED_LABEL):
        found = pattern.match(name)
        role = _roles().get(_words(found[1])) if found else None
        if found and role and (pattern is _LABEL or role in ("indikator", "sasaran", "tujuan", "misi")):
            return Label(role, plain_name(found[2]))
    short = re.match(r"^\s*(sub\s*keg|keg)\.\s+(\S.*)$", name, re.I | re.S)
    if short:
        return Label("sub_kegiatan" if short[1].lower().startswith("sub") else "kegiatan", short[2].strip())
    return Label("", name)


def plain_name(text: str) -> str:
    """A name without its numbering, bullet and footnote marks."""
    text = _NUMBER.sub("", text.strip())
    text = _BARE_NUMBER.sub("", text)
    if len(_INNER_NUMBER.findall(text)) == 1:  # several number the things that the name lists
        text = _INNER_NUMBER.sub(" ", text)
    return " ".join(_STARS.sub("", text).split())


@derived
def is_total(text: str) -> bool:
    """Does a label name a total or an average of the rows above rather than an indicator?"""
    words = _words(plain_name(text))
    if not words:
        return False
    starts, alone, allowed = _total_words()
    if words.startswith(starts):
        return True
    for start in alone:
        if words == start or words.startswith(start + " "):
            rest = re.sub(r"\b\d+\b", " ", words[len(start) :]).split()
            return all(w in allowed for w in rest) and len(rest) <= 6
    return False


@derived
def _total_words() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """What labels of totals begin with, what may stand alone (the longest first), and what behind that."""
    rules = load("rows")["totals"]
    alone = sorted(rules["alone"], key=len, reverse=True)
    allowed = frozenset(w for phrase in rules["after"] for w in _words(phrase).split())
    return tuple(map(_words, rules["starts"])), tuple(map(_words, alone)), allowed


def banner(text: str) -> Label | None:
    """The label of a row of one cell that heads the rows below: 'Sasaran 1 : ...', or None."""
    name = plain_name(text)
    words = _words(name)
    banners: dict[str, list[str]] = load("rows")["banners"]
    for role, starts in banners.items():
        for start in starts:
            if words.startswith(_words(start) + " ") or words == _words(start):
                rest = re.sub(rf"^\s*{re.escape(start)}\s*", "", name, flags=re.I)
                rest = re.sub(
                    r"^(?:ke[\s-]*)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|pertama|kedua|ketiga|keempat|kelima)?\s*[.:)\-–]*\s*",
                    "",
                    rest,
                    flags=re.I,
                )
                return Label(role, rest.strip() or name)
    return None


@derived
def _role_table() -> tuple[tuple[str, str], ...]:
    labels: dict[str, list[str]] = load("rows")["labels"]
    banners: dict[str, list[str]] = load("rows")["banners"]
    pairs = [(_words(w), role) for role, words in labels.items() for w in words]
    pairs += [(_words(w), role) for role in ("tujuan", "misi") for w in banners[role]]
    return tuple(pairs)


def _roles() -> dict[str, str]:
    return dict(_role_table())


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    words = re.sub(r"[^\w]+", " ", text.casefold()).split()
    spaced = len(words) > 3 and all(len(w) == 1 and w.isalpha() for w in words)  # 'J u m l a h'
    return "".join(words) if spaced else " ".join(words)
