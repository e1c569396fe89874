"""Batches of small reports from folder to store."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from extractor.batch.gathering import NEW_LIST
from extractor.errors import OptionError

from .conftest import Batch, small


def _hostile(folder: Path, sample: Path) -> None:
    import pikepdf

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kosong.pdf").write_bytes(b"")
    (folder / "bukan.pdf").write_bytes(b"PK\x03\x04 a document of Word")
    (folder / "terpotong.pdf").write_bytes(b"%PDF-1.7\n")
    with pikepdf.open(sample) as pdf:
        pdf.save(folder / "terkunci.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    (folder / "rusak.zip").write_bytes(b"PK\x03\x04")


def test_a_batch_audits_what_it_can_and_lists_the_rest(batch: Batch, page_of_naker: Path) -> None:
    _hostile(batch.given / "x", page_of_naker)
    first = batch.run()
    assert first.statuses == {"audited": 1, "failed": 5}
    assert {failure.file for failure in first.failures} == {
        "x/kosong.pdf", "x/bukan.pdf", "x/terpotong.pdf", "x/terkunci.pdf", "x/rusak.zip",
    }  # fmt: skip
    assert all(failure.reason.id and failure.reason.en for failure in first.failures)
    assert batch.log.count("GAGAL") == 5

    audit = json.loads((batch.output / "laporan" / "naker" / "naker.audit.json").read_text("utf-8"))
    stored = batch.rows("SELECT id FROM latest_findings ORDER BY number")
    assert [f["id"] for f in audit["findings"]] == [id for (id,) in stored] and stored
    assert batch.rows("SELECT count(*) FROM statements") == [(len(audit["statements"]),)]
    assert batch.rows("SELECT agency, year, kind FROM latest_reports WHERE status = 'audited'") == [
        ("Dinas Tenaga Kerja Kabupaten Sukamaju", 2023, "lakip")
    ]
    assert not (batch.output / ".sementara").exists()

    again = batch.run()
    assert again.same and (again.run, again.pages) == (first.run, 0)
    assert again.statuses == first.statuses and len(again.failures) == 5

    (batch.output / "laporan" / "naker" / "naker.audit.json").unlink()
    assert batch.run().pages == 6, "a report whose output is gone is audited again"


def test_a_corrected_list_is_used_and_never_lost(batch: Batch, page_of_naker: Path) -> None:
    batch.run()
    path = batch.output / "daftar-laporan.csv"
    mine = path.read_text("utf-8-sig").replace("2023", "2022").replace("Sukamaju", "Contoh")
    path.write_text(mine, encoding="utf-8")
    batch.run()
    assert path.read_text("utf-8") == mine and (batch.output / NEW_LIST).is_file()
    summary = batch.run(agencies=path)
    assert not summary.same
    assert batch.rows("SELECT year, region FROM latest_reports") == [(2022, "Kabupaten Contoh")]
    assert batch.rows("SELECT year, region FROM reports ORDER BY id DESC LIMIT 1") == [
        (2022, "Kabupaten Contoh")
    ]


def test_parts_and_archives(batch: Batch, samples: Path, tmp_path: Path) -> None:
    source = samples / "naker.pdf"
    for number, (name, pages) in enumerate(
        [("cover", slice(0, 1)), ("BAB I", slice(1, 4)), ("BAB III", slice(4, 9))]
    ):
        small(source, batch.given / "naker 2023" / f"{name}.pdf", pages, str(number))
    (batch.given / "naker 2023" / "BAB IV.pdf").write_bytes(b"%PDF-1.4 broken")
    small(samples / "bersih.pdf", tmp_path / "b.pdf", slice(0, 3))
    with zipfile.ZipFile(batch.given / "kiriman.zip", "w") as made:
        made.write(tmp_path / "b.pdf", "../dinkop/lkjip.pdf")
    summary = batch.run()
    assert summary.statuses == {"audited": 2, "failed": 1}
    assert batch.rows("SELECT file, pages FROM latest_reports WHERE status <> 'failed'") == [
        ("kiriman.zip/dinkop/lkjip.pdf", 3),
        ("naker 2023", 9),
    ]
    assert batch.rows("SELECT file, first_page, pages FROM parts") == [
        ("naker 2023/cover.pdf", 1, 1),
        ("naker 2023/BAB I.pdf", 2, 3),
        ("naker 2023/BAB III.pdf", 5, 5),
    ]
    folder = batch.output / "laporan" / "naker 2023"
    report = json.loads((folder / "naker 2023.audit.json").read_text("utf-8"))["report"]
    assert [part["first"] for part in report["parts"]] == [1, 2, 5] and report["file"] == "naker 2023"
    assert (folder / "naker 2023.pdf").is_file()


def test_two_batches_do_not_share_a_folder(batch: Batch, page_of_naker: Path) -> None:
    batch.output.mkdir()
    held = sqlite3.connect(batch.output / ".kunci", isolation_level=None)
    held.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OptionError):
        batch.run()
    held.close()
    assert batch.run().statuses["audited"] == 1


def test_a_mistyped_rule_ends_the_batch(batch: Batch, page_of_naker: Path) -> None:
    with pytest.raises(OptionError):
        batch.run(select=("CAPP",))


def test_an_empty_folder_is_a_mistake(batch: Batch) -> None:
    with pytest.raises(OptionError):
        batch.run()
    shutil.rmtree(batch.output)


def test_a_file_that_comes_back_gets_its_own_outputs_again(batch: Batch, samples: Path) -> None:
    path = batch.given / "lkjip.pdf"
    small(samples / "naker.pdf", path, slice(0, 6))
    batch.run()
    first = (batch.output / "laporan" / "lkjip" / "lkjip.audit.json").read_bytes()
    small(samples / "bersih.pdf", path, slice(0, 3))
    batch.run()
    small(samples / "naker.pdf", path, slice(0, 6))
    assert batch.run().pages == 6
    assert (batch.output / "laporan" / "lkjip" / "lkjip.audit.json").read_bytes() == first


def test_a_workbook_that_somebody_wrote_into_is_kept(batch: Batch, page_of_naker: Path) -> None:
    import openpyxl

    batch.run(formats=("xlsx",))
    folder = batch.output / "laporan" / "naker"
    book = openpyxl.load_workbook(folder / "naker.temuan.xlsx")
    book.properties.modified = book.properties.created.replace(year=2030)
    book.save(folder / "naker.temuan.xlsx")
    batch.run(formats=("xlsx",), lang="en")
    assert {path.name for path in folder.iterdir()} == {"naker.temuan.xlsx", "naker.temuan.lama-1.xlsx"}
