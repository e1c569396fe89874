from __future__ import annotations

from pathlib import Path

from extractor.batch.agencies import Corrections, Line
from extractor.batch.discovery import File
from extractor.batch.plan import Submission, make_plan
from extractor.batch.values import Facts

A, B = "Dinas Kesehatan Kabupaten Contoh", "Dinas Kehutanan Kabupaten Contoh"


def _plan(facts: dict[str, Facts], *lines: Line, join: bool = True) -> dict[str, Submission]:
    files = [File(name, Path(name), name) for name in facts]
    return {s.name: s for s in make_plan(files, facts, {}, Corrections(lines), join=join)}


def _against(plan: dict[str, Submission]) -> dict[str, list[str]]:
    return {name: [file.name for file in s.against] for name, s in plan.items()}


FACTS = {
    "lkjip.pdf": Facts(A, "Kabupaten Contoh", 2023, "lakip", 60),
    "renstra.pdf": Facts(A, "Kabupaten Contoh", None, "renstra", 80, (2021, 2026)),
    "renstra-lama.pdf": Facts(A, "Kabupaten Contoh", None, "renstra", 80, (2016, 2021)),
    "pk.pdf": Facts(A.upper(), "", 2023, "pk", 5),
    "pk-2022.pdf": Facts(A, "", 2022, "pk", 5),
    "iku-2021.pdf": Facts(A, "", 2021, "iku", 5),
    "iku-2018.pdf": Facts(A, "", 2018, "iku", 5),
    "pk-lain.pdf": Facts(B, "", 2023, "pk", 5),
}


def test_documents_in_force_are_held_against_the_report_of_their_agency() -> None:
    plan = _against(_plan(FACTS))
    assert plan.pop("lkjip.pdf") == ["renstra.pdf", "pk.pdf", "iku-2021.pdf"]
    assert sorted(plan) == ["iku-2018.pdf", "pk-2022.pdf", "pk-lain.pdf", "renstra-lama.pdf"]


def test_alone_audits_every_document_for_itself() -> None:
    plan = _plan(FACTS, join=False)
    assert set(plan) == set(FACTS) and not any(s.against for s in plan.values())


def test_the_list_goes_before_the_file() -> None:
    plan = _plan(FACTS, Line("pk-lain.pdf", agency=A), Line("renstra.pdf", kind="lainnya"))
    assert _against(plan)["lkjip.pdf"] == ["pk-lain.pdf", "pk.pdf", "iku-2021.pdf"]


def test_a_scan_belongs_to_the_only_agency_of_its_folder() -> None:
    facts = {
        "dinkes/lkjip.pdf": FACTS["lkjip.pdf"],
        "dinkes/pk.pdf": Facts(year=2023, kind="pk", pages=5),
        "semua/lkjip-b.pdf": Facts(B, "", 2023, "lakip", 5),
        "semua/lkjip-c.pdf": Facts("Dinas Sosial Kabupaten Contoh", "", 2023, "lakip", 5),
        "semua/pk.pdf": Facts(year=2023, kind="pk", pages=5),
        "pk.pdf": Facts(year=2023, kind="pk", pages=5),
    }
    plan = _against(_plan(facts))
    assert plan["dinkes/lkjip.pdf"] == ["dinkes/pk.pdf"]
    assert {"semua/pk.pdf", "pk.pdf"} <= set(plan)


def test_parts_are_one_submission_unless_they_name_several_agencies() -> None:
    facts = {
        "k/cover.pdf": Facts("", "Kabupaten Contoh", 2018, "lakip", 1),
        "k/BAB I.pdf": Facts(A, "Kabupaten Contoh", 2018, "lakip", 9),
        "k/BAB II.pdf": Facts("", "", None, "rkt", 8),
    }
    plan = _plan(facts)
    assert list(plan) == ["k"]
    one = plan["k"]
    assert [file.name for file in one.files] == list(facts)
    assert (one.facts.agency, one.facts.year, one.facts.kind, one.facts.pages) == (A, 2018, "lakip", 18)
    other = {**facts, "k/BAB II.pdf": Facts(B, "", 2018, "lakip", 8)}
    assert len(_plan(other)) == 3


def test_the_list_binds_parts_in_its_order() -> None:
    facts = {name: Facts(A, "", 2018, "lakip", 2) for name in ("1.pdf", "2.pdf", "3.pdf")}
    lines = [Line("2.pdf", report="LKjIP 2018"), Line("1.pdf", report="LKjIP 2018")]
    plan = _plan(facts, *lines)
    assert [file.name for file in plan["LKjIP 2018"].files] == ["2.pdf", "1.pdf"]
    assert set(plan) == {"LKjIP 2018", "3.pdf"}
