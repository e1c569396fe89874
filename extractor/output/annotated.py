"""The report itself with its findings marked: boxes around the figures, notes, links and bookmarks.

What the pages show is not touched: annotations lie over it, and a viewer can hide them.
"""

from __future__ import annotations

import io
import logging
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from extractor.errors import ReportError
from extractor.model import Audit, Box, Phrase, Stated
from extractor.opening import PLAIN, Opening
from extractor.output import appearance
from extractor.output.annotated_text import ANNOTATED
from extractor.output.lines import by_line
from extractor.output.marks import Mark, marks, severest
from extractor.output.record import Record, records
from extractor.output.text import Language, label, page_ranges
from extractor.reading import open_report
from extractor.reading.frame import Frame

PAD = (0.8, 1.8)
"""Points between a figure and the sides, and the top and bottom, of its box: half the distance to the next
line of a table in small print, so that the box neither touches the digits nor reaches another figure."""
NOTE_MAX = 6000  # characters; a note that holds more is read by nobody, and viewers slow down
TITLE_MAX = 110  # characters of a bookmark
_NOTE_SIZE = (260.0, 160.0)  # points of an opened note
_TAG_EDGE = 3.0  # points between a tag and the edge of the page
_ABOVE = 60.0  # points of the page shown above a figure that a link leads to
_AUTHOR = "extract"

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its warnings about odd files are not for users


class _Tagged(NamedTuple):
    """The first box of a finding on a page, where its tag stands."""

    box: Box
    annotation: IndirectObject


def render(audit: Audit, source: Path, lang: Language = "id", *, opening: Opening | None = None) -> bytes:
    """The report at ``source`` with the findings of its audit marked in it, as the bytes of a PDF.

    Figures that stand in another document (``--against``) are named in the notes. Raises ReportError if
    the file cannot be opened, is encrypted with another password, or cannot be written again.
    """
    opening = opening or PLAIN
    wanted = by_line(marks(audit, lang), source, opening)
    with open_report(source, opening=opening) as report:
        pages = report.page_count
        shown = sorted({mark.place.page for mark in wanted if mark.place.page <= pages})
        frames = {page: report.shown(page) for page in shown}
    try:
        writer = _writer(source, opening.password)
        if len(writer.pages) != pages:
            raise PyPdfError(f"{len(writer.pages)} of {pages} pages")
        found = [mark for mark in wanted if mark.place.page in frames]
        _Annotator(writer, frames, found, lang).mark(records(audit, lang))
        target = io.BytesIO()
        writer.write(target)
    except Exception as error:  # a library that reads broken files raises whatever it stumbles over
        values = {"name": source.name, "why": f"{type(error).__name__}: {error}"}
        failed = ANNOTATED["failed"]
        raise ReportError(Phrase(failed.id.format(**values), failed.en.format(**values))) from error
    return target.getvalue()


def _writer(source: Path, password: str | None) -> PdfWriter:
    """The file, ready to be written anew with what is added. Not as an incremental update: pypdf appends a
    classical cross-reference table even to files that have none, which not every viewer takes."""
    reader = PdfReader(source)
    if reader.is_encrypted:
        reader.decrypt(password or "")  # '': locked against changes only, it opens without a password
    return PdfWriter(clone_from=reader)


class _Annotator:
    """Adds the marks of one audit to one file."""

    def __init__(
        self, writer: PdfWriter, frames: dict[int, Frame], found: Sequence[Mark], lang: Language
    ) -> None:
        self._writer = writer
        self._frames = frames
        self._found = found
        self._lang = lang
        self._places: dict[str, list[Stated]] = defaultdict(list)  # of each finding, in its order
        for mark in found:
            if not mark.derived:
                self._places[mark.number].append(mark.place)

    def mark(self, findings: Sequence[Record]) -> None:
        by_page: dict[int, list[Mark]] = defaultdict(list)
        for mark in self._found:
            by_page[mark.place.page].append(mark)
        for page in sorted(by_page):
            self._mark_page(page, by_page[page])
        self._bookmark([record for record in findings if not record.cause])

    def _mark_page(self, page: int, found: list[Mark]) -> None:
        target = self._writer.pages[page - 1]
        together: dict[Box, list[Mark]] = defaultdict(list)
        for mark in found:
            for box in mark.boxes:
                together[_rounded(box)].append(mark)
        added: list[IndirectObject] = []
        first: dict[str, _Tagged] = {}
        # Large boxes first: the small ones lie over them and can be clicked.
        for box in sorted(together, key=lambda b: (b.x0 - b.x1) * (b.bottom - b.top)):
            square, note = self._box(page, box, together[box])
            added += [square, note]
            for mark in together[box]:
                known = first.get(mark.number)
                if not mark.derived and (known is None or (box.top, box.x0) < (known.box.top, known.box.x0)):
                    first[mark.number] = _Tagged(box, square)
        added += self._tags(page, first)
        old = target.get("/Annots")
        old = old.get_object() if old is not None else None
        before = list(old) if isinstance(old, ArrayObject) else []
        target[NameObject("/Annots")] = ArrayObject([*before, *added])

    # ---- boxes with their notes

    def _box(self, page: int, box: Box, found: list[Mark]) -> tuple[IndirectObject, IndirectObject]:
        severity = severest(found)
        derived = all(mark.derived for mark in found)
        questioned = any(mark.place.questioned for mark in found)
        frame = self._frames[page]
        rect = frame.own(Box(box.x0 - PAD[0], box.top - PAD[1], box.x1 + PAD[0], box.bottom + PAD[1]))
        look = appearance.box(rect[2] - rect[0], rect[3] - rect[1], severity, questioned, derived)
        square = self._annotation("/Square", rect, page)
        square.update(
            {
                NameObject("/T"): TextStringObject(_AUTHOR),
                NameObject("/Subj"): TextStringObject(label(f"severity.{severity}", self._lang)),
                NameObject("/Contents"): TextStringObject(self._note(page, found)),
                NameObject("/C"): ArrayObject(FloatObject(x) for x in appearance.colour(severity, derived)),
                NameObject("/BS"): appearance.border_style(severity, questioned),
                NameObject("/AP"): self._appearance(look),
            }
        )
        parent = self._writer._add_object(square)
        popup = self._annotation("/Popup", self._note_rect(frame, box), page)
        popup[NameObject("/F")] = NumberObject(0)  # a note is not printed
        popup[NameObject("/Parent")] = parent
        note = self._writer._add_object(popup)
        square[NameObject("/Popup")] = note
        return parent, note

    def _note_rect(self, frame: Frame, box: Box) -> tuple[float, float, float, float]:
        wide, high = _NOTE_SIZE
        left = max(0.0, min(box.x1 + 10, frame.width - wide))
        return frame.own(Box(left, box.bottom + 4, left + wide, box.bottom + 4 + high))

    def _note(self, page: int, found: list[Mark]) -> str:
        """What a box says: every finding that points at it, whole findings before what follows from one."""
        parts: dict[str, str] = {}
        for mark in sorted(found, key=lambda m: m.derived):
            parts.setdefault(mark.record.number, self._told(page, mark))
        text = "\n\n".join(parts.values())
        return text if len(text) <= NOTE_MAX else f"{text[:NOTE_MAX].rstrip()}\n{self._say('more')}"

    def _told(self, page: int, mark: Mark) -> str:
        record = mark.record
        head = "head_derived" if mark.derived else "head"
        lines = [
            self._say(head, number=mark.number, severity=record.level.upper(), code=record.code),
            record.subject,
            record.condition,
        ]
        for key, text in (
            ("recomputed" if record.recomputed else "expected", record.expected),
            ("criterion", record.criterion),
            ("diagnosis", record.diagnosis),
            ("recommendation", record.advice),
        ):
            if text:
                lines.append(f"{label(key, self._lang)}: {text}")
        if others := page_ranges({p.page for p in self._places[mark.number]} - {page}):
            lines.append(self._say("see", pages=others))
        if outside := [place for place in record.places if place.document]:
            lines.append(
                self._say(
                    "outside",
                    places="; ".join(
                        self._say("outside_place", text=p.text, document=p.document, page=p.page)
                        for p in outside
                    ),
                )
            )
        return "\n".join(line for line in lines if line)

    # ---- tags at the edge of the page: the finding's number, and the way to its next page

    def _tags(self, page: int, first: dict[str, _Tagged]) -> list[IndirectObject]:
        frame = self._frames[page]
        severities = {mark.number: mark.record.severity for mark in self._found if not mark.derived}
        added: list[IndirectObject] = []
        column, below = 0, 0.0
        for number, (box, square) in sorted(first.items(), key=lambda item: item[1].box.top):
            onward = self._next(number, page)
            text = f"{number}›{onward.page}" if onward else number
            width, height = appearance.tag_size(text)
            top = max((box.top + box.bottom - height) / 2, below)
            if top + height > frame.height:
                column, top = column + 1, max(0.0, min(box.top, frame.height - height))
            below = top + height + 1
            right = frame.width - _TAG_EDGE - column * appearance.TAG_COLUMN
            rect = frame.own(Box(right - width, top, right, top + height))
            words = (
                self._say("tag_next", number=number, page=onward.page)
                if onward
                else self._say("tag", number=number)
            )
            severity = severities[number]
            stamp = self._annotation("/Stamp", rect, page)
            stamp.update(
                {
                    NameObject("/T"): TextStringObject(_AUTHOR),
                    NameObject("/Contents"): TextStringObject(words),
                    NameObject("/C"): ArrayObject(FloatObject(x) for x in appearance.colour(severity)),
                    NameObject("/IRT"): square,
                    NameObject("/RT"): NameObject("/Group"),  # one comment with its box, not a second one
                    NameObject("/AP"): self._appearance(appearance.tag(text, severity, frame.turn)),
                }
            )
            added.append(self._writer._add_object(stamp))
            if onward is not None:
                added.append(self._link(rect, page, onward, words))
        return added

    def _next(self, number: str, page: int) -> Stated | None:
        """A finding's first place on its next page, round to its first page after the last."""
        places = [place for place in self._places[number] if place.page != page]
        later = [place for place in places if place.page > page]
        return min(later or places, key=lambda p: (p.page, p.bbox.top), default=None)

    def _link(
        self, rect: tuple[float, float, float, float], page: int, place: Stated, words: str
    ) -> IndirectObject:
        left, top = self._corner(place)
        to = ArrayObject(
            [
                self._writer.pages[place.page - 1].indirect_reference,
                NameObject("/XYZ"),
                FloatObject(left),
                FloatObject(top),
                NumberObject(0),
            ]
        )
        link = self._annotation("/Link", rect, page)
        link.update(
            {
                NameObject("/Border"): ArrayObject([NumberObject(0)] * 3),
                NameObject("/Contents"): TextStringObject(words),
                NameObject("/A"): DictionaryObject(
                    {NameObject("/S"): NameObject("/GoTo"), NameObject("/D"): to}
                ),
            }
        )
        return self._writer._add_object(link)

    # ---- bookmarks

    def _bookmark(self, findings: Sequence[Record]) -> None:
        """The findings as bookmarks before the report's own, each leading to its first figure."""
        title = self._say("heading", n=len(findings))
        try:
            heading = self._first_bookmark(title)
        except Exception:  # the report's own bookmarks are broken: a circle, a missing part
            self._writer.root_object.pop("/Outlines", None)
            heading = self._first_bookmark(title)
        for record in findings:
            places = self._places[record.number]
            place = next((p for p in places if p.questioned), places[0] if places else None)
            left, top = self._corner(place) if place else (0.0, 0.0)
            self._writer.add_outline_item(
                title=self._title(record, place),
                page_number=place.page - 1 if place else None,
                parent=heading,
                color=appearance.colour(record.severity),
                fit=Fit.xyz(left=left, top=top),
            )
        root = self._writer.root_object
        if "/PageMode" not in root:
            root[NameObject("/PageMode")] = NameObject("/UseOutlines")

    def _first_bookmark(self, title: str) -> IndirectObject:
        """A new bookmark before all others. pypdf only appends: the new one is taken from the end."""
        outline = self._writer.get_outline_root()
        reference = self._writer.add_outline_item(title=title, page_number=None, bold=True)
        first, new = outline.raw_get("/First"), reference.get_object()
        if first == reference or not isinstance(new, DictionaryObject):
            return reference
        before = new.raw_get("/Prev")
        before.get_object().pop("/Next", None)
        outline[NameObject("/Last")] = before
        new.pop("/Prev")
        new[NameObject("/Next")] = first
        first.get_object()[NameObject("/Prev")] = reference
        outline[NameObject("/First")] = reference
        return reference

    def _title(self, record: Record, place: Stated | None) -> str:
        where = f", {label('page', self._lang, pages=place.page)}" if place else ""
        title = f"{record.number}. {record.code} ({record.level}{where}) {record.subject}"
        return title if len(title) <= TITLE_MAX else f"{title[: TITLE_MAX - 1].rstrip()}…"

    def _corner(self, place: Stated) -> tuple[float, float]:
        """The point of a page that a viewer shall show at its top left: a little above the figure."""
        frame, top = self._frames[place.page], max(0.0, place.bbox.top - _ABOVE)
        x0, y0, _, _ = frame.own(Box(0.0, top, 0.0, top))
        return x0, y0

    # ---- parts

    def _annotation(self, kind: str, rect: tuple[float, float, float, float], page: int) -> DictionaryObject:
        made = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(kind),
                NameObject("/Rect"): ArrayObject(FloatObject(round(x, 2)) for x in rect),
                NameObject("/F"): NumberObject(4),  # printed with the page
            }
        )
        reference = self._writer.pages[page - 1].indirect_reference
        if reference is not None:
            made[NameObject("/P")] = reference
        return made

    def _appearance(self, look: DictionaryObject) -> DictionaryObject:
        return DictionaryObject({NameObject("/N"): self._writer._add_object(look)})

    def _say(self, key: str, **values: object) -> str:
        return str(getattr(ANNOTATED[key], self._lang)).format(**values)


def _rounded(box: Box) -> Box:
    """Boxes of one figure that two rules point at are one box."""
    return Box(*(round(x, 1) for x in box))
