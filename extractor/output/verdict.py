"""What an audit says as a whole: findings of each severity, whether anything was read, the exit status."""

from __future__ import annotations

from typing import Literal

from extractor.model import Audit, Finding, Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

FailOn = Literal["error", "warning", "info", "never"]


def by_severity(audit: Audit) -> dict[Severity, list[Finding]]:
    """The findings of each severity, the severest first, in the audit's order within one."""
    return {severity: [f for f in audit.findings if f.severity == severity] for severity in SEVERITIES}


def was_read(audit: Audit) -> bool:
    """Whether a single figure of an indicator was read. Where not, silence says nothing about the report."""
    return bool(audit.statements)


def exit_status(audit: Audit, fail_on: FailOn) -> int:
    """0: nothing found at or above ``fail_on``; 1: something found; 2: nothing could be audited."""
    if not was_read(audit):
        return 2
    if fail_on == "never":
        return 0
    reached = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return 1 if any(f.severity in reached for f in audit.findings) else 0


def scans_read(audit: Audit) -> list[int]:
    """The scanned pages on which something was recognised."""
    whole = {item.page for item in audit.coverage.unread if item.what.en == "page"}
    return [page for page in audit.report.scanned_pages if page not in whole]
