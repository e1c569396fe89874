"""Names that mean one indicator, and names that only look alike."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.language.identity import SAME, Matcher, key, same, similarity

_PAIRS = tomllib.loads((Path(__file__).parent / "identity_pairs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("a", "b"), _PAIRS["same"])
def test_spellings_of_one_indicator(a: str, b: str) -> None:
    assert similarity(a, b) >= SAME
    assert similarity(b, a) >= SAME


@pytest.mark.parametrize(("a", "b"), _PAIRS["different"])
def test_indicators_that_look_alike(a: str, b: str) -> None:
    assert not same(a, b)
    assert not same(b, a)


def test_keys_are_equal_for_spellings() -> None:
    assert key("1. Prosentase  Koperasi Aktif (%)") == key("Persentase koperasi aktif")
    assert key("Jumlah koperasi aktif") == key("Jml. koperasi aktif")


def test_matcher_groups_spellings_whatever_their_order() -> None:
    names = [name for pair in _PAIRS["same"] for name in pair]
    for ordered in (names, names[::-1]):
        matcher = Matcher()
        keys = {name: matcher.key(name) for name in ordered}
        apart = [pair for pair in _PAIRS["same"] if keys[pair[0]] != keys[pair[1]]]
        assert apart == []


def test_matcher_keeps_apart_what_adds_other_words_in_brackets() -> None:
    matcher = Matcher()
    doctors = matcher.key("SDM terlatih minimal 20 jam/ tahun (Dr)")
    nurses = matcher.key("SDM terlatih minimal 20 jam/ tahun (Ns)")
    assert doctors != nurses
    assert matcher.key("SDM terlatih minimal 20 jam / tahun") not in (doctors, nurses)
    assert matcher.key("SDM terlatih minimal 20 jam/ tahun (Dr)") == doctors
