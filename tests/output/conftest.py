"""The samples' audits, made once for the tests of the outputs, and a report that tries to break out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from extractor import audit
from extractor.model import Audit, Phrase

Audited = Callable[[str], tuple[Audit, Path]]

HOSTILE = "<script>document.title='kena'</script>\"><img src=x onerror=\"document.title='kena'\">"


@pytest.fixture(scope="session")
def audited(samples: Path) -> Audited:
    """The audit of a sample's text pages by its name, and its path."""

    @cache
    def of(name: str) -> tuple[Audit, Path]:
        path = samples / f"{name}.pdf"
        return audit(path, ocr="off"), path

    return of


@pytest.fixture
def hostile(audited: Audited) -> tuple[Audit, Path]:
    """A sample's audit in which every name and sentence carries markup."""
    found, path = audited("naker")
    findings = tuple(
        f.model_copy(
            update={
                "indicator": f.indicator + HOSTILE,
                "message": Phrase(f.message.id + HOSTILE, f.message.en + HOSTILE),
                "stated": tuple(s.model_copy(update={"text": HOSTILE, "where": HOSTILE}) for s in f.stated),
            }
        )
        for f in found.findings
    )
    info = found.report.model_copy(update={"agency": HOSTILE, "file": HOSTILE, "title": HOSTILE})
    subjects = tuple(s.model_copy(update={"name": s.name + HOSTILE}) for s in found.subjects)
    tables = tuple(t.model_copy(update={"caption": HOSTILE}) for t in found.tables)
    return (
        found.model_copy(
            update={"findings": findings, "report": info, "subjects": subjects, "tables": tables}
        ),
        path,
    )
