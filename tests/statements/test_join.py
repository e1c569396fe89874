"""Other documents beside the report: subjects, sources, shared sentences, whose they are."""

from __future__ import annotations

from typing import Any

import ledgers
import pytest

from extractor.model import Box, Paragraph, Placed
from extractor.statements.agency import of_one_agency
from extractor.statements.join import join, remarks
from extractor.statements.ledger import Ledger
from extractor.statements.twins import twins

NAME = "Persentase pencari kerja yang ditempatkan"


def paragraph(text: str, page: int = 3) -> Paragraph:
    box = Box(50, 700, 500, 720)
    words, at = [], 0
    for word in text.split(" "):
        words.append(Placed(at, at + len(word), page, box))
        at += len(word) + 1
    return Paragraph(text, page, box, words=tuple(words))


def document(kind: str = "lakip", agency: str = "", region: str = "", **more: Any) -> Ledger:
    ledger: Ledger = ledgers.measured({NAME: ("80", "84", "105")}).ledger()
    report = ledger.report.model_copy(update={"kind": kind, "agency": agency, "region": region, **more})
    return Ledger(report, ledger.statements, ledger.subjects, ledger.tables, ledger.paragraphs)


def test_one_indicator_is_one_subject_in_both() -> None:
    own = ledgers.measured({"Jumlah UMKM": ("1", "1", "100"), NAME: ("80", "84", "105")}).ledger()
    other = ledgers.measured(
        {"Prosentase pencaker yang ditempatkan": ("80", "84", "105"), "Indeks baru": ("1", "1", "100")}
    ).ledger()
    (beside,) = join(own, [("lalu.pdf", other)]).others
    found = {s.indicator: s.subject for s in beside.statements}
    assert found["Prosentase pencaker yang ditempatkan"] == next(
        k for k, s in own.subjects.items() if s.name == NAME
    )
    assert found["Indeks baru"] not in own.subjects and found["Indeks baru"] in beside.subjects
    assert {s.document for s in beside.statements} == {"lalu.pdf"}
    assert all(t.document == "lalu.pdf" and key.startswith("lalu.pdf:") for key, t in beside.tables.items())


def test_the_report_stays_as_it_is() -> None:
    own, other = document(), document()
    joined = join(own, [("lalu.pdf", other)])
    assert joined.statements == own.statements and joined.subjects == own.subjects
    assert joined.tables == own.tables


@pytest.mark.parametrize(
    ("title", "source"),
    [("Perjanjian Kinerja 2024", "pk"), ("Perjanjian Kinerja Perubahan 2024", "pk_perubahan")],
)
def test_unnamed_targets_of_an_agreement_are_its_targets(title: str, source: str) -> None:
    other = ledgers.Book().table("lain", 1, (("target", 2024),), {NAME: ("80",)}).ledger()
    report = other.report.model_copy(update={"kind": "pk", "title": title})
    pk = Ledger(report, other.statements, other.subjects, other.tables)
    (beside,) = join(document(), [("pk.pdf", pk)]).others
    assert {s.source for s in beside.statements} == {source}
    assert {t.kind for t in beside.tables.values()} == {source}


@pytest.mark.parametrize(
    ("own", "other", "same"),
    [
        ("Dinas Tenaga Kerja", "Dinas Tenaga Kerja", True),
        ("Bappeda", "Badan Perencanaan Pembangunan Daerah", True),
        ("Dinas Koperasi dan UMKM", "Dinas Koperasi dan Usaha Mikro Kecil dan Menengah", True),
        ("Dinas Kesehatan", "Dinas Kesehatan dan Keluarga Berencana", True),
        ("Dinas Pendidikan", "Dinas Pendapatan", False),
        ("Dinas Kesehatan", "Dinas Perhubungan", False),
        ("Dinas Kesehatan", "", True),
    ],
)
def test_agencies(own: str, other: str, same: bool) -> None:
    region = "Kabupaten Sukamaju"
    a, b = (document(agency=f"{name} {region}" if name else "", region=region) for name in (own, other))
    assert of_one_agency(a, b) is same


def test_one_agency_of_another_region_is_another() -> None:
    a, b = (document(agency=f"Inspektorat {r}", region=r) for r in ("Kabupaten Jaya", "Kota Makmur"))
    joined = join(a, [("lain.pdf", b)])
    assert not joined.others
    (said,) = remarks(a, "lain.pdf", b, joined)
    assert "instansi lain" in str(said.reason) and "lain.pdf" in str(said.what)


def test_a_plan_of_the_region_speaks_for_its_agencies() -> None:
    region = "Kabupaten Sukamaju"
    own = document(agency=f"Dinas Kesehatan {region}", region=region)
    plan = document(kind="renstra", agency=f"Bappeda {region}", region=region)
    text = tuple(paragraph(f"Sasaran {n} diampu Dinas Kesehatan.") for n in range(3))
    named = Ledger(plan.report, plan.statements, plan.subjects, plan.tables, text)
    assert of_one_agency(own, named) and not of_one_agency(own, plan)


def test_nothing_in_common_is_said() -> None:
    own = document()
    other = ledgers.measured({"Indeks kualitas air": ("60", "61", "101,67")}).ledger()
    joined = join(own, [("lain.pdf", other)])
    (said,) = remarks(own, "lain.pdf", other, joined)
    assert "tidak ada yang dibandingkan" in str(said.reason)


NOW = "Hasil evaluasi pemerintah daerah tahun 2024 dengan nilai 84,68 predikat A semakin baik."
THEN = "Hasil evaluasi pemerintah daerah tahun 2022 dengan nilai 82,38 predikat A semakin baik."


def test_sentences_that_differ_in_figures_only() -> None:
    (twin,) = twins([paragraph(NOW)], [paragraph(THEN), paragraph("Kalimat lain tentang hal lain, 12,50.")])
    assert not twin.copied
    assert (twin.own.printed, twin.other.printed) == (("2024", "84,68"), ("2022", "82,38"))
    assert twins([paragraph(NOW)], [paragraph(NOW)])[0].copied


def test_a_sentence_that_stands_twice_with_other_figures_is_no_twin() -> None:
    assert not twins([paragraph(NOW)], [paragraph(THEN), paragraph(THEN.replace("82,38", "80,00"), 5)])


def test_what_a_twin_sentence_tells() -> None:
    """Its figure is of the indicator whose realisasi stands in the report's own sentence."""
    book = ledgers.measured({"Nilai SAKIP": ("81,00", "84,68", "104,54")})
    own, other = book.ledger(), document()
    own = Ledger(own.report, own.statements, own.subjects, own.tables, (paragraph(NOW),))
    other = Ledger(other.report, other.statements, other.subjects, other.tables, (paragraph(THEN),))
    (beside,) = join(own, [("lalu.pdf", other)]).others
    (told,) = [s for s in beside.statements if s.kind == "prose"]
    assert (told.indicator, told.measure, told.year, told.text) == ("Nilai SAKIP", "realisasi", 2022, "82,38")
    assert (told.page, told.document) == (3, "lalu.pdf")
