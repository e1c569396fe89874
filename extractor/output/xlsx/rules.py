"""The rules that were asked, with how much each found."""

from __future__ import annotations

from collections import Counter

from extractor.checks.registry import all_rules
from extractor.output.text import label
from extractor.output.xlsx.paper import Cell, Head, Paper


def write_rules(paper: Paper) -> None:
    """One row per rule; those that found something stand out by their number."""
    keys = {"code": 10, "severity": 13, "rule": 90, "findings_count": 10, "derived_count": 10}
    sheet = paper.sheet("rules", [Head(paper.say(k), w) for k, w in keys.items()], frozen=1)
    found = Counter(r.code for r in paper.records if not r.cause)
    derived = Counter(r.code for r in paper.records if r.cause)
    for rule in all_rules():
        fill = rule.severity if found[rule.code] else ""
        sheet.add(
            Cell(rule.code, fill, centred=True),
            Cell(label(f"severity.{rule.severity}", paper.lang), fill, centred=True),
            Cell(rule.title.en if paper.lang == "en" else rule.title.id),
            Cell(found[rule.code], "group" if found[rule.code] else "", centred=True),
            Cell(derived[rule.code] or None, centred=True),
        )
    sheet.close()
