"""One report through all stages: the same work for the command line and for a library call."""

from __future__ import annotations

import gc
import os
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from extractor.checks import all_rules, run
from extractor.checks.quotes import quotes
from extractor.checks.worksheet import worksheet
from extractor.errors import ExtractError, OptionError, ReportError
from extractor.model import Audit, Coverage, Phrase, ReportInfo, Statement, Subject, Table, Unread
from extractor.output.formats import FORMATS, Job
from extractor.output.text import page_ranges
from extractor.patterns import load, use_overlay
from extractor.reading import Mode, Opening, open_report
from extractor.statements.build import build
from extractor.statements.doubts import without_doubt
from extractor.statements.facts import report_info
from extractor.statements.gaps import find_gaps
from extractor.statements.join import join, remarks
from extractor.statements.ledger import Ledger
from extractor.statements.quantities import settled_across
from extractor.statements.rows import RowsRead
from extractor.statements.rows import read_rows as table_rows
from extractor.tables.canonical import canonical
from extractor.tables.grid import Grid
from extractor.tables.layout import Layout, drawn_tables, read_layout

_ALLOCATIONS = 50_000  # between two collections; Python's own is 700
_RATED = ("capaian", "capaian_akhir")  # measures of the rows that coverage counts
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
    opening: Opening | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Audit one report, in this process (``extractor.isolated`` does it in one that can be killed).

    ``against`` are other documents of the agency (Renstra, PK, last year's report) whose figures are held
    against the report's. ``select`` and ``ignore`` are codes of rules or prefixes of codes. ``year`` is the
    report's year where the report is not to be asked. ``patterns`` is a folder of TOML files laid over the
    built-in wordings. ``ocr`` says which pages are recognised from their image: those without usable text
    ("auto"), all, or none ("off"). ``opening`` holds the limits of untrusted files and their
    password.

    Raises ReportError if the report cannot be audited, OptionError for an option that means nothing.
    """
    _check_codes((*select, *ignore))
    with _no_leaks(path), wordings(patterns), _fewer_collections():
        own = _read(path, year, progress, ocr, opening)
        beside = [(name, _read(file, None, progress, ocr, opening)) for name, file in _named(path, against)]
        others = [(name, read.ledger()) for name, read in beside]
        report = own.ledger()
        ledger = join(report, others)
        findings = run(ledger, select, ignore)
        recomputed, quoted = worksheet(ledger), quotes(ledger)
        said = [remark for name, other in others for remark in remarks(report, name, other, ledger)]
        said += [item for name, read in beside for item in _of_document(name, read.unread())]
        gaps = find_gaps(own.tables, own.rows, [s for s in report.statements if s.kind == "table"])
        unread = [*said, *own.unread(), *own.doubtful(), *gaps]
        for each in (ledger, report, *(other for _, other in others)):
            each.forget()
    rows = [row for row in recomputed if row.table and row.measure in _RATED]
    return Audit(
        report=own.info,
        tables=own.tables,
        statements=ledger.statements,
        findings=findings,
        coverage=Coverage(
            pages=own.info.pages,
            tables=len(own.tables),
            tables_read=sum(table.kind not in _NO_FIGURES for table in own.tables),
            rows_checked=len(rows),
            rows_right=sum(row.agrees for row in rows),
            unread=tuple(sorted(unread, key=lambda item: item.page or 0)),
        ),
        subjects=_stated_subjects(ledger),
        worksheet=recomputed,
        quotes=quoted,
        against=tuple(other.report.model_copy(update={"file": name}) for name, other in others),
    )


def _stated_subjects(ledger: Ledger) -> tuple[Subject, ...]:
    """What the report's own statements are about."""
    used = {s.subject for s in ledger.statements if not s.document}
    return tuple(subject for key, subject in ledger.subjects.items() if key in used)


def read_tables(
    path: Path | str,
    *,
    year: int | None = None,
    patterns: Path | str | None = None,
    ocr: Mode = "auto",
    opening: Opening | None = None,
    progress: Progress | None = None,
) -> tuple[Table, ...]:
    """The tables of a report with their kinds and columns recognised. Raises as ``audit`` does."""
    with _no_leaks(path), wordings(patterns):
        return _read(path, year, progress, ocr, opening).tables


def raw_tables(
    path: Path | str,
    *,
    patterns: Path | str | None = None,
    ocr: Mode = "auto",
    opening: Opening | None = None,
    progress: Progress | None = None,
) -> tuple[Grid, ...]:
    """Every table as each page of a report draws it. Raises as ``audit`` does."""
    with _no_leaks(path), wordings(patterns), open_report(path, opening=opening, ocr=ocr) as report:
        return tuple(drawn_tables(report, _staged(progress)))


def shown(
    path: Path | str,
    *,
    form: str,
    audit: Audit,
    job: Job,
    patterns: Path | str | None = None,
    opening: Opening | None = None,
    progress: Progress | None = None,
) -> str | bytes:
    """An audit in a form (a key of ``output.formats.FORMATS``) that opens the report once more to show its
    pages. Raises ReportError if it cannot be opened."""
    with _no_leaks(path), wordings(patterns):
        return FORMATS[form].make(audit, replace(job, source=Path(path), opening=opening or job.opening))


@dataclass(frozen=True)
class _Read:
    """A document after the stages that see the PDF, and what the rows of its tables state."""

    info: ReportInfo
    layout: Layout
    tables: tuple[Table, ...]
    rows: tuple[RowsRead, ...]

    def unread(self) -> list[Unread]:
        """What of the document was not read."""
        return [*self.layout.unread, *(item for rows in self.rows for item in rows.unread)]

    def ledger(self) -> Ledger:
        """What the document states."""
        return build(self.info, self.layout, self.tables, self._figures[0])

    def doubtful(self) -> list[Unread]:
        """Figures of scanned pages that nothing confirms."""
        return self._figures[1]

    @cached_property
    def _figures(self) -> tuple[list[Statement], list[Unread]]:
        return without_doubt(settled_across([s for rows in self.rows for s in rows.statements]))


def _read(
    path: Path | str, year: int | None, progress: Progress | None, ocr: Mode, opening: Opening | None
) -> _Read:
    with open_report(path, opening=opening, ocr=ocr) as report:
        layout = read_layout(report, _staged(progress))
        info = report_info(report, layout)
    if year is not None:
        info = info.model_copy(update={"year": year})
    tables = tuple(canonical(layout.grids, info.year))
    return _Read(info, layout, tables, tuple(table_rows(table, info.year) for table in tables))


def _named(path: Path | str, against: Sequence[Path | str]) -> Iterator[tuple[str, Path]]:
    """The other documents, each once, with the names that findings give them: the file's, with its folder's
    where two files have one name."""
    files = list({Path(file).resolve(): Path(file) for file in against}.values())
    names = Counter(file.name for file in (Path(path), *files))
    for file in files:
        yield (file.name if names[file.name] == 1 else f"{file.resolve().parent.name}/{file.name}"), file


def _of_document(name: str, unread: Iterable[Unread]) -> Iterator[Unread]:
    """What of another document was not read, one line for each reason; its pages are not the report's."""
    pages: dict[tuple[Phrase, Phrase], list[int]] = {}
    for item in unread:
        pages.setdefault((item.what, item.reason), []).extend([item.page] if item.page else [])
    for (what, reason), found in pages.items():
        at_id, at_en = (
            (f" halaman {page_ranges(found)}", f" page {page_ranges(found)}") if found else ("", "")
        )
        # Of a whole page nothing is to be named but the page.
        thing_id, thing_en = ("", "") if what.en == "page" else (f": {what.id}", f": {what.en}")
        told = Phrase(f"{name}{at_id}{thing_id}", f"{name}{at_en}{thing_en}")
        yield Unread(page=None, what=told, reason=reason)


@contextmanager
def _no_leaks(path: Path | str) -> Iterator[None]:
    """No exception of a library leaves the program; what nobody foresaw is a report that was not audited.

    EXTRACT_DEBUG in the environment lets it through, for whoever looks for the cause.
    """
    try:
        yield
    except ExtractError:
        raise
    except Exception as error:
        if os.environ.get("EXTRACT_DEBUG"):
            raise
        raise _unforeseen(Path(path).name, error) from error


def _unforeseen(name: str, error: Exception) -> ReportError:
    if isinstance(error, MemoryError):
        return ReportError(Phrase(f"{name}: memori tidak cukup", f"{name}: not enough memory"))
    what = type(error).__name__
    return ReportError(
        Phrase(
            f"{name}: laporan tidak dapat diperiksa karena kesalahan di dalam program ({what})",
            f"{name}: the report could not be audited because of an error inside the program ({what})",
        )
    )


@contextmanager
def _fewer_collections() -> Iterator[None]:
    """Python's garbage collector called seldom: an audit makes millions of small values and hardly a cycle,
    and looking through them takes 8% of its time, 3% if it is done once at the end. So at the end all count
    as looked at, until the next full collection."""
    before = gc.get_threshold()
    gc.set_threshold(_ALLOCATIONS, *before[1:])
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
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
