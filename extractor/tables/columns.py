"""From the header of a column to its canonical field and year.

The lowest storey that says something decides ('REALISASI | KEUANGAN | (%)'), the storeys above it turn its
meaning: under 'Keuangan' a realisasi is realisasi_anggaran, 'akhir Renstra' makes a target the end target.
What the column holds has the last word; see extractor.tables.contents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.patterns import derived, load
from extractor.tables.wordings import (
    bare,
    closest,
    has_percent,
    has_rupiah,
    holds,
    is_neutral,
    is_sure,
    mentions,
    squeeze,
    years_of,
)

SUBJECTS = ("indikator", "sub_kegiatan", "kegiatan", "program", "uraian", "sasaran", "tujuan", "misi")
"""Fields that name what a row is about."""

MEASURES = (
    "target", "realisasi", "capaian", "kategori", "baseline", "target_akhir", "capaian_akhir", "anggaran",
    "realisasi_anggaran", "serapan", "efisiensi", "pembanding",
)  # fmt: skip
MONEY = ("anggaran", "realisasi_anggaran", "serapan")

PERCENT = "%"  # a heading of nothing but '%': what it is a share of, the columns beside it tell
STOREY = " | "  # between the storeys of a heading
YEARS = "tahun"  # a heading of nothing but a year: the caption tells what it holds

_KEYWORDS = (
    ("target", "target"),
    ("realisasi", "realisasi"),
    ("capaian", "capaian"),
    ("serapan", "serapan"),
    ("anggaran", "anggaran"),
    ("anggaran", "pagu"),
    ("anggaran", "dana"),
)
_ORDINAL = re.compile(
    r"\b(?:tahun|thn?|th)\b\.?\s*(?:ke)?\s*[-.]?\s*(?:(?P<roman>[IV]{1,3})|(?P<digit>\d))\b(?!\d)", re.I
)
_OF_YEAR = re.compile(r"\b(?:tahun|thn?|th)\b\.?\s*(?:ke)?\W*$", re.I)  # its number in the storey below
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
_YEAR_END = re.compile(
    r"\b(?:s\s*[./]?\s*d\b\.?|sampai(?:\s+dengan)?|hingga)\s*"
    r"(?:(?:triwulan|trw?|tw)\b\.?\s*(?:ke\s*-?)?\s*(?:IV|4)\b|(?:bulan\s+)?desember\b|semester\s+(?:II|2)\b)",
    re.I,
)  # 'Realisasi s.d. Triwulan IV' is the year's realisasi
_BEFORE = re.compile(r"(?<![^\W_])[nN]\s*[-–]\s*([1-5])(?!\d)")  # 'Realisasi Tahun n-1'
_PROVINCE = re.compile(r"\s*(?:rata\s?-?\s?rata\s+)?(?:provinsi|propinsi|prov\.)", re.I)
_LEADING_PERCENT = re.compile(r"^\s*\(?\s*(?:%|persen(?:tase)?\b|pro?sentase\b|presentase\b|rasio\b)", re.I)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a header says about its column. ``year`` is the year that it names; ``ordinal`` counts the
    years of a plan ('TH II'). ``planned``: it speaks of a Renstra or RPJMD, not of its end. ``years_ago``:
    how many years before the report's, where it does not name the year ('Tahun Lalu', 'n-1')."""

    field: str | None
    year: int | None
    header: str
    ordinal: int | None = None
    percent: bool = False
    rupiah: bool = False
    planned: bool = False
    years_ago: int = 0


@derived
def read_heading(storeys: tuple[str, ...]) -> Heading:
    """The meaning of a column's header, from its storeys as printed, top first."""
    printed, storeys = storeys, tuple(_YEAR_END.sub(" ", text) for text in storeys)
    joined = " ".join(storeys)
    base, level = _base(storeys)
    if base == YEARS and closest(joined) == ("baseline", 100.0):
        base = "baseline"  # 'Awal Tahun 2015'
    own = " ".join(storeys[level:])
    field = _turned(base, own, joined, storeys[:level])
    year, ordinal = _year(storeys)
    return Heading(
        field=field,
        year=year,
        header=STOREY.join(printed),
        ordinal=ordinal if year is None else None,
        percent=has_percent(joined),
        rupiah=has_rupiah(own) or has_rupiah(joined),
        planned=mentions(joined, "plan"),
        years_ago=_years_ago(joined),
    )


def _base(storeys: tuple[str, ...]) -> tuple[str | None, int]:
    """The field told by the lowest storey that tells one, and the index of that storey."""
    silent = True
    for level in range(len(storeys) - 1 - (_counted_below(storeys) is not None), -1, -1):
        text = storeys[level]
        if is_neutral(text) and not (level == 0 and silent and _says_alone(text)):
            if level and silent and is_rupiah(text):
                return _rupiah_under(" ".join(storeys[:level])), level
            continue
        silent = False
        field = _field_of(text)
        if field is None and level and _field_of(storeys[level - 1]) == "kategori":
            return "kategori", level - 1  # one column for each category, with ticks
        if field is None and level:
            # an unknown storey under a known one: the two may be one wording cut in two
            joined = " ".join(storeys)
            whole, score = closest(joined)
            return (whole, 0) if is_sure(score) and len(bare(joined)) < 60 else (None, level)
        return field, level
    joined = " ".join(storeys)
    if not squeeze(bare(joined)) or is_neutral(joined):
        if years_of(joined) or _ORDINAL.search(joined):
            return YEARS, 0
        if has_rupiah(joined):
            return "anggaran", 0
        if has_percent(joined):
            return PERCENT, 0
    whole, score = closest(joined)
    return (whole, 0) if is_sure(score) else (None, 0)


def is_rupiah(text: str) -> bool:
    """Is a storey nothing but a unit of money: 'Rp', '(Rp.)', 'Rp.000'?"""
    return has_rupiah(text) and not squeeze(bare(text))


def is_percent(text: str) -> bool:
    """Is a storey nothing but '%' or 'Persentase'?"""
    return (has_percent(text) and not squeeze(bare(text))) or closest(text) == (PERCENT, 100.0)


def _rupiah_under(above: str) -> str:
    if has_percent(above) or holds(above, "tingkatcapaian", "tingkatrealisasi"):
        return "serapan"  # 'Tingkat Capaian (%) | K | Rp'
    return "realisasi_anggaran" if holds(above, "realisasi", "penyerapan") else "anggaran"


def _says_alone(text: str) -> bool:
    return squeeze(bare(text)) in ("uraian", "nilai")


@derived
def _field_of(text: str) -> str | None:
    """The field that one storey names."""
    if mentions(text, "quarter"):
        return None
    exact, score = closest(text)
    leading = _LEADING_PERCENT.match(text) is not None
    against = mentions(text, "against")
    if against and holds(text, "target") and _of_a_later_year(text):
        return "capaian_akhir"  # before '% Realisasi terhadap Target' is taken for the row's own
    if is_sure(score):
        return _as_share(exact) if leading and has_percent(text) else exact
    if holds(text, "efisien") or (holds(text, "efektif") and not holds(text, "capaian", "realisasi")):
        return "efisiensi"
    if mentions(text, "other"):
        return None
    if against:
        return _against(text)
    keyword = _keyword(text)
    if keyword is not None:
        return _as_share(keyword) if leading else keyword
    return "pembanding" if exact is None and _PROVINCE.match(text) else exact


def _as_share(field: str | None) -> str | None:
    """'% Realisasi' is the capaian, '% Realisasi Anggaran' the serapan; '% Anggaran' is neither."""
    shares: dict[str | None, str | None] = {
        "realisasi": "capaian", "realisasi_anggaran": "serapan", "target": "target", "anggaran": None,
    }  # fmt: skip
    return shares.get(field, field)


def _against(text: str) -> str | None:
    """'Capaian Tahun 2016 terhadap Target Akhir Renstra', but not 'Realisasi 2016 terhadap Tahun 2015'."""
    if mentions(text, "akhir") or mentions(text, "plan"):
        return "capaian_akhir"
    if _of_a_later_year(text):
        return "capaian_akhir"
    return "capaian" if holds(text, "capaian") and len(years_of(text)) < 2 else None


def _of_a_later_year(text: str) -> bool:
    """Does a text name two years, one of them two years or more after the other?"""
    years = years_of(text)
    return len(years) == 2 and max(years) - min(years) >= 2


def _keyword(text: str) -> str | None:
    """The measure whose word stands first in a storey of several words."""
    whole = squeeze(text)
    if holds(text, "indikator") and not holds(text, "target", "realisasi", "capaian"):
        return "indikator"
    tokens = set(re.split(r"[^a-z]+", text.casefold()))
    if tokens & {"iku", "ikk", "ikd"} and not holds(text, "target", "realisasi", "capaian"):
        return "indikator"
    places = {field: whole.find(word) for field, word in _KEYWORDS if word in whole}
    if not places:
        return None
    return min(places, key=lambda f: places[f])


def _turned(base: str | None, own: str, joined: str, parents: tuple[str, ...]) -> str | None:
    """The field that the storeys above, and qualifiers beside it, make of a base."""
    above = " ".join(parents)
    mixed = base == "target" and holds(own, "kinerja")  # 'Target Kinerja dan Pendanaan' over both
    money = (mentions(own, "money") and not mixed) or (
        mentions(above, "money") and not holds(above, "kinerja", "target", "sasaran")
    )
    last = mentions(joined, "akhir")
    if base in MEASURES and any(map(_is_growth, parents)):
        return None
    if base in ("target", "realisasi", "capaian"):
        if mentions(joined, "quarter"):
            return None
        if mentions(own, "national") and not money and not last:
            return "pembanding"
    if base == "target":
        return "anggaran" if money else "target_akhir" if last else "target"
    if base == "realisasi" and holds(above, "indikator") and squeeze(bare(own)) == "hasil":
        return "keterangan"  # what came of an activity, in words
    if base == "realisasi":
        return "realisasi_anggaran" if money or (has_rupiah(above) and not has_percent(own)) else "realisasi"
    if base == "capaian":
        return "serapan" if money else "capaian_akhir" if last else "capaian"
    if base == "capaian_tahun_lalu":
        return "capaian"
    if base == PERCENT:
        return "serapan" if money else PERCENT
    if base == "anggaran" and holds(own, "realisasi"):
        return "serapan" if has_percent(own) else "realisasi_anggaran"
    if base == "anggaran" and above and holds(above, "realisasi") and not holds(own, "anggaran", "pagu"):
        return "realisasi_anggaran"
    return base


def _is_growth(storey: str) -> bool:
    """Does a storey say nothing but that below it stand differences: 'Rata-rata Pertumbuhan'?"""
    told, beside = _growth_words()
    words = set(re.findall(r"[^\W\d_]+", storey.casefold()))
    return bool(words & told) and words <= told | beside


@derived
def _growth_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words of growth and those that stand beside them in a storey."""
    qualifiers = load("headers")["qualifiers"]
    growth = {word for wording in qualifiers["growth"] for word in wording.split()}
    return frozenset(growth), frozenset(qualifiers["beside_growth"])


def _year(storeys: tuple[str, ...]) -> tuple[int | None, int | None]:
    """The year named by the storey nearest to the column, and the ordinal of a year of a plan."""
    for text in reversed(storeys):
        years = years_of(text)
        if years:
            return years[0], None
    for text in reversed(storeys):
        found = _ORDINAL.search(text)
        if found:
            roman, digit = found["roman"], found["digit"]
            return None, _ROMAN.get(roman.upper()) if roman else int(digit)
    return None, _counted_below(storeys)


def _counted_below(storeys: tuple[str, ...]) -> int | None:
    """The '3' that stands alone in the storey below 'Target Kinerja pada Tahun ke-'."""
    leaf = storeys[-1].strip(" ().-") if len(storeys) > 1 and _OF_YEAR.search(storeys[-2]) else ""
    return _ROMAN.get(leaf.upper()) or (int(leaf) if leaf in ("1", "2", "3", "4", "5", "6") else None)


def _years_ago(joined: str) -> int:
    found = _BEFORE.search(joined)
    return int(found[1]) if found else int(mentions(joined, "last_year"))
