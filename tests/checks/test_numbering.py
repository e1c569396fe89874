"""TAB: numbers and captions of tables."""

from __future__ import annotations

from extractor.checks.numbering import check_captions, check_numbers
from extractor.model import Box, Cell, Column, Finding, Paragraph, ReportInfo, Table
from extractor.statements.ledger import Ledger

BOX = Box(0, 0, 100, 10)


def table(caption: str, page: int, *cells: str, field: str = "indikator") -> Table:
    rows = tuple(
        (Cell(text=t, page=page, bbox=Box(0, 20 * r, 90, 20 * r + 9)),) for r, t in enumerate(cells or ("x",))
    )
    return Table(
        id=f"p{page}", kind="pengukuran", caption=caption, pages=(page,),
        columns=(Column(field=field, year=None, header=""),), rows=rows,
    )  # fmt: skip


def ledger(*tables: Table, texts: tuple[str, ...] = (), scanned: tuple[int, ...] = ()) -> Ledger:
    info = ReportInfo(
        file="x.pdf",
        sha256="",
        title="",
        agency="",
        region="",
        year=2024,
        kind="lakip",
        pages=20,
        scanned_pages=scanned,
    )
    paragraphs = tuple(Paragraph(t, 9, BOX, "BAB III") for t in texts)
    return Ledger(info, (), {}, {t.id: t for t in tables}, paragraphs)


def numbers(*tables: Table, texts: tuple[str, ...] = (), scanned: tuple[int, ...] = ()) -> list[Finding]:
    return list(check_numbers(ledger(*tables, texts=texts, scanned=scanned)))


def test_a_number_used_twice() -> None:
    (finding,) = numbers(
        table("Tabel 3.5 Perbandingan dengan Provinsi", 4), table("Tabel 3.5 Program Penunjang", 5)
    )
    assert finding.severity == "warning"
    assert {s.page for s in finding.stated} == {4, 5}


def test_a_table_that_goes_on_has_one_number() -> None:
    assert (
        numbers(
            table("Tabel 12. Capaian Program Air Minum", 4), table("Tabel 12. Capaian Program Air Minum", 5)
        )
        == []
    )
    assert (
        numbers(table("Tabel 3.5 Realisasi Anggaran", 4), table("Tabel 3.5 Realisasi Anggaran (lanjutan)", 5))
        == []
    )


def test_a_number_left_out() -> None:
    first, later = table("Tabel 3.4 Realisasi", 4), table("Tabel 3.6 Anggaran", 6)
    (finding,) = numbers(first, later)
    assert "Tabel 3.5 tidak ditemukan" in finding.message.id
    assert numbers(first, later, texts=("Hal itu terlihat pada tabel 3.5 di atas.",)) == []
    assert numbers(first, later, scanned=(5,)) == []
    assert numbers(first, table("Tabel 4.1 Anggaran", 6)) == []


def test_rows_with_a_gap_are_information() -> None:
    (finding,) = numbers(table("Tabel 1", 4, "1", "2", "4", "5", field="no"))
    assert finding.severity == "info"
    assert numbers(table("Tabel 1", 4, "1", "2", "3", "4", field="no")) == []


def test_caption_of_another_sasaran() -> None:
    one, two = "Meningkatnya Daya Saing Usaha Mikro", "Meningkatnya Akuntabilitas Kinerja Perangkat Daerah"
    plan = table("Tabel 2.1 Perjanjian Kinerja", 2, one, two, field="sasaran")
    right = table(f"Tabel 3.4 Capaian pada Sasaran {one}", 4, "Jumlah usaha mikro yang dibina")
    wrong = table(f"Tabel 3.5 Capaian pada Sasaran {one}", 5, two)
    (finding,) = check_captions(ledger(plan, right, wrong))
    assert finding.indicator == two
    fitting = table(f"Tabel 3.5 Capaian pada Sasaran {two}", 5, two)
    assert list(check_captions(ledger(plan, right, fitting))) == []
