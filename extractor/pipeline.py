"""One report through all stages: the same work for the command line and for a library call."""

from __future__ import annotations

import gc
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractor.checks import all_rules, run
from extractor.checks.rows import read_rows
from extractor.errors import OptionError
from extractor.model import Audit, Coverage, Phrase, ReportInfo, Table
from extractor.patterns import load, use_overlay
from extractor.reading import Mode, open_report
from extractor.statements.build import build
from extractor.statements.doubts import without_doubt
from extractor.statements.facts import report_info
from extractor.statements.quantities import settled_across
from extractor.statements.rows import RowsRead
from extractor.statements.rows import read_rows as table_rows
from extractor.tables.canonical import canonical
from extractor.tables.grid import Grid
from extractor.tables.layout import Layout, drawn_tables, read_layout

_ALLOCATIONS = 50_000  # between two collections; Python's own is 700
_NO_FIGURES = ("lain", "skala")  # kinds of tables that state nothing about indicators or budgets

Progress = Callable[[str, int, int], None]
"""Called with the stage (a key of ``progress.`` in the labels), what is done and what there is in all."""


def audit(
    path: Path | str,
    *,
    against: Sequence[Path | str] = (),
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    year: int | None = None,
    patterns: Path | str | None = None,
    ocr: Mode = "auto",
    progress: Progress | None = None,
) -> Audit:
    """Audit one report.

    ``against`` are other documents of the agency (Renstra, PK, last year's report) whose figures are held
    against the report's. ``select`` and ``ignore`` are codes of rules or prefixes of codes. ``year`` is the
    report's year where the report is not to be asked. ``patterns`` is a folder of TOML files laid over the
    built-in wordings. ``ocr`` says which pages are recognised from their image: those without usable text
    ("auto"), all, or none ("off").

    Raises ReportError if the report cannot be audited, OptionError for an option that means nothing.
    """
    _check_codes((*select, *ignore))
    with wordings(patterns), _fewer_collections():
        own = _read(path, year, progress, ocr)
        others = [_read(other, None, progress, ocr, document=Path(other).name) for other in against]
        figures = [s for read in (own, *others) for rows in read.rows for s in rows.statements]
        tables = [table for read in (own, *others) for table in read.tables]
        settled, doubtful = without_doubt(settled_across(figures))
        ledger = build(own.info, own.layout, tables, settled)
        findings = run(ledger, select, ignore)
        recomputed = [row for row in read_rows(ledger).measured if row.capaian.table]
    unread = [*own.layout.unread, *(item for rows in own.rows for item in rows.unread), *doubtful]
    return Audit(
        report=own.info,
        tables=own.tables,
        statements=tuple(s for s in ledger.statements if not s.document),
        findings=findings,
        coverage=Coverage(
            pages=own.info.pages,
            tables=len(own.tables),
            tables_read=sum(table.kind not in _NO_FIGURES for table in own.tables),
            rows_checked=len(recomputed),
            rows_right=sum(bool(row.ways) for row in recomputed),
            unread=tuple(sorted(unread, key=lambda item: item.page or 0)),
        ),
    )


def read_tables(
    path: Path | str,
    *,
    year: int | None = None,
    patterns: Path | str | None = None,
    ocr: Mode = "auto",
    progress: Progress | None = None,
) -> tuple[Table, ...]:
    """The tables of a report with their kinds and columns recognised. Raises as ``audit`` does."""
    with wordings(patterns):
        return _read(path, year, progress, ocr).tables


def raw_tables(
    path: Path | str,
    *,
    patterns: Path | str | None = None,
    ocr: Mode = "auto",
    progress: Progress | None = None,
) -> tuple[Grid, ...]:
    """Every table as each page of a report draws it. Raises as ``audit`` does."""
    with wordings(patterns), open_report(path, ocr=ocr) as report:
        return tuple(drawn_tables(report, _staged(progress)))


@dataclass(frozen=True, slots=True)
class _Read:
    """A document after the stages that see the PDF, and what the rows of its tables state."""

    info: ReportInfo
    layout: Layout
    tables: tuple[Table, ...]
    rows: tuple[RowsRead, ...]


def _read(
    path: Path | str, year: int | None, progress: Progress | None, ocr: Mode, *, document: str = ""
) -> _Read:
    """``document`` names a document held against the report: its tables and statements carry the name."""
    with open_report(path, ocr=ocr) as report:
        layout = read_layout(report, _staged(progress))
        info = report_info(report, layout)
    if year is not None:
        info = info.model_copy(update={"year": year})
    tables = canonical(layout.grids, info.year)
    if document:
        tables = [
            table.model_copy(update={"id": f"{document}:{table.id}", "document": document})
            for table in tables
        ]
    rows = [table_rows(table, info.year) for table in tables]
    if document:
        rows = [
            RowsRead(tuple(s.model_copy(update={"document": document}) for s in each.statements))
            for each in rows
        ]
    return _Read(info, layout, tuple(tables), tuple(rows))


@contextmanager
def _fewer_collections() -> Iterator[None]:
    """Python's garbage collector called seldom: an audit makes millions of small values and hardly a cycle,
    and looking through them takes 8% of its time."""
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def wordings(folder: Path | str | None) -> Iterator[None]:
    """The built-in wordings with a user's folder over them, for as long as one audit lasts.

    Raises OptionError if the folder is none, or one of its files is no TOML.
    """
    if folder is None:
        yield
        return
    path = Path(folder)
    if not path.is_dir():
        raise OptionError(Phrase(f"bukan folder pola: {path}", f"not a folder of patterns: {path}"))
    for file in sorted(path.glob("*.toml")):
        _check_toml(file)
    use_overlay(path)
    try:
        yield
    finally:
        use_overlay(None)


def _check_toml(file: Path) -> None:
    try:
        tomllib.loads(file.read_text(encoding="utf-8"))
        load(file.stem)
    except FileNotFoundError:
        why = Phrase("tidak ada pola bawaan dengan nama ini", "no built-in patterns have this name")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = Phrase(str(error), str(error))
    else:
        return
    raise OptionError(
        Phrase(f"pola {file.name} tidak dapat dipakai: {why.id}", f"patterns {file.name}: {why.en}")
    )


def _check_codes(codes: Sequence[str]) -> None:
    """A mistyped code must not look like a rule that found nothing."""
    known = [rule.code for rule in all_rules()]
    for code in codes:
        if not any(each.startswith(code.upper()) for each in known):
            raise OptionError(
                Phrase(
                    f"tidak ada aturan {code}; lihat: extract rules", f"no rule {code}; see: extract rules"
                )
            )


def _staged(progress: Progress | None) -> Callable[[int, int], None] | None:
    return None if progress is None else partial(progress, "reading")
