"""For REA004: shares that running text tells with 'dari': of counts ('Dari 61 indikator, 53 indikator telah
tercapai atau 86,89%', '11 dari 12 desa (91,67%)') and of money ('Rp2,62 miliar dari total piutang Rp20 miliar
atau 13,1%')."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from extractor.checks.absorption import prints
from extractor.checks.arithmetic import HUNDRED
from extractor.checks.counts import standings
from extractor.checks.findings import Draft, draft, expectation, number, percent, quoted
from extractor.checks.prose import Sentence, sentences
from extractor.checks.quoting import any_of, last_heading
from extractor.checks.rupiah import pattern, scaled_amounts
from extractor.checks.told_parts import told_wholes
from extractor.checks.told_shares import COUNT, DIVIDED, Share, explained_otherwise
from extractor.language.numbers import parse
from extractor.language.spotting import Spotted, spotted
from extractor.model import Phrase, Quantity
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_DARI = re.compile(r"\bdari\b", re.IGNORECASE)
_PERCENT = re.compile(r"%|persen")
_WORDS = r"(?:[^\d.;,%()]|(?<=ahun )20\d\d)"  # words without figures, but for a year
_LEAST = 20  # times that an amount may be of another: of more it is hardly the whole
_CHANGED_BY = re.compile(
    r"\b(?:naik|turun|bertambah|berkurang|meningkat|menurun|selisih|lebih\s\w+)\s+"
    r"(?:sebesar\s+|sebanyak\s+|sejumlah\s+)?\Z",
    re.IGNORECASE,
)

_Amount = tuple[int, int, Decimal, Decimal]  # from, to, rupiah, step


def _rules() -> dict[str, list[str]]:
    rules: dict[str, list[str]] = load("explanations")["share"]
    return rules


@derived
def _share() -> str:
    return (
        r"(?P<share>\d{1,3}(?:[.,]\d+)?)\s*(?:%|persen(?!\s*poin))"
        rf"(?!\s*(?!(?:{any_of(_rules()['behind'])})\b)[^\W\d_])"
    )


@derived
def _joint() -> str:
    announced, fillers = any_of(_rules()["announced"]), any_of(_rules()["fillers"])
    return rf",?\s*(?:\(|(?:{announced})(?!\w))\s*(?:(?:{fillers})\s+)*"


@derived
def _whole_first() -> Spotted:
    of = any_of(_rules()["of"])
    return spotted(
        rf"\bdari\s+(?:(?:{of})\s+)*(?P<whole>{COUNT})\s+(?P<noun>[^\W\d_]+)(?P<between>[^.;%()]*?)"
        rf"(?P<part>{COUNT})\s+(?P=noun)(?!\w){_WORDS}{{0,90}}?{_joint()}{_share()}",
        re.IGNORECASE,
    )


@derived
def _part_first() -> Spotted:
    of = any_of(_rules()["of"])
    return spotted(
        rf"(?P<part>{COUNT})(?:\s+[^\W\d_]+){{0,3}}?\s+dari\s+(?:(?:{of})\s+)*(?P<whole>{COUNT})\s+"
        rf"(?P<noun>[^\W\d_]+)(?P<between>){_WORDS}{{0,60}}?{_joint()}{_share()}",
        re.IGNORECASE,
    )


@derived
def _that_number() -> re.Pattern[str]:
    return re.compile(
        r"dari (?:jumlah|total) (?:itu|tersebut|ini),?\s+(?:(?:sebanyak|terdapat|sejumlah|ada)\s+)*"
        rf"(?P<part>{COUNT})\s+(?P<noun>[^\W\d_]+){_WORDS}{{0,60}}?{_joint()}{_share()}",
        re.IGNORECASE,
    )


@derived
def _share_behind() -> re.Pattern[str]:
    return re.compile(rf"[^\d.;,%()]{{0,40}}{_joint()}[^\d.;,%()]{{0,40}}{_share()}", re.IGNORECASE)


@derived
def _share_ahead() -> re.Pattern[str]:
    return re.compile(
        rf"{_share()}\s*[,(]?\s*(?:yakni|yaitu|atau)\s+(?:sebesar\s+|senilai\s+)?$", re.IGNORECASE
    )


@derived
def _share_beside() -> re.Pattern[str]:
    return re.compile(rf"[^\d.;,%()]{{0,24}}(?:\(|,?\s*atau\s+(?:sebesar\s+)?){_share()}", re.IGNORECASE)


@derived
def _of_amount() -> re.Pattern[str]:
    """What stands between a part and the whole of money behind it."""
    return re.compile(
        rf"[^.;%\d]{{0,60}}\bdari\s+(?:{any_of(_rules()['amounts'])})\b"
        r"(?:(?!\b(?:dan|serta)\b)[^.;%\d]){0,50}",
        re.IGNORECASE,
    )


@derived
def _change() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_rules()['changes'])})\b", re.IGNORECASE)


def shares_of_wholes(ledger: Ledger, told: set[tuple[int, Decimal]]) -> Iterator[Draft]:
    """Shares that neither their part and whole nor any other figure of the passage gives. ``told`` are those
    (by page and value) that were reported already."""
    for finding in (*_of_parts(ledger), *_of_sentences(ledger)):
        place = finding.stated[0]
        if place.value is not None and (place.page, place.value) not in told:
            told.add((place.page, place.value))
            yield finding


def _of_sentences(ledger: Ledger) -> Iterator[Draft]:
    last: Sentence | None = None
    for sentence in sentences(ledger):
        before, last = last, sentence
        if not _DARI.search(sentence.text) or not _PERCENT.search(sentence.text):
            continue
        yield from _of_counts(ledger, sentence)
        yield from _of_money(ledger, sentence)
        if before is not None and before.passage is sentence.passage:
            yield from _of_that_number(ledger, before, sentence)


# ----------------------------------------------------------------------------------------------- counts


def _of_that_number(ledger: Ledger, before: Sentence, sentence: Sentence) -> Iterator[Draft]:
    """'... 4.812 orang. Dari jumlah tersebut, 3.657 orang atau 76 persen': of the one count of such things
    that the sentence before tells."""
    match = _that_number().match(sentence.text)
    figure = parse(f"{match['share']}%").exact if match is not None else None
    if match is None or figure is None or _change().search(match.group()):
        return
    part, noun = int(match["part"].replace(".", "")), match["noun"].casefold()
    counted = re.finditer(rf"({COUNT})\s+{re.escape(noun)}\b", before.text, re.IGNORECASE)
    wholes = {int(m[1].replace(".", "")) for m in counted}
    if len(wholes) != 1 or not 0 < part < (whole := wholes.pop()):
        return
    share = Share(part, noun, figure, False, match.start(), match.end(), match.start("share"))
    if not explained_otherwise(share, whole, sentence.passage.text):
        stated = parse(f"{match['share']}%")
        yield _counted(ledger, sentence, match.span(), stated, Decimal(part), Decimal(whole))


def _counted(
    ledger: Ledger, sentence: Sentence, span: tuple[int, int], stated: Quantity, part: Decimal, whole: Decimal
) -> Draft:
    one, all_ = number(part, 0), number(whole, 0)
    operands = Phrase(f"{one.id} dari {all_.id}", f"{one.en} of {all_.en}")
    return _wrong(ledger, sentence, span, stated, operands, HUNDRED * part / whole)


def _of_parts(ledger: Ledger) -> Iterator[Draft]:
    """'68 orang, laki-laki 42 orang (67,16%) dan perempuan 26 orang': of parts that add up to their whole."""
    for told in told_wholes(ledger):
        values = [r.value for a in told.parts if (r := a.reading()) is not None]
        reading = told.whole.reading()
        if reading is None or told.at_most or told.whole.money or sum(values, Decimal(0)) != reading.value:
            continue
        passage = told.whole.passage
        start, end = next((s for s in passage.sentences() if s[0] <= told.whole.start < s[1]), (0, 0))
        sentence = Sentence(passage, passage.text[start:end], start)
        for part, value in zip(told.parts, values, strict=True):
            match = _share_beside().match(passage.text, part.end, end)
            figure = parse(f"{match['share']}%") if match is not None else None
            if match is None or figure is None or figure.exact is None or value <= 0:
                continue
            share = Share(int(value), "", figure.exact, False, part.start, match.end(), match.start("share"))
            if explained_otherwise(share, int(reading.value), passage.text):
                continue
            span = part.start - start, match.end() - start
            yield _counted(ledger, sentence, span, figure, value, reading.value)


def _of_counts(ledger: Ledger, sentence: Sentence) -> Iterator[Draft]:
    for finder in (_whole_first(), _part_first()):
        for match in finder.finditer(sentence.text):
            part, whole = (int(match[k].replace(".", "")) for k in ("part", "whole"))
            figure = parse(f"{match['share']}%").exact
            if figure is None or not 0 < part < whole or _change().search(match.group()):
                continue
            if _CHANGED_BY.search(sentence.text, 0, match.start("part")):
                continue  # 'bertambah 11 desa dari 229 desa (88,08 persen)'
            if _DARI.search(match["between"]):
                continue  # 'dari 60 peserta ..., dari 50 peserta yang hadir lulus 20 peserta'
            noun = match["noun"].casefold()
            if noun == "indikator" and any(
                s.total == whole and not s.may_count(part) for s in standings(ledger)
            ):
                continue  # CNT001 says so
            share = Share(part, noun, figure, False, match.start(), match.end(), match.start("share"))
            if explained_otherwise(share, whole, sentence.passage.text):
                continue
            stated = parse(f"{match['share']}%")
            yield _counted(ledger, sentence, match.span(), stated, Decimal(part), Decimal(whole))


# ------------------------------------------------------------------------------------------------ money


def _of_money(ledger: Ledger, sentence: Sentence) -> Iterator[Draft]:
    text = sentence.text
    if pattern("prose", "realisasi").search(text) and pattern("prose", "anggaran").search(text):
        return  # an absorption: BUD002
    found = list(scaled_amounts(text))
    for one, two in pairwise(found):
        if not _of_amount().fullmatch(text, one[1], two[0]) or two[2] <= 0:
            continue
        match = _share_behind().match(text, two[1]) or _share_ahead().search(text[: one[0]])
        if match is None or _change().search(text[min(match.start(), one[0]) : max(match.end(), two[1])]):
            continue
        stated = parse(f"{match['share']}%")
        if not one[2] * _LEAST > two[2] > one[2] / _LEAST or _gives(stated, one, two):
            continue
        span = min(match.start(), one[0]), max(match.end(), two[1])
        operands = Phrase(
            f"{text[one[0] : one[1]].strip()} dari {text[two[0] : two[1]].strip()}",
            f"{text[one[0] : one[1]].strip()} of {text[two[0] : two[1]].strip()}",
        )
        yield _wrong(ledger, sentence, span, stated, operands, HUNDRED * one[2] / two[2])


def _gives(stated: Quantity, part: _Amount, whole: _Amount) -> bool:
    """Is a share that of the part, of the rest, or of the whole in the part, as they are printed?"""
    a, b = part[2], whole[2]
    if a > 0 and any(prints(stated, HUNDRED * r) for r in (a / b, abs(b - a) / b, b / a)):
        return True
    if b <= whole[3]:
        return True  # 'Rp0,1 miliar' is printed too coarsely to deny a share
    least, most = HUNDRED * (a - part[3]) / (b + whole[3]), HUNDRED * (a + part[3]) / (b - whole[3])
    return max(part[3], whole[3]) > 1 and any(least <= r.value <= most for r in stated.readings)


# --------------------------------------------------------------------------------------------- findings


def _wrong(
    ledger: Ledger,
    sentence: Sentence,
    span: tuple[int, int],
    stated: Quantity,
    operands: Phrase,
    value: Decimal,
) -> Draft:
    span = span[0], span[1] + sentence.text.startswith(")", span[1])
    right = percent(value)
    printed = quoted(" ".join(sentence.text[slice(*span)].split()))
    return draft(
        "REA004",
        "error",
        indicator=last_heading(sentence.passage.section),
        measure=None,
        year=ledger.report.year,
        places=[sentence.stated(*span, value=stated.value)],
        message=Phrase(
            f"Tertulis {printed} (halaman {sentence.page}), sedangkan {operands.id} adalah {right.id}. Mohon "
            "dikonfirmasi.",
            f"It is printed {printed} (page {sentence.page}), but {operands.en} is {right.en}.",
        ),
        criterion=DIVIDED,
        recommendation=Phrase(
            f"Perbaiki menjadi {right.id}, atau pembilang dan penyebutnya.",
            f"Correct it to {right.en}, or its numerator and denominator.",
        ),
        expect=expectation(None, value),
        confidence=0.8,
    )
