from __future__ import annotations

from decimal import Decimal

from extractor.checks.registry import all_rules
from extractor.model import Audit
from extractor.output.record import effect, records


def test_consequences_stand_under_their_cause(audit_example: Audit) -> None:
    found = records(audit_example)
    assert [(r.number, r.cause, r.code) for r in found] == [("1", "", "CAP001"), ("1.1", "1", "CAP004")]
    assert found[0].subject == "Persentase pencari kerja yang ditempatkan (capaian 2024)"
    assert found[0].level == "kesalahan"


def test_the_figures_questioned_are_what_is_stated(audit_example: Audit) -> None:
    finding = audit_example.findings[0]
    marked = finding.stated[0].model_copy(update={"questioned": True})
    finding = finding.model_copy(update={"stated": (marked, finding.stated[1])})
    record = records(audit_example.model_copy(update={"findings": (finding,)}))[0]
    assert record.stated == "134,86%"
    assert record.expected == "98,05%"
    assert record.recomputed
    assert record.difference == Decimal("36.81")
    assert (record.pages, record.page) == ("7, 9", 9)
    assert record.location == "hal.\u00a09, BAB III > Analisis (uraian); hal.\u00a07, Tabel 3.2 Perbandingan"


def test_no_difference_of_several_figures(audit_example: Audit) -> None:
    finding = audit_example.findings[0]
    both = tuple(s.model_copy(update={"questioned": True}) for s in finding.stated)
    finding = finding.model_copy(update={"stated": both})
    record = records(audit_example.model_copy(update={"findings": (finding,)}))[0]
    assert record.stated == "134,86%; 98,05%"
    assert record.difference is None


def test_every_rule_has_an_effect_in_both_languages() -> None:
    for rule in all_rules():
        assert effect(rule.code, "id") != effect(rule.code, "en"), rule.code
    assert effect("XYZ001", "id") == ""
