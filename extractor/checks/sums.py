"""Totals of a table against its lines: the grand total, and each parent against what lies below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.hierarchy import Outline, adds_up, best_outline, outlines
from extractor.checks.sheet import SUBTOTAL, SUM, Figure, Line, Sheet

MONEY = ("anggaran", "realisasi_anggaran")
_COUNTS = ("target", "realisasi")
_RATES = (
    "capaian",
    "serapan",
    "efisiensi",
    "capaian_akhir",
    "baseline",
    "target_akhir",
    "pembanding",
    "kategori",
)
_FEWEST = 3  # lines under a total of a table of one column of figures, which nothing else proves
_NEAR = Decimal(
    "0.2"
)  # by how much such a total may be off: a larger difference is a total of something else
_TELLING_DIGITS = 6  # of a total, so that two figures alike but for a slip are meant to be the same
_SLIPPED_DIGITS = 2  # one mistyped, or two exchanged
_BLOCKS = 3  # equal blocks that must add up before the last one is held against them
_LARGE = 100_000  # totals from which on a line that equals the sum of the next lines does so on purpose
_RUN = 60  # lines tried as the parts of a parent


@dataclass(frozen=True)
class Wrong:
    """A printed total that its lines do not give. ``proof`` tells why the lines are known to be its own:
    'column' (another column of the table adds up over the same lines), 'levels' (the other sums of the
    table hold) or 'list' (a complete numbered list)."""

    sheet: Sheet
    total: Line
    parts: tuple[Line, ...]
    columns: tuple[int, ...]
    proof: str

    def printed(self, column: int) -> Figure:
        return self.total.figures[column]

    def recomputed(self, column: int) -> Decimal:
        return sum((p.figures[column].value for p in self.parts if column in p.figures), Decimal(0))


def wrong_totals(sheet: Sheet) -> Iterator[Wrong]:
    """Totals at the end (or the head) of a table that no natural set of its lines gives."""
    totals = [x for x in sheet.lines if x.kind == SUM]
    plain = sheet.plain()
    if len(plain) < 2:
        return
    for total in totals:
        sets = _natural_sets(sheet, total, totals)
        proven: dict[int, list[list[Line]]] = {}
        failing = []
        for c in total.figures:
            if not _addable(sheet, c) or any(c in x.unread for x in _beside(sheet, total)):
                continue
            verdicts = [(adds_up(total, parts, c), parts) for parts in sets]
            good = [parts for ok, parts in verdicts if ok]
            if good:
                proven[c] = good
            elif any(ok is False for ok, _ in verdicts) and not _otherwise(sheet, total, c):
                failing.append(c)
        if not failing:
            continue
        for c in failing:
            parts, proof = _parts(sheet, total, c, sets, proven)
            if parts and (sheet.field(c) is not None or _is_near(total, parts, c)):
                yield Wrong(sheet, total, tuple(p for p in parts if c in p.figures), (c,), proof)


def _is_near(total: Line, parts: Sequence[Line], column: int) -> bool:
    """May a total of a column that no heading names be a sum? That of ratios or percentages lies far off."""
    summed = sum((p.figures[column].value for p in parts if column in p.figures), Decimal(0))
    printed = total.figures[column].value
    return abs(summed - printed) <= _NEAR * max(abs(summed), abs(printed))


def _beside(sheet: Sheet, total: Line) -> list[Line]:
    """The plain lines above a total, or below it where it comes first."""
    index = sheet.lines.index(total)
    return [x for x in sheet.lines[:index] if not x.kind] or [x for x in sheet.lines[index:] if not x.kind]


def _parts(
    sheet: Sheet,
    total: Line,
    column: int,
    sets: Sequence[Sequence[Line]],
    proven: dict[int, list[list[Line]]],
) -> tuple[Sequence[Line], str]:
    """The lines that a failing total must be the sum of, and what proves it."""
    for other, good in proven.items():
        if _alike(sheet, column, other):
            for parts in good:
                if len(parts) >= 2 and all((column in p.figures) == (other in p.figures) for p in parts):
                    return parts, "column"
    plain = sets[0] if sets else ()
    if proven or len(plain) < _FEWEST or len({p.cell.page for x in plain for p in x.figures.values()}) > 1:
        return (), ""
    if sum(1 for x in sheet.lines if x.kind) > 1:
        return (), ""
    if sheet.field(column) is not None and not _slip(total.figures[column], plain, column):
        return (), ""
    if not _complete(plain) or any(column not in x.figures and not _blank(sheet, x, column) for x in plain):
        return (), ""
    figures = [x.figures[column] for x in plain if column in x.figures]
    off = abs(sum((f.value for f in figures), Decimal(0)) - total.figures[column].value)
    whole = all(f.value == f.value.to_integral_value() for f in figures)
    if (
        len(figures) >= _FEWEST
        and whole
        and off <= _NEAR * total.figures[column].value
        and len(outline_levels(sheet)) <= 1
    ):
        return plain, "list"
    return (), ""


def _slip(total: Figure, lines: Sequence[Line], column: int) -> bool:
    """Does a total differ from the sum of its lines as a mistyped figure does: in one digit, or in two?"""
    summed = sum((x.figures[column].value for x in lines if column in x.figures), Decimal(0))
    printed, right = str(int(total.value)), str(int(summed))
    off = sum(a != b for a, b in zip(printed, right, strict=False))
    return len(printed) == len(right) >= _TELLING_DIGITS and 0 < off <= _SLIPPED_DIGITS


def outline_levels(sheet: Sheet) -> set[int]:
    """The levels that any reading of a table's lines gives."""
    return {d for o in outlines(sheet) for d in o.levels if d is not None}


def _blank(sheet: Sheet, line: Line, column: int) -> bool:
    return column not in line.unread


def _complete(lines: Sequence[Line]) -> bool:
    """Are the lines numbered 1, 2, 3, ... without a gap?"""
    numbers = [x.number.strip(" .)") for x in lines]
    if not any(numbers):  # the first column of a table of which none is known
        numbers = [str(x.figures[0].value) if 0 in x.figures else "" for x in lines]
    return numbers == [str(i + 1) for i in range(len(lines))]


def _addable(sheet: Sheet, column: int) -> bool:
    """May the figures of a column be added up? Rates may not."""
    return sheet.field(column) not in _RATES


def _alike(sheet: Sheet, a: int, b: int) -> bool:
    """Do two columns hold the same kind of thing, so that one proves what the other adds up?"""
    kinds = [next((i for i, k in enumerate((MONEY, _COUNTS)) if sheet.field(c) in k), 2) for c in (a, b)]
    return a != b and kinds[0] == kinds[1]


def _natural_sets(sheet: Sheet, total: Line, totals: Sequence[Line]) -> list[list[Line]]:
    """The sets of lines that a total may be the sum of, the plainest first."""
    lines = [x for x in sheet.lines if x.kind in ("", SUBTOTAL)]
    index = sheet.lines.index(total)
    above = [x for x in sheet.lines[:index] if not x.kind]
    previous = max((sheet.lines.index(t) for t in totals if sheet.lines.index(t) < index), default=-1)
    since = [x for x in sheet.lines[previous + 1 : index] if not x.kind]
    following = next((sheet.lines.index(t) for t in totals if sheet.lines.index(t) > index), len(sheet.lines))
    below = [x for x in sheet.lines[index + 1 : following] if not x.kind]
    subtotals = [x for x in sheet.lines[:index] if x.kind == SUBTOTAL]
    sets = [above, since, below, [x for x in sheet.lines[index + 1 :] if not x.kind], subtotals]
    sets.append([t for t in totals if t is not total and sheet.lines.index(t) < index])
    sets.append([x for x in lines if x in above or x.kind == SUBTOTAL])
    for outline in outlines(sheet):
        depths = sorted({d for d in outline.levels if d is not None})
        pairs = list(zip(outline.lines, outline.levels, strict=True))
        sets.extend([x for x, d in pairs if d == depth] for depth in depths)
        sets.append([x for i, (x, d) in enumerate(pairs) if d is not None and not _heads(pairs, i)])
    unique: list[list[Line]] = []
    for one in sets:
        if one and one not in unique:
            unique.append(one)
    return unique


def _heads(pairs: Sequence[tuple[Line, int | None]], index: int) -> bool:
    """Is a line followed by a deeper one?"""
    depth = pairs[index][1]
    later = next((d for _, d in pairs[index + 1 :] if d is not None), None)
    return later is not None and depth is not None and later > depth


def _otherwise(sheet: Sheet, total: Line, column: int) -> bool:
    """Does a total mean something else: the mean of its lines, the sum across its row, lines that repeat?"""
    value = total.figures[column].value
    figures = [x.figures[column].value for x in sheet.plain() if column in x.figures]
    if not figures or value <= 0:
        return True
    if abs(sum(figures, Decimal(0)) / len(figures) - value) <= total.figures[column].reading.step:
        return True
    others = [f.value for c, f in total.figures.items() if c != column]
    if len(others) >= 2 and sum(others, Decimal(0)) == value:
        return True
    if value < _LARGE:
        return False  # among small counts any line equals its neighbour by chance
    # Parents by arithmetic: any line that equals the sum of those after it is counted once.
    roots: list[Decimal] = []
    i = 0
    while i < len(figures):
        roots.append(figures[i])
        run = Decimal(0)
        step = 1
        for k in range(i + 1, min(len(figures), i + _RUN)):
            run += figures[k]
            if run == figures[i]:
                step = k - i + 1
                break
        i += step
    return sum(roots, Decimal(0)) == value


# ---------------------------------------------------------------------------------------------- parents


def wrong_parents(sheet: Sheet, continued: bool = False) -> Iterator[Wrong]:
    """Lines whose figures are not the sum of the lines below them, where the other sums of the table hold.

    ``continued``: the table goes on in another that was not joined to it, so that the lines of its last
    parent are not all here.
    """
    columns = [c for c in sheet.columns if sheet.field(c) in MONEY or sheet.field(c) is None]
    money = [c for c in columns if sheet.field(c) in MONEY]
    # Before a revision there were lines that the revised budget no longer has.
    money = [c for c in money if c == max(m for m in money if sheet.field(m) == sheet.field(c))]
    outline = best_outline(sheet, money or columns)
    if outline is None:
        yield from _wrong_block(sheet)
        return
    every = list(outlines(sheet))
    for family in outline.families:
        bad = [
            c
            for c in money
            if adds_up(family.parent, family.children, c) is False
            and adds_up(family.parent, family.leaves, c) is False
            and not _explained(family.parent, outline, every, c)
        ]
        if not bad or len(family.children) < 2:
            continue
        if continued and family.leaves[-1] is outline.lines[-1]:
            continue
        proven = any(adds_up(family.parent, family.children, c) for c in money if c not in bad)
        pages = {f.cell.page for x in (family.parent, *family.children) for f in x.figures.values()}
        if proven or len(pages) == 1:
            yield Wrong(sheet, family.parent, family.children, tuple(bad), "column" if proven else "levels")


def goes_on(sheet: Sheet, every: Sequence[Sheet]) -> bool:
    """Does a table with the same columns follow on the same or the next page, as its continuation?"""
    fields = [c.field for c in sheet.table.columns]
    last = sheet.table.pages[-1]
    following = every[next(i for i, s in enumerate(every) if s is sheet) + 1 :]
    return any(
        s.table.pages[0] in (last, last + 1) and [c.field for c in s.table.columns] == fields
        for s in following
    )


def _explained(parent: Line, outline: Outline, every: Sequence[Outline], column: int) -> bool:
    """Does another reading of the levels, or any run of the lines that follow, give the parent's figure?"""
    for other in every:
        for family in other.families:
            if family.parent is parent and (
                adds_up(parent, family.children, column) or adds_up(parent, family.leaves, column)
            ):
                return True
    value = parent.value(column)
    following = [x for x in outline.lines[outline.lines.index(parent) + 1 :] if column in x.figures]
    run = Decimal(0)
    for line in following[:_RUN]:
        run += line.figures[column].value
        if run == value:
            return True
    return False


def _wrong_block(sheet: Sheet) -> Iterator[Wrong]:
    """A list in equal blocks, each headed by its sum ('30 = 6 + 9 + 15'), of which one does not add up."""
    columns = [c for c in sheet.columns if sheet.field(c) is None]
    lines = [x for x in sheet.plain() if x.figures]
    if len(columns) != 1 or sheet.table.kind != "lain" or any(x.unread for x in lines):
        return
    c = columns[0]
    for size in range(3, 8):
        if len(lines) % size or len(lines) // size < _BLOCKS + 1:
            continue
        blocks = [lines[i : i + size] for i in range(0, len(lines), size)]
        bad = [b for b in blocks if adds_up(b[0], b[1:], c) is False]
        if len(bad) == 1 and len({f.cell.page for x in lines for f in x.figures.values()}) == 1:
            yield Wrong(sheet, bad[0][0], tuple(bad[0][1:]), (c,), "levels")
