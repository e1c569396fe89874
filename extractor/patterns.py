"""Wordings of real reports, kept as TOML in ``patterns/``; a user's own folder overlays them.

From a checkout the files are read from ``patterns/`` at the project's root, from an installed wheel from
``extractor/_patterns``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

_HERE = Path(__file__).resolve().parent
_overlay: list[Path] = []
_forget: list[Callable[[], None]] = []
_REMEMBERED = 4096  # results per function: a batch sees many reports
_Function = TypeVar("_Function", bound=Callable[..., Any])


def derived(function: _Function) -> _Function:
    """Cache a function whose results follow from patterns and its arguments; another overlay empties it."""
    cached = lru_cache(maxsize=_REMEMBERED)(function)
    _forget.append(cached.cache_clear)
    return cached  # type: ignore[return-value]  # called as the function is


def _folder() -> Path:
    packaged = _HERE / "_patterns"
    return packaged if packaged.is_dir() else _HERE.parent / "patterns"


def use_overlay(folder: Path | None) -> None:
    """Lay a user's folder of TOML files over the built-in ones (None takes it off again)."""
    _overlay[:] = [] if folder is None else [folder]
    load.cache_clear()
    for forget in _forget:
        forget()


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Tables merge, lists are joined, anything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        known = result.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            result[key] = _merged(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            result[key] = [*known, *(v for v in value if v not in known)]
        else:
            result[key] = value
    return result


@cache
def load(name: str) -> dict[str, Any]:
    """The patterns of one file (``load("headers")`` reads headers.toml) with the user's overlay.

    Raises FileNotFoundError if there is no built-in file of that name, and tomllib.TOMLDecodeError if a
    file is no TOML.
    """
    result = tomllib.loads((_folder() / f"{name}.toml").read_text(encoding="utf-8"))
    for folder in _overlay:
        own = folder / f"{name}.toml"
        if own.is_file():
            result = _merged(result, tomllib.loads(own.read_text(encoding="utf-8")))
    return result
