"""Pages turned upright, and boxes that find their way back."""

from __future__ import annotations

import math
from itertools import pairwise

import bars
import cv2
import numpy as np
import pytest

from extractor.model import Box
from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.scan import ScanReading, read_scan
from extractor.reading.page import Page


def as_page(reading: ScanReading) -> Page:
    return Page(
        1,
        reading.width,
        reading.height,
        "scanned",
        reading.turn,
        reading.words,
        reading.rulings,
        warp=reading.warp,
    )


def skewed(image: Gray, degrees: float) -> Gray:
    high, wide = image.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    return cv2.warpAffine(image, matrix, (wide, high), borderValue=255)


@pytest.mark.parametrize(("stored", "turn"), [(0, 0), (1, 90), (2, 180), (3, 270)])
def test_a_page_stored_sideways_or_upside_down_is_turned(stored: int, turn: int) -> None:
    image = np.ascontiguousarray(np.rot90(bars.page(), stored))
    assert read_scan(image, 1.0, bars.BarEngine()).turn == turn


@pytest.mark.parametrize("stored", [0, 1, 2, 3])
def test_boxes_lie_on_the_page_as_it_is_shown(stored: int) -> None:
    image = np.ascontiguousarray(np.rot90(bars.page(), stored))
    reading = read_scan(image, 1.0, bars.BarEngine())
    page = as_page(reading)
    for word in page.words:
        x0, top, x1, bottom = page.on_page(word.box)
        assert image[int((top + bottom) / 2), int((x0 + x1) / 2)] < 200


@pytest.mark.parametrize("degrees", [-3.0, 2.0])
def test_skew_is_taken_out_and_boxes_are_put_back(degrees: float) -> None:
    image = skewed(bars.page(), degrees)
    reading = read_scan(image, 1.0, bars.BarEngine())
    assert reading.warp is not None
    page = as_page(reading)
    tops = sorted({round(word.top) for word in page.words})
    steps = [b - a for a, b in pairwise(tops)]
    assert steps and max(steps) - min(steps) < 3  # level lines 50 apart again
    for word in page.words:
        x0, top, x1, bottom = page.on_page(word.box)
        assert image[int((top + bottom) / 2), int((x0 + x1) / 2)] < 200


def test_a_straight_page_is_left_alone() -> None:
    assert read_scan(bars.page(), 1.0, bars.BarEngine()).warp is None


def test_a_box_under_a_projective_map() -> None:
    c, s = math.cos(math.radians(10)), math.sin(math.radians(10))
    page = Page(1, 600, 800, "scanned", warp=((c, -s, 5.0), (s, c, 7.0), (0.0, 0.0, 1.0)))
    x0, top, x1, bottom = page.on_page(Box(100, 100, 200, 110))
    middle = (150 * c - 105 * s + 5, 150 * s + 105 * c + 7)
    assert ((x0 + x1) / 2, (top + bottom) / 2) == pytest.approx(middle, abs=0.5)
