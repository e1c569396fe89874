"""Pictures of the places where the figures of the findings stand, shared and bounded.

A crop is what one finding shows of a page. Crops of a page that overlap share one picture, a band of the
page; a crop is then only a window onto its band. What is over a limit is left out, never a finding.
"""

from __future__ import annotations

import base64
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from extractor.errors import ReportError
from extractor.model import Box
from extractor.output.marks import Mark
from extractor.reading import Report, open_report
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
class Crop:
    """What one finding shows of a page: the window in points from the page's top left, and its figures."""

    page: int
    top: float
    bottom: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A picture of a part of a page as a data address, and where on the page it lies, in points."""

    id: str
    page: int
    box: Box
    data: str

    def holds(self, crop: Crop) -> bool:
        return self.page == crop.page and self.box.top <= crop.top < self.box.bottom


def crops(found: Sequence[Mark]) -> dict[str, tuple[Crop, ...]]:
    """What to show of each finding, by its number: places questioned first, at most ``CROPS_MAX``."""
    places: dict[tuple[str, int], list[Mark]] = defaultdict(list)
    for mark in found:
        places[mark.number, mark.place.page].append(mark)
    wanted: dict[str, list[Crop]] = defaultdict(list)
    for (number, page), here in places.items():
        wanted[number] += _clusters(page, here)
    return {number: tuple(sorted(each, key=_weight)[:CROPS_MAX]) for number, each in wanted.items()}


def _weight(crop: Crop) -> tuple[bool, bool, int]:
    own = [mark for mark in crop.marks if not mark.derived]
    return not any(mark.place.questioned for mark in own), not own, crop.page


def _clusters(page: int, found: list[Mark]) -> list[Crop]:
    """The figures of one finding on one page, those near each other in one crop."""
    made: list[Crop] = []
    near: list[Mark] = []
    bottom = 0.0
    for mark in sorted(found, key=lambda m: m.place.bbox.top):
        if near and mark.place.bbox.top - bottom > _TOGETHER:
            made.append(_crop(page, near))
            near = []
        bottom = mark.place.bbox.bottom if not near else max(bottom, mark.place.bbox.bottom)
        near.append(mark)
    if near:
        made.append(_crop(page, near))
    return made


def _crop(page: int, found: list[Mark]) -> Crop:
    top = min(mark.place.bbox.top for mark in found)
    bottom = max(mark.place.bbox.bottom for mark in found)
    return Crop(page, max(0.0, top - _ABOVE), bottom + _BELOW, tuple(found))


def draw(source: Path, wanted: Iterable[Crop], budget: int) -> tuple[Band, ...]:
    """The bands that hold the crops, in the order in which they are wanted, as long as all of them together
    take at most ``budget`` bytes. A page that cannot be drawn has none; nor has a file that is gone."""
    ordered = list(wanted)
    if not ordered or budget <= 0:
        return ()
    try:
        with open_report(source) as report:
            return _draw(report, ordered, budget)
    except ReportError:
        return ()


def _draw(report: Report, wanted: list[Crop], budget: int) -> tuple[Band, ...]:
    areas: dict[tuple[int, Box], None] = {}  # in the order in which crops want them
    frames = {page: report.shown(page) for page in {crop.page for crop in wanted}}
    spans = _merged(wanted)
    for crop in wanted:
        top, bottom = next(s for s in spans[crop.page] if s[0] <= crop.top and crop.bottom <= s[1])
        frame = frames[crop.page]
        areas.setdefault((crop.page, Box(0.0, top, frame.width, min(bottom, frame.height))))
    pixels = sum((a.x1 - a.x0) * (a.bottom - a.top) for _, a in areas) * _SCALE**2
    # Hundreds of findings: smaller pictures of all of them are worth more than sharp ones of a few.
    smaller = min(1.0, max(_SMALLEST, (budget / (pixels * _BYTES_PER_PIXEL + 1)) ** 0.5))
    made: list[Band] = []
    for page, area in areas:
        try:
            data, box = _encoded(report, page, area, _SCALE * smaller)
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


def _encoded(report: Report, page: int, area: Box, scale: float) -> tuple[str, Box]:
    """The picture of an area without the white at its sides, and the area that is left."""
    longest = max(area.x1 - area.x0, area.bottom - area.top)
    scale = min(scale, _PIXELS / longest)
    drawn = picture(report, page, area, scale)
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
