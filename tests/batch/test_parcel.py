"""A task packed at the client and unpacked at a worker, without a cluster."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.batch.cluster.parcel import Absent, Answer, Parcel, accept, sources, unpacked, wordings
from extractor.batch.values import Job, Task
from extractor.opening import Opening

MOST = 100


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """A report held against two files of one name, with wordings of the user's own."""
    folder = tmp_path / "client"
    for name in ("LKjIP 2024.pdf", "a/PK.pdf", "b/PK.pdf", "own/narasi.toml"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    report, *others = (str(folder / name) for name in ("LKjIP 2024.pdf", "a/PK.pdf", "b/PK.pdf"))
    job = Job(
        "LKjIP", str(folder / "staging"), "LKjIP", against=tuple(others), patterns=str(folder / "own"),
        formats=("json",),
    )  # fmt: skip
    digests = {place: hashlib.sha256(Path(place).read_bytes()).hexdigest() for place in (report, *others)}
    return Task("LKjIP", "a:b", report, {"job": job}, digests=digests)


def _parcel(task: Task, *, shared: bool) -> Parcel:
    return Parcel(
        "1", "a", "t", 0, task, Opening(), sources(task, shared=shared, most=MOST), wordings(task.job), None
    )


def _there(parcel: Parcel, tmp_path: Path) -> Task:
    folder = tmp_path / "worker"
    folder.mkdir()
    return unpacked(parcel, folder)


@pytest.mark.parametrize("shared", [True, False])
def test_files_keep_their_names_and_bytes(task: Task, shared: bool, tmp_path: Path) -> None:
    parcel = _parcel(task, shared=shared)
    assert all((source.data is None) == shared for source in parcel.sources)
    there = _there(parcel, tmp_path)
    assert there.job is not None and there.job.patterns is not None
    files = [there.path, *there.job.against, str(Path(there.job.patterns, "narasi.toml"))]
    assert all(Path(file).is_relative_to(tmp_path / "worker") for file in (*files, there.job.staging))
    assert [Path(file).read_text("utf-8") for file in files] == [
        "LKjIP 2024.pdf", "a/PK.pdf", "b/PK.pdf", "own/narasi.toml",
    ]  # fmt: skip
    assert [Path(file).name for file in files] == ["LKjIP 2024.pdf", "PK.pdf", "PK.pdf", "narasi.toml"]


def test_another_file_at_the_same_path_is_not_taken(task: Task, tmp_path: Path) -> None:
    parcel = _parcel(task, shared=True)
    Path(task.path).write_text("another machine's", encoding="utf-8")
    with pytest.raises(Absent):
        _there(parcel, tmp_path)


def test_no_more_travels_than_shows_that_a_file_is_too_large(task: Task) -> None:
    Path(task.path).write_bytes(b"x" * 1000)
    sizes = {source.place: len(source.data or b"") for source in sources(task, shared=False, most=MOST)}
    assert sizes[task.path] == MOST + 1


def test_only_outputs_that_were_asked_for_are_taken(task: Task) -> None:
    assert task.job is not None
    job = replace(task.job, formats=("json",))
    accept(Answer("1", files={"LKjIP.audit.json": b"{}", "../../x": b"", "y": b""}), job)
    assert [path.name for path in Path(job.staging).iterdir()] == ["LKjIP.audit.json"]
