"""The recapitulation of stores made by hand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.batch.recap import page, workbook
from extractor.batch.recap.across import is_regional
from extractor.batch.recap.figures import Recap, recap
from extractor.batch.store import Entry, Store
from extractor.model import Phrase

from .conftest import Batch

A, B, C = (f"Dinas {name} Kabupaten Contoh" for name in ("Kesehatan", "Sosial", "Pangan"))
POOR = "Persentase penduduk miskin"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.sqlite") as opened:
        yield opened


def _figure(n: int, indicator: str, year: int, value: str, **fields: Any) -> tuple[Any, ...]:
    number = Decimal(value)
    half = Decimal(1).scaleb(number.as_tuple().exponent) / 2  # type: ignore[arg-type]
    known = {"subject": n, "measure": "realisasi", "unit": None, "kind": "table", **fields}
    return (
        n, indicator, known["subject"], known["measure"], year, value, str(number - half), str(number + half),
        value.replace(".", ","), known["unit"], known["kind"], "pengukuran", 10 + n, 0, 0, 1, 1, "Tabel 3.1",
    )  # fmt: skip


def _finding(n: int, id: str, severity: str = "error", text: str = "x") -> tuple[Any, ...]:
    return (n, id, None, id[:6], severity, text, None, 2024, *(text,) * 8, None, "", "", 1.0, "4,5")


class Made:
    """Runs made by hand in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.run = 0

    def begin(self) -> None:
        self.run = self.store.begin_run("0", "")

    def report(self, file: str, agency: str, year: int = 2024, **rows: Any) -> None:
        status = rows.pop("status", "audited")
        info = {
            "status": status, "file": file, "sha256": file, "title": "", "agency": agency, "year": year,
            "region": "Kabupaten Contoh", "kind": "lakip", "pages": 10, "scanned_pages": 0,
        }  # fmt: skip
        reason = Phrase("rusak", "broken") if status == "failed" else None
        with self.store.transaction():
            number = self.store.keep_report(
                f"{self.run} {file}", {"report": info, **rows}, seconds=1, memory_mb=1, reason=reason,
                outputs={"json": f"laporan/{file}/audit.json"},
            )  # fmt: skip
            entry = Entry(file, number, file, agency, "Kabupaten Contoh", year, "lakip")
            self.store.attach(self.run, [entry])

    def finish(self) -> Recap:
        self.store.finish_run(self.run)
        return recap(self.store, self.run, {})


@pytest.fixture
def made(store: Store) -> Made:
    return Made(store)


def test_agencies_are_in_the_order_of_their_errors(made: Made) -> None:
    made.begin()
    made.report("a.pdf", A, findings=[_finding(1, "CAP001-a", "warning")], coverage=[(10, 1, 1, 4, 3)])
    made.report("b.pdf", B, findings=[_finding(1, "CAP001-b"), _finding(2, "BUD001-b", "info")])
    made.report("c.pdf", C, status="failed")
    shown = made.finish()
    assert [(agency.name, agency.rank) for agency in shown.agencies] == [(B, 1), (A, 2), (C, 0)]
    assert shown.agencies[1].right_share == 75 and shown.families == ("BUD", "CAP")
    assert [report.file for report in shown.missed] == ["c.pdf"]
    assert [(rule.code, rule.findings, rule.errors, rule.reports) for rule in shown.rules] == [
        ("CAP001", 2, 1, 2),
        ("BUD001", 1, 0, 1),
    ]


def test_findings_are_held_against_the_run_before(made: Made) -> None:
    made.begin()
    made.report("a.pdf", A, findings=[_finding(1, "CAP001-a"), _finding(2, "CAP001-b")])
    made.report("c.pdf", C)
    assert made.finish().changed("new") == 0, "in the first run nothing is new"
    made.begin()
    made.report("a-revisi.pdf", A, findings=[_finding(1, "CAP001-b"), _finding(2, "CAP001-c")])
    made.report("b.pdf", B, findings=[_finding(1, "CAP001-d")])
    shown = made.finish()
    assert [shown.changed(name) for name in ("resolved", "unchanged", "new")] == [1, 1, 1]
    assert shown.gone == ("c.pdf",) and [r.file for r in shown.reports if r.is_new] == ["b.pdf"]


def test_last_years_figure_in_two_reports(made: Made) -> None:
    made.begin()
    last = [
        _figure(1, "Cakupan imunisasi dasar", 2023, "88.10"),
        _figure(2, "Persentase puskesmas terakreditasi", 2023, "90.0"),
        _figure(3, "Jumlah kunjungan", 2023, "1200", unit="orang"),
        _figure(4, "Angka kematian ibu", 2023, "85"),
        _figure(5, "Rata-rata waktu tunggu", 2023, "35.5"),
    ]
    this = [
        _figure(1, "Cakupan imunisasi dasar", 2023, "81.10"),
        _figure(2, "Persentase puskesmas terakreditasi", 2023, "90.04"),  # as rounded
        _figure(3, "Jumlah kunjungan", 2023, "1.2", unit="ribu orang"),
        _figure(4, "Angka kematian ibu", 2024, "80"),  # of another year
        _figure(5, "Rata-rata waktu tunggu", 2023, "35.5"),
        _figure(6, "Rata-rata waktu tunggu", 2023, "31.0", subject=5),  # one of the two agrees
        _figure(7, "Cakupan imunisasi lengkap", 2023, "55.00"),
    ]
    made.report("a-2023.pdf", A, 2023, statements=last)
    made.report("a-2024.pdf", A, 2024, statements=this)
    made.report("b-2024.pdf", B, 2024, statements=[_figure(1, "Cakupan imunisasi dasar", 2023, "12")])
    (found,) = made.finish().years
    assert (found.indicator, found.year) == ("Cakupan imunisasi dasar", 2023)
    assert (found.first_figures[0].text, found.second_figures[0].text) == ("88,10", "81,10")


def test_a_regions_indicator_by_two_agencies(made: Made) -> None:
    made.begin()
    own = "Persentase pegawai terlatih"
    made.report("a.pdf", A, statements=[_figure(1, POOR, 2024, "9.51"), _figure(2, own, 2024, "10")])
    made.report(
        "b.pdf", B, statements=[_figure(1, f"1. {POOR} (%)", 2024, "9.15"), _figure(2, own, 2024, "20")]
    )
    made.report("c.pdf", C, statements=[_figure(1, POOR, 2024, "9.5")])
    made.report("b-2023.pdf", B, 2023, statements=[_figure(1, POOR, 2024, "7")])
    found = made.finish().sides
    assert {(one.first.agency, one.second.agency) for one in found} == {(A, B), (C, B)}


@pytest.mark.parametrize(
    ("name", "regional"),
    [
        ("Tingkat Kemiskinan", True),
        ("2) Indeks Pembangunan Manusia (IPM)", True),
        ("1.2 Laju inflasi", True),
        ("Persentase keluarga miskin yang dilayani", False),
        ("Inflasioner", False),
    ],
)
def test_what_belongs_to_a_region(name: str, regional: bool) -> None:
    assert is_regional(name) is regional


HOSTILE = '=HYPERLINK("http://x/","y")<script>alert(1)</script>\x1b[31m\u202e'


@pytest.mark.parametrize("lang", ["id", "en"])
def test_nothing_of_a_report_runs(made: Made, lang: Any) -> None:
    made.begin()
    made.report(
        f"{HOSTILE}.pdf", HOSTILE, findings=[_finding(1, "CAP001-a", text=HOSTILE)],
        statements=[_figure(1, POOR, 2024, "9.51")],
    )  # fmt: skip
    made.report("b.pdf", B, statements=[_figure(1, POOR, 2024, "19.51")])
    shown = made.finish()
    assert shown.sides
    html = page.render(shown, lang)
    assert "<script" not in html and "\x1b" not in html and "\u202e" not in html
    assert not re.findall(r'(?:src|href)="(?!#|laporan/)', html)
    book = openpyxl.load_workbook(io.BytesIO(workbook.render(shown, lang)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    links = {cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert links and all(link.startswith("laporan\\") for link in links)
    assert len(book.worksheets[0]._charts) == 2  # type: ignore[attr-defined]


def test_pages_of_a_report_in_parts_are_told_by_file(made: Made) -> None:
    made.begin()
    parts = [(1, "a/cover.pdf", "", 1, 3), (2, "a/BAB I.pdf", "", 4, 7)]
    made.report("a", A, findings=[_finding(1, "CAP001-a")], parts=parts)
    shown = made.finish()
    assert shown.reports[0].in_parts((3, 4, 5)) == "cover.pdf 3; BAB I.pdf 1, 2"
    assert "(BAB I.pdf 1, 2)" in page.render(shown, "id")


def test_an_empty_recapitulation_is_still_one(made: Made) -> None:
    made.begin()
    made.report("c.pdf", "", status="failed")
    shown = made.finish()
    assert "rusak" in page.render(shown, "id") and "broken" in page.render(shown, "en")
    assert openpyxl.load_workbook(io.BytesIO(workbook.render(shown, "id")))


def test_a_batch_writes_it_and_its_links_lead_somewhere(batch: Batch, page_of_naker: Path) -> None:
    batch.run()
    html = (batch.output / "rekapitulasi.html").read_text("utf-8")
    links = re.findall(r'href="(laporan/[^"]+)"', html)
    assert links and all((batch.output / link).is_file() for link in links)
    written = (batch.output / "rekapitulasi.xlsx").stat().st_mtime_ns
    batch.run()
    assert (batch.output / "rekapitulasi.xlsx").stat().st_mtime_ns == written
