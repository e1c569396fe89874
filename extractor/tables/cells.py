"""The text of a cell: its words in lines, lines joined, what a narrow cell cut put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.model import Box
from extractor.reading import Word
from extractor.reading.page import group_lines, line_text

PADDING = 6.0
"""Points between a cell's border and its text on either side: Word leaves 5.4, LibreOffice 2.8 to 5."""
_GLYPH = 0.55  # width of a digit or letter as a share of the font size
_FRAGMENT = re.compile(r"[a-zà-ÿ]{1,3}[.,;:)]?|[A-Z]{1,3}[.,;:)]?")
_SHORT_WORDS = frozenset(
    (
        "di",
        "ke",
        "yg",
        "dan",
        "dll",
        "dr",
        "no",
        "per",
        "s.d",
        "sd",
        "se",
        "pd",
        "ta",
        "th",
        "tw",
        "ii",
        "iii",
        "iv",
        "vi",
        "pad",
        "opd",
        "skpd",
        "ada",
        "non",
        "rp",
        "kab",
        "bbm",
    )
)
_OPEN_FIGURE = re.compile(r"(?:^|[\s.(=])(-?\d[\d.,]*)$")
_NEXT_FIGURE = re.compile(r"^([\d.,]*\d|%)")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:[.,]\d+)?")


def cell_lines(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """The words of one cell in reading order, line by line, for upright and for turned text."""
    upright = [w for w in words if w.angle == 0]
    if len(upright) * 2 >= len(words):
        return group_lines(upright)
    angle = max({w.angle for w in words}, key=lambda a: sum(w.angle == a for w in words))
    return [
        tuple(sorted(line, key=lambda w: w.x0))
        for line in group_lines(_turned(w, angle) for w in words if w.angle == angle)
    ]


def _turned(word: Word, angle: int) -> Word:
    """The word on a page turned so that text of this direction is upright."""
    x0, top, x1, bottom = word.box
    if angle == 90:
        box = (top, -x1, bottom, -x0)
    elif angle == 270:
        box = (-bottom, x0, -top, x1)
    else:
        box = (-x1, -bottom, -x0, -top)
    return Word(word.text, *box, word.size, 0)


def join_lines(lines: Sequence[Sequence[Word]], width: float) -> tuple[tuple[str, ...], str]:
    """The printed lines of a cell of a width in points, and its text as one string."""
    printed = tuple(line_text(line) for line in lines)
    text = ""
    for i, current in enumerate(printed):
        if i == 0:
            text = current
            continue
        text += ("" if _cut(lines[i - 1], printed[i - 1], lines[i], current, width) else " ") + current
    return printed, text


def _cut(
    above: Sequence[Word], above_text: str, below: Sequence[Word], below_text: str, width: float
) -> bool:
    """Was a word or a figure cut between two lines because the cell is too narrow for it?"""
    size = above[-1].size
    full = above[-1].x1 - above[0].x0 + _GLYPH * size > width - 2 * PADDING
    ending, starting = _OPEN_FIGURE.search(above_text), _NEXT_FIGURE.match(below_text)
    if ending and starting:
        return _figure_cut(ending.group(1), starting.group(1), full, len(above_text.split()) <= 2)
    if above_text.endswith("-") and len(above_text) > 2 and above_text[-2].isalpha():
        return below_text[:1].isalpha()
    if not full or " " in above_text.strip() or not above_text[-1:].isalpha():
        return False
    start = below_text.split()[0] if below_text.split() else ""
    if start.lower().rstrip(".,;:)") in _SHORT_WORDS or not _FRAGMENT.fullmatch(start):
        return False
    return above_text[-1].isupper() == start[0].isupper() or above_text[-1].islower()


def _figure_cut(head: str, tail: str, full: bool, alone: bool) -> bool:
    if tail == "%":
        return True
    joined = head + tail
    whole = _GROUPED.fullmatch(joined) is not None or _PLAIN.fullmatch(joined) is not None
    if not whole:
        return False
    if head[-1] in ".,":
        return True
    if _GROUPED.fullmatch(joined) and not (_well_formed(head) and _well_formed(tail)):
        return True
    return full and alone


def _well_formed(figure: str) -> bool:
    return _GROUPED.fullmatch(figure) is not None or _PLAIN.fullmatch(figure) is not None


def words_box(words: Sequence[Word], cell: Box) -> Box:
    """Where the text of a cell stands; the cell itself where it is empty."""
    if not words:
        return cell
    return Box(
        min(w.x0 for w in words),
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
    )
