from __future__ import annotations

import csv
import io
import json

import pytest

from extractor.model import Audit, Box
from extractor.output.tables import harmless, raw_json, tables_csv, tables_json
from extractor.tables.grid import Grid, GridCell


def test_json_is_the_contracts_list_of_tables(audit_example: Audit) -> None:
    [table] = json.loads(tables_json(audit_example.tables))
    assert table["columns"][1] == {"field": "target", "year": 2024, "header": "Target"}
    assert table["rows"][0][1]["text"] == "75,52%"


def test_csv_opens_in_an_indonesian_excel(audit_example: Audit) -> None:
    text = tables_csv([*audit_example.tables, *audit_example.tables])
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    assert rows[0] == [
        "tabel",
        "jenis",
        "judul",
        "halaman",
        "indikator",
        "target 2024",
        "realisasi 2024",
        "Ket.",
    ]
    assert rows[1][3:] == ["7", "Persentase pencari kerja yang ditempatkan", "75,52%", "74,05%", "98,05%"]
    assert rows[2] == []
    assert rows[3] == rows[0]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-1+2", "@SUM(A1)", "\t=1", "  =1", "=", "＝1"]
)
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["-", "-5,3", "+2,4%", "-1.250.000", "98,05%", "A = B"])
def test_figures_and_words_stay_as_printed(text: str) -> None:
    assert harmless(text) == text


def _cell(text: str, page: int, row: int, col: int, rowspan: int = 1) -> GridCell:
    return GridCell((text,), text, page, Box(0, 0, 1, 1), row, col, rowspan)


def test_raw_grid_is_given_page_by_page_with_merged_cells_once() -> None:
    merged = _cell("Sasaran", 4, 0, 0, rowspan=2)
    rows = ((merged, _cell("a", 4, 0, 1)), (merged, _cell("b", 4, 1, 1)), (None, _cell("c", 5, 2, 1)))
    grid = Grid(pages=(4, 5), bbox=Box(0, 0, 1, 1), rows=rows)
    assert json.loads(raw_json([grid])) == [
        {"page": 4, "grid": [["Sasaran", "a"], [None, "b"]]},
        {"page": 5, "grid": [[None, "c"]]},
    ]
    assert json.loads(raw_json([])) == []
