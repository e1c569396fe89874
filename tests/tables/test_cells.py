"""Words of a cell put together again."""

from __future__ import annotations

import pytest

from extractor.reading import Word
from extractor.tables.cells import cell_lines, join_lines

SIZE = 10.0
GLYPH = 5.5


def words(*lines: str, x0: float = 106.0) -> list[Word]:
    """Words set in lines of 12 points, each glyph 5.5 points wide."""
    result = []
    for row, line in enumerate(lines):
        x = x0
        for text in line.split():
            result.append(Word(text, x, 12.0 * row, x + GLYPH * len(text), 12.0 * row + 10, SIZE))
            x += GLYPH * (len(text) + 0.6)
    return result


def text(*lines: str, width: float) -> str:
    return join_lines(cell_lines(words(*lines)), width)[1]


@pytest.mark.parametrize(
    ("lines", "width", "expected"),
    [
        (("Rp.168.0", "00.000"), 56, "Rp.168.000.000"),
        (("Rp.76.820.00", "0"), 78, "Rp.76.820.000"),
        (("143,8", "2"), 40, "143,82"),
        (("389,8", "%"), 60, "389,8%"),
        (("REALI-", "SASI"), 60, "REALI-SASI"),
        (("REALISA", "SI"), 52, "REALISASI"),
        (("Targe", "t"), 40, "Target"),
    ],
)
def test_what_a_narrow_cell_cut_is_joined(lines: tuple[str, ...], width: float, expected: str) -> None:
    assert text(*lines, width=width) == expected


@pytest.mark.parametrize(
    ("lines", "width"),
    [
        (("12", "15"), 60),  # two figures of two indicators
        (("1.951", "3.898"), 80),
        (("Persentase", "koperasi aktif"), 68),
        (("Jumlah", "di bawah"), 40),
        (("75.00 - 89.99", "Baik"), 80),
    ],
)
def test_what_stands_on_two_lines_stays_apart(lines: tuple[str, ...], width: float) -> None:
    assert text(*lines, width=width) == " ".join(lines)


def test_text_turned_upwards_is_read_from_its_start() -> None:
    up = [
        Word("Target", 0, 40, 10, 80, SIZE, 270),
        Word("2024", 0, 10, 10, 36, SIZE, 270),
        Word("(%)", 12, 60, 22, 80, SIZE, 270),
    ]
    assert join_lines(cell_lines(up), 100)[1] == "Target 2024 (%)"
