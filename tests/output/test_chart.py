"""The picture of an indicator over the years."""

from __future__ import annotations

from extractor.model import Audit
from extractor.output.chart import BARS, LINES, charts


def test_indicators_have_target_realisasi_and_capaian_by_year(audited) -> None:
    found, _ = audited("naker")
    drawn = {chart.name: chart for chart in charts(found, "id")}
    chart = drawn["Persentase pencari kerja yang ditempatkan"]
    assert [year for _, year in chart.years] == [2021, 2022, 2023, 2024, 2025]
    assert [p.text for p in chart.realisasi] == ["35,8", "37,08", "55,04"]
    assert [b.text for b in chart.bars] == ["98,88", "144,84"]
    assert chart.full is not None and 0 < chart.full < BARS
    assert all(0 <= p.y <= LINES + 20 for p in (*chart.target, *chart.realisasi))


def test_contradicting_values_are_shown_beside_the_usual_one(audited) -> None:
    found, _ = audited("naker")
    chart = next(c for c in charts(found, "id") if "BPJS" in c.name)
    year = next(given for y, given in chart.rows if y == 2023)
    assert [text for text, _ in year[0].texts] == ["54,91%", "75,52%"] and year[0].disputed
    assert {p.text for p in chart.others} == {"54,91", "75,52"}
    assert next(p.text for p in chart.realisasi if p.x == chart.years[2][0]) == "74,05"


def test_english_signs(audited) -> None:
    found, _ = audited("naker")
    chart = next(c for c in charts(found, "en") if "ditempatkan" in c.name)
    assert "37.08" in {p.text for p in chart.realisasi}


def test_nothing_to_draw(clean_audit: Audit) -> None:
    assert charts(clean_audit.model_copy(update={"statements": ()}), "id") == ()
