"""The files that a batch is about: folders, files, wildcards, lists, archives and URLs, each PDF once."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from extractor.batch import transfer
from extractor.batch.archive import Unpacked
from extractor.batch.remote.faults import shown
from extractor.errors import OptionError, ReportError
from extractor.model import Phrase

_READERS = 4  # files hashed side by side: more gain nothing on one disk

Unpack = Callable[[Path], Sequence[Unpacked]]


@dataclass(frozen=True, slots=True)
class File:
    """A PDF: the name under which its owner knows it ('dinkes/LKjIP.pdf', 'kiriman.zip/dinkes/LKjIP.pdf'),
    where its bytes lie, and their SHA-256 ('' if they cannot be read; then ``reason`` says why). Where
    ``url`` is given they lie there, and ``path`` is only the file's name; ``state`` tells them from those of
    a later version ('' where the protocol does not)."""

    name: str
    path: Path
    sha256: str = ""
    reason: Phrase | None = None
    url: str = ""
    state: str = ""

    @property
    def place(self) -> str:
        """The file's absolute path or its URL."""
        return self.url or str(self.path.absolute())

    @property
    def source(self) -> str:
        """Its URL as it may be kept, without a password."""
        return shown(self.url)


@dataclass(slots=True)
class _Search:
    unpack: Unpack
    output: Path | str
    several: bool  # folders: then a name begins with its folder's
    found: dict[str, File] = field(default_factory=dict)
    seen: set[Path] = field(default_factory=set)

    def add(self, name: str, path: Path) -> None:
        real = Path(os.path.realpath(path))
        if real in self.seen:
            return
        self.seen.add(real)
        if path.suffix.casefold() == ".zip":
            self._archive(name, path)
        else:
            self._keep(File(name, path))

    def refuse(self, name: str, path: Path, reason: Phrase) -> None:
        self._keep(File(name, path, reason=reason))

    def folder(self, root: Path) -> None:
        prefix = f"{root.resolve().name}/" if self.several else ""
        own = transfer.local_folder(self.output)
        output = Path(os.path.realpath(own)) if own else None
        for place, folders, names in os.walk(root, onerror=lambda error: self._unreadable(root, error)):
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and Path(os.path.realpath(Path(place, name))) != output
            )
            for name in sorted(names):
                if name.startswith((".", "~$")) or not name.casefold().endswith((".pdf", ".zip")):
                    continue
                path = Path(place, name)
                self.add(prefix + path.relative_to(root).as_posix(), path)

    def remote(self, url: str) -> None:
        """What lies at a URL."""
        for name, place, state in transfer.listing(url, besides=self.output):
            if name.casefold().endswith(".zip"):
                self.refuse(name, Path(name), _ARCHIVE_AT_URL)
            else:
                self._keep(File(name, Path(place.rpartition("/")[2]), url=place, state=state))

    def _archive(self, name: str, path: Path) -> None:
        try:
            inside = self.unpack(path)
        except ReportError as error:
            self.refuse(name, path, error.reason)
            return
        for inner, file, why, why_en in inside:
            if file:
                self._keep(File(f"{name}/{inner}", Path(file)))
            else:
                self.refuse(f"{name}/{inner}", path, Phrase(why, why_en))

    def _unreadable(self, root: Path, error: OSError) -> None:
        place = Path(error.filename or root)
        self.refuse(place.as_posix(), place, _UNREADABLE_FOLDER)

    def _keep(self, file: File) -> None:
        name, n = file.name, 2
        while name in self.found:  # 'LKjIP.pdf' given from two folders
            name, n = f"{file.name} ({n})", n + 1
        self.found[name] = replace(file, name=name)


def discover(
    given: Sequence[str],
    output: Path | str,
    unpack: Unpack,
    sources: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[File, ...]:
    """All PDFs that are meant by ``given``, by name. The folder ``output``, a path or URL, is left out: it
    may hold PDFs that an earlier run wrote. ``unpack`` gives what lies in an archive; ``sources`` are state
    and SHA-256 of what was read at URLs before, which is not read again where the state is the same.

    Raises OptionError for a name that means nothing.
    """
    paths = [path for text in given if not transfer.is_url(text) for path in _named(text)]
    search = _Search(unpack, output, several=sum(path.is_dir() for path, _ in paths) > 1)
    for path, listed in paths:
        if path.is_dir():
            search.folder(path)
        elif path.is_file():
            search.add(path.name, path)
        elif listed:
            search.refuse(path.name, path, _ABSENT)
        else:
            raise OptionError(
                Phrase(f"berkas atau folder tidak ditemukan: {path}", f"no such file or folder: {path}")
            )
    for url in filter(transfer.is_url, given):
        search.remote(url)
    with ThreadPoolExecutor(_READERS) as pool:
        files = (search.found[name] for name in sorted(search.found))
        return tuple(pool.map(partial(_hashed, sources=sources or {}), files))


def _named(text: str) -> Iterator[tuple[Path, bool]]:
    """The paths that one argument means, and whether a list names them."""
    if text.startswith("@"):
        yield from ((path, True) for path in _listed(Path(text[1:])))
        return
    path = Path(text)
    if not path.exists() and any(sign in text for sign in "*?["):
        matches = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)
        if not matches:
            raise OptionError(Phrase(f"tidak ada berkas yang cocok: {text}", f"no file matches: {text}"))
        yield from ((Path(match), False) for match in matches if _is_wanted(Path(match)))
        return
    yield path, False


def _is_wanted(path: Path) -> bool:
    return path.is_dir() or path.suffix.casefold() in (".pdf", ".zip")


def _listed(path: Path) -> Iterator[Path]:
    """The paths of a list, one a line, relative to the list's own folder; '#' begins a remark."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(
            Phrase(f"daftar {path} tidak dapat dibaca", f"the list {path} cannot be read")
        ) from error
    for line in lines:
        name = line.strip().strip('"')
        if name and not name.startswith("#"):
            yield path.parent / name


def _hashed(file: File, sources: Mapping[str, tuple[str, str]]) -> File:
    if file.reason is not None:
        return file
    if file.url:
        return _hashed_remote(file, sources)
    try:
        with file.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return replace(file, reason=_UNREADABLE)
    return replace(file, sha256=digest)


def _hashed_remote(file: File, sources: Mapping[str, tuple[str, str]]) -> File:
    state = file.state or transfer.current_state(file.url)  # before it is read: it may change meanwhile
    seen, sha256 = sources.get(file.source, ("", ""))
    try:
        if not state or state != seen:
            sha256 = transfer.digest(file.url)
    except ReportError as error:
        return replace(file, state="", reason=error.reason)
    return replace(file, state=state, sha256=sha256)


_ABSENT = Phrase("berkas tidak ditemukan", "no such file")
_UNREADABLE = Phrase("berkas tidak dapat dibaca", "the file cannot be read")
_ARCHIVE_AT_URL = Phrase("arsip hanya dibuka dari folder", "archives are opened from folders only")
_UNREADABLE_FOLDER = Phrase("folder tidak dapat dibaca", "the folder cannot be read")
