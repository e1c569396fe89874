"""STR001: parts of a performance report that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extractor.checks.findings import NO_PHRASE, draft, quoted
from extractor.checks.quoting import caption_place, compiled, excerpt, passages_of
from extractor.checks.registry import rule
from extractor.language.spotting import spotted
from extractor.model import Finding, Phrase, Severity, Stated, Table
from extractor.patterns import load
from extractor.statements.ledger import Ledger
from extractor.statements.passages import Passage

_MIN_PARAGRAPHS = 8  # a chapter of less text was not read, or is a picture
_MIN_TABLES = 1
_ELSEWHERE = frozenset({"pk", "pk_perubahan", "renstra", "renstra_perubahan", "rpd", "iku", "rkt"})
_CRITERION = Phrase(
    "Lampiran II PermenPANRB 53/2014 meminta bagian ini dalam bab akuntabilitas kinerja.",
    "Lampiran II of PermenPANRB 53/2014 asks for this part in the chapter on accountability.",
)


@rule(
    "STR001",
    severity="warning",
    title=Phrase("Bagian laporan yang diminta tidak ditemukan", "A part that is asked for is not there"),
)
def check_parts(ledger: Ledger) -> Iterator[Finding]:
    """A part that PermenPANRB 53/2014 asks of chapter III is not there: target against realisasi, comparison
    with last years, with the medium-term target, with a national standard (information only), causes,
    efficiency, supporting programmes, realised budget. A table that announces the medium-term comparison and
    holds no end target counts as absent.

    Why: without it the reader cannot judge whether the year was a success, and the evaluation of the report
    loses points.

    Only complete performance reports are asked, or chapter III in a file of its own; nothing is said where
    pages of the chapter are pictures, for the part may stand there.

    Example: no sentence and no table compares realisasi with the end target of the Renstra.

    The agency should add the part to chapter III, or say why it does not apply.
    """
    chapter = _chapter(ledger)
    if chapter is None:
        return
    passages, tables = chapter
    parts: dict[str, dict[str, Any]] = load("structure")["parts"]
    alone = _alone(ledger)
    for key, part in parts.items():
        if alone and not part.get("alone"):
            continue
        hollow = _hollow(ledger, key, tables)
        if hollow is not None and not _with_measures(part, tables):
            yield _announced_only(ledger, part, hollow)
        elif not _present(ledger, key, part, passages, tables):
            yield _absent(ledger, part, passages)


def _chapter(ledger: Ledger) -> tuple[list[Passage], list[Table]] | None:
    """Text and tables of chapter III and what follows it; None if this is no report, or was not read."""
    if ledger.report.kind != "lakip" or ledger.report.year is None:
        return None
    found = passages_of(ledger)
    opening = compiled(tuple(load("structure")["chapter"]), False)
    own = [i for i, p in enumerate(found) if opening.match(p.section)]
    if not own:
        return None
    first = found[own[0]].first.page
    # Pictures among the pages of the chapter may hold anything.
    last = next(
        (p.first.page for p in found[own[-1] :] if p.source in ("penutup", "lampiran")), ledger.report.pages
    )
    if any(first <= n <= last for n in ledger.report.scanned_pages):
        return None
    passages = [p for p in found[own[0] :] if p.source != "lampiran"]
    tables = [t for t in ledger.own_tables if t.pages[-1] >= first and t.kind not in _ELSEWHERE]
    if len(passages) < _MIN_PARAGRAPHS or len(tables) < _MIN_TABLES:
        return None
    if not any(s.measure == "realisasi" and s.kind == "table" for s in ledger.statements):
        return None  # no measurement was read at all: the fault is the reader's
    return passages, tables


def _alone(ledger: Ledger) -> bool:
    """Is the chapter in a file of its own? Then causes, programmes and the budget may be in another."""
    chapters = compiled(tuple(load("structure")["chapters"]), False)
    return not any(chapters.match(p.section) for p in passages_of(ledger))


def _present(
    ledger: Ledger, key: str, part: dict[str, Any], passages: list[Passage], tables: list[Table]
) -> bool:
    if _with_measures(part, tables) or any(t.kind in part.get("sources", ()) for t in tables):
        return True
    if key == "tahun_lalu" and _compares_years(tables, ledger.report.year or 0):
        return True
    last = str((ledger.report.year or 0) - 1)
    pattern = spotted("|".join(part["words"]).replace("LAST", last), re.IGNORECASE)
    texts = [p.text for p in passages] + [t.caption for t in tables] + [t.section for t in tables]
    texts += [p.section for p in passages]
    if any(pattern.search(" ".join(text.split())) for text in texts):
        return True
    headers = [c.header for t in tables for c in t.columns]
    return any(pattern.search(" ".join(text.split())) for text in headers)


def _with_measures(part: dict[str, Any], tables: list[Table]) -> bool:
    return any(c.field in part.get("measures", ()) for t in tables for c in t.columns)


def _compares_years(tables: list[Table], year: int) -> bool:
    for table in tables:
        years = {c.year for c in table.columns if c.field in ("realisasi", "capaian")}
        if year in years and any(y is not None and y < year for y in years):
            return True
    return False


def _hollow(ledger: Ledger, key: str, tables: list[Table]) -> Table | None:
    """A table that announces the comparison with the medium-term target and holds no later year."""
    if key != "jangka_menengah":
        return None
    own = ledger.report.year or 0
    for table in tables:
        if not re.search(r"(?<!pembangunan )jangka\s+menengah(?!\s+daerah)", table.caption, re.IGNORECASE):
            continue
        years = [c.year for c in table.columns if c.year is not None]
        headers = " ".join(c.header for c in table.columns)
        if (
            len(years) >= 3
            and max(years) <= own
            and not re.search(r"akhir|renstra|rpjmd|menengah", headers, re.I)
        ):
            return table
    return None


def _announced_only(ledger: Ledger, part: dict[str, Any], table: Table) -> Finding:
    years = sorted({c.year for c in table.columns if c.year is not None})
    return _finding(
        ledger,
        part,
        [caption_place(table)],
        "warning",
        Phrase(
            f"{quoted(table.caption)} (halaman {table.pages[0]}) mengumumkan {part['name']}, tetapi hanya "
            "memuat "
            f"tahun {years[0]}–{years[-1]}; target akhir periode tidak ada.",
            f"{quoted(table.caption)} (page {table.pages[0]}) announces the {part['english']}, but holds "
            "only "
            f"{years[0]}–{years[-1]}; the end target is not there.",
        ),
    )


def _absent(ledger: Ledger, part: dict[str, Any], passages: list[Passage]) -> Finding:
    severity: Severity = part["severity"]
    places: list[Stated] = []
    note = NO_PHRASE
    touches = part.get("touches")
    if touches:
        pattern = compiled(tuple(touches))
        found = [(p, m) for p in passages if (m := pattern.search(p.text))]
        if found:
            severity = "info"
            places = [excerpt(found[0][0], found[0][1].start(), found[0][1].end())]
            note = Phrase(
                f" Kata {quoted(found[0][1].group())} disebut pada halaman {places[0].page} tanpa analisis.",
                f" The word {quoted(found[0][1].group())} stands on page {places[0].page} without an "
                "analysis.",
            )
    return _finding(
        ledger,
        part,
        places,
        severity,
        Phrase(
            f"Dalam bab akuntabilitas kinerja tidak ditemukan {part['name']}.{note.id}",
            f"The chapter on accountability holds no {part['english']}.{note.en}",
        ),
    )


def _finding(
    ledger: Ledger, part: dict[str, Any], places: list[Stated], severity: Severity, message: Phrase
) -> Finding:
    title = part["name"][0].upper() + part["name"][1:]
    return draft(
        "STR001",
        severity,
        indicator=title,
        measure=None,
        year=ledger.report.year,
        places=places,
        message=message,
        criterion=_CRITERION,
        recommendation=Phrase(
            f"Lengkapi bab akuntabilitas kinerja dengan {part['name']}, atau jelaskan mengapa tidak "
            "disajikan.",
            f"Add the {part['english']}, or say why it is not given.",
        ),
        confidence=0.85,
    )
