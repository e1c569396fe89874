"""Rulings, fills and images of a page from pdfium's page objects, form XObjects walked with their
matrices."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from extractor.reading.calls import handle, handles, integers, unchecked

THIN = 3.0
"""Points. A filled rectangle no thicker than this is a line: Word draws borders as rectangles of 0.5 to
2.25 points, and no cell is lower than a line of text."""
MIN_LINE = 2.0  # shorter strokes are dots of a leader or parts of a letter
MAX_OBJECTS = 200_000  # drawing objects per page; a map or a chart may have tens of thousands
_DOTS = 6  # of a dotted line; the squares where borders meet are not that many so close together
_BETWEEN_DOTS = 2.5  # points; the dots of a border are as far apart as they are thick, 0.5 to 2.25 points
_LEVEL = 0.5  # points, twice what the dots of one line may differ by
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
    """Values that every call fills anew, and pointers to them."""

    def __init__(self) -> None:
        self.sides = (ctypes.c_float * 4)()  # left, bottom, right, top
        self.to_sides = _pointers(self.sides)
        self.rgba = (ctypes.c_uint * 4)()
        self.to_rgba = _pointers(self.rgba)
        self.modes = (ctypes.c_int * 2)()  # of filling and of stroking
        self.to_modes = _pointers(self.modes)
        self.size = (ctypes.c_uint * 2)()
        self.to_size = _pointers(self.size)
        self.point = (ctypes.c_float * 2)()
        self.to_point = _pointers(self.point)
        self.matrix = pdfium.FS_MATRIX()
        self.to_matrix = ctypes.byref(self.matrix)


def _pointers(array: ctypes.Array[Any]) -> list[Any]:
    """Pointers to the elements of an array."""
    size = ctypes.sizeof(array) // len(array)
    return [ctypes.byref(array, size * index) for index in range(len(array))]


def read(page: ctypes.c_void_p) -> Drawings:
    """All lines, fills and images of a page."""
    found = Drawings()
    count = max(0, pdfium.FPDFPage_CountObjects(page))
    _visit(partial(_of_page, handle(page)), count, IDENTITY, found, _Buffers(), depth=0)
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


_of_page = handles(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int)
_of_form = handles(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong)
_of_path = handles(pdfium.FPDFPath_GetPathSegment, ctypes.c_void_p, ctypes.c_int)
_kind = integers(pdfium.FPDFPageObj_GetType, ctypes.c_void_p)
_get_bounds = unchecked(pdfium.FPDFPageObj_GetBounds)
_get_matrix = unchecked(pdfium.FPDFPageObj_GetMatrix)
_get_fill_color = unchecked(pdfium.FPDFPageObj_GetFillColor)
_get_stroke_color = unchecked(pdfium.FPDFPageObj_GetStrokeColor)
_get_modes = unchecked(pdfium.FPDFPath_GetDrawMode)
_get_size = unchecked(pdfium.FPDFImageObj_GetImagePixelSize)
_count_parts = unchecked(pdfium.FPDFFormObj_CountObjects)
_count_segments = unchecked(pdfium.FPDFPath_CountSegments)
_segment_kind = unchecked(pdfium.FPDFPathSegment_GetType)
_get_point = unchecked(pdfium.FPDFPathSegment_GetPoint)
_closes = unchecked(pdfium.FPDFPathSegment_GetClose)


def _visit(
    objects: Callable[[int], int | None],
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
    for object_ in map(objects, range(count)):
        kind = _kind(object_)
        if kind == _TEXT:
            continue
        item = ctypes.c_void_p(object_)
        if kind == _PATH:
            _path(item, outer, found, b)
        elif kind == _IMAGE:
            if _get_bounds(item, *b.to_sides):
                found.images.append(outer.rect(*b.sides))
            if _get_size(item, *b.to_size):
                found.pixels = max(found.pixels, b.size[0] * b.size[1])
        elif kind == _FORM and depth < MAX_DEPTH:
            parts = max(0, _count_parts(item))
            _visit(partial(_of_form, object_), parts, _inner(item, outer, b), found, b, depth + 1)


def _inner(item: ctypes.c_void_p, outer: Matrix, b: _Buffers) -> Matrix:
    """The matrix of what an object holds."""
    if not _get_matrix(item, b.to_matrix):
        return outer
    m = b.matrix
    return Matrix(m.a, m.b, m.c, m.d, m.e, m.f).times(outer)


def _path(item: ctypes.c_void_p, outer: Matrix, found: Drawings, b: _Buffers) -> None:
    if not _get_modes(item, *b.to_modes):
        return
    filled, stroked = b.modes
    if not (filled or stroked) or not _get_bounds(item, *b.to_sides):
        return
    rect = outer.rect(*b.sides)
    wide, high = rect[2] - rect[0], rect[3] - rect[1]
    if wide < MIN_LINE and high < MIN_LINE:
        found.dots.append(rect)  # also the squares where borders meet, a third of all paths
        return
    if filled and not stroked:
        if (wide <= THIN) != (high <= THIN):
            kept = found.lines
        elif wide > THIN and _count_segments(item) <= 6:
            kept = found.fills
        else:
            found.shapes += 1
            return
        if not _is_white(_get_fill_color, item, b):
            kept.append(rect)
        return
    if _is_white(_get_stroke_color, item, b):
        return
    if filled and min(wide, high) > THIN:
        found.fills.append(rect)
    _strokes(item, outer, found, b)


def _is_white(color: Callable[..., int], item: ctypes.c_void_p, b: _Buffers) -> bool:
    """Is an object as white as the paper, or transparent?"""
    if not color(item, *b.to_rgba):
        return False
    red, green, blue, alpha = b.rgba
    return alpha == 0 or min(red, green, blue) >= 250


_LINE_TO, _MOVE_TO = pdfium.FPDF_SEGMENT_LINETO, pdfium.FPDF_SEGMENT_MOVETO
_MAX_SEGMENTS = 4000  # of one path; charts and maps have more and are no table


def _strokes(item: ctypes.c_void_p, outer: Matrix, found: Drawings, b: _Buffers) -> None:
    """The straight segments of a stroked path that run along an axis."""
    count = _count_segments(item)
    if count > _MAX_SEGMENTS:
        return
    matrix = _inner(item, outer, b)
    path = item.value
    start = last = (0.0, 0.0)
    for index in range(count):
        segment = ctypes.c_void_p(_of_path(path, index))
        kind = _segment_kind(segment)
        _get_point(segment, *b.to_point)
        point = matrix.point(*b.point)
        if kind == _MOVE_TO:
            start = point
        elif kind == _LINE_TO:
            _add_line(last, point, found)
        last = point
        if _closes(segment):
            _add_line(last, start, found)


def _add_line(p: tuple[float, float], q: tuple[float, float], found: Drawings) -> None:
    dx, dy = abs(p[0] - q[0]), abs(p[1] - q[1])
    if min(dx, dy) <= 1.0 and max(dx, dy) >= MIN_LINE:
        found.lines.append((min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])))
