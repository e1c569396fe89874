from __future__ import annotations

import pytest

from extractor.model import Box, Paragraph
from extractor.statements import facts


def paragraphs(*texts: str, page: int = 1) -> list[Paragraph]:
    return [Paragraph(t, page, Box(0, 0, 1, 1)) for t in texts]


def test_the_cover_is_the_first_page_if_it_has_few_words() -> None:
    cover = paragraphs("LAPORAN KINERJA", "DINAS SOSIAL KOTA X TAHUN 2023")
    assert facts.cover_text(cover) == "LAPORAN KINERJA DINAS SOSIAL KOTA X TAHUN 2023"
    assert facts.cover_text(paragraphs("BAB I PENDAHULUAN")) == ""
    assert facts.cover_text(paragraphs("kata " * 100)) == ""


def test_a_report_without_cover_has_its_title_above_the_first_part() -> None:
    sentence = "RSUD melayani rujukan dari tujuh belas puskesmas. " * 20
    page = paragraphs("LAPORAN AKUNTABILITAS KINERJA", "RSUD dr. WIRAATMAJA", "TAHUN 2018", "BAB I", sentence)
    assert facts.cover_text(page) == "LAPORAN AKUNTABILITAS KINERJA RSUD dr. WIRAATMAJA TAHUN 2018"
    assert facts.cover_text(paragraphs("TAHUN 2018", sentence)) == ""


@pytest.mark.parametrize(
    ("cover", "texts", "hints", "kind"),
    [
        ("LAPORAN AKUNTABILITAS KINERJA INSTANSI PEMERINTAH Tahun 2024", [], "", "lakip"),
        ("INDIKATOR KINERJA UTAMA 2025", ["LKjIP disusun"], "", "iku"),
        ("", ["LKIP ini disusun menurut Renstra, IKU dan Perjanjian Kinerja."] * 4, "", "lakip"),
        ("", ["Renja ini memuat target.", "Renstra"] * 4, "", "renja"),
        ("", [], "dishub pk 2016", "pk"),
        ("", ["Renstra dan Perjanjian Kinerja", "BAB III AKUNTABILITAS KINERJA"], "", "lakip"),
        ("", [], "", "lainnya"),
    ],
)
def test_kind(cover: str, texts: list[str], hints: str, kind: str) -> None:
    assert facts.document_kind(cover, texts, hints) == kind


@pytest.mark.parametrize(
    ("cover", "texts", "kind", "year"),
    [
        # The year of signing stands on the cover too; the measured one is named with 'Tahun'.
        ("LAPORAN KINERJA TAHUN 2023 DINAS SOSIAL 2024", ["capaian Tahun 2023"] * 3, "lakip", 2023),
        # A cover left from an earlier year is outvoted.
        ("LKjIP 2019", ["Laporan Kinerja Inspektorat Provinsi X Tahun 2022 disusun"] * 2, "lakip", 2022),
        # A law's year and a period are no votes.
        (
            "",
            ["Peraturan Presiden Nomor 29 Tahun 2014", "Renstra Tahun 2021-2026", "tahun 2023"],
            "lakip",
            2023,
        ),
        # Captions are of the report's year, sentences compare with the one before.
        (
            "",
            ["Tabel 3.1 Perjanjian Kinerja Tahun 2023", "naik dari tahun 2022", "pada tahun 2022"],
            "lakip",
            2023,
        ),
        # Plans for the next year after each indicator do not outvote the report's own name.
        (
            "LAPORAN KINERJA KOTA X TAHUN 2023",
            [*["Tabel 3.5 Rencana Tindak Lanjut Tahun 2024"] * 9, *["LKjIP Kota X Tahun 2023"] * 2],
            "lakip",
            2023,
        ),
        # Except those of what is to be done next.
        ("", ["tahun 2023", *["Tabel 3.5 Rencana Tindak Lanjut Tahun 2024"] * 3], "lakip", 2023),
        ("INDIKATOR KINERJA UTAMA 2025", ["realisasi tahun 2024"] * 9, "iku", 2025),
        ("RENCANA STRATEGIS TAHUN 2017", ["tahun 2017"], "renstra", None),
        ("", [], "lakip", None),
    ],
)
def test_year(cover: str, texts: list[str], kind: str, year: int | None) -> None:
    assert facts.report_year(cover, texts, kind) == year


def test_the_files_name_decides_where_nothing_else_does() -> None:
    assert facts.report_year("", [], "pk", "dishub pk 2016") == 2016
    assert facts.report_year("", ["tahun 2017"], "lakip", "lkip 2016") == 2017
