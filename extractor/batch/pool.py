"""Pieces of work on many files, side by side, each in a child process that can be killed.

Every worker is a thread that owns one ``extractor.guard.Child``: the child does the work within the limits
of time and memory, and the thread only waits for it. A worker's child is started anew after a report that
took much memory, so that memory stays flat over a long batch.

Another engine (``extractor.batch.cluster``: many machines) takes the same tasks and yields the same events.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor.batch.transfer import at_hand
from extractor.batch.values import Task
from extractor.errors import OptionError, ReportError
from extractor.guard import Child, Progress
from extractor.limits import MB
from extractor.model import Phrase
from extractor.opening import Opening

RENEW = 250 * MB
"""Memory of a child after which it is started anew. Reports at hand take 75 to 150 MB; a start takes half
a second of processor time."""
_TICK = 0.2  # seconds without news after which a display may want to be drawn anew
_FAREWELL = 2.0  # seconds given to the workers to end their children


@dataclass(frozen=True, slots=True)
class Started:
    task: Task


@dataclass(frozen=True, slots=True)
class Reading:
    """So many pages of a task's file are read."""

    task: Task
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Done:
    """What the function gave, or why it gave nothing. ``memory`` is the most of its child in bytes,
    ``placed`` the paths of its outputs by format if they already lie in their places."""

    task: Task
    value: Any
    reason: Phrase | None
    seconds: float
    memory: int
    placed: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing happened for a moment."""


Event = Started | Reading | Done | Waiting
Engine = Callable[[Sequence[Task], Opening, int], Generator[Event, None, None]]
"""Does tasks within an opening's limits with so many workers (0: as many as it has); every task comes back as
one ``Done``. Raises OptionError where the work itself is asked for in a way that means nothing."""


def cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def local(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
    """The engine of one machine. Closing the iterator ends the children."""
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    for task in sorted(tasks, key=lambda task: -task.pages):
        waiting.put(task)
    events: queue.SimpleQueue[Event | OptionError] = queue.SimpleQueue()
    stop = threading.Event()
    workers = [
        threading.Thread(target=_serve, args=(waiting, events, opening, stop), daemon=True)
        for _ in range(min(jobs or cores(), len(tasks)))
    ]
    for worker in workers:
        worker.start()
    left = len(tasks)
    try:
        while left:
            try:
                event = events.get(timeout=_TICK)
            except queue.Empty:
                event = Waiting()
            if isinstance(event, OptionError):
                raise event
            left -= isinstance(event, Done)
            yield event
    finally:
        stop.set()
        until = time.monotonic() + _FAREWELL
        for worker in workers:
            worker.join(max(0.0, until - time.monotonic()))


class _Stopped(BaseException):
    """Ends a worker in the middle of its work."""


def _serve(
    waiting: queue.SimpleQueue[Task],
    events: queue.SimpleQueue[Event | OptionError],
    opening: Opening,
    stop: threading.Event,
) -> None:
    with Child() as child:
        while not stop.is_set():
            try:
                task = waiting.get_nowait()
            except queue.Empty:
                return
            events.put(Started(task))
            try:
                events.put(perform(task, child, opening, _progress(task, events, stop)))
            except _Stopped:
                return
            except OptionError as error:
                events.put(error)
                return
            if child.peak > RENEW:
                child.close()


def _progress(task: Task, events: queue.SimpleQueue[Event | OptionError], stop: threading.Event) -> Progress:
    def progress(stage: str, done: int, total: int) -> None:
        if stop.is_set():
            raise _Stopped
        events.put(Reading(task, done, total))

    return progress


def perform(task: Task, child: Child, opening: Opening, progress: Progress) -> Done:
    """Do one task in a child. Raises OptionError, and what ``progress`` raises."""
    child.peak = 0
    start = time.monotonic()
    value, reason = None, None
    try:
        with at_hand(task, opening.limits.size * MB) as here:
            value = child.call(here.function, here.path, opening=opening, progress=progress, **here.options)
    except ReportError as error:
        reason = _without_name(error.reason, Path(task.path).name)
    except OptionError:
        raise
    except Exception as error:  # one bad report never ends a batch
        what = type(error).__name__
        reason = Phrase(f"kesalahan di dalam program ({what})", f"an error inside the program ({what})")
    return Done(task, value, reason, time.monotonic() - start, child.peak)


def _without_name(reason: Phrase, name: str) -> Phrase:
    """'a.pdf: tidak dapat dibuka' without the name, which stands before it in every list of a batch."""
    return Phrase(*(text.removeprefix(f"{name}: ").removeprefix(f"{name}, ") for text in reason))
