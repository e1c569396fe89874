"""Where a page's own coordinates lie on the page as it is shown or read, and back."""

from __future__ import annotations

from extractor.model import Box


class Frame:
    """Turns a page's own coordinates (points, origin bottom left, before any rotation) into points from the
    top left of the page turned clockwise by ``turn`` (0, 90, 180 or 270 degrees), and back.

    ``left``, ``bottom``, ``right`` and ``top`` bound the visible part of the page in its own coordinates.
    With the page's own rotation as ``turn``, the frame is that of the page as it is shown.
    """

    def __init__(self, left: float, bottom: float, right: float, top: float, turn: int) -> None:
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.turn = turn
        wide, high = right - left, top - bottom
        self.width, self.height = (wide, high) if turn in (0, 180) else (high, wide)

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of the page's own coordinates, from the top left."""
        return Box(*self.sides(x0, y0, x1, y1))

    def sides(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The sides of :meth:`rect`: left, top, right and bottom."""
        if self.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turn == 90:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turn == 180:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    def own(self, box: Box) -> tuple[float, float, float, float]:
        """The inverse of :meth:`rect`: x0, y0, x1, y1 in the page's own coordinates, y upwards."""
        x0, top, x1, bottom = box
        if self.turn == 0:
            return self.left + x0, self.top - bottom, self.left + x1, self.top - top
        if self.turn == 90:
            return self.left + top, self.bottom + x0, self.left + bottom, self.bottom + x1
        if self.turn == 180:
            return self.right - x1, self.bottom + top, self.right - x0, self.bottom + bottom
        return self.right - bottom, self.top - x1, self.right - top, self.top - x0
