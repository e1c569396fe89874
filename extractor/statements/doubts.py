"""Figures of scanned pages that were recognised with little certainty: confirmed by their row or by the
same figure elsewhere, or left out and listed as unread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.model import Box, Interval, Paragraph, Phrase, Quantity, Reading, Statement, Unread

_ROLES = {"anggaran": "target", "realisasi_anggaran": "realisasi", "serapan": "capaian"}
_HUNDRED = Decimal(100)


def confirmed(statement: Statement, row: Sequence[Statement]) -> Statement:
    """A doubtful figure whose one reading fits the arithmetic of its row, with that reading; any other
    statement as it is."""
    quantity = statement.quantity
    if not quantity.doubtful:
        return statement
    beside = _beside(statement, row)
    if beside is None:
        return statement
    fitting = [c for c in _candidates(quantity) if any(_fits(statement, r, beside) for r in c.readings)]
    if len(fitting) != 1 or not any(_fits(statement, r, beside, exactly=True) for r in fitting[0].readings):
        return statement
    return _taken(statement, fitting[0])


def without_doubt(statements: Sequence[Statement]) -> tuple[list[Statement], list[Unread]]:
    """The statements that are beyond doubt, and those that are not as unread. A doubtful figure is taken if
    the report gives the same figure for the same indicator, measure and year elsewhere."""
    known: dict[object, set[Decimal]] = defaultdict(set)
    for s in statements:
        if not s.quantity.doubtful and s.value is not None:
            known[_about(s)].add(s.value)
    kept: list[Statement] = []
    unread: list[Unread] = []
    for s in statements:
        if not s.quantity.doubtful:
            kept.append(s)
            continue
        candidates = _candidates(s.quantity)
        same = [c for c in candidates if c.value is not None and c.value in known[_about(s)]]
        if len(same) == 1:
            kept.append(_taken(s, same[0]))
        elif not s.document:
            unread.append(_unread(s, candidates))
    return kept, unread


@dataclass(frozen=True)
class Doubts:
    """Where doubtful words of running text stand, by page."""

    boxes: dict[int, tuple[Box, ...]]

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph]) -> Doubts:
        found: dict[int, list[Box]] = defaultdict(list)
        for paragraph in paragraphs:
            for word in paragraph.words:
                if word.doubtful:
                    found[word.page].append(word.bbox)
        return cls({page: tuple(boxes) for page, boxes in found.items()})

    def at(self, page: int, box: Box) -> bool:
        """Does a doubtful word stand within a box?"""
        return any(
            b.x0 < box.x1 and box.x0 < b.x1 and b.top < box.bottom and box.top < b.bottom
            for b in self.boxes.get(page, ())
        )


def _candidates(quantity: Quantity) -> list[Quantity]:
    """The readings of a doubtful figure, alike ones once."""
    found = [quantity] if quantity.readings else []
    rival = quantity.rival
    if rival is not None and rival.readings and rival.readings != quantity.readings:
        found.append(rival)
    return found


def _taken(statement: Statement, quantity: Quantity) -> Statement:
    text = statement.text if quantity.readings == statement.quantity.readings else quantity.text
    sure = quantity.model_copy(update={"doubtful": False, "rival": None, "unit": statement.quantity.unit})
    return statement.model_copy(update={"quantity": sure, "value": sure.value, "text": text})


def _beside(statement: Statement, row: Sequence[Statement]) -> dict[str, Reading] | None:
    """Target, realisasi and capaian that stand in the row of one of them, without it."""
    role = _ROLES.get(statement.measure, statement.measure)
    found: dict[str, Reading] = {}
    for other in row:
        exact = other.quantity.exact
        if (
            other is not statement
            and other.group == statement.group
            and other.indicator == statement.indicator
            and not other.quantity.doubtful
            and exact is not None
        ):
            found.setdefault(_ROLES.get(other.measure, other.measure), exact)
    wanted = {"target", "realisasi", "capaian"} - {role}
    return {m: found[m] for m in wanted} if len(wanted) == 2 and wanted <= found.keys() else None


def _fits(
    statement: Statement, reading: Reading, beside: dict[str, Reading], *, exactly: bool = False
) -> bool:
    """Does a row's arithmetic hold with a reading, ``exactly`` of the figures as they are printed? A target
    of 100 that may be rounded says nothing of the last digits of a realisasi."""
    role = _ROLES.get(statement.measure, statement.measure)
    parts = {**beside, role: reading}
    stated = parts["capaian"].interval(truncated=True)
    target, realisasi = (
        Interval(part.value, part.value) if exactly else part.interval()
        for part in (parts["target"], parts["realisasi"])
    )
    return any(stated.meets(way) for way in _ways(target, realisasi))


def _ways(target: Interval, realisasi: Interval) -> Iterator[Interval]:
    """The capaian by realisasi over target, and, where less is better, by (2T - R) / T."""
    if target.low <= 0 or realisasi.low < 0:
        return
    low, high = _HUNDRED * realisasi.low / target.high, _HUNDRED * realisasi.high / target.low
    yield Interval(low, high)
    yield Interval(2 * _HUNDRED - high, 2 * _HUNDRED - low)


def _about(statement: Statement) -> object:
    name = "".join(c for c in statement.indicator.casefold() if c.isalnum())
    return name, statement.measure, statement.year


def _unread(statement: Statement, candidates: Sequence[Quantity]) -> Unread:
    texts = list(dict.fromkeys(" ".join(c.text.split()) for c in candidates)) or [statement.text]
    shown = " / ".join(texts)[:80]
    return Unread(
        page=statement.page,
        what=Phrase(f"sel tabel: {shown}", f"table cell: {shown}"),
        reason=Phrase(
            "angka hasil pindai yang tidak terbaca dengan pasti",
            "a figure of a scanned page that could not be read with certainty",
        ),
    )
