"""The markup of the sample descriptions (samples/*.txt), read into blocks. See samples/README.md."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

MERGED_LEFT, MERGED_ABOVE = "<", "^"


@dataclass(frozen=True)
class Text:
    """A paragraph: ``style`` is h1, h2, h3, body, item, center, bold, sign, caption, cover or note."""

    style: str
    text: str


@dataclass(frozen=True)
class TableCell:
    text: str
    wrong: bool = False  # an error that is meant to be there
    open: bool = False  # drawn without its borders
    rowspan: int = 1
    colspan: int = 1
    covered: bool = False


@dataclass(frozen=True)
class TableBlock:
    options: dict[str, str]
    rows: list[list[TableCell]]
    relations: list[str] = field(default_factory=list)
    line: int = 0


@dataclass(frozen=True)
class Page:
    """A page break and the page style that follows: portrait, landscape, front, or '' for the same."""

    style: str = ""


@dataclass(frozen=True)
class Contents:
    """Daftar isi, made from the headings."""


@dataclass(frozen=True)
class Scan:
    """A page that is only an image of the blocks set on it."""

    blocks: list[Block]


@dataclass(frozen=True)
class Source:
    facts: dict[str, str]
    blocks: list[Block]
    checks: list[tuple[int, str]]  # line and equation of each '?' line


Block = Text | TableBlock | Page | Contents | Scan

PREFIXES = {
    "### ": "h3",
    "## ": "h2",
    "# ": "h1",
    "- ": "item",
    ">> ": "sign",
    "> ": "center",
    "@ ": "caption",
    "* ": "note",
    "% ": "cover",
}


def read(path: Path) -> Source:
    """The description in ``path``; its head holds the facts ('key: value'), '---' ends it."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    checks: list[tuple[int, str]] = []
    blocks = _blocks(body.splitlines(), head.count("\n") + 2, checks)
    return Source(facts, blocks, checks)


def _blocks(lines: list[str], offset: int, checks: list[tuple[int, str]]) -> list[Block]:
    blocks: list[Block] = []
    waiting: list[str] = []
    number = 0

    def flush() -> None:
        if waiting:
            blocks.append(_text(" ".join(waiting)))
            waiting.clear()

    while number < len(lines):
        line = lines[number].rstrip()
        number += 1
        if not line:
            flush()
        elif line.startswith("[["):
            flush()
            end = next(i for i in range(number, len(lines)) if lines[i].startswith("]]"))
            blocks.append(_table(line[2:], lines[number:end], offset + number))
            number = end + 1
        elif line == "{scan":
            flush()
            end = next(i for i in range(number, len(lines)) if lines[i] == "}")
            blocks.append(Scan(_blocks(lines[number:end], offset + number, checks)))
            number = end + 1
        elif line.startswith("==="):
            flush()
            blocks.append(Page(line[3:].strip()))
        elif line == "[daftar isi]":
            flush()
            blocks.append(Contents())
        elif line.startswith("? "):
            checks.append((offset + number, line[2:]))
        else:
            if any(line.startswith(prefix) for prefix in PREFIXES):
                flush()
            waiting.append(line)
    flush()
    return blocks


def _text(text: str) -> Text:
    for prefix, style in PREFIXES.items():
        if text.startswith(prefix):
            return Text(style, text[len(prefix) :])
    return Text("body", text)


def _table(head: str, lines: list[str], number: int) -> TableBlock:
    options = dict(re.findall(r"(\w+)=(\S+)", head))
    relations = [line[2:].strip() for line in lines if line.startswith("= ")]
    grid = [
        [part.strip() for part in line.split("|")]
        for line in lines
        if line.strip() and not line.startswith("= ")
    ]
    width = len(grid[0])
    for row in grid:
        if len(row) != width:
            raise ValueError(f"table at line {number}: {len(row)} cells for {width} columns: {row}")
    return TableBlock(options, [_row(grid, r) for r in range(len(grid))], relations, number)


def _row(grid: list[list[str]], r: int) -> list[TableCell]:
    cells = []
    for c, raw in enumerate(grid[r]):
        if raw in {MERGED_LEFT, MERGED_ABOVE}:
            cells.append(TableCell("", covered=True))
            continue
        text = raw
        wrong = text.startswith("!")
        text = text.removeprefix("!").strip()
        bare = text.startswith("°")
        text = text.removeprefix("°").strip()
        colspan = 1
        while c + colspan < len(grid[r]) and grid[r][c + colspan] == MERGED_LEFT:
            colspan += 1
        rowspan = 1
        while r + rowspan < len(grid) and grid[r + rowspan][c] == MERGED_ABOVE:
            rowspan += 1
        cells.append(TableCell(text, wrong, bare, rowspan, colspan))
    return cells
