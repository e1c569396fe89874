"""The checks held against gold reports, without a PDF. Skipped where the reports are not at hand."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from gold_ledger import gold_ledger

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_FAMILIES = ("CAP", "TGT", "REA", "IND")
# Told in running text only, or in cells that hold no figure: the gold's statements do not have them.
_NOT_IN_FIGURES = {
    "tanjungpinang-lakip-2024": {"TPI-07", "TPI-13", "TPI-14", "TPI-15", "TPI-18", "TPI-22"},
    "jember-lkip-2023": {"JEMBER-04", "JEMBER-12", "JEMBER-28"},
}

pytestmark = pytest.mark.skipif(not (_SHARED / "score.py").exists(), reason="the gold reports are not here")


def _score() -> Any:
    """The scoring of audits, which lies beside the gold reports."""
    spec = importlib.util.spec_from_file_location("gold_score", _SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_score"] = module
    spec.loader.exec_module(module)
    return module


def _audited(gold_file: Path) -> tuple[dict[str, Any], dict[str, Any], Any]:
    from extractor.checks import run

    score = _score()
    findings = run(gold_ledger(gold_file))
    audit = {"findings": [f.model_dump(mode="json") for f in findings if f.code.startswith(_FAMILIES)]}
    return audit, json.loads(gold_file.read_text(encoding="utf-8")), score


@pytest.mark.parametrize("name", ["tanjungpinang-lakip-2024", "jember-lkip-2023", "jambi-iku-2025"])
def test_every_error_in_figures_is_found(name: str) -> None:
    audit, gold, score = _audited(_SHARED / "reports" / f"{name}.gold.json")
    serious, found, raised, alarms, sprung = score.score(audit, gold)
    mine = [g for g in serious if str(g.get("code", "")).startswith(_FAMILIES)]
    missed = {g["id"] for g in mine if g not in found} - _NOT_IN_FIGURES.get(name, set())
    assert not missed
    assert not sprung
    assert len(alarms) <= 0.1 * len(raised)


@pytest.mark.parametrize("path", sorted((_SHARED / "real").rglob("*.gold.json")), ids=lambda p: p.stem)
def test_real_reports_are_not_accused_falsely(path: Path) -> None:
    audit, gold, score = _audited(path)
    _, _, raised, alarms, sprung = score.score(audit, gold)
    assert not sprung
    assert len(alarms) <= max(1, 0.1 * len(raised))
