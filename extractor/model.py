"""The values that travel through the program: quantities, tables, statements, findings, the audit.

All are frozen. What an output shows of them is the contract in docs/output.md; fields that only later
stages need are marked ``exclude`` and never printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, SerializationInfo

SCHEMA_VERSION: Literal[1] = 1

Measure = Literal[
    "target",
    "realisasi",
    "capaian",
    "kategori",
    "baseline",  # kondisi awal
    "target_akhir",  # end of the Renstra or RPD
    "capaian_akhir",  # realisasi against target_akhir
    "anggaran",
    "realisasi_anggaran",
    "serapan",  # realisasi_anggaran / anggaran, in %
    "efisiensi",
    "pembanding",  # a national, provincial or SPM standard
]
Source = Literal[
    "pk",
    "pk_perubahan",
    "renstra",
    "renstra_perubahan",
    "rpd",
    "iku",
    "rkt",
    "pengukuran",
    "perbandingan",
    "jangka_menengah",
    "anggaran",
    "efisiensi",
    "ikhtisar",
    "narasi",
    "penutup",
    "lampiran",
    "lain",
]
Severity = Literal["error", "warning", "info"]
Language = Literal["id", "en"]
Direction = Literal["higher", "lower", "stable", "unknown"]


class Box(NamedTuple):
    """A rectangle on a page in points from its top left, as the page is shown (rotation applied)."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class Phrase(NamedTuple):
    """One sentence in both languages of the program."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.id

    def __bool__(self) -> bool:
        return bool(self.id)


def _as_phrase(value: Any) -> Any:
    return Phrase(value, value) if isinstance(value, str) else value


def _phrase_text(value: Phrase, info: SerializationInfo) -> str:
    context = info.context if isinstance(info.context, Mapping) else {}
    return value.en if context.get("lang") == "en" else value.id


Sentence = Annotated[Phrase, BeforeValidator(_as_phrase), PlainSerializer(_phrase_text, return_type=str)]
"""A :class:`Phrase` that is printed as a string, in the language of the serialization context."""


def _plain(value: Decimal) -> str:
    return format(value, "f")


Number = Annotated[Decimal, PlainSerializer(_plain, return_type=str)]
"""A Decimal that is printed as a plain decimal string ('98.05', never an exponent)."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# ------------------------------------------------------------------------------------------ quantities


class Interval(NamedTuple):
    """A closed interval of Decimals."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


class Reading(Frozen):
    """One way to read the digits of a printed figure.

    ``value`` is in full units (168 juta is 168000000); ``step`` is one unit of the last printed digit
    in the same units ('98,05' has 0.01, '168 juta' has 1000000).
    """

    value: Number
    step: Number

    def interval(self, *, truncated: bool = False) -> Interval:
        """The numbers that print as this reading: half a step on either side, or, where
        ``truncated``, also a whole step away from zero (DOMAIN.md, Rounding)."""
        half = self.step / 2
        low, high = self.value - half, self.value + half
        if truncated:
            low, high = (low, self.value + self.step) if self.value >= 0 else (self.value - self.step, high)
        return Interval(low, high)


class Quantity(Frozen):
    """What a cell or a piece of prose says about an amount, with its printed text.

    Exactly one of these holds:
    - ``readings`` has one entry: a number.
    - ``readings`` has several: the digits are ambiguous until column, row or unit settle them.
    - ``readings`` is empty: no number; ``missing`` ('-', 'n/a'), ``grade`` ('BB', 'WTP') or words.
    ``upper`` is set for a printed range ('75.00 - 89.99'); then the reading is its lower bound.
    """

    text: str
    readings: tuple[Reading, ...] = ()
    upper: Reading | None = None
    unit: str | None = None  # '%', 'orang', 'rupiah', 'poin', ... in lower case
    comparator: Literal["<", "<=", ">", ">="] | None = None
    grade: str | None = None
    numerator: Number | None = None  # of a printed fraction or division
    denominator: Number | None = None
    missing: bool = False
    note: str | None = None  # words that came with the figure: 'Penilaian Tahun 2023'
    doubtful: bool = False  # recognised in a scan with little certainty and confirmed by nothing
    rival: Quantity | None = None  # what a second look at the scan made of it

    @property
    def value(self) -> Decimal | None:
        """The number, or None where there is none or the digits are ambiguous."""
        return self.readings[0].value if len(self.readings) == 1 else None

    @property
    def exact(self) -> Reading | None:
        """The only reading of a plain number: no range, no comparator, no ambiguity."""
        plain = len(self.readings) == 1 and self.upper is None and self.comparator is None
        return self.readings[0] if plain else None


# ---------------------------------------------------------------------------------------------- tables


class Cell(Frozen):
    """A cell of a table, with the page and box where it is printed."""

    text: str
    page: int
    bbox: Box
    doubtful: bool = Field(default=False, exclude=True)  # a figure recognised with little certainty
    other: str = Field(default="", exclude=True)  # the text as a second look at the scan read it


class Column(Frozen):
    """A column of a table: its canonical field, the year it speaks of, its header as printed."""

    field: str | None  # a Measure, or no, sasaran, tujuan, program, indikator, satuan, formula, ...
    year: int | None
    header: str


class Table(Frozen):
    """A table of the report, stitched over its pages. Every row has one cell per column; a merged cell
    is repeated in each place that it covers."""

    id: str
    kind: str  # a Source, 'skala' (scale of categories) or 'lain'
    caption: str
    pages: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    ruled: bool = Field(default=True, exclude=True)
    caption_box: Box | None = Field(default=None, exclude=True)  # on the first page; None without caption
    section: str = Field(default="", exclude=True)
    document: str = Field(default="", exclude=True)  # file name of another document (--against)


class Placed(NamedTuple):
    """A word of a paragraph: its characters in the text, and where it is printed."""

    start: int
    end: int
    page: int
    bbox: Box
    doubtful: bool = False  # recognised in a scan with little certainty


_WIDTHS = {**dict.fromkeys(".,;:!|'ijlt/", 0.5), **dict.fromkeys("()[]-rf", 0.63), "%": 1.63}


def _width(text: str) -> float:
    """About how wide characters are set, a digit counting 1 (between Times and Arial)."""
    return sum(_WIDTHS.get(c, 1.3 if c.isupper() else 0.95 if c.isalpha() else 1.0) for c in text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text outside tables, with where it and each of its words stand."""

    text: str
    page: int
    bbox: Box
    section: str = ""  # the headings it stands under, outermost first, joined with ' > '
    source: Source = "narasi"  # ikhtisar, narasi, penutup, lampiran
    words: tuple[Placed, ...] = ()

    def locate(self, start: int, end: int) -> tuple[int, Box]:
        """Page and box of the characters from start to end (of their first page, if they run over)."""
        found = [w for w in self.words if w.start < end and start < w.end]
        if not found:
            return self.page, self.bbox
        box = self._part(found[0], start, end)
        for word in found[1:]:
            if word.page == found[0].page:
                box = box.union(self._part(word, start, end))
        return found[0].page, box

    def _part(self, word: Placed, start: int, end: int) -> Box:
        """The box of what a word holds of the characters from start to end: '134,86%' of '(134,86%),'."""
        x0, top, x1, bottom = word.bbox
        text = self.text[word.start : word.end]
        if word.start >= start and word.end <= end or x1 - x0 < bottom - top:  # whole, or set sideways
            return word.bbox
        before = _width(text[: max(0, start - word.start)])
        behind = _width(text[max(0, end - word.start) :])
        letter = (x1 - x0) / _width(text)
        return Box(x0 + before * letter, top, x1 - behind * letter, bottom)


# ---------------------------------------------------------------------------------------------- ledger


class Statement(Frozen):
    """One figure that the report states: the ledger's entry (the output contract's ``statements``)."""

    indicator: str
    measure: Measure
    year: int | None
    value: Number | None
    text: str
    unit: str | None
    kind: Literal["table", "prose"]
    source: Source
    page: int
    bbox: Box
    where: str  # caption or section, for a person

    quantity: Quantity = Field(exclude=True)
    subject: int = -1  # key of the Subject it is about
    table: str | None = Field(default=None, exclude=True)  # id of the Table
    row: int | None = Field(default=None, exclude=True)  # index into Table.rows
    group: int = Field(default=0, exclude=True)  # column group of the row ('2015: T, R, C | 2016: ...')
    header: str = Field(default="", exclude=True)  # header of its column as printed
    sasaran: str = Field(default="", exclude=True)
    document: str = Field(default="", exclude=True)  # file name of another document (--against)


class Subject(Frozen):
    """What statements are about, matched over all its spellings: an indicator or a budget line."""

    key: int
    name: str
    names: tuple[str, ...]
    direction: Direction = "unknown"
    kind: Literal["indikator", "anggaran", "agregat"] = "indikator"


# -------------------------------------------------------------------------------------------- findings


class Stated(Frozen):
    """A figure that a finding points at."""

    value: Number | None
    text: str
    page: int
    bbox: Box
    where: str
    source: Source
    questioned: bool = False  # what the finding calls into question; the other places are its evidence
    document: str = ""  # file name of another document (--against); empty for the report itself


class Expected(Frozen):
    """What should stand there: a value, or the interval that printing allows, and its text."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    text: Sentence


class Consequence(Frozen):
    """A finding that only follows from another."""

    id: str
    code: str
    severity: Severity
    indicator: str
    measure: Measure | None
    year: int | None
    message: Sentence
    criterion: Sentence
    recommendation: Sentence
    diagnosis: Sentence
    stated: tuple[Stated, ...]
    expected: Expected | None = None
    confidence: float = 1.0


class Finding(Consequence):
    """A contradiction, with every place where it shows and what only follows from it."""

    derived: tuple[Consequence, ...] = ()


class Recomputed(Frozen):
    """A figure that was computed again from the operands of its own row, whether it agrees or not."""

    indicator: str  # or the budget line
    subject: int  # key of the Subject, -1 if there is none
    measure: Measure  # capaian, capaian_akhir or serapan
    year: int | None
    table: str | None  # id of the Table; null for figures of the text
    target: Stated  # of a serapan: the budget
    realisasi: Stated
    stated: Stated
    formula: Sentence
    expected: Expected | None = None  # from the operands as printed; null where nothing can be computed
    agrees: bool


class Unread(Frozen):
    """Something that looked like it mattered and was not read, and why."""

    page: int | None
    what: Sentence
    reason: Sentence


class Coverage(Frozen):
    pages: int
    tables: int
    tables_read: int
    rows_checked: int
    rows_right: int = Field(default=0, exclude=True)
    unread: tuple[Unread, ...] = ()


class Part(Frozen):
    """One of the files in which a report was handed in: its pages are ``first`` and the following of the
    report."""

    file: str
    sha256: str
    first: int
    pages: int


class ReportInfo(Frozen):
    file: str
    sha256: str
    title: str
    agency: str
    region: str
    year: int | None
    kind: str  # lakip, renstra, pk, iku, renja, ...
    pages: int
    scanned_pages: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()  # empty: the report is one file


class Audit(Frozen):
    """All that one report yields: the object printed by ``extract audit --format json``."""

    schema_version: Literal[1] = SCHEMA_VERSION
    report: ReportInfo
    tables: tuple[Table, ...]
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage
    subjects: tuple[Subject, ...] = ()
    worksheet: tuple[Recomputed, ...] = ()
    quotes: Mapping[str, tuple[Stated, ...]] = Field(default_factory=dict, exclude=True)  # for the checklist
    against: tuple[ReportInfo, ...] = ()  # the documents that it was held against
