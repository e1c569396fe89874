"""Words of the running text that the reviewer's checklist asks about: improvements to come, explanations
of changed targets, national standards."""

from __future__ import annotations

from extractor.checks.quoting import compiled, excerpt, passages_of
from extractor.model import Stated
from extractor.patterns import load
from extractor.statements.ledger import Ledger

_MOST = 5  # quotes of one matter: they show where it stands, they do not tell all of it
_AROUND = 70  # characters of the sentence on either side of the words


def quotes(ledger: Ledger) -> dict[str, tuple[Stated, ...]]:
    """By matter (a key of ``kutipan`` in reviu.toml), where the text speaks of it; once a page at most."""
    matters: dict[str, list[str]] = load("reviu")["kutipan"]
    return {matter: _quoted(ledger, tuple(words)) for matter, words in matters.items()}


def _quoted(ledger: Ledger, words: tuple[str, ...]) -> tuple[Stated, ...]:
    pattern = compiled(words)
    found: dict[int, Stated] = {}
    for passage in passages_of(ledger):
        match = pattern.search(passage.text)
        if match is None:
            continue
        start = passage.text.rfind(" ", 0, max(0, match.start() - _AROUND)) + 1
        end = passage.text.find(" ", min(len(passage.text), match.end() + _AROUND))
        quote = excerpt(passage, start, len(passage.text) if end < 0 else end)
        found.setdefault(quote.page, quote)
        if len(found) == _MOST:
            break
    return tuple(found.values())
