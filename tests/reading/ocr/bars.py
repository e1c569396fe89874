"""Pages of bars for tests without an engine: each bar stands for a line of text whose beginning is black
and whose end is grey."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractor.reading.ocr.engine import Gray, Line, Quad

WIDE, HIGH = 600, 800


def page(lines: int = 12) -> Gray:
    """White paper with bars from left to right."""
    image = np.full((HIGH, WIDE), 255, dtype=np.uint8)
    for n in range(lines):
        top = 60 + 50 * n
        image[top : top + 20, 80:520] = 120
        image[top : top + 20, 80:200] = 0
    return image


class BarEngine:
    """Finds bars, and is sure of one that begins black."""

    name = "bars"

    def __init__(self) -> None:
        self.reads = 0

    def detect(self, image: Gray) -> list[Quad]:
        dark = (image < 200).astype(np.uint8)
        contours, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        quads = []
        for contour in contours:
            if cv2.contourArea(contour) < 500:
                continue
            corners = [(float(x), float(y)) for x, y in cv2.boxPoints(cv2.minAreaRect(contour))]
            a = min(corners, key=lambda p: p[0] + p[1])
            c = max(corners, key=lambda p: p[0] + p[1])
            b, d = sorted((p for p in corners if p not in (a, c)), key=lambda p: p[1] - p[0])
            quads.append((a, b, c, d))
        return quads

    def recognise(self, crops: Sequence[Gray]) -> list[Line]:
        self.reads += len(crops)
        found = []
        for crop in crops:
            third = max(1, crop.shape[1] // 3)
            sure = 0.99 if crop[:, :third].mean() < crop[:, -third:].mean() - 10 else 0.4
            found.append(Line("baris", (sure,) * 5, (0.1, 0.3, 0.5, 0.7, 0.9)))
        return found
