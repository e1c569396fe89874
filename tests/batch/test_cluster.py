"""A real cluster on this machine: a scheduler and two workers, each a process of its own."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import psutil
import pytest

pytest.importorskip("distributed")

from extractor.batch.cluster import cluster
from extractor.batch.options import Options
from extractor.batch.pool import Done, Engine, Event, Started, local
from extractor.batch.progress import Display
from extractor.batch.run import Summary, run_batch
from extractor.batch.values import Task
from extractor.errors import OptionError
from extractor.limits import Limits
from extractor.opening import Opening

from .conftest import small
from .test_killed import contents

STATUSES = {"audited": 4, "failed": 1}
START = 30.0  # seconds for a process of the cluster to come up


class Machines:
    """Processes of a cluster on the loopback interface."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder = root, folder
        self._processes: list[subprocess.Popen[bytes]] = []
        words = ("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        self._scheduler, log = self._start(*words)
        self.address = self._said(log, r"Scheduler at:\s*(tcp://\S+)")

    def worker(self, *, installed: bool = True) -> subprocess.Popen[bytes]:
        words = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        process, log = self._start("worker", self.address, *words, installed=installed)
        self._said(log, r"(Registered to)")
        return process

    def _start(self, *words: str, installed: bool = True) -> tuple[subprocess.Popen[bytes], Path]:
        number = len(self._processes)
        log = self._folder / f"{number}.log"
        local = ("--local-directory", str(self._folder / f"{number}")) if "worker" in words else ()
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *words, *local],
                stdout=stream,
                stderr=subprocess.STDOUT,
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": str(self._root if installed else self._without())},
            )
        self._processes.append(process)
        return process, log

    def _without(self) -> Path:
        """A folder that makes Python start as if the program were not installed."""
        folder = self._folder / "without"
        folder.mkdir(exist_ok=True)
        hidden = "import sys\nsys.modules['extractor'] = None\n"
        (folder / "sitecustomize.py").write_text(hidden, encoding="utf-8")
        return folder

    @staticmethod
    def _said(log: Path, what: str) -> str:
        until = time.monotonic() + START
        while time.monotonic() < until:
            found = re.search(what, log.read_text("utf-8", errors="replace"))
            if found:
                return found[1]
            time.sleep(0.05)
        raise TimeoutError(log.read_text("utf-8", errors="replace"))

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def machines(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    made = Machines(root, tmp_path_factory.mktemp("cluster"))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def reports(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports, one of them in parts, and a file that is none."""
    folder = tmp_path_factory.mktemp("reports") / "in"
    for n in range(3):
        small(samples / "naker.pdf", folder / f"{n} ü 2023.pdf", slice(2 * n, 2 * n + 3))
    for n, (name, pages) in enumerate([("cover", slice(0, 1)), ("BAB III", slice(5, 7))]):
        small(samples / "naker.pdf", folder / "naker" / f"{name}.pdf", pages, str(n))
    (folder / "bukan.pdf").write_bytes(b"PK\x03\x04 a document of Word")
    return folder


@pytest.fixture(scope="module")
def here(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """What the engine of one machine leaves behind."""
    output = tmp_path_factory.mktemp("here") / "out"
    assert _run(reports, output, local).statuses == STATUSES
    return list(contents(output))


def _run(folder: Path | str, output: Path | str, engine: Engine) -> Summary:
    options = Options((str(folder),), output, formats=("json", "text"), jobs=2)
    with io.StringIO() as stream:
        return run_batch(options, Display(stream, "id", live=False), engine=engine)


def test_a_lost_worker_changes_nothing(
    machines: Machines, reports: Path, here: list[object], tmp_path: Path
) -> None:
    first, second = machines.worker(), machines.worker()
    started: list[str] = []

    with cluster(machines.address) as engine:

        def losing(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
            for event in engine(tasks, opening, jobs):
                if isinstance(event, Started) and event.task.job is not None:
                    started.append(event.task.name)
                    if len(started) == 2:  # both are at work
                        first.kill()
                yield event

        assert _run(reports, tmp_path / "out", losing).statuses == STATUSES
    assert len(started) > len(set(started)), "the report of the lost worker was begun again"
    assert list(contents(tmp_path / "out")) == here
    _ends(second)


def test_without_a_shared_disk_files_travel(
    machines: Machines, reports: Path, here: list[object], tmp_path: Path
) -> None:
    worker = machines.worker()
    with cluster(machines.address, shared=False) as engine:
        assert _run(reports, tmp_path / "out", engine).statuses == STATUSES
    assert list(contents(tmp_path / "out")) == here
    _ends(worker)


def test_reports_at_a_url_are_read_by_the_workers(
    machines: Machines, reports: Path, here: list[object], tmp_path: Path
) -> None:
    worker = machines.worker()
    with cluster(machines.address) as engine:
        assert _run(reports.as_uri(), tmp_path / "out", engine).statuses == STATUSES
    assert list(contents(tmp_path / "out")) == here
    _ends(worker)


def test_results_at_a_url(
    machines: Machines, reports: Path, here: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXTRACT_BATCH_WORK", str(tmp_path / "work"))
    worker = machines.worker()
    for shared in (True, False):
        output = tmp_path / f"out {shared}"
        with cluster(machines.address, shared=shared) as engine:
            assert _run(reports, output.as_uri().replace("%20", " "), engine).statuses == STATUSES
        assert list(contents(output)) == here
    _ends(worker)


def test_work_that_hangs_or_dies_takes_no_worker_with_it(machines: Machines, reports: Path) -> None:
    worker = machines.worker()
    path = str(reports / "bukan.pdf")
    tasks = [Task(name, f"tests.batch.hostile_work:{name}", path) for name in ("hang", "die", "live")]
    with cluster(machines.address) as engine:
        events = engine(tasks, Opening(Limits(time=4)), 0)
        done = {event.task.name: event for event in events if isinstance(event, Done)}
    assert done["live"].value == 7 and done["live"].reason is None
    assert "4 detik" in str(done["hang"].reason) and "berhenti" in str(done["die"].reason)
    _ends(worker)


def _ends(worker: subprocess.Popen[bytes]) -> None:
    """The worker is alive and keeps no child; then it goes."""
    assert worker.poll() is None
    until = time.monotonic() + 5.0
    while psutil.Process(worker.pid).children() and time.monotonic() < until:
        time.sleep(0.05)
    assert not psutil.Process(worker.pid).children()
    worker.kill()
    worker.wait()


@pytest.mark.parametrize(
    "address", ["10.0.0.5", "http://127.0.0.1:80", "tcp://127.0.0.1:1", "tls://127.0.0.1:1"]
)
def test_a_cluster_that_is_not_there_is_one_line(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.cluster.client._CONNECT", 1)
    with pytest.raises(OptionError, match=re.escape(address)), cluster(address):
        pass


def test_another_state_of_the_program_is_refused(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = machines.worker()
    monkeypatch.setattr("extractor.batch.cluster.client.program", lambda: "0.0.1+00000000")
    with pytest.raises(OptionError, match=r"0\.0\.1"), cluster(machines.address):
        pass
    worker.kill()


def test_a_machine_without_the_program_is_refused(machines: Machines) -> None:
    worker = machines.worker(installed=False)
    with pytest.raises(OptionError, match="not installed"), cluster(machines.address):
        pass
    worker.kill()


def test_a_missing_extra_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.cluster.find_spec", lambda name: None)
    with pytest.raises(OptionError, match="pip install"), cluster("tcp://127.0.0.1:1"):
        pass
