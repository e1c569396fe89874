"""The printed figures that make a wrong one are named, with their pages."""

from __future__ import annotations

import pytest
from ledgers import MEASURED, YEAR, Book, measured

from extractor.checks import run
from extractor.model import Finding
from extractor.statements.ledger import Ledger


def only(ledger: Ledger, code: str) -> Finding:
    found = [f for f in run(ledger) if f.code == code]
    assert len(found) == 1, [(f.code, f.message.id) for f in run(ledger)]
    return found[0]


def test_last_years_realisasi() -> None:
    book = Book().table(
        "perbandingan", 24, (("realisasi", YEAR - 1), *MEASURED), {"A": ("30", "95", "78,57", "31,57")}
    )
    finding = only(book.ledger(), "CAP001")
    assert f"realisasi {YEAR - 1} “30”" in finding.diagnosis.id
    assert "halaman 24" in finding.diagnosis.id and "page 24" in finding.diagnosis.en


def test_the_end_target() -> None:
    book = measured({"A": ("89%", "85,71%", "90,22%")}, page=20)
    book.table("renstra", 11, (("target_akhir", 2026),), {"A": ("95%",)})
    finding = only(book.ledger(), "CAP001")
    assert "target akhir periode 2026 “95%” (halaman 11" in finding.diagnosis.id


def test_the_row_below() -> None:
    book = measured({"A": ("1,6", "1,37", "212,77"), "B": ("400", "188", "212,77")})
    book.subject("B", direction="lower")
    finding = only(book.ledger(), "CAP001")
    assert "indikator “B”" in finding.diagnosis.id


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        ("54,19%", "51,49%", "tertukar"),
        ("46,34%", "46,24%", "salah ketik"),
        ("4,62%", "46,2%", "bergeser"),
    ],
)
def test_slips_of_digits(wrong: str, right: str, words: str) -> None:
    columns = (("target", YEAR),)
    book = Book().table("pk", 3, columns, {"A": (right,), "B": ("7%",), "C": ("8%",)})
    book.table("ikhtisar", 2, columns, {"A": (wrong,), "B": ("7%",), "C": ("8%",)})
    assert words in only(book.ledger(), "TGT001").diagnosis.id


def test_a_target_that_is_the_capaian() -> None:
    book = Book().table("pk", 3, (("target", YEAR),), {"A": ("32,86%",)})
    book.table("pengukuran", 16, MEASURED, {"A": ("32,86%", "39,67%", "120,80%")})
    book.prose("A", "target", "120,80%", 19)
    found = [f for f in run(book.ledger()) if f.code == "TGT001"]
    assert "sama dengan capaian" in found[0].diagnosis.id
    assert found[0].confidence < 0.7


def test_round_figures_are_no_evidence() -> None:
    book = measured({"A": ("50%", "30%", "80%")})
    book.table("renstra", 2, (("target_akhir", 2026),), {"A": ("37,5%",)})
    assert not only(book.ledger(), "CAP001").diagnosis.id
