"""The files that a command takes, and where its results go."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.console.faults import Stop, complain
from extractor.console.untrusted import progress
from extractor.output.formats import Format, Job
from extractor.output.text import Language, label, plain

if TYPE_CHECKING:
    from extractor.model import Audit
    from extractor.output.files import Plan

PIPE_WIDTH = 100  # columns where no terminal says how wide it is


def one_file(given: tuple[str, ...], lang: Language) -> Path:
    """The one PDF file that is meant, or a line that says what to use instead."""
    if not given:
        raise Stop(label("fail.missing", lang, name="REPORT"))
    if len(given) > 1:
        raise Stop(label("fail.many", lang, n=len(given)))
    path = Path(given[0])
    try:
        folder, exists = path.is_dir(), path.exists()
    except OSError:  # a name that no file can have
        folder, exists = False, False
    if folder:
        raise Stop(label("fail.folder", lang, name=given[0]))
    if not exists:
        key = "fail.wildcard" if any(sign in given[0] for sign in "*?") else "fail.absent"
        raise Stop(label(key, lang, name=given[0]))
    return path


def codes(given: str) -> tuple[str, ...]:
    return tuple(code for part in given.split(",") if (code := part.strip().upper()))


def writable(output: Path | None, report: Path, lang: Language) -> None:
    """Say before the work, not after it, that the output has no place to go."""
    if output is None:
        return
    why = ""
    if output.is_dir():
        why = "why.is_folder"
    elif not output.absolute().parent.is_dir():
        why = "why.no_folder"
    if why:
        raise Stop(label("fail.write", lang, name=output, why=label(why, lang)))
    if output.exists() and output.samefile(report):
        raise Stop(label("fail.same_file", lang, name=output))


def write(text: str, output: Path | None, lang: Language) -> None:
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()  # a reader that went away shows here, where run() expects it
        return
    from extractor.output import files

    _, note = files.save(output, text)
    if note is not None:
        complain(note.en if lang == "en" else note.id, lang)


def job(report: Path, plan: Plan, previous: Path | None, lang: Language) -> Job:
    terminal = sys.stdout.isatty() and plan.screen is not None
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if terminal else PIPE_WIDTH
    return Job(report, lang, plan.annotated, previous, width=width, colour=colour)


def hand_over(audit: Audit, plan: Plan, job: Job, make: Callable[[Format, Job], str | bytes]) -> None:
    """The outputs on the screen or in their files; where the names are ours, which they are."""
    from extractor.output import files

    if plan.screen is not None:
        shown = make(plan.screen, job)
        write(shown if isinstance(shown, str) else shown.decode(), None, job.lang)
    written = []
    with progress(job.lang) as told:
        for done, target in enumerate(plan.targets):
            if told is not None:
                told("writing", done, len(plan.targets))
            path, note = files.save(target.path, make(target.format, job), edited=target.format.edited)
            written.append((path, note))
    for _, note in written:
        if note is not None:
            complain(note.en if job.lang == "en" else note.id, job.lang)
    if plan.folder is not None:
        from extractor.output.terminal import Style, summary

        for line in summary(audit, Style(lang=job.lang)):
            click.echo(line)
        for path, _ in written:
            click.echo(label("written", job.lang, name=plain(str(path))))
