from __future__ import annotations

from extractor.statements.mentions import Mentions

NAMES = [
    (1, ("Persentase Koperasi Aktif",)),
    (2, ("Persentase Koperasi Sehat",)),
    (3, ("Prosentase Peningkatan Tenaga Kerja Yang Kompeten",)),
    (4, ("Bed Occupancy Rate (BOR)", "Rata-rata penempatan tempat tidur (BOR)")),
    (5, ("Persentase Perselisihan yang diselesaikan dengan Perjanjian Bersama (PB)",)),
    (6, ("Indeks Kepuasan Masyarakat",)),
    (7, ("Jumlah pencaker yang ditempatkan",)),
]


def found(text: str) -> list[tuple[str, int | None]]:
    return [(text[m.start : m.end], m.key) for m in Mentions(NAMES).find(text)]


def test_a_name_with_another_beginning() -> None:
    text = "Tingkat Tenaga Kerja Yang Kompeten di Tahun 2024"
    assert found(text) == [("Tenaga Kerja Yang Kompeten", 3)]


def test_different_indicators_are_not_confused() -> None:
    assert found("Prosentase koperasi sehat dan persentase koperasi aktif") == [
        ("Prosentase koperasi sehat", 2),
        ("persentase koperasi aktif", 1),
    ]
    assert found("Jumlah koperasi yang dibina") == []


def test_abbreviations() -> None:
    assert found("Target BOR adalah 85%") == [("BOR", 4)]
    assert found("Target IKM tahun 2016") == [("IKM", 6)]
    text = "Perselisihan yang diselesaikan dengan Perjanjian Bersama (PB) (110,08%)"
    assert found(text) == [("Perselisihan yang diselesaikan dengan Perjanjian Bersama (PB)", 5)]


def test_spellings() -> None:
    assert found("Jumlah pencari kerja yang ditempatkan") == [("Jumlah pencari kerja yang ditempatkan", 7)]
    assert found("indeks kepuasan masayarakat") == [("indeks kepuasan masayarakat", 6)]


def test_a_name_that_two_things_have_is_one_of_them() -> None:
    (mention,) = Mentions([(1, ("Nilai AKIP",)), (2, ("Nilai AKIP",))]).find("Nilai AKIP sebesar 70")
    assert mention.key is None
    assert mention.options == {1, 2}


def test_abbreviations_that_the_text_defines() -> None:
    mentions = Mentions([(1, ("Tingkat Perputaran Pegawai Rumah Sakit",))])
    mentions.define("Tingkat Perputaran Pegawai Rumah Sakit (LTO) adalah jumlah karyawan yang keluar.")
    assert [m.key for m in mentions.find("Target LTO sebesar 2%")] == [1]
