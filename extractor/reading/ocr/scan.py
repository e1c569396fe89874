"""One page of pixels, read: words with boxes and sureness, rulings, and the way back to the page."""

from __future__ import annotations

from typing import NamedTuple

from extractor.reading.ocr.beside import unsevered
from extractor.reading.ocr.crossed import uncrossed
from extractor.reading.ocr.engine import Engine, Gray
from extractor.reading.ocr.figures import SURE, checked
from extractor.reading.ocr.lines import find_lines, without_lines
from extractor.reading.ocr.missed import MOST_MISSED, missed
from extractor.reading.ocr.shaded import shaded_borders
from extractor.reading.ocr.strokes import pixels, through_text
from extractor.reading.ocr.upright import Matrix, upright, uprighted
from extractor.reading.ocr.words import Piece, Seen, is_figure, pieces, read_words
from extractor.reading.page import Ruling, Warp, Word

METHOD = 10
"""Raised when the same image would be read in another way, so that kept readings are made anew."""


_LOST = 0.15  # of a page's pieces of text; a signature and a stamp are three or four
_FEW_LOST = 10


class ScanReading(NamedTuple):
    """What a scanned page says. Sizes and boxes are in points of the page turned upright; ``warp`` maps a
    point there to the page before skew was taken out of it (None where they are the same)."""

    width: float
    height: float
    turn: int
    warp: Warp | None
    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    partly: bool = False  # much of the page's writing could not be read


def read_scan(image: Gray, scale: float, engine: Engine) -> ScanReading:
    """Read a page's image. ``scale`` is in pixels per point."""
    page = upright(image, scale, engine)
    lines = find_lines(page.image, scale, page.quads)
    straight = uprighted(page, lines.leaning)
    if straight is not None:
        page = straight
        lines = find_lines(page.image, scale, page.quads)
    clean = without_lines(page.image, lines.mask)
    strokes = through_text(page.image, lines, page.quads, scale)
    rulings = [segment for segment in lines.segments if segment not in strokes]
    rulings += shaded_borders(page.image, page.quads, rulings, scale)
    found = pieces(page.quads, rulings)
    seen, lost = read_words(clean, found, engine)
    passed_over = missed(clean, page.quads, rulings, lines.mask, scale)
    marks, _ = read_words(clean, [Piece(quad) for quad in passed_over[:MOST_MISSED]], engine)
    figures = list(filter(is_figure, marks))
    lost += len(passed_over) - len(figures)
    seen += figures
    seen = checked(clean, seen, engine)
    seen = uncrossed(clean, seen, lines.mask, pixels(lines.mask, strokes, scale), scale)
    seen = unsevered(clean, seen, scale)
    high, wide = page.image.shape
    return ScanReading(
        round(wide / scale, 2),
        round(high / scale, 2),
        page.turn,
        None if page.back is None else _in_points(page.back, scale),
        tuple(_word(word, scale) for word in seen),
        tuple(Ruling(*(round(v / scale, 2) for v in segment)) for segment in rulings),
        lost >= _FEW_LOST and lost > _LOST * len(found),
    )


def _word(seen: Seen, scale: float) -> Word:
    x0, y0, x1, y1, size = (round(v / scale, 2) for v in (seen.x0, seen.y0, seen.x1, seen.y1, seen.size))
    return Word(
        seen.text,
        x0,
        y0,
        x1,
        y1,
        size,
        seen.angle,
        doubtful=seen.sure < SURE,
        other=seen.other,
    )


def _in_points(matrix: Matrix, scale: float) -> Warp:
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    return (a, b, c / scale), (d, e, f / scale), (g * scale, h * scale, i)
