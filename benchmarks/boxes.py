"""Do the boxes of annotated PDFs lie on the figures that they claim? ``python benchmarks/boxes.py``

Audits every report at hand (a folder ``shared`` beside the project, and ``samples/``), annotates it, reads
the text under each box back out of the annotated file, and counts the boxes whose
text is the evidence's, white space aside. ``boxes.py NAME ...`` takes only files whose path holds one of
the names; every miss is printed.
"""

from __future__ import annotations

import ctypes
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractor import ExtractError, audit
from extractor.model import Audit
from extractor.output import annotated
from extractor.output.lines import by_line
from extractor.output.marks import marks
from extractor.reading import open_report

ROOT = Path(__file__).resolve().parent.parent
REACH = 3.0  # points by which an annotation may lie around the evidence's box

Rect = tuple[float, float, float, float]  # left, bottom, right, top in the page's own coordinates


class Miss(NamedTuple):
    code: str
    page: int
    evidence: str
    under: str


def misses(found: Audit, source: Path, pdf: bytes) -> list[Miss]:
    """The marked figures of an audit whose text is not what lies under their boxes in an annotated PDF;
    scanned pages have no text to compare."""
    out: list[Miss] = []
    scans = set(found.report.scanned_pages)
    wanted = [m for m in by_line(marks(found, "id"), source) if m.place.page not in scans]
    document = pypdfium2.PdfDocument(pdf)
    with open_report(source) as report:
        for number in sorted({mark.place.page for mark in wanted}):
            frame, page = report.shown(number), document[number - 1]
            squares, letters = list(_squares(page)), list(_letters(page))
            for mark in wanted:
                if mark.place.page == number:
                    under = "".join(_under(squares, letters, frame.own(box)) for box in mark.boxes)
                    if not _same(under, mark.place.text):
                        out.append(Miss(mark.record.code, number, mark.place.text, under))
            page.close()
    document.close()
    return out


def _squares(page: pypdfium2.PdfPage) -> Iterator[Rect]:
    """The rectangles of the boxes drawn over a page."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_SQUARE:
            rect = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(annotation, rect)
            yield rect.left, rect.bottom, rect.right, rect.top
        pdfium.FPDFPage_CloseAnnot(annotation)


def _letters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float, float]]:
    """The letters printed on a page, each with its middle."""
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text, index))
        if not sign.isspace() and pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            yield sign, (left.value + right.value) / 2, (bottom.value + top.value) / 2
    text.close()


def _under(squares: list[Rect], letters: list[tuple[str, float, float]], box: Rect) -> str:
    """What is printed in the annotation that marks a box ('∅' where none marks it)."""
    for rect in squares:
        if all(abs(a - b) <= REACH for a, b in zip(rect, box, strict=True)):
            x0, y0, x1, y1 = rect
            return "".join(sign for sign, x, y in letters if x0 <= x <= x1 and y0 <= y <= y1)
    return "∅"


def _same(under: str, evidence: str) -> bool:
    """Same letters in any order: a file may draw a cell's lines, or turned text, in an order of its own.
    Semicolons part the cells of evidence that is several of them."""
    return _letters_of(under) == _letters_of(evidence)


def _letters_of(text: str) -> Counter[str]:
    return Counter("".join(text.replace(";", " ").split()))


def main(names: list[str]) -> None:
    folders = [ROOT / "samples", ROOT.parent / "shared" / "reports", ROOT.parent / "shared" / "real"]
    paths = sorted(p for folder in folders for p in folder.rglob("*.pdf"))
    boxes = missed = 0
    for path in paths:
        if names and not any(name in str(path) for name in names):
            continue
        try:
            found = audit(path, ocr="off")
            wrong = misses(found, path, annotated.render(found, path))
        except ExtractError as error:
            print(f"{path.name}: {error}")
            continue
        count = len(marks(found, "id"))
        boxes, missed = boxes + count, missed + len(wrong)
        print(f"{path.name}: {count - len(wrong)} of {count}")
        for miss in wrong:
            print(f"    {miss.code} p. {miss.page}: {miss.evidence!r} over {miss.under!r}")
    print(f"all: {boxes - missed} of {boxes}")


if __name__ == "__main__":
    main(sys.argv[1:])
