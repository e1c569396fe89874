"""AGG002 and BUD001 for totals that running text tells with all their parts."""

from __future__ import annotations

import made
import pytest

from extractor.checks.told_sums import wrong_amounts, wrong_counts


def found(*text: str) -> list[str]:
    """The expected totals of what is found in a text."""
    ledger = made.made_ledger(text=text)
    return [str(f.expected.text) for f in (*wrong_counts(ledger), *wrong_amounts(ledger))]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Pegawai Dinas terdiri atas 45 PNS dan 12 PPPK, seluruhnya 59 orang.", "57"),
        ("Jumlah pegawai sebanyak 59 orang, terdiri atas 45 PNS dan 12 PPPK.", "57"),
        ("Pegawai laki-laki sebanyak 23 orang dan perempuan sebanyak 19 orang, jumlah 43 orang.", "42"),
        ("Jumlah pegawai 42 orang, 23 orang laki-laki dan 18 orang perempuan.", "41"),
        ("Jumlah pegawai adalah 59 orang yang terdiri dari PNS (45 orang), PPPK (12 orang).", "57"),
        (
            "Jumlah penduduk tahun 2023 sebanyak 32.410 jiwa (laki-laki 16.214 jiwa dan perempuan 16.169 "
            "jiwa).",
            "32.383",
        ),
        (
            "Dinas memiliki 34 (tiga puluh empat) orang pegawai dengan rincian 28 (dua puluh delapan) orang "
            "PNS, 3 orang CPNS dan 4 orang tenaga kontrak.",
            "35",
        ),
        (
            "Kantor didukung 146 personel dalam 4 bidang. Dari jumlah itu, 96 personel berstatus PNS dan 60 "
            "personel berstatus tenaga harian lepas.",
            "156",
        ),
        (
            "Pegawai berjumlah 58 orang. Berdasarkan golongan, 7 orang golongan IV, 36 orang golongan III, "
            "15 orang golongan II dan 2 orang golongan I. Laki-laki 33 orang.",
            "60",
        ),
        (
            "Pemustaka 60.412 orang. Pemustaka tersebut terdiri atas 38.402 pelajar, 12.960 mahasiswa, "
            "dan 9.248 masyarakat umum.",
            "60.610",
        ),
        ("Dari 45 desa yang dievaluasi, 34 desa bernilai baik. Sisanya 12 desa bernilai cukup.", "46"),
        ("Ada 27 dari 30 desa (90%) bernilai B ke atas, dengan rincian nilai A 18 desa dan B 14 desa.", "32"),
        ("Ada 34 desa bernilai minimal B, dengan sebaran: A 3 desa, BB 14 desa, dan B 19 desa.", "36"),
        ("Sepanjang tahun 2024 diterbitkan 1.284 izin, yakni 864 izin usaha dan 402 izin praktik.", "1.266"),
        ("Dibangun 24 unit rumah, terdiri dari 14 unit di Desa Baru dan 11 unit di Desa Lama.", "25"),
        (
            "Panjang jalan 812,45 km, terbagi atas jalan aspal 540,30 km, jalan kerikil 192,10 km dan "
            "jalan tanah 81,05 km.",
            "813,45",
        ),
        (
            "Rapat meliputi rapat paripurna 36 kali, rapat komisi 124 kali dan rapat pansus 31 kali sehingga "
            "seluruhnya berjumlah 193 kali.",
            "191",
        ),
        (
            "Belanja operasi Rp 4.500.000.000,00 dan belanja modal Rp 1.250.000.000,00 sehingga total "
            "anggaran Rp 5.570.000.000,00.",
            "5.750.000.000",
        ),
        (
            "Total belanja sebesar Rp 12,50 miliar, yang terdiri dari belanja operasi Rp 9,30 miliar dan "
            "belanja modal Rp 2,20 miliar.",
            "11.500.000.000",
        ),
        (
            "Disediakan anggaran Rp 61.340.500.000,- yang bersumber dari APBD sebesar Rp 22.480.500.000,- "
            "dan BLUD sebesar Rp 38.500.000.000,-.",
            "60.980.500.000",
        ),
    ],
)
def test_totals_that_are_not_the_sum_of_their_parts(text: str, right: str) -> None:
    assert found(text) == [right]


@pytest.mark.parametrize(
    "text",
    [
        "Pegawai Dinas terdiri atas 45 PNS dan 14 PPPK, seluruhnya 59 orang.",
        "Jumlah pegawai sebanyak 60 orang, pensiun 5 orang, sehingga jumlah pegawai menjadi 55 orang.",
        "Sebanyak 59 orang, antara lain 20 orang PNS dan 12 orang PPPK.",
        "Jumlah pegawai 59 orang terdiri dari 45 PNS dan 14 PPPK, dengan 30 laki-laki dan 29 perempuan.",
        "Jumlah pegawai 59 orang terdiri dari 30 laki-laki dan 29 perempuan, 45 PNS dan 14 PPPK.",
        "Jumlah pegawai 59 orang terdiri dari 45 orang PNS, 10 orang PPPK dan empat orang tenaga kontrak.",
        "Jumlah pegawai 59 orang terdiri dari 45 orang PNS dan 10 orang PPPK, selebihnya tenaga kontrak.",
        "Jumlah pegawai 59 orang, terdiri dari 45 orang PNS termasuk 6 orang CPNS dan 14 orang PPPK.",
        "Ada 12 dokumen yang terdiri dari 4 dokumen rencana, 4 dokumen anggaran serta dokumen evaluasi.",
        "Terdapat 3 bidang yang terdiri dari 2 seksi dan 2 sub bagian.",
        "Target sebanyak 100 orang dan realisasi 90 orang, sehingga jumlah yang belum tercapai 10 orang.",
        "Jumlah peserta 120 orang terdiri dari 4 angkatan, masing-masing 30 orang.",
        "Tahun 2022 sebanyak 120 kasus dan tahun 2023 sebanyak 130 kasus, jumlah kasus selesai 225 kasus.",
        "Dari 50 peserta, terdapat 20 laki-laki dan 25 perempuan yang lulus.",
        "Pegawai 58 orang. Berdasarkan pendidikan, S2 7 orang, S1 36 orang dan D3 5 orang.",  # not all
        "Pegawai 58 orang. Berdasarkan pendidikan, S2 7 orang, S1 36 orang dan perempuan 35 orang.",
        "Pemustaka 60.610 orang. Mereka tersebut terdiri atas 38.402 pelajar, 12.960 mahasiswa, 9.248 umum.",
        "Pemustaka 90.412 orang. Mereka ini terdiri atas 38.402 pelajar, 12.960 mahasiswa, dan 9.248 umum.",
        "Dari 45 desa yang dievaluasi, 34 desa bernilai baik. Sisanya 11 desa bernilai cukup.",
        "Dari 45 desa yang dievaluasi, 20 desa baik dan 13 desa sedang. Sisanya 12 desa bernilai cukup.",
        "Ada 146 personel. Dari jumlah itu, 96 personel berstatus PNS dan 60 personel perempuan.",
        "Sebanyak 1.284 izin terdiri dari 864 izin usaha (120 baru dan 744 perpanjangan) dan 420 izin lain.",
        "Total belanja Rp 12,5 miliar, terdiri dari belanja operasi Rp 9,3 miliar dan modal Rp 3,3 miliar.",
        "Dana APBN Rp 1.000.000.000,- dan APBD Rp 2.000.000.000,- sehingga total anggaran yang terserap Rp "
        "2.900.000.000,-.",
        "Anggaran Rp 5.000.000.000,- terdiri dari Program A Rp 3.000.000.000,- dengan realisasi Rp "
        "2.900.000.000,- dan Program B Rp 2.000.000.000,- dengan realisasi Rp 1.900.000.000,-.",
        "Ditetapkan 18 desa sadar hukum dari target 12, yaitu 7 di Ulu, 6 di Ilir, 3 di Hilir, 2 di Kota.",
        "Dari sembilan desa itu, 5 desa berasal dari Kecamatan Ulu, 3 dari Kecamatan Ilir dan 1 dari Kota.",
    ],
)
def test_totals_that_may_be_right(text: str) -> None:
    assert found(text) == []


def test_a_list_below_its_announcement() -> None:
    announced = "Anggaran yang bersumber dari APBN berjumlah Rp 34.438.482.000,- terdiri dari :"
    items = ["1. Kegiatan Distribusi Rp. 21.840.517.000,-", "2. Kegiatan Konsumsi Rp. 12.597.965.000,-"]
    assert found(announced, *items) == []
    assert found(announced.replace("438", "348"), *items) == ["34.438.482.000"]
    other = [*items, "3. Evaluasi, termasuk perjalanan dinas Rp. 12.597.965.000,-"]
    assert found(announced.replace("438", "348"), *other) == []
