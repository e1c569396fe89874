"""A PDF, opened safely and read page by page."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extractor.errors import ReportError
from extractor.model import Box, Phrase
from extractor.reading import drawings, glyphs
from extractor.reading.page import Fill, Image, Mode, Page, PageKind, Ruling, Word

MAX_PAGES = 2000
MAX_BYTES = 500 * 1024 * 1024
MAX_SIDE = 14_400.0  # points; the largest page that PDF allows
_HEAD = 1024  # the header %PDF- may be preceded by this many bytes of something else

_FEW_CHARS = 25  # a scanned page may carry a stamped page number or a running header
_COVERED = 0.5  # share of the page that its images cover when it is a scan


class Report:
    """An open PDF. Pages are read on demand and not kept; close it by leaving ``open_report``."""

    def __init__(self, path: Path, document: pypdfium2.PdfDocument, sha256: str, ocr: Mode = "off") -> None:
        self.path = path
        self.sha256 = sha256
        self._document = document
        self._ocr: Mode = ocr
        self.page_count = len(document)

    @property
    def title(self) -> str:
        """The title in the document's properties (often the file name of the word processor)."""
        return str(self._document.get_metadata_value("Title") or "")

    def page(self, number: int) -> Page:
        """The page of a number from 1. A page that cannot be read has the kind ``failed`` and says why."""
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            return Page(number, 0.0, 0.0, "failed", reason=str(error))
        try:
            return _read(page, number)
        except pypdfium2.PdfiumError as error:
            return Page(number, 0.0, 0.0, "failed", reason=str(error))
        finally:
            page.close()

    def pages(self) -> Iterator[Page]:
        """All pages in order, scanned ones recognised as the report was opened for."""
        numbers = range(1, self.page_count + 1)
        if self._ocr == "off":
            yield from map(self.page, numbers)
            return
        from extractor.reading.scanned import recognised

        yield from recognised(self._document, map(self.page, numbers), self._ocr)


@contextmanager
def open_report(path: Path | str, password: str | None = None, *, ocr: Mode = "off") -> Iterator[Report]:
    """Open a PDF for reading. ``ocr`` says which of its pages are recognised: those without usable text
    ("auto"), all, or none ("off").

    Raises ReportError for what is no PDF, is encrypted, cannot be repaired, or passes a limit.
    """
    path = Path(path)
    sha256 = _checked(path)
    try:
        document = pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReportError(
                Phrase(
                    f"{path.name}: berkas terkunci kata sandi; buka kuncinya lebih dahulu",
                    f"{path.name}: the file is encrypted with a password; unlock it first",
                )
            ) from None
        raise ReportError(
            Phrase(
                f"{path.name}: berkas PDF rusak dan tidak dapat dibuka",
                f"{path.name}: the PDF is broken and cannot be opened",
            )
        ) from None
    try:
        if len(document) == 0:
            raise ReportError(Phrase(f"{path.name}: PDF tanpa halaman", f"{path.name}: a PDF without pages"))
        if len(document) > MAX_PAGES:
            raise ReportError(
                Phrase(
                    f"{path.name}: {len(document)} halaman melebihi batas {MAX_PAGES}",
                    f"{path.name}: {len(document)} pages are over the limit of {MAX_PAGES}",
                )
            )
        yield Report(path, document, sha256, ocr)
    finally:
        document.close()


def _checked(path: Path) -> str:
    """The SHA-256 of a readable PDF file of bearable size; raises ReportError otherwise."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReportError(
                Phrase(
                    f"{path.name}: {size // 2**20} MB melebihi batas {MAX_BYTES // 2**20} MB",
                    f"{path.name}: {size // 2**20} MB is over the limit of {MAX_BYTES // 2**20} MB",
                )
            )
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReportError(
            Phrase(
                f"{path}: berkas tidak dapat dibaca ({reason})",
                f"{path}: the file cannot be read ({reason})",
            )
        ) from None
    if b"%PDF-" not in head:
        raise ReportError(Phrase(f"{path.name}: bukan berkas PDF", f"{path.name}: not a PDF"))
    return digest


# -------------------------------------------------------------------------------------------- one page


def _read(page: pypdfium2.PdfPage, number: int) -> Page:
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()
    shown = (right - left, top - bottom) if rotation in (0, 180) else (top - bottom, right - left)
    if not (0 < shown[0] <= MAX_SIDE and 0 < shown[1] <= MAX_SIDE):
        return Page(number, 0.0, 0.0, "failed", reason=f"page size {shown[0]:.0f} x {shown[1]:.0f}")
    textpage = page.get_textpage()
    try:
        runs = glyphs.words(textpage.raw)
    finally:
        textpage.close()
    drawn = drawings.read(page.raw)
    turn = _turn(runs, rotation)
    frame = _Frame(left, bottom, right, top, (rotation + turn) % 360)
    images = tuple(Image(*frame.rect(*r)) for r in drawn.images)
    chars = sum(len(run) for run in runs)
    kind = _kind(page, chars, images, frame.width, frame.height)
    rulings = tuple(_rulings(drawn.lines, frame)) if kind == "text" else ()
    words = tuple(_words(runs, rulings, frame)) if kind == "text" else ()
    fills = tuple(Fill(*frame.rect(*r)) for r in drawn.fills) if kind == "text" else ()
    return Page(number, frame.width, frame.height, kind, turn, words, rulings, fills, images)


def _turn(runs: list[tuple[glyphs.Glyph, ...]], rotation: int) -> int:
    """By how many degrees clockwise the shown page must be turned for most of its text to be upright."""
    angles: Counter[int] = Counter()
    for run in runs:
        angles[run[0].angle] += len(run)
    if not angles:
        return 0
    angle, count = angles.most_common(1)[0]
    shown = (angle - rotation) % 360  # counter-clockwise on the page as shown
    return shown if shown and count > 0.7 * sum(angles.values()) and count > 100 else 0


def _kind(
    page: pypdfium2.PdfPage, chars: int, images: tuple[Image, ...], width: float, height: float
) -> PageKind:
    covered = sum(
        max(0.0, min(i.x1, width) - max(i.x0, 0.0)) * max(0.0, min(i.bottom, height) - max(i.top, 0.0))
        for i in images
    )
    if covered >= _COVERED * width * height and (chars <= _FEW_CHARS or _hidden_text(page)):
        return "scanned"
    if chars:
        return "text"
    return "scanned" if images and covered > 0.1 * width * height else "empty"


def _hidden_text(page: pypdfium2.PdfPage) -> bool:
    """Is the text an invisible layer over a scan, laid by somebody's OCR?"""
    hidden = seen = 0
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), 400)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_TEXT:
            seen += 1
            hidden += pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return seen > 0 and hidden > seen / 2


class _Frame:
    """Turns the page's own coordinates (origin bottom left) into those of the page as read."""

    def __init__(self, left: float, bottom: float, right: float, top: float, turn: int) -> None:
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.turn = turn
        wide, high = right - left, top - bottom
        self.width, self.height = (wide, high) if turn in (0, 180) else (high, wide)

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        if self.turn == 0:
            return Box(x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
        if self.turn == 90:
            return Box(y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        if self.turn == 180:
            return Box(self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        return Box(self.top - y1, self.right - x1, self.top - y0, self.right - x0)


def _words(
    runs: list[tuple[glyphs.Glyph, ...]], rulings: tuple[Ruling, ...], frame: _Frame
) -> Iterator[Word]:
    walls = sorted((r.x0, r.top, r.bottom) for r in rulings if not r.horizontal)
    positions = [x for x, _, _ in walls]
    for run in runs:
        angle = (frame.turn - run[0].angle) % 360
        word = glyphs.as_word(run, _box(run, frame), angle)
        if angle == 0 and len(run) > 1:
            middle = (word.top + word.bottom) / 2
            first = bisect_left(positions, word.x0 + 1.0)
            last = bisect_left(positions, word.x1 - 1.0)
            cuts = [x for x, top, bottom in walls[first:last] if top <= middle <= bottom]
            if cuts:
                yield from _split(run, cuts, frame, angle)
                continue
        yield word


def _split(run: tuple[glyphs.Glyph, ...], cuts: list[float], frame: _Frame, angle: int) -> Iterator[Word]:
    """A run that crosses the border of a cell, in the pieces that stand in each cell."""
    pieces: dict[int, list[glyphs.Glyph]] = {}
    for glyph in run:
        box = _box((glyph,), frame)
        pieces.setdefault(bisect_left(cuts, (box.x0 + box.x1) / 2), []).append(glyph)
    for piece in pieces.values():
        yield glyphs.as_word(tuple(piece), _box(tuple(piece), frame), angle)


def _box(run: tuple[glyphs.Glyph, ...], frame: _Frame) -> Box:
    first, last = run[0], run[-1]
    if first.angle == 0:  # left to right, all at nearly one height
        return frame.rect(
            min(first.left, last.left),
            min(first.bottom, last.bottom),
            max(first.right, last.right),
            max(first.top, last.top),
        )
    return frame.rect(
        min(g.left for g in run),
        min(g.bottom for g in run),
        max(g.right for g in run),
        max(g.top for g in run),
    )


def _rulings(lines: list[Any], frame: _Frame) -> Iterator[Ruling]:
    for line in lines:
        x0, top, x1, bottom = frame.rect(*line)
        if x1 - x0 >= bottom - top:
            middle = (top + bottom) / 2
            yield Ruling(x0, middle, x1, middle)
        else:
            middle = (x0 + x1) / 2
            yield Ruling(middle, top, middle, bottom)
