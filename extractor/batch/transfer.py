"""Files that lie at a URL: an object store, a web server, whatever fsspec knows.

Only what is asked for by URL is fetched, and only by the user's own settings of fsspec; the library and the
package of a protocol (s3fs, gcsfs, ...) are extras of the program. Nothing of a PDF decides what is fetched.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, NamedTuple

from extractor.batch.remote.faults import needs_package, unread
from extractor.batch.remote.state import state
from extractor.batch.values import Task
from extractor.errors import OptionError, ReportError

_CHUNK = 2**20


def is_url(place: str) -> bool:
    return "://" in place


class Listed(NamedTuple):
    """A file at a URL; ``state`` tells it from a later version of it, where the listing says so."""

    name: str
    url: str
    state: str


def listing(url: str, besides: Path | str = "") -> list[Listed]:
    """The PDFs and archives that a URL means: a file, a folder with all below it, or a wildcard. What lies in
    the folder ``besides``, a path or URL, is left out. Raises OptionError."""
    if find_spec("fsspec") is None:
        raise needs_package(url, "pip install 'extract-lakip[cluster]'")
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(url)
        wild = any(sign in path for sign in "*?[")
        root = path.rstrip("/")
        if wild:
            found = system.glob(path, detail=True)
        elif not url.endswith("/") and system.isfile(path):  # a web server's pages are all files
            found = {path: system.info(path)}
        else:
            found = system.find(path, detail=True)
        left_out, host = folder_in(system, besides), _host(url, path)
        return [
            Listed(
                _below(name, root if not wild and name != path else ""),
                str(system.unstrip_protocol(name)).replace(":///", f"://{host}/", 1),
                state(found[name]),
            )
            for name in sorted(map(str, found))
            if name.casefold().endswith((".pdf", ".zip"))
            and not (left_out and name.startswith(f"{left_out}/"))
        ]
    except ImportError as error:  # fsspec says which package a protocol needs
        raise needs_package(url, str(error)) from error
    except Exception as error:  # each protocol has exceptions of its own
        raise OptionError(unread(url, error)) from error


def _host(url: str, path: str) -> str:
    """The host that a URL names and its path in the file system lacks (as with FTP), or ''."""
    host = url.partition("://")[2].partition("/")[0]
    return "" if path.lstrip("/").startswith(host) else host


def folder_in(system: Any, place: Path | str) -> str:
    """A folder's path in a file system of fsspec, '' if it lies in another one."""
    if not place:
        return ""
    from fsspec.core import url_to_fs

    other, path = url_to_fs(str(place.absolute()) if isinstance(place, Path) else place)
    return path.rstrip("/") if other == system else ""


def local_folder(place: Path | str) -> Path | None:
    """The folder of this machine that a path or URL means, if it means one."""
    if isinstance(place, Path):
        return place
    from fsspec.implementations.local import LocalFileSystem

    path = folder_in(LocalFileSystem(), place)
    return Path(path) if path else None


def _below(name: str, root: str) -> str:
    """A file's name below a folder; without a folder its last part."""
    if root and name.startswith(f"{root}/"):
        return name[len(root) + 1 :]
    return name.rpartition("/")[2]


def current_state(url: str) -> str:
    """The state of what lies at a URL, where its listing did not tell; '' if nothing tells."""
    from fsspec.core import url_to_fs

    with suppress(Exception):
        system, path = url_to_fs(url)
        return state(system.info(path))
    return ""


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
        raise ReportError(unread(url, error)) from error
