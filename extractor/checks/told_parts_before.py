"""Parts whose whole stands in a sentence before: '... 146 personel. Dari jumlah itu, 96 PNS dan 60 honorer',
'Pegawai 58 orang. Berdasarkan golongan, ...', 'Pemustaka 60.412 orang. Pemustaka tersebut terdiri atas ...',
'Dari 45 desa, 34 desa ... Sisanya 12 desa'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractor.checks.quoting import any_of, passages_of
from extractor.checks.told_amounts import Amount, alike, amounts, kind_of, told_cue
from extractor.checks.told_parts import Told, parts_following, stretches
from extractor.language.slips import is_slip
from extractor.language.spotting import Spotted, spotted
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger
from extractor.statements.passages import Passage

_FEWEST = 2  # parts of a whole
_CLOSE = 45  # characters from the beginning of a sentence to the words that point back
_REACH = 90  # and from these to the first part
_MOST = 6  # counts of a passage that are tried against each other

_OF = spotted(r"(?<!\w)dari\s+(?:(?:total|jumlah|seluruh|keseluruhan|sebanyak)\s+)*(?=\d)", re.IGNORECASE)


@derived
def _by_kind() -> Spotted:
    rules = load("aggregates")["told"]
    return spotted(
        rf"(?<!\w)(?:{any_of(rules['by'])})\s+(?:tingkat\s+|jenjang\s+)?(?P<kind>{any_of(rules['kinds'])})(?!\w)",
        re.IGNORECASE,
    )


@derived
def _rest() -> Spotted:
    return spotted(
        rf"(?<!\w)(?:{any_of(load('aggregates')['told']['rest'])})\s+"
        r"(?:(?:yaitu|yakni|sebanyak|sejumlah|adalah|ada)\s+)*(?=\d)",
        re.IGNORECASE,
    )


def wholes_before(ledger: Ledger) -> Iterator[Told]:
    """The wholes that sentences of a report tell before their parts."""
    for passage in passages_of(ledger):
        yield from _rests(passage)
        told = list(stretches(passage))
        for at, (start, end) in enumerate(told):
            if at:
                yield from _kinds(passage, told[at - 1], start, end)
                yield from _of_the_same(passage, (told[max(0, at - 2)][0], start), start, end)


def _wholes(passage: Passage, sentence: tuple[int, int]) -> list[Amount]:
    return [a for a in amounts(passage, *sentence) if a.reading() is not None and not a.bracketed]


def _kinds(passage: Passage, before: tuple[int, int], start: int, end: int) -> Iterator[Told]:
    """Kinds of which nobody is of two cannot be more than all."""
    cue = told_cue("all_of").search(passage.text, start, end) or _by_kind().search(passage.text, start, end)
    if cue is None or cue.start() > start + _CLOSE:
        return
    kind = cue.groupdict().get("kind") or "status"
    groups: list[str | list[str]] = load("aggregates")["told"]["kinds"][kind.casefold()]
    later = amounts(passage, cue.end(), end)
    kinds = [kind_of(a, [[w] if isinstance(w, str) else w for w in groups]) for a in later]
    named = {k for k in kinds if k is not None}
    if len(later) < _FEWEST or not len(named) == len(kinds) == len(later):
        return
    wholes = [a for a in _wholes(passage, before) if a.people and all(alike(a, p) for p in later)]
    if len(wholes) == 1 and not told_cue("incomplete").search(passage.text[cue.end() : end]):
        yield Told(wholes[0], tuple(later), tuple(later), at_most=True)


def _of_the_same(passage: Passage, before: tuple[int, int], start: int, end: int) -> Iterator[Told]:
    """'Pemustaka tersebut terdiri atas ...': an amount before is their whole, if one of the parts but for a
    slip of its digits makes it so and none is their sum."""
    for cue in told_cue("parts_follow").finditer(passage.text, start, end):
        if amounts(passage, start, cue.start()) or not told_cue("that").search(
            passage.text, start, cue.start()
        ):
            continue
        later = amounts(passage, cue.end(), end)
        held = [
            (whole, parts)
            for whole in _wholes(passage, before)
            if (parts := parts_following(whole, later, cue.end(), end, _REACH))
        ]
        if any(_value(whole) == sum(map(_value, parts), Decimal(0)) for whole, parts in held):
            return
        slipped = [(whole, parts) for whole, parts in held if _but_for_a_slip(whole, parts)]
        if len(slipped) == 1:
            yield Told(*slipped[0], slipped[0][1])


def _value(amount: Amount) -> Decimal:
    reading = amount.reading()
    return reading.value if reading is not None else Decimal(0)


def _but_for_a_slip(whole: Amount, parts: Sequence[Amount]) -> bool:
    total = sum(map(_value, parts), Decimal(0))
    return is_slip(_value(whole), total) or any(
        is_slip(_value(p), _value(whole) - (total - _value(p))) for p in parts
    )


def _rests(passage: Passage) -> Iterator[Told]:
    """'Dari 45 desa, 34 desa ... . Sisanya 12 desa ...': the part that is told first and the rest are the
    whole, unless other counts of the passage make it up."""
    rest = _rest().search(passage.text)
    of = _OF.search(passage.text, 0, rest.start()) if rest is not None else None
    if rest is None or of is None:
        return
    told = amounts(passage, of.end(), len(passage.text))
    whole = next((a for a in told if a.start == of.end()), None)
    left = next((a for a in told if a.start == rest.end()), None)
    if whole is None or left is None:
        return
    between = [a for a in told if whole.end < a.start < left.start and alike(whole, a) and not a.bracketed]
    if not between or not alike(whole, left) or len(between) > _MOST:
        return
    missing = _value(whole) - _value(left)
    sums = (sum(map(_value, some), Decimal(0)) for n in range(1, _MOST) for some in combinations(between, n))
    if not any(s == missing for s in sums) and 0 < _value(between[0]) < _value(whole):
        yield Told(whole, (between[0], left), (between[0], left))
