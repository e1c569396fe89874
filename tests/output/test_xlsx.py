from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.errors import OutputError
from extractor.model import Audit, Phrase
from extractor.output.formats import Job
from extractor.output.headings import HEADINGS
from extractor.output.xlsx import render
from extractor.output.xlsx.paper import CELL_MAX, HEADER_ROW, cell_text

SHEETS = ["Temuan", "Kertas Kerja", "Indikator", "Cakupan", "Checklist Reviu", "Aturan"]


def job(**wanted: Any) -> Job:
    return Job(Path("laporan.pdf"), today=date(2026, 11, 21), **wanted)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows under the header, by heading."""
    values = list(sheet.iter_rows(min_row=HEADER_ROW + 1, values_only=True))
    return [dict(zip(values[0], row, strict=True)) for row in values[1:]]


def test_sheets_in_both_languages(full_audit: Audit) -> None:
    assert opened(render(full_audit, job())).sheetnames == SHEETS
    english = opened(render(full_audit, job(lang="en")))
    assert english.sheetnames[:2] == ["Findings", "Working Paper"]
    shown = {
        str(cell) for sheet in english for row in sheet.iter_rows(values_only=True) for cell in row if cell
    }
    indonesian = {both.id for both in HEADINGS.values() if both.id != both.en}
    assert not shown & indonesian


def test_findings_can_be_answered(full_audit: Audit) -> None:
    sheet = opened(render(full_audit, job(annotated="laporan.anotasi.pdf")))["Temuan"]
    found = rows(sheet)
    assert [(r["No"], r["Kode"], r["ID temuan"]) for r in found] == [
        ("1", "CAP001", "f1"),
        ("1.1", "CAP004", "d1"),
    ]
    assert found[0]["Tertulis"] == "134,86%"
    assert found[0]["Selisih"] == pytest.approx(36.81)
    assert found[0]["Status"] == "Terbuka"
    assert found[1]["Indikator / hal"].startswith("↳ akibat temuan 1")
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == [
        '"Terbuka,Ditanggapi,Diperbaiki,Tidak sependapat,Ditutup"'
    ]
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert (links[0].target, links[0].location) == ("laporan.anotasi.pdf", "page=9")
    assert sheet.freeze_panes == "E5"
    assert sheet.auto_filter.ref
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$4:$4"


def test_no_link_without_an_annotated_pdf(full_audit: Audit) -> None:
    sheet = opened(render(full_audit, job()))["Temuan"]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_the_working_paper_shows_right_and_wrong_rows(full_audit: Audit) -> None:
    right, wrong = rows(opened(render(full_audit, job()))["Kertas Kerja"])
    assert (right["Kesimpulan"], wrong["Kesimpulan"]) == ("✓ sesuai", "✗ tidak sesuai")
    assert right["Hasil hitung ulang"] == 98.05
    assert right["Rentang"] == "98,0339 – 98,0732"
    assert (right["Selisih"], wrong["Selisih"]) == (None, pytest.approx(36.81))


def test_contradictions_carry_a_sign(full_audit: Audit) -> None:
    (row,) = rows(opened(render(full_audit, job()))["Indikator"])
    assert (row["Tanda"], row["Perbandingan"], row["Uraian"]) == ("≈", "98,05% (7)", "134,86% (9)")
    finding = full_audit.findings[0]
    places = tuple(s.model_copy(update={"questioned": s.text == "134,86%"}) for s in finding.stated)
    audit = full_audit.model_copy(update={"findings": (finding.model_copy(update={"stated": places}),)})
    (row,) = rows(opened(render(audit, job()))["Indikator"])
    assert (row["Tanda"], row["Uraian"], row["Temuan no."]) == ("≠", "≠ 134,86% (9)", "1")


def test_what_was_not_read_and_what_the_program_cannot_judge(full_audit: Audit) -> None:
    book = opened(render(full_audit, job()))
    unread = [r for r in rows(book["Cakupan"]) if r["Kelompok"] == "Tidak terbaca"]
    assert [(r["Hal."], r["Keterangan"]) for r in unread] == [("3–5, 11", "tidak ada teks")]
    items = {r["No"]: r for r in rows(book["Checklist Reviu"])}
    assert items["I.3"]["Hasil program"] and "1 sesuai" in items["I.3"]["Bukti"]
    assert "perbaikan ke depan" in items["I.5"]["Bukti"]
    assert items["II.3"]["Hasil program"] is None and items["III.10"]["Bukti"] is None


@pytest.mark.parametrize(
    "name",
    ['=HYPERLINK("http://x.example","klik")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=cmd|' /C calc'!A0"],
)
def test_no_text_of_a_report_becomes_a_formula(full_audit: Audit, name: str) -> None:
    finding = full_audit.findings[0].model_copy(update={"indicator": name})
    subjects = (full_audit.subjects[0].model_copy(update={"name": name}),)
    worksheet = tuple(row.model_copy(update={"indicator": name}) for row in full_audit.worksheet)
    report = full_audit.report.model_copy(update={"title": name, "agency": name, "file": name})
    audit = full_audit.model_copy(
        update={"findings": (finding,), "subjects": subjects, "worksheet": worksheet, "report": report}
    )
    content = render(audit, job())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet for sheet in sheets)
    book = opened(content)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
    assert name.strip() in {cell.value for cell in book["Temuan"]["D"]}


def test_a_cell_holds_what_xml_and_excel_allow() -> None:
    assert cell_text("a\x00b\x0bc\ufffe\uffff\ud800d") == "a b cd"
    assert cell_text("satu\ndua\x1b[2J") == "satu\ndua [2J"
    assert len(cell_text("x" * 40_000)) == CELL_MAX


def test_a_hostile_report_still_opens(full_audit: Audit) -> None:
    message = Phrase("\x01\x02 _x0041_ \ufffe " + "panjang " * 6000, "long")
    finding = full_audit.findings[0].model_copy(update={"message": message, "indicator": "\ud800<&>\x0c"})
    book = opened(render(full_audit.model_copy(update={"findings": (finding,)}), job()))
    row = rows(book["Temuan"])[0]
    assert row["Kondisi"].startswith("_x0041_") and len(row["Kondisi"]) <= CELL_MAX
    assert row["Indikator / hal"] == "<&>"


# --------------------------------------------------------------------------------------------- --previous


def edited(content: bytes, folder: Path, *, moved: bool = False) -> Path:
    """The workbook as an auditor leaves it: answers, a column of their own, maybe columns moved."""
    book = opened(content)
    sheet = book["Temuan"]
    heads = {cell.value: cell.column for cell in sheet[HEADER_ROW + 1]}
    first = HEADER_ROW + 2
    sheet.cell(first, heads["Tanggapan OPD"], "- sudah diperbaiki")
    sheet.cell(first, heads["Status"], "Diperbaiki")
    sheet.cell(first, heads["Tanggal perbaikan"], date(2026, 12, 1))
    sheet.cell(first + 1, heads["Catatan pemeriksa"], "cek lagi")
    sheet.cell(HEADER_ROW + 1, sheet.max_column + 1, "PIC")
    sheet.cell(first, sheet.max_column, "Bu Sari")
    if moved:
        sheet.title = "Temuan Tim 2"
        sheet.insert_cols(1)
        sheet.insert_rows(1)
    checklist = book["Checklist Reviu"]
    at = {cell.value: cell.row for cell in checklist["A"]}
    checklist.cell(at["II.1"], 5, "Ya")
    path = folder / "lama.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_people_wrote_is_kept(full_audit: Audit, tmp_path: Path, lang: Any, moved: bool) -> None:
    path = edited(render(full_audit, job()), tmp_path, moved=moved)
    book = opened(render(full_audit, job(previous=path, lang=lang)))
    first, second = rows(book.worksheets[0])
    say = {key: getattr(HEADINGS[key], lang) for key in HEADINGS}
    assert first[say["response"]] == "- sudah diperbaiki"
    assert first[say["state"]] == "Diperbaiki"
    assert first[say["corrected"]].date() == date(2026, 12, 1)
    assert (second[say["remark"]], first["PIC"]) == ("cek lagi", "Bu Sari")
    assert first[say["compared"]] == say["compared.same"]
    items = {r["No"]: r for r in rows(book[say["sheet.checklist"]])}
    assert items["II.1"][say["answer"]] == "Ya"


def test_new_and_resolved_findings(full_audit: Audit, tmp_path: Path) -> None:
    path = edited(render(full_audit, job()), tmp_path)
    finding = full_audit.findings[0].model_copy(update={"id": "f2", "derived": ()})
    corrected = full_audit.model_copy(update={"findings": (finding,)})
    content = render(corrected, job(previous=path))
    book = opened(content)
    assert [(r["ID temuan"], r["Dibanding sebelumnya"]) for r in rows(book["Temuan"])] == [("f2", "baru")]
    gone = rows(book["Selesai"])
    assert [(r["ID temuan"], r["Status"], r["PIC"]) for r in gone] == [
        ("f1", "Diperbaiki", "Bu Sari"),
        ("d1", "Terbuka", None),
    ]
    again = tmp_path / "kedua.xlsx"
    again.write_bytes(content)
    third = opened(render(corrected, job(previous=again)))
    assert [r["ID temuan"] for r in rows(third["Selesai"])] == ["f1", "d1"]
    back = rows(opened(render(full_audit, job(previous=again)))["Temuan"])[0]
    assert (back["Dibanding sebelumnya"], back["PIC"]) == ("muncul lagi", "Bu Sari")


@pytest.mark.parametrize("content", [b"", b"bukan xlsx", b"PK\x03\x04rusak"])
def test_a_previous_that_is_none(full_audit: Audit, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lama.xlsx"
    path.write_bytes(content)
    with pytest.raises(OutputError):
        render(full_audit, job(previous=path))


def test_another_workbook_is_none_of_ours(full_audit: Audit, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Temuan"
    book.active["A1"] = "apa saja"
    path = tmp_path / "lain.xlsx"
    book.save(path)
    with pytest.raises(OutputError):
        render(full_audit, job(previous=path))
