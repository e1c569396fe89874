"""Are two documents of one agency? A common indicator is no proof: 'Nilai SAKIP' stands in every report."""

from __future__ import annotations

from extractor.language.agencies import name_key, same_agency
from extractor.model import ReportInfo
from extractor.statements.ledger import Ledger

_NAMED = 3  # mentions of the agency that make a plan of the region one that speaks of it
_NAMED_SHARE = 0.3  # of the other agency's own mentions, in a report: more than an evaluator's are


def of_one_agency(own: Ledger, other: Ledger) -> bool:
    """Does the other document belong to the report's agency, or speak for it (a plan of its region)?
    Where either does not say whose it is, it is taken to."""
    here, there = own.report.region, other.report.region
    if here and there and not same_agency(here, there):
        return False
    mine, theirs = _name(own.report), _name(other.report)
    if _alike(mine, theirs):
        return True
    text = name_key(" ".join(_texts(other)))
    named = text.count(mine)
    if other.report.kind != "lakip":
        return named >= _NAMED
    return named >= max(_NAMED, _NAMED_SHARE * text.count(theirs))


def _alike(a: str, b: str) -> bool:
    """Is it one name? An agency that was given another task has the longer name of two."""
    if not a or not b or same_agency(a, b):
        return True
    one, two = set(a.split()), set(b.split())
    return min(len(one), len(two)) > 1 and (one <= two or two <= one)


def _name(info: ReportInfo) -> str:
    """The agency's name without its region."""
    return name_key(info.agency.replace(info.region, "") if info.region else info.agency)


def _texts(ledger: Ledger) -> list[str]:
    cells = (cell.text for table in ledger.tables.values() for row in table.rows for cell in row)
    return [*(p.text for p in ledger.paragraphs), *cells]
