"""What a report says about how it computes capaian: its cap, and its formula where less is better.

Formulas are printed as words, as fractions broken over lines, or as fractions set in a table without
borders, so they are compared as strings of operands: T for target or rencana, R for realisasi.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from extractor.language.spotting import Spotted, spotted
from extractor.model import Paragraph
from extractor.patterns import derived, load
from extractor.statements.ledger import Conventions
from extractor.tables.grid import Grid

_AFTER = 4  # paragraphs and drawn formulas after the words that announce a formula
_LIMIT = r"(\d{3})(?:[.,]0+)?\s*(?:%|persen|\b)"
_WORD_LIMIT = {"seratus": 100, "seratus dua puluh": 120, "seratus lima puluh": 150, "dua ratus": 200}
_MINUS = "-–−"
_MAX_FORMULA = 160  # characters of a formula with what stands before its equals sign
_MAX_FORMULA_GRID = 12  # cells; a larger table is data

Formula = Literal["difference", "inverse"]


class _Passage(NamedTuple):
    """A paragraph, or a drawn formula as if it were one."""

    text: str
    place: Paragraph


def read_conventions(paragraphs: Sequence[Paragraph], grids: Iterable[Grid] = ()) -> Conventions:
    """The cap and the formula for lower-is-better indicators, as the report states them.

    A misprint that cannot be meant (realisasi - (realisasi - target), always the target) states nothing.
    """
    passages = _in_order(paragraphs, grids)
    cap, cap_place = _cap(passages)
    formula, formula_place = _lower_formula(passages)
    return Conventions(
        cap=cap,
        cap_place=cap_place,
        lower_formula=formula,
        lower_formula_place=formula_place,
        void_formula_place=next((p.place for p in passages if is_void(p.text)), None),
    )


def _in_order(paragraphs: Sequence[Paragraph], grids: Iterable[Grid]) -> list[_Passage]:
    passages = [_Passage(" ".join(p.text.split()), p) for p in paragraphs]
    for grid in grids:
        cells = list(dict.fromkeys(c.text for row in grid.rows for c in row if c is not None and c.text))
        text = " ".join(cells)
        if len(cells) <= _MAX_FORMULA_GRID and _operands(text).strip("w"):
            place = Paragraph(text, grid.pages[0], grid.bbox, section=grid.section)
            passages.append(_Passage(text, place))
    return sorted(passages, key=lambda p: (p.place.page, p.place.bbox.top))


# ------------------------------------------------------------------------------------------------- cap


@derived
def _cap_patterns() -> tuple[re.Pattern[str], ...]:
    limit = rf"(?:{_LIMIT}|({'|'.join(_WORD_LIMIT)}) persen)"
    return tuple(re.compile(p.replace("LIMIT", limit), re.I) for p in load("caps")["cap"]["statements"])


def _cap(passages: Sequence[_Passage]) -> tuple[int | None, Paragraph | None]:
    words = load("caps")["cap"]
    for passage in passages:
        for sentence in re.split(r"(?<=[.;:])\s+(?=[A-Z(])", passage.text):
            lower = sentence.lower()
            if not any(w in lower for w in words["about"]) or any(w in lower for w in words["not_about"]):
                continue
            for pattern in _cap_patterns():
                match = pattern.search(sentence)
                if match is None:
                    continue
                limits = {int(g) if g.isdigit() else _WORD_LIMIT[g.lower()] for g in match.groups() if g}
                if len(limits) == 1 and limits <= set(words["known"]):
                    return limits.pop(), passage.place
    return None, None


# -------------------------------------------------------------------------------------------- formulas


@derived
def _tokens() -> re.Pattern[str]:
    words = load("caps")["formula"]
    target = "|".join(re.escape(w) for w in sorted(words["target"], key=len, reverse=True))
    realisasi = "|".join(re.escape(w) for w in sorted(words["realisasi"], key=len, reverse=True))
    return re.compile(
        rf"(?P<T>\b(?:{target})\b)|(?P<R>\b(?:{realisasi})\w{{0,3}}\b)|(?P<hundred>\b100\b)"
        rf"|(?P<two>\b2(?=\s*[x×*(]|\s*target|\s*rencana))|(?P<sign>[-–−/:÷()])|(?P<word>\w+)",
        re.IGNORECASE,
    )


@derived
def _patterns(kind: str) -> tuple[Spotted, ...]:
    return tuple(spotted(p, re.IGNORECASE) for p in load("caps")["formula"][kind])


@derived
def _named_operands() -> tuple[tuple[str, ...], ...]:
    """The words for either operand, without which a text has no formula."""
    words = load("caps")["formula"]
    return tuple(tuple(w.casefold() for w in words[kind]) for kind in ("target", "realisasi"))


def _operands(text: str) -> str:
    """The formula in a text as operands and signs: 'Target - (Realisasi - Target) x 100 Target' gives
    'T-R-T*T'. Brackets are dropped, any other word is 'w', 'x 100' is '*'."""
    result: list[str] = []
    for match in _tokens().finditer(text):
        match match.lastgroup:
            case "T" | "R":
                result.append(match.lastgroup)
            case "two":
                result.append("2")
            case "hundred":
                result.append("*")
            case "word" if match.group().casefold() != "x":
                result.append("w")
            case "sign":
                sign = match.group()
                if sign in _MINUS:
                    result.append("-")
                elif sign in "/:÷" and result:
                    result.append("/")
    return "".join(result)


def formula_of(text: str, *, lower: bool = False) -> Formula | None:
    """Which formula for lower-is-better a text prints: 'difference' for (2T - R)/T in any of its forms,
    'inverse' for T/R. The inverse is taken only where the text is known to be about lower-is-better,
    because 'target' and 'realisasi' in a row are otherwise just words. None for anything else."""
    if not lower and not any(sign in text for sign in _MINUS):
        return None
    plain = text.casefold()
    if not all(any(word in plain for word in words) for words in _named_operands()):
        return None
    operands = _operands(text)
    if re.search(r"Tw?-Rw?-T|2\*?Tw?-R", operands):
        return "difference"
    plain = operands.replace("w", "")
    if lower and len(text) <= _MAX_FORMULA and re.search(r"^/?T(?:\*?/|\*|/\*)?R(?:/?\*)?$", plain):
        return "inverse" if "*" in plain or "/" in plain else None
    return None


def is_void(text: str) -> bool:
    """Does a text print 'realisasi - (realisasi - target)' over the target: 100% whatever was realised?

    >>> is_void("% Capaian = Realisasi - (Realisasi - Rencana) x 100% Rencana")
    True
    """
    return (
        any(sign in text for sign in _MINUS)
        and re.search(r"(?<!T)(?<![-2])R-R-T(?!-)", _operands(text).replace("w", "")) is not None
        and "100" in text
    )


def _lower_formula(passages: Sequence[_Passage]) -> tuple[Formula | None, Paragraph | None]:
    for index, passage in enumerate(passages):
        if formula_of(passage.text) == "difference":
            return "difference", passage.place
        opening = _last(_patterns("lower"), passage.text)
        if opening is None or (later := _last(_patterns("higher"), passage.text)) and later > opening:
            continue
        rest = passage.text[opening:].split(":", 1)
        candidates = [_Passage(rest[1], passage.place)] if len(rest) > 1 else []
        for following in passages[index + 1 : index + 1 + _AFTER]:
            if _last(_patterns("higher"), following.text) is not None:
                break
            candidates.append(following)
        for candidate in candidates:
            if found := formula_of(candidate.text, lower=True):
                return found, candidate.place
    return None, None


def _last(patterns: Iterable[Spotted], text: str) -> int | None:
    """Where the last match of any of the patterns ends."""
    ends = [m.end() for p in patterns for m in p.finditer(text)]
    return max(ends, default=None)
