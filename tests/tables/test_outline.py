"""What stands outside tables: running headers, titles of forms."""

from __future__ import annotations

from extractor.model import Box
from extractor.reading import Page
from extractor.tables.outline import _LIST_ITEM, TextLine, form_start, running_lines


def page(number: int) -> Page:
    return Page(number=number, width=600, height=800, kind="text")


def line(number: int, text: str) -> TextLine:
    return TextLine(number, text, Box(100, 60, 400, 72), (), 12.0)


def test_the_title_of_a_form_attached_for_many_officials_is_no_running_header() -> None:
    pages = [(page(n), [line(n, "Perjanjian Kinerja Tahun 2022")] if n > 6 else []) for n in range(1, 11)]
    assert not running_lines(pages)
    pages = [(page(n), [line(n, "Laporan Kinerja Tahun 2022")] if n > 6 else []) for n in range(1, 11)]
    assert len(running_lines(pages)) == 4


def test_titles_of_forms() -> None:
    assert form_start().match("PERJANJIAN KINERJA TAHUN 2022")
    assert not form_start().match("Perjanjian kinerja merupakan dokumen")


def test_a_line_that_begins_with_an_amount_is_no_item() -> None:
    assert _LIST_ITEM.match("20. Penyuluhan")
    assert _LIST_ITEM.match("1.Penyuluhan")
    assert not _LIST_ITEM.match("20.543 jiwa dan perempuan")
