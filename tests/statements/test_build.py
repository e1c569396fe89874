from __future__ import annotations

from decimal import Decimal

from extractor.language import numbers
from extractor.model import Box, Paragraph, ReportInfo, Statement
from extractor.statements.build import build
from extractor.tables.layout import Layout

BOX = Box(0, 0, 1, 1)
INFO = ReportInfo(
    file="x.pdf",
    sha256="",
    title="",
    agency="Dinas Koperasi Kota Contoh",
    region="Kota Contoh",
    year=2024,
    kind="lakip",
    pages=1,
)


def stated(measure: str, text: str) -> Statement:
    quantity = numbers.parse(text)
    return Statement(
        indicator="Persentase Koperasi Aktif",
        measure=measure,
        year=2024,
        value=quantity.value,
        text=text,
        unit=quantity.unit,
        kind="table",
        source="pengukuran",
        page=1,
        bbox=BOX,
        where="",
        quantity=quantity,
        table="t1",
        row=0,
    )


def test_a_ledger_of_tables_and_text() -> None:
    texts = [
        "Capaian kinerja yang lebih dari 100% dihitung 100%.",
        "Persentase Koperasi Aktif dengan target kinerja tahun 2024 sebesar 46,24%.",
        "Total anggaran Dinas Koperasi Kota Contoh sebesar Rp8.744.588.757,- telah terserap.",
    ]
    layout = Layout((), tuple(Paragraph(t, 1, BOX) for t in texts), (), ())
    ledger = build(INFO, layout, [], [stated("target", "46,25%"), stated("capaian", "100%")])
    (indicator,) = [k for k, s in ledger.subjects.items() if s.kind == "indikator"]
    (total,) = [k for k, s in ledger.subjects.items() if s.kind == "agregat"]
    assert [s.text for s in ledger.about(indicator, "target", 2024)] == ["46,25%", "46,24%"]
    assert [s.value for s in ledger.about(total, "anggaran")] == [Decimal(8744588757)]
    assert ledger.conventions.cap == 100
    assert ledger.report is INFO


def test_an_empty_report() -> None:
    ledger = build(INFO, Layout((), (), (), ()), [], [])
    assert ledger.statements == ()
    assert ledger.subjects == {}
