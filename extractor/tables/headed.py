"""Budgets under 'Program | Anggaran | Keterangan', without rulings.

The form of a perjanjian kinerja prints such a list below its table of indicators, often of a single
programme: too few figures to be told by their columns alone. Here the heading tells what it is, a row begins
at each amount, and a line goes on with the row above where it is set below one of its cells.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.model import Box
from extractor.reading import Ruling, Word
from extractor.tables.wordings import closest, is_sure

_APART = 9.0  # points between two headings, as between two cells
_FEWEST, _MOST = 2, 6  # headings of such a list: name and budget, and what may stand beside them
_ALIGNED = 4.0  # points by which the lines of one cell may begin apart
_SPACE = 40.0  # points of white space within a list; above a sum it is wider than between rows
_NEAR = 1.5  # heights of a line between two lines of one cell; in one and a half spacing it is 1.2
_STRIP = 2.0  # points between two columns at least
_NAMES = frozenset({"program", "kegiatan", "sub_kegiatan"})
_BESIDE = frozenset({"no", "kode", "keterangan", "sumber_dana"})
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zIVX]{1,4})[.)]?")
_RUPIAH = re.compile(r"[(]?Rp\.?", re.I)
_AMOUNT = re.compile(r"\(?(?:Rp\.?)?\d{1,3}(?:[.,]\d{3})+\D?.*", re.I)
_OF_AMOUNT = re.compile(r"[\d.,=-]*[\d-][\d.,=)-]*")
_TOTAL = re.compile(r"(?:sub\s*)?(?:jumlah|total)\b", re.I)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: where its heading's words stand apart, and the rulings of its cells."""

    heading: tuple[Box, ...]
    rulings: tuple[Ruling, ...]

    @property
    def area(self) -> Box:
        return Box(
            min(r.x0 for r in self.rulings),
            min(r.top for r in self.rulings),
            max(r.x1 for r in self.rulings),
            max(r.bottom for r in self.rulings),
        )


@dataclass(slots=True)
class _Row:
    """The words of a row by column, as far as they are told, and where it ends."""

    names: list[Word]
    amount: list[Word]
    remarks: list[Word]
    top: float
    bottom: float
    numbers: list[Word] = field(default_factory=list)

    @property
    def is_total(self) -> bool:
        return _TOTAL.match(" ".join(w.text for w in self.names)) is not None


def find_headed(lines: Sequence[Sequence[Word]]) -> list[Listed]:
    """The lists among the lines outside ruled tables."""
    found: list[Listed] = []
    if not any(_AMOUNT.fullmatch(word.text) for line in lines for word in line):
        return found
    for index, line in enumerate(lines):
        heading = _heading(line)
        if heading is not None:
            listed = _listed(heading, _rows(heading, lines[index + 1 :]))
            if listed is not None:
                found.append(listed)
    return found


def _heading(line: Sequence[Word]) -> dict[str, Box] | None:
    """The headings of a line by field, from left to right; None if it is not that of such a list."""
    pieces: list[list[Word]] = []
    for word in line:
        if pieces and word.x0 - pieces[-1][-1].x1 < _APART:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    if not _FEWEST <= len(pieces) <= _MOST:
        return None  # running text, or a table of another kind
    result: dict[str, Box] = {}
    for piece in pieces:
        name, score = closest(" ".join(w.text for w in piece))
        if name is None or not is_sure(score) or name in result:
            return None
        result[name] = Box(piece[0].x0, min(w.top for w in piece), piece[-1].x1, max(w.bottom for w in piece))
    fields = list(result)
    if "anggaran" not in result or not set(fields) <= _NAMES | _BESIDE | {"anggaran"}:
        return None
    before = fields[: fields.index("anggaran")]
    return result if sum(name in _NAMES for name in before) == 1 else None


def _rows(heading: dict[str, Box], lines: Sequence[Sequence[Word]]) -> list[_Row]:
    """The rows below a heading; none if not all of them can be told."""
    rows: list[_Row] = []
    bottom = heading["anggaran"].bottom
    name = next(box for key, box in heading.items() if key in _NAMES)
    ended = False
    for line in lines:
        top = min(w.top for w in line)
        if top - bottom > _SPACE:
            break
        row = _begun(line, (name.x0 + name.x1) / 2, heading["anggaran"])
        if row is not None and ended:
            return []
        if row is not None:
            rows.append(row)
        elif not rows or ended or not _goes_on(rows[-1], line, top - bottom):
            ended = True
        bottom = max(w.bottom for w in line)
    return rows


def _begun(line: Sequence[Word], name: float, anggaran: Box) -> _Row | None:
    """The row that a line with an amount begins. ``name`` is the middle of the heading over the names."""
    at = next(
        (
            i
            for i, w in enumerate(line)
            if i and w.x0 > name and w.x1 > anggaran.x0 and _AMOUNT.fullmatch(w.text)
        ),
        None,
    )
    if at is None or line[at].x0 > anggaran.x1 + _SPACE:
        return None
    first, end = at, at + 1
    while first > 1 and _RUPIAH.fullmatch(line[first - 1].text):
        first -= 1
    while end < len(line) and _OF_AMOUNT.fullmatch(line[end].text):
        end += 1
    names = list(line[:first])
    numbers = [names.pop(0)] if len(names) > 1 and _NUMBER.fullmatch(names[0].text) else []
    if not any(sum(c.isalpha() for c in w.text) >= 3 for w in names):
        return None
    return _Row(
        names,
        list(line[first:end]),
        list(line[end:]),
        min(w.top for w in line),
        max(w.bottom for w in line),
        numbers,
    )


def _goes_on(row: _Row, line: Sequence[Word], gap: float) -> bool:
    """Is a line the rest of a row's name or remark? If so, it is added to the row."""
    high = max(w.bottom - w.top for w in line)
    border = row.amount[0].x0
    names = [w for w in line if w.x1 < border]
    remarks = [w for w in line if w.x0 > row.amount[-1].x1]
    if row.is_total or gap > _NEAR * high or len(names) + len(remarks) < len(line):
        return False
    for added, held in ((names, row.names), (remarks, row.remarks)):
        if added and (not held or abs(added[0].x0 - min(w.x0 for w in held)) > _ALIGNED):
            return False
    row.names += names
    row.remarks += remarks
    row.bottom = max(w.bottom for w in line)
    return True


def _listed(heading: dict[str, Box], rows: Sequence[_Row]) -> Listed | None:
    """The cells of a list; None if its columns, or their headings, do not stand apart."""
    if not rows:
        return None
    columns = [
        [w for row in rows for w in row.numbers],
        [w for row in rows for w in row.names],
        [w for row in rows for w in row.amount],
        [w for row in rows for w in row.remarks],
    ]
    spans = [(min(w.x0 for w in column), max(w.x1 for w in column)) for column in columns if column]
    boxes = list(heading.values())
    if not columns[3] and boxes[-1] is not heading["anggaran"]:
        spans.append((boxes[-1].x0, boxes[-1].x1))
    if any(b[0] - a[1] < _STRIP for a, b in itertools.pairwise(spans)):
        return None
    borders = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(spans)]
    left = min(spans[0][0], boxes[0].x0) - _STRIP
    right = max(spans[-1][1], boxes[-1].x1) + _STRIP
    places = [sum(x < (box.x0 + box.x1) / 2 for x in borders) for box in boxes]
    if len(set(places)) < len(places):
        return None
    levels = [
        min(box.top for box in boxes) - 1,
        (max(box.bottom for box in boxes) + rows[0].top) / 2,
        *((a.bottom + b.top) / 2 for a, b in itertools.pairwise(rows)),
        rows[-1].bottom + 1,
    ]
    rulings = [Ruling(left, y, right, y) for y in levels]
    rulings += [Ruling(x, levels[0], x, levels[-1]) for x in (left, *borders, right)]
    return Listed(tuple(boxes), tuple(rulings))
