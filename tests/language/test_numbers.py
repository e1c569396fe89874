"""Cells as reports print them, and what is read from them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language import format as printing
from extractor.language.digits import read_digits
from extractor.language.numbers import parse, settle
from extractor.language.units import Unit, read_unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("98,05", "98.05", None),
        ("41.53", "41.53", None),
        ("389,8%", "389.8", "%"),
        ("25‰", "25", "‰"),
        ("14. 513. 600", "14513600", None),
        ("168.0 00.000", "168000000", None),
        ("143,8 2", "143.82", None),
        ("Rp. 14. 513. 600,-", "14513600", "rupiah"),
        ("Rp 14 513 600", "14513600", "rupiah"),
        ("67.968.729.000,-", "67968729000", "rupiah"),
        ("641,773,572,00", "641773572.00", None),
        ("1.234.567,89", "1234567.89", None),
        ("1,234,567.89", "1234567.89", None),
        ("5.310 Orang", "5310", "orang"),
        ("3,000 poin", "3.000", "poin"),
        ("99.375%", "99.375", "%"),
        ("168 (Juta Rp.)", "168000000", "rupiah"),
        ("76,82 (Juta Rp.)", "76820000", "rupiah"),
        ("18,4juta", "18400000", None),
        ("US$ 25.73 milyar", "25730000000", "usd"),
        ("Rp. 168 Juta", "168000000", "rupiah"),
        ("Nilai = 72,40 (Penilaian Tahun 2023)", "72.40", None),
        ("244,9% (catatan: rata-rata % capaian)", "244.9", "%"),
        ("576orang", "576", "orang"),
        ("1000 0rang", "1000", "orang"),
        ("2 Lap", "2", "laporan"),
        ("90x", "90", "kali"),
        ("12 per 1000 KH", "12", "per 1000 kh"),
        ("89/100.000 KH", "89", "per 100.000 kh"),
        ("25 Verifikasi dan Rekapitulasi", "25", "verifikasi dan rekapitulasi"),
        ("-5,3", "-5.3", None),
        ("(45.000.000)", "-45000000", None),
        ("5,30*", "5.30", None),
        ("5,3 **)", "5.3", None),
        ("2023", "2023", None),
        ("5 (lima) dokumen", "5", "dokumen"),
        ("Naik 10%", "10", "%"),
    ],
)
def test_figures_of_cells(text: str, value: str, unit: str | None) -> None:
    quantity = parse(text)
    assert quantity.value == Decimal(value)
    assert quantity.unit == unit
    assert quantity.text == text


@pytest.mark.parametrize(
    ("text", "step"),
    [("98,05", "0.01"), ("100", "1"), ("168 (Juta Rp.)", "1000000"), ("72,40", "0.01"), ("1.257 orang", "1")],
)
def test_step_is_one_unit_of_the_last_printed_digit(text: str, step: str) -> None:
    assert parse(text).readings[0].step == Decimal(step)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.234", ["1234", "1.234"]),
        ("1,234", ["1.234", "1234"]),
        ("1.834 T", ["1834000000000", "1834000000000000"]),
        ("1.250%", ["1250", "1.250"]),
        ("- 5,3", ["-5.3", "5.3"]),
    ],
)
def test_ambiguous_digits_keep_both_readings(text: str, readings: list[str]) -> None:
    quantity = parse(text)
    assert [r.value for r in quantity.readings] == [Decimal(r) for r in readings]
    assert quantity.value is None


def test_what_the_column_holds_settles_ambiguous_digits() -> None:
    assert parse("1.234", counts=True).value == 1234
    assert parse("1,234", counts=True).value == 1234
    assert parse("1.234", counts=False).value == Decimal("1.234")
    assert parse("1,234", counts=False).value == Decimal("1.234")
    assert parse("99,375%", counts=True).value == Decimal("99.375")


@pytest.mark.parametrize(
    ("text", "value"), [("1.579,307,000", "1579307000"), ("12,345.678.901", "12345678901"), ("40%`", "40")]
)
def test_slips_that_leave_one_reading(text: str, value: str) -> None:
    assert parse(text).value == Decimal(value)


@pytest.mark.parametrize("text", ["464.71,75", "1.,60", "12.345.67", "10.5.3", "94.500.00000"])
def test_misprints_are_unread_with_their_text(text: str) -> None:
    quantity = parse(text)
    assert quantity.readings == ()
    assert quantity.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Nilai Tahun 2023",
        "Melebihi harapan",
        "Tahun 2023",
        "TA 2024",
        "Target 2024 tercapai pada bulan Mei",
        "1. Meningkatnya akuntabilitas",
        "12 Januari 2024",
        "3 kegiatan, 2 dokumen",
        "85,5% 90%",
        "12 97",
        "2.5 50",
        "12, 15",
        "3.3 Rencana Kinerja Tahunan",
        "1.12 Program Peningkatan Kapasitas",
        "09 Tingkat Kabupaten/Kota dan Provinsi",
        "83,24 tercapainya koordinasi perencanaan",
        "sejumlah 500 orang. Secara berturut-turut naik",
        "Peningkatan sebesar 5% dari tahun lalu pada triwulan 3",
    ],
)
def test_no_figure_is_read_out_of_words(text: str) -> None:
    quantity = parse(text)
    assert quantity.readings == ()
    assert not quantity.missing


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "-",
        "–",
        "n/a",
        "N/A",
        "tad",
        "belum dinilai",
        "Diukur di TW IV",
        "Rp -",
        "Belum rilis sampai 2025",
    ],
)
def test_missing_values(text: str) -> None:
    assert parse(text).missing
    assert parse(text).readings == ()


@pytest.mark.parametrize(
    ("text", "grade", "value"),
    [
        ("BB", "BB", None),
        ("A", "A", None),
        ("WTP", "WTP", None),
        ("Wajar Tanpa Pengecualian", "WTP", None),
        ("Sangat Baik", "Sangat Baik", None),
        ("Level 3", "Level 3", "3"),
        ("Level 3 (3,157)", "Level 3", "3.157"),
        ("80,10 (A)", "A", "80.10"),
        ("B (65,3)", "B", "65.3"),
        ("Nilai A (82,92)", "A", "82.92"),
        ("63,36 % (Sedang)", "Sedang", "63.36"),
    ],
)
def test_grades(text: str, grade: str, value: str | None) -> None:
    quantity = parse(text)
    assert quantity.grade == grade
    assert quantity.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("≥ 90", ">=", "90"),
        ("<3%", "<", "3"),
        ("≤ 1,5%", "<=", "1.5"),
        ("> 125 (125%)", ">", "125"),
        ("minimal 80", ">=", "80"),
        ("80 ke atas", ">=", "80"),
    ],
)
def test_comparators(text: str, comparator: str, value: str) -> None:
    quantity = parse(text)
    assert quantity.comparator == comparator
    assert quantity.value == Decimal(value)
    assert quantity.exact is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("75.00 - 89.99", "75", "89.99"),
        ("5-6%", "5", "6"),
        ("0 sd 5,99 %", "0", "5.99"),
        ("1-3", "1", "3"),
        ("3-6 hari", "3", "6"),
        ("91 % ≤ 100 %", "91", "100"),
        ("80 > 100 Baik", "80", "100"),
        (">80–<100", "80", "100"),
        ("60-79,9", "60", "79.9"),
        ("3±1", "2", "4"),
        ("11,00-10,80", "10.80", "11.00"),
        ("11,00 - 10,80 %", "10.80", "11.00"),
        ("2,5 ± 1%", "1.5", "3.5"),
        ("3% +/- 1%", "2", "4"),
    ],
)
def test_ranges(text: str, low: str, high: str) -> None:
    quantity = parse(text)
    assert quantity.value == Decimal(low)
    assert quantity.upper is not None and quantity.upper.value == Decimal(high)


@pytest.mark.parametrize(
    ("text", "result", "top", "bottom"),
    [
        ("639/1.257 x 100% = 51,00%", "51.00", 639, 1257),
        ("639 x 100% 1.257 = 51,00%", "51.00", 639, 1257),
        ("12 x 100% 97 = 12,37%", "12.37", 12, 97),
        ("(12/97) x 100 % = 12,37 %", "12.37", 12, 97),
        ("38 x 100% 38 = 100%", "100", 38, 38),
        ("12,5 % (12/97)", "12.5", 12, 97),
        ("12/97", None, 12, 97),
        ("1:200", None, 1, 200),
    ],
)
def test_divisions(text: str, result: str | None, top: int, bottom: int) -> None:
    quantity = parse(text)
    assert quantity.value == (None if result is None else Decimal(result))
    assert (quantity.numerator, quantity.denominator) == (top, bottom)


def test_a_year_before_a_colon_is_no_numerator() -> None:
    quantity = parse("80,50 (2023: 70,00)")
    assert (quantity.value, quantity.numerator) == (Decimal("80.50"), None)


def test_settle_picks_a_reading() -> None:
    quantity = parse("1.234")
    assert settle(quantity, 0).value == 1234
    assert settle(quantity, lambda r: r.value < 10).value == Decimal("1.234")
    assert settle(quantity, lambda r: r.value > 10_000) == quantity
    assert settle(parse("98,05"), 0).value == Decimal("98.05")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%", Unit("%", "share", Decimal(1))),
        ("(Persen)", Unit("%", "share", Decimal(1))),
        ("Orang", Unit("orang", "count", Decimal(1))),
        ("(Rp. Juta)", Unit("rupiah", "money", Decimal(1_000_000))),
        ("dalam ribuan rupiah", Unit("rupiah", "money", Decimal(1000))),
        ("(Rp.000)", Unit("rupiah", "money", Decimal(1000))),
        ("(dlm juta)", Unit(None, "money", Decimal(1_000_000))),
        ("Uraian", None),
        ("", None),
    ],
)
def test_units_of_headers(text: str, expected: Unit | None) -> None:
    assert read_unit(text) == expected


_numbers = st.decimals(min_value=0, max_value=10**14, places=2, allow_nan=False) | st.decimals(
    min_value=0, max_value=10**6, places=1, allow_nan=False
)


@given(_numbers, st.booleans())
def test_printed_decimals_read_back(value: Decimal, negative: bool) -> None:
    value = -value if negative and value else value
    quantity = parse(printing.number(value))
    assert quantity.value == value
    assert quantity.readings[0].step == Decimal(1).scaleb(value.as_tuple().exponent)  # type: ignore[arg-type]


@given(st.integers(min_value=0, max_value=10**17))
def test_printed_counts_and_rupiah_read_back(value: int) -> None:
    assert parse(printing.number(value), counts=True).value == value
    assert parse(printing.rupiah(value)).value == value
    assert parse(f"{printing.rupiah(value)},-").value == value
    assert parse(f"{printing.number(value)} orang").value == value


@given(
    st.decimals(min_value=0, max_value=10**6, places=6, allow_nan=False),
    st.integers(min_value=0, max_value=2),
)
def test_the_interval_holds_what_was_rounded(value: Decimal, places: int) -> None:
    reading = parse(printing.number(value, places), counts=True).readings[0]
    assert reading.interval().low <= value <= reading.interval().high


@given(st.text(alphabet="0123456789.,- %RpxABjuta()/=:<>≤s", max_size=24))
def test_no_text_breaks_the_parser(text: str) -> None:
    quantity = parse(text)
    assert quantity.text == text
    assert len({r.value for r in quantity.readings}) == len(quantity.readings) or 0 in {
        r.value for r in quantity.readings
    }


@given(st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,4}){0,4}", fullmatch=True))
def test_two_readings_differ_only_in_the_meaning_of_one_sign(digits: str) -> None:
    readings = read_digits(digits)
    assert len(readings) <= 2
    if len(readings) == 2:
        low, high = sorted(r.value for r in readings)
        assert high == low * 1000


def test_a_comma_after_rp_is_a_slip_for_a_full_stop() -> None:
    assert parse("Rp, 27,964,035,120,859,00").value == Decimal(27964035120859)
    assert parse("Rp, 27,964,035,120,859,00").unit == "rupiah"
