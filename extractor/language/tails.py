"""What stands after a figure in a cell: units, scales, grades, brackets, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.language.amounts import STARS
from extractor.language.digits import read_digits
from extractor.language.fractions import read_division
from extractor.language.units import Comparator, UnitKind, Vocabulary, read_unit

_UNIT_WORDS = 4  # words after a figure that can be an unknown unit ('OPD Provinsi'); more is a sentence
_NOTE_WORDS = 14  # words that may follow a known unit ('10 dokumen hasil evaluasi ...')
_WORD_RUN = re.compile(r"[^\W\d_°]?[^\W\d_][^\d()=<>≤≥*%]*(?:(?<=[mM])[23²³][^\d()=<>≤≥*%]*)?|°[cC]")
_NEXT_SENTENCE = re.compile(r"[.;]\s+[A-Z][a-z]")
_PER_WORDS = re.compile(r"(?:/|per)\s*[^\W\d_][^\d()]*", re.IGNORECASE)
_OF = re.compile(r"dari\s+(?:total\s+|jumlah\s+)?(\d[\d.,]*)\s*([^\d(]*)$", re.IGNORECASE)
BRACKET = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)|\[([^\[\]]*)\]")


@dataclass(slots=True)
class Tail:
    """What stands after a figure."""

    unit: str | None = None
    kind: UnitKind | None = None
    scale: Decimal | None = None
    comparator: Comparator | None = None
    grade: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    notes: list[str] = field(default_factory=list)


def read_tail(rest: str, words: Vocabulary, *, money: bool = False) -> Tail | None:
    """What stands after a figure; None where it holds something that is no part of one."""
    tail, at = Tail(), 0
    while at < len(rest):
        if _NEXT_SENTENCE.match(rest, at):
            return None
        if rest[at] in " .;:,\"'”’`´":
            at += 1
        elif found := STARS.match(rest, at):
            at = found.end()
        elif found := BRACKET.match(rest, at):
            _bracket(found[1] or found[2] or "", tail, words)
            at = found.end()
        elif (found := words.share.match(rest, at)) and tail.unit is None:
            tail.unit, tail.kind = words.kinds[found.group().lower()]
            at = found.end()
        elif (
            (found := words.scale.match(rest, at))
            and tail.scale is None
            and tail.unit is None
            and (found["letter"] != "M" or money)
        ):  # 'Rp2,5 M' is miliar, '500 M' may be metres
            tail.scale = words.scales[found["letter"] or found["word"].lower()]
            at = found.end()
        elif found := words.comparator_after.match(rest, at):
            tail.comparator = words.comparators[" ".join(found.group().lower().split())]
            at = found.end()
        elif found := words.per.match(rest, at):
            tail.unit = f"{tail.unit + ' ' if tail.unit else ''}per {found['base']} {found['of'].lower()}"
            tail.kind = tail.kind or "amount"
            at = found.end()
        elif found := _OF.match(rest, at):
            _of(found, tail)
            at = found.end()
        elif (graded := grade_at(rest[at:].lstrip("/- "), words)) and tail.grade is None:
            skipped = len(rest[at:]) - len(rest[at:].lstrip("/- "))
            tail.grade = graded[0]
            at += skipped + graded[1]
        elif found := _PER_WORDS.match(rest, at):
            wording = " ".join(found.group().lower().split())
            tail.unit = f"{tail.unit or ''}{wording if wording[0] == '/' else ' ' + wording}".strip()
            at = found.end()
        else:
            end = _words(rest, at, tail, words)
            if end is None:
                return None
            at = end
    return tail


def _words(rest: str, at: int, tail: Tail, words: Vocabulary) -> int | None:
    """Takes a unit, known or not, or the words after one into the tail; returns where they end."""
    run = _WORD_RUN.match(rest, at)
    if run is None:
        return None
    if tail.unit is None and (found := words.unit.match(rest, at)):
        tail.unit, tail.kind = words.kinds[" ".join(found.group().lower().split())]
        return max(found.end(), at + 1)
    wording = run.group().strip(" ,.;:-")
    count = len(wording.split())
    first = wording.lower().split()[0] if count else ""
    if tail.unit is not None:
        if count > _NOTE_WORDS or _NEXT_SENTENCE.search(wording):
            return None
        tail.notes.append(wording)
    elif count > _UNIT_WORDS or first in words.not_units or first == "rang" or first.endswith("nya"):
        return None
    else:
        tail.unit, tail.kind = wording.lower(), "other"
    return run.end()


def _bracket(inner: str, tail: Tail, words: Vocabulary) -> None:
    """Takes what stands in brackets into the tail: a scale, a unit, a grade, a fraction, or a note."""
    content = inner.strip(" .")
    if not content:
        return
    graded = grade_at(content, words)
    if graded is not None and not content[graded[1] :].strip(" .") and tail.grade is None:
        tail.grade = graded[0]
        return
    if (level := words.level.fullmatch(content)) and tail.grade is None:
        tail.grade = f"{level['word'].capitalize()} {level['level']}"
        return
    division = read_division(content) if content[0].isdigit() else None
    if division is not None and tail.numerator is None:
        tail.numerator, tail.denominator = division.numerator, division.denominator
        return
    unit = read_unit(content)
    if unit is not None and len(content.split()) <= _UNIT_WORDS and tail.unit is None:
        if unit.factor != 1 and tail.scale is None:
            tail.scale = unit.factor
        if unit.name is not None:
            tail.unit, tail.kind = unit.name, unit.kind
        return
    tail.notes.append(content)


def _of(found: re.Match[str], tail: Tail) -> None:
    """'5,30% dari 3.320 orang' names the denominator."""
    whole = read_digits(found[1].rstrip(".,"), "thousands")
    if len(whole) == 1 and tail.kind == "share":
        tail.denominator = whole[0].value
    tail.notes.append(found.group().strip())


def grade_at(text: str, words: Vocabulary) -> tuple[str, int] | None:
    """The grade at the beginning of a text and its length: a letter, an opinion, a predicate."""
    if found := words.letters.match(text):
        return found.group(), found.end()
    if found := words.opinion.match(text):
        return words.opinions[" ".join(found.group().lower().split())], found.end()
    if found := words.predicate.match(text):
        return found.group(), found.end()
    return None
