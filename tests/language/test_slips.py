"""Figures that are another but for a slip of the typist."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.language.slips import is_slip


@pytest.mark.parametrize(
    ("stated", "right", "slip"),
    [
        ("4,54", "4,44", True),
        ("2,28", "2,82", True),
        ("0,258", "0,158", True),
        ("2,82", "2,82", False),
        ("2,8", "2,82", False),
        ("3,95", "2,82", False),
        ("1,2", "2,1", False),  # two digits are alike by chance
    ],
)
def test_slips(stated: str, right: str, slip: bool) -> None:
    assert is_slip(*(Decimal(x.replace(",", ".")) for x in (stated, right))) is slip
