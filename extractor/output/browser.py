"""An HTML page put where the user finds it, and shown."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path

from extractor.errors import OptionError
from extractor.model import Phrase

SUFFIX = ".audit.html"


def write(page: str, report: Path) -> Path:
    """Save a page beside its report, or in the user's temporary folder where that cannot be written to
    (a network drive, a CD). Raises OptionError if neither can be."""
    name = f"{report.stem}{SUFFIX}"
    for folder in (report.absolute().parent, Path(tempfile.gettempdir())):
        target = folder / name
        try:
            target.write_bytes(page.encode("utf-8", errors="replace"))
        except OSError:
            continue
        return target
    raise OptionError(
        Phrase(f"tidak ada tempat untuk menyimpan {name}", f"there is no place where {name} can be saved")
    )


def show(page: Path) -> bool:
    """Open a page in the user's browser; False where there is none."""
    try:
        return webbrowser.open(page.as_uri())
    except webbrowser.Error:
        return False
