"""Lines that are no rulings."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.reading.ocr.engine import Gray, Quad
from extractor.reading.ocr.lines import find_lines
from extractor.reading.ocr.strokes import pixels, through_text

SCALE = 2.0


def lines_of_text(count: int) -> tuple[Gray, list[Quad]]:
    image = np.full((60 + 60 * count, 600), 250, dtype=np.uint8)
    quads: list[Quad] = []
    for n in range(count):
        y = 60 + 60 * n
        for x in range(100, 410, 10):  # letters
            cv2.circle(image, (x, y - 10), 4, 0, 1)
        quads.append(((90.0, y - 28.0), (420.0, y - 28.0), (420.0, y + 6.0), (90.0, y + 6.0)))
    return image, quads


def strokes(image: Gray, quads: list[Quad]) -> list[int]:
    found = through_text(image, find_lines(image, SCALE, quads), quads, SCALE)
    return [round(stroke.x0) for stroke in found]


def test_dirt_that_runs_through_lines_of_text_is_no_ruling() -> None:
    image, quads = lines_of_text(4)
    image[:, 255:257] = 60
    assert strokes(image, quads) == [256]


def test_a_border_between_two_cells_that_were_found_as_one_is_one() -> None:
    image, quads = lines_of_text(4)
    image[:, 240:275] = 250
    image[:, 256:258] = 60
    assert strokes(image, quads) == []


def test_a_border_that_one_text_overruns_is_one() -> None:
    image, quads = lines_of_text(4)
    image[80:, 240:275] = 250
    image[:, 255:257] = 60
    assert strokes(image, quads) == []


def test_a_short_stroke_of_a_pen_through_one_text_is_none() -> None:
    image, quads = lines_of_text(1)
    image[20:75, 255:257] = 60
    assert strokes(image, quads) == [256]


def test_the_pixels_of_a_stroke_are_told_from_those_of_other_lines() -> None:
    image, quads = lines_of_text(4)
    image[:, 255:257] = 60
    image[:, 500:502] = 60
    found = find_lines(image, SCALE, quads)
    covered = pixels(found.mask, through_text(image, found, quads, SCALE), SCALE)
    assert covered[150, 255] and not covered[150, 500] and found.mask[150, 500]
