"""Lines of words as they stand on a page, for tests of tables that are told by white space."""

from __future__ import annotations

from extractor.reading import Word

SIZE = 10.0


def line(top: float, *pieces: tuple[float, str]) -> list[Word]:
    """Words of one line: pieces that begin at an x, their words 5 points a letter."""
    words = []
    for x, text in pieces:
        for word in text.split():
            words.append(Word(word, x, top, x + 5.0 * len(word), top + 10, SIZE))
            x += 5.0 * len(word) + 3
    return words
