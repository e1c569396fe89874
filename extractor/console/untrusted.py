"""Reports read in a child process, with a line that tells how far it is."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.output.text import Language, label, plain

if TYPE_CHECKING:
    from extractor.guard import Progress


@contextlib.contextmanager
def untrusted(limit: Sequence[str], password: str | None, lang: Language) -> Iterator[Callable[..., Any]]:
    """Calls of ``extractor.isolated`` by name, in one child that begins to start at once; a file that asks
    for a password asks the user for it, where there is one."""
    from dataclasses import replace

    from extractor import isolated
    from extractor.errors import PasswordError
    from extractor.guard import Child
    from extractor.limits import parse_limits
    from extractor.opening import Opening

    opening = Opening(parse_limits(",".join(limit)), password)

    def read(function: str, path: Path, **options: Any) -> Any:
        nonlocal opening

        def attempt() -> Any:
            with progress(lang) as told:
                call = getattr(isolated, function)
                return call(path, opening=opening, progress=told, child=child, **options)

        try:
            return attempt()
        except PasswordError:
            if opening.password is not None or not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
        given = click.prompt(label("password", lang, name=plain(path.name)), hide_input=True, err=True)
        opening = replace(opening, password=given)
        return attempt()

    with Child() as child:
        yield read


@contextlib.contextmanager
def progress(lang: Language) -> Iterator[Progress | None]:
    """A line on stderr that tells how far the work is, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(stage: str, done: int, total: int) -> None:
        line = label("progress", lang, stage=label(f"progress.{stage}", lang), done=done, total=total)
        sys.stderr.write(f"\r{line:<60}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r" + " " * 60 + "\r")
        sys.stderr.flush()
