"""How far a batch is: one line that changes on a terminal, one line per report in a pipe."""

from __future__ import annotations

import time
from collections import deque
from typing import TextIO

from extractor.batch.text import say
from extractor.model import Language, Phrase
from extractor.output.text import plain

_DRAW = 0.1  # seconds between two drawings
_WINDOW = 60.0  # seconds over which the speed is measured
_FIRST = 3.0  # seconds of work before a time left is told
_NAME = 28  # characters of a report's name in the line that changes


class Display:
    """Tells what a batch does. ``live`` says whether the stream is a terminal, ``width`` how wide it is."""

    def __init__(self, stream: TextIO, lang: Language, *, live: bool, width: int = 100) -> None:
        self.lang = lang
        self.live = live
        self._stream = stream
        self._width = max(20, width - 1)
        self._drawn = 0.0
        self._shown = False
        self._running: dict[str, tuple[int, int]] = {}
        self._total = self._done = self._failed = self._pages = self._pages_done = 0
        self._speed: deque[tuple[float, int]] = deque()

    def line(self, text: str) -> None:
        """A line that stays."""
        self._wipe()
        self._stream.write(plain(text) + "\n")
        self._stream.flush()

    def recognising(self, done: int, total: int) -> None:
        if self.live:
            self._draw(say("recognising", self.lang, done=done, total=total))

    def begin(self, total: int, pages: int) -> None:
        """So many reports with so many pages are to be audited."""
        self._total, self._pages = total, pages
        self._speed.append((time.monotonic(), 0))

    def started(self, name: str, pages: int) -> None:
        self._running[name] = (0, pages)
        self.tick()

    def reading(self, name: str, done: int, total: int) -> None:
        if name in self._running:
            self._running[name] = (done, total)
        self.tick()

    def done(self, name: str, pages: int, text: str, *, failed: bool) -> None:
        """A report came back; ``text`` is its line in the log. On a terminal only failures stay."""
        self._running.pop(name, None)
        self._done += 1
        self._failed += failed
        self._pages_done += pages
        if failed or not self.live:
            self.line(text)
        self.tick()

    def tick(self) -> None:
        now = time.monotonic()
        if not self.live or now - self._drawn < _DRAW:
            return
        self._drawn = now
        read = self._pages_done + sum(done for done, _ in self._running.values())
        self._speed.append((now, read))
        while len(self._speed) > 2 and now - self._speed[1][0] > _WINDOW:
            self._speed.popleft()
        self._draw(self._status(now, read))

    def close(self) -> None:
        self._wipe()

    def failure(self, n: int, total: int, name: str, why: Phrase) -> str:
        """The line of a report that could not be audited."""
        reason = why.en if self.lang == "en" else why.id
        return say("log.failed", self.lang, n=n, total=total, name=name, why=reason)

    def _status(self, now: float, read: int) -> str:
        since, before = self._speed[0]
        rate = (read - before) / (now - since) if now > since else 0.0
        left = say("left_unknown", self.lang)
        if rate > 0 and now - since >= _FIRST:
            left = _clock((self._pages - read) / rate)
        line = say(
            "live", self.lang, done=self._done, total=self._total, running=len(self._running),
            failed=self._failed, rate=f"{rate:.1f}", left=left,
        )  # fmt: skip
        for name, (done, total) in self._running.items():
            line += f" | {plain(name).rpartition('/')[2][:_NAME]} {done}/{total}"
        return line

    def _draw(self, text: str) -> None:
        self._stream.write("\r" + plain(text)[: self._width].ljust(self._width))
        self._stream.flush()
        self._shown = True

    def _wipe(self) -> None:
        if self._shown:
            self._stream.write("\r" + " " * self._width + "\r")
            self._shown = False


def _clock(seconds: float) -> str:
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
