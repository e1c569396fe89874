"""What kind of table a table is: from its caption, section, the sentence before it, and its columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from extractor.patterns import derived, load
from extractor.tables.columns import MEASURES, MONEY, SUBJECTS, Heading
from extractor.tables.wordings import closest

_INTRO = 220  # characters of the text before a table that speak of it
_FEWEST_BANDS = 3
_NEARLY_ALL = 0.8
_DIGIT = re.compile(r"\d")
_BAND = re.compile(
    r"\d.*(?:-|–|≤|<|s\.?\s*/?\s*d\b|sampai|hingga).*\d|(?:[<>≤≥]|di\s?atas|di\s?bawah|lebih|kurang).*\d",
    re.I,
)  # '75 - 89', '80% s/d 100%', '> 90', 'Nilai diatas 100%'
_SLIP = 85  # similarity in percent of a misspelt heading: 'IKHSTISAR'
_FIGURES = frozenset(MEASURES) - {"kategori", "efisiensi", "pembanding"}


def kind_of(caption: str, section: str, intro: str, headings: Sequence[Heading]) -> str:
    """The kind of a table: a Source, 'skala' for a scale of categories, or 'lain' for other content."""
    fields = {h.field for h in headings if h.field}
    figures = fields & _FIGURES
    subjects = fields & set(SUBJECTS)
    texts = [caption, *reversed(section.split(" > ")), intro[-_INTRO:]]
    if "kategori" in fields and not (fields & (_FIGURES - {"capaian"})) and not subjects:
        return "skala"
    if not subjects and speaks(caption, load("kinds")["scale"]["words"]):
        return "skala"
    if not figures or not subjects:
        return "lain"
    realised = {h.year for h in headings if h.field == "realisasi"}
    if not _is_account(fields, caption, len(realised)):
        return "lain"
    part = _part(section)
    if part in ("ikhtisar", "penutup"):
        return part
    years = len({h.year for h in headings if h.field == "target" and h.year is not None} | {
        -h.ordinal for h in headings if h.field == "target" and h.ordinal
    })  # fmt: skip
    for text in texts:
        kind = _by_rules(text, fields, years) if text else None
        if kind:
            return kind
    return part or _by_columns(fields, headings, years)


def is_scale(rows: Sequence[Sequence[str]]) -> bool:
    """Is a table without known columns a scale of categories: a heading that names the category, and below
    it a range or a bound in nearly every row?"""
    for start, row in enumerate(rows[:2]):
        named = {c for c, text in enumerate(row) if closest(text) == ("kategori", 100.0)}
        below = [r for r in rows[start + 1 :] if any(t.strip() for t in r)]
        if not named or len(below) < _FEWEST_BANDS:
            continue
        words = all(any(r[c].strip() and not _DIGIT.search(r[c]) for c in named) for r in below)
        bands = [
            c
            for c in range(len(row))
            if c not in named and sum(bool(_BAND.search(r[c])) for r in below) >= _NEARLY_ALL * len(below)
        ]
        if words and bands:
            return True
    return False


def _is_account(fields: set[str], caption: str, years: int) -> bool:
    """Does a table account for indicators or budgets? One about staff or assets may have their columns.
    ``years`` is of how many years it tells the realisasi."""
    if fields & {"indikator", "sasaran", "program", "kegiatan", "sub_kegiatan", "tujuan"}:
        return True
    measured = (
        len(fields & {"target", "realisasi", "capaian"}) > 1
        or years > 1
        or {"anggaran", "realisasi_anggaran"} <= fields
        or ("anggaran" in fields and speaks(caption, load("kinds")["budget"]["words"]))
    )
    return measured and not speaks(caption, load("kinds")["foreign"]["words"])


@derived
def _pattern(word: str) -> re.Pattern[str]:
    parts = [rf"\b{re.escape(p.strip())}\b" for p in word.split("+")]
    return re.compile(".*".join(parts), re.I | re.S)


def speaks(text: str, words: Sequence[str]) -> bool:
    """Does one of the words stand in a text? '+' in a word asks for both its sides."""
    return any(_pattern(w).search(text) for w in words)


def _by_rules(text: str, fields: set[str], years: int) -> str | None:
    rules: list[dict[str, Any]] = load("kinds")["rules"]
    for rule in rules:
        if (
            fields & set(rule["has"])
            and not fields & set(rule["lacks"])
            and years >= int(rule.get("years", 0))
            and speaks(text, rule["words"])
        ):
            return str(rule["kind"])
    return None


def _part(section: str) -> str | None:
    top = section.split(" > ")[0]
    parts: dict[str, list[str]] = load("kinds")["parts"]
    for part, words in parts.items():
        if speaks(top, words) or any(
            fuzz.ratio(w, top.casefold()[: len(w) + 1].split(" ")[0]) >= _SLIP for w in words
        ):
            return part
    return None


def _by_columns(fields: set[str], headings: Sequence[Heading], years: int) -> str:
    if fields & set(MONEY) and not fields & {"target", "realisasi", "capaian"}:
        return "anggaran"
    if "efisiensi" in fields and "target" not in fields:
        return "efisiensi"
    if "target_akhir" in fields and fields & {"realisasi", "capaian_akhir"}:
        return "jangka_menengah"
    if fields & {"realisasi", "capaian"}:
        told = {h.year for h in headings if h.field == "realisasi"}
        return "perbandingan" if len(told) > 1 else "pengukuran"
    planned = years >= 2 or "target_akhir" in fields or ("baseline" in fields and "target" not in fields)
    return "renstra" if planned else "pengukuran"
