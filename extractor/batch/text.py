"""The words of the batch in both languages, side by side."""

from __future__ import annotations

from extractor.output.text import Label, Language

BATCH: dict[str, Label] = {
    # ---- the list of files
    "list.file": Label("berkas", "file"),
    "list.agency": Label("instansi", "agency"),
    "list.region": Label("daerah", "region"),
    "list.year": Label("tahun", "year"),
    "list.kind": Label("jenis", "kind"),
    "list.report": Label("laporan", "report"),
    # ---- progress
    "recognising": Label("mengenali {done}/{total} berkas", "recognising {done}/{total} files"),
    "live": Label(
        "{done}/{total} selesai · {running} berjalan · {failed} gagal · {rate} hal/dtk · sisa {left}",
        "{done}/{total} done · {running} running · {failed} failed · {rate} pages/s · {left} left",
    ),
    "left_unknown": Label("?", "?"),
    "log.done": Label(
        "[{n}/{total}] {name}: {error} kesalahan, {warning} peringatan, {info} catatan ({pages} hal, "
        "{seconds} dtk)",
        "[{n}/{total}] {name}: {error} errors, {warning} warnings, {info} notes ({pages} p, {seconds} s)",
    ),
    "log.unread": Label(
        "[{n}/{total}] {name}: TIDAK TERPERIKSA: {why}",
        "[{n}/{total}] {name}: NOT AUDITED: {why}",
    ),
    "log.failed": Label("[{n}/{total}] {name}: GAGAL: {why}", "[{n}/{total}] {name}: FAILED: {why}"),
    "found": Label(
        "{files} berkas, {reports} laporan dan dokumen: {cached} tidak berubah, {todo} diperiksa",
        "{files} files, {reports} reports and documents: {cached} unchanged, {todo} to audit",
    ),
    "joined": Label("{name} dipakai sebagai pembanding {report}", "{name} is held against {report}"),
    # ---- the end
    "end": Label(
        "{audited} diperiksa, {unread} tidak terbaca, {failed} gagal · {error} kesalahan, "
        "{warning} peringatan, {info} catatan",
        "{audited} audited, {unread} not read, {failed} failed · {error} errors, {warning} warnings, "
        "{info} notes",
    ),
    "end.same": Label(
        "Tidak ada perubahan sejak pemeriksaan terakhir.", "Nothing changed since the last run."
    ),
    "end.speed": Label("{pages} halaman dalam {seconds} dtk", "{pages} pages in {seconds} s"),
    "end.failed": Label("Tidak dapat diperiksa:", "Could not be audited:"),
    "end.output": Label("Hasil: {name}", "Results: {name}"),
    "list.kept": Label(
        "{name} telah diubah dan tidak ditimpa; daftar yang baru: {other}",
        "{name} was changed and is not overwritten; the new list: {other}",
    ),
    "interrupted": Label(
        "Yang sudah selesai tersimpan; perintah yang sama meneruskan sisanya.",
        "What is done is kept; the same command goes on with the rest.",
    ),
    # ---- comparison
    "compare.sum": Label(
        "{resolved} terselesaikan, {new} baru, {unchanged} tetap",
        "{resolved} resolved, {new} new, {unchanged} unchanged",
    ),
    "compare.resolved": Label("TERSELESAIKAN ({n})", "RESOLVED ({n})"),
    "compare.new": Label("BARU ({n})", "NEW ({n})"),
    "compare.unchanged": Label("TETAP ({n})", "UNCHANGED ({n})"),
    "compare.report_new": Label("{name} (laporan baru)", "{name} (new report)"),
    "compare.report_gone": Label("{name} (tidak ada lagi)", "{name} (no longer there)"),
    # ---- recapitulation
    "recap.file": Label("rekapitulasi", "recapitulation"),
    "recap.title": Label(
        "Rekapitulasi Pemeriksaan Laporan Kinerja", "Recapitulation of the Audit of Performance Reports"
    ),
    "recap.at": Label("Pemeriksaan {run}, {when} UTC", "Run {run}, {when} UTC"),
    "recap.since": Label("dibandingkan dengan pemeriksaan {when} UTC", "compared with the run of {when} UTC"),
    "recap.first": Label("pemeriksaan pertama", "first run"),
    "recap.agencies": Label("Instansi", "Agencies"),
    "recap.milder": Label("Peringatan dan catatan", "Warnings and notes"),
    "recap.right": Label("baris sesuai", "rows agree"),
    "recap.summary": Label("Ringkasan", "Summary"),
    "recap.ranking": Label("Peringkat instansi", "Agencies in order"),
    "recap.order": Label(
        "Urutan: kesalahan terbanyak, lalu peringatan terbanyak, lalu paling sedikit baris yang sesuai. "
        "Instansi yang laporannya tidak terperiksa ada di akhir tanpa peringkat: tidak ada temuan di sana "
        "bukan berarti benar.",
        "Order: most errors, then most warnings, then fewest rows that agree. Agencies whose reports could "
        "not be audited come last without a rank: no findings there does not mean no errors.",
    ),
    "recap.reports": Label("Laporan", "Reports"),
    "recap.families": Label("Kelompok temuan", "Families of findings"),
    "recap.rules": Label("Aturan yang paling sering", "Most frequent rules"),
    "recap.findings": Label("Temuan", "Findings"),
    "recap.years": Label("Antartahun", "Across years"),
    "recap.years_note": Label(
        "Realisasi suatu tahun menurut laporan tahun itu sendiri dan menurut laporan tahun berikutnya. Hanya "
        "angka tabel dengan nama indikator yang sama, tanpa satu pun angka yang cocok; mohon dikonfirmasi.",
        "Realisasi of a year by that year's own report and by the next one's. Only figures of tables under "
        "the same name of an indicator, of which not one agrees; to be confirmed.",
    ),
    "recap.sides": Label("Antarinstansi", "Across agencies"),
    "recap.sides_note": Label(
        "Realisasi indikator daerah yang sama pada tahun yang sama menurut dua instansi; mohon dikonfirmasi.",
        "Realisasi of one indicator of the region in one year by two of its agencies; to be confirmed.",
    ),
    "recap.missed": Label("Tidak terperiksa", "Not audited"),
    "recap.gone": Label("Tidak ada lagi sejak pemeriksaan lalu", "No longer there since the run before"),
    "recap.regions": Label("Daerah", "Regions"),
    "recap.none": Label("Tidak ada.", "None."),
    "recap.unknown": Label("(instansi tidak terbaca)", "(agency not read)"),
    "recap.more": Label(
        "dan {n} temuan lain; lihat hasil laporan itu sendiri", "and {n} more; see the report's own outputs"
    ),
    "col.rank": Label("No", "No"),
    "col.agency": Label("Instansi", "Agency"),
    "col.region": Label("Daerah", "Region"),
    "col.year": Label("Tahun", "Year"),
    "col.kind": Label("Jenis", "Kind"),
    "col.file": Label("Berkas", "File"),
    "col.reports": Label("Laporan", "Reports"),
    "col.status": Label("Keadaan", "State"),
    "col.pages": Label("Halaman", "Pages"),
    "col.scanned": Label("Halaman pindai", "Scanned pages"),
    "col.figures": Label("Angka tercatat", "Figures recorded"),
    "col.tables": Label("Tabel dibaca", "Tables read"),
    "col.rows": Label("Baris dihitung ulang", "Rows recomputed"),
    "col.right": Label("Sesuai", "Agree"),
    "col.right_share": Label("Sesuai (%)", "Agree (%)"),
    "col.unread": Label("Bagian tidak terbaca", "Parts not read"),
    "col.error": Label("Kesalahan", "Errors"),
    "col.warning": Label("Peringatan", "Warnings"),
    "col.info": Label("Catatan", "Notes"),
    "col.total": Label("Jumlah", "Total"),
    "col.density": Label("Kesalahan per 100 angka", "Errors per 100 figures"),
    "col.new": Label("Baru", "New"),
    "col.unchanged": Label("Tetap", "Unchanged"),
    "col.resolved": Label("Terselesaikan", "Resolved"),
    "col.outputs": Label("Hasil", "Outputs"),
    "col.against": Label("Pembanding", "Held against"),
    "col.copy": Label("Salinan dari", "Copy of"),
    "col.code": Label("Kode", "Code"),
    "col.title": Label("Aturan", "Rule"),
    "col.findings": Label("Temuan", "Findings"),
    "col.severity": Label("Tingkat", "Severity"),
    "col.change": Label("Status", "Status"),
    "col.indicator": Label("Indikator", "Indicator"),
    "col.message": Label("Uraian", "Message"),
    "col.reason": Label("Sebab", "Reason"),
    "col.first_year": Label("Laporan tahun itu", "That year's report"),
    "col.second_year": Label("Laporan tahun berikutnya", "Next year's report"),
    "col.first_side": Label("Instansi pertama", "First agency"),
    "col.second_side": Label("Instansi kedua", "Second agency"),
    "status.audited": Label("diperiksa", "audited"),
    "status.unread": Label("tidak terbaca", "not read"),
    "status.failed": Label("gagal", "failed"),
    "change.new": Label("baru", "new"),
    "change.unchanged": Label("tetap", "unchanged"),
    "change.resolved": Label("terselesaikan", "resolved"),
    "change.first": Label("", ""),
    "family.CAP": Label("Capaian", "Capaian"),
    "family.TGT": Label("Target", "Target"),
    "family.REA": Label("Realisasi", "Realisasi"),
    "family.IND": Label("Indikator", "Indicators"),
    "family.FRM": Label("Rumus", "Formulas"),
    "family.AGG": Label("Rata-rata dan jumlah", "Averages and totals"),
    "family.CNT": Label("Hitungan", "Counts"),
    "family.KAT": Label("Kategori", "Categories"),
    "family.BUD": Label("Anggaran", "Budget"),
    "family.NAR": Label("Uraian", "Prose"),
    "family.TRB": Label("Terbilang", "Number words"),
    "family.TAB": Label("Nomor tabel", "Table numbers"),
    "family.YER": Label("Tahun", "Years"),
    "family.STR": Label("Kelengkapan", "Completeness"),
    # ---- reasons
    "not_read": Label("tidak ada angka indikator yang terbaca", "no figure of an indicator could be read"),
    "busy": Label("{name} sedang dipakai pemeriksaan lain", "{name} is in use by another run"),
    "nothing": Label("tidak ada PDF yang ditemukan", "no PDF was found"),
}


def family(name: str, lang: Language) -> str:
    """The name of a family of rules, or its letters where it has none."""
    return say(f"family.{name}", lang) if f"family.{name}" in BATCH else name


def say(key: str, lang: Language, **values: object) -> str:
    """The words for a key in a language, with their blanks filled. Raises KeyError for an unknown key."""
    text: str = getattr(BATCH[key], lang)
    return text.format(**values) if values else text
