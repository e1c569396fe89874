"""From files to submissions: what is audited, from which parts, and held against which documents.

A Renstra, PK, IKU or RKT of an agency is held against the agency's report of the same year, and not audited
for itself. One that belongs to no report at hand is audited alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from extractor.batch.agencies import Corrections, Line
from extractor.batch.discovery import File
from extractor.batch.parts import groups
from extractor.batch.values import Facts
from extractor.language.agencies import name_key, same_agency
from extractor.model import Phrase

REPORT = "lakip"
_JOINED = ("renstra", "pk", "iku", "rkt")  # kinds that are held against a report, in this order
_OF_THE_YEAR = ("pk", "rkt")  # an IKU decree and a Renstra are in force for years


@dataclass(frozen=True, slots=True)
class Submission:
    """One report, or one document that stands alone.

    ``name`` is its file's, or the folder's of its parts. ``facts`` are corrected by the auditor's list, and
    ``given`` says which of them are the auditor's. ``reason`` says why it cannot be audited.
    """

    name: str
    files: tuple[File, ...]
    facts: Facts
    given: Line
    against: tuple[File, ...] = ()
    reason: Phrase | None = None


def make_plan(
    files: Sequence[File],
    facts: Mapping[str, Facts],
    reasons: Mapping[str, Phrase],
    corrections: Corrections,
    *,
    join: bool = True,
) -> tuple[Submission, ...]:
    """The submissions by name. ``facts`` and ``reasons`` are those of a file's name: what it says of itself,
    or why it cannot be read. Without ``join`` every document is audited alone."""
    by_name = {file.name: file for file in files}
    usable = [file.name for file in files if file.name not in reasons]
    bound = _bound(usable, facts, corrections)
    alone = set(by_name) - {name for names in bound.values() for name in names}
    submissions = [
        _submission(name, [by_name[part] for part in names], facts, corrections)
        for name, names in bound.items()
    ]
    for name in sorted(alone):
        one = _submission(name, [by_name[name]], facts, corrections)
        submissions.append(replace(one, reason=reasons.get(name)))
    submissions = _of_folder(submissions)
    return tuple(sorted(_joined(submissions) if join else submissions, key=lambda s: s.name))


# --------------------------------------------------------------------------------------------- parts


def _bound(
    names: Sequence[str], facts: Mapping[str, Facts], corrections: Corrections
) -> dict[str, tuple[str, ...]]:
    """Reports in several files: name and files of each. The auditor's list goes before the names."""
    listed: dict[str, list[str]] = defaultdict(list)
    order = {line.file: n for n, line in enumerate(corrections.lines)}
    for name in sorted(names, key=lambda n: order.get(corrections.of(n).file, 0)):
        if report := corrections.of(name).report:
            listed[report].append(name)
    taken = {name for members in listed.values() for name in members}
    result = {report: tuple(members) for report, members in listed.items() if len(members) > 1}
    for members in groups(name for name in names if name not in taken):
        if _agree([facts[name] for name in members]):
            result[_group_name(members, result)] = members
    return result


def _agree(facts: Sequence[Facts]) -> bool:
    """Parts of one report name one agency, where they name any."""
    agencies = [f.agency for f in facts if f.agency]
    return all(same_agency(agencies[0], other) for other in agencies[1:])


def _group_name(members: Sequence[str], known: Mapping[str, object]) -> str:
    """The folder of the parts, or, where there is none or it has several reports, its first chapter."""
    folder = PurePosixPath(members[0]).parent.as_posix()
    return members[0] if folder == "." or folder in known else folder


def _submission(
    name: str, files: Sequence[File], facts: Mapping[str, Facts], corrections: Corrections
) -> Submission:
    own = [facts.get(file.name, Facts()) for file in files]
    lines = [corrections.of(file.name) for file in files]
    given = Line(
        name,
        agency=next((line.agency for line in lines if line.agency), ""),
        region=next((line.region for line in lines if line.region), ""),
        year=next((line.year for line in lines if line.year), None),
        kind=next((line.kind for line in lines if line.kind), ""),
        report=next((line.report for line in lines if line.report), ""),
    )
    longest = sorted(own, key=lambda f: -f.pages)
    kind = REPORT if any(f.kind == REPORT for f in own) else longest[0].kind
    return Submission(
        name=name,
        files=tuple(files),
        facts=Facts(
            agency=given.agency or next((f.agency for f in longest if f.agency), ""),
            region=given.region or next((f.region for f in longest if f.region), ""),
            year=given.year or next((f.year for f in longest if f.year), None),
            kind=given.kind or kind,
            pages=sum(f.pages for f in own),
            period=longest[0].period,
        ),
        given=given,
    )


def _of_folder(submissions: Sequence[Submission]) -> list[Submission]:
    """A scan says nothing of its agency; in a folder in which only one agency is named, it is that one's."""
    named: dict[str, dict[str, Facts]] = defaultdict(dict)
    for one in submissions:
        if one.facts.agency:
            named[_folder(one)].setdefault(name_key(one.facts.agency), one.facts)
    result = []
    for one in submissions:
        here = list(named.get(_folder(one), {}).values())
        if not one.facts.agency and _folder(one) != "." and len(here) == 1:
            facts = replace(one.facts, agency=here[0].agency, region=one.facts.region or here[0].region)
            one = replace(one, facts=facts)
        result.append(one)
    return result


def _folder(submission: Submission) -> str:
    return PurePosixPath(submission.files[0].name).parent.as_posix()


# --------------------------------------------------------------------------------------------- joining


def _joined(submissions: Sequence[Submission]) -> list[Submission]:
    reports = [s for s in submissions if s.facts.kind == REPORT and s.reason is None]
    documents = [s for s in submissions if s.facts.kind in _JOINED and s.reason is None and len(s.files) == 1]
    used: set[str] = set()
    result = []
    for report in reports:
        mine = [d for kind in _JOINED for d in _in_force(kind, report, documents)]
        used.update(d.name for d in mine)
        result.append(replace(report, against=tuple(d.files[0] for d in mine)))
    kept = {s.name for s in reports} | used
    return [*result, *(s for s in submissions if s.name not in kept)]


def _in_force(kind: str, report: Submission, documents: Sequence[Submission]) -> list[Submission]:
    """The documents of a kind that bind the report: of its agency, and in force in its year."""
    own = [d for d in documents if d.facts.kind == kind and same_agency(d.facts.agency, report.facts.agency)]
    year = report.facts.year
    if kind in _OF_THE_YEAR:
        return [d for d in own if year is not None and d.facts.year == year]
    if kind == "renstra":
        return [d for d in own if d.facts.period is None or year is None or _covers(d.facts.period, year)]
    dated = [d for d in own if d.facts.year is None or year is None or d.facts.year <= year]
    latest = max((d.facts.year or 0 for d in dated), default=0)
    return [d for d in dated if (d.facts.year or 0) == latest]


def _covers(period: tuple[int, int], year: int) -> bool:
    return period[0] <= year <= period[1]
