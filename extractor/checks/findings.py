"""Building a finding from statements: its places, its words, a fingerprint that stays the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from pydantic import Field

from extractor.language import format as printing
from extractor.model import (
    Consequence,
    Expected,
    Finding,
    Interval,
    Measure,
    Phrase,
    Quantity,
    Severity,
    Source,
    Stated,
    Statement,
    Table,
)

_WHERE = 70  # characters of a caption in a message
_LISTED = 6  # places named in a message; the others are counted
NO_PHRASE = Phrase("", "")

MEASURE_NAMES: dict[Measure, Phrase] = {
    "target": Phrase("target", "target"),
    "realisasi": Phrase("realisasi", "realisasi"),
    "capaian": Phrase("capaian", "capaian"),
    "baseline": Phrase("kondisi awal", "baseline"),
    "target_akhir": Phrase("target akhir periode", "end target"),
    "capaian_akhir": Phrase("capaian terhadap target akhir", "capaian against the end target"),
}

SOURCE_NAMES: dict[Source, Phrase] = {
    "pk_perubahan": Phrase("PK Perubahan", "the revised PK"),
    "pk": Phrase("Perjanjian Kinerja", "the PK"),
    "renstra_perubahan": Phrase("Renstra setelah perubahan", "the revised Renstra"),
    "renstra": Phrase("Renstra", "the Renstra"),
    "rpd": Phrase("RPD", "the RPD"),
    "iku": Phrase("IKU", "the IKU"),
    "rkt": Phrase("RKT", "the RKT"),
    "pengukuran": Phrase("tabel pengukuran kinerja", "the measurement table"),
    "perbandingan": Phrase("tabel perbandingan", "the comparison table"),
    "jangka_menengah": Phrase("tabel jangka menengah", "the medium-term table"),
    "anggaran": Phrase("tabel anggaran", "the budget table"),
    "efisiensi": Phrase("tabel efisiensi", "the efficiency table"),
    "ikhtisar": Phrase("ikhtisar", "the summary"),
    "narasi": Phrase("narasi", "the text"),
    "penutup": Phrase("penutup", "the closing chapter"),
    "lampiran": Phrase("lampiran", "an attachment"),
}

Place = tuple[str, int, tuple[float, float, float, float], str, str]
"""What tells one printed figure from every other: document, page, box, measure, text."""


def place(figure: Statement | Stated) -> Place:
    """The identity of a printed figure. The measure of a place in a sentence is not told."""
    x0, top, x1, bottom = figure.bbox
    measure = figure.measure if isinstance(figure, Statement) else ""
    return figure.document, figure.page, (x0, top, x1, bottom), measure, figure.text


class Draft(Finding):
    """A finding with what its grouping needs to know; ``extractor.checks.causes`` takes that away.

    ``accused`` are the figures that it calls wrong, ``rests_on`` those of which, if they are wrong
    themselves, this finding is only a consequence.
    """

    accused: frozenset[Place] = Field(default=frozenset(), exclude=True)
    rests_on: frozenset[Place] = Field(default=frozenset(), exclude=True)

    def plain(self, derived: Sequence[Consequence] = ()) -> Finding:
        """The finding as it is published."""
        values = {name: getattr(self, name) for name in Finding.model_fields}
        return Finding(**{**values, "stated": self._marked(), "derived": (*self.derived, *derived)})

    def consequence(self) -> Consequence:
        """The finding as it hangs on another."""
        values = {name: getattr(self, name) for name in Consequence.model_fields}
        return Consequence(**{**values, "stated": self._marked()})

    def _marked(self) -> tuple[Stated, ...]:
        """The places, those of accused figures marked; the first where none is named."""
        accused = {(document, page, box, text) for document, page, box, _, text in self.accused}
        marks = [(s.document, s.page, tuple(s.bbox), s.text) in accused for s in self.stated]
        if marks and not any(marks):
            marks[0] = True
        return tuple(
            s.model_copy(update={"questioned": True}) if mark else s
            for s, mark in zip(self.stated, marks, strict=True)
        )


def fingerprint(code: str, indicator: str, measure: str | None, year: int | None, against: str = "") -> str:
    """An id that a corrected resubmission of the report gives to the same finding: it holds no figure, no
    page and no wording beyond the letters of the indicator's name. ``against`` is the kind of document that
    the report is held against."""
    letters = re.sub(r"[^a-z0-9]+", "", indicator.casefold())
    told = f"{code}|{letters}|{measure or ''}|{year or ''}" + (f"|{against}" if against else "")
    digest = hashlib.sha256(told.encode())
    return f"{code}-{digest.hexdigest()[:10]}"


def stated(statement: Statement) -> Stated:
    """A statement as a place of a finding."""
    return Stated(
        value=statement.value,
        text=statement.text,
        page=statement.page,
        bbox=statement.bbox,
        where=statement.where,
        source=statement.source,
        document=statement.document,
    )


def stated_cell(table: Table, row: int, column: int) -> Stated:
    """A cell that states no figure (blank, '-', words) as a place of a finding."""
    cell = table.rows[row][column]
    kind: Source = table.kind if table.kind in SOURCE_NAMES else "lain"
    return Stated(
        value=None, text=cell.text, page=cell.page, bbox=cell.bbox, where=table.caption, source=kind
    )


def draft(
    code: str,
    severity: Severity,
    *,
    indicator: str,
    measure: Measure | None,
    year: int | None,
    places: Sequence[Statement | Stated],
    message: Phrase,
    criterion: Phrase,
    recommendation: Phrase,
    diagnosis: Phrase = NO_PHRASE,
    expect: Expected | None = None,
    confidence: float = 0.95,
    accused: Iterable[Statement | Stated] = (),
    rests_on: Iterable[Statement | Stated] = (),
    against: str = "",
) -> Draft:
    """A finding. ``places`` come in the order in which the reader should see them; doubles are dropped.
    ``against`` tells a finding about another document from one within the report."""
    shown: list[Stated] = []
    for p in places:
        one = stated(p) if isinstance(p, Statement) else p
        if one not in shown:
            shown.append(one)
    return Draft(
        id=fingerprint(code, indicator, measure, year, against),
        code=code,
        severity=severity,
        indicator=indicator,
        measure=measure,
        year=year,
        message=message,
        criterion=criterion,
        recommendation=recommendation,
        diagnosis=diagnosis,
        stated=tuple(shown),
        expected=expect,
        confidence=round(confidence, 2),
        accused=frozenset(map(place, accused)),
        rests_on=frozenset(map(place, rests_on)),
    )


# ----------------------------------------------------------------------------------------------- words


def number(value: Decimal, places: int = 2) -> Phrase:
    """A computed number for a person: 1.234,50 in Indonesian, 1,234.50 in English."""
    shown = printing.number(value, places)
    return Phrase(shown, shown.translate(str.maketrans(".,", ",.")))


def percent(value: Decimal) -> Phrase:
    """A computed percentage."""
    shown = number(value)
    return Phrase(f"{shown.id}%", f"{shown.en}%")


def name_of(measure: Measure | None) -> Phrase:
    """A measure's name in a sentence."""
    return MEASURE_NAMES.get(measure, Phrase(measure, measure)) if measure else Phrase("angka", "figure")


def of_year(year: int | None) -> str:
    """' 2024', or nothing."""
    return f" {year}" if year else ""


def cite(statement: Statement | Stated) -> Phrase:
    """A printed figure with its place: "98,05" (halaman 17, Tabel 3.2), "98,05" (LKjIP.pdf halaman 12)."""
    where = " ".join(statement.where.split())
    if len(where) > _WHERE:
        where = where[: _WHERE - 1].rsplit(" ", 1)[0] + "…"
    tail = f", {where}" if where else ""
    document = f"{statement.document} " if statement.document else ""
    return Phrase(
        f"{quoted(statement.text)} ({document}halaman {statement.page}{tail})",
        f"{quoted(statement.text)} ({document}page {statement.page}{tail})",
    )


def quoted(text: str) -> str:
    """A cell's text in quotation marks."""
    return f"“{' '.join(text.split())}”" if text.strip() else "(kosong)"


def listing(statements: Sequence[Statement | Stated]) -> Phrase:
    """Printed figures with their places, joined; figures that are printed alike stand together."""
    by_text: dict[tuple[str, str], list[Statement | Stated]] = {}
    for s in statements:
        by_text.setdefault((s.document, " ".join(s.text.split())), []).append(s)
    parts_id, parts_en = [], []
    for same in by_text.values():
        first = cite(same[0])
        more = sorted({s.page for s in same[1:]} - {same[0].page})
        extra_id = f" dan halaman {_pages(more)}" if more else ""
        extra_en = f" and page {_pages(more)}" if more else ""
        parts_id.append(first.id + extra_id)
        parts_en.append(first.en + extra_en)
    rest = len(parts_id) - _LISTED
    if rest > 0:
        parts_id = [*parts_id[:_LISTED], f"dan {rest} lainnya"]
        parts_en = [*parts_en[:_LISTED], f"and {rest} more"]
    return Phrase("; ".join(parts_id), "; ".join(parts_en))


def _pages(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))


def join(*phrases: Phrase) -> Phrase:
    """Sentences one after the other; empty ones are left out."""
    kept = [p for p in phrases if p]
    return Phrase(" ".join(p.id for p in kept), " ".join(p.en for p in kept))


def expectation(interval: Interval | None, value: Decimal | None) -> Expected | None:
    """What should stand there, of a recomputed percentage."""
    if value is None:
        return None
    two = printing.round_half_up(value, 2)
    low = interval.low.quantize(Decimal("0.0001")) if interval else None
    high = interval.high.quantize(Decimal("0.0001")) if interval else None
    return Expected(value=two, low=low, high=high, text=percent(value))


def printed_value(quantity: Quantity) -> Decimal | None:
    """The first reading's number, for a sentence."""
    return quantity.readings[0].value if quantity.readings else None
