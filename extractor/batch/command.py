"""What ``extract batch`` shows, and its exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extractor.batch.options import Options
from extractor.batch.pool import Engine, local
from extractor.batch.progress import Display
from extractor.batch.run import Summary, run_batch
from extractor.batch.text import say
from extractor.batch.transfer import is_url
from extractor.errors import OptionError
from extractor.model import Language, Phrase
from extractor.output.formats import FORMATS
from extractor.output.text import plain
from extractor.output.verdict import SEVERITIES, FailOn


def batch(options: Options, fail_on: FailOn, *, live: bool, width: int) -> int:
    """Run a batch and tell how it goes on stderr, and how it ended on stdout. Gives the exit status: 0, 1 if
    something was found or a report could not be audited, 2 if none could."""
    display = Display(sys.stderr, options.lang, live=live, width=width)
    try:
        with _engine(options) as engine:
            summary = run_batch(options, display, engine=engine)
    except KeyboardInterrupt:
        display.line(say("interrupted", options.lang))
        raise
    finally:
        display.close()
    sys.stdout.write(ending(summary, options.lang))
    sys.stdout.flush()
    return exit_status(summary, fail_on)


@contextmanager
def _engine(options: Options) -> Iterator[Engine]:
    if options.scheduler is None:
        yield local
        return
    from extractor.batch.cluster import cluster

    with cluster(options.scheduler) as engine:
        yield engine


def scheduler(engine: str, address: str | None) -> str | None:
    """The address of the cluster that is asked for. Raises OptionError where only half of it is said."""
    if engine == "dask" and not address:
        raise OptionError(Phrase("--engine dask memerlukan --scheduler", "--engine dask needs --scheduler"))
    if address and engine != "dask":
        raise OptionError(
            Phrase("--scheduler hanya berlaku bersama --engine dask", "--scheduler is for --engine dask only")
        )
    return address


def place(given: str) -> Path | str:
    """A path, or the URL that is given."""
    return given if is_url(given) else Path(given)


def formats(given: str) -> tuple[str, ...]:
    """Names of outputs, comma-separated. Raises OptionError for one that there is not."""
    names = tuple(dict.fromkeys(name for part in given.split(",") if (name := part.strip().casefold())))
    for name in names:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            raise OptionError(
                Phrase(
                    f"tidak ada keluaran {name}; yang ada: {known}", f"no output {name}; there are: {known}"
                )
            )
    return names


def ending(summary: Summary, lang: Language) -> str:
    """The last lines of a batch."""
    counts = {"audited": 0, "unread": 0, "failed": 0, **summary.statuses}
    found = {severity: summary.severities.get(severity, 0) for severity in SEVERITIES}
    lines = [say("end", lang, **counts, **found)]
    if summary.same:
        lines.insert(0, say("end.same", lang))
    elif summary.pages:
        lines.append(say("end.speed", lang, pages=summary.pages, seconds=f"{summary.seconds:.1f}"))
    if summary.failures:
        lines.append(say("end.failed", lang))
        lines += [
            f"  {failure.file}: {failure.reason.en if lang == 'en' else failure.reason.id}"
            for failure in summary.failures
        ]
    lines.append(say("end.output", lang, name=summary.output))
    return "".join(f"{'  ' if line.startswith('  ') else ''}{plain(line)}\n" for line in lines)


def exit_status(summary: Summary, fail_on: FailOn) -> int:
    """0: all were audited and nothing found at or above ``fail_on``; 1: something found, or some could not
    be audited; 2: none could."""
    if not summary.statuses.get("audited"):
        return 2
    if fail_on == "never":
        return 0
    reached = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    found = any(summary.severities.get(severity) for severity in reached)
    missed = summary.statuses.get("failed") or summary.statuses.get("unread")
    return 1 if found or missed else 0
