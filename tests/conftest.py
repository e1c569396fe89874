"""What several tests need: the project's folders, reports at hand, and a small audit made by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.model import (
    Audit,
    Box,
    Cell,
    Column,
    Consequence,
    Coverage,
    Expected,
    Finding,
    Phrase,
    Quantity,
    Reading,
    Recomputed,
    ReportInfo,
    Stated,
    Statement,
    Subject,
    Table,
    Unread,
)

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def kept_readings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Readings of scanned pages go to a folder of the tests, not to the user's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXTRACT_OCR_CACHE", str(tmp_path_factory.mktemp("ocr")))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports beside the project; a test that asks for it is skipped without it."""
    folder = ROOT.parent / "shared"
    if not (folder / "reports").is_dir():
        pytest.skip("the real reports are not at hand")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


NAME = "Persentase pencari kerja yang ditempatkan"
BOX = Box(100.004, 200.0, 140.0, 212.5)


def _statement(text: str, value: str, **fields: object) -> Statement:
    number = Decimal(value)
    known: dict[str, object] = {
        "indicator": NAME,
        "measure": "capaian",
        "year": 2024,
        "unit": "%",
        "kind": "table",
        "source": "perbandingan",
        "page": 7,
        "bbox": BOX,
        "where": "Tabel 3.2 Perbandingan",
    }
    quantity = Quantity(text=text, readings=(Reading(value=number, step=Decimal("0.01")),), unit="%")
    return Statement.model_validate({**known, **fields, "text": text, "value": number, "quantity": quantity})


def _finding() -> Finding:
    table = Stated(
        value=Decimal("98.05"),
        text="98,05%",
        page=7,
        bbox=BOX,
        where="Tabel 3.2 Perbandingan",
        source="perbandingan",
    )
    prose = Stated(
        value=Decimal("134.86"), text="134,86%", page=9, bbox=BOX, where="BAB III > Analisis", source="narasi"
    )
    derived = Consequence(
        id="d1",
        code="CAP004",
        severity="error",
        indicator=NAME,
        measure="capaian",
        year=2024,
        message=Phrase("Capaian ditulis berbeda.", "Capaian is given differently."),
        criterion=Phrase("Satu indikator, satu capaian.", "One indicator, one capaian."),
        recommendation=Phrase("Samakan.", "Make them agree."),
        diagnosis=Phrase("", ""),
        stated=(table,),
    )
    return Finding(
        id="f1",
        code="CAP001",
        severity="error",
        indicator=NAME,
        measure="capaian",
        year=2024,
        message=Phrase(
            "Tertulis 134,86%; hasil penghitungan ulang 98,05%; mohon dikonfirmasi.",
            "134.86% is stated; 98.05% is recomputed; please confirm.",
        ),
        criterion=Phrase("Capaian = realisasi / target × 100.", "Capaian = realisasi / target × 100."),
        recommendation=Phrase("Perbaiki capaian pada uraian.", "Correct the capaian in the prose."),
        diagnosis=Phrase("134,86 = 74,05 / 54,91.", "134.86 = 74.05 / 54.91."),
        stated=(prose, table),
        expected=Expected(
            value=Decimal("98.05"),
            low=Decimal("98.045"),
            high=Decimal("98.055"),
            text=Phrase("98,05%", "98.05%"),
        ),
        confidence=0.9,
        derived=(derived,),
    )


@pytest.fixture
def audit_example() -> Audit:
    """One finding with one that follows from it, one table, scanned pages."""
    cells = (NAME, "75,52%", "74,05%", "98,05%")
    table = Table(
        id="t1",
        kind="perbandingan",
        caption="Tabel 3.2 Perbandingan",
        pages=(7,),
        columns=(
            Column(field="indikator", year=None, header="Indikator Kinerja"),
            Column(field="target", year=2024, header="Target"),
            Column(field="realisasi", year=2024, header="Realisasi"),
            Column(field=None, year=None, header="Ket."),
        ),
        rows=(tuple(Cell(text=text, page=7, bbox=BOX) for text in cells),),
    )
    scan = Phrase("Halaman hasil pindai", "Scanned page")
    reason = Phrase("tidak ada teks", "no text")
    return Audit(
        report=ReportInfo(
            file="laporan.pdf",
            sha256="0" * 64,
            title="Laporan Kinerja Tahun 2024",
            agency="Dinas Tenaga Kerja",
            region="Kabupaten Contoh",
            year=2024,
            kind="lakip",
            pages=12,
            scanned_pages=(3, 4, 5, 11),
        ),
        tables=(table,),
        statements=(
            _statement("98,05%", "98.05"),
            _statement("134,86%", "134.86", kind="prose", source="narasi", page=9, where="BAB III"),
        ),
        findings=(_finding(),),
        coverage=Coverage(
            pages=12,
            tables=3,
            tables_read=1,
            rows_checked=6,
            rows_right=5,
            unread=tuple(Unread(page=page, what=scan, reason=reason) for page in (3, 4, 5, 11)),
        ),
    )


@pytest.fixture
def clean_audit(audit_example: Audit) -> Audit:
    """Everything read, nothing found."""
    coverage = audit_example.coverage.model_copy(update={"unread": ()})
    return audit_example.model_copy(update={"findings": (), "coverage": coverage})


def _place(text: str, value: str, *, questioned: bool = False) -> Stated:
    return Stated(
        value=Decimal(value),
        text=text,
        page=7,
        bbox=BOX,
        where="Tabel 3.2 Perbandingan",
        source="perbandingan",
        questioned=questioned,
    )


@pytest.fixture
def full_audit(audit_example: Audit) -> Audit:
    """The example with a subject, a working paper of a right and a wrong row, and quotations."""
    right = Recomputed(
        indicator=NAME,
        subject=1,
        measure="capaian",
        year=2024,
        table="t1",
        target=_place("75,52%", "75.52"),
        realisasi=_place("74,05%", "74.05"),
        stated=_place("98,05%", "98.05"),
        formula=Phrase("realisasi / target × 100", "realisasi / target × 100"),
        expected=Expected(
            value=Decimal("98.05"),
            low=Decimal("98.0339"),
            high=Decimal("98.0732"),
            text=Phrase("98,05%", "98.05%"),
        ),
        agrees=True,
    )
    wrong = right.model_copy(update={"stated": _place("134,86%", "134.86", questioned=True), "agrees": False})
    return audit_example.model_copy(
        update={
            "statements": tuple(s.model_copy(update={"subject": 1}) for s in audit_example.statements),
            "subjects": (Subject(key=1, name=NAME, names=(NAME,)),),
            "worksheet": (right, wrong),
            "quotes": {"improvements": (_place("perbaikan ke depan", "0"),)},
        }
    )
