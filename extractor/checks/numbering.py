"""TAB: numbers of tables and rows, captions that do not fit their tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from extractor.checks.findings import draft, quoted
from extractor.checks.quoting import caption_place
from extractor.checks.registry import rule
from extractor.model import Cell, Expected, Finding, Phrase, Stated, Table
from extractor.statements.ledger import Ledger

_SAME_TITLE = 80  # percent; captions more alike are one table that goes on
_SAME_NAME = 88  # percent; names more alike are one sasaran
_LONGEST_CAPTION = 220  # characters of a caption in running text
_CAPTION = re.compile(
    r"^\s*(?:tabel|table)\s*\.?\s*(?P<number>(?:[IVX]+|\d{1,2})(?:\s?[.,]\s?\d{1,2}){0,3})\s*[.:]?\s*(?P<title>.*)$",
    re.IGNORECASE | re.DOTALL,
)
# A sentence that begins with a table's number is no caption.
_SENTENCE = re.compile(
    r"^(?:memperlihatkan|menunjukkan|menunjukan|menggambarkan|menyajikan|di\s?atas|tersebut|diatas|berikut|dan|di\s?bawah|"
    r"menjelaskan|merupakan|adalah|dapat|juga|terlihat|ini|\)|s\.?d|sampai)\b|\.{4,}|…",
    re.IGNORECASE,
)
_CRITERION = Phrase(
    "Setiap tabel mempunyai satu nomor, berurutan, dan judul yang sesuai dengan isinya.",
    "Every table has a number of its own, in order, and a caption that fits its contents.",
)


class Caption(NamedTuple):
    """A printed caption: its number as parts ('3.2.5' is 3, 2, 5), its title and place."""

    number: str
    parts: tuple[str, ...]
    title: str
    place: Stated
    page: int
    top: float


@rule(
    "TAB001",
    severity="warning",
    title=Phrase(
        "Nomor tabel dipakai dua kali atau tidak berurutan", "Table numbers used twice or out of order"
    ),
)
def check_numbers(ledger: Ledger) -> Iterator[Finding]:
    """One number stands over several tables, or a number of the series is nowhere in the report. Rows of one
    table that are numbered with a gap are told as information.

    Why: sentences refer to tables by number; with 'Tabel 3.2.5' over three tables nobody can tell which one
    is meant. A number left out often means that a table was taken out and the text about it left.

    A table that goes on over pages under the same caption has one number rightly. A number that is cited
    anywhere, or that may stand on a scanned page, is not reported as missing.

    Example: Tabel 3.4 is followed by Tabel 3.6.

    The agency should number the tables in order and correct the references to them.
    """
    captions = _captions(ledger)
    yield from _used_twice(ledger, captions)
    yield from _left_out(ledger, captions)
    for table in ledger.own_tables:
        yield from _row_gaps(ledger, table)


def _captions(ledger: Ledger) -> list[Caption]:
    """The captions over tables and, where a table is a picture or a chart, in the text; attachments with
    numbers of their own are left out."""
    result: list[Caption] = []
    for table in ledger.own_tables:
        if _attached(table.section):
            continue
        found = _read(table.caption, caption_place(table))
        if found is not None and found not in result:
            result.append(found)
    seen = {(c.number, c.page) for c in result}
    for p in ledger.paragraphs:
        if p.source == "lampiran" or _attached(p.section) or len(p.text) > _LONGEST_CAPTION:
            continue
        place = Stated(
            value=None, text=" ".join(p.text.split()), page=p.page, bbox=p.bbox, where="", source=p.source
        )
        found = _read(p.text, place)
        if found is not None and not any(found.number == n and abs(found.page - at) <= 1 for n, at in seen):
            result.append(found)
    return sorted(result, key=lambda c: (c.page, c.top))


def _attached(section: str) -> bool:
    return re.search(r"\b(?:lampiran|daftar\s+(?:isi|tabel|gambar))\b", section, re.IGNORECASE) is not None


def _read(text: str, place: Stated) -> Caption | None:
    match = _CAPTION.match(text)
    if match is None:
        return None
    number = re.sub(r"\s", "", match["number"]).replace(",", ".").upper()
    title = " ".join(match["title"].split())
    if _SENTENCE.search(title):
        return None
    return Caption(number, tuple(number.split(".")), title, place, place.page, place.bbox.top)


def _used_twice(ledger: Ledger, captions: list[Caption]) -> Iterator[Finding]:
    by_number: dict[str, list[Caption]] = defaultdict(list)
    for caption in captions:
        by_number[caption.number].append(caption)
    for number, found in by_number.items():
        different = [found[0]]
        for caption in found[1:]:
            if caption.title and all(_apart(caption.title, c.title) for c in different):
                different.append(caption)
        if len(different) < 2 or not different[0].title:
            continue
        listed = "; ".join(f"{quoted(c.place.text)} (halaman {c.page})" for c in different)
        english = "; ".join(f"{quoted(c.place.text)} (page {c.page})" for c in different)
        yield draft(
            "TAB001",
            "warning",
            indicator=f"Tabel {number}",
            measure=None,
            year=ledger.report.year,
            places=[c.place for c in different],
            message=Phrase(
                f"Nomor Tabel {number} dipakai untuk {len(different)} tabel: {listed}.",
                f"The number Tabel {number} stands over {len(different)} tables: {english}.",
            ),
            criterion=_CRITERION,
            recommendation=Phrase(
                "Beri nomor tabel secara berurutan dan sesuaikan rujukannya.",
                "Number the tables in order and correct the references.",
            ),
            confidence=0.95,
        )


def _apart(a: str, b: str) -> bool:
    """Are two titles those of different tables? Sasaran 1 and Sasaran 2 of one series are."""
    plain_a, plain_b = (re.sub(r"[^a-z0-9 ]+", " ", t.casefold()) for t in (a, b))
    if plain_a.startswith(plain_b) or plain_b.startswith(plain_a):
        return False
    if "lanjutan" in plain_a or "lanjutan" in plain_b or "sambungan" in plain_a:
        return False
    return fuzz.ratio(plain_a, plain_b) < _SAME_TITLE


def _left_out(ledger: Ledger, captions: list[Caption]) -> Iterator[Finding]:
    everything = _all_text(ledger)
    for before, after in pairwise(captions):
        if len(before.parts) != len(after.parts) or before.parts[:-1] != after.parts[:-1]:
            continue
        if len(before.parts) < 2 or not (before.parts[-1].isdigit() and after.parts[-1].isdigit()):
            continue
        low, high = int(before.parts[-1]), int(after.parts[-1])
        prefix = ".".join(before.parts[:-1])
        missing = [f"{prefix}.{n}" for n in range(low + 1, high)]
        if not missing or len(missing) > 3:
            continue
        if any(before.page <= page <= after.page for page in ledger.report.scanned_pages):
            continue
        if any(c.number in missing for c in captions) or any(_cited(n, everything) for n in missing):
            continue
        gap = " dan ".join(f"Tabel {n}" for n in missing)
        yield draft(
            "TAB001",
            "warning",
            indicator=f"Nomor tabel {before.number} dan {after.number}",
            measure=None,
            year=ledger.report.year,
            places=[before.place, after.place],
            message=Phrase(
                f"Nomor tabel melompat dari Tabel {before.number} (halaman {before.page}) ke Tabel "
                f"{after.number} (halaman {after.page}); {gap} tidak ditemukan.",
                f"The numbers go from Tabel {before.number} (page {before.page}) to Tabel {after.number} "
                "(page "
                f"{after.page}); {gap.replace(' dan ', ' and ')} is not there.",
            ),
            criterion=_CRITERION,
            recommendation=Phrase(
                "Urutkan nomor tabel, atau sajikan tabel yang dimaksud.",
                "Number the tables in order, or give the table that is meant.",
            ),
            confidence=0.85,
        )


def _all_text(ledger: Ledger) -> str:
    parts = [p.text for p in ledger.paragraphs]
    parts += [c.text for t in ledger.own_tables for row in t.rows for c in row]
    parts += [t.caption for t in ledger.own_tables]
    return " ".join(" ".join(parts).split())


def _cited(number: str, text: str) -> bool:
    spelled = re.escape(number).replace(r"\.", r"\s?[.,]\s?")
    return re.search(rf"\btab(?:el|le)\s*\.?\s*{spelled}(?![\d]|\.\d)", text, re.IGNORECASE) is not None


def _row_gaps(ledger: Ledger, table: Table) -> Iterator[Finding]:
    """Rows numbered 1, 2, 4: as information, for a plain series on one page only."""
    column = next((i for i, c in enumerate(table.columns) if c.field == "no"), None)
    if column is None or table.kind == "skala":
        return
    series: list[tuple[int, Cell]] = []
    for row in table.rows:
        match = re.fullmatch(r"\s*(\d{1,2})\s*\.?\s*", row[column].text)
        if match is None:
            if row[column].text.strip():
                return  # '1.a', 'I': no plain series
            continue
        if not series or series[-1][1] is not row[column]:
            series.append((int(match[1]), row[column]))
    if len(series) < 3 or series[0][0] != 1 or len({cell.page for _, cell in series}) > 1:
        return
    numbers = [n for n, _ in series]
    jumps = [i for i in range(1, len(numbers)) if numbers[i] == numbers[i - 1] + 2]
    steps = [i for i in range(1, len(numbers)) if numbers[i] == numbers[i - 1] + 1]
    if len(jumps) != 1 or len(jumps) + len(steps) != len(numbers) - 1:
        return
    at = jumps[0]
    cell = series[at][1]
    yield draft(
        "TAB001",
        "info",
        indicator=table.caption or f"Tabel halaman {cell.page}",
        measure=None,
        year=ledger.report.year,
        places=[
            Stated(
                value=None, text=cell.text, page=cell.page, bbox=cell.bbox, where=table.caption, source="lain"
            )
        ],
        message=Phrase(
            f"Nomor baris melompat dari {numbers[at - 1]} ke {numbers[at]} ({', '.join(map(str, numbers))}).",
            f"The rows are numbered {', '.join(map(str, numbers))}: {numbers[at - 1]} is followed by "
            f"{numbers[at]}.",
        ),
        criterion=_CRITERION,
        recommendation=Phrase(
            "Urutkan nomor baris, atau lengkapi baris yang hilang.",
            "Number the rows in order, or add the row.",
        ),
        confidence=0.7,
    )


# ----------------------------------------------------------------------------------- captions that misfit


@rule(
    "TAB002",
    severity="warning",
    title=Phrase("Judul tabel tidak sesuai dengan isinya", "A caption does not fit its table"),
)
def check_captions(ledger: Ledger) -> Iterator[Finding]:
    """The caption names a sasaran, the table under it holds another, and the caption's sasaran has a table of
    its own.

    Why: the caption was copied from the table before; who looks for the sasaran by the list of tables finds
    the wrong figures.

    Example: the table of 'Meningkatnya Akuntabilitas Kinerja Perangkat Daerah' captioned 'Capaian ... pada
    Sasaran Meningkatnya Daya Saing Usaha Mikro Kecil dan Menengah'.

    The agency should give the table the caption of its own sasaran.
    """
    known = _sasaran_names(ledger)
    named = {t.id: n for t in ledger.own_tables if (n := _named_in(t.caption, known)) is not None}
    for table in ledger.own_tables:
        claimed = named.get(table.id)
        if claimed is None:
            continue
        inside = _held(table, known)
        if not inside or any(_alike(claimed, n) for n in inside):
            continue
        others = [t for t in ledger.own_tables if t.id != table.id and named.get(t.id) == claimed]
        if len(inside) != 1 or not others:
            continue
        own = inside[0]
        cell = next(c for row in table.rows for c in row if _alike(own, c.text))
        yield draft(
            "TAB002",
            "warning",
            indicator=own,
            measure=None,
            year=ledger.report.year,
            places=[
                caption_place(table),
                Stated(
                    value=None,
                    text=cell.text,
                    page=cell.page,
                    bbox=cell.bbox,
                    where=table.caption,
                    source="lain",
                ),
                caption_place(others[0]),
            ],
            message=Phrase(
                f"Judul {quoted(table.caption)} (halaman {table.pages[0]}) menyebut sasaran “{claimed}”, "
                "sedangkan "
                f"isi tabel adalah {quoted(cell.text)}; sasaran pada judul itu sudah mempunyai tabel sendiri "
                f"(halaman {others[0].pages[0]}).",
                f"The caption {quoted(table.caption)} (page {table.pages[0]}) names the sasaran “{claimed}”, "
                "though "
                f"the table holds {quoted(cell.text)}; the caption's sasaran has a table of its own (page "
                f"{others[0].pages[0]}).",
            ),
            criterion=_CRITERION,
            recommendation=Phrase(
                f"Perbaiki judul menjadi sasaran “{own}”.", f"Correct the caption to the sasaran “{own}”."
            ),
            expect=Expected(text=Phrase(own, own)),
            confidence=0.85,
        )


def _sasaran_names(ledger: Ledger) -> list[str]:
    """The sasaran of the report, each in one spelling."""
    result: list[str] = []
    cells = [s.sasaran for s in ledger.statements if s.sasaran]
    for table in ledger.own_tables:
        columns = [i for i, c in enumerate(table.columns) if c.field == "sasaran"]
        cells += [row[i].text for row in table.rows for i in columns]
    for text in dict.fromkeys(cells):
        name = re.sub(
            r"^\s*(?:sasaran\s*(?:strategis)?\s*)?\d*\s*[.:)]?\s*", "", " ".join(text.split()), flags=re.I
        )
        if len(name.split()) >= 3 and not any(_alike(name, n) for n in result):
            result.append(name)
    return result


def _alike(a: str, b: str) -> bool:
    return fuzz.ratio(_plain(a), _plain(b)) >= _SAME_NAME


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9 ]+", " ", text.casefold()).split())


def _named_in(caption: str, known: list[str]) -> str | None:
    """The sasaran that a caption ends with ('... pada Sasaran Meningkatnya ...')."""
    match = re.search(
        r"\b[Ss](?:asaran|ASARAN)(?:\s+[Ss]trategis)?\s*(?:\d+\s*)?[:.]?\s+(?P<name>[A-Z]\w+\s.{10,})$",
        caption,
    )
    if match is None:
        return None
    return next((n for n in known if _alike(n, match["name"])), match["name"])


def _held(table: Table, known: list[str]) -> list[str]:
    """The known sasaran whose names stand in the table's cells."""
    texts = {c.text for row in table.rows for c in row if len(c.text.split()) >= 3}
    return [n for n in known if any(_alike(n, t) for t in texts)]
