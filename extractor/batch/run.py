"""A batch from its arguments to the store and the outputs.

Files are found and hashed, new ones recognised, brought together into submissions; what the store does not
know yet is audited by the engine; each report is put into the store in one transaction as it comes back. A
batch that is killed loses the reports that were being read at that moment, and nothing else: the same
command goes on.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace

from extractor.batch.agencies import Corrections, read_list
from extractor.batch.fingerprint import fingerprint, program
from extractor.batch.gathering import Gathering
from extractor.batch.names import folder_names
from extractor.batch.options import Options
from extractor.batch.plan import Submission
from extractor.batch.pool import Done, Engine, Reading, Started, local
from extractor.batch.progress import Display
from extractor.batch.results import Results, output_path, results_at
from extractor.batch.store import Entry, Store
from extractor.batch.text import say
from extractor.batch.values import Job, Task
from extractor.errors import OptionError
from extractor.limits import MB
from extractor.model import Phrase
from extractor.output.files import was_edited

_READERS = 8  # older workbooks looked at side by side: at a URL each is fetched


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be audited, and why."""

    file: str
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a batch whose results lie at ``output``. ``pages`` and ``seconds`` are of this call's
    own work; ``same`` says that nothing changed since the last run."""

    run: int
    output: str
    statuses: Mapping[str, int]
    severities: Mapping[str, int]
    failures: tuple[Failure, ...]
    pages: int
    seconds: float
    same: bool


def run_batch(options: Options, display: Display, *, engine: Engine = local) -> Summary:
    """Audit all that is given and keep it in the store of ``options.output``.

    Raises OptionError for arguments that mean nothing, or a folder that another batch is at work in.
    """
    start = time.monotonic()
    corrections = read_list(options.agencies) if options.agencies else Corrections()
    with results_at(options.output) as results, Store.open(results.store) as store, _staging(results):
        batch = _Batch(options, display, results.carrying(engine), store, results)
        try:
            gathering = Gathering(options, display, engine, store, results)
            plan = gathering.plan(corrections)
            gathering.write_list(plan)
            summary = batch.audit(plan, start)
            results.keep(now=True)
        except BaseException:
            with suppress(OptionError, OSError):
                results.keep(now=True)
            raise
        batch.recapitulate(summary.run)
        return summary


@dataclass(slots=True)
class _Batch:
    options: Options
    display: Display
    engine: Engine
    store: Store
    results: Results

    # ---------------------------------------------------------------------------------------- auditing

    def audit(self, plan: Sequence[Submission], start: float) -> Summary:
        prints = {s.name: self._fingerprint(s) for s in plan}
        known = {s.name: report for s in plan if (report := self._known(prints[s.name])) is not None}
        todo = [s for s in plan if s.name not in known]
        entries = [self._entry(s, known[s.name]) for s in plan if s.name in known]
        joined = [(s.name, file.name) for s in plan for file in s.against]
        last = self.store.last_run()
        if not todo and last is not None and self._is_same(last, entries, joined):
            return self._summary(last, 0, start, same=True)
        count = len({file.name for s in plan for file in (*s.files, *s.against)})
        self.display.line(
            say("found", self.options.lang, files=count, reports=len(plan), cached=len(known), todo=len(todo))
        )
        for pair in joined:
            self.display.line(say("joined", self.options.lang, report=pair[0], name=pair[1]))
        run = self.store.begin_run(program(), repr(self.options.asked[1:5]))
        with self.store.transaction():
            self.store.attach(run, entries)
            self.store.join(run, joined)
        folders = folder_names(s.name for s in plan)
        pages = self._audit(run, todo, prints, folders)
        self.store.finish_run(run)
        return self._summary(run, pages, start, same=False)

    def _audit(
        self, run: int, todo: Sequence[Submission], prints: Mapping[str, str], folders: Mapping[str, str]
    ) -> int:
        """Audit and keep submissions; gives the number of pages read."""
        by_name = {s.name: s for s in todo}
        self.display.begin(len(todo), sum(s.facts.pages for s in todo))
        done = pages = 0
        for one in todo:
            if one.reason is not None:
                done += 1
                self._keep(run, one, prints[one.name], None, one.reason)
                self.display.done(
                    one.name, 0, self.display.failure(done, len(todo), one.name, one.reason), failed=True
                )
        tasks = self._tasks(todo, folders)
        self._forget(tasks)
        with closing(self.engine(tasks, self.options.opening, self.options.workers)) as events:
            for event in events:
                if isinstance(event, Started):
                    self.display.started(event.task.name, event.task.pages)
                elif isinstance(event, Reading):
                    self.display.reading(event.task.name, event.done, event.total)
                elif isinstance(event, Done):
                    done += 1
                    one = by_name[event.task.name]
                    reason = self._keep(run, one, prints[one.name], event, event.reason)
                    pages += 0 if reason else one.facts.pages
                    line = self._line_of(event, reason, done, len(todo))
                    self.display.done(one.name, one.facts.pages, line, failed=reason is not None)
                    self.results.keep()
                else:
                    self.display.tick()
        self.display.close()
        return pages

    def _line_of(self, event: Done, reason: Phrase | None, n: int, total: int) -> str:
        if reason is not None:
            return self.display.failure(n, total, event.task.name, reason)
        info = event.value["report"]
        if info["status"] == "unread":
            why = info["reason"][self.options.lang == "en"]
            return say("log.unread", self.options.lang, n=n, total=total, name=event.task.name, why=why)
        counts = Counter(row[4] for row in event.value["findings"] if row[2] is None)
        return say(
            "log.done", self.options.lang, n=n, total=total, name=event.task.name, error=counts["error"],
            warning=counts["warning"], info=counts["info"], pages=info["pages"],
            seconds=f"{event.seconds:.1f}",
        )  # fmt: skip

    def _fingerprint(self, s: Submission) -> str:
        # The file's own name counts: it decides the report's year where nothing else does.
        own = [(file.path.name, file.sha256) for file in s.files]
        others = [(file.path.name, file.sha256) for file in s.against]
        given = (s.given.agency, s.given.region, s.given.year, s.given.kind)
        refused = (s.name, s.reason) if s.reason and not s.files[0].sha256 else ()
        several = s.name if len(s.files) > 1 else ""
        return fingerprint("report", own, others, given, refused, several, *self.options.asked)

    def _known(self, print_: str) -> int | None:
        """The number of a report that needs no audit: known, with all outputs that are asked for."""
        known = self.store.report(print_)
        if known is None:
            return None
        report, status = known
        if status == "failed":
            return None if self.options.retry else report
        made = self.store.outputs(report)
        for name in self.options.formats:
            lang, path = made.get(name, ("", ""))
            if lang != self.options.lang or not self.results.holds(path):
                return None
        return report

    def _entry(self, s: Submission, report: int) -> Entry:
        """A submission as it stands in a run; what its plain text did not tell (a scan has none), the audit
        may have found."""
        sha256 = s.files[0].sha256 if len(s.files) == 1 else fingerprint([file.sha256 for file in s.files])
        agency, region, year, kind = self.store.told(report)
        facts = s.facts
        return Entry(
            s.name,
            report,
            sha256,
            facts.agency or agency,
            facts.region or region,
            facts.year or year,
            facts.kind or kind,
        )

    def _is_same(self, run: int, entries: Sequence[Entry], joined: Sequence[tuple[str, str]]) -> bool:
        now = tuple(sorted(entries, key=lambda entry: entry.file))
        return self.store.entries(run) == now and self.store.joined(run) == tuple(sorted(joined))

    def _tasks(self, todo: Sequence[Submission], folders: Mapping[str, str]) -> list[Task]:
        with ThreadPoolExecutor(_READERS) as threads:
            made = [
                threads.submit(self._task, n, s, folders[s.name])
                for n, s in enumerate(todo)
                if s.reason is None
            ]
            return [task.result() for task in made]

    def _task(self, number: int, s: Submission, folder: str) -> Task:
        several = len(s.files) > 1
        job = Job(
            name=s.name,
            staging=str((self.results.staging / f"{number:05d}").absolute()),
            stem=folder,
            parts=tuple((f.name, f.sha256, f.place) for f in s.files) if several else (),
            against=tuple(file.place for file in s.against),
            agency=s.given.agency,
            region=s.given.region,
            year=s.given.year,
            kind=s.given.kind,
            select=self.options.select,
            ignore=self.options.ignore,
            patterns=str(self.options.patterns.absolute()) if self.options.patterns else None,
            formats=self.options.formats,
            lang=self.options.lang,
            ocr=self.options.ocr,
        )
        job = replace(job, previous=self._previous(job))
        digests = {file.place: file.sha256 for file in (*s.files, *s.against)}
        return Task(
            s.name, "extractor.batch.work:work", s.files[0].place, {"job": job}, s.facts.pages, digests
        )

    def _previous(self, job: Job) -> str | None:
        """The workbook of the report that somebody wrote into, if there is one."""
        if "xlsx" not in job.formats:
            return None
        previous = self.results.at_hand(output_path(job, job.file("xlsx")))
        return str(previous.absolute()) if previous and was_edited(previous) else None

    # ----------------------------------------------------------------------------------------- keeping

    def _forget(self, tasks: Sequence[Task]) -> None:
        """Older reports whose outputs are overwritten must not be taken for ones that still have them, on
        whatever machine the batch goes on."""
        jobs = [task.options["job"] for task in tasks]
        if self.store.forget_outputs(output_path(job, name) for job in jobs for name in job.files.values()):
            self.results.keep(now=True)

    def _keep(
        self, run: int, s: Submission, print_: str, event: Done | None, reason: Phrase | None
    ) -> Phrase | None:
        """Put outputs in their places and the report into the store; gives why it could not be audited.

        What comes from a child may be anything: a value that the store does not take fails the report.
        """
        rows = event.value if event and reason is None else _failed(s)
        seconds, memory = (event.seconds, event.memory // MB) if event else (0.0, 0)
        try:
            outputs = self._placed(event) if event and reason is None else {}
            with self.store.transaction():
                report = self.store.keep_report(
                    print_, rows, seconds=seconds, memory_mb=memory, reason=reason, outputs=outputs,
                    lang=self.options.lang,
                )  # fmt: skip
                self.store.attach(run, [self._entry(s, report)])
        except (KeyError, TypeError, ValueError, AttributeError, OSError, sqlite3.InterfaceError,
                sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:  # fmt: skip
            if reason is not None:
                raise
            what = type(error).__name__
            refused = Phrase(f"hasilnya tidak dapat disimpan ({what})", f"its result cannot be kept ({what})")
            return self._keep(run, s, print_, event, refused)
        return reason

    def _placed(self, event: Done) -> Mapping[str, str]:
        """The outputs of a report put where they belong; their paths by format."""
        if event.placed is not None:
            return event.placed
        return self.results.place(event.task.options["job"])

    def recapitulate(self, run: int) -> None:
        """Write the recapitulation of a run, unless it lies there."""
        stem = say("recap.file", self.options.lang)
        paths = [f"{stem}{suffix}" for suffix in (".xlsx", ".html")]
        made = f"{run} {self.options.lang} {program()}"
        if self.store.mark("recap") == made and all(map(self.results.holds, paths)):
            return
        from extractor.batch.recap import page, workbook
        from extractor.batch.recap.figures import recap
        from extractor.checks.registry import all_rules

        shown = recap(self.store, run, {rule.code: rule.title for rule in all_rules()})
        html = page.render(shown, self.options.lang).encode("utf-8", errors="replace")
        self.results.write(paths[0], workbook.render(shown, self.options.lang))
        self.results.write(paths[1], html)
        self.store.set_mark("recap", made)
        self.results.settle()

    def _summary(self, run: int, pages: int, start: float, *, same: bool) -> Summary:
        sql = self.store.sql
        statuses = sql.execute(
            "SELECT status, count(*) FROM run_reports JOIN reports ON id = report WHERE run = ?"
            " GROUP BY status", (run,)
        )  # fmt: skip
        severities = sql.execute(
            "SELECT severity, count(*) FROM run_reports JOIN findings USING (report)"
            " WHERE run = ? AND cause IS NULL GROUP BY severity", (run,)
        )  # fmt: skip
        failures = sql.execute(
            "SELECT run_reports.file, reason_id, reason_en FROM run_reports JOIN reports ON id = report"
            " WHERE run = ? AND status <> 'audited' ORDER BY run_reports.file", (run,)
        )  # fmt: skip
        return Summary(
            run=run,
            output=str(self.results),
            statuses=Counter(dict(statuses.fetchall())),
            severities=Counter(dict(severities.fetchall())),
            failures=tuple(
                Failure(file, _NOT_READ if why is None else Phrase(why, why_en))
                for file, why, why_en in failures
            ),
            pages=pages,
            seconds=time.monotonic() - start,
            same=same,
        )


_NOT_READ = Phrase(say("not_read", "id"), say("not_read", "en"))


def _failed(s: Submission) -> dict[str, dict[str, object]]:
    facts = s.facts
    return {
        "report": {
            "status": "failed", "file": s.files[0].path.name, "sha256": s.files[0].sha256, "title": "",
            "agency": facts.agency, "region": facts.region, "year": facts.year, "kind": facts.kind,
            "pages": facts.pages, "scanned_pages": 0,
        }
    }  # fmt: skip


@contextmanager
def _staging(results: Results) -> Iterator[None]:
    """The folder for what is not yet in its place; what a killed batch left there goes first."""
    shutil.rmtree(results.staging, ignore_errors=True)
    results.staging.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        shutil.rmtree(results.staging, ignore_errors=True)
