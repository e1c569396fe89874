"""TRB: figures against their number words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from extractor.checks.findings import NO_PHRASE, Draft, draft, number, quoted
from extractor.checks.quoting import excerpt, passages_of
from extractor.checks.registry import rule
from extractor.language.numbers import parse
from extractor.language.spotting import spotted
from extractor.language.words import WordsReading, parse_words, to_words
from extractor.model import Cell, Expected, Finding, Phrase, Stated, Table
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_FIGURE = (
    r"(?P<figure>(?:Rp\s?\.?\s{0,2})?\d+(?:[.,]\d+|[.,]\s\d{3}(?!\d))*(?:\s?%)?"
    r"(?:\s(?:ribu|juta|miliar|milyar|triliun|persen))?)"
)
_BEHIND = spotted(
    rf"(?<![\w.,/]){_FIGURE}(?:\s?,-+|,\s?-|\s?\.-)?\s*\(\s*(?P<words>[A-Za-z][A-Za-z\s-]*?)[\s.,-]*\)",
    re.IGNORECASE,
)
_BEFORE = spotted(r"(?<=\w\s)\((?P<figure>\d{1,3})\)\s+(?P<words>(?:[A-Za-z]+\s+){1,5})(?=[A-Za-z])")
_MOST_WORDS = 5  # of a number after '(23)'
_MARKS = frozenset({"koma", "sen", "minus"})
_BROKEN = 3  # words from which on a broken number is one: '(Juta Rp.)' is a unit
_LARGEST = Decimal(10) ** 15
_CRITERION = Phrase(
    "Angka dan terbilangnya menyatakan jumlah yang sama.",
    "A figure and its number words say the same amount.",
)


class Pair(NamedTuple):
    """A figure and the number words beside it."""

    printed: str
    values: tuple[Decimal, ...]
    money: bool
    words: WordsReading
    place: Callable[[], Stated]


@rule(
    "TRB001",
    severity="error",
    title=Phrase("Angka dan terbilang berbeda", "A figure and its number words differ"),
)
def check_words(ledger: Ledger) -> Iterator[Finding]:
    """The number words beside a figure mean another number.

    Why: in an amount of money the words prevail by custom, so that the difference is not harmless; in a count
    it shows that one of the two was left over from another report.

    Spelling ('milyar', 'duabelas', a letter off), capitals and line breaks are not reported, nor brackets
    that hold something else than number words.

    Example: 'Rp15.308.539.115,- (… lima ratus tiga puluh sembilan ribu rupiah)': the words mean
    15.308.539.000.

    The agency should correct the words, or the figure.
    """
    for found in _grouped(ledger, lambda p: p.words.value is not None and not _agrees(p)):
        pair = found[0]
        meant = pair.words.value or Decimal(0)
        shown = number(meant, 0 if meant == meant.to_integral_value() else 2)
        right = _right(pair)
        lost = _lost_tail(pair)
        yield _finding(
            "TRB001",
            ledger,
            found,
            message=Phrase(
                f"Tertulis {quoted(pair.printed)}; kata-katanya berarti {shown.id}.",
                f"It says {quoted(pair.printed)}; the words mean {shown.en}.",
            ),
            recommendation=Phrase(
                f"Perbaiki terbilang menjadi “{right}”, atau perbaiki angkanya.",
                f"Correct the words to “{right}”, or correct the figure.",
            ),
            diagnosis=Phrase(f"Bagian “{lost}” hilang dari terbilang.", f"“{lost}” is lost from the words.")
            if lost
            else NO_PHRASE,
            confidence=0.98,
        )


@rule(
    "TRB002",
    severity="error",
    title=Phrase("Terbilang bukan bilangan", "Number words that are no number"),
)
def check_grammar(ledger: Ledger) -> Iterator[Finding]:
    """The number words beside a figure are no number: a scale word is lost, or words stand in an order that
    no number has. Where a lost word gives the figure, it is named.

    Why: the amount in words cannot be read, and a signed document should not hold it.

    Example: 'tujuh puluh empat seratus sembilan puluh enam ribu': 'juta' is lost after 'tujuh puluh empat'.

    The agency should put the lost word back.
    """
    for found in _grouped(ledger, lambda p: p.words.value is None):
        pair = found[0]
        repair = next((r for r in pair.words.repairs if r.value in pair.values), None)
        broken = "; ".join(quoted(f.words) for f in pair.words.flaws if f.kind in ("lost_scale", "order"))
        right = _right(pair)
        lost = " dan ".join(f"“{w}”" for w in repair.lost) if repair else ""
        yield _finding(
            "TRB002",
            ledger,
            found,
            message=Phrase(
                f"Tertulis {quoted(pair.printed)}; kata-katanya bukan bilangan yang benar pada {broken}.",
                f"It says {quoted(pair.printed)}; the words are no number at {broken}.",
            ),
            recommendation=Phrase(
                f"Perbaiki terbilang menjadi “{right}”.", f"Correct the words to “{right}”."
            ),
            diagnosis=Phrase(
                f"Kata {lost} hilang; dengan kata itu terbilang sama dengan angkanya.",
                f"The word {lost.replace(' dan ', ' and ')} is lost; with it the words give the figure.",
            )
            if repair
            else NO_PHRASE,
            confidence=0.98 if repair else 0.9,
        )


def _finding(
    code: str,
    ledger: Ledger,
    found: Sequence[Pair],
    *,
    message: Phrase,
    recommendation: Phrase,
    diagnosis: Phrase,
    confidence: float,
) -> Draft:
    """A finding about one figure and its words, in all the places that print them."""
    right = _right(found[0])
    return draft(
        code,
        "error",
        indicator=_what(found[0]),
        measure=None,
        year=ledger.report.year,
        places=[p.place() for p in found],
        message=message,
        criterion=_CRITERION,
        recommendation=recommendation,
        diagnosis=diagnosis,
        expect=Expected(value=found[0].values[0], text=Phrase(right, right)),
        confidence=confidence,
    )


def _grouped(ledger: Ledger, wanted: Callable[[Pair], bool]) -> list[list[Pair]]:
    """The wanted pairs; one that is printed in several places is one."""
    found: dict[tuple[tuple[Decimal, ...], str], list[Pair]] = {}
    for pair in pairs(ledger):
        if wanted(pair):
            key = pair.values, " ".join(pair.words.text.casefold().split())
            # Counts of different things that are wrong in the same way are corrected separately.
            if not pair.money:
                key = key[0], f"{key[1]}|{id(pair)}"
            found.setdefault(key, []).append(pair)
    return list(found.values())


def _agrees(pair: Pair) -> bool:
    """Do words and figure agree, sen left out on either side?"""
    value = pair.words.value
    return value is None or any(v == value or int(v) == int(value) and pair.money for v in pair.values)


def _right(pair: Pair) -> str:
    value = pair.values[0]
    if value != value.to_integral_value() or abs(value) >= _LARGEST:
        whole = to_words(int(value)) if abs(value) < _LARGEST else str(value)
        fraction = str(value).partition(".")[2]
        words = f"{whole} koma {' '.join(to_words(int(d)) for d in fraction)}" if fraction else whole
    else:
        words = to_words(int(value))
    return f"{words} rupiah" if pair.money else words


def _lost_tail(pair: Pair) -> str:
    """The words of the figure that are missing at the end, if that is all that is wrong."""
    value, meant = pair.values[0], pair.words.value
    if meant is None or not 0 < meant < value or value != value.to_integral_value() or value >= _LARGEST:
        return ""
    full, short = to_words(int(value)), to_words(int(meant))
    return full.removeprefix(short).strip() if full.startswith(short) and len(full) > len(short) + 1 else ""


def _what(pair: Pair) -> str:
    return "Terbilang " + re.sub(r"\s*\(.*$", "", " ".join(pair.printed.split()), flags=re.DOTALL)


# ------------------------------------------------------------------------------------------------- pairs


def pairs(ledger: Ledger) -> Iterator[Pair]:
    """All figures with number words beside them, in running text and in table cells."""
    for passage in passages_of(ledger):
        for found in _in_text(passage.text):
            start, end = found[0]
            yield Pair(*found[1:], partial(excerpt, passage, start, end, found[2][0]))
    for table in ledger.own_tables:
        seen: set[int] = set()
        for row in table.rows:
            for cell in row:
                if id(cell) in seen or "(" not in cell.text:
                    continue
                seen.add(id(cell))
                for found in _in_text(cell.text):
                    yield Pair(*found[1:], partial(_in_cell, table, cell, found[1], found[2][0]))


def _in_cell(table: Table, cell: Cell, printed: str, value: Decimal) -> Stated:
    return Stated(
        value=value, text=printed, page=cell.page, bbox=cell.bbox, where=table.caption, source="lain"
    )


def _in_text(text: str) -> Iterator[tuple[tuple[int, int], str, tuple[Decimal, ...], bool, WordsReading]]:
    for match in _BEHIND.finditer(text):
        money = match["figure"].casefold().startswith("rp")
        words = parse_words(match["words"])
        if not _is_number(words):
            continue
        values = tuple(r.value for r in parse(match["figure"], counts=True if money else None).readings)
        if values:
            yield match.span(), " ".join(match.group().split()), values, money, words
    counted = set(load("terbilang")["counted"])
    for match in _BEFORE.finditer(text):
        after = (match["words"] + text[match.end() : match.end() + 30]).split()
        for length in range(min(_MOST_WORDS, len(after) - 1), 0, -1):
            words = parse_words(" ".join(after[:length]))
            if words.value is None or words.unit or words.flaws:
                continue
            if after[length].strip(".,;:").casefold() in counted:
                end = match.start("words") + len(" ".join(after[:length]))
                printed = " ".join(text[match.start() : end].split())
                yield (match.start(), end), printed, (Decimal(match["figure"]),), False, words
            break


def _is_number(words: WordsReading) -> bool:
    """Are they number words at all? '(Level 3)', '(Lima Puluh Kota)' and '(satu di antaranya)' are not."""
    # 'Lima Puluh Kota' is a regency, though 'kota' is one letter off 'koma'.
    if any(f.kind == "unknown" or f.kind == "slip" and f.meant in _MARKS for f in words.flaws):
        return False
    broken = any(f.kind in ("lost_scale", "order") for f in words.flaws)
    if words.value is None and (not broken or len(words.text.split()) < _BROKEN):
        return False
    return (words.unit or "") in load("terbilang")["units"]
