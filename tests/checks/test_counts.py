"""CNT: counts in sentences against what the tables hold."""

from __future__ import annotations

import pytest
from made import made_ledger, made_table

from extractor.checks.counted import counts_in
from extractor.checks.counts import indicators_at_target
from extractor.checks.listings import listed_things

FIELDS = ("sasaran", "indikator", "target@2024", "realisasi@2024", "capaian@2024")
ROWS = [
    ("Meningkatnya pendapatan daerah", "Persentase PAD", "12,50", "12,86", "102,88"),
    ("Meningkatnya pendapatan daerah", "Persentase piutang", "25,00", "26,10", "104,40"),
    ("Meningkatnya pelayanan pajak", "Indeks kepuasan", "83,00", "83,00", "100,00"),
    ("Meningkatnya pelayanan pajak", "Persentase layanan", "50,00", "40,00", "80,00"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4 (empat) program dan 11 (sebelas) kegiatan", [(4, "program"), (11, "kegiatan")]),
        ("(2) Dua indikator", [(2, "indikator")]),
        ("tujuh indikator kinerja utama", [(7, "indikator")]),
        ("3(tiga) Sub Kegiatan", [(3, "sub_kegiatan")]),
        ("tahun 2024 program", []),
        ("Rp 1.500 kegiatan", []),
    ],
)
def test_counts_are_read(text: str, found: list[tuple[int, str]]) -> None:
    assert [(c.number, c.noun) for c in counts_in(text)] == found


def claim(sentence: str, rows: list[tuple[str, ...]] = ROWS) -> list[object]:
    return list(
        indicators_at_target(made_ledger(made_table(FIELDS, rows, kind="pengukuran"), text=[sentence]))
    )


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Dari hasil pengukuran tersebut, 3 (tiga) indikator melampaui target yang diperjanjikan.", True),
        ("Dari hasil pengukuran tersebut, 2 (dua) indikator melampaui target yang diperjanjikan.", False),
        ("Dari 4 indikator terdapat 3 (tiga) indikator yang telah mencapai target.", False),
        ("Dari 4 indikator terdapat 2 (dua) indikator yang belum mencapai target.", True),
        ("Dari 4 indikator terdapat 1 (satu) indikator yang belum mencapai target.", False),
        ("Dari 6 IKU dan 14 IKK terdapat 2 (dua) indikator yang belum mencapai target.", False),
        ("Sasaran 1 : diukur melalui 2 indikator, 1 (satu) indikator melampaui target.", False),
        ("Untuk mewujudkan misi ke tiga ada 2 (dua) indikator yang belum tercapai.", False),
    ],
)
def test_indicators_at_their_targets(sentence: str, found: bool) -> None:
    assert bool(claim(sentence)) is found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Dari 6 indikator, 5 indikator telah mencapai target dan 2 (dua) indikator belum tercapai.",
            True,
        ),
        (
            "Dari tujuh indikator, 5 indikator berkategori Baik Sekali dan 3 indikator berkategori Baik.",
            True,
        ),
        (
            "Dari 6 indikator, 4 indikator telah mencapai target dan 2 (dua) indikator belum tercapai.",
            False,
        ),
        (
            "Dari 6 indikator, 5 indikator mencapai target dan 3 indikator melampaui target.",
            False,
        ),  # some are both
        (
            "Dari 6 indikator, 4 indikator mencapai target dan 1 indikator belum tercapai.",
            False,
        ),  # one not measured
    ],
)
def test_indicators_told_apart_are_not_more_than_all(sentence: str, found: bool) -> None:
    assert bool(list(indicators_at_target(made_ledger(text=[sentence])))) is found


def test_reached_or_passed_leaves_out_none() -> None:
    assert claim("Terdapat 1 (satu) indikator mencapai atau melampaui target.")


def test_a_capped_capaian_counts_either_way() -> None:
    rows = [*ROWS[:3], ("Meningkatnya pelayanan pajak", "Persentase layanan", "50,00", "60,00", "100,00")]
    assert not claim("Terdapat 2 (dua) indikator melampaui target.", rows)
    assert not claim("Terdapat 3 (tiga) indikator melampaui target.", rows)
    assert claim("Terdapat 4 (empat) indikator melampaui target.", rows)


def test_tables_that_disagree_give_a_warning() -> None:
    other = [
        *ROWS[:2],
        ("Meningkatnya pelayanan pajak", "Indeks kepuasan", "83,00", "84,41", "101,70"),
        ROWS[3],
    ]
    ledger = made_ledger(
        made_table(FIELDS, ROWS, kind="pengukuran"),
        made_table(FIELDS, other, kind="perbandingan", name="t2", page=11),
        text=["Terdapat 3 (tiga) indikator melampaui target."],
    )
    (finding,) = indicators_at_target(ledger)
    assert finding.severity == "warning"


BUDGET = [
    ("1.01", "Program Pelatihan", "30.000.000"),
    ("1.01.2.01", "Kegiatan Pelatihan Unit", "10.000.000"),
    ("1.01.2.02", "Kegiatan Lembaga Swasta", "20.000.000"),
    ("1.02", "Program Penempatan", "50.000.000"),
    ("1.02.2.01", "Kegiatan Pasar Kerja", "15.000.000"),
    ("1.02.2.02", "Kegiatan Antar Kerja", "35.000.000"),
]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Anggaran mendanai 2 (dua) program dan 3 (tiga) kegiatan.", True),
        ("Anggaran mendanai 2 (dua) program dan 4 (empat) kegiatan.", False),
        (
            "Anggaran mendanai 5 (lima) program dan 9 (sembilan) kegiatan.",
            False,
        ),  # of another table, not this
        ("Setiap bidang melaksanakan 3 (tiga) kegiatan dari 2 (dua) program.", False),
    ],
)
def test_programs_and_kegiatan(sentence: str, found: bool) -> None:
    ledger = made_ledger(made_table(("kode", "program", "anggaran@2024"), BUDGET), text=[sentence])
    assert bool(list(listed_things(ledger))) is found


def test_sasaran_of_the_table_above() -> None:
    table = made_table(FIELDS, ROWS, kind="pengukuran")

    def told(sentence: str) -> list[object]:
        return list(listed_things(made_ledger(table, text=[sentence])))

    assert told("Dari tabel di atas terdapat satu sasaran strategis dengan 4 indikator kinerja.")
    assert not told("Dari tabel di atas terdapat dua sasaran strategis dengan 4 indikator kinerja.")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Dinas menetapkan 3 (tiga) sasaran strategis yang diukur dengan 4 indikator kinerja.", True),
        ("Dinas menetapkan 2 sasaran strategis dengan 5 indikator kinerja.", True),
        ("Dinas menetapkan 2 sasaran strategis yang diukur dengan 4 indikator kinerja.", False),
        ("Renstra 2021-2026 memuat 3 sasaran dengan 4 indikator.", False),
        ("Bupati menetapkan 9 sasaran strategis yang diukur dengan 31 indikator.", False),
    ],
)
def test_sasaran_and_indicators_agreed_on(text: str, wrong: bool) -> None:
    rows = [("Sasaran A", "Indeks A", "80"), ("Sasaran A", "Indeks B", "80"),
            ("Sasaran B", "Indeks C", "80"), ("Sasaran B", "Indeks D", "80")]  # fmt: skip
    tables = [
        made_table(("sasaran", "indikator", "target@2024"), rows, kind=kind, name=kind)
        for kind in ("pk", "iku")
    ]
    assert bool(list(listed_things(made_ledger(*tables, text=[text])))) == wrong


def test_the_number_of_indicators_given_as_that_of_the_sasaran() -> None:
    text = [
        "Perjanjian Kinerja mencakup 9 sasaran dengan 23 indikator sasaran.",
        "Sebanyak 23 (dua puluh tiga) sasaran berhasil dicapai.",
    ]
    (finding,) = listed_things(made_ledger(made_table(FIELDS, ROWS, kind="pengukuran"), text=text))
    assert "9 sasaran dengan 23 indikator" in finding.message.id


@pytest.mark.parametrize(
    ("sentence", "found"),
    [("terdiri dari 18 ASN dan 12 Non ASN", True), ("terdiri dari 19 ASN dan 11 Non ASN", False)],
)
def test_staff_by_kind(sentence: str, found: bool) -> None:
    rows = [
        ("No", "Unit", "ASN", "Non ASN"),
        ("1", "Sekretariat", "13", "7"),
        ("2", "Bidang", "6", "4"),
        ("Jumlah", "Jumlah", "19", "11"),
    ]
    table = made_table(("no", "", "", ""), rows, kind="lain", caption="Tabel 1.1 Jumlah Pegawai", page=5)
    ledger = made_ledger(table, text=[f"Dinas didukung pegawai yang {sentence}."])
    assert bool(list(listed_things(ledger))) is found


def test_sasaran_counted_otherwise_in_two_places() -> None:
    told = made_ledger(
        text=[
            "Tiga sasaran tercapai sedangkan satu sasaran lainnya tidak tercapai.",
            "Kegagalan pencapaian kinerja terjadi pada dua sasaran strategis.",
        ]
    )
    (finding,) = indicators_at_target(told)
    assert (
        finding.severity == "warning" and "satu sasaran" in finding.message.id and "dua" in finding.message.id
    )


@pytest.mark.parametrize(
    "text",
    [
        "Kegagalan pencapaian kinerja terjadi pada satu sasaran strategis.",
        "Pada tahun 2023 dua sasaran tidak tercapai.",  # another year
        "Dua sasaran program tidak tercapai.",
        "Dua sasaran diharapkan tidak tercapai terlambat.",
    ],
)
def test_sasaran_counted_alike_or_of_something_else(text: str) -> None:
    first = "Tiga sasaran tercapai sedangkan satu sasaran lainnya tidak tercapai."
    assert not list(indicators_at_target(made_ledger(text=[first, text])))


def test_planned_revenue_is_not_counted_among_the_indicators() -> None:
    rows = [
        ("Pendapatan", "Retribusi persampahan", "Rp 549.481.005", "Rp 555.760.000", "101,14"),
        ("Pendapatan", "Retribusi pemakaman", "Rp 52.809.142", "Rp 133.245.000", "252,31"),
        ("Pendapatan", "Retribusi penyedotan", "Rp 48.000.000", "Rp 25.760.000", "53,67"),
    ]
    assert not claim("Dari hasil pengukuran, 3 (tiga) indikator belum mencapai target.", rows)
