"""Names that are one indicator though their words do not match."""

from __future__ import annotations

from extractor.language import numbers
from extractor.model import Box, Statement
from extractor.statements.indicators import assign_subjects


def row(name: str, table: str, index: int, **figures: str) -> list[Statement]:
    return [
        Statement(
            indicator=name, measure=measure, year=2024, value=numbers.parse(text).value, text=text,
            unit=None, kind="table", source="pengukuran", page=1, bbox=Box(0, 0, 1, 1), where="",
            quantity=numbers.parse(text), table=table, row=index,
        )
        for measure, text in figures.items()
    ]  # fmt: skip


def subjects(*rows: list[Statement]) -> list[int]:
    found, _ = assign_subjects([s for one in rows for s in one])
    first = {(s.table, s.row): s.subject for s in found}
    return list(first.values())


WHOLE = "Ketersediaan Standar Operasional Prosedur terhadap kebutuhan"
SHORT = "Ketersediaan Standar Operasional Prosedur"


def test_a_shortened_name_with_the_same_figures_is_one() -> None:
    a, b = subjects(
        row(WHOLE, "t1", 0, target="90", realisasi="100", capaian="111,12"),
        row(SHORT, "t2", 0, target="90", realisasi="100", capaian="111,12"),
    )
    assert a == b


def test_a_shortened_name_with_other_figures_or_in_one_table_is_another() -> None:
    a, b = subjects(
        row(WHOLE, "t1", 0, target="90", realisasi="100", capaian="111,12"),
        row(SHORT, "t2", 0, target="80", realisasi="81", capaian="101,25"),
    )
    assert a != b
    a, b = subjects(
        row(WHOLE, "t1", 0, target="90", capaian="111,12"), row(SHORT, "t1", 1, target="90", capaian="111,12")
    )
    assert a != b
    a, b = subjects(
        row(WHOLE, "t1", 0, target="90", capaian="100"), row(SHORT, "t2", 0, target="90", capaian="100")
    )
    assert a != b  # 90 and 100 may be any two indicators


def test_an_abbreviation_stands_for_the_name_of_which_it_is_the_initials() -> None:
    a, b = subjects(
        row("Gross Death Rate (GDR)", "t1", 0, target="45"),
        row("Angka kematian kasar (GDR) (IKU)", "t2", 0, target="45"),
    )
    assert a == b


def test_an_abbreviation_of_several_indicators_or_of_a_part_stands_for_none() -> None:
    a, b, c = subjects(
        row("Indeks Kinerja Utama (IKU)", "t1", 0, target="45"),
        row("Angka kematian kasar (IKU)", "t2", 0, target="45"),
        row("Angka kesakitan (IKU)", "t2", 1, target="45"),
    )
    assert len({a, b, c}) == 3
    a, b = subjects(
        row("Persentase siswa lulus (SMP)", "t1", 0, target="45"),
        row("Jumlah guru layak mengajar (SMP)", "t2", 0, target="45"),
    )
    assert a != b
