"""What stands beside a stated difference and is no value of it: other changes, targets, yardsticks, what a
share is of, parts in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.checks.operands import Operand, called, in_percent
from extractor.checks.quoting import any_of
from extractor.patterns import derived, load

_HUNDRED = 100  # points: what percentages differ by at most

# 'turun 1,90 poin pada 2024, 3,20 poin pada 2023'
_NEXT_YEAR = re.compile(
    r"\s*\(?(?:pada |di )?(?:tahun )?20\d\d\)?\s*[,;]\s*(?:dan |serta )?(?:sebesar )?", re.IGNORECASE
)

# Between a change and what it is held against, or another sentence.
_AGAINST = re.compile(r"\b(?:dari(?:pada)?|di ?banding\w*|terhadap|menjadi)\b|[.;]", re.IGNORECASE)

_BOUND = re.compile(r"\b(?:batas|ambang|baku mutu|di ?(?:bawah|atas) standar)\s+(?:\w+\s+)?\Z", re.IGNORECASE)

# 'naik 2,31 miliar dari realisasi tahun 2018'
_YEAR_BEHIND = re.compile(
    r"\s*(?:[^\W\d]+\s+){0,2}(?:dari(?:pada)?|di ?banding\w*|terhadap)\s+"
    r"(?:dengan\s+|realisasi\w*\s+|capaian\w*\s+)?tahun\b",
    re.IGNORECASE,
)

_YARDSTICK = re.compile(r"\b(?:nasional|provinsi|regional)\b[^.;\d]{0,40}$", re.IGNORECASE)

_SHARE_OF = re.compile(
    r"(?P<share>[\d.,]+\s*(?:%|persen))\s+dari\s+(?:jumlah|total|seluruh|keseluruhan)\s[^.;\d]{0,60}$",
    re.IGNORECASE,
)

_BRACKETS = re.compile(r"\([^()]*\)")


@derived
def _rates() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load('narrative')['difference']['rates'])})(?!\w)", re.IGNORECASE)


@derived
def _spread() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load('narrative')['difference']['spread'])})(?!\w)", re.IGNORECASE)


def no_values(
    text: str, own: int, cue: str, stated: Operand, values: tuple[Operand, Operand], ends: Sequence[int]
) -> bool:
    """Are two figures, after all, not the values that a change or a gap lies between? ``own`` is where its
    sentence begins, ``cue`` the words that announce it, ``ends`` where such words of the text end."""
    return (
        _aimed(text, cue, stated, values)
        or _of_something_else(text, stated, values)
        or _to_a_year(text, stated, values)
        or _stand_beside(text, own, cue, stated, values, ends)
    )


def _stand_beside(
    text: str,
    own: int,
    cue: str,
    stated: Operand,
    values: tuple[Operand, Operand],
    ends: Sequence[int],
) -> bool:
    """Are the two values changes themselves, which stand beside the stated one: 'tumbuh 5,02 persen,
    sedangkan Bali tumbuh 6,24 persen', 'bertambah 15 jiwa, dan dibanding 2022 bertambah 40 jiwa'?"""
    first, last = sorted(values, key=lambda o: o.start)
    if re.search(r"\bmenjadi\b", text[first.end : last.start], re.IGNORECASE):
        return False
    if first.start > stated.end and _NEXT_YEAR.fullmatch(text, stated.end, first.start):
        return True
    announced = [any(-4 <= o.start - e <= 4 for e in ends) for o in values]
    if all(announced) or any(announced) and not any(in_percent(o) for o in (stated, *values)):
        return True
    if in_percent(stated) and all(in_percent(o) for o in values) and _rates().search(cue):
        return True
    return _spread().search(text, own, first.start) is not None and first.start >= own


def _aimed(text: str, cue: str, stated: Operand, values: tuple[Operand, Operand]) -> bool:
    """Is one of the values of a change what is aimed at, and not what it changed from: 'bertambah 31 unit,
    target 600 unit', '1,82 persen, di bawah batas 5 persen, turun 0,21 poin'?"""
    if re.match(r"lebih|selisih|terpaut|sehingga|perbedaan", cue, re.IGNORECASE):
        return False
    return any(
        _BOUND.search(text, 0, o.start) is not None
        or o.start > stated.end
        and called("target", text, o)
        and not _AGAINST.search(text, stated.end, o.start)
        for o in values
    )


def _to_a_year(text: str, stated: Operand, values: tuple[Operand, Operand]) -> bool:
    """Is the difference one to another year, whose value is not told beside the target: 'Rp18,92 miliar dari
    target Rp15 miliar, naik Rp2,31 miliar dari tahun 2018'?"""
    return (
        all(o.start < stated.start for o in values)
        and any(called("target", text, o) for o in values)
        and _YEAR_BEHIND.match(text, stated.end) is not None
    )


def _of_something_else(text: str, stated: Operand, values: tuple[Operand, Operand]) -> bool:
    """Is the difference no number that two percentages can differ by ('TPT turun dari 4,92% menjadi 4,61%,
    yang bekerja bertambah 11,2 ribu'), or are both values yardsticks of what the sentence speaks of?"""
    if all(in_percent(o) for o in values) and not in_percent(stated) and abs(stated.reading.value) > _HUNDRED:
        return True
    if stated.quantity.unit == "rupiah" and all(o.quantity.unit != "rupiah" for o in values):
        return True  # 'umur harapan hidup naik dari 71,21 menjadi 71,43 dan pengeluaran naik Rp312 ribu'
    return all(_YARDSTICK.search(text, max(0, o.start - 60), o.start) is not None for o in values)


def whole_of_share(text: str, operand: Operand, stated: Operand) -> bool:
    """'9,31 persen dari jumlah penduduk 1,06 juta': what a share is of, unless the share is the change."""
    share = _SHARE_OF.search(text, max(0, operand.start - 100), operand.start)
    return share is not None and not share.start() <= stated.start < share.end()


def without_parts(text: str, inside: list[Operand]) -> list[Operand]:
    """Without the figures of brackets that add up to the one before: '612 unit (4G 588 unit, 2G 24 unit)'."""
    for bracket in _BRACKETS.finditer(text):
        parts = [o for o in inside if bracket.start() < o.start < bracket.end()]
        whole = next((o for o in reversed(inside) if o.end <= bracket.start()), None)
        if len(parts) > 1 and whole and sum(o.reading.value for o in parts) == whole.reading.value:
            inside = [o for o in inside if o not in parts]
    return inside
