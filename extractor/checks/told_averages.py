"""Averages of capaian that running text states: 'rata-rata capaian kinerja sebesar 101,03%'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.checks.agreement import agree
from extractor.checks.findings import Draft, cite, draft, of_year
from extractor.checks.means import any_average
from extractor.checks.prose import Sentence, figure, sentences
from extractor.model import Phrase, Quantity, Stated
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_BEFORE = 60  # characters before 'rata-rata' in which a sentence says of what it is
_YEAR_BEFORE = 40  # of these, those whose year is the average's


@dataclass(frozen=True)
class Claim:
    """An average of capaian in the report's year. ``what`` are the words of which it is, in lower case;
    ``heading`` is the number of the sasaran under which it stands ('Sasaran 1 : ...'), if it has one."""

    sentence: Sentence
    what: str
    before: str
    quantity: Quantity
    stated: Stated
    heading: re.Match[str] | None

    @property
    def overall(self) -> bool:
        """Is it the whole report's, unweighted, and no bound ('di atas 100%')?"""
        part = ("sasaran ke", "program", "kegiatan", "tujuan", "misi", ">", "<", "≥", "≤")
        weighted: list[str] = load("aggregates")["prose"]["weighted"]
        return self.heading is None and not any(w in self.what for w in (*part, *weighted))


def claims_of_averages(ledger: Ledger) -> Sequence[Claim]:
    """The averages that running text claims, in printed order."""
    return ledger.once("claims of averages", lambda: list(_claims(ledger)))


def _claims(ledger: Ledger) -> Iterator[Claim]:
    needed = str(load("aggregates")["prose"]["needed"])
    for sentence in sentences(ledger):
        if needed not in sentence.text.casefold():
            continue
        taken: set[int] = set()
        for pattern in _patterns():
            for match in pattern.finditer(sentence.text):
                if match.start("value") in taken:
                    continue
                claim = _claim(ledger, sentence, match)
                if claim is not None:
                    taken.add(match.start("value"))
                    yield claim


@derived
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.I | re.S) for p in load("aggregates")["prose"]["averages"])


def _claim(ledger: Ledger, sentence: Sentence, match: re.Match[str]) -> Claim | None:
    words = load("aggregates")["prose"]
    what = " ".join(match["what"].casefold().split())
    near = sentence.text[max(0, match.start() - _BEFORE) : match.start()]
    before = " ".join(near.casefold().split())
    if not any(w in what for w in words["capaian"]) and not before.endswith(tuple(words["capaian"])):
        return None
    if any(w in what for w in (*words["not_about"], *words["serapan"], *words["efisiensi"])):
        return None
    years = {int(y) for y in re.findall(r"\b(20\d\d)\b", before[-_YEAR_BEFORE:] + " " + what)}
    quantity = figure(match["value"] + "%")
    if years - {ledger.report.year} or quantity is None:
        return None
    if re.match(words["bound_after"], sentence.text[match.end() :], re.I):
        return None  # 'rata-rata capaian 100% atau lebih'
    ordinals = "|".join(words["ordinals"])
    heading = re.search(
        rf"sasaran(?:\s+strategis)?\s*(?:ke[- ]?)?(?:\d{{1,2}}|[IVX]+|{ordinals})\b",
        sentence.before(match.start()),
        re.I,
    )
    stated = sentence.stated(match.start("value"), match.end(), value=quantity.readings[0].value)
    return Claim(sentence, what, sentence.before(match.start()), quantity, stated, heading)


# -------------------------------------------------------------------------------------------- CAP004


def overall_averages(ledger: Ledger) -> Iterator[Draft]:
    """For CAP004: averages of the whole report that differ from sentence to sentence, unless each is one
    that the tables give without a cap (of all indicators, of the sasaran) or with the report's own."""
    told = [c for c in claims_of_averages(ledger) if c.overall]
    groups: list[list[Claim]] = []
    for claim in sorted(told, key=lambda c: c.quantity.readings[0].step):
        home = next((g for g in groups if agree(g[0].quantity, claim.quantity)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    if len(groups) < 2:
        return
    own = [m for _, m in any_average(ledger) if m.cap in (None, ledger.conventions.cap)]
    if all(any(m.gives(g[0].quantity) for m in own) for g in groups):
        return
    places = [c.stated for g in groups for c in g]
    cited = [cite(g[0].stated) for g in groups]
    year = ledger.report.year
    yield draft(
        "CAP004",
        "warning",
        indicator="Rata-rata capaian kinerja",
        measure="capaian",
        year=year,
        places=places,
        message=Phrase(
            f"Rata-rata capaian kinerja{of_year(year)} ditulis berbeda: {'; '.join(c.id for c in cited)}.",
            f"The average capaian{of_year(year)} is told otherwise in places: "
            f"{'; '.join(c.en for c in cited)}.",
        ),
        criterion=Phrase(
            "Rata-rata capaian kinerja laporan hanya satu, dengan satu cara penghitungan.",
            "A report has one average capaian, computed in one way.",
        ),
        recommendation=Phrase(
            "Mohon dikonfirmasi rata-rata yang benar, dan dipakai di semua bagian laporan.",
            "Please confirm the right average and use it everywhere.",
        ),
        confidence=0.7,
    )
