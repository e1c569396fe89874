"""Each rule fires on one small ledger and keeps silent on another like it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from ledgers import MEASURED, YEAR, Book, measured, quantity

from extractor.checks import all_rules, run
from extractor.model import Box, Finding, Paragraph
from extractor.statements.ledger import Ledger

TARGET = (("target", YEAR),)
PAIR = (("target", YEAR), ("realisasi", YEAR))
CAP_SENTENCE = Paragraph(
    "Capaian lebih dari 100% termasuk pada angka capaian kinerja 100%.", 3, Box(0, 0, 9, 9)
)


def lower(book: Book, name: str) -> Book:
    book.subject(name, direction="lower")
    return book


FIRES: dict[str, Ledger] = {
    "CAP001": measured({"IKM": ("77,5", "81,40", "104,85")}).ledger(),
    "CAP002": lower(Book(), "Angka infeksi")
    .table("pengukuran", 5, MEASURED, {"Angka infeksi": ("1,5%", "0,4%", "26,67%")})
    .ledger(),
    "CAP003": measured(
        {
            "A": ("46,25%", "51,58%", "100%"),
            "B": ("32,86%", "39,67%", "120,72%"),
            "C": ("38%", "55,04%", "144,84%"),
        }
    ).ledger(),
    "CAP004": measured({"A": ("89%", "85,71%", "96,30%")}).prose("A", "capaian", "90,22%", 20).ledger(),
    "CAP005": measured(
        {"A": ("70", "72,40", "Nilai Tahun"), "B": ("80%", "60%", "75%"), "C": ("50%", "40%", "80%")}
    ).ledger(),
    "CAP006": measured({"A": ("90%", "85%", "0,94%")}).ledger(),
    "TGT001": Book()
    .table("pk", 3, TARGET, {"A": ("75,52%",)})
    .table("ikhtisar", 2, TARGET, {"A": ("54,91%",)})
    .ledger(),
    "TGT002": Book()
    .table("pk", 3, TARGET, {"A": ("89%",)})
    .table("renstra", 2, TARGET, {"A": ("100%",)})
    .ledger(),
    "TGT003": Book()
    .table("renstra", 2, (("target", 2021),), {"A": ("83%",)})
    .table("perbandingan", 6, (("target", 2021), ("realisasi", 2021)), {"A": ("-", "87,5%")})
    .table("pengukuran", 5, MEASURED, {"A": ("89%", "85,71%", "96,30%")})
    .ledger(),
    "TGT004": Book()
    .table(
        "perbandingan",
        5,
        (("realisasi", YEAR - 1), *MEASURED),
        {"A": ("11.875", "5.310", "5.517", "103,90%")},
    )
    .ledger(),
    "REA001": measured({"A": ("83%", "82,92%", "98,30%")})
    .table("perbandingan", 6, PAIR, {"A": ("83%", "81,59%")})
    .table("lampiran", 7, PAIR, {"A": ("83%", "81,59%")})
    .ledger(),
    "REA002": measured({"A": ("83%", "81,59%", "98,30%")})
    .table("perbandingan", 6, (("realisasi", 2022),), {"A": ("65%",)})
    .table("lampiran", 7, (("realisasi", 2022),), {"A": ("100%",)})
    .ledger(),
    "REA003": measured({"A": ("70", quantity("72,40", note="Penilaian Tahun 2023"), "103,43%")}).ledger(),
    "REA004": measured(
        {"A": ("42%", quantity("51,00%", numerator=Decimal(639), denominator=Decimal(1257)), "121,43%")}
    ).ledger(),
    "REA005": measured({"A": ("32,86%", "39,67%", "120,72%")})
    .paragraph("Capaian 39,67% didukung oleh 63 orang yang dilatih.", 6)
    .ledger(),
    "IND001": Book()
    .table("iku", 2, TARGET, {"A": ("1%",), "B": ("2%",), "Cakupan kunjungan": ("3%",)})
    .table("pengukuran", 5, MEASURED, {"A": ("1%", "1%", "100%"), "B": ("2%", "2%", "100%")})
    .ledger(),
}

SILENT: dict[str, Ledger] = {
    "CAP001": measured({"IKM": ("77,5", "81,40", "105,03"), "Nol": ("0", "0", "100")}).ledger(),
    "CAP002": lower(Book(), "Angka infeksi")
    .table("pengukuran", 5, MEASURED, {"Angka infeksi": ("1,5%", "0,4%", "173,33%")})
    .ledger(),
    "CAP003": measured({"A": ("46,25%", "51,58%", "100%"), "B": ("80%", "60%", "75%")}).ledger(),
    "CAP004": measured({"A": ("89%", "85,71%", "96,30%")}).prose("A", "capaian", "96,3%", 20).ledger(),
    "CAP005": measured(
        {"A": ("70", "-", ""), "B": ("80%", "60%", "75%"), "C": ("50%", "40%", "80%")}
    ).ledger(),
    "CAP006": measured({"A": ("90%", "85%", "0,94"), "B": ("80%", "60%", "0,75")}).ledger(),
    "TGT001": Book()
    .table("pk", 3, TARGET, {"A": ("75,52%",)})
    .table("ikhtisar", 2, TARGET, {"A": ("75,5%",)})
    .ledger(),
    "TGT002": Book()
    .table("pk", 3, TARGET, {"A": ("89%",)})
    .table("pk_perubahan", 2, TARGET, {"A": ("100%",)})
    .ledger(),
    "TGT003": Book()
    .table("perbandingan", 6, (("target", 2021), ("realisasi", 2021)), {"A": ("-", "87,5%")})
    .table("pengukuran", 5, MEASURED, {"A": ("89%", "85,71%", "96,30%")})
    .ledger(),
    "TGT004": Book()
    .table(
        "perbandingan", 5, (("realisasi", YEAR - 1), *MEASURED), {"A": ("5.310", "5.310", "5.517", "103,90%")}
    )
    .ledger(),
    "REA001": measured({"A": ("83%", "81,59%", "98,30%")})
    .table("perbandingan", 6, PAIR, {"A": ("83%", "81,6%")})
    .ledger(),
    "REA002": measured({"A": ("83%", "81,59%", "98,30%")})
    .table("perbandingan", 6, (("realisasi", 2022),), {"A": ("65%",)})
    .table("lampiran", 7, (("realisasi", 2022),), {"A": ("65,00%",)})
    .ledger(),
    "REA003": Book()
    .table("perbandingan", 5, (("realisasi", YEAR - 1), *MEASURED), {"A": ("100%", "100%", "100%", "100%")})
    .ledger(),
    "REA004": measured(
        {"A": ("42%", quantity("50,84%", numerator=Decimal(639), denominator=Decimal(1257)), "121,04%")}
    ).ledger(),
    "REA005": measured({"A": ("32,86%", "39,62%", "120,57%")})
    .paragraph("Capaian 39,62% didukung oleh 63 orang yang dilatih.", 6)
    .paragraph("Remisi diterima 2.184 narapidana (39,62%), 34 orang di antaranya langsung bebas.", 7)
    .ledger(),
    "IND001": Book()
    .table("iku", 2, TARGET, {"A": ("1%",), "B": ("2%",), "C": ("3%",), "D": ("4%",)})
    .table("pengukuran", 5, MEASURED, {"A": ("1%", "1%", "100%")})
    .ledger(),
}


def found(ledger: Ledger, code: str) -> list[Finding]:
    rule = next(r for r in all_rules() if r.code == code)
    return list(rule.check(ledger))


@pytest.mark.parametrize("code", sorted(FIRES))
def test_fires(code: str) -> None:
    findings = found(FIRES[code], code)
    assert findings, code
    for f in findings:
        assert f.code == code and f.message.id and f.message.en and f.criterion and f.recommendation
        assert f.stated and all(s.page for s in f.stated)
        assert 0 < f.confidence <= 1


@pytest.mark.parametrize("code", sorted(SILENT))
def test_keeps_silent(code: str) -> None:
    assert not found(SILENT[code], code)


def test_every_rule_of_this_family_is_documented_and_tested() -> None:
    codes = {r.code for r in all_rules()}
    assert set(FIRES) <= codes and set(FIRES) == set(SILENT)
    for rule in all_rules():
        assert rule.documentation and rule.title.id and rule.title.en
        if rule.code in FIRES:
            assert "Why:" in rule.documentation and "Example:" in rule.documentation
            assert "The agency should" in rule.documentation


def test_a_stated_cap_that_is_not_kept() -> None:
    book = Book(cap=100, cap_place=CAP_SENTENCE)
    book.table("pengukuran", 15, MEASURED, {"A": ("1.000 orang", "3.898 orang", "389,8%")})
    book.table("lampiran", 24, MEASURED, {"A": ("1.000 orang", "3.898 orang", "100%")})
    (finding,) = run(book.ledger())
    assert finding.code == "CAP003"
    assert {s.page for s in finding.stated} == {3, 15, 24}
    assert [d.code for d in finding.derived] == ["CAP004"]  # 100 here, 389,8 there only follows


def test_a_capaian_of_a_mistyped_target_hangs_on_it() -> None:
    book = Book().table("pk", 14, TARGET, {"A": ("32,86%",)})
    book.table("pengukuran", 16, MEASURED, {"A": ("32,86%", "39,67%", "120,72%")})
    book.table("lampiran", 20, MEASURED, {"A": ("32,84%", "39,67%", "120,80%")})
    (finding,) = run(book.ledger())
    assert finding.code == "TGT001" and finding.severity == "error"
    assert "satu angka" in finding.diagnosis.id.casefold()
    assert [d.code for d in finding.derived] == ["CAP004"]


def test_a_capaian_of_two_wrong_operands_stands_alone() -> None:
    book = Book().table("pk", 14, TARGET, {"A": ("75,52%",)})
    book.table("perbandingan", 17, MEASURED, {"A": ("75,52%", "74,05%", "98,05%")})
    book.table("lampiran", 19, PAIR, {"A": ("75,52%", "74,05%")})
    book.table("ikhtisar", 4, MEASURED, {"A": ("54,91%", "75,52%", "137,53%")})
    book.prose("A", "capaian", "134,86%", 24)
    findings = {f.code: f for f in run(book.ledger())}
    assert set(findings) == {"TGT001", "REA001", "CAP004"}
    diagnosis = findings["CAP004"].diagnosis.id
    assert "74,05" in diagnosis and "54,91" in diagnosis and "halaman 4" in diagnosis


def test_a_wrong_realisasi_explains_the_capaian_beside_it() -> None:
    (finding,) = run(FIRES["REA001"])
    assert finding.code == "REA001"
    assert finding.expected is not None and finding.expected.text.id == "81,59%"
    assert [d.code for d in finding.derived] == ["CAP001"]


def test_swapped_columns_accuse_neither_capaian_nor_row() -> None:
    book = Book().table("pk", 3, TARGET, {"A": ("40 orang",), "B": ("50 orang",)})
    book.table(
        "pengukuran",
        5,
        MEASURED,
        {"A": ("40 orang", "20 orang", "50%"), "B": ("50 orang", "40 orang", "80%")},
    )
    assert not run(book.ledger())


def test_shared_names_are_no_identity() -> None:
    """'Jumlah dokumen' of one kegiatan is not that of another."""
    book = Book()
    book.table("pk", 3, TARGET, {"Jumlah dokumen": ("6 dokumen",)})
    book.table("renstra", 8, TARGET, {"Jumlah dokumen": ("6 dokumen",)})
    twin = book.statements[-1]
    book.statements.append(twin.model_copy(update={"row": 7, "quantity": quantity("14"), "text": "14"}))
    assert not run(book.ledger())


@pytest.mark.parametrize("header", ["Triwulan III", "Realisasi s.d. tahun 2024", "Semester I"])
def test_parts_of_a_year_and_running_totals_are_not_compared(header: str) -> None:
    book = measured({"A": ("40%", "30%", "75%")})
    book.table("jangka_menengah", 6, (("realisasi", YEAR),), {"A": ("55%",)})
    last = book.statements[-1]
    book.statements[-1] = last.model_copy(update={"header": header})
    assert not run(book.ledger())


def test_the_score_of_a_grade_is_held_against_the_score_alone() -> None:
    book = measured({"Nilai SAKIP": ("70,50", "71,36", "101,22%")})
    book.statements = [s.model_copy(update={"unit": "predikat"}) for s in book.statements]
    book.table("perbandingan", 6, PAIR, {"Nilai SAKIP": ("70,50", "71,63")})
    assert "REA001" in {f.code for f in run(book.ledger())}


def test_another_unit_is_another_thing() -> None:
    book = measured({"A": ("40%", "30%", "75%")})
    book.table("perbandingan", 6, PAIR, {"A": ("400 orang", "300 orang")})
    assert not run(book.ledger())


def test_a_target_column_that_means_something_else_is_left_alone() -> None:
    names = {f"Angka {n}": v for n, v in enumerate(("2,5%", "4,50%", "1,5%", "3,1%"))}
    book = Book()
    book.table("rkt", 16, TARGET, {n: (v,) for n, v in names.items()})
    book.table("pk", 17, TARGET, dict.fromkeys(names, ("90%",)))
    assert not run(book.ledger())


def test_ids_hold_no_figures_and_tell_findings_apart() -> None:
    first = run(FIRES["CAP001"])
    other = run(measured({"IKM": ("77,5", "81,40", "104,50")}, page=9).ledger())
    assert [f.id for f in first] == [f.id for f in other]
    book = Book().table("pk", 3, TARGET, {"A": ("30%",)}).table("ikhtisar", 2, TARGET, {"A": ("40%",)})
    book.table("penutup", 9, TARGET, {"A": ("50%",)})
    ids = [f.id for f in run(book.ledger())]
    assert len(ids) == 2 == len(set(ids))


def test_select_and_ignore() -> None:
    ledger = FIRES["REA001"]
    assert [f.code for f in run(ledger, select=["REA"])] == ["REA001"]
    assert [f.code for f in run(ledger, select=["cap"])] == ["CAP001"]
    assert [f.code for f in run(ledger, ignore=["REA001"])] == ["CAP001"]
    assert not run(ledger, select=["TGT"])


def test_the_order_is_stable() -> None:
    book = measured(
        {"A": ("77,5", "81,40", "104,85"), "B": ("83", "86,54", "105,54"), "C": ("36,9", "39,00", "106,00")}
    )
    first, second = run(book.ledger()), run(book.ledger())
    assert first == second
    assert [f.severity for f in first] == ["error", "error", "warning"]


def test_a_column_that_holds_something_else_is_one_info() -> None:
    book = measured(
        {n: ("50%", "40%", v) for n, v in zip("ABCDE", ("11%", "12%", "13%", "14%", "80%"), strict=True)}
    )
    (finding,) = run(book.ledger())
    assert finding.severity == "info"


def test_swapped_columns_are_one_finding() -> None:
    book = Book().table("pk", 3, TARGET, {"A": ("75%",), "B": ("40%",)})
    book.table("perbandingan", 6, PAIR, {"A": ("75%", "60%"), "B": ("40%", "30%")})
    book.table("pengukuran", 5, MEASURED, {"A": ("60%", "75%", "80%"), "B": ("30%", "40%", "75%")})
    findings = run(book.ledger())
    assert [f.code for f in findings] == ["TGT001"]
    assert {d.code for d in findings[0].derived} <= {"REA001", "CAP002"}
    assert "tertukar kolomnya" in findings[0].message.id


def test_a_capaian_column_that_holds_realisasi_is_left_alone() -> None:
    rows = {
        "A": ("85%", "87,51%", "102,95%"),
        "B": ("75%", "75,43%", "100,57%"),
        "C": ("90%", "88,59%", "98,43%"),
    }
    book = measured(rows)
    book.table("perbandingan", 6, (("capaian", YEAR),), {n: (v[1],) for n, v in rows.items()})
    assert not run(book.ledger())


def test_a_capaian_column_against_the_end_target_is_left_alone() -> None:
    rows = {"A": ("85%", "87,51%", "102,95%"), "B": ("75%", "75,43%", "100,57%")}
    book = measured(rows)
    book.table("renstra", 2, (("target", 2026),), {"A": ("95%",), "B": ("90%",)})
    book.table("perbandingan", 6, (("capaian", YEAR),), {"A": ("92,12%",), "B": ("83,81%",)})
    assert not run(book.ledger())


def test_two_figures_of_a_sentence_in_each_others_place_are_one_finding() -> None:
    book = measured({"A": ("13 orang", "17 orang", "130,77%")})
    book.table("perbandingan", 6, (("realisasi", YEAR - 1),), {"A": ("15 orang",)})
    book.prose("A", "target", "15 orang", 25)
    book.prose("A", "realisasi", "13 orang", 25, year=YEAR - 1)
    (finding,) = [f for f in run(book.ledger()) if f.severity == "error"]
    assert finding.code == "TGT001" and "tertukar" in finding.diagnosis.id
    assert [d.code for d in finding.derived] == ["REA002"]


def test_a_capaian_made_from_the_agreed_target_is_told() -> None:
    book = Book().table("pk", 3, TARGET, {"A": ("95%",)})
    book.prose("A", "target", "90%", 20)
    book.prose("A", "realisasi", "78,57%", 20)
    book.prose("A", "capaian", "82,71%", 20)
    (finding,) = run(book.ledger())
    assert finding.code == "TGT001" and "bukan “90%”" in finding.diagnosis.id


@pytest.mark.parametrize(
    ("words", "carried"),
    [
        ("sesuai dengan capaian Tahun 2023", True),
        ("sesuai dengan capaian Tahun 2024", False),
        ("meningkat dari capaian Tahun 2023", False),
    ],
)
def test_words_after_a_figure_that_say_whose_year_it_is(words: str, carried: bool) -> None:
    book = measured({"A": ("95%", "78,57%", "82,71%")})
    book.prose("A", "realisasi", "78,57%", 20)
    book.paragraph(f"Target A ditetapkan 95% namun realisasi 78,57% {words}.", 20)
    assert bool(found(book.ledger(), "REA003")) == carried
