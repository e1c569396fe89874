"""AGG: averages and totals: what is accused, and what any usual method clears."""

from __future__ import annotations

import pytest
from made import made_ledger, made_table

from extractor.checks.aggregates import average_without_cap, total_of_rows
from extractor.checks.averages import average_of_rows

FIELDS = ("sasaran", "indikator", "capaian@2024")
ROWS = [
    ("Meningkatnya pendapatan asli daerah", "Penerimaan PAD", "98,40"),
    ("Meningkatnya pendapatan asli daerah", "Persentase PAD", "102,88"),
    ("Meningkatnya pelayanan pajak", "Indeks kepuasan", "101,70"),
    ("Meningkatnya pelayanan pajak", "Waktu layanan", "110,00"),
]


def averaged(value: str, rows: list[tuple[str, ...]] = ROWS, **more: object) -> object:
    return made_ledger(
        made_table(FIELDS, [*rows, ("", "Rata-rata capaian", value)], kind="pengukuran"), **more
    )


def test_a_wrong_average_is_named_with_the_recomputed_one() -> None:
    (finding,) = average_of_rows(averaged("107,45"))
    assert finding.code == "AGG001"
    assert "107,45" in finding.message.id and "103,25" in finding.message.id
    assert finding.expected is not None and str(finding.expected.value) == "103.25"


@pytest.mark.parametrize(
    "value",
    [
        "103,25",  # rounded
        "103,24",  # truncated
        "99,60",  # capped at 100: (98,40 + 100 + 100 + 100) / 4
        "103,2",  # one decimal
    ],
)
def test_any_usual_method_clears_an_average(value: str) -> None:
    assert not list(average_of_rows(averaged(value)))


def test_the_mean_of_sasaran_clears_an_average() -> None:
    rows = [*ROWS, ("Meningkatnya pelayanan pajak", "Nilai SAKIP", "90,00")]
    # (98,40 + 102,88) / 2 = 100,64 and (101,70 + 110 + 90) / 3 = 100,57: 100,60
    assert not list(average_of_rows(averaged("100,60", rows)))


def test_an_average_over_an_unread_cell_is_not_judged() -> None:
    rows = [*ROWS, ("Meningkatnya pelayanan pajak", "Nilai SAKIP", "Nilai Tahun 2023")]
    assert not list(average_of_rows(averaged("88,88", rows)))


def test_an_indicator_whose_name_begins_with_rata_rata_is_no_average() -> None:
    rows = [*ROWS[:3], ("Meningkatnya pelayanan pajak", "Rata-rata waktu pelayanan", "110,00")]
    assert not list(average_of_rows(made_ledger(made_table(FIELDS, rows, kind="pengukuran"))))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Rata-rata capaian sasaran meningkatnya pendapatan asli daerah adalah 103,16%.", True),
        ("Rata-rata capaian sasaran pertama adalah 100,64%.", False),
        ("Secara rata-rata capaian kinerja pada tahun 2024 adalah sebesar 107,77%.", True),
        ("Rata-rata capaian kinerja di atas 95%.", False),
        ("Rata-rata capaian kinerja tahun lalu sebesar 88,10%.", False),
        ("Rata-rata capaian nasional sebesar 71,94%.", False),
        ("Rata-rata capaian lima tahun terakhir sebesar 88,10%.", False),
        ("Rata-rata tertimbang capaian kinerja sebesar 88,10%.", False),
        ("Rata-rata capaian tiga indikator sasaran kesembilan 88,10%.", False),
        ("Rata-rata capaian kinerja mencapai 103,25%.", False),
    ],
)
def test_averages_claimed_in_sentences(sentence: str, found: bool) -> None:
    ledger = made_ledger(made_table(FIELDS, ROWS, kind="pengukuran"), text=[sentence])
    assert bool(list(average_of_rows(ledger))) is found


def test_an_average_above_the_reports_own_cap() -> None:
    rows = [
        ("Sasaran satu yang meningkat", "Indikator satu", "100"),
        ("Sasaran satu yang meningkat", "Indikator dua", "389,8"),
    ]
    (finding,) = average_without_cap(averaged("244,9", rows, cap=100))
    assert finding.code == "AGG003" and "389,8" in finding.message.id and "100,00" in finding.message.id
    assert not list(average_without_cap(averaged("244,9", rows)))
    assert not list(average_without_cap(averaged("100", rows, cap=100)))


STAFF = [
    ("1", "Sekretariat", "8", "5", "13"),
    ("2", "Bidang Pelatihan", "6", "4", "10"),
    ("3", "Bidang Hubungan", "5", "2", "7"),
]


def staff(*total: str) -> object:
    rows = [("No", "Unit Kerja", "ASN", "Non ASN", "Jumlah"), *STAFF, ("Jumlah", "Jumlah", *total)]
    return made_ledger(
        made_table(("no", "", "", "", ""), rows, kind="lain", caption="Tabel 1.1 Jumlah Pegawai")
    )


def test_a_wrong_total_is_accused_where_another_column_adds_up() -> None:
    assert not list(total_of_rows(staff("19", "11", "30")))
    (finding,) = total_of_rows(staff("18", "11", "30"))
    assert finding.code == "AGG002" and "18" in finding.message.id and "19" in finding.message.id


def test_a_wrong_total_of_a_complete_list_is_accused() -> None:
    def one(total: str) -> object:
        rows = [
            ("1", "Kepala", "1"),
            ("2", "Sekretaris", "1"),
            ("3", "Fungsional", "9"),
            ("4", "Pelaksana", "8"),
        ]
        table = made_table(
            ("no", "", ""), [*rows, ("Jumlah", "Jumlah", total)], kind="lain", caption="Tabel 1.1 Jumlah ASN"
        )
        return made_ledger(table)

    assert not list(total_of_rows(one("19")))
    assert [f.code for f in total_of_rows(one("20"))] == ["AGG002"]
    assert not list(total_of_rows(one("30")))  # a total of something else


def test_a_wrong_total_of_a_list_of_which_no_column_is_known() -> None:
    rows = [("No", "Desa", "Jumlah RT"), *((str(i + 1), f"Desa {n}", c) for i, (n, c) in enumerate(
        [("Suka", "14"), ("Jaya", "11"), ("Mekar", "17"), ("Sari", "9")]))]  # fmt: skip

    def found(total: str) -> list[object]:
        table = made_table(("", "", ""), [*rows, ("", "Jumlah", total)], kind="lain")
        return list(total_of_rows(made_ledger(table)))

    assert found("56") and not found("51")


SECTORS = [
    ("No", "Lapangan Usaha", "2022", "2023", "2024"),
    ("1", "Pertanian", "6.284,17", "6.598,42", "7.104,85"),
    ("2", "Industri", "3.215,84", "3.410,72", "3.748,16"),
    ("3", "Konstruksi", "1.486,93", "1.574,28", "1.702,44"),
]


@pytest.mark.parametrize(("total", "found"), [("11.583,42", 0), ("11.853,42", 1), ("102,34", 0)])
def test_a_line_that_sums_up_a_list_without_saying_so(total: str, found: int) -> None:
    rows = [*SECTORS, ("", "PDRB", "10.986,94", total, "12.555,45")]
    table = made_table(("",) * 5, rows, kind="lain", caption="Tabel 1.3 PDRB")
    assert len(list(total_of_rows(made_ledger(table)))) == found


def test_percentages_that_add_up_but_for_rounding() -> None:
    rows = [
        ("1", "Baik", "871,90", "58,06"),
        ("2", "Sedang", "391,45", "26,07"),
        ("3", "Rusak Ringan", "142,30", "9,48"),
        ("4", "Rusak Berat", "96,05", "6,40"),
        ("", "Jumlah", "1.501,70", "100"),
    ]
    table = made_table(("no", "", "", ""), rows, kind="lain", caption="Tabel 3.8 Kondisi Jalan")
    assert not list(total_of_rows(made_ledger(table)))


def test_counts_with_a_dot_in_a_table_whose_headings_are_not_known() -> None:
    heading = ("Kecamatan", "Balita Diukur", "Stunting", "Persentase")
    rows = [
        heading,
        ("Batu Ampar", "2.846", "608", "21,36"),
        heading,  # on the next page
        ("Curah Jati", "1.413", "265", "18,75"),
        ("Gunung Rejo", "1.527", "383", "25,08"),
        ("Jumlah", "5.788", "1.256", "21,70"),
    ]
    table = made_table(("",) * 4, rows, kind="lain", caption="Tabel 3.7 Balita")
    (finding,) = total_of_rows(made_ledger(table))
    assert finding.code == "AGG002" and "5.786" in finding.message.id


def test_equal_blocks_headed_by_their_sums() -> None:
    weights = [
        "30,00",
        "6,00",
        "9,00",
        "15,00",
        "30,00",
        "6,00",
        "9,00",
        "15,00",
        "15,00",
        "3,00",
        "4,50",
        "7,50",
        "25,00",
        "5,00",
        "7,50",
    ]
    names = [f"KOMPONEN {i}" for i in range(16)]

    def block(last: str) -> object:
        rows = list(zip(names, [*weights, last], strict=True))
        return made_ledger(made_table(("", ""), rows, kind="lain", caption="Bobot"))

    assert not list(total_of_rows(block("12,50")))
    (finding,) = total_of_rows(block("5,00"))
    assert "25,00" in finding.message.id
