"""The reviewer's checklist with what the program can show for it; the rest is left to the person.

The items stand in ``patterns/reviu.toml``; an item names one of the functions of ``EVIDENCE``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.model import Audit, Measure, Phrase, Source, Stated
from extractor.output.text import Language, page_ranges, plain
from extractor.patterns import load

Result = Literal["seen", "partly", "findings", "unseen"]

RESULTS: dict[Result, Phrase] = {
    "seen": Phrase("✓ terlihat", "✓ seen"),
    "partly": Phrase("± sebagian", "± in part"),
    "findings": Phrase("! ada temuan", "! findings"),
    "unseen": Phrase("– tidak terlihat", "– not seen"),
}
_NOTHING = Phrase("", "")
_QUOTE_MAX = 150  # characters of a quotation in a cell


@dataclass(frozen=True, slots=True)
class Item:
    """An item in one language. ``result`` and ``evidence`` are '' where the person must look; ``heads``
    marks the title of a part."""

    number: str
    text: str
    result: str
    evidence: str
    heads: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the program can show for an item."""

    result: Result
    text: Phrase


def checklist(audit: Audit, lang: Language = "id") -> tuple[Item, ...]:
    """All items in their order."""
    return tuple(_item(audit, lang, each) for each in load("reviu")["checklist"])


def _item(audit: Audit, lang: Language, item: dict[str, str]) -> Item:
    show = EVIDENCE.get(item.get("evidence", ""))
    shown = show(audit) if show else None
    scanned = page_ranges(audit.report.scanned_pages)
    if shown is not None and shown.result == "unseen" and scanned:
        unsure = Phrase(
            f"{shown.text.id} Mungkin ada pada halaman hasil pindai: hal. {scanned}.",
            f"{shown.text.en} It may stand on scanned pages: p. {scanned}.",
        )
        shown = Shown("unseen", unsure)
    return Item(
        number=item["number"],
        text=item[lang],
        result=_say(RESULTS[shown.result], lang) if shown else "",
        evidence=plain(_say(shown.text, lang)) if shown else "",
        heads="." not in item["number"],
    )


def _say(phrase: Phrase, lang: Language) -> str:
    return phrase.en if lang == "en" else phrase.id


# --------------------------------------------------------------------------------------------- evidence


def _agency(audit: Audit) -> Shown:
    report = audit.report
    known = [text for text in (report.agency, report.region, str(report.year or "")) if text]
    if not known:
        return Shown("unseen", Phrase("Instansi dan tahun tidak terbaca.", "Agency and year were not read."))
    told = ", ".join(known)
    return Shown(
        "seen" if report.agency and report.year else "partly",
        Phrase(f"Terbaca: {told}.", f"Read: {told}."),
    )


def _targets(audit: Audit) -> Shown:
    pages = _pages(audit, ("target",))
    if not pages:
        return Shown("unseen", Phrase("Tidak ada target yang terbaca.", "No target was read."))
    number = len(_indicators(audit, "target"))
    return Shown(
        "seen",
        Phrase(
            f"Target {number} indikator, hal. {page_ranges(pages)}.",
            f"Targets of {number} indicators, p. {page_ranges(pages)}.",
        ),
    )


def _capaian(audit: Audit) -> Shown:
    pages = _pages(audit, ("capaian", "capaian_akhir"))
    if not pages:
        return Shown("unseen", Phrase("Tidak ada capaian yang terbaca.", "No capaian was read."))
    with_target = _indicators(audit, "target")
    measured = len(with_target & _indicators(audit, "capaian"))
    rows = [r for r in audit.worksheet if r.measure != "serapan"]
    right = sum(r.agrees for r in rows)
    text = Phrase(
        f"Capaian {measured} dari {len(with_target)} indikator bertarget, hal. {page_ranges(pages)}; "
        f"{len(rows)} dihitung ulang, {right} sesuai.",
        f"Capaian of {measured} of {len(with_target)} indicators with a target, p. {page_ranges(pages)}; "
        f"{len(rows)} recomputed, {right} agree.",
    )
    return _with_findings(_numbered(audit, "STR", "IND001", "CAP005"), text, _parts(audit))


def _attachments(audit: Audit) -> Shown:
    pages = {s.page for s in audit.statements if s.source == "lampiran"}
    pages |= {p for t in audit.tables if t.kind == "lampiran" for p in t.pages}
    scanned = audit.report.scanned_pages
    parts_id, parts_en = [], []
    if pages:
        parts_id.append(f"Lampiran terbaca pada hal. {page_ranges(pages)}.")
        parts_en.append(f"Attachments read on p. {page_ranges(pages)}.")
    if scanned:
        parts_id.append(f"Halaman hasil pindai, mungkin lampiran: hal. {page_ranges(scanned)}.")
        parts_en.append(f"Scanned pages, maybe attachments: p. {page_ranges(scanned)}.")
    if not parts_id:
        return Shown("unseen", Phrase("Tidak ada lampiran yang dikenali.", "No attachment was recognised."))
    return Shown("seen" if pages else "partly", Phrase(" ".join(parts_id), " ".join(parts_en)))


def _money(audit: Audit) -> Shown:
    pages = _pages(audit, ("realisasi_anggaran", "serapan"))
    if not pages:
        return Shown("unseen", Phrase("Realisasi anggaran tidak terbaca.", "No realised budget was read."))
    rows = [r for r in audit.worksheet if r.measure == "serapan"]
    right = sum(r.agrees for r in rows)
    return _with_findings(
        _numbered(audit, "BUD"),
        Phrase(
            f"Realisasi anggaran pada hal. {page_ranges(pages)}; {len(rows)} serapan dihitung ulang, "
            f"{right} sesuai.",
            f"Realised budget on p. {page_ranges(pages)}; {len(rows)} absorptions recomputed, {right} agree.",
        ),
    )


def _data(audit: Audit) -> Shown:
    tables = sum(s.kind == "table" for s in audit.statements)
    if not tables:
        return Shown("unseen", Phrase("Tidak ada tabel angka yang terbaca.", "No table of figures was read."))
    counted = audit.coverage
    return Shown(
        "seen",
        Phrase(
            f"{tables} angka dalam {counted.tables_read} tabel; {len(audit.worksheet)} angka mempunyai "
            "operan pada barisnya. Bukti di luar laporan tidak diuji.",
            f"{tables} figures in {counted.tables_read} tables; {len(audit.worksheet)} have operands in "
            "their row. Evidence outside the report was not tested.",
        ),
    )


def _reliable(audit: Audit) -> Shown:
    errors = sum(f.severity == "error" for f in audit.findings)
    wrong = sum(not r.agrees for r in audit.worksheet)
    if not audit.worksheet:
        return Shown(
            "unseen", Phrase("Tidak ada angka yang dapat dihitung ulang.", "No figure could be recomputed.")
        )
    text = Phrase(
        f"{len(audit.worksheet)} angka dihitung ulang, {wrong} tidak sesuai; {errors} temuan bertingkat "
        "kesalahan.",
        f"{len(audit.worksheet)} figures recomputed, {wrong} do not agree; {errors} findings are errors.",
    )
    return Shown("findings" if errors or wrong else "partly", text)


def _against(sources: tuple[Source, ...], name: Phrase, *codes: str) -> Callable[[Audit], Shown]:
    """An item that holds the report against a planning document."""

    def show(audit: Audit) -> Shown:
        pages = {s.page for s in audit.statements if s.source in sources and s.measure == "target"}
        if not pages:
            return Shown(
                "unseen",
                Phrase(
                    f"{name.id} tidak terbaca dalam laporan ini.", f"No {name.en} was read in this report."
                ),
            )
        where = page_ranges(pages)
        return _with_findings(
            _numbered(audit, *codes),
            Phrase(f"{name.id} pada hal. {where}.", f"{name.en} on p. {where}."),
        )

    return show


def _matching(audit: Audit) -> Shown:
    number = len({s.subject for s in audit.statements if s.measure in ("target", "realisasi")})
    if not number:
        return Shown("unseen", Phrase("Tidak ada indikator yang terbaca.", "No indicator was read."))
    return _with_findings(
        _numbered(audit, "IND"),
        Phrase(
            f"{number} indikator dicocokkan antarbagian laporan.",
            f"{number} indicators were matched between the parts of the report.",
        ),
        seen="partly",  # that the names agree says nothing of what they measure
    )


def _quoted(matter: str, none: Phrase) -> Callable[[Audit], Shown]:
    def show(audit: Audit) -> Shown:
        found = audit.quotes.get(matter, ())
        return Shown("partly", _quotation(found)) if found else Shown("unseen", none)

    return show


def _quotation(found: Sequence[Stated]) -> Phrase:
    pages = page_ranges(s.page for s in found)
    text = plain(found[0].text)
    if len(text) > _QUOTE_MAX:
        text = text[:_QUOTE_MAX].rsplit(" ", 1)[0] + " …"
    return Phrase(
        f"Disinggung pada hal. {pages}: “{text}”. Memadai tidaknya dinilai pereviu.",
        f"Touched on p. {pages}: “{text}”. Whether that suffices is for the reviewer.",
    )


def _compared(audit: Audit) -> Shown:
    year = audit.report.year
    years = sorted(
        {
            s.year
            for s in audit.statements
            if s.year and year and s.year < year and s.measure in ("realisasi", "capaian")
        }
    )
    national = {s.page for s in audit.statements if s.measure == "pembanding"}
    national |= {s.page for s in audit.quotes.get("national", ())}
    past = ", ".join(map(str, years))
    text = Phrase(
        f"Tahun sebelumnya: {past or 'tidak ada'}; standar atau angka nasional: "
        + (f"hal. {page_ranges(national)}." if national else "tidak terlihat."),
        f"Earlier years: {past or 'none'}; national standard or figure: "
        + (f"p. {page_ranges(national)}." if national else "not seen."),
    )
    if missing := _parts(audit, "tahun_lalu", "jangka_menengah", "nasional"):
        return Shown("findings", Phrase(text.id + missing.id, text.en + missing.en))
    return Shown("seen" if years and national else "partly" if years or national else "unseen", text)


def _pages(audit: Audit, measures: tuple[Measure, ...]) -> set[int]:
    return {s.page for s in audit.statements if s.measure in measures and s.kind == "table"}


def _indicators(audit: Audit, measure: Measure) -> set[int]:
    """The indicators of which a measure is stated."""
    indicators = {s.key for s in audit.subjects if s.kind == "indikator"}
    return {s.subject for s in audit.statements if s.measure == measure and s.subject in indicators}


def _parts(audit: Audit, *keys: str) -> Phrase:
    """The parts of chapter III (keys of structure.toml, all if none) that were not found."""
    parts: dict[str, dict[str, str]] = load("structure")["parts"]
    absent = {f.indicator.casefold() for f in audit.findings if f.code.startswith("STR")}
    found = [p for key, p in parts.items() if (not keys or key in keys) and p["name"].casefold() in absent]
    if not found:
        return Phrase("", "")
    names, english = "; ".join(p["name"] for p in found), "; ".join(p["english"] for p in found)
    return Phrase(f" Tidak ditemukan: {names}.", f" Not found: {english}.")


def _numbered(audit: Audit, *codes: str) -> list[str]:
    """Codes of findings that begin so, each with how often it was found: 'TGT001 (3)'."""
    found = [f.code for f in audit.findings if f.code.startswith(codes)]
    return [f"{code} ({found.count(code)})" for code in sorted(set(found))]


def _with_findings(
    found: Iterable[str], text: Phrase, more: Phrase = _NOTHING, *, seen: Result = "seen"
) -> Shown:
    """``text`` with the findings that bear on it, and what ``more`` says of them."""
    codes = ", ".join(found)
    if not codes:
        return Shown(
            seen, Phrase(f"{text.id} Tidak ada temuan terkait.", f"{text.en} No finding bears on it.")
        )
    return Shown(
        "findings", Phrase(f"{text.id} Temuan: {codes}.{more.id}", f"{text.en} Findings: {codes}.{more.en}")
    )


EVIDENCE: dict[str, Callable[[Audit], Shown]] = {
    "agency": _agency,
    "targets": _targets,
    "capaian": _capaian,
    "attachments": _attachments,
    "improvements": _quoted(
        "improvements",
        Phrase(
            "Tidak ditemukan kalimat tentang perbaikan ke depan.", "No sentence on improvements was found."
        ),
    ),
    "money": _money,
    "data": _data,
    "reliable": _reliable,
    "pk": _against(("pk", "pk_perubahan"), Phrase("Perjanjian Kinerja", "PK"), "TGT001", "IND"),
    "renstra": _against(
        ("renstra", "renstra_perubahan", "rpd"), Phrase("Renstra/RPD", "Renstra/RPD"), "TGT002", "IND"
    ),
    "iku": _against(("iku",), Phrase("IKU", "IKU"), "IND"),
    "indicators": _matching,
    "explained": _quoted(
        "explained",
        Phrase(
            "Tidak ditemukan kalimat yang menjelaskan perubahan target atau indikator.",
            "No sentence explains a change of targets or indicators.",
        ),
    ),
    "compared": _compared,
}
