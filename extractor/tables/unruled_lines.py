"""Lines of print in pieces that stand apart, and which of the pieces are figures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.reading import Word

_CELL_GAP = 9.0  # points between two words of a line that stand in different columns
_TIGHT = 0.1  # of the font size; what stands closer to an amount is its unit or its bracket
_COLUMN_SPACE = 0.45  # of the font size; a word that begins where others begin a column stands in it
_OWN_LEVEL = 0.3  # of the font size; words further apart in height stand on lines of their own
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d+)?(?:,-)?$")
STRIP = 3.0  # points of a strip that no word crosses between two columns
MIN_ROWS = 3  # lines with figures; fewer are an address, a date, a sum in running text
ALIGNED = 4.0  # points by which figures of one column may stand apart
FIGURE = re.compile(
    r"^[<>≥≤=±]?\s*\(?(?:Rp\.?\s*)?-?\d[\d.,\s]*(?:,-)?\)?\s*(?:%|‰|orang|unit|buah|kasus|dokumen)?\.?$|^-$",
    re.IGNORECASE,
)
_BEGINS_FIGURE = frozenset("<>≥≤=±(Rr-0123456789")
_ENDS_AMOUNT = frozenset("0123456789-")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line in pieces that stand apart."""

    cells: tuple[Word, ...]
    words: tuple[Word, ...] = ()

    @property
    def top(self) -> float:
        return min(c.top for c in self.cells)

    @property
    def bottom(self) -> float:
        return max(c.bottom for c in self.cells)

    @property
    def figures(self) -> int:
        """Figures in columns of their own, right of the first piece."""
        return sum(
            bool(FIGURE.match(c.text)) and not _YEAR.match(c.text) and c.text != "-" for c in self.cells[1:]
        )

    @property
    def has_text(self) -> bool:
        return any(sum(ch.isalpha() for ch in c.text) >= 3 for c in self.cells)


def pieces(line: Sequence[Word], starts: Sequence[float] = ()) -> Line:
    """The pieces of a line. ``starts`` are positions at which words begin below one another: there a
    narrow space after a figure parts two columns."""
    cuts = [
        i
        for i, (before, word) in enumerate(itertools.pairwise(line), 1)
        if word.x0 - before.x1 >= _CELL_GAP or starts and _parts(before, word, word.x0 - before.x1, starts)
    ]
    return _cut(line, cuts)


def parted(line: Line, strips: Sequence[tuple[float, float]]) -> Line:
    """A line whose pieces are also parted that reach over a strip between two columns, at the widest space
    there."""
    cuts = set()
    for cell in line.cells:
        at = [i for i, word in enumerate(line.words) if cell.x0 <= word.x0 and word.x1 <= cell.x1]
        cuts.add(at[0])
        for x0, x1 in strips:
            spaces = [
                (line.words[i].x0 - line.words[i - 1].x1, i)
                for i in at[1:]
                if x0 <= (line.words[i].x0 + line.words[i - 1].x1) / 2 <= x1
            ]
            if cell.x0 < x0 and x1 < cell.x1 and spaces:
                cuts.add(max(spaces)[1])
    return _cut(line.words, sorted(cuts - {0}))


def _cut(line: Sequence[Word], cuts: Sequence[int]) -> Line:
    """The line in pieces that begin at its first word and at ``cuts``."""
    cells = []
    for start, end in itertools.pairwise([0, *cuts, len(line)]):
        run = line[start:end]
        cells.append(
            run[0]._replace(
                text=" ".join(w.text for w in run),
                x1=max(w.x1 for w in run),
                top=min(w.top for w in run),
                bottom=max(w.bottom for w in run),
            )
        )
    return Line(tuple(cells), tuple(line))


def _parts(before: Word, word: Word, gap: float, starts: Sequence[float]) -> bool:
    """Does a word open a column right after a long figure?"""
    if gap <= _COLUMN_SPACE * word.size and before.text[-1] not in _ENDS_AMOUNT:
        return False  # nearly all spaces
    if not word.text[:1].isalnum() or not any(abs(word.x0 - x) <= ALIGNED / 2 for x in starts):
        return False
    after_amount = word.text[0].isalpha() and _AMOUNT.search(before.text) is not None
    return gap > (_TIGHT if after_amount else _COLUMN_SPACE) * word.size


def may_hold_figure(line: Sequence[Word]) -> bool:
    """May a piece of a line that is not its first be a figure? Most lines of running text have no such piece,
    which their spaces tell sooner than their pieces."""
    return any(
        word.text[0] in _BEGINS_FIGURE and (word.x0 - before.x1 >= _CELL_GAP or word.text[0] in "Rr")
        for before, word in itertools.pairwise(line)
    )


def column_starts(lines: Sequence[Sequence[Word]]) -> list[float]:
    """Where first words after an amount or after a wide space stand below one another in several lines."""
    places = sorted(
        word.x0
        for line in lines
        for before, word in itertools.pairwise(line)
        if word.text[:1].isalpha() and (word.x0 - before.x1 >= _CELL_GAP or _AMOUNT.search(before.text))
    )
    return [x for x in places if sum(abs(x - other) <= ALIGNED / 2 for other in places) >= MIN_ROWS]


def levelled(line: Sequence[Word]) -> list[Sequence[Word]]:
    """A line in its levels: figures set in the middle of two lines of a name nearly touch both."""
    middles = [(w.top + w.bottom) / 2 for w in line]
    if max(middles) - min(middles) < _OWN_LEVEL * min(w.size for w in line):
        return [line]
    levels: list[list[Word]] = []
    last = 0.0
    for middle, _, word in sorted(zip(middles, range(len(line)), line, strict=True)):
        if levels and middle - last < _OWN_LEVEL * word.size:
            levels[-1].append(word)
        else:
            levels.append([word])
        last = middle
    return [sorted(level, key=lambda w: w.x0) for level in levels]
