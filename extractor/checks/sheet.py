"""A table as lines of figures: what the rules about sums, averages and money add up.

A line knows its label, its numbering and its figures; a figure printed once over several rows (a merged
cell) belongs to the first of them only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extractor.checks.findings import SOURCE_NAMES
from extractor.language import numbers
from extractor.model import Cell, Phrase, Quantity, Reading, Source, Stated, Statement, Table
from extractor.patterns import load
from extractor.statements.ledger import Ledger, Other
from extractor.statements.subjects import plain_name, read_label

NAMES = ("indikator", "sasaran", "tujuan", "misi", "program", "kegiatan", "sub_kegiatan", "uraian")
_TEXT = (
    *NAMES,
    "no",
    "kode",
    "satuan",
    "formula",
    "sumber_data",
    "sumber_dana",
    "penanggung_jawab",
    "lokasi",
    "keterangan",
)
_MISSING = re.compile(r"^\W*(?:Rp\W*)?$|^(?:n/?a|tad|nihil)$", re.I)
_FIGURE_CELL = re.compile(r"^\W*(?:Rp\W*)?\d[^A-Za-z]*[A-Za-z %.]{0,12}$", re.I)
_AGES = re.compile(r"\s*\d+\s*[-–]\s*\d+\s*(?:tahun|th\b|bulan)", re.I)
_CUT = re.compile(r"\d{1,3}(?P<sign>[.,])(?P<last>\d+)%?")
_FEWEST_CUT = 2  # such figures, or whole numbers beside one, that tell how a column is printed
_FEWEST_PARTS = 3  # lines of a list that a line below it sums up
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER_ROW = re.compile(r"^\W*\d{1,2}\W*$")

SUM, AVERAGE, SUBTOTAL = "sum", "average", "subtotal"


@dataclass(frozen=True)
class Figure:
    """A cell that holds one figure."""

    column: int
    cell: Cell
    quantity: Quantity
    statement: Statement | None = None

    @property
    def reading(self) -> Reading:
        return self.quantity.readings[0]

    @property
    def value(self) -> Decimal:
        return self.reading.value

    @property
    def text(self) -> str:
        """As printed, a figure that its cell cut in one piece again."""
        return " ".join((self.statement.text if self.statement is not None else self.cell.text).split())


@dataclass(frozen=True)
class Line:
    """A row of a table. ``kind`` is 'sum', 'average' or 'subtotal' for a row that sums up others, else ''.
    ``unread`` are the columns that hold something that is no figure."""

    row: int
    label: str
    number: str
    code: tuple[str, ...]
    kind: str
    sasaran: str
    figures: dict[int, Figure] = field(default_factory=dict)
    unread: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()  # all words of its columns of names

    def value(self, column: int) -> Decimal | None:
        found = self.figures.get(column)
        return None if found is None else found.value


@dataclass(frozen=True)
class Sheet:
    """The lines of a table, and the columns of its figures."""

    table: Table
    lines: tuple[Line, ...]
    columns: tuple[int, ...]

    def field(self, column: int) -> str | None:
        return self.table.columns[column].field

    def plain(self) -> list[Line]:
        """The lines that sum up nothing."""
        return [x for x in self.lines if not x.kind]

    def stated(self, figure: Figure) -> Stated:
        """A figure as a place of a finding."""
        cell = figure.cell
        kind: Source = self.table.kind if self.table.kind in SOURCE_NAMES else "lain"
        return Stated(
            value=figure.value,
            text=figure.text,
            page=cell.page,
            bbox=cell.bbox,
            where=title(self.table),
            source=kind,
            document=self.table.document,
        )


def title(table: Table) -> str:
    """The caption of a table, or the heading it stands under."""
    return table.caption or table.section.rsplit(" > ", 1)[-1]


def sheets(ledger: Ledger) -> tuple[Sheet, ...]:
    """The report's own tables as lines of figures; worked out once for all rules."""
    return ledger.once("sheets", lambda: _sheets(ledger.own_tables, ledger.statements))


def sheets_of(ledger: Ledger, other: Other) -> tuple[Sheet, ...]:
    """The tables of a document held against the report, in the same way."""
    return ledger.once(("sheets", other.name), lambda: _sheets(other.tables.values(), other.statements))


def _sheets(tables: Iterable[Table], statements: Iterable[Statement]) -> tuple[Sheet, ...]:
    stated: dict[tuple[str, int, int, tuple[float, ...]], Statement] = {}
    for s in statements:
        if s.table is not None and s.row is not None and s.measure != "kategori":
            stated.setdefault((s.table, s.row, s.page, tuple(s.bbox)), s)
    return tuple(_sheet(t, stated) for t in tables if t.kind != "skala" and t.rows)


def _sheet(table: Table, stated: dict[tuple[str, int, int, tuple[float, ...]], Statement]) -> Sheet:
    columns = [c for c, column in enumerate(table.columns) if column.field not in _TEXT]
    # A column without a name that holds more words than figures is one of labels.
    columns = [c for c in columns if table.columns[c].field or _mostly_figures(table, c)]
    labels = [
        c
        for c in range(len(table.columns))
        if c not in columns and table.columns[c].field not in ("no", "kode", "satuan")
    ]
    seen: set[tuple[int, int, tuple[float, ...]]] = set()
    lines: list[Line] = []
    sasaran = ""
    at = next((c for c, column in enumerate(table.columns) if column.field in ("sasaran", "tujuan")), None)
    above: list[list[str]] = []
    headed = any(column.header for column in table.columns)
    counting = {c: _counts([row[c].text for row in table.rows]) for c in columns}
    for r, row in enumerate(table.rows):
        words = _label(row, labels)
        role = read_label(words)
        if role.role in ("sasaran", "tujuan") and role.name:
            sasaran = role.name
        elif at is not None and row[at].text and not _average(row[at].text):
            sasaran = plain_name(row[at].text)
        figures: dict[int, Figure] = {}
        unread: set[int] = set()
        for c in columns:
            cell = row[c]
            key = (c, cell.page, tuple(cell.bbox))
            if key in seen or _MISSING.match(cell.text) or " ".join(cell.text.split()) == words:
                continue
            seen.add(key)
            statement = stated.get((table.id, r, cell.page, tuple(cell.bbox)))
            quantity = statement.quantity if statement else numbers.parse(cell.text, counts=counting.get(c))
            if quantity.exact is None or (statement is None and cell.doubtful):
                unread.add(c)
            else:
                figures[c] = Figure(c, cell, quantity, statement)
        if figures and (_is_numbering(row, figures) or not lines and _is_years(figures)):
            continue
        texts = [cell.text for cell in row]
        if texts in above or not (lines or headed or figures) and unread:
            above.append(texts)
            continue  # a heading that was not taken for one, or its repetition on the next page
        number = next(
            (row[c].text for c, x in enumerate(table.columns) if x.field == "no" and row[c].text), ""
        )
        code = tuple(
            part
            for c, x in enumerate(table.columns)
            if x.field == "kode"
            for part in re.findall(r"[0-9A-Za-z]+", row[c].text)
        )
        lines.append(
            Line(
                r, words, number, code, _kind(words), sasaran, figures, frozenset(unread), _names(row, labels)
            )
        )
    labelled = [x for x in lines[:-1] if x.label]
    if len(labelled) > 1 and not lines[-1].label and len(lines[-1].figures) > 1 and not lines[-1].code:
        lines[-1] = replace(lines[-1], kind=SUM)  # sums below a table that nobody labelled
    at = _below_its_parts(lines)
    if at is not None:
        lines[at] = replace(lines[at], kind=SUM)
    return Sheet(table, tuple(lines), tuple(columns))


def _below_its_parts(lines: Sequence[Line]) -> int | None:
    """The line below a numbered list that is its sum without saying so: 'PDRB', 'Nilai Hasil Evaluasi'. Most
    of its figures must be the sums of those above."""
    numbers = [x.number.strip(" .)") or (f.text if (f := x.figures.get(0)) else "") for x in lines]
    size = next((i for i, number in enumerate(numbers) if number != str(i + 1)), len(lines))
    if not _FEWEST_PARTS <= size < len(lines) or numbers[size] or lines[size].kind:
        return None
    verdicts = [
        sum((x.figures[c].value for x in lines[:size]), Decimal(0)) == f.value
        for c, f in lines[size].figures.items()
        if all(c in x.figures for x in lines[:size])
    ]
    return size if verdicts.count(True) >= max(2, verdicts.count(False)) else None


def _counts(texts: Iterable[str]) -> bool | None:
    """Whether the dot (True) or the comma (False) before three digits is meant as Indonesian has it, in a
    column that has them after that sign only and nothing else after it: '21.846' beside '748', '312,480'."""
    cut = [m for t in texts if (m := _CUT.fullmatch(t.strip()))]
    signs = {m["sign"] for m in cut}
    whole = sum(t.strip().isdecimal() for t in texts)
    if len(signs) != 1 or len(cut) + whole < _FEWEST_CUT:
        return None
    return signs == {"."} if all(len(m["last"]) == 3 for m in cut) else None


def _is_years(figures: dict[int, Figure]) -> bool:
    """A heading of years that was taken for a row: '2020 | 2021 | 2022'."""
    years = [f.text for _, f in sorted(figures.items())]
    return len(years) > 1 and all(map(_YEAR.fullmatch, years)) and years == sorted(set(years))


def _mostly_figures(table: Table, column: int) -> bool:
    texts = [row[column].text for row in table.rows if row[column].text]
    figures = sum(bool(_FIGURE_CELL.match(t)) and not _AGES.match(t) for t in texts)
    return figures > 0 and figures >= 0.6 * len(texts)


def _label(row: Sequence[Cell], labels: Sequence[int]) -> str:
    """The words of a row: those that say that it is a total, else its last column of labels."""
    every = [x.text for x in row if any(ch.isalpha() for ch in x.text) and len(x.text) > 2]
    total = next((t for t in every if read_label(t).role == "total"), None)
    texts = [row[c].text for c in labels if sum(ch.isalpha() for ch in row[c].text) > 2]
    return " ".join((total or (texts[-1] if texts else "")).split())


def _names(row: Sequence[Cell], labels: Sequence[int]) -> tuple[str, ...]:
    found = (" ".join(row[c].text.split()) for c in labels)
    return tuple(dict.fromkeys(t for t in found if sum(ch.isalpha() for ch in t) > 2))


def _is_numbering(row: Sequence[Cell], figures: dict[int, Figure]) -> bool:
    """The row '1 2 3 4' below a heading."""
    texts = [c.text for c in row if c.text]
    return (
        len(texts) >= 3
        and all(_NUMBER_ROW.match(t) for t in texts)
        and [f.value for f in figures.values()] == sorted(f.value for f in figures.values())
        and len({f.value for f in figures.values()}) == len(figures)
        and len(texts) == len(row)
    )


def _words(key: str) -> tuple[str, ...]:
    return tuple(load("aggregates")["rows"][key])


def _average(text: str) -> bool:
    lower = " ".join(re.sub(r"[-–]", " ", text.casefold()).split())
    return any(lower.startswith(w) for w in _words("average"))


def _kind(label: str) -> str:
    if read_label(label).role != "total":
        return ""
    lower = " ".join(re.sub(r"[-–]", " ", label.casefold()).split())
    if any(w in lower for w in _words("average")):
        return AVERAGE
    if any(lower.startswith(w) for w in _words("subtotal")):
        return SUBTOTAL
    return SUM


def amount(value: Decimal) -> Phrase:
    """A computed amount for a person, with as many decimals as it needs (at most two)."""
    places = 0 if value == value.to_integral_value() else 2
    exact = value.quantize(Decimal(1).scaleb(-places))
    english = f"{exact:,}"
    return Phrase(english.translate(str.maketrans(",.", ".,")), english)
