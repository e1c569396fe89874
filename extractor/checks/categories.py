"""KAT: the category of a capaian against the report's own scale."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.checks.findings import cite, draft, quoted
from extractor.checks.marked_attained import wrongly_marked
from extractor.checks.prose import sentences
from extractor.checks.rated import Rated, judged, label_pattern, rated_rows, rated_sentences
from extractor.checks.registry import rule
from extractor.checks.scale import Band, Scale, comparable, read_scales
from extractor.model import Finding, Phrase, Stated, Statement
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_COLUMN_ROWS = 2  # rows of a column that must agree with a scale before others are held to it
_COLUMN_SHARE = 0.6

CRITERION = Phrase(
    "Kategori ditentukan dengan skala yang dicantumkan laporan itu sendiri.",
    "A category follows from the scale that the report itself prints.",
)


# --------------------------------------------------------------------------------------------- tables


def scale_of(rated: Sequence[Rated], scales: Sequence[Scale]) -> Scale | None:
    """The scale that a column of categories keeps to, on most of its rows."""
    scored = []
    for scale in scales:
        verdicts = [v for r in rated if (v := judged(r, scale)) is not None]
        good = sum(verdicts)
        if (
            len(verdicts) >= 0.7 * len(rated)
            and good >= _COLUMN_ROWS
            and good >= _COLUMN_SHARE * len(verdicts)
        ):
            scored.append((good, scale))
    return max(scored, key=lambda s: s[0])[1] if scored else None


@rule(
    "KAT001",
    severity="error",
    title=Phrase("Kategori tidak sesuai skala laporan", "Category does not follow from the report's scale"),
)
def category_off_scale(ledger: Ledger) -> Iterator[Finding]:
    """A category is not the one that the report's own scale gives to the value.

    What: the scale is read as the report prints it, with its own labels; each category in a table or a
    sentence is compared with the class of its value. A value in a gap of the scale has no category and
    accuses nobody; above the end of the scale the top label stands. A column is only held to a scale that
    most of its rows keep. In a column "Tercapai" / "Tidak tercapai" a row below 100% is not attained while a
    row above it is not, and a realisasi that reaches its target is.

    Why: the category is what the reader remembers of an indicator.

    Example: "kriteria Kurang (45,73%)" where the scale has 0 - 49,99 as Sangat Kurang.

    The agency should: correct the category, or the value.
    """
    rows = rated_rows(ledger)
    yield from wrongly_marked(ledger, rows)
    scales = read_scales(ledger)
    if not scales:
        return
    columns: dict[tuple[str, str, int | None], list[Rated]] = defaultdict(list)
    tables: dict[str, list[Rated]] = defaultdict(list)
    for r in rows:
        if r.column is not None:
            columns[r.column].append(r)
            tables[r.column[0]].append(r)
    for (table, _, _), found in columns.items():
        # A table of several years has one habit.
        scale = scale_of(found, scales) or scale_of(tables[table], scales)
        if scale is None:
            continue
        for r in found:
            if judged(r, scale) is False and not _elsewhere_right(r, scales):
                yield _off_scale(r, scale)
    # One wrong word used for several values is one cause.
    said: dict[tuple[str, str], list[tuple[Rated, Scale]]] = defaultdict(list)
    for r in rated_sentences(ledger, scales):
        scale = _scale_for(r, scales)
        if scale is None or not r.percent or judged(r, scale) is not False or _elsewhere_right(r, scales):
            continue
        own = scale.band_of(r.quantity.readings[0].value)
        said[(comparable(r.label), own.name if own is not None else "")].append((r, scale))
    for same in said.values():
        first, scale = same[0]
        yield _off_scale(first, scale, ledger, [r for r, _ in same[1:]])


def _elsewhere_right(rated: Rated, scales: Sequence[Scale]) -> bool:
    """Does any other scale of the report give the label?"""
    return any(judged(rated, s) for s in scales)


def _scale_for(rated: Rated, scales: Sequence[Scale]) -> Scale | None:
    """The only scale that knows a label."""
    known = [s for s in scales if s.named(rated.label)]
    return known[0] if known else None


def _off_scale(
    rated: Rated, scale: Scale, ledger: Ledger | None = None, more: Sequence[Rated] = ()
) -> Finding:
    own = scale.band_of(rated.quantity.readings[0].value)
    assert own is not None
    named = scale.named(rated.label)
    value, label = cite(rated.value), quoted(rated.label)
    bound = quoted(own.text)
    places: list[Statement | Stated] = [rated.value, rated.category, scale.place(own)]
    if ledger is not None:
        places.extend(_same_value(rated, ledger))
    for other in more:
        places.extend((other.value, other.category))
    also = "; ".join(
        f"{quoted(o.value.text)} (hal. {o.value.page})" for o in more if o.value.text != rated.value.text
    )
    tail = Phrase(f" Demikian pula {also}.", f" Likewise {also}.") if also else Phrase("", "")
    printed_band = quoted(named[0].text) if named else ""
    statement = rated.statement
    return draft(
        "KAT001",
        "error",
        indicator=rated.indicator,
        measure="kategori",
        year=rated.year,
        places=places,
        message=Phrase(
            f"Nilai {value.id} dikategorikan {label}, padahal menurut skala laporan (halaman "
            f"{scale.page}) nilai itu termasuk "
            f"{bound} = {quoted(own.name)}.{tail.id} Mohon dikonfirmasi.",
            f"The value {value.en} is called {label}, but on the report's scale (page {scale.page}) it "
            "belongs to "
            f"{bound} = {quoted(own.name)}.{tail.en}",
        ),
        criterion=CRITERION,
        recommendation=Phrase(
            f"Perbaiki kategori menjadi {quoted(own.name)}.", f"Correct the category to {quoted(own.name)}."
        ),
        diagnosis=Phrase(
            f"{label} pada skala itu adalah {printed_band}.", f"{label} is {printed_band} on that scale."
        ),
        confidence=0.93,
        accused=[rated.category] if isinstance(rated.category, Statement) else [],
        rests_on=[statement] if statement is not None else [],
    )


def _same_value(rated: Rated, ledger: Ledger) -> list[Statement]:
    """Capaian of tables that print the same value."""
    value = rated.quantity.readings[0].value
    return [
        s
        for s in ledger.statements
        if s.measure == "capaian" and s.kind == "table" and s.value == value and s.year == ledger.report.year
    ][:2]


# ---------------------------------------------------------------------------------------------- prose


# ----------------------------------------------------------------------------------------- in conflict


@rule(
    "KAT002",
    severity="error",
    title=Phrase("Nilai yang sama berbeda kategori", "Same value, different categories"),
)
def category_conflict(ledger: Ledger) -> Iterator[Finding]:
    """The same value has different categories in different places of the report.

    What: a category in running text is compared with the one that a table prints for the same value
    ("70,06 (BB)"), and the number of indicators said to be in a category with what the tables give: if no
    indicator of any table has that category, by its label or by its value, the sentence contradicts them.

    Why: one of the two categories is wrong whatever the scale.

    Example: a table has 70,06 (BB), the text says "70,06 atau Predikat B".

    The agency should: use one category for one value throughout.
    """
    scales = read_scales(ledger)
    if not scales:
        return
    yield from _other_label(ledger, scales)
    yield from _nobody_there(ledger, scales)


def _graded_cells(ledger: Ledger) -> dict[Decimal, list[tuple[str, Statement]]]:
    """Cells that print a value with its grade: '70,06 (BB)'."""
    result: dict[Decimal, list[tuple[str, Statement]]] = defaultdict(list)
    for s in ledger.statements:
        if s.kind != "table" or not s.quantity.readings:
            continue
        grade = s.quantity.grade
        inside = re.search(r"\(\s*([A-Z]{1,2})\s*\)", s.text)
        label = inside[1] if inside else grade
        if label and s.measure != "kategori":
            result[s.quantity.readings[0].value].append((label, s))
    return result


def _other_label(ledger: Ledger, scales: Sequence[Scale]) -> Iterator[Finding]:
    cells = _graded_cells(ledger)
    seen: set[str] = set()
    for r in rated_sentences(ledger, scales):
        same = cells.get(r.quantity.readings[0].value, [])
        labels = {label for label, _ in same}
        if r.percent or len(labels) != 1 or r.value.text in seen or len(r.label) > 2:
            continue
        label, cell = same[0]
        if comparable(label) == comparable(r.label) or any(
            set(s.named(label)) & set(s.named(r.label)) for s in scales
        ):
            continue
        seen.add(r.value.text)
        here, there = cite(r.category), cite(cell)
        yield draft(
            "KAT002",
            "error",
            indicator=cell.indicator,
            measure="kategori",
            year=cell.year,
            places=[r.category, cell],
            message=Phrase(
                f"Nilai {quoted(r.value.text)} tertulis dengan predikat {quoted(r.label)} pada "
                f"{here.id}, sedangkan tabel mencantumkan {there.id}. "
                "Mohon dikonfirmasi.",
                f"The value {quoted(r.value.text)} is given as {quoted(r.label)} in {here.en}, while a "
                f"table has {there.en}.",
            ),
            criterion=CRITERION,
            recommendation=Phrase(
                f"Gunakan satu predikat; menurut tabel {quoted(label)}.",
                f"Use one grade; the table has {quoted(label)}.",
            ),
            confidence=0.9,
        )


def _nobody_there(ledger: Ledger, scales: Sequence[Scale]) -> Iterator[Finding]:
    """Indicators are said to be in a category in which no indicator of any table is."""
    rated = [
        r
        for r in rated_rows(ledger)
        if r.year in (None, ledger.report.year) and any(s.named(r.label) for s in scales)
    ]
    told = {(r.value.page, comparable(r.label)) for r in rated_sentences(ledger, scales)}
    capaian = [
        s
        for s in ledger.statements
        if s.measure == "capaian"
        and s.kind == "table"
        and s.year in (None, ledger.report.year)
        and s.quantity.exact is not None
    ]
    if len(rated) < _COLUMN_ROWS:
        return
    patterns = [
        re.compile(
            p.replace("LABEL", rf"(?P<label>{label_pattern(scales)})\b(?!\s*[-/])").replace(
                "N\\s", r"(?:\d+\s*)?(?:\(\s*\w+\s*\)\s*)?", 1
            ),
            re.I,
        )
        for p in load("scales")["prose"]["counted"]
    ]
    places: dict[str, list[Stated]] = defaultdict(list)
    for sentence in sentences(ledger):
        for pattern in patterns:
            for match in pattern.finditer(sentence.text):
                label = " ".join(match["label"].split())
                known = [s for s in scales if s.named(label)]
                if len(known) != 1 or len(label) <= 2 or (sentence.page, comparable(label)) in told:
                    continue
                if re.search(load("scales")["prose"]["none"], sentence.text[: match.start()], re.I):
                    continue
                bands = known[0].named(label)
                if _anyone(bands, known[0], rated, capaian):
                    continue
                places[label.casefold()].append(sentence.stated(match.start(), match.end()))
    for label, found in places.items():
        tables = [r.category for r in rated][:4]
        used = sorted({r.label for r in rated})
        quotes = "; ".join(quoted(f.text) for f in found)
        pages = ", ".join(str(p) for p in sorted({f.page for f in found}))
        yield draft(
            "KAT002",
            "error",
            indicator=f"Kategori {label}",
            measure="kategori",
            year=ledger.report.year,
            places=[*found, *tables],
            message=Phrase(
                f"Tertulis {quotes} (halaman {pages}), sedangkan pada tabel tidak ada indikator dengan "
                "kategori itu, baik menurut "
                f"label ({', '.join(used)}) maupun menurut nilai capaiannya. Mohon dikonfirmasi.",
                f"The text says {quotes} (page {pages}), but no indicator of the tables is in that "
                "category, by its label "
                f"({', '.join(used)}) or by its capaian.",
            ),
            criterion=CRITERION,
            recommendation=Phrase(
                f"Samakan kategori dalam narasi dengan tabel ({', '.join(used)}).",
                f"Bring the category in the text in line with the tables ({', '.join(used)}).",
            ),
            confidence=0.88,
        )


def _anyone(
    bands: Sequence[Band], scale: Scale, rated: Sequence[Rated], capaian: Sequence[Statement]
) -> bool:
    if any(set(scale.named(r.label)) & set(bands) for r in rated):
        return True
    return any(scale.band_of(r.value) in bands for s in capaian for r in s.quantity.readings)


# --------------------------------------------------------------------------------------- scale itself


@rule(
    "KAT003",
    severity="info",
    title=Phrase(
        "Skala bercelah, tumpang tindih, atau berakhir di bawah capaian",
        "Scale has gaps or overlaps, or ends below the capaian",
    ),
)
def scale_with_gaps(ledger: Ledger) -> Iterator[Finding]:
    """The scale leaves values without a category, gives some two, or ends where capaian goes on.

    What: neighbouring classes are compared; capaian above the end of the scale is named. Scales whose
    bounds are printed so finely that nothing lies between them (89,99 and 90,00) are whole.

    Why: a capaian of 90,5 has no category on a scale of 76 - 90 and 91 - 100.

    Example: "91 - 100 Sangat Tinggi, 76 - 90 Tinggi" while capaian of 105,3 are reported.

    The agency should: write the bounds without gaps and leave the top class open.
    """
    for scale in read_scales(ledger):
        gaps, overlaps = scale.gaps(), scale.overlaps()
        values = [
            s
            for s in ledger.statements
            if s.measure == "capaian"
            and s.kind == "table"
            and s.quantity.exact is not None
            and s.year in (None, ledger.report.year)
        ]
        top = max(b.high for b in scale.bands)
        beyond = [s for s in values if s.value is not None and s.value > top]
        if not gaps and not overlaps and not beyond:
            continue
        told_id, told_en = [], []
        for pairs, word_id, word_en in ((gaps, "celah", "gap"), (overlaps, "tumpang tindih", "overlap")):
            for a, b in pairs[:4]:
                told_id.append(f"{word_id} antara {quoted(a.text)} dan {quoted(b.text)}")
                told_en.append(f"{word_en} between {quoted(a.text)} and {quoted(b.text)}")
        if beyond:
            told_id.append(f"skala berakhir pada {top} padahal ada capaian {quoted(beyond[0].text)}")
            told_en.append(f"the scale ends at {top} though there is a capaian of {quoted(beyond[0].text)}")
        yield draft(
            "KAT003",
            "info",
            indicator=scale.where or "Skala kategori",
            measure="kategori",
            year=ledger.report.year,
            places=[scale.place(*scale.bands), *beyond[:3]],
            message=Phrase(
                f"Skala pada halaman {scale.page} tidak utuh: " + "; ".join(told_id) + ".",
                f"The scale on page {scale.page} is not whole: " + "; ".join(told_en) + ".",
            ),
            criterion=Phrase(
                "Setiap nilai capaian mempunyai tepat satu kategori.",
                "Every capaian has exactly one category.",
            ),
            recommendation=Phrase(
                "Lengkapi batas-batas skala dan biarkan kelas tertinggi terbuka ke atas.",
                "Complete the bounds of the scale and leave the top class open.",
            ),
            confidence=0.9,
        )
