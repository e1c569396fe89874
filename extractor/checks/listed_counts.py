"""For CNT002: counts against what they count: the list of the same sentence ('3 bidang, yaitu Bidang A,
Bidang B, serta Bidang C'), the rows of a table by the words that they begin with ('12 desa dan 2 kelurahan'),
the budget table whose total the sentence gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.counted import Count
from extractor.checks.findings import Draft, cite, draft
from extractor.checks.prose import Sentence, sentences
from extractor.checks.quoting import any_of
from extractor.checks.rupiah import amounts_in
from extractor.checks.sheet import Sheet, sheets
from extractor.checks.tallies import Tally
from extractor.language.spotting import Spotted, spotted
from extractor.model import Expected, Phrase, Stated
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_FEWEST = 2  # items of a list, or rows of a kind
_LINES = ("program", "kegiatan", "sub_kegiatan")
_DIGITS = re.compile(r"\d+")
_END = re.compile(r"[.;]")
_FIRST = re.compile(r"\W*(?:\d+\W+)?([^\W\d]+)\s+\S")
_CRITERION = Phrase(
    "Jumlah yang disebut sama dengan banyaknya yang dirinci.", "A count is the number of what it counts."
)


@derived
def _number() -> str:
    words = any_of(sorted(load("counts")["numbers"], key=len, reverse=True))
    return rf"(?:(?<![\d.,/])\d{{1,3}}(?:\s*\([a-zA-Z ]{{3,25}}\))?|\b(?i:{words}))"


@derived
def _listed() -> Spotted:
    """A count right before the list of what it counts."""
    cues = any_of(load("counts")["listed"]["cues"])
    return spotted(
        rf"(?P<number>{_number()})\s+(?P<noun>[a-z]{{3,20}})\s*[,:(]?\s*(?:{cues})\s*:?\s*(?=[A-Z\d(])"
    )


@derived
def _paired() -> Spotted:
    return spotted(
        rf"(?P<one>{_number()})\s+(?P<first>[a-z]{{3,20}})\s+(?:dan|serta)\s+(?P<two>{_number()})\s+(?P<second>[a-z]{{3,20}})\b"
    )


@derived
def _incomplete() -> Spotted:
    return spotted(rf"\b(?:{any_of(load('counts')['listed']['incomplete'])})\b", re.IGNORECASE)


@derived
def _all_lines() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(load('counts')['budget_lines']['all'])})\s*$", re.IGNORECASE)


@derived
def _some_lines() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{any_of(load('counts')['budget_lines']['some'])})\b", re.IGNORECASE)


def lists_and_kinds(ledger: Ledger) -> Iterator[Draft]:
    """Counts that the list behind them, or the rows of the one table of such things, deny."""
    kinds = [k for s in sheets(ledger) if s.table.kind == "lain" and (k := _kinds(s)) is not None]
    for sentence in sentences(ledger):
        for match in _listed().finditer(sentence.text):
            finding = _against_list(ledger, sentence, match)
            if finding is not None:
                yield finding
        for match in _paired().finditer(sentence.text) if kinds else ():
            yield from _against_rows(ledger, sentence, match, kinds)


def _value(text: str) -> int:
    digits = _DIGITS.match(text)
    return int(digits.group()) if digits else load("counts")["numbers"][" ".join(text.casefold().split())]


def _against_list(ledger: Ledger, sentence: Sentence, match: re.Match[str]) -> Draft | None:
    noun, stated = match["noun"], _value(match["number"])
    told = sentence.text[match.end() :]
    items = list(
        re.finditer(
            rf"(?:^|(?P<joint>[,;]|\b(?:dan|serta))\s+)(?:\(?\d[.)]\s*)?{noun.capitalize()}\s+(?=[A-Z])", told
        )
    )
    # Each item must name itself, the last one behind 'dan' or 'serta': else the list is told in short.
    if len(items) < _FEWEST or items[0].start() or (items[-1]["joint"] or "") not in ("dan", "serta"):
        return None
    last = _END.search(told[items[-1].end() :])
    end = match.end() + items[-1].end() + (last.start() if last else len(told) - items[-1].end())
    if len(items) == stated or _incomplete().search(sentence.text):
        return None
    place = sentence.stated(match.start(), end, value=Decimal(stated))
    return _finding(ledger, noun, place, None, stated, len(items))


def _against_rows(
    ledger: Ledger, sentence: Sentence, match: re.Match[str], kinds: Sequence[tuple[Sheet, dict[str, int]]]
) -> Iterator[Draft]:
    """'12 desa dan 2 kelurahan' over a table whose every row is one of them."""
    told = {match["first"]: _value(match["one"]), match["second"]: _value(match["two"])}
    fitting = [(sheet, counted) for sheet, counted in kinds if counted.keys() == told.keys()]
    if len(fitting) != 1:
        return
    sheet, counted = fitting[0]
    off = [noun for noun in told if counted[noun] != told[noun]]
    if len(off) != 1:
        return  # another place's villages, or both are wrong: nobody can say
    (noun,) = off
    group = ("one", "first") if noun == match["first"] else ("two", "second")
    place = sentence.stated(match.start(group[0]), match.end(group[1]), value=Decimal(told[noun]))
    yield _finding(ledger, noun, place, Tally(sheet, (), proven=False).place, told[noun], counted[noun])


def _kinds(sheet: Sheet) -> tuple[Sheet, dict[str, int]] | None:
    """The two words with which all rows of a table begin, and how many rows begin with each."""
    counted: dict[str, int] = {}
    for line in (x for x in sheet.plain() if x.figures):
        first = _FIRST.match(line.label)
        if first is None or len(counted) > _FEWEST:
            return None
        word = first[1].casefold()
        counted[word] = counted.get(word, 0) + 1
    return (sheet, counted) if len(counted) == _FEWEST and min(counted.values()) >= _FEWEST else None


def of_their_total(
    sentence: Sentence, found: Sequence[Count], every: Sequence[Tally]
) -> Iterator[tuple[Count, Tally, int]]:
    """'6 program dengan anggaran Rp8.525.250.000' where one table of budget lines has this total and lists
    another number of them."""
    lines = [c for c in found if c.noun in _LINES]
    if len(lines) != 1:
        return
    (count,) = lines
    if not _all_lines().search(sentence.text[: count.start]) or _some_lines().match(sentence.text, count.end):
        return
    amounts = {value for _, value in amounts_in(sentence.text)}
    held = [t for t in every if t.of(count.noun) is not None]
    fitting = [t for t in held if amounts & _totals(t.sheet)]
    numbers = {t.of(count.noun) for t in fitting}
    if len(numbers) == 1 and not any(t.of(count.noun) == count.number for t in held):
        (number,) = numbers
        if number is not None and all(t.proven or number == len(list(t.sheet.plain())) for t in fitting):
            yield count, fitting[0], number


def _totals(sheet: Sheet) -> set[Decimal]:
    return {
        f.value for x in sheet.lines if x.kind for c, f in x.figures.items() if sheet.field(c) == "anggaran"
    }


def _finding(
    ledger: Ledger, noun: str, place: Stated, table: Stated | None, stated: int, number: int
) -> Draft:
    where = cite(place)
    if table is None:
        message = Phrase(
            f"Tertulis {where.id}: disebut {stated} {noun}, yang dirinci {number}. Mohon dikonfirmasi.",
            f"It says {where.en}: {stated} {noun}, of which {number} are listed.",
        )
    else:
        at = cite(table)
        message = Phrase(
            f"Tertulis {where.id}, sedangkan tabel {at.id} memuat {number} {noun}. Mohon dikonfirmasi.",
            f"The text has {where.en}, but the table {at.en} lists {number} {noun}.",
        )
    return draft(
        "CNT002",
        "warning",
        indicator=f"Jumlah {noun}",
        measure=None,
        year=ledger.report.year,
        places=[place, *([table] if table is not None else [])],
        message=message,
        criterion=_CRITERION,
        recommendation=Phrase(
            f"Perbaiki jumlah {noun} menjadi {number}, atau lengkapi rinciannya.",
            f"Correct the number to {number}, or complete the list.",
        ),
        expect=Expected(value=Decimal(number), text=Phrase(str(number), str(number))),
        confidence=0.8,
    )
