"""What decides whether a report must be audited again: its bytes, what is asked of it, and the program."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_CODE = Path(__file__).resolve().parent.parent


def fingerprint(*parts: Any) -> str:
    """A SHA-256 over plain values."""
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@cache
def program() -> str:
    """The program's version with a digest of its code and patterns: '0.1.0+3f2a9c41'. The digest tells two
    states of a checkout apart that bear one version."""
    try:
        number = version("extract-lakip")
    except PackageNotFoundError:
        number = "0"
    patterns = _CODE / "_patterns"
    if not patterns.is_dir():
        patterns = _CODE.parent / "patterns"
    return f"{number}+{_digest([*_CODE.rglob('*.py'), *patterns.glob('*.toml')])[:8]}"


def overlay(folder: Path | None) -> str:
    """A digest of a user's folder of patterns; '' without one."""
    return "" if folder is None else _digest(list(folder.glob("*.toml")))


def _digest(files: list[Path]) -> str:
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.name.encode("utf-8", errors="surrogatepass"))
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
