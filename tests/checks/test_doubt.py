"""Findings on figures that a scan does not show clearly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.checks.doubt import beyond_doubt, is_among, names_in_doubt
from extractor.model import Box, Finding, Phrase, Stated
from extractor.statements.ledger import Ledger

from .made import made_ledger, made_paragraph, made_table

CLEAR, UNCLEAR = Box(60, 100, 118, 110), Box(60, 300, 500, 312)


def ledger() -> Ledger:
    paragraph = made_paragraph("Capaian 98,05%")
    words = tuple(w._replace(doubtful=True) for w in paragraph.words)
    table = made_table(("indikator", "target"), [("A", "1,00")])
    return made_ledger(table, text=[replace(paragraph, words=words)])


def finding(*boxes: Box) -> Finding:
    words = Phrase("x", "x")
    places = tuple(
        Stated(value=None, text=f"{n}", page=9 if b is CLEAR else 10, bbox=b, where="", source="narasi")
        for n, b in enumerate(boxes)
    )
    return Finding(
        id="x",
        code="TGT001",
        severity="error",
        indicator="A",
        measure="target",
        year=2024,
        message=words,
        criterion=words,
        recommendation=words,
        diagnosis=words,
        stated=places,
    )


@pytest.mark.parametrize(
    ("boxes", "severity"),
    [
        ((CLEAR, CLEAR), "error"),
        ((CLEAR, CLEAR, UNCLEAR), "warning"),
        ((CLEAR, UNCLEAR), None),
        ((UNCLEAR,), None),
    ],
)
def test_a_finding_needs_clear_places(boxes: tuple[Box, ...], severity: str | None) -> None:
    found = [f.severity for f in beyond_doubt([finding(*boxes)], ledger())]
    assert found == ([] if severity is None else [severity])


def test_what_followed_from_a_dropped_finding_stands_alone() -> None:
    whole = finding(UNCLEAR)
    child = finding(CLEAR, CLEAR)
    plain = {n: getattr(child, n) for n in type(child).model_fields if n != "derived"}
    from extractor.model import Consequence

    whole = whole.model_copy(update={"derived": (Consequence(**plain),)})
    (found,) = beyond_doubt([whole], ledger())
    assert isinstance(found, Finding) and found.stated == child.stated


def test_an_indicator_whose_result_a_scan_hides_is_not_missing() -> None:
    table = made_table(
        ("indikator", "realisasi@2024", "realisasi@2023"),
        [("Prevalensi stunting (%)", "x", "14,80"), ("Nilai SAKIP", "79,25", "x")],
    )
    rows = [
        tuple(c.model_copy(update={"doubtful": True}) if c.text == "x" else c for c in row)
        for row in table.rows
    ]
    ledger = made_ledger(table.model_copy(update={"rows": tuple(rows)}))
    names = names_in_doubt(ledger, 2024)
    assert names == ["Prevalensi stunting (%)"]
    assert is_among("kesakitan Prevalensi stunting (%)", names) and not is_among("Nilai SAKIP", names)
