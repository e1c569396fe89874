"""Heads of tables in white on a colour."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.lines import Segment
from extractor.reading.ocr.shaded import shaded_borders

SCALE = 2.0


def head() -> Gray:
    """A dark band of 40 points with white text, parted by a white line in its middle."""
    image = np.full((600, 800), 250, dtype=np.uint8)
    image[100:180, 100:700] = 110
    image[100:180, 399:402] = 250
    cv2.putText(image, "Target", (180, 150), cv2.FONT_HERSHEY_SIMPLEX, 1, 250, 2)
    cv2.putText(image, "Persentase koperasi aktif", (110, 210), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return image


def places(found: list[Segment]) -> tuple[list[float], list[float]]:
    return sorted(s.y0 for s in found if s.horizontal), sorted(s.x0 for s in found if not s.horizontal)


def test_the_edges_and_the_white_lines_of_a_head_are_borders() -> None:
    across, down = places(shaded_borders(head(), (), (), SCALE))
    assert across == pytest.approx([100, 180], abs=3) and down == pytest.approx([100, 400, 700], abs=3)


def test_lines_that_are_known_are_not_found_again() -> None:
    known = [Segment(100, 102, 700, 102), Segment(100, 178, 700, 178)]
    across, down = places(shaded_borders(head(), (), known, SCALE))
    assert across == [] and len(down) == 3


def test_pictures_logos_and_text_are_no_heads() -> None:
    image = np.full((800, 800), 250, dtype=np.uint8)
    image[50:400, 100:700] = 100  # too high
    image[450:500, 100:200] = 100  # too narrow
    for y in range(560, 700, 24):
        cv2.putText(image, "Persentase koperasi aktif", (110, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    assert shaded_borders(image, (), (), SCALE) == []
