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
        "[{n}/{total}] {name}: TIDAK TERPERIKSA, tidak ada angka indikator yang terbaca",
        "[{n}/{total}] {name}: NOT AUDITED, no figure of an indicator could be read",
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
    # ---- reasons
    "not_read": Label("tidak ada angka indikator yang terbaca", "no figure of an indicator could be read"),
    "busy": Label("{name} sedang dipakai pemeriksaan lain", "{name} is in use by another run"),
    "nothing": Label("tidak ada PDF yang ditemukan", "no PDF was found"),
}


def say(key: str, lang: Language, **values: object) -> str:
    """The words for a key in a language, with their blanks filled. Raises KeyError for an unknown key."""
    text: str = getattr(BATCH[key], lang)
    return text.format(**values) if values else text
