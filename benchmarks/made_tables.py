"""One-page PDFs with a table of each kind, whose cells are known: what ``raw_tables.py`` measures with."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Rows = list[list[str]]
Rules = Literal["all", "rows", "booktabs", "head", "columns", "none"]

_TEXT = (
    "The survey collects quarterly figures from all member states and is published in spring. Where no "
    "return was received in time, the office estimates the missing value from the previous period and "
    "marks it as provisional. Revisions are made once a year, after the accounts have been closed and "
    "checked. Readers should note that totals may differ from the sum of their parts because of rounding. "
    "Methods and definitions are given in the annex, together with the addresses of national offices. "
)
_PLACES = (
    "Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia",
    "Finland", "France", "Germany", "Greece", "Hungary", "Ireland", "Italy", "Latvia", "Lithuania",
    "Luxembourg", "Malta", "Netherlands", "Poland", "Portugal", "Romania", "Slovakia", "Slovenia",
)  # fmt: skip
_TASKS = (
    "Collect the returns of all regional offices",
    "Check the accounts against the ledger of the treasury",
    "Publish provisional results",
    "Answer questions of the national parliaments and of the press",
    "Revise the figures of earlier years",
    "Train the staff of new offices in the methods of the survey",
    "Close the register",
)
_WHO = ("Statistics", "Audit unit", "Press office", "Legal service", "Finance", "Human resources", "Registry")


@dataclass
class Sheet:
    """A page that is being drawn, and the tables on it."""

    canvas: Any
    chance: random.Random
    width: float
    y: float
    tables: list[Rows] = field(default_factory=list)
    font: str = "Helvetica"
    size: float = 9

    def prose(self, sentences: int, x: float = 60, width: float = 0) -> None:
        """Running text in a column."""
        from reportlab.lib.utils import simpleSplit

        start = self.chance.randrange(200)
        text = (_TEXT * (2 + sentences // 4))[start : start + 105 * sentences].strip() + "."
        for line in simpleSplit(text, self.font, self.size + 1, width or self.width - 120):
            self.canvas.setFont(self.font, self.size + 1)
            self.canvas.drawString(x, self.y, line)
            self.y -= self.size + 4
        self.y -= 10

    def line(self, text: str, x: float = 60, bold: bool = False) -> None:
        self.canvas.setFont(self.font + ("-Bold" if bold else ""), self.size + 1)
        self.canvas.drawString(x, self.y, text)
        self.y -= self.size + 8

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        rules: Rules,
        *,
        align: str = "",
        x: float = 60,
        head: int = 1,
        spans: dict[tuple[int, int], int] | None = None,
        gap: float = 4,
        zebra: bool = False,
        low: bool = False,
    ) -> None:
        """Draws a table; ``align`` holds l, r or c for each column, ``spans`` the columns of wide cells.
        ``low`` sets the cells at the foot of their row."""
        spans = spans or {}
        align = align or "l" + "r" * (len(widths) - 1)
        xs = [x]
        for width in widths:
            xs.append(xs[-1] + width)
        ys = [self.y]
        for row in rows:
            lines = max((cell.count("\n") + 1 for cell in row), default=1)
            ys.append(ys[-1] - lines * (self.size + 2) - gap)
        for r, row in enumerate(rows):
            if zebra and r % 2:
                self.canvas.setFillGray(0.9)
                self.canvas.rect(xs[0], ys[r + 1], xs[-1] - xs[0], ys[r] - ys[r + 1], stroke=0, fill=1)
                self.canvas.setFillGray(0)
            for c, cell in enumerate(row):
                if cell:
                    top = ys[r]
                    if low:
                        top = ys[r + 1] + gap + (cell.count("\n") + 1) * (self.size + 2)
                    self._cell(cell, xs[c], xs[c + spans.get((r, c), 1)], top, gap, align[c], r < head, c)
        self._rule(xs, ys, rules, head, spans)
        self.tables.append([list(row) for row in rows])
        self.y = ys[-1] - 22

    def _cell(
        self, text: str, x0: float, x1: float, top: float, gap: float, align: str, head: bool, column: int
    ) -> None:
        font = self.font + ("-Bold" if head else "")
        self.canvas.setFont(font, self.size)
        for i, line in enumerate(text.split("\n")):
            y = top - gap / 2 - self.size + 1 - i * (self.size + 2)
            if align == "l":
                self.canvas.drawString(x0 + 4, y, line)
            elif align == "c" or (head and column and x1 - x0 > 90):
                self.canvas.drawCentredString((x0 + x1) / 2, y, line)
            else:
                self.canvas.drawRightString(x1 - 4, y, line)

    def _rule(
        self,
        xs: list[float],
        ys: list[float],
        rules: Rules,
        head: int,
        spans: dict[tuple[int, int], int],
    ) -> None:
        self.canvas.setLineWidth(0.6)
        levels = {
            "all": range(len(ys)),
            "rows": range(len(ys)),
            "booktabs": (0, head, len(ys) - 1),
            "head": (head,),
            "columns": (0, head, len(ys) - 1),
            "none": (),
        }[rules]
        for r in levels:
            self.canvas.line(xs[0], ys[r], xs[-1], ys[r])
        if rules in ("booktabs", "head"):
            for (r, c), n in spans.items():
                self.canvas.line(xs[c] + 3, ys[r + 1], xs[c + n] - 3, ys[r + 1])
        if rules in ("all", "columns"):
            for c, at in enumerate(xs):
                for r in range(len(ys) - 1):
                    if not any(q == r and k < c < k + n for (q, k), n in spans.items()):
                        self.canvas.line(at, ys[r], at, ys[r + 1])


def _figure(sheet: Sheet, top: int = 90000) -> str:
    value = sheet.chance.randrange(10, top)
    return sheet.chance.choice([f"{value:,}", f"{value / 100:,.2f}"]) if top > 1000 else f"{value / 10:.1f}"


def _figures(sheet: Sheet, rows: int, columns: int, top: int = 90000, holes: float = 0.0) -> Rows:
    names = sheet.chance.sample(_PLACES, rows)
    return [
        [name, *("" if sheet.chance.random() < holes else _figure(sheet, top) for _ in range(columns))]
        for name in names
    ]


def _years(columns: int) -> list[str]:
    return [str(2014 + c) for c in range(columns)]


def _widths(sheet: Sheet, columns: int, first: float = 110) -> list[float]:
    each = sheet.chance.uniform(52, 80)
    return [first, *(each for _ in range(columns))]


def grid(s: Sheet) -> None:
    s.prose(4)
    s.table([["Country", *_years(5)], *_figures(s, 9, 5)], _widths(s, 5), "all")
    s.prose(4)


def grid_spans(s: Sheet) -> None:
    s.prose(3)
    head = [["", "Imports", "", "Exports", ""], ["Country", "2014", "2015", "2014", "2015"]]
    s.table([*head, *_figures(s, 8, 4)], _widths(s, 4), "all", head=2, spans={(0, 1): 2, (0, 3): 2})
    s.prose(3)


def rows_ruled(s: Sheet) -> None:
    s.prose(4)
    s.table([["Country", *_years(4)], *_figures(s, 8, 4)], _widths(s, 4), "rows")
    s.prose(5)


def booktabs(s: Sheet) -> None:
    s.prose(5)
    s.line("Population by country, in thousands", bold=True)
    s.table([["Country", *_years(4)], *_figures(s, 10, 4)], _widths(s, 4), "booktabs")
    s.prose(5)


def booktabs_spans(s: Sheet) -> None:
    s.prose(4)
    head = [["", "Men", "", "Women", ""], ["Country", "Share", "Change", "Share", "Change"]]
    s.table([*head, *_figures(s, 9, 4, 999)], _widths(s, 4), "booktabs", head=2, spans={(0, 1): 2, (0, 3): 2})
    s.prose(4)


def head_rule(s: Sheet) -> None:
    s.prose(4)
    s.table([["Country", *_years(5)], *_figures(s, 9, 5, 999)], _widths(s, 5), "head")
    s.prose(3)


def bare_figures(s: Sheet) -> None:
    s.prose(4)
    s.table([["Country", *_years(4)], *_figures(s, 11, 4)], _widths(s, 4), "none")
    s.prose(4)


def bare_leaders(s: Sheet) -> None:
    s.prose(4)
    rows = [[row[0] + " " + "." * (40 - len(row[0])), *row[1:]] for row in _figures(s, 8, 3)]
    s.table([["Item", *_years(3)], *rows], [200, 70, 70, 70], "none")
    s.prose(4)


def bare_words(s: Sheet) -> None:
    s.prose(4)
    places = s.chance.sample(_PLACES, 8)
    rows = [[p, s.chance.choice(_WHO), s.chance.choice(("member", "observer", "applicant"))] for p in places]
    s.table([["Country", "Responsible unit", "Status"], *rows], [120, 150, 90], "none", align="lll")
    s.prose(4)


def bare_wrapped(s: Sheet) -> None:
    s.prose(3)
    rows = [
        [str(i + 1), _wrapped(task), s.chance.choice(_WHO), f"{s.chance.randrange(2, 28)} March"]
        for i, task in enumerate(s.chance.sample(_TASKS, 6))
    ]
    head = ["No", "Task", "Unit", "Due"]
    s.table([head, *rows], [40, 170, 120, 80], "none", align="llll", gap=8)
    s.prose(3)


def booktabs_words(s: Sheet) -> None:
    s.prose(3)
    rows = [
        [_wrapped(task), s.chance.choice(_WHO), s.chance.choice(("done", "open", "postponed"))]
        for task in s.chance.sample(_TASKS, 6)
    ]
    s.table([["Task", "Unit", "State"], *rows], [190, 120, 80], "booktabs", align="lll", gap=7)
    s.prose(3)


def side_by_side(s: Sheet) -> None:
    s.prose(4)
    top = s.y
    s.table([["Country", *_years(2)], *_figures(s, 8, 2)], [90, 60, 60], "booktabs")
    s.y = top
    s.table([["Country", *_years(2)], *_figures(s, 8, 2)], [90, 60, 60], "booktabs", x=320)
    s.prose(4)


def in_a_column(s: Sheet) -> None:
    top = s.y
    s.prose(6, width=225)
    s.table([["Country", *_years(2)], *_figures(s, 7, 2)], [95, 62, 62], "booktabs")
    s.prose(8, width=225)
    s.y = top
    s.prose(22, x=315, width=225)


def landscape(s: Sheet) -> None:
    s.prose(3)
    s.table([["Country", *_years(9)], *_figures(s, 12, 9, 999)], _widths(s, 9, 120), "none")
    s.prose(3)


def sparse(s: Sheet) -> None:
    s.prose(4)
    s.table([["Country", *_years(5)], *_figures(s, 9, 5, holes=0.35)], _widths(s, 5), "columns")
    s.prose(3)


def bare_sparse(s: Sheet) -> None:
    s.prose(4)
    s.table([["Country", *_years(4)], *_figures(s, 10, 4, holes=0.25)], _widths(s, 4), "booktabs")
    s.prose(3)


def bare_groups(s: Sheet) -> None:
    s.prose(4)
    rows: Rows = []
    for group in ("Northern region", "Southern region"):
        rows += [[group, "", "", ""], *([f"  {row[0]}", *row[1:]] for row in _figures(s, 4, 3))]
    s.table([["", *_years(3)], *rows], _widths(s, 3, 140), "none")
    s.prose(4)


def zebra(s: Sheet) -> None:
    s.prose(4)
    s.table([["Country", *_years(4)], *_figures(s, 9, 4)], _widths(s, 4), "none", zebra=True)
    s.prose(3)


def wrapped_heads(s: Sheet) -> None:
    s.prose(4)
    head = ["Country", "Total\nexpenditure", "Share of\nproduct", "Annual\nchange"]
    s.table([head, *_figures(s, 9, 3)], _widths(s, 3), "none")
    s.line("1) Provisional. Source: national offices.")
    s.prose(3)


def stubs(s: Sheet) -> None:
    """Names over two lines, their figures beside the last; narrow columns."""
    s.prose(4)
    rows = [
        [_wrapped(task), *(f"{s.chance.randrange(100, 999) / 10:.1f}" for _ in range(5))]
        for task in s.chance.sample(_TASKS, 6)
    ]
    s.table([["Task", *_years(5)], *rows], [150, 34, 34, 34, 34, 34], "head", low=True)
    s.prose(4)


def mixed(s: Sheet) -> None:
    """Words in narrow columns beside figures, no rules, text close above and below."""
    s.prose(3)
    s.y += 8
    rows = [
        [p, s.chance.choice(_WHO), f"{s.chance.randrange(1, 900)}", s.chance.choice(("yes", "no", ""))]
        for p in s.chance.sample(_PLACES, 9)
    ]
    s.table([["Country", "Unit", "Cases", "Open"], *rows], [80, 95, 45, 50], "none", align="llrl", gap=2)
    s.y += 10
    s.prose(3)


def prose(s: Sheet) -> None:
    s.line("1. Summary", bold=True)
    s.prose(6)
    for i, task in enumerate(_TASKS[:5]):
        s.line(f"{i + 1}.   {task}", x=75)
    top = s.y
    s.prose(12, width=225)
    s.y = top
    s.prose(12, x=315, width=225)
    s.line("Office for Statistics, Postbox 12, 1049 Brussels")


def _wrapped(task: str) -> str:
    return "\n".join(textwrap.wrap(task, 27))


KINDS: tuple[Callable[[Sheet], None], ...] = (
    grid, grid_spans, rows_ruled, booktabs, booktabs_spans, head_rule, bare_figures, bare_leaders, bare_words,
    bare_wrapped, booktabs_words, side_by_side, in_a_column, landscape, sparse, bare_sparse, bare_groups,
    zebra, wrapped_heads, stubs, mixed, prose,
)  # fmt: skip


def make(kind: Callable[[Sheet], None], path: Path, seed: int) -> list[Rows]:
    """Writes one PDF and returns the tables on it."""
    from reportlab.pdfgen.canvas import Canvas

    wide = kind is landscape
    size = (842.0, 595.0) if wide else (595.0, 842.0)
    chance = random.Random(f"{kind.__name__} {seed}")
    canvas = Canvas(str(path), pagesize=size)
    sheet = Sheet(canvas, chance, size[0], size[1] - 70)
    sheet.font = "Helvetica"
    sheet.size = chance.choice((8, 9, 10))
    kind(sheet)
    canvas.save()
    return sheet.tables
