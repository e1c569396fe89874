"""REA001, REA002, CAP004 across documents: realisasi and capaian beside another year's report, or beside
another document about the same year."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.across import (
    Apart,
    differing,
    is_report_of,
    label_of_document,
    name_of_document,
    rescaled,
)
from extractor.checks.copied import twin_of
from extractor.checks.findings import NO_PHRASE, Draft, draft, join, listing, name_of, of_year, quoted
from extractor.checks.quoting import shortened
from extractor.checks.rows import Reading
from extractor.model import Expected, Measure, Phrase, Severity, Statement
from extractor.statements.ledger import Other
from extractor.statements.twins import is_telling

_RESULTS: tuple[Measure, ...] = ("realisasi", "capaian")


def earlier_year(rows: Reading, year: int) -> Iterator[Draft]:
    """Figures of a year before the report's, beside what other documents say of it."""
    for measure in _RESULTS:
        for found in differing(rows.ledger, measure):
            if found.year is not None and found.year < year and _may_know(found):
                yield _finding("REA002", rows, found)
    for found in rescaled(rows.ledger, "realisasi"):
        if found.year is not None and found.year < year and is_report_of(found.other, found.year):
            yield _other_scale(found, rows)


def same_year(rows: Reading, year: int | None, measure: Measure) -> Iterator[Draft]:
    """Figures of the report's year beside another part of the report, or the report of the year after."""
    for found in differing(rows.ledger, measure):
        if found.year == year and year is not None and _may_know(found):
            yield _finding("REA001" if measure == "realisasi" else "CAP004", rows, found)


def _may_know(found: Apart) -> bool:
    """Can the document know a result of that year? One written before cannot: the column is misread."""
    written = found.other.report.year
    return written is None or found.year is None or found.year <= written


def _severity(found: Apart) -> Severity:
    """An error where the year's own report says otherwise in a table; else its answer is needed."""
    return "error" if is_report_of(found.other, found.year) and not found.told_only else "warning"


def _finding(code: str, rows: Reading, found: Apart) -> Draft:
    name, other = name_of(found.measure), name_of_document(found.other)
    out, ref = listing(found.own), listing(found.theirs)
    best = found.theirs[0]
    sure = is_report_of(found.other, found.year)
    return draft(
        code,
        _severity(found),
        indicator=rows.ledger.subjects[found.subject].name,
        measure=found.measure,
        year=found.year,
        places=[*found.own, *found.theirs],
        message=Phrase(
            f"{name.id.capitalize()}{of_year(found.year)} tertulis {out.id}; menurut {other.id} tertulis "
            f"{ref.id}.",
            f"The {name.en}{of_year(found.year)} is printed {out.en}; {other.en} has {ref.en}.",
        ),
        criterion=Phrase(
            "Angka tahun yang telah berlalu sama dengan yang dilaporkan pada tahun itu; perubahannya "
            "dijelaskan.",
            "The figure of a year gone by is the one that was reported then; a change is explained.",
        )
        if code == "REA002"
        else Phrase(
            "Satu indikator mempunyai satu angka untuk satu tahun dalam semua dokumen.",
            "One indicator has one figure for one year in all documents.",
        ),
        recommendation=Phrase(
            f"Mohon dikonfirmasi {name.id} yang benar; bila angka itu diperbarui, mohon dijelaskan.",
            f"Please confirm the right {name.en}; if it was updated, please say so.",
        ),
        diagnosis=join(*(_twin_note(rows, found.other, s) for s in found.theirs[:1])),
        expect=Expected(value=best.quantity.value, text=Phrase(best.text, best.text)) if sure else None,
        confidence=0.6 if found.told_only else 0.85 if sure else 0.7,
        accused=found.own,
        rests_on=_operands(rows, found),
        against=label_of_document(found.other),
    )


def _operands(rows: Reading, found: Apart) -> list[Statement]:
    """For a capaian: the figures of its row from which it follows; if they differ, so must it."""
    if found.measure != "capaian":
        return []
    return [
        s
        for own in found.own
        for s in rows.row_of(own)
        if s.measure in ("target", "realisasi") and s.year == own.year
    ]


def _twin_note(rows: Reading, other: Other, s: Statement) -> Phrase:
    """Which figure stands in the other document's sentence in this report."""
    if s.kind != "prose":
        return NO_PHRASE
    twin = twin_of(rows.ledger, other, s)
    if twin is None or twin.copied:
        return NO_PHRASE
    at = next((i for i, f in enumerate(twin.other.figures) if f[2] == s.text), None)
    if at is None:
        return NO_PHRASE
    mine, page = quoted(twin.own.figures[at][2]), twin.own.place(at)[0]
    return Phrase(
        f"Kalimat yang sama dalam laporan ini (halaman {page}) memuat {mine}, angka pada tabelnya.",
        f"The same sentence of this report (page {page}) has {mine}, the figure of its table.",
    )


def _other_scale(found: Apart, rows: Reading) -> Draft:
    """A score where that year's own report has a letter only, or the reverse: no contradiction, but the
    figure cannot be checked."""
    other = name_of_document(found.other)
    out, ref = listing(found.own), listing(found.theirs)
    return draft(
        "REA002",
        "info",
        indicator=rows.ledger.subjects[found.subject].name,
        measure=found.measure,
        year=found.year,
        places=[*found.own, *found.theirs],
        message=Phrase(
            f"Realisasi {found.year} tertulis {out.id}; {other.id} memuat {ref.id} tanpa angka yang sama.",
            f"The realisasi {found.year} is printed {out.en}; {other.en} has {ref.en}, not that figure.",
        ),
        criterion=Phrase(
            "Realisasi dinyatakan dalam satuan yang sama dari tahun ke tahun; perubahannya dijelaskan.",
            "A realisasi keeps its unit from year to year; a change is explained.",
        ),
        recommendation=Phrase(
            "Mohon disebutkan sumber angka tersebut.", "Please name the source of the figure."
        ),
        diagnosis=_where_told(found),
        confidence=0.7,
        against=label_of_document(found.other),
    )


def _where_told(found: Apart) -> Phrase:
    """The sentence of the other document that holds the figure, so that the reader can see what it is of."""
    for s in found.own:
        if not is_telling(s.quantity):
            continue
        printed = " ".join(s.text.split())
        for paragraph in found.other.paragraphs:
            at = paragraph.text.find(printed)
            if at < 0:
                continue
            page = paragraph.locate(at, at + len(printed))[0]
            said = shortened(paragraph.text)
            return Phrase(
                f"Di {found.other.name} angka {quoted(printed)} hanya ada dalam kalimat (halaman {page}): "
                f"“{said}”.",
                f"In {found.other.name} the figure {quoted(printed)} stands in running text only (page "
                f"{page}): “{said}”.",
            )
    return NO_PHRASE
