"""The reviewer's checklist as a sheet to fill in."""

from __future__ import annotations

from extractor.output.checklist import checklist
from extractor.output.xlsx.paper import Cell, Head, Paper
from extractor.output.xlsx.previous import REVIEW_INPUTS, Previous

_ANSWERS = ("answer.yes", "answer.partly", "answer.no", "answer.none")
_WIDTHS = {"no": 7, "aspect": 52, "result": 16, "evidence": 56, "answer": 18, "review_note": 34}


def write_checklist(paper: Paper, previous: Previous) -> None:
    """One row per item; answers of an older workbook are kept."""
    heads = [Head(paper.say(key), width, input=key in REVIEW_INPUTS) for key, width in _WIDTHS.items()]
    sheet = paper.sheet("checklist", heads, frozen=2)
    first = sheet.row
    for item in checklist(paper.audit, paper.lang):
        if item.heads:
            sheet.add(*(Cell(text, "group") for text in (item.number, item.text, "", "", "", "")))
            continue
        old = previous.review.get(item.number, {})
        sheet.add(
            Cell(item.number, centred=True),
            Cell(item.text),
            Cell(item.result, centred=True),
            Cell(item.evidence),
            *(Cell(old.get(key), "input") for key in REVIEW_INPUTS),
        )
    answers = [paper.say(key) for key in _ANSWERS]
    column = list(_WIDTHS).index("answer")
    sheet.page.data_validation(
        first, column, sheet.row - 1, column, {"validate": "list", "source": answers, "error_type": "warning"}
    )
    sheet.close()
