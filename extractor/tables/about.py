"""Tables about one indicator, which their caption names: 'Target dan Realisasi Nilai SAKIP Tahun 2020-2024'
over a row for each year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.spotting import any_word
from extractor.patterns import derived, load
from extractor.tables.columns import SUBJECTS, YEARS, Heading
from extractor.tables.items import opening_words

_NUMBER = re.compile(r"^\s*tabel\s+[\dIVXLC]+(?:[.\-–]\d+)*\s*[.:]?\s*", re.I)
_AFTER = re.compile(
    r"[\s,\-–\"”'(]+(?:(?:pada|selama|sampai|s\.?d\.?|per)\s+)*(?:(?:tahun|periode|th\.?|ta\.?)\b|"
    r"(?:19|20)\d\d\b|dengan\b|terhadap\b|dibanding).*$|[\s\"”'.]+$",
    re.I | re.S,
)
_PAIR = frozenset({"target", "realisasi", "capaian"})


@derived
def indicator_in(caption: str) -> str:
    """The indicator that the caption of a table is about, '' if it names none.

    >>> indicator_in("Tabel 3.4 Target dan Realisasi Nilai SAKIP Tahun 2020-2024")
    'Nilai SAKIP'
    >>> indicator_in("Tabel 3.1 Capaian Indikator Kinerja Utama Tahun 2024")
    ''
    """
    name = _AFTER.sub("", _what().sub("", _NUMBER.sub("", " ".join(caption.split()))))
    words = name.casefold().split()
    if len(words) < 2 or words[0] not in _openers() or words[1] in _generic():
        return ""
    return name


def begins_as_indicator(name: str) -> bool:
    """Does a name begin as those of indicators do: 'Persentase ...', 'Jumlah ...'?"""
    words = name.casefold().split()
    return len(words) > 1 and words[0] in _openers()


@derived
def _openers() -> frozenset[str]:
    return opening_words() - _generic()


@derived
def _generic() -> frozenset[str]:
    return frozenset(load("rows")["captions"]["generic"])


@derived
def _what() -> re.Pattern[str]:
    """What a caption says before it names the indicator."""
    before = any_word(load("rows")["captions"]["before"])
    return re.compile(rf"^(?:(?:{before})\b[\s:,\-–\"“'&]*)+", re.I)


def of_one_indicator(headings: Sequence[Heading], rows: int) -> bool:
    """Can the rows of a table be of one indicator? No column names them, no measure of a year stands twice,
    and each row has a year of its own, or there is only one."""
    fields = [h.field for h in headings]
    measures = [(h.field, h.year) for h in headings if h.field in _PAIR]
    if len(set(measures)) < len(measures):
        return False
    if set(fields) & set(SUBJECTS) or len(set(fields) & _PAIR) < 2:
        return False
    return YEARS in fields or (rows == 1 and None not in fields)
