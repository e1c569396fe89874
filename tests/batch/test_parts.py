from __future__ import annotations

import pytest

from extractor.batch.parts import groups, part_of


@pytest.mark.parametrize(
    ("name", "before", "number", "chapter"),
    [
        ("cover 2018.pdf", "", 0, False),
        ("BAB I PENDAHULUAN LAKIP2018.pdf", "", 1, True),
        ("dinas/BAB IV PENUTUP.pdf", "", 4, True),
        ("01. Kata Pengantar.pdf", "", 0, False),
        ("dispenda-jabar-lkip-2016-bab3.pdf", "dispenda jabar lkip 2016", 3, True),
        ("LAMPIRAN 2 Perjanjian Kinerja.pdf", "", 2, False),
    ],
)
def test_a_name_tells_the_part(name: str, before: str, number: int, chapter: bool) -> None:
    part = part_of(name)
    assert part is not None
    assert (part.before, part.number, part.is_chapter) == (before, number, chapter)


@pytest.mark.parametrize("name", ["lkjip-2022.pdf", "Renstra 2021-2026.pdf", "babinsa.pdf", "PK 2018.pdf"])
def test_other_names_are_no_parts(name: str) -> None:
    assert part_of(name) is None


def test_parts_are_bound_in_the_order_of_a_report() -> None:
    names = [
        "k/BAB II PERENCANAAN.pdf",
        "k/LAMPIRAN.pdf",
        "k/cover 2018.pdf",
        "k/BAB I PENDAHULUAN.pdf",
        "k/DAFTAR ISI.pdf",
        "k/PK 2018.pdf",
        "other/LKjIP.pdf",
    ]
    assert groups(names) == [
        (
            "k/cover 2018.pdf",
            "k/DAFTAR ISI.pdf",
            "k/BAB I PENDAHULUAN.pdf",
            "k/BAB II PERENCANAAN.pdf",
            "k/LAMPIRAN.pdf",
        )
    ]


def test_two_reports_in_one_folder_are_told_apart() -> None:
    names = ["dinkes bab 1.pdf", "dinkes bab 2.pdf", "disdik bab 1.pdf", "disdik bab 2.pdf"]
    assert groups(names) == [tuple(names[:2]), tuple(names[2:])]
    years = ["BAB I 2021.pdf", "BAB II 2021.pdf", "BAB I 2022.pdf", "BAB II 2022.pdf"]
    assert groups(years) == [tuple(years[:2]), tuple(years[2:])]


def test_chapters_of_many_reports_are_not_one_report() -> None:
    assert groups(["dinkes-bab3.pdf", "disdik-bab3.pdf", "bab3.pdf"]) == []
    assert groups(["BAB III Dinkes.pdf", "BAB III Disdik.pdf"]) == []
