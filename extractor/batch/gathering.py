"""From arguments to submissions: files found, new ones recognised, the auditor's list read and written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.batch.agencies import Corrections, Line, written_list
from extractor.batch.discovery import File, discover
from extractor.batch.fingerprint import fingerprint
from extractor.batch.options import Options
from extractor.batch.plan import Submission, make_plan
from extractor.batch.pool import Done, Engine
from extractor.batch.progress import Display
from extractor.batch.results import Results
from extractor.batch.store import Store
from extractor.batch.text import say
from extractor.batch.values import Facts, Task
from extractor.errors import OptionError
from extractor.guard import Child
from extractor.model import Phrase

LIST = "daftar-laporan.csv"
NEW_LIST = "daftar-laporan.baru.csv"


@dataclass(frozen=True, slots=True)
class Gathering:
    """The first half of a batch."""

    options: Options
    display: Display
    engine: Engine
    store: Store
    results: Results

    def plan(self, corrections: Corrections) -> tuple[Submission, ...]:
        files = discover(self.options.given, self.options.output, self._unpack, self.store.sources())
        if not files:
            raise OptionError(Phrase(say("nothing", "id"), say("nothing", "en")))
        self.store.keep_sources({file.source: (file.state, file.sha256) for file in files if file.state})
        facts: dict[str, Facts] = {}
        reasons: dict[str, Phrase] = {file.name: file.reason for file in files if file.reason}
        unknown = []
        for file in files:
            if file.reason:
                continue
            known = self.store.document(self._document(file))
            if known is None or (known[1] and self.options.retry):
                unknown.append(file)
            else:
                self._learn(file, *known, facts, reasons)
        for file, found, reason in self._recognised(unknown):
            self.store.keep_document(self._document(file), file.name, file.sha256, found, reason)
            self._learn(file, found, reason, facts, reasons)
        return make_plan(files, facts, reasons, corrections, join=self.options.join)

    @staticmethod
    def _learn(
        file: File, found: Facts, reason: Phrase | None, facts: dict[str, Facts], reasons: dict[str, Phrase]
    ) -> None:
        facts[file.name] = found
        if reason:
            reasons[file.name] = reason

    def _document(self, file: File) -> str:
        return fingerprint("document", file.path.name, file.sha256, *self.options.asked)

    def _unpack(self, path: Path) -> Sequence[tuple[str, str, str, str]]:
        target = self.results.staging / f"zip-{fingerprint(str(path.resolve()))[:8]}"
        with Child() as child:
            unpacked: Sequence[tuple[str, str, str, str]] = child.call(
                "extractor.batch.archive:unpack",
                str(path),
                opening=self.options.opening,
                target=str(target),
            )
        return unpacked

    def _recognised(self, files: Sequence[File]) -> Iterator[tuple[File, Facts, Phrase | None]]:
        by_name = {file.name: file for file in files}
        tasks = [_task(file) for file in files]
        with closing(self.engine(tasks, self.options.opening, self.options.workers)) as events:
            done = 0
            for event in events:
                if isinstance(event, Done):
                    done += 1
                    facts = Facts() if event.reason else Facts(*event.value)
                    yield by_name[event.task.name], facts, event.reason
                self.display.recognising(done, len(files))

    def write_list(self, plan: Sequence[Submission]) -> None:
        """The list of files for the auditor to correct. One that was changed since is left alone."""
        lines = [
            Line(file.name, s.facts.agency, s.facts.region, s.facts.year, s.facts.kind, _bound_as(s))
            for s in plan
            for file in s.files
        ]
        joined = [file for s in plan for file in s.against]
        known = {line.file for line in lines}
        lines += [self._line(file) for file in joined if file.name not in known]
        data = written_list(sorted(set(lines), key=lambda line: line.file), self.options.lang).encode()
        ours = (self.store.mark("list") or "").split()
        there = self._lies(LIST)
        if there not in ("", _content(data), *ours):
            self.display.line(say("list.kept", self.options.lang, name=LIST, other=NEW_LIST))
            if self._lies(NEW_LIST) != _content(data):
                self._put(NEW_LIST, data)
            return
        if there != _content(data):
            # Before the list itself: a batch that is killed in between must know its own again.
            self.store.set_mark("list", " ".join([*ours[:1], _content(data)]))
            self._put(LIST, data)
            there = self._lies(LIST)
        self.store.set_mark("list", there)

    def _put(self, name: str, data: bytes) -> None:
        with suppress(OSError):  # open in Excel: the list of the last run stays
            self.results.write(name, data)

    def _lies(self, name: str) -> str:
        """The digest of a file that lies among the results, '' if there is none."""
        path = self.results.at_hand(name)
        return _content(path.read_bytes()) if path else ""

    def _line(self, file: File) -> Line:
        known = self.store.document(self._document(file))
        facts = known[0] if known else Facts()
        return Line(file.name, facts.agency, facts.region, facts.year, facts.kind)


def _task(file: File) -> Task:
    digests = {file.place: file.sha256}
    return Task(file.name, "extractor.batch.recognise:recognise", file.place, digests=digests)


def _bound_as(s: Submission) -> str:
    """The name of the report that a file is a part of."""
    return s.name if len(s.files) > 1 else ""


def _content(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
