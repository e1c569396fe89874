"""Indicators in parts, rows left blank, capaian without operands, counts beside a target."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.checks.capaian import capaian_of_row
from extractor.checks.counts_beside import counts_beside
from extractor.checks.parts import means_of_parts
from extractor.checks.polarity import capaian_formula
from extractor.checks.rows import read_rows
from extractor.checks.unfilled import rows_left_blank
from extractor.model import Box, Paragraph, Placed
from tests.checks.ledgers import MEASURED, YEAR, Book, measured, quantity

YEARS = (("capaian", YEAR - 1), ("capaian", YEAR))


def parts(whole: tuple[str, str]) -> Book:
    rows: Mapping[str, tuple[str, str]] = {
        "Jumlah wajib pajak": whole,
        "a. Kendaraan": ("70,92", "87,20"),
        "b. Air Permukaan": ("114,17", "205,26"),
        "c. Bahan Bakar": ("115,54", "110,53"),
    }
    return Book().table("pengukuran", 3, YEARS, rows)  # type: ignore[arg-type]


def test_a_capaian_that_is_the_mean_of_its_parts_in_one_year_only_is_found() -> None:
    (finding,) = means_of_parts(parts(("100,21", "134,42")).ledger())
    assert "134,33" in finding.message.id and finding.year == YEAR


def test_means_of_parts_that_no_year_shows_or_that_agree_are_left_alone() -> None:
    assert not list(means_of_parts(parts(("100,21", "134,33")).ledger()))
    assert not list(means_of_parts(parts(("98,00", "134,42")).ledger()))


ROWS = {"Indeks A": ("80", "84", "105,00"), "Persentase kesepakatan": ("90", "", "")}


def test_a_row_left_blank_is_found_where_the_report_has_its_figures() -> None:
    book = measured(ROWS).table(
        "perbandingan", 7, MEASURED, {"Persentase kesepakatan": ("90", "95,2", "105,8")}
    )
    (finding,) = rows_left_blank(book.ledger())
    assert finding.code == "IND001" and {s.page for s in finding.stated} == {5, 7}


def test_a_row_left_blank_everywhere_or_in_parts_is_left_alone() -> None:
    assert not list(rows_left_blank(measured(ROWS).ledger()))
    rows = {"Jumlah wajib pajak": ("90", "", ""), "a. Kendaraan": ("80", "84", "105,00")}
    book = measured(rows).table("perbandingan", 7, MEASURED, {"Jumlah wajib pajak": ("90", "95,2", "105,8")})
    assert not list(rows_left_blank(book.ledger()))


def compared(last: str, others: tuple[str, str] = ("107,12", "65,63")) -> Book:
    """A main table with last year's operands, and a later one that repeats last year's capaian."""
    before = (("target", YEAR - 1), ("realisasi", YEAR - 1), ("capaian", YEAR - 1))
    main = {
        "Aparatur S2": ("16,1", "16,36", ""),
        "Aparatur teknis": ("76", "81,41", "107,12"),
        "Aparatur profesi": ("15", "9,85", "65,63"),
    }
    rows = {"Aparatur S2": (last,), "Aparatur teknis": (others[0],), "Aparatur profesi": (others[1],)}
    book = Book().table("pengukuran", 4, before, main)  # type: ignore[arg-type]
    return book.table("perbandingan", 11, [("capaian", YEAR - 1)], rows)


def test_a_capaian_without_operands_is_held_against_the_row_of_another_table() -> None:
    (finding,) = capaian_of_row(compared("114,04").ledger())
    assert "101,61%" in finding.message.id
    assert not list(capaian_of_row(compared("101,61").ledger()))


def test_a_column_that_holds_another_capaian_is_left_alone() -> None:
    assert not list(capaian_of_row(compared("114,04", ("58,20", "31,90")).ledger()))


OPD = {
    "Rapat A": ("54", "48", "88,89"),
    "Rapat B": ("27", "24", "88,89"),
    "Rapat C": ("30", "24", "80,00"),
    "Rapat D": ("10", "9", "90,00"),
    "Rapat E": ("27", "22", "100,00"),
}


def test_a_hundred_below_target_in_a_column_of_quotients_is_found() -> None:
    (finding,) = capaian_of_row(measured(OPD).ledger())
    assert "81,48%" in finding.message.id


def test_a_hundred_may_be_a_cut_reversed_quotient_where_less_is_better() -> None:
    book = Book()
    book.subject("Rapat E", direction="lower")
    assert not list(capaian_of_row(book.table("pengukuran", 5, MEASURED, OPD).ledger()))


def told(capaian: str, target: str) -> Book:
    book = Book(lower_formula="difference")
    book.subject("Tingkat labour turn over", direction="lower")
    book.table("rkt", 2, [("target", YEAR)], {"Tingkat labour turn over": (target,)})
    book.prose("Tingkat labour turn over", "realisasi", "0,3%", 8)
    return book.prose("Tingkat labour turn over", "capaian", capaian, 8)


def test_a_told_capaian_takes_the_only_target_that_gives_it() -> None:
    (finding,) = capaian_formula(told("15%", "2,00").ledger())
    assert "185" in finding.message.id
    assert not list(capaian_formula(told("185%", "2,00").ledger()))  # as it should be
    assert not read_rows(told("15%", "90,00").ledger()).measured  # which target was meant?


def test_counts_beside_a_target_say_which_is_the_slip() -> None:
    text = "dari target 88% dari potensi (150 WR) yaitu sebesar 128 WR dapat terealisasi"
    book = measured({"Potensi terpungut": ("85", "90", "105,88")})
    book.prose("Potensi terpungut", "target", "88%", 9)
    wrong, right = book.statements[-1], book.statements[0]
    at = text.index("88%")
    words = (Placed(at, at + 3, 9, wrong.bbox),)
    book.paragraphs.append(Paragraph(text, 9, Box(0, 0, 500, 40), words=words))
    assert "85,33%" in counts_beside(book.ledger(), wrong, right).id
    fitting = right.model_copy(update={"value": quantity("60").value})
    assert not counts_beside(book.ledger(), wrong, fitting)
