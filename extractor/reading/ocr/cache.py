"""Readings of scanned pages, kept in a folder of the user's own, so that a page is recognised once.

A reading is found by what was read, how, and by what: the pixels, the method, the engine. An entry that
cannot be understood counts as absent. ``EXTRACT_OCR_CACHE`` names another folder, or ``off``.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import tempfile
import zlib
from pathlib import Path
from typing import Any

from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.scan import METHOD, ScanReading
from extractor.reading.page import Ruling, Word

VARIABLE = "EXTRACT_OCR_CACHE"
OFF = "off"
MAX_BYTES = 100 * 1024 * 1024  # an entry has about 10 KB: ten thousand pages
_KEPT = 0.8  # share of MAX_BYTES that is left after the oldest were dropped
_MOST_JSON = 8 * 1024 * 1024  # bytes of one entry unpacked; a full page has 60 KB


class Cache:
    """A folder of kept readings; None keeps none. No failure of the file system leaves it."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def of_user(cls) -> Cache:
        """The cache that the environment asks for, else the one in the user's cache folder."""
        asked = os.environ.get(VARIABLE, "").strip()
        if asked.casefold() == OFF:
            return cls(None)
        if asked:
            return cls(Path(asked))
        from platformdirs import user_cache_path

        return cls(user_cache_path("extract-lakip", appauthor=False) / "ocr")

    def get(self, key: str) -> ScanReading | None:
        """A kept reading, or None."""
        if self.folder is None:
            return None
        path = self._path(key)
        try:
            with gzip.open(path, "rb") as stream:
                packed = stream.read(_MOST_JSON)
            found = _unpacked(json.loads(packed))
            os.utime(path)  # the oldest are dropped by when they were last wanted
        except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, RecursionError):
            return None
        return found

    def put(self, key: str, reading: ScanReading) -> None:
        """Keep a reading. It is written beside its place and moved there, so that no one meets half of it."""
        if self.folder is None:
            return
        path = self._path(key)
        content = gzip.compress(json.dumps(_packed(reading)).encode("utf-8"), mtime=0)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(content)
                Path(name).replace(path)
            except OSError:
                with contextlib.suppress(OSError):
                    Path(name).unlink()

    def prune(self) -> None:
        """Drop the readings that were not wanted for longest until the folder is within its bound."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            entries = []
            for path in self.folder.glob("*/*"):
                with contextlib.suppress(OSError):
                    stat = path.stat()
                    entries.append((stat.st_mtime, stat.st_size, path))
            total = sum(size for _, size, _ in entries)
            if total <= MAX_BYTES:
                return
            for _, size, path in sorted(entries):
                with contextlib.suppress(OSError):
                    path.unlink()
                    total -= size
                if total <= _KEPT * MAX_BYTES:
                    return

    def _path(self, key: str) -> Path:
        assert self.folder is not None  # every caller has asked
        return self.folder / key[:2] / f"{key}.json.gz"


def key_of(image: Gray, scale: float, engine: str) -> str:
    """The name of a reading."""
    digest = hashlib.sha256(f"{METHOD}|{engine}|{scale:.4f}|{image.shape}|".encode())
    digest.update(image.tobytes())
    return digest.hexdigest()


def _packed(reading: ScanReading) -> dict[str, Any]:
    def short(values: tuple[Any, ...]) -> list[Any]:
        return [round(v, 2) if isinstance(v, float) else v for v in values]

    return {
        "size": [reading.width, reading.height],
        "turn": reading.turn,
        "partly": reading.partly,
        "warp": reading.warp,
        "words": [short(word) for word in reading.words],
        "rulings": [short(ruling) for ruling in reading.rulings],
    }


def _unpacked(found: dict[str, Any]) -> ScanReading:
    """Raises ValueError, TypeError or KeyError for what is no reading."""
    warp = found["warp"]
    if warp is not None:
        (a, b, c), (d, e, f), (g, h, i) = ([float(v) for v in row] for row in warp)
        warp = ((a, b, c), (d, e, f), (g, h, i))
    turn = found["turn"]
    if turn not in (0, 90, 180, 270):
        raise ValueError(turn)
    width, height = (float(v) for v in found["size"])
    return ScanReading(
        width,
        height,
        turn,
        warp,
        tuple(_word(*word) for word in found["words"]),
        tuple(Ruling(*(float(v) for v in ruling)) for ruling in found["rulings"]),
        bool(found["partly"]),
    )


def _word(
    text: str,
    x0: float,
    top: float,
    x1: float,
    bottom: float,
    size: float,
    angle: int,
    doubtful: bool,
    other: str,
) -> Word:
    numbers = (float(x0), float(top), float(x1), float(bottom), float(size))
    return Word(str(text), *numbers, int(angle), bool(doubtful), str(other))
