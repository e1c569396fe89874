"""The capaian of an indicator that is broken down into parts (a., b., c.), against the mean of its parts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.checks.findings import Draft, draft, of_year, stated
from extractor.checks.findings import listing as listing_of
from extractor.checks.means import Mean, mean
from extractor.checks.rows import Reading, read_rows
from extractor.checks.sheet import Line, sheets
from extractor.checks.telling import expected, listed, rounded
from extractor.model import Phrase, Statement
from extractor.statements.ledger import Ledger

_CODE = re.compile(r"\W*[A-Z]{1,2}[ .-]?\d{1,2}")
_PART = re.compile(r"\(?([a-z])[.)]\s*\S")
_FEWEST = 2  # parts of which a mean is one

CRITERION = Phrase(
    "Capaian indikator yang dirinci adalah rata-rata capaian rinciannya, seperti yang dipakai laporan pada "
    "tahun lain.",
    "The capaian of an indicator in parts is the mean of its parts, as the report computes it for another "
    "year.",
)


@dataclass(frozen=True)
class _Whole:
    """A capaian of an indicator that has no target and realisasi of its own, and the mean of its parts."""

    capaian: Statement
    mean: Mean
    parts: tuple[Statement, ...]

    @property
    def follows(self) -> bool:
        return self.mean.gives(self.capaian.quantity)


def means_of_parts(ledger: Ledger) -> Iterator[Draft]:
    """Capaian that are not the mean of their parts where the report takes that mean in another year."""
    rows = read_rows(ledger)
    wholes: dict[int, list[_Whole]] = defaultdict(list)
    for whole in _wholes(ledger, rows):
        wholes[whole.capaian.subject].append(whole)
    for found in wholes.values():
        method = {w.capaian.year for w in found if w.follows}
        wrong: dict[int | None, list[_Whole]] = defaultdict(list)
        for whole in found:
            if not whole.follows and method - {whole.capaian.year}:
                wrong[whole.capaian.year].append(whole)
        for year, off in wrong.items():
            yield _finding(ledger, year, off, sorted(y for y in method if y is not None))


def _wholes(ledger: Ledger, rows: Reading) -> Iterator[_Whole]:
    for sheet in sheets(ledger):
        for index, line in enumerate(sheet.lines):
            parts = _parts_below(line, sheet.lines[index + 1 :])
            if len(parts) < _FEWEST or line.kind:
                continue
            for column, figure in line.figures.items():
                own = figure.statement
                if sheet.field(column) != "capaian" or own is None or rows.measured_for(own) is not None:
                    continue
                below = [p.figures[column] for p in parts if column in p.figures]
                if len(below) != len(parts):
                    continue
                told = tuple(f.statement for f in below if f.statement is not None)
                yield _Whole(own, mean([below]), told)


def _parts_below(line: Line, below: Sequence[Line]) -> list[Line]:
    """The lines right below that are lettered in sequence, or named after the line with a code at the end."""
    found: list[Line] = []
    before = ""
    if _PART.match(line.label):
        return found
    for other in below:
        lettered = _PART.match(other.label)
        named = (
            bool(line.label)
            and other.label.startswith(line.label)
            and _CODE.fullmatch(other.label, len(line.label))
        )
        if lettered and not (before and ord(lettered[1]) != ord(before) + 1):
            before = lettered[1]
        elif not named:
            break
        found.append(other)
    return found


def _finding(ledger: Ledger, year: int | None, off: Sequence[_Whole], method: Sequence[int]) -> Draft:
    first = off[0]
    at = listing_of([w.capaian for w in off])
    value = rounded(first.mean.value)
    parts = listed(first.mean.figures)
    years = ", ".join(map(str, method))
    return draft(
        "AGG001",
        "warning",
        indicator=ledger.subjects[first.capaian.subject].name,
        measure="capaian",
        year=year,
        places=[*(stated(w.capaian) for w in off), *first.parts],
        message=Phrase(
            f"Capaian{of_year(year)} tertulis {at.id}; rata-rata rinciannya ({parts.id}) adalah {value.id}. "
            f"Pada tahun {years} capaian indikator ini adalah rata-rata rinciannya. Mohon dikonfirmasi.",
            f"The capaian{of_year(year)} is printed {at.en}; the mean of its parts ({parts.en}) is "
            f"{value.en}. In {years} the capaian of this indicator is the mean of its parts.",
        ),
        criterion=CRITERION,
        recommendation=Phrase(
            f"Perbaiki capaian menjadi {value.id}, atau jelaskan cara menghitungnya.",
            f"Correct the capaian to {value.en}, or explain how it was computed.",
        ),
        expect=expected(first.mean.value),
        confidence=0.8,
        rests_on=first.parts,
    )
