"""Words of running text and captions of tables as places of a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from extractor.language.spotting import Spotted, spotted
from extractor.model import Box, Stated, Table
from extractor.patterns import derived
from extractor.statements.ledger import Ledger
from extractor.statements.passages import Passage, read_passages

_NOWHERE = Box(0, 0, 0, 0)
_QUOTED = 180  # characters of a sentence in a message
_SPACE = re.compile(r" (?![?*+{])")


def passages_of(ledger: Ledger) -> list[Passage]:
    """The report's running text in printed order, cut paragraphs put together; read once for all rules."""
    return ledger.once("passages", lambda: read_passages(ledger.paragraphs))


def excerpt(passage: Passage, start: int, end: int, value: Decimal | None = None) -> Stated:
    """The characters from start to end of a passage as a place."""
    page, box = passage.locate(start, end)
    return Stated(
        value=value,
        text=" ".join(passage.text[start:end].split()),
        page=page,
        bbox=box,
        where=last_heading(passage.section),
        source=passage.source,
    )


def caption_place(table: Table) -> Stated:
    """A table's caption as a place; that of the table's first row for a table that has none of its own."""
    first = list(dict.fromkeys((cell.bbox, cell.text) for cell in table.rows[0])) if table.rows else []
    box = table.caption_box or reduce(
        Box.union, (box for box, _ in first), first[0][0] if first else _NOWHERE
    )
    text = table.caption or "; ".join(text for _, text in first if text)
    return Stated(value=None, text=text, page=table.pages[0], bbox=box, where="", source="lain")


def last_heading(section: str) -> str:
    """The innermost heading of a section."""
    return section.rsplit(" > ", 1)[-1]


def shortened(text: str) -> str:
    """A sentence for a message: white space closed, the rest of a long one left out."""
    plain = " ".join(text.split())
    if len(plain) <= _QUOTED:
        return plain
    return plain[:_QUOTED].rsplit(" ", 1)[0] + " …"


def any_of(words: Iterable[str]) -> str:
    """Patterns of a TOML list as one alternative; a space stands for any white space."""
    return "|".join(_SPACE.sub(r"\\s+", w) for w in words)


@derived
def compiled(words: tuple[str, ...], whole: bool = True) -> Spotted:
    """Patterns compiled as one, without regard to case; ``whole`` words only unless told otherwise."""
    body = any_of(words)
    return spotted(rf"(?<!\w)(?:{body})(?!\w)" if whole else body, re.IGNORECASE)
