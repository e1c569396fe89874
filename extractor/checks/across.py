"""The report beside other documents of its agency: which figures of the two speak of the same thing, and
where no place of the report says what the other document says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.checks.agreement import agree, far_apart, one_kind
from extractor.checks.disputes import REFERENCE_ORDER, Kinship, figures_by_year
from extractor.model import Measure, Phrase, Statement
from extractor.statements.ledger import Ledger, Other

_KINDS = {
    "lakip": Phrase("laporan kinerja", "the performance report"),
    "renstra": Phrase("Renstra", "the Renstra"),
    "renja": Phrase("Renja", "the Renja"),
    "rkt": Phrase("RKT", "the RKT"),
    "pk": Phrase("Perjanjian Kinerja", "the PK"),
    "iku": Phrase("dokumen IKU", "the IKU document"),
}


@dataclass(frozen=True)
class Apart:
    """Figures of one indicator, measure and year in the report and in another document that cannot be the
    same."""

    other: Other
    subject: int
    measure: Measure
    year: int | None
    own: tuple[Statement, ...]
    theirs: tuple[Statement, ...]

    @property
    def rescaled(self) -> bool:
        """Does the one give a number where the other gives a letter (81 and A)?"""
        return bool(self.own[0].quantity.readings) != bool(self.theirs[0].quantity.readings)

    @property
    def told_only(self) -> bool:
        """Is one side nothing but running text?"""
        return any(all(s.kind == "prose" for s in side) for side in (self.own, self.theirs))


def name_of_document(other: Other) -> Phrase:
    """What a document is, in a sentence: 'laporan kinerja 2021'."""
    kind = _KINDS.get(other.report.kind, Phrase("dokumen pembanding", "the other document"))
    year = f" {other.report.year}" if other.report.year else ""
    return Phrase(kind.id + year, kind.en + (f" of{year}" if year else ""))


def label_of_document(other: Other) -> str:
    """What tells its findings from those within the report, in an id: 'lakip 2021'."""
    return f"{other.report.kind} {other.report.year or ''}"


def is_report_of(other: Other, year: int | None) -> bool:
    """Is it the performance report of a year: the authority on that year's results?"""
    return year is not None and other.report.kind == "lakip" and other.report.year == year


def apart(ledger: Ledger, measure: Measure) -> list[Apart]:
    """Where no figure of the report is the one that another document gives."""
    return ledger.once(("apart", measure), lambda: list(_apart(ledger, measure)))


def rescaled(ledger: Ledger, measure: Measure) -> list[Apart]:
    """Where the one gives numbers and the other letters only."""
    return [a for a in apart(ledger, measure) if a.rescaled]


def differing(ledger: Ledger, measure: Measure) -> list[Apart]:
    """Where both give numbers, or both letters, that are not the same."""
    return [a for a in apart(ledger, measure) if not a.rescaled]


def _apart(ledger: Ledger, measure: Measure) -> Iterator[Apart]:
    policy = measure in ("target", "target_akhir")
    own = figures_by_year(ledger, ledger.statements, measure)
    for other in ledger.others:
        theirs = figures_by_year(ledger, other.statements, measure)
        shared = {key: (own[key], theirs[key]) for key in own if key in theirs}
        kinship = Kinship([[*a, *b] for a, b in shared.values()], policy)
        for (subject, year), (mine, others) in shared.items():
            if any(_is_number(s) for s in mine) and not any(_is_number(s) for s in others):
                yield Apart(other, subject, measure, year, _numbers(mine), tuple(others))
                continue
            if any(_is_number(s) for s in others) and not any(_is_number(s) for s in mine):
                yield Apart(other, subject, measure, year, tuple(mine), _numbers(others))
                continue
            if any(_is_number(s) for s in mine):
                mine, others = list(_numbers(mine)), list(_numbers(others))
            left, right = _compared(mine, others, kinship)
            if left and right:
                yield Apart(other, subject, measure, year, _foremost(left, policy), right)


def _foremost(own: Sequence[Statement], policy: bool) -> tuple[Statement, ...]:
    """Where the report contradicts itself: the figures that agree with its foremost one. The contradiction
    is a finding of its own."""
    first = min(own, key=lambda s: REFERENCE_ORDER.index(s.source) if s.source in REFERENCE_ORDER else 99)
    return tuple(s for s in own if agree(s.quantity, first.quantity, policy=policy))


def _is_number(s: Statement) -> bool:
    return bool(s.quantity.readings)


def _numbers(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    return tuple(s for s in statements if _is_number(s))


def _compared(
    own: Sequence[Statement], theirs: Sequence[Statement], kinship: Kinship
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """The figures of either side that are of a kind with one of the other's. None at all where one of
    another kind agrees: then the documents do say the same somewhere."""
    pairs: dict[str, dict[int, Statement]] = defaultdict(dict)
    for a in own:
        for b in theirs:
            if agree(a.quantity, b.quantity, policy=kinship.policy):
                return (), ()
            if not one_kind(a, b) or kinship.foreign(a, b):
                continue
            if far_apart(a, b) and not kinship.kindred(a, b):
                continue
            pairs["own"][id(a)] = a
            pairs["theirs"][id(b)] = b
    return tuple(pairs["own"].values()), tuple(pairs["theirs"].values())
