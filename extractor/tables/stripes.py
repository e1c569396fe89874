"""Tables with horizontal rules only: the vertical borders are put where no word stands.

A run of rules of one width, with words in columns between them, is a table. Between two columns lies a
strip that no word of the body crosses; shading that ends there, or a rule that begins there, settles where.
A heading over several columns may cross a strip: the border is left out beside it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.model import Box
from extractor.reading import Fill, Ruling, Word
from extractor.reading.page import group_lines
from extractor.tables.lattice import SNAP, Line, merge_lines
from extractor.tables.outline import caption_start
from extractor.tables.spanning import under_headings
from extractor.tables.unruled_body import wrapped_rulings

_GAP = 4.0  # points; a strip between two columns is at least this wide (cells leave 5 on either side)
_WIDE_GAP = 9.0  # points between two words of one line that stand in different columns
_MIN_WIDTH = 150.0  # points; a shorter rule underlines a heading or bears a signature
_MAX_BAND = 330.0  # points between two rules of one table
_SLACK = 24.0  # points of empty space in a band; cells are lower than two lines more than their text
_EMPTY_ROW = 24.0  # points; a higher band without words lies between two tables
_HEADING_BANDS = 2  # first bands in which a heading may stand over several columns
_MIN_RULE = 20.0  # points; shorter lines are fraction bars
_SAME_END = 2.0  # points between the ends of two rules of one table
_FEW_BODY_BANDS = 2  # bands with figures of a table that has no rule between its rows
_RUNNING_WORDS = 30  # words above a table that begins its page: the running header, a caption
_BETWEEN = 12.0  # points between two tables side by side; the rules of one table leave 6 at a column's end
_MIN_COLUMNS = 3  # a list in two columns is hardly told from a paragraph with a hanging number


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two neighbouring rules."""

    top: float
    bottom: float
    lines: tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class Borders:
    """The column borders of a table that ended the page before, and its width: what a table that goes on
    at the top of the next page is held against."""

    low: float
    high: float
    inner: tuple[float, ...]


def find_stripes(
    rulings: Sequence[Ruling],
    fills: Sequence[Fill],
    words: Sequence[Word],
    before: Borders | None = None,
    boxes: Sequence[Box] = (),
) -> list[list[Ruling]]:
    """Rulings, given and inferred, of each table that has horizontal rules only.

    ``rulings`` and ``words`` are those that belong to no ruled table; ``before`` is the table without
    vertical borders that ended the page before, if one did. ``boxes`` are drawn around whole tables: what
    stands between two rules of one is a row, however empty.
    """
    rules = [
        line
        for line in merge_lines(Line(r.top, r.x0, r.x1) for r in rulings if r.horizontal)
        if line.high - line.low >= _MIN_RULE
    ]
    upright = [w for w in words if w.angle == 0]
    levels: list[float] = []
    for line in rules:
        if not levels or line.at - levels[-1] > SNAP:
            levels.append(line.at)
    found: list[list[Ruling]] = []
    bands: list[_Band] = []

    def close() -> None:
        while bands and not bands[-1].lines:
            bands.pop()
        if bands:
            above = sum(w.bottom <= bands[0].top for w in upright)
            first = not found and above <= _RUNNING_WORDS
            beside = [
                _table(_rows_apart(part), own, fills, None) for part, own in _side_by_side(bands, rules)
            ]
            if len(beside) > 1 and all(beside):
                found.extend(beside)
            else:
                table = _by_names(bands) or _table(
                    _rows_apart(bands), rules, fills, before if first else None
                )
                found.extend([table] if table else [])
        bands.clear()

    for top, bottom in itertools.pairwise(levels):
        low = min(r.low for r in rules if top - SNAP <= r.at <= bottom + SNAP)
        high = max(r.high for r in rules if top - SNAP <= r.at <= bottom + SNAP)
        full = [r for r in rules if abs(r.at - top) <= SNAP or abs(r.at - bottom) <= SNAP]
        wide = all(
            any(abs(r.at - at) <= SNAP and r.high - r.low >= 0.25 * (high - low) for r in full)
            for at in (top, bottom)
        )
        inside = [
            w
            for w in upright
            if top < (w.top + w.bottom) / 2 < bottom and low - 2 <= (w.x0 + w.x1) / 2 <= high + 2
        ]
        band = _Band(top, bottom, tuple(group_lines(inside)))
        boxed = any(box.top - SNAP <= top and bottom <= box.bottom + SNAP for box in boxes)
        if not band.lines and bands and (boxed or bottom - top <= _EMPTY_ROW):
            bands.append(band)
            continue
        if (
            not band.lines
            or not wide
            or high - low < _MIN_WIDTH
            or bottom - top > _MAX_BAND
            or _is_prose(band, high - low)
            or (not boxed and _between_tables(band))
        ):
            close()
            continue
        if bands and not _same_width(bands[0].top, bands[-1].bottom, bottom, rules):
            close()
        bands.append(band)
    close()
    return found


def _side_by_side(bands: list[_Band], rules: Sequence[Line]) -> Iterator[tuple[list[_Band], list[Line]]]:
    """The bands and rules of each of the tables that stand beside one another: no rule and no word reaches
    over the space between them."""
    own = [r for r in rules if bands[0].top - SNAP <= r.at <= bands[-1].bottom + SNAP]
    spans: list[tuple[float, float]] = []
    for low, high in sorted((r.low, r.high) for r in own):
        if spans and low <= spans[-1][1] + _BETWEEN:
            spans[-1] = (spans[-1][0], max(spans[-1][1], high))
        else:
            spans.append((low, high))
    words = [w for band in bands for line in band.lines for w in line]
    if any(not any(low <= w.x0 + 2 and w.x1 <= high + 2 for low, high in spans) for w in words):
        return
    for low, high in spans:
        part = [
            replace(band, lines=tuple(held for line in band.lines if (held := _within(line, low, high))))
            for band in bands
        ]
        yield part, [r for r in own if low <= r.low and r.high <= high]


def _within(line: Sequence[Word], low: float, high: float) -> tuple[Word, ...]:
    return tuple(w for w in line if low <= (w.x0 + w.x1) / 2 <= high)


def _same_width(first: float, last: float, bottom: float, rules: Sequence[Line]) -> bool:
    """Is the rule under a band within the width of the rules above it, and one of them as wide?"""
    above = [r for r in rules if first - SNAP <= r.at <= last + SNAP]
    low, high = min(r.low for r in above), max(r.high for r in above)
    below = [r for r in rules if abs(r.at - bottom) <= SNAP]
    return (
        min(r.low for r in below) >= low - _SAME_END and abs(max(r.high for r in below) - high) <= _SAME_END
    )


def _between_tables(band: _Band) -> bool:
    """Is a band the space between two tables: a caption, or text that its two rules do not enclose?"""
    if any(caption_start().match(line[0].text) for line in band.lines):
        return True
    text = max(w.bottom for w in band.lines[-1]) - min(w.top for w in band.lines[0])
    return band.bottom - band.top - text > _SLACK


def _is_prose(band: _Band, width: float) -> bool:
    """Full lines without a gap: running text that happens to stand between two rules."""
    full = sum(
        line[-1].x1 - line[0].x0 > 0.8 * width and _widest_gap(line) < _WIDE_GAP for line in band.lines
    )
    return full >= 1 and full >= 0.4 * len(band.lines)


def _widest_gap(line: Sequence[Word]) -> float:
    return max((b.x0 - a.x1 for a, b in itertools.pairwise(line)), default=0.0)


def _table(
    bands: list[_Band], rules: Sequence[Line], fills: Sequence[Fill], before: Borders | None
) -> list[Ruling]:
    top, bottom = bands[0].top, bands[-1].bottom
    own = [r for r in rules if top - SNAP <= r.at <= bottom + SNAP]
    low, high = min(r.low for r in own), max(r.high for r in own)
    shaded = _shaded_borders(bands, fills, low, high)
    hints = [x for r in own for x in (r.low, r.high)]
    goes_on = not shaded and before is not None and _fits(before, bands, low, high)
    if before and goes_on:
        borders = list(before.inner)
    elif shaded:
        borders = shaded
    elif len(bands) >= 2:
        borders = [_border(_beside_headings(strip, bands[0]), hints) for strip in _strips(bands)]
    else:
        borders = _lone_heading(bands[0])
    borders = _with_rule_ends(borders, own, bands, low, high)
    if len(borders) + 1 < _MIN_COLUMNS:
        return []
    rulings = [Ruling(r.low, r.at, r.high, r.at) for r in own]
    rulings += [
        Ruling(low, band.top, high, band.top)
        for band in bands[1:]
        if all(abs(band.top - r.at) > SNAP for r in own)
    ]
    rulings += [Ruling(low, top, low, bottom), Ruling(high, top, high, bottom)]
    for index, band in enumerate(bands):
        words = _joined(band)
        heading = not goes_on and index < min(_HEADING_BANDS, len(bands) - 1)
        absent = under_headings(words, [low, *borders, high]) if heading else set()
        for x in borders:
            crossed = any(w.x0 < x - 1 and w.x1 > x + 1 for w in words)
            if not crossed and x not in absent:
                rulings.append(Ruling(x, band.top, x, band.bottom))
    return rulings


def _by_names(bands: list[_Band]) -> list[Ruling]:
    """The rulings of a table without rules between its rows, told by its names; none if they do not tell."""
    return wrapped_rulings([line for band in bands for line in band.lines]) if _in_few(bands) else []


def _in_few(bands: list[_Band]) -> bool:
    """Do figures stand in so few bands that a table has no rules between its rows?"""
    return sum(any(_figures(line) for line in band.lines) for band in bands) <= _FEW_BODY_BANDS


def _rows_apart(bands: list[_Band]) -> list[_Band]:
    """The bands with the rows of a table told apart that has rules only around its heading and below its
    last row: there each line with figures begins a row."""
    if not _in_few(bands):
        return bands
    result: list[_Band] = []
    for band in bands:
        starts = [i for i, line in enumerate(band.lines) if _figures(line)]
        if len(starts) < 2 or max(_figures(band.lines[i]) for i in starts) < 2:
            result.append(band)
            continue
        starts[0] = 0
        tops = [band.top]
        for i in starts[1:]:
            above = max(w.bottom for w in band.lines[i - 1])
            tops.append((above + min(w.top for w in band.lines[i])) / 2)
        for k, top in enumerate(tops):
            end = k + 1 == len(tops)
            lines = band.lines[starts[k] : None if end else starts[k + 1]]
            result.append(_Band(top, band.bottom if end else tops[k + 1], lines))
    return result


def _figures(line: Sequence[Word]) -> int:
    """How many words of a line are figures, its number aside."""
    return sum(w.text[-1].isdigit() or w.text[-1] == "%" for w in line[1:] if _is_figure(w.text))


def _is_figure(text: str) -> bool:
    return any(c.isdigit() for c in text) and not any(c.isalpha() for c in text.replace("Rp", ""))


def _fits(before: Borders, bands: list[_Band], low: float, high: float) -> bool:
    """Does a table go on with the columns of the one before: as wide, and its words between them?"""
    if abs(before.low - low) > _SAME_END or abs(before.high - high) > _SAME_END:
        return False
    words = [w for band in bands for w in _joined(band)]
    crossing = sum(any(w.x0 < x - 2 and w.x1 > x + 2 for x in before.inner) for w in words)
    return crossing <= 0.1 * len(words)


def _lone_heading(band: _Band) -> list[float]:
    """The borders in a row of headings that stands alone, its rows on the next page."""
    words = _joined(band)
    if any(any(c.isdigit() for c in w.text) for w in words):
        return []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: w.x0):
        if spans and word.x0 <= spans[-1][1] + _WIDE_GAP:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.x1))
        else:
            spans.append((word.x0, word.x1))
    return [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(spans)]


def _with_rule_ends(
    borders: list[float], own: list[Line], bands: list[_Band], low: float, high: float
) -> list[float]:
    """The borders and the ends of shorter rules: a rule that leaves out a merged cell ends at a border."""
    words = [w for band in bands[1:] for w in _joined(band)]
    every = [w for band in bands for w in _joined(band)]
    extra: list[float] = []

    def one(x: float, known: float) -> bool:
        """Are two positions one border, which rules on either side of it leave free?"""
        between = sorted((x, known))
        empty = not any(between[0] - 1 < w.x0 and w.x1 < between[1] + 1 for w in every)
        return abs(x - known) <= (_BETWEEN if empty else _GAP)

    for x in sorted(x for r in own for x in (r.low, r.high)):
        known = [low, high, *borders, *extra]
        if not any(one(x, k) for k in known) and not any(w.x0 < x - 1 and w.x1 > x + 1 for w in words):
            extra.append(x)
    return sorted([*borders, *extra])


def _shaded_borders(bands: list[_Band], fills: Sequence[Fill], low: float, high: float) -> list[float]:
    """The borders that the shading of heading cells draws: areas side by side over the whole width.

    Word processors cut shading at each column of the grid, also under a heading over several columns.
    """
    best: list[float] = []
    for band in bands[:4]:
        cells = sorted(
            {
                (round(f.x0, 1), round(f.x1, 1))
                for f in fills
                if f.top <= band.top + SNAP
                and f.bottom >= band.bottom - SNAP
                and f.x0 >= low - SNAP
                and f.x1 <= high + SNAP
            }
        )
        tiles = all(abs(b[0] - a[1]) <= SNAP for a, b in itertools.pairwise(cells))
        if (
            len(cells) >= _MIN_COLUMNS
            and tiles
            and cells[0][0] <= low + SNAP
            and cells[-1][1] >= high - SNAP
            and len(cells) - 1 > len(best)
        ):
            best = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(cells)]
    return best


def _strips(bands: list[_Band]) -> list[tuple[float, float]]:
    """The strips from left to right that no word crosses in the rows of the body.

    The first band is the heading; words of it that stand over several columns do not close a strip.
    """
    spans: list[tuple[float, float]] = []
    for band in bands[1:]:
        spans.extend((w.x0, w.x1) for w in _joined(band))
    if not spans:
        return []
    spans.sort()
    covered: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if covered and x0 <= covered[-1][1] + _GAP:
            covered[-1] = (covered[-1][0], max(covered[-1][1], x1))
        else:
            covered.append((x0, x1))
    # Words of the heading between two columns of the body show a column that the body leaves empty.
    for word in _joined(bands[0]):
        if all(word.x1 < a - _GAP or word.x0 > b + _GAP for a, b in covered):
            covered.append((word.x0, word.x1))
    covered.sort()
    return [(a[1], b[0]) for a, b in itertools.pairwise(covered)]


def _beside_headings(strip: tuple[float, float], heading: _Band) -> tuple[float, float]:
    """The part of a strip that no heading of one of the two columns reaches into, wider than its figures."""
    low, high = strip
    words = _joined(heading)
    after = max([low, *(w.x1 for w in words if w.x0 < low < w.x1 < high)])
    before = min([high, *(w.x0 for w in words if low < w.x0 < high < w.x1)])
    return (after, before) if after < before else strip


def _joined(band: _Band) -> list[Word]:
    """The words of a band, those of one line that stand close together as one."""
    result: list[Word] = []
    for line in band.lines:
        run: Word | None = None
        for word in line:
            if run is not None and word.x0 - run.x1 < 0.45 * word.size:
                run = run._replace(x1=max(run.x1, word.x1), text=f"{run.text} {word.text}")
            else:
                if run is not None:
                    result.append(run)
                run = word
        if run is not None:
            result.append(run)
    return result


def _border(strip: tuple[float, float], hints: Sequence[float]) -> float:
    inside = [x for x in hints if strip[0] - 1 <= x <= strip[1] + 1]
    if inside:
        return max(set(inside), key=inside.count)
    return (strip[0] + strip[1]) / 2
