"""What travels between the client and a worker of a cluster: a task with its files, an answer with its own.

A file goes as its path or URL where the worker can read it there, else as its bytes. The worker tells by the
SHA-256 whether what lies there is the file that is meant; it copies it in any case, so that a share that goes
away in the middle of a report is the share's failure and not taken for the report's.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from extractor.batch import transfer
from extractor.batch.values import Job, Task
from extractor.errors import ReportError
from extractor.limits import MB
from extractor.model import Phrase
from extractor.opening import Opening

OUTPUTS = "keluaran"  # the folder of a worker's outputs, inside the folder of its parcel


class Absent(Exception):
    """A file is not at its path on this machine: send its bytes."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a task. ``data`` are its bytes, or None if it is to be found at ``place``, a path or URL."""

    place: str
    name: str
    sha256: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A task on its way to a worker.

    ``program`` is the client's state of the program, ``patterns`` the user's wordings by file name,
    ``number`` the task's among those of ``topic``, under which progress is told, ``attendant`` the name of
    the client's plugin of the worker. ``drop`` is a folder of the
    client for outputs with the name of a file in it that proves it to be the same folder.
    """

    program: str
    attendant: str
    topic: str
    number: int
    task: Task
    opening: Opening
    sources: tuple[Source, ...]
    patterns: Mapping[str, bytes] | None
    drop: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says: its state of the program, and one of: what was done, a file that is absent, or a
    mistake in what was asked for. Outputs are either bytes by name, or files in ``folder`` of the client."""

    program: str
    value: Any = None
    reason: Phrase | None = None
    seconds: float = 0.0
    memory: int = 0
    absent: bool = False
    mistake: Phrase | None = None
    folder: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)


# ------------------------------------------------------------------------------------------ at the client


def sources(task: Task, *, shared: bool, most: int) -> tuple[Source, ...]:
    """The files of a task, as bytes unless the worker may find them. Of a file of more than ``most`` bytes
    only the beginning goes: it is refused for its size wherever it is read. Raises OSError, ReportError."""
    return tuple(_source(place, task.digests.get(place, ""), shared, most) for place in task.places)


def _source(place: str, sha256: str, shared: bool, most: int) -> Source:
    path = Path(place)
    if shared and sha256:
        return Source(place, path.name, sha256, None)
    if transfer.is_url(place):
        return Source(place, path.name, sha256, transfer.read(place, most))
    with path.open("rb") as stream:
        return Source(place, path.name, sha256, stream.read(most + 1))


def wordings(job: Job | None) -> dict[str, bytes] | None:
    """The user's folder of patterns by file name. Raises OSError."""
    if job is None or job.patterns is None:
        return None
    return {path.name: path.read_bytes() for path in sorted(Path(job.patterns).glob("*.toml"))}


def accept(answer: Answer, job: Job) -> None:
    """Outputs of an answer put into ``job.staging``, as a child of this machine would have left them there.
    Raises OSError."""
    staging = Path(job.staging)
    if answer.folder:
        shutil.rmtree(staging, ignore_errors=True)
        Path(answer.folder).replace(staging)
        return
    staging.mkdir(parents=True, exist_ok=True)
    for name in job.files.values():
        if name in answer.files:
            (staging / name).write_bytes(answer.files[name])


# ------------------------------------------------------------------------------------------ at the worker


def unpacked(parcel: Parcel, folder: Path) -> Task:
    """The task with its files in a folder of this machine. Raises Absent, OSError."""
    most = parcel.opening.limits.size * MB
    places = {source.place: _laid(source, folder / f"{n}", most) for n, source in enumerate(parcel.sources)}
    task = parcel.task.moved(places.__getitem__)
    if task.job is None:
        return task
    patterns = None
    if parcel.patterns is not None:
        patterns = folder / "patterns"
        patterns.mkdir()
        for name, data in parcel.patterns.items():
            (patterns / PurePath(name).name).write_bytes(data)
    job = replace(
        task.job, staging=str(folder / OUTPUTS), patterns=str(patterns) if patterns is not None else None
    )
    return replace(task, options={**task.options, "job": job})


def _laid(source: Source, folder: Path, most: int) -> str:
    """A file in a folder of its own, under its own name: the name may say the report's year."""
    folder.mkdir()
    target = folder / PurePath(source.name).name
    if source.data is not None:
        target.write_bytes(source.data)
        return str(target)
    try:
        if transfer.is_url(source.place):
            transfer.fetch(source.place, folder, most)
        else:
            shutil.copyfile(source.place, target)
        with target.open("rb") as stream:
            same = hashlib.file_digest(stream, "sha256").hexdigest() == source.sha256
    except (OSError, ReportError, ImportError):
        same = False
    if not same:
        raise Absent(source.place)
    return str(target)
