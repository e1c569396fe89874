"""Figures under a stamp, struck out, or parted by a line."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.reading.ocr.crossed import uncrossed
from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.figures import SURE
from extractor.reading.ocr.words import Seen

SCALE = 2.0


def column() -> tuple[Gray, list[Seen]]:
    """Three figures below one another, and their words."""
    image = np.full((400, 600), 250, dtype=np.uint8)
    words = []
    for y in (100, 200, 300):
        cv2.putText(image, "98,05", (200, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
        words.append(Seen("98,05", 200, y - 20, 275, y + 2, 22, 0, 0.99))
    return image, words


def doubtful(image: Gray, words: list[Seen], lines: Gray, strokes: Gray) -> list[bool]:
    return [word.sure < SURE for word in uncrossed(image, words, lines, strokes > 0, SCALE)]


def test_a_figure_that_a_stamp_runs_through_is_doubtful() -> None:
    image, words = column()
    none = np.zeros_like(image)
    assert doubtful(image, words, none, none) == [False, False, False]
    cv2.circle(image, (240, 260), 70, 90, 3)
    assert doubtful(image, words, none, none) == [False, True, False]


def test_a_figure_that_was_struck_out_is_doubtful_and_one_above_a_border_is_not() -> None:
    image, words = column()
    lines = np.zeros_like(image)
    cv2.line(lines, (150, 192), (350, 192), 255, 2)
    cv2.line(lines, (150, 303), (350, 303), 255, 2)
    assert doubtful(image, words, lines, np.zeros_like(image)) == [False, True, False]


def test_a_stroke_beside_a_figure_may_hide_a_digit_and_a_border_does_not() -> None:
    image, words = column()
    line = np.zeros_like(image)
    cv2.line(line, (195, 50), (195, 350), 255, 2)
    none = np.zeros_like(image)
    assert doubtful(image, words, line, none) == [False, False, False]
    assert doubtful(image, words, line, line) == [True, True, True]


def test_a_line_between_digits_makes_both_parts_doubtful() -> None:
    image = np.full((100, 600), 250, dtype=np.uint8)
    words = [Seen("74", 100, 20, 130, 50, 30, 0, 0.99), Seen("05", 136, 20, 166, 50, 30, 0, 0.99)]
    line = np.zeros_like(image)
    line[:, 132:134] = 255
    none = np.zeros_like(image)
    assert doubtful(image, words, line, none) == [True, True]
    words[1] = words[1]._replace(x0=150)  # as far apart as two cells
    assert doubtful(image, words, line, none) == [False, False]


def test_the_ground_of_white_figures_is_no_stroke() -> None:
    image, words = column()
    cv2.circle(image, (240, 260), 70, 90, 3)
    none = np.zeros_like(image)
    assert (
        doubtful(np.asarray(250 - np.minimum(image, 250), dtype=np.uint8), words, none, none) == [False] * 3
    )
