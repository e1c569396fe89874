"""The store of a batch: one SQLite file, written by one process, one transaction per report.

It keeps SQLite's plain journal, not WAL: WAL needs memory shared between processes, which network folders
lack, and leaves two more files beside the store. A process that is killed at any moment leaves the store as
it was after the last report.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractor.batch.schema import APPLICATION, SCHEMA, SOURCES, VERSION
from extractor.batch.values import Facts
from extractor.errors import OptionError
from extractor.model import Language, Phrase

FILE = "extract.sqlite"
"""The store's name in the folder of a batch's results."""
_PATIENCE = 30.0  # seconds to wait for somebody who looks at the store with another tool
_INFO = ("file", "sha256", "title", "agency", "region", "year", "kind", "pages", "scanned_pages")
_LISTS = ("parts", "statements", "findings", "places", "coverage", "unread")


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as it stands in a run."""

    file: str
    report: int
    sha256: str
    agency: str
    region: str
    year: int | None
    kind: str


class Store:
    """An open store. ``Store.open`` makes one where there is none."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection

    @classmethod
    @contextmanager
    def open(cls, path: Path, *, create: bool = True) -> Iterator[Store]:
        """Raises OptionError for a file that is no store of this program."""
        if not create and not path.is_file():
            raise OptionError(Phrase(f"tidak ada basis data: {path}", f"no such store: {path}"))
        try:
            connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        except sqlite3.Error as error:
            raise _not_ours(path) from error
        try:
            try:
                _prepare(connection, path)
                if create:
                    connection.execute(SOURCES)
            except sqlite3.DatabaseError as error:
                raise _not_ours(path) from error
            yield cls(connection)
        finally:
            connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self.sql.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.sql.execute("ROLLBACK")
            raise
        self.sql.execute("COMMIT")

    # ------------------------------------------------------------------------------------- documents

    def document(self, fingerprint: str) -> tuple[Facts, Phrase | None] | None:
        """What a file says that it is, or why it cannot be read; None if it is not known."""
        row = self.sql.execute(
            "SELECT agency, region, year, kind, pages, period_first, period_last, reason_id, reason_en"
            " FROM documents WHERE fingerprint = ?",
            (fingerprint,),
        ).fetchone()
        if row is None:
            return None
        agency, region, year, kind, pages, first, last, why, why_en = row
        period = None if first is None else (first, last)
        return Facts(agency, region, year, kind, pages, period), None if why is None else Phrase(why, why_en)

    def keep_document(
        self, fingerprint: str, file: str, sha256: str, facts: Facts, reason: Phrase | None
    ) -> None:
        period = facts.period or (None, None)
        with self.transaction():
            self.sql.execute(
                "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (fingerprint, file, sha256, facts.agency, facts.region, facts.year, facts.kind, facts.pages,
                 *period, *(reason or (None, None))),
            )  # fmt: skip

    def sources(self) -> dict[str, tuple[str, str]]:
        """State and SHA-256 of files at URLs when they were last read, by URL."""
        rows = self.sql.execute("SELECT url, state, sha256 FROM sources")
        return {url: (state, sha256) for url, state, sha256 in rows}

    def keep_sources(self, read: Mapping[str, tuple[str, str]]) -> None:
        known = self.sources()
        new = [(url, *seen) for url, seen in read.items() if known.get(url) != seen]
        if new:
            with self.transaction():
                self.sql.executemany("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", new)

    # --------------------------------------------------------------------------------------- reports

    def report(self, fingerprint: str) -> tuple[int, str] | None:
        """Number and status of a report that was audited before."""
        row = self.sql.execute(
            "SELECT id, status FROM reports WHERE fingerprint = ?", (fingerprint,)
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def told(self, report: int) -> tuple[str, str, int | None, str]:
        """Agency, region, year and kind of a report, as its audit found them."""
        row: tuple[str, str, int | None, str] = self.sql.execute(
            "SELECT agency, region, year, kind FROM reports WHERE id = ?", (report,)
        ).fetchone()
        return row

    def outputs(self, report: int) -> dict[str, tuple[str, str]]:
        """Language and path of the outputs of a report, by format."""
        rows = self.sql.execute("SELECT format, lang, path FROM outputs WHERE report = ?", (report,))
        return {name: (lang, path) for name, lang, path in rows}

    def keep_report(
        self,
        fingerprint: str,
        rows: Mapping[str, Any],
        *,
        seconds: float,
        memory_mb: int,
        reason: Phrase | None = None,
        outputs: Mapping[str, str] | None = None,
        lang: Language = "id",
    ) -> int:
        """Put a report with all that was found into the place of what was known under its fingerprint; gives
        its number. ``reason``: it could not be audited. Call it inside a transaction."""
        info = rows["report"]
        why = reason or info.get("reason") or (None, None)
        names = ("status", "reason_id", "reason_en", *_INFO, "seconds", "memory_mb", "audited")
        values = (
            info["status"], *why, *(info[name] for name in _INFO),
            round(seconds, 2), memory_mb, _now(),
        )  # fmt: skip
        (report,) = self.sql.execute(
            f"INSERT INTO reports (fingerprint, {', '.join(names)}) VALUES (?{', ?' * len(names)})"
            f" ON CONFLICT (fingerprint) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in names)}"
            " RETURNING id",
            (fingerprint, *values),
        ).fetchone()
        for table in (*_LISTS, "outputs"):
            self.sql.execute(f"DELETE FROM {table} WHERE report = ?", (report,))
        for table in _LISTS:
            self._insert(table, report, rows.get(table, ()))
        self._insert("outputs", report, [(name, lang, path) for name, path in (outputs or {}).items()])
        return int(report)

    def forget_outputs(self, paths: Iterable[str]) -> bool:
        """Note that files are about to be overwritten: no report has them for its outputs any more. Gives
        whether any report had."""
        known = [
            (path,)
            for path in paths
            if self.sql.execute("SELECT 1 FROM outputs WHERE path = ?", (path,)).fetchone()
        ]
        if known:
            with self.transaction():
                self.sql.executemany("DELETE FROM outputs WHERE path = ?", known)
        return bool(known)

    def _insert(self, table: str, report: int, rows: Sequence[Sequence[Any]]) -> None:
        if rows:
            blanks = ", ".join("?" * (len(rows[0]) + 1))
            self.sql.executemany(f"INSERT INTO {table} VALUES ({blanks})", ((report, *row) for row in rows))

    # ------------------------------------------------------------------------------------------ runs

    def last_run(self) -> int | None:
        """The last run that came to its end."""
        return max(self.finished_runs(), default=None)

    def finished_runs(self) -> list[int]:
        """All runs that came to their end, the oldest first."""
        rows = self.sql.execute("SELECT id FROM runs WHERE finished IS NOT NULL ORDER BY id")
        return [run for (run,) in rows]

    def begin_run(self, program: str, settings: str) -> int:
        """The number of a new run; a run that was interrupted leaves nothing behind but its reports."""
        with self.transaction():
            self.sql.execute("DELETE FROM runs WHERE finished IS NULL")
            run = self.sql.execute(
                "INSERT INTO runs VALUES (NULL, ?, NULL, ?, ?)", (_now(), program, settings)
            ).lastrowid
        assert run is not None
        return run

    def attach(self, run: int, entries: Iterable[Entry]) -> None:
        """Note reports as a run's own. Call it inside a transaction."""
        self.sql.executemany(
            "INSERT OR REPLACE INTO run_reports VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((run, e.file, e.report, e.sha256, e.agency, e.region, e.year, e.kind) for e in entries),
        )

    def join(self, run: int, joined: Iterable[tuple[str, str]]) -> None:
        """Note which documents were held against which report. Call it inside a transaction."""
        self.sql.executemany(
            "INSERT OR REPLACE INTO joined VALUES (?, ?, ?)", ((run, *pair) for pair in joined)
        )

    def finish_run(self, run: int) -> None:
        with self.transaction():
            self.sql.execute("UPDATE runs SET finished = ? WHERE id = ?", (_now(), run))

    def entries(self, run: int) -> tuple[Entry, ...]:
        """The reports of a run, by file."""
        rows = self.sql.execute(
            "SELECT file, report, sha256, agency, region, year, kind FROM run_reports WHERE run = ?"
            " ORDER BY file",
            (run,),
        )
        return tuple(Entry(*row) for row in rows)

    def joined(self, run: int) -> tuple[tuple[str, str], ...]:
        """Report and document of each pair that a run held against each other."""
        rows = self.sql.execute(
            "SELECT file, document FROM joined WHERE run = ? ORDER BY file, document", (run,)
        )
        return tuple((file, document) for file, document in rows)

    # ----------------------------------------------------------------------------------------- marks

    def mark(self, name: str) -> str | None:
        """A note of the program to itself."""
        row = self.sql.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_mark(self, name: str, value: str) -> None:
        if self.mark(name) == value:
            return
        with self.transaction():
            self.sql.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (name, value))


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables == 0:
        connection.executescript(
            f"BEGIN EXCLUSIVE; {SCHEMA} PRAGMA application_id = {APPLICATION};"
            f" PRAGMA user_version = {VERSION}; COMMIT;"
        )
    elif (application, version) != (APPLICATION, VERSION):
        raise _not_ours(path)


def _not_ours(path: Path) -> OptionError:
    return OptionError(
        Phrase(
            f"{path} bukan basis data extract, atau dari versi lain",
            f"{path} is no store of extract, or one of another version",
        )
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
