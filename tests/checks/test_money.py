"""BUD: budgets, absorption, efficiency: what is accused, and what is understood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import made_ledger, made_table

from extractor.checks.efficiency import efficiency
from extractor.checks.money import amount_misnamed, budget_conflict, budget_totals
from extractor.checks.spending import absorption

FIELDS = ("kode", "program", "anggaran@2024", "realisasi_anggaran@2024", "serapan@2024")
ROWS = [
    ("1.02.01", "Program Penunjang Urusan", "25.422.750.000", "23.992.654.950", "94,37"),
    ("1.02.01.2.02", "Administrasi Keuangan Perangkat", "24.318.500.000", "22.930.914.650", "94,29"),
    ("1.02.01.2.06", "Administrasi Umum Perangkat", "1.104.250.000", "1.061.740.300", "96,15"),
    ("1.02.02", "Program Upaya Kesehatan", "15.155.600.000", "14.459.842.750", "95,40"),
    ("1.02.02.2.01", "Penyediaan Fasilitas Pelayanan", "6.420.000.000", "6.099.000.000", "95,00"),
    ("1.02.02.2.02", "Penyediaan Layanan Kesehatan", "8.735.600.000", "8.360.842.750", "95,71"),
    ("JUMLAH", "JUMLAH", "40.578.350.000", "38.452.497.700", "94,76"),
]


def budget(row: int = -1, column: int = -1, text: str = "") -> object:
    rows = [list(r) for r in ROWS]
    if text:
        rows[row][column] = text
    return made_table(FIELDS, rows)


def test_sums_at_every_level_hold() -> None:
    ledger = made_ledger(budget())
    assert not list(budget_totals(ledger)) and not list(absorption(ledger))


def test_a_program_that_is_not_the_sum_of_its_kegiatan() -> None:
    (finding,) = budget_totals(made_ledger(budget(3, 2, "15.255.600.000")))
    assert (
        finding.code == "BUD001"
        and "15.255.600.000" in finding.message.id
        and "15.155.600.000" in finding.message.id
    )


def test_a_grand_total_that_is_off_where_the_other_column_holds() -> None:
    (finding,) = budget_totals(made_ledger(budget(6, 3, "38.452.564.700")))
    assert "38.452.564.700" in finding.message.id and "67.000" in finding.message.id


def test_capitals_head_what_is_not_in_capitals() -> None:
    def listed(last: str) -> object:
        rows = [
            ("PROGRAM PENYELENGGARAAN PENGAWASAN", "8.591.859.400"),
            ("Pengawasan Internal", "7.299.375.400"),
            ("Pengawasan Tujuan Tertentu", "1.292.484.000"),
            ("PROGRAM PERUMUSAN KEBIJAKAN", "6.622.844.693"),
            ("Perumusan Kebijakan Teknis", "312.370.150"),
            ("Pendampingan dan Asistensi", "6.310.474.543"),
            ("PROGRAM PENUNJANG URUSAN", "60.000.000.000"),
            ("Administrasi Keuangan", "59.000.000.000"),
            ("Administrasi Umum", last),
        ]
        return made_ledger(made_table(("program", "anggaran@2024"), rows))

    assert not list(budget_totals(listed("1.000.000.000")))
    assert [f.code for f in budget_totals(listed("900.000.000"))] == ["BUD001"]


def test_a_flat_table_is_not_taken_for_levels() -> None:
    rows = [
        ("Kegiatan satu", "100.000.000"),
        ("Penyusunan dokumen", "50.000.000"),
        ("Kegiatan dua", "70.000.000"),
    ]
    table = made_table(("program", "anggaran@2024"), [*rows, ("Total", "220.000.000")])
    assert not list(budget_totals(made_ledger(table)))


def test_a_total_drawn_in_a_sentence() -> None:
    text = "Program utama sebesar Rp 400.000.000,00 dan program dukungan Rp 100.000.000,00 "
    text += "sehingga total anggaran adalah Rp {}."
    assert not list(budget_totals(made_ledger(text=[text.format("500.000.000,00")])))
    (finding,) = budget_totals(made_ledger(text=[text.format("600.000.000,00")]))
    assert "600.000.000" in finding.message.id and "500.000.000" in finding.message.id


@pytest.mark.parametrize("stated", ["95,40", "95,41", "95,4", "95"])
def test_rounding_and_truncation_of_absorption(stated: str) -> None:
    # 14.459.842.750 / 15.155.600.000 = 95,4092
    assert not [f for f in absorption(made_ledger(budget(3, 4, stated))) if f.severity == "error"]


def test_a_wrong_absorption_with_its_slip() -> None:
    (finding,) = absorption(made_ledger(budget(1, 4, "84,29")))
    assert finding.code == "BUD002" and "84,29" in finding.message.id and "94,29" in finding.message.id
    assert "satu angka" in finding.diagnosis.id


def test_absorption_that_belongs_to_the_row_below_is_recognised() -> None:
    rows = [
        ("Kegiatan pertama", "3.358.989.365", "1.151.266.429", "52,41"),
        ("Kegiatan kedua", "2.196.612.800", "1.024.542.820", "46,64"),
        ("Kegiatan ketiga", "1.000.000.000", "500.000.000", "50,00"),
    ]
    table = made_table(("program", "anggaran@2024", "realisasi_anggaran@2024", "serapan@2024"), rows)
    (finding,) = absorption(made_ledger(table))
    assert "Kegiatan kedua" in finding.diagnosis.id


def test_the_mean_of_the_kegiatan_is_a_method() -> None:
    rows = [list(r) for r in ROWS]
    rows[0][4], rows[3][4] = "95,22", "95,36"  # means of 94,29 and 96,15; of 95,00 and 95,71
    assert not list(absorption(made_ledger(made_table(FIELDS, rows))))


@pytest.mark.parametrize(("stated", "wrong"), [("95,22", False), ("40,22", True)])
def test_an_absorption_may_be_the_mean_of_kegiatan_that_a_scan_hides(stated: str, wrong: bool) -> None:
    table = budget(0, 4, stated)
    rows = [list(row) for row in table.rows]
    rows[2][4] = rows[2][4].model_copy(update={"doubtful": True})
    ledger = made_ledger(table.model_copy(update={"rows": tuple(map(tuple, rows))}))
    kept = [s for s in ledger.statements if (s.row, s.measure) != (2, "serapan")]
    assert bool(list(absorption(replace(ledger, statements=tuple(kept))))) is wrong


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Kegiatan pembinaan dengan anggaran Rp 660.180.000,- dan realisasi Rp 649.452.500,- atau 98,38%.",
            False,
        ),
        (
            "Kegiatan pembinaan dengan anggaran Rp 660.180.000,- dan realisasi Rp 649.452.500,- atau 96,38%.",
            True,
        ),
        ("Anggaran Rp 660.180.000,- dan realisasi Rp 649.452.500,- dengan capaian fisik 100%.", False),
        ("Realisasi anggaran sebesar 94,67% dari total anggaran Rp40.578.350.000,00.", True),
        ("Realisasi anggaran sebesar 94,76% dari total anggaran Rp40.578.350.000,00.", False),
        ("APBN sebesar Rp22,5 miliar, terserap 97,8 persen, di luar anggaran dinas Rp40,6 miliar.", False),
    ],
)
def test_absorption_in_sentences(sentence: str, found: bool) -> None:
    assert bool(list(absorption(made_ledger(budget(), text=[sentence])))) is found


def test_absorption_of_a_sasaran_from_its_programs() -> None:
    def sasaran(first: str) -> object:
        rows = [
            ("Meningkatnya derajat kesehatan", "98,00", first),
            ("Meningkatnya akuntabilitas", "101,00", "94,37"),
        ]
        table = made_table(
            ("sasaran", "capaian@2024", "serapan@2024"), rows, kind="efisiensi", name="t2", page=12
        )
        return made_ledger(budget(), table)

    assert not list(absorption(sasaran("95,40")))
    assert not list(absorption(sasaran("95,36")))
    (finding,) = absorption(sasaran("97,50"))
    assert "97,50" in finding.message.id and "rata-rata 100 dan" in finding.diagnosis.id


def other(amount: str, caption: str = "Tabel 2.3 Program dan Anggaran", kind: str = "anggaran") -> object:
    rows = [("Program Penunjang Urusan", "25.422.750.000"), ("Program Upaya Kesehatan", amount)]
    return made_table(("program", "anggaran@2024"), rows, caption=caption, kind=kind, name="t2", page=6)


def test_the_same_line_with_another_amount() -> None:
    assert not list(budget_conflict(made_ledger(other("15.155.600.000"), budget())))
    (finding,) = budget_conflict(made_ledger(other("15.515.600.000"), budget()))
    assert finding.severity == "error" and "tertukar" in finding.diagnosis.id


def test_a_labelled_revision_is_an_information_at_most() -> None:
    revised = other("15.000.000.000", "Tabel 2.3 Anggaran Setelah Perubahan")
    assert {f.severity for f in budget_conflict(made_ledger(revised, budget()))} <= {"info"}


def test_a_plan_is_not_held_against_the_account() -> None:
    assert not list(budget_conflict(made_ledger(other("15.000.000.000", kind="renstra"), budget())))


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Realisasi belanja tahun 2024 sebesar Rp40.578.350.000,00.", True),
        ("Realisasi belanja tahun 2024 sebesar Rp38.452.497.700,00.", False),
        ("Realisasi anggaran Rp38.452.497.700,00 dari pagu Rp40.578.350.000,00.", False),
        ("Realisasi dari total anggaran sebesar Rp40.578.350.000,00 dibahas kemudian.", False),
        ("APBN terserap 97,8 persen, di luar anggaran dinas Rp40.578.350.000,00.", False),
    ],
)
def test_a_budget_called_realisasi(sentence: str, found: bool) -> None:
    assert bool(list(amount_misnamed(made_ledger(budget(), text=[sentence])))) is found


def efficient(*rows: tuple[str, ...]) -> object:
    fields = ("sasaran", "capaian@2024", "serapan@2024", "efisiensi@2024", "keterangan")
    return made_ledger(made_table(fields, rows, kind="efisiensi"))


RIGHT = (
    ("Sasaran satu naik", "97,37", "94,75", "2,62", ""),
    ("Sasaran dua naik", "100,00", "94,37", "5,63", "Efisien"),
)


def test_efficiency_follows_the_tables_own_formula() -> None:
    assert not list(
        efficiency(efficient(*RIGHT, ("Sasaran tiga", "45,73", "98,75", "(53,02)", "Tidak efisien")))
    )
    (finding,) = efficiency(efficient(*RIGHT, ("Sasaran tiga", "92,81", "95,71", "2,90", "Efisien")))
    assert finding.code == "BUD005" and "-2,90" in finding.message.id


def test_efficient_below_absorption() -> None:
    rows = (
        ("Sasaran satu naik", "97,37", "94,75", "", "Efisien"),
        ("Sasaran tiga", "90,00", "95,71", "", "Efisien"),
    )
    (finding,) = efficiency(efficient(*rows))
    assert "90,00" in finding.message.id


def printed(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


lines = st.lists(st.tuples(st.integers(10**6, 10**11), st.floats(0, 1)), min_size=2, max_size=6)


@settings(max_examples=60, deadline=None)
@given(programs=st.lists(lines, min_size=1, max_size=5), truncate=st.booleans())
def test_a_budget_made_from_its_own_sums_is_never_accused(
    programs: list[list[tuple[int, float]]], truncate: bool
) -> None:
    rows: list[tuple[str, ...]] = []
    total = [0, 0]

    def row(code: str, name: str, pagu: int, spent: int) -> tuple[str, ...]:
        share = 10000 * spent // pagu if truncate else round(10000 * spent / pagu)
        return code, name, printed(pagu), printed(spent), f"{share // 100},{share % 100:02d}"

    for p, kegiatan in enumerate(programs):
        parts = [(b, int(b * share)) for b, share in kegiatan]
        pagu, spent = sum(b for b, _ in parts), sum(s for _, s in parts)
        rows.append(row(f"1.0{p}", f"Program nomor {p}", pagu, spent))
        rows.extend(row(f"1.0{p}.2.0{k}", f"Kegiatan ke {p} {k}", b, s) for k, (b, s) in enumerate(parts))
        total = [total[0] + pagu, total[1] + spent]
    rows.append(row("Jumlah", "Jumlah", *total))
    ledger = made_ledger(made_table(FIELDS, rows))
    assert not list(budget_totals(ledger)) and not list(absorption(ledger))


def test_a_percentage_that_fits_another_printed_budget_is_explained() -> None:
    text = "Kegiatan Administrasi Umum dengan anggaran Rp 1.404.250.000,- dan realisasi "
    text += "Rp 1.061.740.300,- atau 96,15%."
    (finding,) = absorption(made_ledger(budget(), text=[text]))
    assert "75,61%" in finding.message.id and "1.104.250.000" in finding.diagnosis.id


DRAWN = "Dengan rata-rata capaian {} dan serapan anggaran 96,17% maka terdapat efisiensi {}."


@pytest.mark.parametrize(
    ("capaian", "told", "found"),
    [
        ("98,90%", "4,73%", True),
        ("98,90%", "2,73%", False),
        ("98,90%", "3,83%", False),  # what was not spent
        ("104,50%", "3,83%", False),
        ("98,90%", "2,76%", False),  # in percent of the capaian
    ],
)
def test_an_efficiency_drawn_in_a_sentence(capaian: str, told: str, found: bool) -> None:
    findings = list(efficiency(made_ledger(text=[DRAWN.format(capaian, told)])))
    assert bool(findings) == found and all(f.stated[0].text == told for f in findings)
