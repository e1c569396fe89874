"""CNT002: numbers of sasaran, programs, kegiatan and staff in running text against tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.counted import Count, counts_in
from extractor.checks.findings import cite, draft
from extractor.checks.listed_counts import lists_and_kinds, of_their_total
from extractor.checks.prose import Sentence, sentences
from extractor.checks.registry import rule
from extractor.checks.sheet import SUM, sheets
from extractor.checks.tallies import Tally, following, tallies
from extractor.language.spotting import Spotted, spotted
from extractor.model import Expected, Finding, Phrase, Stated
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger

_YEAR = re.compile(r"\b20\d\d\b")
_FEWEST = 2  # tables that must agree in their numbers of sasaran and indicators
_MANY = 5  # from which on a number that equals that of the indicators was taken from them

NOUNS = {
    "sasaran": Phrase("sasaran", "sasaran"),
    "indikator": Phrase("indikator", "indicators"),
    "program": Phrase("program", "programs"),
    "kegiatan": Phrase("kegiatan", "kegiatan"),
    "sub_kegiatan": Phrase("sub kegiatan", "sub kegiatan"),
}


@rule(
    "CNT002",
    severity="warning",
    title=Phrase(
        "Jumlah sasaran, program, kegiatan, atau pegawai tidak sesuai tabel",
        "Count of sasaran, programs or staff does not fit the tables",
    ),
)
def listed_things(ledger: Ledger) -> Iterator[Finding]:
    """A sentence counts sasaran, programs, kegiatan, sub kegiatan or staff otherwise than the tables.

    What: counts of one sentence are held together ("4 program dan 11 kegiatan"): where all but one are those
    of a table, or where the sentence announces the table that follows it, the odd one is named, unless
    another table gives it; and so is the one of sasaran and indikator that are said to be agreed on, if the
    tables of both, or the perjanjian kinerja, hold another number. So is a count beside the total of a
    budget table that lists another number, a count before the list of what it counts ("4 bidang, yaitu
    Bidang A, Bidang B, serta Bidang C"), and one of a kind of rows ("12 desa dan 2 kelurahan"). Staff by
    kind is held against the totals of the staff tables.

    Why: the reader checks these numbers first.

    Example: "4 (empat) program dan 11 (sebelas) kegiatan" above a table of four programs and 13 kegiatan.

    The agency should: correct the number, or the table.
    """
    every = tallies(ledger)
    seen: set[tuple[str, int]] = set()
    pairs = _told_pairs(ledger)
    for sentence in sentences(ledger):
        found = [c for c in counts_in(sentence.text) if c.of is None]
        if found and _is_of_another_matter(sentence):
            found = []
        for count, table, number in (
            *_odd_one(ledger, sentence, found, every),
            *_sasaran_of(sentence, found, every),
            *_agreed(ledger, sentence, found, every),
            *of_their_total(sentence, found, every),
        ):
            if (count.noun, count.number) in seen:
                continue
            seen.add((count.noun, count.number))
            yield _wrong_count(ledger, sentence, count, table, number)
        for count in found:
            pair = pairs.get(count.number)
            if (
                count.noun == "sasaran"
                and pair is not None
                and ("sasaran", count.number) not in seen
                and not any(t.of("sasaran") == count.number for t in every)
            ):
                seen.add(("sasaran", count.number))
                yield _taken_from_indicators(ledger, sentence, count, *pair)
        yield from _staff(ledger, sentence)
    yield from lists_and_kinds(ledger)


def _is_of_another_matter(sentence: Sentence) -> bool:
    lower = sentence.text.casefold()
    return any(w in lower for w in load("counts")["following"]["not_about"])


def _odd_one(
    ledger: Ledger, sentence: Sentence, found: Sequence[Count], every: Sequence[Tally]
) -> Iterator[tuple[Count, Tally, int]]:
    """Counts that do not fit the table which the others of the sentence, or its announcement, point to."""
    lines = [c for c in found if c.noun in ("program", "kegiatan", "sub_kegiatan")]
    if not lines:
        return
    lower = sentence.text.casefold()
    announces = any(w in lower for w in load("counts")["following"]["words"])
    for count in lines:
        known = {n for t in every if (n := t.of(count.noun)) is not None}
        others = [c for c in lines if c.noun != count.noun]
        if announces:
            page, box = sentence.passage.locate(sentence.start, sentence.start + len(sentence.text))
            run = following(ledger, page, box.top)
            total = _total(run, count.noun)
            agree = [c for c in others if _total(run, c.noun) == c.number]
            proven = all(t.proven for t in run)
            if (
                total is not None
                and total != count.number
                and (len(agree) == len(others) >= 2 or not others and proven and count.number not in known)
            ):
                yield count, run[0], total
                continue
        if count.number in known or not others:
            continue
        for table in every:
            number = table.of(count.noun)
            if number is not None and table.proven and all(table.of(c.noun) == c.number for c in others):
                yield count, table, number
                break


def _total(run: Sequence[Tally], noun: str) -> int | None:
    numbers = [n for t in run if (n := t.of(noun)) is not None]
    return sum(numbers) if numbers and len(numbers) == len(run) else None


def _sasaran_of(
    sentence: Sentence, found: Sequence[Count], every: Sequence[Tally]
) -> Iterator[tuple[Count, Tally, int]]:
    """'Dari tabel di atas terdapat satu sasaran dengan 3 indikator' below a table of two sasaran."""
    sasaran = [c for c in found if c.noun == "sasaran"]
    indikator = [c for c in found if c.noun == "indikator"]
    if len(sasaran) != 1 or len(indikator) != 1:
        return
    if not re.search(load("counts")["following"]["above"], sentence.text, re.I):
        return
    page, box = sentence.passage.locate(sentence.start, sentence.start + 1)
    above = [
        t for t in every if (t.sheet.table.pages[-1], t.sheet.table.rows[-1][0].bbox.top) < (page, box.top)
    ]
    if not above or above[-1].sheet.table.pages[-1] < page - 1:
        return
    table = above[-1]
    own, total = table.of("sasaran"), table.of("indikator")
    if own is not None and total == indikator[0].number and own != sasaran[0].number:
        yield sasaran[0], table, own


def _agreed(
    ledger: Ledger, sentence: Sentence, found: Sequence[Count], every: Sequence[Tally]
) -> Iterator[tuple[Count, Tally, int]]:
    """'menetapkan 5 sasaran strategis yang diukur dengan 6 indikator' where the tables of the year hold 4 and
    6: the one number is theirs and the other nowhere."""
    sasaran = [c for c in found if c.noun == "sasaran"]
    indikator = [c for c in found if c.noun == "indikator"]
    if len(sasaran) != 1 or len(indikator) != 1 or not _agreement().search(sentence.text):
        return
    if {int(y) for y in _YEAR.findall(sentence.text)} - {ledger.report.year}:
        return
    held = [(t, t.of("sasaran"), t.of("indikator")) for t in every]
    both = [(t, s, i) for t, s, i in held if s is not None and i is not None and i >= s]
    if len({(s, i) for _, s, i in both}) != 1 or not (len(both) >= _FEWEST or _is_agreement(both[0][0])):
        return
    table, of_sasaran, of_indikator = both[0]
    for count, right, other, agreed in (
        (sasaran[0], of_sasaran, indikator[0], of_indikator),
        (indikator[0], of_indikator, sasaran[0], of_sasaran),
    ):
        nowhere = not any(count.number == t.of(count.noun) for t in every)
        if other.number == agreed and count.number != right and nowhere:
            yield count, table, right


def _is_agreement(tally: Tally) -> bool:
    """Is a table the perjanjian kinerja, drawn with lines and whole on one page?"""
    table = tally.sheet.table
    return table.kind in ("pk", "pk_perubahan") and table.ruled and len(table.pages) == 1


@derived
def _agreement() -> Spotted:
    return spotted(str(load("counts")["agreed"]["words"]), re.I)


def _told_pairs(ledger: Ledger) -> dict[int, tuple[int, Stated]]:
    """'9 sasaran dengan 23 indikator': by the number of indicators, that of the sasaran and its place."""
    result: dict[int, tuple[int, Stated]] = {}
    for sentence in sentences(ledger):
        found = counts_in(sentence.text)
        for a, b in itertools.pairwise(found):
            if (
                a.noun == "sasaran"
                and b.noun == "indikator"
                and b.number >= _MANY
                and a.number < b.number
                and b.start - a.end < 30
            ):
                result.setdefault(
                    b.number, (a.number, sentence.stated(a.start, b.end, value=Decimal(a.number)))
                )
    return result


def _taken_from_indicators(
    ledger: Ledger, sentence: Sentence, count: Count, number: int, other: Stated
) -> Finding:
    place = sentence.stated(count.start, count.end, value=Decimal(count.number))
    where, at = cite(place), cite(other)
    return draft(
        "CNT002",
        "error",
        indicator="Jumlah sasaran",
        measure=None,
        year=ledger.report.year,
        places=[place, other],
        message=Phrase(
            f"Tertulis {where.id}, sedangkan laporan menyebut {at.id}: {count.number} adalah jumlah "
            "indikator. Mohon dikonfirmasi.",
            f"The text has {where.en}, while the report says {at.en}: {count.number} is the number of "
            "indicators.",
        ),
        criterion=Phrase(
            "Jumlah yang sama disebut sama di seluruh laporan.", "A number is the same throughout the report."
        ),
        recommendation=Phrase(
            f"Perbaiki jumlah sasaran menjadi {number}.", f"Correct the number of sasaran to {number}."
        ),
        expect=Expected(value=Decimal(number), text=Phrase(str(number), str(number))),
        confidence=0.88,
    )


def _wrong_count(ledger: Ledger, sentence: Sentence, count: Count, table: Tally, number: int) -> Finding:
    noun = NOUNS[count.noun]
    place = sentence.stated(count.start, count.end, value=Decimal(count.number))
    where, at = cite(place), cite(table.place)
    return draft(
        "CNT002",
        "warning",
        indicator=f"Jumlah {noun.id}",
        measure=None,
        year=ledger.report.year,
        places=[place, table.place],
        message=Phrase(
            f"Tertulis {where.id}, sedangkan tabel {at.id} memuat {number} {noun.id}. Mohon dikonfirmasi.",
            f"The text has {where.en}, but the table {at.en} lists {number} {noun.en}.",
        ),
        criterion=Phrase(
            "Jumlah dalam narasi sama dengan yang dimuat tabel.", "A count in the text is that of the tables."
        ),
        recommendation=Phrase(
            f"Perbaiki jumlah {noun.id} menjadi {number}, atau lengkapi tabel.",
            f"Correct the number to {number}, or complete the table.",
        ),
        expect=Expected(value=Decimal(number), text=Phrase(str(number), str(number))),
        confidence=0.8,
    )


# ------------------------------------------------------------------------------------------------ staff


@derived
def _staff_pattern() -> Spotted:
    labels = "|".join(
        re.escape(w).replace(r"\ ", r"[\s-]*").replace(r"\-", r"[\s-]*")
        for w in load("counts")["staff"]["labels"]
    )
    return spotted(
        rf"(?<![\d.,/])(?P<number>\d{{1,4}})\s*(?:\([a-zA-Z ]+\)\s*)?(?:orang\s+)?(?:pegawai\s+)?"
        rf"(?P<label>{labels})\b",
        re.I,
    )


def _staff(ledger: Ledger, sentence: Sentence) -> Iterator[Finding]:
    claims = {_label(m["label"]): m for m in _staff_pattern().finditer(sentence.text)}
    if len(claims) < 2:
        return
    wrong: list[tuple[re.Match[str], int, Stated]] = []
    for label, match in claims.items():
        truths = _staff_of(ledger, label)
        if truths and int(match["number"]) not in {n for n, _ in truths}:
            wrong.append((match, *truths[0]))
    if not wrong:
        return
    first, last = wrong[0][0], wrong[-1][0]
    start, end = min(m.start() for m, _, _ in wrong), max(m.end() for m, _, _ in wrong)
    everything = list(claims.values())
    place = sentence.stated(min(start, everything[0].start()), max(end, everything[-1].end()))
    told = ", ".join(f"{n} {m['label']}" for m, n, _ in wrong)
    where = cite(place)
    pages = ", ".join(str(p) for p in sorted({s.page for _, _, s in wrong}))
    assert first is not None and last is not None
    yield draft(
        "CNT002",
        "error",
        indicator="Jumlah pegawai",
        measure=None,
        year=ledger.report.year,
        places=[place, *(s for _, _, s in wrong)],
        message=Phrase(
            f"Tertulis {where.id}, sedangkan tabel kepegawaian (halaman {pages}) memuat {told}. Mohon "
            "dikonfirmasi.",
            f"The text has {where.en}, but the staff tables (page {pages}) hold {told}.",
        ),
        criterion=Phrase(
            "Jumlah pegawai dalam narasi sama dengan tabelnya.",
            "The number of staff in the text is that of its tables.",
        ),
        recommendation=Phrase(f"Perbaiki menjadi {told}.", f"Correct to {told}."),
        confidence=0.88,
    )


def _label(text: str) -> str:
    return " ".join(re.sub(r"[-\s]+", " ", text.casefold()).split())


def _staff_of(ledger: Ledger, label: str) -> list[tuple[int, Stated]]:
    """The numbers that the staff tables give for a kind of staff: the total of its column, the sum of the
    rows marked with it, or the total of a table that is about it alone."""
    result: list[tuple[int, Stated]] = []
    words = load("counts")["staff"]["tables"]
    for sheet in sheets(ledger):
        caption = f"{sheet.table.caption} {sheet.table.section}".casefold()
        if sheet.table.kind != "lain" or not any(re.search(rf"\b{re.escape(w)}\b", caption) for w in words):
            continue
        totals = [x for x in sheet.lines if x.kind == SUM]
        for c in sheet.columns:
            heads = {
                _label(sheet.table.columns[c].header),
                *(_label(r[c].text) for r in sheet.table.rows[:2]),
            }
            if label in heads and totals and c in totals[-1].figures:
                f = totals[-1].figures[c]
                result.append((int(f.value), sheet.stated(f)))
        marked = [
            x for x in sheet.plain() if any(_label(cell.text) == label for cell in sheet.table.rows[x.row])
        ]
        if len(marked) >= 2 and sheet.columns:
            c = sheet.columns[-1]
            figures = [x.figures[c] for x in marked if c in x.figures]
            if figures and not any(c in x.unread for x in marked):
                result.append((int(sum((f.value for f in figures), Decimal(0))), sheet.stated(figures[0])))
        named = [
            w
            for w in load("counts")["staff"]["labels"]
            if re.search(rf"\b{re.escape(w)}\b", sheet.table.caption.casefold())
        ]
        if named == [label] and len(totals) == 1 and len(totals[0].figures) == 1:
            f = next(iter(totals[0].figures.values()))
            result.append((int(f.value), sheet.stated(f)))
    return result
