"""Pages without usable text, recognised from their image, and pictures of writing on pages with text.

Everything else a page has stays as it was read; a scanned page keeps its kind and gets the words and
rulings of its image.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pypdfium2

from extractor.limits import DEFAULT, Limits
from extractor.model import Box, Phrase
from extractor.opening import Mode
from extractor.reading import drawings
from extractor.reading.legible import is_rubbish
from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.reader import Answer, ScanReader
from extractor.reading.ocr.upright import turned
from extractor.reading.page import Page
from extractor.reading.pictured import LOOK_DPI, candidates, shows_writing, with_picture

DPI = 200
"""Pixels per inch of the image that is read: figures of 8 points are 16 pixels high; more makes reading
slower and no better, less loses commas."""
MAX_PIXELS = 12_000_000  # A3 at 200 dpi has 7.7 million
_PARENT, _WORKER = 300, 750  # megabytes of memory that this process and each worker take at most
_AHEAD = 12  # pages read ahead of one that is being recognised, so that the workers have something to do
_NOTHING = Phrase(
    "halaman hasil pindai tanpa tulisan yang dapat dikenali", "scanned page without readable writing"
)

_PARTLY = Phrase(
    "sebagian tulisan pada halaman hasil pindai ini terlalu kecil atau kabur untuk dibaca",
    "part of the writing on this scanned page is too small or blurred to be read",
)

Ask = Callable[[], Answer]
_Part = Box | None
"""What of a page is recognised: a picture on the page as read, or (None) all of it."""


def recognised(
    document: pypdfium2.PdfDocument,
    pages: Iterable[Page],
    mode: Mode,
    reader: ScanReader | None = None,
    *,
    begin: Callable[[int], None] = lambda _: None,
    limits: Limits = DEFAULT,
    processes: int = 0,
) -> Iterator[Page]:
    """The pages in their order, with the words of those that are to be recognised. ``begin`` is called with
    the number of a page when its reading is waited for; there are as many workers as the limits' memory
    bears, and at most ``processes`` (0: as many as there are processors)."""
    if reader is None:
        fitting = max(1, (limits.memory - _PARENT) // _WORKER)
        reader = ScanReader(most_workers=min(fitting, processes or fitting))
    waiting: deque[_Waiting] = deque()
    source = iter(pages)
    try:
        while True:
            _fill(waiting, source, _Asking(document, mode, reader, limits))
            if not waiting:
                return
            page, asked = waiting.popleft()
            if asked:
                begin(page.number)
            for part, ask in asked:
                page = _with(page, part, ask())
            yield page
    finally:
        reader.close()


class _Waiting(NamedTuple):
    """A page, and what was asked of the reader about it."""

    page: Page
    asked: list[tuple[_Part, Ask]]


class _Asking(NamedTuple):
    document: pypdfium2.PdfDocument
    mode: Mode
    reader: ScanReader
    limits: Limits

    def parts(self, page: Page) -> list[_Part]:
        """What is to be recognised of a page."""
        if page.kind == "failed":
            return []
        if self.mode == "all" or page.kind == "scanned" or (page.kind == "text" and is_rubbish(page.words)):
            return [None]
        return [box for box in candidates(page) if self._shows_writing(page, box)]

    def _shows_writing(self, page: Page, box: Box) -> bool:
        shown = self.document[page.number - 1]
        try:
            if drawings.read(shown.raw).pixels > self.limits.pixels * 1_000_000:
                return False
        finally:
            shown.close()
        return shows_writing(render(self.document, page, box, LOOK_DPI)[0])


def _fill(waiting: deque[_Waiting], source: Iterator[Page], asking: _Asking) -> None:
    """Read on until the first page can be given away: at once, unless it is to be recognised."""
    fresh: list[tuple[Page, list[_Part]]] = []
    wanted = any(entry.asked for entry in waiting)
    while len(waiting) + len(fresh) < (_AHEAD if wanted else 1):
        page = next(source, None)
        if page is None:
            break
        parts = asking.parts(page)
        fresh.append((page, parts))
        wanted = wanted or bool(parts)
    count = sum(len(parts) for _, parts in fresh) + sum(len(entry.asked) for entry in waiting)
    for page, parts in fresh:
        asked: list[tuple[_Part, Ask]] = []
        for part in parts:
            image, scale = render(asking.document, page, part)
            asked.append((part, asking.reader.ask(image, scale, others=count > 2)))
        waiting.append(_Waiting(page, asked))


def render(
    document: pypdfium2.PdfDocument, page: Page, part: _Part = None, dpi: float = DPI
) -> tuple[Gray, float]:
    """A page as it is shown, or a part of it as it is read, in grey, and its pixels per point."""
    shown = document[page.number - 1]
    try:
        width, height = shown.get_size()
        crop = (0.0, 0.0, 0.0, 0.0)
        if part is not None:
            box = page.on_page(part)
            crop = (box.x0, height - box.bottom, width - box.x1, box.top)
        kept = (width - crop[0] - crop[2]) * (height - crop[1] - crop[3])
        scale = min(dpi / 72, (MAX_PIXELS / max(kept, 1.0)) ** 0.5)
        bitmap = shown.render(scale=scale, crop=crop, grayscale=True, draw_annots=False)
        try:
            pixels = bitmap.to_numpy()
            image = np.array(pixels.reshape(pixels.shape[:2]))
        finally:
            bitmap.close()
    finally:
        shown.close()
    return (image if part is None else turned(image, page.turn)), scale


def _with(page: Page, part: _Part, answer: Answer) -> Page:
    if part is not None:
        if isinstance(answer, Phrase):
            return replace(page, unseen=answer)
        return with_picture(page, part, answer) if answer.words else page
    if isinstance(answer, Phrase):
        return replace(page, kind="scanned", words=(), rulings=(), fills=(), unseen=answer)
    if not answer.words:
        return replace(page, kind="scanned", words=(), rulings=(), fills=(), unseen=_NOTHING)
    return replace(
        page,
        kind="scanned",
        width=answer.width,
        height=answer.height,
        turn=answer.turn,
        warp=answer.warp,
        words=answer.words,
        rulings=answer.rulings,
        fills=(),
        images=(),
        unseen=_PARTLY if answer.partly else None,
    )
