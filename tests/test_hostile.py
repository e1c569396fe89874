"""Broken and hostile files: each ends in an audit, in a list of what was unread, or in one line."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import mutations
import pdfs
import pikepdf
import psutil
import pytest

from extractor import isolated, pipeline
from extractor.errors import OptionError, PasswordError, ReportError
from extractor.guard import Child
from extractor.limits import DEFAULT, MB, Limits, parse_limits
from extractor.model import Audit
from extractor.opening import Opening

TIGHT = Limits(unpacked=8, page_time=5, time=15, memory=400)
CASES = 125  # of the fuzzer, in this test


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    with Child() as child:
        yield child


def audit(path: Path, child: Child, limits: Limits = TIGHT, password: str | None = None) -> Audit:
    return isolated.audit(path, child=child, opening=Opening(limits, password))


def made(folder: Path, data: bytes) -> Path:
    path = folder / "laporan.pdf"
    path.write_bytes(data)
    return path


def reasons(audit: Audit) -> str:
    return "; ".join(f"{item.page} {item.what.en}: {item.reason.en}" for item in audit.coverage.unread)


# ----------------------------------------------------------------------------------------- whole files


def test_the_child_gives_what_the_library_gives(samples: Path, child: Child) -> None:
    path = samples / "naker.pdf"
    seen: list[tuple[str, int, int]] = []
    found = isolated.audit(path, child=child, progress=lambda *step: seen.append(step))
    assert found == pipeline.audit(path)
    assert seen[-1] == ("reading", found.report.pages, found.report.pages)
    assert isolated.raw_tables(path, child=child) == pipeline.raw_tables(path)


def test_what_the_program_refuses_comes_back_as_it_is(samples: Path, child: Child) -> None:
    with pytest.raises(OptionError):
        isolated.audit(samples / "naker.pdf", child=child, select=("XYZ",))


# --------------------------------------------------------------------------------------------- bombs


@pytest.mark.parametrize("place", ["content", "font", "objects"])
def test_a_bomb_of_two_kilobytes_is_unread_at_once(tmp_path: Path, child: Child, place: str) -> None:
    data = pdfs.bomb(1024 * MB, place=place)
    assert len(data) < 2000
    path = made(tmp_path, data)
    child.peak = 0
    start = time.monotonic()
    if place == "objects":
        with pytest.raises(ReportError, match="unpacks to more than the limit of 32 MB"):
            audit(path, child, DEFAULT)
    else:
        assert "unpacks to more than the limit of 32 MB" in reasons(audit(path, child, DEFAULT))
    assert time.monotonic() - start < 5
    assert child.peak < 400 * MB


def test_a_bomb_spoils_only_its_own_page(tmp_path: Path, child: Child) -> None:
    document = pdfs.report(3)
    document.objects[6] = pdfs.stream(pdfs.deflated(64 * MB), b"/Filter /FlateDecode")
    found = audit(made(tmp_path, document.data()), child)
    assert [item.page for item in found.coverage.unread] == [2]
    assert {table.pages[0] for table in found.tables} == {1, 3}


@pytest.mark.parametrize(("depth", "times", "loop"), [(12, 8, False), (2, 2, True), (60, 1, True)])
def test_forms_that_never_end_are_not_drawn(
    tmp_path: Path, child: Child, depth: int, times: int, loop: bool
) -> None:
    found = audit(made(tmp_path, pdfs.forms(depth, times, loop=loop)), child)
    assert "unpacks to more than the limit" in reasons(found)


def test_a_form_drawn_a_few_times_is_read(tmp_path: Path, child: Child) -> None:
    assert audit(made(tmp_path, pdfs.forms(3, 1)), child).statements


def test_a_picture_of_ten_billion_pixels_is_not_unpacked(tmp_path: Path, child: Child) -> None:
    assert "10000 million pixels" in reasons(audit(made(tmp_path, pdfs.picture(100_000, 100_000)), child))


# ---------------------------------------------------------------------------------------- broken files


def test_pages_that_the_list_of_pages_repeats_without_end(tmp_path: Path, child: Child) -> None:
    found = audit(made(tmp_path, pdfs.page_tree(b"2 0 R 4 0 R 2 0 R", 3)), child)
    assert "1 page: cannot be read" in reasons(found) or found.statements


def test_two_counts_of_pages_are_both_told(tmp_path: Path, child: Child) -> None:
    document = pdfs.report(3)
    document.objects[1] = document.objects[1].replace(b"/Count 3", b"/Count 2")
    found = audit(made(tmp_path, document.data()), child)
    told = reasons(found)
    if found.report.pages == 2:
        assert "pdfium finds 2 pages, the reader qpdf 3" in told


def test_a_page_that_is_not_in_the_file_is_unread_and_the_others_are_read(
    tmp_path: Path, child: Child
) -> None:
    document = pdfs.report(3)
    document.objects[5] = b"null"
    found = audit(made(tmp_path, document.data()), child)
    assert {table.pages[0] for table in found.tables} >= {1}
    assert found.coverage.unread


def test_content_that_is_cut_off_is_told(tmp_path: Path, child: Child) -> None:
    document = pdfs.report(2)
    whole = document.objects[4]
    packed = whole[whole.index(b"stream\n") + 7 : -len(b"\nendstream")]
    document.objects[4] = pdfs.stream(packed[: len(packed) // 2], b"/Filter /FlateDecode")
    assert "1 part of the page: a part of the page is broken" in reasons(
        audit(made(tmp_path, document.data()), child)
    )


def test_content_that_is_missing_is_told(tmp_path: Path, child: Child) -> None:
    document = pdfs.report(2)
    document.objects[4] = b"null"
    assert "1 part of the page" in reasons(audit(made(tmp_path, document.data()), child))


def test_a_page_without_content_is_no_gap(tmp_path: Path, child: Child) -> None:
    document = pdfs.report(2)
    document.objects[5] = document.objects[5].split(b"/Contents")[0] + b">>"
    assert not audit(made(tmp_path, document.data()), child).coverage.unread


def test_pages_are_found_where_their_list_is_broken(tmp_path: Path, child: Child) -> None:
    document = pdfs.report(2)
    document.objects[1] = b"null"
    found = audit(made(tmp_path, document.data()), child)
    assert len(found.tables) == 2
    assert "read after a repair" in reasons(found)


def test_characters_that_the_font_does_not_tell_are_no_figures(tmp_path: Path, child: Child) -> None:
    # Without a table of characters the font's own numbers would show as other letters and digits.
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A+Huruf /Encoding /Identity-H /DescendantFonts [<< "
        b"/Type /Font /Subtype /CIDFontType2 /BaseFont /A+Huruf /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (Identity) /Supplement 0 >> /DW 600 >>] >>"
    )
    content = b"BT /F1 9 Tf 40 700 Td <00190012001A00120013001400150016001700180019> Tj ET"
    found = audit(made(tmp_path, pdfs.document([pdfs.stream(content)], font=font).data()), child)
    assert "characters cannot be told" in reasons(found)


def test_a_report_cut_in_two_tells_what_is_lost(samples: Path, tmp_path: Path, child: Child) -> None:
    data = (samples / "naker.pdf").read_bytes()
    try:
        assert audit(made(tmp_path, data[: len(data) // 2]), child).coverage.unread
    except ReportError as error:
        assert "laporan.pdf" in error.reason.id


# ------------------------------------------------------------------------------------------- passwords


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = made(tmp_path, pdfs.report().data())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="pemilik", user="rahasia"))
    return path


def test_an_encrypted_report_is_read_with_its_password(locked: Path, child: Child) -> None:
    assert audit(locked, child, password="rahasia").statements


@pytest.mark.parametrize(("password", "said"), [(None, "--password"), ("salah", "is wrong")])
def test_an_encrypted_report_without_its_password(
    locked: Path, child: Child, password: str | None, said: str
) -> None:
    with pytest.raises(PasswordError, match=said):
        audit(locked, child, password=password)


def test_a_report_that_only_forbids_printing_is_read(tmp_path: Path, child: Child) -> None:
    path = made(tmp_path, pdfs.report().data())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="pemilik", user=""))
    assert audit(path, child).statements


# ---------------------------------------------------------------------------------- the child's own end


def call(child: Child, function: str, path: Path, limits: Limits = TIGHT) -> object:
    return child.call(f"harmful:{function}", path, opening=Opening(limits))


@pytest.mark.parametrize(
    ("function", "said"),
    [
        ("crash", "the PDF reader died"),
        ("hang", "time limit of 1 seconds"),
        ("hoard", "memory limit of 300 MB"),
    ],
)
def test_a_page_that_ends_the_child_is_left_out(child: Child, function: str, said: str) -> None:
    skipped = call(child, function, Path("laporan.pdf"), Limits(page_time=1, memory=300))
    assert isinstance(skipped, tuple)
    assert [(page, said in why) for page, why in skipped] == [(2, True)]


def test_a_child_that_ends_outside_of_pages_ends_the_report(child: Child) -> None:
    with pytest.raises(ReportError, match=r"^laporan\.pdf: the PDF reader died"):
        call(child, "crash_at_once", Path("laporan.pdf"))
    with pytest.raises(ReportError, match="time limit of 1 seconds"):
        call(child, "hang_in_the_end", Path("laporan.pdf"), Limits(page_time=1))


def test_a_report_that_loses_many_pages_is_given_up(child: Child) -> None:
    with pytest.raises(ReportError, match="page 4: the PDF reader died"):
        call(child, "crash_everywhere", Path("laporan.pdf"))


def test_the_time_of_the_whole_report_is_final(child: Child) -> None:
    start = time.monotonic()
    with pytest.raises(ReportError, match="time limit of 2 seconds"):
        call(child, "dawdle", Path("laporan.pdf"), Limits(time=2))
    assert time.monotonic() - start < 4


def test_what_the_child_started_ends_with_it(child: Child, tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    with pytest.raises(ReportError):
        call(child, "start_another", noted, Limits(page_time=2))
    grandchild = int(noted.read_text(encoding="utf-8"))
    deadline = time.monotonic() + 5
    while psutil.pid_exists(grandchild) and time.monotonic() < deadline:
        if psutil.Process(grandchild).status() == psutil.STATUS_ZOMBIE:
            break  # killed; whoever took it over has not looked yet
        time.sleep(0.05)
    else:
        assert not psutil.pid_exists(grandchild)


def test_the_child_sends_nothing_but_values_of_the_program(child: Child) -> None:
    with pytest.raises(ReportError, match="the PDF reader died"):
        call(child, "send_code", Path("laporan.pdf"))


def test_temporary_files_of_a_killed_child_are_gone(child: Child, tmp_path: Path) -> None:
    noted = tmp_path / "place"
    with pytest.raises(ReportError):
        call(child, "leave_a_file", noted)
    assert not Path(noted.read_text(encoding="utf-8")).exists()


# ------------------------------------------------------------------------------------------ the command


def test_nothing_but_one_line_reaches_stderr(tmp_path: Path, root: Path) -> None:
    path = made(tmp_path, pdfs.report().data()[:200])
    done = subprocess.run(
        [sys.executable, "-m", "extractor", "audit", str(path)], cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="signals are sent otherwise on Windows")
def test_an_interrupt_ends_the_child_too(tmp_path: Path, root: Path) -> None:
    path = made(tmp_path, pdfs.document([pdfs.packed(b"0 0 m 9 9 l S " * 500_000)] * 8).data())
    command = [sys.executable, "-m", "extractor", "audit", str(path)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        family = psutil.Process(process.pid)
        deadline = time.monotonic() + 20
        while not (children := family.children()) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 2
    assert err.strip().count(b"\n") == 0 and b"Traceback" not in err
    assert children and not any(child.is_running() for child in children)


# ------------------------------------------------------------------------------------------- the limits


def test_limits_are_said_in_words() -> None:
    changed = parse_limits("pages=5000, page-time=10")
    assert (changed.pages, changed.page_time, changed.memory) == (5000, 10, DEFAULT.memory)
    assert parse_limits("") == DEFAULT
    for wrong in ("halaman=3", "pages", "pages=0", "pages=-1", "pages=1.5", "time=lama"):
        with pytest.raises(OptionError):
            parse_limits(wrong)


def test_every_limit_is_documented(root: Path) -> None:
    page = (root / "docs" / "security.md").read_text(encoding="utf-8")
    for name in Limits.__slots__:
        value = f"{getattr(DEFAULT, name)}"
        assert f"| `{name.replace('_', '-')}` | {value}" in page, name


@pytest.mark.parametrize(
    ("limits", "said"),
    [(Limits(pages=2), "3 pages are over the limit of 2"), (Limits(size=1), "limit of 1 MB")],
)
def test_what_passes_a_limit_is_refused(tmp_path: Path, child: Child, limits: Limits, said: str) -> None:
    data = pdfs.report(3).data() + b"%" * (2 * MB)
    with pytest.raises(ReportError, match=said):
        audit(made(tmp_path, data), child, limits)


# ---------------------------------------------------------------------------------------------- by chance


def test_files_broken_by_chance(tmp_path: Path, samples: Path, child: Child) -> None:
    bases = [pdfs.report(1).data(), pdfs.report(2).data()]
    with pikepdf.open(samples / "kesehatan.pdf") as pdf:
        del pdf.pages[10:], pdf.pages[:8]
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        bases.append(out.getvalue())
    kinds = sorted(mutations.MUTATIONS)
    for seed in range(CASES):
        kind, data = mutations.mutate(seed, bases, kinds[seed % len(kinds)])
        try:
            audit(made(tmp_path, data), child)
        except ReportError as error:
            assert "inside the program" not in error.reason.en, (seed, kind)
            assert "died" not in error.reason.en, (seed, kind)
