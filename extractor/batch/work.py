"""One report of a batch from PDF to outputs: what a worker's child process does.

Everything it takes can be pickled, everything it gives is plain values and files, so that it runs as well on
another machine. It writes into a folder of its own (``Job.staging``); only the process that keeps the store
puts the files where they belong.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.batch.binding import bind
from extractor.batch.text import say
from extractor.batch.values import Job
from extractor.model import (
    Audit,
    Consequence,
    Part,
    Quantity,
    Stated,
    Statement,
    Unread,
)
from extractor.opening import Opening
from extractor.output import formats
from extractor.output.verdict import was_read
from extractor.pipeline import audit

Row = tuple[Any, ...]


def work(path: str, *, opening: Opening, progress: Any, job: Job) -> dict[str, Any]:
    """Audit one report, write its outputs into ``job.staging``, and give the rows for the store by table
    (``extractor.batch.schema``). Raises ReportError as an audit does."""
    staging = Path(job.staging)
    staging.mkdir(parents=True, exist_ok=True)
    source = Path(path)
    parts: tuple[Part, ...] = ()
    unbound: tuple[Unread, ...] = ()
    if job.parts:
        source = staging / job.bound
        sources = [(name, sha256, Path(file)) for name, sha256, file in job.parts]
        parts, unbound = bind(sources, source, opening.limits, opening.password)
    found = audit(
        source,
        against=job.against,
        select=job.select,
        ignore=job.ignore,
        year=job.year,
        patterns=job.patterns,
        ocr=job.ocr,
        opening=opening,
        progress=progress,
    )
    found = _as_submitted(found, job, parts, unbound)
    told = formats.Job(
        source=source,
        lang=job.lang,
        annotated=job.file("pdf") if "pdf" in job.formats else None,
        previous=Path(job.previous) if job.previous else None,
        opening=opening,
    )
    for name in job.formats:
        content = formats.FORMATS[name].make(found, told)
        data = content.encode("utf-8", errors="replace") if isinstance(content, str) else content
        (staging / job.file(name)).write_bytes(data)
    return _rows(found)


def _as_submitted(audit: Audit, job: Job, parts: Sequence[Part], unbound: Sequence[Unread]) -> Audit:
    """The audit under the names that the auditor knows."""
    corrected: dict[str, Any] = {
        name: value for name in ("agency", "region", "kind") if (value := getattr(job, name))
    }
    if parts:
        joined = "".join(part.sha256 for part in parts)
        corrected |= {
            "file": job.name,
            "sha256": hashlib.sha256(joined.encode("ascii")).hexdigest(),
            "parts": tuple(parts),
        }
    coverage = audit.coverage.model_copy(update={"unread": (*unbound, *audit.coverage.unread)})
    return audit.model_copy(
        update={"report": audit.report.model_copy(update=corrected), "coverage": coverage}
    )


# ---------------------------------------------------------------------------------------- rows of the store


def _rows(audit: Audit) -> dict[str, Any]:
    info, coverage = audit.report, audit.coverage
    findings: list[Row] = []
    places: list[Row] = []
    for finding in audit.findings:
        number = len(findings) + 1
        for one in (finding, *finding.derived):
            findings.append(_finding(one, len(findings) + 1, None if one is finding else number))
            places += [_place(p, len(findings), n) for n, p in enumerate(one.stated, start=1)]
    return {
        "report": {
            "status": "audited" if was_read(audit) else "unread",
            "reason": None if was_read(audit) else _why_unread(audit),
            "file": info.file,
            "sha256": info.sha256,
            "title": info.title,
            "agency": info.agency,
            "region": info.region,
            "year": info.year,
            "kind": info.kind,
            "pages": info.pages,
            "scanned_pages": len(info.scanned_pages),
        },
        "parts": [(n, p.file, p.sha256, p.first, p.pages) for n, p in enumerate(info.parts, start=1)],
        "statements": [_statement(s, n) for n, s in enumerate(audit.statements, start=1)],
        "findings": findings,
        "places": places,
        "coverage": [
            (
                coverage.pages,
                coverage.tables,
                coverage.tables_read,
                coverage.rows_checked,
                coverage.rows_right,
            )
        ],
        "unread": [(u.page, *u.what, *u.reason) for u in coverage.unread],
    }


def _why_unread(audit: Audit) -> tuple[str, str]:
    """Why not one figure was read: what most of the unread parts say of themselves."""
    reasons = Counter(tuple(item.reason) for item in audit.coverage.unread)
    words = say("not_read", "id"), say("not_read", "en")
    if not reasons:
        return words
    ((why, why_en), _), *_ = reasons.most_common(1)
    return f"{words[0]}: {why}", f"{words[1]}: {why_en}"


def _statement(s: Statement, number: int) -> Row:
    low, high = _reach(s.quantity)
    bbox = (round(edge, 2) for edge in s.bbox)
    return (
        number, s.indicator, s.subject, s.measure, s.year, _digits(s.value), low, high, s.text, s.unit,
        s.kind, s.source, s.page, *bbox, s.where,
    )  # fmt: skip


def _reach(quantity: Quantity) -> tuple[str | None, str | None]:
    """The interval for which a plain printed number stands."""
    if quantity.exact is None:
        return None, None
    reach = quantity.exact.interval()
    return _digits(reach.low), _digits(reach.high)


def _finding(f: Consequence, number: int, cause: int | None) -> Row:
    expected = f.expected
    pages = sorted({s.page for s in f.stated if not s.document})
    return (
        number, f.id, cause, f.code, f.severity, f.indicator, f.measure, f.year,
        *f.message, *f.criterion, *f.recommendation, *f.diagnosis,
        *((_digits(expected.value), *expected.text) if expected else (None, "", "")),
        f.confidence, ",".join(map(str, pages)),
    )  # fmt: skip


def _place(s: Stated, finding: int, number: int) -> Row:
    bbox = (round(edge, 2) for edge in s.bbox)
    return (finding, number, _digits(s.value), s.text, s.page, *bbox, s.where, s.source, s.document)


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
