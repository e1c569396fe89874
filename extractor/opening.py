"""How a file is to be opened: within which limits, with which password, without which of its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from extractor.limits import DEFAULT, Limits
from extractor.model import Phrase

Mode = Literal["auto", "off", "all"]
"""Which pages are recognised from their image: those without usable text, none, or all."""
Watch = Callable[[str, int], None]
"""Called with a file and the page (from 1) whose reading begins; page 0 is the opening of the file, and
no file at all is what comes after reading."""


@dataclass(frozen=True)
class Opening:
    """What the caller asks of the reading of untrusted files."""

    limits: Limits = DEFAULT
    password: str | None = None
    skip: Mapping[tuple[str, int], Phrase] = field(default_factory=dict)
    """Pages (by file and number) that are not to be touched, and why: they ended an earlier attempt."""
    watch: Watch | None = None
    processes: int = 0
    """Processes that may recognise scanned pages at a time; 0: as many as the machine and the limits bear."""

    def about_to(self, file: str, page: int) -> None:
        if self.watch is not None:
            self.watch(file, page)


PLAIN = Opening()
