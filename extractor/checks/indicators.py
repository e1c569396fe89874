"""IND: indicators agreed against indicators measured."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractor.checks import across_indicators
from extractor.checks.doubt import is_among, names_in_doubt
from extractor.checks.findings import SOURCE_NAMES, Draft, draft, of_year, quoted
from extractor.checks.registry import rule
from extractor.checks.rows import audited_year, is_indicator, shared_cell
from extractor.checks.unfilled import rows_left_blank
from extractor.checks.wording import is_several, renamed
from extractor.model import Finding, Phrase, Source, Statement
from extractor.statements.ledger import Ledger

AGREED: tuple[Source, ...] = (
    "pk_perubahan",
    "pk",
    "iku",
    "renstra_perubahan",
    "renstra",
    "rpd",
    "rkt",
)
# Below half a table of plans is of another level (programmes, the region), or its names were not matched.
_MEASURED_SHARE = 0.5
_RKT_SHARE = 0.8  # an RKT lists outputs too
_FIGURE = re.compile(r"\d[\d.,]*\s*%?")
_FEW = 3  # a plan of so few indicators may be left out as a whole
_ROW_FIGURES = 3  # of a row that may be a measurement: target, realisasi and capaian
_NAMED = 4  # indicators that the heading of a finding names


@rule(
    "IND001",
    severity="warning",
    title=Phrase(
        "Indikator yang diperjanjikan tidak diukur, atau sebaliknya",
        "An agreed indicator is not measured, or a measured one was never agreed",
    ),
)
def indicator_missing(ledger: Ledger) -> Iterator[Finding]:
    """An indicator of the PK, IKU, Renstra or RPD has no realisasi and no capaian of the year anywhere; or
    the measurement table holds an indicator that no planning document has. A row of a measurement table
    that names an indicator and leaves its realisasi and capaian blank, though other places have them, is one.

    Why: the report must account for everything that was promised, and for that only. A plan of which fewer
    than half the indicators are measured is of another level and is left alone, so that a table that could
    not be read does not look like a dozen omissions. Plans in files of their own (--against) are asked in the
    same way; an indicator that only last year's report has is an info.

    Example: "Persentase peningkatan pemberdayaan ..." stands in the IKU table, not in the measurement.

    The agency should report the indicator, or say why it is not (no longer) measured.
    """
    yield from rows_left_blank(ledger)
    year = audited_year(ledger)
    measured = {
        s.subject
        for s in ledger.statements
        if s.measure in ("realisasi", "capaian")
        and s.year in (year, None)
        and not s.document
        and is_indicator(ledger, s)
    }
    if not measured:
        return
    plans = _by_table(ledger, AGREED, ("target", "target_akhir", "baseline"), year)
    planned = {k for found in plans.values() for k in found}
    unread = _in_unread_tables(ledger)
    unplanned = [ledger.subjects[k].name for k in measured - planned]
    reported: set[int] = set()
    in_doubt = names_in_doubt(ledger, year)
    trusted = [t for t, found in plans.items() if _share(found, measured) >= 0.6 and len(found) > 1]
    order = sorted(plans, key=lambda t: AGREED.index(_source(plans[t])))
    for table in order:
        found = plans[table]
        absent = {
            k: s
            for k, s in found.items()
            if k not in measured
            and k not in reported
            and not renamed(s.indicator, unplanned)
            and not is_among(s.indicator, in_doubt)
            and not unread & {n.casefold() for n in ledger.subjects[k].names}
        }
        if not absent:
            continue
        least = _RKT_SHARE if _source(found) == "rkt" else _MEASURED_SHARE
        whole_small_plan = len(found) <= _FEW and any(t != table for t in trusted) and _source(found) == "rpd"
        if _share(found, measured) < least and not whole_small_plan:
            continue
        reported |= set(absent)
        yield _not_measured(ledger, list(absent.values()), _measurement(ledger, measured), year)
    yield from _never_agreed(ledger, plans, year)
    yield from across_indicators.not_measured(ledger, measured, year)
    yield from across_indicators.never_agreed(ledger, measured, year)


def _in_unread_tables(ledger: Ledger) -> set[str]:
    """What rows of figures are of in tables whose columns were not understood: it may be measured there."""
    return {
        " ".join(cell.text.split()).casefold()
        for table in ledger.own_tables
        if table.kind == "lain"
        for row in table.rows
        if sum(bool(_FIGURE.fullmatch(cell.text.strip())) for cell in row) >= _ROW_FIGURES
        for cell in row
    }


def _by_table(
    ledger: Ledger, sources: Sequence[Source], measures: Sequence[str], year: int | None
) -> dict[str, dict[int, Statement]]:
    """For each table of these sources its indicators, each with its first statement, if they hold in the
    year (a target of the year, or of a plan over years)."""
    tables: dict[str, dict[int, Statement]] = defaultdict(dict)
    for s in ledger.statements:
        if s.table is None or s.document or s.source not in sources or s.measure not in measures:
            continue
        if not is_indicator(ledger, s) or (s.measure == "target" and year is not None and s.year != year):
            continue
        tables[s.table].setdefault(s.subject, s)
    return {t: found for t, found in tables.items() if found}


def _source(found: dict[int, Statement]) -> Source:
    return next(iter(found.values())).source


def _share(found: dict[int, Statement], measured: set[int]) -> float:
    return sum(k in measured for k in found) / len(found)


def _measurement(ledger: Ledger, measured: set[int]) -> Statement | None:
    """A place of the measurement to point at: where the row is missing."""
    found = [
        s
        for s in ledger.statements
        if s.measure in ("capaian", "realisasi") and s.table and s.subject in measured
    ]
    found.sort(key=lambda s: s.source != "pengukuran")
    return found[0] if found else None


def _not_measured(
    ledger: Ledger, absent: Sequence[Statement], where: Statement | None, year: int | None
) -> Draft:
    source = SOURCE_NAMES.get(absent[0].source, Phrase("dokumen perencanaan", "a planning document"))
    names = _listed(absent)
    place_id = f" Pengukuran ada pada halaman {where.page}." if where else ""
    place_en = f" The measurement is on page {where.page}." if where else ""
    return draft(
        "IND001",
        "warning",
        indicator=_heading(absent),
        measure=None,
        year=year,
        places=[*absent, *([where] if where else [])],
        message=Phrase(
            f"Indikator pada {source.id} tidak mempunyai realisasi maupun capaian{of_year(year)} di laporan: "
            f"{names.id}.{place_id}",
            f"Indicators of {source.en} have neither realisasi nor capaian{of_year(year)} in the report: "
            f"{names.en}.{place_en}",
        ),
        criterion=Phrase(
            "Seluruh indikator yang diperjanjikan dilaporkan pengukurannya.",
            "Every indicator that was agreed is measured in the report.",
        ),
        recommendation=Phrase(
            "Mohon pengukurannya dilengkapi, atau dijelaskan mengapa tidak diukur.",
            "Please add its measurement, or explain why it is not measured.",
        ),
        confidence=0.65,
    )


def _listed(found: Sequence[Statement]) -> Phrase:
    """The indicators, each with its page."""
    return Phrase(
        "; ".join(f"{quoted(s.indicator)} (halaman {s.page})" for s in found),
        "; ".join(f"{quoted(s.indicator)} (page {s.page})" for s in found),
    )


def _heading(found: Sequence[Statement]) -> str:
    """What a finding on several indicators is about."""
    return "; ".join(s.indicator for s in found[:_NAMED])


def _never_agreed(
    ledger: Ledger, plans: dict[str, dict[int, Statement]], year: int | None
) -> Iterator[Draft]:
    """Measured in a table most of whose indicators are agreed, but itself in no planning document."""
    agreements = {t: found for t, found in plans.items() if _source(found) in ("pk", "pk_perubahan")}
    if not agreements:
        return
    agreed = {k for found in agreements.values() for k in found}
    planned = {
        s.subject
        for s in ledger.statements
        if s.source in AGREED and s.measure in ("target", "target_akhir", "baseline")
    }
    told: set[int] = set()
    for found in _by_table(ledger, ("pengukuran", "ikhtisar"), ("realisasi", "capaian"), year).values():
        if sum(k in agreed for k in found) < max(2, _MEASURED_SHARE * len(found)):
            continue
        planned_names = [ledger.subjects[k].name for k in planned]
        extra = {
            k: s
            for k, s in found.items()
            if k not in planned
            and k not in told
            and not is_several(s.indicator)
            and not shared_cell(ledger, s)
            and not renamed(s.indicator, planned_names)
        }
        if not extra or len(extra) > _MEASURED_SHARE * len(found):
            continue
        told |= set(extra)
        yield _not_agreed(list(extra.values()), next(iter(next(iter(agreements.values())).values())), year)


def _not_agreed(extra: Sequence[Statement], agreed: Statement, year: int | None) -> Draft:
    names = _listed(extra)
    return draft(
        "IND001",
        "warning",
        indicator=_heading(extra),
        measure=None,
        year=year,
        places=[*extra, agreed],
        message=Phrase(
            f"Indikator diukur tetapi tidak ada pada Perjanjian Kinerja (halaman {agreed.page}) maupun "
            f"dokumen perencanaan lain di laporan: {names.id}.",
            f"Indicators are measured but stand neither in the PK (page {agreed.page}) nor in another "
            f"planning document of the report: {names.en}.",
        ),
        criterion=Phrase(
            "Indikator yang diukur adalah indikator yang diperjanjikan.",
            "What is measured is what was agreed.",
        ),
        recommendation=Phrase(
            "Mohon dijelaskan dasar indikator tersebut.", "Please name where the indicator was agreed."
        ),
        confidence=0.6,
    )
