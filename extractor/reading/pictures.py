"""Pictures of what a page shows, for outputs that show a figure where it stands."""

from __future__ import annotations

import pypdfium2
from PIL import Image

from extractor.errors import ReportError
from extractor.model import Box, Phrase
from extractor.reading.report import Report


def picture(report: Report, number: int, clip: Box, scale: float) -> Image.Image:
    """The part of a page within ``clip`` (points from the top left of the page as shown), ``scale`` pixels
    to the point. Raises ReportError for a page that cannot be drawn."""
    frame = report.shown(number)
    cut = (clip.x0, frame.height - clip.bottom, frame.width - clip.x1, clip.top)
    try:
        page = report.document[number - 1]
        try:
            bitmap = page.render(scale=scale, crop=tuple(max(0.0, edge) for edge in cut))
            try:
                drawn: Image.Image = bitmap.to_pil().convert("RGB")
            finally:
                bitmap.close()
        finally:
            page.close()
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        raise ReportError(
            Phrase(f"halaman {number} tidak dapat digambar", f"page {number} cannot be drawn")
        ) from error
    return drawn
