"""Kept readings of scanned pages."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest

from extractor.reading.ocr import cache as module
from extractor.reading.ocr.cache import VARIABLE, Cache, key_of
from extractor.reading.ocr.scan import ScanReading
from extractor.reading.page import Ruling, Word

READING = ScanReading(
    595.0,
    842.0,
    90,
    ((1.0, 0.0, 2.5), (0.0, 1.0, -1.0), (0.0, 0.0, 1.0)),
    (Word("98,05", 100.0, 200.0, 130.0, 210.0, 10.0, 0, True, "98,06"),),
    (Ruling(10.0, 20.0, 300.0, 20.0),),
)
KEY = "ab" + "0" * 62


def test_a_reading_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, READING)
    assert cache.get(KEY) == READING
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize(
    "content", [b"", b"not gzip", gzip.compress(b"{"), gzip.compress(b'{"size": [1]}'), gzip.compress(b"[]")]
)
def test_a_broken_entry_counts_as_absent(tmp_path: Path, content: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, READING)
    (path,) = tmp_path.rglob("*.json.gz")
    path.write_bytes(content)
    assert cache.get(KEY) is None
    cache.put(KEY, READING)
    assert cache.get(KEY) == READING


def test_nothing_is_kept_where_there_is_no_place(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    for cache in (Cache(None), Cache(file)):
        cache.put(KEY, READING)
        assert cache.get(KEY) is None
        cache.prune()


def test_the_environment_names_another_folder_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert Cache.of_user().folder == tmp_path
    monkeypatch.setenv(VARIABLE, "off")
    assert Cache.of_user().folder is None


def test_the_oldest_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    cache = Cache(tmp_path)
    keys = [f"{n:02x}" + "0" * 62 for n in range(6)]
    for n, key in enumerate(keys):
        cache.put(key, READING)
        os.utime(tmp_path / key[:2] / f"{key}.json.gz", (n, n))
    size = (tmp_path / keys[0][:2] / f"{keys[0]}.json.gz").stat().st_size
    monkeypatch.setattr(module, "MAX_BYTES", 4 * size)
    cache.prune()
    assert [cache.get(key) is not None for key in keys] == [False, False, False, True, True, True]


def test_the_key_tells_images_engines_and_scales_apart() -> None:
    one = np.zeros((10, 20), dtype=np.uint8)
    keys = {
        key_of(one, 2.0, "a"),
        key_of(one, 2.0, "b"),
        key_of(one, 2.5, "a"),
        key_of(one.reshape(20, 10), 2.0, "a"),
        key_of(one + 1, 2.0, "a"),
    }
    assert len(keys) == 5
