"""Figures are read twice, the second time from a closer crop: where the readings differ, the figure is
doubtful and keeps both."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from extractor.reading.ocr.engine import Engine, Gray, Line
from extractor.reading.ocr.shape import shown_digits
from extractor.reading.ocr.words import Seen

SURE = 0.8
"""A figure with a character less sure than this is doubtful even if both readings agree."""
_BAD = 0.12  # share of doubtful figures of a page that is hard to read; on a fair scan it is below 5%
_BAD_FEW = 4  # doubtful figures that make a page one
_SURE_IF_BAD = 0.97  # what both readings of every character must reach on such a page
_SURE_SIGN = 0.95
"""For points and commas, which a poor scan makes alike: on fair scans they are read with 0.98 and more,
commas that were taken for points with 0.78 to 0.99."""
_MOST = 400  # figures of one page that are read twice; a page has seldom more than 150
_FIGURE = re.compile(r"\d")
_LISTED = re.compile(r"[(]?\d{1,2}[.)]?")  # the number of an item, of a row, of a column
_YEAR = re.compile(r"(?:19|20)\d\d[,.;)]?")
_PASSED = 0.97
"""Sureness of a number of an item or of a year that needs no second look, if its ink shows as many digits:
'22' was read with more where '2022' stands. Where both readings agree, the ink is overruled."""
_MARGIN = 0.3  # of the line's height, left and right of the figure in the second crop
_LETTERS = str.maketrans("lI|OoSB", "1110058")
_MIXED = re.compile(r"(?<![A-Za-z])(?!Rp)[A-Za-z]{1,2}\d+[.,]\d|\d[lIOoSB]|\d[A-Za-z][.,]?\d|[A-Za-z]\d+%")
"""Letters within or right before a figure ('B8,57%'): a digit that was taken for a letter."""
_CUT = re.compile(r"['’‘|\\!_~^;,.]+\d.*|.*\d['’‘|\\_~^]+")
"""Before or behind a figure, no sign that belongs to one: what is left of a digit that a line ran through."""
_TWO = re.compile(r"\d\s+\d|(?:19|20)\d\d\d{2}(?:[.,]\d+)?%")
"""Two figures: with a space between them, or a year and a percentage that have lost it ('201680%')."""
_SLIPPED = re.compile(r"[(<>≥≤]*[\dlI|OoSB][\dlI|OoSB.,]*%?[),.;]?")


def checked(image: Gray, words: Sequence[Seen], engine: Engine) -> list[Seen]:
    """The words, figures among them read a second time."""
    asked = [i for i, word in enumerate(words) if _matters(word, image)][:_MOST]
    crops = [_close(image, words[i]) for i in asked]
    lines = engine.recognise(crops)
    result = list(words)
    for i, crop, line in zip(asked, crops, lines, strict=True):
        result[i] = _settled(words[i], line, None if _is_plain(words[i]) else shown_digits(crop, line))
    doubtful = sum(result[i].sure < SURE for i in asked)
    if doubtful >= _BAD_FEW and doubtful > _BAD * len(asked):
        for i, line in zip(asked, lines, strict=True):
            if min(words[i].sure, min(line.sure, default=0.0)) < _SURE_IF_BAD:
                result[i] = doubted(result[i])
    return result


def doubted(word: Seen) -> Seen:
    """The word, less sure than a figure that is taken."""
    return word._replace(sure=min(word.sure, SURE / 2))


def _matters(word: Seen, image: Gray) -> bool:
    if word.angle or not _FIGURE.search(word.text):
        return False
    if not _is_plain(word):
        return True
    count = len(word.text)
    line = Line(word.text, (word.sure,) * count, tuple((i + 0.5) / count for i in range(count)))
    return shown_digits(_close(image, word), line) not in (None, sum(map(str.isdigit, word.text)))


def _is_plain(word: Seen) -> bool:
    listed = _LISTED.fullmatch(word.text) or _YEAR.fullmatch(word.text)
    return listed is not None and word.sure >= _PASSED


def _close(image: Gray, word: Seen) -> Gray:
    """The word with a little paper around it, stretched to full contrast."""
    high, wide = image.shape
    side = _MARGIN * word.size
    x0, x1 = max(0, int(word.x0 - side)), min(wide, int(word.x1 + side) + 1)
    y0, y1 = max(0, int(word.y0 - 0.1 * word.size)), min(high, int(word.y1 + 0.1 * word.size) + 1)
    part = image[y0:y1, x0:x1].astype(np.float32)
    if part.size == 0:
        return np.full((2, 2), 255, dtype=np.uint8)
    low, bright = float(part.min()), float(np.percentile(part, 90))
    stretched = (part - low) * (255.0 / max(bright - low, 1.0))
    return np.asarray(np.clip(stretched, 0, 255), dtype=np.uint8)


def _settled(word: Seen, line: Line, digits: int | None) -> Seen:
    """The word after its second reading. ``digits`` is how many digits its ink shows."""
    second = line.text.replace(" ", "")
    if _TWO.search(line.text.strip()):
        digits = 0  # two figures that were read as one
    sure = min(line.sure, default=0.0)
    if min((s for c, s in zip(line.text, line.sure, strict=True) if c in ".,"), default=1.0) < _SURE_SIGN:
        digits = 0  # a point or a comma
    if digits is not None and digits != sum(c.isdigit() for c in second):
        sure = SURE / 2
        word = word._replace(sure=min(word.sure, sure))
    if any(_MIXED.search(text) or _CUT.fullmatch(text) for text in (second, word.text)):
        sure = SURE / 2
        word = word._replace(sure=min(word.sure, sure))
    if _bare(second) == _bare(word.text):
        return word._replace(sure=max(word.sure, sure))
    if not second:
        return word._replace(sure=min(word.sure, SURE / 2))
    first = word.text
    if _SLIPPED.fullmatch(first) and _bare(first.translate(_LETTERS)) == _bare(second):
        return word._replace(text=first.translate(_LETTERS), sure=sure)  # 'l00' and '100'
    if sure > word.sure:
        first, second = second, first
    return word._replace(text=first, sure=min(word.sure, sure, SURE / 2), other=second)


def _bare(text: str) -> str:
    """A text without what says nothing about its figure: brackets and stops at its ends."""
    return text.strip(".,;:()[]'\"“”’ ").replace("–", "-").replace("—", "-")
