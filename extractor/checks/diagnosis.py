"""Where a wrong figure came from: the printed figures that make it.

The auditor's next question after "this does not follow" is "where did it come from?". The ledger answers by
trying the indicator's other figures: other tables, other years, the end target, the other polarity, swapped
operands, a neighbouring row, a moved decimal sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.checks import arithmetic
from extractor.checks.arithmetic import Formula
from extractor.checks.findings import NO_PHRASE, cite, name_of, of_year, quoted
from extractor.checks.rows import Reading
from extractor.model import Measure, Phrase, Quantity, Statement

_DIGITS = 3  # significant digits from which a match is hardly chance: 134,86 is told, 100 or 80 is not
_TRIED = (Formula.DIRECT, Formula.INVERSE, Formula.DIFFERENCE)
_OPERANDS: tuple[Measure, ...] = ("target", "target_akhir", "baseline")
_MAX_PAIRS = 400  # pairs of operands tried for one figure; a large report has some dozens


class Origin(NamedTuple):
    """The printed figures that make a stated one, and by which formula (None: it is simply theirs)."""

    formula: Formula | None
    target: Statement
    realisasi: Statement | None
    sentence: Phrase

    @property
    def places(self) -> tuple[Statement, ...]:
        return (self.target,) if self.realisasi is None else (self.target, self.realisasi)


def telling(quantity: Quantity) -> bool:
    """Has the figure so many digits that meeting it again is no chance?"""
    for reading in quantity.readings:
        digits = "".join(c for c in format(reading.value.normalize(), "f") if c.isdigit()).strip("0")
        if len(digits) >= _DIGITS:
            return True
    return False


def origin_of_capaian(reading: Reading, capaian: Statement) -> Origin | None:
    """The printed target and realisasi of which a stated capaian is made, the likeliest pair first; or
    another printed figure that it repeats. None if nothing printed makes it, or if it says too little."""
    if not telling(capaian.quantity):
        return None
    pair = _best_pair(reading, capaian)
    if pair is not None:
        return pair
    return origin_of_figure(reading, capaian)


def _best_pair(reading: Reading, capaian: Statement) -> Origin | None:
    own = {id(s) for s in reading.row_of(capaian)}
    targets = _candidates(reading, capaian, _OPERANDS)
    results = _candidates(reading, capaian, ("realisasi",))
    found: list[tuple[tuple[int, ...], Formula, Statement, Statement]] = []
    tried = 0
    for target in targets:
        for result in results:
            tried += 1
            if tried > _MAX_PAIRS:
                break
            if id(target) in own and id(result) in own and _same_year(capaian, target, result):
                formulas: tuple[Formula, ...] = (Formula.INVERSE, Formula.DIFFERENCE)
            else:
                formulas = _TRIED
            if not arithmetic.computable(target.quantity, result.quantity):
                continue
            for formula in formulas:
                if _makes(formula, capaian, target, result):
                    found.append((_cost(capaian, own, formula, target, result), formula, target, result))
                    break
    if not found:
        return None
    _, formula, target, result = min(found, key=lambda f: f[0])
    return Origin(formula, target, result, _pair_sentence(capaian, formula, target, result))


def _makes(formula: Formula, capaian: Statement, target: Statement, result: Statement) -> bool:
    """Does the pair give the figure from its digits as printed, within the figure's own rounding? Intervals
    of the operands would let coincidences in."""
    value = arithmetic.point(formula, target.quantity, result.quantity)
    if value is None:
        return False
    return any(abs(value - r.value) <= r.step for r in capaian.quantity.readings)


def _same_year(capaian: Statement, target: Statement, result: Statement) -> bool:
    return target.year in (capaian.year, None) and result.year in (capaian.year, None)


def _cost(
    capaian: Statement, own: set[int], formula: Formula, target: Statement, result: Statement
) -> tuple[int, ...]:
    """Smaller is likelier: the indicator's own figures before a neighbour's, the same year before others, a
    target before an end target, the plain formula before others, the row's own figures before others."""
    foreign = (target.subject != capaian.subject) + (result.subject != capaian.subject)
    years = sum(s.year not in (capaian.year, None) for s in (target, result))
    kind = 0 if target.measure == "target" else 1
    outside = sum(id(s) not in own for s in (target, result))
    return (foreign, years, kind, formula is not Formula.DIRECT, outside, target.kind != "table")


def _candidates(reading: Reading, capaian: Statement, measures: Iterable[Measure]) -> list[Statement]:
    """The indicator's own figures of these measures, then those of the rows beside."""
    wanted = tuple(measures)
    own = [s for m in wanted for s in reading.ledger.about(capaian.subject, m)]
    beside = [s for m in wanted for s in reading.neighbours(capaian, m)]
    result: list[Statement] = []
    seen: set[tuple[str, int, int | None, Decimal | None, str, int]] = set()
    for s in [*own, *beside]:
        if not arithmetic.as_number(s.quantity).readings:
            continue
        key = (
            s.measure,
            s.page,
            s.year,
            arithmetic.as_number(s.quantity).readings[0].value,
            s.table or "",
            s.subject,
        )
        if key not in seen:
            seen.add(key)
            result.append(s)
    return result


def _pair_sentence(capaian: Statement, formula: Formula, target: Statement, result: Statement) -> Phrase:
    t, r = _named(target, capaian), _named(result, capaian)
    if formula is Formula.DIFFERENCE:
        how = Phrase(
            f"(2 × {t.id} − {r.id}) / {t.id}",
            f"(2 × {t.en} − {r.en}) / {t.en}",
        )
    elif formula is Formula.INVERSE:
        how = Phrase(f"{t.id} dibagi {r.id}", f"{t.en} divided by {r.en}")
    else:
        how = Phrase(f"{r.id} dibagi {t.id}", f"{r.en} divided by {t.en}")
    return Phrase(
        f"Angka {quoted(capaian.text)} adalah hasil {how.id}.",
        f"The figure {quoted(capaian.text)} is {how.en}.",
    )


def _named(statement: Statement, beside: Statement) -> Phrase:
    """'target akhir “95%” (halaman 17, ...)', with the indicator where it is another's."""
    measure = name_of(statement.measure)
    place = cite(statement)
    whose = Phrase("", "")
    if statement.subject != beside.subject:
        whose = Phrase(f" indikator {quoted(statement.indicator)}", f" of {quoted(statement.indicator)}")
    year = of_year(statement.year)
    return Phrase(f"{measure.id}{year}{whose.id} {place.id}", f"{measure.en}{year}{whose.en} {place.en}")


def origin_of_figure(reading: Reading, wrong: Statement) -> Origin | None:
    """Another printed figure that a wrong one repeats: another measure or year of the indicator, or the
    row beside; else the right one with its digits moved. None if there is none."""
    for other in _repeated(reading, wrong):
        named = _named(other, wrong)
        return Origin(
            None,
            other,
            None,
            Phrase(
                f"Angka {quoted(wrong.text)} sama dengan {named.id}.",
                f"The figure {quoted(wrong.text)} is the same as {named.en}.",
            ),
        )
    return None


def _repeated(reading: Reading, wrong: Statement) -> Iterator[Statement]:
    measures: tuple[Measure, ...] = (
        "realisasi",
        "target",
        "capaian",
        "target_akhir",
        "capaian_akhir",
        "baseline",
    )
    if not wrong.quantity.readings:
        return
    own = [
        s
        for s in reading.ledger.about(wrong.subject)
        if s.measure in measures and (s.measure, s.year) != (wrong.measure, wrong.year)
    ]
    own.sort(key=lambda s: (s.year != wrong.year, measures.index(s.measure), s.kind != "table"))
    for s in own:
        if _equal(wrong.quantity, s.quantity) and (telling(wrong.quantity) or s.year != wrong.year):
            yield s
    if telling(wrong.quantity):
        for measure in measures:
            for s in reading.neighbours(wrong, measure):
                if s.subject != wrong.subject and _equal(wrong.quantity, s.quantity):
                    yield s


def _equal(a: Quantity, b: Quantity) -> bool:
    return any(x.value == y.value for x in a.readings for y in b.readings)


def slip_of_digits(wrong: Statement, right: Statement) -> Phrase:
    """A sentence if the wrong figure is the right one with two digits exchanged, one digit changed, or the
    decimal sign moved; else nothing."""
    for a in wrong.quantity.readings:
        for b in right.quantity.readings:
            if a.value == b.value or not a.value or not b.value:
                continue
            ratio = a.value / b.value
            if ratio in {
                Decimal(10),
                Decimal(100),
                Decimal(1000),
                Decimal("0.1"),
                Decimal("0.01"),
                Decimal("0.001"),
            }:
                return Phrase(
                    f"Tanda desimal {quoted(wrong.text)} tampak bergeser dari {quoted(right.text)}.",
                    f"The decimal sign of {quoted(wrong.text)} seems moved from {quoted(right.text)}.",
                )
            x, y = _digits(a.value), _digits(b.value)
            if len(x) != len(y) or len(x) < _DIGITS:
                continue
            differ = [i for i in range(len(x)) if x[i] != y[i]]
            exchanged = len(differ) == 2 and x[differ[0]] == y[differ[1]] and x[differ[1]] == y[differ[0]]
            if exchanged and differ[1] == differ[0] + 1:
                return Phrase(
                    f"Dua angka pada {quoted(wrong.text)} tampak tertukar ({quoted(right.text)}).",
                    f"Two digits of {quoted(wrong.text)} seem exchanged ({quoted(right.text)}).",
                )
            if len(differ) == 1:
                return Phrase(
                    f"Satu angka pada {quoted(wrong.text)} tampak salah ketik ({quoted(right.text)}).",
                    f"One digit of {quoted(wrong.text)} seems mistyped ({quoted(right.text)}).",
                )
    return NO_PHRASE


def _digits(value: Decimal) -> str:
    return "".join(c for c in format(value.normalize(), "f") if c.isdigit())


def diagnose_figure(reading: Reading, wrong: Statement, right: Statement) -> Phrase:
    """Where a wrong target or realisasi came from, as a sentence (empty if nothing tells)."""
    if slip := slip_of_digits(wrong, right):
        repeated = next(_repeated(reading, wrong), None)
        if repeated is None or repeated.subject != wrong.subject:
            return slip
    origin = origin_of_figure(reading, wrong)
    return origin.sentence if origin is not None else slip_of_digits(wrong, right)
