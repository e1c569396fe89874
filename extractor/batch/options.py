"""What a batch is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from extractor.batch.fingerprint import fingerprint, overlay, program
from extractor.batch.pool import cores
from extractor.limits import DEFAULT, Limits
from extractor.model import Language
from extractor.opening import Mode, Opening


@dataclass(frozen=True, slots=True)
class Options:
    """What a batch is asked to do. ``jobs`` 0 takes all processors; ``retry`` audits again what failed;
    ``output`` and ``agencies`` are paths or, as texts, URLs; ``scheduler`` is the address of a Dask cluster
    that does the work."""

    given: tuple[str, ...]
    output: Path | str
    agencies: Path | str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    patterns: Path | None = None
    limits: Limits = DEFAULT
    password: str | None = None
    formats: tuple[str, ...] = ("json", "xlsx", "html")
    lang: Language = "id"
    jobs: int = 0
    join: bool = True
    retry: bool = False
    ocr: Mode = "auto"
    scheduler: str | None = None

    @property
    def opening(self) -> Opening:
        if self.scheduler:  # each worker knows its own processors
            return Opening(self.limits, self.password)
        return Opening(self.limits, self.password, processes=max(1, cores() // self.workers))

    @property
    def workers(self) -> int:
        return self.jobs or (0 if self.scheduler else cores())

    @property
    def asked(self) -> tuple[object, ...]:
        """What beside the files decides the findings."""
        secret = fingerprint(self.password) if self.password else ""
        return program(), overlay(self.patterns), self.select, self.ignore, str(self.limits), secret, self.ocr
