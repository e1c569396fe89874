"""What times the columns and rows of a table are of, beyond the years that headings name: years in a column
of their own, quarters, sums to date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.tables.achievements import set_field
from extractor.tables.amounts import Contents
from extractor.tables.columns import STOREY, YEARS, Heading
from extractor.tables.wordings import mentions

_YEAR = re.compile(r"\s*(?:(?:tahun|th\.?|t\.?a\.?)\s*)?\(?((?:19|20)\d\d)\)?\s*\**\)?\s*", re.I)
_OF_YEARS = re.compile(r"\W*(?:(?:tahun|thn?|t\.?a|periode)\b\W*(?:anggaran|ke|pelaksanaan)?)?\W*", re.I)
_PART = re.compile(r"\W*(?:[IVX]{1,4}|\d|B\s?(?:0?\d|1[0-2]))\W*", re.I)
_TO_DATE = re.compile(r"\b(?:s\s*[./]?\s*d\b\.?|sampai(?:\s+dengan)?\b)", re.I)
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember"
_PART_OF_YEAR = re.compile(
    rf"""\b(?:triwulan|trw|tw)\b\.?\s*(?:ke\s*-?\s*)?(?:I{{1,3}}|[1-3]|pertama|kedua|ketiga)\b(?!\s*(?:s\.?/?d|
    sampai|hingga|dan\b|[,&–-]))|\bsemester\s*(?:I|1|pertama)\b(?!\s*(?:s\.?/?d|dan\b|[,&–-]))|
    \b(?:s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|per|bulan)\s+(?:bulan\s+)?(?:\d{{1,2}}\s+)?(?:{_MONTHS})\b""",
    re.I | re.X,
)
_OF_QUARTERS = re.compile(r"\W*(?:triwulan|trw|tw|bulan|semester|periode)\b\W*(?:ke)?\W*", re.I)
_MOST = 0.7  # share of the cells of such a column; the last may say 'Jumlah'
QUARTERS = "triwulan"  # the field of a column that tells of which quarters or months the rows are
_ADDED_UP = frozenset({"target", "realisasi", "capaian"})


def year_in(text: str) -> int | None:
    """The year that a cell holds and nothing else: '2023', 'Tahun 2023'.

    >>> year_in("Tahun 2023"), year_in("2023*)"), year_in("2.023"), year_in("Renja 2023")
    (2023, 2023, None, None)
    """
    found = _YEAR.fullmatch(text)
    return int(found[1]) if found else None


def years_of_rows(result: list[Heading], contents: Sequence[Contents]) -> None:
    """A column headed 'Tahun', or by nothing, that holds nothing but years tells the years of its rows."""
    for c, heading in enumerate(result):
        texts = [t for t in contents[c].texts if t.strip()]
        if texts and _OF_YEARS.fullmatch(heading.header) and all(year_in(t) is not None for t in texts):
            set_field(result, c, YEARS)


def quarters_of_rows(result: list[Heading], contents: Sequence[Contents]) -> None:
    """A column headed 'Triwulan' or 'Bulan' with quarters or months tells that its rows are of those."""
    for c, heading in enumerate(result):
        if heading.field is not None or not _OF_QUARTERS.fullmatch(heading.header):
            continue
        texts = [t for t in contents[c].texts if t.strip()]
        parts = sum(_PART.fullmatch(t) is not None or mentions(t, "quarter") for t in texts)
        if texts and parts >= _MOST * len(texts):
            set_field(result, c, QUARTERS)


def is_of_quarters(heading: Heading, column: Contents) -> bool:
    """Are the rows of quarters or months, whose figures are none of the year's?"""
    texts = [t for t in column.texts if t.strip()]
    return mentions(heading.header, "quarter") or all(mentions(t, "quarter") for t in texts)


def is_of_part(caption: str) -> bool:
    """Does a caption say that a table is of a quarter, or up to a month, before the year was over?

    >>> is_of_part("Capaian Kinerja Triwulan III Tahun 2024"), is_of_part("Capaian s.d. 30 Juni 2024")
    (True, True)
    >>> is_of_part("Capaian Kinerja Triwulan I s.d. IV"), is_of_part("Capaian s.d. Triwulan IV 2024")
    (False, False)
    """
    return _PART_OF_YEAR.search(caption) is not None


def parts_of_years(result: list[Heading]) -> None:
    """Columns told apart by nothing but 'I', 'II', ... or 'B03', 'B06', ... are of quarters or of what nobody
    knows; none holds the figure of the year."""
    parts: dict[tuple[str, str | None], list[int]] = {}
    for c, heading in enumerate(result):
        above, _, leaf = heading.header.rpartition(STOREY)
        if above and heading.field in _ADDED_UP and not heading.ordinal and _PART.fullmatch(leaf):
            parts.setdefault((above, heading.field), []).append(c)
    for columns in parts.values():
        if len(columns) > 1:
            for c in columns:
                set_field(result, c, None)


def running_totals(result: list[Heading]) -> None:
    """'Realisasi s.d. 2015' beside 'Realisasi 2015' adds up earlier years: it is not that year's."""
    own = {(h.field, h.year) for h in result if not _TO_DATE.search(h.header)}
    for c, heading in enumerate(result):
        added = heading.field in _ADDED_UP and _TO_DATE.search(heading.header) is not None
        if added and (heading.field, heading.year) in own:
            set_field(result, c, None)
