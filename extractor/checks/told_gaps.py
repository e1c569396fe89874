"""For NAR001: how far a sentence says that a realisasi lies from the target or from another year ('617,4 ton
di atas target', 'turun 2,33 poin dari tahun sebelumnya'), against the figures of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations, product

from extractor.checks.arithmetic import HUNDRED
from extractor.checks.differences import stated_differences
from extractor.checks.findings import Draft, cite, draft, number, quoted
from extractor.checks.fitting import fits
from extractor.checks.operands import Operand, as_set, operands, pointed
from extractor.checks.quoting import any_of, excerpt, passages_of
from extractor.checks.topics import mentions_of, topic_of
from extractor.language.slips import is_slip
from extractor.language.spotting import Spotted, spotted
from extractor.model import Expected, Measure, Phrase, Quantity, Statement
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger
from extractor.statements.mentions import Mentions
from extractor.statements.passages import Passage

_BEHIND = 60  # characters after a difference in which is told what it is a difference to
_BEFORE = 90  # and before it
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_VALUE = Decimal("0.6")  # of a target or realisasi: a "difference" as large is the value itself
_CLAUSE_END = re.compile(r"[;,](?!\d)|\b(?:tetapi|namun|sedangkan|sementara)\b", re.IGNORECASE)
_TELLING = 3  # digits of a value that show that a sentence speaks of the indicator of a table

CRITERION = Phrase(
    "Selisih yang disebut sama dengan selisih kedua nilainya pada tabel.",
    "A stated gap equals the difference of its two values in the tables.",
)


@dataclass(frozen=True)
class Gap:
    """A stated difference to the target (``year`` None) or to the realisasi of another year."""

    passage: Passage
    sentence: tuple[int, int]
    start: int  # of the words that tell it
    end: int
    stated: Operand
    year: int | None


# ---------------------------------------------------------------------------------------------- wordings


@derived
def _rules() -> dict[str, list[str]]:
    rules: dict[str, list[str]] = load("narrative")["gap"]
    return rules


@derived
def _reference() -> str:
    """What a difference is to: the target or a year."""
    of = any_of(_rules()["of"])
    return (
        rf"(?:(?:{of})\s+)*(?:(?P<target>target(?:nya)?)(?!\w)(?!\s+(?:{any_of(_rules()['other_target'])}))"
        r"|tahun\s+(?:(?P<year>20\d\d)(?!\d)|(?P<last>sebelumnya|lalu)(?!\w)))"
    )


@derived
def _after() -> Spotted:
    links = any_of(_rules()["links"])
    units = any_of(_rules()["units"])
    return spotted(rf"\s*(?:(?:{units})\s+)*(?:(?:{links})\s+)+{_reference()}", re.IGNORECASE)


@derived
def _ahead() -> Spotted:
    links = any_of(_rules()["links_ahead"])
    return spotted(rf"(?<!\w)(?:{links})\s+{_reference()}", re.IGNORECASE)


@derived
def _short_of() -> Spotted:
    cues = any_of(_rules()["short_of"])
    return spotted(rf"(?<!\w)(?:{cues})\s+(?:sebesar\s+|sebanyak\s+)?(?=\d)", re.IGNORECASE)


@derived
def _past() -> Spotted:
    """'melampaui target sebesar 1,29 poin': without the points it would be the target's own figure."""
    past, points = any_of(_rules()["past"]), any_of(load("narrative")["difference"]["points"])
    return spotted(rf"(?<!\w)(?P<past>{past})\s+sebesar\s+(?=\d[\d.,]*\s*(?:{points})(?!\w))", re.IGNORECASE)


@derived
def _behind_cue() -> Spotted:
    """A difference told before its words: '617,4 ton di atas target'."""
    units, behind = any_of(_rules()["units"]), any_of(_rules()["behind"])
    return spotted(rf"(?<=\d)\s*(?:(?:{units})\s+)*(?:{behind})\s+{_reference()}", re.IGNORECASE)


@derived
def _unless() -> Spotted:
    return spotted(rf"(?<!\w)(?:{any_of(_rules()['unless'])})(?!\w)", re.IGNORECASE)


# ------------------------------------------------------------------------------------------------- gaps


def gaps(ledger: Ledger) -> list[Gap]:
    """The differences to a target or to a year that sentences tell."""
    year = ledger.report.year
    if year is None:
        return []
    return ledger.once("told gaps", lambda: [g for p in passages_of(ledger) for g in _gaps(p, year)])


def _gaps(passage: Passage, year: int) -> Iterator[Gap]:
    text = passage.text
    lower = text.lower()
    if "tahun" not in lower and "target" not in lower:
        return
    found: list[Operand] | None = None
    seen: set[int] = set()
    for sentence in passage.sentences():
        begin, finish = sentence
        for start, end, match in _told(text, begin, finish):
            found = operands(text) if found is None else found
            stated = next((o for o in found if o.start <= end and start <= o.start < finish), None)
            if stated is None or stated.start in seen or stated.quantity.exact is None:
                continue
            after = match is not None
            if match is None:
                match = _after().match(text, stated.end, min(finish, stated.end + _BEHIND))
                after = match is not None
            if match is None:
                ahead = list(_ahead().finditer(text, max(begin, start - _BEFORE), start))
                match = ahead[-1] if ahead else None
            to = _of_year(found, begin, start, year) if match is None else _to(match, year)
            if match is None and to is None:
                continue
            # Where the reference stands right behind, the years of other clauses are none of it.
            clause = _clause(text, begin, start) if to is None and after else begin
            named = {int(y) for y in _YEAR.findall(text[clause:finish])}
            if to == year or named - {year, to} or _unless().search(text[begin:finish]):
                continue
            seen.add(stated.start)
            first = min(start, stated.start)
            last = stated.end if match is None else max(stated.end, min(match.end(), finish))
            yield Gap(passage, sentence, first, last, stated, to)


def _clause(text: str, begin: int, at: int) -> int:
    """Where the clause of a place begins."""
    ends = [m.end() for m in _CLAUSE_END.finditer(text, begin, at)]
    return ends[-1] if ends else begin


def _to(match: re.Match[str], year: int) -> int | None:
    """The year that a reference names; None for the target."""
    return None if match["target"] else int(match["year"]) if match["year"] else year - 1


def _of_year(found: Sequence[Operand], begin: int, end: int, year: int) -> int | None:
    """The other year whose value stands alone before a difference: 'yang pada tahun 2022 sebesar 4,75%
    mengalami penurunan 0,75 poin'."""
    dated = [o for o in found if begin <= o.start < end]
    return dated[0].year if len(dated) == 1 and dated[0].year not in (None, year) else None


def _told(text: str, begin: int, finish: int) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Where words tell a difference: where they begin, where its figure begins at the latest, and the
    reference where they hold it themselves."""
    for match in _behind_cue().finditer(text, begin, finish):
        digits = re.search(r"\d[\d.,]*(?:\s+[^\W\d]+)?$", text[begin : match.start()])
        if digits is not None:
            yield begin + digits.start(), begin + digits.start(), match
    for start, end in stated_differences(text, begin, finish):
        yield start, end + 4, None
    for match in _short_of().finditer(text, begin, finish):
        yield match.start(), match.end() + 4, None
    for match in _past().finditer(text, begin, finish):
        yield match.end("past"), match.end() + 4, None


# -------------------------------------------------------------------------------------------- findings


def wrong_gaps(ledger: Ledger, settled: set[tuple[int, int]]) -> Iterator[Draft]:
    """The differences that no two figures of the named indicator have. ``settled`` are those (by passage and
    place) whose two values the text itself tells."""
    told = [g for g in gaps(ledger) if (id(g.passage), g.stated.start) not in settled]
    if not told:
        return
    names = mentions_of(ledger)
    for gap in told:
        found = _wrong(ledger, gap, names)
        if found is not None:
            yield found


def _wrong(ledger: Ledger, gap: Gap, names: Mentions) -> Draft | None:
    text = gap.passage.text
    mentioned = [m for m in names.find(text[: gap.stated.start]) if m.start >= gap.sentence[0] - 400]
    key = mentioned[-1].key if mentioned else topic_of(ledger, gap.passage)
    if key is None:
        return None
    year = ledger.report.year
    now = _values(ledger, key, "realisasi", year)
    then = (
        _values(ledger, key, "target", year)
        if gap.year is None
        else _values(ledger, key, "realisasi", gap.year)
    )
    stated = gap.stated.quantity
    if not now or not then or not (_anchored(gap, now, then) or _slipped(stated, now, then)):
        return None
    if _is_value(stated, (*now, *then)):
        return None
    if stated.exact is None or not (
        stated.exact.step < 1 or stated.exact.value >= 10 or _both_printed(gap, now, then)
    ):
        return None
    units = {s.quantity.unit for s in (*now, *then)}
    if pointed(gap.stated) and units - {None, "%", "poin", "indeks", "nilai", "skor"}:
        return None
    if any(fits(stated, a, b) for a, b in _pairs(ledger, key, gap)):
        return None
    told = [o for o in operands(text) if _beside(gap) <= o.start < gap.sentence[1]]
    told = [o for o in told if o.start != gap.stated.start]
    figures = [as_set(o.quantity) if gap.year is None else o.quantity for o in told]
    values = [_exact(s) for s in (*now, *then)]
    if any(fits(stated, a, b) for a, b in (*permutations(figures, 2), *product(figures, values))):
        return None
    return _finding(ledger, gap, now[0], then[0])


def _is_value(stated: Quantity, values: Sequence[Statement]) -> bool:
    """Is a figure as large as the values themselves: 'realisasi sebesar 68,99% di atas target 65%'?"""
    sizes = [abs(s.quantity.exact.value) for s in values if s.quantity.exact]
    return stated.exact is not None and abs(stated.exact.value) >= min(sizes) * _VALUE


def _pairs(ledger: Ledger, key: int, gap: Gap) -> Iterator[tuple[Quantity, Quantity]]:
    """The figures of an indicator between which a difference may be meant: a year's target and realisasi, or
    two years' realisasi or capaian."""
    known = [s for s in ledger.about(key) if s.quantity.exact and s.kind == "table"]
    for a, b in combinations(known, 2):
        if gap.year is None:
            meant = a.year == b.year and {a.measure, b.measure} == {"target", "realisasi"}
        else:
            meant = a.measure == b.measure and a.measure in ("realisasi", "capaian") and a.year != b.year
        if meant:
            yield _exact(a), _exact(b)


def _exact(statement: Statement) -> Quantity:
    return as_set(statement.quantity) if statement.measure == "target" else statement.quantity


def _values(ledger: Ledger, key: int, measure: Measure, year: int | None) -> list[Statement]:
    return [
        s
        for s in ledger.about(key, measure, year)
        if s.kind == "table" and s.quantity.exact and not s.document and s.subject == key
    ]


def _anchored(gap: Gap, now: Sequence[Statement], then: Sequence[Statement]) -> bool:
    """Does the sentence, or the one before it, print one of the two values?"""
    begin = _beside(gap)
    values = {s.quantity.exact.value for s in (*now, *then) if s.quantity.exact}
    return any(
        o.quantity.exact is not None
        and o.quantity.exact.value in values
        and sum(c.isdigit() for c in o.quantity.text) >= _TELLING
        for o in operands(gap.passage.text)
        if begin <= o.start < gap.sentence[1] and o.start != gap.stated.start
    )


def _slipped(stated: Quantity, now: Sequence[Statement], then: Sequence[Statement]) -> bool:
    """Is a difference the right one but for a slip of its digits?"""
    if stated.exact is None:
        return False
    pairs = [
        (a.quantity.exact.value, b.quantity.exact.value)
        for a, b in product(now, then)
        if a.quantity.exact and b.quantity.exact
    ]
    if stated.unit == "%":
        changes = [HUNDRED * abs(a - b) / b for a, b in pairs if b > 0]
        rounded = [c.quantize(stated.exact.step) for c in changes if stated.exact.step <= 1]
        if any(is_slip(stated.exact.value, r) for r in rounded):
            return True
    return any(is_slip(stated.exact.value, abs(a - b)) for a, b in pairs)


def _both_printed(gap: Gap, now: Sequence[Statement], then: Sequence[Statement]) -> bool:
    """Does the sentence print both values, in whole numbers: '13 menit, 3 menit di bawah target 15'?"""
    told = {
        o.quantity.exact.value
        for o in operands(gap.passage.text)
        if gap.sentence[0] <= o.start < gap.sentence[1] and o.start != gap.stated.start and o.quantity.exact
    }
    return all(
        any(s.quantity.exact and s.quantity.exact.step == 1 and s.quantity.exact.value in told for s in side)
        for side in (now, then)
    )


def _beside(gap: Gap) -> int:
    """Where the sentence before the one of a gap begins."""
    sentences = gap.passage.sentences()
    at = sentences.index(gap.sentence)
    return sentences[at - 1][0] if at else gap.sentence[0]


def _finding(ledger: Ledger, gap: Gap, now: Statement, then: Statement) -> Draft:
    a, b = now.quantity.exact, then.quantity.exact
    assert a is not None and b is not None
    step = min(a.step, b.step)
    exponent = step.as_tuple().exponent
    shown = number(abs(a.value - b.value), max(0, -exponent) if isinstance(exponent, int) else 0)
    said = quoted(" ".join(gap.passage.text[gap.start : gap.end].split()))
    one, other = cite(now), cite(then)
    what = (
        Phrase("target", "target")
        if gap.year is None
        else Phrase(f"realisasi tahun {gap.year}", f"realisasi of {gap.year}")
    )
    return draft(
        "NAR001",
        "error",
        indicator=ledger.subjects[now.subject].name,
        measure=None,
        year=ledger.report.year,
        places=[excerpt(gap.passage, gap.start, gap.end, gap.stated.reading.value), now, then],
        message=Phrase(
            f"Tertulis {said}; menurut tabel realisasi {one.id} dan {what.id} {other.id} berselisih "
            f"{shown.id}. Mohon dikonfirmasi.",
            f"It says {said}; by the tables the realisasi {one.en} and the {what.en} {other.en} are "
            f"{shown.en} apart.",
        ),
        criterion=CRITERION,
        recommendation=Phrase(
            f"Perbaiki menjadi {shown.id}, atau perbaiki nilai yang keliru.",
            f"Correct it to {shown.en}, or correct the value that is wrong.",
        ),
        expect=Expected(value=abs(a.value - b.value), text=shown),
        confidence=0.85,
    )
