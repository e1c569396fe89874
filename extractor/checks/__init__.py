"""Checks: questions asked of the ledger, each answered by findings.

A rule is one function declared with :func:`extractor.checks.registry.rule`; :func:`run` asks them all.
"""

from __future__ import annotations

from extractor.checks.registry import Rule, all_rules
from extractor.checks.run import run

__all__ = ["Rule", "all_rules", "run"]
