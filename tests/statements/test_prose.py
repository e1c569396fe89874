from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.language import numbers
from extractor.model import Box, Paragraph, ReportInfo, Statement, Subject
from extractor.statements.mentions import Mentions
from extractor.statements.passages import read_passages
from extractor.statements.prose import named_things, read_prose

BOX = Box(0, 0, 1, 1)
INFO = ReportInfo(
    file="x.pdf",
    sha256="",
    title="",
    agency="Dinas Koperasi Kota Contoh",
    region="Kota Contoh",
    year=2024,
    kind="lakip",
    pages=1,
)
SUBJECTS = {
    1: Subject(key=1, name="Persentase Koperasi Aktif", names=("Persentase Koperasi Aktif",)),
    2: Subject(key=2, name="Jumlah Usaha Mikro yang dibina", names=("Jumlah Usaha Mikro yang dibina",)),
    3: Subject(
        key=3,
        name="Persentase Pencari Kerja yang Ditempatkan",
        names=("Persentase Pencari Kerja yang Ditempatkan",),
    ),
    4: Subject(key=4, name="Angka Kecelakaan Kerja", names=("Angka Kecelakaan Kerja",)),
    7: Subject(key=7, name="Jumlah Kejadian Kebakaran", names=("Jumlah Kejadian Kebakaran",)),
    6: Subject(key=6, name="Nilai Investasi", names=("Nilai Investasi",)),
    5: Subject(
        key=5, name="Program Pengembangan Usaha", names=("Program Pengembangan Usaha",), kind="anggaran"
    ),
}


def stated(key: int, measure: str, text: str, year: int = 2024, unit: str | None = None) -> Statement:
    quantity = numbers.parse(text)
    if len(quantity.readings) > 1:
        quantity = numbers.settle(quantity, 0)
    return Statement(
        indicator=SUBJECTS[key].name,
        measure=measure,
        year=year,
        value=quantity.value,
        text=text,
        unit=unit or quantity.unit,
        kind="table",
        source="pengukuran",
        page=1,
        bbox=BOX,
        where="Tabel",
        quantity=quantity,
        subject=key,
        sasaran="Meningkatnya daya saing koperasi",
    )


TABLES = [
    stated(1, "target", "46,25%"),
    stated(1, "realisasi", "51,58%"),
    stated(1, "realisasi", "45,00%", 2023),
    stated(1, "capaian", "111,52%"),
    stated(2, "target", "5.310 orang"),
    stated(2, "realisasi", "5.517 orang"),
    stated(2, "capaian", "103,90%"),
    stated(3, "target", "38,00%"),
    stated(3, "realisasi", "55,04%"),
    stated(3, "capaian", "144,84%"),
    stated(4, "target", "10%"),
    stated(4, "realisasi", "8%"),
    stated(7, "realisasi", "146"),
    stated(6, "realisasi", "Rp 1.946.035.120"),
]


def read(*texts: str, section: str = "BAB III") -> list[tuple[int, str, int | None, str]]:
    passages = read_passages([Paragraph(t, 1, BOX, section) for t in texts])
    mentions = Mentions(named_things(SUBJECTS, TABLES))
    for passage in passages:
        mentions.define(passage.text)
    found = read_prose(passages, INFO, SUBJECTS, TABLES, mentions)
    return [(s.subject, s.measure, s.year, s.text) for s in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Persentase Koperasi Aktif dengan target kinerja di Tahun 2024 sebesar 46,24%.",
            [(1, "target", 2024, "46,24%")],
        ),
        (
            "Persentase koperasi aktif tahun 2024 telah mencapai 51,58%, dengan demikian sudah mencapai "
            "118,00% dari target.",
            [(1, "realisasi", 2024, "51,58%"), (1, "capaian", 2024, "118,00%")],
        ),
        (
            "Target Persentase Koperasi Aktif di Dinas Koperasi tahun 2024 adalah 85% dan terealisasi 80% "
            "dengan capaian 94,12%.",
            [(1, "target", 2024, "85%"), (1, "realisasi", 2024, "80%"), (1, "capaian", 2024, "94,12%")],
        ),
        (
            "Jumlah usaha mikro yang dibina dari target 5.310 orang terealisasi sebesar 5.400 orang atau "
            "101,69%.",
            [
                (2, "target", 2024, "5.310 orang"),
                (2, "realisasi", 2024, "5.400 orang"),
                (2, "capaian", 2024, "101,69%"),
            ],
        ),
        (
            "Pencapaian indikator Persentase Koperasi Aktif 111,52% dan Persentase Pencari Kerja yang "
            "Ditempatkan 140,00%.",
            [(1, "capaian", 2024, "111,52%"), (3, "capaian", 2024, "140,00%")],
        ),
        (
            "Indikator yang melebihi target yaitu Persentase Koperasi Aktif (111,52%), Jumlah Usaha Mikro "
            "yang dibina (103,90%) dan Persentase Pencari Kerja yang Ditempatkan (134,86%).",
            [
                (1, "capaian", 2024, "111,52%"),
                (2, "capaian", 2024, "103,90%"),
                (3, "capaian", 2024, "134,86%"),
            ],
        ),
        (
            "Capaian kinerja Persentase Koperasi Aktif dan Persentase Pencari Kerja yang Ditempatkan "
            "masing-masing sebesar 111,52% dan 140,00%.",
            [(1, "capaian", 2024, "111,52%"), (3, "capaian", 2024, "140,00%")],
        ),
        (
            "Realisasi Persentase Koperasi Aktif pada tahun 2023 sebesar 45,10% dan pada tahun 2024 sebesar "
            "51,58%.",
            [(1, "realisasi", 2023, "45,10%"), (1, "realisasi", 2024, "51,58%")],
        ),
        (
            "Persentase Koperasi Aktif sehingga capaian kinerjanya adalah 51,58/46,25 x 100% = 112,00 dengan "
            "kategori Sangat Baik (SB) Jumlah Usaha Mikro yang dibina terealisasi 5.517 orang.",
            [(1, "capaian", 2024, "112,00"), (2, "realisasi", 2024, "5.517 orang")],
        ),
        (
            "Nilai Investasi tahun 2023 sebesar Rp 1.240.445.765,00 sedangkan tahun 2024 tercapai sebesar "
            "Rp, 1.964.035.120,00.",
            [(6, "realisasi", 2024, "Rp, 1.964.035.120,00")],
        ),
        (
            "Persentase Koperasi Aktif berada pada angka 51,58%, sedangkan Angka Kecelakaan Kerja 12 kasus.",
            [(1, "realisasi", 2024, "51,58%")],
        ),
        (
            "Persentase Koperasi Aktif meningkat menjadi 58,51%.",  # 51,58 with its digits exchanged
            [(1, "realisasi", 2024, "58,51%")],
        ),
        ("Persentase Koperasi Aktif berada pada angka 53,20%.", []),
        ("Realisasi Persentase Koperasi Aktif 49 koperasi (51,58%).", [(1, "realisasi", 2024, "51,58%")]),
        ("Target Persentase Koperasi Aktif tercapai sebesar 111,52%.", [(1, "capaian", 2024, "111,52%")]),
        (
            "Pencapaian indikator “jumlah usaha mikro yang dibina” 103,90% dari target 5.300 orang "
            "terealisasi 5.517 orang.",
            [
                (2, "capaian", 2024, "103,90%"),
                (2, "target", 2024, "5.300 orang"),
                (2, "realisasi", 2024, "5.517 orang"),
            ],
        ),
        (
            "Capaian 103,90% terjadi pada indikator Jumlah Usaha Mikro yang dibina dari target 5.300 orang "
            "di tahun 2024 dan realisasi 4.100 orang pada tahun 2023.",
            [(2, "target", 2024, "5.300 orang"), (2, "realisasi", 2023, "4.100 orang")],
        ),
        (
            "Realisasi Persentase Koperasi Aktif Pemerintah Kota Contoh tercapai 51,50% sedangkan realisasi "
            "Persentase Koperasi Aktif Provinsi Utara tercapai 60,00%.",
            [(1, "realisasi", 2024, "51,50%")],
        ),
    ],
)
def test_what_a_sentence_states(text: str, found: list[tuple[int, str, int, str]]) -> None:
    assert read(text) == found


def test_the_performance_of_the_agency_is_not_that_of_the_indicator_before() -> None:
    before = "Persentase Koperasi Aktif tahun 2024 terealisasi 51,58%."
    assert read(before, "Tingkat capaian kinerja Dinas Koperasi tahun 2024 sebesar 109,91%.") == [
        (1, "realisasi", 2024, "51,58%")
    ]


@pytest.mark.parametrize(
    "text",
    [
        # No indicator, or one of several.
        "Target kinerja tahun 2024 sebesar 85%.",
        "Persentase Koperasi Aktif dan Persentase Pencari Kerja yang Ditempatkan dengan capaian 100%.",
        # A difference, a part, a standard, another region.
        "Realisasi Persentase Koperasi Aktif mengalami peningkatan sebesar 6,58%.",
        "Realisasi Persentase Koperasi Aktif yang terdiri dari kota dengan realisasi 20%.",
        "Realisasi Persentase Koperasi Aktif tingkat nasional sebesar 60%.",
        "Realisasi Persentase Koperasi Aktif Kabupaten Sebelah sebesar 60%.",
        # A sasaran, a program, an average.
        "Capaian kinerja Meningkatnya daya saing koperasi sebesar 97%.",
        "Program Pengembangan Usaha dengan realisasi 97%.",
        "Rata-rata capaian Persentase Koperasi Aktif sebesar 97%.",
        # A measure that the words leave open, and the tables do not know the figure.
        "Persentase Koperasi Aktif telah mencapai 60%.",
        "Capaian Persentase Koperasi Aktif adalah 60%.",
        # Another unit: the people behind a percentage.
        "Realisasi Persentase Koperasi Aktif sebanyak 63 orang.",
        # Money that no table has, nor nearly.
        "Nilai Investasi tahun 2024 tercapai sebesar Rp 5.100.000.000,00.",
        # Several years.
        "Pada tahun 2023 dan tahun 2024 realisasi Persentase Koperasi Aktif sebesar 60%.",
        # Laws, tables, counts.
        "Persentase Koperasi Aktif dengan target menurut Peraturan Nomor 5 dan 7 (tujuh) indikator.",
        # A bound is no result.
        "Persentase Koperasi Aktif tahun 2024 dengan capaian di atas 100%.",
        "Persentase Koperasi Aktif tahun 2024 dengan capaian melebihi 100%.",
    ],
)
def test_what_is_left_out(text: str) -> None:
    assert read(text) == []


def test_the_topic_of_a_passage() -> None:
    text = (
        "a. Angka Kecelakaan Kerja Adalah jumlah kecelakaan yang dilaporkan oleh perusahaan. Target "
        "kecelakaan yang dilaporkan pada tahun 2024 adalah 12% dan realisasi 9% dengan capaian 125%."
    )
    assert read(text) == [
        (4, "target", 2024, "12%"),
        (4, "realisasi", 2024, "9%"),
        (4, "capaian", 2024, "125%"),
    ]


def test_a_comparison_with_last_year_goes_on_about_the_topic() -> None:
    text = (
        "Realisasi Persentase Koperasi Aktif tahun 2024 sebesar 51,58% dari target sebesar 46,25%. "
        "Dibandingkan dengan realisasi tahun 2023 sebesar 45,00%, indikator ini meningkat 6,58 poin."
    )
    assert read(text) == [
        (1, "realisasi", 2024, "51,58%"),
        (1, "target", 2024, "46,25%"),
        (1, "realisasi", 2023, "45,00%"),
    ]


def test_an_item_of_a_list_is_about_what_it_names() -> None:
    assert (
        read("Persentase Koperasi Aktif adalah perbandingan koperasi aktif.", "b. Target sebesar 9%.") == []
    )


def test_an_item_that_is_labelled_is_about_what_stands_over_its_list() -> None:
    found = read("1. Persentase Koperasi Aktif", "- Target : 46,25%", "- Capaian : 115,12%")
    assert found == [(1, "target", 2024, "46,25%"), (1, "capaian", 2024, "115,12%")]


def test_a_labelled_item_further_on_is_of_something_else() -> None:
    kegiatan = "Kegiatan pembinaan kelembagaan dilaksanakan dengan hasil:"
    assert read("1. Persentase Koperasi Aktif", kegiatan, "- Capaian : 100%") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Persentase Koperasi Aktif naik 6,58 poin dari 45,00% pada tahun 2023.",
            [(1, "realisasi", 2023, "45,00%")],
        ),
        (
            "Dibandingkan tahun sebelumnya yang mencapai 45,00%, hasil ini naik.",
            [(1, "realisasi", 2023, "45,00%")],
        ),
        # its digits exchanged
        ("Angka ini naik 6,58 poin dibanding tahun 2023 sebesar 54,00%.", [(1, "realisasi", 2023, "54,00%")]),
        # borne out by the difference: 51,58 - 44,08 = 7,50; 51,58 - 45,00 = 6,58 with one digit mistyped
        ("Angka ini naik 7,50 poin dibanding tahun 2023 sebesar 44,08%.", [(1, "realisasi", 2023, "44,08%")]),
        ("Angka ini naik 6,58 poin dibanding tahun 2023 sebesar 46,00%.", [(1, "realisasi", 2023, "46,00%")]),
        # nothing tells of what these are
        ("Angka ini naik dibanding tahun 2023 sebesar 47,20%.", []),
        ("Dibandingkan tahun 2023 sebesar 51,58%.", []),
        ("Dibandingkan triwulan II tahun 2023 sebesar 54,00%.", []),
        ("Dibandingkan tahun 2022 sebesar 45,00%.", []),
    ],
)
def test_figures_of_an_earlier_year_that_a_sentence_compares_with(
    text: str, found: list[tuple[int, str, int, str]]
) -> None:
    assert [s for s in read("a. Persentase Koperasi Aktif", text) if s[2] == 2023] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hasilnya melampaui target sebesar 46,25%.", [(1, "target", 2024, "46,25%")]),
        ("Hasilnya di atas target yang telah ditetapkan sebesar 42,65%.", [(1, "target", 2024, "42,65%")]),
        ("Hasilnya melampaui target sebesar 5,33%.", []),  # the distance to it
        ("Hasilnya melampaui target nasional sebesar 46,25%.", []),
    ],
)
def test_targets_that_a_result_is_held_against(text: str, found: list[tuple[int, str, int, str]]) -> None:
    assert [s for s in read("a. Persentase Koperasi Aktif", text) if s[1] == "target"] == found


def test_a_year_that_is_compared_with_is_not_that_of_the_result() -> None:
    found = read("Persentase Koperasi Aktif naik menjadi 51,58% dari 45,00% pada tahun 2023.")
    assert found == [(1, "realisasi", 2024, "51,58%"), (1, "realisasi", 2023, "45,00%")]


def test_a_year_that_a_change_is_from_is_not_that_of_the_result() -> None:
    found = read(
        "Persentase Koperasi Aktif berada pada angka 51,58%, lebih tinggi 6,58 poin dari tahun 2023."
    )
    assert found == [(1, "realisasi", 2024, "51,58%")]


def test_a_clause_behind_a_semicolon_is_about_what_it_names() -> None:
    found = read(
        "Persentase Koperasi Aktif mencapai 51,58% dari target 46,25%; "
        "penyaluran kredit mencapai 90% dari target 92%."
    )
    assert found == [(1, "realisasi", 2024, "51,58%"), (1, "target", 2024, "46,25%")]


def test_the_size_of_a_change_is_no_result() -> None:
    assert read("Persentase Koperasi Aktif naik 51,58% tahun ini.") == []


def test_what_a_figure_counts_stands_behind_it() -> None:
    found = read("Sepanjang tahun 2024 tercatat 164 kejadian kebakaran.")
    assert found == [(7, "realisasi", 2024, "164")]  # 146 with its digits exchanged


def test_a_list_under_its_measure() -> None:
    found = read(
        "Indikator yang diukur dengan target kinerja sebagai berikut :",
        "• Persentase Koperasi Aktif : 46,24%",
        "• Jumlah Usaha Mikro yang dibina sebesar 5.310 Orang.",
        "Persentase Pencari Kerja yang Ditempatkan 99%",
    )
    assert found == [(1, "target", 2024, "46,24%"), (2, "target", 2024, "5.310 Orang")]


def test_a_figure_on_the_next_page() -> None:
    found = read("Jumlah Usaha Mikro yang dibina dengan target kinerja di Tahun 2024 sebesar", "5.310 Orang.")
    assert found == [(2, "target", 2024, "5.310 Orang")]


def test_ambiguous_digits_are_settled_by_the_tables() -> None:
    passages = read_passages(
        [Paragraph("Target Jumlah Usaha Mikro yang dibina sebesar 5.310 orang.", 1, BOX)]
    )
    mentions = Mentions(named_things(SUBJECTS, TABLES))
    (statement,) = read_prose(passages, INFO, SUBJECTS, TABLES, mentions)
    assert statement.value == Decimal(5310)
    assert statement.kind == "prose"


def test_a_fraction_typed_over_lines_is_no_sentence() -> None:
    fraction = (
        "Nilai Capaian Target 3.800 Nilai Capaian = ---------- x 100% Nilai Rencana Target 100 = 115,15 %"
    )
    assert read(f"Persentase Koperasi Aktif: {fraction}") == []
