"""What the columns of a table hold decides, not what they are called.

A column headed 'Capaian' whose figures follow the target is realisasi; '%' beside budget money is serapan;
'Kategori' with figures is capaian; one heading over a number and a text column is both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.tables.achievements import set_field, tell_achievements
from extractor.tables.amounts import Contents, is_index, is_missing
from extractor.tables.columns import MEASURES, PERCENT, STOREY, SUBJECTS, Heading, is_percent
from extractor.tables.times import (
    is_of_quarters,
    parts_of_years,
    quarters_of_rows,
    running_totals,
    years_of_rows,
)
from extractor.tables.wordings import mentions

_MOST = 0.6  # share of a column's filled cells that tells what it holds
_NEARLY_ALL = 0.8
_INITIAL = re.compile(r"\s*([TRC])\.?\s*(?:\(?%\)?)?\s*", re.I)
_FIGURES = frozenset(MEASURES) - {"kategori"}
_SHARING = (PERCENT, "realisasi", "realisasi_anggaran", "target", "anggaran", "capaian", None)
"""Fields of columns that a heading of nothing but '%' may have got from the storeys above it."""
_BEGINS_AS_FIGURE = re.compile(r"\s*\d+(?:[.,]\d+)*\s*(?:%|[^\W\d_]|$)")  # '27 ASN'; '1. Jumlah' does not


def settle(
    headings: Sequence[Heading], columns: Sequence[Sequence[str]], report_year: int | None
) -> list[Heading]:
    """The headings with the fields that their columns' texts call for."""
    contents = [Contents.of(texts) for texts in columns]
    result = list(headings)
    parts_of_years(result)
    _initials(result)
    _split_headings(result, contents)
    _targets_in_words(result, contents)
    _untitled(result, contents)
    years_of_rows(result, contents)
    quarters_of_rows(result, contents)
    _unknown_subject(result, contents)
    _shares(result, contents)
    _plans(result, report_year)
    _money(result, contents)
    _categories(result, contents)
    tell_achievements(result, contents)
    _end_achievements(result)
    running_totals(result)
    _one_heading_for_many(result, contents)
    return result


def _has(result: Sequence[Heading], *fields: str) -> bool:
    return any(h.field in fields for h in result)


# -------------------------------------------------------------------- one heading over several columns


def _initials(result: list[Heading]) -> None:
    """'T | R | C (%)' below a year: target, realisasi and capaian by their first letters."""
    letters = [_INITIAL.fullmatch(h.header.rsplit(STOREY, 1)[-1]) for h in result]
    told = [
        m[1].casefold() if m and h.field is None and not _of_another_time_or_body(h.header) else ""
        for m, h in zip(letters, result, strict=True)
    ]
    for c in range(len(result) - 1):
        if told[c : c + 2] == ["t", "r"]:
            set_field(result, c, "target")
            set_field(result, c + 1, "realisasi")
            if told[c + 2 : c + 3] == ["c"]:
                set_field(result, c + 2, "capaian")


def _of_another_time_or_body(header: str) -> bool:
    """Is a heading of a quarter, or of the nation and others?"""
    return mentions(header, "quarter") or mentions(header, "other")


def _split_headings(result: list[Heading], contents: Sequence[Contents]) -> None:
    """A heading merged over two columns: a number or a dash beside a name, a unit beside a figure."""
    for c, heading in enumerate(result):
        field, column = heading.field, contents[c]
        twin = any(
            0 <= o < len(result) and result[o].header == heading.header and result[o].field == field
            for o in (c - 1, c + 1)
        )
        if (
            field in SUBJECTS
            and column.indices
            and _only_indices(column)
            or twin
            and field in SUBJECTS
            and not column.filled
        ):
            set_field(result, c, "no")
        elif twin and field in _FIGURES and column.filled and not column.mostly(column.figures, 0.3):
            set_field(result, c, "satuan")
        elif (
            field == "satuan"
            and column.mostly(column.figures)
            and not _has(result, "target")
            and "target" in heading.header.casefold()
        ):
            set_field(result, c, "target")


def _targets_in_words(result: list[Heading], contents: Sequence[Contents]) -> None:
    """Of several columns of names, those under 'Target Capaian Kinerja' (as the forms of a Renja have them)
    tell in words what is to be reached, and those of nothing but figures ('27 ASN') how much of it."""
    for field in ("indikator", "program", "kegiatan"):
        named = [c for c, h in enumerate(result) if h.field == field]
        told = [
            c
            for c in named
            if "target" in result[c].header.rpartition(STOREY)[0].casefold()
            or contents[c].filled
            and all(_BEGINS_AS_FIGURE.match(t) for t in contents[c].texts if not is_missing(t))
        ]
        if len(told) < len(named):
            for c in told:
                set_field(result, c, None)


def _only_indices(column: Contents) -> bool:
    texts = [t for t in column.texts if t.strip() and t.strip() not in "-–•"]
    return sum(is_index(t) for t in texts) >= _NEARLY_ALL * len(texts)


def _untitled(result: list[Heading], contents: Sequence[Contents]) -> None:
    """Columns without a heading: numbers of rows at the left, names, letters of categories at the right."""
    measured = [c for c, h in enumerate(result) if h.field in _FIGURES]
    for c, heading in enumerate(result):
        if heading.header.strip() or not contents[c].filled:
            continue
        column = contents[c]
        if column.mostly(column.indices, _NEARLY_ALL) and not (measured and c > measured[0]):
            set_field(result, c, "no")
        elif not column.figures and measured and c > measured[-1] and max(len(t) for t in column.texts) <= 20:
            set_field(result, c, "kategori")
        elif not column.figures and measured and c < measured[0] and not _has(result, *SUBJECTS):
            set_field(result, c, "uraian")


def _one_heading_for_many(result: list[Heading], contents: Sequence[Contents]) -> None:
    """One heading over several columns with figures of their own, without a storey below that would tell
    them apart, says of none what it holds."""
    same: dict[tuple[str, str | None, int], list[int]] = {}
    named = 0
    for c, heading in enumerate(result):
        named = c if heading.field == "indikator" else named  # beside another indicator they are told apart
        if heading.field in _FIGURES and contents[c].mostly(contents[c].figures):
            same.setdefault((heading.header, heading.field, named), []).append(c)
    for columns in same.values():
        rows = list(zip(*(contents[c].texts for c in columns), strict=True))
        # a cell merged over two of the columns stands in both
        filled = [row for row in rows if sum(not is_missing(t) for t in row) > 1]
        differing = [row for row in filled if len({t for t in row if not is_missing(t)}) > 1]
        if differing and len(differing) >= _MOST * len(filled):
            for c, heading in enumerate(result):
                if heading.header == result[columns[0]].header and heading.field in _FIGURES:
                    set_field(result, c, None)


def _unknown_subject(result: list[Heading], contents: Sequence[Contents]) -> None:
    """Beside a target and a realisasi, or a budget, the one column of words to their left names what they
    are of, whatever it is called: 'Jenis Pajak Daerah', 'Nama Puskesmas', 'Perangkat Daerah'."""
    measured = _has(result, "target") and _has(result, "realisasi")
    if _has(result, *SUBJECTS) or not (measured or _has(result, "anggaran")):
        return
    first = next(c for c, h in enumerate(result) if h.field in _FIGURES)
    named = [
        c
        for c in range(first)
        if result[c].field in (None, "penanggung_jawab")
        and contents[c].filled
        and not contents[c].mostly(contents[c].figures, 0.3)
    ]
    if len(named) == 1 and not is_of_quarters(result[named[0]], contents[named[0]]):
        set_field(result, named[0], "uraian")


# --------------------------------------------------------------------------------------------- shares


def _shares(result: list[Heading], contents: Sequence[Contents]) -> None:
    """What a column of nothing but '%' is a share of: the money or the measures to its left."""
    for c, heading in enumerate(result):
        if heading.field not in _SHARING:
            continue
        leaf = heading.header.rsplit(STOREY, 1)[-1]
        alone = is_percent(leaf) and (STOREY not in heading.header or _has_sibling(result, c))
        percent_of_money = (
            heading.field == "realisasi" and heading.percent and _has(result[:c], "realisasi_anggaran")
        )
        if heading.field == PERCENT or alone or (percent_of_money and not _has(result, "target")):
            set_field(result, c, _share_of(result[:c], contents, heading))


def _has_sibling(result: Sequence[Heading], c: int) -> bool:
    """Does a column beside stand under the same upper storeys with other lower ones?"""
    above, _, leaf = result[c].header.rpartition(STOREY)
    beside = [result[o].header for o in (c - 1, c + 1) if 0 <= o < len(result)]
    return any(h.startswith(f"{above} | ") and h != f"{above} | {leaf}" for h in beside)


def _share_of(before: Sequence[Heading], contents: Sequence[Contents], heading: Heading) -> str | None:
    for c in range(len(before) - 1, -1, -1):
        field = before[c].field
        if field == "realisasi_anggaran":
            return "serapan"
        if field == "realisasi":
            if _has(before, "target", "target_akhir"):
                return "capaian"
            money = contents[c].mostly(contents[c].money) and _has(before, "anggaran")
            return "serapan" if money else None
        if field == "target" and c and before[c - 1].field == "realisasi" and _is_below_one(before, c):
            return "capaian"  # 'Realisasi | Target | %'
        if field in ("capaian", "target_akhir", "target"):
            return "capaian" if _has(before, "target") and field == "capaian" else None
        if field == "anggaran":
            return None  # its share of the total
    return None


def _is_below_one(headings: Sequence[Heading], c: int) -> bool:
    """Do a column and the one before it stand under the same upper storeys?"""
    return headings[c].header.rpartition(STOREY)[0] == headings[c - 1].header.rpartition(STOREY)[0]


# --------------------------------------------------------------------------- plans and their end targets


def _plans(result: list[Heading], report_year: int | None) -> None:
    """'Target Renstra 2018' in a report of 2016 is the end target, and so is 'Target 2018' beside a capaian
    against the end target; in a row of years of the plan it is a target like the others."""
    years = {h.year for h in result if h.field == "target" and h.year is not None}
    if len(years) >= 3:
        return
    compared = _has(result, "capaian_akhir") and sum(h.field == "target" for h in result) == 1
    for c, heading in enumerate(result):
        if heading.field != "target" or not (heading.planned or (compared and heading.year is not None)):
            continue
        later = heading.year is None or (report_year is not None and heading.year > report_year)
        if later and not heading.ordinal and (_has(result, "realisasi") or len(years) > 1):
            set_field(result, c, "target_akhir")
    _against_two_targets(result)
    goals = [c for c, h in enumerate(result) if h.field == "target"]
    reached = {h.year for h in result if h.field == "realisasi"}
    last = max((y or 0 for y in reached), default=0)
    if len(goals) == 1 and report_year is not None and last == report_year:
        year = result[goals[0]].year
        if year is not None and year > report_year and (len(reached) == 1 or _measured_by(result, year)):
            set_field(result, goals[0], "target_akhir")  # this year's realisasi against a year to come


def _against_two_targets(result: list[Heading]) -> None:
    """'Capaian terhadap RPJMD' where the plan's target is one of the same year, beside that of the agreement,
    is no capaian against the end target, and not the one of the row either."""
    years = [h.year for h in result if h.field == "target"]
    planned = any(h.field == "target" and h.planned for h in result)
    if planned and len(years) > 1 and len(set(years)) == 1 and not _has(result, "target_akhir"):
        for c, heading in enumerate(result):
            if heading.field == "capaian_akhir":
                set_field(result, c, None)


def _measured_by(result: Sequence[Heading], year: int) -> bool:
    """Is every capaian one against a year to come: 'Capaian terhadap Target 2026', or of no year?"""
    years = [h.year for h in result if h.field in ("capaian", "capaian_akhir")]
    return bool(years) and all(y in (None, year) for y in years)


def _end_achievements(result: list[Heading]) -> None:
    """A capaian in a table that has no target but the end target is measured against that."""
    if _has(result, "target_akhir") and not _has(result, "target"):
        for c, heading in enumerate(result):
            if heading.field == "capaian":
                set_field(result, c, "capaian_akhir")


# ---------------------------------------------------------------------------------------------- money


def _money(result: list[Heading], contents: Sequence[Contents]) -> None:
    """Target, realisasi and capaian of money in a table of programmes are those of the budget."""
    budget = _has(result, "program", "kegiatan", "sub_kegiatan") and not _has(result, "indikator", "uraian")
    for c, heading in enumerate(result):
        column = contents[c]
        if (
            heading.field in ("target", "realisasi")
            and budget
            and column.filled
            and column.mostly(column.money, 0.9)
        ):
            set_field(result, c, "anggaran" if heading.field == "target" else "realisasi_anggaran")
    if not _has(result, "anggaran"):
        return
    for c, heading in enumerate(result):
        column = contents[c]
        before = [h.field for h in result[:c] if h.field in _FIGURES]
        if heading.field == "realisasi" and (
            "target" not in before
            and "anggaran" in before
            and (column.mostly(column.money) or budget and _in_millions(result[:c], contents, heading))
            or before[-1:] == ["anggaran"]
            and {"target", "realisasi"} <= set(before)
            and column.mostly(column.money, _NEARLY_ALL)
        ):
            set_field(result, c, "realisasi_anggaran")
            before.append("realisasi_anggaran")
        elif _follows_realised(heading, column, result[c - 1].field if c else None, before):
            set_field(result, c, "serapan")
    _other_years_share(result)


def _follows_realised(
    heading: Heading, column: Contents, beside: str | None, before: Sequence[str | None]
) -> bool:
    """Is a column the share that the realised budget to its left is of the budget?"""
    if heading.field is None:
        return is_percent(heading.header) and beside == "realisasi_anggaran"
    after_realised = bool(before) and before[-1] == "realisasi_anggaran"
    if heading.field == "capaian":
        another = is_percent(heading.header) and {"realisasi", "capaian"} <= set(before)
        return after_realised and ("target" not in before or another)
    return (
        heading.field == "realisasi_anggaran"
        and column.filled > 0
        and not column.money
        and column.mostly(column.figures)
        and bool(before)
        and (after_realised or (heading.percent and not heading.rupiah))
    )


def _in_millions(before: Sequence[Heading], contents: Sequence[Contents], heading: Heading) -> bool:
    """Is a realisasi the one of the column of anggaran beside it, both in figures smaller than rupiah have
    ('dalam juta rupiah')?"""
    if heading.percent or not before or before[-1].field != "anggaran":
        return False
    column, beside = contents[len(before)], contents[len(before) - 1]
    return column.mostly(column.figures) and beside.mostly(beside.figures) and not beside.money


def _other_years_share(result: list[Heading]) -> None:
    """'Capaian (%) th 2014' beside a 'Capaian (%) th 2015' that is the serapan is last year's serapan."""
    shares = {_wording(h) for h in result if h.field == "serapan"}
    for c, heading in enumerate(result):
        if heading.field == "capaian" and _wording(heading) in shares:
            set_field(result, c, "serapan")


def _wording(heading: Heading) -> str:
    """A header without its figures and spaces."""
    return re.sub(r"[\W\d_]+", "", heading.header).casefold()


# ----------------------------------------------------------------------------------------- categories


def _categories(result: list[Heading], contents: Sequence[Contents]) -> None:
    """'Kategori' over figures is capaian; figures under 'Ket' after target and realisasi likewise; letters
    or words of a scale under 'Ket' are categories."""
    for c, heading in enumerate(result):
        column = contents[c]
        if heading.field == "kategori" and column.mostly(column.figures) and column.mostly(column.percents):
            set_field(result, c, "capaian")
        elif heading.field == "keterangan" and _has(result, "realisasi", "capaian") and column.filled:
            filled = [t.strip() for t in column.texts if not is_missing(t)]
            few = len(Counter(t.casefold().rstrip(".") for t in filled)) <= max(2, len(filled) // 2)
            if not column.figures and few and max(len(t) for t in filled) <= 30 and len(filled) >= 3:
                set_field(result, c, "kategori")
