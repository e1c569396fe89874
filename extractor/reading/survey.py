"""A second look at a PDF before pdfium reads it: qpdf counts its pages and weighs what they unpack to.

pdfium unpacks a stream to a gigabyte and follows forms that draw forms without end; nothing of that can be
stopped once it runs. So every stream is unpacked here first, within a bound that qpdf keeps, and a page that
weighs too much is never shown to pdfium. All files at hand take 5 to 70 ms.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from extractor.errors import ReportError
from extractor.limits import MB, Limits
from extractor.model import Phrase

_DRAWN = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do\b")
_SHOWN = re.compile(rb"[\])>]\s*(?:T[jJ]|['\"])")  # a string followed by an operator that shows text
_STREAM = re.compile(rb"stream\r?\n")
_PACKING = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
_FILTERS = 4  # of one stream; a stream packed twice and written as text has three
_REACHED = 20_000  # objects walked from one page; a page with 30 fonts has some hundreds
_DEPTH = 40  # of forms in forms; word processors make three
_WARNINGS = 2000  # of qpdf for one file, before it gives up
_SPOILT = "memory limit exceeded"  # qpdf's words for a stream over the bound

Key = tuple[int, int]


@dataclass(frozen=True)
class Survey:
    """What qpdf says of a PDF. ``pages`` is None if qpdf cannot open it."""

    pages: int | None = None
    heavy: Mapping[int, Phrase] = field(default_factory=dict)
    """Pages (from 1) that must not be read, and why."""
    damaged: frozenset[int] = frozenset()
    """Pages of which a part cannot be unpacked or is not in the file."""


def survey(path: Path, password: str | None, limits: Limits) -> Survey:
    """Weigh the pages of a file. Raises ReportError if its frame alone unpacks to more than the limit."""
    with _bounds(limits):
        try:
            with pikepdf.open(path, password=password or "") as pdf:
                if len(pdf.pages) > limits.pages:
                    return Survey(len(pdf.pages))
                return _Scale(pdf, path, limits).survey()
        except ReportError:
            raise
        except pikepdf.PasswordError:
            return Survey()
        except Exception:  # qpdf's binding raises anything; pdfium may still open the file
            pass
    if _has_bomb(path, limits.unpacked * MB):
        raise _too_heavy(path, limits)
    return Survey()


def repaired(path: Path, password: str | None, limits: Limits) -> bytes | None:
    """The file as qpdf writes it anew, without a password; None if qpdf cannot."""
    out = BytesIO()
    with _bounds(limits):
        try:
            with pikepdf.open(path, password=password or "") as pdf:
                pdf.save(out, encryption=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        except Exception:
            return None
    return out.getvalue()


def shows_text(path: Path, password: str | None, number: int, limits: Limits) -> bool:
    """Does a page say in its content that it shows text, whatever can be made of it?"""
    with _bounds(limits):
        try:
            with pikepdf.open(path, password=password or "") as pdf:
                streams = _contents(pdf.pages[number - 1].obj)
                return any(_SHOWN.search(stream.read_bytes()) for stream in streams)
        except Exception:
            return False


@contextmanager
def _bounds(limits: Limits) -> Iterator[None]:
    """qpdf's own limits, which hold for the whole process, set for as long as one file is open."""
    most = min(limits.unpacked * MB, 2**32 - 1)
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most,
        run_length_max_memory=most,
        png_max_memory=most,
        tiff_max_memory=most,
        max_stream_filters=_FILTERS,
        doc_max_warnings=_WARNINGS,
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]  # integers, all of them


class _Scale:
    """Weighs the streams of an open PDF, then its pages."""

    def __init__(self, pdf: pikepdf.Pdf, path: Path, limits: Limits) -> None:
        self.pdf, self.path, self.limits = pdf, path, limits
        self.most = limits.unpacked * MB
        self.sizes: dict[Key, float] = {}  # bytes unpacked, infinite over the limit
        self.spoilt: set[Key] = set()  # cannot be unpacked whole
        self.forms = False
        self.drawn: dict[Key, Counter[str]] = {}
        self.weights: dict[Key, float] = {}

    def survey(self) -> Survey:
        for item in self.pdf.objects:
            if isinstance(item, pikepdf.Stream):
                kind = item.get("/Subtype")
                self.forms = self.forms or kind == "/Form"
                if kind != "/Image" and self._size(item) == math.inf and _is_frame(item):
                    raise _too_heavy(self.path, self.limits)
        heavy: dict[int, Phrase] = {}
        damaged: set[int] = set()
        over = {key for key, size in self.sizes.items() if size == math.inf}
        for number, page in enumerate(self.pdf.pages, start=1):
            weight, whole = self._page(page.obj)
            reached = self._reached(page.obj) if over or self.spoilt else set()
            if weight > self.most or reached & over:
                heavy[number] = Phrase(
                    f"isi halaman mengembang melebihi batas {self.limits.unpacked} MB",
                    f"what is drawn on the page unpacks to more than the limit of {self.limits.unpacked} MB",
                )
            elif not whole or reached & self.spoilt:
                damaged.add(number)
        return Survey(len(self.pdf.pages), heavy, frozenset(damaged))

    def _size(self, stream: Any) -> float:
        key = stream.objgen
        if key not in self.sizes:
            self.sizes[key] = self._unpacked(stream)
        return self.sizes[key]

    def _unpacked(self, stream: Any) -> float:
        filters = _filters(stream)
        if sum(name in _PACKING for name in filters) > 1 and any("LZW" in name for name in filters):
            return math.inf  # qpdf has no bound for LZW, and nobody packs with it twice
        try:
            size = len(stream.read_bytes())
        except pikepdf.PdfError as error:
            if _SPOILT in str(error) or len(filters) > _FILTERS:
                return math.inf
            if any(name in _PACKING for name in filters):
                self.spoilt.add(stream.objgen)
            return 0.0
        return math.inf if size > self.most else float(size)

    def _page(self, page: Any) -> tuple[float, bool]:
        """What a page unpacks to with the forms it draws, and whether all its parts are in the file."""
        given = page.get("/Contents")
        streams = _contents(page)
        whole = given is None or bool(streams) or isinstance(given, pikepdf.Array)
        if isinstance(given, pikepdf.Array):
            whole = len(streams) == len(given)
        resources = page.get("/Resources")
        weight = sum(self._size(stream) for stream in streams)
        if self.forms and weight < math.inf:
            weight += sum(self._forms(stream, resources, 0) for stream in streams)
        return weight, whole and _has_fonts(resources)

    def _forms(self, stream: Any, resources: Any, depth: int) -> float:
        """What the forms drawn by a stream unpack to, each as often as it is drawn."""
        names = self._names(stream)
        if not names or not isinstance(resources, pikepdf.Dictionary):
            return 0.0
        objects = resources.get("/XObject")
        if not isinstance(objects, pikepdf.Dictionary):
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
                own = self._size(form) + 1
                self.weights[key] = own + self._forms(form, form.get("/Resources", resources), depth)
        return self.weights[key]

    def _names(self, stream: Any) -> Counter[str]:
        key = stream.objgen
        if key not in self.drawn:
            try:
                data = stream.read_bytes()
            except pikepdf.PdfError:
                data = b""
            self.drawn[key] = Counter(name.decode("latin-1") for name in _DRAWN.findall(data))
        return self.drawn[key]

    def _reached(self, page: Any) -> set[Key]:
        """The streams that a page uses: its contents, and all that hangs on its resources."""
        found: set[Key] = set()
        seen: set[Key] = set()
        todo = [page.get("/Contents"), page.get("/Resources")]
        for _ in range(_REACHED):
            if not todo:
                break
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


def _has_fonts(resources: Any) -> bool:
    """Are all fonts of a page in the file? Without its font the figures of a page may come out as others."""
    fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(fonts, pikepdf.Dictionary):
        return True
    return all(isinstance(font, pikepdf.Dictionary) for _, font in fonts.items())


def _is_frame(stream: Any) -> bool:
    """Does a stream hold the objects of the file or the table of where they are?"""
    return stream.get("/Type") in ("/ObjStm", "/XRef")


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
