from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest

from extractor.model import Audit, Phrase
from extractor.output.docx import render
from extractor.output.headings import HEADINGS, long_date

TODAY = date(2026, 11, 21)


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def words(form: Any) -> str:
    cells = [c.text for t in form.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in form.paragraphs), *cells])


def test_the_form_has_its_columns_and_places_to_sign(full_audit: Audit) -> None:
    form = opened(render(full_audit, "id", TODAY))
    section = form.sections[0]
    assert section.page_width > section.page_height
    head = [cell.text for cell in form.tables[1].rows[0].cells]
    assert head == [
        *("No", "Uraian catatan (kondisi)", "Lokasi (halaman, tabel, baris)", "Seharusnya / kriteria"),
        *("Akibat", "Saran perbaikan", "Tanggapan unit", "Status dan tanggal perbaikan"),
    ]
    note = [cell.text for cell in form.tables[1].rows[1].cells]
    assert note[0] == "1" and "mohon dikonfirmasi" in note[1] and "hal. 9" in note[2]
    assert "Akibat lanjutan (1.1)" in note[1]
    assert note[4] and note[6:] == ["", ""]
    shown = words(form)
    assert "21 November 2026" in shown
    assert "2 angka dihitung ulang" in shown and "1 sesuai, 1 tidak sesuai" in shown
    assert "keyakinan terbatas" in shown
    assert "hal. 3–5, 11" in shown
    assert "NIP" in shown


def test_english_is_complete(full_audit: Audit) -> None:
    shown = words(opened(render(full_audit, "en", TODAY)))
    own = [both for key, both in HEADINGS.items() if key.startswith("form.") and "{" not in both.id]
    long = [both.id for both in own if both.id not in both.en and " " in both.id]
    assert long and not [text for text in long if text in shown]


def test_nothing_found_and_nothing_read(clean_audit: Audit) -> None:
    assert "Tidak ada catatan" in words(opened(render(clean_audit, "id", TODAY)))
    unread = clean_audit.model_copy(update={"statements": ()})
    shown = words(opened(render(unread, "id", TODAY)))
    assert "TIDAK TERPERIKSA" in shown and "Tidak ada catatan" not in shown


@pytest.mark.parametrize("text", ["\x00\x0b\x1b[2J", "\ud800\ufffe\uffff", "<w:p/>&amp;", '=HYPERLINK("x")'])
def test_control_characters_do_not_break_the_file(full_audit: Audit, text: str) -> None:
    finding = full_audit.findings[0].model_copy(
        update={"indicator": text, "message": Phrase(text, text), "diagnosis": Phrase(text, text)}
    )
    report = full_audit.report.model_copy(update={"title": text, "agency": text, "file": text})
    form = opened(
        render(full_audit.model_copy(update={"findings": (finding,), "report": report}), "id", TODAY)
    )
    assert "\x1b" not in words(form)


def test_dates_as_letters_have_them() -> None:
    assert long_date(date(2026, 8, 7), "id") == "7 Agustus 2026"
    assert long_date(date(2026, 8, 7), "en") == "7 August 2026"
