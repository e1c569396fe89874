"""Running text as passages: paragraphs cut by a page end or a table put together again, footers left out,
each cut into sentences whose characters can still be found on the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.language.spotting import spotted
from extractor.model import Box, Paragraph, Source
from extractor.patterns import derived, load

_REPEATED = 3  # pages on which the same short text stands: a footer that is no running line of the layout
_FOOTER = 120  # characters; a longer text is no footer
_REACH = 2  # pages over which a cut sentence goes on, past tables and pictures
_ENDING = 40  # characters at the end of a passage that tell whether it goes on
_SHORTEST = 40  # characters; what is shorter and has no full stop is a heading
_LEADER = spotted(r"\.\.\.\.|\. \. \. \. |……|_____")
# Word processors set bullets as private letters of a symbol font.
_ITEM = re.compile(r"^\s*(?:[•●▪◦➢✓\-–*\uf000-\uf0ff]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\d{1,2}\s+\.)\s+")
# A sentence without a full stop may end with the category and its letters: 'kategori Sangat Baik (SB)'.
_RATED = "|".join(
    rf"(?<={word} \([A-Z]{{{n}}}\))"
    for word in ("Baik", "Tinggi", "Cukup", "Sedang", "Kurang", "Rendah", "Memuaskan")
    for n in (1, 2)
)
_SENTENCE_END = re.compile(rf"(?=[\s\"”’)])(?:(?<=[.;!?])[\"”’)]?|{_RATED})\s+(?=[\"“„‘(]?[A-Z•●▪])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the author's, over all its printed parts."""

    text: str
    parts: tuple[tuple[int, Paragraph], ...]  # where each part begins in the text

    @property
    def first(self) -> Paragraph:
        return self.parts[0][1]

    @property
    def section(self) -> str:
        return self.first.section

    @property
    def source(self) -> Source:
        return self.first.source

    def locate(self, start: int, end: int) -> tuple[int, Box]:
        """Page and box of the characters from start to end (of their first page, if they run over)."""
        found = [
            part.locate(max(start - begin, 0), min(end - begin, len(part.text)))
            for begin, part in self.parts
            if begin < end and start < begin + len(part.text)
        ]
        if not found:
            return self.first.page, self.first.bbox
        page, box = found[0]
        for other, more in found[1:]:
            box = box.union(more) if other == page else box
        return page, box

    @property
    def body(self) -> int:
        """Where the text begins after a list mark ('a.', '•', '1)')."""
        match = _ITEM.match(self.text)
        return match.end() if match else 0

    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences as (start, end)."""
        return _sentences(self.text)


def read_passages(paragraphs: Sequence[Paragraph]) -> list[Passage]:
    """The passages of a report in printed order, without footers and tables of contents."""
    footers = _footers(paragraphs)
    result: list[Passage] = []
    for paragraph in paragraphs:
        text = paragraph.text
        if not text.strip() or id(paragraph) in footers or _LEADER.search(text):
            continue
        if result and _goes_on(result[-1], paragraph):
            last = result[-1]
            joint = "" if last.text.endswith(" ") else " "
            result[-1] = Passage(
                last.text + joint + text,
                (*last.parts, (len(last.text) + len(joint), paragraph)),
            )
        else:
            result.append(Passage(text, ((0, paragraph),)))
    return result


def _footers(paragraphs: Sequence[Paragraph]) -> set[int]:
    seen: dict[str, list[Paragraph]] = defaultdict(list)
    for p in paragraphs:
        if len(p.text) <= _FOOTER:
            seen[re.sub(r"\d+", "#", p.text.casefold()).strip()].append(p)
    return {
        id(p)
        for key, found in seen.items()
        if len({p.page for p in found}) >= _REPEATED and not key.startswith(("sumber", "tabel", "gambar"))
        for p in found
    }


def _goes_on(passage: Passage, paragraph: Paragraph) -> bool:
    """Is the paragraph the rest of a sentence that a page end, a table or a line break cut?"""
    last = passage.parts[-1][1]
    if paragraph.page - last.page > _REACH or paragraph.section != last.section:
        return False
    before, after = passage.text.rstrip(), paragraph.text.lstrip()
    if _ITEM.match(after) and not re.match(r"\d[\d.,]*\s*(?:%|persen|\w)", after):
        return False
    if _dangling().search(before, max(0, len(before) - _ENDING)):
        return bool(re.match(r"(?:Rp|[<>≤≥]|\d)", after))
    if before.endswith((".", ":", ";", "!", "?")):
        return False
    if _unfinished().search(before, max(0, len(before) - _ENDING)) and after[:3] != "BAB":
        return True  # '... Rumaja, Rumija dan' + 'Ruwasja ...'
    # A sentence that has not ended goes on in lower case.
    return bool(re.match(r"[a-z(]", after)) and len(before) > _SHORTEST


@derived
def _dangling() -> re.Pattern[str]:
    words: list[str] = load("prose")["dangling"]
    return re.compile(rf"(?:^|\s)(?:{'|'.join(words)})\s*:?$", re.IGNORECASE)


@derived
def _unfinished() -> re.Pattern[str]:
    words: list[str] = load("prose")["unfinished"]
    return re.compile(rf"\s(?:{'|'.join(words)})$", re.IGNORECASE)


@derived
def _abbreviations() -> frozenset[str]:
    words: list[str] = load("prose")["abbreviations"]
    return frozenset(words)


def _is_abbreviation(word: str) -> bool:
    word = word.strip('("“„').casefold()
    return word in _abbreviations() or re.fullmatch(r"[a-z]\.|(?:[a-z]\.){2,}|\d{1,2}\.", word) is not None


def _is_grade(words: Sequence[str]) -> bool:
    """'golongan I.', 'predikat B.': the letter is no initial."""
    return (
        len(words) == 2
        and words[0].casefold() in _grades()
        and re.fullmatch(r"[A-Z]\.", words[1]) is not None
    )


@derived
def _grades() -> frozenset[str]:
    words: list[str] = load("prose")["grades"]
    return frozenset(words)


@derived
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    result = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        words = text[start : match.start()].rsplit(None, 2)
        if words and _is_abbreviation(words[-1]) and not _is_grade(words[-2:]):
            continue
        result.append((start, match.start()))
        start = match.end()
    if text[start:].strip():
        result.append((start, len(text)))
    return tuple(result)
