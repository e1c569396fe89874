"""A second look at a PDF before pdfium reads it: qpdf counts its pages and weighs what they unpack to.

pdfium unpacks a stream to a gigabyte and follows forms that draw forms without end; nothing of that can be
stopped once it runs. So every stream is unpacked here first, within a bound that qpdf keeps, and a page that
weighs too much is never shown to pdfium. All files at hand take 5 to 70 ms.
"""

from __future__ import annotations

import contextlib
import logging
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from extractor.errors import ReportError
from extractor.limits import MB, Limits
from extractor.model import Phrase
from extractor.reading.layers import flatten, is_layered

_USED = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+(?:(Do)|-?[\d.]+\s+Tf)\b")
"""The name of an object that is drawn, or of a font that is taken."""
_SHOWN = re.compile(rb"(\([^)]{,500}\)|<[^>]{,500}>|\[[^\]]{,500}\])\s{,9}(?:T[jJ]|['\"])")
"""A string and the operator that shows it. Bounded: what follows a bracket may be megabytes of brackets."""
_SOME = 5  # different strings; an empty page of a word processor shows the same blank in all its paragraphs
_STREAM = re.compile(rb"stream\r?\n")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PAGE_BYTES = 4000  # from its number, within which an object that is a page says so
_FRAME = ("/ObjStm", "/XRef")  # streams that hold the objects of the file, or the table of where they are
_PACKING = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_DRAWING = (
    500  # bytes that one more drawing of a form counts as: it takes pdfium as long as some lines of text
)
_BY_ITSELF = 1  # type of such an object in the table of objects (ISO 32000-1, table 18)
_FILTERS = 4  # of one stream; a stream packed twice and written as text has three
_REACHED = 20_000  # objects walked from one page; a page with 30 fonts has some hundreds
_DEPTH = 40  # of forms in forms; word processors make three
_SPOILT = "memory limit exceeded"  # qpdf's words for a stream over the bound

Key = tuple[int, int]

logging.getLogger("pikepdf").addHandler(logging.NullHandler())  # its warnings are not the user's


@dataclass(frozen=True)
class Survey:
    """What qpdf says of a PDF. ``pages`` is None if qpdf cannot open it; ``relisted`` if the file's list of
    pages is broken and was made anew (then only ``repaired`` has the pages)."""

    pages: int | None = None
    relisted: bool = False
    heavy: Mapping[int, Phrase] = field(default_factory=dict)
    """Pages (from 1) that must not be read, and why."""
    damaged: frozenset[int] = frozenset()
    """Pages of which a part cannot be unpacked or is not in the file."""
    layered: bool = False
    """Does the file show otherwise than its content says?"""


def survey(path: Path, password: str | None, limits: Limits) -> Survey:
    """Weigh the pages of a file. Raises ReportError if its frame alone unpacks to more than the limit."""
    with _bounds(limits):
        try:
            pdf, relisted = _opened(path, password)
            with pdf:
                if len(pdf.pages) > limits.pages:
                    return Survey(len(pdf.pages), relisted)
                return _Scale(pdf, path, limits).survey(relisted)
        except ReportError:
            raise
        except pikepdf.PasswordError:
            return Survey()
        except Exception:  # qpdf's binding raises anything; pdfium may still open the file
            pass
    if _has_bomb(path, limits.unpacked * MB):
        raise _too_heavy(path, limits)
    return Survey()


def repaired(path: Path, password: str | None, limits: Limits, *, flat: bool = False) -> bytes | None:
    """The file as qpdf writes it anew, without a password, its list of pages made anew if it is broken, and
    (``flat``) without what its layers do not show; None if qpdf cannot."""
    out = BytesIO()
    with _bounds(limits):
        try:
            pdf, _ = _opened(path, password)
            with pdf:
                if flat:
                    flatten(pdf)
                pdf.save(out, encryption=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        except Exception:
            return None
    return out.getvalue()


def shows_text(path: Path, password: str | None, number: int, limits: Limits) -> bool:
    """Does a page say in its content that it shows text, whatever can be made of it?"""
    with _bounds(limits):
        try:
            pdf, _ = _opened(path, password)
            with pdf:
                streams = _contents(pdf.pages[number - 1].obj)
                return len({text for each in streams for text in _SHOWN.findall(each.read_bytes())}) >= _SOME
        except Exception:
            return False


def _opened(path: Path, password: str | None) -> tuple[pikepdf.Pdf, bool]:
    """The file opened by qpdf, and whether its list of pages had to be made anew. Raises what qpdf's binding
    raises."""
    with contextlib.suppress(pikepdf.PdfError):
        pdf = pikepdf.open(path, password=password or "")
        if len(pdf.pages):
            return pdf, False
        pdf.close()
    return pikepdf.open(BytesIO(_relisted(path.read_bytes())), password=password or ""), True


def _relisted(data: bytes) -> bytes:
    """A broken file with a list of the pages that stand in it; readers search the rest."""
    pages = {}
    top = 0
    for found in _OBJECT.finditer(data):
        number = int(found[1])
        top = max(top, number)
        end = data.find(b"endobj", found.end(), found.end() + _PAGE_BYTES)
        if end > 0 and _PAGE.search(data, found.end(), end):
            pages[number] = b"%d %d R" % (number, int(found[2]))
    kids, count = b" ".join(pages.values()), len(pages)
    if not pages:
        raise pikepdf.PdfError("no pages")
    return data + (
        b"\n%d 0 obj\n<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>\nendobj\n"
        b"%d 0 obj\n<< /Type /Catalog /Pages %d 0 R >>\nendobj\n"
        b"trailer\n<< /Root %d 0 R /Size %d >>\nstartxref\n0\n%%%%EOF\n"
        % (top + 1, kids, count, top + 2, top + 1, top + 2, top + 3)
    )


@contextlib.contextmanager
def _bounds(limits: Limits) -> Iterator[None]:
    """qpdf's own limits, which hold for the whole process, set for as long as one file is open."""
    most = min(limits.unpacked * MB, 2**32 - 1)
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most,
        run_length_max_memory=most,
        png_max_memory=most,
        tiff_max_memory=most,
        max_stream_filters=_FILTERS,
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]  # integers, all of them


@dataclass(frozen=True, slots=True)
class _Stream:
    """A stream unpacked: its bytes (infinite over the limit), whether all of it could be unpacked, and,
    of what draws, how often it draws each object and which fonts it takes."""

    size: float
    whole: bool = True
    drawn: Mapping[str, int] = field(default_factory=dict)
    fonts: frozenset[str] = frozenset()


class _Scale:
    """Weighs the streams of an open PDF, then its pages."""

    def __init__(self, pdf: pikepdf.Pdf, path: Path, limits: Limits) -> None:
        self.pdf, self.path, self.limits = pdf, path, limits
        self.most = limits.unpacked * MB
        self.streams: dict[Key, _Stream] = {}
        self.weights: dict[Key, float] = {}

    def survey(self, relisted: bool) -> Survey:
        pages = [page.obj for page in self.pdf.pages]
        weights = [self._weight(page) for page in pages]
        for item in self._outside_streams():
            if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") == "/Image":
                continue
            if self._unpack(item, draws=False).size == math.inf and item.get("/Type") in _FRAME:
                raise _too_heavy(self.path, self.limits)
        over = {key for key, stream in self.streams.items() if stream.size == math.inf}
        torn = {key for key, stream in self.streams.items() if not stream.whole}
        heavy: dict[int, Phrase] = {}
        damaged: set[int] = set()
        for number, (page, weight) in enumerate(zip(pages, weights, strict=True), start=1):
            reached = self._reached(page) if over or torn else set()
            if weight > self.most or reached & over:
                heavy[number] = Phrase(
                    f"isi halaman mengembang melebihi batas {self.limits.unpacked} MB",
                    f"what is drawn on the page unpacks to more than the limit of {self.limits.unpacked} MB",
                )
            elif reached & torn or self._lacks_parts(page):
                damaged.add(number)
        layered = not heavy and is_layered(self.pdf)
        return Survey(len(pages), relisted, heavy, frozenset(damaged), layered)

    def _outside_streams(self) -> Iterator[Any]:
        """The objects that stand in the file by themselves, not within a stream: no stream stands in one."""
        table = self.pdf.get_xref_table()
        return (self.pdf.get_object(key) for key, entry in table.items() if entry.type == _BY_ITSELF)

    def _unpack(self, stream: Any, *, draws: bool = True) -> _Stream:
        key = stream.objgen
        if key not in self.streams:
            data, whole = _unpacked(stream, self.most)
            if data is None or len(data) > self.most:
                self.streams[key] = _Stream(math.inf)
            else:
                used = Counter(_USED.findall(data)) if draws else Counter()
                drawn = {name.decode("latin-1"): count for (name, do), count in used.items() if do}
                fonts = frozenset(name.decode("latin-1") for name, do in used if not do)
                self.streams[key] = _Stream(len(data), whole, drawn, fonts)
        return self.streams[key]

    def _weight(self, page: Any) -> float:
        """What a page unpacks to, with the forms that it draws."""
        resources = page.get("/Resources")
        return sum(self._unpack(each).size + self._forms(each, resources, 0) for each in _contents(page))

    def _forms(self, stream: Any, resources: Any, depth: int) -> float:
        """What the forms drawn by a stream unpack to, each as often as it is drawn."""
        names = self._unpack(stream).drawn
        objects = _entry(resources, "/XObject") if names else None
        if objects is None:
            return 0.0
        total = 0.0
        for name, count in names.items():
            form = objects.get(f"/{name}")
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                total += count * self._form(form, resources, depth + 1)
        return total

    def _form(self, form: Any, resources: Any, depth: int) -> float:
        key = form.objgen
        if key not in self.weights:
            self.weights[key] = math.inf  # a form that draws itself has no end
            if depth <= _DEPTH:
                own = self._unpack(form).size + _DRAWING
                self.weights[key] = own + self._forms(form, form.get("/Resources", resources), depth)
        return self.weights[key]

    def _lacks_parts(self, page: Any) -> bool:
        """Does a page use what is not in the file? Without its font its figures may come out as others."""
        streams = _contents(page)
        fonts = _entry(page.get("/Resources"), "/Font")
        known = set(fonts.keys()) if fonts is not None else set()
        if not streams:  # qpdf drops what refers to nothing; an empty page has no fonts
            return bool(known)
        taken = {f"/{name}" for each in streams for name in self._unpack(each).fonts if "#" not in name}
        return not taken <= known

    def _reached(self, page: Any) -> set[Key]:
        """The streams that a page uses: its contents, and all that hangs on its resources."""
        found: set[Key] = set()
        seen: set[Key] = set()
        todo = [page.get("/Contents"), page.get("/Resources")]
        while todo and len(seen) < _REACHED:
            item = todo.pop()
            if isinstance(item, pikepdf.Object) and item.is_indirect:
                if item.objgen in seen:
                    continue
                seen.add(item.objgen)
            if isinstance(item, pikepdf.Stream):
                found.add(item.objgen)
                todo.extend(value for key, value in item.items() if key != "/Parent")
            elif isinstance(item, pikepdf.Dictionary):
                todo.extend(value for key, value in item.items() if key not in ("/Parent", "/P"))
            elif isinstance(item, pikepdf.Array):
                todo.extend(item)
        return found


def _contents(page: Any) -> list[Any]:
    given = page.get("/Contents")
    parts = list(given) if isinstance(given, pikepdf.Array) else [given]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _entry(resources: Any, name: str) -> Any:
    """A dictionary of the resources, or None."""
    found = resources.get(name) if isinstance(resources, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Dictionary) else None


def _unpacked(stream: Any, most: int) -> tuple[bytes | None, bool]:
    """A stream's data, at most one byte more than ``most`` (None: too much to unpack at all), and whether
    that is all of it. What only a picture is packed with counts as its raw bytes."""
    filters = _filters(stream)
    if filters in (["/FlateDecode"], ["/Fl"]):  # nearly all; zlib itself tells a stream that is cut off
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(stream.read_raw_bytes(), most + 1)
        except (zlib.error, pikepdf.PdfError):
            return b"", False
        return data, unpacker.eof or len(data) > most
    if sum(name in _PACKING for name in filters) > 1 and any("LZW" in name for name in filters):
        return None, True  # qpdf has no bound for LZW, and nobody packs with it twice
    try:
        return stream.read_bytes(), True
    except pikepdf.PdfError as error:
        if _SPOILT in str(error) or len(filters) > _FILTERS:
            return None, True
        return b"", not any(name in _PACKING for name in filters)


def _filters(stream: Any) -> list[str]:
    given = stream.get("/Filter")
    return [
        str(name) for name in (given if isinstance(given, pikepdf.Array) else [given]) if name is not None
    ]


def _has_bomb(path: Path, most: int) -> bool:
    """Does a file that qpdf cannot open hold a packed stream over the limit, be it packed twice?"""
    data = path.read_bytes()
    for found in _STREAM.finditer(data):
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end > 0 else len(data)]
        for _ in range(_FILTERS):
            unpacker = zlib.decompressobj()
            try:
                packed = unpacker.decompress(packed, most + 1)
            except zlib.error:
                break
            if len(packed) > most:
                return True
    return False


def _too_heavy(path: Path, limits: Limits) -> ReportError:
    return ReportError(
        Phrase(
            f"{path.name}: isi berkas mengembang melebihi batas {limits.unpacked} MB",
            f"{path.name}: the file unpacks to more than the limit of {limits.unpacked} MB",
        )
    )
