"""NAR001: stated differences against their two values."""

from __future__ import annotations

import pytest

from extractor.checks.narrative import check_differences
from extractor.model import Box, Finding, Paragraph, ReportInfo
from extractor.statements.ledger import Ledger

BOX = Box(0, 0, 100, 10)


def findings(*texts: str) -> list[Finding]:
    info = ReportInfo(
        file="x.pdf", sha256="", title="", agency="", region="", year=2024, kind="lakip", pages=9
    )
    paragraphs = tuple(Paragraph(t, i + 1, BOX, f"BAB III > {i}") for i, t in enumerate(texts))
    return list(check_differences(Ledger(info, (), {}, {}, paragraphs)))


@pytest.mark.parametrize(
    "text",
    [
        "Persentase penempatan naik sebesar 18,96 poin, yaitu dari 37,08% pada tahun 2023 menjadi 55,04% "
        "pada tahun 2024.",
        "Nilai SPIP kabupaten tercapai 1,157 (Level 3), sedangkan provinsi 1,141 (Level 3). Hal ini berarti "
        "lebih unggul 0,13 poin nilai.",
        "Jumlah pelaku usaha bertambah 1.204 orang dari 940 orang menjadi 3.898 orang.",
        "IKM mencapai 85,27 atau 101,51% dari target 84,00. Dibandingkan dengan tahun 2023 yang mendapat "
        "nilai 83,90, terdapat kenaikan 2,37 poin.",
        "Persentase peningkatan PAD tahun 2024 sebesar 5,62% atau lebih tinggi 1,13 poin dari tahun 2023 "
        "(4,31%). Nilai SAKIP naik dari 70,15 menjadi 73,45.",
        "Siswa putus sekolah 52 siswa, menurun 31 siswa dari tahun 2023 sebanyak 65 siswa atau 20 persen.",
        "Waktu tanggap 4,21 hari, lebih cepat 0,39 hari dari target 4,50 hari.",
        "Investasi tumbuh 33,37% dari Rp1.142,3 miliar menjadi Rp1.318,6 miliar.",
    ],
)  # fmt: skip
def test_a_difference_that_its_values_deny_is_found(text: str) -> None:
    assert [f.code for f in findings(text)] == ["NAR001"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Ada 17 standar dari 15 standar di tahun 2023 atau peningkatan sebesar 113%.", "13,33%"),
        ("Terjadi penurunan sebesar 20% yaitu dari 5 OPD menjadi 1 OPD.", "80,00%"),
        ("Target 4 OPD, realisasi 1 OPD. Maka capaian kinerja menurun sebesar 25%.", "75,00%"),
    ],
)  # fmt: skip
def test_a_ratio_given_as_a_change_is_named(text: str, right: str) -> None:
    (finding,) = findings(text)
    assert right in finding.recommendation.id
    assert "perbandingan kedua nilai" in finding.diagnosis.id


@pytest.mark.parametrize(
    "text",
    [
        "Dibanding tahun 2023 (3,052) nilai naik 0,190 poin. Diperlukan 0,258 poin untuk target akhir.",
        "Serapan 92,10% pada tahun 2023. Rata-rata capaian 103,21% lebih tinggi dari serapan 94,46%.",
        "Hunian naik 2,4 persen dari 51,30% pada tahun 2023 menjadi 53,70% pada tahun 2024.",  # points
        "Penerimaan tumbuh 3,20 persen, yaitu dari Rp195.456.000.000,00 pada tahun 2023 menjadi "
        "Rp201.720.000.000,00.",
        "Kinerja meningkat dari 97,85% menjadi 109,42% atau meningkat sebesar 11,57%.",
        "Peserta mencapai 2.150.300 orang (9,57 persen). Mengalami kenaikan sebesar 49.955 orang (2,38 "
        "persen) dari 2.100.345 orang.",
        "Pencaker desa berkurang 1.182 orang (dari 9.316 orang menjadi 8.134 orang), di kota bertambah "
        "sebanyak 8.137 orang dari 38.383 orang menjadi 46.520 orang.",
        "Ekspor US$ 31.73 milyar naik sebesar 0.04 milyar dari tahun 2023 sebesar US$ 31.69 milyar.",
        "Dengan target peningkatan 2% dari kondisi awal nilai ekspor sebesar 25,82 menjadi 25,60.",
        "Kegiatan pelatihan peningkatan 20 usaha bagi 15 orang dan 30 orang.",
        "Kemantapan jalan meningkat menjadi 98,01% pada tahun 2024.",
        "Serapan 2024 sebesar 87,26%, mengalami peningkatan sebesar 18,63% yaitu pada tahun 2023 sebesar "
        "68,63%.",
        "Ekonomi tahun 2024 tumbuh 5,82 persen, melambat dari 2023 sebesar 7,76 persen. Tanpa tambang 5,71 "
        "persen.",
        "Ekonomi nasional tumbuh 5,02 persen, sedangkan Bali 6,24 persen dan Papua 5,18 persen.",
        "Dibanding semester I (495.902 jiwa) bertambah 2.415 jiwa, dan dibanding semester II tahun 2023 "
        "(492.118 jiwa) bertambah 6.199 jiwa.",
        "Penurunan terjadi pada subround I 41 ribu ton dan subround III 52 ribu ton, subround II naik 25 "
        "ribu ton.",
        "Penduduk miskin berkurang 5.120 jiwa menjadi 98.390 jiwa, atau 9,31 persen dari jumlah penduduk "
        "1,06 juta jiwa.",
        "Pengangguran turun dari 4,92 persen menjadi 4,61 persen, yang bekerja bertambah 11,2 ribu orang.",
        "Jalan mantap provinsi 84,30 persen dan nasional 93,12 persen, sehingga lebih rendah 6,10 poin dari "
        "provinsi.",
        "Penerimaan Rp18,92 miliar atau 126,1% dari target Rp15 miliar, naik Rp2,31 miliar dari tahun 2023.",
        "Prevalensi stunting turun 1,90 poin pada 2024, 3,20 poin pada 2023, dan 3,80 poin pada 2022.",
        "Umur harapan hidup naik dari 71,21 menjadi 71,43 tahun, pengeluaran naik Rp312 ribu menjadi Rp11,4 "
        "juta.",
        "Sambungan rumah 61.204 unit, bertambah 3.118 unit, target 60.000 unit.",
        "Kredit macet 1,82 persen, di bawah batas 5 persen, turun 0,21 poin.",
        "Menara 612 unit (4G 588 unit, 2G 24 unit), bertambah 31 unit.",
        "Rata-rata capaian 100,19 persen. Target 2025 ditetapkan 14,25 persen sehingga diperlukan penurunan "
        "1,77 poin.",
    ],
)  # fmt: skip
def test_what_is_right_or_open_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_reversed_words() -> None:
    (finding,) = findings("Nilai AKIP meningkat dari 82,92 menjadi 81,59.")
    assert "turun 1,33" in finding.message.id
    assert findings("Nilai AKIP menurun dari 82,92 menjadi 81,59.") == []
    assert findings("Peringkat meningkat dari 5 menjadi 3.") == []
    assert findings("Waktu pelayanan turun dari 12 hari menjadi 10 hari.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Hasil survei 79,21. Nilai ini lebih rendah 0,79 dari target 80 namun meningkat 1,06 dibanding tahun "
        "lalu yang hanya 78,15.",
        "Investasi tumbuh 15,43%. TPT yang pada tahun 2023 sebesar 4,75% mengalami penurunan 0,57 poin.",
        "Pertumbuhan ekonomi 5,07%, lebih tinggi 0,19 poin dari tahun 2023 yang tumbuh 4,88%. Investasi "
        "meningkat dari Rp1.142,3 miliar menjadi Rp1.318,6 miliar.",
        "Dibandingkan realisasi tahun 2023 sebesar 81,64%, indikator ini meningkat sebesar 5,20 persen. "
        "Terhadap target akhir RPJMD tahun 2026 sebesar 91,50%, tingkat kemajuannya mencapai 94,91%.",
    ],
)
def test_values_of_another_claim_are_not_those_of_this_one(text: str) -> None:
    assert findings(text) == []
