"""Are two documents of one agency? A name in common is no proof: 'Nilai SAKIP' stands in every report."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractor.model import ReportInfo
from extractor.statements.ledger import Ledger

_SAME_NAME = 90  # percent; 'Dinas Pendidikan' and 'Dinas Pendapatan' have 84
_NAMED = 3  # mentions of the agency that make a plan of the region one that speaks of it
_NAMED_SHARE = 0.3  # of the other agency's own mentions, in a report: more than an evaluator's are


def of_one_agency(own: Ledger, other: Ledger) -> bool:
    """Does the other document belong to the report's agency, or speak for it (a plan of its region)?
    Where either does not say whose it is, it is taken to."""
    if not _alike(own.report.region, other.report.region):
        return False
    mine, theirs = _name(own.report), _name(other.report)
    if not mine or not theirs or fuzz.ratio(mine, theirs) >= _SAME_NAME:
        return True
    text = _letters(" ".join(_texts(other)))
    named = text.count(mine)
    if other.report.kind != "lakip":
        return named >= _NAMED
    return named >= max(_NAMED, _NAMED_SHARE * text.count(theirs))


def _alike(a: str, b: str) -> bool:
    one, two = _letters(a), _letters(b)
    return not one or not two or fuzz.ratio(one, two) >= _SAME_NAME


def _name(info: ReportInfo) -> str:
    """The agency's name without its region."""
    return _letters(info.agency.replace(info.region, "") if info.region else info.agency)


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.casefold()))


def _texts(ledger: Ledger) -> list[str]:
    cells = (cell.text for table in ledger.tables.values() for row in table.rows for cell in row)
    return [*(p.text for p in ledger.paragraphs), *cells]
