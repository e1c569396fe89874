"""A PDF, opened safely and read page by page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pypdfium2

from extractor.errors import PasswordError, ReportError
from extractor.limits import MB, Limits
from extractor.model import Phrase, Unread
from extractor.opening import PLAIN, Mode, Opening
from extractor.reading import glyphs
from extractor.reading.content import UNREADABLE, read_page, turn_of
from extractor.reading.frame import Frame
from extractor.reading.page import Page
from extractor.reading.survey import Survey, repaired, shows_text, survey

_HEAD = 1024  # the header %PDF- may be preceded by this many bytes of something else


class Report:
    """An open PDF. Pages are read on demand and not kept; close it by leaving ``open_report``.

    ``unread`` is what the file as a whole does not let one read.
    """

    def __init__(
        self,
        path: Path,
        document: pypdfium2.PdfDocument,
        sha256: str,
        opening: Opening = PLAIN,
        surveyed: Survey | None = None,
        ocr: Mode = "off",
    ) -> None:
        self.path = path
        self.sha256 = sha256
        self.opening = opening
        self.unread: tuple[Unread, ...] = ()
        self._survey = surveyed or Survey()
        self.document = document
        self._second: pypdfium2.PdfDocument | None = None
        self._tried_repair = False
        self._ocr: Mode = ocr
        self.page_count = len(document)

    @property
    def title(self) -> str:
        """The title in the document's properties (often the file name of the word processor)."""
        return str(self.document.get_metadata_value("Title") or "")

    def page(self, number: int) -> Page:
        """The page of a number from 1. A page that cannot be read has the kind ``failed`` and says why;
        so does, with its kind, one of which only a part could be read."""
        key = str(self.path), number
        self.opening.about_to(*key)
        barred = self.opening.skip.get(key) or self._survey.heavy.get(number)
        if barred:
            return Page(number, 0.0, 0.0, "failed", reason=barred)
        page = read_page(self.document, number, self.opening.limits)
        if page.kind == "failed" and page.reason == UNREADABLE:
            again = self._repaired()
            if again is not None and len(again) == self.page_count:
                page = read_page(again, number, self.opening.limits)
        if page.kind in ("text", "empty") and not page.reason:
            page = replace(page, reason=self._lost(page))
        return page

    def shown(self, number: int) -> Frame:
        """The frame of the page of a number from 1, as it is shown. Raises ReportError if it has none."""
        return self._frame(number, upright=False)

    def upright(self, number: int) -> Frame:
        """The frame of the page as it is read: turned until its text is upright. Raises ReportError."""
        return self._frame(number, upright=True)

    def _frame(self, number: int, *, upright: bool) -> Frame:
        try:
            page = self.document[number - 1]
            try:
                left, bottom, right, top = page.get_bbox()
                rotation = page.get_rotation()
                if upright:
                    textpage = page.get_textpage()
                    try:
                        rotation = (
                            rotation
                            + turn_of(glyphs.words(textpage.raw, (left, bottom, right, top)), rotation)
                        ) % 360
                    finally:
                        textpage.close()
                return Frame(left, bottom, right, top, rotation)
            finally:
                page.close()
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise ReportError(
                Phrase(f"halaman {number} tidak dapat dibuka", f"page {number} cannot be opened")
            ) from error

    def pages(self) -> Iterator[Page]:
        """All pages in order, scanned ones recognised as the report was opened for."""
        numbers = range(1, self.page_count + 1)
        if self._ocr == "off":
            yield from map(self.page, numbers)
        else:
            from extractor.reading.scanned import recognised

            yield from recognised(
                self.document,
                map(self.page, numbers),
                self._ocr,
                begin=lambda number: self.opening.about_to(str(self.path), number),
                limits=self.opening.limits,
                processes=self.opening.processes,
            )
        self.opening.about_to("", 0)

    def plain_text(self, number: int) -> str:
        """The characters of a page from 1 in the file's own order, on one line: enough to tell what a
        document is, in a hundredth of the time that ``page`` takes. Empty for what cannot be read."""
        key = str(self.path), number
        self.opening.about_to(*key)
        if self.opening.skip.get(key) or self._survey.heavy.get(number):
            return ""
        try:
            page = self.document[number - 1]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            return ""
        try:
            return " ".join(str(text.get_text_range()).split())
        finally:
            text.close()
            page.close()

    def close(self) -> None:
        for document in (self.document, self._second):
            if document is not None:
                document.close()

    def _lost(self, page: Page) -> Phrase:
        """Why a page that was read may not be read whole; empty if there is no reason to think so."""
        if page.number in self._survey.damaged:
            return Phrase(
                "sebagian isi halaman rusak di dalam berkas; periksa sendiri halaman ini",
                "a part of the page is broken in the file; please look at the page yourself",
            )
        if page.kind == "empty" and shows_text(
            self.path, self.opening.password, page.number, self.opening.limits
        ):
            return Phrase(
                "halaman memuat teks yang tidak dapat dibaca", "the page holds text that cannot be read"
            )
        return Phrase("", "")

    def _repaired(self) -> pypdfium2.PdfDocument | None:
        """The document as qpdf writes it anew, for pages that pdfium cannot load; None if that fails."""
        if not self._tried_repair:
            self._tried_repair = True
            self._second = _open_repaired(self.path, self.opening)
        return self._second


@contextmanager
def open_report(
    path: Path | str, password: str | None = None, *, opening: Opening | None = None, ocr: Mode = "off"
) -> Iterator[Report]:
    """Open a PDF for reading. ``opening`` says more than a password: limits, pages to leave out. ``ocr`` says
    which pages are recognised: those without usable text ("auto"), all, or none ("off").

    Raises ReportError for what is no PDF, cannot be repaired, or passes a limit; PasswordError for what is
    encrypted and not opened by the password.
    """
    path = Path(path)
    opening = opening or Opening(password=password)
    opening.about_to(str(path), 0)
    sha256 = _checked(path, opening.limits)
    surveyed = survey(path, opening.password, opening.limits)
    document, mended = _open(path, opening, surveyed)
    report = Report(path, document, sha256, opening, surveyed, ocr)
    try:
        if report.page_count == 0:
            raise ReportError(Phrase(f"{path.name}: PDF tanpa halaman", f"{path.name}: a PDF without pages"))
        most = max(report.page_count, surveyed.pages or 0)
        if most > opening.limits.pages:
            raise ReportError(
                Phrase(
                    f"{path.name}: {most} halaman melebihi batas {opening.limits.pages}",
                    f"{path.name}: {most} pages are over the limit of {opening.limits.pages}",
                )
            )
        report.unread = tuple(_about_the_file(report, surveyed, mended))
        yield report
    finally:
        report.close()


def _open(path: Path, opening: Opening, surveyed: Survey) -> tuple[pypdfium2.PdfDocument, bool]:
    """The document, and whether it had to be repaired."""
    document = None
    if surveyed.layered:
        document = _open_repaired(path, opening, flat=True)
        if document is not None and len(document) == surveyed.pages:
            return document, False
    try:
        document = pypdfium2.PdfDocument(path, password=opening.password)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise _locked(path, opening) from None
    if document is not None and len(document) and not (surveyed.relisted and surveyed.pages):
        return document, False
    again = _open_repaired(path, opening)
    if again is not None and len(again):
        if document is not None:
            document.close()
        return again, True
    if document is None:
        raise ReportError(
            Phrase(
                f"{path.name}: berkas PDF rusak dan tidak dapat dibuka",
                f"{path.name}: the PDF is broken and cannot be opened",
            )
        )
    return document, False


def _open_repaired(path: Path, opening: Opening, *, flat: bool = False) -> pypdfium2.PdfDocument | None:
    data = repaired(path, opening.password, opening.limits, flat=flat)
    if data is None:
        return None
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None


def _locked(path: Path, opening: Opening) -> PasswordError:
    if opening.password:
        return PasswordError(Phrase(f"{path.name}: kata sandi salah", f"{path.name}: the password is wrong"))
    return PasswordError(
        Phrase(
            f"{path.name}: berkas terkunci kata sandi; gunakan --password",
            f"{path.name}: the file is encrypted with a password; use --password",
        )
    )


def _about_the_file(report: Report, surveyed: Survey, mended: bool) -> Iterator[Unread]:
    """What two readings of the file's frame do not agree on."""
    ours, theirs = report.page_count, surveyed.pages
    if theirs is not None and ours != theirs:
        yield Unread(
            page=None,
            what=Phrase("jumlah halaman", "number of pages"),
            reason=Phrase(
                f"pembaca pdfium menemukan {ours} halaman, pembaca qpdf {theirs}; mungkin ada halaman "
                "yang tidak terbaca",
                f"the reader pdfium finds {ours} pages, the reader qpdf {theirs}; pages may be missing",
            ),
        )
    if mended:
        yield Unread(
            page=None,
            what=Phrase("berkas", "file"),
            reason=Phrase(
                "berkas rusak dan dibaca setelah diperbaiki; mungkin ada bagian yang hilang",
                "the file is broken and was read after a repair; parts may be missing",
            ),
        )


def _checked(path: Path, limits: Limits) -> str:
    """The SHA-256 of a readable PDF file of bearable size; raises ReportError otherwise."""
    try:
        size = path.stat().st_size
        if size > limits.size * MB:
            raise ReportError(
                Phrase(
                    f"{path.name}: {size // MB} MB melebihi batas {limits.size} MB",
                    f"{path.name}: {size // MB} MB is over the limit of {limits.size} MB",
                )
            )
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or str(error)
        raise ReportError(
            Phrase(
                f"{path}: berkas tidak dapat dibaca ({reason})",
                f"{path}: the file cannot be read ({reason})",
            )
        ) from None
    if b"%PDF-" not in head:
        raise ReportError(Phrase(f"{path.name}: bukan berkas PDF", f"{path.name}: not a PDF"))
    return digest
