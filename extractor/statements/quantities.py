"""Which reading of a figure holds, by its unit, its row's arithmetic and its measure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from extractor.language import numbers
from extractor.language.units import Unit, read_unit
from extractor.model import Column, Quantity, Reading, Statement, Table
from extractor.patterns import derived, load
from extractor.statements.doubts import confirmed
from extractor.statements.marks import DecimalMark, by_mark
from extractor.tables.amounts import amount
from extractor.tables.columns import STOREY

_MONEY = ("anggaran", "realisasi_anggaran")
_PERCENT = ("capaian", "capaian_akhir", "serapan")
_SAME_UNIT = ("target", "realisasi", "baseline", "target_akhir")
_NO_PERCENT = 100_000  # a thousand times its target: no report has one
_NEAR = Decimal(30)  # a reading within this factor of the indicator's other figures is like them
_OFF = Decimal("0.01")  # relative error under which three figures of a row fit
_DOTTED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,]*\d)")
_ROUND_FIGURES = 3  # different figures of an indicator with a dot and round to hundreds
_SCALE = re.compile(
    r"\b(?:(?:dalam|dlm)\s+)?(?:rp\.?\s*)?(?:juta|ribu|mil[iy]ar)(?:an)?\s+rupiah|\b(?:dalam|dlm)\s+"
    r"(?:rp\.?\s*)?(?:juta|ribu|mil[iy]ar)(?:an)?\b|(?<=\()rp\.?\s*(?:juta|ribu|mil[iy]ar|000)(?=\))",
    re.I,
)
_TOO_MUCH = Decimal(10) ** 15  # rupiah; no agency's budget is a quarter of the state's
_BRACKETS = re.compile(r"\(([^()\d]*(?:\.?000)?)\)")


def read_quantity(text: str, measure: str, beside: str, header: str, subject: str) -> Quantity:
    """What a figure cell says, with the unit that stands elsewhere in its table.

    ``beside`` is the row's cell in a column of units; ``header`` may name a unit in brackets, as the
    indicator's name (``subject``) may. Amounts under '(Rp. juta)' come out in rupiah.
    """
    quantity = numbers.parse(text)
    if measure in _PERCENT and quantity.readings and all(r.value >= _NO_PERCENT for r in quantity.readings):
        return Quantity(text=quantity.text)  # '202694,00': what two lines print over one another
    if not quantity.readings or quantity.unit is not None:
        return quantity
    beside = "" if measure == "efisiensi" else beside  # of shares or of money, whatever the indicator is in
    named = _named_unit(measure, beside, header, subject)
    if len(quantity.readings) > 1 and named is not None and named.counts is not None:
        quantity = numbers.parse(text, counts=named.counts)
    if named is not None and named.factor != 1 and measure not in _PERCENT:
        quantity = _scaled(quantity, named.factor)
    unit = named.name if named is not None else None
    if unit is None:
        unit = "%" if measure in _PERCENT else "rupiah" if measure in _MONEY else _plain_unit(beside)
    return quantity.model_copy(update={"unit": unit})


def own_heading(table: Table, c: int) -> str:
    """The heading of a column without the storeys that name a unit of money and also stand over amounts:
    under 'Target dan Pagu (Rp. 000) | 2024 | Target' only the pagu is in thousands. Over amounts it has the
    scale that the caption tells ('dalam juta rupiah')."""
    columns = table.columns
    column = columns[c]
    if column.field in _MONEY:
        return column.header + _scale_of(table, column)
    if "(" not in column.header:
        return column.header
    shared = {part for other in columns if other.field in _MONEY for part in other.header.split(STOREY)}
    parts = column.header.split(STOREY)
    return STOREY.join(part for part in parts if part not in shared or not _names_money(part))


def _scale_of(table: Table, column: Column) -> str:
    """The scale of amounts that a table's caption tells in brackets, unless the column has its own."""
    found = _SCALE.search(table.caption)
    unit = read_unit(found[0]) if found else None
    own = [read_unit(bracket) for bracket in _BRACKETS.findall(column.header)]
    if found is None or unit is None or any(u is not None and u.factor != 1 for u in own):
        return ""
    money = [c for c, other in enumerate(table.columns) if other.field in _MONEY]
    largest = max(
        (amount(row[c].text) or Decimal(0) for row in table.rows for c in money), default=Decimal(0)
    )
    return f" ({found[0]})" if largest * unit.factor < _TOO_MUCH else ""  # in full rupiah after all


def _names_money(storey: str) -> bool:
    units = [read_unit(bracket) for bracket in _BRACKETS.findall(storey)]
    return any(unit is not None and unit.kind == "money" for unit in units)


def _named_unit(measure: str, beside: str, header: str, subject: str) -> Unit | None:
    """The unit named nearest to a figure; a capaian is in percent whatever its indicator is in."""
    if measure in _PERCENT:
        return read_unit("%")
    places = [] if measure in _MONEY else [beside]
    places += list(reversed(_BRACKETS.findall(header)))
    if "%" in header and measure not in _MONEY:
        places.append("%")
    if measure in _MONEY:
        places.append("Rp")
    else:
        found = _BRACKETS.finditer(subject)
        places += [m[1] for m in reversed(list(found)) if not _abbreviates(m[1], subject[: m.start()])]
    for place in places:
        unit = read_unit(place) if place.strip() else None
        if unit is not None:
            return unit
    return None


def _abbreviates(bracket: str, name: str) -> bool:
    """Is '(IKM)' after 'Indeks Kepuasan Masyarakat' the short form of an index, and no unit (industri kecil
    menengah)?"""
    letters = bracket.strip()
    words = re.findall(r"[^\W\d_]+", name)[-len(letters) :]
    if not letters.isupper() or not letters.isalpha() or len(words) < len(letters):
        return False
    initials = "".join(word[0] for word in words).upper()
    return initials == letters and words[0].casefold() in load("units")["labels"]["indices"]


def _plain_unit(beside: str) -> str | None:
    """A unit that is in no list, as printed in its column."""
    plain = " ".join(beside.split()).casefold().strip(" .()")
    return plain if plain and not any(ch.isdigit() for ch in plain) and len(plain) <= 40 else None


def _scaled(quantity: Quantity, factor: Decimal) -> Quantity:
    readings = tuple(Reading(value=r.value * factor, step=r.step * factor) for r in quantity.readings)
    upper = quantity.upper and Reading(value=quantity.upper.value * factor, step=quantity.upper.step * factor)
    return quantity.model_copy(update={"readings": readings, "upper": upper})


def settled(statements: Sequence[Statement], mark: DecimalMark | None = None) -> list[Statement]:
    """The statements of one row, ambiguous figures settled where arithmetic, the table's ``mark`` before
    decimals, unit or measure decide.

    A figure that stays open keeps all its readings; its value is None.
    """
    result = [_by_row_unit(s, statements) for s in statements]
    result = [confirmed(s, result) for s in result]
    for i, statement in enumerate(result):
        if len(statement.quantity.readings) > 1:
            chosen = (
                _by_arithmetic(statement, result)
                or by_mark(statement.text, statement.quantity.readings, mark)
                or _by_nature(statement)
            )
            if chosen is not None:
                result[i] = _with(statement, chosen)
    return result


def _with(statement: Statement, reading: Reading) -> Statement:
    quantity = statement.quantity.model_copy(update={"readings": (reading,)})
    return statement.model_copy(update={"quantity": quantity, "value": reading.value})


def _by_nature(statement: Statement) -> Reading | None:
    """Money and counts are whole; a percentage, a score or a level is not of thousands."""
    readings = statement.quantity.readings
    whole = max(readings, key=lambda r: r.value)
    small = min(readings, key=lambda r: r.value)
    if statement.measure in _MONEY:
        return whole
    if statement.measure in _PERCENT or statement.quantity.grade is not None:
        return small
    if statement.unit is not None:
        unit = read_unit(statement.unit)
        if unit is None or unit.kind in ("count", "money"):
            return whole  # a unit of words that is in no list is a thing that is counted
        return small if unit.kind in ("share", "score") else None
    first = statement.indicator.split(maxsplit=1)[0].casefold() if statement.indicator else ""
    if first in _names("counted"):
        return whole
    return small if first in _names("rated") else None


@derived
def _names(kind: str) -> frozenset[str]:
    return frozenset(load("rows")["names"][kind])


def _by_row_unit(statement: Statement, row: Sequence[Statement]) -> Statement:
    """A figure without a unit has that of the other figures of its indicator in the row."""
    if statement.unit is not None or statement.measure not in _SAME_UNIT:
        return statement
    units = {
        s.unit
        for s in row
        if s.unit and s.measure in _SAME_UNIT and s.indicator == statement.indicator and s.quantity.readings
    }
    if len(units) != 1:
        return statement
    unit = units.pop()
    quantity = statement.quantity.model_copy(update={"unit": unit})
    return statement.model_copy(update={"quantity": quantity, "unit": unit})


def _by_arithmetic(statement: Statement, row: Sequence[Statement]) -> Reading | None:
    """The reading with which target, realisasi and capaian of the row fit."""
    trio: dict[str, Statement] = {}
    names = {"anggaran": "target", "realisasi_anggaran": "realisasi", "serapan": "capaian"}
    for other in row:
        if other.group == statement.group and other.indicator == statement.indicator:
            trio.setdefault(names.get(other.measure, other.measure), other)
    if not {"target", "realisasi", "capaian"} <= trio.keys() or statement not in trio.values():
        return None
    fitting: set[Decimal] = set()
    parts = [trio[m].quantity.readings for m in ("target", "realisasi", "capaian")]
    for t, r, c in product(*parts):
        if t.value and abs(100 * r.value / t.value - c.value) <= _OFF * max(c.value, Decimal(1)):
            mine = {id(trio["target"]): t, id(trio["realisasi"]): r, id(trio["capaian"]): c}[id(statement)]
            fitting.add(mine.value)
    if len(fitting) != 1:
        return None
    return next(x for x in statement.quantity.readings if x.value in fitting)


def settled_across(statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a whole report, figures that are still ambiguous settled by what the report says
    of the same indicator elsewhere ('1.000' where another table has '1.000 Orang')."""
    known: dict[object, list[Decimal]] = {}
    for statement in statements:
        value = statement.value
        if value and value > 0 and statement.measure in _SAME_UNIT and statement.unit != "%":
            known.setdefault(_about(statement), []).append(value)
    result = []
    for statement in statements:
        readings = statement.quantity.readings
        others = known.get(_about(statement), [])
        if len(readings) > 1 and others and statement.measure in _SAME_UNIT:
            middle = sorted(others)[len(others) // 2]
            near = [r for r in readings if r.value > 0 and _distance(r.value, middle) <= _NEAR]
            if len(near) == 1:
                statement = _with(statement, near[0])
        result.append(statement)
    return _round_thousands(result)


def _round_thousands(statements: list[Statement]) -> list[Statement]:
    """Figures that are still ambiguous where an indicator's are '182.450', '185.000', '188.000': nobody
    prints tons to the gram and then only round ones."""
    open_: dict[object, set[str]] = {}
    for s in statements:
        if len(s.quantity.readings) > 1 and s.measure in _SAME_UNIT and s.unit != "%":
            found = _DOTTED.search(s.text)
            open_.setdefault(_about(s), set()).add(found[0] if found else "")
    whole = {
        about
        for about, texts in open_.items()
        if "" not in texts and sum(t.endswith("00") for t in texts) >= _ROUND_FIGURES
    }
    return [
        _with(s, max(s.quantity.readings, key=lambda r: r.value))
        if len(s.quantity.readings) > 1 and s.measure in _SAME_UNIT and _about(s) in whole and s.unit != "%"
        else s
        for s in statements
    ]


def _about(statement: Statement) -> object:
    if statement.subject >= 0:
        return statement.subject
    return re.sub(r"[^a-z0-9]+", "", statement.indicator.casefold())


def _distance(a: Decimal, b: Decimal) -> Decimal:
    """How many times the larger of two positive figures is the smaller."""
    return a / b if a >= b else b / a
