"""Pictures pasted into pages with text: a signed agreement, a table copied as an image.

A picture's words and rulings are added to the page where the picture stands; the page's own text stays as
it is. Photographs, logos and charts are told from writing by a look at a small image.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractor.model import Box, Phrase
from extractor.reading.page import Page, Picture, Ruling, Warp, Word, warped

if TYPE_CHECKING:  # numpy is not needed to read text
    from extractor.reading.ocr.engine import Gray
    from extractor.reading.ocr.scan import ScanReading

LITTLE_TEXT = 700
"""Letters beside a picture that fills a page: a heading, a caption, a running header."""
LARGE = 0.35  # share of the page's area; photographs of events are set smaller
_READ = 0.25
"""Share of the page's area from which a picture that shows writing is read: an agreement set at half its
size beside a paragraph has 0.3."""
_SEAM = 1.0  # points between two strips of one picture
_MOST = 3  # pictures of one page that are read

LOOK_DPI = 100
"""Pixels per inch of the first look: letters of 6 points are 6 pixels high."""
_PAPER = (
    0.7  # share of pixels about as bright as the paper; measured: agreements 0.88, photographs below 0.65
)
_NEAR = 32  # of 255: as bright as the paper
_LETTERS = 100  # marks of the size of letters; an agreement with one row has 200
_WRITTEN = 0.5
"""Share of the dark pixels that are in such marks; measured: agreements and scans 0.55 to 0.93, charts and
organisation charts up to 0.52, maps and photographs up to 0.45 (with paper)."""
_BLOCK, _DARKER = 29, 12  # pixels around one, of 255: a mark is so much darker than what lies around it
_HIGH, _WIDE, _INKED = (4, 22), (2, 60), 0.15  # pixels, pixels, share of its box: marks like letters


def is_pictured(page: Page) -> bool:
    """Does one picture take most of a page that has little text, as a signed agreement pasted in does?"""
    return bool(_of_size(page, LARGE))


def candidates(page: Page) -> list[Box]:
    """The pictures of a page that are read if they show writing, as boxes of the page as read."""
    return _of_size(page, _READ)[:_MOST]


def _of_size(page: Page, share: float) -> list[Box]:
    """The pictures that take at least a share of a page with little text, the largest first."""
    if page.kind != "text" or sum(len(word.text) for word in page.words) > LITTLE_TEXT:
        return []
    shown: list[Box] = []
    for image in sorted(set(page.images), key=lambda image: image.top):
        box = Box(
            max(image.x0, 0.0),
            max(image.top, 0.0),
            min(image.x1, page.width),
            min(image.bottom, page.height),
        )
        if box.x1 <= box.x0 or box.bottom <= box.top:
            continue
        above = next((other for other in shown if _goes_on(other, box)), None)
        if above is not None:
            shown.remove(above)
            box = above.union(box)
        shown.append(box)
    sized = sorted(((_area(box), box) for box in shown), reverse=True)
    return [box for area, box in sized if area >= share * page.width * page.height]


def _goes_on(above: Box, below: Box) -> bool:
    """Are two pictures strips of one, as some printers cut it?"""
    ends = abs(above.x0 - below.x0), abs(above.x1 - below.x1), abs(above.bottom - below.top)
    return max(ends) <= _SEAM


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def shows_writing(image: Gray) -> bool:
    """Is an image of ``LOOK_DPI`` mostly paper with marks of the size of letters on it?"""
    import cv2
    import numpy as np

    if min(image.shape) < _BLOCK:
        return False
    counts = np.bincount(image.ravel(), minlength=256)
    paper = int(np.argmax(np.convolve(counts, np.ones(_NEAR + 1), "same")))
    if counts[max(0, paper - _NEAR) : paper + _NEAR + 1].sum() < _PAPER * image.size:
        return False
    dark = cv2.adaptiveThreshold(
        image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _DARKER
    )
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    _, _, wide, high, ink = stats[1:count].T
    like_letters = (high >= _HIGH[0]) & (high <= _HIGH[1]) & (wide >= _WIDE[0]) & (wide <= _WIDE[1])
    like_letters &= ink >= _INKED * wide * high
    return bool(like_letters.sum() >= _LETTERS and ink[like_letters].sum() >= _WRITTEN * ink.sum())


def with_picture(page: Page, area: Box, reading: ScanReading) -> Page:
    """The page with the words and rulings of the picture that stands at ``area``. What the page itself
    prints over the picture is not taken twice."""
    back = _back(area, reading)
    own = [word.box for word in page.words]
    words = []
    for word in reading.words:
        placed = _placed(word, area)
        stands = placed.box if back is None else warped(placed.box, back)
        if not any(_covers(box, stands) for box in own):
            words.append(placed)
    rulings = [_moved(ruling, area) for ruling in reading.rulings]
    picture = Picture(
        Box(area.x0, area.top, area.x0 + reading.width, area.top + reading.height),
        back,
    )
    return replace(
        page,
        words=(*page.words, *words),
        rulings=(*page.rulings, *rulings),
        images=tuple(i for i in page.images if not _covers(area, Box(*i))),
        pictures=(*page.pictures, picture),
        unseen=_PARTLY if reading.partly else page.unseen,
    )


_PARTLY = Phrase(
    "sebagian tulisan pada gambar ini terlalu kecil atau kabur untuk dibaca",
    "part of the writing in this picture is too small or blurred to be read",
)


def _placed(word: Word, area: Box) -> Word:
    return word._replace(
        x0=word.x0 + area.x0, top=word.top + area.top, x1=word.x1 + area.x0, bottom=word.bottom + area.top
    )


def _moved(ruling: Ruling, area: Box) -> Ruling:
    x0, top, x1, bottom = ruling
    return Ruling(x0 + area.x0, top + area.top, x1 + area.x0, bottom + area.top)


def _covers(outer: Box, inner: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


def _back(area: Box, reading: ScanReading) -> Warp | None:
    """From where a word of the picture was placed to where the page shows it; None where that is the same."""
    if reading.turn == 0 and reading.warp is None:
        return None
    import numpy as np

    wide, high = reading.width, reading.height
    turned = {
        0: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
        90: ((0.0, 1.0, 0.0), (-1.0, 0.0, wide)),
        180: ((-1.0, 0.0, wide), (0.0, -1.0, high)),
        270: ((0.0, -1.0, high), (1.0, 0.0, 0.0)),
    }[reading.turn]
    shift = np.array([(1.0, 0.0, area.x0), (0.0, 1.0, area.top), (0.0, 0.0, 1.0)])
    matrix = shift @ np.array([*turned, (0.0, 0.0, 1.0)])
    if reading.warp is not None:
        matrix = matrix @ np.array(reading.warp)
    (a, b, c), (d, e, f), (g, h, i) = (matrix @ np.linalg.inv(shift)).tolist()
    return (a, b, c), (d, e, f), (g, h, i)
