from __future__ import annotations

from extractor.language import numbers
from extractor.model import Box, Cell, Column, Paragraph, Statement, Table
from extractor.statements.directions import direction_in, told_directions
from extractor.statements.indicators import add_subject, assign_subjects, with_directions
from extractor.statements.mentions import Mentions
from extractor.statements.passages import read_passages
from extractor.statements.prose import named_things

BOX = Box(0, 0, 1, 1)


def stated(
    name: str, measure: str, text: str, table: str = "t1", row: int = 0, year: int | None = 2024
) -> Statement:
    quantity = numbers.parse(text)
    return Statement(
        indicator=name,
        measure=measure,
        year=year,
        value=quantity.value,
        text=text,
        unit=quantity.unit,
        kind="table",
        source="pengukuran",
        page=1,
        bbox=BOX,
        where="",
        quantity=quantity,
        table=table,
        row=row,
    )


def keys(*statements: Statement) -> list[int]:
    found, subjects = assign_subjects(statements)
    assert all(s.subject in subjects for s in found)
    return [s.subject for s in found]


def test_one_indicator_over_its_spellings() -> None:
    a, b, c = keys(
        stated("Prosentase koperasi aktif", "target", "46%"),
        stated("Persentase Koperasi Aktif", "target", "46%", table="t2"),
        stated("Persentase Koperasi Sehat", "target", "46%", table="t2", row=1),
    )
    assert a == b != c


def test_a_budget_line_is_no_indicator() -> None:
    a, b, c = keys(
        stated("Pelatihan Kerja dan Produktivitas", "target", "90%"),
        stated("Pelatihan Kerja dan Produktivitas", "anggaran", "Rp100.000.000", table="t2"),
        # Money in an indicator's own row is about the indicator.
        stated("Pelatihan Kerja dan Produktivitas", "anggaran", "Rp90.000.000"),
    )
    assert a == c != b
    _, subjects = assign_subjects([stated("Program A", "anggaran", "Rp1.000.000")])
    assert [s.kind for s in subjects.values()] == ["anggaran"]


def test_aggregates_stay_in_their_row() -> None:
    found = [
        stated("Rata-rata", "capaian", "97%", row=3),
        stated("Rata-rata", "kategori", "Baik", row=3),
        stated("Rata-rata", "capaian", "97%", table="t2", row=3),
    ]
    a, b, c = keys(*found)
    assert a == b != c
    assert {s.kind for s in assign_subjects(found)[1].values()} == {"agregat"}


def test_rows_in_the_same_words_with_other_figures_are_two_things() -> None:
    name = "Panjang jalan yang terpelihara"
    a, b = keys(stated(name, "target", "30", row=1), stated(name, "target", "23,5", row=3))
    assert a != b
    a, b = keys(stated(name, "target", "30", row=1), stated(name, "target", "30", row=3))
    assert a == b


def test_a_name_that_a_page_end_cut() -> None:
    a, b, c = keys(
        stated("Besaran pekerja yang menjadi peserta jaminan sosial", "target", "75%"),
        stated("Besaran pekerja yang menjadi", "capaian", "72%", table="t2"),
        stated("Jumlah pekerja yang dilatih", "target", "5", table="t3"),
    )
    assert a == b != c


def test_directions() -> None:
    assert direction_in("semakin rendah nilainya semakin baik kinerjanya") == "lower"
    assert direction_in("Semakin tinggi realisasi semakin baik") == "higher"
    assert direction_in("(Target - (Realisasi - Target)) / Target x 100%") == "lower"
    assert direction_in("Realisasi / Target x 100%") is None
    assert direction_in("semakin tinggi semakin baik, semakin rendah semakin baik") is None


def test_the_report_tells_a_direction_in_a_row_or_a_sentence() -> None:
    statements, subjects = assign_subjects(
        [stated("Waktu layanan surat", "target", "5"), stated("Jumlah arsip statis", "target", "7", row=1)]
    )
    columns = (Column(field="indikator", year=None, header=""), Column(field="formula", year=None, header=""))
    cells = [("Waktu layanan surat", ""), ("Jumlah arsip statis", "semakin tinggi semakin baik")]
    rows = tuple(tuple(Cell(text=t, page=1, bbox=BOX) for t in row) for row in cells)
    table = Table(id="t1", kind="iku", caption="", pages=(1,), columns=columns, rows=rows)
    text = "Waktu layanan surat dihitung dalam hari, semakin rendah nilainya semakin baik."
    mentions = Mentions(named_things(subjects, statements))
    told = told_directions({"t1": table}, statements, read_passages([Paragraph(text, 1, BOX)]), mentions)
    found = with_directions(subjects, told)
    assert {s.name: s.direction for s in found.values()} == {
        "Waktu layanan surat": "lower",
        "Jumlah arsip statis": "higher",
    }


def test_a_sentence_that_tells_both_directions_tells_them_clause_by_clause() -> None:
    statements, subjects = assign_subjects(
        [stated("Lama layanan surat", "target", "5"), stated("Jumlah arsip statis", "target", "7", row=1)]
    )
    text = (
        "Untuk jumlah arsip statis semakin tinggi realisasi semakin baik; untuk lama layanan surat semakin "
        "rendah realisasi semakin baik."
    )
    mentions = Mentions(named_things(subjects, statements))
    told = told_directions({}, statements, read_passages([Paragraph(text, 1, BOX)]), mentions)
    assert {s.name: s.direction for s in with_directions(subjects, told).values()} == {
        "Lama layanan surat": "lower",
        "Jumlah arsip statis": "higher",
    }


def test_one_more_subject_has_the_highest_key() -> None:
    assert max(add_subject({}, "Total", "agregat")) == 0
    _, subjects = assign_subjects([stated("A b c", "target", "1")])
    more = add_subject(subjects, "Total", "agregat")
    assert more[max(more)].name == "Total"
