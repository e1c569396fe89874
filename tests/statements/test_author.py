"""The agency that a document is of."""

from __future__ import annotations

import pytest

from extractor.statements.author import agency_and_region


@pytest.mark.parametrize(
    ("cover", "texts", "agency", "region"),
    [
        (
            "",
            [
                "Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Barat Tahun 2016 telah menyusun laporan.",
                "Laporan Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Barat memuat capaian.",
                "Peraturan Daerah Provinsi Jawa Barat Nomor 3 Tahun 2014",
            ],
            "Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Barat",
            "Provinsi Jawa Barat",
        ),
        (
            "LAPORAN KINERJA DINAS TENAGA KERJA, KOPERASI DAN UKM KOTA JAMBI",
            [],
            "Dinas Tenaga Kerja, Koperasi dan UKM Kota Jambi",
            "Kota Jambi",
        ),
        (
            "",
            ["Biro Organisasi Sekretariat Daerah Provinsi Riau", "Sekretariat Daerah Provinsi Riau"] * 3,
            "Biro Organisasi Sekretariat Daerah Provinsi Riau",
            "Provinsi Riau",
        ),
        (
            "",
            ["RSUD Al Ihsan Provinsi Jawa Barat"] * 2,
            "RSUD Al Ihsan Provinsi Jawa Barat",
            "Provinsi Jawa Barat",
        ),
        (
            "PEMERINTAH KABUPATEN KEDIRI DINAS KESEHATAN LAPORAN KINERJA TAHUN 2022",
            [],
            "Dinas Kesehatan Kabupaten Kediri",
            "Kabupaten Kediri",
        ),
        (
            "LKjIP RUMAH SAKIT UMUM DAERAH dr. WIRAATMAJA TRENGGALEK",
            ["Bupati Trenggalek", "di Kabupaten Trenggalek"],
            "Rumah Sakit Umum Daerah dr. Wiraatmaja Kabupaten Trenggalek",
            "Kabupaten Trenggalek",
        ),
        (
            "LAPORAN KINERJA DINAS P3AP2KB PEMERINTAH PROVINSI DKI JAKARTA",
            [],
            "Dinas P3AP2KB Provinsi DKI Jakarta",
            "Provinsi DKI Jakarta",
        ),
        (
            "LAPORAN KINERJA DINAS SOSIAL KABUPATEN PANGKAJENE DAN KEPULAUAN TAHUN 2022",
            [],
            "Dinas Sosial Kabupaten Pangkajene dan Kepulauan",
            "Kabupaten Pangkajene dan Kepulauan",
        ),
        ("PEMERINTAH ACEH DINAS PENDIDIKAN", ["Dinas Pendidikan Aceh"], "Dinas Pendidikan Aceh", "Aceh"),
        (
            "LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2022 KABUPATEN JEMBER",
            ["LKjIP Kabupaten Jember"] * 3 + ["Dinas Kesehatan Kabupaten Jember"] * 2,
            "Pemerintah Kabupaten Jember",
            "Kabupaten Jember",
        ),
        (
            "LAPORAN KINERJA TAHUN 2022 KABUPATEN JEMBER",  # the agency is in the picture
            ["Dinas Kesehatan Kabupaten Jember"] * 9,
            "Dinas Kesehatan Kabupaten Jember",
            "Kabupaten Jember",
        ),
        (
            "",
            [
                "BKPSDM Kota Ambon",
                "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kota Ambon",
                "Inspektorat Kota Ambon",
            ],
            "BKPSDM Kota Ambon",
            "Kota Ambon",
        ),
        (
            "",
            ["Dinas Kesehatan mempunyai tugas di bidang kesehatan.", "Bupati Kabupaten Jember"] * 3,
            "Dinas Kesehatan Kabupaten Jember",
            "Kabupaten Jember",
        ),
        ("", ["di Kabupaten Kediri", "Kabupaten Kediri"], "", "Kabupaten Kediri"),
        ("", [], "", ""),
    ],
)
def test_agency(cover: str, texts: list[str], agency: str, region: str) -> None:
    assert agency_and_region(cover, texts) == (agency, region)
