"""Other documents of the agency beside the report: the same indicator is one subject in all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractor.language.identity import Matcher
from extractor.model import Phrase, ReportInfo, Source, Statement, Subject, Table, Unread
from extractor.statements.agency import of_one_agency
from extractor.statements.ledger import Ledger, Other
from extractor.statements.onename import Kind
from extractor.statements.twins import told_by_twins

_PLAN_OF: dict[str, Source] = {"pk": "pk", "renstra": "renstra", "iku": "iku", "rkt": "rkt", "renja": "rkt"}
"""What an unnamed table of targets is in a document that is itself a plan."""

_REVISION = re.compile(r"\b(?:perubahan|revisi)\b", re.IGNORECASE)
_TITLE = 120  # characters of a cover that name the document; what follows is its text

_UNTOLD: frozenset[Source] = frozenset({"lain", "lampiran", "pengukuran", "ikhtisar", "narasi"})
_PLANNED = frozenset({"target", "target_akhir", "baseline"})


def join(own: Ledger, others: Sequence[tuple[str, Ledger]]) -> Ledger:
    """The report's ledger with other documents beside it, each with the name that findings give it.

    The report's own statements and subjects stay as they are: what a report says about itself does not
    hang on what it is compared with. Documents of another agency are not joined.
    """
    if not others:
        return own
    keys = _Keys(own)
    joined = []
    for name, ledger in others:
        if not of_one_agency(own, ledger):
            continue
        mapped = keys.of(ledger)
        statements = tuple(_marked(s, name, mapped, ledger.report) for s in ledger.statements)
        plan = _plan(ledger.report)
        kinds = {s.table: s.source for s in statements if s.source == plan}
        joined.append(
            Other(
                name=name,
                report=ledger.report,
                statements=statements,
                subjects={
                    mapped[k]: s.model_copy(update={"key": mapped[k]}) for k, s in ledger.subjects.items()
                },
                tables={t.id: t for t in (_marked_table(t, name, kinds) for t in ledger.tables.values())},
                paragraphs=ledger.paragraphs,
            )
        )
    told = [replace(other, statements=(*other.statements, *told_by_twins(own, other))) for other in joined]
    return replace(own, others=tuple(told))


def remarks(own: Ledger, name: str, other: Ledger, joined: Ledger) -> Iterator[Unread]:
    """What must be said of a document so that silence about it is not taken for agreement."""
    document = Phrase(f"dokumen pembanding {name}", f"the other document {name}")
    held = next((o for o in joined.others if o.name == name), None)
    if held is None:
        mine, theirs = own.report.agency or own.report.region, other.report.agency or other.report.region
        yield Unread(
            page=None,
            what=document,
            reason=Phrase(
                f"tampaknya milik instansi lain ({theirs}; laporan ini: {mine}); tidak dibandingkan",
                f"seems to be another agency's ({theirs}; this report: {mine}); not compared",
            ),
        )
        return
    if not {s.subject for s in held.statements} & own.subjects.keys():
        yield Unread(
            page=None,
            what=document,
            reason=Phrase(
                "tidak memuat indikator atau baris anggaran laporan ini; tidak ada yang dibandingkan",
                "has no indicator or budget line of this report; nothing was compared",
            ),
        )


class _Keys:
    """Gives subjects of other documents the keys of the subjects that they are."""

    def __init__(self, own: Ledger) -> None:
        self._matchers: dict[Kind, Matcher] = {"indikator": Matcher(), "anggaran": Matcher()}
        self._known: dict[tuple[Kind, int], set[int]] = {}
        self._doubled = _doubled(own)
        self._next = max(own.subjects, default=-1) + 1
        for subject in own.subjects.values():
            self._learn(subject, subject.key)

    def of(self, ledger: Ledger) -> dict[int, int]:
        """For each subject of a document its key beside the report."""
        doubled = self._doubled | _doubled(ledger)
        mapped: dict[int, int] = {}
        fresh: list[Subject] = []
        for subject in ledger.subjects.values():
            alone = (subject.kind, letters_of(subject.name)) in doubled
            found = None if alone or subject.kind == "agregat" else self._find(subject)
            if found is None:
                found, self._next = self._next, self._next + 1
                if not alone and subject.kind != "agregat":
                    fresh.append(subject)
            mapped[subject.key] = found
        for subject in fresh:
            self._learn(subject, mapped[subject.key])
        return mapped

    def _learn(self, subject: Subject, key: int) -> None:
        if subject.kind != "agregat":
            for name in subject.names:
                place = (subject.kind, self._matchers[subject.kind].key(name))
                self._known.setdefault(place, set()).add(key)

    def _find(self, subject: Subject) -> int | None:
        for name in subject.names:
            found = self._known.get((subject.kind, self._matchers[subject.kind].key(name)), set())
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None


def _plan(report: ReportInfo) -> Source | None:
    """The kind of plan that a document is as a whole."""
    plan = _PLAN_OF.get(report.kind)
    revised: dict[Source | None, Source] = {"pk": "pk_perubahan", "renstra": "renstra_perubahan"}
    return revised.get(plan, plan) if _REVISION.search(report.title[:_TITLE]) else plan


def letters_of(name: str) -> str:
    """A name's letters and digits: cells cut words anywhere."""
    return re.sub(r"[^a-z0-9]+", "", name.casefold())


def _doubled(ledger: Ledger) -> set[tuple[str, str]]:
    """Names of several subjects: rows of a table in the same words with other figures are several things."""
    written = Counter((s.kind, letters_of(s.name)) for s in ledger.subjects.values())
    return {name for name, times in written.items() if times > 1}


def _marked(s: Statement, name: str, mapped: dict[int, int], report: ReportInfo) -> Statement:
    update: dict[str, object] = {"document": name, "subject": mapped.get(s.subject, -1)}
    if s.table is not None:
        update["table"] = f"{name}:{s.table}"
    plan = _plan(report)
    if plan is not None and s.measure in _PLANNED and s.source in _UNTOLD and s.kind == "table":
        update["source"] = plan
    return s.model_copy(update=update)


def _marked_table(table: Table, name: str, kinds: Mapping[str | None, Source]) -> Table:
    key = f"{name}:{table.id}"
    kind = kinds.get(key, table.kind) if table.kind in _UNTOLD else table.kind
    return table.model_copy(update={"id": key, "document": name, "kind": kind})
