"""The other side of ``extractor.guard``: the process in which untrusted files are read.

It takes work from standard input and answers on standard output, as long as its parent lives. Nothing that a
library writes reaches the user's terminal from here.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
from dataclasses import replace
from importlib import import_module
from typing import IO, Any

from extractor.errors import ExtractError, ReportError
from extractor.limits import MB, Limits
from extractor.model import Phrase
from extractor.opening import Opening

_ROOM = 1024 * MB  # above the limit, which the parent keeps: this one is for what grows between its looks
_WINDOWS_SILENCE = 0x0001 | 0x0002 | 0x8000  # SetErrorMode: no box on the screen for a crash
_FIRST_NEEDED = "extractor.pipeline"

Work = tuple[str, str, dict[str, Any], Opening]


def serve() -> None:
    """Do work until the parent is gone. Ends the process."""
    answers = _take_over_output()
    _be_quiet()
    works: queue.SimpleQueue[Work] = queue.SimpleQueue()
    threading.Thread(target=_hear, args=(works,), daemon=True).start()
    import_module(_FIRST_NEEDED)
    while True:
        _do(works.get(), answers)


def _do(work: Work, answers: IO[bytes]) -> None:
    def say(*message: Any) -> None:
        pickle.dump(message, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()

    name, path, options, opening = work
    module, _, function = name.partition(":")
    try:
        _bound(opening.limits)
        done = getattr(import_module(module), function)(
            path,
            opening=replace(opening, watch=lambda file, page: say("page", file, page)),
            progress=lambda stage, done, total: say("progress", stage, done, total),
            **options,
        )
        say("done", done)
    except ExtractError as error:
        say("failed", error)
    except Exception as error:  # only with EXTRACT_DEBUG: else the pipeline lets none through
        sys.excepthook(type(error), error, error.__traceback__)
        what = f"{type(error).__name__}: {error}"
        say("failed", ReportError(Phrase(what, what)))


def _take_over_output() -> IO[bytes]:
    """Standard output for the answers alone: what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _hear(works: queue.SimpleQueue[Work]) -> None:
    """Take work from the parent; end with it, even in the middle of work."""
    with contextlib.suppress(Exception):
        while True:
            works.put(pickle.load(sys.stdin.buffer))
    if os.name == "posix":
        os.killpg(0, signal.SIGKILL)  # with the processes that the work started
    os._exit(1)


def _be_quiet() -> None:
    """Neither Ctrl-C (the parent's to answer) nor a crash shows anything or leaves a file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(_WINDOWS_SILENCE)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound(limits: Limits) -> None:
    """The second line of defence, where the system has it: memory refused rather than taken back."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = limits.memory * MB + _ROOM
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
