"""PDFs out of a ZIP archive that nobody vouches for.

Nothing that the archive says decides where a file goes: each gets a numbered folder of its own, and only the
letters of its name are kept. Sizes and numbers are bounded by what really comes out, not by what the archive
announces. It runs in a child process: reading an archive's list alone may take all memory.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

from extractor.errors import ReportError
from extractor.limits import MB, Limits
from extractor.model import Phrase
from extractor.opening import Opening
from extractor.output.files import file_stem
from extractor.output.text import plain

_FILES = 5000  # PDFs of one archive; a province has some 50 agencies with a few documents each
_ENTRIES = 50_000  # entries of any kind
_TOTAL = 8000 * MB  # unpacked bytes of one archive
_CHUNK = 1 * MB

Unpacked = tuple[str, str, str, str]
"""The name inside the archive, the file on disk ('' if it was not unpacked), and why not (both languages)."""


def unpack(path: str, *, opening: Opening, progress: Any = None, target: str) -> list[Unpacked]:
    """Unpack the PDFs of an archive into the folder ``target``. Raises ReportError for what is no archive."""
    opening.about_to(path, 0)
    name = Path(path).name
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > _ENTRIES:
                raise ReportError(_over(name, f"{len(entries)}", f"{_ENTRIES}"))
            return list(_unpacked(archive, entries, Path(target), opening.limits))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ReportError(Phrase(f"{name}: arsip ZIP rusak", f"{name}: the ZIP archive is broken")) from None


def _unpacked(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], target: Path, limits: Limits
) -> list[Unpacked]:
    result: list[Unpacked] = []
    room = _TOTAL
    for entry in entries:
        shown = inner_name(entry.filename)
        if entry.is_dir() or _is_hidden(shown):
            continue
        if not shown.casefold().endswith(".pdf"):
            if shown.casefold().endswith((".zip", ".rar", ".7z")):
                result.append((shown, "", *_NESTED))
            continue
        if len(result) >= _FILES:
            result.append((shown, "", *_over(shown, f"> {_FILES}", f"{_FILES}")))
            break
        folder = target / f"{len(result):05d}"
        folder.mkdir(parents=True)
        file = folder / f"{file_stem(shown.rpartition('/')[2][:-4])}.pdf"
        most = min(limits.size * MB, room)
        try:
            with archive.open(entry) as packed, file.open("xb") as plainly:
                written = _copied(packed, plainly, most)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
            result.append((shown, "", *_BROKEN))
            continue
        except RuntimeError:  # zipfile's word for an entry that asks for a password
            result.append((shown, "", *_LOCKED))
            continue
        if written > most:
            file.unlink()
            result.append((shown, "", *_TOO_LARGE))
            if most == room:
                break
            continue
        room -= written
        result.append((shown, str(file), "", ""))
    return result


def inner_name(name: str) -> str:
    """The path inside an archive without what could lead out of it: '../../etc/a.pdf' is 'etc/a.pdf'."""
    pieces = (plain(piece) for piece in name.replace("\\", "/").split("/"))
    return "/".join(piece for piece in pieces if piece not in ("", ".", ".."))


def _is_hidden(name: str) -> bool:
    """What a Mac or a word processor leaves behind: '__MACOSX/._a.pdf', '~$a.pdf'."""
    return any(piece.startswith((".", "~$", "__MACOSX")) for piece in name.split("/"))


def _copied(packed: IO[bytes], plainly: IO[bytes], most: int) -> int:
    """Bytes written: at most one chunk more than ``most``."""
    written = 0
    while written <= most and (chunk := packed.read(_CHUNK)):
        plainly.write(chunk)
        written += len(chunk)
    return written


def _over(name: str, n: str, most: str) -> Phrase:
    return Phrase(
        f"{name}: {n} berkas melebihi batas {most}", f"{name}: {n} files are over the limit of {most}"
    )


_NESTED = Phrase("arsip di dalam arsip tidak dibuka", "an archive inside an archive is not opened")
_BROKEN = Phrase("rusak di dalam arsip", "broken inside the archive")
_LOCKED = Phrase("terkunci kata sandi di dalam arsip", "encrypted inside the archive")
_TOO_LARGE = Phrase("melebihi batas ukuran", "over the limit of size")
