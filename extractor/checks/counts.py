"""CNT001: numbers of indicators above, at and below target in running text against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.counted import Count, counts_in
from extractor.checks.counted_categories import counted_by_category
from extractor.checks.counted_parts import parts_beyond_their_whole
from extractor.checks.findings import cite, draft, quoted
from extractor.checks.means import Measured, measured
from extractor.checks.prose import Sentence, sentences
from extractor.checks.registry import rule
from extractor.checks.sheet import Figure, Line, Sheet
from extractor.checks.told_counts import sasaran_counted_otherwise
from extractor.model import Expected, Finding, Phrase, Severity, Stated
from extractor.patterns import load
from extractor.statements.ledger import Ledger

HUNDRED = Decimal(100)
_OVER = re.compile(r"me(?:lampaui|lebihi)", re.IGNORECASE)
_JOINED = re.compile(r"\bdari\s+(\d{1,3})\s+[^\d.;,]{2,60}?\s+dan\s+(\d{1,3})\s", re.IGNORECASE)

STANDINGS = {
    "over": Phrase("di atas target", "above target"),
    "reached": Phrase("mencapai target", "at or above target"),
    "reached or over": Phrase("mencapai atau melampaui target", "at or above target"),
    "below": Phrase("di bawah target", "below target"),
}


# ----------------------------------------------------------------------------------------------- CNT001


@dataclass(frozen=True)
class Standing:
    """How many indicators of a table stand above, at and below their targets. ``capped`` are those at 100
    whose realisasi is above the target."""

    table: Measured
    over: int
    equal: int
    below: int
    capped: int
    unsure: int

    @property
    def total(self) -> int:
        return self.over + self.equal + self.below + self.unsure

    def fits(self, kind: str, number: int) -> bool:
        match kind:
            case "over":
                return self.over <= number <= self.over + self.capped + self.unsure
            case "reached or over":
                return self.over + self.equal <= number <= self.over + self.equal + self.unsure
            case "reached":  # 'mencapai target' may leave out, or hold, those above
                return self.equal - self.capped <= number <= self.over + self.equal + self.unsure
            case _:
                return self.below <= number <= self.below + self.unsure

    def may_count(self, number: int) -> bool:
        """Is it the number of those on some side of their targets?"""
        return any(self.fits(kind, number) for kind in STANDINGS)

    def number(self, kind: str) -> int:
        return {"over": self.over, "below": self.below}.get(kind, self.over + self.equal)


def standings(ledger: Ledger) -> list[Standing]:
    """The tables that state the capaian of all indicators of the report's year, without shorter tables."""
    result = []
    for table in measured(ledger):
        if table.sheet.table.kind == "efisiensi" or _of_money(table.sheet):
            continue
        over = equal = below = capped = unsure = 0
        for line in table.sheet.plain():
            f = line.figures.get(table.column)
            if f is None:
                side = _by_target(ledger, table.sheet, line) if line.figures else 0
                over, below, unsure = over + (side == 1), below + (side == -1), unsure + (side is None)
            elif f.value > HUNDRED:
                over += 1
            elif f.value < HUNDRED:
                below += 1
            else:
                equal += 1
                capped += _by_target(ledger, table.sheet, line) == 1
        result.append(Standing(table, over, equal, below, capped, unsure))
    most = max((s.total for s in result), default=0)
    return [s for s in result if s.total == most and most > 1]


def _of_money(sheet: Sheet) -> bool:
    """Are all targets of a table rupiah: the revenue that an agency plans, not its indicators?"""
    targets = [
        f for x in sheet.plain() for c, f in x.figures.items() if sheet.field(c) in ("target", "anggaran")
    ]
    return bool(targets) and all(f.quantity.unit == "rupiah" for f in targets)


def _by_target(ledger: Ledger, sheet: Sheet, line: Line, unknown: int | None = None) -> int | None:
    """On which side of its target a row's realisasi lies: 1 better, -1 worse, 0 equal; None if it cannot
    be told. ``unknown``: whether more is better (1) where the direction is not known."""
    year = ledger.report.year
    found = {
        sheet.field(c): f
        for c, f in line.figures.items()
        if sheet.field(c) in ("target", "realisasi") and sheet.table.columns[c].year in (None, year)
    }
    target, realisasi = found.get("target"), found.get("realisasi")
    if target is None or realisasi is None or target.statement is None:
        return None
    subject = ledger.subjects.get(target.statement.subject)
    direction = subject.direction if subject is not None else "unknown"
    if realisasi.value == target.value:
        return 0
    better = 1 if realisasi.value > target.value else -1
    if direction in ("higher", "lower"):
        return better if direction == "higher" else -better
    return None if unknown is None else better * unknown


@rule(
    "CNT001",
    severity="error",
    title=Phrase(
        "Jumlah indikator yang mencapai target tidak sesuai tabel",
        "Count of indicators against their targets does not fit the tables",
    ),
)
def indicators_at_target(ledger: Ledger) -> Iterator[Finding]:
    """A sentence counts the indicators above, at or below their targets otherwise than the tables.

    What: the capaian of the report's year are counted in every table that lists all indicators; a capaian
    cut at 100 counts either way. A number that no such table gives is an error; one that some give and
    others do not is a warning, since the tables then disagree. The number of indicators in a category is held
    to the labels and values of the tables. Parts of one sentence that nothing can share ("dari 6 indikator, 5
    mencapai target dan 2 belum") are not more than their whole. A warning is also a number of attained or
    missed sasaran that two sentences give differently.

    Why: this sentence is what is quoted from the report.

    Example: "5 (lima) indikator melampaui target" where four capaian are above 100.

    The agency should: correct the number.
    """
    yield from sasaran_counted_otherwise(ledger)
    yield from counted_by_category(ledger)
    yield from parts_beyond_their_whole(ledger)
    tables = standings(ledger)
    if not tables:
        return
    patterns: dict[str, str] = load("counts")["attained"]
    groups: dict[tuple[int, str], list[Stated]] = {}
    told: set[tuple[int, int]] = set()
    for sentence in sentences(ledger):
        counts = [c for c in counts_in(sentence.text) if c.noun == "indikator"]
        if not counts or re.search(patterns["scoped"], sentence.before(len(sentence.text)), re.I):
            continue
        for count in counts:
            if not _whole(sentence, count, tables):
                continue
            share = re.match(patterns["share"], sentence.text[count.end :], re.I)
            said = count.end + (share.end() if share else 0)
            rest = sentence.text[said:]
            for kind in ("over", "below", "reached"):
                match = re.match(rf"\s*(?:{patterns[kind]})", rest, re.I)
                if match:
                    if kind == "reached" and _OVER.search(match.group()):
                        kind = "reached or over"
                    at = (sentence.page, sentence.start)
                    if at in told or all(t.fits(kind, count.number) for t in tables):
                        break  # of '4 above, 2 below' the second follows from the first
                    told.add(at)
                    place = sentence.stated(count.start, said + match.end(), value=Decimal(count.number))
                    groups.setdefault((count.number, kind), []).append(place)
                    break
    for (number, kind), found in groups.items():
        yield _wrong_standing(
            ledger, number, kind, found, tables, [t for t in tables if t.fits(kind, number)]
        )


def _whole(sentence: Sentence, count: Count, tables: Sequence[Standing]) -> bool:
    """Is a count about all indicators, not those of one sasaran or program?"""
    total = tables[0].total
    before = sentence.text[: count.start]
    if count.number > total or count.of not in (None, total):
        return False
    joined = _JOINED.search(before)  # 'dari 6 IKU dan 14 IKK'
    if joined and int(joined[1]) + int(joined[2]) != total:
        return False
    others = [c for c in counts_in(sentence.before(count.start)[-300:]) if c.noun == "indikator"]
    if (
        others
        and max(c.number for c in others) < total
        and sum(c.number for c in others) + count.number != total
    ):
        return False
    part = re.search(r"\b(?:sasaran|program|tujuan)\b(?!\s*strategis\s*(?:yang|dengan))", before[-80:], re.I)
    return (
        not part
        or count.of == total
        or any(c.number == total for c in others)
        or bool(re.search(r"indikator\s+kinerja\s+sasaran", before, re.I))
    )


def _wrong_standing(
    ledger: Ledger,
    number: int,
    kind: str,
    places: Sequence[Stated],
    tables: Sequence[Standing],
    fitting: Sequence[Standing],
) -> Finding:
    other = next(t for t in tables if t not in fitting)
    severity: Severity = "warning" if fitting else "error"
    name, right = STANDINGS[kind], other.number(kind)
    where = cite(places[0])
    more = sorted({p.page for p in places[1:]} - {places[0].page})
    also_id = f" dan halaman {', '.join(map(str, more))}" if more else ""
    also_en = f" and page {', '.join(map(str, more))}" if more else ""
    sheet = other.table.sheet
    figures = [x.figures[other.table.column] for x in sheet.plain() if other.table.column in x.figures]
    chosen = [f for f in figures if _stands(f, kind)]
    # The table may be wrong instead, and then in a figure that the sentence counts otherwise, and that its
    # row does not bear out.
    own = {
        x.figures[other.table.column]: _by_target(ledger, sheet, x, 1)
        for x in sheet.plain()
        if other.table.column in x.figures
    }
    doubtful = [f for f in figures if _stands(f, kind) == (number < right) and own[f] != _side(f)]
    listed = "; ".join(f.text for f in chosen)
    at = sheet.stated(figures[0])
    page = at.page
    told_id = f"menurut {quoted(at.where)} (halaman {page}) ada {right} indikator {name.id}"
    told_en = f"by {quoted(at.where)} (page {page}) there are {right} indicators {name.en}"
    if kind == "over" and chosen:
        told_id += f" (capaian {listed})"
        told_en += f" (capaian {listed})"
    if fitting:
        fit = fitting[0].table.sheet
        caption = fit.stated(next(f for x in fit.plain() for f in x.figures.values()))
        told_id += f"; hanya {quoted(caption.where)} (halaman {caption.page}) yang cocok"
        told_en += f"; only {quoted(caption.where)} (page {caption.page}) fits"
    return draft(
        "CNT001",
        severity,
        indicator=f"Jumlah indikator {name.id}",
        measure="capaian",
        year=ledger.report.year,
        places=[*places, *(sheet.stated(f) for f in figures)],
        message=Phrase(
            f"Tertulis {where.id}{also_id}, sedangkan {told_id}. Mohon dikonfirmasi.",
            f"The text has {where.en}{also_en}, but {told_en}.",
        ),
        criterion=Phrase(
            "Jumlah indikator dalam narasi sama dengan yang dimuat tabel.",
            "A count in the text is that of the tables.",
        ),
        recommendation=Phrase(
            f"Perbaiki jumlah menjadi {right}, atau capaian pada tabel.",
            f"Correct the number to {right}, or the capaian of the table.",
        ),
        diagnosis=Phrase(
            f"{number} adalah jumlah indikator yang mencapai atau melebihi target.",
            f"{number} is the number at or above target.",
        )
        if kind == "over" and number == other.over + other.equal
        else Phrase("", ""),
        expect=Expected(value=Decimal(right), text=Phrase(str(right), str(right))),
        confidence=0.85 if severity == "error" else 0.75,
        rests_on=[f.statement for f in doubtful if f.statement is not None],
    )


def _side(figure: Figure) -> int:
    """On which side of the target a capaian stands."""
    return (figure.value > HUNDRED) - (figure.value < HUNDRED)


def _stands(figure: Figure, kind: str) -> bool:
    """Does a capaian stand to its target as the sentence says?"""
    match kind:
        case "over":
            return figure.value > HUNDRED
        case "below":
            return figure.value < HUNDRED
        case _:
            return figure.value >= HUNDRED
