from __future__ import annotations

import pytest

from extractor.model import Box, Paragraph
from extractor.statements.conventions import formula_of, read_conventions
from extractor.tables.grid import Grid, GridCell


def paragraph(text: str, top: float = 0) -> Paragraph:
    return Paragraph(text, 1, Box(0, top, 100, top + 10))


def drawn(*rows: tuple[str, ...], top: float) -> Grid:
    box = Box(0, top, 100, top + 10)
    cells = tuple(
        tuple(GridCell((t,), t, 1, box, r, c) for c, t in enumerate(row)) for r, row in enumerate(rows)
    )
    return Grid((1,), box, cells)


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("Setiap capaian lebih dari 100% termasuk dalam capaian 100%.", 100),
        ("Capaian di atas 120% dihitung sebesar 120%.", 120),
        ("Nilai capaian indikator paling tinggi ditetapkan 150%.", 150),
        ("Capaian kinerja dibatasi sampai dengan 120%.", 120),
        ("Capaian tidak boleh melebihi 100%.", 100),
        # A scale, a claim and another limit are no cap.
        ("Capaian > 100 % : Sangat Baik", None),
        ("Indikator dengan capaian di atas 100% sebanyak 4 indikator.", None),
        ("Capaian penyerapan anggaran maksimal 100% dari pagu anggaran.", None),
        ("Capaian lebih dari 100% dinilai 110% oleh pihak lain.", None),
        ("Rata-rata capaian dibatasi maksimal 100% per indikator, yaitu 97,21%.", None),
    ],
)
def test_cap(text: str, cap: int | None) -> None:
    found = read_conventions([paragraph(text)])
    assert found.cap == cap
    assert (found.cap_place is not None) == (cap is not None)


@pytest.mark.parametrize(
    ("text", "lower", "formula"),
    [
        ("Capaian = Target - (Realisasi - Target) x 100 Target", False, "difference"),
        ("Rencana – (Realisasi – Rencana) x 100% Rencana", False, "difference"),
        ("Capaian = ((2 × Target) – Realisasi) / Target × 100%", False, "difference"),
        ("(2 x Target) - Realisasi", False, "difference"),
        ("Target / Realisasi x 100%", True, "inverse"),
        ("Target x 100% Realisasi", True, "inverse"),
        ("Target / Realisasi x 100%", False, None),
        ("Realisasi / Target x 100%", True, None),
        # A misprint that is always 100% states nothing.
        ("Realisasi - (Realisasi - Rencana) x 100% Rencana", True, None),
        ("target yang ditetapkan - sebagaimana realisasi tahun lalu - melebihi target", False, None),
    ],
)
def test_formula(text: str, lower: bool, formula: str | None) -> None:
    assert formula_of(text, lower=lower) == formula


def test_an_announced_formula_in_the_next_paragraph() -> None:
    found = read_conventions(
        [
            paragraph("Semakin tinggi realisasi menunjukkan kinerja semakin baik, digunakan rumus:", 0),
            paragraph("Realisasi / Target x 100%", 20),
            paragraph("Semakin tinggi realisasi menunjukkan semakin rendah kinerja, digunakan rumus:", 40),
            paragraph("Target / Realisasi x 100%", 60),
        ]
    )
    assert found.lower_formula == "inverse"
    assert found.lower_formula_place is not None
    assert found.lower_formula_place.bbox.top == 60


def test_a_formula_drawn_as_a_table() -> None:
    grid = drawn(
        ("Capaian", "=", "Rencana – (Realisasi – Rencana)", "x 100%"), ("", "", "Rencana", ""), top=50
    )
    found = read_conventions([paragraph("Semakin tinggi realisasi semakin rendah kinerja:")], [grid])
    assert found.lower_formula == "difference"
    assert found.lower_formula_place is not None
    assert found.lower_formula_place.bbox == grid.bbox
