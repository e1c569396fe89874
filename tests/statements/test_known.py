"""What the tables state, as running text is held against it."""

from __future__ import annotations

import pytest

from extractor.language.numbers import parse
from extractor.statements.known import same_amount


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("8", "8", True),
        ("8", "7", False),  # things are counted, not rounded
        ("64", "63,86", True),
        ("63,9", "63,86", True),
        ("103,17", "103,18", True),  # one place rounds, the other cuts
        ("103,17", "103,20", False),
    ],
)
def test_the_same_printed_amount(one: str, other: str, equal: bool) -> None:
    assert same_amount(parse(one), parse(other)) is equal
