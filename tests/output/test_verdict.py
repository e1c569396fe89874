from __future__ import annotations

from extractor.model import Audit
from extractor.output.verdict import by_severity, exit_status


def test_exit_status(audit_example: Audit, clean_audit: Audit) -> None:
    assert exit_status(audit_example, "error") == 1
    assert exit_status(audit_example, "never") == 0
    assert exit_status(clean_audit, "info") == 0
    warned = audit_example.findings[0].model_copy(update={"severity": "warning"})
    only_warning = audit_example.model_copy(update={"findings": (warned,)})
    assert exit_status(only_warning, "error") == 0
    assert exit_status(only_warning, "warning") == 1


def test_an_unread_report_is_not_one_without_findings(clean_audit: Audit) -> None:
    unread = clean_audit.model_copy(update={"statements": ()})
    assert [exit_status(unread, level) for level in ("error", "never")] == [2, 2]  # type: ignore[arg-type]


def test_severest_first(audit_example: Audit) -> None:
    assert [(k, len(v)) for k, v in by_severity(audit_example).items()] == [
        ("error", 1),
        ("warning", 0),
        ("info", 0),
    ]
