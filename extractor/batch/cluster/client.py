"""The client of a cluster: tasks to the scheduler, answers back as the events of an engine.

Only as many tasks are under way as the workers can soon take up, so that neither the scheduler nor this
process holds the files of a whole province. A task is handed in as bytes and a function that travels by its
value: the scheduler needs nothing of this program, and reads nothing of a report.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import re
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from distributed import Client, Future, KilledWorker, Security
from distributed.comm.core import CommClosedError

from extractor.batch.cluster.parcel import Answer, Parcel, accept, sources, wordings
from extractor.batch.cluster.worker import Attendant
from extractor.batch.fingerprint import program
from extractor.batch.pool import Done, Engine, Event, Reading, Started, Waiting
from extractor.batch.values import Task
from extractor.errors import OptionError, ReportError
from extractor.limits import MB
from extractor.model import Phrase
from extractor.opening import Opening

_CONNECT = 10  # seconds for a scheduler to answer
_GATHER = 30  # seconds for the first worker of a cluster that was just started
_PATIENCE = 600.0  # seconds without any worker after which a batch ends; machines may be on their way
_AHEAD = 2  # tasks under way for each thread of the cluster: the next one lies ready
_LOOK = 2.0  # seconds between two questions how many workers there are
_FETCH = 60.0  # seconds for an answer of a few hundred KB, after which its worker is taken for lost
_TICK = 0.2

_ADDRESS = re.compile(r"(tcp|tls|ws|wss)://[^\s/]+:\d+/?")

_CONNECTION = (OSError, CommClosedError, CancelledError, TimeoutError)
"""What Dask raises when the scheduler is gone."""


@contextmanager
def connected(address: str, *, shared: bool) -> Iterator[Engine]:
    """The engine of a cluster; see ``extractor.batch.cluster.cluster``."""
    if not os.environ.get("EXTRACT_DEBUG"):
        for name in ("distributed", "distributed.client"):  # what ends a batch is told in one line
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    if not _ADDRESS.fullmatch(address):
        raise OptionError(_no_address(address))
    if address.startswith(("tls://", "wss://")) and not _has_certificates():
        raise OptionError(_no_certificates(address))
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except Exception as error:  # a wrong address, certificate or protocol ends in many kinds of them
        raise OptionError(_unreachable(address, error)) from error
    attendant = f"extract-{uuid.uuid4().hex}"
    try:
        try:
            _same_program(client, address)
            client.register_plugin(Attendant(), name=attendant)
        except _CONNECTION as error:
            raise OptionError(_lost(address)) from error
        yield _Cluster(client, address, attendant, shared)
    finally:
        with suppress(Exception):
            client.unregister_worker_plugin(attendant)
        with suppress(Exception):
            client.close(timeout=_CONNECT)


def _has_certificates() -> bool:
    """Asked beforehand: a client that is refused its certificates hangs when it is thrown away."""
    try:
        return bool(Security().get_connection_args("client").get("ssl_context"))
    except (OSError, ValueError):
        return False


def _same_program(client: Client, address: str) -> None:
    """Raises OptionError unless all workers have this very program."""
    try:
        client.wait_for_workers(1, timeout=_GATHER)
    except TimeoutError:
        raise OptionError(_empty(address)) from None
    for worker, there in client.run(_program_there()).items():
        if there != program():
            raise OptionError(_other_program(worker, there))


def _program_there() -> Callable[[], str]:
    def there() -> str:
        try:
            from extractor.batch.fingerprint import program
        except ImportError:
            return ""
        return program()

    return there  # a function of a function travels by its value


def _answer_there() -> Callable[[bytes], Answer]:
    def there(packed: bytes) -> Answer:
        from extractor.batch.cluster.worker import answer

        return answer(packed)

    return there


@dataclass(slots=True)
class _Cluster:
    """An ``Engine``."""

    client: Client
    address: str
    attendant: str
    shared: bool

    def __call__(self, tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
        work = _Work(self, sorted(tasks, key=lambda task: -task.pages), opening, jobs)
        return work.events()


@dataclass(slots=True)
class _Work:
    cluster: _Cluster
    tasks: Sequence[Task]
    opening: Opening
    jobs: int
    topic: str = field(default_factory=lambda: f"extract-{uuid.uuid4().hex}")
    news: queue.SimpleQueue[tuple[Any, ...]] = field(default_factory=queue.SimpleQueue)
    running: dict[int, Future[Answer]] = field(default_factory=dict)
    room: int = 0
    looked: float = 0.0
    seen: float = field(default_factory=time.monotonic)

    def events(self) -> Generator[Event, None, None]:
        """Closing the iterator cancels what is under way."""
        client = self.cluster.client
        if not self.tasks:
            return
        waiting = deque(range(len(self.tasks)))
        client.subscribe_topic(self.topic, self._told)
        try:
            while waiting or self.running:
                self._look()
                while waiting and len(self.running) < self.room:
                    refused = self._submit(waiting.popleft(), shared=self.cluster.shared)
                    if refused is not None:
                        yield refused
                yield from self._news()
        except _CONNECTION as error:
            raise OptionError(_lost(self.cluster.address)) from error
        finally:
            with suppress(Exception):
                client.cancel(list(self.running.values()), force=True)
            with suppress(Exception):
                client.unsubscribe_topic(self.topic)

    def _told(self, event: tuple[float, Any]) -> None:
        self.news.put(("told", *event[1]))

    def _look(self) -> None:
        """How many tasks the workers can take up, now and then: machines come and go."""
        now = time.monotonic()
        if now - self.looked < _LOOK:
            return
        self.looked = now
        threads = sum(self.cluster.client.nthreads().values())
        if threads:
            self.seen = now
        elif now - self.seen > _PATIENCE:
            raise OptionError(_empty(self.cluster.address))
        self.room = self.jobs or _AHEAD * threads

    def _submit(self, number: int, *, shared: bool) -> Done | None:
        """Hand a task to the scheduler; gives why it cannot be done."""
        task = self.tasks[number]
        try:
            parcel = Parcel(
                program=program(),
                attendant=self.cluster.attendant,
                topic=self.topic,
                number=number,
                task=task,
                opening=self.opening,
                sources=sources(task, shared=shared, most=self.opening.limits.size * MB),
                patterns=wordings(task.job),
                drop=self._drop(task) if self.cluster.shared else None,
            )
        except OSError:
            return _failed(task, _UNREADABLE)
        except ReportError as error:
            return _failed(task, error.reason)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a file within a task is large, and lost with no worker
            future = self.cluster.client.submit(
                _answer_there(),
                pickle.dumps(parcel),
                key=f"{self.topic}-{number}-{uuid.uuid4().hex[:8]}",
                pure=False,
            )
        self._await(number, future)
        return None

    def _await(self, number: int, future: Future[Answer]) -> None:
        self.running[number] = future
        future.add_done_callback(lambda _: self.news.put(("done", number)))

    def _drop(self, task: Task) -> tuple[str, str] | None:
        """The folder of what is not yet in its place, and a file in it by which a worker knows it."""
        if task.job is None:
            return None
        folder = Path(task.job.staging).parent
        (folder / self.topic).touch()
        return str(folder), self.topic

    def _news(self) -> Iterator[Event]:
        try:
            kind, number, *counts = self.news.get(timeout=_TICK)
        except queue.Empty:
            yield Waiting()
            return
        if number not in self.running:
            return
        task = self.tasks[number]
        if kind == "done":
            done = self._done(number, task, self.running.pop(number))
            if done is not None:
                yield done
        elif counts == [0, 0]:
            yield Started(task)
        else:
            yield Reading(task, *counts)

    def _done(self, number: int, task: Task, future: Future[Answer]) -> Done | None:
        """What became of a task; None if it is not done after all."""
        try:
            answer = future.result(timeout=_FETCH)
        except TimeoutError:  # the worker was lost with the answer: it is made again
            self._await(number, future)
            return None
        except KilledWorker:
            return _failed(task, _WORKERS_LOST)
        except _CONNECTION:
            raise
        except Exception as error:
            what = type(error).__name__
            return _failed(
                task, Phrase(f"kesalahan pada mesin lain ({what})", f"an error on a worker ({what})")
            )
        future.release()
        if answer.program != program():
            raise OptionError(_other_program("", answer.program))
        if answer.mistake is not None:
            raise OptionError(answer.mistake)
        if answer.absent:
            return self._submit(number, shared=False)
        if answer.reason is None and task.job is not None:
            try:
                accept(answer, task.job)
            except OSError as error:
                what = error.strerror or type(error).__name__
                return _failed(
                    task,
                    Phrase(
                        f"keluarannya tidak dapat ditulis ({what})", f"its outputs cannot be written ({what})"
                    ),
                )
        return Done(task, answer.value, answer.reason, answer.seconds, answer.memory)


def _failed(task: Task, reason: Phrase) -> Done:
    return Done(task, None, reason, 0.0, 0)


# ------------------------------------------------------------------------------------------- what goes wrong

_UNREADABLE = Phrase("berkas tidak dapat dibaca", "the file cannot be read")
_WORKERS_LOST = Phrase(
    "mesin yang memeriksanya hilang berulang kali; ulangi dengan --retry",
    "the machines that audited it were lost again and again; repeat with --retry",
)


def _no_address(address: str) -> Phrase:
    return Phrase(
        f"{address} bukan alamat penjadwal; contoh: tcp://10.0.0.5:8786",
        f"{address} is no address of a scheduler; an example: tcp://10.0.0.5:8786",
    )


def _no_certificates(address: str) -> Phrase:
    return Phrase(
        f"{address} memerlukan sertifikat (DASK_DISTRIBUTED__COMM__TLS__...); tidak ada atau tidak terbaca",
        f"{address} needs certificates (DASK_DISTRIBUTED__COMM__TLS__...); missing or not readable",
    )


def _unreachable(address: str, error: Exception) -> Phrase:
    what = type(error).__name__
    return Phrase(
        f"penjadwal {address} tidak menjawab ({what})", f"the scheduler {address} does not answer ({what})"
    )


def _empty(address: str) -> Phrase:
    return Phrase(
        f"penjadwal {address} tidak mempunyai pekerja (dask worker {address})",
        f"the scheduler {address} has no workers (dask worker {address})",
    )


def _lost(address: str) -> Phrase:
    return Phrase(
        f"hubungan dengan penjadwal {address} terputus; yang sudah selesai tersimpan, perintah yang sama "
        "meneruskan sisanya",
        f"the scheduler {address} is gone; what is done is kept, the same command goes on with the rest",
    )


def _other_program(worker: str, there: str) -> Phrase:
    where = f" {worker}" if worker else ""
    if not there:
        return Phrase(
            f"extract tidak terpasang pada pekerja{where}", f"extract is not installed on the worker{where}"
        )
    return Phrase(
        f"program pada pekerja{where} adalah {there}, di sini {program()}; pasang yang sama di semua mesin "
        "dan jalankan ulang pekerjanya",
        f"the program of the worker{where} is {there}, here it is {program()}; install the same everywhere "
        "and start the workers again",
    )
