"""Files that lie at a URL: an object store, a web server, whatever fsspec knows.

Only what is asked for by URL is fetched, and only by the user's own settings of fsspec; the library and the
package of a protocol (s3fs, gcsfs, ...) are extras of the program. Nothing of a PDF decides what is fetched.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from extractor.batch.values import Task
from extractor.errors import OptionError, ReportError
from extractor.model import Phrase

_CHUNK = 2**20


def is_url(place: str) -> bool:
    return "://" in place


def listing(url: str) -> list[tuple[str, str]]:
    """The PDFs and archives that a URL means: a file, a folder with all below it, or a wildcard. Gives names
    and URLs. Raises OptionError."""
    if find_spec("fsspec") is None:
        raise OptionError(_missing(url, "pip install 'extract-lakip[cluster]'"))
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(url)
        wild = any(sign in path for sign in "*?[")
        root = path.rstrip("/")
        if wild:
            found = sorted(system.glob(path))
        elif system.isfile(path):
            found = [path]
        else:
            found = sorted(system.find(path))
        return [
            (_below(name, root if not wild and name != path else ""), str(system.unstrip_protocol(name)))
            for name in map(str, found)
            if name.casefold().endswith((".pdf", ".zip"))
        ]
    except ImportError as error:  # fsspec says which package a protocol needs
        raise OptionError(_missing(url, str(error))) from error
    except Exception as error:  # each protocol has exceptions of its own
        raise OptionError(Phrase(*_unread(url, error))) from error


def _below(name: str, root: str) -> str:
    """A file's name below a folder; without a folder its last part."""
    if root and name.startswith(f"{root}/"):
        return name[len(root) + 1 :]
    return name.rpartition("/")[2]


def digest(url: str) -> str:
    """The SHA-256 of what lies at a URL. Raises ReportError."""
    with _opened(url) as stream:
        total = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            total.update(chunk)
        return total.hexdigest()


def read(url: str, most: int) -> bytes:
    """What lies at a URL; no more than ``most`` bytes and one. Raises ReportError."""
    with _opened(url) as stream:
        data: bytes = stream.read(most + 1)
        return data


def fetch(url: str, folder: Path, most: int) -> Path:
    """What lies at a URL as a file in a folder, under its own name. Raises ReportError."""
    target = folder / (url.rstrip("/").rpartition("/")[2] or "_")
    with _opened(url) as stream, target.open("wb") as file:
        while most >= file.tell() and (chunk := stream.read(_CHUNK)):
            file.write(chunk)
    return target


@contextmanager
def at_hand(task: Task, most: int) -> Iterator[Task]:
    """A task with its files on this machine's disk, as long as the context lasts. Raises ReportError."""
    if not any(is_url(place) for place in task.places):
        yield task
        return
    with tempfile.TemporaryDirectory(prefix="extract-", ignore_cleanup_errors=True) as folder:
        places: dict[str, str] = {}
        for n, place in enumerate(task.places):
            inner = Path(folder, f"{n}")
            inner.mkdir()
            places[place] = str(fetch(place, inner, most)) if is_url(place) else place
        yield task.moved(places.__getitem__)


@contextmanager
def _opened(url: str) -> Iterator[IO[Any]]:
    import fsspec

    try:
        with fsspec.open(url, "rb") as stream:
            yield stream
    except Exception as error:
        raise ReportError(Phrase(*_unread(url, error))) from error


def _unread(url: str, error: Exception) -> tuple[str, str]:
    what = type(error).__name__
    return f"{url} tidak dapat dibaca ({what})", f"{url} cannot be read ({what})"


def _missing(url: str, what: str) -> Phrase:
    return Phrase(f"{url} memerlukan paket tambahan: {what}", f"{url} needs more packages: {what}")
