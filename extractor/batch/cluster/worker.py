"""What a worker of a cluster does with a parcel.

A report is read in a child of the worker, as on one machine: one that hangs or takes too much memory is
killed within its limits, and the worker lives on. Children stay for the next parcel; when the batch ends
they are closed, and when the worker ends they see it and end by themselves.
"""

from __future__ import annotations

import pickle
import shutil
import tempfile
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker
from distributed.worker import Worker

from extractor.batch.cluster.parcel import OUTPUTS, Absent, Answer, Parcel, unpacked
from extractor.batch.fingerprint import program
from extractor.batch.pool import RENEW, cores, perform
from extractor.errors import OptionError
from extractor.guard import Child
from extractor.model import Phrase

_TELL = 0.5  # seconds between two words on the progress of one report: the scheduler passes on all workers'


class Cancelled(Exception):
    """Nobody waits for the answer any more."""


class Attendant(WorkerPlugin):
    """Notes which tasks were cancelled; each client has its own on every worker, new workers included."""

    def setup(self, worker: Worker) -> None:
        self.cancelled: set[str] = set()

    def teardown(self, worker: Worker) -> None:
        _children.rest()

    def transition(self, key: Any, start: str, finish: str, **kwargs: Any) -> None:
        if finish == "cancelled":
            self.cancelled.add(str(key))
        elif start == "cancelled":
            self.cancelled.discard(str(key))


class _Children:
    """Children of this worker that have no work. There are never more than threads, whatever clients do."""

    def __init__(self) -> None:
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def take(self) -> Child:
        with self._lock:
            return self._idle.pop() if self._idle else Child()

    def give_back(self, child: Child) -> None:
        with self._lock:
            self._idle.append(child)

    def rest(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.close()


_children = _Children()


def answer(packed: bytes) -> Answer:
    """Do what a pickled ``Parcel`` asks for; runs in a thread of a worker."""
    parcel: Parcel = pickle.loads(packed)
    if parcel.program != program():
        return Answer(program())
    # Not removed by a context: Windows keeps files that a killed child had open for a moment.
    with tempfile.TemporaryDirectory(prefix="extract-", ignore_cleanup_errors=True) as folder:
        try:
            return _answer(parcel, Path(folder))
        except Absent:
            return Answer(program(), absent=True)
        except OptionError as error:
            return Answer(program(), mistake=error.reason)
        except OSError as error:
            what = error.strerror or type(error).__name__
            return Answer(
                program(),
                reason=Phrase(f"tidak ada tempat di mesin lain ({what})", f"no room on a worker ({what})"),
            )


def _answer(parcel: Parcel, folder: Path) -> Answer:
    worker = get_worker()
    attendant = worker.plugins.get(parcel.attendant)
    if not isinstance(attendant, Attendant):  # the client took its plugin away
        raise Cancelled
    key = str(worker.get_current_task())
    told = 0.0

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal told
        if attendant is not worker.plugins.get(parcel.attendant) or key in attendant.cancelled:
            raise Cancelled
        if time.monotonic() - told >= _TELL:
            told = time.monotonic()
            worker.log_event(parcel.topic, [parcel.number, done, total])

    opening = replace(parcel.opening, processes=max(1, cores() // worker.state.nthreads))
    task = unpacked(parcel, folder)
    worker.log_event(parcel.topic, [parcel.number, 0, 0])
    child = _children.take()
    try:
        done = perform(task, child, opening, progress)
    except BaseException:
        child.close()
        raise
    if child.peak > RENEW or parcel.attendant not in worker.plugins:  # the client is gone
        child.close()
    _children.give_back(child)
    found = Answer(program(), done.value, done.reason, done.seconds, done.memory)
    made = folder / OUTPUTS
    if done.reason is not None or not made.is_dir():
        return found
    dropped = _dropped(made, parcel)
    if dropped:
        return replace(found, folder=dropped)
    return replace(found, files={path.name: path.read_bytes() for path in made.iterdir() if path.is_file()})


def _dropped(made: Path, parcel: Parcel) -> str:
    """Outputs put into the client's own folder, if it is at hand here; gives where, or ''.

    The name is new each time: two workers may do the same report when one was thought to be lost.
    """
    if parcel.drop is None:
        return ""
    drop, proof = Path(parcel.drop[0]), parcel.drop[1]
    target = drop / f"{parcel.number:05d}-{uuid.uuid4().hex}"
    with suppress(OSError):
        if (drop / proof).is_file():
            shutil.copytree(made, target)
            return str(target)
    shutil.rmtree(target, ignore_errors=True)
    return ""
