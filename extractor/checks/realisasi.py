"""REA001, REA002, REA003: realisasi against other places and other years."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from extractor.checks import across_results, arithmetic
from extractor.checks.agreement import agree
from extractor.checks.capaian import ONE_VALUE
from extractor.checks.columns import capaian_disputes
from extractor.checks.copied import figures_kept
from extractor.checks.diagnosis import diagnose_figure, telling
from extractor.checks.disputes import Cluster, Dispute, disputes, outlying
from extractor.checks.findings import (
    Draft,
    cite,
    draft,
    join,
    listing,
    name_of,
    of_year,
    quoted,
)
from extractor.checks.prose import sentences
from extractor.checks.registry import rule
from extractor.checks.rows import Reading, audited_year, read_rows
from extractor.checks.wordings import labelled_last_year, speaks_of_running_total
from extractor.model import Expected, Finding, Measure, Phrase, Statement
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_OWN_RESULT = Phrase(
    "Realisasi tahun pelaporan adalah hasil tahun itu.", "The realisasi of a year is that year's result."
)
_SUSPECT = 4  # places: what a row with a wrong target is worth less than one without


def _counted_up(rows: Reading, cluster: Cluster, reference: Cluster) -> bool:
    """Is it realisasi to date beside the year's own, or the reverse? Then both may be right."""
    if any(map(speaks_of_running_total, cluster.statements)) or all(
        map(speaks_of_running_total, reference.statements)
    ):
        return True
    years = [s for s in rows.ledger.about(cluster.finest.subject, "realisasi") if s.year is not None]
    per_year: dict[int, Decimal] = {}
    for s in years:
        if s.quantity.value is not None and s not in cluster.statements:
            per_year.setdefault(s.year or 0, s.quantity.value)
    total = cluster.finest.quantity.value
    return total is not None and len(per_year) >= 2 and sum(per_year.values()) == total


def _holds_capaian(rows: Reading, cluster: Cluster, reference: Cluster) -> bool:
    """Does one side come from a 'realisasi' column that holds capaian, the other from the text? CAP002."""
    sides = (cluster, reference)
    twice = rows.capaian_as_realisasi
    return any(s.table in twice for c in sides for s in c.statements) and any(
        all(s.kind == "prose" for s in c.statements) for c in sides
    )


def _support(rows: Reading) -> Callable[[Statement], int]:
    """What rows say for a realisasi; a row whose target is wrong says little for its realisasi."""
    suspect = outlying(rows.ledger, "target")

    def support(statement: Statement) -> int:
        beside = [t for t in rows.row_of(statement) if t.measure == "target" and t.year == statement.year]
        return rows.support(statement) - _SUSPECT * any(id(t) in suspect for t in beside)

    return support


@rule(
    "REA001",
    severity="error",
    title=Phrase(
        "Realisasi indikator berbeda antarbagian laporan", "An indicator's realisasi differs between places"
    ),
)
def realisasi_conflict(ledger: Ledger) -> Iterator[Finding]:
    """The realisasi of one indicator and year differs between places of the report.

    Why: the result of a year is one figure. What most places print, and what the capaian beside it follows
    from, is taken as the reference. Figures that agree up to scale and rounding, quarterly figures and
    realisasi to date are not accused. Another part of the report, or the report of the year after, may be
    given with --against.

    Example: 82,92 in the measurement table, 81,59 in every other place (82,92 is last year's).

    The agency should print the final realisasi everywhere and recompute what was made from the other one.
    """
    rows = read_rows(ledger)
    year = audited_year(ledger)
    support = _support(rows)
    for dispute in disputes(ledger, "realisasi", support):
        if year is not None and dispute.year is not None and dispute.year < year:
            continue
        for cluster in dispute.outliers:
            if _counted_up(rows, cluster, dispute.reference) or _holds_capaian(
                rows, cluster, dispute.reference
            ):
                continue
            yield _conflict("REA001", rows, dispute, cluster, "realisasi")
    yield from across_results.same_year(rows, year, "realisasi")


@rule(
    "REA002",
    severity="error",
    title=Phrase(
        "Angka tahun sebelumnya berbeda antarbagian laporan",
        "A figure of an earlier year differs between places",
    ),
)
def earlier_year_conflict(ledger: Ledger) -> Iterator[Finding]:
    """A realisasi or capaian of an earlier year differs between places, or from that year's own report.

    Why: a closed year does not change; every comparison with it depends on it. An update of a figure that
    was provisional should be marked as one.

    With another document (--against) its figures of the year are compared, too: that year's own report is
    the authority. A score where it has a letter is only an info.

    Example: realisasi 2022 is 100% in one table and 65 in another.

    The agency should print the figure of that year's report, or mark and explain its correction.
    """
    rows = read_rows(ledger)
    year = audited_year(ledger)
    if year is None:
        return
    measures: tuple[Measure, ...] = ("realisasi", "capaian")
    for measure in measures:
        for dispute in (
            capaian_disputes(rows) if measure == "capaian" else disputes(ledger, measure, rows.support)
        ):
            if dispute.year is None or dispute.year >= year:
                continue
            for cluster in dispute.outliers:
                if measure == "realisasi" and _counted_up(rows, cluster, dispute.reference):
                    continue
                yield _conflict("REA002", rows, dispute, cluster, measure)
    yield from across_results.earlier_year(rows, year)


def _conflict(code: str, rows: Reading, dispute: Dispute, cluster: Cluster, measure: Measure) -> Draft:
    reference = dispute.reference
    ref, out = listing(reference.statements), listing(cluster.statements)
    name = name_of(measure)
    prose_only = all(s.kind == "prose" for s in cluster.statements)
    best = reference.finest
    return draft(
        code,
        "error",
        indicator=rows.ledger.subjects[dispute.subject].name,
        measure=measure,
        year=dispute.year,
        places=[*cluster.statements, *reference.statements],
        message=Phrase(
            f"{name.id.capitalize()}{of_year(dispute.year)} tertulis {out.id}; di tempat lain tertulis "
            f"{ref.id}.",
            f"The {name.en}{of_year(dispute.year)} is printed {out.en}; elsewhere {ref.en}.",
        ),
        criterion=ONE_VALUE,
        recommendation=Phrase(
            f"Mohon dikonfirmasi {name.id} yang benar dan dipakai di semua tempat, beserta angka turunannya.",
            f"Please confirm the right {name.en} and use it everywhere, with what was made from it.",
        ),
        diagnosis=_why(rows, cluster, reference),
        expect=Expected(value=best.quantity.value, text=Phrase(best.text, best.text)),
        confidence=0.6 if prose_only else 0.85,
        accused=cluster.statements,
        rests_on=_row_operands(rows, cluster, measure),
    )


def _why(rows: Reading, cluster: Cluster, reference: Cluster) -> Phrase:
    """Where the outlier came from, and whether the capaian beside it follows from the reference."""
    sentences = [diagnose_figure(rows, cluster.finest, reference.finest)]
    for s in cluster.statements:
        beside = next((c for c in rows.row_of(s) if c.measure == "capaian" and c.year == s.year), None)
        target = next((t for t in rows.row_of(s) if t.measure == "target" and t.year == s.year), None)
        if beside is None or target is None or s.measure != "realisasi" or not telling(beside.quantity):
            continue
        for right in reference.statements[:1]:
            fits_own = arithmetic.ways(beside.quantity, target.quantity, s.quantity)
            fits_right = arithmetic.ways(beside.quantity, target.quantity, right.quantity)
            if fits_right and not fits_own:
                sentences.append(
                    Phrase(
                        f"Capaian {quoted(beside.text)} pada baris itu mengikuti {quoted(right.text)}, bukan "
                        f"{quoted(s.text)}.",
                        f"The capaian {quoted(beside.text)} of that row follows from {quoted(right.text)}, "
                        f"not from {quoted(s.text)}.",
                    )
                )
                return join(*sentences)
    return join(*sentences)


def _row_operands(rows: Reading, cluster: Cluster, measure: Measure) -> list[Statement]:
    """For a capaian: the operands of its row, of which it may be a consequence."""
    if measure != "capaian":
        return []
    found: list[Statement] = []
    for s in cluster.statements:
        own = rows.measured_for(s)
        if own is not None and own.ways:
            found += [own.target, own.realisasi]
    return found


# -------------------------------------------------------------------------------------- carried over


@rule(
    "REA003",
    severity="warning",
    title=Phrase("Realisasi memakai angka tahun sebelumnya", "A realisasi is last year's figure"),
)
def carried_over(ledger: Ledger) -> Iterator[Finding]:
    """The year's realisasi is labelled as last year's, or repeats last year's figure to the last decimal.

    Why: an assessment that is not out yet is no result of the year, and must not count as attained. Without
    a label an equal figure with decimals is only an info: an index may stand still. With last year's report
    at hand (--against), a sentence taken over word for word with last year's result is a finding.

    Example: "Nilai = 72,40 (Penilaian Tahun 2023)" as realisasi 2024, with 72,40 in the 2023 column.

    The agency should print the year's own figure, or say that it is not out yet.
    """
    year = audited_year(ledger)
    if year is None:
        return
    for subject in ledger.subjects.values():
        if subject.kind != "indikator":
            continue
        now = [
            s for s in ledger.about(subject.key, "realisasi", year) if s.quantity.readings and not s.document
        ]
        before = [s for s in ledger.about(subject.key, "realisasi", year - 1) if s.quantity.readings]
        labelled = [s for s in now if _says_last_year(s, year)]
        words = _labelled_cells(ledger, now, year)
        same = [(a, b) for a in now for b in before if _repeats(a, b)]
        told = next(((s, said) for s in now if (said := _told_of_last_year(ledger, s, year))), None)
        if labelled or words and now:
            yield _carried(ledger, now, labelled, words, [b for _, b in same], year)
        elif told is not None:
            yield _carried_in_text(ledger, *told, before, year)
        elif same and not any(not _repeats(a, b) for a in now for b in before):
            yield _unchanged(ledger, same, year)
    yield from figures_kept(ledger)


def _says_last_year(s: Statement, year: int) -> bool:
    beside = s.quantity.note or ""
    return labelled_last_year(beside, year) or labelled_last_year(_without_figure(s.text), year)


def _told_of_last_year(ledger: Ledger, s: Statement, year: int) -> str:
    """The words with which the text says so: 'realisasi 78,57% sesuai dengan capaian Tahun 2015'."""
    if s.kind != "prose":
        return ""
    for sentence in sentences(ledger):
        at = sentence.text.find(s.text)
        match = _same_as().match(sentence.text, at + len(s.text)) if at >= 0 else None
        if match and int(match["year"]) == year - 1 and sentence.page == s.page:
            return " ".join(match["words"].split())
    return ""


@derived
def _same_as() -> re.Pattern[str]:
    words = "|".join(load("explanations")["last_year"]["same_as"]).replace(" ", r"\s+")
    return re.compile(rf"\W*(?P<words>(?:{words})\s*(?P<year>20\d\d))", re.IGNORECASE)


def _without_figure(text: str) -> str:
    return re.sub(r"\d+(?:[.,]\d+)+", " ", text)


def _labelled_cells(ledger: Ledger, now: Sequence[Statement], year: int) -> list[Statement]:
    """Realisasi beside which the capaian cell says that it is last year's score."""
    found = []
    for s in now:
        table = ledger.tables.get(s.table or "")
        if table is None or s.row is None or s.row >= len(table.rows):
            continue
        for column, cell in zip(table.columns, table.rows[s.row], strict=False):
            if (
                column.field == "capaian"
                and column.year in (year, None)
                and labelled_last_year(cell.text, year)
            ):
                found.append(s)
                break
    return found


def _repeats(a: Statement, b: Statement) -> bool:
    """The same figure with decimals that say something (72,40, not 100,00)."""
    return any(
        x.value == y.value and x.step < 1 and x.value != x.value.to_integral_value()
        for x in a.quantity.readings
        for y in b.quantity.readings
    )


def _print_own(year: int) -> Phrase:
    return Phrase(
        f"Mohon dicantumkan angka tahun {year}, atau dinyatakan belum tersedia dan tidak dihitung sebagai "
        "tercapai.",
        f"Please print the figure of {year}, or say that it is not out yet and do not count it as attained.",
    )


def _carried(
    ledger: Ledger,
    now: Sequence[Statement],
    labelled: Sequence[Statement],
    words: Sequence[Statement],
    before: Sequence[Statement],
    year: int,
) -> Draft:
    first = [*labelled, *words][0]
    at = cite(first)
    same = listing(before[:1])
    tail_id = f" Realisasi {year - 1} juga tertulis {same.id}." if before else ""
    tail_en = f" The realisasi {year - 1} is printed {same.en} as well." if before else ""
    beside = "" if labelled else f" (kolom capaian: Tahun {year - 1})"
    return draft(
        "REA003",
        "warning",
        indicator=ledger.subjects[first.subject].name,
        measure="realisasi",
        year=year,
        places=[*labelled, *words, *now, *before],
        message=Phrase(
            f"Realisasi {year} tertulis {at.id}{beside}, yaitu angka tahun {year - 1} menurut keterangannya "
            f"sendiri.{tail_id}",
            f"The realisasi {year} is printed {at.en}, by its own words the figure of {year - 1}.{tail_en}",
        ),
        criterion=_OWN_RESULT,
        recommendation=_print_own(year),
        confidence=0.85,
    )


def _carried_in_text(
    ledger: Ledger, s: Statement, words: str, before: Sequence[Statement], year: int
) -> Draft:
    at = cite(s)
    differing = [b for b in before if not agree(b.quantity, s.quantity)]
    other = listing(differing)
    return draft(
        "REA003",
        "warning",
        indicator=ledger.subjects[s.subject].name,
        measure="realisasi",
        year=year,
        places=[s, *before],
        message=Phrase(
            f"Realisasi {year} tertulis {at.id} dengan keterangan “{words}”, yaitu angka tahun {year - 1}."
            + (f" Realisasi {year - 1} di tempat lain tertulis {other.id}." if differing else ""),
            f"The realisasi {year} is printed {at.en} with the words “{words}”: the figure of {year - 1}."
            + (f" Elsewhere the realisasi {year - 1} is printed {other.en}." if differing else ""),
        ),
        criterion=_OWN_RESULT,
        recommendation=_print_own(year),
        confidence=0.85,
    )


def _unchanged(ledger: Ledger, same: Sequence[tuple[Statement, Statement]], year: int) -> Draft:
    now, before = same[0]
    a, b = cite(now), cite(before)
    return draft(
        "REA003",
        "info",
        indicator=ledger.subjects[now.subject].name,
        measure="realisasi",
        year=year,
        places=[now, before],
        message=Phrase(
            f"Realisasi {year} {a.id} sama persis dengan realisasi {year - 1} {b.id}.",
            f"The realisasi {year} {a.en} is exactly that of {year - 1} {b.en}.",
        ),
        criterion=_OWN_RESULT,
        recommendation=Phrase(
            "Mohon dikonfirmasi bahwa angka itu hasil tahun pelaporan.",
            "Please confirm that it is the year's own result.",
        ),
        confidence=0.5,
    )
