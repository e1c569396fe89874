"""Each indicator's figures side by side: one row per year and measure, one column per kind of place.

A figure that a finding questions carries ≠ and its colour; a row whose figures differ though no finding
says so (rounding, a revision, another measure under the same name) carries ≈.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from extractor.checks.agreement import agree
from extractor.checks.disputes import REFERENCE_ORDER
from extractor.model import Measure, Statement, Subject
from extractor.output.record import Spot, questioned, spot
from extractor.output.text import known, page_ranges, plain
from extractor.output.xlsx.paper import Cell, Head, Paper

_MEASURES: tuple[Measure, ...] = (
    *("baseline", "target", "realisasi", "capaian", "kategori", "target_akhir", "capaian_akhir"),
    "pembanding",
)
_COMPARED = 12  # figures of one row that are held against each other pair by pair

_Key = tuple[int, int, int]  # subject, year, measure: in the order of the sheet


def write_indicators(paper: Paper) -> None:
    """The figures of all indicators, by indicator, year and measure."""
    grouped = _grouped(paper)
    used = {s.source for found in grouped.values() for s in found}
    sources = [source for source in REFERENCE_ORDER if source in used]
    heads = [
        *(Head(paper.say("subject"), 44), Head(paper.say("year"), 7), Head(paper.say("measure"), 15)),
        Head(paper.say("sign"), 7),
        *(Head(_title(known(source, paper.lang)), 20) for source in sources),
        Head(paper.say("finding"), 12),
    ]
    sheet = paper.sheet("indicators", heads, frozen=4)
    names = {subject.key: subject for subject in paper.audit.subjects}
    wrong = questioned(paper.records)
    last = -1
    for (_, year, measure), found in grouped.items():
        subject = names[found[0].subject]
        numbers = [n for s in found for n in wrong.get(spot(s), ())]
        sign = "≠" if numbers else _sign(found)
        fill = {"≠": "wrong", "≈": "differs"}.get(sign, "")
        sheet.add(
            Cell(_name(subject, found), "again" if subject.key == last else "group"),
            Cell(year or None, centred=True),
            Cell(known(f"measure.{_MEASURES[measure]}", paper.lang)),
            Cell(sign, fill, centred=True),
            *(_cell([s for s in found if s.source == source], wrong) for source in sources),
            Cell(", ".join(dict.fromkeys(numbers)), centred=True),
        )
        last = subject.key
    sheet.close()


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]


def _grouped(paper: Paper) -> dict[_Key, list[Statement]]:
    """Statements about indicators by indicator (in printed order), year and measure."""
    indicators = {s.key for s in paper.audit.subjects if s.kind == "indikator"}
    order: dict[int, int] = {}
    grouped: dict[_Key, list[Statement]] = defaultdict(list)
    for s in sorted(paper.audit.statements, key=lambda s: (s.page, s.bbox.top)):
        if s.subject in indicators and s.measure in _MEASURES:
            at = order.setdefault(s.subject, len(order))
            grouped[(at, s.year or 0, _MEASURES.index(s.measure))].append(s)
    return dict(sorted(grouped.items()))


def _name(subject: Subject, found: Sequence[Statement]) -> str:
    return plain(subject.name or found[0].indicator)


def _sign(found: Sequence[Statement]) -> str:
    """'=' where several places agree, '≈' where they do not, '' for one place."""
    if len({spot(s) for s in found}) < 2:
        return ""
    quantities = list({s.text: s.quantity for s in found}.values())[:_COMPARED]
    policy = found[0].measure == "target"
    same = all(agree(a, b, policy=policy) for a, b in combinations(quantities, 2))
    return "=" if same else "≈"


def _cell(found: Iterable[Statement], wrong: dict[Spot, tuple[str, ...]]) -> Cell:
    """The figures of one kind of place, each once with its pages: '54,91% (4, 18)'."""
    pages: dict[str, list[int]] = defaultdict(list)
    marked = False
    for s in found:
        mark = "≠ " if wrong.get(spot(s)) else ""
        marked = marked or bool(mark)
        pages[mark + (plain(s.text) or "–")].append(s.page)
    text = "\n".join(f"{shown} ({page_ranges(p)})" for shown, p in pages.items())
    return Cell(text, "wrong" if marked else "", centred=True)
