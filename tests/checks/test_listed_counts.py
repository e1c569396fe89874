"""CNT002: counts against the list, the rows or the total that stand with them."""

from __future__ import annotations

import made
import pytest

from extractor.checks.listings import listed_things


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Terdiri atas 4 (empat) bidang, yaitu Bidang Data, Bidang Riset dan Mutu, serta Bidang Umum.", True),
        ("Terdiri atas 3 (tiga) bidang, yaitu Bidang Data, Bidang Riset dan Mutu, serta Bidang Umum.", False),
        ("Ada dua seksi yakni Seksi Data, Seksi Mutu dan Seksi Umum.", True),
        ("Ada empat bidang, yaitu Bidang Data, Riset, Mutu dan Umum.", False),  # told in short
        ("Ada empat bidang, yaitu Bidang Data, Bidang Mutu, Riset.", False),
        ("Ada empat bidang, yaitu Sekretariat, Bidang Data, Bidang Riset, dan Bidang Umum.", False),
        ("Ada lima bidang, yaitu antara lain Bidang Data, Bidang Riset, dan Bidang Umum.", False),
    ],
)  # fmt: skip
def test_a_count_and_its_list(text: str, found: bool) -> None:
    assert bool(list(listed_things(made.made_ledger(text=[text])))) is found


VILLAGES = made.made_table(
    ("", "", ""),
    [
        ("No", "Desa/Kelurahan", "Jumlah RT"),
        *((str(i + 1), f"{kind} Suka {i}", "12") for i, kind in enumerate(["Desa"] * 5 + ["Kelurahan"] * 2)),
    ],
    kind="lain",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kecamatan terbagi atas 6 desa dan 2 kelurahan.", True),
        ("Kecamatan terbagi atas 5 desa dan 2 kelurahan.", False),
        ("Kecamatan tetangga terbagi atas 9 desa dan 4 kelurahan.", False),  # nothing of it is of the table
        ("Kecamatan terbagi atas 6 dusun dan 2 kelurahan.", False),
    ],
)
def test_a_count_and_the_rows_of_a_table(text: str, found: bool) -> None:
    assert bool(list(listed_things(made.made_ledger(VILLAGES, text=[text])))) is found


BUDGET = made.made_table(
    ("program", "anggaran@2024"),
    [
        ("Program Pelatihan", "30.000.000"),
        ("Program Penempatan", "50.000.000"),
        ("Program Pengawasan", "15.000.000"),
        ("Jumlah", "95.000.000"),
    ],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anggaran Rp95.000.000 tersebar pada 4 (empat) program.", True),
        ("Anggaran Rp95.000.000 tersebar pada 3 (tiga) program.", False),
        ("Dari total anggaran Rp95.000.000, 2 program menyerap di atas 95%.", False),
        ("Anggaran Rp95.000.000 dipakai untuk 2 program prioritas.", False),
        ("Anggaran Rp70.000.000 tersebar pada 4 (empat) program.", False),  # another total
    ],
)
def test_a_count_and_the_table_of_its_total(text: str, found: bool) -> None:
    assert bool(list(listed_things(made.made_ledger(BUDGET, text=[text])))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ditetapkan 4 (empat) sasaran strategis dengan 3 (tiga) indikator kinerja.", True),
        ("Ditetapkan 2 (dua) sasaran strategis dengan 3 (tiga) indikator kinerja.", False),
        ("Ditetapkan 3 (tiga) sasaran strategis dengan 5 (lima) indikator kinerja.", False),
    ],
)
def test_what_was_agreed_on(text: str, found: bool) -> None:
    table = made.made_table(
        ("sasaran", "indikator", "target@2024"),
        [
            ("Meningkatnya mutu", "Nilai mutu", "80"),
            ("Meningkatnya mutu", "Persentase layanan", "90"),
            ("Meningkatnya tertib", "Opini", "85"),
        ],
        kind="pk",
    )
    assert bool(list(listed_things(made.made_ledger(table, text=[text])))) is found
