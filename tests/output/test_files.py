from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.model import Audit
from extractor.output import files
from extractor.output.docx import render as form
from extractor.output.formats import ALL, FORMATS, Job
from extractor.output.xlsx import render as workbook


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "Laporan Kinerja – Dinas é.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return path


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("laporan", "laporan"),
        ("LKjIP Dinas Kesehatan 2024", "LKjIP Dinas Kesehatan 2024"),
        ('a<b>c:d"e/f\\g|h?i*j', "a-b-c-d-e-f-g-h-i-j"),
        ("50% #1", "50- -1"),
        ("CON", "laporan-CON"),
        ("com1.2024", "laporan-com1.2024"),
        ("..", "laporan"),
        ("", "laporan"),
        ("-rf", "rf"),
        ("akhir. . ", "akhir"),
        ("\x1b[2J\u202egnp", "[2Jgnp"),
        ("x" * 300, "x" * 80),
        ("cafe\u0301", "café"),
    ],
)
def test_names_that_every_system_takes(name: str, stem: str) -> None:
    assert files.file_stem(name) == stem


def test_where_outputs_go(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    screen = files.plan((), None, report)
    assert screen.screen is FORMATS["text"] and not screen.targets
    assert files.plan(("json",), None, report).screen is FORMATS["json"]
    assert files.plan(("xlsx",), None, report).folder == Path()

    one = files.plan(("json",), str(tmp_path / "x.out"), report)
    assert [(t.format.name, t.path.name) for t in one.targets] == [("json", "x.out")]
    assert one.folder is None
    by_suffix = files.plan((), str(tmp_path / "x.XLSX"), report)
    assert [t.format.name for t in by_suffix.targets] == ["xlsx"]
    assert [t.format.name for t in files.plan((), str(tmp_path / "x.log"), report).targets] == ["text"]

    everything = files.plan((), str(tmp_path / "hasil" / "dinas"), report)
    assert [t.format.name for t in everything.targets] == list(ALL)
    assert {t.path.parent for t in everything.targets} == {tmp_path / "hasil" / "dinas"}
    assert everything.targets[0].path.name == "Laporan Kinerja – Dinas é.temuan.xlsx"
    assert everything.annotated == "Laporan Kinerja – Dinas é.anotasi.pdf"
    assert list((tmp_path / "hasil" / "dinas").iterdir()) == []
    dotted = files.plan(("csv",), str(tmp_path / "v1.2") + "/", report)
    assert dotted.folder == tmp_path / "v1.2"


def test_an_annotated_pdf_of_an_earlier_run_is_linked(report: Path, tmp_path: Path) -> None:
    assert files.plan(("xlsx",), str(tmp_path), report).annotated is None
    (tmp_path / "Laporan Kinerja – Dinas é.anotasi.pdf").write_bytes(b"")
    assert files.plan(("xlsx",), str(tmp_path), report).annotated
    assert files.plan((), str(tmp_path / "x.xlsx"), report).annotated


def test_what_cannot_be_is_said_before_the_work(report: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("x")
    for names, output in (
        (("xlsx", "csv"), tmp_path / "x.xlsx"),
        (("xlsx", "csv"), taken),
        (("xlsx",), tmp_path / "tidak-ada" / "x.xlsx"),
        (("pdf",), report),
    ):
        with pytest.raises(OutputError):
            files.plan(names, str(output), report)
    assert report.read_bytes() == b"%PDF-1.7\n"


def test_the_report_is_never_overwritten(tmp_path: Path) -> None:
    report = tmp_path / "x.pdf"
    report.write_bytes(b"%PDF-1.7\n")
    annotated = tmp_path / "x.anotasi.pdf"
    annotated.symlink_to(report) if sys.platform != "win32" else annotated.hardlink_to(report)
    with pytest.raises(OutputError):
        files.plan(("pdf",), str(tmp_path), report)


def test_a_read_only_folder(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(OutputError) as refused:
        files.plan((), str(tmp_path), report)
    assert "tidak ada izin" in refused.value.reason.id and "permission denied" in refused.value.reason.en


def test_saving_replaces_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "hasil akhir – é.csv"
    for text in ("satu", "dua"):
        assert files.save(path, text) == (path, None)
    assert path.read_text(encoding="utf-8") == "dua"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_another_program_holds_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.temuan.xlsx"
    path.write_bytes(b"lama")
    replace = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "used by another process")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    saved, note = files.save(path, b"baru")
    assert (saved.name, saved.read_bytes(), path.read_bytes()) == ("x.temuan-2.xlsx", b"baru", b"lama")
    assert note is not None and "sedang dibuka" in note.id and "x.temuan-2.xlsx" in note.en
    assert len(list(tmp_path.iterdir())) == 2


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.csv"
    path.write_text("lama")

    def full(*_: object, **__: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError):
        files.save(path, "baru")
    assert path.read_text() == "lama"
    assert list(tmp_path.iterdir()) == [path]


def test_what_somebody_wrote_is_kept(full_audit: Audit, tmp_path: Path) -> None:
    path = tmp_path / "x.temuan.xlsx"
    content = workbook(full_audit, Job(Path("x.pdf")))
    files.save(path, content, edited=True)
    assert files.save(path, content, edited=True) == (path, None)  # nobody wrote into it
    theirs = _saved_by_somebody(content)  # once: a file tells when it was saved
    path.write_bytes(theirs)
    saved, note = files.save(path, content, edited=True)
    assert saved == path and note is not None and "x.temuan.lama-1.xlsx" in note.id
    assert (tmp_path / "x.temuan.lama-1.xlsx").read_bytes() == theirs


def test_what_was_edited(full_audit: Audit, tmp_path: Path) -> None:
    job = Job(Path("x.pdf"))
    path = tmp_path / "x"
    for content in (workbook(full_audit, job), form(full_audit, "id", job.today)):
        path.write_bytes(content)
        assert not files.was_edited(path)
        path.write_bytes(_saved_by_somebody(content))
        assert files.was_edited(path)
    path.write_bytes(b"apa saja")
    assert files.was_edited(path)


def _saved_by_somebody(content: bytes) -> bytes:
    """The file with another time of modification, as Office programs leave it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                head, mark, rest = data.partition(b"<dcterms:modified")
                kind, end, tail = rest.partition(b">")
                data = head + mark + kind + end + b"2030-01-01T00:00:00Z<" + tail.partition(b"<")[2]
            new.writestr(entry.filename, data)
    return out.getvalue()
