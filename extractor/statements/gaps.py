"""What looked like it mattered in the tables of a report and is not checked: tables and columns that were
not recognised, rows without a name, figures that cannot be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.model import Phrase, Statement, Table, Unread
from extractor.patterns import load
from extractor.statements.rows import RowsRead
from extractor.tables.columns import MEASURES
from extractor.tables.kinds import speaks

_FIGURE = re.compile(r"(?:rp\.?\s*)?[-+(]*\d[\d.,\s]*\)?\s*(?:%|persen|orang|poin)?(?:,-)?", re.I)
_FEW = 3  # figures; fewer stand in a formula box or a frame
_COLUMN = 2  # figures of a column; one may be a number of a row or a note
_QUOTED = 60  # characters of a cell or a caption
_NAMED = 4  # headings named in one line

_TOO_NARROW = re.compile(r"#{2,}(?:\s#+)*")
_STRANGE = re.compile(r"(?=[^a-zA-Z]*[\u0100-\u024f\u0370-\u1dff\ue000-\uf8ff])[^a-zA-Z\d]+")
_SHARE_OF_DIGITS = 0.3  # of a cell's characters, from which it is a figure with words and not a sentence


def find_gaps(
    tables: Sequence[Table], rows: Sequence[RowsRead], statements: Sequence[Statement]
) -> Iterator[Unread]:
    """What the tables of one report hold that gave no statement, or one without a value. ``rows`` are the
    readings of the tables, in the same order; ``statements`` what became of their figures."""
    for table, read in zip(tables, rows, strict=True):
        if table.kind == "lain":
            if _matters(table):
                yield _table(table, _UNKNOWN)
        elif table.kind != "skala":
            yield from _unshown(table)
            if not read.statements and not read.unread and _figures(table) >= _FEW:
                yield _table(table, _NOTHING)
            yield from _columns(table)
    for statement in statements:
        yield from _untold(statement)


_UNKNOWN = Phrase(
    "tampak memuat angka kinerja atau anggaran, tetapi kolomnya tidak dikenali; tidak diperiksa",
    "seems to hold figures of performance or budget, but its columns are not recognised; not checked",
)
_NOTHING = Phrase(
    "tidak satu angka pun dapat dikaitkan dengan indikator atau kegiatan; tidak diperiksa",
    "no figure could be tied to an indicator or activity; not checked",
)
_AMBIGUOUS = Phrase(
    "titik atau koma dapat berarti ribuan atau desimal; angka ini tidak diperiksa",
    "its separator may mark thousands or decimals; this figure is not checked",
)
_NO_NUMBER = Phrase(
    "tidak terbaca sebagai satu angka; tidak diperiksa", "cannot be read as one figure; not checked"
)


_NARROW = Phrase(
    "kolom lembar kerja terlalu sempit, sehingga angkanya tidak tercetak",
    "the column of the sheet is too narrow, so that its figures are not printed",
)
_NO_DIGITS = Phrase(
    "huruf yang tidak bermakna di tempat angka: fonnya tidak memuat peta huruf; tidak diperiksa",
    "letters without meaning in the place of figures: their font does not say what they are; not checked",
)


def _matters(table: Table) -> bool:
    """Does a table that was not recognised look like one of indicators or budgets?"""
    headings = " ".join(column.header for column in table.columns)
    if speaks(table.caption, load("kinds")["foreign"]["words"]):
        return False
    return (
        speaks(f"{table.caption} {headings}", load("kinds")["matters"]["words"]) and _figures(table) >= _FEW
    )


def _figures(table: Table) -> int:
    """Cells with nothing but a figure, row numbers left out."""
    known = [c for c, column in enumerate(table.columns) if column.field == "no"]
    return sum(
        _is_figure(cell.text)
        for row in table.rows
        for c, cell in enumerate(row)
        if c not in known and not (c == 0 and cell.text.strip(" .").isdigit())
    )


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text.strip()) is not None


def _table(table: Table, reason: Phrase) -> Unread:
    name = table.caption[:_QUOTED]
    what = Phrase(name, name) if name else Phrase("tabel tanpa judul", "table without a caption")
    return Unread(page=table.pages[0], what=what, reason=reason)


def _columns(table: Table) -> Iterator[Unread]:
    """The columns of figures whose heading is not recognised, in one line."""
    names = []
    for c, column in enumerate(table.columns):
        name = column.header.replace(" | ", " ").strip()
        if column.field is None and any(ch.isalpha() or ch == "%" for ch in name):
            cells = {(row[c].page, row[c].bbox) for row in table.rows if _is_figure(row[c].text)}
            if len(cells) >= _COLUMN:
                names.append(f"“{name[:_QUOTED]}”")
    if names:
        listed = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
        yield Unread(
            page=table.pages[0],
            what=Phrase(f"kolom tabel: {listed}", f"table column: {listed}"),
            reason=Phrase(
                "judul kolom tidak dikenali; angka di bawahnya tidak diperiksa",
                "the heading is not recognised; the figures below it are not checked",
            ),
        )


def _unshown(table: Table) -> Iterator[Unread]:
    """Cells that show signs in the place of a figure: those of a sheet's column that is too narrow, and
    letters that no Indonesian word has, where a font does not tell its digits. One line for each kind."""
    for pattern, reason in ((_TOO_NARROW, _NARROW), (_STRANGE, _NO_DIGITS)):
        cells = {
            (cell.page, cell.bbox): cell.text.strip()
            for row in table.rows
            for column, cell in zip(table.columns, row, strict=False)
            if pattern.fullmatch(cell.text.strip()) and column.field in (*MEASURES, None)
        }
        if cells:
            first = next(iter(cells))
            text = f"“{cells[first][:_QUOTED]}”"
            what = Phrase(f"{len(cells)} sel tabel: {text}", f"{len(cells)} table cells: {text}")
            yield Unread(page=first[0], what=what, reason=reason)


def _untold(statement: Statement) -> Iterator[Unread]:
    """A figure in a table that has no value: several readings, or none."""
    quantity = statement.quantity
    if statement.kind != "table" or statement.value is not None or statement.measure not in MEASURES:
        return
    if statement.measure == "kategori" or quantity.grade or quantity.missing:
        return
    text = " ".join(statement.text.split())
    digits = sum(ch.isdigit() for ch in text)
    if quantity.readings or digits >= _SHARE_OF_DIGITS * max(len(text), 1):
        yield Unread(
            page=statement.page,
            what=Phrase(f"sel tabel: {text[:_QUOTED]}", f"table cell: {text[:_QUOTED]}"),
            reason=_AMBIGUOUS if quantity.readings else _NO_NUMBER,
        )
