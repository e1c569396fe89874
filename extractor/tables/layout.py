"""A whole report: its grids, stitched over pages, with captions and sections, and its running text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import reduce

from extractor.model import Box, Paragraph, Phrase, Unread
from extractor.reading import Page, Report
from extractor.reading.pictured import is_pictured
from extractor.tables.captioned import (
    caption_number,
    captions_without_table,
    looks_tabular,
    read_with_camelot,
)
from extractor.tables.cut import rows_cut_off
from extractor.tables.find import PageTables, find_on_page
from extractor.tables.grid import Grid
from extractor.tables.outline import (
    Outline,
    TextLine,
    caption_above,
    is_continued,
    paragraphs,
    running_lines,
    text_lines,
)
from extractor.tables.stitch import continues, join, renumbered
from extractor.tables.stripes import Borders
from extractor.tables.untold import UNTOLD, untold

Progress = Callable[[int, int], None]
"""Called with the pages done and the pages in all."""

_INTRO = 500  # characters of the text before a table that may say what it is


@dataclass(frozen=True)
class Layout:
    """What a report holds before anyone asks what it means, in the order in which it is printed."""

    grids: tuple[Grid, ...]
    paragraphs: tuple[Paragraph, ...]
    scanned: tuple[int, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True)
class _PageParts:
    """A page after its words and lines were read: only what the later steps need, so that memory stays
    small for long reports."""

    page: Page
    tables: PageTables
    lines: list[TextLine]


def read_layout(report: Report, progress: Progress | None = None) -> Layout:
    """All pages of a report as grids and paragraphs; pages that cannot be read are listed."""
    parts: list[_PageParts] = []
    unread: list[Unread] = list(report.unread)
    scanned: list[int] = []
    promised: list[tuple[TextLine, Page]] = []
    for page in report.pages():
        if page.is_recognised:
            scanned.append(page.number)
        if page.kind == "scanned":
            if not page.words or page.unseen:
                unread.append(_scanned(page))
        elif page.kind == "failed":
            unread.append(_failed(page))
        elif page.unseen or (not page.pictures and is_pictured(page)):
            unread.append(_pictured(page))
        if page.reason and page.kind != "failed":
            unread.append(_partly(page))
        tables = find_on_page(page, parts[-1].tables.open_borders if parts else None)
        unread.extend(rows_cut_off(page, tables))
        lines = text_lines(page, tables.lines)
        for caption in captions_without_table(lines, tables.areas):
            if not page.is_recognised:
                tables, lines = _by_camelot(report, page, tables, lines, caption)
            promised.append((caption, page))
        parts.append(_PageParts(replace(page, words=(), rulings=(), fills=()), tables, lines))
        if progress:
            progress(page.number, report.page_count)
    unread.extend(_missing_tables(promised, parts))
    grids, texts = _assemble(parts)
    unread.extend(untold(grid) for grid in grids if UNTOLD in grid.notes)
    unread.sort(key=lambda u: u.page or 0)
    grids = tuple(grid for grid in grids if UNTOLD not in grid.notes)
    return Layout(grids, texts, scanned=tuple(scanned), unread=tuple(unread))


def _by_camelot(
    report: Report, page: Page, tables: PageTables, lines: list[TextLine], caption: TextLine
) -> tuple[PageTables, list[TextLine]]:
    """The page's tables and lines after camelot read what stands under a caption without a table."""
    if not looks_tabular(lines, caption.box.bottom):
        return tables, lines
    found = [
        (grid, area)
        for grid, area in read_with_camelot(report.path, page, caption.box.bottom)
        if area.top >= caption.box.top - 2
        and not any(area.top < a.bottom and a.top < area.bottom for a in tables.areas)
    ]
    if not found:
        return tables, lines
    pairs = sorted([*zip(tables.grids, tables.areas, strict=True), *found], key=lambda pair: pair[1].top)
    areas = tuple(area for _, area in pairs)
    kept = [x for x in lines if not any(a.top <= x.middle <= a.bottom for _, a in found)]
    return replace(tables, grids=tuple(grid for grid, _ in pairs), areas=areas), kept


def _missing_tables(promised: list[tuple[TextLine, Page]], parts: list[_PageParts]) -> list[Unread]:
    """Captions under which no table was found, on their page or at the top of the next."""
    result = []
    by_page = {part.page.number: part for part in parts}
    for caption, page in promised:
        number = caption_number(caption.text)
        if any(
            line.page > page.number and caption_number(line.text) == number
            for part in parts
            for line in part.lines
        ):
            continue  # an entry of a list of tables
        if captions_without_table([caption], by_page[page.number].tables.areas):
            following = by_page.get(page.number + 1)
            if (
                caption.middle > 0.7 * page.height
                and following
                and following.tables.areas
                and following.tables.areas[0].top < 0.3 * page.height
            ):
                continue
            picture = any(image.bottom > caption.box.bottom for image in page.images)
            reason = (
                Phrase("tabel berupa gambar, bukan teks", "the table is a picture, not text")
                if picture
                else Phrase(
                    "tidak ditemukan tabel di bawah judul ini", "no table was found under this caption"
                )
            )
            title = " ".join(caption.text.split())
            result.append(Unread(page=page.number, what=Phrase(title, title), reason=reason))
    return result


def drawn_tables(report: Report, progress: Progress | None = None) -> Iterator[Grid]:
    """Every table as its page draws it, in printed order, not stitched over pages."""
    before: Borders | None = None
    for page in report.pages():
        tables = find_on_page(page, before, all_aligned=True)
        lines = text_lines(page, tables.lines)
        for caption in captions_without_table(lines, tables.areas) if not page.is_recognised else ():
            tables, lines = _by_camelot(report, page, tables, lines, caption)
        before = tables.open_borders
        yield from tables.grids
        if progress:
            progress(page.number, report.page_count)


def _assemble(parts: list[_PageParts]) -> tuple[tuple[Grid, ...], tuple[Paragraph, ...]]:
    running = running_lines([(p.page, p.lines) for p in parts])
    outline = Outline()
    grids: list[Grid] = []
    texts: list[Paragraph] = []
    last_is_open = False  # nothing but running lines stands below the last grid
    intro = ""
    for part in parts:
        lines = [x for x in part.lines if (x.page, x.box.top) not in running]
        tops = [area.top for area in part.tables.areas]
        used: set[int] = set()
        done = 0
        floor = 0.0
        for index, (grid, area) in enumerate(zip(part.tables.grids, part.tables.areas, strict=True)):
            before = [x for x in lines[done:] if x.middle < area.top]
            caption, caption_lines = caption_above(lines, area.top, floor)
            used.update(id(x) for x in caption_lines)
            found = paragraphs([x for x in before if id(x) not in used], part.page, outline, tops)
            texts.extend(found)
            body = [p for p in found if not is_continued(p.text)]
            if body:
                intro = body[-1].text[-_INTRO:]
            elif index:
                intro = ""
            done += len(before)
            for line in caption_lines:
                outline.see(line.text)
            follows = index == 0 and last_is_open and not body and (not caption or is_continued(caption))
            repeated = continues(grids[-1], grid) if follows else None
            if repeated is None:
                boxes = [part.page.on_page(line.box) for line in caption_lines]
                box = reduce(Box.union, boxes) if boxes else None
                grids.append(grid.with_caption(caption, outline.section, intro, box))
            else:
                grids[-1] = join(grids[-1], grid, repeated)
            floor = area.bottom
        rest = lines[done:]
        texts.extend(paragraphs(rest, part.page, outline, tops))
        if part.tables.grids:
            last_is_open = not any(x.middle > part.tables.areas[-1].bottom for x in rest)
        elif lines or part.page.kind == "scanned":
            last_is_open = False
        if rest:
            intro = texts[-1].text[-_INTRO:]
    return tuple(renumbered(g) if len(g.pages) > 1 else g for g in grids), tuple(texts)


def _scanned(page: Page) -> Unread:
    plain = Phrase("halaman hasil pindai (gambar tanpa teks)", "scanned page (an image without text)")
    what = Phrase("bagian halaman", "part of a page") if page.words else Phrase("halaman", "page")
    return Unread(page=page.number, what=what, reason=page.unseen or plain)


def _pictured(page: Page) -> Unread:
    plain = Phrase(
        "isi gambar tidak dibaca; bila memuat tabel, periksa sendiri",
        "what the picture shows is not read; if it holds a table, please look yourself",
    )
    what = Phrase("gambar besar", "large picture")
    return Unread(page=page.number, what=what, reason=page.unseen or plain)


def _failed(page: Page) -> Unread:
    return Unread(
        page=page.number,
        what=Phrase("halaman", "page"),
        reason=Phrase(f"tidak dapat dibaca: {page.reason.id}", f"cannot be read: {page.reason.en}"),
    )


def _partly(page: Page) -> Unread:
    return Unread(page=page.number, what=Phrase("bagian halaman", "part of the page"), reason=page.reason)
