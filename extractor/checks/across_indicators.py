"""IND001 across documents: indicators of a plan in a file of its own that the report does not measure,
measured ones that the year's PK does not have, and last year's that went away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.checks.across import label_of_document, name_of_document
from extractor.checks.findings import Draft, draft, of_year, quoted
from extractor.checks.wording import is_several, renamed
from extractor.model import Phrase, Severity, Source, Statement
from extractor.statements.join import letters_of
from extractor.statements.ledger import Ledger, Other

_AGREED: tuple[Source, ...] = ("pk_perubahan", "pk", "iku", "renstra_perubahan", "renstra", "rpd")
_AGREEMENTS = frozenset({"pk", "pk_perubahan"})
_MEASURED_SHARE = 0.5  # of a list whose other indicators the report knows; below it is of another level
_LEAST = 2  # indicators that the two documents must share

_Listed = dict[int, Statement]
"""Indicators by subject, each with its first statement."""


def not_measured(ledger: Ledger, measured: set[int], year: int | None) -> Iterator[Draft]:
    """Indicators of another document's plan for the year without realisasi or capaian in the report."""
    own_plans = {s.subject for s in ledger.statements if s.source in _AGREED}
    revised = any(s.source == "pk_perubahan" for s in ledger.statements)
    named = _names(ledger)
    told: set[int] = set()
    for other in ledger.others:
        for listed in _plans(other, year):
            if revised and next(iter(listed.values())).source == "pk":
                continue  # the report has the revision, which is in force
            unplanned = [ledger.subjects[k].name for k in measured - own_plans - listed.keys()]
            absent = {
                k: s
                for k, s in listed.items()
                if k not in measured | own_plans | told
                and letters_of(s.indicator) not in named
                and not renamed(s.indicator, unplanned)
            }
            shared = len(set(listed) & measured)
            if not absent or shared < _LEAST or shared < _MEASURED_SHARE * len(listed):
                continue
            told |= set(absent)
            yield _absent(ledger, other, list(absent.values()), year, "warning")
        yield from _dropped(ledger, other, measured | own_plans | told, year)


def never_agreed(ledger: Ledger, measured: set[int], year: int | None) -> Iterator[Draft]:
    """Indicators that the report measures and the PK of the year, in a file of its own, does not have."""
    own_plans = {s.subject for s in ledger.statements if s.source in _AGREED}
    planned = own_plans | {s.subject for o in ledger.others for s in o.statements if s.source in _AGREED}
    names = [o.subjects[k].name for o in ledger.others for k in planned if k in o.subjects]
    for other in ledger.others:
        if other.report.kind != "pk" or other.report.year != year:
            continue
        agreed = {s.subject for s in other.statements if s.source in _AGREEMENTS and s.year in (year, None)}
        told: set[int] = set()
        for table in _measurements(ledger, measured, year):
            shared = len(set(table) & agreed)
            extra = {
                k: s
                for k, s in table.items()
                if k not in planned | told and not is_several(s.indicator) and not renamed(s.indicator, names)
            }
            if extra and shared >= _LEAST and shared >= _MEASURED_SHARE * len(table):
                told |= set(extra)
                yield _unagreed(other, list(extra.values()), year)


def _plans(other: Other, year: int | None) -> Iterator[_Listed]:
    """The indicators of each table of a plan, if they hold in the year; the order of reference."""
    tables: dict[str, _Listed] = defaultdict(dict)
    for s in other.statements:
        if s.table is None or s.source not in _AGREED or other.subjects[s.subject].kind != "indikator":
            continue
        held = s.measure == "target" and s.year in (year, None) or s.measure in ("target_akhir", "baseline")
        if held:
            tables[s.table].setdefault(s.subject, s)
    yield from sorted(tables.values(), key=lambda t: _AGREED.index(next(iter(t.values())).source))


def _dropped(ledger: Ledger, other: Other, known: set[int], year: int | None) -> Iterator[Draft]:
    """Indicators that last year's report measured and this one does not name at all."""
    if other.report.kind != "lakip" or year is None or other.report.year != year - 1:
        return
    listed: _Listed = {}
    for s in other.statements:
        if _is_measured(s) and s.year == year - 1 and other.subjects[s.subject].kind == "indikator":
            listed.setdefault(s.subject, s)
    names = [s.name for k, s in ledger.subjects.items() if s.kind == "indikator" and k not in listed]
    named = _names(ledger)
    gone = [
        s
        for k, s in listed.items()
        if k not in ledger.subjects
        and letters_of(s.indicator) not in named
        and not renamed(s.indicator, names)
    ]
    kept = len(set(listed) & known)
    if gone and kept >= _LEAST and kept >= _MEASURED_SHARE * len(listed):
        yield _absent(ledger, other, gone, year, "info")


def _measurements(ledger: Ledger, measured: set[int], year: int | None) -> Iterator[_Listed]:
    """The indicators of each of the report's measurement tables."""
    tables: dict[str | None, _Listed] = defaultdict(dict)
    for s in ledger.statements:
        if _is_measured(s) and s.year in (year, None) and s.subject in measured:
            tables[s.table].setdefault(s.subject, s)
    yield from tables.values()


def _names(ledger: Ledger) -> set[str]:
    return {letters_of(name) for s in ledger.subjects.values() for name in s.names}


def _is_measured(s: Statement) -> bool:
    return s.kind == "table" and s.source == "pengukuran" and s.measure in ("realisasi", "capaian")


def _absent(
    ledger: Ledger, other: Other, absent: Sequence[Statement], year: int | None, severity: Severity
) -> Draft:
    names = "; ".join(f"{quoted(s.indicator)} (halaman {s.page})" for s in absent)
    names_en = "; ".join(f"{quoted(s.indicator)} (page {s.page})" for s in absent)
    by = name_of_document(other)
    return draft(
        "IND001",
        severity,
        indicator="; ".join(s.indicator for s in absent[:4]),
        measure=None,
        year=year,
        places=absent,
        message=Phrase(
            f"Indikator pada {by.id} ({other.name}) tidak mempunyai realisasi maupun capaian{of_year(year)} "
            f"di laporan: {names}.",
            f"Indicators of {by.en} ({other.name}) have neither realisasi nor capaian{of_year(year)} in the "
            f"report: {names_en}.",
        ),
        criterion=Phrase(
            "Seluruh indikator yang diperjanjikan dilaporkan pengukurannya; perubahan indikator dijelaskan.",
            "Every indicator that was agreed is measured in the report; a change of indicators is explained.",
        ),
        recommendation=Phrase(
            "Mohon pengukurannya dilengkapi, atau dijelaskan mengapa tidak (lagi) diukur.",
            "Please add its measurement, or explain why it is not measured (any more).",
        ),
        confidence=0.65,
        against=label_of_document(other),
    )


def _unagreed(other: Other, extra: Sequence[Statement], year: int | None) -> Draft:
    names = "; ".join(f"{quoted(s.indicator)} (halaman {s.page})" for s in extra)
    names_en = "; ".join(f"{quoted(s.indicator)} (page {s.page})" for s in extra)
    by = name_of_document(other)
    return draft(
        "IND001",
        "warning",
        indicator="; ".join(s.indicator for s in extra[:4]),
        measure=None,
        year=year,
        places=extra,
        message=Phrase(
            f"Indikator diukur tetapi tidak ada pada {by.id} ({other.name}) maupun dokumen perencanaan lain: "
            f"{names}.",
            f"Indicators are measured but stand neither in {by.en} ({other.name}) nor in another planning "
            f"document: {names_en}.",
        ),
        criterion=Phrase(
            "Indikator yang diukur adalah indikator yang diperjanjikan.",
            "What is measured is what was agreed.",
        ),
        recommendation=Phrase(
            "Mohon dijelaskan dasar indikator tersebut.", "Please name where the indicator was agreed."
        ),
        confidence=0.6,
        against=label_of_document(other),
    )
