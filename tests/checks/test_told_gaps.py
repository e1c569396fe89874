"""NAR001 for differences to the target or to another year, against the tables."""

from __future__ import annotations

import made
import pytest

from extractor.checks.told_gaps import wrong_gaps

NAME = "Tingkat konsumsi ikan"


def found(text: str, settled: frozenset[tuple[int, int]] = frozenset()) -> list[str]:
    """The right differences of what is found in a text."""
    table = made.made_table(
        ("indikator", "target@2024", "realisasi@2024", "realisasi@2023"),
        [(NAME, "46", "48,12", "45,30"), ("Produksi ikan", "18.200,0", "17.644,2", "17.905,8")],
        kind="pengukuran",
    )
    ledger = made.made_ledger(table, text=[text])
    return [str(f.expected.text) for f in wrong_gaps(ledger, set(settled)) if f.expected]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (f"{NAME} mencapai 48,12 atau 2,21 poin di atas target.", "2,12"),
        (f"{NAME} mencapai 48,12. Angka ini naik 2,28 poin dari tahun sebelumnya.", "2,82"),
        (f"{NAME} tercatat 48,12. Dibandingkan tahun 2023 terdapat kenaikan 2,28 poin.", "2,82"),
        (f"{NAME} sebesar 48,12 melampaui target 46 dengan selisih 2,21 poin.", "2,12"),
        (f"{NAME} yang pada tahun 2023 sebesar 45,30 mengalami kenaikan 2,28 poin.", "2,82"),
        (f"{NAME} tercatat 48,12. Masih ada kesenjangan 2,21 poin dari target.", "2,12"),
        (
            f"{NAME} melampaui target sebesar 2,21 poin.",
            "2,12",
        ),  # its digits exchanged: no value need stand here
        ("Produksi ikan hanya 17.644,2 ton, 655,8 ton lebih rendah dari target.", "555,8"),
    ],
)
def test_a_gap_that_the_tables_deny(text: str, right: str) -> None:
    assert found(text) == [right]


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME} mencapai 48,12 atau 2,12 poin di atas target.",
        f"{NAME} mencapai 48,12 atau 4,61 persen di atas target.",  # of the target
        f"Realisasi {NAME} sebesar 48,12 di atas target 46.",  # the value itself
        f"{NAME} melampaui target sebesar 46,2.",  # the target
        f"{NAME} melampaui target sebesar 3,50 poin.",
        f"{NAME} mencapai 48,12, naik 2,82 poin dari tahun sebelumnya.",
        f"{NAME} mencapai 48,12, naik 6,23% dibanding tahun 2023.",
        f"{NAME} naik 3,50 poin dari tahun sebelumnya.",  # none of its values stands here
        f"{NAME} mencapai 48,12, masih 1,50 poin di bawah target nasional.",
        f"{NAME} mencapai 48,12 dengan tingkat capaian turun 3,40 poin dari tahun sebelumnya.",
        f"{NAME} mencapai 48,12, naik 4,00 poin dari tahun 2020.",  # a year that no table has
        f"{NAME} mencapai 48,12. Pada triwulan II naik 3,10 poin dari tahun sebelumnya.",
        "Jumlah pengunjung naik 48,12 poin dari tahun sebelumnya.",
    ],
)
def test_what_the_tables_have_or_cannot_tell_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_gap_under_the_heading_of_its_indicator() -> None:
    table = made.made_table(
        ("indikator", "target@2024", "realisasi@2024", "realisasi@2023"),
        [(NAME, "46", "48,12", "45,30"), ("Produksi ikan", "18.200,0", "17.644,2", "17.905,8")],
        kind="pengukuran",
    )
    told = "Hasil survei sebesar 48,12. Angka ini naik 2,28 poin dari tahun sebelumnya."
    (finding,) = wrong_gaps(made.made_ledger(table, text=[f"1. {NAME}", told]), set())
    assert finding.indicator == NAME
    other = made.made_ledger(table, text=[f"1. {NAME}", "2. Kepuasan pelanggan", told])
    assert not list(wrong_gaps(other, set()))
