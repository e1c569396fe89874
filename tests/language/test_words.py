"""Number words read back, and what is wrong with broken ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.words import Repair, parse_words, to_words

_numbers = st.integers(min_value=0, max_value=15).flatmap(
    lambda n: st.integers(min_value=0, max_value=10**n - 1)
)


@given(_numbers)
def test_words_of_any_number_read_back(number: int) -> None:
    reading = parse_words(to_words(number))
    assert reading.value == number
    assert reading.flaws == ()


@given(_numbers)
def test_joined_and_capital_words_read_back(number: int) -> None:
    words = to_words(number)
    assert parse_words(words.replace(" ", "").upper()).value == number
    assert parse_words(words.replace(" ", "-")).value == number
    assert parse_words(words.replace("miliar", "milyar").replace("triliun", "trilyun")).value == number


@given(st.integers(min_value=1_000_000, max_value=10**12 - 1))
def test_a_lost_scale_never_reads_as_a_smaller_number_in_silence(number: int) -> None:
    words = to_words(number).split()
    for at, word in enumerate(words):
        if word in ("juta", "ribu") and at + 1 < len(words):
            reading = parse_words(" ".join(words[:at] + words[at + 1 :]))
            if reading.value is None and reading.repairs:
                assert Decimal(number) in {r.value for r in reading.repairs}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        (
            "Lima Belas Miliar Tiga Ratus Delapan Juta Lima Ratus Tiga Puluh Sembilan Ribu rupiah",
            15308539000,
            "rupiah",
        ),
        ("duabelas orang", 12, "orang"),
        ("sejuta", 1000000, None),
        ("satu ratus dua", 102, None),
        ("se ratus", 100, None),
        ("sem- bilan puluh", 90, None),
        ("enam belas trilyun", 16 * 10**12, None),
        ("dua belas koma nol lima persen", "12.05", "persen"),
        ("seribu rupiah lima puluh sen", "1000.5", "rupiah"),
        ("nol", 0, None),
    ],
)
def test_spellings(text: str, value: int | str, unit: str | None) -> None:
    reading = parse_words(text)
    assert reading.value == Decimal(value)
    assert reading.unit == unit
    assert reading.flaws == ()


def test_a_hundred_after_tens_is_a_lost_scale() -> None:
    reading = parse_words(
        "Tujuh miliar delapan ratus tujuh puluh empat seratus sembilan puluh enam ribu "
        "tiga ratus empat puluh tujuh"
    )
    assert reading.value is None
    assert [(f.kind, f.words) for f in reading.flaws] == [("lost_scale", "empat seratus")]
    assert reading.repairs == (Repair(("juta",), Decimal(7874196347)),)


def test_a_slip_is_read_and_reported() -> None:
    reading = parse_words("delapn belas")
    assert reading.value == 18
    assert [(f.kind, f.words, f.meant) for f in reading.flaws] == [("slip", "delapn", "delapan")]


@pytest.mark.parametrize("text", ["dua tiga", "lima juta juta", "ratus", "dua kegiatan tiga", "kegiatan", ""])
def test_what_is_no_number(text: str) -> None:
    assert parse_words(text).value is None


def test_numbers_too_large_for_words() -> None:
    with pytest.raises(ValueError, match="too large"):
        to_words(10**15)
