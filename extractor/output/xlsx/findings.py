"""The sheet of findings, with columns to answer them, and the sheet of those that are resolved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.output.findings_table import FIELDS
from extractor.output.record import Record
from extractor.output.text import label
from extractor.output.xlsx.paper import SIGNED, Cell, Head, Paper, Sheet
from extractor.output.xlsx.previous import INPUTS, Noted, Previous, Value

STATES = tuple(f"state.{key}" for key in ("open", "answered", "corrected", "disputed", "closed"))
_INPUT_WIDTHS = {"response": 28, "state": 15, "corrected": 13, "remark": 26}
_LEFT, _EVIDENCE = FIELDS[:-1], FIELDS[-1]  # the widest stands behind what people fill in
_PRINTED = next(n for n, field in enumerate(FIELDS, start=1) if field.key == "advice")
_FROZEN = next(n for n, field in enumerate(FIELDS, start=1) if field.key == "indicator")
_ADDED_WIDTH = 20
_RESOLVED = ("no", "code", "severity", "indicator", "year", "condition", "advice")
_RESOLVED_WIDTHS = (5, 8, 11, 30, 7, 60, 32)


def write_findings(paper: Paper, previous: Previous) -> None:
    """One row per finding, consequences marked and under their cause."""
    comparing = paper.job.previous is not None
    last = [Head(paper.say("compared"), 13)] if comparing else []
    heads = [
        *(Head(paper.say(field.key), field.width) for field in _LEFT),
        Head(paper.say("link"), 11),
        *(Head(paper.say(key), _INPUT_WIDTHS[key], input=True) for key in INPUTS),
        *(Head(name, _ADDED_WIDTH, input=True) for name in previous.added),
        *last,
        Head(paper.say(_EVIDENCE.key), _EVIDENCE.width),
        Head(paper.say("id"), 20, hidden=True),
    ]
    sheet = paper.sheet("findings", heads, frozen=_FROZEN, printed=_PRINTED)
    noted = {name: iter(same) for name, same in previous.findings.items()}
    resolved = {each.id: each for each in previous.resolved}
    first = sheet.row
    for record in paper.records:
        same, back = next(noted.get(record.id, iter(())), None), resolved.get(record.id)
        compared = "same" if same else "back" if back else "new"
        cells = _cells(record, paper, same or back, compared, previous.added)
        row = sheet.add(*cells, level=1 if record.cause else 0)
        if paper.job.annotated and record.page:
            target = f"{paper.job.annotated}#page={record.page}"
            sheet.link(row, len(_LEFT), target, label("page", paper.lang, pages=record.page))
    _validate(sheet, first, paper)
    sheet.close()


def _cells(
    record: Record, paper: Paper, old: Noted | None, compared: str, added: tuple[str, ...]
) -> Iterator[Cell]:
    for field in _LEFT:
        value = field.value(record, paper.lang)
        fill = "derived" if record.cause else ""
        if field.key in ("no", "code", "severity"):
            fill = record.severity
        yield Cell(value, fill, field.centred, SIGNED if isinstance(value, Decimal) else "")
    yield Cell(label("page", paper.lang, pages=record.page) if record.page else None, centred=True)
    for key in INPUTS:
        yield Cell(_kept(old, key, paper), "input", centred=key in ("state", "corrected"))
    for name in added:
        yield Cell(old.added.get(name) if old else None, "input")
    if paper.job.previous is not None:
        yield Cell(paper.say(f"compared.{compared}"), centred=True)
    yield Cell(_EVIDENCE.value(record, paper.lang), "derived" if record.cause else "")
    yield Cell(record.id)


def _kept(old: Noted | None, key: str, paper: Paper) -> Value:
    """What stood in the older workbook; a new finding is open."""
    if old is None:
        return paper.say("state.open") if key == "state" else None
    return old.cells.get(key)


def _validate(sheet: Sheet, first: int, paper: Paper) -> None:
    """The status is chosen from a list; another word is taken after a warning."""
    if sheet.row == first:
        return
    column = len(_LEFT) + 1 + INPUTS.index("state")
    states = [paper.say(key) for key in STATES]
    sheet.page.data_validation(
        first, column, sheet.row - 1, column, {"validate": "list", "source": states, "error_type": "warning"}
    )


def write_resolved(paper: Paper, previous: Previous) -> None:
    """Findings of the older workbook that are found no more, with what was written beside them."""
    heads = [
        *(Head(paper.say(k), w) for k, w in zip(_RESOLVED, _RESOLVED_WIDTHS, strict=True)),
        *(Head(paper.say(key), _INPUT_WIDTHS[key], input=True) for key in INPUTS),
        *(Head(name, _ADDED_WIDTH, input=True) for name in previous.added),
        Head(paper.say("compared"), 13),
        Head(paper.say("id"), 20, hidden=True),
    ]
    sheet = paper.sheet("resolved", heads, frozen=4)
    for noted in _gone(paper, previous):
        sheet.add(
            *(
                Cell(noted.cells.get(key), centred=key in ("no", "code", "severity", "year"))
                for key in _RESOLVED
            ),
            *(Cell(noted.cells.get(key), "input") for key in INPUTS),
            *(Cell(noted.added.get(name), "input") for name in previous.added),
            Cell(paper.say("compared.resolved"), centred=True),
            Cell(noted.id),
        )
    sheet.close()


def _gone(paper: Paper, previous: Previous) -> Iterator[Noted]:
    """What stood in the older workbook more often than now, then what was resolved before and stays so."""
    now = [record.id for record in paper.records]
    for name, same in previous.findings.items():
        yield from same[now.count(name) :]
    for noted in previous.resolved:
        if noted.id not in now and noted.id not in previous.findings:
            yield noted
