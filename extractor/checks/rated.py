"""Values with the category that the report gives them, in tables and in sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.checks.arithmetic import printed
from extractor.checks.findings import stated
from extractor.checks.prose import Sentence, figure, sentences
from extractor.checks.scale import Scale
from extractor.language.spotting import spotted
from extractor.model import Quantity, Stated, Statement
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_GAP = 70  # characters between a value and the words that announce its category
_VALUE = r"(?P<value>(?<![\d.,])\d{1,3}(?:[.,]\d{1,4})?)(?P<unit>\s*(?:%|persen))?"


@dataclass(frozen=True)
class Rated:
    """A value with the category that the report gives it."""

    value: Statement | Stated
    quantity: Quantity
    label: str
    category: Statement | Stated
    indicator: str
    year: int | None
    others: tuple[Quantity, ...] = ()  # the row's other figures
    column: tuple[str, str, int | None] | None = None
    statement: Statement | None = None
    percent: bool = True


def _printed(ledger: Ledger, category: Statement) -> Statement | Stated:
    """The category as its cell prints it: a tick stands for the heading of its column."""
    table = ledger.tables.get(category.table or "")
    cells = table.rows[category.row or 0] if table is not None else ()
    cell = next((c for c in cells if (c.page, c.bbox) == (category.page, category.bbox)), None)
    if cell is None or category.text in cell.text:
        return category
    return stated(category).model_copy(update={"text": cell.text})


def rated_rows(ledger: Ledger) -> list[Rated]:
    """The categories printed in tables, each with the value of its row: capaian, or realisasi where the
    row has no capaian."""
    rows: dict[tuple[str, int, int], list[Statement]] = defaultdict(list)
    for s in ledger.statements:
        if s.table is not None and s.row is not None:
            rows[(s.table, s.row, s.subject)].append(s)
    result = []
    for row in rows.values():
        for category in row:
            if category.measure != "kategori":
                continue
            near = [s for s in row if s.group == category.group or s.year == category.year]
            near = [s for s in near if s.year in (category.year, None) or category.year is None]
            capaian = [s for s in near if s.measure == "capaian"]
            value = capaian or [s for s in near if s.measure == "realisasi"]
            if len(value) != 1 or value[0].quantity.exact is None:
                continue
            column = (category.table or "", value[0].measure, category.year)
            result.append(
                Rated(
                    value[0],
                    value[0].quantity,
                    category.text,
                    _printed(ledger, category),
                    category.indicator,
                    category.year,
                    column=column,
                    statement=value[0],
                )
            )
    return result


def judged(rated: Rated, scale: Scale) -> bool | None:
    """Does the value's class on a scale bear the label? None if the scale does not know the label, or if
    the value lies in a gap."""
    named = scale.named(rated.label)
    if not named:
        return None
    span = printed(rated.quantity.readings[0])
    value = rated.quantity.readings[0].value
    if any(b.meets(span) for b in named):
        return True
    if any(b.holds(v) or scale.band_of(v) is b for b in named for v in _as_thousands(rated.quantity.text)):
        return True  # '1,417' and '16,000' are thousands if the label says so
    own = scale.band_of(value)
    if own is None:
        return None
    return own in named


def _as_thousands(text: str) -> list[Decimal]:
    """The other reading of a figure whose only sign stands before three digits."""
    plain = text.strip(" %")
    return [Decimal(re.sub(r"[.,]", "", plain))] if re.fullmatch(r"\d{1,3}[.,]\d{3}", plain) else []


@derived
def _announced() -> str:
    return "|".join(re.escape(w) for w in sorted(load("scales")["prose"]["announced"], key=len, reverse=True))


@derived
def _between() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(load("scales")["prose"]["between"], key=len, reverse=True))
    return re.compile(rf"^[\s,()“”\"]*(?:(?:{words})\b[\s,()“”\"]*)*$", re.I)


def label_pattern(scales: Sequence[Scale]) -> str:
    """A regular expression for the names of all classes of some scales."""
    names = {b.name for s in scales for b in s.bands}
    names |= {re.sub(r"\s*\(.*", "", n) for n in names}
    grades = {x.upper() for s in scales for b in s.bands for x in b.labels if len(x) <= 2}
    spelled = sorted((re.escape(n).replace(r"\ ", r"\s+") for n in names if n), key=len, reverse=True)
    return (
        "(?:(?i:"
        + "|".join(spelled)
        + ")"
        + ("|(?:" + "|".join(sorted(grades, key=len, reverse=True)) + ")" if grades else "")
        + ")"
    )


def rated_sentences(ledger: Ledger, scales: Sequence[Scale]) -> Iterator[Rated]:
    """'kriteria Kurang (45,73%)', '85,00% dari target dengan kategori Sedang', '70,06 atau Predikat B'."""
    word = spotted(_announced(), re.I)
    label = rf"[“\"‘']?\s*(?P<label>{label_pattern(scales)})\b(?!\s*[-/])"
    announced = rf"(?i:{_announced()})\s*(?:(?i:nilai|capaian)\s*)?:?\s*"
    after = re.compile(rf"{_VALUE}(?P<gap>[^.;\d]{{0,{_GAP}}}?)\b{announced}{label}")
    before = re.compile(rf"{announced}{label}[”\"’']?\s*(?:\([A-Z]{{1,3}}\)\s*)?\(\s*{_VALUE}\s*\)")
    for sentence in sentences(ledger):
        if not word.search(sentence.text):
            continue
        for pattern in (after, before):
            for match in pattern.finditer(sentence.text):
                gap = match.groupdict().get("gap")
                if gap is not None and not _between().match(gap):
                    continue
                found = _rated(ledger, sentence, match)
                if found is not None:
                    yield found


def _rated(ledger: Ledger, sentence: Sentence, match: re.Match[str]) -> Rated | None:
    quantity = figure(match["value"] + "%")
    if quantity is None or re.fullmatch(r"(?:19|20)\d\d", match["value"]):
        return None
    around = sentence.text[max(0, match.start() - 120) : match.end()].casefold()
    other = any(re.search(rf"\b{re.escape(w)}\b", around) for w in load("scales")["prose"]["not_about"])
    value = sentence.stated(
        match.start("value"), match.end("unit") if match["unit"] else match.end("value"), value=quantity.value
    )
    category = sentence.stated(match.start(), match.end())
    indicator = _indicator(ledger, quantity, sentence)
    return Rated(
        value,
        quantity,
        match["label"],
        category,
        indicator,
        ledger.report.year,
        percent=bool(match["unit"]) and not other,
    )


def _indicator(ledger: Ledger, quantity: Quantity, sentence: Sentence) -> str:
    """The indicator of which a table states the same value, else the sentence's beginning."""
    found = {
        s.indicator
        for s in ledger.statements
        if s.kind == "table" and s.measure in ("capaian", "realisasi") and s.value == quantity.value
    }
    if len(found) == 1:
        return found.pop()
    page = sentence.page
    said = {
        s.indicator
        for s in ledger.statements
        if s.kind == "prose" and s.page == page and s.value == quantity.value
    }
    if len(said) == 1:
        return said.pop()
    return " ".join(sentence.text.split())[:80]
