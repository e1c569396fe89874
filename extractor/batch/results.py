"""Where the results of a batch lie: in a folder of this machine, or at a URL (``extractor.batch.remote``)."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from extractor.batch.placing import put, write
from extractor.batch.pool import Engine
from extractor.batch.store import FILE
from extractor.batch.text import say
from extractor.batch.values import Job
from extractor.errors import OptionError
from extractor.model import Phrase
from extractor.output.formats import FORMATS
from extractor.output.text import plain

REPORTS = "laporan"  # the folder of the reports' own outputs
STAGING = ".sementara"
_LOCK = ".kunci"


class Results(Protocol):
    """Files by their paths below OUT ('laporan/a/a.audit.json'), and a folder of this machine for the store
    and what is not yet in its place. Everything may raise OSError or OptionError."""

    folder: Path

    @property
    def store(self) -> Path:
        """The store, on this machine."""
        return self.folder / FILE

    @property
    def staging(self) -> Path:
        """What is not yet in its place."""
        return self.folder / STAGING

    def __str__(self) -> str:
        """OUT as the user knows it."""

    def holds(self, path: str) -> bool:
        """Is there such a file?"""

    def at_hand(self, path: str) -> Path | None:
        """A file to be read on this machine, if there is one."""

    def write(self, path: str, data: bytes) -> None: ...

    def place(self, job: Job) -> dict[str, str]:
        """Put the outputs of a job where they belong; gives their paths by format."""

    def carrying(self, engine: Engine) -> Engine:
        """An engine whose reports come back when their outputs are placed, where placing takes long."""

    def keep(self, *, now: bool = False) -> None:
        """The store has changed. Call it between transactions; ``now`` where nothing may be left behind."""

    def settle(self) -> None:
        """What changed in the store since ``keep`` need not be kept."""


def results_at(output: Path | str) -> AbstractContextManager[Results]:
    """The results at OUT, for this batch alone. Raises OptionError if another one is at work there, or if
    nothing can be written there."""
    if isinstance(output, Path):
        return _folder(output)
    from extractor.batch.remote.mirror import mirrored

    return mirrored(output)


def output_path(job: Job, name: str) -> str:
    """The path of an output below OUT."""
    return f"{REPORTS}/{job.stem}/{name}"


def keeps_notes(form: str) -> bool:
    """May somebody write into the outputs of a format?"""
    return form in FORMATS and FORMATS[form].edited


class Folder(Results):
    """A folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __str__(self) -> str:
        return str(self.folder)

    def holds(self, path: str) -> bool:
        return (self.folder / path).is_file()

    def at_hand(self, path: str) -> Path | None:
        return self.folder / path if self.holds(path) else None

    def write(self, path: str, data: bytes) -> None:
        write(self.folder / path, data, self.staging)

    def place(self, job: Job) -> dict[str, str]:
        placed = {}
        for form, name in job.files.items():
            target = self.folder / output_path(job, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            path = put(Path(job.staging, name), target, edited=keeps_notes(form))
            placed[form] = path.relative_to(self.folder).as_posix()
        shutil.rmtree(job.staging, ignore_errors=True)
        return placed

    def carrying(self, engine: Engine) -> Engine:
        return engine

    def keep(self, *, now: bool = False) -> None:
        pass

    def settle(self) -> None:
        pass


@contextmanager
def _folder(path: Path) -> Iterator[Folder]:
    path.mkdir(parents=True, exist_ok=True)
    with locked(path, str(path)):
        yield Folder(path)


@contextmanager
def locked(folder: Path, name: str) -> Iterator[None]:
    """Nobody else works in the folder, which the user knows by ``name``. SQLite's own lock works on every
    system, and goes with its process."""
    connection = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            name = plain(name)
            raise OptionError(Phrase(say("busy", "id", name=name), say("busy", "en", name=name))) from error
        yield
    finally:
        connection.close()
