"""The files that each report of a batch gets: their endings and what writes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extractor.model import Audit
from extractor.output.text import Language


def _text(audit: Audit, source: Path, lang: Language) -> str | bytes:
    from extractor.output import terminal

    return terminal.render(audit, terminal.Style(lang=lang, width=100, colour=False))


def _json(audit: Audit, source: Path, lang: Language) -> str | bytes:
    from extractor.output import json

    return json.render(audit, lang)


FORMATS: dict[str, tuple[str, Callable[[Audit, Path, Language], str | bytes]]] = {
    "text": ("audit.txt", _text),
    "json": ("audit.json", _json),
}
"""By name: the file's name, and the function that makes its content from the audit and the report's PDF."""
