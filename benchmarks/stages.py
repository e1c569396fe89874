"""Where the processor time of a batch goes: ``stages.py [NAME ...]``; the figures of docs/scale.md.

Reads the PDFs of ../shared (or samples/) whose path holds one of the names, in this process and without text
recognition, and sums processor seconds by stage. A stage's time is its own: what it calls of another stage
counts there.
"""

from __future__ import annotations

import functools
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from bench import reports

import extractor.batch.work
import extractor.pipeline
from extractor.batch.recognise import recognise
from extractor.batch.values import Job
from extractor.errors import ReportError
from extractor.limits import MB
from extractor.opening import Opening
from extractor.output.formats import FORMATS
from extractor.reading.report import Report

STAGES: dict[str, list[tuple[Any, str]]] = {
    "reading": [(Report, "page"), (Report, "plain_text"), (extractor.pipeline, "open_report")],
    "tables": [(extractor.pipeline, "read_layout"), (extractor.pipeline, "canonical")],
    "statements": [
        (extractor.pipeline, "report_info"),
        (extractor.pipeline, "table_rows"),
        (extractor.pipeline._Read, "ledger"),
        (extractor.pipeline, "join"),
        (extractor.pipeline, "find_gaps"),
    ],
    "checks": [
        (extractor.pipeline, "run"),
        (extractor.pipeline, "worksheet"),
        (extractor.pipeline, "quotes"),
    ],
    "rows of the store": [(extractor.batch.work, "_rows")],
}

_spent: defaultdict[str, float] = defaultdict(float)
_stack: list[str] = []
_since: float = 0.0


def _enter(stage: str) -> None:
    _note()
    _stack.append(stage)


def _note() -> None:
    global _since
    now = time.process_time()
    if _stack:
        _spent[_stack[-1]] += now - _since
    _since = now


def _leave() -> None:
    _note()
    _stack.pop()


def _timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def call(*args: Any, **options: Any) -> Any:
        _enter(stage)
        try:
            return function(*args, **options)
        finally:
            _leave()

    return call


def main() -> None:
    for stage, places in STAGES.items():
        for owner, name in places:
            setattr(owner, name, _timed(stage, getattr(owner, name)))
    forms = tuple(name for name in ("json", "text", "xlsx", "html", "pdf") if name in FORMATS)
    for name in forms:
        form = FORMATS[name]
        object.__setattr__(form, "make", _timed(f"output {name}", form.make))
    count = pages = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(reports(sys.argv[1:])):
            job = Job(path.name, str(Path(folder, f"{number}")), "x", formats=forms, ocr="off")
            try:
                _timed("recognising", recognise)(str(path), opening=Opening())
                rows = _timed("other", extractor.batch.work.work)(
                    str(path), opening=Opening(), progress=lambda *_: None, job=job
                )
            except ReportError as error:
                print(f"{path.name}: {error}")
                continue
            count += 1
            pages += rows["report"]["pages"] - rows["report"]["scanned_pages"]
            made = sum(file.stat().st_size for file in Path(job.staging).iterdir()) // 1024
            print(f"{path.name}: {rows['report']['pages']} pages, outputs {made} KB", flush=True)
    total = sum(_spent.values())
    print(f"{count} reports, {pages} pages with text, {psutil.Process().memory_info().rss // MB} MB")
    for stage, seconds in sorted(_spent.items(), key=lambda item: -item[1]):
        print(f"{stage:20} {seconds:8.2f} s  {1000 * seconds / pages:7.1f} ms a page  {seconds / total:6.1%}")


if __name__ == "__main__":
    main()
