"""Every registered rule fires on one small ledger and keeps silent on another that looks much like it."""

from __future__ import annotations

from typing import Any

import ledgers
import made
import pytest
import test_rules as figures  # the rules on capaian, target, realisasi and indicators

from extractor.checks import all_rules
from extractor.model import Box, Paragraph
from extractor.statements.ledger import Ledger

Pair = tuple[Ledger, Ledger]

MEASURED = ("sasaran", "indikator", "target@2024", "realisasi@2024", "capaian@2024")
MONEY = ("program", "anggaran@2024", "realisasi_anggaran@2024", "serapan@2024")


def both(table: Any, wrong: Any, right: Any) -> Pair:
    """The ledger of a table made of a wrong, and of a right figure."""
    return made.made_ledger(table(wrong)), made.made_ledger(table(right))


def told(wrong: str, right: str, *tables: Any) -> Pair:
    """The ledgers of a report that says the one, and of one that says the other."""
    return made.made_ledger(*tables, text=[wrong]), made.made_ledger(*tables, text=[right])


def averaged(value: str) -> Any:
    rows = [
        ("Meningkatnya pendapatan", "Persentase PAD", "100", "90", "90,00"),
        ("Meningkatnya pendapatan", "Persentase piutang", "100", "80", "80,00"),
        ("Meningkatnya pelayanan", "Indeks kepuasan", "100", "70", "70,00"),
        ("", "Rata-rata capaian", "", "", value),
    ]
    return made.made_table(MEASURED, rows, kind="pengukuran")


def staff(total: str) -> Any:
    rows = [
        ("No", "Unit Kerja", "ASN", "Non ASN", "Jumlah"),
        ("1", "Sekretariat", "8", "5", "13"),
        ("2", "Bidang Pelatihan", "6", "4", "10"),
        ("3", "Bidang Hubungan", "5", "2", "7"),
        ("Jumlah", "Jumlah", total, "11", "30"),
    ]
    return made.made_table(("no", "", "", "", ""), rows, kind="lain", caption="Tabel 1.1 Jumlah Pegawai")


def capped(value: str) -> Ledger:
    rows = [
        ("Meningkatnya pendapatan", "Persentase PAD", "100", "100", "100,00"),
        ("Meningkatnya pendapatan", "Jumlah pencari kerja", "1.000", "3.898", "389,80"),
        ("", "Rata-rata capaian", "", "", value),
    ]
    return made.made_ledger(made.made_table(MEASURED, rows, kind="pengukuran"), cap=100)


def budget(total: str = "300.000.000", share: str = "90,00", name: str = "t1", page: int = 9) -> Any:
    rows = [
        ("Program Pelatihan Kerja", "100.000.000", "90.000.000", share),
        ("Program Penempatan Kerja", "200.000.000", "180.000.000", "90,00"),
        ("JUMLAH", total, "270.000.000", "90,00"),
    ]
    return made.made_table(MONEY, rows, name=name, page=page)


def planned(amount: str) -> Any:
    rows = [("Program Pelatihan Kerja", amount), ("Program Penempatan Kerja", "200.000.000")]
    return made.made_table(
        ("program", "anggaran@2024"), rows, name="t2", page=6, caption="Tabel 2.3 Anggaran"
    )


def efficient(value: str) -> Any:
    rows = [
        ("Sasaran satu naik", "97,37", "94,75", "2,62"),
        ("Sasaran dua naik", "100,00", "94,37", "5,63"),
        ("Sasaran tiga naik", "92,81", "95,71", value),
    ]
    fields = ("sasaran", "capaian@2024", "serapan@2024", "efisiensi@2024")
    return made.made_table(fields, rows, kind="efisiensi")


SCALE = made.made_table(
    ("no", "capaian", "kategori"),
    [("1", "≥ 90.00", "Sangat Baik"), ("2", "75.00 - 89.99", "Baik"), ("3", "0 - 74.99", "Kurang")],
    kind="skala",
    caption="Tabel 3.1 Skala",
    page=8,
    name="skala",
)
GAPPY = made.made_table(
    ("no", "capaian", "kategori"),
    [("1", "91 ≤ 100", "Tinggi"), ("2", "76 ≤ 90", "Sedang"), ("3", "≤ 75", "Rendah")],
    kind="skala",
    caption="Tabel 3.1 Skala",
    page=8,
    name="skala",
)
GRADES = made.made_table(
    ("kategori", "", "keterangan"),
    [
        ("A", ">80-90", "Memuaskan"),
        ("BB", ">70-80", "Sangat Baik"),
        ("B", ">60-70", "Baik"),
        ("C", "0-60", "Kurang"),
    ],
    kind="skala",
    name="skala",
    page=8,
)
SAKIP = made.made_table(
    ("indikator", "realisasi@2024"), [("Predikat SAKIP", "70,06 (BB)")], kind="pengukuran"
)


def rated(category: str) -> Any:
    rows = [
        ("Indikator satu", "120,72", "Sangat Baik"),
        ("Indikator dua", "80,10", "Baik"),
        ("Indikator tiga", "45,73", category),
    ]
    return made.made_table(("indikator", "capaian@2024", "kategori@2024"), rows, kind="pengukuran")


ATTAINED = made.made_table(
    MEASURED,
    [
        ("Meningkatnya pendapatan", "Persentase PAD", "12,50", "12,86", "102,88"),
        ("Meningkatnya pendapatan", "Persentase piutang", "25,00", "20,00", "80,00"),
        ("Meningkatnya pelayanan", "Indeks kepuasan", "83,00", "83,00", "100,00"),
    ],
    kind="pengukuran",
)


def formula(top: str) -> Any:
    rows = [("Persentase koperasi aktif", f"{top} dibagi jumlah koperasi dikali 100")]
    return made.made_table(("indikator", "formula"), rows, kind="iku", page=2)


def graded(name: str) -> Ledger:
    book = ledgers.Book()
    book.table("pk", 3, [("target", 2024)], {"Persentase OPD yang memperoleh nilai CC ke atas": ("95%",)})
    return book.table("pengukuran", 5, ledgers.MEASURED, {name: ("95%", "78%", "82,11%")}).ledger()


PARTS = (
    "Capaian kinerja dibandingkan dengan tahun lalu meningkat.",
    "Realisasi terhadap target akhir Renstra sebesar 90%.",
    "Perbandingan dengan standar nasional tidak tersedia.",
    "Penyebab keberhasilan adalah dukungan anggaran.",
    "Efisiensi penggunaan sumber daya dihitung dari capaian dan serapan.",
    "Program Penempatan menunjang sasaran.",
    "Program Pelatihan dengan realisasi anggaran sebesar Rp1.000.000,00.",
    "Demikian uraian kinerja.",
)


def chapter(*texts: str) -> Ledger:
    ledger = ledgers.measured({"A": ("80%", "60%", "75%")}, page=3).ledger()
    first = Paragraph("Latar belakang.", 1, Box(0, 0, 9, 9), "BAB I PENDAHULUAN")
    rest = [
        Paragraph(t, 3, Box(0, 9 * i, 9, 9 * i + 8), "BAB III AKUNTABILITAS") for i, t in enumerate(texts)
    ]
    return Ledger(ledger.report, ledger.statements, ledger.subjects, ledger.tables, (first, *rest))


def captioned(second: str, names: tuple[str, str] = ("A", "B")) -> Ledger:
    tables = [
        made.made_table(
            ("indikator",), [(name,), ("C",)], caption=caption, page=4 + i, name=f"t{i}", kind="pengukuran"
        )
        for i, (caption, name) in enumerate(zip(("Tabel 3.1 Capaian Kinerja", second), names, strict=True))
    ]
    return made.made_ledger(*tables)


ONE, TWO = "Meningkatnya Daya Saing Usaha Mikro", "Meningkatnya Akuntabilitas Kinerja Perangkat Daerah"


def of_sasaran(caption: str) -> Ledger:
    plan = made.made_table(
        ("sasaran",), [(ONE,), (TWO,)], caption="Tabel 2.1 Perjanjian Kinerja", page=2, name="p", kind="pk"
    )
    first = made.made_table(
        ("indikator",),
        [("Jumlah usaha mikro yang dibina",)],
        caption=f"Tabel 3.4 Capaian pada Sasaran {ONE}",
        page=4,
        name="a",
        kind="pengukuran",
    )
    second = made.made_table(
        ("indikator",),
        [(TWO,)],
        caption=f"Tabel 3.5 Capaian pada Sasaran {caption}",
        page=5,
        name="b",
        kind="pengukuran",
    )
    return made.made_ledger(plan, first, second)


OTHERS: dict[str, Pair] = {
    "AGG001": both(averaged, "85,00", "80,00"),
    "AGG002": both(staff, "18", "19"),
    "AGG003": (capped("244,90"), capped("100,00")),
    "BUD001": both(budget, "300.067.000", "300.000.000"),
    "BUD002": both(lambda share: budget(share=share), "95,00", "90,00"),
    "BUD003": (
        made.made_ledger(planned("101.000.000"), budget()),
        made.made_ledger(planned("100.000.000"), budget()),
    ),
    "BUD004": told(
        "Realisasi belanja tahun 2024 sebesar Rp300.000.000,00.",
        "Realisasi belanja tahun 2024 sebesar Rp270.000.000,00.",
        budget(),
    ),
    "BUD005": both(efficient, "2,90", "-2,90"),
    "CNT001": told(
        "Dari hasil pengukuran tersebut, 2 (dua) indikator melampaui target yang diperjanjikan.",
        "Dari hasil pengukuran tersebut, 1 (satu) indikator melampaui target yang diperjanjikan.",
        ATTAINED,
    ),
    "CNT002": told(
        "Dari tabel di atas terdapat tiga sasaran strategis dengan 3 indikator kinerja.",
        "Dari tabel di atas terdapat dua sasaran strategis dengan 3 indikator kinerja.",
        ATTAINED,
    ),
    "FRM001": both(formula, "Jumlah koperasi", "Jumlah koperasi aktif"),
    "IND002": (
        graded("Persentase OPD yang memperoleh nilai BB ke atas"),
        graded("Prosentase OPD yang memperoleh nilai CC ke atas"),
    ),
    "KAT001": (made.made_ledger(SCALE, rated("Baik")), made.made_ledger(SCALE, rated("Kurang"))),
    "KAT002": told(
        "Nilai AKIP 70,06 atau Predikat B pada tahun ini.",
        "Nilai AKIP 70,06 atau Predikat BB pada tahun ini.",
        GRADES,
        SAKIP,
    ),
    "KAT003": (made.made_ledger(GAPPY, rated("Rendah")), made.made_ledger(SCALE, rated("Kurang"))),
    "NAR001": told(
        "Nilai naik sebesar 18,96 poin, yaitu dari 37,08% pada tahun 2023 menjadi 55,04% pada tahun 2024.",
        "Nilai naik sebesar 17,96 poin, yaitu dari 37,08% pada tahun 2023 menjadi 55,04% pada tahun 2024.",
    ),
    "NAR002": told(
        "Pada tahun 2024 semua indikator telah mencapai target yang ditetapkan.",
        "Pada tahun 2024 hampir semua indikator telah mencapai target yang ditetapkan.",
        ATTAINED,
    ),
    "STR001": (chapter(*(t for t in PARTS if "Efisiensi" not in t), "Capaian baik."), chapter(*PARTS)),
    "TAB001": (captioned("Tabel 3.1 Realisasi Anggaran"), captioned("Tabel 3.2 Realisasi Anggaran")),
    "TAB002": (of_sasaran(ONE), of_sasaran(TWO)),
    "TRB001": told(
        "Tercatat 23 (delapan belas) sasaran berhasil.", "Tercatat 23 (dua puluh tiga) sasaran berhasil."
    ),
    "TRB002": told(
        "Realisasi Rp7.874.000.000,- (tujuh miliar delapan ratus tujuh puluh empat ratus rupiah).",
        "Realisasi Rp7.874.000.000,- (tujuh miliar delapan ratus tujuh puluh empat juta rupiah).",
    ),
    "YER001": told(
        "Jabatan mediator kosong pada semester IV 2024.", "Jabatan mediator kosong pada triwulan IV 2024."
    ),
}
PAIRS: dict[str, Pair] = {
    code: (figures.FIRES[code], figures.SILENT[code]) for code in figures.FIRES
} | OTHERS


def found(ledger: Ledger, code: str) -> list[str]:
    rule = next(r for r in all_rules() if r.code == code)
    return [f.message.id for f in rule.check(ledger)]


def test_every_rule_has_its_pair() -> None:
    assert set(PAIRS) == {r.code for r in all_rules()}


@pytest.mark.parametrize("code", sorted(OTHERS))
def test_fires_on_the_one_and_not_on_the_other(code: str) -> None:
    wrong, right = PAIRS[code]
    assert found(wrong, code)
    assert found(right, code) == []
