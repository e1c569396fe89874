"""What travels between the steps of a batch: what a file says of itself, and what is asked of a worker.

Nothing here needs the stages that read PDFs, so that the process which keeps the store starts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from extractor.model import Language
from extractor.opening import Mode
from extractor.output.formats import FORMATS


@dataclass(frozen=True, slots=True)
class Facts:
    """Who reports about which year in what kind of document; empty where the file does not tell.

    ``period`` are the first and last year of a plan; ``pages`` is 0 for a file that cannot be read.
    """

    agency: str = ""
    region: str = ""
    year: int | None = None
    kind: str = ""
    pages: int = 0
    period: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of one report. ``agency``, ``region``, ``year`` and ``kind`` are the auditor's own words
    about it, empty where the report tells; ``parts`` are name, SHA-256 and file of each, if there are
    several. Outputs go into the folder ``staging``, their names begin with ``stem``. ``previous`` is a
    workbook of findings whose notes are kept."""

    name: str
    staging: str
    stem: str
    parts: tuple[tuple[str, str, str], ...] = ()
    against: tuple[str, ...] = ()
    agency: str = ""
    region: str = ""
    year: int | None = None
    kind: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    patterns: str | None = None
    formats: tuple[str, ...] = ()
    lang: Language = "id"
    previous: str | None = None
    ocr: Mode = "auto"

    def file(self, form: str) -> str:
        """The name of an output: 'LKjIP 2024.temuan.xlsx'."""
        return f"{self.stem}.{FORMATS[form].ending}"

    @property
    def files(self) -> dict[str, str]:
        """The names of all outputs by format; 'bound' are the parts in one file."""
        names = {form: self.file(form) for form in self.formats}
        return {**names, "bound": self.bound} if self.parts else names

    @property
    def bound(self) -> str:
        """The name of the file into which the parts of a report are bound."""
        return f"{self.stem}.pdf"

    def moved(self, where: Callable[[str], str]) -> Job:
        """The same with its files where ``where`` says that they lie now."""
        return replace(
            self,
            parts=tuple((name, sha256, where(file)) for name, sha256, file in self.parts),
            against=tuple(where(file) for file in self.against),
            previous=where(self.previous) if self.previous else None,
        )


@dataclass(frozen=True, slots=True)
class Task:
    """A function of the program ('extractor.batch.work:work') to be called for a file. All of it can be
    pickled. ``pages`` (0: not known) decides the order: long ones first, so that none is last and alone.
    ``digests`` are SHA-256 of its files by their place, as far as they are known."""

    name: str
    function: str
    path: str
    options: dict[str, Any] = field(default_factory=dict)
    pages: int = 0
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def job(self) -> Job | None:
        job = self.options.get("job")
        return job if isinstance(job, Job) else None

    @property
    def places(self) -> tuple[str, ...]:
        """Where its files lie: paths or URLs, each once."""
        found: dict[str, None] = {}

        def note(place: str) -> str:
            found[place] = None
            return place

        self.moved(note)
        return tuple(found)

    def moved(self, where: Callable[[str], str]) -> Task:
        """The same with its files where ``where`` says that they lie now."""
        options = {**self.options, "job": self.job.moved(where)} if self.job else self.options
        return replace(self, path=where(self.path), options=options)
