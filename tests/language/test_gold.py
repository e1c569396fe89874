"""Every figure of the labelled reports is read, where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.language.numbers import parse

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_FILES = sorted(_SHARED.rglob("*.gold.json")) if _SHARED.is_dir() else []


@pytest.mark.skipif(not _FILES, reason="the labelled reports are not at hand")
def test_figures_of_labelled_cells_are_read() -> None:
    texts = {
        statement["text"]
        for file in _FILES
        for statement in json.loads(file.read_text(encoding="utf-8"))["statements"]
        if statement["measure"] != "kategori"
    }
    unread = set()
    for text in texts:
        quantity = parse(text)
        if not quantity.readings and quantity.grade is None and quantity.denominator is None:
            unread.add(text)
    assert len(unread) <= len(texts) / 100, sorted(unread)


@pytest.mark.skipif(not _FILES, reason="the labelled reports are not at hand")
def test_values_of_labelled_cells_are_the_figures_read() -> None:
    wrong = []
    for file in _FILES:
        for statement in json.loads(file.read_text(encoding="utf-8"))["statements"]:
            if (
                statement.get("value")
                and parse(statement["text"]).readings != parse(statement["value"]).readings
            ):
                wrong.append(statement["text"])
    assert wrong == []
