"""A folder at a URL. Files appear in it complete: they are sent under a temporary name and then moved."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractor.batch.remote.faults import needs_package, shown, unwritten
from extractor.batch.remote.state import state
from extractor.errors import OptionError

TEMPORARY = ".sementara"  # the folder of what is not yet in its place


class Target:
    """A folder at a URL; its files are named by their paths in it ('laporan/a/a.audit.json').

    Everything raises OptionError with one sentence where the protocol fails.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        if find_spec("fsspec") is None:
            raise needs_package(url, "pip install 'extract-lakip[cluster]'")
        from fsspec.core import url_to_fs

        with self._told():
            system, root = url_to_fs(url)
        self._root: str = root.rstrip("/")
        self._is_local = "file" in system.protocol
        self._renames = _renames(system)
        self._has_folders = bool(system.root_marker)  # else they are only beginnings of names
        self._folders: set[str] = set()
        self._making = threading.Lock()

    def __str__(self) -> str:
        return shown(self.url)

    # ------------------------------------------------------------------------------------------ reading

    def files(self, folder: str = "") -> set[str]:
        """The paths of all files below a folder."""
        with self._told():
            self._system.invalidate_cache()
            try:
                found = self._system.find(self._at(folder))
            except FileNotFoundError:
                return set()
        start = len(self._root) + 1
        return {path[start:] for path in map(str, found)}

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None if there is no such file."""
        with self._told():
            try:
                data: bytes = self._system.cat_file(self._at(path))
            except FileNotFoundError:
                return None
        return data

    def fetch(self, path: str, file: Path) -> bool:
        """A file's bytes into a file of this machine; False if there is no such file."""
        with self._told():
            try:
                self._system.get_file(self._at(path), str(file))
            except FileNotFoundError:
                return False
        return True

    def state(self, path: str) -> str:
        """What tells a file from another version of it; '' if there is no such file, or no telling."""
        with self._told():
            self._system.invalidate_cache()
            try:
                return state(self._system.info(self._at(path)))
            except FileNotFoundError:
                return ""

    def modified(self, path: str) -> datetime | None:
        """When a file was last written, by the clock of the target; None where the protocol does not say."""
        with suppress(Exception):
            self._system.invalidate_cache()
            found = self._system.modified(self._at(path))
            return found if isinstance(found, datetime) else None
        return None

    # ------------------------------------------------------------------------------------------ writing

    def send(self, files: Mapping[str, Path]) -> None:
        """Files of this machine to their paths. Only when all have arrived they are moved to their places.
        Raises FileNotFoundError for one that is not there."""
        for file in files.values():
            if not file.is_file():
                raise FileNotFoundError(file)
        arrived = {path: f"{TEMPORARY}/{uuid.uuid4().hex}" for path in files}
        with self._told():
            for path, file in files.items():
                self._made(arrived[path], lambda name, file=file: self._system.put_file(str(file), name))
        for path, temporary in arrived.items():
            self.move(temporary, path)

    def create(self, path: str, data: bytes) -> bool:
        """Write a small file that must not be there; False if it is. Where the protocol can, nobody else can
        do the same in between."""
        with self._told():
            self._system.invalidate_cache()
            if self._system.exists(self._at(path)):  # not every protocol heeds the mode below
                return False
            try:
                self._made(path, lambda name: self._create(name, data))
            except FileExistsError:
                return False
        return self.read(path) == data

    def write(self, path: str, data: bytes) -> None:
        """Write a small file in its place."""
        with self._told():
            self._made(path, lambda name: self._system.pipe_file(name, data))

    def move(self, old: str, new: str) -> None:
        """Move a file over another or to a free name."""
        with self._told():
            self._made(new, lambda name: self._moved(self._at(old), name))

    def remove(self, path: str) -> None:
        with self._told(), suppress(FileNotFoundError):
            self._system.rm_file(self._at(path))

    def clear(self) -> None:
        """Remove what lies there under temporary names, and their folder where folders are made."""
        for path in self.files(TEMPORARY):
            self.remove(path)
        if self._has_folders:
            self._folders.clear()
            with suppress(Exception):
                self._system.rmdir(self._at(TEMPORARY))

    # --------------------------------------------------------------------------------------------- inner

    @property
    def _system(self) -> Any:
        """fsspec has one for each thread: not every protocol can share a connection."""
        from fsspec.core import url_to_fs

        return url_to_fs(self.url)[0]

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root

    def _made(self, path: str, write: Any) -> None:
        """Write to a path; where that needs its folder, make the folder first."""
        name = self._at(path)
        folder = name.rpartition("/")[0]
        if self._has_folders:
            with self._making:  # two at once are too many for some protocols
                if folder not in self._folders:
                    self._system.makedirs(folder, exist_ok=True)
                    self._folders.add(folder)
        try:
            write(name)
        except FileNotFoundError:
            # Where paths have no root, their first part is a bucket or a share, which is not made by us.
            if self._has_folders or not self._system.exists(self._root.partition("/")[0]):
                raise
            self._system.makedirs(folder, exist_ok=True)
            write(name)

    def _create(self, name: str, data: bytes) -> None:
        if self._is_local:  # its pipe_file looks first and writes then
            with self._system.open(name, "xb") as stream:
                stream.write(data)
            return
        try:
            self._system.pipe_file(name, data, mode="create")
        except (TypeError, ValueError, NotImplementedError):  # a protocol that knows no such mode
            self._system.pipe_file(name, data)

    def _moved(self, old: str, new: str) -> None:
        # Not ``mv`` of every protocol: fsspec's own takes brackets in a name for a wildcard, and that of
        # local files copies on Windows where there is a file already.
        if self._is_local:
            Path(old).replace(new)
            return
        if not self._renames:
            self._system.cp_file(old, new)
            self._system.rm_file(old)
            return
        try:
            self._system.mv(old, new)
        except FileExistsError:
            self._system.rm_file(new)
            self._system.mv(old, new)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OptionError:
            raise
        except Exception as error:
            raise unwritten(self.url, error) from error


def _renames(system: Any) -> bool:
    """Has a protocol a rename of its own?"""
    from fsspec import AbstractFileSystem

    return type(system).mv is not AbstractFileSystem.mv
