"""What stands outside the tables: running headers dropped, headings, paragraphs, captions."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from rapidfuzz import fuzz

from extractor.language.spotting import spotted
from extractor.model import Box, Paragraph, Placed, Source
from extractor.patterns import derived, load
from extractor.reading import Page, Word
from extractor.reading.page import line_text

_MARGIN = 0.17  # share of the page's height in which running headers and footers stand
_SAME_LEVEL = 0.006  # share of the page's height by which a running line may wander
_REPEATED = 3  # pages on which a line must stand in the margin to be a running header
_SLIP = 88  # similarity of a heading to a known one, in percent; 'IKHSTISAR EKSEKUTIF' has 95
_BAB = re.compile(r"^BAB\s+([IVX]+|\d+)\b[\s.:–-]*(.*)$", re.IGNORECASE)
_NUMBERED = re.compile(r"^((?:\d{1,2}|[IVX]{1,4}|[A-Z])(?:\.\d{1,2})*\.?(?:[a-z]\.)?)\s+(?=\S)(.{3,110})$")
_LIST_ITEM = re.compile(  # '20.543 jiwa' goes on with a sentence
    r"^(?:[•●▪◦➢✓\-–*]|\(?\d{1,2}[.)](?!\d{3}(?!\d))|\(?[a-z][.)])\s*\S"
)
_LEADER = spotted(r"\.\.\.\.|\. \. \. \. |……|_____")
_PAGE_NUMBER = re.compile(r"^[-–|\s]*(?:hal(?:aman)?\.?\s*)?(?:\d{1,3}|[ivxl]{1,6})[-–|\s]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line outside tables, in the coordinates of the page as read."""

    page: int
    text: str
    box: Box
    words: tuple[Word, ...]
    size: float

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


def text_lines(page: Page, lines: Iterable[tuple[Word, ...]]) -> list[TextLine]:
    """The lines outside tables with their text, from top to bottom."""
    result = []
    for line in lines:
        text = line_text(line)
        if not text.strip():
            continue
        box = Box(line[0].x0, min(w.top for w in line), max(w.x1 for w in line), max(w.bottom for w in line))
        sizes = {w.size for w in line}
        size = sizes.pop() if len(sizes) == 1 else median(w.size for w in line)
        result.append(TextLine(page.number, text, box, line, size))
    return result


def running_lines(pages: Sequence[tuple[Page, Sequence[TextLine]]]) -> set[tuple[int, float]]:
    """Lines that repeat near the top or bottom of many pages, and page numbers, as (page, top)."""
    places: dict[str, list[tuple[float, TextLine]]] = defaultdict(list)
    running: set[tuple[int, float]] = set()
    for page, lines in pages:
        for line in lines:
            share = line.middle / page.height if page.height else 0.5
            if _MARGIN < share < 1 - _MARGIN:
                continue
            if _PAGE_NUMBER.match(line.text):
                running.add((line.page, line.box.top))
            elif not (_BAB.match(line.text) or caption_start().match(line.text)):
                key = re.sub(r"\d+|\b[ivxl]+\b", "#", line.text.casefold()).strip()
                places[key].append((share, line))
    for found in places.values():
        titled = form_start().match(found[0][1].text) is not None
        needed = max(_REPEATED, len(pages) // 2) if titled else _REPEATED
        for share, line in found:
            level = sum(abs(share - other) <= _SAME_LEVEL for other, _ in found)
            if level >= needed:
                running.add((line.page, line.box.top))
    return running


@derived
def _parts() -> tuple[tuple[str, str], ...]:
    parts = load("sections")["parts"]
    return tuple((part, wording) for part, wordings in parts.items() for wording in wordings)


def part_of(heading: str) -> str | None:
    """Which part of a report a heading opens: ikhtisar, narasi, penutup, lampiran, daftar, ... or None."""
    text = re.sub(r"[^a-z ]+", " ", heading.casefold())
    text = re.sub(r"^\s*bab\s+[ivx]+\b", " ", text)
    text = " ".join(text.split())
    if not 4 <= len(text) <= 60:
        return None
    for part, wording in _parts():
        if text == wording or fuzz.ratio(text, wording) >= _SLIP:
            return part
        if part == "lampiran" and re.match(r"lampiran\b", text) and len(text) < 30:
            return part
    return None


@dataclass
class Outline:
    """Walks through the lines of a report in order and keeps under which headings it is."""

    part: str = "narasi"
    bab: str = ""
    heading: str = ""
    _awaiting_title: bool = field(default=False, repr=False)

    @property
    def section(self) -> str:
        return " > ".join(t for t in (self.bab, self.heading) if t)

    @property
    def source(self) -> Source:
        match self.part:
            case "ikhtisar" | "penutup" | "lampiran":
                return self.part
            case _:
                return "narasi"

    def see(self, text: str) -> bool:
        """Take note of a line; True if it is a heading."""
        text = " ".join(text.split())
        if _LEADER.search(text):
            return False
        bab = _BAB.match(text)
        if bab and len(text) < 90 and (text[:3] == "BAB" or text.istitle()):
            self.bab, self.heading = text, ""
            self.part = part_of(bab.group(2)) or "narasi"
            self._awaiting_title = not bab.group(2)
            return True
        if self._awaiting_title:
            self._awaiting_title = False
            if len(text) < 90 and not text.endswith("."):
                self.bab = f"{self.bab} {text}"
                self.part = part_of(text) or self.part
                return True
        part = part_of(text) if text[:1].isupper() and len(text) < 60 else None
        if part and (text.isupper() or text.istitle()) and part != "narasi":
            self.part, self.bab, self.heading = part, text, ""
            return True
        numbered = _NUMBERED.match(text)
        if numbered and len(text) < 110 and not text.endswith((".", ";", ",")):
            number, title = numbered.groups()
            letters = [c for c in title if c.isalpha()]
            dotted = "." in number.rstrip(".")
            lettered = number[:1].isalpha() and title.istitle()
            if letters and title[:1].isupper() and (dotted or lettered or title.isupper()):
                self.heading = text
                return True
        return False


def paragraphs(
    lines: Sequence[TextLine], page: Page, outline: Outline, breaks: Sequence[float] = ()
) -> list[Paragraph]:
    """The lines of a page as paragraphs with the section they stand in.

    ``breaks`` are the tops of tables: a paragraph does not reach over one. The outline moves on.
    """
    result: list[Paragraph] = []
    run: list[TextLine] = []
    if not lines:
        return result
    pitches = [b.box.bottom - a.box.bottom for a, b in itertools.pairwise(lines)]
    usual = median([p for p in pitches if p > 2] or [14.0])
    right = max(line.box.x1 for line in lines)
    left = min(line.box.x0 for line in lines)

    def flush() -> None:
        if run:
            result.append(_paragraph(run, page, outline))
            run.clear()

    for line in lines:
        if run:
            last = run[-1]
            crossed = any(last.middle < top <= line.middle for top in breaks)
            gap = line.box.bottom - last.box.bottom > 1.5 * max(usual, last.size)
            ended = last.text.rstrip().endswith((".", ":", ";")) and last.box.x1 < right - 0.12 * (
                right - left
            )
            indented = line.box.x0 > left + 15 and line.box.x0 > last.box.x0 + 12
            if (
                crossed
                or gap
                or ended
                or _LIST_ITEM.match(line.text)
                or (indented and last.text.rstrip().endswith("."))
            ):
                flush()
        was = (outline.part, outline.bab, outline.heading, outline._awaiting_title)
        if outline.see(line.text):
            now = (outline.part, outline.bab, outline.heading, outline._awaiting_title)
            outline.part, outline.bab, outline.heading, outline._awaiting_title = was
            flush()
            outline.part, outline.bab, outline.heading, outline._awaiting_title = now
            run.append(line)
            flush()
            continue
        run.append(line)
    flush()
    return result


def _paragraph(run: Sequence[TextLine], page: Page, outline: Outline) -> Paragraph:
    text = ""
    placed: list[Placed] = []
    for line in run:
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and line.text[:1].islower():
            # 'rata-' at the end of a line: the hyphen of a doubled word or of a division; both are
            # matched without regard to hyphens later.
            pass
        elif text:
            text += " "
        start = len(text)
        cursor = start
        text += line.text
        for word in line.words:
            at = text.find(word.text, cursor)
            if at < 0:
                continue
            cursor = at + len(word.text)
            placed.append(Placed(at, cursor, page.number, page.on_page(word.box), word.doubtful))
    box = run[0].box
    for line in run[1:]:
        box = box.union(line.box)
    return Paragraph(
        text=text,
        page=page.number,
        bbox=page.on_page(box),
        section=outline.section,
        source=outline.source,
        words=tuple(placed),
    )


# ------------------------------------------------------------------------------------------- captions

_MAX_CAPTION_LINES = 6
_MAX_CAPTION_GAP = 60.0  # points between the caption and its table


@derived
def caption_start() -> re.Pattern[str]:
    """Matches at the start of a line that begins a caption: 'Tabel 3.1 ...', 'MATRIKS ...', and not a
    sentence that goes on with 'tabel berikut'."""
    words = "|".join(re.escape(w) for w in load("sections")["captions"]["words"])
    return re.compile(rf"^\s*(?=[A-Z])(?i:{words})(?:[\s.:]*(?=[\dIVX])|\s+(?=[A-Z(])|\s*$)")


@derived
def form_start() -> re.Pattern[str]:
    """Matches the title of a form of which a report may attach many, one for each official."""
    words = "|".join(re.escape(w) for w in load("sections")["captions"]["forms"])
    return re.compile(rf"^\s*(?:{words})\s+(?:tahun|ta)\b", re.IGNORECASE)


@derived
def _continued() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in load("sections")["captions"]["continued"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def is_continued(text: str) -> bool:
    """Does a line say that the table under it goes on from the page before?"""
    return len(text) < 120 and _continued().search(text) is not None


def caption_above(lines: Sequence[TextLine], top: float, floor: float) -> tuple[str, list[TextLine]]:
    """The caption of the table whose top is at ``top``: from the nearest line that starts like one, or
    short centred lines right above it. ``floor`` is where the table before ends.

    Returns the caption's text ('' if there is none) and its lines.
    """
    above = [line for line in lines if floor - 2 <= line.middle < top][-_MAX_CAPTION_LINES:]
    if not above or top - above[-1].box.bottom > _MAX_CAPTION_GAP:
        return "", []
    for index in range(len(above) - 1, -1, -1):
        if caption_start().match(above[index].text):
            caption = above[index:]
            if len(caption) > 1 and any(c.text.rstrip().endswith((".", ":")) for c in caption[1:-1]):
                break
            return " ".join(" ".join(line.text.split()) for line in caption), list(caption)
    titles: list[TextLine] = []
    for line in reversed(above):
        text = line.text.strip()
        if text.endswith((".", ":", ";", ",")) or len(text) > 110 or _LIST_ITEM.match(text):
            break
        if titles and titles[-1].box.top - line.box.bottom > 1.2 * line.size:
            break
        titles.append(line)
    titles.reverse()
    text = " ".join(" ".join(line.text.split()) for line in titles)
    if titles and (text.isupper() or sum(w[:1].isupper() for w in text.split()) >= 0.6 * len(text.split())):
        return text, titles
    return "", []
