"""The report's own scales of categories: from tables and running text, in whatever form they are printed.

A value in a gap has no category; above the end of a scale its top label stands.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce

from extractor.checks.bounds import NUMBER, TOP, Bounds, bounds_of
from extractor.language.spotting import Spotted, spotted
from extractor.model import Box, Cell, Interval, Stated, Table
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_FEWEST = 3  # bands that make a scale
_MOST_ROWS = 12
_FINE = Decimal("0.01")  # capaian is printed with two decimals: 89,99 and 90,00 leave nothing out
_ABOVE_OR_BELOW = r"(?:(?:lebih\s+dari|di\s?atas|di\s?bawah|kurang\s+dari)\s+|[<>≤≥=]\s*=?\s*)?"
_JOINED = r"(?:-|–|s\.?/?d\.?|≤|<|>|sampai(?:\s+dengan)?|[<>≤≥]\s*nilai\s*[<>≤≥])"
_BOUNDS = rf"{_ABOVE_OR_BELOW}{NUMBER}\s*%?(?:\s*{_JOINED}\s*[<>≤≥]?\s*{NUMBER}\s*%?|\s*[<>≤≥]\s*nilai\b)?"
_NAME = r"[A-Z][A-Za-z]+(?:\s+[A-Z][a-z]+)?(?:\s*\([A-Z]{1,3}\))?"
_CLASS = r"[A-Z][A-Za-z]+(?:\s+[A-Z][a-z]+){0,2}(?:\s*\([A-Z]{1,3}\))?"  # as sentences print it


@derived
def _band_in_text() -> Spotted:
    """'≥ 80% = Sangat Baik (SB)', 'Lebih dari 100 % : Sangat Baik', 'di atas 80% s/d 100% dengan sebutan
    baik (B)': the bounds, and the name in one of two groups."""
    called = "|".join(re.escape(w) for w in load("scales")["bounds"]["called"])
    any_name = _NAME.replace("[A-Z][", "[A-Za-z][")
    return spotted(
        rf"(?<![\d.,])((?i:{_BOUNDS}))\s*(?:[=:]\s*({_NAME})|(?i:{called})\s+[“\"]?((?-i:{any_name})))"
    )


@dataclass(frozen=True)
class Band:
    """One class of a scale: its bounds, whether each belongs to it, its names, and as it is printed."""

    low: Decimal
    high: Decimal
    with_low: bool
    with_high: bool
    labels: frozenset[str]  # comparable forms
    name: str
    text: str
    cell: Cell | None = None  # where it is printed, in a table

    def holds(self, value: Decimal) -> bool:
        above = value > self.low or self.with_low and value == self.low
        below = value < self.high or self.with_high and value == self.high
        return above and below

    def meets(self, span: Interval) -> bool:
        """May a printed value, which stands for an interval, lie in this class?"""
        return span.low <= self.high and self.low <= span.high


@dataclass(frozen=True)
class Scale:
    """A scale of categories with the place where it is printed."""

    bands: tuple[Band, ...]
    page: int
    bbox: Box
    where: str
    table: str | None = None

    @property
    def labels(self) -> frozenset[str]:
        return frozenset().union(*(b.labels for b in self.bands))

    def band_of(self, value: Decimal) -> Band | None:
        """The class of a value; None in a gap. Above the end of the scale the top class stands."""
        found = next((b for b in self.bands if b.holds(value)), None)
        top = max(self.bands, key=lambda b: b.high)
        if found is None and value > top.high:
            return top
        return found

    def place(self, *bands: Band) -> Stated:
        """Some of its classes as a place of a finding: those on the page of the first of them."""
        cells = [band.cell for band in bands if band.cell is not None]
        page = cells[0].page if cells else self.page
        boxes = [cell.bbox for cell in cells if cell.page == page] or [self.bbox]
        return Stated(
            value=None,
            text="; ".join(band.text for band in bands),
            page=page,
            bbox=reduce(Box.union, boxes),
            where=self.where,
            source="lain",
        )

    def named(self, label: str) -> list[Band]:
        """The classes that a printed label may name."""
        key = comparable(label)
        return [b for b in self.bands if key in b.labels]

    def gaps(self) -> list[tuple[Band, Band]]:
        """Neighbouring classes between which values are left out."""
        ordered = sorted(self.bands, key=lambda b: (b.low, b.high))
        return [
            (a, b)
            for a, b in itertools.pairwise(ordered)
            if b.low - a.high > _FINE or (a.high == b.low and not a.with_high and not b.with_low)
        ]

    def overlaps(self) -> list[tuple[Band, Band]]:
        """Neighbouring classes that share more than nothing."""
        ordered = sorted(self.bands, key=lambda b: (b.low, b.high))
        return [
            (a, b)
            for a, b in itertools.pairwise(ordered)
            if a.high > b.low or (a.high == b.low and a.with_high and b.with_low)
        ]

    def overshoots(self, value: Decimal) -> bool:
        """Does a value lie beyond the end of the scale?"""
        return value > max(b.high for b in self.bands)


def comparable(label: str) -> str:
    """A label in a form that ignores case, spaces and what stands in brackets."""
    plain = re.sub(r"\([^)]*\)", " ", label) if not re.fullmatch(r"\s*\(.*\)\s*", label) else label
    return "".join(ch for ch in plain.casefold() if ch.isalpha())


def read_scales(ledger: Ledger) -> tuple[Scale, ...]:
    """The scales that a report prints, in printed order; read once for all rules."""
    return ledger.once("scales", lambda: tuple(_scales(ledger)))


def _scales(ledger: Ledger) -> Iterator[Scale]:
    yield from (s for t in ledger.own_tables if (s := _from_table(t)) is not None)
    yield from _from_text(ledger)


# -------------------------------------------------------------------------------------------- tables


def _from_table(table: Table) -> Scale | None:
    if len(table.rows) > _MOST_ROWS or len(table.columns) > 6:
        return None
    column = _interval_column(table)
    if column is None:
        return None
    bands = []
    for row in table.rows:
        interval = bounds_of(row[column].text)
        if interval is None:
            continue
        names = [
            " ".join(cell.text.split())
            for c, cell in enumerate(row)
            if c != column and any(ch.isalpha() for ch in cell.text) and bounds_of(cell.text) is None
        ]
        if names:
            bands.append(replace(_band(interval, names, row[column].text), cell=row[column]))
    bands = _closed(_without_point_zero(bands))
    if not _is_scale(bands):
        return None
    first = table.rows[0][column]
    where = table.caption or table.section.rsplit(" > ", 1)[-1]
    return Scale(tuple(_with_initials(bands)), first.page, first.bbox, where, table.id)


def _interval_column(table: Table) -> int | None:
    """The column of intervals: at least three, on most rows, and not only plain numbers (a column of
    numbering)."""
    best: tuple[int, int] | None = None
    for c, column in enumerate(table.columns):
        other = column.field in ("no", "target", "indikator") or (
            column.field == "realisasi" and table.kind != "skala"
        )
        if other and not _names_intervals(column.header):
            continue
        found = [(row[c].text, bounds_of(row[c].text)) for row in table.rows]
        wide = [t for t, b in found if b is not None and b[0] != b[1]]
        if len(wide) >= _FEWEST - 1 and sum(b is not None for _, b in found) >= max(
            _FEWEST, len(table.rows) - 2
        ):
            best = max(best or (0, 0), (len(wide), -c))
    return -best[1] if best else None


def _names_intervals(header: str) -> bool:
    """'Interval Nilai Realisasi Kinerja' is not of what was realised."""
    return any(word in header.casefold() for word in load("scales")["table"]["intervals"])


def _band(interval: Bounds, names: Sequence[str], text: str) -> Band:
    labels: set[str] = set()
    for name in names:
        labels.add(comparable(name))
        inside = re.search(r"\(([^)]+)\)", name)
        if inside:
            labels.add(comparable(inside[1]))
        labels.update(comparable(part) for part in name.split("/") if len(part.strip()) > 3)
    # The words, not the letters of a grade and not the colour, are the name.
    colours: list[str] = load("scales")["table"]["colours"]
    name = max([n for n in names if not n.casefold().startswith(tuple(colours))] or names, key=len)
    name = re.sub(r"\s*\([A-Z]{1,3}\)$", "", name)
    return Band(*interval, frozenset(x for x in labels if x), " ".join(name.split()), " ".join(text.split()))


def _is_scale(bands: Sequence[Band]) -> bool:
    """Several classes with names of their own, most of them wider than a point, within reach of percent."""
    wide = sum(b.low != b.high for b in bands)
    reach = any(b.high >= 50 for b in bands)
    return (
        len(bands) >= _FEWEST
        and len({b.name for b in bands}) == len(bands)
        and wide >= len(bands) - 1
        and reach
    )


def _closed(bands: Sequence[Band]) -> list[Band]:
    """Open classes closed where the next one begins: '> 80 Baik' below '= 100 Sangat Baik'."""
    result = []
    for b in bands:
        above = min((o for o in bands if o.low > b.low), key=lambda o: o.low, default=None)
        below = max((o for o in bands if o.high < b.high), key=lambda o: o.high, default=None)
        if b.high == TOP and above is not None:
            b = replace(b, high=above.low, with_high=not above.with_low)
        elif b.low == -TOP and below is not None:
            b = replace(b, low=below.high, with_low=not below.with_high)
        result.append(b)
    return result


def _without_point_zero(bands: Sequence[Band]) -> list[Band]:
    """'0 = Data Tidak Lengkap' beside '0 - 49,9 = Kurang' is a remark, no class."""
    return [
        b
        for b in bands
        if not (b.low == b.high == 0 and any(o is not b and o.low <= 0 < o.high for o in bands))
    ]


def _with_initials(bands: Sequence[Band]) -> Iterator[Band]:
    """'SB' and 'B' for 'Sangat Baik' and 'Baik', where the initials of all classes differ."""
    initials = ["".join(w[0] for w in re.findall(r"[a-z]+", b.name.casefold())) for b in bands]
    known = frozenset().union(*(b.labels for b in bands))
    usable = len(set(initials)) == len(initials)
    for band, short in zip(bands, initials, strict=True):
        extra = {short} if usable and short not in known else set()
        yield replace(band, labels=band.labels | extra)


# ---------------------------------------------------------------------------------------------- text


def _from_text(ledger: Ledger) -> Iterator[Scale]:
    """'≥ 80% = Sangat Baik (SB) 60 s/d 79,99% = Baik (B) ...' in one paragraph, or in one after the other."""
    run: list[tuple[str, Bounds, str]] = []
    place: tuple[int, Box, str] | None = None
    for paragraph in ledger.paragraphs:
        found = told_bands(paragraph.text)
        for match in () if found else _band_in_text().finditer(paragraph.text):
            interval = bounds_of(match[1])
            if interval is not None:
                found.append((match[2] or match[3], interval, match[1].strip()))
        if found:
            place = place or (paragraph.page, paragraph.bbox, paragraph.section.rsplit(" > ", 1)[-1])
            run.extend(found)
            continue
        if place is not None:
            yield from _scale_of(run, place)
        run, place = [], None
    if place is not None:
        yield from _scale_of(run, place)


def told_bands(
    text: str,
) -> list[tuple[str, Bounds, str]]:
    """The classes of a sentence that tells a scale clause by clause: 'lebih dari 100% Sangat Baik; lebih dari
    75% s.d. 100% Baik; ...', 'Tinggi apabila 75,1% ≤ 90%'. Empty if it is no such sentence."""
    if not _announces().search(text) or len(re.findall(NUMBER, text)) < _FEWEST:
        return []
    found = []
    for clause in re.split(r"[;:]|,(?!\d)|\b(?:dan|serta|sedangkan)\b|\.(?=\s+[A-Z])", text):
        match = _interval().search(clause)
        if match is None:
            continue
        interval = bounds_of(match[0])
        rest = " ".join((clause[: match.start()] + " | " + clause[match.end() :]).split())
        names = [n for part in rest.split("|") if (n := _fillers().sub(" ", part).strip(" .=()“”\"'-–"))]
        if interval is not None and len(names) == 1 and re.fullmatch(_CLASS, names[0]):
            found.append((names[0], interval, match[0].strip()))
    return found if len(found) >= _FEWEST else []


@derived
def _interval() -> re.Pattern[str]:
    words = "|".join(w for kind in load("scales")["bounds"].values() for w in kind)
    sign = rf"(?:(?:{words})\.?|[<>≤≥=])"
    return re.compile(rf"(?:{sign}\s*)*{NUMBER}\s*%?(?:\s*(?:{sign}\s*)+{NUMBER}\s*%?)?", re.I)


@derived
def _fillers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('scales')['sentence']['fillers'])})\b", re.I)


@derived
def _announces() -> Spotted:
    return spotted(rf"\b(?:{'|'.join(load('scales')['sentence']['announced'])})\b", re.I)


def _scale_of(run: Iterable[tuple[str, Bounds, str]], place: tuple[int, Box, str]) -> Iterator[Scale]:
    bands = _closed([_band(interval, [name], text) for name, interval, text in run])
    if _is_scale(bands):
        yield Scale(tuple(_with_initials(bands)), *place)
