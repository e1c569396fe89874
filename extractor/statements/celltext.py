"""The text of a figure cell: cut figures closed, several figures recognised, marks and labels told apart."""

from __future__ import annotations

import re

from extractor.language.digits import TOLERANCE, squeeze
from extractor.language.units import read_unit

_BLANK = re.compile(r"^[\s_*.()/]*$")
_TICKS = frozenset("√✓✔vVü●•")
_MOST_WORDS = 60  # letters of words in the place of a figure; longer text is content of another kind
_LIST = 3  # characters; '1 , 2' may be two numbers, '8 0 , 5' set with spaces is one figure
_LONGEST = 160  # characters of a figure with its remark
_YEAR_ONLY = re.compile(r"\b(?:tahun|th\.?|ta\.?)\s*(?:19|20)\d\d\b", re.I)
_SPACED_FIGURE = re.compile(r"\d[\d.]*(?:\s+[\d.]*\d)+")
_LETTER_SPACED = re.compile(r"\s*\d(?:\s+[\d.,])+(?:\s*%)?\s*")
_ONE_SPACED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?%?|\d{1,3}[.,]\d{1,2}%?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_WHOLE = re.compile(r"\d{1,3}(?:\.\d{3})*|[1-9]\d*(?:\.\d{1,2})?")
_RUPIAH = re.compile(r"(?<![a-z])rp(?![a-z])", re.I)
_ONLY_ITEM = re.compile(r"^\s*1[.)]\s+(?=[^\d]{0,6}\d)")
_RANGE = re.compile(rf"(\d)\s*(?:-|–|s\.?d\.?|s/d|sampai|%?{TOLERANCE.pattern})\s*(\d)")
_ONE = re.compile(r"\d(?:[\d.,]|[.,]\s(?=\d{3}\b))*")
_AREA = re.compile(r"(?<![^\W\d])[kcd]?m\s?[²³23](?!\w)", re.I)
_LABELLED = re.compile(r"^[^()]*\d[^()]*\(\s*([^\W\d_][^()\d]{1,30})\s*\)\s*$")


def closed(text: str) -> str:
    """A text with the figures that its cell cut or spaced in one piece again, without the number that an
    only item of a list carries.

    >>> closed("Rp.168.0 00.000"), closed("143,8 2"), closed("Rp . 14. 513. 600")
    ('Rp.168.000.000', '143,82', 'Rp . 14.513.600')
    >>> closed("1.000 5.000"), closed("1. 78,00"), closed("8 0 , 5 0")
    ('1.000 5.000', '78,00', '80,50')
    """
    if _LETTER_SPACED.fullmatch(text):
        joined = re.sub(r"\s+", "", text)
        return joined if _ONE_SPACED.fullmatch(joined) and len(joined) > _LIST else text
    whole = squeeze(_SPACED_FIGURE.sub(_closed_figure, text), money=_RUPIAH.search(text) is not None)
    return _ONLY_ITEM.sub("", whole)


def _closed_figure(found: re.Match[str]) -> str:
    joined = re.sub(r"\s+", "", found[0])
    whole = all(_WHOLE.fullmatch(p) and not (p.startswith("0") and len(p) > 1) for p in found[0].split())
    return joined if _GROUPED.fullmatch(joined) and not whole else found[0]


def is_tick(text: str) -> bool:
    return text.strip() in _TICKS


def says_nothing(text: str) -> bool:
    """Is a cell empty, or so long that it cannot be a figure?"""
    if _BLANK.match(text) or len(text) > _LONGEST:
        return True
    return len(text) > _MOST_WORDS and not any(c.isdigit() for c in text)


def is_no_value(text: str) -> bool:
    """Is a text without figure a unit or a scrap of a header rather than words in the place of a figure?"""
    if any(c.isdigit() for c in text):
        return False
    return read_unit(text) is not None or text.strip().startswith("(") or len(text.strip()) < 3


def several(text: str) -> bool:
    """Are there several figures in a cell that are no range, fraction, calculation or remark?

    >>> several("85 450"), several("3-6 hari"), several("639 x 100% 1.257 = 51,00%"), several("340 m3")
    (True, False, False, False)
    >>> several("3±1"), several("3% ± 1%")
    (False, False)
    """
    plain = re.sub(r"\([^)]*\)", " ", _AREA.sub(" ", _YEAR_ONLY.sub(" ", text)))
    if "=" in plain or re.search(r"\d\s*[x/:]\s*\d", plain):
        return False
    found = _ONE.findall(_RANGE.sub(r"\1\2", plain))
    return len(found) >= 2 and not re.search(r"\bper\b|/", plain)


def label_in(text: str) -> str | None:
    """The category that a figure carries in brackets: '63,36 % (Sedang)' has 'Sedang'."""
    found = _LABELLED.match(text)
    return found[1].strip() if found else None
