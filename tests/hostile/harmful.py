"""What a hostile file may do to the process that reads it, done on purpose: work for a child in the tests."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extractor.opening import Opening

PAGES = 3


def _at_page_two(harm: Callable[[], object], path: Path, opening: Opening) -> tuple[tuple[int, str], ...]:
    """The pages that were left out, and why; the second does harm if it is not."""
    for page in range(1, PAGES + 1):
        opening.about_to(str(path), page)
        if page == 2 and (str(path), page) not in opening.skip:
            harm()
    return tuple((page, why.en) for (_, page), why in opening.skip.items())


def _fall() -> None:
    ctypes.string_at(0)


def _wait() -> None:
    time.sleep(60)


def _take() -> None:
    held = []
    while True:
        held.append(bytearray(20_000_000))
        time.sleep(0.01)


def crash(path: Path, *, opening: Opening, progress: object) -> object:
    return _at_page_two(_fall, path, opening)


def hang(path: Path, *, opening: Opening, progress: object) -> object:
    return _at_page_two(_wait, path, opening)


def hoard(path: Path, *, opening: Opening, progress: object) -> object:
    return _at_page_two(_take, path, opening)


def crash_at_once(path: Path, *, opening: Opening, progress: object) -> object:
    opening.about_to(str(path), 0)
    return _fall()


def hang_in_the_end(path: Path, *, opening: Opening, progress: object) -> object:
    opening.about_to(str(path), PAGES)
    opening.about_to("", 0)
    return _wait()


def crash_everywhere(path: Path, *, opening: Opening, progress: object) -> None:
    for page in range(1, 100):
        opening.about_to(str(path), page)
        if (str(path), page) not in opening.skip:
            _fall()


def dawdle(path: Path, *, opening: Opening, progress: object) -> None:
    for page in range(1, 1000):
        opening.about_to(str(path), page)
        time.sleep(0.1)


def start_another(noted: Path, *, opening: Opening, progress: object) -> None:
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    noted.write_text(str(other.pid), encoding="utf-8")
    opening.about_to(str(noted), 0)
    _wait()


def send_code(path: Path, *, opening: Opening, progress: object) -> object:
    return os.system


def leave_a_file(noted: Path, *, opening: Opening, progress: object) -> None:
    handle, name = tempfile.mkstemp()
    os.close(handle)
    noted.write_text(name, encoding="utf-8")
    _fall()
