"""REA004 over divisions that running text writes out, on one line or over a fraction bar."""

from __future__ import annotations

import pytest

from extractor.checks.shares import printed_fraction
from extractor.model import Box, Finding, Paragraph, Placed, ReportInfo
from extractor.statements.ledger import Ledger


def paragraph(*lines: str, page: int = 4, top: float = 100) -> Paragraph:
    """A paragraph printed in lines; two spaces in a line push what follows to the right."""
    text, words = "", []
    for row, line in enumerate(lines):
        x = 100.0
        for part in line.split(" "):
            if not part:
                x += 40
                continue
            text += " " if text else ""
            box = Box(x, top + 14 * row, x + 5 * len(part), top + 14 * row + 10)
            words.append(Placed(len(text), len(text) + len(part), page, box))
            text += part
            x += 5 * len(part) + 3
    return Paragraph(text, page, Box(100, top, 500, top + 14 * len(lines)), "BAB III", words=tuple(words))


def findings(*paragraphs: Paragraph) -> list[Finding]:
    info = ReportInfo(
        file="x.pdf", sha256="", title="", agency="", region="", year=2024, kind="lakip", pages=9
    )
    return list(printed_fraction(Ledger(info, (), {}, {}, paragraphs)))


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        (("182", "   = x 100% = 21,00%", "881"), "20,66%"),
        (("27.694.035 - 24.240.445", " = X 100%", "24.240.445", " = 15,36%"), "14,25%"),
        (("10.246.498 kbm", "   =  = 58.551 kbm/tahun", "179 sentra layanan"), "57.243"),
        (("Persentase gangguan: 30 / 2.849 X 100% = 0,01%",), "1,05%"),
    ],
)  # fmt: skip
def test_a_result_that_its_operands_do_not_give_is_found(lines: tuple[str, ...], right: str) -> None:
    (finding,) = findings(paragraph(*lines))
    assert right in finding.message.id


def test_a_lost_hundred_is_named() -> None:
    (finding,) = findings(paragraph("30 / 2.849 x 100% = 0,01%"))
    assert "Perkalian dengan 100" in finding.diagnosis.id


@pytest.mark.parametrize(
    "lines",
    [
        ("342", "   = x 100% = 38,82%", "881"),
        ("95,25/90*100% = 105,82%",),  # the realisasi was rounded before
        ("99,90/94 * 100% = 106,29",),
        ("100,53 + 100 + 100", "   = X 100%", "3", " = 100,18"),  # a mean, the hundred is ornament
        ("4,224 / 307,120 x 100% = 1,37 %",),  # thousands with commas
        ("(2 x 100 - 85)/100 x 100% = 115%",),  # a part of a larger calculation
        ("80 - (75 - 80)/80 x 100% = 106,25%",),
        ("75/80 x 100% = 15/16",),
        ("182 orang dilatih = x 100% = 21,00% pada 881 orang",),  # no fraction bar
    ],
)  # fmt: skip
def test_what_follows_or_is_no_fraction_is_left_alone(lines: tuple[str, ...]) -> None:
    assert not findings(paragraph(*lines))


def test_a_calculation_in_two_paragraphs_is_one() -> None:
    above = paragraph("27.694.035 - 24.240.445", " = X 100%", top=100)
    below = paragraph("24.240.445", " = 15,36%", top=130)
    assert len(findings(above, below)) == 1
    assert not findings(above, paragraph("24.240.445", " = 15,36%", top=400))
