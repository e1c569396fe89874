"""YER001: years and periods that cannot be meant."""

from __future__ import annotations

import pytest

from extractor.checks.periods import check_periods
from extractor.checks.years import captions
from extractor.model import Box, Cell, Column, Finding, Paragraph, ReportInfo, Table
from extractor.statements.ledger import Ledger
from tests.checks.ledgers import Book

BOX = Box(0, 0, 100, 10)
PLAN = "Renstra Dinas Tahun 2024-2026 menjadi dasar laporan tahun 2024, tahun 2024, dan tahun 2024."


def findings(
    *texts: str, kind: str = "lakip", section: str = "BAB I", tables: tuple[Table, ...] = ()
) -> list[Finding]:
    info = ReportInfo(file="x.pdf", sha256="", title="", agency="", region="", year=2024, kind=kind, pages=9)
    paragraphs = tuple(Paragraph(t, 1, BOX, section) for t in (*texts, PLAN))
    return list(check_periods(Ledger(info, (), {}, {t.id: t for t in tables}, paragraphs)))


@pytest.mark.parametrize(
    "text",
    [
        "Jabatan mediator kosong pada semester IV 2024.",
        "Laporan ini merupakan tahun terakhir pelaksanaan Rencana Strategis.",
        "Tahun 2024 adalah tahun kelima pelaksanaan Renstra Tahun 2021-2026.",
        "Rata-rata capaian anggaran tahun 2025 sebesar 93,17%.",
        "Bab ini adalah pertanggungjawaban kinerja selama Tahun 2023 yang memuat realisasi.",
        "Dasar hukum dalam penyusunan LKIP Dinas Kesehatan Kabupaten Tahun 2023 adalah sebagai berikut:",
        "Peraturan Pemerintah Nomor 18 Tahun 2026 tentang Perangkat Daerah.",
        "IKU menjadi pedoman bidang dari tahun 2019 sampai dengan tahun 2023 dengan memperhatikan tugas.",
    ],
)
def test_found(text: str) -> None:
    assert [f.code for f in findings(text)] == ["YER001"]


@pytest.mark.parametrize(
    "text",
    [
        "Jabatan mediator kosong pada triwulan IV 2024.",
        "Mahasiswa semester IV mengikuti magang.",
        "Laporan ini merupakan tahun pertama pelaksanaan Rencana Strategis.",
        "Laporan ini merupakan tahun terakhir pelaksanaan Renstra Tahun 2021-2024.",
        "Tahun 2024 merupakan tahun kedua pelaksanaan Renstra 2022-2026.",  # counted from 2023
        "Realisasi tahun 2023 sebesar 90,00% dan realisasi tahun 2024 sebesar 93,17%.",
        "Target capaian anggaran tahun 2025 sebesar 93,17%.",
        "Hasil evaluasi atas penyusunan LKIP Dinas Tahun 2023 telah ditindaklanjuti.",
        "Peraturan Pemerintah Nomor 18 Tahun 2016 tentang Perangkat Daerah.",
        "Renstra menjadi pedoman dari tahun 2024 sampai dengan tahun 2026.",
    ],
)
def test_left_alone(text: str) -> None:
    assert findings(text) == []


def test_foreword_dated_before_the_year_was_over() -> None:
    assert len(findings("Jombang, 17 Januari 2024", section="KATA PENGANTAR")) == 1
    assert findings("Jombang, 17 Januari 2025", section="KATA PENGANTAR") == []
    assert findings("Jombang, 31 Desember 2024", section="KATA PENGANTAR") == []
    assert findings("Jombang, 17 Januari 2024", section="BAB II") == []  # the date of the agreement


def table(caption: str, section: str, years: tuple[int, ...]) -> Table:
    cell = Cell(text="x", page=1, bbox=Box(0, 50, 100, 60))
    columns = tuple(Column(field="realisasi", year=y, header=str(y)) for y in years)
    return Table(
        id="p1.1", kind="lain", caption=caption, pages=(1,), columns=columns,
        rows=((cell,) * len(years),), section=section,
    )  # fmt: skip


def test_heading_of_another_year_over_this_years_table() -> None:
    heading = "3.6 Realisasi Anggaran Tahun 2023"
    own = table("Tabel 3.6 Realisasi Anggaran Tahun 2024", f"BAB III > {heading}", (2024,))
    info = ReportInfo(
        file="x.pdf", sha256="", title="", agency="", region="", year=2024, kind="lakip", pages=9
    )
    ledger = Ledger(info, (), {}, {own.id: own}, (Paragraph(heading, 1, BOX, f"BAB III > {heading}"),))
    assert len(list(check_periods(ledger))) == 1
    last = table("Tabel 3.6 Realisasi Anggaran Tahun 2023", f"BAB III > {heading}", (2023,))
    ledger = Ledger(info, (), {}, {last.id: last}, ledger.paragraphs)
    assert list(check_periods(ledger)) == []


def test_announced_period_against_the_columns() -> None:
    text = "Perhitungan dari Tahun Anggaran 2021-2023 yaitu sebagai berikut:"
    assert len(findings(text, tables=(table("", "", (2022, 2023, 2024)),))) == 1
    assert findings(text, tables=(table("", "", (2021, 2022, 2023)),)) == []


def test_a_caption_of_last_year_over_this_years_budget() -> None:
    budgets = {"Kegiatan A": ["Rp3.600.000.000"], "Kegiatan B": ["Rp460.000.000"]}
    other = {"Kegiatan A": ["Rp3.500.000.000"], "Kegiatan B": ["Rp460.000.000"]}
    caption = "Tabel 5 Realisasi Anggaran Tahun 2023"

    def found(first: dict[str, list[str]]) -> list[Finding]:
        book = Book().table("pk", 4, [("anggaran", 2024)], first)
        return list(captions(book.table("anggaran", 6, [("anggaran", 2023)], budgets, caption).ledger()))

    assert [f.code for f in found(budgets)] == ["YER001"]
    assert not found(other)


def test_a_figure_that_is_the_same_in_both_years_tells_nothing_of_a_caption() -> None:
    rows = {name: ["Rp100"] for name in ("Kegiatan A", "Kegiatan B", "Kegiatan C")}
    later = {"Kegiatan A": ["Rp300"], "Kegiatan B": ["Rp200"], "Kegiatan C": ["Rp100"]}
    book = Book().table("pk", 4, [("anggaran", 2024)], later).table("rkt", 5, [("anggaran", 2023)], rows)
    book = book.table("anggaran", 6, [("anggaran", 2023)], later, "Tabel 5 Realisasi Anggaran Tahun 2023")
    assert [f.code for f in captions(book.ledger())] == ["YER001"]
