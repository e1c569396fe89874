"""Marks 'Tercapai' and 'Tidak tercapai' in a column, against the capaian of its rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.checks.arithmetic import HUNDRED, printed
from extractor.checks.findings import Draft, cite, draft, quoted
from extractor.checks.rated import Rated
from extractor.model import Phrase, Statement
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_MANY = 2  # marks that disagree with the figures from which on the column means something else

ATTAINED = Phrase(
    "Target tercapai bila capaiannya 100% atau lebih; indikator dengan capaian lebih tinggi tidak dinilai "
    "lebih buruk.",
    "A target is attained at a capaian of 100% or more; a higher capaian is not judged worse.",
)


def wrongly_marked(ledger: Ledger, rated: Sequence[Rated]) -> Iterator[Draft]:
    """For KAT001: a row called attained that misses its target, though a row of higher capaian is called
    missed, and a row called missed whose realisasi reaches its target. Of a column with more of them the
    marks mean something else."""
    columns: dict[tuple[str, str, int | None], list[tuple[Rated, bool]]] = defaultdict(list)
    for r in rated:
        mark = _mark(r.label)
        if mark is not None and r.column is not None and r.column[1] == "capaian":
            columns[r.column].append((r, mark))
    for marked in columns.values():
        found = list(_odd_ones(ledger, marked))
        if len(found) < _MANY and len(marked) > len(found):
            yield from (_finding(ledger, *one) for one in found)


@derived
def _mark(label: str) -> bool | None:
    """True for a mark of attained targets, False for one of missed, None for any other category."""
    words = " ".join(re.sub(r"[^a-z]+", " ", label.casefold()).split())
    marks = load("scales")["marks"]
    return True if words in marks["attained"] else False if words in marks["missed"] else None


def _odd_ones(
    ledger: Ledger, marked: Sequence[tuple[Rated, bool]]
) -> Iterator[tuple[Rated, bool, Rated | None]]:
    """Rows with the wrong mark, with the row that shows it where there is one."""
    missed = [r for r, attained in marked if not attained]
    for r, attained in marked:
        span = printed(r.quantity.readings[0])
        if attained and span.high < HUNDRED and _reaches(ledger, r) is False:
            better = [m for m in missed if span.high < printed(m.quantity.readings[0]).low]
            if better:
                yield r, attained, max(better, key=lambda m: m.quantity.readings[0].value)
        elif not attained and r.quantity.readings[0].value >= HUNDRED and _reaches(ledger, r) is True:
            yield r, attained, None


def _reaches(ledger: Ledger, rated: Rated) -> bool | None:
    """Does the row's realisasi reach its target, by the indicator's direction? None if it cannot be told."""
    own = rated.statement
    if own is None:
        return None
    row = {
        s.measure: s.quantity.exact
        for s in ledger.statements
        if (s.table, s.row, s.subject, s.year) == (own.table, own.row, own.subject, own.year)
    }
    target, result = row.get("target"), row.get("realisasi")
    direction = ledger.subjects[own.subject].direction if own.subject in ledger.subjects else "unknown"
    if target is None or result is None:
        return None
    if target.value == result.value:
        return True
    if direction not in ("higher", "lower"):
        return None
    return (result.value > target.value) == (direction == "higher")


def _finding(ledger: Ledger, rated: Rated, attained: bool, other: Rated | None) -> Draft:
    value, label = cite(rated.value), quoted(rated.label)
    places = [rated.value, rated.category]
    if other is None:
        why = Phrase(
            "realisasinya mencapai target dan capaiannya 100% atau lebih",
            "its realisasi reaches the target and its capaian is 100% or more",
        )
    else:
        at, name = cite(other.value), quoted(other.indicator)
        places += [other.value, other.category]
        why = Phrase(
            f"{name} dengan capaian {at.id} disebut {quoted(other.label)}",
            f"{name} with a capaian of {at.en} is called {quoted(other.label)}",
        )
    return draft(
        "KAT001",
        "error",
        indicator=rated.indicator,
        measure="kategori",
        year=rated.year,
        places=places,
        message=Phrase(
            f"{quoted(rated.indicator)} dengan capaian {value.id} disebut {label}, padahal {why.id}. Mohon "
            "dikonfirmasi.",
            f"{quoted(rated.indicator)} with a capaian of {value.en} is called {label}, but {why.en}.",
        ),
        criterion=ATTAINED,
        recommendation=Phrase(
            "Perbaiki keterangan tercapai atau tidak tercapai, atau capaiannya.",
            "Correct the mark, or the capaian.",
        ),
        confidence=0.85,
        accused=[rated.category] if isinstance(rated.category, Statement) else [],
        rests_on=[rated.statement] if rated.statement is not None else [],
    )
