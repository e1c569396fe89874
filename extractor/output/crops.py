"""Pictures of the places where the figures of the findings stand, shared and bounded.

A crop is what one finding shows of a page. Crops of a page that overlap share one picture, a band of the
page; a crop is then only a window onto its band. What is over a limit is left out, never a finding.
"""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from extractor.errors import ReportError
from extractor.model import Box
from extractor.opening import PLAIN, Opening
from extractor.output.marks import Mark
from extractor.reading import Report, open_report
from extractor.reading.frame import Frame
from extractor.reading.pictures import picture

CROPS_MAX = 6  # of one finding: an auditor compares two or three places; a total has its rows on one page
_ABOVE, _BELOW = 54.0, 36.0  # points around a figure: the row, its neighbours, in short tables the header
_TOGETHER = 70.0  # points between two figures that one crop shows
_SCALE = 1.8  # pixels to the point: small print stays readable at twice its size
_SMALLEST = 0.6  # of that scale: below, small print cannot be read
_PIXELS = 2200  # of the longer side at most: a poster needs no more to be read
_BYTES_PER_PIXEL = 0.075
"""What a picture of a page of text takes as WebP of this quality, in base64: 0.04 to 0.07 measured."""
_QUALITY = 55
_SPARE = 6.0  # points of white that are left at the sides
_WHITE = 245  # grey from which paper is white


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at: as it is shown, and turned until its text is upright, as crops show it."""

    shown: Frame
    upright: Frame

    def turned(self, box: Box) -> Box:
        """A box of the page as shown, on the upright page."""
        return self.upright.rect(*self.shown.own(box))

    def back(self, box: Box) -> Box:
        return self.shown.rect(*self.upright.own(box))

    @property
    def turn(self) -> int:
        """By how many degrees clockwise the shown page is turned."""
        return (self.upright.turn - self.shown.turn) % 360


@dataclass(frozen=True, slots=True)
class Drawn:
    """A mark with its boxes on the upright page."""

    mark: Mark
    boxes: tuple[Box, ...]

    @property
    def top(self) -> float:
        return min(box.top for box in self.boxes)

    @property
    def bottom(self) -> float:
        return max(box.bottom for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Crop:
    """What one finding shows of a page: the window in points from the upright page's top left, and its
    figures."""

    page: int
    top: float
    bottom: float
    marks: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A picture of a part of a page as a data address, and where it lies on the upright page, in points."""

    id: str
    page: int
    box: Box
    data: str

    def holds(self, crop: Crop) -> bool:
        return self.page == crop.page and self.box.top <= crop.top < self.box.bottom


def views(found: Sequence[Mark], source: Path, opening: Opening = PLAIN) -> dict[int, View]:
    """The views of the pages of some marks; none for pages, or a file, that cannot be opened."""
    pages = sorted({mark.place.page for mark in found})
    made: dict[int, View] = {}
    with suppress(ReportError), open_report(source, opening=opening) as report:
        for page in pages:
            with suppress(ReportError):
                made[page] = View(report.shown(page), report.upright(page))
    return made


def crops(found: Sequence[Mark], seen: Mapping[int, View]) -> dict[str, tuple[Crop, ...]]:
    """What to show of each finding, by its number: places questioned first, at most ``CROPS_MAX``. Pages
    that are not among the views are left out."""
    places: dict[tuple[str, int], list[Drawn]] = defaultdict(list)
    for mark in found:
        if view := seen.get(mark.place.page):
            boxes = tuple(view.turned(box) for box in mark.boxes)
            places[mark.number, mark.place.page].append(Drawn(mark, boxes))
    wanted: dict[str, list[Crop]] = defaultdict(list)
    for (number, page), here in places.items():
        wanted[number] += _clusters(page, here)
    return {number: tuple(sorted(each, key=_weight)[:CROPS_MAX]) for number, each in wanted.items()}


def _weight(crop: Crop) -> tuple[bool, bool, int]:
    own = [drawn.mark for drawn in crop.marks if not drawn.mark.derived]
    return not any(mark.place.questioned for mark in own), not own, crop.page


def _clusters(page: int, found: list[Drawn]) -> list[Crop]:
    """The figures of one finding on one page, those near each other in one crop."""
    made: list[Crop] = []
    near: list[Drawn] = []
    bottom = 0.0
    for drawn in sorted(found, key=lambda d: d.top):
        if near and drawn.top - bottom > _TOGETHER:
            made.append(_crop(page, near))
            near = []
        bottom = drawn.bottom if not near else max(bottom, drawn.bottom)
        near.append(drawn)
    if near:
        made.append(_crop(page, near))
    return made


def _crop(page: int, found: list[Drawn]) -> Crop:
    top = min(drawn.top for drawn in found)
    bottom = max(drawn.bottom for drawn in found)
    return Crop(page, max(0.0, top - _ABOVE), bottom + _BELOW, tuple(found))


def draw(
    source: Path, wanted: Iterable[Crop], seen: Mapping[int, View], budget: int, opening: Opening = PLAIN
) -> tuple[Band, ...]:
    """The bands that hold the crops, in the order in which they are wanted, as long as all of them together
    take at most ``budget`` bytes. A page that cannot be drawn has none; nor has a file that is gone."""
    ordered = list(wanted)
    if not ordered or budget <= 0:
        return ()
    try:
        with open_report(source, opening=opening) as report:
            return _draw(report, ordered, seen, budget)
    except ReportError:
        return ()


def _draw(report: Report, wanted: list[Crop], seen: Mapping[int, View], budget: int) -> tuple[Band, ...]:
    areas: dict[tuple[int, Box], None] = {}  # in the order in which crops want them
    spans = _merged(wanted)
    for crop in wanted:
        top, bottom = next(s for s in spans[crop.page] if s[0] <= crop.top and crop.bottom <= s[1])
        frame = seen[crop.page].upright
        areas.setdefault((crop.page, Box(0.0, top, frame.width, min(bottom, frame.height))))
    pixels = sum((a.x1 - a.x0) * (a.bottom - a.top) for _, a in areas) * _SCALE**2
    # Hundreds of findings: smaller pictures of all of them are worth more than sharp ones of a few.
    smaller = min(1.0, max(_SMALLEST, (budget / (pixels * _BYTES_PER_PIXEL + 1)) ** 0.5))
    made: list[Band] = []
    for page, area in areas:
        try:
            data, box = _encoded(report, page, area, seen[page], _SCALE * smaller)
        except ReportError:
            continue
        if len(data) <= budget:
            budget -= len(data)
            made.append(Band(f"b{len(made)}", page, box, data))
    return tuple(made)


def _merged(wanted: Iterable[Crop]) -> dict[int, list[tuple[float, float]]]:
    """The spans of each page that crops cover, from top to bottom."""
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for crop in sorted(wanted, key=lambda c: (c.page, c.top)):
        page = spans[crop.page]
        if page and crop.top <= page[-1][1]:
            page[-1] = (page[-1][0], max(page[-1][1], crop.bottom))
        else:
            page.append((crop.top, crop.bottom))
    return spans


def _encoded(report: Report, page: int, area: Box, view: View, scale: float) -> tuple[str, Box]:
    """The picture of an area without the white at its sides, and the area that is left."""
    longest = max(area.x1 - area.x0, area.bottom - area.top)
    scale = min(scale, _PIXELS / longest)
    drawn = picture(report, page, view.back(area), scale).rotate(-view.turn, expand=True)
    left, right = _inked(drawn)
    spare = round(_SPARE * scale)
    left, right = max(0, left - spare), min(drawn.width, right + spare)
    drawn = drawn.crop((left, 0, right, drawn.height))
    target = io.BytesIO()
    drawn.save(target, "WEBP", quality=_QUALITY, method=2)
    data = "data:image/webp;base64," + base64.b64encode(target.getvalue()).decode("ascii")
    return data, Box(left / scale, area.top, right / scale, area.bottom)


def _inked(drawn: Image.Image) -> tuple[int, int]:
    """The columns of pixels between which something is printed; all of them on an empty picture."""
    grey = ImageOps.invert(drawn.convert("L")).point(lambda ink: 255 if ink > 255 - _WHITE else 0)
    found = grey.getbbox()
    return (found[0], found[2]) if found else (0, drawn.width)
