"""What people wrote into an older workbook, found by the finding's id, whatever they did to its columns.

Columns are known by their headings in either language; columns that somebody added are kept as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.errors import OutputError
from extractor.model import Phrase
from extractor.output.headings import HEADINGS
from extractor.output.text import label

INPUTS = ("response", "state", "corrected", "remark")  # columns of the findings that people fill in
REVIEW_INPUTS = ("answer", "review_note")  # and of the checklist
_HEADER_WITHIN = 12  # rows: somebody may have put lines above
_OURS = frozenset(
    text
    for key in (
        *("no", "code", "severity", "indicator", "measure", "year", "page", "section", "stated", "expected"),
        *("difference", "condition", "criterion", "advice", "diagnosis", "evidence", "confidence", "link"),
        *("cause", "compared", "id", *INPUTS),
    )
    for text in HEADINGS[key]
)

Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Noted:
    """A finding of the older workbook: its cells by heading key, and the columns somebody added."""

    id: str
    cells: dict[str, Value]
    added: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Previous:
    """Findings by id, in their order (an id may stand twice), and what was resolved before them; answers to
    the checklist by the number of their item."""

    findings: dict[str, list[Noted]] = field(default_factory=dict)
    resolved: tuple[Noted, ...] = ()
    review: dict[str, dict[str, Value]] = field(default_factory=dict)

    @property
    def added(self) -> tuple[str, ...]:
        """Headings of the columns that somebody added, in their order."""
        notes = [*(n for same in self.findings.values() for n in same), *self.resolved]
        return tuple(dict.fromkeys(name for n in notes for name in n.added))


def read_previous(path: Path) -> Previous:
    """The notes of an older workbook. Raises OutputError if it is none of ours."""
    try:
        import openpyxl

        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, data_only=True)
    except Exception as error:  # openpyxl lets through whatever a broken file raises
        raise _refused(path) from error
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    # Somebody may have renamed the sheet: then it is the first that has the ids and is not the resolved one.
    own = HEADINGS["sheet.findings"]
    likely = sorted(sheets, key=lambda title: title not in own)
    findings = next(
        (t for t in likely if t not in HEADINGS["sheet.resolved"] and _columns(sheets[t], "id")), None
    )
    if findings is None:
        raise _refused(path)
    by_id: dict[str, list[Noted]] = defaultdict(list)
    for noted in _noted(sheets[findings]):
        by_id[noted.id].append(noted)
    resolved = next((rows for name in HEADINGS["sheet.resolved"] if (rows := sheets.get(name))), [])
    checklist = next((rows for name in HEADINGS["sheet.checklist"] if (rows := sheets.get(name))), [])
    return Previous(dict(by_id), tuple(_noted(resolved)), _review(checklist))


def _refused(path: Path) -> OutputError:
    texts = (label("fail.previous", lang, name=path.name) for lang in ("id", "en"))
    return OutputError(Phrase(*texts))


def _columns(rows: list[tuple[Any, ...]], needed: str) -> tuple[int, dict[str, int], dict[str, int]] | None:
    """The header's row, the columns of our headings by key, and those of others by their text."""
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        texts = ["" if cell is None else str(cell).strip() for cell in row]
        if any(text in HEADINGS[needed] for text in texts if text):
            ours = {
                key: texts.index(text)
                for key, both in HEADINGS.items()
                for text in both
                if "." not in key and text in texts
            }
            others = {text: n for n, text in enumerate(texts) if text and text not in _OURS}
            return index, ours, others
    return None


def _noted(rows: list[tuple[Any, ...]]) -> Iterator[Noted]:
    found = _columns(rows, "id")
    if found is None:
        return
    start, ours, others = found
    for row in rows[start + 1 :]:
        name = row[ours["id"]] if ours["id"] < len(row) else None
        if not isinstance(name, str) or not name.strip():
            continue
        cells = {key: _value(row[n]) for key, n in ours.items() if n < len(row)}
        added = {text: _value(row[n]) for text, n in others.items() if n < len(row)}
        yield Noted(name.strip(), cells, {k: v for k, v in added.items() if v is not None})


def _review(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, Value]]:
    found = _columns(rows, "aspect")
    if found is None or "no" not in found[1]:
        return {}
    start, ours, _ = found
    return {
        str(row[ours["no"]]).strip(): {key: _value(row[ours[key]]) for key in REVIEW_INPUTS if key in ours}
        for row in rows[start + 1 :]
        if row[ours["no"]] is not None
    }


def _value(cell: Any) -> Value:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, str | int | date):
        return cell
    if isinstance(cell, float):
        return Decimal(str(cell))
    return str(cell)
