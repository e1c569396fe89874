"""Is the text layer of a page text at all?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading.page import Word

_FEW = 30  # words; less cannot be judged
_STRANGE = 0.2  # share of characters without meaning; real pages have bullets and ornaments below 2%
_VOWELS = re.compile(r"[aeiou]", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]{4,}")
_SPEAKABLE = 0.6  # share of long words with a vowel for every five letters; Indonesian text has 98%
_UNMAPPED = re.compile(r"\(cid:\d+\)")


def is_rubbish(words: Sequence[Word]) -> bool:
    """Do most characters or words of a page mean nothing, because its fonts do not tell their letters or
    somebody's OCR failed?"""
    if len(words) < _FEW:
        return False
    text = " ".join(word.text for word in words)
    plain = _UNMAPPED.sub("", text)
    strange = len(_UNMAPPED.findall(text)) + sum(map(_is_strange, plain))
    if strange > _STRANGE * max(1, len(plain.replace(" ", "")) + strange):
        return True
    long = _LETTERS.findall(plain)
    if len(long) < _FEW:
        # Hardly a word in so much text: letters that came out as signs, unless it is a table of figures.
        return _signs(plain) > 0.5 * len(plain.replace(" ", ""))
    speakable = sum(len(_VOWELS.findall(word)) * 5 >= len(word) for word in long)
    return speakable < _SPEAKABLE * len(long)


def _is_strange(char: str) -> bool:
    code = ord(char)
    return code < 32 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD or 0x80 <= code < 0xA0


def _signs(text: str) -> int:
    return sum(not (char.isalnum() or char.isspace() or char in ".,%-–/()") for char in text)
