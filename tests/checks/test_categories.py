"""KAT: scales in every form, and the categories held to them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from made import made_ledger, made_table

from extractor.checks.bounds import bounds_of
from extractor.checks.categories import category_conflict, category_off_scale, scale_with_gaps
from extractor.checks.scale import read_scales, told_bands

SCALE = [
    ("1", "≥ 90.00", "Sangat Baik"),
    ("2", "75.00 - 89.99", "Baik"),
    ("3", "50.00 - 74.99", "Cukup"),
    ("4", "0 - 49.99", "Kurang"),
]
GAPPY = [
    ("1", "91 ≤ 100", "Sangat Tinggi"),
    ("2", "76 ≤ 90", "Tinggi"),
    ("3", "66 ≤ 75", "Sedang"),
    ("4", "≤ 65", "Rendah"),
]


def scale(rows: list[tuple[str, ...]] = SCALE) -> object:
    return made_table(
        ("no", "capaian", "kategori"), rows, kind="skala", caption="Tabel 3.1 Skala", page=8, name="skala"
    )


def rated(*rows: tuple[str, str, str]) -> object:
    return made_table(("indikator", "capaian@2024", "kategori@2024"), rows, kind="pengukuran")


GOOD = (
    ("Indikator satu", "120,72", "Sangat Baik"),
    ("Indikator dua", "80,10", "Baik"),
    ("Indikator tiga", "60,00", "Cukup"),
)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("> 80", ["80.01", "150"], ["80", "12"]),
        ("≥ 90.00", ["90", "95"], ["89.99"]),
        ("60 - 79,9", ["60", "79.9"], ["80", "59.9"]),
        ("91 % ≤ 100 %", ["91", "100"], ["90.5"]),
        ("➤ 70 - 80", ["70.01", "80"], ["70"]),
        (">90-100", ["90.5", "100"], ["90"]),
        ("80 > 100", ["80", "99.9"], ["100", "79"]),
        ("50 - < 80", ["50", "79.99"], ["80"]),
        ("≤ 50", ["50", "0"], ["51"]),
        ("< 55", ["54.9"], ["55"]),
        ("60 s/d 79,99 %", ["60", "79.99"], ["80"]),
        ("lebih dari 75% s.d. 100%", ["75.1", "100"], ["75"]),
        ("sampai dengan 55%", ["55", "3"], ["56"]),
        ("70 ≤ X < 85", ["70", "84.9"], ["85"]),
        ("85 ≤ X", ["85", "101"], ["84.9"]),
        ("X < 55", ["54"], ["55"]),
        ("kurang dari 50", ["49"], ["50"]),
        ("= 100 %", ["100"], ["99"]),
        (">80 - <100", ["81", "99"], ["80", "100"]),
        ("80 < s/d ≤ 90", ["80.01", "90"], ["80", "90.01"]),
        ("100% > nilai > 80 %", ["81", "99"], ["80", "100"]),
        ("50% > Nilai", ["0", "49"], ["50", "80"]),
    ],
)
def test_bounds_in_every_form(text: str, inside: list[str], outside: list[str]) -> None:
    found = bounds_of(text)
    assert found is not None
    low, high, with_low, with_high = found

    def holds(value: str) -> bool:
        v = Decimal(value)
        return (v > low or with_low and v == low) and (v < high or with_high and v == high)

    assert all(holds(v) for v in inside) and not any(holds(v) for v in outside)


@pytest.mark.parametrize("text", ["Sangat Baik", "1.", "", "Nilai Angka"])
def test_what_is_no_interval_of_a_class(text: str) -> None:
    found = bounds_of(text)
    assert found is None or found[0] == found[1]


def test_a_scale_in_running_text_with_initials() -> None:
    text = "≥ 80% = Sangat Baik (SB) 60 s/d 79,99 % = Baik (B) 50 s/d 59,99 % = Sedang (SD) "
    text += "< 49,99 % = Kurang (K)"
    (found,) = read_scales(made_ledger(text=[text]))
    assert [b.name for b in found.bands] == ["Sangat Baik", "Baik", "Sedang", "Kurang"]
    assert found.named("SB") == [found.bands[0]]


def test_scales_in_running_text_with_words_for_signs() -> None:
    items = ["Diatas 100 % dengan sebutan sangat baik (SB)", "Diatas 80 % s/d 100 % dengan sebutan baik (B)"]
    items += ["Diatas 55 % s/d 80 % dengan sebutan cukup (C)", "Dibawah 55 % dengan sebutan kurang (K)"]
    (found,) = read_scales(made_ledger(text=items))
    first = found.bands[0]
    assert (first.text, first.name) == ("Diatas 100 %", "sangat baik")
    text = "• Lebih dari 100 % : Sangat Baik • 100% > nilai > 80 % : Baik • 80 % > nilai > 50 % : Cukup"
    (found,) = read_scales(made_ledger(text=[text]))
    assert not found.overshoots(Decimal(105))


def test_a_scale_headed_as_that_of_the_realisasi() -> None:
    table = scale()
    columns = list(table.columns)  # type: ignore[attr-defined]
    columns[1] = columns[1].model_copy(
        update={"field": "realisasi", "header": "Interval Nilai Realisasi Kinerja"}
    )
    headed = table.model_copy(update={"columns": tuple(columns)})  # type: ignore[attr-defined]
    (found,) = read_scales(made_ledger(headed))
    assert [b.name for b in found.bands] == ["Sangat Baik", "Baik", "Cukup", "Kurang"]


def test_a_category_off_the_reports_scale() -> None:
    assert not list(category_off_scale(made_ledger(scale(), rated(*GOOD))))
    (finding,) = category_off_scale(made_ledger(scale(), rated(*GOOD, ("Indikator empat", "45,73", "Cukup"))))
    assert finding.code == "KAT001" and "45,73" in finding.message.id and "Kurang" in finding.message.id


@pytest.mark.parametrize(
    "row",
    [
        ("Indikator empat", "90,5", "Tinggi"),  # in a gap: no category
        ("Indikator empat", "133,00", "Sangat Tinggi"),  # above the end: the top class
        ("Indikator empat", "75", "Sedang"),
    ],
)
def test_gaps_and_the_end_of_the_scale_accuse_nobody(row: tuple[str, str, str]) -> None:
    others = (
        ("Indikator satu", "95,00", "Sangat Tinggi"),
        ("Indikator dua", "80,00", "Tinggi"),
        ("Indikator tiga", "60,00", "Rendah"),
    )
    assert not list(category_off_scale(made_ledger(scale(GAPPY), rated(*others, row))))


def test_a_column_on_another_scale_is_not_held_to_this_one() -> None:
    rows = [
        (f"Indikator {i}", value, "Kurang") for i, value in enumerate(("95,00", "96,00", "97,00", "98,00"))
    ]
    assert not list(category_off_scale(made_ledger(scale(), rated(*rows))))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Terdapat satu indikator dengan kriteria Cukup (45,73%).", True),
        ("Terdapat satu indikator dengan kriteria Kurang (45,73%).", False),
        ("Cakupan pelayanan mencapai 85,00% dari target dengan kategori Cukup.", True),
        ("Cakupan pelayanan mencapai 85,00% dari target dengan kategori Baik.", False),
        ("Cakupan pelayanan mencapai 85,00% atau berkategori Cukup.", True),
        ("Nilai SAKIP 62,72 dengan predikat Baik.", False),  # another scale
        ("Rata-rata nasional 45,00% dengan kategori Baik.", False),
    ],
)
def test_categories_in_sentences(sentence: str, found: bool) -> None:
    assert bool(list(category_off_scale(made_ledger(scale(), rated(*GOOD), text=[sentence])))) is found


def test_a_scale_headed_as_of_realisasi() -> None:
    table = made_table(("no", "realisasi", "kategori"), GAPPY, kind="skala", name="skala")
    (found,) = read_scales(made_ledger(table))
    assert [b.name for b in found.bands] == ["Sangat Tinggi", "Tinggi", "Sedang", "Rendah"]


def test_a_grade_that_a_table_gives_otherwise() -> None:
    grades = made_table(
        ("kategori", "", "keterangan"),
        [
            ("A", ">80-90", "Memuaskan"),
            ("BB", ">70-80", "Sangat Baik"),
            ("B", ">60-70", "Baik"),
            ("C", "0-60", "Kurang"),
        ],
        kind="skala",
        name="skala",
        page=8,
    )
    table = made_table(("indikator", "realisasi@2024"), [("Predikat SAKIP", "70,06 (BB)")], kind="pengukuran")
    (finding,) = category_conflict(
        made_ledger(grades, table, text=["Nilai AKIP 70,06 atau Predikat B pada tahun ini."])
    )
    assert finding.code == "KAT002" and "70,06" in finding.message.id
    assert not list(
        category_conflict(
            made_ledger(grades, table, text=["Nilai AKIP 70,06 atau Predikat BB pada tahun ini."])
        )
    )
    assert not list(
        category_conflict(made_ledger(grades, table, text=["Nilai AKIP 62,72 atau kategori C waktu itu."]))
    )


def test_indicators_said_to_be_in_a_category_that_no_table_has() -> None:
    rows = (
        ("Indikator satu", "100", "Sangat Baik"),
        ("Indikator dua", "389,8", "Sangat Baik"),
        ("Indikator tiga", "96,30", "Sangat Baik"),
    )
    (finding,) = category_conflict(
        made_ledger(scale(), rated(*rows), text=["Terdapat 1 (satu) indikator tergolong Baik."])
    )
    assert "indikator tergolong Baik" in finding.message.id
    assert not list(
        category_conflict(
            made_ledger(scale(), rated(*rows), text=["Terdapat 3 (tiga) indikator tergolong Sangat Baik."])
        )
    )


def test_a_scale_that_is_not_whole_is_an_information() -> None:
    (finding,) = scale_with_gaps(made_ledger(scale(GAPPY), rated(("Indikator satu", "111", "Sangat Tinggi"))))
    assert finding.severity == "info" and "celah" in finding.message.id and "111" in finding.message.id
    assert not list(scale_with_gaps(made_ledger(scale(), rated(*GOOD))))


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        (
            "Kategori capaian: ≥ 91 Sangat Tinggi; 76 – 90,99 Tinggi; 66 – 75,99 Sedang; dan ≤ 65,99 Rendah.",
            ["Sangat Tinggi", "Tinggi", "Sedang", "Rendah"],
        ),
        (
            "Predikat capaian: lebih dari 100% Sangat Baik; di atas 75% s.d. 100% Baik; hingga 75% Kurang.",
            ["Sangat Baik", "Baik", "Kurang"],
        ),
        (
            "Kriteria: Tinggi apabila capaian 75,1% ≤ 90%, Sedang 65,1% ≤ 75%, dan Rendah ≤ 65%.",
            ["Tinggi", "Sedang", "Rendah"],
        ),
        ("Capaian kategori Baik sebesar 90% lebih dari target 85% tahun 2023, naik 5%.", []),
    ],
)
def test_a_scale_told_in_a_sentence(text: str, classes: list[str]) -> None:
    assert [name for name, _, _ in told_bands(text)] == classes


def marked(*rows: tuple[str, str, str, str]) -> Any:
    """A measurement table whose last column says whether the target was attained."""
    fields = ("indikator", "target@2024", "realisasi@2024", "capaian@2024", "kategori@2024")
    plain = [(f"Persentase hasil {chr(97 + i) * 3}", *row) for i, row in enumerate(rows)]
    return made_ledger(made_table(fields, plain, kind="pengukuran"))


PASSED, FAILED = ("100", "105", "105,00", "Tercapai"), ("100", "89", "89,00", "Tidak tercapai")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("100", "86", "86,00", "Tercapai"), "86,00"),
        (("100", "102", "102,00", "Belum tercapai"), "102,00"),
        (("100", "100", "100,00", "Tidak Tercapai"), "100,00"),
    ],
)
def test_a_mark_that_the_figures_deny(row: tuple[str, str, str, str], told: str) -> None:
    (finding,) = category_off_scale(marked(PASSED, FAILED, row))
    assert finding.stated[0].text == told


@pytest.mark.parametrize(
    "rows",
    [
        (PASSED, FAILED),
        (PASSED, FAILED, ("100", "92", "92,00", "Tercapai")),  # its threshold may be 90
        (PASSED, ("100", "99,96", "99,96", "Tercapai")),
        # Called by another yardstick throughout.
        (PASSED, FAILED, ("100", "86", "86,00", "Tercapai"), ("100", "80", "80,00", "Tercapai")),
    ],
)
def test_marks_that_may_be_right(rows: Any) -> None:
    assert not list(category_off_scale(marked(*rows)))
