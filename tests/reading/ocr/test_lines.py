"""Rulings found in an image."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extractor.reading.ocr.lines import find_lines, without_lines

SCALE = 2.0


def grid(lean: float = 0.0) -> np.ndarray:
    image = np.full((400, 600), 250, dtype=np.uint8)
    for y in (50, 150, 250):
        cv2.line(image, (50, y), (550, y), 0, 2)
    for x in (50, 300, 550):
        cv2.line(image, (x, 50), (round(x + lean * 200), 250), 0, 2)
    return image


def test_the_lines_of_a_grid() -> None:
    found = find_lines(grid(), SCALE)
    across = sorted(round(s.y0) for s in found.segments if s.horizontal)
    down = sorted(round(s.x0) for s in found.segments if not s.horizontal)
    assert across == pytest.approx([50, 150, 250], abs=2)
    assert down == pytest.approx([50, 300, 550], abs=2)


def test_a_line_at_the_foot_of_a_shaded_row_is_found() -> None:
    image = grid()
    image[51:150, 50:550] = np.minimum(image[51:150, 50:550], 165)
    across = sorted(round(s.y0) for s in find_lines(image, SCALE).segments if s.horizontal)
    assert across == pytest.approx([50, 150, 250], abs=2)


def test_letters_are_no_lines() -> None:
    image = np.full((200, 800), 250, dtype=np.uint8)
    cv2.putText(image, "Tabel 3.1 HILTIE", (20, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 2)
    quad = ((10.0, 60.0), (500.0, 60.0), (500.0, 115.0), (10.0, 115.0))
    assert not find_lines(image, SCALE, [quad]).segments


def test_lines_are_painted_over_and_figures_stay() -> None:
    image = grid()
    cv2.putText(image, "98,05", (80, 110), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    clean = without_lines(image, find_lines(image, SCALE).mask)
    assert clean[50, 400] > 200 and clean[200, 300] > 200
    assert clean[80:115, 80:180].min() < 50


def test_leaning_borders_are_told() -> None:
    found = find_lines(grid(lean=0.05), SCALE)
    assert [line.slope for line in found.leaning] == pytest.approx([0.05] * 3, abs=0.01)
