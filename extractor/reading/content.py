"""What one page of an open PDF holds: words, rulings, fills and images, and of what kind it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2

from extractor.limits import Limits
from extractor.model import Phrase
from extractor.reading import drawings, glyphs
from extractor.reading.characters import UNKNOWN, Rect
from extractor.reading.covered import share_unseen
from extractor.reading.filled import loaded
from extractor.reading.frame import Frame
from extractor.reading.page import Fill, Image, Page, PageKind, Ruling, Word
from extractor.reading.visible import visible, without_watermarks

MAX_SIDE = 14_400.0  # points; the largest page that PDF allows
_FEW_CHARS = 25  # a scanned page may carry a stamped page number or a running header
_OUTLINES = 100  # filled shapes of a page without text: letters as outlines; an ornament has some dozens
_COVERED = 0.5  # share of the page that its images cover when it is a scan

UNREADABLE = Phrase("pembaca PDF tidak dapat membukanya", "the PDF reader cannot open it")


def read_page(document: pypdfium2.PdfDocument, number: int, limits: Limits) -> Page:
    """A page read by pdfium; failed, with the reason, if pdfium gives up."""
    try:
        page = loaded(document, number)
    except (pypdfium2.PdfiumError, IndexError):
        return _failed(number, UNREADABLE)
    try:
        return _read(page, number, limits)
    except pypdfium2.PdfiumError:
        return _failed(number, UNREADABLE)
    finally:
        page.close()


def _failed(number: int, reason: Phrase) -> Page:
    return Page(number, 0.0, 0.0, "failed", reason=reason)


def _read(page: pypdfium2.PdfPage, number: int, limits: Limits) -> Page:
    left, bottom, right, top = page.get_bbox()  # the other boxes leave out what a page inherits
    rotation = page.get_rotation()
    shown = Frame(left, bottom, right, top, rotation)
    if not (0 < shown.width <= MAX_SIDE and 0 < shown.height <= MAX_SIDE):
        size = f"{shown.width:.4g} × {shown.height:.4g}"
        return _failed(
            number, Phrase(f"ukuran halaman {size} tidak mungkin", f"a page size of {size} cannot be meant")
        )
    bounds = left, bottom, right, top
    drawn = drawings.read(page.raw)
    textpage = page.get_textpage()
    try:
        runs = glyphs.words(textpage.raw, bounds)
        turn = turn_of(runs, rotation)
        frame = Frame(*bounds, (rotation + turn) % 360)
        images = tuple(Image(*frame.sides(*r)) for r in drawn.images)
        chars = sum(len(run.chars) for run in runs)
        kind = _kind(page, chars, images, frame, limits)
        if kind == "scanned" and drawn.pixels > limits.pixels * 1_000_000:
            return _failed(number, _too_many_pixels(drawn.pixels, limits))
        if kind == "text" and drawn.pixels <= limits.pixels * 1_000_000:
            runs = visible(page, textpage.raw, runs, bounds, [*drawn.fills, *drawn.images])
            runs = without_watermarks(runs)
    finally:
        textpage.close()
    if kind in ("text", "empty") and not runs and (chars or drawn.shapes >= _OUTLINES):
        kind = "scanned"  # its letters are drawn as shapes
    rulings = tuple(_rulings(drawn.lines, frame)) if kind == "text" else ()
    words = tuple(_words(runs, rulings, frame)) if kind == "text" else ()
    fills = tuple(Fill(*frame.sides(*r)) for r in drawn.fills) if kind == "text" else ()
    reason = _CUT if drawn.cut and kind == "text" else Phrase("", "")
    unknown = sum(run.chars.count(UNKNOWN) for run in runs)
    if unknown and kind == "text":
        reason = _unmapped(unknown, chars)
    return Page(number, frame.width, frame.height, kind, turn, words, rulings, fills, images, reason)


_CUT = Phrase(
    f"lebih dari {drawings.MAX_OBJECTS} benda gambar; garis tabel selebihnya tidak dibaca",
    f"more than {drawings.MAX_OBJECTS} drawn objects; the rules of tables beyond them are not read",
)


def _unmapped(unknown: int, chars: int) -> Phrase:
    return Phrase(
        f"{unknown} dari {chars} huruf tidak dapat dikenali karena fonnya tidak memuat peta huruf",
        f"{unknown} of {chars} characters cannot be told: their font does not say what they are",
    )


def _too_many_pixels(pixels: int, limits: Limits) -> Phrase:
    millions = pixels // 1_000_000
    return Phrase(
        f"gambar dengan {millions} juta piksel melebihi batas {limits.pixels} juta",
        f"a picture of {millions} million pixels is over the limit of {limits.pixels} million",
    )


def turn_of(runs: list[glyphs.Run], rotation: int) -> int:
    """By how many degrees clockwise the shown page must be turned for most of its text to be upright."""
    angles: Counter[int] = Counter()
    for run in runs:
        angles[run.angle] += len(run.chars)
    if not angles:
        return 0
    angle, count = angles.most_common(1)[0]
    shown = (angle - rotation) % 360  # counter-clockwise on the page as shown
    return shown if shown and count > 0.7 * sum(angles.values()) and count > 100 else 0


def _kind(
    page: pypdfium2.PdfPage, chars: int, images: tuple[Image, ...], frame: Frame, limits: Limits
) -> PageKind:
    width, height = frame.width, frame.height
    covered = sum(
        max(0.0, min(i.x1, width) - max(i.x0, 0.0)) * max(0.0, min(i.bottom, height) - max(i.top, 0.0))
        for i in images
    )
    if covered >= _COVERED * width * height and (
        chars <= _FEW_CHARS or share_unseen(page, limits.pixels * 1_000_000) > 0.5
    ):
        return "scanned"
    if chars:
        return "text"
    return "scanned" if images and covered > 0.1 * width * height else "empty"


def _words(runs: list[glyphs.Run], rulings: tuple[Ruling, ...], frame: Frame) -> Iterator[Word]:
    walls = sorted((r.x0, r.top, r.bottom) for r in rulings if not r.horizontal)
    positions = [x for x, _, _ in walls]
    for run in runs:
        angle = (frame.turn - run.angle) % 360
        word = glyphs.as_word(run, _sides(run, frame), angle)
        if walls and angle == 0 and len(run.chars) > 1:
            middle = (word.top + word.bottom) / 2
            first = bisect_left(positions, word.x0 + 1.0)
            last = bisect_left(positions, word.x1 - 1.0)
            cuts = [x for x, top, bottom in walls[first:last] if top <= middle <= bottom]
            if cuts:
                yield from _split(run, cuts, frame, angle)
                continue
        yield word


def _split(run: glyphs.Run, cuts: list[float], frame: Frame, angle: int) -> Iterator[Word]:
    """A run that crosses the border of a cell, in the pieces that stand in each cell."""
    pieces: dict[int, list[int]] = {}
    for index, (left, top, right, bottom) in enumerate(run.boxes.tolist()):
        box = frame.rect(left, bottom, right, top)
        pieces.setdefault(bisect_left(cuts, (box.x0 + box.x1) / 2), []).append(index)
    for indices in pieces.values():
        piece = run.part(indices)
        yield glyphs.as_word(piece, _sides(piece, frame), angle)


def _sides(run: glyphs.Run, frame: Frame) -> Rect:
    left, top, right, bottom = run.bounds
    return frame.sides(left, bottom, right, top)


def _rulings(lines: list[Any], frame: Frame) -> Iterator[Ruling]:
    for line in lines:
        x0, top, x1, bottom = frame.sides(*line)
        if x1 - x0 >= bottom - top:
            middle = (top + bottom) / 2
            yield Ruling(x0, middle, x1, middle)
        else:
            middle = (x0 + x1) / 2
            yield Ruling(middle, top, middle, bottom)
