"""Figures beside ink that nobody read, and figures that are hardly there.

Of '1.400' under a stamp the end may be read alone, as a figure of its own; and where the other side of a thin
sheet shows through, marks of it are read that nobody wrote here.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extractor.reading.ocr.engine import Gray
from extractor.reading.ocr.figures import doubted
from extractor.reading.ocr.lines import BLOCK, DARKER
from extractor.reading.ocr.words import Seen, is_inverted

_NEAR = 0.3  # of a word's height; digits of one figure are nearer, the next word is not
_LIKE_A_DIGIT = (0.4, 1.3)  # of a word's height; lower is dirt, a comma or a dash, higher a border
_NARROW = 0.08  # of a word's height; the stem of a '1' is not narrower
_MARGIN = 0.1  # of its height around a word that is its own
_FAINT = 0.27
"""Of the usual contrast of a page's words: the other side of a sheet has 0.12 to 0.2, letters in the shadow
of a photograph or in white on a coloured head of a table 0.35 and more."""
_EDGE = 3.0  # percent of the pixels of a word, darkest and brightest, that are left out as noise


def unsevered(image: Gray, words: Sequence[Seen], scale: float) -> list[Seen]:
    """The words, the figures among them that unread ink stands right beside made doubtful, as those that are
    much fainter than the page's other words. ``image`` is without its lines, ``scale`` in pixels per
    point."""
    if not words:
        return []
    contrasts = [_contrast(image, word) for word in words]
    least = _FAINT * median(contrasts)
    marks = _unread(image, words, scale)

    def is_severed(word: Seen) -> bool:
        return _touches(word, marks) and not is_inverted(image, word)

    return [
        doubted(word) if any(map(str.isdigit, word.text)) and (contrast < least or is_severed(word)) else word
        for word, contrast in zip(words, contrasts, strict=True)
    ]


def _contrast(image: Gray, word: Seen) -> float:
    """By how much a word's ink differs from its ground."""
    import cv2

    part = image[max(0, int(word.y0)) : int(word.y1) + 1, max(0, int(word.x0)) : int(word.x1) + 1]
    if part.size == 0:
        return 0.0
    low, high = np.percentile(cv2.blur(part, (3, 3)), (_EDGE, 100 - _EDGE))
    return float(high - low)


def _unread(image: Gray, words: Sequence[Seen], scale: float) -> NDArray[np.int32]:
    """The boxes (left, top, width, height) of marks that stand in no word."""
    import cv2

    block = max(3, round(BLOCK * scale) | 1)
    dark = cv2.adaptiveThreshold(
        image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 2 * DARKER
    )
    for word in words:
        margin = _MARGIN * (word.y1 - word.y0)
        rows = slice(max(0, int(word.y0 - margin)), int(word.y1 + margin) + 1)
        dark[rows, max(0, int(word.x0 - margin)) : int(word.x1 + margin) + 1] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    return np.asarray(stats[1:, :4], dtype=np.int32)


def _touches(word: Seen, marks: NDArray[np.int32]) -> bool:
    """Does a mark as high as a digit stand right before or behind a word?"""
    if word.angle:
        return False
    left, top, wide, high = marks.T
    tall = word.y1 - word.y0
    gap = np.maximum(left - word.x1, word.x0 - (left + wide))
    shared = np.minimum(top + high, word.y1) - np.maximum(top, word.y0)
    least, most = (share * tall for share in _LIKE_A_DIGIT)
    alike = (least <= high) & (high <= most) & (wide >= _NARROW * tall) & (shared >= least)
    return bool((alike & (gap >= 0) & (gap <= _NEAR * tall)).any())
