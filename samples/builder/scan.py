"""A page as a scanner leaves it: one bit per pixel, a little turned, with specks, signed and stamped."""

from __future__ import annotations

import io
import math
import random
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

DPI = 150  # the usual office scanner; a page then takes about 40 kB
TURN_DEGREES = 0.4
SPECKS = 500


def scan(pdf: Path) -> bytes:
    """The first page of ``pdf`` as the PNG of a scan."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=DPI / 72).to_pil().convert("L")
    finally:
        document.close()
    draw = ImageDraw.Draw(image)
    width, height = image.size
    names = _lowest_ink(image) - 60  # the names of those who sign stand last
    _sign(draw, width * 0.26, names)
    _sign(draw, width * 0.68, names)
    _stamp(draw, width * 0.61, names - 20)
    image = image.rotate(TURN_DEGREES, resample=Image.Resampling.BICUBIC, fillcolor=255)
    dust = random.Random(53)  # the same specks in every build
    draw = ImageDraw.Draw(image)
    for _ in range(SPECKS):
        draw.point((dust.randrange(width), dust.randrange(height)), fill=0)
    out = io.BytesIO()
    image.point(lambda p: 255 if p > 150 else 0).convert("1").save(out, "PNG", optimize=True)
    return out.getvalue()


def _lowest_ink(image: Image.Image) -> int:
    box = image.point(lambda p: 255 if p < 128 else 0).getbbox()
    return box[3] if box else image.height


def _sign(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    steps = (i / 20 for i in range(160))
    points = [(x + 18 * t + 14 * math.sin(3.1 * t), y - 26 * math.sin(2.3 * t) + 3 * t) for t in steps]
    draw.line(points, fill=60, width=2)


def _stamp(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    for radius in (62, 57, 36):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=120, width=2)
