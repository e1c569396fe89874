"""Are two documents of one agency? A common indicator is no proof: 'Nilai SAKIP' stands in every report."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractor.model import ReportInfo
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_SAME_NAME = 90  # percent; 'Dinas Pendidikan' and 'Dinas Pendapatan' have 84
_NAMED = 3  # mentions of the agency that make a plan of the region one that speaks of it
_NAMED_SHARE = 0.3  # of the other agency's own mentions, in a report: more than an evaluator's are


def of_one_agency(own: Ledger, other: Ledger) -> bool:
    """Does the other document belong to the report's agency, or speak for it (a plan of its region)?
    Where either does not say whose it is, it is taken to."""
    if not _alike(_words(own.report.region), _words(other.report.region)):
        return False
    mine, theirs = _name(own.report), _name(other.report)
    if _alike(mine, theirs):
        return True
    text = _words(" ".join(_texts(other)))
    named = text.count(mine)
    if other.report.kind != "lakip":
        return named >= _NAMED
    return named >= max(_NAMED, _NAMED_SHARE * text.count(theirs))


def _alike(a: str, b: str) -> bool:
    """Is it one name? An agency that was given another task has the longer name of two."""
    if not a or not b or fuzz.ratio(a, b) >= _SAME_NAME:
        return True
    one, two = set(a.split()), set(b.split())
    return min(len(one), len(two)) > 1 and (one <= two or two <= one)


def _name(info: ReportInfo) -> str:
    """The agency's name without its region."""
    return _words(info.agency.replace(info.region, "") if info.region else info.agency)


def _words(text: str) -> str:
    """The words of a text, short forms written out, small words left out."""
    return " ".join(_short().get(w, w) for w in re.findall(r"[a-z]+", text.casefold()) if w not in _small())


@derived
def _short() -> dict[str, str]:
    return dict(load("facts")["agency"]["short"])


@derived
def _small() -> frozenset[str]:
    return frozenset(load("facts")["agency"]["joints"])


def _texts(ledger: Ledger) -> list[str]:
    cells = (cell.text for table in ledger.tables.values() for row in table.rows for cell in row)
    return [*(p.text for p in ledger.paragraphs), *cells]
