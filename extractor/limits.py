"""What one report may cost: the bounds within which untrusted files are read (docs/security.md).

Each default lies far above what any report at hand needs, and low enough for an office laptop.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from extractor.errors import OptionError
from extractor.model import Phrase

MB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one report. All are whole numbers above zero."""

    pages: int = 2000
    """Pages. The longest report at hand has 84; a Renstra with its attachments may have 500."""
    size: int = 500
    """Megabytes of the file. The largest scan at hand has 10."""
    unpacked: int = 32
    """Megabytes that one stream, or all that is drawn on one page, unpacks to. The most at hand are 0.6 MB
    (a font) and 0.3 MB (a page); a map may take ten."""
    pixels: int = 100
    """Million pixels of one picture. A scan of A3 at 600 dots per inch has 70, the largest at hand 10."""
    page_time: int = 60
    """Seconds for one page, or for comparing all figures. The slowest page at hand takes 2."""
    time: int = 1800
    """Seconds for the whole report. The slowest at hand takes 3 without text recognition; a scanned page
    takes 4 on one core, so that a report of 200 scanned pages needs 800 on a small machine."""
    memory: int = 2000
    """Megabytes of memory, with all processes started for the report. The most at hand is 75 without text
    recognition, and 300 with 750 for each process that recognises; there are as many of them as fit."""


DEFAULT = Limits()


def parse_limits(given: str, limits: Limits = DEFAULT) -> Limits:
    """Limits changed as the command line says it: ``pages=5000,time=1200``. An empty text changes nothing.

    Raises OptionError for a name that is none, or a value that is no whole number above zero.
    """
    names = {field.name.replace("_", "-"): field.name for field in fields(Limits)}
    for part in filter(None, (part.strip() for part in given.split(","))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        known = names.get(name.casefold().replace("_", "-"))
        if known is None:
            listed = ", ".join(names)
            raise OptionError(
                Phrase(f"tidak ada batas {name}; yang ada: {listed}", f"no limit {name}; there are: {listed}")
            )
        if not (value.isascii() and value.isdigit() and int(value[:12]) > 0):
            raise OptionError(
                Phrase(
                    f"batas {name}: {value or '(kosong)'} bukan bilangan bulat di atas nol",
                    f"limit {name}: {value or '(empty)'} is no whole number above zero",
                )
            )
        limits = replace(limits, **{known: int(value[:12])})
    return limits
