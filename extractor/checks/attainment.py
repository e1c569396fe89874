"""What the tables say about attained targets and about development against last year, for NAR002."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.checks.arithmetic import HUNDRED, printed
from extractor.model import Statement
from extractor.statements.ledger import Ledger, Row

_MEASURED = ("pengukuran", "perbandingan")
_FIRST = {
    "pertama": 1,
    "kesatu": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    "kelima": 5,
    "keenam": 6,
    "ketujuh": 7,
}


@dataclass(frozen=True, slots=True)
class Missed:
    """An indicator whose target was missed by every account: its statements of capaian (or realisasi)."""

    name: str
    shown: Statement
    others: tuple[Statement, ...]


def measured(ledger: Ledger) -> dict[int, list[Row]]:
    """Rows with target, realisasi and capaian of the report's year, by indicator."""
    own = ledger.report.year
    result: dict[int, list[Row]] = {}
    for row in ledger.rows():
        table = ledger.tables.get(row.table)
        subject = ledger.subjects.get(row.subject)
        if table is None or table.kind not in _MEASURED or subject is None or subject.kind != "indikator":
            continue
        fields = {c.field for c in table.columns}
        if "indikator" not in fields or fields & {"program", "kegiatan", "sub_kegiatan"}:
            continue
        if row.get("realisasi", own) and row.get("target", own) and row.get("capaian", own):
            result.setdefault(row.subject, []).append(row)
    return result


def misses(ledger: Ledger, row: Row) -> bool | None:
    """Did the row miss its target? None if it cannot be told."""
    own = ledger.report.year
    target, result, capaian = row.get("target", own), row.get("realisasi", own), row.get("capaian", own)
    if not (target and result and capaian):
        return None
    t, r, c = target.quantity.exact, result.quantity.exact, capaian.quantity.exact
    if t is None or r is None or c is None or len(target.quantity.readings) != 1:
        return None
    lower = ledger.subjects[row.subject].direction == "lower"
    if printed(c).high < HUNDRED and (r.value > t.value if lower else r.value < t.value):
        return True
    return False if printed(c).low >= HUNDRED or c.value >= HUNDRED else None


def missed_of(ledger: Ledger, scope: str) -> list[Missed]:
    """Indicators in the scope of a claim that missed their target in every row; empty if the scope is not
    understood."""
    rows = measured(ledger)
    nth = re.search(
        rf"\bsasaran(?:\s+strategis)?\s+(?:ke-?\s?)?(?P<n>\d|{'|'.join(_FIRST)})\b", scope, re.IGNORECASE
    )
    if nth:
        wanted = _of_sasaran(
            ledger, rows, int(nth["n"]) if nth["n"].isdigit() else _FIRST[nth["n"].casefold()]
        )
        if wanted is None:
            return []
    elif re.search(r"\b(?:ini|tersebut|program|kegiatan|itu|misi|tujuan|bidang|sasaran\s+[A-Z\"“„])", scope):
        return []
    else:
        wanted = set(rows)
    own = ledger.report.year
    result = []
    for subject in rows:
        if subject not in wanted:
            continue
        verdicts = [misses(ledger, r) for r in rows[subject]]
        if not verdicts or not all(v is True for v in verdicts):
            continue
        shown = [s for r in rows[subject] if (s := r.get("capaian", own)) is not None]
        others = tuple(
            s for s in (rows[subject][0].get("target", own), rows[subject][0].get("realisasi", own)) if s
        )
        result.append(Missed(ledger.subjects[subject].name, shown[0], others))
    return result


def _of_sasaran(ledger: Ledger, rows: dict[int, list[Row]], nth: int) -> set[int] | None:
    """The indicators of the n-th sasaran in the order of the first table that names all sasaran."""
    order: list[str] = []
    members: dict[str, set[int]] = {}
    for subject, found in rows.items():
        for row in found:
            name = re.sub(r"[^a-z]+", " ", row.statements[0].sasaran.casefold()).strip()
            if not name:
                continue
            if name not in order:
                order.append(name)
            members.setdefault(name, set()).add(subject)
    return members[order[nth - 1]] if len(order) >= max(2, nth) else None


def development(
    ledger: Ledger, page: int, own: int
) -> tuple[str, int, list[tuple[Statement, Statement]], int]:
    """Rises, falls and standstills of realisasi against last year in the comparison table nearest before the
    page (or the only one)."""
    candidates = []
    for table in ledger.own_tables:
        years = {c.year for c in table.columns if c.field == "realisasi"}
        if {own, own - 1} <= years and table.pages[0] <= page and table.kind in _MEASURED:
            candidates.append(table)
    if not candidates:
        return "", 0, [], 0
    table = max(candidates, key=lambda t: (len(t.rows), t.pages[0]))
    rose = same = 0
    fell: list[tuple[Statement, Statement]] = []
    by_row: dict[tuple[int, int], dict[int, Statement]] = {}
    for s in ledger.statements:
        if (
            s.table == table.id
            and s.row is not None
            and s.measure == "realisasi"
            and s.year in (own, own - 1)
        ):
            by_row.setdefault((s.row, s.subject), {})[s.year] = s
    for (_, subject), found in by_row.items():
        if len(found) != 2:
            continue
        last, this = found[own - 1], found[own]
        if last.value is None or this.value is None:
            same += last.text.strip() == this.text.strip() and bool(this.text.strip(" -–"))
            continue
        if last.unit != this.unit and last.unit and this.unit:
            continue
        lower = ledger.subjects[subject].direction == "lower"
        if last.value == this.value:
            same += 1
        elif (this.value > last.value) != lower:
            rose += 1
        else:
            fell.append((last, this))
    return table.caption or f"tabel halaman {table.pages[0]}", rose, fell, same
