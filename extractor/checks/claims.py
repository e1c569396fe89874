"""NAR002: claims about all that the report's own tables deny."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extractor.checks.attainment import Missed, development, measured, missed_of, misses
from extractor.checks.findings import NO_PHRASE, Draft, draft, quoted
from extractor.checks.listed_attained import CONCLUDES, wrongly_listed
from extractor.checks.quoting import any_of, excerpt, passages_of, shortened
from extractor.checks.registry import rule
from extractor.language.spotting import Spotted, spotted
from extractor.model import Finding, Phrase, Statement
from extractor.patterns import derived, load
from extractor.statements.ledger import Ledger
from extractor.statements.mentions import Mentions
from extractor.statements.passages import Passage

_NEXT = 60  # characters of the next sentence in which an exception may be announced
_LISTED = 4  # rows named in a message
_FALLS = 2  # falls that make a general rise a claim too much
_COMPARED = 3  # rows that must be comparable before a claim about development is judged


@derived
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = load("narrative")["claim"]
    return rules


@derived
def _pattern(key: str, whole: bool = True) -> Spotted:
    body = any_of(_rules()[key])
    return spotted(rf"(?<!\w)(?:{body})(?!\w)" if whole else body, re.IGNORECASE)


@rule(
    "NAR002",
    severity="warning",
    title=Phrase(
        "Pernyataan tentang semua yang dibantah tabelnya sendiri",
        "A claim about all that its own table denies",
    ),
)
def check_claims(ledger: Ledger) -> Iterator[Finding]:
    """The text says that all indicators reached their targets, that realisasi rose in general, that there was
    a significant development, or that a named indicator missed its target or is one of those that reached
    it, and the tables say otherwise; or one place says that all were attained and another that some were not.

    Why: such sentences are what the head of the region reads. They are often left over from another year.

    A plan, a condition and 'hampir semua' are no such claims. What the text excepts itself ('namun ...') is
    not held against it. An indicator counts as not attained only if its capaian is below 100 and its
    realisasi misses its target, in every place.

    Example: 'Seluruh indikator pada sasaran 1 telah mencapai target' where one of them has 94,29%.

    The agency should say which indicators reached their target and which did not.
    """
    yield from _all_attained(ledger)
    for passage in passages_of(ledger):
        yield from _general_rise(ledger, passage)
        yield from _wrongly_missed(ledger, passage)
    yield from wrongly_listed(ledger)
    yield from _contradicting(ledger)


def _finding(
    ledger: Ledger,
    passage: Passage,
    start: int,
    end: int,
    indicator: str,
    rows: list[Statement],
    message: Phrase,
    recommendation: Phrase,
    diagnosis: Phrase = NO_PHRASE,
    confidence: float = 0.85,
) -> Draft:
    return draft(
        "NAR002",
        "warning",
        indicator=indicator,
        measure=None,
        year=ledger.report.year,
        places=[excerpt(passage, start, end), *rows],
        message=message,
        criterion=CONCLUDES,
        recommendation=recommendation,
        diagnosis=diagnosis,
        confidence=confidence,
    )


def _sentence(passage: Passage, at: int) -> tuple[int, int, str]:
    """The sentence at a place and the beginning of the one after it."""
    found = passage.sentences()
    for i, (a, b) in enumerate(found):
        if a <= at < b:
            after = passage.text[slice(*found[i + 1])] if i + 1 < len(found) else ""
            return a, b, after
    return 0, len(passage.text), ""


def _said(passage: Passage, sentence: int, match: re.Match[str]) -> str:
    """The clause of a claim: a little before it, and on to the next comma."""
    return passage.text[max(sentence, match.start() - 40) : match.start("tail")] + match["tail"].split(",")[0]


_EXCEPT = re.compile(
    r"\b(?:namun|kecuali|tetapi|tapi|meskipun|walau(?:pun)?|sedangkan|hanya\s+saja|selain)\b", re.IGNORECASE
)


# -------------------------------------------------------------------------------------------- all attained


def _all_attained(ledger: Ledger) -> Iterator[Finding]:
    claims: dict[tuple[int, ...], list[tuple[Passage, int, int]]] = {}
    misses: dict[tuple[int, ...], list[Missed]] = {}
    for passage in passages_of(ledger):
        for start, end, scope in _claims(ledger, passage):
            missed = missed_of(ledger, scope)
            if missed:
                key = tuple(m.shown.subject for m in missed)
                claims.setdefault(key, []).append((passage, start, end))
                misses[key] = missed
    for key, said in claims.items():
        passage, start, end = said[0]
        missed = misses[key]
        names = "; ".join(f"{m.name}: {m.shown.text} (halaman {m.shown.page})" for m in missed[:_LISTED])
        english = "; ".join(f"{m.name}: {m.shown.text} (page {m.shown.page})" for m in missed[:_LISTED])
        finding = _finding(
            ledger,
            passage,
            start,
            end,
            "Indikator yang mencapai target",
            [m.shown for m in missed] + [s for m in missed for s in m.others],
            Phrase(
                f"Tertulis {quoted(shortened(passage.text[start:end]))}; menurut tabel, {len(missed)} "
                "indikator "
                f"tidak mencapai target: {names}.",
                f"It says {quoted(shortened(passage.text[start:end]))}; by the tables {len(missed)} "
                "indicators "
                f"missed their target: {english}.",
            ),
            Phrase(
                "Sebutkan indikator yang mencapai dan yang tidak mencapai target sesuai tabel.",
                "Say which indicators reached their target and which did not, as the table has it.",
            ),
        )
        more = tuple(excerpt(p, a, b) for p, a, b in said[1:])
        yield finding.model_copy(update={"stated": (*finding.stated, *more)})


def _claims(ledger: Ledger, passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Claims of a passage that all indicators reached their targets: start, end, what they are limited to."""
    for match in _pattern("all", False).finditer(passage.text):
        if match["what"].casefold() != "indikator":
            continue
        a, b, after = _sentence(passage, match.start())
        said = _said(passage, a, match)
        if _pattern("all_unless").search(said) or re.search(
            r"\b20\d\d\b", said.replace(str(ledger.report.year), "")
        ):
            continue
        if not any(re.search(any_of([p]), match["tail"], re.IGNORECASE) for p in _rules()["attained_tail"]):
            continue
        if _EXCEPT.search(passage.text[match.end() : b]) or _EXCEPT.search(after[:_NEXT]):
            continue
        yield match.start(), min(b, match.end()), match["scope"]


# -------------------------------------------------------------------------------------------- general rise


def _general_rise(ledger: Ledger, passage: Passage) -> Iterator[Finding]:
    own = ledger.report.year
    if own is None:
        return
    for key in ("general_rise", "general_growth"):
        for match in _pattern(key).finditer(passage.text):
            a, b, _ = _sentence(passage, match.start())
            if key == "general_rise" and not _pattern("earlier").search(passage.text[a:b]):
                continue
            table, rose, fell, same = development(ledger, passage.first.page, own)
            every = re.search(r"\b(?:semua|seluruh)\b", match.group(), re.IGNORECASE)
            if rose + len(fell) + same < _COMPARED:
                continue
            denied = (
                not rose if key == "general_growth" else (len(fell) >= (1 if every else _FALLS) or not rose)
            )
            if not denied:
                continue
            named = "; ".join(f"{x.indicator}: {x.text} → {y.text}" for x, y in fell[:_LISTED])
            counts = Phrase(
                f"{rose} indikator naik, {len(fell)} turun, {same} tetap",
                f"{rose} indicators rose, {len(fell)} fell, {same} stayed",
            )
            end = match.end()
            yield _finding(
                ledger,
                passage,
                match.start(),
                end,
                "Perbandingan realisasi kinerja",
                [s for pair in fell for s in pair],
                Phrase(
                    f"Tertulis {quoted(shortened(passage.text[a:b]))}; menurut {quoted(table)} dibandingkan "
                    "tahun "
                    f"{own - 1}: {counts.id}" + (f" ({named})." if named else "."),
                    f"It says {quoted(shortened(passage.text[a:b]))}; by {quoted(table)} against {own - 1}: "
                    f"{counts.en}" + (f" ({named})." if named else "."),
                ),
                Phrase(
                    "Sebutkan indikator yang naik, yang turun, dan yang tetap.",
                    "Say which indicators rose, which fell and which stayed.",
                ),
            )


# ------------------------------------------------------------------------------------------ wrongly missed


def _wrongly_missed(ledger: Ledger, passage: Passage) -> Iterator[Finding]:
    """'Indeks Integritas belum mencapai target' where every table has it at 100% or more."""
    own = ledger.report.year
    names: Mentions | None = None
    for match in _pattern("not_attained").finditer(passage.text):
        a, b, after = _sentence(passage, match.start())
        sentence = passage.text[a:b]
        if re.search(
            r"\b(?:akhir|renstra|rpjmd|nasional|triwulan|semester|jangka|agar|apabila|jika)\b", sentence, re.I
        ):
            continue
        if re.search(r"\b20\d\d\b", sentence.replace(str(own), "")) or re.search(
            r"tahun\s+(?:lalu|sebelum)", sentence, re.I
        ):
            continue
        if "indikator" not in sentence.casefold():
            continue
        names = names or Mentions((k, s.names) for k, s in ledger.subjects.items() if s.kind == "indikator")
        found = {m.key for m in names.find(sentence) if m.key is not None}
        if not found and re.match(
            r"(?:hal\s+(?:tersebut|ini|itu)|ini)\s+(?:disebabkan|dikarenakan|karena)", after.strip(), re.I
        ):
            found = {m.key for m in names.find(after) if m.key is not None}
        if len(found) != 1:
            continue
        subject = found.pop()
        rows = measured(ledger).get(subject, [])
        verdicts = [misses(ledger, r) for r in rows]
        if not verdicts or any(v is not False for v in verdicts):
            continue
        row = rows[0]
        shown = [s for m in ("target", "realisasi", "capaian") if (s := row.get(m, own)) is not None]
        name = ledger.subjects[subject].name
        start = a
        figures = ", ".join(f"{s.measure} {s.text}" for s in shown)
        yield _finding(
            ledger,
            passage,
            start,
            b,
            name,
            shown,
            Phrase(
                f"Tertulis {quoted(shortened(sentence))} tentang {name}, sedangkan menurut tabel halaman "
                f"{shown[0].page} indikator itu mencapai target ({figures}).",
                f"It says {quoted(shortened(sentence))} about {name}, though by the table on page "
                f"{shown[0].page} the indicator reached its target ({figures}).",
            ),
            Phrase(
                "Sesuaikan simpulan dengan tabel pengukuran tahun laporan.",
                "Bring the conclusion in line with the year's measurement.",
            ),
            diagnosis=Phrase(
                "Kemungkinan teks laporan tahun sebelumnya yang belum diperbarui.",
                "Probably text of an earlier report that was not updated.",
            ),
        )


# ------------------------------------------------------------------------------------------- contradicting


def _contradicting(ledger: Ledger) -> Iterator[Finding]:
    """'Semua sasaran berhasil dicapai' in one place, 'beberapa sasaran belum dicapai' in another."""
    own = str(ledger.report.year)
    every: dict[str, tuple[Passage, re.Match[str]]] = {}
    some: dict[str, tuple[Passage, re.Match[str]]] = {}
    for passage in passages_of(ledger):
        if passage.source == "lampiran":
            continue
        for match in _pattern("all", False).finditer(passage.text):
            a, b, after = _sentence(passage, match.start())
            said = _said(passage, a, match)
            plain = not match["scope"].strip() or re.fullmatch(
                r"\s*(?:kinerja|strategis|stratejik)\s*", match["scope"]
            )
            if (
                plain
                and not _pattern("all_unless").search(said)
                and not _EXCEPT.search(passage.text[match.end() : b] + after[:40])
            ):
                every.setdefault(match["what"].casefold(), (passage, match))
        for match in _pattern("some_not", False).finditer(passage.text):
            a, b, _ = _sentence(passage, match.start())
            years = set(re.findall(r"\b20\d\d\b", passage.text[match.start() : b]))
            if (
                not _pattern("some_unless").search(passage.text[a : match.start()])
                and years <= {own}
                and own in passage.text[a:b]
            ):
                some.setdefault(match["what"].casefold(), (passage, match))
    for what in every.keys() & some.keys():
        (p, m), (q, n) = every[what], some[what]
        one, two = shortened(p.text[m.start() : m.end()]), shortened(q.text[n.start() : n.end()])
        page_one, page_two = p.locate(m.start(), m.end())[0], q.locate(n.start(), n.end())[0]
        finding = _finding(
            ledger,
            p,
            m.start(),
            m.end(),
            f"Keberhasilan {what}",
            [],
            Phrase(
                f"Pada halaman {page_one} tertulis {quoted(one)}, pada halaman {page_two} tertulis "
                f"{quoted(two)}.",
                f"Page {page_one} says {quoted(one)}, page {page_two} says {quoted(two)}.",
            ),
            Phrase(
                "Gunakan satu simpulan yang sesuai dengan tabel pengukuran.",
                "Give one conclusion, as the measurement has it.",
            ),
        )
        yield finding.model_copy(update={"stated": (*finding.stated, excerpt(q, n.start(), n.end()))})
