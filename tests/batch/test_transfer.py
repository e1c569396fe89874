"""Reports that lie at URLs; fsspec's own memory stands for an object store."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

pytest.importorskip("fsspec")

import fsspec
from fsspec.implementations.memory import MemoryFileSystem

from extractor.batch import transfer
from extractor.batch.discovery import discover
from extractor.errors import OptionError, ReportError

from .conftest import Batch


@pytest.fixture
def store(page_of_naker: Path) -> str:
    """A folder with two reports and other things; one folder's name needs escaping."""
    system = fsspec.filesystem("memory")
    for name in ("kota/dinkes 2023/LKjIP 2023.pdf", "kota/naker.pdf", "kota/a.zip", "kota/a.txt"):
        system.pipe(f"/{name}", page_of_naker.read_bytes() if "LKj" in name else b"%PDF-1.7\n")
    return "memory://kota"


def test_a_folder_a_wildcard_and_a_file(store: str, tmp_path: Path) -> None:
    names = [[name for name, *_ in transfer.listing(url)] for url in
             (store, f"{store}/", f"{store}/*.pdf", f"{store}/naker.pdf")]  # fmt: skip
    everything = ["a.zip", "dinkes 2023/LKjIP 2023.pdf", "naker.pdf"]
    assert names == [everything, everything, ["naker.pdf"], ["naker.pdf"]]
    found = discover((store,), tmp_path, lambda path: ())
    assert [(file.name, bool(file.sha256), bool(file.reason)) for file in found] == [
        ("a.zip", False, True), ("dinkes 2023/LKjIP 2023.pdf", True, False), ("naker.pdf", True, False),
    ]  # fmt: skip


def test_one_machine_audits_what_lies_at_a_url(batch: Batch, store: str) -> None:
    summary = batch.run(given=(store,))
    assert summary.statuses == {"audited": 1, "failed": 2}
    assert batch.rows("SELECT file, year FROM latest_reports WHERE status = 'audited'") == [
        ("dinkes 2023/LKjIP 2023.pdf", 2023)
    ]
    assert batch.run(given=(store,)).same


class _Hosted(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A protocol whose paths, like those of FTP, do not name the host."""

    protocol = "tuan"
    store: ClassVar[dict[str, object]] = {}
    pseudo_dirs: ClassVar[list[str]] = [""]

    def __init__(self, host: str, **options: object) -> None:
        super().__init__(**options)
        assert host == "contoh.id"

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        path = path.partition("://")[2].partition("/")[2] if "://" in path else path
        return "/" + path.strip("/")

    @staticmethod
    def _get_kwargs_from_urls(path: str) -> dict[str, str]:
        return {"host": path.partition("://")[2].partition("/")[0]}


def test_the_host_is_kept(page_of_naker: Path) -> None:
    fsspec.register_implementation("tuan", _Hosted, clobber=True)
    _Hosted("contoh.id").pipe("/kota/a#1?.pdf", page_of_naker.read_bytes())
    (found,) = transfer.listing("tuan://contoh.id/kota")
    assert found.url == "tuan://contoh.id/kota/a#1?.pdf"


def test_no_more_is_fetched_than_the_limit(store: str, tmp_path: Path) -> None:
    assert len(transfer.read(f"{store}/naker.pdf", 3)) == 4


@pytest.mark.parametrize("url", ["memory://tidak-ada/a.pdf", "xyz://a/b.pdf"])
def test_what_is_not_there_is_one_line(url: str) -> None:
    with pytest.raises((OptionError, ReportError), match=url):
        transfer.listing(url) or transfer.digest(url)
