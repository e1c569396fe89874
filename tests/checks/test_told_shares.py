"""REA004 and REA005 in running text."""

from __future__ import annotations

import made
import pytest

from extractor.checks.told_ratios import shares_of_wholes
from extractor.checks.told_shares import impossible_counts, parts_of_wholes


@pytest.mark.parametrize(
    "text",
    [
        "Penilaian terhadap 17 Perangkat Daerah, 7 Perangkat Daerah atau sekitar 24% berada di zona merah.",
        "Dari 60 orang peserta, 20 orang atau 43,33% lulus.",
    ],
)
def test_a_part_that_is_another_share_of_its_whole(text: str) -> None:
    (finding,) = parts_of_wholes(made.made_ledger(text=[text]))
    assert finding.code == "REA004" and finding.expected is not None


@pytest.mark.parametrize(
    "text",
    [
        "Penilaian terhadap 17 Perangkat Daerah, 7 Perangkat Daerah atau sekitar 40% berada di zona merah.",
        "Dari 60 orang peserta, 20 orang atau 33,33% lulus.",
        "Turun dari 120 orang menjadi 100 orang atau 16,67%.",  # the difference
        "Dari 60 orang peserta, hadir 50 orang; lulus 20 orang atau 40%.",  # of those who came
        "Dari 60 orang peserta, 20 dokumen atau 43,33% selesai.",  # other things
        "Laki-laki 60 orang dan perempuan 40 orang atau 40%.",  # of both together
    ],
)
def test_parts_that_can_be_right(text: str) -> None:
    assert not list(parts_of_wholes(made.made_ledger(text=[text])))


def test_a_count_that_no_whole_number_turns_into_the_share() -> None:
    text = (
        "Kebutuhan 75 orang auditor, 7 orang pejabat dan 10 pelaksana. Per 31 Desember 2024 terisi 74 orang, "
    )
    share = "sehingga persentase pemenuhan kebutuhan pegawai sebesar 80,44%."
    (finding,) = impossible_counts(made.made_ledger(text=[text + share]))
    assert (
        finding.code == "REA005" and "74/92 = 80,43%" in finding.message.id and "92" in finding.diagnosis.id
    )


@pytest.mark.parametrize(
    "text",
    [
        "Terisi 74 orang, sehingga persentase pemenuhan sebesar 80,43%.",
        "Kekurangan pegawai, terisi 74 orang atau 19,57% di bawah kebutuhan.",  # the rest of 92
        "Terisi 74 orang atau sekitar 80,44%.",
        "Anggaran bagi 74 orang yang dilatih terserap 80,44%.",  # a share of money
        "Terisi 74 orang atau 80,4%.",
    ],
)
def test_counts_that_can_give_the_share(text: str) -> None:
    assert not list(impossible_counts(made.made_ledger(text=[text])))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Dari 61 standar pelayanan, sebanyak 53 standar telah tercapai atau 83,6%.", "86,89%"),
        (
            "Dari 88 program di RPJMD, 87 program yang konsisten dengan RKPD Tahun 2024 atau sebesar 88,64%.",
            "98,86%",
        ),
        ("Dari 45 perangkat daerah yang dievaluasi, 34 perangkat daerah (76,55%) bernilai B.", "75,56%"),
        ("APBDes ditetapkan tepat waktu oleh 11 dari 12 desa (96,17 persen).", "91,67%"),
        (
            "Piutang tertagih Rp2.620.000.000 dari total piutang Rp20.000.000.000 sehingga hasilnya 31,10%.",
            "13,10%",
        ),
        ("Lunas 86,42%, yakni Rp1.037.040.000,00 dari ketetapan Rp1.300.000.000,00.", "79,77%"),
        ("Pendapatan Rp64,33 miliar dari target Rp62,5 miliar atau 103,92%.", "102,93%"),
        (
            "Guru berjumlah 4.812 orang. Dari jumlah tersebut, 3.657 orang atau 67,00 persen telah lulus.",
            "76,00%",
        ),
        ("Pegawai berjumlah 68 orang, laki-laki 42 orang (67,16%) dan perempuan 26 orang.", "61,76%"),
    ],
)
def test_a_share_told_with_its_whole(text: str, right: str) -> None:
    (finding,) = shares_of_wholes(made.made_ledger(text=[text]), set())
    assert finding.code == "REA004" and finding.expected is not None and right in finding.expected.text.id


@pytest.mark.parametrize(
    "text",
    [
        "Dari 61 standar pelayanan, sebanyak 51 standar telah tercapai atau 83,6%.",
        "Dari 61 standar pelayanan, sebanyak 53 standar telah tercapai, naik 83,6%.",
        "Dari 60 orang, dari 50 orang yang hadir 40 orang lulus atau 80,00%.",
        "Turun menjadi 100 orang dari 120 orang atau 16,67%.",
        "Sebanyak 11 dari 12 desa (91,7%).",
        "Desa terlayani 240 desa, bertambah 11 desa dari 229 desa (88,08 persen).",
        "Dari 45 dokumen, 34 dokumen selesai; tingkat kepuasan (82,10%).",
        "Pendapatan Rp64,33 miliar dari target Rp62,5 miliar, naik 12,05% dari tahun lalu.",
        "Pendapatan Rp64,33 miliar dari target Rp62,5 miliar atau 102,9%.",
        "Dari 12 kecamatan, 10 kecamatan telah memiliki kantor baru, atau 95% penduduk terlayani.",
        "Bantuan Rp1.500.000.000,00 dari APBD dan Rp2.000.000.000,00 dari DAK atau 98%.",
        "Guru berjumlah 4.812 orang. Dari jumlah tersebut, 3.657 orang atau 76,00 persen telah lulus.",
        "Guru 4.812 orang, staf 412 orang. Dari jumlah tersebut, 3.657 orang atau 70,00% telah lulus.",
        "Pegawai berjumlah 68 orang, laki-laki 42 orang (61,76%) dan perempuan 26 orang.",
        "Pegawai berjumlah 70 orang, laki-laki 42 orang (61,76%) dan perempuan 26 orang.",  # AGG002
        "Realisasi anggaran Rp50.000.000 dari pagu Rp100.000.000 atau 52,00%.",  # BUD002
        "Lunas Rp40 juta dari total piutang Rp0,1 miliar atau 70%.",  # too coarse a whole to say
    ],
)
def test_shares_of_wholes_that_can_be_right(text: str) -> None:
    assert not list(shares_of_wholes(made.made_ledger(text=[text]), set()))
