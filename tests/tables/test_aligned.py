from __future__ import annotations

import pytest

from extractor.reading import Page, Ruling, Word
from extractor.tables.aligned import find_aligned
from extractor.tables.find import find_on_page

LETTER = 5.0  # points


def page(drawing: str, *rules: Ruling, step: float = 12.0) -> Page:
    """A page of fixed-width letters: a word stands where the drawing has it, lines 12 points apart."""
    words = []
    for r, line in enumerate(drawing.strip("\n").splitlines()):
        column = 0
        for part in line.split(" "):
            if part:
                x, y = 50 + LETTER * column, 100 + step * r
                words.append(Word(part, x, y, x + LETTER * len(part), y + 10, 10))
            column += len(part) + 1
    return Page(1, 600, 800, "text", words=tuple(words), rulings=rules)


def tables(page: Page, *, all_aligned: bool = True) -> list[list[list[str]]]:
    return [
        [
            [cell.text if cell and (cell.row, cell.col) == (r, c) else "" for c, cell in enumerate(row)]
            for r, row in enumerate(grid.rows)
        ]
        for grid in find_on_page(page, all_aligned=all_aligned).grids
    ]


WORDS = """
Country     Unit           Status
Austria     Audit unit     member
Belgium     Press office   observer
Croatia     Registry       member
"""


def test_words_in_columns_are_a_table_for_who_wants_every_table() -> None:
    assert tables(page(WORDS)) == [
        [
            ["Country", "Unit", "Status"],
            ["Austria", "Audit unit", "member"],
            ["Belgium", "Press office", "observer"],
            ["Croatia", "Registry", "member"],
        ]
    ]
    assert tables(page(WORDS), all_aligned=False) == []


def test_a_cell_goes_on_in_lower_case_and_a_group_has_a_row() -> None:
    drawing = """
                        2014     2015
North
  Collect the returns   12.5     13.5
  Answer questions of
  the press             14.5     15.5
South
  Close the register    16.5     17.5
"""
    assert tables(page(drawing)) == [
        [
            ["", "2014", "2015"],
            ["North", "", ""],
            ["Collect the returns", "12.5", "13.5"],
            ["Answer questions of the press", "14.5", "15.5"],
            ["South", "", ""],
            ["Close the register", "16.5", "17.5"],
        ]
    ]


def test_an_amount_stays_with_its_sign_and_a_narrow_column_apart() -> None:
    drawing = """
Office       Paid         Open
Vienna       Rp   1.200 yes
Brussels     Rp  13.400 no
Zagreb       Rp   2.500 yes
"""
    assert tables(page(drawing))[0][1:] == [
        ["Vienna", "Rp 1.200", "yes"],
        ["Brussels", "Rp 13.400", "no"],
        ["Zagreb", "Rp 2.500", "yes"],
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        """
The survey collects quarterly figures   Readers should note that the totals
from all member states and is then      may differ from the sum of all their
published in spring of the next year    parts because of rounding in the tables
after it has been checked by offices    that stand in the annex of this report
""",
        """
1.   Collect the returns
2.   Check the accounts
3.   Publish the results
4.   Close the register
""",
        """
Summary                                3
Methods and definitions                7
Results by country                    12
Annex                                 45
""",
        """
Name        : Anna Maria
Position    : Director
Office      : Vienna
""",
    ],
)
def test_columns_of_text_lists_contents_and_forms_are_no_tables(drawing: str) -> None:
    assert find_aligned(page(drawing).words, []) == []


def test_rows_between_vertical_rules_only_are_told_apart() -> None:
    drawing = """
Country       2014     2015
Austria       12.5     13.5
Belgium       14.5
Croatia                17.5
Denmark       18.5     19.5
"""
    ys, xs = (98.0, 111.0, 160.0), (48.0, 110.0, 155.0, 200.0)
    level = [Ruling(xs[0], y, xs[-1], y) for y in ys]
    upright = [Ruling(x, ys[0], x, ys[-1]) for x in xs]
    ruled = page(drawing, *level, *upright)
    assert [row[0] for row in tables(ruled)[0]] == ["Country", "Austria", "Belgium", "Croatia", "Denmark"]
    assert len(tables(ruled, all_aligned=False)[0]) == 2
