"""Rows of measurement tables that name an indicator and leave its realisasi and capaian blank (IND001)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.checks.findings import NO_PHRASE, Draft, cite, draft, name_of, of_year, quoted, stated_cell
from extractor.checks.rows import audited_year
from extractor.language import identity
from extractor.model import Phrase, Statement, Subject, Table
from extractor.statements.ledger import Ledger
from extractor.statements.subjects import read_label

_TABLES = frozenset({"pengukuran", "perbandingan", "jangka_menengah", "ikhtisar"})
_RESULTS = frozenset({"realisasi", "capaian", "capaian_akhir"})
_LEAST = 2  # columns of results of the year that a row must leave blank
_SHOWN = 2  # places named where the report has the figures


@dataclass(frozen=True)
class _Blank:
    """A row without results: its table and place, and what else it states."""

    table: Table
    row: int
    column: int  # of the indicator's name
    stated: tuple[Statement, ...]


def rows_left_blank(ledger: Ledger) -> Iterator[Draft]:
    """Each indicator that a measurement table lists without realisasi and capaian of the year although the
    report has them elsewhere, with all such rows."""
    year = audited_year(ledger)
    found: dict[int, list[_Blank]] = defaultdict(list)
    for table in ledger.own_tables:
        if table.kind in _TABLES:
            for subject, blank in _blanks(ledger, table, year):
                found[subject].append(blank)
    for subject, blanks in found.items():
        held = {blank.table.id for blank in blanks}
        elsewhere = [
            s
            for measure in ("realisasi", "capaian")
            for s in ledger.about(subject, measure, year)
            if s.table not in held and not s.document
        ]
        if elsewhere:
            yield _finding(ledger, subject, blanks, elsewhere, year)


def _blanks(ledger: Ledger, table: Table, year: int | None) -> Iterator[tuple[int, _Blank]]:
    results = [c for c, col in enumerate(table.columns) if col.field in _RESULTS and col.year in (year, None)]
    names = [c for c, col in enumerate(table.columns) if col.field == "indikator"]
    if len(results) < _LEAST or not names:
        return
    for index, row in enumerate(table.rows):
        name = row[names[-1]]
        if any(row[c].text.strip() for c in results) or not name.text.strip():
            continue
        below = table.rows[index + 1] if index + 1 < len(table.rows) else None
        if below is not None and _is_part(below[names[-1]].text):
            continue  # an indicator in parts has its figures beside them
        if read_label(name.text).role == "total":
            continue
        stated = tuple(s for s in ledger.statements if s.table == table.id and s.row == index)
        numbered = any(
            col.field in ("no", "indikator") and _is_number(row[c].text)
            for c, col in enumerate(table.columns)
        )
        if not stated and not numbered:
            continue  # the rest of a name that a page end cut
        subject = stated[0].subject if stated else _known(ledger, name.text)
        if subject is not None:
            yield subject, _Blank(table, index, names[-1], stated)


def _is_part(name: str) -> bool:
    text = name.strip()
    return len(text) > 2 and text[0].isalpha() and text[1] in ".)" or text[:1] in "-•"


def _is_number(text: str) -> bool:
    return text.strip(" .,)").isdigit()


def _known(ledger: Ledger, name: str) -> int | None:
    """The only indicator of the report that a name may mean."""
    plain = read_label(name).name
    fitting = [
        key
        for key, subject in ledger.subjects.items()
        if subject.kind == "indikator" and _same(subject, plain)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _same(subject: Subject, name: str) -> bool:
    return any(identity.similarity(name, other) >= identity.SAME for other in subject.names)


def _finding(
    ledger: Ledger, subject: int, blanks: list[_Blank], elsewhere: list[Statement], year: int | None
) -> Draft:
    name = ledger.subjects[subject].name
    pages = ", ".join(dict.fromkeys(str(b.table.rows[b.row][b.column].page) for b in blanks))
    beside = [s for b in blanks for s in b.stated]
    shown = list({(s.measure, s.text): s for s in elsewhere}.values())[:_SHOWN]
    told_id = "; ".join(f"{name_of(s.measure).id} {cite(s).id}" for s in shown)
    told_en = "; ".join(f"{name_of(s.measure).en} {cite(s).en}" for s in shown)
    only_id = "; ".join(f"{name_of(s.measure).id}{of_year(s.year)} {quoted(s.text)}" for s in beside)
    only_en = "; ".join(f"{name_of(s.measure).en}{of_year(s.year)} {quoted(s.text)}" for s in beside)
    rest = NO_PHRASE
    if beside:
        rest = Phrase(f" (baris itu hanya memuat {only_id})", f" (the row has only {only_en})")
    return draft(
        "IND001",
        "warning",
        indicator=name,
        measure=None,
        year=year,
        places=[*(stated_cell(b.table, b.row, b.column) for b in blanks), *beside, *shown],
        message=Phrase(
            f"Realisasi dan capaian{of_year(year)} {quoted(name)} tidak diisi pada tabel halaman "
            f"{pages}{rest.id}, padahal laporan memuatnya: {told_id}.",
            f"The realisasi and capaian{of_year(year)} of {quoted(name)} are left blank in the table on page "
            f"{pages}{rest.en}, though the report has them: {told_en}.",
        ),
        criterion=Phrase(
            "Setiap indikator pada tabel pengukuran memuat realisasi dan capaiannya.",
            "Every indicator of a measurement table has its realisasi and capaian.",
        ),
        recommendation=Phrase("Mohon baris tersebut dilengkapi.", "Please complete the row."),
        confidence=0.75,
    )
