"""The calls of ``extractor.pipeline``, made in a child process that can be killed (``extractor.guard``).

They take and return the same and import none of the stages, so that the child starts while its parent still
prepares. ``child`` is a child at hand, for many reports one after the other.
"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.guard import Child, Progress
from extractor.model import Audit, Table
from extractor.opening import Opening

if TYPE_CHECKING:
    from extractor.tables.grid import Grid


def audit(path: Path | str, *, child: Child | None = None, **options: Any) -> Audit:
    """``extractor.pipeline.audit`` in a child. A page that crashes its reader, hangs or takes too much
    memory comes back as unread. Raises ReportError also where a limit ends the whole report."""
    return _call("audit", path, child, **options)  # type: ignore[no-any-return]


def read_tables(path: Path | str, *, child: Child | None = None, **options: Any) -> tuple[Table, ...]:
    """``extractor.pipeline.read_tables`` in a child; raises as ``audit`` does."""
    return _call("read_tables", path, child, **options)  # type: ignore[no-any-return]


def raw_tables(path: Path | str, *, child: Child | None = None, **options: Any) -> tuple[Grid, ...]:
    """``extractor.pipeline.raw_tables`` in a child; raises as ``audit`` does."""
    return _call("raw_tables", path, child, **options)  # type: ignore[no-any-return]


def shown(path: Path | str, *, child: Child | None = None, **options: Any) -> str | bytes:
    """``extractor.pipeline.shown`` in a child; raises as ``audit`` does."""
    return _call("shown", path, child, **options)  # type: ignore[no-any-return]


def _call(
    function: str,
    path: Path | str,
    child: Child | None,
    *,
    opening: Opening | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Any:
    with nullcontext(child) if child is not None else Child() as worker:
        return worker.call(
            f"extractor.pipeline:{function}",
            Path(path),
            opening=opening or Opening(),
            progress=progress,
            **options,
        )
