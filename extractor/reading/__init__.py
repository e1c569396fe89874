"""Reading: a PDF opened safely; words, rulings and images of each page."""

from extractor.opening import Mode, Opening
from extractor.reading.page import Fill, Image, Page, PageKind, Ruling, Word
from extractor.reading.report import Report, open_report

__all__ = ["Fill", "Image", "Mode", "Opening", "Page", "PageKind", "Report", "Ruling", "Word", "open_report"]
