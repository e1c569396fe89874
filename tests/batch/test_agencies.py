from __future__ import annotations

from pathlib import Path

import pytest

from extractor.batch.agencies import Corrections, Line, read_list, written_list
from extractor.errors import OptionError


def test_a_list_comes_back_as_it_was_written(tmp_path: Path) -> None:
    lines = [Line("x/a.pdf", "Dinas A", "Kota B", 2024, "lakip"), Line("=1+1.pdf", report="gabungan")]
    path = tmp_path / "list.csv"
    path.write_text(written_list(lines, "id"), encoding="utf-8")
    assert read_list(path).lines == tuple(lines)


def test_excel_may_save_it_in_its_own_way(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Berkas,OPD,Tahun\r\na.pdf,Dinas Pemuda – Olahraga,2023\r\n,,\r\n".encode("cp1252"))
    assert read_list(path).of("x/a.pdf") == Line("a.pdf", "Dinas Pemuda – Olahraga", year=2023)


def test_the_last_part_of_a_name_is_enough_where_it_is_the_only_one() -> None:
    one = Corrections([Line("a.pdf", "Dinas A")])
    assert one.of("dinas/a.pdf").agency == "Dinas A"
    two = Corrections([Line("x/a.pdf", "Dinas X"), Line("y/a.pdf", "Dinas Y")])
    assert (two.of("x/a.pdf").agency, two.of("z/a.pdf").agency) == ("Dinas X", "")


@pytest.mark.parametrize("text", ["nama;tahun\na.pdf;2024\n", "file;year\na.pdf;dua ribu\n"])
def test_what_cannot_be_meant_is_a_mistake(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OptionError):
        read_list(path)
