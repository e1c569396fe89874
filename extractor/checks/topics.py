"""Which indicator a passage of running text is about: the one that opens it, or the heading over it."""

from __future__ import annotations

from extractor.checks.quoting import passages_of
from extractor.statements.ledger import Ledger
from extractor.statements.mentions import OPENING, Mentions
from extractor.statements.passages import Passage

_OPENING = 220  # characters at the beginning of a passage in which its topic's name stands
_HEADING = 90  # characters of a passage without an end that may be a heading


def mentions_of(ledger: Ledger) -> Mentions:
    """Finds the subjects of the ledger in running text; made once for all rules."""
    return ledger.once("mentions", lambda: Mentions((k, s.names) for k, s in ledger.subjects.items()))


def topic_of(ledger: Ledger, passage: Passage) -> int | None:
    """The indicator that a passage is about, as far as its opening, the passages before it under the same
    heading, and the heading tell."""
    return ledger.once("topics", lambda: _topics(ledger)).get(id(passage))


def _topics(ledger: Ledger) -> dict[int, int]:
    names = mentions_of(ledger)
    found: dict[int, int] = {}
    section, topic = "", None
    for passage in passages_of(ledger):
        if passage.section != section:
            section, topic = passage.section, _only(ledger, names, passage.section.rsplit(" > ", 1)[-1])
        text = passage.text[passage.body :]
        opening = text[:_OPENING]
        told = names.find(opening) if names.may_open(opening) else []
        if told and not opening[: told[0].start].strip(OPENING):
            topic = told[0].key if _is_indicator(ledger, told[0].key) else None
        elif len(text) <= _HEADING and not text.rstrip().endswith((".", ";", ",")) and not _figures(text):
            topic = _only(ledger, names, text)  # a heading of something else
        if topic is not None:
            found[id(passage)] = topic
    return found


def _figures(text: str) -> bool:
    return any(c.isdigit() for c in text.split(" ", 1)[-1])


def _only(ledger: Ledger, names: Mentions, text: str) -> int | None:
    keys = {m.key for m in names.find(text)}
    key = keys.pop() if len(keys) == 1 else None
    return key if _is_indicator(ledger, key) else None


def _is_indicator(ledger: Ledger, key: int | None) -> bool:
    return key is not None and ledger.subjects[key].kind == "indikator"
