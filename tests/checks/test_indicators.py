"""IND001: indicators that were agreed and are not measured."""

from __future__ import annotations

import made

from extractor.checks.indicators import indicator_missing

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
