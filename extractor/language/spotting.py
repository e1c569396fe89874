"""Patterns that are tried only on texts that hold a word they need.

Python tries a pattern that begins with a border of a word, or ignores case, at every character of a text.
Most sentences hold none of the words that a rule asks for, and to look whether one of them stands there
takes a tenth of the time. Which words a pattern cannot do without is read off its own syntax tree, so that
the lists in ``patterns/`` remain the only place where they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from re import _constants as sre  # type: ignore[attr-defined]  # the tree has no public name
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 60  # words of which one is needed; to look for more takes as long as to try the pattern
_MOST_SIGNS = 6  # of a set of characters, each of which may be the one needed
_CONDITIONS = 3  # looked at before a pattern is tried
_ZERO_WIDTH = (sre.AT, sre.ASSERT, sre.ASSERT_NOT)
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)

Words = frozenset[str]
"""Words in lower case of which every match holds at least one."""


class Spotted:
    """A compiled pattern that finds what the pattern finds, sooner. A text can only match where it holds, of
    each of the ``needs``, at least one word."""

    __slots__ = ("needs", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        found = {words for words in _needs(_tree(pattern)) if len(words) <= _MOST and not _is_common(words)}
        self.needs = tuple(tuple(sorted(words)) for words in sorted(found, key=_worth)[-_CONDITIONS:][::-1])

    def may_match(self, text: str) -> bool:
        """False where the text lacks what a match needs."""
        lower = text.lower()
        for words in self.needs:
            for word in words:
                if word in lower:
                    break
            else:
                return False
        return True

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self.pattern.search(text, *bounds) if self.may_match(text) else None

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text, *bounds) if self.may_match(text) else iter(())

    def sub(self, by: str, text: str) -> str:
        return self.pattern.sub(by, text) if self.may_match(text) else text

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self.pattern.match(text, *bounds)

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        return self.pattern.fullmatch(text, *bounds)


def any_word(words: Iterable[str]) -> str:
    """Words, as they are written, as alternatives of a pattern; the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def spotted(pattern: str, flags: int = 0) -> Spotted:
    """``re.compile`` for a pattern that is searched in many texts and found in few."""
    return Spotted(re.compile(pattern, flags))


def _tree(pattern: re.Pattern[str]) -> Any:
    return _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)


def _is_common(words: Words) -> bool:
    """A single letter stands in every text."""
    return any(len(word) == 1 and word.isalnum() for word in words)


def _worth(words: Words) -> tuple[int, int]:
    """The longer its shortest word, the fewer texts hold one of a set; then, the fewer there are."""
    return min(map(len, words)), -len(words)


def _needs(items: Iterable[tuple[Any, Any]]) -> Iterator[Words]:
    """The sets of words that a sequence of the syntax tree cannot do without."""
    run = ""
    for kind, value in items:
        if kind is sre.LITERAL:
            run += chr(value).lower()
        elif kind not in _ZERO_WIDTH:
            if run:
                yield frozenset((run,))
            run = ""
            yield from _needs_of_part(kind, value)
    if run:
        yield frozenset((run,))


def _needs_of_part(kind: Any, value: Any) -> Iterator[Words]:
    if kind is sre.SUBPATTERN:
        yield from _needs(value[-1])
    elif kind is sre.ATOMIC_GROUP:
        yield from _needs(value)
    elif kind in _REPEATS and value[0] > 0:
        yield from _needs(value[-1])
    elif kind is sre.BRANCH:
        best = [max(_needs(part), key=_worth, default=None) for part in value[1]]
        known = [words for words in best if words is not None]
        if len(known) == len(best):
            yield _shortest(frozenset().union(*known))
    elif kind is sre.IN and len(value) <= _MOST_SIGNS and all(what is sre.LITERAL for what, _ in value):
        yield frozenset(chr(code).lower() for _, code in value)


def _shortest(words: Words) -> Words:
    """Without those that hold another: where 'semakin' stands, 'makin' does."""
    return frozenset(w for w in words if not any(other != w and other in w for other in words))
