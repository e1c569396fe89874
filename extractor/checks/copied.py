"""Sentences that stand word for word in an earlier document of the agency: why a figure is wrong, and
figures of the year before that nobody replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.checks.findings import Draft, draft, join, quoted
from extractor.checks.quoting import excerpt, shortened
from extractor.language import numbers
from extractor.model import Finding, Measure, Phrase, Stated, Statement
from extractor.statements.ledger import Ledger, Other
from extractor.statements.twins import Twin, is_telling, twins

_LONG = 25  # letters of a quotation that tell its sentence without the place
_RESULTS: tuple[Measure, ...] = ("realisasi", "capaian", "realisasi_anggaran", "serapan")


def twins_with(ledger: Ledger, other: Other) -> list[Twin]:
    """The sentences that the report shares with a document; found once for all rules."""
    return ledger.once(("twins", other.name), lambda: twins(ledger.paragraphs, other.paragraphs))


def twin_of(ledger: Ledger, other: Other, statement: Statement) -> Twin | None:
    """The shared sentence in which a statement of the other document stands."""
    for twin in twins_with(ledger, other):
        for index, (_, _, text) in enumerate(twin.other.figures):
            if text == statement.text and twin.other.place(index) == (statement.page, statement.bbox):
                return twin
    return None


def with_origin(ledger: Ledger, finding: Finding) -> Finding:
    """The finding with a word on the earlier report from which its sentence was taken over."""
    for other in _earlier(ledger):
        for twin in twins_with(ledger, other):
            if twin.copied and any(_in_sentence(place, twin) for place in finding.stated):
                diagnosis = join(finding.diagnosis, _same(twin, other))
                places = (*finding.stated, _place(twin, other))
                return finding.model_copy(update={"diagnosis": diagnosis, "stated": places})
    return finding


def figures_kept(ledger: Ledger) -> Iterator[Draft]:
    """REA003: a sentence without a year, taken over with a figure that the earlier report's tables give as
    its own year's result and this report's do not give for this year."""
    year = ledger.report.year
    now = {(s.page, s.bbox) for s in ledger.statements if s.kind == "prose"}
    values = {s.value for s in ledger.statements if s.year == year and s.measure in _RESULTS}
    for other in _earlier(ledger):
        results: dict[object, Statement] = {}
        for s in other.statements:
            if s.kind == "table" and s.measure in _RESULTS and s.year == other.report.year:
                results.setdefault(s.value, s)
        for twin in twins_with(ledger, other):
            if not twin.copied or any(twin.own.year_at(i) is not None for i in range(len(twin.own.figures))):
                continue
            kept: list[tuple[Stated, Statement]] = []
            for index, (start, end, text) in enumerate(twin.own.figures):
                quantity = numbers.parse(text)
                source = results.get(quantity.value)
                # A figure that is read as an indicator's is judged by the rules on indicators.
                if source is None or not is_telling(quantity) or twin.own.place(index) in now:
                    continue
                if quantity.value not in values:
                    kept.append((excerpt(twin.own.passage, start, end, quantity.value), source))
            if kept:
                yield _kept(ledger, other, twin, kept)


def _earlier(ledger: Ledger) -> Iterator[Other]:
    """The performance reports of years before the report's."""
    for other in ledger.others:
        before = other.report.year is not None and other.report.year < (ledger.report.year or 0)
        if other.report.kind == "lakip" and before:
            yield other


def _in_sentence(place: Stated, twin: Twin) -> bool:
    if place.document:
        return False
    said, sentence = ("".join(t.split()) for t in (place.text, twin.own.text))
    if len(said) >= _LONG:
        return said in sentence and abs(place.page - twin.own.page()) <= 1
    own = range(len(twin.own.figures))
    return any(twin.own.place(i) == (place.page, place.bbox) for i in own)


def _same(twin: Twin, other: Other) -> Phrase:
    page, of = twin.other.page(), other.report.year
    return Phrase(
        f"Kalimat itu sama kata demi kata dengan laporan tahun {of} ({other.name} halaman {page}).",
        f"The sentence is word for word that of the report of {of} ({other.name} page {page}).",
    )


def _place(twin: Twin, other: Other) -> Stated:
    sentence = twin.other
    place = excerpt(sentence.passage, sentence.start, sentence.end)
    return place.model_copy(update={"document": other.name})


def _kept(ledger: Ledger, other: Other, twin: Twin, kept: Sequence[tuple[Stated, Statement]]) -> Draft:
    year, before = ledger.report.year, other.report.year
    said = quoted(shortened(twin.own.text))
    place, source = kept[0]
    figures = "; ".join(quoted(p.text) for p, _ in kept)
    where, at = f"{other.name} halaman {twin.other.page()}", f"{other.name} page {twin.other.page()}"
    return draft(
        "REA003",
        "warning",
        indicator=source.indicator,
        measure=source.measure,
        year=year,
        places=[*(p for p, _ in kept), *(s for _, s in kept)],
        message=Phrase(
            f"Angka {figures} (halaman {place.page}) berada dalam kalimat yang sama kata demi kata dengan "
            f"{where}: {said}. Di sana angka itu hasil tahun {before}; tabel laporan ini tidak "
            f"mencantumkannya untuk {year}.",
            f"The figures {figures} (page {place.page}) stand in a sentence that is word for word that of "
            f"{at}: {said}. There they are results of {before}; the tables of this report do not give them "
            f"for {year}.",
        ),
        criterion=Phrase(
            "Realisasi tahun pelaporan adalah hasil tahun itu.",
            "The realisasi of a year is that year's result.",
        ),
        recommendation=Phrase(
            f"Mohon dikonfirmasi apakah angka itu hasil tahun {year}; bila tidak, kalimatnya diperbarui.",
            f"Please confirm whether it is the result of {year}; if not, update the sentence.",
        ),
        confidence=0.7,
        against=f"lakip {before}",
    )
