"""Outputs on their way to a target while other reports are audited: a network is slow, but wide."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace

from extractor.batch.pool import Done, Engine, Event
from extractor.batch.values import Job, Task
from extractor.opening import Opening

_SIDE_BY_SIDE = 8  # reports; some ten requests each, most of their time is waiting
_MOST = 64  # reports whose outputs wait in the working folder: 150 MB with all of them

Place = Callable[[Job], dict[str, str]]


def carrying(engine: Engine, place: Place) -> Engine:
    """An engine whose reports come back when their outputs are placed. Raises what ``place`` raises, but for
    outputs that are not there: whoever takes the report will see it."""

    def events(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads, closing(engine(tasks, opening, jobs)) as found:
            under_way: dict[Future[dict[str, str]], Done] = {}
            for event in found:
                if isinstance(event, Done) and event.reason is None and event.task.job is not None:
                    under_way[threads.submit(place, event.task.job)] = event
                else:
                    yield event
                yield from _arrived(under_way, _MOST)
            yield from _arrived(under_way, 0)

    return events


def _arrived(under_way: dict[Future[dict[str, str]], Done], most: int) -> Iterator[Done]:
    """The reports that have arrived; waits until no more than ``most`` are under way."""
    while under_way:
        patience = None if len(under_way) > most else 0
        arrived, _ = wait(under_way, patience, FIRST_COMPLETED)
        if not arrived:
            return
        for future in arrived:
            event = under_way.pop(future)
            try:
                yield replace(event, placed=future.result())
            except OSError:
                yield event
