"""Pictures pasted into pages with text."""

from __future__ import annotations

import ctypes
import io
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from extractor.model import Box
from extractor.reading import open_report
from extractor.reading.ocr.scan import ScanReading
from extractor.reading.page import Image as Placed
from extractor.reading.page import Page, Ruling, Word
from extractor.reading.pictured import candidates, is_pictured, shows_writing, with_picture
from extractor.tables.find import find_on_page
from extractor.tables.layout import read_layout


def word(text: str, x: float, y: float) -> Word:
    return Word(text, x, y, x + 30, y + 10, 10)


def page(*words: Word, image: Placed) -> Page:
    return Page(1, 600, 800, "text", words=words, images=(image,))


def test_a_large_picture_beside_little_text_is_one_to_read() -> None:
    large, medium, small = Placed(50, 100, 550, 600), Placed(50, 100, 450, 450), Placed(50, 100, 250, 300)
    heading = word("Ringkasan", 50, 50)
    assert is_pictured(page(heading, image=large)) and candidates(page(heading, image=large))
    assert not is_pictured(page(heading, image=medium)) and candidates(page(heading, image=medium))
    assert not candidates(page(heading, image=small))
    assert not candidates(page(word("panjang" * 120, 50, 50), image=large))


def test_strips_of_one_picture_are_one() -> None:
    strips = tuple(Placed(50, 100 + 50 * k, 550, 150 + 50 * k) for k in range(10))
    assert candidates(Page(1, 600, 800, "text", images=strips)) == [Box(50, 100, 550, 600)]


def test_photographs_and_charts_show_no_writing() -> None:
    noise = np.random.default_rng(1)
    rough = noise.integers(0, 255, (20, 30), dtype=np.uint8)
    photograph = np.asarray(Image.fromarray(rough).resize((600, 400)), dtype=np.uint8)
    chart = np.full((400, 600), 255, dtype=np.uint8)
    for k in range(6):
        chart[390 - 55 * k : 390, 40 + 90 * k : 90 + 90 * k] = 120
    assert not shows_writing(photograph)
    assert not shows_writing(chart)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_of_a_picture_stand_where_it_stands(turn: int) -> None:
    """A word in the picture's top left corner as it is read lies at the corner where the page shows it."""
    size = (200.0, 300.0) if turn in (0, 180) else (300.0, 200.0)
    reading = ScanReading(*size, turn, None, (word("kinerja", 10, 20),), (Ruling(0, 5, 100, 5),))
    before = page(word("Judul", 50, 50), image=Placed(100, 150, 300, 450))
    found = with_picture(before, Box(100, 150, 300, 450), reading)
    assert [w.text for w in found.words] == ["Judul", "kinerja"]
    assert found.words[0] == before.words[0]
    assert found.rulings == (Ruling(100, 155, 200, 155),)
    shown = {
        0: Box(110, 170, 140, 180),
        90: Box(120, 410, 130, 440),
        180: Box(260, 420, 290, 430),
        270: Box(270, 160, 280, 190),
    }[turn]
    assert found.on_page(found.words[1].box) == pytest.approx(shown)
    assert found.on_page(found.words[0].box) == before.words[0].box


def test_what_the_page_prints_over_a_picture_is_not_taken_twice() -> None:
    reading = ScanReading(500, 500, 0, None, (word("12", 10, 10), word("13", 100, 10)), ())
    before = page(word("12", 61, 111), image=Placed(50, 100, 550, 600))
    found = with_picture(before, Box(50, 100, 550, 600), reading)
    assert [w.text for w in found.words] == ["12", "13"]


def add_page(document: pypdfium2.PdfDocument, heading: str, picture: Image.Image) -> None:
    """A page of landscape A4 with a heading and a picture below it."""
    page = document.new_page(842, 595)
    text = pdfium.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 12)
    letters = (heading + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(text, ctypes.cast(ctypes.c_char_p(letters), pdfium.FPDF_WIDESTRING))
    pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 60, 555)
    pdfium.FPDFPage_InsertObject(page.raw, text)
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(jpeg(picture), inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(762, 495).translate(40, 40))
    page.insert_obj(image)
    page.gen_content()


def jpeg(picture: Image.Image) -> io.BytesIO:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    out.seek(0)
    return out


@pytest.fixture(scope="module")
def pasted(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a page of a sample as a picture, a little askew; and one with a picture of nothing."""
    source = pypdfium2.PdfDocument(samples / "naker.pdf")
    scan = source[2].render(scale=150 / 72).to_pil().convert("L").rotate(0.6, fillcolor=255)
    source.close()
    path = tmp_path_factory.mktemp("pasted") / "gambar.pdf"
    document = pypdfium2.PdfDocument.new()
    for picture in (scan, Image.new("L", (300, 200), 90)):
        add_page(document, "Ringkasan Perjanjian Kinerja menurut lampiran", picture)
    document.save(path)
    document.close()
    return path


def test_a_table_in_a_picture_is_read_in_its_place(pasted: Path) -> None:
    with open_report(pasted, ocr="auto") as report:
        first, second = report.pages()
    assert first.kind == "text" and first.is_recognised and not second.is_recognised
    assert [w.text for w in first.lines[0]][:2] == ["Ringkasan", "Perjanjian"]
    (grid,) = find_on_page(first).grids
    assert [cell.text if cell else "" for cell in grid.rows[1]][3:] == ["80,00%", "84,00%", "105,00"]
    figure = grid.rows[1][-1]
    assert figure is not None and not figure.doubtful
    with open_report(pasted) as report:
        (plain, _) = report.pages()
    (area,) = candidates(plain)
    assert area.x0 < figure.bbox.x0 < figure.bbox.x1 < area.x1
    assert area.top < figure.bbox.top < figure.bbox.bottom < area.bottom


def test_a_picture_is_listed_as_unread_only_if_it_was_not_read(pasted: Path) -> None:
    with open_report(pasted, ocr="auto") as report:
        layout = read_layout(report)
    assert layout.scanned == (1,)
    assert [(u.page, u.what.en) for u in layout.unread] == [(2, "large picture")]
    with open_report(pasted, ocr="off") as report:
        layout = read_layout(report)
    assert layout.scanned == ()
    assert [(u.page, u.what.en) for u in layout.unread] == [(1, "large picture"), (2, "large picture")]
