"""Boxes on the page as it is shown, and back to the page's own coordinates."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import Box
from extractor.reading import open_report
from extractor.reading.frame import Frame

SIDE = st.floats(1, 800)


@given(st.sampled_from([0, 90, 180, 270]), st.floats(-50, 50), SIDE, SIDE, SIDE, SIDE)
def test_own_is_the_inverse_of_rect(turn: int, corner: float, x: float, y: float, w: float, h: float) -> None:
    frame = Frame(corner, -corner, corner + 600, 800 - corner, turn)
    drawn = (x, y, x + w, y + h)
    assert frame.own(frame.rect(*drawn)) == pytest.approx(drawn)
    box = Box(*drawn)
    assert frame.rect(*frame.own(box)) == pytest.approx(box)


def made(page: bytes, tree: bytes) -> bytes:
    """A PDF of one page with a word at (100, 700); entries of the page and of the page tree above it."""
    content = b"BT /F1 10 Tf 100 700 Td (Target) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 %s >>" % tree,
        b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


@pytest.mark.parametrize(
    ("page", "tree"),
    [
        (b"/MediaBox [0 0 600 900]", b""),
        (b"", b"/MediaBox [0 0 600 900]"),  # inherited
        (b"/MediaBox [0 0 600 900] /CropBox [-20 -20 700 1000]", b""),  # larger than the page
    ],
)
def test_box_does_not_hang_on_where_the_page_size_is_written(
    tmp_path: Path, page: bytes, tree: bytes
) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(made(page, tree))
    with open_report(path) as report:
        read, shown = report.page(1), report.shown(1)
    assert (read.width, read.height) == (shown.width, shown.height) == (600, 900)
    assert read.words[0].x0 == pytest.approx(100, abs=1)
    assert read.words[0].bottom == pytest.approx(200, abs=3)
