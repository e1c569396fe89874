"""CAP005, TGT003: cells that hold no figure where one must stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractor.checks import arithmetic
from extractor.checks.disputes import PLANS
from extractor.checks.findings import cite, draft, listing, percent, quoted, stated_cell
from extractor.checks.registry import rule
from extractor.checks.rows import read_rows
from extractor.model import Cell, Finding, Phrase, Stated, Statement, Table
from extractor.statements.ledger import Ledger

_SMALL = 3  # rows; in a larger table a row without target may sum up or head the rows below it
_FILLED = 0.5  # of a column's rows that must hold figures before a blank in it says something
_NO_LETTERS = re.compile(r"^[\W_]*$")


class Blank(NamedTuple):
    """A row with a cell that holds no figure, and the figures beside it."""

    cell: Stated
    column: int
    beside: tuple[Statement, ...]


def _places(blank: Blank) -> list[Statement | Stated]:
    return [blank.cell, *blank.beside]


def _has_figure(cell: Cell) -> bool:
    return any(c.isdigit() for c in cell.text)


def _is_words(cell: Cell) -> bool:
    """Words where a figure should stand ('Nilai Tahun 2023' holds a year, no figure)."""
    plain = re.sub(r"(?:19|20)\d\d", " ", cell.text)
    return not any(c.isdigit() for c in plain) and any(c.isalpha() for c in plain)


def _columns(table: Table, field: str, year: int | None) -> list[int]:
    exact = [i for i, c in enumerate(table.columns) if c.field == field and c.year == year]
    return exact or [i for i, c in enumerate(table.columns) if c.field == field and c.year is None]


def _own_cell(table: Table, row: int, column: int) -> bool:
    """Is the cell the row's alone (not merged over several rows)?"""
    cell = table.rows[row][column]
    return sum(r[column].bbox == cell.bbox and r[column].page == cell.page for r in table.rows) == 1


@rule(
    "CAP005",
    severity="warning",
    title=Phrase(
        "Capaian kosong atau berupa kata di samping angka", "Capaian is blank or words beside numbers"
    ),
)
def capaian_blank(ledger: Ledger) -> Iterator[Finding]:
    """The capaian cell is blank or holds words where target and realisasi are numbers; or it holds a number
    where both of them are blank.

    Why: the measurement is not told, or cannot be followed.

    Example: target 70, realisasi 72,40, capaian "Nilai Tahun 2023".

    The agency should print the capaian, or the target and realisasi that it comes from.
    """
    rows = read_rows(ledger)
    empty: dict[str, list[Blank]] = defaultdict(list)
    groundless: dict[str, list[Blank]] = defaultdict(list)
    for key, found in rows.table_rows.items():
        table = ledger.tables.get(key.table)
        subject = ledger.subjects.get(key.subject)
        if table is None or key.row >= len(table.rows) or subject is None or subject.kind != "indikator":
            continue
        for blank in _without_capaian(table, key.row, found):
            empty[key.table].append(blank)
        for blank in _without_operands(table, key.row, found):
            groundless[key.table].append(blank)
    alike: dict[frozenset[int], list[str]] = defaultdict(list)
    for table_id, blanks in empty.items():
        alike[frozenset(b.beside[0].subject for b in blanks)].append(table_id)
    for tables in alike.values():
        yield from _blank_finding(ledger.tables[tables[0]], [b for t in tables for b in empty[t]])
    for blanks in groundless.values():
        yield _groundless_finding(blanks)


def _without_capaian(table: Table, row: int, found: Sequence[Statement]) -> Iterator[Blank]:
    for target in found:
        if target.measure != "target" or target.year is None:
            continue
        results = [s for s in found if s.measure == "realisasi" and s.year == target.year]
        if len(results) != 1 or not arithmetic.computable(target.quantity, results[0].quantity):
            continue
        readings = target.quantity.readings
        if (readings and not readings[0].value) or any(
            s.measure == "capaian" and s.year == target.year and s.quantity.readings for s in found
        ):
            continue
        columns = _columns(table, "capaian", target.year)
        if len(columns) != 1:
            continue
        column = columns[0]
        cell = table.rows[row][column]
        words = _is_words(cell)
        if (not words and _has_figure(cell)) or not _own_cell(table, row, column):
            continue
        if words or _mostly_filled(table, column):
            yield Blank(stated_cell(table, row, column), column, (target, results[0]))


def _mostly_filled(table: Table, column: int) -> bool:
    cells = [r[column] for r in table.rows]
    return sum(_has_figure(c) for c in cells) >= _FILLED * len(cells)


def _without_operands(table: Table, row: int, found: Sequence[Statement]) -> Iterator[Blank]:
    for capaian in found:
        if capaian.measure != "capaian" or not capaian.quantity.readings:
            continue
        operands = [c for f in ("target", "realisasi") for c in _columns(table, f, capaian.year)]
        fields = {table.columns[c].field for c in operands}
        if fields != {"target", "realisasi"} or len(operands) != 2:
            continue
        cells = [table.rows[row][c] for c in operands]
        if len(table.rows) <= _SMALL and all(_NO_LETTERS.match(c.text) for c in cells):
            yield Blank(stated_cell(table, row, operands[0]), operands[0], (capaian,))


def _blank_finding(table: Table, blanks: Sequence[Blank]) -> Iterator[Finding]:
    first = blanks[0]
    target = first.beside[0]
    one = len({b.beside[0].subject for b in blanks}) == 1
    parts_id, parts_en = [], []
    for blank in blanks:
        t, r = blank.beside
        value = arithmetic.point(arithmetic.Formula.DIRECT, t.quantity, r.quantity)
        share = percent(value) if value is not None else Phrase("-", "-")
        parts_id.append(
            f"{t.indicator}: {quoted(blank.cell.text)}, target {quoted(t.text)}, realisasi {quoted(r.text)} "
            f"({share.id})"
        )
        parts_en.append(
            f"{t.indicator}: {quoted(blank.cell.text)}, target {quoted(t.text)}, realisasi {quoted(r.text)} "
            f"({share.en})"
        )
    yield draft(
        "CAP005",
        "warning",
        indicator=target.indicator if one else table.caption or target.indicator,
        measure="capaian",
        year=target.year,
        places=[p for b in blanks for p in _places(b)],
        message=Phrase(
            f"Kolom capaian tidak berisi angka, padahal target dan realisasi berupa angka (halaman "
            f"{first.cell.page}): {'; '.join(parts_id)}.",
            f"The capaian cell holds no figure though target and realisasi are numbers (page "
            f"{first.cell.page}): {'; '.join(parts_en)}.",
        ),
        criterion=Phrase(
            "Setiap indikator dengan target dan realisasi mempunyai capaian.",
            "Every indicator with a target and a realisasi has a capaian.",
        ),
        recommendation=Phrase("Mohon capaian dilengkapi.", "Please fill in the capaian."),
        confidence=0.85,
    )


def _groundless_finding(blanks: Sequence[Blank]) -> Finding:
    capaian = [b.beside[0] for b in blanks]
    listed = listing(capaian)
    return draft(
        "CAP005",
        "warning",
        indicator=capaian[0].indicator,
        measure="capaian",
        year=capaian[0].year,
        places=[p for b in blanks for p in reversed(_places(b))],
        message=Phrase(
            f"Capaian tertulis {listed.id}, tetapi sel target dan realisasinya kosong.",
            f"The capaian is printed {listed.en}, but the cells of its target and realisasi are blank.",
        ),
        criterion=Phrase(
            "Capaian dihitung dari target dan realisasi yang tercantum.",
            "Capaian is computed from the target and realisasi printed.",
        ),
        recommendation=Phrase(
            "Mohon target dan realisasi dilengkapi.", "Please fill in target and realisasi."
        ),
        confidence=0.85,
    )


@rule(
    "TGT003",
    severity="warning",
    title=Phrase("Target tidak dicantumkan", "A target is missing where another table gives one"),
)
def target_missing(ledger: Ledger) -> Iterator[Finding]:
    """A target cell is blank or "-" where a planning document in the report gives the target of that year.

    Why: without it the reader cannot tell what was reached; the agency has the figure.

    Example: the comparison table prints "-" as targets of 2021, the Renstra matrix gives 100%, 1000, 83%.

    The agency should fill in the target.
    """
    rows = read_rows(ledger)
    missing: dict[tuple[str, int | None], list[tuple[Stated, Statement]]] = defaultdict(list)
    for key, found in rows.table_rows.items():
        table = ledger.tables.get(key.table)
        subject = ledger.subjects.get(key.subject)
        if table is None or key.row >= len(table.rows) or subject is None or subject.kind != "indikator":
            continue
        if not any(s.measure == "realisasi" for s in found):
            continue
        for column, head in enumerate(table.columns):
            if head.field != "target" or head.year is None:
                continue
            cell = table.rows[key.row][column]
            if not _NO_LETTERS.match(cell.text) or not _own_cell(table, key.row, column):
                continue
            planned = ledger.about(key.subject, "target", head.year, sources=PLANS)
            planned = [s for s in planned if s.table != key.table and s.quantity.readings]
            if planned:
                missing[(key.table, head.year)].append((stated_cell(table, key.row, column), planned[0]))
    for (table_id, year), pairs in missing.items():
        table = ledger.tables[table_id]
        names = list(dict.fromkeys(s.indicator for _, s in pairs))
        given = [s for _, s in pairs]
        listed_id = "; ".join(f"{s.indicator}: {cite(s).id}" for s in given)
        listed_en = "; ".join(f"{s.indicator}: {cite(s).en}" for s in given)
        first = pairs[0][0]
        yield draft(
            "TGT003",
            "warning",
            indicator=names[0] if len(names) == 1 else "; ".join(names[:4]),
            measure="target",
            year=year,
            places=[p for cell_, s in pairs for p in (cell_, s)],
            message=Phrase(
                f"Target {year} tidak dicantumkan ({quoted(first.text)}) pada {table.caption or 'tabel'} "
                "halaman "
                f"{first.page}, padahal ada pada dokumen perencanaan: {listed_id}.",
                f"The target {year} is missing ({quoted(first.text)}) in {table.caption or 'the table'} on "
                "page "
                f"{first.page}, though a planning document gives it: {listed_en}.",
            ),
            criterion=Phrase(
                "Perbandingan realisasi dengan target memuat target yang telah ditetapkan.",
                "A comparison of realisasi with target shows the target that was set.",
            ),
            recommendation=Phrase("Mohon target dilengkapi.", "Please fill in the target."),
            confidence=0.85,
        )
