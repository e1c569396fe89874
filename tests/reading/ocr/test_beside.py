"""Figures beside unread ink, and figures that shine through from the other side."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.reading.ocr.beside import unsevered
from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.figures import SURE
from extractor.reading.ocr.words import Seen

SCALE = 2.0


def page() -> tuple[Gray, list[Seen]]:
    image = np.full((300, 600), 250, dtype=np.uint8)
    words = []
    for y in (100, 200):
        cv2.putText(image, "98,05", (200, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
        words.append(Seen("98,05", 200, y - 20, 275, y + 2, 22, 0, 0.99))
    return image, words


def doubtful(image: Gray, words: list[Seen]) -> list[bool]:
    return [word.sure < SURE for word in unsevered(image, words, SCALE)]


def test_a_digit_that_is_in_no_word_makes_the_figure_beside_it_doubtful() -> None:
    image, words = page()
    assert doubtful(image, words) == [False, False]
    cv2.putText(image, "3", (180, 200), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    assert doubtful(image, words) == [False, True]


def test_a_border_dirt_and_a_word_beside_a_figure_do_not() -> None:
    image, words = page()
    image[20:280, 280:282] = 0
    image[188:191, 194:197] = 0
    cv2.putText(image, "3", (180, 100), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    words.append(Seen("3", 180, 80, 197, 102, 22, 0, 0.99))
    assert doubtful(image, words) == [False, False, False]


def test_a_figure_from_the_other_side_of_the_sheet_is_doubtful() -> None:
    image, words = page()
    for y, shade in ((40, 210), (270, 150)):
        cv2.putText(image, "12", (400, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, shade, 2)
        words.append(Seen("12", 400, y - 20, 430, y + 2, 22, 0, 0.99))
    assert doubtful(image, words) == [False, False, True, False]
