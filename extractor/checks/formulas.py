"""FRM001: printed formulas that cannot be meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractor.checks.findings import draft, quoted
from extractor.checks.quoting import any_of
from extractor.checks.registry import rule
from extractor.model import Cell, Finding, Paragraph, Phrase, Stated, Table
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_ROOT = 5  # letters that two forms of one word share: 'ditempatkan', 'penempatan'
_CRITERION = Phrase(
    "Rumus indikator persentase membagi bagian yang dihitung dengan keseluruhannya, dan mengukur hal yang "
    "disebut "
    "oleh nama indikatornya.",
    "The formula of a percentage divides the part by its whole, and measures what the indicator's name says.",
)


class Formula(NamedTuple):
    """A printed quotient of one indicator, with its cells."""

    indicator: str
    numerator: str
    denominator: str
    table: Table
    cells: tuple[Cell, ...]


@rule(
    "FRM001",
    severity="warning",
    title=Phrase("Rumus indikator yang tidak mungkin dimaksud", "A printed formula that cannot be meant"),
)
def check_formulas(ledger: Ledger) -> Iterator[Finding]:
    """A printed formula has the same numerator and denominator (always 100%), divides the whole by its part
    (always 100% or more), is the formula of another indicator, or is that of capaian with its operands
    confused: realisasi - (realisasi - rencana) over rencana is always 100%.

    Why: nobody can recompute the realisasi, and an evaluator will ask how it was measured.

    Only quotients that were read beyond doubt are judged. One formula in several tables is one finding.

    Example: 'Jumlah pencaker yang mengikuti pelatihan' over 'Jumlah pencaker yang lulus kompetensi'.

    The agency should correct the formula in the IKU decree and everywhere it is repeated.
    """
    found: dict[tuple[str, str], list[tuple[Formula, Phrase, Phrase]]] = {}
    formulas = [f for t in ledger.own_tables for f in _formulas(t)]
    for formula in formulas:
        judged = _judge(formula, formulas)
        if judged is not None:
            kind, why, right = judged
            found.setdefault((_plain(formula.indicator), kind), []).append((formula, why, right))
    merged: dict[str, list[tuple[Formula, Phrase, Phrase]]] = {}
    for (name, _), entries in found.items():
        merged.setdefault(name, []).extend(entries)
    for entries in merged.values():
        yield _finding(ledger, entries)
    if place := ledger.conventions.void_formula_place:
        yield _void(place)


_VOID = re.compile(r"\w+\s*[-–−]\s*\(\s*\w+\s*[-–−]\s*\w+\s*\)")  # 'Realisasi - (Realisasi - Rencana)'


def _void(place: Paragraph) -> Finding:
    """The formula of capaian for less is better, misprinted so that it gives the target over itself."""
    found = _VOID.search(place.text)
    text = " ".join(found.group().split()) if found else place.text
    page, box = place.locate(*found.span()) if found else (place.page, place.bbox)
    where = place.section.rsplit(" > ", 1)[-1]
    return draft(
        "FRM001",
        "warning",
        indicator="Rumus capaian",
        measure="capaian",
        year=None,
        places=[Stated(value=None, text=text, page=page, bbox=box, where=where, source=place.source)],
        message=Phrase(
            f"Rumus capaian untuk indikator yang makin tinggi makin buruk tertulis {quoted(text)} "
            f"dibagi rencana (halaman {page}): pembilangnya selalu sama dengan rencana, sehingga hasilnya "
            "selalu 100%.",
            f"The formula of capaian for indicators of which less is better is {quoted(text)} over the plan "
            f"(page {page}): its numerator always equals the plan, so that the result is always 100%.",
        ),
        criterion=Phrase(
            "Rumus yang lazim untuk indikator tersebut: (2 × target − realisasi) / target × 100%, yaitu "
            "(target − (realisasi − target)) / target × 100%.",
            "The usual formula for such indicators is (2 × target − realisasi) / target × 100%, that is "
            "(target − (realisasi − target)) / target × 100%.",
        ),
        recommendation=Phrase(
            "Perbaiki rumus, dan pastikan capaian indikator tersebut dihitung dengan rumus yang benar.",
            "Correct the formula, and make sure that the capaian of such indicators follows the right one.",
        ),
        confidence=0.9,
    )


def _finding(ledger: Ledger, entries: list[tuple[Formula, Phrase, Phrase]]) -> Finding:
    first, why, right = entries[0]
    places = [
        Stated(value=None, text=c.text, page=c.page, bbox=c.bbox, where=f.table.caption, source="iku")
        for f, _, _ in entries
        for c in f.cells
    ]
    more = sorted({p.page for p in places} - {places[0].page})
    also = f" (juga halaman {', '.join(map(str, more))})" if more else ""
    also_en = f" (also page {', '.join(map(str, more))})" if more else ""
    return draft(
        "FRM001",
        "warning",
        indicator=first.indicator,
        measure=None,
        year=None,
        places=places,
        message=Phrase(
            f"Rumus “{first.indicator}” tertulis {quoted(first.numerator)} dibagi {quoted(first.denominator)}"
            f"{also}: {why.id}",
            f"The formula of “{first.indicator}” is {quoted(first.numerator)} over "
            f"{quoted(first.denominator)}"
            f"{also_en}: {why.en}",
        ),
        criterion=_CRITERION,
        recommendation=right,
        confidence=0.85,
    )


def _judge(formula: Formula, formulas: list[Formula]) -> tuple[str, Phrase, Phrase] | None:
    top, bottom = _plain(formula.numerator), _plain(formula.denominator)
    if top == bottom:
        return (
            "same",
            Phrase(
                "pembilang dan penyebutnya sama, sehingga hasilnya selalu 100%.",
                "numerator and denominator are the same, so that the result is always 100%.",
            ),
            Phrase(
                "Perbaiki pembilang rumus dengan bagian yang diukur oleh indikator.",
                "Put what the indicator measures into the numerator.",
            ),
        )
    if _inverted(top, bottom):
        return (
            "inverted",
            Phrase(
                "keseluruhan dibagi bagiannya, sehingga hasilnya selalu 100% atau lebih.",
                "the whole is divided by its part, so that the result is always 100% or more.",
            ),
            Phrase(
                f"Tukar pembilang dan penyebut: {formula.denominator} dibagi {formula.numerator} × 100%.",
                f"Exchange them: {formula.denominator} over {formula.numerator} × 100%.",
            ),
        )
    twin = next((f for f in formulas if _borrowed(formula, f)), None)
    if twin is not None:
        return (
            "borrowed",
            Phrase(
                f"pembilangnya sama dengan rumus “{twin.indicator}” dan tidak memuat hal yang diukur "
                "indikator ini.",
                f"its numerator is that of “{twin.indicator}” and holds nothing of what this indicator "
                "measures.",
            ),
            Phrase(
                "Perbaiki rumus sesuai dengan hal yang diukur oleh indikator.",
                "Correct the formula to what the indicator measures.",
            ),
        )
    return None


@derived
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load('formulas')[key])})(?!\w)", re.IGNORECASE)


def _inverted(top: str, bottom: str) -> bool:
    if not _pattern("whole").search(top) or _pattern("part").search(top):
        return False
    if not _pattern("part").search(bottom) or _pattern("whole").search(bottom):
        return False
    return bool(_telling(top) & _telling(bottom))


def _borrowed(formula: Formula, other: Formula) -> bool:
    """Has another indicator of the table the same numerator, and does nothing of what sets this indicator's
    name apart stand in its formula?"""
    if other.table.id != formula.table.id or _plain(other.indicator) == _plain(formula.indicator):
        return False
    if _plain(other.numerator) != _plain(formula.numerator):
        return False
    own = _telling(formula.indicator) - _telling(other.indicator)
    held = _telling(f"{formula.numerator} {formula.denominator}")
    theirs = _telling(other.indicator) - _telling(formula.indicator)
    if len(own) < 2 or any(_related(w, h) for w in own for h in held):
        return False
    return any(_related(w, h) for w in theirs for h in _telling(f"{other.numerator} {other.denominator}"))


def _related(a: str, b: str) -> bool:
    """Do two words share a root?"""
    short = min(len(a), len(b), _ROOT)
    return any(a[i : i + short] in b for i in range(len(a) - short + 1))


def _telling(text: str) -> set[str]:
    light = set(load("formulas")["light"])
    return {w for w in _plain(text).split() if w not in light and not w.isdigit()}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]+", " ", text.casefold()).split())


# ----------------------------------------------------------------------------------------------- reading


def _formulas(table: Table) -> Iterator[Formula]:
    names = [i for i, c in enumerate(table.columns) if c.field == "indikator"]
    columns = [i for i, c in enumerate(table.columns) if c.field == "formula"]
    if len(names) != 1 or len(columns) != 1:
        return
    by_name: dict[str, list[Cell]] = {}
    for row in table.rows:
        name, cell = " ".join(row[names[0]].text.split()), row[columns[0]]
        cells = by_name.setdefault(name, [])
        if name and cell.text.strip() and not any(cell is c or cell == c for c in cells):
            cells.append(cell)
    used: dict[tuple[int, tuple[float, ...]], int] = {}
    for cells in by_name.values():
        for c in cells:
            used[(c.page, tuple(c.bbox))] = used.get((c.page, tuple(c.bbox)), 0) + 1
    for name, cells in by_name.items():
        if not cells or any(used[(c.page, tuple(c.bbox))] > 1 for c in cells):
            continue  # one cell for several indicators: whose formula is whose cannot be told
        quotient = read_quotient(" ".join(c.text for c in cells))
        if quotient is not None:
            yield Formula(re.sub(r"^\d{1,2}[.)]\s*", "", name), *quotient, table, tuple(cells))


def read_quotient(text: str) -> tuple[str, str] | None:
    """Numerator and denominator of a printed formula: 'A dibagi B x 100%', or a fraction whose lines follow
    each other ('A x 100% B'). None if it is no quotient, or several.

    >>> read_quotient("Jumlah koperasi aktif dibagi jumlah koperasi dikali 100")
    ('Jumlah koperasi aktif', 'jumlah koperasi')
    """
    plain = " ".join(text.split())
    times = list(_pattern("times").finditer(plain))
    if len(times) > 1:
        return None
    divided = list(re.finditer(rf"\s*(?:{any_of(load('formulas')['divided'])})\s*", plain, re.IGNORECASE))
    if len(divided) == 1:
        end = times[0].start() if times and times[0].start() > divided[0].end() else len(plain)
        return _cleaned(plain[: divided[0].start()], plain[divided[0].end() : end])
    if divided or not times:
        return None
    before = _amounts(plain[: times[0].start()])
    after = _amounts(plain[times[0].end() :])
    if before and len(after) == 1:
        return _cleaned(before[-1], after[0])
    if len(before) == 2 and not after:
        return _cleaned(before[0], before[1])
    return None


def _cleaned(top: str, bottom: str) -> tuple[str, str] | None:
    top, bottom = (t.strip(" .,;:()=%") for t in (top, bottom))
    return (top, bottom) if len(top.split()) >= 2 and len(bottom.split()) >= 2 else None


def _amounts(text: str) -> list[str]:
    heads = any_of(load("formulas")["heads"])
    parts = re.split(rf"(?<!\w)(?=(?:{heads})(?!\w))", text, flags=re.IGNORECASE)
    return [
        p.strip() for p in parts if p.strip() and re.match(rf"(?:{heads})(?!\w)", p.strip(), re.IGNORECASE)
    ]
