"""Everything a report states, put together into the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.model import ReportInfo, Statement, Table
from extractor.statements.changes import read_changes
from extractor.statements.conventions import read_conventions
from extractor.statements.directions import told_directions
from extractor.statements.doubts import Doubts
from extractor.statements.indicators import add_subject, assign_subjects, with_directions
from extractor.statements.ledger import Ledger
from extractor.statements.mentions import Mentions
from extractor.statements.passages import read_passages
from extractor.statements.prose import named_things, read_prose
from extractor.statements.totals import TOTAL, read_totals
from extractor.tables.layout import Layout


def build(
    info: ReportInfo, layout: Layout, tables: Iterable[Table], table_statements: Sequence[Statement]
) -> Ledger:
    """The ledger of one report: statements of its tables and of its running text, what they are about,
    and what the report says about how it computes."""
    by_id = {table.id: table for table in tables}
    passages = read_passages(layout.paragraphs)
    doubtful_at = Doubts.of(layout.paragraphs).at
    statements, subjects = assign_subjects(table_statements)
    mentions = Mentions(named_things(subjects, statements))
    for passage in passages:
        mentions.define(passage.text)
    subjects = with_directions(subjects, told_directions(by_id, statements, passages, mentions))
    prose = read_prose(passages, info, subjects, statements, mentions)
    said = {(s.page, s.bbox, s.measure) for s in prose}
    prose = [s for s in prose if not doubtful_at(s.page, s.bbox)]
    changes = read_changes(passages, info, subjects, statements, mentions)
    prose = [
        *prose,
        *(s for s in changes if (s.page, s.bbox, s.measure) not in said and not doubtful_at(s.page, s.bbox)),
    ]
    with_total = add_subject(subjects, TOTAL, "agregat")
    totals = list(read_totals(passages, info, max(with_total)))
    return Ledger(
        report=info,
        statements=(*statements, *prose, *totals),
        subjects=with_total if totals else subjects,
        tables=by_id,
        paragraphs=layout.paragraphs,
        conventions=read_conventions(layout.paragraphs, layout.grids),
    )
