"""Rulings, fills and images of a page from pdfium's page objects, form XObjects walked with their
matrices."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractor.reading.calls import handle, handles, integers

THIN = 3.0
"""Points. A filled rectangle no thicker than this is a line: Word draws borders as rectangles of 0.5 to
2.25 points, and no cell is lower than a line of text."""
MIN_LINE = 2.0  # shorter strokes are dots of a leader or parts of a letter
MAX_OBJECTS = 200_000  # drawing objects per page; a map or a chart may have tens of thousands
_DOTS = 6  # of a dotted line; the squares where borders meet are not that many so close together
_BETWEEN_DOTS = 2.5  # points; the dots of a border are as far apart as they are thick, 0.5 to 2.25 points
_LEVEL = 0.5  # points, twice what the dots of one line may differ by
_OPAQUE = 250  # of 255; at its edges an image is blended with the paper
_PICTURES = 40  # of a page that are asked whether they cover its text; some printers cut a scan into strips
MAX_DEPTH = 12  # nested form XObjects
_PATH, _IMAGE, _FORM = pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM
_TEXT = pdfium.FPDF_PAGEOBJ_TEXT


class Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def times(self, outer: Matrix) -> Matrix:
        """First this matrix, then the outer one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        if self is IDENTITY:
            return x0, y0, x1, y1
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        cx, cy = self.point(x0, y1)
        dx, dy = self.point(x1, y0)
        return min(ax, bx, cx, dx), min(ay, by, cy, dy), max(ax, bx, cx, dx), max(ay, by, cy, dy)


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)
Rect = tuple[float, float, float, float]


@dataclass
class Drawings:
    """Rectangles in the page's own coordinates (x0, y0, x1, y1; origin bottom left)."""

    lines: list[Rect] = field(default_factory=list)
    fills: list[Rect] = field(default_factory=list)
    images: list[Rect] = field(default_factory=list)
    dots: list[Rect] = field(default_factory=list)  # smaller than a line
    pixels: int = 0  # of the largest image, as it says itself
    shapes: int = 0  # filled areas with more sides than a rectangle: curves, letters drawn as outlines
    objects: int = 0  # looked at
    cut: bool = False  # there were more objects than are read


class _Buffers:
    """ctypes values that every call fills anew."""

    def __init__(self) -> None:
        self.left, self.bottom, self.right, self.top = (ctypes.c_float() for _ in range(4))
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.width = ctypes.c_float()
        self.rgba = [ctypes.c_uint() for _ in range(4)]
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.matrix = pdfium.FS_MATRIX()
        self.wide, self.high = ctypes.c_uint(), ctypes.c_uint()


def read(page: ctypes.c_void_p) -> Drawings:
    """All lines, fills and images of a page."""
    found = Drawings()
    count = max(0, pdfium.FPDFPage_CountObjects(page))
    _visit(_PAGE, page, count, IDENTITY, found, _Buffers(), depth=0)
    if len(found.dots) >= _DOTS * (1 + len(found.lines)):  # where borders meet there are fewer than lines
        found.lines += _dotted(found.dots)
        found.lines += [
            (x0, y0, x1, y1) for y0, x0, y1, x1 in _dotted([(b, a, d, c) for a, b, c, d in found.dots])
        ]
    return found


def _dotted(dots: list[Rect]) -> Iterator[Rect]:
    """The level lines that are drawn dot by dot, as browsers draw dotted borders."""
    rows: dict[int, list[Rect]] = {}
    for dot in dots:
        rows.setdefault(round((dot[1] + dot[3]) / _LEVEL), []).append(dot)
    for row in rows.values():
        row.sort()
        run = row[:1]
        for dot in [*row[1:], (math.inf, 0.0, math.inf, 0.0)]:
            if dot[0] - run[-1][2] > _BETWEEN_DOTS:
                if len(run) >= _DOTS:
                    yield run[0][0], run[0][1], run[-1][2], run[0][3]
                run = []
            run.append(dot)


@dataclass(frozen=True, slots=True)
class _Holder:
    """How the objects of what holds some are asked for: as pointers, and sooner, as integers."""

    get: Callable[[ctypes.c_void_p, int], ctypes.c_void_p]
    handle: Callable[..., int | None]


_PAGE = _Holder(pdfium.FPDFPage_GetObject, handles(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int))
_IN_FORM = _Holder(
    pdfium.FPDFFormObj_GetObject, handles(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong)
)
_kind = integers(pdfium.FPDFPageObj_GetType, ctypes.c_void_p)


def _visit(
    holder: _Holder,
    outside: ctypes.c_void_p,
    count: int,
    outer: Matrix,
    found: Drawings,
    b: _Buffers,
    depth: int,
) -> None:
    """The objects of a page or a form. More than half of them are text, and only their kind is asked."""
    if count > MAX_OBJECTS - found.objects:
        found.cut = True
        count = MAX_OBJECTS - found.objects
    found.objects += count
    objects = map(holder.handle, repeat(handle(outside)), range(count))
    for index, kind in enumerate(map(_kind, objects)):
        if kind == _TEXT:
            continue
        item = holder.get(outside, index)
        if kind == _PATH:
            _path(item, outer, found, b)
        elif kind == _IMAGE:
            if pdfium.FPDFPageObj_GetBounds(item, b.left, b.bottom, b.right, b.top):
                found.images.append(outer.rect(b.left.value, b.bottom.value, b.right.value, b.top.value))
            if pdfium.FPDFImageObj_GetImagePixelSize(item, b.wide, b.high):
                found.pixels = max(found.pixels, b.wide.value * b.high.value)
        elif kind == _FORM and depth < MAX_DEPTH:
            inner = outer
            if pdfium.FPDFPageObj_GetMatrix(item, b.matrix):
                m = b.matrix
                inner = Matrix(m.a, m.b, m.c, m.d, m.e, m.f).times(outer)
            parts = max(0, pdfium.FPDFFormObj_CountObjects(item))
            _visit(_IN_FORM, item, parts, inner, found, b, depth + 1)


def unseen_text(page: pypdfium2.PdfPage, most: int) -> float:
    """The share of a page's pieces of text, of the first ``most``, that nobody sees: not painted, or painted
    before a picture that covers them. Both are somebody's OCR of the picture."""
    count = min(MAX_OBJECTS, max(0, pdfium.FPDFPage_CountObjects(page.raw)))
    kinds = list(map(_kind, map(_PAGE.handle, repeat(handle(page.raw)), range(count))))
    pictures = [i for i, kind in enumerate(kinds) if kind == _IMAGE]
    covers = [(i, _around(page, i)) for i in pictures if any(kind == _TEXT for kind in kinds[:i])]
    opaque = {i: _is_opaque(page, i) for i, _ in covers[:_PICTURES]}
    seen = hidden = 0
    for index in [i for i, kind in enumerate(kinds) if kind == _TEXT][:most]:
        seen += 1
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
            hidden += 1
            continue
        x0, y0, x1, y1 = _around(page, index)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        hidden += any(
            i > index and opaque.get(i, False) and left <= x <= right and bottom <= y <= top
            for i, (left, bottom, right, top) in covers
        )
    return hidden / seen if seen else 0.0


def _around(page: pypdfium2.PdfPage, index: int) -> Rect:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(pdfium.FPDFPage_GetObject(page.raw, index), *sides):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _is_opaque(page: pypdfium2.PdfPage, index: int) -> bool:
    """Does a picture cover what was drawn before it? A stencil, a soft mask and a blend let it be seen."""
    item = pdfium.FPDFPage_GetObject(page.raw, index)
    if pdfium.FPDFPageObj_HasTransparency(item):
        return False
    raw = pdfium.FPDFImageObj_GetRenderedBitmap(page.pdf, page.raw, item)
    if not raw:
        return False
    pixels = pypdfium2.PdfBitmap.from_raw(raw).to_numpy()
    return bool(pixels.ndim == 2 or pixels.shape[2] < 4 or pixels[:, :, 3].mean() >= _OPAQUE)


def _path(item: ctypes.c_void_p, outer: Matrix, found: Drawings, b: _Buffers) -> None:
    if not pdfium.FPDFPath_GetDrawMode(item, b.fill, b.stroke):
        return
    filled, stroked = b.fill.value != 0, b.stroke.value != 0
    if not (filled or stroked):
        return
    if not pdfium.FPDFPageObj_GetBounds(item, b.left, b.bottom, b.right, b.top):
        return
    rect = outer.rect(b.left.value, b.bottom.value, b.right.value, b.top.value)
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    if max(wide, high) < MIN_LINE:
        found.dots.append(rect)  # also the squares where borders meet, a third of all paths
        return
    if filled and not stroked:
        if (wide <= THIN) != (high <= THIN):
            kept = found.lines
        elif wide > THIN and pdfium.FPDFPath_CountSegments(item) <= 6:
            kept = found.fills
        else:
            found.shapes += 1
            return
        if not _white(item, b):
            kept.append(rect)
        return
    if pdfium.FPDFPageObj_GetStrokeColor(item, *b.rgba) and _is_white([c.value for c in b.rgba]):
        return
    if filled and min(wide, high) > THIN:
        found.fills.append(rect)
    _strokes(item, outer, found, b)


def _white(item: ctypes.c_void_p, b: _Buffers) -> bool:
    return bool(pdfium.FPDFPageObj_GetFillColor(item, *b.rgba)) and _is_white([c.value for c in b.rgba])


def _is_white(rgba: list[int]) -> bool:
    return rgba[3] == 0 or min(rgba[:3]) >= 250


_LINE_TO, _MOVE_TO = pdfium.FPDF_SEGMENT_LINETO, pdfium.FPDF_SEGMENT_MOVETO
_MAX_SEGMENTS = 4000  # of one path; charts and maps have more and are no table


def _strokes(item: ctypes.c_void_p, outer: Matrix, found: Drawings, b: _Buffers) -> None:
    """The straight segments of a stroked path that run along an axis."""
    count = pdfium.FPDFPath_CountSegments(item)
    if count > _MAX_SEGMENTS:
        return
    matrix = outer
    if pdfium.FPDFPageObj_GetMatrix(item, b.matrix):
        m = b.matrix
        matrix = Matrix(m.a, m.b, m.c, m.d, m.e, m.f).times(outer)
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, b.x, b.y)
        point = matrix.point(b.x.value, b.y.value)
        if kind == _MOVE_TO:
            start = point
        elif kind == _LINE_TO:
            _add_line(last, point, found)
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            _add_line(last, start, found)


def _add_line(p: tuple[float, float], q: tuple[float, float], found: Drawings) -> None:
    dx, dy = abs(p[0] - q[0]), abs(p[1] - q[1])
    if min(dx, dy) <= 1.0 and max(dx, dy) >= MIN_LINE:
        found.lines.append((min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])))
