from __future__ import annotations

import pytest

from extractor.model import Audit, Phrase
from extractor.output.terminal import Style, render
from extractor.output.text import LABELS, page_ranges, plain


def test_finding_shows_what_is_written_what_it_should_be_and_why(audit_example: Audit) -> None:
    text = render(audit_example)
    assert "1 kesalahan" in text
    assert "[CAP001] Persentase pencari kerja yang ditempatkan (capaian 2024)" in text
    for line in (
        "Tertulis      134,86%  hal. 9, BAB III > Analisis (uraian)",
        "Hitung ulang  98,05%",
        "Mengapa       134,86 = 74,05 / 54,91.",
        "Saran         Perbaiki capaian pada uraian.",
        "Akibatnya     [CAP004, kesalahan] Capaian ditulis berbeda.",
    ):
        assert line in text


def test_places_stand_below_each_other(audit_example: Audit) -> None:
    lines = render(audit_example).splitlines()
    stated = [line.index("hal.") for line in lines if "134,86%  hal. 9" in line or "98,05%   hal. 7" in line]
    assert len(stated) == 2
    assert len(set(stated)) == 1


def test_says_what_was_checked_and_what_was_not_read(audit_example: Audit) -> None:
    text = render(audit_example)
    assert "1 dari 3" in text
    assert "6, 5 di antaranya sesuai" in text
    assert "hal. 3–5, 11  Halaman hasil pindai: tidak ada teks" in text


def test_english_has_no_indonesian_label(audit_example: Audit) -> None:
    text = render(audit_example, Style(lang="en"))
    assert "1 errors" not in text
    assert "1 error," in text
    for key in (
        "title",
        "summary",
        "stated",
        "recomputed",
        "diagnosis",
        "recommendation",
        "checked",
        "unread",
    ):
        assert LABELS[key].en in text
        assert LABELS[key].id not in text.replace("BAB III > Analisis", "")


def test_nothing_found_is_said_only_of_what_was_read(clean_audit: Audit, audit_example: Audit) -> None:
    assert "Tidak ada temuan: 6 baris" in render(clean_audit)
    partly = clean_audit.model_copy(update={"coverage": audit_example.coverage})
    assert "Tidak ada temuan pada bagian yang terbaca" in render(partly)
    unread = partly.model_copy(update={"statements": ()})
    assert "idak ada temuan" not in render(unread)
    assert "TIDAK TERPERIKSA" in render(unread)
    coverage = clean_audit.coverage.model_copy(update={"rows_checked": 0, "rows_right": 0})
    assert "idak ada temuan" not in render(clean_audit.model_copy(update={"coverage": coverage}))


def test_nothing_of_the_pdf_steers_the_terminal(audit_example: Audit) -> None:
    evil = "\x1b[2J\x9b31mA\u202eB\r\nC\x07"
    finding = audit_example.findings[0]
    place = finding.stated[0].model_copy(update={"text": evil, "where": evil, "document": evil})
    finding = finding.model_copy(
        update={
            "indicator": evil,
            "message": Phrase(evil, evil),
            "stated": (place,),
            "diagnosis": Phrase(evil, evil),
        }
    )
    report = audit_example.report.model_copy(update={"title": evil, "agency": evil, "file": evil})
    table = audit_example.tables[0].model_copy(update={"caption": evil})
    text = render(
        audit_example.model_copy(update={"findings": (finding,), "report": report, "tables": (table,)})
    )
    assert not [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e")]


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_keeps_to_the_width(audit_example: Audit, width: int) -> None:
    lines = render(audit_example, Style(width=width)).splitlines()
    assert max(map(len, lines)) <= max(60, min(110, width))


def test_colour_only_repeats_the_words(audit_example: Audit) -> None:
    import re

    plain_text = render(audit_example)
    coloured = render(audit_example, Style(colour=True))
    assert "\x1b[" not in plain_text
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain_text


def test_page_ranges() -> None:
    assert page_ranges([5, 3, 4, 9, 10, 3]) == "3–5, 9, 10"
    assert page_ranges([]) == ""


def test_plain_joins_lines_and_drops_controls() -> None:
    assert plain("a\n\tb\x1b[1m \u200bc") == "a b [1m c"


def test_every_label_has_both_languages_and_the_same_blanks() -> None:
    import re

    for key, (indonesian, english) in LABELS.items():
        assert indonesian and english, key
        assert set(re.findall(r"{\w+}", indonesian)) == set(re.findall(r"{\w+}", english)), key
