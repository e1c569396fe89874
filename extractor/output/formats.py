"""The formats in which an audit can be had, one entry each.

A format is its suffix and a function that makes its content; what that function needs is imported when it
is called, so that naming the formats on the command line costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.output.text import Language

if TYPE_CHECKING:
    from extractor.model import Audit
    from extractor.opening import Opening


@dataclass(frozen=True, slots=True)
class Job:
    """What a format may want to know beside the audit.

    ``opening`` says how the report's PDF is opened where a format shows its pages.
    ``annotated`` is the file name of the annotated PDF beside the output (None: there is none to link
    to); ``previous`` an older workbook whose notes are kept; ``width`` and ``colour`` are the screen's.
    """

    source: Path  # the report's PDF
    lang: Language = "id"
    annotated: str | None = None
    previous: Path | None = None
    today: date = field(default_factory=date.today)
    opening: Opening | None = None
    width: int = 100
    colour: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """``ending`` is put behind the report's name; ``edited`` says that people write into the file."""

    name: str
    ending: str
    make: Callable[[Audit, Job], str | bytes]
    screen: bool = False  # may be shown on the screen
    edited: bool = False
    drawn: bool = False  # opens the report's PDF, an untrusted file

    @property
    def suffix(self) -> str:
        return "." + self.ending.rpartition(".")[2]


def _text(audit: Audit, job: Job) -> str:
    from extractor.output import terminal

    return terminal.render(audit, terminal.Style(lang=job.lang, width=job.width, colour=job.colour))


def _json(audit: Audit, job: Job) -> str:
    from extractor.output import json

    return json.render(audit, job.lang)


def _csv(audit: Audit, job: Job) -> str:
    from extractor.output import csv

    return csv.render(audit, job.lang)


def _xlsx(audit: Audit, job: Job) -> bytes:
    from extractor.output import xlsx

    return xlsx.render(audit, job)


def _docx(audit: Audit, job: Job) -> bytes:
    from extractor.output import docx

    return docx.render(audit, job.lang, job.today)


def _html(audit: Audit, job: Job) -> str:
    from extractor.output import html

    return html.render(audit, job.source, job.lang, job.annotated, opening=job.opening)


def _pdf(audit: Audit, job: Job) -> bytes:
    from extractor.output import annotated

    return annotated.render(audit, job.source, job.lang, opening=job.opening)


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("text", "audit.txt", _text, screen=True),
        Format("xlsx", "temuan.xlsx", _xlsx, edited=True),
        Format("docx", "catatan-reviu.docx", _docx, edited=True),
        Format("csv", "temuan.csv", _csv, screen=True),
        Format("json", "audit.json", _json, screen=True),
        Format("html", "audit.html", _html, screen=True, drawn=True),
        Format("pdf", "anotasi.pdf", _pdf, drawn=True),
    )
}

ALL = tuple(name for name in FORMATS if name != "text")
"""What ``--all`` and a folder without ``--format`` get: the text is for the screen."""
