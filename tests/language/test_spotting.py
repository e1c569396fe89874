"""Patterns tried only where a word they need stands: never at the cost of a match."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.checks import calculations, claims, differences, narrative, scale, terbilang
from extractor.language.spotting import Spotted, spotted
from extractor.statements import changes, conventions, directions, wording

PATTERNS = [
    calculations._LINE,
    *calculations._STACKED,
    scale._band_in_text(),
    terbilang._BEHIND,
    terbilang._BEFORE,
    narrative._DIRECTED,
    *(pattern for _, pattern in differences._cues()),
    *(claims._pattern(key, False) for key in ("all", "some_not", "not_attained")),
    *(directions._pattern(direction) for direction in ("higher", "lower")),
    *conventions._patterns("higher"),
    *(pattern for _, pattern, _, _ in wording._cue_patterns("cues")),
    changes._change(),
    wording._YEAR,
    wording._PERIOD,
]


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
def test_whatever_a_pattern_matches_is_tried(data: st.DataObject) -> None:
    spot = data.draw(st.sampled_from(PATTERNS))
    text = data.draw(st.from_regex(spot.pattern))
    assert spot.may_match(text) and spot.may_match(text.upper() if spot.pattern.flags & re.I else text)


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"(?<!\w)(?:meningkat|naik)\s+dari", {("dari",), ("meningkat", "naik")}),
        (r"(?:semakin|makin) baik", {("makin",), (" baik",)}),
        (r"[/:]\s*\d", {("/", ":")}),
        (r"(?:x\s*100)+ %", {("100",), (" %",)}),
        (r"(?:target|\d+)", set()),  # a figure alone matches
        (r"(?:target)?\s*\d", set()),
        (r"[^a]b", set()),  # a letter stands in every text
        (r"(?!target)\w+", set()),  # what must not follow is not needed
    ],
)
def test_needed_words_are_read_off_a_pattern(pattern: str, needs: set[tuple[str, ...]]) -> None:
    assert set(spotted(pattern).needs) == needs


def test_a_text_without_a_needed_word_is_not_tried() -> None:
    spot = spotted(r"(?<!\w)turun\s+menjadi\s+\d", re.IGNORECASE)
    assert not spot.may_match("Nilainya turun")
    assert spot.search("Nilainya TURUN menjadi 3") is not None
    assert [m.start() for m in spot.finditer("turun menjadi 3, turun menjadi 2")] == [0, 17]
    assert list(spot.finditer("naik menjadi 3")) == []


def test_bounds_hold_for_the_pattern() -> None:
    spot = Spotted(re.compile("target"))
    assert spot.search("target, target", 1) is not None
    assert spot.search("target", 1) is None
    assert spot.match("target") is not None and spot.fullmatch("target ") is None
