"""CAP004 for averages of the whole report in running text."""

from __future__ import annotations

import made
import pytest

from extractor.checks.told_averages import overall_averages

TABLE = made.made_table(
    ("sasaran", "indikator", "target@2024", "realisasi@2024", "capaian@2024"),
    [
        ("Meningkatnya pendapatan", "Persentase PAD", "12,50", "12,86", "102,88"),
        ("Meningkatnya pendapatan", "Persentase piutang", "25,00", "26,10", "104,40"),
        ("Meningkatnya pelayanan", "Indeks kepuasan", "83,00", "83,00", "100,00"),
    ],
    kind="pengukuran",
)
FIRST = "Rata-rata capaian kinerja tahun 2024 adalah sebesar 102,43%."  # of the three indicators


def test_two_averages_of_one_report() -> None:
    told = ["Secara rata-rata capaian kinerja adalah sebesar 101,03%.", FIRST]
    (finding,) = overall_averages(made.made_ledger(TABLE, text=told))
    assert finding.code == "CAP004" and "101,03%" in finding.message.id and "102,43%" in finding.message.id


def test_an_average_with_weights_is_another() -> None:
    told = ["Rata-rata tertimbang capaian kinerja adalah sebesar 101,03%.", FIRST]
    assert list(overall_averages(made.made_ledger(TABLE, text=told))) == []


def test_an_average_of_a_counted_number_of_indicators() -> None:
    told = ["Rata-rata capaian 3 (tiga) indikator yang dapat diukur adalah 101,03%.", FIRST]
    assert len(list(overall_averages(made.made_ledger(TABLE, text=told)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Rata-rata capaian kinerja sebesar 102,4%.",
        "Rata-rata capaian sasaran sebesar 101,82%.",  # of the two sasaran
        "Rata-rata capaian kinerja tahun 2023 adalah sebesar 98,10%.",
        "Rata-rata capaian kinerja program sebesar 95,00%.",
        "Capaian kinerja rata-rata di atas 100%.",
        "Sebanyak 2 sasaran memperoleh rata-rata capaian 100% atau lebih.",
        "Sasaran 1 : Meningkatnya pendapatan dengan rata-rata capaian kinerja sebesar 103,64%.",
        "Sasaran1: Meningkatnya pendapatan dengan rata-rata capaian kinerja sebesar 103,64%.",
    ],
)
def test_averages_that_may_stand_beside_it(text: str) -> None:
    assert not list(overall_averages(made.made_ledger(TABLE, text=[FIRST, text])))
