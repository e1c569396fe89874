"""Headings and standing sentences of the workbook and the review form, in both languages side by side."""

from __future__ import annotations

from datetime import date

from extractor.output.text import Label, Language

_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

HEADINGS: dict[str, Label] = {
    # ---- sheets
    "sheet.findings": Label("Temuan", "Findings"),
    "sheet.resolved": Label("Selesai", "Resolved"),
    "sheet.worksheet": Label("Kertas Kerja", "Working Paper"),
    "sheet.indicators": Label("Indikator", "Indicators"),
    "sheet.coverage": Label("Cakupan", "Coverage"),
    "sheet.checklist": Label("Checklist Reviu", "Review Checklist"),
    "sheet.rules": Label("Aturan", "Rules"),
    "title.findings": Label("Temuan atas laporan kinerja", "Findings on the performance report"),
    "title.resolved": Label(
        "Temuan pemeriksaan sebelumnya yang tidak ditemukan lagi",
        "Findings of the previous audit that are found no more",
    ),
    "title.worksheet": Label("Kertas kerja penghitungan ulang", "Working paper of recomputed figures"),
    "title.indicators": Label(
        "Angka tiap indikator di semua tempat", "The figures of each indicator in every place"
    ),
    "title.coverage": Label("Yang dibaca dan yang tidak terbaca", "What was read and what was not"),
    "title.checklist": Label("Checklist reviu laporan kinerja", "Checklist for the review of the report"),
    "title.rules": Label("Aturan pemeriksaan", "Rules of the audit"),
    "note.findings": Label(
        "Kolom biru diisi pemeriksa dan perangkat daerah. Baris bernomor 1.1, 1.2, … hanya akibat dari "
        "temuan 1. Angka dikutip seperti tercetak; selisih = tertulis − seharusnya.",
        "Blue columns are filled in by auditor and agency. Rows 1.1, 1.2, … only follow from finding 1. "
        "Figures are quoted as printed; difference = stated − expected.",
    ),
    "note.resolved": Label(
        "Isian pemeriksaan sebelumnya disimpan apa adanya.", "What was filled in before is kept as it was."
    ),
    "note.worksheet": Label(
        "Semua baris yang dapat dihitung ulang, yang sesuai pun dicantumkan. Rentang = hasil yang mungkin "
        "karena operan tercetak dengan pembulatan; angka tertulis di dalam rentang dinyatakan sesuai.",
        "Every row that could be recomputed, those that agree too. Range = results that the rounding of the "
        "printed operands allows; a figure within the range agrees.",
    ),
    "note.indicators": Label(
        "≠ angka ini dipersoalkan temuan · ≈ berbeda tanpa temuan (pembulatan, perubahan, ukuran lain) · "
        "= sama di semua tempat · kosong: hanya satu tempat. Dalam kurung: halaman.",
        "≠ a finding questions this figure · ≈ differs without a finding (rounding, revision, another "
        "measure) · = the same everywhere · blank: one place only. In brackets: page.",
    ),
    "note.coverage": Label(
        "Bagian yang tidak terbaca tidak diperiksa; tidak adanya temuan di sana tidak berarti benar.",
        "What was not read was not audited; that nothing was found there says nothing.",
    ),
    "note.checklist": Label(
        "Kolom hasil dan bukti diisi program sejauh dapat dibaca dari laporan; selebihnya, dan "
        "kesimpulannya, diisi pereviu pada kolom biru.",
        "Result and evidence are filled in by the program as far as the report shows; the rest, and the "
        "conclusion, are the reviewer's, in the blue columns.",
    ),
    "note.rules": Label(
        "Penjelasan tiap aturan: extract rule KODE.", "Each rule is explained by: extract rule CODE."
    ),
    # ---- columns of findings
    "no": Label("No", "No"),
    "code": Label("Kode", "Code"),
    "severity": Label("Tingkat", "Severity"),
    "indicator": Label("Indikator / hal", "Indicator / subject"),
    "measure": Label("Ukuran", "Measure"),
    "year": Label("Tahun", "Year"),
    "page": Label("Hal.", "Page"),
    "section": Label("Tabel / bagian", "Table / section"),
    "stated": Label("Tertulis", "Stated"),
    "expected": Label("Seharusnya", "Expected"),
    "difference": Label("Selisih", "Difference"),
    "condition": Label("Kondisi", "Condition"),
    "criterion": Label("Kriteria", "Criterion"),
    "advice": Label("Saran perbaikan", "Advice"),
    "diagnosis": Label("Diagnosis (asal angka)", "Diagnosis (origin of the figure)"),
    "evidence": Label("Bukti", "Evidence"),
    "confidence": Label("Keyakinan", "Confidence"),
    "link": Label("Buka halaman", "Open page"),
    "response": Label("Tanggapan OPD", "Agency's response"),
    "state": Label("Status", "Status"),
    "corrected": Label("Tanggal perbaikan", "Date corrected"),
    "remark": Label("Catatan pemeriksa", "Auditor's note"),
    "compared": Label("Dibanding sebelumnya", "Against the previous"),
    "cause": Label("Akibat dari", "Follows from"),
    "id": Label("ID temuan", "Finding ID"),
    "derived": Label("↳ akibat temuan {number}: {text}", "↳ follows from finding {number}: {text}"),
    # ---- status of a finding
    "state.open": Label("Terbuka", "Open"),
    "state.answered": Label("Ditanggapi", "Answered"),
    "state.corrected": Label("Diperbaiki", "Corrected"),
    "state.disputed": Label("Tidak sependapat", "Disputed"),
    "state.closed": Label("Ditutup", "Closed"),
    "compared.new": Label("baru", "new"),
    "compared.same": Label("tetap", "remains"),
    "compared.back": Label("muncul lagi", "is back"),
    "compared.resolved": Label("selesai", "resolved"),
    # ---- columns of the working paper
    "target": Label("Target / pagu", "Target / budget"),
    "realisasi": Label("Realisasi", "Realisasi"),
    "formula": Label("Rumus", "Formula"),
    "recomputed": Label("Hasil hitung ulang", "Recomputed"),
    "range": Label("Rentang", "Range"),
    "printed": Label("Menurut laporan", "According to the report"),
    "agrees": Label("Kesimpulan", "Conclusion"),
    "agrees.yes": Label("✓ sesuai", "✓ agrees"),
    "agrees.but": Label("✓ sesuai; lihat temuan", "✓ agrees; see finding"),
    "agrees.no": Label("✗ tidak sesuai", "✗ does not agree"),
    "finding": Label("Temuan no.", "Finding no."),
    "range.text": Label("{low} – {high}", "{low} – {high}"),
    # ---- columns of the other sheets
    "sign": Label("Tanda", "Sign"),
    "subject": Label("Indikator", "Indicator"),
    "group": Label("Kelompok", "Group"),
    "what": Label("Apa", "What"),
    "remarks": Label("Keterangan", "Remarks"),
    "group.report": Label("Laporan", "Report"),
    "group.checked": Label("Diperiksa", "Checked"),
    "group.table": Label("Tabel terbaca", "Table read"),
    "group.other": Label("Tabel lain", "Other table"),
    "group.unread": Label("Tidak terbaca", "Not read"),
    "report.title": Label("Judul", "Title"),
    "report.agency": Label("Perangkat daerah", "Agency"),
    "report.region": Label("Daerah", "Region"),
    "report.year": Label("Tahun", "Year"),
    "report.file": Label("Berkas", "File"),
    "report.sha256": Label("Sidik jari berkas (SHA-256)", "Fingerprint of the file (SHA-256)"),
    "report.pages": Label("Jumlah halaman", "Pages"),
    "report.scanned": Label("Halaman hasil pindai", "Scanned pages"),
    "report.recognised": Label("Dibaca dari pindaian", "Read from scans"),
    "checked.tables": Label("Tabel dibaca", "Tables read"),
    "checked.statements": Label("Angka tercatat", "Figures recorded"),
    "checked.rows": Label("Angka dihitung ulang", "Figures recomputed"),
    "checked.right": Label("di antaranya sesuai", "of which agree"),
    "checked.left": Label(
        "Capaian tercetak yang tidak dapat dihitung ulang (target atau realisasinya tidak ada di barisnya)",
        "Printed capaian that could not be recomputed (no target or realisasi in their row)",
    ),
    "rows": Label("{n} baris; kolom: {columns}", "{n} rows; columns: {columns}"),
    "columns_none": Label("tidak ada yang dikenali", "none recognised"),
    "aspect": Label("Aspek yang direviu", "What is reviewed"),
    "result": Label("Hasil program", "The program's result"),
    "answer": Label("Kesimpulan pereviu", "Reviewer's conclusion"),
    "review_note": Label("Catatan pereviu", "Reviewer's note"),
    "answer.yes": Label("Ya", "Yes"),
    "answer.partly": Label("Sebagian", "Partly"),
    "answer.no": Label("Tidak", "No"),
    "answer.none": Label("Tidak relevan", "Not applicable"),
    "rule": Label("Yang diperiksa", "What is checked"),
    "findings_count": Label("Temuan", "Findings"),
    "derived_count": Label("Akibat", "Consequences"),
    # ---- the review form
    "form.title": Label("CATATAN HASIL REVIU", "REVIEW NOTES"),
    "form.over": Label("ATAS LAPORAN KINERJA", "ON THE PERFORMANCE REPORT"),
    "form.agency": Label("Perangkat daerah", "Agency"),
    "form.report": Label("Laporan", "Report"),
    "form.year": Label("Tahun laporan", "Year of the report"),
    "form.file": Label("Berkas yang direviu", "File reviewed"),
    "form.file_text": Label("{name} ({pages} halaman)", "{name} ({pages} pages)"),
    "form.date": Label("Tanggal reviu", "Date of the review"),
    "form.summary": Label("A. Ringkasan penghitungan ulang", "A. Summary of the recomputation"),
    "form.notes": Label("B. Catatan hasil reviu", "B. Review notes"),
    "form.limits": Label("C. Yang belum dapat diperiksa", "C. What could not be checked"),
    "form.figures": Label(
        "Tercatat {n} angka dari {tables} tabel dan dari uraian laporan.",
        "{n} figures were recorded from {tables} tables and from the text of the report.",
    ),
    "form.recomputed": Label(
        "{n} angka dihitung ulang dari operan pada barisnya ({capaian} capaian, {serapan} serapan anggaran): "
        "{right} sesuai, {wrong} tidak sesuai.",
        "{n} figures were recomputed from the operands in their rows ({capaian} capaian, {serapan} "
        "absorption): {right} agree, {wrong} do not.",
    ),
    "form.not_recomputed": Label("Tidak ada baris yang dapat dihitung ulang.", "No row could be recomputed."),
    "form.findings": Label(
        "Catatan: {error} kesalahan, {warning} peringatan, {info} catatan ringan.",
        "Notes: {error} errors, {warning} warnings, {info} minor notes.",
    ),
    "form.none": Label("Tidak ada catatan pada bagian yang terbaca.", "No notes on what was read."),
    "form.assurance": Label(
        "Reviu ini memberikan keyakinan terbatas: angka dalam laporan dibandingkan satu sama lain dan "
        "dihitung ulang, tanpa pengujian atas bukti di luar laporan. Catatan di bawah mohon dikonfirmasi "
        "atau diperbaiki oleh unit penyusun.",
        "This review gives limited assurance: the report's figures were compared with each other and "
        "recomputed, without testing evidence outside the report. The unit that made the report is asked to "
        "confirm or correct the notes below.",
    ),
    "form.left": Label(
        "{n} capaian tercetak tidak dapat dihitung ulang karena target atau realisasinya tidak ada, atau "
        "bukan angka, pada barisnya.",
        "{n} printed capaian could not be recomputed, for their row has no target or realisasi, or no "
        "number.",
    ),
    "form.unread_none": Label("Seluruh bagian laporan terbaca.", "Every part of the report was read."),
    "form.unread_more": Label(
        "… dan {n} lainnya (lihat lembar Cakupan).", "… and {n} more (see the sheet Coverage)."
    ),
    "form.condition": Label("Uraian catatan (kondisi)", "Note (condition)"),
    "form.location": Label("Lokasi (halaman, tabel, baris)", "Place (page, table, row)"),
    "form.expected": Label("Seharusnya / kriteria", "Expected / criterion"),
    "form.effect": Label("Akibat", "Effect"),
    "form.advice": Label("Saran perbaikan", "Advice"),
    "form.response": Label("Tanggapan unit", "Unit's response"),
    "form.state": Label("Status dan tanggal perbaikan", "Status and date of correction"),
    "form.expected_line": Label("Seharusnya: {text}", "Expected: {text}"),
    "form.recomputed_line": Label("Hasil hitung ulang: {text}", "Recomputed: {text}"),
    "form.row": Label("Baris: {text}", "Row: {text}"),
    "form.beside": Label("Pembanding: {pages}", "Compared with: {pages}"),
    "form.origin": Label("Asal angka: {text}", "Origin: {text}"),
    "form.follows": Label("Akibat lanjutan ({number}): {text}", "Also follows ({number}): {text}"),
    "form.unit": Label("Penanggung jawab unit", "For the unit"),
    "form.reviewer": Label("Pereviu", "Reviewer"),
    "form.lead": Label("Ketua tim reviu", "Head of the review team"),
    "form.name": Label("Nama :", "Name:"),
    "form.nip": Label("NIP  :", "NIP:"),
    "form.place": Label("……………………, {date}", "……………………, {date}"),
    "form.page": Label("Halaman", "Page"),
    "unknown": Label("(tidak terbaca)", "(not read)"),
}


def heading(key: str, lang: Language, **values: object) -> str:
    """The words for a key with their blanks filled. Raises KeyError for an unknown key."""
    text: str = getattr(HEADINGS[key], lang)
    return text.format(**values) if values else text


def long_date(day: date, lang: Language) -> str:
    """A date as a letter has it: '21 November 2026'."""
    months = _MONTHS_EN if lang == "en" else _MONTHS
    return f"{day.day} {months[day.month - 1]} {day.year}"
