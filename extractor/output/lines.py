"""Text that runs over several lines, as one box to a line.

The box of such a text is the rectangle around all its lines; before its beginning and behind its end stand
other words, which a mark must not claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractor.errors import ReportError
from extractor.model import Box, Paragraph, Placed
from extractor.opening import PLAIN, Opening
from extractor.output.marks import Mark
from extractor.reading import Page, Report, open_report

_ONE_LINE = 17.0  # points; a box that is less high holds one line of running text


def by_line(found: Sequence[Mark], source: Path, opening: Opening = PLAIN) -> tuple[Mark, ...]:
    """The marks, those over several lines with a box for each. A report that cannot be opened any more
    leaves them as they are."""
    pages = {mark.place.page for mark in found if _is_high(mark)}
    if not pages:
        return tuple(found)
    try:
        with open_report(source, opening=opening) as report:
            return _by_line(found, pages, report)
    except ReportError:
        return tuple(found)


def _by_line(found: Sequence[Mark], pages: set[int], report: Report) -> tuple[Mark, ...]:
    read = {number: report.page(number) for number in sorted(pages) if number <= report.page_count}
    return tuple(
        replace(mark, lines=_boxes(read[mark.place.page], mark.place.bbox, mark.place.text))
        if _is_high(mark) and mark.place.page in read
        else mark
        for mark in found
    )


def _is_high(mark: Mark) -> bool:
    box = mark.place.bbox
    return box.bottom - box.top > _ONE_LINE


def _boxes(page: Page, around: Box, text: str) -> tuple[Box, ...]:
    """A box for each line on which a text stands; none if the box holds nothing else, or not the text."""
    letters, words, breaks = "", [], []
    for line in page.lines:
        breaks.append(len(letters))
        for word in line:
            box = page.on_page(word.box)
            if _within(box, around):
                words.append(Placed(len(letters), len(letters) + len(word.text), page.number, box))
                letters += word.text
    wanted = "".join(text.split())
    start = letters.find(wanted)
    if start < 0 or len(wanted) == len(letters):
        return ()
    end = start + len(wanted)
    whole = Paragraph(text=letters, page=page.number, bbox=around, words=tuple(words))
    return tuple(
        whole.locate(max(start, begin), min(end, until))[1]
        for begin, until in zip(breaks, [*breaks[1:], len(letters)], strict=True)
        if max(start, begin) < min(end, until)
    )


def _within(box: Box, around: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return around.x0 <= x <= around.x1 and around.top <= y <= around.bottom
