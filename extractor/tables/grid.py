"""A table as it is drawn: rows of cells with spans, before anybody asks what the columns mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractor.model import Box


@dataclass(frozen=True, slots=True)
class GridCell:
    """A drawn cell. ``lines`` are its printed lines; ``text`` joins them with words and figures that the
    narrow cell cut put together again. ``boxes`` tell where each line stands; they are empty for turned
    text and for a cell joined of two pages."""

    lines: tuple[str, ...]
    text: str
    page: int
    bbox: Box
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    boxes: tuple[Box, ...] = ()
    doubtful: bool = False  # holds a figure that was recognised with little certainty
    other: str = ""  # the text as a second look at the scan read it

    @property
    def empty(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells, each row with one cell per column; a merged cell is the same object in every place
    that it covers. ``rows[r][c]`` is None where nothing is drawn."""

    pages: tuple[int, ...]
    bbox: Box  # on the first page
    rows: tuple[tuple[GridCell | None, ...], ...]
    caption: str = ""
    section: str = ""  # the headings it stands under, outermost first, joined with ' > '
    intro: str = ""  # the sentence before it, where it has no caption
    ruled: bool = True
    notes: tuple[str, ...] = field(default=())  # what went wrong while reading it
    xs: tuple[float, ...] = ()  # positions of the column borders, one more than columns
    caption_box: Box | None = None  # on the first page; None without caption

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def with_caption(self, caption: str, section: str, intro: str, box: Box | None = None) -> Grid:
        return replace(self, caption=caption, caption_box=box, section=section, intro=intro)
