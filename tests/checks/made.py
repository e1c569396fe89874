"""Small ledgers made for tests: tables from rows of text, and paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Box, Cell, Column, Paragraph, Placed, ReportInfo, Subject, Table
from extractor.statements.ledger import Conventions, Ledger
from extractor.statements.rows import read_rows

YEAR = 2024


def made_table(
    fields: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    kind: str = "anggaran",
    caption: str = "Tabel 3.1",
    page: int = 9,
    name: str = "t1",
) -> Table:
    """A table of one page; a field '' is a column without one, 'serapan@2023' one of another year."""
    columns = []
    for field in fields:
        word, _, year = field.partition("@")
        columns.append(Column(field=word or None, year=int(year) if year else None, header=word))
    cells = [
        tuple(
            Cell(text=text, page=page, bbox=Box(60.0 * c, 100 + 12.0 * r, 60.0 * c + 58, 110 + 12.0 * r))
            for c, text in enumerate(row)
        )
        for r, row in enumerate(rows)
    ]
    return Table(
        id=name, kind=kind, caption=caption, pages=(page,), columns=tuple(columns), rows=tuple(cells)
    )


def made_paragraph(text: str, page: int = 10) -> Paragraph:
    """A paragraph on one line."""
    box = Box(60, 300, 500, 312)
    words = []
    at = 0
    for word in text.split(" "):
        words.append(Placed(at, at + len(word), page, box))
        at += len(word) + 1
    return Paragraph(text, page, box, section="BAB III AKUNTABILITAS KINERJA", words=tuple(words))


def made_ledger(
    *tables: Table, text: Sequence[str | Paragraph] = (), cap: int | None = None, direction: str = "higher"
) -> Ledger:
    """A ledger of a report of 2024 that holds these tables and paragraphs."""
    statements = []
    subjects: dict[int, Subject] = {}
    keys: dict[str, int] = {}
    for table in tables:
        for s in read_rows(table, YEAR).statements:
            key = keys.setdefault(s.indicator.casefold(), len(keys))
            subjects[key] = Subject(key=key, name=s.indicator, names=(s.indicator,), direction=direction)  # type: ignore[arg-type]
            statements.append(s.model_copy(update={"subject": key}))
    paragraphs = tuple(p if isinstance(p, Paragraph) else made_paragraph(p) for p in text)
    place = made_paragraph("batas", 8) if cap else None
    return Ledger(
        report=ReportInfo(
            file="l.pdf", sha256="", title="", agency="", region="", year=YEAR, kind="lakip", pages=20
        ),
        statements=tuple(statements),
        subjects=subjects,
        tables={t.id: t for t in tables},
        paragraphs=paragraphs,
        conventions=Conventions(cap=cap, cap_place=place),
    )
