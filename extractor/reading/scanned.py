"""Pages without usable text, recognised from their image.

Everything else a page has stays as it was read; a scanned page keeps its kind and gets the words and
rulings of its image.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np
import pypdfium2

from extractor.limits import DEFAULT
from extractor.model import Phrase
from extractor.opening import Mode
from extractor.reading.legible import is_rubbish
from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.reader import Answer, ScanReader
from extractor.reading.page import Page

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


def recognised(
    document: pypdfium2.PdfDocument,
    pages: Iterable[Page],
    mode: Mode,
    reader: ScanReader | None = None,
    *,
    begin: Callable[[int], None] = lambda _: None,
    memory: int = DEFAULT.memory,
    processes: int = 0,
) -> Iterator[Page]:
    """The pages in their order, with the words of those that are to be recognised. ``begin`` is called with
    the number of a page when its reading is waited for; there are as many workers as ``memory`` (megabytes)
    bears, and at most ``processes`` (0: as many as there are processors)."""
    fitting = max(1, (memory - _PARENT) // _WORKER)
    reader = ScanReader(most_workers=min(fitting, processes or fitting)) if reader is None else reader
    waiting: deque[Page | tuple[Page, Ask]] = deque()
    source = iter(pages)
    try:
        while True:
            _fill(waiting, source, document, mode, reader)
            if not waiting:
                return
            first = waiting.popleft()
            if isinstance(first, Page):
                yield first
            else:
                begin(first[0].number)
                yield _with(first[0], first[1]())
    finally:
        reader.close()


def _fill(
    waiting: deque[Page | tuple[Page, Ask]],
    source: Iterator[Page],
    document: pypdfium2.PdfDocument,
    mode: Mode,
    reader: ScanReader,
) -> None:
    """Read on until the first page can be given away: at once, unless it is to be recognised."""
    fresh: list[Page] = []
    wanted = any(not isinstance(entry, Page) for entry in waiting)
    while len(waiting) + len(fresh) < (_AHEAD if wanted else 1):
        page = next(source, None)
        if page is None:
            break
        fresh.append(page)
        wanted = wanted or _is_wanted(page, mode)
    asked = sum(_is_wanted(page, mode) for page in fresh) + sum(not isinstance(w, Page) for w in waiting)
    for page in fresh:
        if not _is_wanted(page, mode):
            waiting.append(page)
            continue
        image, scale = render(document, page)
        waiting.append((page, reader.ask(image, scale, others=asked > 2)))


def _is_wanted(page: Page, mode: Mode) -> bool:
    if page.kind == "failed":
        return False
    return mode == "all" or page.kind == "scanned" or (page.kind == "text" and is_rubbish(page.words))


def render(document: pypdfium2.PdfDocument, page: Page) -> tuple[Gray, float]:
    """A page as it is shown, in grey, and its pixels per point."""
    shown = document[page.number - 1]
    try:
        width, height = shown.get_size()
        scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        bitmap = shown.render(scale=scale, grayscale=True, draw_annots=False)
        try:
            pixels = bitmap.to_numpy()
            return np.array(pixels.reshape(pixels.shape[:2])), scale
        finally:
            bitmap.close()
    finally:
        shown.close()


def _with(page: Page, answer: Answer) -> Page:
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
