"""A finding as the words of a form: every output that lists findings shows these texts.

One record per finding, those that only follow from another right under their cause. All text has passed
``plain``: one line, no control characters; each output escapes it in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.registry import all_rules
from extractor.language import format as printing
from extractor.model import Audit, Box, Consequence, Expected, Phrase, Severity, Stated, Statement
from extractor.output.text import Language, known, label, page_ranges, plain
from extractor.output.verdict import by_severity
from extractor.patterns import load

_DECIMALS = 4  # of a difference at most: printed figures have fewer


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure of a finding is printed. ``kind`` is the kind of place in words ('uraian'),
    ``document`` the file name of another document held against the report, or ''."""

    text: str  # as printed; '–' where nothing is printed
    page: int
    where: str  # caption or section as printed, maybe ''
    kind: str
    document: str
    bbox: Box
    questioned: bool

    @property
    def section(self) -> str:
        """'Tabel 3.2 Pengukuran Kinerja (uraian)': the caption or section, and the kind if it does not
        say so itself."""
        where = self.where
        if self.kind.casefold() not in where.casefold():
            where = f"{where} ({self.kind})" if where else self.kind
        return f"{self.document}, {where}" if self.document else where


@dataclass(frozen=True, slots=True)
class Record:
    """One finding in one language."""

    number: str  # '3'; '3.1' is the first that follows from 3
    cause: str  # number of the finding it follows from, or ''
    id: str  # fingerprint, the same in a corrected resubmission
    code: str
    title: str  # of the rule
    severity: Severity
    level: str  # the severity in words
    indicator: str
    measure: str  # in words, or ''
    year: int | None
    places: tuple[Place, ...]
    pages: str  # of the report itself: '4, 17–18', or ''
    page: int | None  # of the first figure questioned, in the report itself
    location: str  # 'hal. 4, Ikhtisar; hal. 17, Tabel 3.2'
    stated: str  # the figures questioned, as printed
    expected: str  # what should stand there, or ''
    recomputed: bool  # is ``expected`` recomputed, or a figure of the report that is the reference?
    difference: Decimal | None  # stated - expected, where both are numbers and differ
    condition: str
    criterion: str
    effect: str
    advice: str
    diagnosis: str
    confidence: float

    @property
    def subject(self) -> str:
        """'Persentase koperasi aktif (capaian 2024)'"""
        inside = f"{self.measure} {self.year or ''}".strip()
        return f"{self.indicator} ({inside})" if self.indicator and inside else self.indicator or inside

    @property
    def sections(self) -> tuple[str, ...]:
        """Where the figures questioned are printed, each section once."""
        asked = [p for p in self.places if p.questioned] or self.places[:1]
        return tuple(dict.fromkeys(p.section for p in asked))

    def evidence(self, lang: Language) -> tuple[str, ...]:
        """A line for each figure and section, with the pages: '98,05 – hal. 17, 20, Tabel 3.2'."""
        pages: dict[tuple[str, str], list[int]] = {}
        for place in self.places:
            pages.setdefault((place.text, place.section), []).append(place.page)
        return tuple(
            f"{text} – {label('page', lang, pages=page_ranges(found))}, {section}"
            for (text, section), found in pages.items()
        )


def records(audit: Audit, lang: Language = "id") -> tuple[Record, ...]:
    """All findings of an audit, the severest first, numbered; consequences under their cause."""
    return tuple(_records(audit, lang))


Spot = tuple[int, Box, str]
"""Page, box and text of a printed figure."""


def spot(figure: Stated | Statement) -> Spot:
    """Where a figure is printed."""
    return figure.page, figure.bbox, plain(figure.text)


def questioned(found: Iterable[Record]) -> dict[Spot, tuple[str, ...]]:
    """The numbers of the findings that question each printed figure of the report itself."""
    result: dict[Spot, tuple[str, ...]] = {}
    for record in found:
        for place in record.places:
            if place.questioned and not place.document:
                at = (place.page, place.bbox, place.text)
                result[at] = (*result.get(at, ()), record.number)
    return result


def not_recomputed(audit: Audit) -> tuple[Statement, ...]:
    """The capaian of indicators that tables print and that no row of the working paper computes."""
    done = {spot(row.stated) for row in audit.worksheet}
    indicators = {subject.key for subject in audit.subjects if subject.kind == "indikator"}
    return tuple(
        s
        for s in audit.statements
        if s.measure in ("capaian", "capaian_akhir")
        and s.kind == "table"
        and s.subject in indicators
        and spot(s) not in done
    )


def _records(audit: Audit, lang: Language) -> Iterator[Record]:
    titles = {rule.code: _say(rule.title, lang) for rule in all_rules()}
    number = 0
    for findings in by_severity(audit).values():
        for finding in findings:
            number += 1
            yield _record(finding, str(number), "", titles, lang)
            for n, child in enumerate(finding.derived, start=1):
                yield _record(child, f"{number}.{n}", str(number), titles, lang)


def _record(finding: Consequence, number: str, cause: str, titles: dict[str, str], lang: Language) -> Record:
    places = tuple(_place(stated, lang) for stated in finding.stated)
    questioned = [p for p in places if p.questioned] or places[:1]
    own = [p for p in places if not p.document]
    first = next((p for p in questioned if not p.document), own[0] if own else None)
    return Record(
        number=number,
        cause=cause,
        id=finding.id,
        code=finding.code,
        title=titles.get(finding.code, ""),
        severity=finding.severity,
        level=label(f"severity.{finding.severity}", lang),
        indicator=plain(finding.indicator),
        measure=known(f"measure.{finding.measure}", lang) if finding.measure else "",
        year=finding.year,
        places=places,
        pages=page_ranges(p.page for p in own),
        page=first.page if first else None,
        location=_location(places, lang),
        stated="; ".join(dict.fromkeys(p.text for p in questioned)),
        expected=expected_text(finding.expected, lang),
        recomputed=finding.expected is not None and finding.expected.low is not None,
        difference=_difference(finding),
        condition=_say(finding.message, lang),
        criterion=_say(finding.criterion, lang),
        effect=effect(finding.code, lang),
        advice=_say(finding.recommendation, lang),
        diagnosis=_say(finding.diagnosis, lang),
        confidence=finding.confidence,
    )


def _say(phrase: Phrase, lang: Language) -> str:
    return plain(phrase.en if lang == "en" else phrase.id)


def _place(stated: Stated, lang: Language) -> Place:
    return Place(
        text=plain(stated.text) or "–",
        page=stated.page,
        where=plain(stated.where),
        kind=known(stated.source, lang),
        document=plain(stated.document),
        bbox=stated.bbox,
        questioned=stated.questioned,
    )


def _location(places: tuple[Place, ...], lang: Language) -> str:
    """Each section once with its pages, in the order of the places."""
    pages: dict[str, list[int]] = {}
    for place in places:
        pages.setdefault(place.section, []).append(place.page)
    return "; ".join(f"{label('page', lang, pages=page_ranges(p))}, {s}" for s, p in pages.items())


def expected_text(expected: Expected | None, lang: Language) -> str:
    """What should stand there, in words; '' where nothing is known."""
    if expected is None:
        return ""
    text = _say(expected.text, lang)
    if not text and expected.value is not None:
        return decimal(expected.value, lang)
    if not text and expected.low is not None and expected.high is not None:
        return label("between", lang, low=decimal(expected.low, lang), high=decimal(expected.high, lang))
    return text


def decimal(value: Decimal, lang: Language, decimals: int | None = None) -> str:
    """A number for a person: 1.234,5 in Indonesian, 1,234.5 in English."""
    text = printing.number(value, decimals)
    return text.translate(str.maketrans(".,", ",.")) if lang == "en" else text


def _difference(finding: Consequence) -> Decimal | None:
    """Stated less expected. None where several different figures are questioned: one number would speak
    for only one of them."""
    expected = finding.expected.value if finding.expected else None
    questioned = [s for s in finding.stated if s.questioned] or finding.stated[:1]
    values = {s.value for s in questioned}
    if expected is None or len(values) != 1:
        return None
    value = values.pop()
    if value is None or value == expected:
        return None
    difference = value - expected
    exponent = difference.as_tuple().exponent
    fine = isinstance(exponent, int) and exponent < -_DECIMALS
    return printing.round_half_up(difference, _DECIMALS) if fine else difference


def effect(code: str, lang: Language) -> str:
    """What a finding of a rule means for who reads the report (the reviewer's 'akibat'), or ''."""
    effects: dict[str, dict[str, str]] = load("reviu")["akibat"]
    found = [known for known in effects if code.startswith(known)]
    return effects[max(found, key=len)][lang] if found else ""
