"""What an audit leaves in memory."""

from __future__ import annotations

import gc
from pathlib import Path

from extractor import audit

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "naker.pdf"
_CIRCLES = 100  # objects that libraries leave in circles; an audit makes a hundred thousand


def test_an_audit_is_let_go_without_a_search_for_circles() -> None:
    audit(SAMPLE, ocr="off")  # what is made once, at the first audit, stays
    gc.collect()
    gc.disable()
    try:
        audit(SAMPLE, ocr="off")
        assert gc.collect() < _CIRCLES
    finally:
        gc.enable()
