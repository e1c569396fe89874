"""What the recapitulation shows, taken from the store: reports, agencies in order, rules, changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from extractor.batch.history import Change, Noted, change, of_reports, pairs
from extractor.batch.recap.across import Difference, between_agencies, between_years
from extractor.batch.store import Entry, Store
from extractor.language.agencies import name_key
from extractor.model import Phrase
from extractor.output.text import page_ranges
from extractor.output.verdict import SEVERITIES

FAMILY = 3
"""Letters of a code that name its family: CAP of CAP001."""
_BOUND = "bound"  # the parts in one PDF: the report itself, not an output


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the run. ``outputs`` are links by format, relative to the recapitulation; ``copy_of`` is
    another file with the same bytes; ``change`` is against the run before (empty in the first)."""

    file: str
    agency: str
    region: str
    year: int | None
    kind: str
    status: str
    reason: Phrase | None
    pages: int
    scanned: int
    figures: int
    tables: int
    tables_read: int
    rows_checked: int
    rows_right: int
    unread: int
    findings: tuple[Noted, ...]
    change: Change
    is_new: bool
    outputs: Mapping[str, str]
    against: tuple[str, ...]
    copy_of: str
    parts: tuple[tuple[str, int, int], ...] = ()  # file, first page and pages of each

    def in_parts(self, pages: Iterable[int]) -> str:
        """Where pages lie in the files of a report in parts: 'BAB II.pdf 2, 4'; '' for one file."""
        found = (
            (file.rpartition("/")[2], [page - first + 1 for page in pages if first <= page < first + count])
            for file, first, count in self.parts
        )
        return "; ".join(f"{file} {page_ranges(own)}" for file, own in found if own)

    @property
    def severities(self) -> Counter[str]:
        return Counter(one.severity for one in self.findings)

    @property
    def families(self) -> Counter[str]:
        return Counter(one.code[:FAMILY] for one in self.findings)


@dataclass(frozen=True, slots=True)
class Agency:
    """All reports of one agency. ``rank`` is 0 where none of them could be audited."""

    name: str
    region: str
    reports: tuple[Report, ...]
    rank: int = 0

    @property
    def read(self) -> tuple[Report, ...]:
        return tuple(report for report in self.reports if report.status == "audited")

    @property
    def severities(self) -> Counter[str]:
        return sum((report.severities for report in self.reports), Counter())

    @property
    def families(self) -> Counter[str]:
        return sum((report.families for report in self.reports), Counter())

    def total(self, name: str) -> int:
        """The sum of one of the reports' numbers: ``pages``, ``rows_checked``, ..."""
        return sum(getattr(report, name) for report in self.reports)

    def changed(self, name: str) -> int:
        """How many findings are ``resolved``, ``unchanged`` or ``new`` since the run before."""
        return sum(len(getattr(report.change, name)) for report in self.reports)

    @property
    def right_share(self) -> Decimal | None:
        """Of the rows recomputed, those that agree, in percent."""
        return share(self.total("rows_right"), self.total("rows_checked"))

    @property
    def error_density(self) -> Decimal | None:
        """Errors per hundred figures recorded: long reports have more errors for being long."""
        return share(self.severities["error"], self.total("figures"))


@dataclass(frozen=True, slots=True)
class Rule:
    """How often a rule speaks: its findings, and the reports that have any."""

    code: str
    title: Phrase
    findings: int
    errors: int
    reports: int


@dataclass(frozen=True, slots=True)
class Recap:
    """One run, ready to be shown. ``agencies`` are in the order in which an inspector would take them up:
    most errors first, then most warnings, then fewest rows that agree; those of which nothing could be
    audited come last. ``previous`` is None for the first run."""

    run: int
    finished: str
    previous: str | None
    reports: tuple[Report, ...]
    agencies: tuple[Agency, ...]
    rules: tuple[Rule, ...]
    gone: tuple[str, ...]
    years: tuple[Difference, ...]
    sides: tuple[Difference, ...]

    @property
    def missed(self) -> tuple[Report, ...]:
        """Reports that could not be audited."""
        return tuple(report for report in self.reports if report.status != "audited")

    @property
    def regions(self) -> tuple[str, ...]:
        return tuple(sorted({agency.region for agency in self.agencies if agency.region}))

    @property
    def families(self) -> tuple[str, ...]:
        """Families of rules that found anything, by name."""
        return tuple(sorted({family for agency in self.agencies for family in agency.families}))

    def total(self, name: str) -> int:
        return sum(agency.total(name) for agency in self.agencies)

    def changed(self, name: str) -> int:
        return sum(agency.changed(name) for agency in self.agencies)

    @property
    def severities(self) -> Counter[str]:
        return sum((agency.severities for agency in self.agencies), Counter())


def share(part: int, whole: int) -> Decimal | None:
    """A part in percent of the whole with one decimal; None of nothing."""
    return (Decimal(100) * part / whole).quantize(Decimal("0.1")) if whole else None


def recap(store: Store, run: int, titles: Mapping[str, Phrase]) -> Recap:
    """The recapitulation of a finished run. ``titles`` are those of the rules by code."""
    finished = dict(store.sql.execute("SELECT id, finished FROM runs WHERE finished IS NOT NULL"))
    earlier = max((number for number in finished if number < run), default=None)
    entries = store.entries(run)
    before = store.entries(earlier) if earlier is not None else ()
    reports = _reports(store, run, entries, before)
    known = [report for report in reports if report.status == "audited"]
    numbers = {entry.file: entry.report for entry in entries}
    audited = [(entry, numbers[entry.file]) for entry in entries if entry.file in {r.file for r in known}]
    matched = pairs(before, entries)
    return Recap(
        run=run,
        finished=finished[run],
        previous=finished.get(earlier) if earlier is not None else None,
        reports=reports,
        agencies=_ranked(reports),
        rules=_rules(reports, titles),
        gone=tuple(pair.old.file for pair in matched if pair.new is None and pair.old is not None),
        years=between_years(store, audited),
        sides=between_agencies(store, audited),
    )


def _reports(store: Store, run: int, entries: Sequence[Entry], before: Sequence[Entry]) -> tuple[Report, ...]:
    matched = {pair.new.file: pair.old for pair in pairs(before, entries) if pair.new is not None}
    noted = of_reports(store, (e.report for e in (*entries, *before)))
    facts = {row[0]: row[1:] for row in store.sql.execute(_FACTS, (run,))}
    outputs: dict[int, dict[str, str]] = defaultdict(dict)
    for report, name, path in store.sql.execute(_OUTPUTS, (run,)):
        if name != _BOUND:
            outputs[report][name] = quote(path)
    against: dict[str, list[str]] = defaultdict(list)
    for file, document in store.joined(run):
        against[file].append(document)
    parts: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for report, *part in store.sql.execute(_PARTS, (run,)):
        parts[report].append((part[0], part[1], part[2]))
    first: dict[str, str] = {}
    result = []
    for entry in entries:
        status, why, why_en, *numbers = facts[entry.report]
        pages, scanned, figures, tables, tables_read, rows_checked, rows_right, unread = numbers
        old = matched[entry.file]
        now = noted.get(entry.report, ())
        then = noted.get(old.report, ()) if old else ()
        original = first.setdefault(entry.sha256, entry.file) if entry.sha256 else entry.file
        result.append(
            Report(
                file=entry.file,
                agency=entry.agency,
                region=entry.region,
                year=entry.year,
                kind=entry.kind,
                status=status,
                reason=None if why is None else Phrase(why, why_en),
                pages=pages,
                scanned=scanned,
                figures=figures,
                tables=tables,
                tables_read=tables_read,
                rows_checked=rows_checked,
                rows_right=rows_right,
                unread=unread,
                findings=tuple(one for one in now if not one.derived),
                change=change(then, now) if old else Change((), (), ()),
                is_new=bool(before) and old is None,
                outputs=outputs[entry.report],
                against=tuple(against[entry.file]),
                copy_of="" if original == entry.file else original,
                parts=tuple(parts[entry.report]),
            )
        )
    return tuple(result)


_FACTS = """
SELECT r.id, r.status, r.reason_id, r.reason_en, r.pages, r.scanned_pages,
    (SELECT count(*) FROM statements AS s WHERE s.report = r.id),
    coalesce(c.tables, 0), coalesce(c.tables_read, 0), coalesce(c.rows_checked, 0), coalesce(c.rows_right, 0),
    (SELECT count(*) FROM unread AS u WHERE u.report = r.id)
FROM reports AS r LEFT JOIN coverage AS c ON c.report = r.id
WHERE r.id IN (SELECT report FROM run_reports WHERE run = ?)
"""
_PARTS = """
SELECT report, file, first_page, pages FROM parts
WHERE report IN (SELECT report FROM run_reports WHERE run = ?) ORDER BY report, number
"""
_OUTPUTS = """
SELECT report, format, path FROM outputs WHERE report IN (SELECT report FROM run_reports WHERE run = ?)
ORDER BY report, format
"""


def _ranked(reports: Iterable[Report]) -> tuple[Agency, ...]:
    together: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        together[name_key(report.agency)].append(report)
    agencies = [
        Agency(
            max((r.agency for r in group), key=len),
            next((r.region for r in group if r.region), ""),
            tuple(group),
        )
        for group in together.values()
    ]
    read = sorted((agency for agency in agencies if agency.read), key=_urgency)
    rest = sorted((agency for agency in agencies if not agency.read), key=lambda agency: agency.name)
    return (
        *(Agency(a.name, a.region, a.reports, rank) for rank, a in enumerate(read, start=1)),
        *rest,
    )


def _urgency(agency: Agency) -> tuple[int, int, Decimal, str]:
    right = agency.right_share
    return (
        -agency.severities["error"],
        -agency.severities["warning"],
        Decimal(100) if right is None else right,
        agency.name,
    )


def _rules(reports: Iterable[Report], titles: Mapping[str, Phrase]) -> tuple[Rule, ...]:
    found: dict[str, list[tuple[str, Noted]]] = defaultdict(list)
    for report in reports:
        for one in report.findings:
            found[one.code].append((report.file, one))
    rules = [
        Rule(
            code,
            titles.get(code, Phrase(code, code)),
            findings=len(each),
            errors=sum(one.severity == SEVERITIES[0] for _, one in each),
            reports=len({file for file, _ in each}),
        )
        for code, each in found.items()
    ]
    return tuple(sorted(rules, key=lambda rule: (-rule.findings, rule.code)))
