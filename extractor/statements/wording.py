"""The wordings of running text compiled from patterns/prose.toml: cues, what may stand between a cue and
its figure, figures, years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from extractor.language.digits import TOLERANCE
from extractor.language.spotting import Spotted, spotted
from extractor.model import ReportInfo
from extractor.patterns import derived, load

_SPACE = re.compile(r" (?![?*+{])")


class Span(NamedTuple):
    start: int
    end: int


class Cue(NamedTuple):
    """Words that announce figures of a measure ('reached' is a verb that may announce two)."""

    start: int
    end: int
    measure: str


class Figure(NamedTuple):
    """A number in running text that states an amount, with its unit as printed."""

    start: int
    end: int
    money: bool
    percent: bool


class YearAt(NamedTuple):
    start: int
    end: int
    year: int
    relative: bool = False  # 'tahun sebelumnya'


def _pattern(text: str) -> str:
    """A pattern of the file: a space stands for any white space."""
    return _SPACE.sub(r"\\s+", text)


def alternatives(words: Iterable[str]) -> str:
    return "|".join(_pattern(w) for w in sorted(words, key=len, reverse=True))


@derived
def prose() -> dict[str, Any]:
    return load("prose")


# ------------------------------------------------------------------------------------------------ cues


@derived
def _cue_patterns(kind: str) -> tuple[tuple[str, Spotted, re.Pattern[str], re.Pattern[str]], ...]:
    result = []
    for measure, cue in prose()[kind].items():
        if "words" not in cue:
            continue
        result.append(
            (
                measure,
                spotted(rf"(?<![\w-])(?:{alternatives(cue['words'])})(?!\w)", re.I),
                re.compile(rf"(?:^|\W)(?:{alternatives(cue.get('unless_before', ['(?!)']))})$", re.I),
                re.compile(rf"(?:{alternatives(cue.get('unless_after', ['(?!)']))})(?!\w)", re.I),
            )
        )
    return tuple(result)


def cues(text: str, kind: str = "cues") -> list[Cue]:
    """The cues in a text, in order and without overlaps; the longer one wins."""
    found: list[Cue] = []
    for measure, pattern, before, after in _cue_patterns(kind):
        for match in pattern.finditer(text):
            if before.search(text[max(0, match.start() - 40) : match.start()]):
                continue
            if after.match(text, match.end()):
                continue
            found.append(Cue(match.start(), match.end(), measure))
    found.sort(key=lambda c: (c.start, -(c.end - c.start)))
    result: list[Cue] = []
    for cue in found:
        if result and cue.start < result[-1].end:
            if cue.end - cue.start > result[-1].end - result[-1].start:
                result[-1] = cue
            continue
        result.append(cue)
    return result


@derived
def phrase(section: str, key: str) -> Spotted:
    """The alternatives of one list of the file as one pattern on word borders."""
    table = prose()
    for name in section.split("."):
        table = table[name]
    return spotted(rf"(?<!\w)(?:{alternatives(table[key])})(?!\w)", re.I)


@derived
def phrase_ending(section: str, key: str) -> re.Pattern[str]:
    """The alternatives of one list at the end of a text."""
    return re.compile(rf"(?<!\w)(?:{alternatives(prose()[section][key])})$", re.I)


# --------------------------------------------------------------------------------------------- figures


@derived
def _figure_pattern() -> re.Pattern[str]:
    units = alternatives(re.escape(u).replace("\\ ", " ") for u in prose()["figures"]["units"])
    number = r"\d{1,3}(?:\s?[.,]\s?\d{3})+(?:,\d{1,2}(?!\d))?|\d+(?:[.,]\d+)*"
    money = r"(?P<money>Rp\s?[.,]?\s{0,2})"
    return re.compile(
        rf"(?=[Rr<>≤≥\d])(?:{money}(?P<amount>{number})(?:,-|,00|,--)*-?"
        rf"|(?P<sign>[<>≤≥]\s?)?(?<![\w.,/])(?P<number>\d+(?:[.,]\d+)*)(?![\d])"
        rf"(?P<range>\s?(?:-|–|s/d|s\.d\.?|sampai dengan)\s?\d+(?:[.,]\d+)*)?"
        rf"(?:\s?(?P<unit>{units})(?!\w))?)",
        re.I,
    )


@derived
def _numbered() -> re.Pattern[str]:
    words = alternatives(prose()["figures"]["numbered"])
    return re.compile(rf"(?:^|[\s(\"“„])(?:{words})\s?\.?\s*$", re.I)


@derived
def _counted() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in prose()["figures"]["counted"])
    return re.compile(rf"\s*(?:\([a-z ]+\)\s*)?(?:{words})\b", re.I)


def figures(text: str) -> list[Figure]:
    """The figures in a text, without years, numbers of tables and laws, and counts of parts."""
    result = []
    for match in _figure_pattern().finditer(text):
        start, end = match.span()
        while end > start and text[end - 1].isspace():
            end -= 1
        money = match["money"] is not None
        unit = (match["unit"] or "").casefold()
        percent = unit in ("%", "persen")
        before, after = text[max(0, start - 24) : start], text[end : end + 40]
        if not money and not _is_figure(match, before, after, percent):
            continue
        percent = percent or _TIMES_HUNDRED.search(before) is not None
        result.append(Figure(start, end, money, percent))
    return result


_TIMES_HUNDRED = re.compile(r"[x×*]\s?100\s?%?\s?=\s*$")  # '126,68/77 x 100% = 165,00' is per cent


_AGE = re.compile(r"\s?tahun\b(?!\s*(?:19|20)\d\d)", re.I)
_WITHIN = re.compile(rf"{TOLERANCE.pattern}\d")
_WITHIN_BEFORE = re.compile(rf"\d\s?(?:%|persen)?{TOLERANCE.pattern}$")


def _is_figure(match: re.Match[str], before: str, after: str, percent: bool) -> bool:
    number = match["number"]
    plain = not match["unit"] and not match["sign"]
    if _WITHIN.match(after) or _WITHIN_BEFORE.search(before):
        return False  # '3 ± 1' is a range, neither of them a figure of its own
    if plain and re.fullmatch(r"(?:19|20)\d\d", number):
        return False
    if plain and re.match(r"\s?[-/–:]\s?\d|/\w|\s?[x×*÷]\s?\d|\w|[.,]\s\d", after):
        return False  # a part of a date, a law's number or a calculation
    if re.search(r"[/×÷]\s?$|[\w][-]$|\d\s*[x*]\s?$|\d:$", before):
        return False
    if not percent and _numbered().search(before):
        return False
    if plain and _AGE.match(after) and "," in number:
        return True  # 'harapan lama sekolah 12,95 tahun': years that were lived, not those of a plan
    if plain and (_counted().match(after) or re.match(r"\s*[)]", after) and not before.endswith("(")):
        return False
    if plain and re.match(r"\s*\([a-z ]{3,}\)", after) and _counted().match(after):
        return False
    # '(2) Dua indikator', '1. Pelatihan', '2) ...': a list mark.
    marks = re.fullmatch(r"\d{1,2}", number) and re.match(r"[.)]\s", after) and not before.strip()
    return not (plain and marks)


# ----------------------------------------------------------------------------------------------- years

_PERIOD = spotted(
    r"(?:19|20)\d\d\s*(?:[-–/]|s\.?\s*/?\s*d\.?|sampai(?:\s+dengan)?|hingga)\s*(?:tahun\s+)?(?:19|20)\d\d",
    re.IGNORECASE,
)
_MONTH = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_YEAR = spotted(
    r"(?:(?:di|pada|untuk|selama|dalam|dari|per|sampai dengan|s\.?d\.?|akhir|bulan\s+\w+"
    rf"|(?<![\d.,])\d{{1,2}}\s+(?:{_MONTH}))\s+)*"
    r"(?:tahun\s+anggaran|tahun|th\.?|ta\.?|t\.a\.?)\s*(?P<year>(?:19|20)\d\d)\b"
    r"|\((?P<inside>(?:19|20)\d\d)\)"
    rf"|\d{{1,2}}\s+(?:{_MONTH})\s+(?P<dated>20\d\d)",
    re.IGNORECASE,
)
_BEFORE_LAST = spotted(r"tahun\s+(?:yang\s+)?(?:lalu|sebelumnya|kemarin)", re.I)
_THIS = spotted(r"(?:(?:di|pada)\s+)?tahun\s+(?:ini|berjalan)\b", re.I)
_LAW = re.compile(r"(?:nomor|no\.?)\s*\S+\s*$", re.I)


def years(text: str, report_year: int | None = None) -> list[YearAt]:
    """The years that a text names ('di Tahun 2024', 'tahun lalu'), without laws and periods."""
    periods = [Span(*m.span()) for m in _PERIOD.finditer(text)]
    result = []
    for match in _YEAR.finditer(text):
        year = int(match["year"] or match["inside"] or match["dated"])
        if any(p.start < match.end() and match.start() < p.end for p in periods):
            continue
        if _LAW.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        result.append(YearAt(match.start(), match.end(), year))
    if report_year is not None:
        for match in _BEFORE_LAST.finditer(text):
            # 'tahun sebelumnya (2022)' names it itself.
            if not any(match.end() <= y.start <= match.end() + 3 for y in result):
                result.append(YearAt(match.start(), match.end(), report_year - 1, relative=True))
        for match in _THIS.finditer(text):
            result.append(YearAt(match.start(), match.end(), report_year))
    return sorted(result)


# ------------------------------------------------------------------------------------------- in between

_CALCULATION = re.compile(r"\d[\d.,]*\s*/\s*\d[\d.,]*\s*[x×*]?\s*(?:100\s*%?)?\s*=?|=")
_QUOTES = re.compile(r"[\"“”„‟‘’'():=]")
_TOKEN = re.compile(r"[\w./-]+|[^\w\s]")


@derived
def _between() -> frozenset[str]:
    words: list[str] = prose()["between"]["words"]
    return frozenset(words)


def leftover(text: str, spans: Iterable[Span] = ()) -> list[str]:
    """The words of a text between a cue and a figure that are no fillers. ``spans`` (mentions, years, the
    agency's name) are taken out first; a comma or a semicolon is left over."""
    chars = list(text)
    for span in spans:
        for i in range(max(0, span.start), min(len(chars), span.end)):
            chars[i] = " "
    rest = _QUOTES.sub(" ", _CALCULATION.sub(" ", "".join(chars)))
    return [w for w in _TOKEN.findall(rest) if w.casefold().strip(".") not in _between() and w != "."]


# ------------------------------------------------------------------------------------------ the agency


def own_names(info: ReportInfo) -> re.Pattern[str]:
    """The reporting agency and its region in running text, also shortened ('di Dinas', 'Kota X')."""
    words = [re.escape(w) for w in re.findall(r"[\w-]+", f"{info.agency} {info.region}")]
    if not words:
        return re.compile(r"(?!)")
    word = "|".join(dict.fromkeys(words))
    heads: list[str] = load("facts")["agency"]["heads"]
    head = "|".join(re.escape(h) for h in sorted(heads, key=len, reverse=True))
    region = rf"(?:Pemerintah\s+)?{re.escape(info.region)}" if info.region else "(?!)"
    return re.compile(rf"\b(?:(?:{head})(?:\s+(?:{word}|dan|&|,))*\b|{region}\b)")
