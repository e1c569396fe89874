"""The working paper: every recomputed figure, with its operands as printed, formula and result."""

from __future__ import annotations

import textwrap

from extractor.model import Expected, Phrase, Recomputed
from extractor.output.record import decimal, questioned, spot
from extractor.output.text import known, plain
from extractor.output.xlsx.paper import NUMBER, SIGNED, Cell, Head, Paper

_CAPTION_MAX = 64  # characters: it says which table, the page says where
_WIDTHS = {
    "no": 5,
    "indicator": 40,
    "measure": 16,
    "year": 7,
    "target": 18,
    "realisasi": 18,
    "formula": 24,
    "recomputed": 12,
    "range": 18,
    "printed": 14,
    "difference": 11,
    "agrees": 15,
    "finding": 10,
    "page": 7,
    "section": 34,
}


def write_worksheet(paper: Paper) -> None:
    """One row per recomputed figure, in printed order."""
    heads = [Head(paper.say(key), width) for key, width in _WIDTHS.items()]
    sheet = paper.sheet("worksheet", heads, frozen=2)
    named = questioned(paper.records)
    for number, row in enumerate(paper.audit.worksheet, start=1):
        value = row.expected.value if row.expected else None
        stated = row.stated.value
        differs = None if row.agrees or value is None or stated is None else stated - value
        numbers = ", ".join(dict.fromkeys(named.get(spot(row.stated), ())))
        key = "no" if not row.agrees else "but" if numbers else "yes"
        fill = {"yes": "right", "but": "differs", "no": "wrong"}[key]
        sheet.add(
            Cell(number, centred=True),
            Cell(row.indicator),
            Cell(known(f"measure.{row.measure}", paper.lang)),
            Cell(row.year, centred=True),
            Cell(row.target.text, centred=True),
            Cell(row.realisasi.text, centred=True),
            Cell(_say(row.formula, paper)),
            Cell(value, number=NUMBER),
            Cell(_range(row.expected, paper), centred=True),
            Cell(row.stated.text, "" if row.agrees else "wrong", centred=True),
            Cell(differs, number=SIGNED),
            Cell(paper.say(f"agrees.{key}"), fill, centred=True),
            Cell(numbers, centred=True),
            Cell(row.stated.page, centred=True),
            Cell(_section(row, paper)),
        )
    sheet.close()


def _say(phrase: Phrase, paper: Paper) -> str:
    return phrase.en if paper.lang == "en" else phrase.id


def _range(expected: Expected | None, paper: Paper) -> str:
    if expected is None or expected.low is None or expected.high is None or expected.low == expected.high:
        return ""
    low, high = (decimal(v, paper.lang) for v in (expected.low, expected.high))
    return paper.say("range.text", low=low, high=high)


def _section(row: Recomputed, paper: Paper) -> str:
    where = textwrap.shorten(plain(row.stated.where), _CAPTION_MAX, placeholder=" …")
    return where or known(row.stated.source, paper.lang)
