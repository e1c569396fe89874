"""Figures read twice."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from extractor.reading.ocr.engine import Gray, Line, Quad
from extractor.reading.ocr.figures import SURE, checked
from extractor.reading.ocr.shape import shown_digits
from extractor.reading.ocr.words import Seen

PAPER = np.full((60, 300), 255, dtype=np.uint8)


class Says:
    """Reads the same text in every crop."""

    name = "says"

    def __init__(self, text: str, sure: float = 0.99) -> None:
        self.text, self.sure = text, sure

    def detect(self, image: Gray) -> list[Quad]:
        return []

    def recognise(self, crops: Sequence[Gray]) -> list[Line]:
        n = max(1, len(self.text))
        at = tuple((i + 0.5) / n for i in range(len(self.text)))
        return [Line(self.text, (self.sure,) * len(self.text), at) for _ in crops]


def word(text: str, sure: float = 0.95) -> Seen:
    return Seen(text, 10, 10, 100, 40, 30, 0, sure)


def read(text: str, second: str, sure: float = 0.95, second_sure: float = 0.99) -> Seen:
    (found,) = checked(PAPER, [word(text, sure)], Says(second, second_sure))
    return found


def test_two_readings_that_agree_are_sure() -> None:
    found = read("98,05", "98,05")
    assert (found.text, found.other) == ("98,05", "") and found.sure >= SURE


def test_two_readings_that_differ_are_doubtful_and_both_kept() -> None:
    found = read("98,05", "98,06")
    assert found.sure < SURE and {found.text, found.other} == {"98,05", "98,06"}


@pytest.mark.parametrize("second", ["9805", "98.05", "96,05", ""])
def test_a_lost_comma_a_point_another_digit_or_nothing_is_doubtful(second: str) -> None:
    assert read("98,05", second).sure < SURE


def test_both_readings_unsure_of_a_digit_are_doubtful() -> None:
    assert read("98,05", "98,05", sure=0.6, second_sure=0.7).sure < SURE


@pytest.mark.parametrize("second", ["2016 80%", "201680%"])
def test_a_year_and_a_percentage_read_as_one_are_doubtful(second: str) -> None:
    assert read("201680%", second).sure < SURE


def test_a_comma_that_may_be_a_point_is_doubtful() -> None:
    assert read("98.05", "98.05", second_sure=0.9).sure < SURE
    assert read("9805", "9805", second_sure=0.9).sure >= SURE


def test_letters_for_digits_are_put_right_by_the_second_reading() -> None:
    assert read("l00", "100").text == "100"


@pytest.mark.parametrize("text", ["B8,57%", "1S,20"])
def test_a_letter_in_a_figure_is_doubtful(text: str) -> None:
    assert read(text, text).sure < SURE


@pytest.mark.parametrize("text", ["yang", "1.", "2024", "(2)"])
def test_words_numbers_of_items_and_years_are_not_read_twice(text: str) -> None:
    assert read(text, "7", sure=0.99).text == text


def drawn(text: str) -> tuple[Gray, Line]:
    image = np.full((60, 26 * len(text) + 40), 255, dtype=np.uint8)
    cv2.putText(image, text, (20, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 0, 2)
    n = len(text)
    return image, Line(text, (0.99,) * n, tuple((i + 0.5) / n for i in range(n)))


def test_the_ink_shows_how_many_digits_there_are() -> None:
    image, line = drawn("325.000")
    assert shown_digits(image, line) == 6


def test_ink_tells_nothing_of_words() -> None:
    image, line = drawn("kinerja")
    assert shown_digits(image, line) is None


def test_a_zero_too_many_is_doubtful() -> None:
    image, _ = drawn("325.000")
    high, wide = image.shape
    seen = Seen("325.0000", 0, 0, wide, high, high, 0, 0.99)
    (found,) = checked(image, [seen], Says("325.0000"))
    assert found.sure < SURE


@pytest.mark.parametrize("text", ["'9,25", ",05", "74,0|", "1.4\\"])
def test_what_is_left_of_a_digit_beside_a_figure_makes_it_doubtful(text: str) -> None:
    assert read(text, text).sure < SURE


def test_a_sure_number_of_an_item_is_read_again_if_its_ink_shows_more_digits() -> None:
    image = PAPER.copy()
    cv2.putText(image, "2022", (15, 37), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    (found,) = checked(image, [word("22", 0.99)], Says("2022"))
    assert found.sure < SURE and {found.text, found.other} == {"22", "2022"}
    image[:, 50:] = 255
    (found,) = checked(image, [word("22", 0.99)], Says("2022"))
    assert found == word("22", 0.99)
