"""Tables that run over pages, put together again.

A table at the end of a page and one at the start of the next are one table if their columns agree and the
second has no header of its own. A repeated header is dropped; a row that the page break split in mid-cell
is joined; a merged cell goes on where its rows go on, also where its border was lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from extractor.tables.grid import Grid, GridCell

_SAME_X = 5.0  # points between two borders that are the same border on two pages
_SHIFT = 45.0  # points by which a whole table may lie further left or right on the next page
_SAME_HEADER = 90  # similarity in percent of two header rows that are one
_HEADER_WORDS = re.compile(
    r"\b(?:no|nomor|target|realisasi|capaian|indikator|sasaran|tujuan|program|kegiatan|anggaran|satuan|"
    r"uraian|keterangan|ket|kinerja|pagu|tahun|jumlah|kategori|predikat|kriteria|formula(?:si)?|persentase)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS_AND_NUMBERS = re.compile(r"^[\s(]*(?:(?:19|20)\d\d|\d{1,2})?[\s)]*$")
_HAS_FIGURE = re.compile(r"\d[\d.,]*\s*%?$|^\s*(?:Rp)?[\d.,\s]+")

_LABELLED = re.compile(  # a row that says what it is does not go on with the one before
    r"^\s*(?:program|(?:sub\s*)?kegiatan|input|output|outcome|sasaran|tujuan|misi|indikator)\b"
    r"(?:\s+ke\b)?[^a-z]*[:.\d]",
    re.IGNORECASE,
)

_HEADER_ROWS = 5
_RECAST = 0.75  # share of a row's texts that stand in the header above where it is that header again
_NUMBERING = re.compile(r"\(?\d{1,2}\)?\.?(?:\s+(?:\(?\d{1,2}\)?\.?|\([^)]{1,20}\))){2,}")

Row = tuple[GridCell | None, ...]


def continues(above: Grid, below: Grid) -> int | None:
    """Does ``below``, first on its page, go on with ``above``, last on the page before?

    Returns how many of its first rows repeat the header (0 for none), or None if it is another table.
    """
    if not _columns_agree(above, below):
        return None
    repeated = _repeated_header(above, below)
    if repeated:
        return repeated if repeated < len(below.rows) else None
    if below.caption and not above.caption.startswith(below.caption):
        return None
    return None if _is_header(below.rows[0]) else 0


def _columns_agree(above: Grid, below: Grid) -> bool:
    if above.width == below.width and above.xs and below.xs:
        shift = below.xs[0] - above.xs[0]
        if abs(shift) <= _SHIFT and all(
            abs(b - shift - a) <= 2 * _SAME_X for a, b in zip(above.xs, below.xs, strict=True)
        ):
            return True
    shared = sum(any(abs(a - b) <= _SAME_X for a in above.xs) for b in below.xs)
    return shared >= 3 and shared >= 0.7 * len(below.xs)


def _words(row: Row) -> list[str]:
    return [cell.text for cell in dict.fromkeys(row) if cell is not None and cell.text]


def _repeated_header(above: Grid, below: Grid) -> int:
    """How many first rows of ``below`` are those of ``above``: its header, or the end of it (the row of
    column numbers), printed again."""
    for start in range(min(_HEADER_ROWS, len(above.rows))):
        count = 0
        for mine, theirs in zip(below.rows, above.rows[start:], strict=False):
            a, b = " ".join(_words(mine)), " ".join(_words(theirs))
            heading = _is_header(mine) or _NUMBERING.fullmatch(a) or _same_top(mine, start)
            if not a or not (heading or count) or not _again(mine, a, b):
                break
            count += 1
        if count:
            return max(count, _recast_header(above, below))
    return _recast_header(above, below)


def _again(row: Row, here: str, there: str) -> bool:
    """Is a row, whose words are ``here``, one of the header of the page before? Rows of the body can be as
    alike as that ('Persentase layanan bidang A', 'bidang B'): what differs in a digit, or holds figures other
    than years, is none."""
    alike = fuzz.ratio(here, there) >= _SAME_HEADER
    if not alike or here == there or _NUMBERING.fullmatch(here):
        return alike
    figures = any(_HAS_FIGURE.match(t) and not _YEAR.fullmatch(t.strip(" ()")) for t in _words(row))
    same_digits = _FIGURE.findall(here) == _FIGURE.findall(there)
    return same_digits and not figures


def _same_top(row: Row, at: int) -> bool:
    """May a row that is a table's first row again be its header, whatever its words? It has no figures."""
    texts = _words(row)
    return at == 0 and len(texts) >= 2 and not any(_FIGURE.search(t) for t in texts)


def _recast_header(above: Grid, below: Grid) -> int:
    """How many first rows of ``below`` hold nothing but headings of ``above``, in other storeys."""
    if not _is_header(above.rows[0]):
        return 0
    headings = {_squeezed(t) for row in above.rows[:_HEADER_ROWS] for t in _words(row)}
    count = 0
    for row in below.rows[:_HEADER_ROWS]:
        texts = [t for t in map(_squeezed, _words(row)) if t]
        known = sum(t in headings or (len(t) >= 4 and any(t in h for h in headings)) for t in texts)
        figures = sum(t.isdigit() for t in texts)
        if figures or known < max(2, _RECAST * len(texts)):
            break
        count += 1
    return count


def _squeezed(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def _is_header(row: Row) -> bool:
    """Is a row made of column headings: words of headings in most cells and no figures but years?"""
    texts = _words(row)
    if len(texts) < 2:
        return False
    headings = sum(bool(_HEADER_WORDS.search(t)) and len(t) < 60 for t in texts)
    figures = sum(
        bool(_FIGURE.search(t)) and not _HEADER_WORDS.search(t) and not _YEARS_AND_NUMBERS.match(t)
        for t in texts
    )
    return headings >= 2 and headings >= 0.5 * len(texts) and figures == 0


# -------------------------------------------------------------------------------------------- joining


def join(above: Grid, below: Grid, repeated: int) -> Grid:
    """One grid of two, ``repeated`` first rows of the second left out. Its cells still have the places that
    they had on their pages: see :func:`renumbered`."""
    xs, left, right = _on_common_columns(above, below)
    rows: list[list[GridCell | None]] = [list(row) for row in left]
    fresh: list[list[GridCell | None]] = [list(row) for row in right[repeated:]]
    if not rows or not fresh:
        return above
    _merge_break(rows, fresh)
    rows.extend(fresh)
    return replace(
        above,
        pages=tuple(dict.fromkeys([*above.pages, *below.pages])),
        rows=tuple(map(tuple, rows)),
        xs=xs,
        notes=(*above.notes, *below.notes),
    )


def _on_common_columns(above: Grid, below: Grid) -> tuple[tuple[float, ...], list[Row], list[Row]]:
    """Both grids' rows over the same columns: their own if they agree, else all borders of both."""
    if above.width == below.width:
        return above.xs, list(above.rows), list(below.rows)
    positions: list[float] = []
    for x in sorted([*above.xs, *below.xs]):
        if not positions or x - positions[-1] > _SAME_X:
            positions.append(x)
    return tuple(positions), _spread(above, positions), _spread(below, positions)


def _spread(grid: Grid, positions: list[float]) -> list[Row]:
    """The rows of a grid over finer columns."""

    def column(x: float) -> int:
        return min(range(len(positions)), key=lambda i: abs(positions[i] - x))

    starts = [column(x) for x in grid.xs]
    result: list[Row] = []
    for row in grid.rows:
        wide: list[GridCell | None] = [None] * (len(positions) - 1)
        for c, cell in enumerate(row):
            for i in range(starts[c], starts[c + 1]):
                wide[i] = cell
        result.append(tuple(wide))
    return result


def _splits(last: Sequence[GridCell | None], first: Sequence[GridCell | None]) -> bool:
    """Did the page break split a row: does ``first`` only go on with cells that began in ``last``?

    A cell begins at the top of its row, so each cell with text in ``first`` must have begun above; and
    figures stand on one line, so a row with a figure of its own is a new row. The exception are figures
    whose row above has none: a cell set in the middle of its height lands below the break.
    """
    began = {i for i, cell in enumerate(last) if cell is not None and cell.text}
    goes_on = {i for i, cell in enumerate(first) if cell is not None and cell.text}
    if not goes_on or not goes_on <= began or len(goes_on) == len(began) == len(first):
        return False
    if any(first[i] is first[i + 1] and last[i] is not last[i + 1] for i in goes_on if i + 1 < len(first)):
        return False  # a banner below cells of several columns
    for i in goes_on:
        text = first[i].text  # type: ignore[union-attr]  # goes_on holds cells with text
        if re.match(r"^\s*\(?\d{1,2}[.)]?\s*$", text) or re.match(
            r"^\s*[<>≤≥=]*\s*(?:Rp\.?\s*)?[\d.,]+\s*[%‰x]?\s*$", text
        ):
            return False
        if _LABELLED.match(text):
            return False
        if re.match(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s", text) and len(goes_on) == 1:
            return False
    # The first cell with text of a new row is at least as far left as the number or name column above.
    return min(goes_on) > min(began) or len(goes_on) < len(began)


def _merge_break(rows: list[list[GridCell | None]], fresh: list[list[GridCell | None]]) -> None:
    """Joins what the page break cut; changes both lists."""
    last, first = rows[-1], fresh[0]
    split = _splits(last, first)
    label_end = next((i for i, c in enumerate(first) if c is not None and c.text), len(first))
    for i in range(len(first)):
        above, below = last[i], first[i]
        if above is None:
            continue
        if below is None:
            # A merged cell whose border is missing on the next page: it goes on.
            if i < label_end and above.text:
                for row in fresh:
                    if row[i] is None:
                        row[i] = above
            continue
        if below is above or above in first[:i]:
            continue
        if split and below.text:
            _replace(rows, fresh, above, below, _run_on(above, below))
        elif not below.text and above.text and (i < label_end or (split and not _figure(above.text))):
            _replace(rows, fresh, above, below, above)
        elif not split and i < label_end + 1 and _lowercase_rest(first, i, last):
            _replace(rows, fresh, above, below, _run_on(above, below))
    if split and all(c is None or not c.text or c is rows[-1][i] for i, c in enumerate(first)):
        fresh.pop(0)


def _figure(text: str) -> bool:
    return _HAS_FIGURE.match(text) is not None and not any(c.isalpha() for c in text)


def _lowercase_rest(first: Sequence[GridCell | None], i: int, last: Sequence[GridCell | None]) -> bool:
    """A label that goes on in lower case beside a new row: the rest of a merged cell's text."""
    below, above = first[i], last[i]
    if below is None or above is None or not above.text:
        return False
    return (
        below.text[:1].islower()
        and all(c is None or not c.text for c in first[:i])
        and any(c is not None and c.text for c in first[i + 1 :])
    )


def _run_on(above: GridCell, below: GridCell) -> GridCell:
    glue = "" if above.text.endswith("-") else " "
    text = f"{above.text}{glue}{below.text}".strip()
    return replace(above, lines=(*above.lines, *below.lines), text=text, boxes=())


def _replace(
    rows: list[list[GridCell | None]],
    fresh: list[list[GridCell | None]],
    above: GridCell,
    below: GridCell,
    merged: GridCell,
) -> None:
    for table in (rows, fresh):
        for row in table:
            for i, cell in enumerate(row):
                if cell is above or cell is below:
                    row[i] = merged


def renumbered(grid: Grid) -> Grid:
    """A joined grid whose cells have the row, column and spans that they have in it."""
    rows = grid.rows
    places: dict[int, list[tuple[int, int]]] = {}
    cells: dict[int, GridCell] = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                places.setdefault(id(cell), []).append((r, c))
                cells[id(cell)] = cell
    fresh: dict[int, GridCell] = {}
    for key, spots in places.items():
        top, left = min(r for r, _ in spots), min(c for _, c in spots)
        fresh[key] = replace(
            cells[key],
            row=top,
            col=left,
            rowspan=max(r for r, _ in spots) - top + 1,
            colspan=max(c for _, c in spots) - left + 1,
        )
    return replace(
        grid, rows=tuple(tuple(None if cell is None else fresh[id(cell)] for cell in row) for row in rows)
    )
