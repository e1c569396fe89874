"""Audits the figures of Indonesian performance reports (LAKIP, LKjIP, IKU) from their PDFs.

>>> from extractor import audit  # doctest: +SKIP
>>> audit("report.pdf").findings  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.errors import ExtractError, OptionError, ReportError
    from extractor.model import Audit, Finding, Statement, Table
    from extractor.pipeline import audit

# Not here: tables and raw_tables, because extractor.tables is a stage; see extractor.pipeline.
# A light import of the package is what keeps `extract --help` quick: each name is fetched at first use.
_HOME = {
    "Audit": "extractor.model",
    "ExtractError": "extractor.errors",
    "Finding": "extractor.model",
    "OptionError": "extractor.errors",
    "ReportError": "extractor.errors",
    "Statement": "extractor.model",
    "Table": "extractor.model",
    "audit": "extractor.pipeline",
}

__all__ = [
    "Audit",
    "ExtractError",
    "Finding",
    "OptionError",
    "ReportError",
    "Statement",
    "Table",
    "audit",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
