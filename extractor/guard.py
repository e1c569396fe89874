"""Work on untrusted files in a child process that can be killed.

A PDF may bring its reader to a native crash, to a loop that no exception ends, or to all memory of the
machine. So the work is done in a child; this side watches the child's time and memory, kills it with all
processes that it started, and starts again without the page at which it ended.

The child runs ``extractor.guarded``. Both talk in pickles over the child's standard input and output; what
comes back may hold nothing but values of this program.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import psutil

from extractor.errors import ReportError
from extractor.limits import MB, Limits
from extractor.model import Phrase
from extractor.opening import Opening

Progress = Callable[[str, int, int], None]

LOST_PAGES = 3
"""Pages that may end the child before the report is given up: each may cost the time of one page."""
_LOOK = 0.05  # seconds between two looks at the child's memory; a stream unpacks some 50 MB in that time
_FAMILY = 0.5  # seconds between two looks for processes that the child started
_START = 60.0  # seconds until the child says something; 0.5 here, but a virus scanner may read every file
_BOOT = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from extractor.guarded import serve; serve()"
)
_GONE = ("gone",)
_OWN_VALUES = ("extractor.model", "extractor.errors", "extractor.tables.grid")
_FOREIGN_VALUES = (("decimal", "Decimal"),)

Message = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Ended:
    """The child had to be killed, or died: why, at which page of which file (0: at none), and whether
    another attempt without the page makes sense."""

    why: Phrase
    file: str
    page: int
    again: bool = True


class Child:
    """A child process that does one piece of work after the other.

    Start it as soon as work is in sight (it imports what the work needs), and close it in the end. It is
    not for several threads at once: give each a child of its own.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._family: list[psutil.Process] = []
        self._looked = 0.0
        self.peak = 0
        """The most bytes of memory seen; whoever asks sets it back."""

    def __enter__(self) -> Child:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the process if none is running."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        # A folder of its own for temporary files: what a killed child leaves there goes with it.
        self._folder = tempfile.TemporaryDirectory(prefix="extract-", ignore_cleanup_errors=True)
        places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._folder.name)
        own_group: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("EXTRACT_DEBUG") else subprocess.DEVNULL,
            env={**os.environ, **places},
            **own_group,
        )
        self._messages = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(self._process.stdout, self._messages), daemon=True).start()
        self._family, self._looked = [psutil.Process(self._process.pid)], 0.0
        with contextlib.suppress(OSError):  # a child that died at once shows when it is asked to work
            self._send([place or str(Path.cwd()) for place in sys.path])

    def close(self) -> None:
        """End the process and all that it started. May be called twice."""
        process, self._process = self._process, None
        if process is not None:
            self._kill(process)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def call(
        self,
        function: str,
        path: str | Path,
        *,
        opening: Opening,
        progress: Progress | None = None,
        **options: Any,
    ) -> Any:
        """What a function of the program ('extractor.pipeline:audit') returns for a file, called in the
        child with ``opening``, ``progress`` and the other options.

        A page at which the child ends is left out of the next attempt and so comes back as unread. Raises
        ReportError where that does not help, and what the function raises.
        """
        deadline = time.monotonic() + opening.limits.time
        lost: dict[tuple[str, int], Phrase] = {}
        while True:
            work = replace(opening, skip={**opening.skip, **lost})
            try:
                done = self._attempt((function, path, options, work), progress, opening.limits, deadline)
            except BaseException as error:
                if not isinstance(error, ReportError):
                    self.close()  # interrupted: nobody waits for the child any more
                raise
            if not isinstance(done, _Ended):
                return done
            self.close()
            if not done.again or done.page == 0 or len(lost) >= LOST_PAGES:
                raise _given_up(done, Path(done.file or path).name)
            lost[done.file, done.page] = done.why

    def _attempt(self, work: object, progress: Progress | None, limits: Limits, deadline: float) -> Any:
        """What the child returns, or how it ended."""
        file, page = "", 0
        if self._memory() > limits.memory * MB // 2:
            self.close()  # what earlier reports left behind must not count against this one
        self.start()
        try:
            self._send(work)
        except OSError:
            return _Ended(_CRASHED, file, page)
        step = time.monotonic() + _START
        while True:
            kind, *rest = self._next()
            now = time.monotonic()
            if kind == "done":
                return rest[0]
            if kind == "failed":
                raise rest[0]
            if kind == "gone":
                return _Ended(_CRASHED, file, page)
            if kind == "page":
                file, page = rest
            if kind == "progress" and progress is not None:
                progress(*rest)
            if kind != "nothing":
                step = now + limits.page_time
            if now > deadline:
                return _Ended(_too_long(limits.time), file, page, again=False)
            if now > step:
                return _Ended(_too_long(limits.page_time), file, page)
            if self._memory() > limits.memory * MB:
                return _Ended(_too_much(limits.memory), file, page)

    def _next(self) -> Message:
        try:
            return self._messages.get(timeout=_LOOK)
        except queue.Empty:
            return ("nothing",)

    def _send(self, value: object) -> None:
        if self._process is None or self._process.stdin is None:
            raise BrokenPipeError
        pickle.dump(value, self._process.stdin)
        self._process.stdin.flush()

    # -------------------------------------------------------------------------------------- the family

    def _memory(self) -> int:
        """Bytes that the child and the processes that it started hold."""
        self._look_around()
        total = 0
        for process in self._family:
            with contextlib.suppress(psutil.Error):
                total += process.memory_info().rss
        self.peak = max(self.peak, total)
        return total

    def _look_around(self, *, now: bool = False) -> None:
        """Note the processes that the child started. Listing all of the machine's takes 10 ms."""
        if not self._family or (not now and time.monotonic() - self._looked < _FAMILY):
            return
        self._looked = time.monotonic()
        with contextlib.suppress(psutil.Error):
            self._family = [self._family[0], *self._family[0].children(recursive=True)]

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        self._look_around(now=True)
        if os.name == "posix":
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
        for each in self._family[1:]:
            with contextlib.suppress(psutil.Error):
                each.kill()
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # words that the child did not hear any more
                    stream.close()
        self._family = []


def _listen(stream: IO[bytes], messages: queue.SimpleQueue[Message]) -> None:
    """Put what the child says into a queue until it falls silent."""
    with contextlib.suppress(Exception):  # a child that is killed may stop in the middle of a word
        while True:
            messages.put(_OwnValues(stream).load())
    messages.put(_GONE)


class _OwnValues(pickle.Unpickler):
    """Reads pickles of this program's own values only: whoever takes over the child by a PDF must not
    get at this process through what the child says."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if self._is_known(module, name) else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found

    @staticmethod
    def _is_known(module: str, name: str) -> bool:
        return "." not in name and (module in _OWN_VALUES or (module, name) in _FOREIGN_VALUES)


# -------------------------------------------------------------------------------------- what is said of it

_CRASHED = Phrase(
    "pembaca PDF berhenti mendadak; berkas rusak atau berbahaya",
    "the PDF reader died; the file is broken or harmful",
)


def _too_long(seconds: int) -> Phrase:
    return Phrase(
        f"melebihi batas waktu {seconds} detik",
        f"over the time limit of {seconds} seconds",
    )


def _too_much(megabytes: int) -> Phrase:
    return Phrase(f"melebihi batas memori {megabytes} MB", f"over the memory limit of {megabytes} MB")


def _given_up(ended: _Ended, name: str) -> ReportError:
    place = Phrase(f", halaman {ended.page}", f", page {ended.page}") if ended.page else Phrase("", "")
    return ReportError(Phrase(f"{name}{place.id}: {ended.why.id}", f"{name}{place.en}: {ended.why.en}"))
