"""Tables about one indicator, which their caption names: 'Target dan Realisasi Nilai SAKIP Tahun 2020-2024'
over a row for each year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.patterns import derived, load
from extractor.tables.columns import SUBJECTS, YEARS, Heading

_NUMBER = re.compile(r"^\s*tabel\s+[\dIVXLC]+(?:[.\-–]\d+)*\s*[.:]?\s*", re.I)
_WHAT = re.compile(
    r"^(?:(?:perbandingan|perkembangan|pencapaian|capaian|target|realisasi|kinerja|indikator|utama|iku|tren|"
    r"trend|dan|antara|atas|dari|untuk|persentase\s+capaian|hasil|pengukuran)\b[\s:,\-–\"“'&]*)+",
    re.I,
)
_AFTER = re.compile(
    r"[\s,\-–\"”'(]+(?:(?:pada|selama|sampai|s\.?d\.?|per)\s+)*(?:(?:tahun|periode|th\.?|ta\.?)\b|"
    r"(?:19|20)\d\d\b|dengan\b|terhadap\b|dibanding).*$|[\s\"”'.]+$",
    re.I | re.S,
)
_GENERIC = frozenset(
    {"capaian", "pencapaian", "realisasi", "target", "kinerja", "anggaran", "belanja", "pagu"}
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
    name = _AFTER.sub("", _WHAT.sub("", _NUMBER.sub("", " ".join(caption.split()))))
    words = name.casefold().split()
    if len(words) < 2 or words[0] not in _openers() or words[1] in _GENERIC:
        return ""
    return name


def begins_as_indicator(name: str) -> bool:
    """Does a name begin as those of indicators do: 'Persentase ...', 'Jumlah ...'?"""
    words = name.casefold().split()
    return len(words) > 1 and words[0] in _openers()


@derived
def _openers() -> frozenset[str]:
    return frozenset(load("rows")["openers"]["indikator"]) - _GENERIC


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
