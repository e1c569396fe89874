"""The items of one cell: several figures below each other, several indicators, an indicator and its parts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box
from extractor.patterns import derived, load
from extractor.tables.grid import GridCell

_NUMBERED = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2}|[a-z])[.)]\s*(?=[^\W\d])")
_NUMBERED_VALUE = re.compile(r"(?:(?<=\s)|^)(\d{1,2}|[a-z])[.)]\s+(?=\S)")
_BULLET = re.compile(r"(?:(?<=\s)|^)[-–•▪]\s*(?=[^\W\d])")
_LABEL = re.compile(r"(?:\(?(?:\d{1,2}|[a-z])[.)]|[-–•▪])\s*(?=[^\W\d])")
_CODE = re.compile(r"[A-Z]{1,2}[ .-]?\d{1,2}")  # a part's name: 'S1', 'D3', 'K 2'
_ASIDE = re.compile(r"\(\s*[\d.,]+\s*%?\s*\)")  # '86 / (101%)': what follows on a line of its own
_GLOSS = re.compile(r"\(\s*\d[\d.,]*\s+[^\W\d_]{2,}[^()]*\)")  # '5 angkatan (150 orang)'
_GRADE = re.compile(r"[A-Z]{1,3}[+-]?")  # 'A', 'BB', 'WTP'
_FIGURE = re.compile(
    r"""(?:(?:naik|turun|minimal|maksimal|level|nilai\s*=?)\s+)?
    (?:[<>≤≥±]=?\s*)?(?:Rp\.?\s*)?
    \(?-?\d[\d.,]*\d|\(?-?\d""",
    re.I | re.X,
)


def figures_in(cell: GridCell) -> list[str]:
    """The figures of a cell that holds nothing but figures, each with its unit, or grades on lines of their
    own; [] if it holds more."""
    lines = _with_asides([line for line in cell.lines if line.strip()])
    text = cell.text
    uncut = " ".join(lines) == text  # else a narrow cell cut a figure between two lines
    each = all(_one_figure(line) or _GRADE.fullmatch(line) for line in lines)
    if len(lines) > 1 and uncut and each and not _one_figure(text):
        return lines
    numbered = list(_NUMBERED_VALUE.finditer(text))
    if len(numbered) > 1 and numbered[0].start() == 0 and _sequence([m[1] for m in numbered]):
        ends = [*(m.start() for m in numbered[1:]), len(text)]
        values = [text[m.end() : end].strip() for m, end in zip(numbered, ends, strict=True)]
        if all(_one_figure(v) for v in values):
            return values
    starts = _figure_starts(text)
    if not starts:
        return []
    if len(starts) == 1 or _one_figure(text):
        return [text]
    if text[: starts[0]].strip():
        return []
    pieces = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return pieces if all(_one_figure(p) and len(p) <= 25 for p in pieces) else []


def _figure_starts(text: str) -> list[int]:
    """Where the figures of a text begin; one in brackets with words is the gloss of the figure before it:
    '5 angkatan (150 orang)'."""
    starts = [m.start() for m in _FIGURE.finditer(text)]
    return [at for i, at in enumerate(starts) if not (i and _GLOSS.match(text, at))]


def _one_figure(text: str) -> bool:
    """'12,5', '100 %', '5.310 Orang', 'Level 3 (3,1)', '1-3 hari', '≤ 1,5%': one figure with its unit."""
    return (
        re.fullmatch(
            r"""\s*(?:[^\W\d_]{2,}\s*=?\s*){0,2}[<>≤≥±]*=?\s*(?:Rp\.?\s*)?-?\(?\d(?:[\d.,]|[.,]\s(?=\d{3}\b))*\)?
            (?:\s*(?:[-–:/]|s\.?d\.?)\s*[\d.,]+)?\s*[%‰]?,?-?\s*
            (?:\(?[^\W\d_](?:[\w./]|\s(?!\d)){0,28}\)?)?(?:\([\d.,\s%]+\))?\s*[.*]*\s*""",
            re.sub(r",\s*-(?=\s|$)", "", text),  # 'Rp 1.000,-' is no range
            re.X,
        )
        is not None
    )


def _with_asides(lines: Sequence[str]) -> list[str]:
    """The lines, a line of nothing but a figure in brackets joined to the figure above it."""
    result: list[str] = []
    for line in lines:
        aside = _ASIDE.fullmatch(line) or _GLOSS.fullmatch(line)
        if result and aside and not _ASIDE.search(result[-1]) and not _GLOSS.search(result[-1]):
            result[-1] = f"{result[-1]} {line}"
        else:
            result.append(line)
    return result


def items_in(cell: GridCell, count: int) -> list[str] | None:
    """The texts of exactly ``count`` items in a cell, by their numbers, dashes or lines; or None."""
    numbered = list(_NUMBERED.finditer(cell.text))
    labels = [m[1] for m in numbered]
    if len(numbered) == count and _sequence(labels):
        return _between(cell.text, [m.start() for m in numbered])
    bullets = [m.start() for m in _BULLET.finditer(cell.text)]
    if len(bullets) == count and not cell.text[: bullets[0]].strip():
        return _between(cell.text, bullets)
    openers = [
        i for i, line in enumerate(cell.lines) if line[:1].isupper() and _first_word(line) in opening_words()
    ]
    if len(openers) == count and openers[0] == 0 and not numbered:
        return _joined(cell.lines, openers)
    starts = [
        i
        for i, line in enumerate(cell.lines)
        if i == 0 or (line[:1].isupper() and not _open(cell.lines[i - 1]))
    ]
    if len(starts) == count and not numbered:
        return _joined(cell.lines, starts)
    labelled = [i for i, line in enumerate(cell.lines) if _LABEL.match(line)]
    if len(labelled) == count and labelled[0] == 0:  # '- ...', 'a. ...', 'b. ...', '- ...'
        return _joined(cell.lines, labelled)
    again = [i for i, line in enumerate(cell.lines) if _first_word(line) == _first_word(cell.lines[0])]
    if len(again) == count and not numbered:
        return _joined(cell.lines, again)
    return None


def levelled(cell: GridCell, levels: Sequence[Sequence[Box]]) -> list[str] | None:
    """The items of a cell whose first lines stand level with figures of the same row, each on a line of its
    own: ``levels`` are the boxes of those figures in each cell that has as many as there are items. None if
    the cells disagree, or if a line at a figure's level does not begin an item."""
    if not levels or len(cell.boxes) != len(cell.lines):
        return None
    starts: list[int] = []
    for figures in zip(*levels, strict=True):
        at = [_line_at(cell, box) for box in figures]
        line = at[0]
        if line is None or any(other != line for other in at):
            return None
        begins = _LABEL.match(cell.lines[line]) or cell.lines[line][:1].isupper()
        if not begins or (line and _open(cell.lines[line - 1])):
            return None
        starts.append(line)
    if starts[0] != 0 or any(b <= a for a, b in itertools.pairwise(starts)):
        return None
    if any(i not in starts for i, line in enumerate(cell.lines) if _LABEL.match(line)):
        return None
    return _joined(cell.lines, starts)


def _line_at(cell: GridCell, figure: Box) -> int | None:
    """The line of a cell that stands level with a figure beside it: whose middle is within its height."""
    middle = (figure.top + figure.bottom) / 2
    level = [i for i, box in enumerate(cell.boxes) if box.top <= middle <= box.bottom]
    return level[0] if len(level) == 1 else None


def parts_in(cell: GridCell, count: int) -> tuple[str, list[str]] | None:
    """An indicator's name and the names of its ``count`` parts, by their letters ('a.', 'b.'), by dashes, or
    by codes on lines of their own ('S1', 'S2'): a code alone tells nothing, so the name goes before it."""
    numbered = list(_NUMBERED.finditer(cell.text))
    if len(numbered) == count and _sequence([m[1] for m in numbered]):
        head = cell.text[: numbered[0].start()].strip(" ,:;")
        if head and numbered[0][1] in ("a", "1"):
            return head, _between(cell.text, [m.start() for m in numbered])
    bullets = [m.start() for m in _BULLET.finditer(cell.text)]
    if len(bullets) == count and (head := cell.text[: bullets[0]].strip(" ,:;")):
        return head, _between(cell.text, bullets)
    words = len(cell.lines)
    while words and _CODE.fullmatch(cell.lines[words - 1].strip()):
        words -= 1
    codes = [line.strip() for line in cell.lines[words:]]
    if words and len(codes) == len(set(codes)) == count:
        head = " ".join(cell.lines[:words])
        return head, [f"{head} {code}" for code in codes]
    return None


def first_label(cell: GridCell) -> str | None:
    """The letter or number with which the text of a cell begins."""
    found = _NUMBERED.match(cell.text)
    return found[1] if found else None


def last_label(cell: GridCell) -> str | None:
    """The last letter or number that begins an item of a cell."""
    found = list(_NUMBERED.finditer(cell.text))
    return found[-1][1] if found else None


def follows(before: str | None, label: str) -> bool:
    """Is a label the one after another: 'b' after 'a', '3' after '2'?"""
    return before is not None and before.isdigit() == label.isdigit() and _sequence([before, label])


@derived
def opening_words() -> frozenset[str]:
    """Words with which the names of indicators begin, in lower case."""
    return frozenset(load("rows")["openers"]["indikator"])


def _first_word(line: str) -> str:
    return line.split()[0].casefold().strip(",.") if line.split() else ""


def _joined(lines: Sequence[str], starts: Sequence[int]) -> list[str]:
    return [" ".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _open(line: str) -> bool:
    """Does a line end with a word that must go on: 'dan', 'yang', a comma?"""
    return (
        re.search(r"(?:[,/&-]|\b(?:dan|yang|di|ke|dari|pada|untuk|dengan|atas|oleh|terhadap|per))\s*$", line)
        is not None
    )


def _between(text: str, starts: Sequence[int]) -> list[str]:
    return [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def _sequence(labels: Sequence[str]) -> bool:
    if all(label.isdigit() for label in labels):
        numbers = [int(label) for label in labels]
        return all(b == a + 1 for a, b in itertools.pairwise(numbers))
    return all(ord(b[0]) == ord(a[0]) + 1 for a, b in itertools.pairwise(labels))


def cut_cell(cell: GridCell, texts: Sequence[str]) -> list[GridCell]:
    """The consecutive parts of a cell that hold these texts, each with the box of its lines."""
    result: list[GridCell] = []
    ends = _line_ends(cell)
    squeezed = "".join("".join(line.split()) for line in cell.lines)
    at = 0
    for k, text in enumerate(texts):
        wanted = "".join(text.split())
        start = squeezed.find(wanted, at)
        if start < 0 or len(cell.boxes) != len(cell.lines):
            result.append(replace(cell, lines=(text,), text=text, bbox=_share(cell, k, len(texts)), boxes=()))
            continue
        at = start + len(wanted)
        boxes = [
            box
            for box, low, high in zip(cell.boxes, [0, *ends], ends, strict=False)
            if low < at and high > start
        ]
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.union(box)
        result.append(replace(cell, lines=(text,), text=text, bbox=whole, boxes=()))
    return result


def _line_ends(cell: GridCell) -> list[int]:
    """Where the lines of a cell end, in characters without spaces."""
    ends: list[int] = []
    for line in cell.lines:
        ends.append((ends[-1] if ends else 0) + len("".join(line.split())))
    return ends


def _share(cell: GridCell, k: int, count: int) -> Box:
    """The k-th of equal parts of a cell's height, where it is not known where its lines stand."""
    height = (cell.bbox.bottom - cell.bbox.top) / count
    top = cell.bbox.top + k * height
    return Box(cell.bbox.x0, top, cell.bbox.x1, top + height)
