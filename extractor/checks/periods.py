"""YER001: years and periods that cannot be meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from extractor.checks.findings import NO_PHRASE, quoted
from extractor.checks.quoting import (
    any_of,
    compiled,
    excerpt,
    passages_of,
    shortened,
)
from extractor.checks.registry import rule
from extractor.checks.years import PERIOD, announced_periods, captions, headings, year_finding
from extractor.model import Finding, Phrase
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger
from extractor.statements.passages import Passage

_YEAR = re.compile(r"(?=((?:19|20)\d\d))")
_AFTER_PLAN = 90  # characters between 'tahun terakhir' and the plan's name and period
_REACH = 8  # years: one further from the report's year belongs to something else
_MOSTLY = 3  # the report names its own year at least so many times as often as the wrong one
_SAME_LAW = 24  # characters after 'tentang' by which two citations are of one regulation


@derived
def _rules() -> dict[str, Any]:
    return load("periods")


@rule(
    "YER001",
    severity="warning",
    title=Phrase("Tahun atau periode yang tidak mungkin dimaksud", "A year or period that cannot be meant"),
)
def check_periods(ledger: Ledger) -> Iterator[Finding]:
    """A year or a part of a year that cannot be meant: a fourth semester, the 'last year' of a plan that has
    just begun, the year of an earlier report in a sentence about this one, a figure realised in a year still
    to come, a regulation of the future, a foreword dated before the year was over.

    Why: such places are left over from an earlier report. They make a reader doubt which year the figures
    beside them belong to.

    Example: 'tahun terakhir pelaksanaan Renstra 2024-2026' in the report on 2024.

    The agency should write the year that is meant.
    """
    own = {str(ledger.report.year)}
    for passage in passages_of(ledger):
        yield from _no_such_part(ledger, passage)
        yield from _ordinal_of_plan(ledger, passage)
        if not own.issuperset(_YEAR.findall(passage.text)):
            yield from _realised_later(ledger, passage)
            yield from _of_itself(ledger, passage)
            yield from _guides_the_past(ledger, passage)
        yield from _dated_too_early(ledger, passage)
    yield from _laws(ledger)
    yield from headings(ledger)
    yield from announced_periods(ledger)
    yield from captions(ledger)


def _sentence(passage: Passage, at: int) -> tuple[int, int]:
    return next(((a, b) for a, b in passage.sentences() if a <= at < b), (0, len(passage.text)))


# ---------------------------------------------------------------------------------------- parts of a year


def _no_such_part(ledger: Ledger, passage: Passage) -> Iterator[Finding]:
    parts = _rules()["parts"]
    for name, count in (("semester", 2), ("triwulan", 4), ("caturwulan", 3)):
        for match in compiled(tuple(parts[name])).finditer(passage.text):
            around = passage.text[max(0, match.start() - 60) : match.start()]
            if re.search(any_of(parts["unless_before"]), around, re.IGNORECASE):
                continue
            printed = " ".join(match.group().split())
            a, b = _sentence(passage, match.start())
            instead = "triwulan IV" if name == "semester" and re.search(r"IV|4|empat", printed) else ""
            right = Phrase(
                f"periode yang dimaksud{f' (misalnya {instead})' if instead else ''}",
                f"the period that is meant{f' (for example {instead})' if instead else ''}",
            )
            yield year_finding(
                ledger,
                Phrase(printed, printed),
                [excerpt(passage, match.start(), min(match.end() + 12, b))],
                Phrase(
                    f"Tertulis {quoted(shortened(passage.text[a:b]))}: satu tahun hanya mempunyai {count} "
                    f"{name}.",
                    f"It says {quoted(shortened(passage.text[a:b]))}: a year has only {count} {name}.",
                ),
                right,
                confidence=0.95,
            )


# ------------------------------------------------------------------------------------------ plan's years


def _plan_periods(ledger: Ledger) -> Counter[tuple[int, int]]:
    """The periods of plans that the report names, with how often."""
    names = any_of(_rules()["plan"]["names"])
    pattern = re.compile(rf"\b(?:{names})\b[^.;]{{0,80}}?\b{PERIOD}", re.IGNORECASE)
    texts = [p.text for p in ledger.paragraphs] + [t.caption for t in ledger.own_tables]
    found = Counter((int(m["first"]), int(m["last"])) for text in texts for m in pattern.finditer(text))
    return Counter({period: n for period, n in found.items() if 2 <= period[1] - period[0] <= 6})


@derived
def _ordinal_pattern() -> re.Pattern[str]:
    plan = _rules()["plan"]
    return re.compile(
        rf"\btahun\s+(?P<ordinal>{'|'.join(plan['ordinals'])}|ke-?\s?(?P<nth>\d))\s+(?:dari\s+)?"
        rf"(?:(?:{any_of(plan['before'])})\s+)*(?P<plan>{any_of(plan['names'])})\b",
        re.IGNORECASE,
    )


def _ordinal_of_plan(ledger: Ledger, passage: Passage) -> Iterator[Finding]:
    ordinals: dict[str, int] = _rules()["plan"]["ordinals"]
    for match in _ordinal_pattern().finditer(passage.text):
        a, _ = _sentence(passage, match.start())
        year = _year_before(passage.text[a : match.start()]) or ledger.report.year
        if year is None:
            continue
        word = match["ordinal"].casefold()
        nth = int(match["nth"]) if match["nth"] else ordinals[word]
        own = re.match(rf"[^.;]{{0,{_AFTER_PLAN}}}?\b{PERIOD}", passage.text[match.end() :], re.IGNORECASE)
        periods = [(int(own["first"]), int(own["last"]))] if own else list(_plan_periods(ledger))
        periods = [p for p in periods if p[0] <= year <= p[1]] if not own else periods
        if not periods or any(_is_nth(year, nth, p) for p in periods):
            continue
        first, last = periods[0] if own else _plan_periods(ledger).most_common(1)[0][0]
        if not first <= year <= last:
            continue
        which = year - first + 1
        right = Phrase(f"tahun ke-{which} dari {first}–{last}", f"year {which} of {first}–{last}")
        yield year_finding(
            ledger,
            Phrase("Tahun pelaksanaan Renstra", "Year of the plan"),
            [excerpt(passage, match.start(), match.end())],
            Phrase(
                f"Tertulis {quoted(passage.text[match.start() : match.end()])}, sedangkan {year} adalah "
                "tahun "
                f"ke-{which} dari periode {first}–{last}.",
                f"It says {quoted(passage.text[match.start() : match.end()])}, though {year} is year {which} "
                "of "
                f"the period {first}–{last}.",
            ),
            right,
        )


def _year_before(text: str) -> int | None:
    """'Tahun 2023 merupakan ...': the year that the sentence is about, if it begins with it."""
    found = re.findall(r"\btahun\s+(?:anggaran\s+)?(20\d\d)\b(?!\s*[-–])", text[-60:], re.IGNORECASE)
    return int(found[-1]) if found else None


def _is_nth(year: int, nth: int, period: tuple[int, int]) -> bool:
    """Plans of 2013-2018 count from 2013 or, as their targets do, from 2014."""
    first, last = period
    if nth == -1:
        return year >= last - 1 if last - first >= 5 else year == last
    return nth in (year - first + 1, year - first)


# -------------------------------------------------------------------------------------- the report's year


def _realised_later(ledger: Ledger, passage: Passage) -> Iterator[Finding]:
    rules = _rules()["future"]
    own = ledger.report.year
    if own is None or ledger.report.kind != "lakip":
        return
    for match in compiled(tuple(rules["realised"]), False).finditer(passage.text):
        year = int(match["year"])
        a, b = _sentence(passage, match.start())
        if year <= own or compiled(tuple(rules["unless"])).search(passage.text[a : match.end()]):
            continue
        end = min(b, match.end() + 12)
        yield year_finding(
            ledger,
            Phrase("Tahun realisasi", "Year of the realisasi"),
            [excerpt(passage, match.start(), end)],
            Phrase(
                f"Tertulis {quoted(passage.text[match.start() : end])}; laporan ini melaporkan tahun {own}, "
                f"sehingga realisasi tahun {year} belum ada.",
                f"It says {quoted(passage.text[match.start() : end])}; this report is on {own}, so that "
                "nothing "
                f"can have been realised in {year}.",
            ),
            Phrase(f"tahun {own}, atau tahun yang dimaksud", f"{own}, or the year that is meant"),
            severity="error",
        )


def _of_itself(ledger: Ledger, passage: Passage) -> Iterator[Finding]:
    own = ledger.report.year
    rules = _rules()["self"]
    names: list[str] = load("facts")["kinds"].get(ledger.report.kind, [])
    if own is None or not names:
        return
    kind = "(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + ")"
    places: list[tuple[int, int, int]] = []
    for template in rules["sentences"]:
        if "KIND" not in template and ledger.report.kind != "lakip":
            continue
        body = any_of([template]).replace("KIND", kind).replace("YEAR", r"(?P<year>20\d\d)(?!\s*[-–/])")
        for match in re.finditer(rf"(?<!\w){body}(?!\w)", passage.text, re.IGNORECASE):
            year = int(match["year"])
            a, b = _sentence(passage, match.start())
            if year == own or abs(year - own) > _REACH or str(own) in match.group():
                continue
            if compiled(tuple(rules["unless"])).search(passage.text[a:b]):
                continue
            if not any(s <= match.start("year") < e for s, e, _ in places):
                places.append((match.start(), match.end(), year))
    if not places or not _is_rare(ledger, places[0][2]):
        return
    places.sort()
    # The rest of a paragraph that speaks of the wrong year is wrong in the same way.
    year = places[0][2]
    for match in re.finditer(rf"(?:\w+\s+){{2,3}}tahun\s+{year}\b(?!\s*[-–/])", passage.text, re.IGNORECASE):
        if (
            not any(s < match.end() and match.start() < e for s, e, _ in places)
            and str(own) not in passage.text
        ):
            places.append((match.start(), match.end(), year))
    said = "; ".join(quoted(passage.text[s:e]) for s, e, _ in places)
    yield year_finding(
        ledger,
        Phrase("Tahun laporan", "Year of the report"),
        [excerpt(passage, s, e) for s, e, _ in places],
        Phrase(
            f"Tertulis {said}, sedangkan dokumen ini untuk tahun {own}; mohon dikonfirmasi.",
            f"It says {said}, though this document is for {own}; please confirm.",
        ),
        Phrase(f"tahun {own}", str(own)),
        diagnosis=Phrase(
            "Kemungkinan teks dokumen tahun sebelumnya yang belum diperbarui.",
            "Probably text of an earlier document that was not updated.",
        )
        if year < own
        else NO_PHRASE,
    )


def _is_rare(ledger: Ledger, year: int) -> bool:
    """Does the report name its own year far more often? Otherwise its year may have been misread."""
    texts = " ".join(p.text for p in ledger.paragraphs)
    count = {y: len(re.findall(rf"(?<!\d){y}(?!\d)", texts)) for y in (year, ledger.report.year or 0)}
    return count[ledger.report.year or 0] >= _MOSTLY * max(1, count[year]) or (
        count[ledger.report.year or 0] >= 2 * count[year] >= 2
    )


def _guides_the_past(ledger: Ledger, passage: Passage) -> Iterator[Finding]:
    own = ledger.report.year
    if own is None:
        return
    for match in compiled(tuple(_rules()["guide"]["sentences"]), False).finditer(passage.text):
        first, last = int(match["first"]), int(match["last"])
        if last >= own or last <= first:
            continue
        start = match.start("first") - len("dari tahun ")
        current = [p for p, _ in _plan_periods(ledger).most_common() if p[0] <= own + 1 and p[1] >= own]
        right = f"{current[0][0]} sampai dengan {current[0][1]}" if current else "periode yang berlaku"
        yield year_finding(
            ledger,
            Phrase("Periode dokumen", "Period of the document"),
            [excerpt(passage, max(0, start), match.end())],
            Phrase(
                f"Tertulis {quoted(passage.text[max(0, start) : match.end()])} dalam dokumen tahun {own} "
                "yang "
                f"menjadi pedoman ke depan; periode itu telah berakhir tahun {last}.",
                f"It says {quoted(passage.text[max(0, start) : match.end()])} in a document of {own} that is "
                "to "
                f"guide what comes; that period ended in {last}.",
            ),
            Phrase(right, right.replace("sampai dengan", "to") if current else "the period in force"),
        )


def _dated_too_early(ledger: Ledger, passage: Passage) -> Iterator[Finding]:
    rules = _rules()["foreword"]
    own = ledger.report.year
    if own is None or ledger.report.kind != "lakip":
        return
    if not compiled(tuple(rules["sections"])).search(passage.section):
        return
    months: list[str] = rules["months"]
    for match in re.finditer(
        rf"(?:\b\d{{1,2}}\s+)?\b({'|'.join(months)})\s+(20\d\d)\b", passage.text, re.IGNORECASE
    ):
        # A date of signing stands after a place, in a short paragraph of its own.
        if not re.fullmatch(r"\s*[A-Z][\w .]{2,30},?\s*", passage.text[: match.start()]):
            continue
        late = months.index(match.group(1).casefold()) >= months.index("desember")
        if int(match.group(2)) > own or (int(match.group(2)) == own and late):
            continue
        yield year_finding(
            ledger,
            Phrase("Tanggal kata pengantar", "Date of the foreword"),
            [excerpt(passage, match.start(), match.end())],
            Phrase(
                f"Kata pengantar bertanggal {quoted(match.group())}, sedangkan laporan ini melaporkan "
                "kinerja "
                f"sepanjang tahun {own}.",
                f"The foreword is dated {quoted(match.group())}, though the report covers the whole of "
                f"{own}.",
            ),
            Phrase(
                re.sub(r"20\d\d", str(own + 1), " ".join(match.group().split())),
                re.sub(r"20\d\d", str(own + 1), " ".join(match.group().split())),
            ),
        )


# --------------------------------------------------------------------------------------------------- laws


def _laws(ledger: Ledger) -> Iterator[Finding]:
    """A regulation of a year after the report, and a regulation cited with two years."""
    pattern = re.compile(
        rf"\b(?P<kind>{any_of(_rules()['law']['kinds'])})\s+(?:nomor|no\.?)\s*(?P<number>\d+)\s+tahun\s+"
        rf"(?P<year>(?:19|20)\d\d)(?P<title>\s+tentang\s+[^.;,]{{4,80}}(?!\w))?",
        re.IGNORECASE,
    )
    own = ledger.report.year
    if own is None:
        return
    cited: list[tuple[Passage, re.Match[str]]] = [
        (p, m) for p in passages_of(ledger) for m in pattern.finditer(p.text)
    ]
    for passage, match in cited:
        year = int(match["year"])
        if year <= own + 1:
            continue
        same = [
            (p, m)
            for p, m in cited
            if int(m["year"]) <= own + 1
            and m["number"] == match["number"]
            and _kind(m) == _kind(match)
            and _title(m)[:_SAME_LAW] == _title(match)[:_SAME_LAW]
        ]
        places = [excerpt(passage, match.start(), match.end())]
        places += [excerpt(p, m.start(), m.end()) for p, m in same[:1]]
        elsewhere = Phrase("", "")
        if same:
            other = quoted(same[0][1].group())
            elsewhere = Phrase(
                f" Pada halaman {places[1].page} tertulis {other}.", f" Page {places[1].page} says {other}."
            )
        right = (
            Phrase(f"Tahun {same[0][1]['year']}", same[0][1]["year"])
            if same
            else Phrase("tahun peraturan yang benar", "the regulation's year")
        )
        yield year_finding(
            ledger,
            Phrase(f"{match['kind']} Nomor {match['number']}", f"{match['kind']} Nomor {match['number']}"),
            places,
            Phrase(
                f"Tertulis {quoted(match.group())}, peraturan yang terbit sesudah tahun laporan "
                f"{own}.{elsewhere.id}",
                f"It says {quoted(match.group())}, a regulation later than the report's year "
                f"{own}.{elsewhere.en}",
            ),
            right,
            severity="error" if same else "warning",
            confidence=0.95,
        )


def _kind(match: re.Match[str]) -> str:
    return " ".join(match["kind"].casefold().split()[:2])


def _title(match: re.Match[str]) -> str:
    return " ".join((match["title"] or "").casefold().split())
