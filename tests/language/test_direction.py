"""Which way an indicator is better, by its name."""

from __future__ import annotations

import pytest

from extractor.language.direction import direction_of
from extractor.model import Direction


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("Tingkat Pengangguran Terbuka", "lower"),
        ("Angka Kematian Ibu", "lower"),
        ("Indeks Gini", "lower"),
        ("Laju pertumbuhan penduduk", "lower"),
        ("Angka Infeksi Rumah Sakit", "lower"),
        ("Jumlah temuan BPK", "lower"),
        ("Persentase koperasi tidak aktif", "lower"),
        ("Aset yang belum bersertifikat", "lower"),
        ("Persentase rumah tidak layak huni", "lower"),
        ("Persentase penurunan kemiskinan", "higher"),
        ("Menurunnya angka kemiskinan", "higher"),
        ("Persentase temuan yang ditindaklanjuti", "higher"),
        ("Persentase Layanan Pengaduan Masyarakat yang ditindak lanjuti tepat waktu", "higher"),
        ("Jumlah pengaduan masyarakat", "lower"),
        ("Persentase penyelesaian kasus perselisihan hubungan industrial", "higher"),
        ("Persentase desa bebas stunting", "higher"),
        ("Prevalensi pemakaian kontrasepsi", "higher"),
        ("Laju pertumbuhan ekonomi", "higher"),
        ("Indeks Kepuasan Masyarakat", "higher"),
        ("Persentase koperasi aktif", "higher"),
        ("Jumlah koperasi", "unknown"),
        ("Tingkat waktu tanggap (response time) penanganan kebakaran", "lower"),
        ("Rata-rata lama penyelesaian izin", "lower"),
        ("Persentase izin yang diselesaikan tepat waktu", "higher"),
        ("Rata-rata lama sekolah", "unknown"),
    ],
)
def test_direction_of_names(name: str, direction: Direction) -> None:
    assert direction_of(name) == direction
