"""A batch to be killed: ``killed.py FOLDER OUT [real]``; OUT is a folder or a URL, to which the store is put
again and again. Without 'real' its reports are made up, so that most
of its time goes into the store and the outputs, where a kill can do harm."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from extractor.batch.command import place
from extractor.batch.options import Options
from extractor.batch.pool import Done, Event, Started, local
from extractor.batch.progress import Display
from extractor.batch.remote import mirror
from extractor.batch.run import run_batch
from extractor.batch.values import Job, Task
from extractor.opening import Opening

FINDINGS = 40


def made_up(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
    """An engine whose results depend on the file alone."""
    for task in tasks:
        yield Started(task)
        recognise = task.function.endswith(":recognise")
        value = _facts(task) if recognise else _rows(task)
        yield Done(task, value, None, 0.0, 0)


def _facts(task: Task) -> tuple[Any, ...]:
    return Path(task.path).read_text("utf-8"), "Kabupaten Contoh", 2024, "lakip", 3, None


def _rows(task: Task) -> dict[str, Any]:
    job: Job = task.options["job"]
    text = Path(task.path).read_text("utf-8")
    staging = Path(job.staging)
    staging.mkdir(parents=True)
    for name in job.formats:
        (staging / job.file(name)).write_text(text * 4000, encoding="utf-8")
    words = (text,) * 8
    return {
        "report": {
            "status": "audited", "file": task.name, "sha256": text, "title": text, "agency": text,
            "region": text, "year": 2024, "kind": "lakip", "pages": 3, "scanned_pages": 0,
        },
        "findings": [  # as extractor.batch.work makes them
            (n, f"{text}-{n}", None, "CAP001", "error", text, None, None, *words, None, text, text, 1.0, "1")
            for n in range(1, FINDINGS)
        ],
        "places": [
            (n, 1, "1", text, 1, 0.0, 0.0, 1.0, 1.0, text, "narasi", "") for n in range(1, FINDINGS)
        ],
        "coverage": [(3, 1, 1, 1, 1)],
        "unread": [(1, *words[:4])],
    }  # fmt: skip


def main() -> None:
    folder, output, *real = sys.argv[1:]
    mirror._OFTEN = mirror._SHARE = 0
    options = Options((folder,), place(output), jobs=2)
    run_batch(options, Display(sys.stderr, "id", live=False), engine=local if real else made_up)


if __name__ == "__main__":
    main()
