"""What the tables of a report hold: how many sasaran, indicators, programs, kegiatan and sub kegiatan."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from extractor.checks.hierarchy import best_outline
from extractor.checks.quoting import caption_place
from extractor.checks.sheet import Sheet, sheets
from extractor.model import Stated
from extractor.patterns import derived
from extractor.statements.ledger import Ledger
from extractor.statements.subjects import plain_name, read_label

_LINES = ("program", "kegiatan", "sub_kegiatan")


@dataclass(frozen=True)
class Tally:
    """The numbers of things that one table lists. ``proven``: its sums show that its levels are right."""

    sheet: Sheet
    counts: tuple[tuple[str, int], ...]
    proven: bool

    def of(self, noun: str) -> int | None:
        return dict(self.counts).get(noun)

    @property
    def place(self) -> Stated:
        """The table as a place of a finding: its caption, or its first cell."""
        if self.sheet.table.caption_box is not None:
            return caption_place(self.sheet.table)
        row = next(r for r in self.sheet.table.rows)
        cell = next((c for c in row if c.text), row[0])
        return Stated(
            value=None,
            text=self.sheet.table.caption or cell.text,
            page=cell.page,
            bbox=cell.bbox,
            where=self.sheet.table.caption or self.sheet.table.section.rsplit(" > ", 1)[-1],
            source="lain",
        )


def tallies(ledger: Ledger) -> list[Tally]:
    """The tallies of all tables that list any of these things."""
    result = []
    for sheet in sheets(ledger):
        counts = _columns(sheet)
        lines, proven = _budget_lines(sheet)
        counts.update(lines)
        if counts:
            result.append(Tally(sheet, tuple(counts.items()), proven))
    return result


def _columns(sheet: Sheet) -> dict[str, int]:
    """Distinct names in columns of sasaran and indicators."""
    counts: dict[str, int] = {}
    for noun in ("sasaran", "indikator"):
        columns = [c for c, column in enumerate(sheet.table.columns) if column.field == noun]
        if len(columns) != 1:
            continue
        names = {
            _key(plain_name(row[columns[0]].text))
            for row in sheet.table.rows
            if row[columns[0]].text and read_label(row[columns[0]].text).role != "total"
        }
        names.discard("")
        if names:
            counts[noun] = len(names)
    banners = {_key(x.sasaran) for x in sheet.lines if x.sasaran}
    if "sasaran" not in counts and banners:
        counts["sasaran"] = len(banners)
    return counts


def _budget_lines(sheet: Sheet) -> tuple[dict[str, int], bool]:
    """Programs, kegiatan and sub kegiatan of a budget table: by their labels, or by the levels that its
    sums prove."""
    fields = [c.field for c in sheet.table.columns]
    if not any(f in _LINES for f in fields) and not any(_role(x.label) for x in sheet.lines):
        return {}, False
    roles = Counter(r for x in sheet.lines if not x.kind and (r := _role(x.label)))
    money = [c for c in sheet.columns if sheet.field(c) in ("anggaran", "realisasi_anggaran")] or list(
        sheet.columns
    )
    outline = best_outline(sheet, money)
    if len(roles) > 1:
        return dict(roles), outline is not None
    if outline is None:
        return ({k: v for k, v in roles.items() if k == "program"} if len(set(roles)) == 1 else {}), False
    depths = sorted({d for d in outline.levels if d is not None})
    if len(depths) > len(_LINES):
        return {}, False
    named = dict(zip(depths, _LINES, strict=False))
    counted = Counter(named[d] for d in outline.levels if d is not None)
    return dict(counted), True


@derived
def _role(label: str) -> str:
    role = read_label(label).role
    if role in _LINES:
        return role
    words = re.sub(r"^\W*(?:[IVX]{1,5}|\d{1,2}|[a-zA-Z])[.)]\s*", "", label).casefold()
    for name, start in (
        ("sub_kegiatan", r"sub\s*kegiatan\b"),
        ("kegiatan", r"kegiatan\b"),
        ("program", r"program\b"),
    ):
        if re.match(start, words):
            return name
    return ""


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def following(ledger: Ledger, page: int, top: float) -> list[Tally]:
    """The tables that follow a place: the next one, and those of the same section right after it."""
    later = [
        t
        for t in tallies(ledger)
        if (t.sheet.table.pages[0], t.sheet.table.rows[0][0].bbox.top) > (page, top)
        and t.sheet.table.pages[0] <= page + 1
    ]
    if not later:
        return []
    first = later[0]
    same = [t for t in tallies(ledger) if t.sheet.table.section == first.sheet.table.section]
    start = next(i for i, t in enumerate(same) if t.sheet is first.sheet)
    run = [same[start]]
    for t in same[start + 1 :]:
        if [c.field for c in t.sheet.table.columns] != [c.field for c in first.sheet.table.columns]:
            break
        run.append(t)
    return run
