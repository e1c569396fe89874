"""TRB: figures against their number words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.checks.terbilang import check_grammar, check_words
from extractor.language.words import to_words
from extractor.model import Box, Finding, Paragraph, ReportInfo
from extractor.statements.ledger import Ledger


def findings(*texts: str) -> list[Finding]:
    info = ReportInfo(
        file="x.pdf", sha256="", title="", agency="", region="", year=2024, kind="lakip", pages=9
    )
    paragraphs = tuple(Paragraph(t, i + 1, Box(0, 0, 9, 9), f"BAB III > {i}") for i, t in enumerate(texts))
    ledger = Ledger(info, (), {}, {}, paragraphs)
    return [*check_words(ledger), *check_grammar(ledger)]


def test_words_of_another_number() -> None:
    (finding,) = findings("Tercatat 23 (delapan belas) sasaran berhasil.")
    assert (
        finding.code == "TRB001"
        and "18" in finding.message.id
        and "dua puluh tiga" in finding.recommendation.id
    )


def test_a_lost_tail_is_named() -> None:
    (finding,) = findings(
        "Anggaran sebesar Rp 15.308.539.115,- (Lima Belas Miliar Tiga Ratus Delapan Juta Lima Ratus Tiga "
        "Puluh "
        "Sembilan Ribu Rupiah)."
    )
    assert "seratus lima belas" in finding.diagnosis.id


def test_a_lost_scale_word_is_named_and_told_once() -> None:
    text = (
        "Realisasi Rp.7.874.196.347,- (Tujuh miliar delapan ratus tujuh puluh empat seratus sembilan puluh "
        "enam ribu "
        "tiga ratus empat puluh tujuh rupiah)."
    )
    (finding,) = findings(text, "Kesimpulan: " + text)
    assert finding.code == "TRB002" and "“juta” hilang" in finding.diagnosis.id
    assert {s.page for s in finding.stated} == {1, 2}


def test_the_other_order() -> None:
    assert findings("Didukung oleh (2) dua indikator dan (1) satu sasaran.") == []
    (finding,) = findings("Sasaran ini didukung oleh (2) tiga indikator kinerja.")
    assert finding.code == "TRB001"


@pytest.mark.parametrize(
    "text",
    [
        "Target 168 (Juta Rp.) dan realisasi 76,82 (Juta Rp.).",
        "Anggaran Rp.8.744.588.757,- (Delapan milyar tujuh ratus empat puluh empat juta lima ratus delapan "
        "puluh "
        "delapan ribu tujuh ratus lima puluh tujuh rupiah).",
        "Nomor 1 (satu) Tahun 2021; 7(tujuh) jenis; 12 (duabelas) orang.",
        "Kabupaten 1 (Lima Puluh Kota) dan layanan 5 (Satu Pintu).",
        "2. 0 (nol) sasaran berhasil.",
        "Telepon (0299) 551234; Level 3 (satu di antaranya) tercapai.",
        "Meliputi: (2) Satu data daerah; (3) Dua jalur layanan.",
        "Penduduk 12,5% (dua belas koma lima persen).",
    ],
)
def test_what_agrees_or_is_no_number_is_left_alone(text: str) -> None:
    assert findings(text) == []


@given(st.integers(min_value=1, max_value=10**13))
def test_right_words_are_never_accused(value: int) -> None:
    printed = f"{value:,}".replace(",", ".")
    assert findings(f"Sebesar Rp{printed},00 ({to_words(value)} rupiah).") == []
