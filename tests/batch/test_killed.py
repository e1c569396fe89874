"""A batch that is killed at any moment goes on where it stopped, and ends as an undisturbed one.

``EXTRACT_KILLS=100`` kills as often as that, and kills real audits too.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import small

KILLS = int(os.environ.get("EXTRACT_KILLS", "0"))
CHANGING = {"started", "finished", "audited", "seconds", "memory_mb"}  # columns that no two runs share
SCRIPT = Path(__file__).with_name("killed.py")


def _start(root: Path, folder: Path, output: Path | str, *real: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(folder), str(output), *real],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )


def contents(output: Path) -> Iterator[object]:
    """All that a batch leaves behind, without times and numbers given in the order of arrival."""
    for path in sorted(output.rglob("*")):
        if path.is_file() and path.suffix not in (".sqlite", ".xlsx", ".html") and path.name != ".kunci":
            yield path.relative_to(output).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()
    store = sqlite3.connect(output / "extract.sqlite")
    assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store.execute("PRAGMA foreign_key_check").fetchall() == []
    names = dict(store.execute("SELECT id, fingerprint FROM reports"))
    for (table,) in store.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall():
        if table in ("marks", "sources"):
            continue
        columns = [name for _, name, *_ in store.execute(f"PRAGMA table_info({table})")]
        rows = []
        for row in store.execute(f"SELECT * FROM {table}"):
            cells = dict(zip(columns, row, strict=True))
            kept = {k: v for k, v in cells.items() if k not in CHANGING and (k, table) != ("id", "reports")}
            if "report" in kept:
                kept["report"] = names[kept["report"]]
            kept.pop("run", None)
            kept.pop("id", None) if table == "runs" else None
            rows.append(repr(sorted(kept.items())))
        yield table, sorted(rows)
    store.close()


def _undisturbed(root: Path, folder: Path, output: Path, *real: str) -> tuple[list[object], float]:
    start = time.monotonic()
    process = _start(root, folder, output, *real)
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()
    return list(contents(output)), time.monotonic() - start


def _kill_and_resume(
    root: Path, folder: Path, tmp_path: Path, kills: int, *real: str, at_url: bool = False
) -> None:
    """``at_url``: killed are batches whose results lie at a URL; the undisturbed one has a folder."""
    expected, lasts = _undisturbed(root, folder, tmp_path / "undisturbed", *real)
    chance = random.Random(7)
    killed = rounds = 0
    while killed < kills:
        output = tmp_path / f"killed-{rounds}"
        rounds += 1
        while True:
            process = _start(root, folder, output.as_uri() if at_url else output, *real)
            wait = chance.uniform(0.1, 1.0) * lasts if killed < kills else None
            try:
                _, said = process.communicate(timeout=wait)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                killed += 1
                if at_url:
                    _is_whole(output)
                continue
            assert process.returncode == 0, said.decode()
            break
        assert list(contents(output)) == expected, f"after {killed} kills"


def _is_whole(output: Path) -> None:
    """At any moment the store is whole, and so is every output that it names."""
    path = output / "extract.sqlite"
    if path.exists():
        store = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for name, agency in store.execute("SELECT path, agency FROM outputs JOIN reports ON id = report"):
            assert (output / name).read_text("utf-8") == agency * 4000
        store.close()


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(30):
        (folder / f"{n:02}.pdf").write_text(f"Dinas {chr(65 + n)}", encoding="utf-8")
    return folder


def test_a_killed_batch_ends_as_an_undisturbed_one(root: Path, made_up: Path, tmp_path: Path) -> None:
    _kill_and_resume(root, made_up, tmp_path, KILLS or 6)


def test_a_killed_batch_with_results_at_a_url_goes_on(
    root: Path, made_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fsspec")
    monkeypatch.setenv("EXTRACT_BATCH_WORK", str(tmp_path / "work"))
    _kill_and_resume(root, made_up, tmp_path, KILLS or 4, at_url=True)


@pytest.mark.skipif(not KILLS, reason="set EXTRACT_KILLS to kill real audits, too")
def test_killed_real_audits(root: Path, samples: Path, tmp_path: Path) -> None:
    for n in range(4):
        small(samples / "naker.pdf", tmp_path / "in" / f"{n}.pdf", slice(2 * n, 2 * n + 3))
    _kill_and_resume(root, tmp_path / "in", tmp_path, KILLS, "real")
