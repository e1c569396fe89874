"""Columns of a table that the columns beside them give row by row: 'Jumlah' of men and women, 'Sisa' of pagu
and realisasi. What a column is made of is what most of its rows show; a row that does not follow is wrong."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, product

from extractor.checks.arithmetic import HUNDRED, printed
from extractor.checks.findings import NO_PHRASE, Draft, cite, draft, quoted
from extractor.checks.sheet import SUM, Figure, Line, Sheet, amount, sheets, title
from extractor.checks.sums import MONEY, Wrong, wrong_totals
from extractor.language import numbers
from extractor.model import Expected, Interval, Measure, Phrase, Quantity, Reading
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_FEWEST = 2  # rows that show what a column is made of
_SURE = 3  # times as many as those that do not follow; one row may always be wrong
_MOST_PARTS = 6  # columns beside a total
_RATES = ("capaian", "serapan", "capaian_akhir", "kategori", "pembanding", "no", "kode")
_HEADING = 2  # rows in which a heading may stand that was not taken for one

REMAINDER = Phrase("Sisa = pagu − realisasi.", "What is left = budget − realised budget.")
ADDED_UP = Phrase(
    "Kolom jumlah sama dengan penjumlahan kolom-kolomnya.", "A column of totals adds up those beside it."
)

TAKEN_OFF = Phrase(
    "Kolom sisa atau selisih sama dengan selisih kedua kolomnya.",
    "A column of differences follows from its two.",
)

Readings = tuple[Reading, ...]


@dataclass(frozen=True)
class Relation:
    """What a column holds: the sum of others, or the first less the second."""

    sheet: Sheet
    column: int
    parts: tuple[int, ...]
    difference: bool

    @property
    def money(self) -> bool:
        return self.sheet.field(self.parts[0]) in MONEY

    def interval(self, values: Sequence[Reading]) -> Interval:
        spans = [_span(v) for v in values]
        if self.difference:
            return Interval(spans[0].low - spans[1].high, spans[0].high - spans[1].low)
        return Interval(sum((s.low for s in spans), Decimal(0)), sum((s.high for s in spans), Decimal(0)))

    def follows(self, row: dict[int, Readings]) -> bool:
        """Does some reading of the row's figures fit? A remainder may be printed without its sign."""
        for own in row[self.column]:
            span = _span(own)
            for values in product(*(row[c] for c in self.parts)):
                made = self.interval(values)
                if span.meets(made) or self.difference and span.meets(Interval(-made.high, -made.low)):
                    return True
        return False

    def whole(self, row: dict[int, Readings]) -> bool:
        """Does the row have all its figures?"""
        return all(c in row for c in (self.column, *self.parts))

    def tells(self, row: dict[int, Readings]) -> bool:
        """Is the row a proof? Where one figure is nothing, any other relation holds as well."""
        return all(any(r.value for r in row[c]) for c in (self.column, *self.parts))


def wrong_rows(ledger: Ledger, *, money: bool) -> Iterator[Draft]:
    """For BUD001 and AGG002: rows of which a total or a remainder does not follow from the figures beside."""
    for relation, row in _wrong(ledger):
        if relation.money == money:
            yield _finding(ledger, relation, row)


def settles(ledger: Ledger, wrong: Wrong) -> bool:
    """Does a total of a column fit as soon as a row is put right that contradicts itself?"""
    for relation, row in _wrong(ledger):
        if relation.sheet is not wrong.sheet:
            continue
        for column, right in _corrections(relation, row):
            if column in wrong.columns and _column_total(relation.sheet, column, row, right):
                return True
    return False


def _wrong(ledger: Ledger) -> list[tuple[Relation, int]]:
    return ledger.once("crosswise", lambda: [x for form in _forms(ledger) for x in _wrong_of(form)])


def _forms(ledger: Ledger) -> Iterator[Sequence[Sheet]]:
    """Tables of one form, one for each sasaran: what their columns are made of is shown by all their rows."""
    forms: dict[tuple[object, ...], list[Sheet]] = defaultdict(list)
    for sheet in sheets(ledger):
        headers = tuple(column.header for column in sheet.table.columns)
        forms[(headers if any(headers) else sheet.table.id, sheet.columns)].append(sheet)
    yield from forms.values()


def _wrong_of(form: Sequence[Sheet]) -> Iterator[tuple[Relation, int]]:
    first = form[0]
    candidates = [found for c in first.columns if (found := _candidates(first, c))]
    if not candidates:
        return
    rows = {(i, index): row for i, sheet in enumerate(form) for index, row in _read(sheet).items()}
    for i, sheet in enumerate(form):
        for wrong in wrong_totals(sheet):  # a total that its column denies is told there
            for c in wrong.columns:
                rows[i, wrong.total.row].pop(c, None)
    for relations in candidates:
        relation = _likeliest(relations, rows.values())
        for (i, index), row in rows.items() if relation else ():
            if relation and relation.whole(row) and not relation.follows(row):
                yield replace(relation, sheet=form[i]), index


# ------------------------------------------------------------------------------------------------ reading


def _read(sheet: Sheet) -> dict[int, dict[int, Readings]]:
    """The figures of every row by column. A cell merged over rows or columns belongs to none."""
    known = {
        (line.row, c): f for line in sheet.lines for c, f in line.figures.items() if f.statement is not None
    }
    rows: dict[int, dict[int, Readings]] = {}
    for index, cells in enumerate(sheet.table.rows):
        above = sheet.table.rows[index - 1] if index else ()
        row: dict[int, Readings] = {}
        for c in sheet.columns:
            cell = cells[c]
            merged = [k for k, x in enumerate(cells) if k != c and (x.page, x.bbox) == (cell.page, cell.bbox)]
            if merged or cell.doubtful or c < len(above) and above[c].bbox == cell.bbox:
                continue
            figure = known.get((index, c))
            quantity = numbers.parse(cell.text)
            if figure is not None and (figure.reading in quantity.readings or not quantity.readings):
                quantity = figure.quantity  # settled; one in millions stays as printed, as its neighbours are
            if quantity.readings and quantity.upper is None and quantity.comparator is None:
                row[c] = quantity.readings if quantity.unit not in ("%", "‰") else ()
        rows[index] = {c: readings for c, readings in row.items() if readings}
    return rows


def _span(reading: Reading) -> Interval:
    """Whole numbers and full rupiah are exact."""
    if reading.step <= 1 and reading.value == reading.value.to_integral_value():
        return Interval(reading.value, reading.value)
    return printed(reading)


def _heading(sheet: Sheet, column: int) -> str:
    """The heading of a column, or what stands in its first rows where no heading was seen."""
    texts = [sheet.table.columns[column].header.rsplit("|", 1)[-1]]
    if not texts[0]:  # of two storeys the lower one tells
        texts = [r[column].text for r in reversed(sheet.table.rows[:_HEADING])]
    plain = (" ".join(t.split()) for t in texts if not re.search(r"\d", t))
    return next((t for t in plain if any(ch.isalpha() for ch in t)), "").casefold()


def _label(sheet: Sheet, row: int) -> str:
    """The words of a row."""
    texts = (" ".join(cell.text.split()) for cell in sheet.table.rows[row])
    return next((t for t in texts if sum(ch.isalpha() for ch in t) > 1), "") or title(sheet.table)


def _candidates(sheet: Sheet, column: int) -> list[Relation]:
    """What a column may be made of by its heading."""
    words = load("aggregates")["rows"]
    heading, field = _heading(sheet, column), sheet.field(column)
    if any(re.search(rf"(?<!\w){re.escape(w)}", heading) for w in words["remainder_column"]):
        return list(_remainders(sheet, column))
    if field is None and any(re.search(rf"(?<!\w){re.escape(w)}", heading) for w in words["change_column"]):
        return list(_changes(sheet, column))
    if field not in (*_RATES, "efisiensi") and any(heading.startswith(w) for w in words["total_column"]):
        return list(_totals(sheet, column))
    return []


def _likeliest(relations: Sequence[Relation], rows: Collection[dict[int, Readings]]) -> Relation | None:
    """The relation that most rows show and few deny."""
    best: tuple[int, Relation] | None = None
    for relation in relations:
        whole = [row for row in rows if relation.whole(row)]
        right = [row for row in whole if relation.follows(row)]
        proofs, wrong = sum(map(relation.tells, right)), len(whole) - len(right)
        plain = proofs > wrong and (wrong <= 1 or proofs >= _SURE * wrong)
        if proofs >= _FEWEST and plain and (best is None or proofs > best[0]):
            best = proofs, relation
    return best[1] if best else None


def _remainders(sheet: Sheet, column: int) -> Iterator[Relation]:
    """The differences of any two columns of amounts; of an efficiency in rupiah only those of the budget."""
    before = [c for c in sheet.columns if c != column and sheet.field(c) not in (*_RATES, "efisiensi")]
    for a, b in combinations(before, 2):
        fields = (sheet.field(a), sheet.field(b))
        if sheet.field(column) == "efisiensi" and fields != MONEY:
            continue
        if sheet.table.columns[a].year == sheet.table.columns[b].year:
            yield Relation(sheet, column, (a, b), difference=True)


def _changes(sheet: Sheet, column: int) -> Iterator[Relation]:
    """The differences of any two columns of figures of different years before it, the nearest first."""
    before = [c for c in sheet.columns if c < column and sheet.field(c) not in (*_RATES, "efisiensi")]
    for a, b in combinations(before[::-1], 2):
        if sheet.table.columns[a].year != sheet.table.columns[b].year:
            yield Relation(sheet, column, (a, b), difference=True)


def _totals(sheet: Sheet, column: int) -> Iterator[Relation]:
    """The sums of the columns right before, or right behind."""
    place = sheet.columns.index(column)
    for beside in (sheet.columns[:place][::-1], sheet.columns[place + 1 :]):
        run = []
        last = column
        for c in beside[:_MOST_PARTS]:
            if abs(c - last) > 1 or sheet.field(c) in _RATES:
                break
            run.append(c)
            last = c
            if len(run) >= _FEWEST:
                yield Relation(sheet, column, tuple(sorted(run)), difference=False)


# ------------------------------------------------------------------------------------------------ findings


def _corrections(relation: Relation, row: int) -> Iterator[tuple[int, Decimal]]:
    """Each figure of a row, and what it would have to be for the row to fit."""
    values = {c: r[0].value for c, r in _whole(_read(relation.sheet)[row]).items()}
    own, parts = values[relation.column], [values[c] for c in relation.parts]
    if relation.difference:
        yield relation.column, parts[0] - parts[1]
        yield relation.parts[0], parts[1] + own
        yield relation.parts[1], parts[0] - own
        return
    yield relation.column, sum(parts, Decimal(0))
    for c, value in zip(relation.parts, parts, strict=True):
        yield c, own - sum(parts, Decimal(0)) + value


def _whole(row: dict[int, Readings]) -> dict[int, Readings]:
    """Figures that may be whole numbers as such: '1.421' people."""
    return {c: tuple(r for r in readings if r.step >= 1) or readings for c, readings in row.items()}


def _column_total(sheet: Sheet, column: int, row: int, right: Decimal) -> bool:
    """Is the column's printed total the sum of its rows once one of them is put right?"""
    values = {i: r[column][0].value for i, cells in _read(sheet).items() if column in (r := _whole(cells))}
    totals = {line.row for line in sheet.lines if line.kind == SUM}
    plain = [right if i == row else v for i, v in values.items() if i not in totals]
    return row not in totals and any(values[t] == sum(plain, Decimal(0)) for t in totals if t in values)


def _by_share(relation: Relation, line: Line, corrections: Sequence[tuple[int, Decimal]]) -> int | None:
    """The figure of a budget that the row's own absorption shows to be wrong."""
    sheet = relation.sheet
    shares = [f for c, f in line.figures.items() if sheet.field(c) == "serapan"]
    if not relation.difference or tuple(sheet.field(c) for c in relation.parts) != MONEY or len(shares) != 1:
        return None
    span = printed(shares[0].reading)
    pagu, spent = (line.figures[c].value for c in relation.parts)
    fitting = [
        column
        for (column, right), (budget, used) in zip(
            corrections, ((pagu, spent), (corrections[1][1], spent), (pagu, corrections[2][1])), strict=True
        )
        if budget > 0 and span.low <= HUNDRED * used / budget <= span.high and right >= 0
    ]
    return fitting[0] if len(fitting) == 1 else None


def _finding(ledger: Ledger, relation: Relation, row: int) -> Draft:
    sheet, columns = relation.sheet, (relation.column, *relation.parts)
    line = next((x for x in sheet.lines if x.row == row), None)
    own = {c: line.figures[c] for c in columns if line is not None and c in line.figures}
    cells = sheet.table.rows[row]
    figures = {c: own.get(c) or Figure(c, cells[c], _settled(cells[c].text)) for c in columns}
    corrections = list(_corrections(relation, row))
    accused, because = _accused(relation, line, row, corrections)
    right, made = (
        dict(corrections)[accused],
        (" − " if relation.difference else " + ").join(figures[c].text for c in relation.parts),
    )
    value, expect, wrong = amount(corrections[0][1]), amount(right), figures[accused].text
    where = cite(sheet.stated(figures[relation.column]))
    money = relation.money
    label = (line.label if line is not None else "") or _label(sheet, row)
    measures: dict[str, Measure] = {"anggaran": "anggaran", "realisasi_anggaran": "realisasi_anggaran"}
    header = " ".join(sheet.table.columns[relation.column].header.split())
    header = quoted(header or _heading(sheet, relation.column))
    return draft(
        "BUD001" if money else "AGG002",
        "error",
        indicator=label,
        measure=measures.get(str(sheet.field(accused))),
        year=ledger.report.year,
        places=[sheet.stated(figures[c]) for c in sorted(columns, key=lambda c: c != accused)],
        message=Phrase(
            f"{label}: kolom {header} tertulis {where.id}; {made} = {value.id}. Mohon dikonfirmasi.",
            f"{label}: the column {header} has {where.en}; {made} = {value.en}.",
        ),
        criterion=ADDED_UP if not relation.difference else REMAINDER if money else TAKEN_OFF,
        recommendation=Phrase(
            f"Perbaiki {wrong} menjadi {expect.id}, atau angka lain pada baris itu.",
            f"Correct {wrong} to {expect.en}, or another figure of the row.",
        ),
        diagnosis=Phrase(
            f"{because.id} cocok bila {wrong} seharusnya {expect.id}.",
            f"{because.en} fits if {wrong} should be {expect.en}.",
        )
        if because
        else NO_PHRASE,
        expect=Expected(value=right, text=expect),
        confidence=0.9 if because else 0.85,
        accused=[s for s in [figures[accused].statement] if s is not None],
    )


def _accused(
    relation: Relation, line: Line | None, row: int, corrections: Sequence[tuple[int, Decimal]]
) -> tuple[int, Phrase]:
    """The figure of a row that is wrong, and what shows it; without any sign the total or the remainder."""
    share = _by_share(relation, line, corrections) if line is not None else None
    if share is not None:
        return share, Phrase("Persentase serapan pada baris itu", "The row's absorption")
    settled = [c for c, right in corrections if _column_total(relation.sheet, c, row, right)]
    if len(settled) == 1:
        return settled[0], Phrase("Jumlah kolomnya", "The total of its column")
    return relation.column, NO_PHRASE


def _settled(text: str) -> Quantity:
    """The figure of a cell, as a whole number where it may be one."""
    quantity = numbers.parse(text)
    whole = tuple(r for r in quantity.readings if r.step >= 1) or quantity.readings
    return quantity.model_copy(update={"readings": whole[:1]})
