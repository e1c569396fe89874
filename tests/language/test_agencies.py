"""Names of agencies in two documents."""

from __future__ import annotations

import pytest

from extractor.language.agencies import name_key, same_agency


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DINAS KESEHATAN KAB. JEMBER", "Dinas Kesehatan Kabupaten Jember"),
        (
            "Dinas KUMKM Provinsi Jawa Barat",
            "Dinas Koperasi, Usaha Mikro, Kecil & Menengah Prov. Jawa Barat",
        ),
        ("Satpol PP Kota Ambon", "Satuan Polisi Pamong Praja Kota Ambon"),
        ("DPMPTSP Kota Jambi", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kota Jambi"),
        ("RSUD Al Ihsan", "Rumah Sakit Umum Daerah Al Ihsan"),
    ],
)
def test_ways_to_print_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) and same_agency(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Dinas Perindustrian Kabupaten Kediri", "Dinas Perindustran Kabupaten Kediri", True),
        ("Dinas TenagaKerja Kota Jambi", "Dinas Tenaga Kerja Kota Jambi", True),
        (
            "Dinas Kesehatan Provinsi Daerah Istimewa Yogyakarta",
            "Dinas Kehutanan Provinsi Daerah Istimewa Yogyakarta",
            False,
        ),
        ("Inspektorat Kabupaten Bandung", "Inspektorat Kabupaten Bandung Barat", False),
        ("Inspektorat Kabupaten Malang", "Inspektorat Kota Malang", False),
        ("Dinas Sosial Kabupaten Buton", "Dinas Sosial Kabupaten Buru", False),
        ("Kecamatan Sukasari Kabupaten Subang", "Kecamatan Sukasiri Kabupaten Subang", False),
        ("UPT Puskesmas Sukasari 1", "UPT Puskesmas Sukasari 2", False),
        ("Dinas Pertanian Kota Batu", "Dinas Pertanahan Kota Batu", False),
        ("", "", False),
    ],
)
def test_one_agency(one: str, other: str, same: bool) -> None:
    assert same_agency(one, other) is same
