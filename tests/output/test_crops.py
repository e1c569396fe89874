"""Parts of pages for the findings: what they show, that they are shared, that they are bounded."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, FloatObject, NameObject

from extractor.model import Box
from extractor.output.crops import CROPS_MAX, Band, crops, draw, views
from extractor.output.marks import marks
from extractor.reading import open_report
from extractor.reading.pictures import picture


def image(band: Band) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(band.data.partition(",")[2])))


def test_near_figures_share_a_crop_and_crops_share_a_band(audited) -> None:
    found, path = audited("naker")
    seen = views(marks(found, "id"), path)
    wanted = crops(marks(found, "id"), seen)
    every = [crop for each in wanted.values() for crop in each]
    bands = draw(path, every, seen, 10_000_000)
    assert all(len(each) <= CROPS_MAX for each in wanted.values())
    assert len(bands) < len(every)
    for crop in every:
        band = next(b for b in bands if b.holds(crop))
        for drawn in crop.marks:
            x0, top, x1, bottom = drawn.mark.place.bbox
            assert band.box.x0 <= x0 < x1 <= band.box.x1
            assert crop.top <= top < bottom <= crop.bottom


def test_a_band_shows_what_it_says(audited) -> None:
    found, path = audited("naker")
    seen = views(marks(found, "id"), path)
    (crop, *_) = crops(marks(found, "id"), seen)["1"]
    (band,) = draw(path, [crop], seen, 10_000_000)
    wide, high = image(band).size
    ratio = (band.box.x1 - band.box.x0) / (band.box.bottom - band.box.top)
    assert wide / high == pytest.approx(ratio, rel=0.02)


def test_budget_is_kept(audited) -> None:
    found, path = audited("naker")
    seen = views(marks(found, "id"), path)
    every = [crop for each in crops(marks(found, "id"), seen).values() for crop in each]
    bands = draw(path, every, seen, 100_000)
    assert bands and sum(len(band.data) for band in bands) <= 100_000
    assert draw(path, every, seen, 0) == () and draw(path, [], seen, 1000) == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pictures_of_turned_and_cropped_pages_show_the_figures(
    samples: Path, tmp_path: Path, turn: int
) -> None:
    """The ink of a figure lies in its box, on the page as it is shown."""
    writer = PdfWriter(clone_from=PdfReader(samples / "naker.pdf"))
    for page in writer.pages:
        page[NameObject("/Rotate")] = FloatObject(turn)
        left, bottom, right, top = (float(x) for x in page.mediabox)
        page[NameObject("/CropBox")] = ArrayObject(
            FloatObject(x) for x in (left + 12, bottom + 25, right - 7, top - 3)
        )
    path = tmp_path / "turned.pdf"
    writer.write(path)
    with open_report(path) as report:
        page = report.page(3)
        for word in [w for w in page.words if w.text in ("54,91%", "75,52%", "137,53")]:
            x0, top, x1, bottom = page.on_page(word.box)
            near = picture(report, 3, Box(x0 - 1, top - 1, x1 + 1, bottom + 1), 3.0).convert("L")
            inked = near.point(lambda grey: 255 if grey < 128 else 0).getbbox()
            assert inked is not None
            # The ink fills the box: it is the word's, not a part of a neighbour's.
            assert inked[2] - inked[0] > 0.8 * (x1 - x0) * 3
            assert inked[3] - inked[1] > 0.6 * (bottom - top) * 3


def test_page_that_cannot_be_drawn_has_no_picture(audited, tmp_path: Path) -> None:
    found, path = audited("naker")
    seen = views(marks(found, "id"), path)
    (crop, *_) = crops(marks(found, "id"), seen)["1"]
    assert draw(tmp_path / "hilang.pdf", [crop], seen, 1_000_000) == ()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_turned_upright(audited, tmp_path: Path, turn: int) -> None:
    found, path = audited("naker")
    writer = PdfWriter(clone_from=PdfReader(path))
    for page in writer.pages:
        page[NameObject("/Rotate")] = FloatObject(turn)
    turned = tmp_path / "turned.pdf"
    writer.write(turned)
    upright = views(marks(found, "id"), path)[3]
    sideways = views(marks(found, "id"), turned)[3]
    assert (upright.turn, sideways.turn) == (0, (360 - turn) % 360)
    box = Box(368.0, 295.0, 396.0, 304.0)  # on the upright page
    shown = sideways.back(box)
    assert sideways.turned(shown) == pytest.approx(box)
    (crop, *_) = crops(marks(found, "id"), {3: upright})["1"]
    (straight,) = draw(path, [crop], {3: upright}, 10_000_000)
    (turned_back,) = draw(turned, [crop], {3: sideways}, 10_000_000)
    assert turned_back.box == pytest.approx(straight.box, abs=1)
    one, two = (image(band).convert("L").resize((400, 100)) for band in (straight, turned_back))
    assert ImageStat.Stat(ImageChops.difference(one, two)).mean[0] < 8
