"""STR001: parts of chapter III that are not there."""

from __future__ import annotations

from typing import Any

import ledgers

from extractor.checks.structure import check_parts
from extractor.model import Box, Paragraph
from extractor.statements.ledger import Ledger

FULL = (
    "Capaian kinerja dibandingkan dengan tahun lalu meningkat.",
    "Realisasi terhadap target akhir Renstra sebesar 90%.",
    "Perbandingan dengan standar nasional tidak tersedia.",
    "Penyebab keberhasilan adalah dukungan anggaran.",
    "Efisiensi penggunaan sumber daya dihitung dari capaian dan serapan.",
    "Program Penempatan menunjang sasaran.",
    "Program Pelatihan dengan realisasi anggaran sebesar Rp1.000.000,00.",
    "Demikian uraian kinerja.",
)


def ledger(
    texts: tuple[str, ...], *, chapters: tuple[str, ...] = ("BAB I PENDAHULUAN",), **info: Any
) -> Ledger:
    book = ledgers.measured({"A": ("80%", "60%", "75%")}, page=3)
    made = book.ledger()
    paragraphs = [Paragraph("Latar belakang.", 1, Box(0, 0, 9, 9), c) for c in chapters]
    paragraphs += [
        Paragraph(t, 3, Box(0, 9 * i, 9, 9 * i + 8), "BAB III AKUNTABILITAS") for i, t in enumerate(texts)
    ]
    report = made.report.model_copy(update=info)
    return Ledger(report, made.statements, made.subjects, made.tables, tuple(paragraphs))


def missing(made: Ledger) -> list[str]:
    return [f.indicator for f in check_parts(made)]


def test_nothing_is_missing() -> None:
    assert missing(ledger(FULL)) == []


def test_a_part_left_out_is_found() -> None:
    without = tuple(t if "Efisiensi" not in t else "Capaian baik." for t in FULL)
    (finding,) = check_parts(ledger(without))
    assert finding.severity == "warning"
    assert "analisis efisiensi penggunaan sumber daya" in finding.message.id
    mentioned = tuple(t if "Efisiensi" not in t else "Anggaran dipakai secara efisien." for t in FULL)
    (finding,) = check_parts(ledger(mentioned))
    assert finding.severity == "info"


def test_the_wording_of_the_agreement_is_no_comparison() -> None:
    texts = tuple(
        t if "Renstra" not in t else "Kami berjanji mencapai target kinerja jangka menengah." for t in FULL
    )
    assert len(missing(ledger(texts))) == 1


def test_other_documents_and_pictures_are_not_asked() -> None:
    bare = ("Uraian.",) * 8
    assert missing(ledger(bare))
    assert missing(ledger(bare, kind="renja")) == []
    assert missing(ledger(bare, scanned_pages=(4,))) == []


def test_a_chapter_of_its_own_is_not_asked_for_the_budget() -> None:
    bare = ("Uraian.",) * 8
    assert not any("anggaran" in name for name in missing(ledger(bare, chapters=())))
    assert any("anggaran" in name for name in missing(ledger(bare)))
