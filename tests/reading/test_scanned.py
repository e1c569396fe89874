"""Scanned pages of a PDF, with an engine made for the test and with the real one."""

from __future__ import annotations

import io
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from extractor.model import Phrase
from extractor.opening import Mode
from extractor.reading import open_report
from extractor.reading.legible import is_rubbish
from extractor.reading.ocr.cache import Cache
from extractor.reading.ocr.engine import EngineMissing, Gray, Line, Quad
from extractor.reading.ocr.reader import ScanReader
from extractor.reading.page import Page, Word
from extractor.reading.scanned import recognised
from extractor.tables.find import find_on_page


class OneLine:
    """Sees one line on every page; counts its pages."""

    name = "one line"

    def __init__(self) -> None:
        self.pages = 0

    def detect(self, image: Gray) -> list[Quad]:
        self.pages += 1
        return [((100.0, 100.0), (240.0, 100.0), (240.0, 140.0), (100.0, 140.0))]

    def recognise(self, crops: Sequence[Gray]) -> list[Line]:
        return [Line("kinerja", (0.99,) * 7, tuple((i + 0.5) / 7 for i in range(7))) for _ in crops]


class Breaks(OneLine):
    name = "breaks"

    def detect(self, image: Gray) -> list[Quad]:
        raise RuntimeError("no memory left for the network")


class Missing(OneLine):
    name = "missing"

    def detect(self, image: Gray) -> list[Quad]:
        raise EngineMissing("rapidocr")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A PDF of two pages that are images."""
    path = tmp_path / "pindaian.pdf"
    images = [Image.fromarray(np.full((400, 300), shade, dtype=np.uint8)) for shade in (250, 245)]
    images[0].save(path, "PDF", save_all=True, append_images=images[1:], resolution=72)
    return path


def pages(path: Path, mode: Mode, reader: ScanReader) -> list[Page]:
    document = pypdfium2.PdfDocument(path)
    try:
        with open_report(path) as report:
            read = [report.page(n) for n in range(1, report.page_count + 1)]
        return list(recognised(document, read, mode, reader))
    finally:
        document.close()


def test_scanned_pages_get_words_and_stay_scanned(scan: Path) -> None:
    found = pages(scan, "auto", ScanReader(Cache(None), OneLine()))
    assert [(p.number, p.kind, [w.text for w in p.words]) for p in found] == [
        (1, "scanned", ["kinerja"]),
        (2, "scanned", ["kinerja"]),
    ]


def test_a_kept_reading_is_not_made_again(scan: Path, tmp_path: Path) -> None:
    engine = OneLine()
    first = pages(scan, "auto", ScanReader(Cache(tmp_path / "kept"), engine))
    assert engine.pages == 2
    assert pages(scan, "auto", ScanReader(Cache(tmp_path / "kept"), engine)) == first
    assert engine.pages == 2


@pytest.mark.parametrize("engine", [Breaks(), Missing()])
def test_a_page_that_cannot_be_recognised_says_why(scan: Path, engine: OneLine) -> None:
    for page in pages(scan, "auto", ScanReader(Cache(None), engine)):
        assert page.kind == "scanned" and not page.words and isinstance(page.unseen, Phrase)


def test_pages_with_text_are_recognised_only_if_asked(samples: Path) -> None:
    engine = OneLine()
    document = pypdfium2.PdfDocument(samples / "bersih.pdf")
    with open_report(samples / "bersih.pdf") as report:
        page = report.page(2)
        assert list(recognised(document, [page], "auto", ScanReader(Cache(None), engine))) == [page]
        (found,) = recognised(document, [page], "all", ScanReader(Cache(None), engine))
    document.close()
    assert engine.pages == 1 and [w.text for w in found.words] == ["kinerja"]


def test_off_reads_nothing(scan: Path) -> None:
    with open_report(scan, ocr="off") as report:
        assert [(p.kind, p.words) for p in report.pages()] == [("scanned", ())] * 2


def words(text: str) -> list[Word]:
    return [Word(w, 0, 0, 10, 10, 10) for w in text.split()]


def test_rubbish_is_told_from_text() -> None:
    assert is_rubbish(words("(cid:12)(cid:7) " * 40))
    assert is_rubbish(words("\ue012\ue034\ue055 " * 40))
    assert is_rubbish(words("xkjw rtzpq mnbvc dfghj " * 12))
    assert not is_rubbish(words("Perjanjian kinerja memuat sasaran strategis dan target tahun " * 6))
    assert not is_rubbish(words("98,05 74,05 75,52 % 100 1.000 " * 12))
    assert not is_rubbish(words("(cid:12) "))


# ------------------------------------------------------------------------------------- the real engine


def turned(path: Path, number: int, degrees: int, to: Path) -> Path:
    """A page as a JPEG of a rough scanner, stored sideways, alone in a PDF."""
    document = pypdfium2.PdfDocument(path)
    image = document[number - 1].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    image = image.rotate(1.2, fillcolor=240).rotate(degrees, expand=True)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=50)
    Image.open(out).save(to, "PDF", resolution=150)
    return to


def test_a_table_stored_sideways_is_read_without_network(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setenv("EXTRACT_OCR_CACHE", "off")
    with open_report(turned(samples / "naker.pdf", 3, 90, tmp_path / "s.pdf"), ocr="auto") as report:
        (page,) = report.pages()
    assert page.turn == 90
    (grid,) = find_on_page(page).grids
    read = [[cell.text if cell else "" for cell in row] for row in grid.rows]
    assert [row[3:] for row in read[1:]] == [
        ["80,00%", "84,00%", "105,00"],
        ["38,00%", "55,04%", "144,84"],
        ["89%", "85,71%", "96,30"],
        ["54,91%", "75,52%", "137,53"],
        ["168 (Juta Rp.)", "76,82 (Juta Rp.)", "45,73"],
        ["70 (B)", "72,40 (BB)", "103,43"],
    ]
    assert read[2][2] == "Persentase pencari kerja yang ditempatkan"
