"""The workbook: findings to answer, the working paper, indicators, coverage, checklist and rules."""

from __future__ import annotations

from extractor.model import Audit
from extractor.output.formats import Job
from extractor.output.xlsx.checklist import write_checklist
from extractor.output.xlsx.coverage import write_coverage
from extractor.output.xlsx.findings import write_findings, write_resolved
from extractor.output.xlsx.indicators import write_indicators
from extractor.output.xlsx.paper import Paper
from extractor.output.xlsx.previous import Previous, read_previous
from extractor.output.xlsx.rules import write_rules
from extractor.output.xlsx.worksheet import write_worksheet


def render(audit: Audit, job: Job) -> bytes:
    """The workbook of an audit. With ``job.previous`` what people wrote into that older workbook is kept.

    Raises OutputError if the older workbook cannot be read as one.
    """
    previous = read_previous(job.previous) if job.previous else Previous()
    paper = Paper(audit, job)
    write_findings(paper, previous)
    if job.previous:
        write_resolved(paper, previous)
    write_worksheet(paper)
    write_indicators(paper)
    write_coverage(paper)
    write_checklist(paper, previous)
    write_rules(paper)
    return paper.content()
