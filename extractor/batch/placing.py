"""Finished files put where they belong, at once: whoever looks sees the old one or the new one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from extractor.output.files import was_edited

_COPIES = 100  # numbered names beside a file that another program holds open


def put(source: Path, target: Path, *, edited: bool = False) -> Path:
    """A finished file in its place, or beside it where another program holds the place; gives where it lies.

    ``edited``: somebody may have written into what lies there; then it is kept under another name.
    """
    if edited and target.is_file() and was_edited(target):
        with suppress(PermissionError):
            target.rename(_free(target, "lama-"))
    for path in (target, _free(target)):
        with suppress(PermissionError):
            return source.replace(path)
    raise PermissionError(target)


def _free(path: Path, word: str = "") -> Path:
    """A name beside a file that is not taken."""
    names = (path.with_name(f"{path.stem}.{word}{n}{path.suffix}") for n in range(1, _COPIES))
    return next((name for name in names if not name.exists()), path)


def write(path: Path, data: bytes, staging: Path) -> Path:
    """Write a file by way of ``staging``, a folder on the same disk; gives where it lies."""
    temporary = staging / path.name
    temporary.write_bytes(data)
    return put(temporary, path)
