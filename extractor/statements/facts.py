"""Who reports about which year in what kind of document: by a vote of all pages.

No single place is trusted. Covers are pictures or left over from an earlier year, footers come from a
template; the report's own name is what most of its pages say.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from extractor.language.spotting import Spotted, any_word, spotted
from extractor.model import Paragraph, ReportInfo
from extractor.patterns import derived, load
from extractor.reading import Report
from extractor.statements.author import agency_and_region
from extractor.tables.layout import Layout

_COVER_WORDS = 80  # a page of more words is no cover
_PARTS = ("BAB", "DAFTAR", "KATA", "IKHTISAR", "RINGKASAN")  # a cover ends where one of these begins a line
_CAPITALS = 0.8  # share of capitals in a line of a title: 'LKjIP RSUD dr. WIRAATMAJA'
_COVER_VOTE = 3  # what a cover says counts as three mentions in the text
_CAPTION_VOTE = 3
"""'Tabel 3.1 Perjanjian Kinerja Tahun 2024': tables are of the report's year, sentences often of others."""
_CAPTION = re.compile(r"\s*tabel\s", re.IGNORECASE)
_LONG = 160  # characters of a caption
_TITLED_VOTE = 4  # 'Laporan Kinerja ... Tahun 2024': the year of the report by its own name
_TITLED = 2  # times that the pages name the report with the year of its cover
_FEW_VOTES = 12  # a chapter in a file of its own hardly names the document it is from
_NAME_VOTE = 0.5  # the file's name: decides only where nothing else does
_FIRST_YEAR, _LAST_YEAR = 1999, 2099  # Inpres 7/1999 began performance reports
_PERIOD = spotted(
    r"(?:19|20)\d\d\s*(?:[-–/]|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?)\s*(?:19|20)\d\d\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d.,/])((?:19|20)\d\d)(?![\d]|[.,]\d)")
_TAHUN = spotted(
    r"\b(?:tahun(?:\s+anggaran)?|t\.?a\.?|th\.?)\s*((?:19|20)\d\d)\b(?!\s*[-–]\s*(?:19|20)\d\d)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?:BAB\s+[IVX]+\W*\s)?\s*AKUNTABILITAS\s+KINERJA(?:\s+INSTANSI\s+PEMERINTAH)?", re.IGNORECASE
)
_FILE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def report_info(report: Report, layout: Layout) -> ReportInfo:
    """What the report says about itself. A fact that it does not tell is empty (None for the year)."""
    texts = _texts(layout)
    cover = cover_text(layout.paragraphs)
    hints = outer_hints(report)
    kind = document_kind(cover, texts, hints)
    agency, region = agency_and_region(cover, texts)
    year = report_year(cover, texts, kind, hints)
    return ReportInfo(
        file=report.path.name,
        sha256=report.sha256,
        title=_title(_from_kind(cover) if 1 in layout.scanned else cover, report.title, kind, agency, year),
        agency=agency,
        region=region,
        year=year,
        kind=kind,
        pages=report.page_count,
        scanned_pages=layout.scanned,
    )


def outer_hints(report: Report) -> str:
    """What the file's properties and its name say about the document."""
    name = report.path.stem.replace("_", " ").replace("-", " ")
    name = re.sub(r"(?<=[A-Za-z])(?=\d)", " ", name)  # 'LAKIP2018'
    return " ".join(t for t in (report.title if _is_title(report.title) else "", name) if t)


def _texts(layout: Layout) -> list[str]:
    captions = [g.caption for g in layout.grids if g.caption]
    return [*(" ".join(p.text.split()) for p in layout.paragraphs), *captions]


def cover_text(paragraphs: Sequence[Paragraph]) -> str:
    """The text of the first page, if it is a cover: few words, no sentence. Of a report that begins without
    one, the title above its first part."""
    page = [p.text.split() for p in paragraphs if p.page == 1 and p.text.split()]
    first = list(itertools.takewhile(lambda words: words[0].upper() not in _PARTS, page))
    words = [w for text in first for w in text]
    return " ".join(words) if len(words) <= _COVER_WORDS else _title_above(first)


def _title_above(texts: Iterable[Sequence[str]]) -> str:
    """The lines in capitals with which a page begins, if they name a kind of document."""
    lines: list[str] = []
    for words in texts:
        line = " ".join(words)
        letters = [c for c in line if c.isalpha()]
        capitals = sum(c.isupper() for c in letters)
        if not letters or capitals < _CAPITALS * len(letters):
            break
        lines.append(line)
    title = " ".join(lines)
    return title if _first_kind(title) and len(title.split()) <= _COVER_WORDS else ""


# ------------------------------------------------------------------------------------------------ kind


@derived
def _kinds() -> tuple[tuple[str, Spotted], ...]:
    kinds: dict[str, list[str]] = load("facts")["kinds"]
    return tuple((kind, spotted(rf"\b(?:{any_word(words)})\b", re.I)) for kind, words in kinds.items())


def document_kind(cover: str, texts: Iterable[str], hints: str = "") -> str:
    """lakip, renstra, renja, rkt, pk, iku or 'lainnya': by the cover, else by what the text is called most
    often in sentences about itself ('Renja ini ...', '... telah disusun'), else by the hints. Without a cover
    a chapter that only a LAKIP has tells it."""
    if named := _first_kind(cover):
        return named
    texts = list(texts)
    if any(_ACCOUNT.fullmatch(text.strip()) for text in texts):
        return "lakip"
    votes: Counter[str] = Counter()
    for text in texts:
        for kind, pattern in _kinds():
            for match in pattern.finditer(text):
                after = text[match.end() : match.end() + 12].lower().lstrip(" )")
                # 'LKIP ini', 'Penyusunan LAKIP', 'LKjIP Tahun 2018': the document speaks of itself.
                before = text[max(0, match.start() - 14) : match.start()].lower()
                self_named = after.startswith("ini") or "penyusunan " in before
                votes[kind] += 6 if self_named else 1
    hinted = _first_kind(hints)
    if hinted and sum(votes.values()) < _FEW_VOTES:
        return hinted
    # A LAKIP names its Renstra, IKU and PK on every page; the reverse is rare.
    if votes["lakip"] >= 3 and votes["lakip"] >= 0.2 * max(votes.values()):
        return "lakip"
    return votes.most_common(1)[0][0] if votes else "lainnya"


def _first_kind(text: str) -> str | None:
    """The kind whose name stands first in a text."""
    places = [(m.start(), -m.end(), kind) for kind, p in _kinds() if (m := p.search(text))]
    return min(places)[2] if places else None


# ------------------------------------------------------------------------------------------------ year


@derived
def _titled_year() -> Spotted:
    kinds: dict[str, list[str]] = load("facts")["kinds"]
    names = any_word(w for words in kinds.values() for w in words)
    return spotted(
        rf"\b(?P<kind>{names})\b[^.;:]{{0,140}}?\b(?:tahun(?:\s+anggaran)?|ta)\.?\s*(?P<year>20\d\d)\b"
        rf"(?!\s*(?:[-–]|s\.?d|sampai))",
        re.IGNORECASE,
    )


def report_year(cover: str, texts: Iterable[str], kind: str, hints: str = "") -> int | None:
    """The year that the report measures (or, for a plan or a decree, the year that it is for).

    A Renstra speaks of a period and has no year. The year of signing, usually the next one, loses the
    vote: it stands beside 'Januari 2025' and not beside 'Tahun'.
    """
    if kind == "renstra":
        return None
    votes: dict[int, float] = {}
    titled: Counter[str] = Counter()

    def vote(year: str, weight: float) -> None:
        value = int(year)
        if _FIRST_YEAR < value <= _LAST_YEAR:
            votes[value] = votes.get(value, 0) + weight

    for text in texts:
        plain = _PERIOD.sub(" ", text)
        if kind == "lakip" and _CAPTION.match(plain) and len(plain) <= _LONG and _ahead().search(plain):
            continue
        for match in _TAHUN.finditer(plain):
            if not _is_law(plain, match.start()):
                vote(match.group(1), _CAPTION_VOTE if _CAPTION.match(plain) and len(plain) <= _LONG else 1)
        for match in _titled_year().finditer(plain):
            if _kind_of(match["kind"]) == kind and not _is_law(plain, match.start("year") - 6):
                vote(match["year"], _TITLED_VOTE)
                titled[match["year"]] += 1
    total = sum(votes.values())
    plain = _PERIOD.sub(" ", cover)
    tahun = [m.group(1) for m in _TAHUN.finditer(plain)]
    if len(set(tahun)) == 1 and _is_clear(titled, tahun[0]):
        return int(tahun[0])  # whatever other years its tables plan for or compare with
    for year in dict.fromkeys(tahun or [m.group(1) for m in _YEAR.finditer(plain)]):
        # A plan is for a year that its text, full of the years before it, names less often.
        vote(year, _COVER_VOTE if kind == "lakip" else max(_COVER_VOTE, total + 1))
    for year in _FILE_YEAR.findall(hints):
        vote(year, _NAME_VOTE)
    return max(votes, key=lambda y: (votes[y], -y)) if votes else None


def _is_clear(titled: Counter[str], year: str) -> bool:
    """Do the pages call the report by the year of its cover, and hardly by another?"""
    return titled[year] >= _TITLED and 2 * titled[year] > titled.total()


def _kind_of(name: str) -> str | None:
    return next((kind for kind, pattern in _kinds() if pattern.fullmatch(name)), None)


@derived
def _law_words() -> frozenset[str]:
    words: list[str] = load("facts")["year"]["law"]
    return frozenset(words)


@derived
def _ahead() -> Spotted:
    return spotted(rf"\b(?:{any_word(load('facts')['year']['ahead'])})\b", re.IGNORECASE)


def _is_law(text: str, at: int) -> bool:
    """'Nomor 29 Tahun 2014': the words right before 'Tahun' are a number after 'Nomor'."""
    before = text[max(0, at - 40) : at].split()
    if not before or not re.search(r"\d", before[-1]):
        return bool(before) and before[-1].casefold().strip(".,") in _law_words()
    return any(w.casefold().strip(",:") in _law_words() for w in before[-3:-1])


# ----------------------------------------------------------------------------------------------- title


def _is_title(text: str) -> bool:
    """Properties often hold a file name or the writer's name: a title names a kind of document."""
    return any(pattern.search(text) for _, pattern in _kinds())


def _from_kind(cover: str) -> str:
    """A recognised cover from the words that name the kind of document: before them stand seals and logos."""
    starts = [match.start() for _, pattern in _kinds() for match in [pattern.search(cover)] if match]
    return cover[min(starts) :] if starts else cover


def _title(cover: str, property_title: str, kind: str, agency: str, year: int | None) -> str:
    if _is_title(cover) and len(cover.split()) > 3:
        return cover
    if _is_title(property_title) and len(property_title.split()) > 3:
        return " ".join(property_title.split())
    titles: dict[str, Any] = load("facts")["titles"]
    parts = [str(titles.get(kind, titles["lainnya"])), agency, f"Tahun {year}" if year else ""]
    return " ".join(p for p in parts if p)
