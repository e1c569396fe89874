"""``extract compare OLD NEW``: what was resolved, what is unchanged, what is new.

Either side is a PDF, the JSON of an audit, or a run of a store ('OUT' is its last one, 'OUT#3' the third, and
OUT a folder or the URL of one).
"""

from __future__ import annotations

import tempfile
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from extractor.batch.fingerprint import fingerprint
from extractor.batch.history import Change, Noted, change, of_audit, of_reports, pairs
from extractor.batch.remote.target import Target
from extractor.batch.store import FILE, Store
from extractor.batch.text import say
from extractor.batch.transfer import is_url
from extractor.errors import OptionError
from extractor.model import Audit, Language, Phrase, Severity
from extractor.output.json import dumps
from extractor.output.text import known, label, page_ranges, plain
from extractor.output.verdict import SEVERITIES, FailOn

Read = Callable[[Path], Audit]
_PARTS = ("resolved", "new", "unchanged")
_JSON_MAX = 500_000_000  # bytes; the largest audit at hand has 4 million


@dataclass(frozen=True, slots=True)
class Comparison:
    """One report of the comparison. ``old`` and ``new`` are its names there, '' where it is missing."""

    old: str
    new: str
    change: Change


def compare(old: str, new: str, read: Read) -> tuple[Comparison, ...]:
    """The comparison of two audits, or of two runs report by report. ``read`` audits a PDF; whoever compares
    an older state with a newer one gives the older first.

    Raises OptionError for what is neither, or where one side is a run and the other is not.
    """
    with tempfile.TemporaryDirectory(prefix="extract-", ignore_cleanup_errors=True) as folder:
        sides = [_run(text, Path(folder)) for text in (old, new)]
        if sides[0] and sides[1]:
            return _runs(sides[0], sides[1])
    if sides[0] or sides[1]:
        raise OptionError(_MIXED)
    before, after = (_findings(Path(text), read) for text in (old, new))
    return (Comparison(old, new, change(before, after)),)


# ------------------------------------------------------------------------------------------- the two sides


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of the store at ``path``, which the user knows by ``name``; None is the last one."""

    path: Path
    name: str
    number: int | None


def _run(text: str, folder: Path) -> _Run | None:
    """The run that an argument names; None if it names no store. One at a URL is fetched into ``folder``."""
    whole, number = text, None
    if is_url(text) or not Path(text).exists():
        name, sign, last = text.rpartition("#")
        if sign and last.isascii() and last.isdigit():
            whole, number = name, int(last)
    if is_url(whole):
        return _Run(_fetched(whole, folder), whole, number)
    path = Path(whole)
    if path.is_dir():
        path = path / FILE
    elif not path.exists() or path.suffix.casefold() != ".sqlite":
        return None
    return _Run(path, str(path), number)


def _fetched(url: str, folder: Path) -> Path:
    """The store at a URL, its own or its folder's; once, if both runs are of it."""
    at, name = (url, FILE) if not url.casefold().endswith(".sqlite") else url.rsplit("/", 1)
    target = Target(at)
    path = folder / f"{fingerprint(at, name)}.sqlite"
    if not path.exists() and not target.fetch(name, path):
        raise OptionError(Phrase(f"tidak ada basis data: {target}", f"no such store: {target}"))
    return path


def _runs(old: _Run, new: _Run) -> tuple[Comparison, ...]:
    with Store.open(old.path, create=False) as first, Store.open(new.path, create=False) as second:
        one, two = _number(first, old), _number(second, new)
        matched = pairs(first.entries(one), second.entries(two))
        before = of_reports(first, (pair.old.report for pair in matched if pair.old))
        after = of_reports(second, (pair.new.report for pair in matched if pair.new))
    return tuple(
        Comparison(
            pair.old.file if pair.old else "",
            pair.new.file if pair.new else "",
            change(
                before.get(pair.old.report, ()) if pair.old else (),
                after.get(pair.new.report, ()) if pair.new else (),
            ),
        )
        for pair in matched
    )


def _number(store: Store, asked: _Run) -> int:
    number = asked.number
    finished = store.finished_runs()
    if number is None and finished:
        return max(finished)
    if number is None or number not in finished:
        listed = ", ".join(map(str, finished)) or "-"
        raise OptionError(
            Phrase(
                f"{asked.name}: tidak ada pemeriksaan {number or ''}; yang ada: {listed}",
                f"{asked.name}: no run {number or ''}; there are: {listed}",
            )
        )
    return number


def _findings(path: Path, read: Read) -> tuple[Noted, ...]:
    if path.suffix.casefold() == ".json":
        return _from_json(path)
    return of_audit(read(path))


class _Place(BaseModel):
    model_config = ConfigDict(extra="ignore")
    page: int


class _Told(BaseModel):
    """What a comparison needs of a finding in the JSON of an audit, of this version or a later one."""

    model_config = ConfigDict(extra="ignore")
    id: str
    code: str
    severity: Severity
    indicator: str
    measure: str | None = None
    year: int | None = None
    message: str
    stated: tuple[_Place, ...] = ()
    derived: tuple[_Told, ...] = ()


class _Json(BaseModel):
    model_config = ConfigDict(extra="ignore")
    findings: tuple[_Told, ...]


def _from_json(path: Path) -> tuple[Noted, ...]:
    try:
        if path.stat().st_size > _JSON_MAX:
            raise ValueError
        told = _Json.model_validate_json(path.read_bytes())
    except (OSError, ValueError, ValidationError) as error:
        raise OptionError(
            Phrase(f"{path} bukan hasil audit dalam bentuk JSON", f"{path} is no audit in JSON")
        ) from error
    return tuple(
        Noted(
            one.id, one is not finding, one.code, one.severity, one.indicator, one.measure, one.year,
            Phrase(one.message, one.message), tuple(sorted({place.page for place in one.stated})),
        )
        for finding in told.findings
        for one in (finding, *finding.derived)
    )  # fmt: skip


# ----------------------------------------------------------------------------------------------- shown


def as_json(compared: Sequence[Comparison], lang: Language) -> str:
    """``{"reports": [{"old_report", "new_report", "resolved": [..], "unchanged": [..], "new": [..]}]}``"""
    reports = [
        {
            "old_report": each.old or None,
            "new_report": each.new or None,
            **{name: [_data(one, lang) for one in getattr(each.change, name)] for name in _PARTS},
        }
        for each in compared
    ]
    return '{"reports": [\n ' + ",\n ".join(dumps(report) for report in reports) + "\n]}\n"


def _data(one: Noted, lang: Language) -> dict[str, Any]:
    return {
        "id": one.id,
        "code": one.code,
        "severity": one.severity,
        "indicator": one.indicator,
        "measure": one.measure,
        "year": one.year,
        "message": one.message.en if lang == "en" else one.message.id,
        "pages": list(one.pages),
    }


def as_text(compared: Sequence[Comparison], lang: Language, width: int) -> str:
    """The comparison for people: first the sums, then each report that changed."""
    total = {name: sum(len(getattr(each.change, name)) for each in compared) for name in _PARTS}
    lines = [say("compare.sum", lang, **total)]
    for each in compared:
        if len(compared) > 1:
            if not (each.change.resolved or each.change.new):
                continue
            counts = {name: len(getattr(each.change, name)) for name in _PARTS}
            lines += ["", f"{_title(each, lang)}: {say('compare.sum', lang, **counts)}"]
            if not (each.old and each.new):
                continue
        for name in _PARTS if len(compared) == 1 else _PARTS[:2]:
            lines += _listed(name, getattr(each.change, name), lang, width)
    return "\n".join(lines) + "\n"


def _title(each: Comparison, lang: Language) -> str:
    if not each.old or not each.new:
        key = "compare.report_new" if each.new else "compare.report_gone"
        return say(key, lang, name=plain(each.new or each.old))
    return plain(each.new if each.old == each.new else f"{each.old} → {each.new}")


def _listed(name: str, found: Sequence[Noted], lang: Language, width: int) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield say(f"compare.{name}", lang, n=len(found))
    for one in found:
        measure = known(f"measure.{one.measure}", lang) if one.measure else ""
        subject = f"{measure} {one.year or ''}".strip()
        head = f"{one.code} {label(f'severity.{one.severity}', lang)}: {plain(one.indicator)}"
        pages = label("page", lang, pages=page_ranges(one.pages)) if one.pages else ""
        tail = ", ".join(filter(None, (subject, pages)))
        message = plain(one.message.en if lang == "en" else one.message.id)
        yield from _wrapped(f"{head} ({tail})" if tail else head, width, "- ")
        yield from _wrapped(message, width, "  ")


def _wrapped(text: str, width: int, first: str) -> list[str]:
    lines = textwrap.wrap(
        text, width, initial_indent=f"  {first}", subsequent_indent="    ", break_on_hyphens=False
    )
    return [line.replace("\u00a0", " ") for line in lines]


def exit_status(compared: Sequence[Comparison], fail_on: FailOn) -> int:
    """1 if a finding at or above ``fail_on`` is new, else 0."""
    if fail_on == "never":
        return 0
    reached = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(one.severity in reached for each in compared for one in each.change.new))


_MIXED = Phrase(
    "bandingkan dua laporan, dua hasil audit, atau dua pemeriksaan dari basis data",
    "compare two reports, two audits, or two runs of a store",
)
