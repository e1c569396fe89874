"""The words of the program in both languages, side by side, and text made safe to show.

Nothing here needs pydantic, so that ``extract --help`` answers at once. Sentences about a report's
figures are not here: the checks write those, as ``Phrase``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Language = Literal["id", "en"]


class Label(NamedTuple):
    id: str
    en: str


LABELS: dict[str, Label] = {
    # ---- the terminal report
    "title": Label("AUDIT LAPORAN KINERJA", "PERFORMANCE REPORT AUDIT"),
    "year": Label("Tahun {year}", "Year {year}"),
    "year_unknown": Label("tahun tidak terbaca", "year not read"),
    "agency_unknown": Label("instansi tidak terbaca", "agency not read"),
    "pages": Label("{n} halaman", "{n} pages"),
    "summary": Label("RINGKASAN", "SUMMARY"),
    "error": Label("{n} kesalahan", "{n} errors"),
    "error_one": Label("1 kesalahan", "1 error"),
    "warning": Label("{n} peringatan", "{n} warnings"),
    "warning_one": Label("1 peringatan", "1 warning"),
    "info": Label("{n} catatan", "{n} notes"),
    "info_one": Label("1 catatan", "1 note"),
    "error_head": Label("KESALAHAN", "ERRORS"),
    "warning_head": Label("PERINGATAN", "WARNINGS"),
    "info_head": Label("CATATAN", "NOTES"),
    "derived_count": Label(
        "{n} temuan lain hanya akibat dari temuan ini", "{n} more that only follow from these"
    ),
    "none_everything": Label(
        "Tidak ada temuan: {n} baris dihitung ulang dan dibandingkan.",
        "Nothing found: {n} rows were recomputed and compared.",
    ),
    "none_partly": Label(
        "Tidak ada temuan pada bagian yang terbaca ({n} baris dihitung ulang). Ada bagian yang TIDAK "
        "TERBACA; lihat daftar di bawah.",
        "Nothing found in what was read ({n} rows recomputed). Parts were NOT READ; see the list below.",
    ),
    "none_recomputed": Label(
        "Angka terbaca, tetapi tidak satu baris pun dapat dihitung ulang: laporan ini belum dapat dinyatakan "
        "bebas dari kesalahan hitung.",
        "Figures were read, but no row could be recomputed: this report cannot be called free of errors.",
    ),
    "not_read": Label(
        "LAPORAN INI TIDAK TERPERIKSA: tidak ada angka indikator yang terbaca.",
        "THIS REPORT WAS NOT AUDITED: no figure of an indicator was read.",
    ),
    "stated": Label("Tertulis", "Stated"),
    "expected": Label("Seharusnya", "Expected"),
    "recomputed": Label("Hitung ulang", "Recomputed"),
    "criterion": Label("Kriteria", "Criterion"),
    "diagnosis": Label("Mengapa", "Why"),
    "recommendation": Label("Saran", "Advice"),
    "confidence": Label("Keyakinan", "Confidence"),
    "derived": Label("Akibatnya", "Hence"),
    "page": Label("hal.\u00a0{pages}", "p.\u00a0{pages}"),
    "between": Label("antara {low} dan {high}", "between {low} and {high}"),
    "checked": Label("YANG DIPERIKSA", "WHAT WAS CHECKED"),
    "checked_tables": Label("Tabel dibaca", "Tables read"),
    "of": Label("{n} dari {total}", "{n} of {total}"),
    "checked_rows": Label("Baris dihitung ulang", "Rows recomputed"),
    "right": Label("{n}, {right} di antaranya sesuai", "{n}, of which {right} agree"),
    "checked_statements": Label("Angka tercatat", "Figures recorded"),
    "by_kind": Label(
        "{n} ({table} dari tabel, {prose} dari uraian)", "{n} ({table} from tables, {prose} from prose)"
    ),
    "table_rows": Label("{n} baris", "{n} rows"),
    "table_unruled": Label(
        "tanpa garis: kolomnya dikenali dari jarak antarkata", "no rules: columns told by spacing"
    ),
    "untitled": Label("(tanpa judul)", "(no caption)"),
    "against": Label("dibandingkan dengan: {files}", "held against: {files}"),
    "unread": Label("YANG TIDAK TERBACA", "WHAT WAS NOT READ"),
    "unread_none": Label("Tidak ada bagian yang terlewat.", "Nothing was left out."),
    "scanned": Label("Halaman hasil pindai", "Scanned pages"),
    "checked_scanned": Label("Dibaca dari pindaian", "Read from scans"),
    # ---- kinds of places and tables
    "pk": Label("Perjanjian Kinerja", "Performance Agreement"),
    "pk_perubahan": Label("Perjanjian Kinerja Perubahan", "revised Performance Agreement"),
    "renstra": Label("Renstra", "Renstra"),
    "renstra_perubahan": Label("Renstra Perubahan", "revised Renstra"),
    "rpd": Label("RPD", "RPD"),
    "iku": Label("IKU", "IKU"),
    "rkt": Label("RKT", "RKT"),
    "pengukuran": Label("pengukuran kinerja", "performance measurement"),
    "perbandingan": Label("perbandingan", "comparison"),
    "jangka_menengah": Label("target jangka menengah", "medium-term target"),
    "anggaran": Label("anggaran", "budget"),
    "efisiensi": Label("efisiensi", "efficiency"),
    "ikhtisar": Label("ikhtisar eksekutif", "executive summary"),
    "narasi": Label("uraian", "prose"),
    "penutup": Label("penutup", "closing chapter"),
    "lampiran": Label("lampiran", "attachment"),
    "skala": Label("skala penilaian", "scale of categories"),
    "lain": Label("lain-lain", "other"),
    # ---- measures
    "measure.target": Label("target", "target"),
    "measure.realisasi": Label("realisasi", "realisasi"),
    "measure.capaian": Label("capaian", "capaian"),
    "measure.kategori": Label("kategori", "category"),
    "measure.baseline": Label("kondisi awal", "baseline"),
    "measure.target_akhir": Label("target akhir", "end target"),
    "measure.capaian_akhir": Label("capaian terhadap target akhir", "capaian against the end target"),
    "measure.anggaran": Label("anggaran", "budget"),
    "measure.realisasi_anggaran": Label("realisasi anggaran", "realised budget"),
    "measure.serapan": Label("serapan", "absorption"),
    "measure.efisiensi": Label("efisiensi", "efficiency"),
    "measure.pembanding": Label("angka pembanding", "standard of comparison"),
    # ---- tables as CSV
    "csv.table": Label("tabel", "table"),
    "csv.kind": Label("jenis", "kind"),
    "csv.caption": Label("judul", "caption"),
    "csv.page": Label("halaman", "page"),
    # ---- the list of rules
    "rules.code": Label("Kode", "Code"),
    "rules.severity": Label("Tingkat", "Severity"),
    "rules.title": Label("Temuan", "Finding"),
    "severity.error": Label("kesalahan", "error"),
    "severity.warning": Label("peringatan", "warning"),
    "severity.info": Label("catatan", "note"),
    # ---- the command line
    "usage": Label("Pemakaian:", "Usage:"),
    "options": Label("Pilihan", "Options"),
    "commands": Label("Perintah", "Commands"),
    "command": Label("Perintah", "Command"),
    "default": Label("bawaan: {value}", "default: {value}"),
    "help.group": Label(
        "Memeriksa angka-angka laporan kinerja (LAKIP, LKjIP, IKU) langsung dari berkas PDF-nya.",
        "Audits the figures of Indonesian performance reports (LAKIP, LKjIP, IKU) from their PDFs.",
    ),
    "help.status": Label(
        "Status keluar: 0 tidak ada temuan pada tingkat --fail-on, 1 ada temuan, 2 laporan tidak dapat "
        "diperiksa.",
        "Exit status: 0 nothing found at the level of --fail-on, 1 something found, 2 the report could "
        "not be audited.",
    ),
    "help.audit": Label(
        "Memeriksa satu laporan dan menampilkan temuannya.", "Audits one report and shows what was found."
    ),
    "help.open": Label(
        "Memeriksa satu laporan dan membuka hasilnya di peramban.",
        "Audits one report and opens the result in the browser.",
    ),
    "help.tables": Label(
        "Menampilkan tabel-tabel laporan dalam bentuk baku.", "Prints the tables of a report, clean."
    ),
    "help.schema": Label(
        "Menampilkan JSON Schema dari keluaran audit.", "Prints the JSON Schema of an audit."
    ),
    "help.rules": Label("Menampilkan daftar aturan pemeriksaan.", "Lists the rules."),
    "help.rule": Label("Menjelaskan satu aturan, misalnya CAP001.", "Explains one rule, for example CAP001."),
    "help.help": Label("Tampilkan bantuan ini.", "Show this help."),
    "help.version": Label("Tampilkan versi program.", "Show the version."),
    "help.format": Label(
        "Bentuk keluaran; boleh berulang. Bawaan: text di layar.",
        "Form of the output; may be repeated. Default: text on the screen.",
    ),
    "help.all": Label(
        "Semua bentuk berkas: xlsx, docx, csv, json, html, pdf.",
        "Every form of file: xlsx, docx, csv, json, html, pdf.",
    ),
    "help.audit_output": Label(
        "Berkas untuk satu bentuk (akhirannya menentukan bentuk), atau folder (dibuat bila belum ada; berisi "
        "semua bentuk bila tanpa --format). Nama berkas di folder mengikuti nama laporan.",
        "File for one form (its suffix tells the form), or folder (made if absent; gets every form without "
        "--format). Names in a folder follow the report's.",
    ),
    "help.previous": Label(
        "Buku kerja temuan (xlsx) sebelumnya: isiannya dibawa, temuan ditandai baru, tetap, atau selesai.",
        "The previous workbook of findings (xlsx): its notes are kept, findings marked new, remaining or "
        "resolved.",
    ),
    "written": Label("Ditulis: {name}", "Written: {name}"),
    "help.tables_format": Label(
        "Bentuk keluaran; csv siap dibuka dengan Excel.", "Form of the output; csv is made for Excel."
    ),
    "help.lang": Label(
        "Bahasa: id (Indonesia, bawaan) atau en (Inggris).",
        "Language: id (Indonesian, default) or en (English).",
    ),
    "help.fail_on": Label(
        "Tingkat temuan terendah yang memberi status keluar 1.",
        "Lowest severity of a finding that gives exit status 1.",
    ),
    "help.select": Label(
        "Hanya aturan ini, dipisah koma; awalan berlaku untuk sekelompok aturan (CAP,TGT001).",
        "Only these rules, comma-separated; a prefix stands for its family (CAP,TGT001).",
    ),
    "help.ignore": Label("Tanpa aturan ini, dipisah koma.", "Without these rules, comma-separated."),
    "help.year": Label(
        "Tahun laporan, bila yang terbaca dari laporan keliru.", "The report's year, if it is read wrongly."
    ),
    "help.ocr": Label(
        "Baca halaman hasil pindai: auto (yang tanpa teks), off (tidak), all (semua halaman).",
        "Read scanned pages: auto (those without text), off (none), all (every page).",
    ),
    "help.patterns": Label(
        "Folder berisi berkas TOML yang menambah pola bawaan.", "Folder of TOML files added to the patterns."
    ),
    "help.output": Label("Simpan ke berkas ini, bukan ke layar.", "Write to this file, not to the screen."),
    "help.against": Label(
        "Dokumen lain instansi yang sama sebagai pembanding (Renstra, PK, laporan lalu); boleh berulang.",
        "Another document of the agency to compare with (Renstra, PK, last report); may be repeated.",
    ),
    "help.password": Label(
        "Kata sandi PDF yang terkunci; tanpa pilihan ini akan ditanyakan.",
        "Password of an encrypted PDF; asked for if it is missing.",
    ),
    "help.limit": Label(
        "Mengubah batas keamanan, mis. pages=5000,time=1200; batas: pages, size (MB), unpacked (MB), "
        "pixels (juta), page-time (detik), time (detik), memory (MB).",
        "Changes a safety limit, e.g. pages=5000,time=1200; limits: pages, size (MB), unpacked (MB), "
        "pixels (millions), page-time (seconds), time (seconds), memory (MB).",
    ),
    "help.raw": Label("Semua tabel apa adanya, tanpa penafsiran.", "Every table as drawn, uninterpreted."),
    "help.markdown": Label("Semua penjelasan aturan sebagai Markdown.", "All rules' pages as Markdown."),
    "help.batch": Label(
        "Memeriksa semua laporan di dalam folder, arsip ZIP, daftar @berkas.txt, atau berkas yang disebut; "
        "hasilnya disimpan di folder OUT dan yang tidak berubah tidak diperiksa ulang.",
        "Audits all reports in folders, ZIP archives, lists @file.txt, or the files named; the results are "
        "kept in the folder OUT, and what has not changed is not audited again.",
    ),
    "help.compare": Label(
        "Membandingkan dua keadaan laporan: temuan yang terselesaikan, tetap, dan baru. OLD dan NEW adalah "
        "dua PDF, dua hasil audit JSON, atau dua pemeriksaan (OUT#1 OUT#2).",
        "Compares two states of a report: findings resolved, unchanged and new. OLD and NEW are two PDFs, "
        "two audits in JSON, or two runs (OUT#1 OUT#2).",
    ),
    "help.compare_fail_on": Label(
        "Tingkat temuan baru terendah yang memberi status keluar 1.",
        "Lowest severity of a new finding that gives exit status 1.",
    ),
    "help.batch_output": Label(
        "Folder atau URL (s3://...) untuk semua hasil; yang sama meneruskan pemeriksaan yang terhenti.",
        "Folder or URL (s3://...) of all results; the same one goes on with a run that was interrupted.",
    ),
    "help.batch_format": Label(
        "Keluaran untuk tiap laporan, dipisah koma.", "Outputs of each report, comma-separated."
    ),
    "help.batch_password": Label(
        "Kata sandi yang dicoba pada PDF yang terkunci.", "Password tried on encrypted PDFs."
    ),
    "help.jobs": Label(
        "Banyaknya laporan yang diperiksa bersamaan; 0: semua prosesor.",
        "Reports audited at the same time; 0: all processors.",
    ),
    "help.engine": Label(
        "Yang mengerjakan: komputer ini (local), atau klaster Dask (dask).",
        "What does the work: this computer (local), or a Dask cluster (dask).",
    ),
    "help.scheduler": Label(
        "Alamat penjadwal klaster Dask, mis. tcp://10.0.0.5:8786.",
        "Address of the Dask cluster's scheduler, e.g. tcp://10.0.0.5:8786.",
    ),
    "help.agencies": Label(
        "CSV yang membetulkan instansi, daerah, tahun, jenis tiap berkas; contohnya dibuat di OUT.",
        "CSV that corrects agency, region, year, kind of each file; one to start from is written to OUT.",
    ),
    "help.alone": Label(
        "Renstra, PK dan IKU diperiksa sendiri, tidak dibandingkan dengan laporan instansinya.",
        "Renstra, PK and IKU are audited alone and not held against the report of their agency.",
    ),
    "help.retry": Label("Periksa ulang juga yang sebelumnya gagal.", "Audit again also what failed before."),
    # ---- what goes wrong on the command line
    "failed": Label("extract: {what}", "extract: {what}"),
    "fail.no_option": Label("pilihan tidak dikenal: {name}", "no such option: {name}"),
    "fail.no_command": Label("perintah tidak dikenal: {name}", "no such command: {name}"),
    "fail.missing": Label("{name} belum diberikan", "{name} is missing"),
    "fail.value": Label("nilai {name} tidak dapat dipakai: {why}", "{name} cannot be used: {why}"),
    "fail.usage": Label("perintah tidak dapat dipahami: {why}", "the command was not understood: {why}"),
    "fail.folder": Label(
        "{name} adalah folder; berikan satu berkas PDF, misalnya: extract audit {name}/laporan.pdf",
        "{name} is a folder; give one PDF file, for example: extract audit {name}/report.pdf",
    ),
    "fail.wildcard": Label(
        "tidak ada berkas bernama {name}; tanda * dan ? tidak berlaku di sini, berikan satu berkas PDF",
        "no file is called {name}; * and ? mean nothing here, give one PDF file",
    ),
    "fail.many": Label(
        "diberikan {n} berkas; berikan satu berkas PDF dan ulangi perintah untuk tiap laporan",
        "{n} files were given; give one PDF file and repeat the command for each report",
    ),
    "fail.absent": Label("berkas tidak ditemukan: {name}", "no such file: {name}"),
    "fail.write": Label("tidak dapat menulis ke {name}: {why}", "cannot write to {name}: {why}"),
    "fail.needs_folder": Label(
        "{name} adalah nama satu berkas; beberapa bentuk keluaran memerlukan folder",
        "{name} names one file; several forms of output need a folder",
    ),
    "fail.no_folder": Label("{name} adalah berkas, bukan folder", "{name} is a file, not a folder"),
    "fail.previous_xlsx": Label(
        "--previous hanya berlaku untuk keluaran xlsx", "--previous is for the xlsx output only"
    ),
    "fail.previous": Label(
        "{name} bukan buku kerja temuan yang dapat dibaca (--previous)",
        "{name} is no workbook of findings that can be read (--previous)",
    ),
    "note.kept": Label(
        "{name} sudah diisi orang; yang lama disimpan sebagai {kept}; --previous membawa isiannya",
        "{name} had been written into; the old one is kept as {kept}; --previous takes its notes over",
    ),
    "note.beside": Label(
        "{name} sedang dibuka program lain atau tidak boleh diubah; hasilnya ada di {beside}",
        "{name} is open in another program or may not be changed; the result is in {beside}",
    ),
    "fail.same_file": Label("{name} adalah laporan itu sendiri", "{name} is the report itself"),
    "fail.two_sides": Label(
        "berikan dua laporan, dua hasil audit, atau dua pemeriksaan: yang lama, lalu yang baru",
        "give two reports, two audits, or two runs: the old one, then the new one",
    ),
    "fail.csv_raw": Label("--raw hanya tersedia sebagai JSON", "--raw is JSON only"),
    "fail.rule": Label("tidak ada aturan {name}; lihat: extract rules", "no rule {name}; see: extract rules"),
    "fail.internal": Label(
        "kesalahan di dalam program, mohon dilaporkan ({why})",
        "an error inside the program, please report it ({why})",
    ),
    "fail.interrupted": Label("dihentikan", "interrupted"),
    "fail.not_read": Label(
        "{name} tidak dapat diperiksa: tidak ada angka indikator yang terbaca",
        "{name} could not be audited: no figure of an indicator was read",
    ),
    "why.permission": Label("tidak ada izin", "permission denied"),
    "why.no_folder": Label("foldernya tidak ada", "its folder does not exist"),
    "why.is_folder": Label("itu sebuah folder", "it is a folder"),
    "why.other": Label("sistem menolaknya", "the system refused"),
    # ---- extract open
    "opened": Label("Hasil audit dibuka di peramban: {name}", "The audit is opened in the browser: {name}"),
    "open_it": Label(
        "Hasil audit tersimpan; buka berkas ini dengan peramban: {name}",
        "The audit is saved; open this file with a browser: {name}",
    ),
    # ---- progress
    "password": Label("Kata sandi untuk {name}", "Password for {name}"),
    "progress": Label("{stage} {done}/{total}", "{stage} {done}/{total}"),
    "progress.reading": Label("membaca halaman", "reading pages"),
    "progress.writing": Label("menulis hasil", "writing results"),
}


def label(key: str, lang: Language, **values: object) -> str:
    """The words for a key in a language, with their blanks filled. Raises KeyError for an unknown key."""
    text: str = getattr(LABELS[key], lang)
    return text.format(**values) if values else text


def known(key: str, lang: Language) -> str:
    """The words for a key, or the key itself where the table has none (kinds of tables may grow)."""
    return label(key, lang) if key in LABELS else key


# C0 and C1 controls, and the marks that reorder text: ESC and CSI start terminal sequences, a bidi override
# shows a figure back to front. Other invisible signs (soft hyphen, zero-width) only blur a comparison.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def plain(text: str) -> str:
    """One line of text without control or invisible characters: safe for a terminal."""
    return " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())


def page_ranges(pages: Iterable[int]) -> str:
    """Pages as people write them: {3, 4, 5, 9} is '3–5, 9'."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}{'–' if len(run) > 2 else ', '}{run[-1]}" for run in runs
    )
