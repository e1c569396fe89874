"""Finished files put where they belong, at once: whoever looks sees the old one or the new one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_COPIES = 100  # numbered names beside a file that another program holds open


def put(source: Path, target: Path) -> Path:
    """A finished file in its place, or beside it where another program holds the place."""
    for n in range(1, _COPIES):
        path = target if n == 1 else target.with_name(f"{target.stem}-{n}{target.suffix}")
        with suppress(PermissionError):
            return source.replace(path)
    raise PermissionError(target)


def write(path: Path, data: bytes, staging: Path) -> Path:
    """Write a file by way of ``staging``, a folder on the same disk; gives where it lies."""
    temporary = staging / path.name
    temporary.write_bytes(data)
    return put(temporary, path)
