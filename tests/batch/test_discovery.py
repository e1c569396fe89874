from __future__ import annotations

import stat
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from extractor.batch import archive
from extractor.batch.archive import Unpacked, unpack
from extractor.batch.discovery import discover
from extractor.errors import OptionError, ReportError
from extractor.limits import Limits
from extractor.opening import Opening


def _no_archive(path: Path) -> Sequence[Unpacked]:
    raise AssertionError(path)


def _files(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


def _names(given: list[str], output: Path) -> list[str]:
    return [file.name for file in discover(given, output, _no_archive)]


def test_a_folder_is_searched_but_not_the_folder_of_results(tmp_path: Path) -> None:
    _files(
        tmp_path, "a.pdf", "dinkes/B.PDF", "dinkes/.c.pdf", "dinkes/~$d.pdf", "e.docx", "out/laporan/f.pdf"
    )
    assert _names([str(tmp_path)], tmp_path / "out") == ["a.pdf", "dinkes/B.PDF"]


def test_several_folders_keep_their_names(tmp_path: Path) -> None:
    _files(tmp_path, "x/a.pdf", "y/a.pdf")
    assert _names([str(tmp_path / "x"), str(tmp_path / "y")], tmp_path / "out") == ["x/a.pdf", "y/a.pdf"]


def test_a_file_given_twice_is_one(tmp_path: Path) -> None:
    _files(tmp_path, "x/a.pdf")
    assert _names([str(tmp_path / "x"), str(tmp_path / "x/a.pdf")], tmp_path / "out") == ["a.pdf"]


def test_wildcards_and_lists(tmp_path: Path) -> None:
    _files(tmp_path, "x/a.pdf", "x/b.pdf", "x/c.txt", "y/c.pdf")
    (tmp_path / "list.txt").write_text('# kiriman\nx/a.pdf\n"y/c.pdf"\n\nz/absent.pdf\n', encoding="utf-8")
    assert _names([str(tmp_path / "x" / "*")], tmp_path / "out") == ["a.pdf", "b.pdf"]
    found = discover([f"@{tmp_path / 'list.txt'}"], tmp_path / "out", _no_archive)
    assert [(file.name, bool(file.reason)) for file in found] == [
        ("a.pdf", False),
        ("absent.pdf", True),
        ("c.pdf", False),
    ]


@pytest.mark.parametrize("given", ["absent.pdf", "absent*.pdf", "@absent.txt"])
def test_a_name_that_means_nothing_is_a_mistake(tmp_path: Path, given: str) -> None:
    prefix, name = ("@", given[1:]) if given.startswith("@") else ("", given)
    with pytest.raises(OptionError):
        discover([f"{prefix}{tmp_path / name}"], tmp_path / "out", _no_archive)


def _zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries.items():
            made.writestr(name, data)
    return path


def test_nothing_leaves_the_folder_of_an_archive(tmp_path: Path) -> None:
    hostile = ["../../up.pdf", "/etc/abs.pdf", "C:\\win\\drive.pdf", "dinkes/a.pdf", "a/../b.pdf", "con.pdf"]
    made = _zip(tmp_path / "in.zip", dict.fromkeys(hostile, b"%PDF"))
    link = zipfile.ZipInfo("link.pdf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(made, "a") as more:
        more.writestr(link, "/etc/passwd")
    target = tmp_path / "target"
    found = unpack(str(made), opening=Opening(), target=str(target))
    assert [name for name, *_ in found] == [
        "up.pdf", "etc/abs.pdf", "C:/win/drive.pdf", "dinkes/a.pdf", "a/b.pdf", "con.pdf", "link.pdf",
    ]  # fmt: skip
    for _, file, *_ in found:
        path = Path(file)
        assert path.is_file() and not path.is_symlink() and path.resolve().is_relative_to(target)
    assert {path.name for path in tmp_path.iterdir()} == {"in.zip", "target"}


def test_an_archive_is_bounded_by_what_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _zip(tmp_path / "bomb.zip", {"a.pdf": bytes(3_000_000), "b.pdf": b"%PDF", "in.zip": b"PK"})
    opening = Opening(Limits(size=1))
    found = unpack(str(made), opening=opening, target=str(tmp_path / "t"))
    assert [(name, bool(file)) for name, file, *_ in found] == [
        ("a.pdf", False),
        ("b.pdf", True),
        ("in.zip", False),
    ]
    monkeypatch.setattr(archive, "_ENTRIES", 2)
    with pytest.raises(ReportError):
        unpack(str(made), opening=opening, target=str(tmp_path / "u"))


def test_a_broken_archive_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "in.zip").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(ReportError):
        unpack(str(tmp_path / "in.zip"), opening=Opening(), target=str(tmp_path / "t"))
