"""Where outputs go: their names, and writing them so that nothing is lost.

A file is written under a temporary name beside its place and then put there. A file that another program
holds open, or that may not be changed, is left alone and the output written beside it; a workbook or
form into which somebody has written since is kept under another name.
"""

from __future__ import annotations

import os
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import OutputError
from extractor.model import Phrase
from extractor.output.formats import ALL, FORMATS, Format
from extractor.output.text import label, plain

_STEM_MAX = 80  # characters: with the folder it must stay below the 260 that Windows allows
_UNSAFE = re.compile(r'[<>:"/\\|?*#%\x00-\x1f]+')  # of Windows, and what cuts a link to the file short
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_TRIES = 1000  # numbered names beside a file
_CORE = "docProps/core.xml"
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]*)<")
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]*)<")


@dataclass(frozen=True, slots=True)
class Target:
    """One output and the file that it goes to."""

    format: Format
    path: Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made: for the screen, or files. ``folder`` is set where the files' names are ours;
    ``annotated`` is the name of the annotated PDF that lies, or will lie, beside them."""

    screen: Format | None = None
    targets: tuple[Target, ...] = ()
    folder: Path | None = None
    annotated: str | None = None


def plan(names: Sequence[str], output: str | None, report: Path) -> Plan:
    """Which outputs go where.

    ``output`` is a file if it has a suffix, is no folder, and one format is asked for (without one, its
    suffix tells); else a folder, which gets every format where none is asked for. Without ``output`` one
    format that can be shown goes to the screen; others into the current folder.

    Raises OutputError where that cannot be.
    """
    formats = [FORMATS[name] for name in dict.fromkeys(names)]
    if output is None:
        if len(formats) <= 1 and all(f.screen for f in formats):
            return Plan(screen=formats[0] if formats else FORMATS["text"])
        return _in_folder(Path(), formats, report)
    path = Path(output)
    is_folder = path.is_dir() or output.endswith(("/", os.sep))
    if not is_folder and path.suffix:
        if len(formats) <= 1:
            chosen = formats[0] if formats else _by_suffix(path)
            _check_file(path, report)
            return Plan(targets=(Target(chosen, path),), annotated=_annotated(path.parent, report))
        if path.suffix.casefold() in {f.suffix for f in FORMATS.values()}:
            raise OutputError(_say("fail.needs_folder", name=path))
    return _in_folder(path, formats or [FORMATS[name] for name in ALL], report)


def takes_previous(made: Plan, previous: Path) -> None:
    """Say before the work that an older workbook cannot be used. Raises OutputError."""
    if not any(target.format.name == "xlsx" for target in made.targets):
        raise OutputError(_say("fail.previous_xlsx"))
    from extractor.output.xlsx.previous import read_previous

    read_previous(previous)


def _by_suffix(path: Path) -> Format:
    suffix = path.suffix.casefold()
    return next((f for f in FORMATS.values() if f.suffix == suffix), FORMATS["text"])


def _in_folder(folder: Path, formats: Sequence[Format], report: Path) -> Plan:
    if folder.exists() and not folder.is_dir():
        raise OutputError(_say("fail.no_folder", name=folder))
    stem = file_stem(report.stem)
    targets = tuple(Target(f, folder / f"{stem}.{f.ending}") for f in formats)
    for target in targets:
        if target.path.exists() and target.path.samefile(report):
            raise _own_report(target.path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = _temporary(folder / "extract")
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise _refused(folder, error) from None
    made = any(target.format.name == "pdf" for target in targets)
    annotated = f"{stem}.{FORMATS['pdf'].ending}" if made else _annotated(folder, report)
    return Plan(targets=targets, folder=folder, annotated=annotated)


def _annotated(folder: Path, report: Path) -> str | None:
    """The annotated PDF of an earlier run, if it lies in the folder."""
    name = f"{file_stem(report.stem)}.{FORMATS['pdf'].ending}"
    return name if (folder / name).is_file() else None


def _check_file(path: Path, report: Path) -> None:
    if not path.absolute().parent.is_dir():
        raise OutputError(_unwritable(path, _say("why.no_folder")))
    if path.exists() and path.samefile(report):
        raise _own_report(path)


def _own_report(path: Path) -> OutputError:
    return OutputError(_say("fail.same_file", name=path))


def file_stem(name: str) -> str:
    """A file name without suffix that every system takes, made from any text; 'laporan' if nothing is left.

    >>> file_stem('LKjIP Dinas: "Kesehatan" 2024 ')
    'LKjIP Dinas- -Kesehatan- 2024'
    >>> file_stem("con")
    'laporan-con'
    """
    text = _UNSAFE.sub("-", plain(unicodedata.normalize("NFC", name)))
    text = text[:_STEM_MAX].strip(" .-")
    if _RESERVED.match(text):
        text = f"laporan-{text}"
    return text or "laporan"


# --------------------------------------------------------------------------------------------- writing


def save(path: Path, content: str | bytes, *, edited: bool = False) -> tuple[Path, Phrase | None]:
    """Put content into a file; gives the file that holds it, and what the user must know about it.

    ``edited``: somebody may have written into the file; then the old one is kept.
    Raises OutputError if it cannot be written at all.
    """
    data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
    path = path.resolve() if path.is_symlink() else path
    try:
        if path.exists() and not path.is_file():  # a device, a pipe
            path.write_bytes(data)
            return path, None
        temporary = _temporary(path)
        with temporary.open("xb") as file:
            file.write(data)
    except OSError as error:
        with suppress(OSError, UnboundLocalError):
            temporary.unlink(missing_ok=True)
        raise _refused(path, error) from None
    try:
        return _put(temporary, path, edited)
    except OSError as error:
        raise _refused(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _put(temporary: Path, path: Path, edited: bool) -> tuple[Path, Phrase | None]:
    """The temporary file in its place, or beside it where the place is held."""
    note = None
    try:
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(path)
        if edited and path.is_file() and was_edited(path):
            kept = _free(path, lambda n: f"{path.stem}.lama-{n}{path.suffix}")
            path.rename(kept)
            note = _say("note.kept", name=path.name, kept=kept.name)
        temporary.replace(path)
        return path, note
    except PermissionError:
        beside = _free(path, lambda n: f"{path.stem}-{n + 1}{path.suffix}")
        temporary.replace(beside)
        return beside, _say("note.beside", name=path.name, beside=beside.name)


def was_edited(path: Path) -> bool:
    """Has somebody saved an Office file since it was made? Word, Excel and LibreOffice set the time of
    modification; what cannot be told counts as edited."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_CORE) as file:
            core = file.read(1 << 16)
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError):
        return True
    created, modified = _CREATED.search(core), _MODIFIED.search(core)
    return created is None or modified is None or created[1] != modified[1]


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name[:_STEM_MAX]}.{os.getpid()}.tmp")


def _free(path: Path, name: Callable[[int], str]) -> Path:
    for n in range(1, _TRIES):
        other = path.with_name(name(n))
        if not other.exists():
            return other
    raise FileExistsError(path)


def _refused(path: Path, error: OSError) -> OutputError:
    key = "why.permission" if isinstance(error, PermissionError) else "why.other"
    return OutputError(_unwritable(path, _say(key)))


def _unwritable(path: Path, why: Phrase) -> Phrase:
    return Phrase(
        label("fail.write", "id", name=path, why=why.id), label("fail.write", "en", name=path, why=why.en)
    )


def _say(key: str, **values: object) -> Phrase:
    return Phrase(label(key, "id", **values), label(key, "en", **values))
