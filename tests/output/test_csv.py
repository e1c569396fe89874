from __future__ import annotations

import csv
import io

import pytest

from extractor.model import Audit
from extractor.output.csv import render


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff") and "\r\n" in text
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_one_line_per_finding(full_audit: Audit) -> None:
    head, first, second = read(render(full_audit))
    row = dict(zip(head, first, strict=True))
    assert (row["No"], row["Kode"], row["Tertulis"], row["Selisih"]) == ("1", "CAP001", "134,86%", "36,81")
    assert row["ID temuan"] == "f1"
    assert dict(zip(head, second, strict=True))["Akibat dari"] == "1"
    assert read(render(full_audit, "en"))[1][head.index("Selisih")] == "36.81"


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x.example")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]
)
def test_no_cell_runs_as_a_formula(full_audit: Audit, name: str) -> None:
    finding = full_audit.findings[0].model_copy(update={"indicator": name})
    table = read(render(full_audit.model_copy(update={"findings": (finding,)})))
    assert all(not cell.startswith(("=", "+", "@", "\t", "\r")) for row in table for cell in row)
    assert not any(cell.startswith("-2") for row in table for cell in row)
