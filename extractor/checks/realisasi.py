"""REA: realisasi against other places, other years, and the counts it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from extractor.checks import arithmetic
from extractor.checks.agreement import Cluster, Dispute, agree, disputes, outlying
from extractor.checks.capaian import ONE_VALUE
from extractor.checks.diagnosis import diagnose_figure, telling
from extractor.checks.findings import (
    NO_PHRASE,
    Draft,
    cite,
    draft,
    expectation,
    join,
    listing,
    name_of,
    number,
    of_year,
    percent,
    quoted,
)
from extractor.checks.registry import rule
from extractor.checks.rows import Reading, audited_year, is_indicator, read_rows
from extractor.checks.wordings import labelled_last_year, speaks_of_running_total
from extractor.model import Expected, Finding, Measure, Paragraph, Phrase, Stated, Statement
from extractor.model import Reading as Figure
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_SUSPECT = 4  # places: what a row with a wrong target is worth less than one without


def _counted_up(rows: Reading, cluster: Cluster, reference: Cluster) -> bool:
    """Is it realisasi to date beside the year's own, or the reverse? Then both may be right."""
    several = [*cluster.statements, *reference.statements]
    if any(speaks_of_running_total(s) for s in several):
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
    realisasi to date are not accused.

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

    Example: realisasi 2022 is 100% in one table and 65 in another.

    The agency should print the figure of that year's report, or mark and explain its correction.
    """
    rows = read_rows(ledger)
    year = audited_year(ledger)
    if year is None:
        return
    measures: tuple[Measure, ...] = ("realisasi", "capaian")
    for measure in measures:
        for dispute in disputes(ledger, measure, rows.support):
            if dispute.year is None or dispute.year >= year:
                continue
            for cluster in dispute.outliers:
                if measure == "realisasi" and _counted_up(rows, cluster, dispute.reference):
                    continue
                yield _conflict("REA002", rows, dispute, cluster, measure)


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
    a label an equal figure with decimals is only an info: an index may stand still.

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
        if labelled or words and now:
            yield _carried(ledger, now, labelled, words, [b for _, b in same], year)
        elif same and not any(not _repeats(a, b) for a in now for b in before):
            yield _unchanged(ledger, same, year)


def _says_last_year(s: Statement, year: int) -> bool:
    beside = s.quantity.note or ""
    return labelled_last_year(beside, year) or labelled_last_year(_without_figure(s.text), year)


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
        criterion=Phrase(
            "Realisasi tahun pelaporan adalah hasil tahun itu.",
            "The realisasi of a year is that year's result.",
        ),
        recommendation=Phrase(
            f"Mohon dicantumkan angka tahun {year}, atau dinyatakan belum tersedia dan tidak dihitung "
            "sebagai tercapai.",
            f"Please print the figure of {year}, or say that it is not out yet and do not count it as "
            "attained.",
        ),
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
        criterion=Phrase(
            "Realisasi tahun pelaporan adalah hasil tahun itu.",
            "The realisasi of a year is that year's result.",
        ),
        recommendation=Phrase(
            "Mohon dikonfirmasi bahwa angka itu hasil tahun pelaporan.",
            "Please confirm that it is the year's own result.",
        ),
        confidence=0.5,
    )


# --------------------------------------------------------------------------------------------- fractions


@rule(
    "REA004",
    severity="error",
    title=Phrase(
        "Persentase tidak mengikuti pembilang dan penyebutnya",
        "A percentage does not follow from its numerator and denominator",
    ),
)
def printed_fraction(ledger: Ledger) -> Iterator[Finding]:
    """A percentage is printed with its numerator and denominator and does not follow from them.

    Why: the division can be repeated by anybody, and the capaian was made from the percentage.

    Example: 639/1.257 x 100% = 51,00% (50,84% is right).

    The agency should print the quotient, or the numerator and denominator that were meant.
    """
    rows = read_rows(ledger)
    for s in ledger.statements:
        top, bottom = s.quantity.numerator, s.quantity.denominator
        if top is None or not bottom or s.document or not is_indicator(ledger, s):
            continue
        if arithmetic.fraction_reaches(s.quantity, top, bottom):
            continue
        value = top / bottom * 100
        right, at = percent(value), cite(s)
        n, d = (
            number(top, max(0, -int(top.as_tuple().exponent))),
            number(bottom, max(0, -int(bottom.as_tuple().exponent))),
        )
        made = [c for c in rows.row_of(s) if c.measure == "capaian" and c.year in (s.year, None)]
        target = next((t for t in rows.row_of(s) if t.measure == "target" and t.year == s.year), None)
        after = NO_PHRASE
        if made and target is not None and target.quantity.value:
            capaian = percent(100 * value / target.quantity.value)
            after = Phrase(
                f"Capaian {quoted(made[0].text)} dihitung dari persentase itu; dari pembilang dan "
                f"penyebutnya {capaian.id}.",
                f"The capaian {quoted(made[0].text)} was made from it; from numerator and denominator it is "
                f"{capaian.en}.",
            )
        yield draft(
            "REA004",
            "error",
            indicator=s.indicator,
            measure=s.measure,
            year=s.year,
            places=[s, *made],
            message=Phrase(
                f"{name_of(s.measure).id.capitalize()}{of_year(s.year)} tertulis {at.id}, sedangkan "
                f"{n.id}/{d.id} × 100 adalah {right.id}.",
                f"The {name_of(s.measure).en}{of_year(s.year)} is printed {at.en}, but {n.en}/{d.en} × 100 "
                f"is {right.en}.",
            ),
            criterion=Phrase(
                "Persentase sama dengan pembilang dibagi penyebut yang dicantumkan.",
                "A percentage is its printed numerator divided by its denominator.",
            ),
            recommendation=Phrase(
                f"Mohon dikonfirmasi dan diperbaiki menjadi {right.id} beserta capaiannya.",
                f"Please confirm and correct it to {right.en}, with its capaian.",
            ),
            diagnosis=after,
            expect=expectation(None, value),
            accused=[s],
        )


@rule(
    "REA005",
    severity="warning",
    title=Phrase(
        "Persentase tidak mungkin berasal dari jumlah yang dicantumkan",
        "A percentage cannot come from the count printed with it",
    ),
)
def impossible_share(ledger: Ledger) -> Iterator[Finding]:
    """A percentage is printed in one sentence with a count, and no whole number turns the one into the other.

    Why: it shows that the percentage was made from other data than the report tells.

    Example: 39,67% from 63 people: 63/159 is 39,62% and 63/158 is 39,87%.

    The agency should print the number of which the count is the share.
    """
    year = audited_year(ledger)
    told: set[tuple[int, Decimal]] = set()
    for s in ledger.statements:
        if s.measure != "realisasi" or s.year != year or not is_indicator(ledger, s):
            continue
        figure = s.quantity.exact
        if figure is None or figure.step > Decimal("0.01") or (s.subject, figure.value) in told:
            continue
        if s.quantity.unit not in (None, "%") or not 0 < figure.value < 100:
            continue
        for paragraph in ledger.paragraphs:
            count = _count_beside(paragraph.text, s)
            if count is None or arithmetic.reachable_count(figure, count[1]):
                continue
            told.add((s.subject, figure.value))
            own = [o for o in ledger.about(s.subject, "realisasi", year) if agree(o.quantity, s.quantity)]
            nearest = min(own, key=lambda o: (abs(o.page - paragraph.page), o.kind != "table"))
            yield _impossible(ledger, nearest, count, figure, paragraph)
            break


def _count_beside(text: str, s: Statement) -> tuple[str, int] | None:
    """The only count of people or things in the passage that gives the percentage, with its words.

    A passage with several counts does not say which of them the percentage is of.
    """
    printed = re.search(r"\d+[.,]\d+", s.text)
    if printed is None or not re.search(rf"(?<![\d.,]){re.escape(printed.group())}\s*%", text):
        return None
    words = "|".join(load("explanations")["people"]["counted"])
    found = re.findall(rf"(?<![\d.,/-])((\d{{1,3}}(?:\.\d{{3}})*|\d+)\s*(?:{words}))\b", text, re.IGNORECASE)
    counts = {int(digits.replace(".", "")): phrase for phrase, digits in found}
    if len(counts) != 1:
        return None
    value, phrase = next(iter(counts.items()))
    return (phrase, value) if value > 1 else None


def _impossible(
    ledger: Ledger, s: Statement, count: tuple[str, int], figure: Figure, told: Paragraph
) -> Draft:
    words, n = count
    at = told.text.find(words)
    page, box = told.locate(at, at + len(words))
    below = int(100 * n / figure.value)
    near = [percent(Decimal(100 * n) / d) for d in (below, below + 1)]
    shown = cite(s)
    return draft(
        "REA005",
        "warning",
        indicator=ledger.subjects[s.subject].name,
        measure="realisasi",
        year=s.year,
        places=[
            s,
            Stated(value=Decimal(n), text=words, page=page, bbox=box, where=told.section, source=told.source),
        ],
        message=Phrase(
            f"Realisasi{of_year(s.year)} tertulis {shown.id} bersama “{words}” (halaman {page}); tidak ada "
            "bilangan bulat "
            f"yang memberikannya: {n}/{below} = {near[0].id}, {n}/{below + 1} = {near[1].id}.",
            f"The realisasi{of_year(s.year)} is printed {shown.en} with “{words}” (page {page}); no whole "
            "number gives "
            f"it: {n}/{below} = {near[0].en}, {n}/{below + 1} = {near[1].en}.",
        ),
        criterion=Phrase(
            "Persentase dapat ditelusuri ke pembilang dan penyebutnya.",
            "A percentage can be traced to its numerator and denominator.",
        ),
        recommendation=Phrase(
            "Mohon dicantumkan pembilang dan penyebutnya.", "Please print its numerator and denominator."
        ),
        confidence=0.6,
    )
