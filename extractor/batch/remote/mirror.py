"""Results at a URL, with the store worked on in a folder of this machine.

The folder has the same place for the same URL, so that an interrupted batch goes on there. Its store is put
to the target as a whole, now and then and at the end; it is fetched from there where another machine was at
work since. Outputs go to the target alone.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from extractor.batch.pool import Engine
from extractor.batch.remote.carrier import carrying
from extractor.batch.remote.claim import Claim, claimed
from extractor.batch.remote.faults import shown
from extractor.batch.remote.target import Target
from extractor.batch.results import Results, keeps_notes, locked, output_path
from extractor.batch.store import FILE
from extractor.batch.values import Job
from extractor.errors import OptionError
from extractor.model import Phrase
from extractor.output.files import was_edited

VARIABLE = "EXTRACT_BATCH_WORK"
"""The environment variable that names the folder of working folders."""
_ORIGIN = "asal.json"
_OFTEN = 60.0  # seconds between two puttings of the store
_SHARE = 20  # and as many times as long as one takes: it is whole each time, 2 GB for 20,000 reports
_COUNTER = slice(24, 28)  # SQLite's file change counter in its header


def working_folder(url: str) -> Path:
    """The folder of this machine for a URL. Its name is short: Windows allows 260 characters for a path."""
    asked = os.environ.get(VARIABLE, "").strip()
    if asked:
        base = Path(asked)
    else:
        from platformdirs import user_cache_path

        base = user_cache_path("extract-lakip", appauthor=False) / "batch"
    return base / hashlib.sha256(shown(url).rstrip("/").encode("utf-8")).hexdigest()[:16]


@contextmanager
def mirrored(url: str) -> Iterator[Mirror]:
    """The results at a URL. Raises OptionError if another batch is at work there, or if nothing can be
    written there."""
    if "::" in url:
        raise OptionError(_chained(url))
    target = Target(url)
    folder = working_folder(url)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionError(_no_folder(folder)) from error
    with locked(folder, str(target)):
        origin = _Origin.read(folder / _ORIGIN)
        with claimed(target, origin.client) as claim:
            target.clear()
            mirror = Mirror(folder, target, claim, origin)
            try:
                mirror.begin()
                yield mirror
            finally:
                with suppress(OptionError):
                    claim.check()  # what lies there may be another's by now
                    target.clear()


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a working folder stands: the ``state`` of the target's store, and SQLite's ``counter`` in ours,
    when both were the same ('': they never were). ``client`` is this folder's name in claims."""

    client: str
    state: str = ""
    counter: str = ""

    @classmethod
    def read(cls, path: Path) -> _Origin:
        with suppress(OSError, ValueError, TypeError):
            return cls(**json.loads(path.read_text("ascii")))
        made = cls(uuid.uuid4().hex)
        made.write(path)  # before anything is claimed in its name
        return made

    def write(self, path: Path) -> None:
        temporary = path.with_suffix(".tmp")
        temporary.write_text(json.dumps(asdict(self)), encoding="ascii")
        temporary.replace(path)


class Mirror(Results):
    """``Results`` at a URL."""

    def __init__(self, folder: Path, target: Target, claim: Claim, origin: _Origin) -> None:
        self.folder = folder
        self._target = target
        self._claim = claim
        self._origin = origin
        self._files: set[str] = set()
        self._due = time.monotonic() + _OFTEN

    def __str__(self) -> str:
        return str(self._target)

    def begin(self) -> None:
        """See what lies at the target, and have its store here if it is another than ours came from."""
        self._files = self._target.files()
        there = self._target.state(FILE)
        if FILE in self._files and not there:
            raise OptionError(_no_state(str(self)))
        if there != self._origin.state:
            self._note("", "")  # should this be interrupted, it is begun again
            for path in (self.store, self.store.with_name(f"{FILE}-journal")):
                path.unlink(missing_ok=True)
            if there:
                arriving = self.folder / f"{FILE}.tmp"
                self._target.fetch(FILE, arriving)
                arriving.replace(self.store)
                self._note(there, self._counter())

    # ------------------------------------------------------------------------------------------ outputs

    def holds(self, path: str) -> bool:
        return path in self._files

    def at_hand(self, path: str) -> Path | None:
        if not self.holds(path):
            return None
        folder = self.staging / f"ada-{uuid.uuid4().hex}"
        folder.mkdir(parents=True)
        file = folder / PurePosixPath(path).name
        return file if self._target.fetch(path, file) else None

    def write(self, path: str, data: bytes) -> None:
        file = self.staging / path
        file.write_bytes(data)
        self._send({path: file})

    def place(self, job: Job) -> dict[str, str]:
        paths = {form: output_path(job, name) for form, name in job.files.items()}
        for form, path in paths.items():
            if keeps_notes(form):
                self._keep_notes(path)
        self._send({paths[form]: Path(job.staging, name) for form, name in job.files.items()})
        shutil.rmtree(job.staging, ignore_errors=True)
        return paths

    def carrying(self, engine: Engine) -> Engine:
        return carrying(engine, self.place)

    def _send(self, files: dict[str, Path]) -> None:
        self._claim.check()
        self._target.send(files)
        self._files.update(files)

    def _keep_notes(self, path: str) -> None:
        """Somebody may have written into what lies there; then it is kept under another name."""
        there = self.at_hand(path)
        if there is None:
            return
        if was_edited(there):
            name = PurePosixPath(path)
            names = (str(name.with_name(f"{name.stem}.lama-{n}{name.suffix}")) for n in itertools.count(1))
            kept = next(other for other in names if other not in self._files)
            self._claim.check()
            self._target.move(path, kept)
            self._files.add(kept)
        shutil.rmtree(there.parent, ignore_errors=True)

    # -------------------------------------------------------------------------------------------- store

    def keep(self, *, now: bool = False) -> None:
        if not now and time.monotonic() < self._due:
            return
        if self._counter() != self._origin.counter:
            start = time.monotonic()
            self._put_store()
            self._due = time.monotonic() + max(_OFTEN, _SHARE * (time.monotonic() - start))

    def settle(self) -> None:
        self._note(self._origin.state, self._counter())

    def _put_store(self) -> None:
        counter = self._counter()
        self._claim.check()
        if self._target.state(FILE) != self._origin.state:
            raise OptionError(_changed(str(self)))
        self._target.send({FILE: self.store})
        self._files.add(FILE)
        self._note(self._target.state(FILE), counter)

    def _counter(self) -> str:
        """Changes with every transaction."""
        with self.store.open("rb") as stream:
            return stream.read(_COUNTER.stop)[_COUNTER].hex()

    def _note(self, state: str, counter: str) -> None:
        self._origin = _Origin(self._origin.client, state, counter)
        self._origin.write(self.folder / _ORIGIN)


def _chained(url: str) -> Phrase:
    """A cache in between would hide what others do."""
    url = shown(url)
    return Phrase(
        f"{url}: hasil tidak dapat ditulis melalui URL berantai (::)",
        f"{url}: results cannot be written through a chain of URLs (::)",
    )


def _no_folder(folder: Path) -> Phrase:
    return Phrase(
        f"folder kerja {folder} tidak dapat dibuat; {VARIABLE} menunjuk folder lain",
        f"the working folder {folder} cannot be made; {VARIABLE} names another",
    )


def _no_state(name: str) -> Phrase:
    return Phrase(
        f"{name}: protokolnya tidak memberi tahu apakah {FILE} berubah; pilih folder atau protokol lain",
        f"{name}: its protocol does not tell whether {FILE} has changed; choose a folder or another protocol",
    )


def _changed(name: str) -> Phrase:
    return Phrase(
        f"{name}: {FILE} diubah pemeriksaan lain dan tidak ditimpa; perintah yang sama mulai dari yang baru",
        f"{name}: {FILE} was changed by another run and is not overwritten; the same command starts from the "
        "new one",
    )
