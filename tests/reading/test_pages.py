"""Words, lines and drawings of pages made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import ReportError
from extractor.model import Box
from extractor.reading import open_report
from extractor.reading.page import Page, Word, group_lines, line_text


def make_pdf(content: bytes, *, rotate: int = 0, extra: bytes = b"", box: str = "0 0 600 800") -> bytes:
    """A PDF of one page with a content stream; ``/F1`` is Helvetica."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Rotate %d /Contents 4 0 R /Resources "
        b"<< /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>" % (box.encode(), rotate),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 100 50] /Length %d >>"
        b"\nstream\n%s\nendstream" % (len(extra), extra),
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def read(tmp_path: Path, pdf: bytes) -> Page:
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf)
    with open_report(path) as report:
        return report.page(1)


TEXT = b"BT /F1 10 Tf 100 700 Td (Target 32,86%) Tj 0 -14 Td (Realisasi 39,67%) Tj ET"


def test_words_have_boxes_from_the_top_left(tmp_path: Path) -> None:
    page = read(tmp_path, make_pdf(TEXT))
    assert [w.text for w in page.words] == ["Target", "32,86%", "Realisasi", "39,67%"]
    first = page.words[0]
    assert first.x0 == pytest.approx(100, abs=1) and first.top < 100 < first.bottom + 10


def test_letters_slanted_for_want_of_an_italic_font_are_read_and_watermarks_are_not(tmp_path: Path) -> None:
    slanted = b"BT /F1 10 Tf 1 0 0.3333 1 100 700 Tm (Realisasi 39,67%) Tj ET"
    watermark = b" BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm (SALINAN) Tj ET"
    page = read(tmp_path, make_pdf(slanted + watermark))
    assert [w.text for w in page.words] == ["Realisasi", "39,67%"]


def test_raised_digits_behind_a_figure_are_marks_of_footnotes(tmp_path: Path) -> None:
    raised = b" 6 0 0 6 124.8 703.5 Tm (12) Tj"
    level = b" 6 0 0 6 124.8 680 Tm (1) Tj"
    area = b"/F1 1 Tf 10 0 0 10 100 660 Tm (5 m) Tj 6 0 0 6 116.7 663.5 Tm (2) Tj"
    page = read(
        tmp_path,
        make_pdf(
            b"BT /F1 1 Tf 10 0 0 10 100 700 Tm (98,05) Tj"
            + raised
            + b" 10 0 0 10 100 680 Tm (98,05) Tj"
            + level
            + area
            + b" ET"
        ),
    )
    assert [w.text for w in page.words] == ["98,05¹²", "98,051", "5", "m2"]


def test_text_outside_the_visible_part_of_the_page_is_not_read(tmp_path: Path) -> None:
    page = read(tmp_path, make_pdf(TEXT, box="0 698 600 800"))
    assert [w.text for w in page.words] == ["Target", "32,86%"]


@pytest.mark.parametrize("unseen", [b"3 Tr", b"1 g", b"0.2 g 1 1 1 rg"])
def test_text_that_is_not_painted_or_white_on_white_is_not_read(tmp_path: Path, unseen: bytes) -> None:
    hidden = b" q BT %s /F1 10 Tf 100 650 Td (Capaian 99,99%%) Tj ET Q" % unseen
    page = read(tmp_path, make_pdf(TEXT + hidden))
    assert [w.text for w in page.words] == ["Target", "32,86%", "Realisasi", "39,67%"]


def test_text_that_a_picture_covers_is_read_from_the_picture(tmp_path: Path) -> None:
    picture = b" q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xfd EI Q "
    stencil = b" q 600 0 0 800 0 0 cm BI /W 8 /H 1 /IM true /BPC 1 ID \xfd EI Q "
    assert read(tmp_path, make_pdf(TEXT + picture)).kind == "scanned"
    assert read(tmp_path, make_pdf(picture + TEXT)).kind == "text"
    assert read(tmp_path, make_pdf(TEXT + stencil)).kind == "text"


@pytest.mark.parametrize(
    "ground", [b"90 640 200 30 re f", b"90 640 m 290 640 l 300 650 l 300 660 l 290 670 l 90 670 l f"]
)
@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_white_text_on_a_coloured_ground_is_read(tmp_path: Path, ground: bytes, rotate: int) -> None:
    headed = b" q 0 0 0.6 rg %s BT 1 g /F1 10 Tf 100 650 Td (Target 2024) Tj ET Q" % ground
    page = read(tmp_path, make_pdf(TEXT + headed, rotate=rotate))
    assert "2024" in [w.text for w in page.words]


def test_word_across_a_cell_border_is_split(tmp_path: Path) -> None:
    # 'AB' set in one run over the border at x = 107: each cell has its letter.
    content = b"BT /F1 10 Tf 100 700 Td (AB) Tj ET 106.8 690 m 106.8 720 l S 90 690 m 90 720 l S"
    page = read(tmp_path, make_pdf(content))
    assert [w.text for w in page.words] == ["A", "B"]


def test_thin_rectangles_and_strokes_are_rulings(tmp_path: Path) -> None:
    content = TEXT + b" 50 600 300 0.5 re f 50 500 100 60 re S 0.9 g 60 510 80 20 re f"
    page = read(tmp_path, make_pdf(content))
    assert sum(r.horizontal for r in page.rulings) == 3
    assert sum(not r.horizontal for r in page.rulings) == 2
    assert len(page.fills) == 1


def test_dots_in_a_row_are_a_ruling(tmp_path: Path) -> None:
    across = b"".join(b" %.1f 600 0.8 0.8 re f" % (50 + 1.6 * i) for i in range(100))
    down = b"".join(b" 50 %.1f 0.8 0.8 re f" % (600 - 1.6 * i) for i in range(20))
    corners = b"".join(b" %d 400 0.5 0.5 re f" % (50 + 20 * i) for i in range(10))
    page = read(tmp_path, make_pdf(TEXT + across + down + corners))
    ruled = [(r.horizontal, round(r.x1 - r.x0), round(r.bottom - r.top)) for r in page.rulings]
    assert ruled == [(True, 159, 0), (False, 0, 31)]


def test_form_xobject_is_walked_with_its_matrix(tmp_path: Path) -> None:
    page = read(tmp_path, make_pdf(TEXT + b" /X1 Do", extra=b"0 0 m 200 0 l S"))
    (ruling,) = page.rulings
    assert (ruling.x0, ruling.top, ruling.x1) == pytest.approx((100, 750, 300), abs=1)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_rotated_pages_are_read_as_shown(tmp_path: Path, rotate: int) -> None:
    page = read(tmp_path, make_pdf(TEXT, rotate=rotate))
    assert (page.width, page.height) == ((600, 800) if rotate in (0, 180) else (800, 600))
    for word in page.words:
        assert 0 <= word.x0 <= word.x1 <= page.width and 0 <= word.top <= word.bottom <= page.height


def test_page_stored_sideways_is_read_upright_and_boxes_are_turned_back(tmp_path: Path) -> None:
    turned = (
        b"BT /F1 10 Tf "
        + b"".join(
            b"0 1 -1 0 %d 100 Tm (Indikator Kinerja Utama Target Realisasi Capaian) Tj " % (100 + 14 * i)
            for i in range(4)
        )
        + b"ET"
    )
    page = read(tmp_path, make_pdf(turned))
    assert page.turn == 90
    assert line_text(page.lines[0]).startswith("Indikator Kinerja Utama")
    shown = page.on_page(page.words[0].box)
    # On the shown page the first word begins at y = 800 - 100 and runs upwards.
    assert shown.bottom == pytest.approx(700, abs=2) and 85 < shown.x0 < 105


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_on_page_keeps_size(turn: int) -> None:
    page = Page(1, 600, 800, "text", turn=turn)
    x0, top, x1, bottom = page.on_page(Box(10, 20, 110, 50))
    assert sorted([x1 - x0, bottom - top]) == [30, 100]


def test_lines_keep_raised_signs_on_their_line() -> None:
    line = group_lines(
        [Word("5.310", 0, 0, 30, 10, 10), Word("*)", 31, -2, 36, 4, 6), Word("next", 0, 12, 20, 22, 10)]
    )
    assert [[w.text for w in words] for words in line] == [["5.310", "*)"], ["next"]]


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"no pdf"), ("b.pdf", b"%PDF-1.7 rubbish")])
def test_what_is_no_pdf_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReportError, match=name), open_report(path):
        pass


def test_missing_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ReportError), open_report(tmp_path / "nothing.pdf"):
        pass


def test_watermark_printed_under_a_table_is_no_word_of_it(tmp_path: Path) -> None:
    mark = b"q 0.9 g BT /F1 80 Tf 90 665 Td (DRAFT) Tj ET Q "
    page = read(tmp_path, make_pdf(mark + TEXT + b" BT /F1 40 Tf 100 300 Td (LAPORAN) Tj ET"))
    assert [w.text for w in page.words] == ["Target", "32,86%", "Realisasi", "39,67%", "LAPORAN"]
