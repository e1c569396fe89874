"""Results at a URL; fsspec's own memory stands for an object store, which has no rename."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

import pytest

pytest.importorskip("fsspec")

import fsspec

from extractor.batch import transfer
from extractor.batch.command import ending
from extractor.batch.compare import compare
from extractor.batch.discovery import File, discover
from extractor.batch.options import Options
from extractor.batch.pool import Done, Engine, Event, Started, Waiting, local
from extractor.batch.progress import Display
from extractor.batch.remote import claim, mirror
from extractor.batch.remote.faults import shown, unread, unwritten
from extractor.batch.remote.state import state
from extractor.batch.remote.target import Target
from extractor.batch.run import Summary, run_batch
from extractor.batch.store import Store
from extractor.batch.values import Task
from extractor.errors import OptionError
from extractor.opening import Opening

from .killed import made_up

REPORTS = {"a": "Dinas A", "b [baru]": "Dinas B", "c": "Dinas C"}


class Remote:
    """A batch of made-up reports with results at a URL, from one or another machine."""

    def __init__(self, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.url, self.given, self._patch = url, folder / "in", monkeypatch
        self._folder = folder
        self.audited: list[str] = []
        self.given.mkdir()
        for name, text in REPORTS.items():
            self.write(name, text)
        self.machine("one")

    def machine(self, name: str) -> None:
        self._patch.setenv(mirror.VARIABLE, str(self._folder / name))

    def write(self, name: str, text: str) -> None:
        (self.given / f"{name}.pdf").write_text(text, encoding="utf-8")

    def run(self, engine: Engine = made_up, **options: object) -> Summary:
        self.audited = []
        known: dict[str, object] = {"given": (str(self.given),), "formats": ("json", "text"), **options}
        asked = Options(output=self.url, **known)  # type: ignore[arg-type]
        return run_batch(asked, Display(io.StringIO(), "id", live=False), engine=self._noting(engine))

    def _noting(self, engine: Engine) -> Engine:
        def events(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
            self.audited += [task.name for task in tasks if task.job is not None]
            yield from engine(tasks, opening, jobs)

        return events

    @property
    def target(self) -> Target:
        return Target(self.url)

    def states(self) -> dict[str, str]:
        return {path: self.target.state(path) for path in self.target.files()}

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """From the store at the target."""
        path = self._folder / "seen.sqlite"
        assert self.target.fetch("extract.sqlite", path)
        with Store.open(path, create=False) as store:
            return store.sql.execute(sql).fetchall()


@pytest.fixture(params=["memory", "file"])
def remote(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Remote]:
    url = (
        f"memory://{tmp_path.name}/hasil"
        if request.param == "memory"
        else f"file://{tmp_path.as_posix()}/out"
    )
    yield Remote(url, tmp_path, monkeypatch)
    if request.param == "memory":
        with suppress(FileNotFoundError):
            fsspec.filesystem("memory").rm(tmp_path.name, recursive=True)


# ------------------------------------------------------------------------------------------- one client


def test_everything_lies_at_the_target_and_nothing_else(remote: Remote, tmp_path: Path) -> None:
    summary = remote.run()
    assert summary.statuses == {"audited": 3} and remote.url.rpartition("/")[2] in summary.output
    assert summary.output in ending(summary, "id")
    outputs = {f"laporan/{name}/{name}.{end}" for name in REPORTS for end in ("audit.json", "audit.txt")}
    assert remote.target.files() == outputs | {
        "extract.sqlite", "daftar-laporan.csv", "rekapitulasi.html", "rekapitulasi.xlsx",
    }  # fmt: skip
    (work,) = (tmp_path / "one").iterdir()
    assert sorted(path.name for path in work.iterdir()) == [".kunci", "asal.json", "extract.sqlite"]

    page = (remote.target.read("rekapitulasi.html") or b"").decode()
    links = {unquote(link) for link in re.findall(r'href="(laporan[^"]*)"', page)}
    assert links == outputs, "links are relative to the recapitulation"


def test_what_is_unchanged_is_not_sent_again(remote: Remote) -> None:
    remote.run()
    before = remote.states()
    assert remote.run().same and remote.audited == [] and remote.states() == before
    remote.machine("two")
    assert remote.run().same and remote.audited == [], "another machine takes the store from the target"

    remote.write("c", "Dinas D")
    assert not remote.run().same and remote.audited == ["c.pdf"]
    changed = {path for path, now in remote.states().items() if now != before.get(path)}
    assert changed == {
        "laporan/c/c.audit.json", "laporan/c/c.audit.txt", "extract.sqlite", "daftar-laporan.csv",
        "rekapitulasi.html", "rekapitulasi.xlsx",
    }  # fmt: skip
    compared = compare(f"{remote.url}#1", f"{remote.url}/extract.sqlite", lambda path: pytest.fail(str(path)))
    assert [(each.new, len(each.change.new)) for each in compared] == [
        ("a.pdf", 0), ("b [baru].pdf", 0), ("c.pdf", 39),
    ]  # fmt: skip
    remote.machine("one")
    assert remote.run().same, "the store of the other machine is the newer one"


def _paced(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
    """``made_up``, with time between two reports for the first one's outputs to arrive."""
    for event in made_up(tasks, opening, jobs):
        yield event
        if isinstance(event, Done) and event.task.job is not None:
            for _ in range(20):
                time.sleep(0.01)
                yield Waiting()


def test_an_interrupted_run_goes_on_on_another_machine(remote: Remote) -> None:
    def interrupted(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
        for event in _paced(tasks, opening, jobs):
            if isinstance(event, Started) and event.task.job and event.task.name.startswith("b"):
                raise KeyboardInterrupt
            yield event

    with pytest.raises(KeyboardInterrupt):
        remote.run(interrupted)
    assert remote.rows("SELECT file FROM reports") == [("a.pdf",)]
    if remote.url.startswith("file"):
        assert not any(path.name.startswith(".") for path in Path(remote.url[7:]).iterdir())
    remote.machine("two")
    assert remote.run().statuses == {"audited": 3} and remote.audited == ["b [baru].pdf", "c.pdf"]


def test_the_store_is_put_now_and_then(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "_OFTEN", 0)
    monkeypatch.setattr(mirror, "_SHARE", 0)
    seen: list[object] = []

    def looking(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
        for event in _paced(tasks, opening, jobs):
            if isinstance(event, Started) and event.task.job and not event.task.name.startswith("a"):
                seen.extend(remote.rows("SELECT count(*) FROM reports"))
            yield event

    remote.run(looking)
    assert seen == [(1,), (2,)]


def test_outputs_that_are_about_to_change_are_forgotten_at_the_target_first(remote: Remote) -> None:
    remote.run()
    remote.write("a", "Dinas Z")

    def looking(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
        if tasks and tasks[0].job is not None:
            assert {path for (path,) in remote.rows("SELECT path FROM outputs")} == {
                f"laporan/{name}/{name}.{end}"
                for name in ("b [baru]", "c")
                for end in ("audit.json", "audit.txt")
            }
        yield from made_up(tasks, opening, jobs)

    remote.run(looking)


def test_a_workbook_that_somebody_wrote_into_is_kept(
    remote: Remote, page_of_naker: Path, tmp_path: Path
) -> None:
    import openpyxl

    given = {"given": (str(page_of_naker),), "formats": ("xlsx",)}
    remote.run(local, **given)
    path = "laporan/naker/naker.temuan.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(remote.target.read(path) or b""))
    book.properties.modified = book.properties.created.replace(year=2030)
    book.save(tmp_path / "edited.xlsx")
    remote.target.send({path: tmp_path / "edited.xlsx"})
    remote.run(local, lang="en", **given)
    assert (
        remote.target.read("laporan/naker/naker.temuan.lama-1.xlsx")
        == (tmp_path / "edited.xlsx").read_bytes()
    )
    assert remote.target.read(path) != (tmp_path / "edited.xlsx").read_bytes()


def test_a_corrected_list_is_kept_and_read_from_the_target(remote: Remote, tmp_path: Path) -> None:
    remote.run()
    name = "daftar-laporan.csv"
    mine = (remote.target.read(name) or b"").replace(b"2024", b"2022")
    remote.target.write(name, mine)
    remote.run(agencies=f"{remote.url}/{name}")
    assert remote.target.read(name) == mine
    assert set(remote.rows("SELECT year FROM latest_reports")) == {(2022,)}


# ------------------------------------------------------------------------------------------ two clients


def _claim_of_another(remote: Remote) -> None:
    remote.target.write(claim.FILE, b'{"client": "x", "host": "mesin-lain", "since": "2024"}')


def test_a_second_client_is_refused(remote: Remote) -> None:
    remote.run()
    before = remote.states()
    with claim.claimed(remote.target, "another"), pytest.raises(OptionError, match="in use") as refused:
        remote.machine("two")
        remote.run()
    assert "sedang dipakai" in refused.value.reason.id and remote.states() == before
    assert remote.run().same


def test_a_claim_that_nobody_renewed_is_taken(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    _claim_of_another(remote)
    with pytest.raises(OptionError, match="mesin-lain"):
        remote.run()
    monkeypatch.setattr(claim, "LEASE", -1.0)
    assert remote.run().statuses == {"audited": 3}
    assert claim.FILE not in remote.target.files()


def test_a_claim_is_renewed(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim, "_RENEWED", 0.01)
    with claim.claimed(remote.target, "one"):
        first = remote.target.modified(claim.FILE)
        until = time.monotonic() + 5
        while remote.target.modified(claim.FILE) == first and time.monotonic() < until:
            time.sleep(0.01)
        assert remote.target.modified(claim.FILE) != first


def test_who_was_taken_over_writes_nothing_more(remote: Remote) -> None:
    def losing(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
        for event in made_up(tasks, opening, jobs):
            if isinstance(event, Done) and event.task.name == "b [baru].pdf" and event.task.job is not None:
                _claim_of_another(remote)
            yield event

    with pytest.raises(OptionError, match="taken over"):
        remote.run(losing)
    files = remote.target.files()
    assert claim.FILE in files and not any("laporan/b" in path or "sqlite" in path for path in files)


def test_a_store_that_another_client_changed_is_not_overwritten(remote: Remote, tmp_path: Path) -> None:
    remote.run()
    (tmp_path / "other").write_bytes(b"of another client")

    def meanwhile(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
        yield from made_up(tasks, opening, jobs)
        remote.target.send({"extract.sqlite": tmp_path / "other"})

    remote.write("d", "Dinas D")
    with pytest.raises(OptionError, match="changed by another run"):
        remote.run(meanwhile)
    assert remote.target.read("extract.sqlite") == b"of another client"


# --------------------------------------------------------------------------------------------- failures


def _never(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
    pytest.fail("an audit has begun")
    yield


@pytest.mark.parametrize("method", ["pipe_file", "cp_file", "rm_file"])
def test_no_permission_is_said_before_any_audit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError("denied")

    remote = Remote(f"memory://user:rahasia@{tmp_path.name}/x", tmp_path, monkeypatch)
    monkeypatch.setattr(type(fsspec.filesystem("memory")), method, refuse)
    with pytest.raises(OptionError, match="no permission") as refused:
        remote.run(_never)
    assert "tidak ada izin" in refused.value.reason.id and "rahasia" not in refused.value.reason.id


def test_a_target_that_cannot_be_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remote = Remote("xyz://a/b", tmp_path, monkeypatch)
    with pytest.raises(OptionError, match="xyz://a/b"):
        remote.run(_never)
    remote.url = f"simplecache::memory://{tmp_path.name}/x"
    with pytest.raises(OptionError, match="chain"):
        remote.run(_never)
    (tmp_path / "berkas").touch()
    remote.url = f"{(tmp_path / 'berkas').as_uri()}/x"
    with pytest.raises(OptionError, match="no such place"):
        remote.run(_never)


def test_a_missing_extra_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractor.batch.remote.target.find_spec", lambda name: None)
    with pytest.raises(OptionError, match="pip install"):
        Target("memory://a")
    reason = unwritten("s3://a", ImportError("Install s3fs")).reason
    assert "needs more packages: Install s3fs" in reason.en and "paket tambahan" in reason.id


def test_a_protocol_that_does_not_tell_of_changes_is_refused(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote.run()
    monkeypatch.setattr("extractor.batch.remote.target.state", lambda info: "")
    with pytest.raises(OptionError, match="does not tell"):
        remote.run(_never)


# ----------------------------------------------------------------------------------------------- inputs


def test_urls_are_not_read_again_while_they_are_unchanged(
    remote: Remote, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Target(f"{remote.url}-in")
    for name, text in REPORTS.items():
        given.write(f"{name}.pdf", text.encode())
    read: list[str] = []
    digest = transfer.digest
    monkeypatch.setattr(transfer, "digest", lambda url: read.append(url) or digest(url))

    def names() -> list[str]:
        remote.run(_at_urls, given=(given.url,))
        found = sorted(url.rpartition("/")[2] for url in read)
        read.clear()
        return found

    assert names() == ["a.pdf", "b [baru].pdf", "c.pdf"] and names() == []
    given.write("c.pdf", b"Dinas yang lain")
    assert names() == ["c.pdf"] and remote.audited == ["c.pdf"]
    remote.machine("two")
    assert names() == []


def test_a_password_in_a_url_is_kept_nowhere() -> None:
    url = "https://nama:rahasia@host/a.pdf"
    assert File("a.pdf", Path("a.pdf"), url=url).source == "https://host/a.pdf"
    assert unread(url, PermissionError()).en == "https://host/a.pdf cannot be read (no permission)"


def _at_urls(tasks: Sequence[Task], opening: Opening, jobs: int) -> Generator[Event, None, None]:
    """``made_up`` for files at URLs."""
    for task in tasks:
        with transfer.at_hand(task, 1000) as here:
            for event in made_up([here], opening, jobs):
                yield Done(task, event.value, None, 0.0, 0) if isinstance(event, Done) else event


def test_results_below_the_inputs_are_left_out(remote: Remote) -> None:
    inputs = Target(remote.url)
    inputs.write("a.pdf", b"Dinas A")
    inputs.write("hasil-lama.pdf", b"Dinas B")
    remote.url += "/hasil"
    remote.target.write("laporan/a/a.pdf", b"bound")
    names = [listed.name for listed in transfer.listing(inputs.url, besides=remote.url)]
    assert names == ["a.pdf", "hasil-lama.pdf"]
    folder = transfer.local_folder(inputs.url)
    if folder is not None:
        found = discover((str(folder),), remote.url, lambda path: ())
        assert [file.name for file in found] == names


# ----------------------------------------------------------------------------------------- small pieces


def test_the_working_folder_of_a_url_is_always_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(mirror.VARIABLE, raising=False)
    one = mirror.working_folder("s3://bucket/x")
    assert one == mirror.working_folder("s3://key:secret@bucket/x/") != mirror.working_folder("s3://bucket/y")
    assert one.parent.name == "batch" and len(one.name) == 16
    monkeypatch.setenv(mirror.VARIABLE, "kerja")
    assert mirror.working_folder("s3://bucket/x") == Path("kerja", one.name)
    assert shown("ftp://me:secret@host/a@b") == "ftp://host/a@b"


def test_the_state_of_a_file_by_what_protocols_tell() -> None:
    assert state({"size": 1, "ETag": "a", "LastModified": 5}) == "1 etag=a"
    assert (
        state({"size": 1, "etag": "a"}) == state({"size": 1, "e_tag": "a"}) != state({"size": 2, "etag": "a"})
    )
    assert state({"size": 1, "md5Hash": "m", "generation": 3, "updated": 4}) == "1 md5hash=m generation=3"
    assert state({"size": 1, "mtime": 2.5, "created": 9, "ino": 4}) == "1 mtime=2.5"
    assert state({"size": 1, "type": "file"}) == state({"size": 1, "ETag": None}) == ""


def test_files_with_signs_of_wildcards_are_moved_as_they_are(remote: Remote, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"1")
    for name in ("a [1].txt", "a 1.txt", "a [1].txt"):
        remote.target.send({f"laporan/{name}": tmp_path / "x"})
    remote.target.move("laporan/a [1].txt", "laporan/b [1].txt")
    assert remote.target.files("laporan") == {"laporan/a 1.txt", "laporan/b [1].txt"}
