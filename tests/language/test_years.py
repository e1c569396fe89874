"""Years of headers and captions."""

from __future__ import annotations

import pytest

from extractor.language.years import YearSpan, offset, ordinal, span, speaks_of, year, years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tahun 2024", 2024),
        ("TA. 2024", 2024),
        ("Realisasi Th. 2017", 2017),
        ("Target 2016", 2016),
        ("Target Renstra 2024-2026 Tahun 2024", 2024),
        ("2024 - 2026", None),
        ("Capaian s.d 2020 terhadap 2021", None),
        ("2.024", None),
        ("UU 29/2014", None),
        ("Target", None),
    ],
)
def test_the_year_of_a_header(text: str, expected: int | None) -> None:
    assert year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Renstra 2024 - 2026", YearSpan(2024, 2026)),
        ("2013 s/d 2018", YearSpan(2013, 2018)),
        ("2019–24", YearSpan(2019, 2024)),
        ("2026-2024", None),
        ("Tahun 2024", None),
    ],
)
def test_spans(text: str, expected: YearSpan | None) -> None:
    assert span(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n-1", -1),
        ("Tahun (n-2)", -2),
        ("Tahun n", 0),
        ("Realisasi Tahun t-1", -1),
        ("Capaian Tahun Lalu", -1),
        ("tahun sebelumnya", -1),
        ("n+1", 1),
        ("tahun berjalan", 0),
        ("Tahun-1 (2014)", None),
        ("Target", None),
    ],
)
def test_years_in_relation_to_the_report(text: str, expected: int | None) -> None:
    assert offset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Tahun ke-3", 3), ("Tahun - 5 (2018)", 5), ("Tahun ke III", 3), ("TAHUN KE-", None)],
)
def test_years_of_a_plan(text: str, expected: int | None) -> None:
    assert ordinal(text) == expected


def test_what_a_header_speaks_of() -> None:
    plan = YearSpan(2024, 2026)
    assert speaks_of("Realisasi Tahun Lalu", report_year=2024) == 2023
    assert speaks_of("Target Tahun ke-2", plan=plan) == 2025
    assert speaks_of("Target Tahun ke-9", plan=plan) is None
    assert speaks_of("Capaian Tahun Lalu (2015)", report_year=2024) == 2015
    assert speaks_of("Target", report_year=2024) is None
    assert plan.years == (2024, 2025, 2026)
    assert years("2024, 2025 dan 2026") == [2024, 2025, 2026]
