"""What a protocol says when it fails, in one sentence. Each has exceptions of its own."""

from __future__ import annotations

import re

from extractor.errors import OptionError
from extractor.model import Phrase
from extractor.output.text import plain

_SAID = 160  # characters of what a library says
_SECRET = re.compile(r"(?<=://)[^/@]*@")


def shown(url: str) -> str:
    """A URL as it may be shown: without a user's name and password."""
    return _SECRET.sub("", url)


def needs_package(url: str, what: str) -> OptionError:
    url = shown(url)
    return OptionError(
        Phrase(f"{url} memerlukan paket tambahan: {what}", f"{url} needs more packages: {what}")
    )


def unread(url: str, error: Exception) -> Phrase:
    why, url = _why(error), shown(url)
    return Phrase(f"{url} tidak dapat dibaca ({why.id})", f"{url} cannot be read ({why.en})")


def unwritten(url: str, error: Exception) -> OptionError:
    """Why results cannot be put to a URL."""
    if isinstance(error, ImportError):  # fsspec says which package a protocol needs
        return needs_package(url, str(error))
    why, url = _why(error), shown(url)
    return OptionError(Phrase(f"{url} tidak dapat ditulis ({why.id})", f"{url} cannot be written ({why.en})"))


def _why(error: Exception) -> Phrase:
    name = type(error).__name__
    if isinstance(error, PermissionError):
        return Phrase("tidak ada izin", "no permission")
    if "credential" in name.casefold() or "auth" in name.casefold():
        return Phrase(f"kredensial tidak ada atau ditolak: {name}", f"credentials missing or refused: {name}")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Phrase("tempatnya tidak ada", "no such place")
    if isinstance(error, NotImplementedError):
        return Phrase("protokolnya tidak mendukung", "its protocol cannot do that")
    said = shown(plain(str(error).strip().partition("\n")[0]))[:_SAID]
    return Phrase(*[f"{name}: {said}" if said else name] * 2)
