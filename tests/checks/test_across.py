"""The report beside other documents of its agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import ledgers

from extractor.checks import run
from extractor.model import Box, Finding, Paragraph, Placed, Source
from extractor.statements.join import join
from extractor.statements.ledger import Ledger

JOBS, BPJS, AKIP = "Persentase pencari kerja ditempatkan", "Cakupan peserta BPJS pekerja", "Nilai AKIP dinas"
Rows = Mapping[str, tuple[str, ...]]


def book(year: int, rows: Rows, source: Source = "pengukuran") -> Any:
    columns = (("target", year), ("realisasi", year), ("capaian", year))
    return ledgers.Book(year).table(source, 5, columns, rows)


def document(ledger: Ledger, kind: str, year: int | None, text: str = "", page: int = 7) -> Ledger:
    report = ledger.report.model_copy(update={"kind": kind, "year": year})
    return replace(ledger, report=report, paragraphs=(*ledger.paragraphs, *_paragraphs(text, page)))


def _paragraphs(text: str, page: int) -> tuple[Paragraph, ...]:
    if not text:
        return ()
    box, words, at = Box(50, 700, 500, 720), [], 0
    for word in text.split(" "):
        words.append(Placed(at, at + len(word), page, Box(50 + at, 700, 50 + at + len(word), 720)))
        at += len(word) + 1
    return (Paragraph(text, page, box, section="BAB IV", words=tuple(words)),)


def found(own: Ledger, *others: tuple[str, Ledger]) -> list[Finding]:
    """What is found only because of the other documents."""
    alone = {(f.code, str(f.message)) for f in run(own)}
    joined = run(join(own, others))
    assert alone <= {(f.code, str(f.message)) for f in joined}, "a finding within the report was lost"
    return [f for f in joined if (f.code, str(f.message)) not in alone]


NOW: Rows = {
    JOBS: ("38", "55,04", "144,84"),
    BPJS: ("75,52", "74,05", "98,05"),
    AKIP: ("70", "72,40", "103,43"),
}


def report(earlier: Mapping[str, str] | None = None) -> Any:
    """The report of 2024 with a comparison table of the realisasi of 2023."""
    made = book(2024, NOW)
    if earlier:
        made.table("perbandingan", 8, (("realisasi", 2023),), {k: (v,) for k, v in earlier.items()})
    return made


THEN: Rows = {
    JOBS: ("37,50", "37,08", "98,88"),
    BPJS: ("70", "55,91", "79,87"),
    AKIP: ("67", "68,25", "101,87"),
}


def last_year() -> Ledger:
    return document(book(2023, THEN).ledger(), "lakip", 2023)


# ------------------------------------------------------------------------------------- earlier years


def test_last_years_realisasi_against_its_own_report() -> None:
    own = report({JOBS: "37,08", BPJS: "54,91", AKIP: "68,25"}).ledger()
    (finding,) = found(own, ("LKjIP 2023.pdf", last_year()))
    assert (finding.code, finding.severity, finding.indicator, finding.year) == (
        "REA002",
        "error",
        BPJS,
        2023,
    )
    assert "LKjIP 2023.pdf halaman 5" in str(finding.message)
    assert [(s.text, s.document) for s in finding.stated] == [("54,91", ""), ("55,91", "LKjIP 2023.pdf")]
    assert finding.expected is not None and str(finding.expected.text) == "55,91"


def test_last_years_figures_that_agree() -> None:
    own = report({JOBS: "37,1", BPJS: "55,91", AKIP: "68,25"}).ledger()  # rounded is the same
    assert not found(own, ("lalu.pdf", last_year()))


def test_a_figure_of_a_year_that_the_document_cannot_know() -> None:
    """A column of 2024 in the report of 2023 is misread or a plan."""
    odd = book(2023, THEN).table("perbandingan", 6, (("realisasi", 2024),), {BPJS: ("60,00",)}).ledger()
    own = report({BPJS: "55,91"}).ledger()
    assert not found(own, ("lalu.pdf", document(odd, "lakip", 2023)))


def test_a_letter_where_the_report_has_a_score() -> None:
    lettered = book(2023, {**THEN, AKIP: ("67", "68,25", "101,87")}).ledger()
    letters = tuple(
        s.model_copy(
            update={
                "quantity": s.quantity.model_copy(update={"readings": (), "grade": "B"}),
                "value": None,
                "text": "B",
            }
        )
        if s.indicator == AKIP and s.measure != "capaian"
        else s
        for s in lettered.statements
    )
    other = document(
        replace(lettered, statements=letters), "lakip", 2023, "Nilai evaluasi dinas sebesar 68,25 baik."
    )
    (finding,) = found(report({AKIP: "68,25"}).ledger(), ("lalu.pdf", other))
    assert (finding.code, finding.severity, finding.measure) == ("REA002", "info", "realisasi")
    assert "68,25" in str(finding.diagnosis) and "halaman 7" in str(finding.diagnosis)


# ------------------------------------------------------------------------------------------- targets


def plan(kind: str, source: Source, rows: Mapping[str, str], year: int | None = 2024) -> Ledger:
    made = ledgers.Book(2024).table(source, 3, (("target", 2024),), {k: (v,) for k, v in rows.items()})
    return document(made.ledger(), kind, year)


def test_the_target_of_the_agreement() -> None:
    pk = plan("pk", "pk", {JOBS: "38", BPJS: "76,00", AKIP: "70"})
    (finding,) = found(report().ledger(), ("PK 2024.pdf", pk))
    assert (finding.code, finding.severity, finding.indicator) == ("TGT001", "error", BPJS)
    assert "Perjanjian Kinerja 2024" in str(finding.message) and "PK 2024.pdf halaman 3" in str(
        finding.message
    )


def test_an_agreement_that_the_report_says_was_revised() -> None:
    own = (
        report().table("pk_perubahan", 4, (("target", 2024),), {k: (v[0],) for k, v in NOW.items()}).ledger()
    )
    pk = plan("pk", "pk", {JOBS: "38", BPJS: "76,00", AKIP: "70", "Jumlah lembaga terakreditasi": "4"})
    assert not found(own, ("PK 2024.pdf", pk))


def test_the_target_of_the_renstra() -> None:
    renstra = plan("renstra", "renstra", {JOBS: "38", BPJS: "76,00", AKIP: "70"}, None)
    (finding,) = found(report().ledger(), ("Renstra.pdf", renstra))
    assert (finding.code, finding.severity, finding.indicator) == ("TGT002", "warning", BPJS)


def test_a_target_below_the_plans_course() -> None:
    """76 in 2023 and 76 in 2026, 73 in the year between; with 76 it would have been missed."""
    own = book(2024, {**NOW, BPJS: ("73", "73,11", "100,15")}).ledger()
    other = book(2023, {**THEN, BPJS: ("76", "70,30", "92,50")})
    other.table("jangka_menengah", 9, (("target", 2026),), {BPJS: ("76",)})
    (finding,) = found(own, ("lalu.pdf", document(other.ledger(), "lakip", 2023)))
    assert (finding.code, finding.severity, finding.year) == ("TGT002", "warning", 2024)
    assert "96,20%" in str(finding.diagnosis)


def test_a_target_on_the_plans_course() -> None:
    other = book(2023, THEN).table("jangka_menengah", 9, (("target", 2026),), {BPJS: ("77",)})
    assert not found(report().ledger(), ("lalu.pdf", document(other.ledger(), "lakip", 2023)))


# ---------------------------------------------------------------------------------------- indicators


def test_an_agreed_indicator_without_measurement() -> None:
    pk = plan("pk", "pk", {JOBS: "38", BPJS: "75,52", AKIP: "70", "Jumlah lembaga terakreditasi": "4"})
    (finding,) = found(report().ledger(), ("PK 2024.pdf", pk))
    assert (finding.code, finding.severity) == ("IND001", "warning")
    assert "Jumlah lembaga terakreditasi" in str(finding.message) and "PK 2024.pdf" in str(finding.message)


def test_a_measured_indicator_without_agreement() -> None:
    (finding,) = found(report().ledger(), ("PK 2024.pdf", plan("pk", "pk", {JOBS: "38", BPJS: "75,52"})))
    assert finding.code == "IND001" and AKIP in str(finding.message)


def test_a_plan_of_another_level_is_left_alone() -> None:
    rows = {
        JOBS: "38",
        "Luas sawah beririgasi": "4",
        "Produksi padi": "5",
        "Ekspor kopi": "6",
        "Panjang jalan": "7",
    }
    assert not found(report().ledger(), ("RPJMD.pdf", plan("renstra", "renstra", rows, None)))


def test_an_indicator_that_went_away() -> None:
    then = book(2023, {**THEN, "Jumlah lembaga terakreditasi": ("4", "3", "75")})
    (finding,) = found(report().ledger(), ("lalu.pdf", document(then.ledger(), "lakip", 2023)))
    assert (finding.code, finding.severity) == ("IND001", "info")


# ------------------------------------------------------------------------------------ copied sentences

COPIED = (
    "Kinerja pelayanan dinas pada masyarakat pekerja telah terealisasi dengan hasil sebesar 55,91 persen."
)


def test_a_sentence_with_last_years_result() -> None:
    own = document(report().ledger(), "lakip", 2024, COPIED, 11)
    other = document(book(2023, THEN).ledger(), "lakip", 2023, COPIED, 12)
    (finding,) = [f for f in found(own, ("lalu.pdf", other)) if f.code == "REA003"]
    assert "lalu.pdf halaman 12" in str(finding.message) and "(halaman 11)" in str(finding.message)


def test_copied_sentences_that_may_stand() -> None:
    """A year that is named, a figure that is no result of last year, a text without figures."""
    for text in (
        COPIED.replace("sebesar", "tahun 2023 sebesar"),
        COPIED.replace("55,91", "47,37"),
        COPIED.replace("sebesar 55,91 persen", "yang memuaskan bagi semua pihak"),
    ):
        own = document(report().ledger(), "lakip", 2024, text, 11)
        other = document(book(2023, THEN).ledger(), "lakip", 2023, text, 12)
        assert not [f for f in found(own, ("lalu.pdf", other)) if f.code == "REA003"]


def test_a_finding_names_the_report_its_sentence_was_taken_from() -> None:
    text = (
        f"Indikator {JOBS} belum mencapai target yang ditetapkan karena keterbatasan lowongan kerja daerah."
    )
    own = document(report().ledger(), "lakip", 2024, text, 11)
    other = document(book(2023, THEN).ledger(), "lakip", 2023, text, 12)
    (finding,) = [f for f in run(join(own, [("lalu.pdf", other)])) if f.code == "NAR002"]
    assert "lalu.pdf halaman 12" in str(finding.diagnosis)
    assert [s.page for s in finding.stated if s.document == "lalu.pdf"] == [12]
    (alone,) = [f for f in run(own) if f.code == "NAR002"]
    assert "lalu.pdf" not in str(alone.diagnosis)


# -------------------------------------------------------------------------------- the same year, money


def test_another_part_of_the_report() -> None:
    part = document(book(2024, {**NOW, BPJS: ("75,52", "74,50", "98,65")}).ledger(), "lakip", 2024)
    (finding,) = found(report().ledger(), ("lampiran.pdf", part))
    assert (finding.code, finding.indicator) == ("REA001", BPJS)
    assert [d.code for d in finding.derived] == ["CAP004"]


def test_the_report_beside_itself() -> None:
    assert not found(report({BPJS: "55,91"}).ledger(), ("salinan.pdf", report({BPJS: "55,91"}).ledger()))
