"""Wholes that running text tells with all their parts: '59 orang, terdiri atas 45 PNS dan 14 PPPK',
'laki-laki 23 orang dan perempuan 19 orang, jumlah 42 orang', an announcement with the list below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.checks.quoting import any_of, passages_of
from extractor.checks.told_amounts import Amount, alike, amounts, kind_of, of_kind, told_cue, told_words
from extractor.language.spotting import Spotted, spotted
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger
from extractor.statements.passages import Passage

_FEWEST = 2  # parts of a whole
_FAR = 90  # characters between a whole and 'terdiri atas', and between two parts
_CLOSE = 45  # between a whole and 'yaitu', and before the first part behind it
_DRAWN = 130  # between 'sehingga jumlah' and its figure
_LAST = 60  # characters behind the last part that may add to it
_FROM = re.compile(r"\s*(?:[^\W\d]+\s+){0,2}dari\s+(?:(?:total|jumlah|seluruh)\s+)?", re.IGNORECASE)
_TARGET = re.compile(r"\bdari target(?:nya)?(?: sebesar| sebanyak)?\s*\Z", re.IGNORECASE)
_OWN = re.compile(r"\s*(?:[^\W\d]+\s+){0,2}dari\s", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]\s")
_DIGITS = re.compile(r"\d[\d.,]*")
_BRACKETS = re.compile(r"\([^()]*\)")
_JOINT = re.compile(r"[,;:&/•]|\b(?:dan|serta|sedangkan|maupun)\b|\s[-–]\s|\b[a-z\d][.)]\s", re.IGNORECASE)
_ITEM = re.compile(
    r"\s*(?:(?P<letter>[a-z])[.)]|(?P<digit>\d{1,2})[.)]|(?P<sign>[•●▪◦➢✓\-–*\uf000-\uf0ff]))\s"
)


@dataclass(frozen=True)
class Told:
    """A whole with its parts. ``beside`` are the other amounts of the sentence, in printed order with the
    parts; ``at_most``: the parts exclude one another, but need not be all."""

    whole: Amount
    parts: tuple[Amount, ...]
    beside: tuple[Amount, ...]
    at_most: bool = False


@derived
def _number_words() -> Spotted:
    words: Sequence[str] = [w for w in load("counts")["numbers"] if w != "satu"]
    return spotted(rf"(?<!\w)(?:{any_of(sorted(words, key=len, reverse=True))})(?!\w)", re.IGNORECASE)


@derived
def _filler() -> re.Pattern[str]:
    return re.compile(rf"(?:\s|[:=,]|(?<!\w)(?:{any_of(told_words('fillers'))})(?!\w))*", re.IGNORECASE)


# ------------------------------------------------------------------------------------------------- wholes


def told_wholes(ledger: Ledger) -> Sequence[Told]:
    """The wholes that sentences of a report tell with their parts; read once for all rules."""
    return ledger.once("told wholes", lambda: list(_wholes(ledger)))


def _wholes(ledger: Ledger) -> Iterator[Told]:
    passages = passages_of(ledger)
    for index, passage in enumerate(passages):
        for start, end in stretches(passage):
            if len(_DIGITS.findall(passage.text, start, end)) < _FEWEST:
                continue
            found = [
                *_whole_first(passage, start, end),
                *_parts_first(passage, start, end),
                *_halves(passage, start, end),
            ]
            yield from _once(found)
        yield from _lists(passages, index)


def _once(found: Sequence[Told]) -> Iterator[Told]:
    seen: set[int] = set()
    for told in found:
        if told.whole.start not in seen:
            seen.add(told.whole.start)
            yield told


def stretches(passage: Passage) -> Iterator[tuple[int, int]]:
    """The sentences of a passage; one that ends in a semicolon goes on in the next."""
    begin: int | None = None
    for start, end in passage.sentences():
        begin = start if begin is None else begin
        if not passage.text[start:end].rstrip().endswith(";"):
            yield begin, end
            begin = None
    if begin is not None:
        yield begin, len(passage.text)


def _blanked(text: str) -> str:
    """Brackets and what they hold as blanks."""
    return _BRACKETS.sub(lambda m: " " * len(m.group()), text)


def _whole_first(passage: Passage, start: int, end: int) -> Iterator[Told]:
    """'59 orang, terdiri atas ...'."""
    for key, reach in (("parts_follow", _FAR), ("parts_follow_at_once", _CLOSE)):
        for cue in told_cue(key).finditer(passage.text, start, end):
            every = amounts(passage, start, end)
            before = [a for a in every if a.end <= cue.start() and not a.bracketed]
            if not before or before[-1].reading() is None:
                continue
            whole = before[-1]
            if len(before) > 1 and _FROM.fullmatch(_blanked(passage.text[before[-2].end : whole.start])):
                # '271 dari 300 satuan pendidikan ..., dengan rincian ...'
                whole = replace(
                    before[-2], unit=before[-2].unit or whole.unit, noun=before[-2].noun or whole.noun
                )
            if _TARGET.search(passage.text, start, whole.start):
                # '18 desa dari target 12, yaitu ...': the parts are of what was attained
                if len(before) < 2 or before[-2].reading() is None:
                    continue
                whole = replace(before[-2], unit=before[-2].unit or whole.unit)
            between = _blanked(passage.text[whole.end : cue.start()])
            if len(between) > _FAR or _SENTENCE.search(between) or told_cue("incomplete").search(between):
                continue
            parts = parts_following(whole, [a for a in every if a.start >= cue.end()], cue.end(), end, reach)
            if parts and not _one_of_them(cue, parts):
                yield Told(whole, parts, tuple(a for a in every if a.start != whole.start))


def _one_of_them(cue: re.Match[str], parts: Sequence[Amount]) -> bool:
    """Is what stands before the cue a part like those behind: '5 desa berasal dari Kecamatan A, 3 dari B'?"""
    text = parts[0].passage.text
    named = any(ch.isalpha() for ch in text[cue.end() : parts[0].start])
    return named and cue.group().endswith(" dari") and all(_OWN.match(text, p.end) for p in parts)


def parts_following(
    whole: Amount, later: Sequence[Amount], begin: int, end: int, reach: int
) -> tuple[Amount, ...]:
    """The parts that a list tells from ``begin`` on; none if it may leave some out."""
    text = whole.passage.text
    outside = [a for a in later if not a.bracketed]
    listed = outside if sum(alike(whole, a) for a in outside) >= _FEWEST else list(later)
    if listed is not outside and outside:
        return ()
    bare = _blanked(text) if listed is outside else text
    parts: list[Amount] = []
    at = begin
    for amount in listed:
        gap = bare[at : amount.start]
        if len(gap) > (_FAR if parts else reach) or told_cue("stops").search(gap) or _SENTENCE.search(gap):
            break
        if not alike(whole, amount) or parts and not _JOINT.search(gap):
            return ()
        parts.append(amount)
        at = amount.end
    behind = bare[at : min(end, at + _LAST)]
    stop = told_cue("stops").search(behind)
    told = _blanked(text)[begin:at] + (behind[: stop.start()] if stop else behind)
    if len(parts) < _FEWEST or told_cue("incomplete").search(told) or _number_words().search(told):
        return ()
    named_before = any(ch.isalpha() for ch in _filler().sub("", bare[begin : parts[0].start]))
    return (
        () if _goes_on(behind[: stop.start()] if stop else behind, parts[-1], named_before) else tuple(parts)
    )


def _goes_on(behind: str, last: Amount, named_before: bool) -> bool:
    """Does a part without a figure follow: '3 dokumen pelaporan serta dokumen evaluasi', 'banjir 4 kali,
    longsor 3 kali dan kebakaran'?"""
    joint = re.search(r"\b(?:dan|serta)\s+(\w+)", behind, re.IGNORECASE)
    if joint is None:
        return False
    at_once = len(behind[: joint.start()].split()) <= 1
    return named_before and at_once or joint[1].casefold() in (last.first_word, last.unit, last.noun)


def _parts_first(passage: Passage, start: int, end: int) -> Iterator[Told]:
    """'45 PNS dan 14 PPPK, seluruhnya 59 orang'."""
    text = passage.text
    for key in ("whole_follows", "whole_follows_at_once"):
        for cue in told_cue(key).finditer(text, start, end):
            every = amounts(passage, start, end)
            whole = next((a for a in every if a.start >= cue.end()), None)
            if whole is None or whole.bracketed or whole.reading() is None:
                continue
            gap = text[cue.end() : whole.start]
            if key == "whole_follows":
                if len(gap) > _DRAWN or told_cue("limits").search(gap) or re.search(r"[.;]\s", gap):
                    continue
            elif not _filler().fullmatch(gap):
                continue
            parts = _preceding(whole, [a for a in every if a.end <= cue.start()], cue.start(), start)
            if parts:
                yield Told(whole, parts, tuple(a for a in every if a is not whole))


def _preceding(whole: Amount, earlier: Sequence[Amount], finish: int, start: int) -> tuple[Amount, ...]:
    """The parts that a list tells up to ``finish``."""
    bare = _blanked(whole.passage.text)
    parts: list[Amount] = []
    at = finish
    for amount in reversed([a for a in earlier if not a.bracketed]):
        gap = bare[amount.end : at]
        if len(gap) > _FAR or told_cue("stops").search(gap) or _SENTENCE.search(gap):
            break
        if not alike(whole, amount) or parts and not _JOINT.search(gap):
            break
        parts.insert(0, amount)
        at = amount.start
    if len(parts) < _FEWEST:
        return ()
    before = re.split(r"[.;:,]", bare[max(start, at - _FAR) : at])[-1]
    told = bare[at - len(before) : whole.start]
    if (
        told_cue("stops").search(before)
        or told_cue("incomplete").search(told)
        or _number_words().search(told)
    ):
        return ()
    return tuple(parts)


def _halves(passage: Passage, start: int, end: int) -> Iterator[Told]:
    """'Jumlah pegawai 42 orang, 23 laki-laki dan 19 perempuan': two kinds that always make up the whole."""
    groups: list[list[str]] = list(load("aggregates")["told"]["halves"].values())
    if not all(of_kind(tuple(words)).search(passage.text, start, end) for words in groups):
        return
    every = amounts(passage, start, end)
    kinds = [kind_of(a, groups) for a in every]
    for i in range(1, len(every) - 1):
        if {kinds[i], kinds[i + 1]} != {0, 1} or kinds[i - 1] is not None:
            continue
        whole, one, two = every[i - 1 : i + 2]
        gaps = passage.text[whole.end : one.start], passage.text[one.end : two.start]
        if (
            all(
                len(g) <= _CLOSE and not told_cue("stops").search(g) and not _SENTENCE.search(g) for g in gaps
            )
            and not told_cue("incomplete").search("|".join(gaps))
            and kinds.count(0) == kinds.count(1) == 1
            and whole.reading() is not None
            and (whole.people and alike(whole, one) and alike(whole, two))
            and re.search(r"(?:jumlah|total|sebanyak|seluruh)\w*", passage.text[start : whole.start], re.I)
        ):
            yield Told(whole, (one, two), tuple(a for a in every if a is not whole))


# -------------------------------------------------------------------------------------------------- lists


def _lists(passages: Sequence[Passage], index: int) -> Iterator[Told]:
    """'Anggaran Rp A terdiri dari:' with the list in the next passages, one amount to an item."""
    passage = passages[index]
    if not passage.text.rstrip().endswith((":", "berikut", "berikut.")):
        return
    start, end = list(stretches(passage))[-1]
    cue = next(iter(list(told_cue("parts_follow").finditer(passage.text, start, end))[-1:]), None)
    if cue is None or amounts(passage, cue.end(), end):
        return
    before = [a for a in amounts(passage, start, cue.start()) if not a.bracketed]
    if not before or before[-1].reading() is None or len(passage.text[before[-1].end : cue.start()]) > _FAR:
        return
    whole = before[-1]
    if told_cue("incomplete").search(passage.text[whole.end : end]):
        return
    parts: list[Amount] = []
    for item in _items(passages, index + 1):
        found = [a for a in amounts(item, item.body, len(item.text)) if not a.bracketed]
        if len(found) != 1 or not alike(whole, found[0]) or told_cue("incomplete").search(item.text):
            return
        parts.append(found[0])
    if len(parts) >= _FEWEST:
        yield Told(whole, tuple(parts), (*before[:-1], *parts))


def _items(passages: Sequence[Passage], index: int) -> Iterator[Passage]:
    """The items of a list that begins at a passage: a., b., c. or bullets, without those below them."""
    first = _ITEM.match(passages[index].text) if index < len(passages) else None
    if first is None or _order(first):
        return
    kind, expected = first.lastgroup, 0
    for passage in passages[index:]:
        mark = _ITEM.match(passage.text)
        if mark is None or mark.lastgroup != kind or _order(mark) != expected:
            return
        yield passage
        expected += kind != "sign"


def _order(mark: re.Match[str]) -> int:
    """a and 1 are the first; bullets have no order."""
    if mark["letter"]:
        return ord(mark["letter"]) - ord("a")
    return int(mark["digit"]) - 1 if mark["digit"] else 0
