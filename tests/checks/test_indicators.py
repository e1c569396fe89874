"""IND001: indicators that were agreed and are not measured."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

from extractor.checks.indicators import indicator_missing

_spec = importlib.util.spec_from_file_location("checks_made", Path(__file__).with_name("made.py"))
assert _spec is not None and _spec.loader is not None
made: Any = sys.modules.setdefault("checks_made", importlib.util.module_from_spec(_spec))
_spec.loader.exec_module(made)

NAMES = ("Nilai SAKIP", "Indeks SPBE", "Persentase jalan mantap")
AGREED = made.made_table(
    ("indikator", "target@2024"),
    list(zip(NAMES, ("80,50", "3,10", "84,50"), strict=True)),
    kind="pk",
    name="pk",
)
MEASURED = made.made_table(
    ("indikator", "target@2024", "realisasi@2024", "capaian@2024"),
    [("Nilai SAKIP", "80,50", "81,10", "100,75"), ("Indeks SPBE", "3,10", "3,24", "104,52")],
    kind="pengukuran",
)


def test_an_indicator_in_a_table_that_was_not_understood_may_be_measured_there() -> None:
    (finding,) = indicator_missing(made.made_ledger(AGREED, MEASURED))
    assert finding.code == "IND001" and "jalan mantap" in finding.message.id
    rows = [("1", "Persentase jalan mantap", "84,50", "84,13", "99,56")]
    unread = made.made_table(("no", "", "", "", ""), rows, kind="lain", name="unread")
    assert not list(indicator_missing(made.made_ledger(AGREED, MEASURED, unread)))
