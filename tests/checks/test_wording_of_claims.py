"""NAR002: claims about all. IND002: sasaran worded differently."""

from __future__ import annotations

from typing import Any

import ledgers
import pytest

from extractor.checks.claims import check_claims
from extractor.checks.wording import check_wording
from extractor.model import Box, Finding, Paragraph
from extractor.statements.ledger import Ledger

ROWS = {"Nilai SAKIP": ("80", "81", "101,25"), "Cakupan kunjungan": ("90%", "85%", "94,44%")}


def claims(*texts: str, book: Any = None) -> list[Finding]:
    made = (book or ledgers.measured(ROWS)).ledger()
    paragraphs = tuple(Paragraph(t, 6 + i, Box(0, 0, 9, 9), f"BAB III > {i}") for i, t in enumerate(texts))
    return list(check_claims(Ledger(made.report, made.statements, made.subjects, made.tables, paragraphs)))


def test_a_claim_about_all_that_the_table_denies() -> None:
    (finding,) = claims("Pada tahun 2024 semua indikator telah mencapai target yang ditetapkan.")
    assert "Cakupan kunjungan" in finding.message.id and "Nilai SAKIP" not in finding.message.id


def test_plans_conditions_and_exceptions_are_no_claims() -> None:
    for text in (
        "Agar semua indikator mencapai target, dilakukan pemantauan.",
        "Hampir semua indikator telah mencapai target.",
        "Semua indikator telah mencapai target. Namun cakupan kunjungan masih 94,44%.",
        "Semua indikator telah mencapai target kecuali cakupan kunjungan.",
        "Semua indikator diharapkan mencapai target pada akhir Renstra.",
    ):
        assert claims(text) == [], text


def test_a_claim_that_holds() -> None:
    book = ledgers.measured({"Nilai SAKIP": ("80", "81", "101,25"), "Cakupan": ("90%", "95%", "105,56%")})
    assert claims("Semua indikator telah mencapai target.", book=book) == []


def test_a_fall_may_attain_the_target() -> None:
    book = ledgers.Book()
    book.subject("Angka infeksi", direction="lower")
    book.table("pengukuran", 5, ledgers.MEASURED, {"Angka infeksi": ("1,5%", "1,4%", "93,33%")})
    assert claims("Semua indikator telah mencapai target.", book=book) == []


def test_a_named_indicator_that_did_reach_its_target() -> None:
    assert len(claims("Indikator Nilai SAKIP belum mencapai target yang diharapkan.")) == 1
    assert claims("Indikator Cakupan kunjungan belum mencapai target yang diharapkan.") == []
    assert claims("Indikator Nilai SAKIP belum mencapai target akhir Renstra.") == []


def test_a_general_rise_that_the_comparison_denies() -> None:
    columns = (("realisasi", 2023), ("realisasi", 2024))
    text = "Realisasi secara umum meningkat dibandingkan tahun sebelumnya."
    falls = {"A": ("60%", "40%"), "B": ("11.875", "5.517"), "C": ("20%", "30%"), "D": ("50%", "51%")}
    rises = {**falls, "A": ("40%", "60%")}
    book = ledgers.Book().table("perbandingan", 5, columns, falls)
    (finding,) = claims(text, book=book)
    assert "2 indikator naik, 2 turun" in finding.message.id
    assert claims(text, book=ledgers.Book().table("perbandingan", 5, columns, rises)) == []


def test_two_places_that_contradict_each_other() -> None:
    texts = (
        "Ada beberapa sasaran yang belum dapat dicapai pada tahun 2024.",
        "Dengan demikian semua sasaran berhasil dicapai dengan baik.",
    )
    (finding,) = claims(*texts)
    assert {s.page for s in finding.stated} == {6, 7}
    assert claims(texts[1]) == []


def worded(agreed: str, *measured: str) -> list[Finding]:
    book = ledgers.Book().table("pk", 3, (("target", 2024),), {"A": ("90%",)})
    for page, _ in enumerate(measured):
        book.table("pengukuran", 5 + page, ledgers.MEASURED, {"A": ("90%", "90%", "100%")})
    made = book.ledger()
    names = {"t0": agreed, **{f"t{i + 1}": name for i, name in enumerate(measured)}}
    statements = tuple(s.model_copy(update={"sasaran": names[s.table or ""]}) for s in made.statements)
    return list(check_wording(Ledger(made.report, statements, made.subjects, made.tables)))


def test_a_sasaran_worded_as_another() -> None:
    agreed = "Terciptanya kesadaran para pengurus koperasi"
    other = "Meningkatnya kelembagaan dan pengawasan usaha koperasi"
    (finding,) = worded(agreed, other)
    assert finding.severity == "info"
    assert worded(agreed, agreed.upper() + ".") == []
    assert worded("Meningkatkan kualitas pelayanan publik", "Meningkatnya kualitas pelayanan publik") == []
    assert worded("Meningkatnya kualitas pelayanan publik daerah", "Meningkatnya kualitas pelayanan") == []


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (("Capaian kinerja sebesar 100% dan lebih terjadi pada indikator, yaitu: Cakupan kunjungan.",), 1),
        (("Indikator yang mencapai target yaitu:", "1. Nilai SAKIP; dan", "2. Cakupan kunjungan."), 1),
        (("Indikator yang mencapai target yaitu:", "1. Nilai SAKIP.", "Cakupan kunjungan naik."), 0),
        (("Indikator yang mencapai target tahun 2023 yaitu:", "1. Cakupan kunjungan."), 0),
        (("Indikator yang mencapai target yaitu:", "1. Cakupan kunjungan belum mencapai target."), 0),
        (("Indikator yang belum mencapai target yaitu:", "1. Cakupan kunjungan."), 0),
    ],
)
def test_lists_of_the_attained(texts: tuple[str, ...], named: int) -> None:
    made = ledgers.measured(ROWS).ledger()
    paragraphs = tuple(Paragraph(t, 6, Box(0, 9 * i, 9, 9 * i + 9), "BAB III") for i, t in enumerate(texts))
    ledger = Ledger(made.report, made.statements, made.subjects, made.tables, paragraphs)
    assert len([f for f in check_claims(ledger) if "disebut dalam daftar" in f.message.id]) == named


@pytest.mark.parametrize(
    ("reported", "apart"),
    [
        ("Persentase OPD yang memperoleh nilai BB ke atas", 1),
        ("Prosentase OPD memperoleh nilai CC ke atas", 0),
        ("Persentase OPD yang memperoleh predikat baik", 0),
    ],
)
def test_an_indicator_with_another_grade(reported: str, apart: int) -> None:
    book = ledgers.Book()
    book.table(
        "pk", 3, [("target", ledgers.YEAR)], {"Persentase OPD yang memperoleh nilai CC ke atas": ("95%",)}
    )
    book.table("pengukuran", 5, ledgers.MEASURED, {reported: ("95%", "78%", "82,11%")})
    assert len(list(check_wording(book.ledger()))) == apart
