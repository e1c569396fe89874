"""From canonical tables to statements: one for each figure of an indicator or a budget line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast, get_args

from extractor.model import Box, Cell, Measure, Phrase, Quantity, Source, Statement, Table, Unread
from extractor.statements.celltext import closed, is_no_value, is_tick, label_in, says_nothing, several
from extractor.statements.context import LINES, Context
from extractor.statements.groups import column_groups
from extractor.statements.marks import decimal_mark
from extractor.statements.quantities import own_heading, read_quantity, settled
from extractor.statements.rowyears import RowYears
from extractor.statements.subjects import Label, banner, plain_name, read_label
from extractor.tables.about import indicator_in
from extractor.tables.times import year_in

_MEASURES = frozenset(get_args(Measure))
_SOURCES = frozenset(get_args(Source))
_MONEY = ("anggaran", "realisasi_anggaran", "serapan")
_NAMES = ("indikator", "sub_kegiatan", "kegiatan", "program", "uraian", "sasaran", "tujuan", "misi")
_TO_MONEY = {"target": "anggaran", "realisasi": "realisasi_anggaran", "capaian": "serapan"}
_FIGURE = re.compile(r"\d")
_RUPIAH = re.compile(r"\brp\b", re.I)

Row = tuple[Cell, ...]
Key = tuple[int, Box]


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The statements of a table, and the cells whose figures could not be told apart."""

    statements: tuple[Statement, ...]
    unread: tuple[Unread, ...] = ()


def statements_of(table: Table, report_year: int | None) -> Iterator[Statement]:
    """A statement for every figure cell of an indicator or budget table, in printed order.

    Tables of the kinds 'lain' and 'skala' hold none. Cells that are empty or '-' make none.
    """
    yield from read_rows(table, report_year).statements


def read_rows(table: Table, report_year: int | None) -> RowsRead:
    """The statements of a table with what could not be read in it."""
    if table.kind not in _SOURCES or table.kind == "lain":
        return RowsRead(())
    return _Reader(table, report_year).read()


def _key(cell: Cell) -> Key:
    return cell.page, cell.bbox


class _Reader:
    def __init__(self, table: Table, report_year: int | None) -> None:
        self.table = table
        self.year = report_year
        self.fields = [c.field for c in table.columns]
        self.measures = [c for c, f in enumerate(self.fields) if f in _MEASURES]
        self.groups = column_groups(table.columns)
        self.years = RowYears(table)
        self.context = Context()
        self.seen: set[Key] = set()
        self.figures = [c for c in self.measures if self.fields[c] != "kategori"]
        self.spans: dict[tuple[int, Key], set[int]] = {}
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row):
                self.spans.setdefault((c, _key(cell)), set()).add(r)
        self.previous = ""
        self.unread: list[Unread] = []

    def read(self) -> RowsRead:
        statements: list[Statement] = []
        mark = decimal_mark([row[c] for c in self.figures] for row in self.table.rows)
        for r, row in enumerate(self.table.rows):
            found = list(self._row(r, row))
            statements.extend(settled(found, mark))
        return RowsRead(tuple(statements), tuple(self.unread))

    # ------------------------------------------------------------------------------------------- rows

    def _row(self, r: int, row: Row) -> Iterator[Statement]:
        if self.years.is_banner(row):
            return
        heading = None if self._repeats_above(r, row) else self._banner(row)
        if heading is not None:
            self.context.give(heading.role, heading.name)
            self.previous = ""
            return
        labels = {
            c: read_label(row[c].text)
            for c, f in enumerate(self.fields)
            if f in _NAMES and row[c].text and year_in(row[c].text) is None
        }
        total = self._total(row)
        for c, label in labels.items():
            role = label.role or (self.fields[c] or "")
            if total is None and label.name and role in (*LINES, "sasaran", "tujuan", "misi"):
                self.context.give(role, label.name)
        if total is None:
            named = any(x.name and not self._continues(r, c) for c, x in labels.items())
            total = None if named else self._label_among_figures(row)
            total = total or self._unlabelled_sum(r, row)
        for c in self.measures:
            cell = row[c]
            if _key(cell) in self.seen or any(_key(cell) == _key(row[o]) for o in labels):
                continue  # a merged cell is stated once
            self.seen.add(_key(cell))
            if self.fields[c] == "kategori":
                yield from self._category(r, row, c, labels, total)
                continue
            if says_nothing(cell.text) or self._spans_figures(c, row):
                continue
            yield from self._figure(r, row, c, labels, total)

    def _repeats_above(self, r: int, row: Row) -> bool:
        """Is a row of one cell the rest of a name above it that reaches below its row at a page end?"""
        texts = {c.text for c in row if c.text}
        return r > 0 and len(texts) == 1 and texts <= {c.text for c in self.table.rows[r - 1]}

    def _banner(self, row: Row) -> Label | None:
        """A row of one cell: all its columns merged, or nothing but a heading in a column of names."""
        filled = {_key(c): (i, c) for i, c in enumerate(row) if c.text}
        if len(filled) != 1:
            return None
        ((index, cell),) = filled.values()
        covers = sum(_key(c) == _key(cell) for c in row)
        found = banner(cell.text)
        if found is None:
            name = plain_name(cell.text)
            if covers >= max(2, 0.8 * len(row)) and not _FIGURE.search(name):
                return Label("sasaran", name) if "sasaran" not in self.fields else None
            return None
        if covers >= 0.5 * len(row):
            return found
        field_ = self.fields[index]
        return found if field_ in _NAMES or field_ in (None, "no") else None

    def _total(self, row: Row) -> str | None:
        """The label of a row that sums up others: the first cell with letters says so."""
        for c, cell in enumerate(row):
            if c in self.measures:
                break
            if self.fields[c] == "satuan" and any(
                row[o].text for o, f in enumerate(self.fields) if f in _NAMES
            ):
                continue  # 'Jumlah' is the unit of a named row
            if any(ch.isalpha() for ch in cell.text) and len(cell.text) > 2:
                label = read_label(cell.text)
                if label.role == "total":
                    return label.name
        for c, cell in enumerate(row):
            if self.fields[c] in _NAMES and cell.text and read_label(cell.text).role == "total":
                return read_label(cell.text).name
        return None

    def _label_among_figures(self, row: Row) -> str | None:
        """A label merged over columns of figures: 'Rata-rata capaian' left of its figure."""
        for c, after in zip(self.figures, self.figures[1:], strict=False):
            text = row[c].text
            if (
                _key(row[c]) == _key(row[after])
                and len(text) > 3
                and text[:1].isalpha()
                and not _FIGURE.search(text)
            ):
                return plain_name(text)
        return None

    def _spans_figures(self, c: int, row: Row) -> bool:
        """Is a cell merged over several columns of figures a label and no figure?"""
        spans = sum(_key(row[o]) == _key(row[c]) for o in self.figures)
        return spans > 1 and not _FIGURE.search(row[c].text)

    def _unlabelled_sum(self, r: int, row: Row) -> str | None:
        """The last row of a budget table with nothing but sums of money has no label but its place."""
        last = r == len(self.table.rows) - 1 and r >= 2
        names = any(any(ch.isalpha() for ch in _RUPIAH.sub("", x.text)) for x in row)
        return "Jumlah" if last and not names and "anggaran" in self.fields else None

    # ---------------------------------------------------------------------------------------- subjects

    def _measure(self, c: int, row: Row, labels: dict[int, Label]) -> str:
        """The measure of a column in this row: a row of input is about the budget."""
        measure = str(self.fields[c])
        if measure in _TO_MONEY and any(x.role == "input" for x in labels.values()):
            return _TO_MONEY[measure]
        return measure

    def _subject(
        self, r: int, row: Row, c: int, measure: str, labels: dict[int, Label], total: str | None
    ) -> str:
        if total is not None:
            return total
        if measure in ("capaian", "capaian_akhir", "efisiensi", "kategori") and self._over_indicators(
            r, c, row
        ):
            shared = self._shared_name(c, row)
            if shared:
                return shared
        order = self._subject_order(measure, c)
        for o in order:
            label = labels.get(o)
            if label is None:
                continue
            if label.role in ("input", "output", "outcome"):
                line = self.context.line()
                if label.role != "input" and label.name:
                    return label.name
                return f"{line} ({label.role.capitalize()})" if line else label.name
            if label.name:
                if (
                    self.fields[o] in ("sasaran", "tujuan", "misi")
                    and "indikator" in self.fields
                    and self.previous
                    and self._continues(r, o)
                ):
                    return self.previous
                return label.name
        if self.years.in_name(row) is not None:
            return self.context.names.get("sasaran", "")
        about = "" if any(f in _NAMES for f in self.fields) else indicator_in(self.table.caption)
        return (
            about
            or self.previous
            or next((plain_name(x.text) for x in row if any(ch.isalpha() for ch in x.text)), "")
        )

    def _subject_order(self, measure: str, c: int) -> list[int]:
        """Columns of names, the one that a figure of a column is most likely about first."""
        columns = [o for o, f in enumerate(self.fields) if f in _NAMES]
        left = [o for o in reversed(columns) if o < c]
        right = [o for o in columns if o > c]
        nearest = left + right

        def of(*fields: str) -> list[int]:
            return [o for o in nearest if self.fields[o] in fields]

        money = measure in _MONEY
        if (
            money
            and measure == "serapan"
            and not any(f in ("anggaran", "realisasi_anggaran") for f in self.fields)
        ):
            money = "indikator" not in self.fields
        indicators, lines = of("indikator"), of(*LINES)
        rest = [*of("uraian"), *of("sasaran"), *of("tujuan"), *of("misi")]
        if money:
            return [*lines, *indicators, *rest]
        if indicators:
            return [*indicators, *rest, *lines]
        if "sasaran" in self.fields and measure in ("capaian", "capaian_akhir", "kategori", "efisiensi"):
            return [*rest, *lines]
        return [*lines, *rest]

    def _over_indicators(self, r: int, c: int, row: Row) -> bool:
        """Does one merged cell hold the figure of several indicators?"""
        rows = self.spans[(c, _key(row[c]))]
        column = next((o for o in self._subject_order("target", c) if self.fields[o] == "indikator"), None)
        if column is None or len(rows) < 2:
            return False
        return len({_key(self.table.rows[i][column]) for i in rows if self.table.rows[i][column].text}) > 1

    def _shared_name(self, c: int, row: Row) -> str:
        """The name of the sasaran that a merged figure is about."""
        for o, f in enumerate(self.fields):
            if f == "sasaran" and row[o].text:
                return read_label(row[o].text).name
        return self.context.names.get("sasaran", "")

    def _continues(self, r: int, column: int) -> bool:
        """Is the name in a column the one of the row before, merged?"""
        return r > 0 and _key(self.table.rows[r - 1][column]) == _key(self.table.rows[r][column])

    # -------------------------------------------------------------------------------------- statements

    def _figure(
        self, r: int, row: Row, c: int, labels: dict[int, Label], total: str | None
    ) -> Iterator[Statement]:
        cell = row[c]
        text = closed(cell.text)
        measure = self._measure(c, row, labels)
        subject = self._subject(r, row, c, measure, labels, total)
        if not subject:
            self._not_read(
                cell,
                Phrase(
                    "barisnya tidak memuat nama indikator atau kegiatan",
                    "its row names no indicator or activity",
                ),
            )
            return
        if several(text):
            self._not_read(
                cell,
                Phrase(
                    "beberapa angka dalam satu sel yang tidak dapat dipisahkan",
                    "several figures in one cell that cannot be told apart",
                ),
            )
            return
        if measure not in _MONEY:
            self.previous = subject if total is None else self.previous
        header = own_heading(self.table, c)
        quantity = read_quantity(text, measure, self._unit_text(row, c), header, subject)
        if cell.doubtful:
            rival = (
                read_quantity(closed(cell.other), measure, self._unit_text(row, c), header, subject)
                if cell.other
                else None
            )
            quantity = quantity.model_copy(update={"doubtful": True, "rival": rival})
        if not quantity.readings and not (quantity.grade or quantity.missing) and is_no_value(text):
            return
        yield self._statement(r, c, measure, subject, cell, text, quantity)
        word = label_in(text)
        if measure == "capaian" and word and "kategori" not in self.fields:
            yield self._statement(
                r,
                c,
                "kategori",
                subject,
                cell,
                word,
                Quantity(text=word, grade=word),
            )

    def _category(
        self, r: int, row: Row, c: int, labels: dict[int, Label], total: str | None
    ) -> Iterator[Statement]:
        text = row[c].text.strip()
        if is_tick(text):
            if self.fields.count("kategori") < 2:
                return
            text = self.table.columns[c].header.rsplit(" | ", 1)[-1]
        if says_nothing(text) or not any(ch.isalpha() for ch in text) or len(text) > 60:
            return
        subject = self._subject(r, row, c, "kategori", labels, total)
        if subject:
            yield self._statement(r, c, "kategori", subject, row[c], text, Quantity(text=text, grade=text))

    def _statement(
        self, r: int, c: int, measure: str, subject: str, cell: Cell, text: str, quantity: Quantity
    ) -> Statement:
        table = self.table
        return Statement(
            indicator=subject,
            measure=cast(Measure, measure),
            year=self.years.of(table.rows[r], c),
            value=quantity.value,
            text=text,
            unit=quantity.unit,
            kind="table",
            source=cast(Source, table.kind),
            page=cell.page,
            bbox=cell.bbox,
            where=table.caption or table.section.rsplit(" > ", 1)[-1],
            quantity=quantity,
            table=table.id,
            row=r,
            group=self.groups[c],
            header=table.columns[c].header,
            sasaran=self.context.names.get("sasaran", ""),
        )

    def _unit_text(self, row: Row, c: int) -> str:
        """The unit beside a figure: the nearest column of units, to the right first if its heading is the
        figure's own."""
        units = [o for o, f in enumerate(self.fields) if f == "satuan"]
        own = [o for o in units if self.table.columns[o].header == self.table.columns[c].header]
        nearest = own or sorted(units, key=lambda o: (o > c, abs(o - c)))
        return row[nearest[0]].text if nearest else ""

    def _not_read(self, cell: Cell, reason: Phrase) -> None:
        self.unread.append(
            Unread(
                page=cell.page,
                what=Phrase(f"sel tabel: {cell.text[:60]}", f"table cell: {cell.text[:60]}"),
                reason=reason,
            )
        )
