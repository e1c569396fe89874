"""Several indicators in one cell, with a figure for each in the other cells of the row, taken apart.

Agencies put all indicators of a sasaran into one cell, numbered, each on lines of its own, and their targets
below each other in the next cell. Such a row becomes one row for each indicator.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box
from extractor.patterns import derived, load
from extractor.tables.amounts import is_missing
from extractor.tables.columns import MEASURES
from extractor.tables.grid import GridCell

Row = Sequence[GridCell | None]

_MOST_ITEMS = 30
_FIGURES = frozenset(MEASURES) - {"kategori"}
_NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2}|[a-z])[.)]\s*(?=[^\W\d])")
_NUMBERED_VALUE = re.compile(r"(?:(?<=\s)|^)(\d{1,2})[.)]\s+(?=\S)")
_BULLET = re.compile(r"(?:(?<=\s)|^)[-–•▪]\s*(?=[^\W\d])")
_FIGURE = re.compile(
    r"""(?:(?:naik|turun|minimal|maksimal|level|nilai\s*=?)\s+)?
    (?:[<>≤≥±]=?\s*)?(?:Rp\.?\s*)?
    \(?-?\d[\d.,]*\d|\(?-?\d""",
    re.I | re.X,
)


def spread(rows: Sequence[Row], fields: Sequence[str | None] | None) -> list[Row]:
    """The rows, those of several indicators taken apart. Without ``fields`` they are left as they are."""
    if fields is None:
        return list(rows)
    measures = [c for c, f in enumerate(fields) if f in _FIGURES]
    first = measures[0] if measures else len(fields)
    named = [c for c, f in enumerate(fields) if f == "indikator"] or [
        c for c, f in enumerate(fields) if f in ("program", "kegiatan", "uraian")
    ]
    subject = max((c for c in named if c < first), default=named[0] if named else None)
    if subject is None or not measures:
        return list(rows)
    result: list[Row] = []
    for row in rows:
        result.extend(_apart(row, subject, measures))
    return result


def _apart(row: Row, subject: int, measures: Sequence[int]) -> list[Row]:
    names = row[subject]
    if names is None or not names.text:
        return [row]
    lists = {
        c: figures_in(cell) for c in measures if (cell := row[c]) is not None and not is_missing(cell.text)
    }
    counts = {len(found) for found in lists.values() if found}
    if not counts or max(counts) < 2 or max(counts) > _MOST_ITEMS:
        return [row]
    count = max(counts)
    if any(len(found) not in (0, count) for found in lists.values()):
        return [row]
    items = items_in(names, count)
    if items is None:
        return [row]
    made: dict[tuple[int, int], GridCell] = {}

    def piece(c: int, k: int) -> GridCell | None:
        cell = row[c]
        if cell is None:
            return None
        key = (id(cell), k)
        if key not in made:
            if c == subject:
                made[key] = _part(cell, items[k], k, count)
            elif lists.get(c):
                made[key] = _part(cell, lists[c][k], k, count)
            elif len(cell.lines) == count and len(cell.text) < 12 * count:
                made[key] = _part(cell, cell.lines[k], k, count)  # units, categories, numbers
            else:
                made[key] = cell
        return made[key]

    return [tuple(piece(c, k) for c in range(len(row))) for k in range(count)]


def _part(cell: GridCell, text: str, k: int, count: int) -> GridCell:
    """The k-th of equal parts of a cell's height: where its items stand is not kept."""
    height = (cell.bbox.bottom - cell.bbox.top) / count
    top = cell.bbox.top + k * height
    box = Box(cell.bbox.x0, top, cell.bbox.x1, top + height)
    return replace(cell, lines=(text,), text=text, bbox=box, other="")


def figures_in(cell: GridCell) -> list[str]:
    """The figures of a cell that holds nothing but figures, each with its unit; [] if it holds more."""
    lines = [line for line in cell.lines if line.strip()]
    if len(lines) > 1 and all(_one_figure(line) for line in lines) and not _one_figure(cell.text):
        return lines
    text = cell.text
    numbered = list(_NUMBERED_VALUE.finditer(text))
    if len(numbered) > 1 and numbered[0].start() == 0 and _sequence([m[1] for m in numbered]):
        ends = [*(m.start() for m in numbered[1:]), len(text)]
        values = [text[m.end() : end].strip() for m, end in zip(numbered, ends, strict=True)]
        if all(_one_figure(v) for v in values):
            return values
    starts = [m.start() for m in _FIGURE.finditer(text)]
    if not starts:
        return []
    if len(starts) == 1 or _one_figure(text):
        return [text]
    if text[: starts[0]].strip():
        return []
    pieces = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return pieces if all(_one_figure(p) and len(p) <= 25 for p in pieces) else []


def _one_figure(text: str) -> bool:
    """'12,5', '100 %', '5.310 Orang', 'Level 3 (3,1)', '1-3 hari', '≤ 1,5%': one figure with its unit."""
    return (
        re.fullmatch(
            r"""\s*(?:[^\W\d_]{2,}\s*=?\s*){0,2}[<>≤≥±]*=?\s*(?:Rp\.?\s*)?-?\(?\d(?:[\d.,]|[.,]\s(?=\d{3}\b))*\)?
            (?:\s*(?:[-–:/]|s\.?d\.?)\s*[\d.,]+)?\s*[%‰]?,?-?\s*
            (?:\(?[^\W\d_][\w./ ]{0,28}\)?)?(?:\([\d.,\s%]+\))?\s*[.*]*\s*""",
            text,
            re.X,
        )
        is not None
    )


def items_in(cell: GridCell, count: int) -> list[str] | None:
    """The texts of exactly ``count`` items in a cell, by their numbers, dashes or lines; or None."""
    numbered = list(_NUMBERED.finditer(cell.text))
    labels = [m[1] for m in numbered]
    if len(numbered) == count and _sequence(labels):
        return _between(cell.text, [m.start() for m in numbered])
    bullets = [m.start() for m in _BULLET.finditer(cell.text)]
    if len(bullets) == count and not cell.text[: bullets[0]].strip():
        return _between(cell.text, bullets)
    openers = [
        i for i, line in enumerate(cell.lines) if line[:1].isupper() and _first_word(line) in _openers()
    ]
    if len(openers) == count and openers[0] == 0 and not numbered:
        return _joined(cell.lines, openers)
    starts = [
        i
        for i, line in enumerate(cell.lines)
        if i == 0 or (line[:1].isupper() and not _open(cell.lines[i - 1]))
    ]
    if len(starts) == count and not numbered:
        return _joined(cell.lines, starts)
    return None


@derived
def _openers() -> frozenset[str]:
    return frozenset(load("rows")["openers"]["indikator"])


def _first_word(line: str) -> str:
    return line.split()[0].casefold().strip(",.") if line.split() else ""


def _joined(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    return [" ".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _open(line: str) -> bool:
    """Does a line end with a word that must go on: 'dan', 'yang', a comma?"""
    return (
        re.search(r"(?:[,/&-]|\b(?:dan|yang|di|ke|dari|pada|untuk|dengan|atas|oleh|terhadap|per))\s*$", line)
        is not None
    )


def _between(text: str, starts: Sequence[int]) -> list[str]:
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def _sequence(labels: Sequence[str]) -> bool:
    if all(label.isdigit() for label in labels):
        numbers = [int(label) for label in labels]
        return all(b == a + 1 for a, b in itertools.pairwise(numbers))
    return all(ord(b[0]) == ord(a[0]) + 1 for a, b in itertools.pairwise(labels))
