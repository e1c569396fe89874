"""Scanned pages read one by one or in worker processes, with readings kept from page to page and from
run to run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress

from extractor.model import Phrase
from extractor.reading.ocr.cache import Cache, key_of
from extractor.reading.ocr.engine import Engine, EngineMissing, Gray, RapidEngine, engine_name
from extractor.reading.ocr.scan import ScanReading, read_scan

Answer = ScanReading | Phrase
"""A reading, or why there is none."""

MOST_WORKERS = 4  # each takes 400 to 700 MB while it reads a page
_MISSING = Phrase(
    "halaman hasil pindai; pembaca pindaian (rapidocr, onnxruntime) tidak terpasang",
    "scanned page; the reader of scans (rapidocr, onnxruntime) is not installed",
)


class ScanReader:
    """Reads images of pages. Closed by ``close``; readings that were asked for and not fetched are lost.

    ``engine`` stands in for the default engine, and reads in this process.
    """

    def __init__(
        self, cache: Cache | None = None, engine: Engine | None = None, most_workers: int = MOST_WORKERS
    ) -> None:
        self._cache = Cache.of_user() if cache is None else cache
        self._engine = engine
        self._own = engine is not None
        self._most_workers = min(most_workers, MOST_WORKERS)
        self._pool: ProcessPoolExecutor | None = None
        self._written = False

    def ask(self, image: Gray, scale: float, *, others: bool) -> Callable[[], Answer]:
        """Begin to read a page; what is returned gives the reading. ``others`` tells that more pages are to
        be read at the same time, so that worker processes are worth their start."""
        try:
            name = self._engine.name if self._engine is not None else engine_name()
        except EngineMissing:
            return lambda: _MISSING
        key = key_of(image, scale, name)
        kept = self._cache.get(key)
        if kept is not None:
            return lambda: kept
        workers = min(os.cpu_count() or 1, self._most_workers)
        if self._pool is None and (self._own or not others or workers < 2):
            return lambda: self._keep(key, self._read_here(image, scale))
        future = self._submit(image, scale, workers)
        return lambda: self._keep(key, self._fetch(future, image, scale))

    def close(self) -> None:
        """End the workers and hold the cache to its size."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        if self._written:
            self._cache.prune()

    def _submit(self, image: Gray, scale: float, workers: int) -> Future[ScanReading] | None:
        try:
            if self._pool is None:
                from multiprocessing import get_context

                self._pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin)
            with _without_main():
                return self._pool.submit(_read_there, image, scale)
        except (OSError, RuntimeError):  # no processes to be had: a sandbox, a frozen interpreter
            return None

    def _fetch(self, future: Future[ScanReading] | None, image: Gray, scale: float) -> Answer:
        if future is not None:
            with suppress(BrokenProcessPool, OSError):
                return _told(future.result)
        return self._read_here(image, scale)

    def _read_here(self, image: Gray, scale: float) -> Answer:
        def read() -> ScanReading:
            if self._engine is None:
                self._engine = RapidEngine()
            return read_scan(image, scale, self._engine)

        return _told(read)

    def _keep(self, key: str, answer: Answer) -> Answer:
        if isinstance(answer, ScanReading):
            self._cache.put(key, answer)
            self._written = True
        return answer


def _told(read: Callable[[], ScanReading]) -> Answer:
    """A reading, or why there is none: whatever an engine raises concerns one page."""
    try:
        return read()
    except (BrokenProcessPool, OSError):
        raise
    except EngineMissing:
        return _MISSING
    except MemoryError:
        return _failed("memory")
    except Exception as error:
        return _failed(type(error).__name__)


def _failed(why: str) -> Phrase:
    return Phrase(
        f"halaman hasil pindai yang gagal dikenali ({why})", f"scanned page that could not be read ({why})"
    )


@contextmanager
def _without_main() -> Iterator[None]:
    """Workers start without the caller's main module: they need nothing of it, and a script that calls the
    library without asking for its ``__name__`` would otherwise run again in each of them."""
    main = sys.modules["__main__"]
    told = {name: getattr(main, name) for name in ("__spec__", "__file__") if hasattr(main, name)}
    for name in told:
        delattr(main, name)
    main.__spec__ = None
    try:
        yield
    finally:
        for name, value in told.items():
            setattr(main, name, value)


# ------------------------------------------------------------------------------------- in the workers

_engine: Engine | None = None  # of this worker process


def _begin() -> None:
    """Called once in each worker: it ends with the process that started it, however that one ends."""
    import threading
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read_there(image: Gray, scale: float) -> ScanReading:
    global _engine
    if _engine is None:
        _engine = RapidEngine()
    return read_scan(image, scale, _engine)
