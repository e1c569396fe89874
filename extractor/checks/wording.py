"""IND002: a sasaran or indicator worded so differently between documents that it may be another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from extractor.checks.findings import draft
from extractor.checks.indicator_wording import graded_otherwise
from extractor.checks.registry import rule
from extractor.model import Finding, Phrase, Stated, Statement, Table
from extractor.statements.ledger import Ledger, Other

_SAME = 80  # percent; names more alike, or of which one holds the other's words, are one sasaran
_HELD = 92
_MIN_WORDS = 3  # a shorter cell is a heading or a piece of a name
_RENAMED = 65  # similarity, in percent, of two names of which each stands on one side only
_SAME_LETTERS = 90
_SEVERAL = re.compile(r"\s[-–]\s|(?:^|\s)[a-e][.)]\s")
_ENOUGH = 2  # tables that must agree on a wording which the agreement does not know
_REFERENCE = ("pk_perubahan", "pk")
_COMPARED = frozenset(
    {
        *_REFERENCE,
        "renstra",
        "renstra_perubahan",
        "rpd",
        "iku",
        "rkt",
        "ikhtisar",
        "pengukuran",
        "perbandingan",
        "jangka_menengah",
    }
)


@rule(
    "IND002",
    severity="info",
    title=Phrase(
        "Sasaran disebut dengan rumusan yang berbeda antar dokumen",
        "A sasaran is worded differently between documents",
    ),
)
def check_wording(ledger: Ledger) -> Iterator[Finding]:
    """The sasaran of one indicator is worded one way in the agreement (or the plan) and quite another way in
    the measurement.

    Why: the reader cannot tell whether the sasaran agreed upon is the one that is reported, and the reviewer
    must ask.

    So is an indicator whose reported name differs from the agreed one in a grade or a number only.
    The agreement may be a file of its own (--against).

    Spelling, word forms ('meningkatnya', 'meningkatkan') and shortened names are not reported.

    Example: 'Terciptanya kesadaran para pengurus ... koperasi' in the agreement, 'Meningkatnya kelembagaan
    dan pengawasan usaha koperasi' in the measurement.

    The agency should use the wording of the agreement, or explain the change.
    """
    yield from graded_otherwise(ledger)
    names = _names(ledger)
    tables = _tables(ledger)
    in_table: dict[str, list[str]] = defaultdict(list)
    for found in names.values():
        for table, (name, _) in found.items():
            in_table[table].append(name)
    seen: list[tuple[str, str]] = []
    for subject, found in names.items():
        reference = next((t for kind in _REFERENCE for t in found if tables[t].kind == kind), None)
        if reference is None:
            continue
        agreed, place = found[reference]
        others = [(t, n, s) for t, (n, s) in found.items() if not _alike(n, agreed)]
        # A sasaran that the reference has too stands beside the wrong indicator: another matter.
        others = [(t, n, s) for t, n, s in others if not any(_alike(n, k) for k in in_table[reference])]
        others = [(t, n, s) for t, n, s in others if tables[t].kind not in _REFERENCE or n == others[0][1]]
        alone = all(not any(_alike(agreed, k) for k in in_table[t]) for t, _, _ in others)
        if not others or (len(others) < _ENOUGH and not alone):
            continue
        other = others[0][1]
        if any(_alike(a, agreed) and _alike(b, other) for a, b in seen):
            continue
        seen.append((agreed, other))
        same = [(t, s) for t, n, s in others if _alike(n, other)]
        pages = sorted({s.page for _, s in same})
        name = ledger.subjects[subject].name
        yield draft(
            "IND002",
            "info",
            indicator=agreed,
            measure=None,
            year=ledger.report.year,
            places=_places(ledger, [(place, agreed), *((s, other) for _, s in same)]),
            message=Phrase(
                f"Sasaran dari indikator “{name}” tertulis “{agreed}” ({_caption(tables, reference)}, "
                "halaman "
                f"{place.page}) dan “{other}” (halaman {', '.join(map(str, pages))}).",
                f"The sasaran of “{name}” is “{agreed}” ({_caption(tables, reference)}, page {place.page}) "
                "and "
                f"“{other}” (page {', '.join(map(str, pages))}).",
            ),
            criterion=Phrase(
                "Sasaran yang dilaporkan sama dengan sasaran dalam Perjanjian Kinerja dan Renstra.",
                "The sasaran reported is that of the agreement and the plan.",
            ),
            recommendation=Phrase(
                "Gunakan rumusan sasaran dalam Perjanjian Kinerja, atau jelaskan perubahannya.",
                "Use the wording of the agreement, or explain the change.",
            ),
            confidence=0.7,
        )


def _agreements(ledger: Ledger) -> list[Other]:
    """The PK of the year in files of their own."""
    return [o for o in ledger.others if o.report.kind == "pk" and o.report.year == ledger.report.year]


def _tables(ledger: Ledger) -> dict[str, Table]:
    """The tables that may be compared, the report's first."""
    result = dict(ledger.tables)
    for other in _agreements(ledger):
        result |= other.tables
    return result


def _names(ledger: Ledger) -> dict[int, dict[str, tuple[str, Statement]]]:
    """For each indicator the sasaran that each table gives it."""
    result: dict[int, dict[str, tuple[str, Statement]]] = {}
    tables = _tables(ledger)
    for s in (*ledger.statements, *(s for other in _agreements(ledger) for s in other.statements)):
        if s.table not in tables or tables[s.table].kind not in _COMPARED or s.subject not in ledger.subjects:
            continue
        name = re.sub(
            r"^\s*(?:sasaran\s*(?:strategis)?\s*)?\d*\s*[.:)]?\s*",
            "",
            " ".join(s.sasaran.split()),
            flags=re.I,
        )
        name = name.rstrip(" .;,")
        if len(name.split()) < _MIN_WORDS or ledger.subjects[s.subject].kind != "indikator":
            continue
        result.setdefault(s.subject, {}).setdefault(s.table, (name, s))
    return result


def is_several(name: str) -> bool:
    """Does a cell hold several indicators? They have no name of their own."""
    return _SEVERAL.search(name) is not None


def renamed(name: str, others: Iterable[str]) -> bool:
    """Does one of the names look like another wording of this one? Then nothing is missing."""
    name = name.casefold()
    for other in map(str.casefold, others):
        if max(fuzz.token_set_ratio(name, other), fuzz.partial_ratio(name, other)) >= _RENAMED:
            return True
        if fuzz.ratio("".join(name.split()), "".join(other.split())) >= _SAME_LETTERS:
            return True  # a word that its cell cut
    return False


def _alike(a: str, b: str) -> bool:
    one, two = (re.sub(r"[^a-z0-9 ]+", " ", x.casefold()) for x in (a, b))
    joined = sorted((one.replace(" ", ""), two.replace(" ", "")), key=len)
    if joined[1].startswith(joined[0]):
        return True
    return fuzz.token_sort_ratio(one, two) >= _SAME or fuzz.token_set_ratio(one, two) >= _HELD


def _places(ledger: Ledger, named: Sequence[tuple[Statement, str]]) -> list[Stated]:
    """The places that print the sasaran; where a table has it only in a banner, the other places do."""
    places = [_place(ledger, s, name) for s, name in named]
    printed = [p for p, (s, _) in zip(places, named, strict=True) if p.bbox != s.bbox]
    return printed if len(printed) > 1 else places


def _place(ledger: Ledger, statement: Statement, name: str) -> Stated:
    """The cell of a statement's row that holds the sasaran, or that of the nearest row above; a banner over
    the row has none."""
    table = ledger.tables[statement.table] if statement.table else None
    rows = table.rows[: (statement.row or 0) + 1] if table is not None else ()
    wanted = name.casefold()
    cell = next(
        (c for row in reversed(rows) for c in row if wanted in " ".join(c.text.split()).casefold()), None
    )
    plain = " ".join(cell.text.split()) if cell else name
    at = plain.casefold().find(wanted)
    return Stated(
        value=None,
        text=plain[at : at + len(name)],
        page=cell.page if cell else statement.page,
        bbox=cell.bbox if cell else statement.bbox,
        where=statement.where,
        source=statement.source,
        document=statement.document,
    )


def _caption(tables: Mapping[str, Table], table: str) -> str:
    told = tables[table].caption or f"tabel halaman {tables[table].pages[0]}"
    return f"{tables[table].document} {told}".strip()
