"""What ends an audit: the few exceptions of the program. No exception of a library leaves it.

What could not be read *within* a report is no exception but a value (``Unread``).
"""

from __future__ import annotations

from extractor.model import Phrase


class ExtractError(Exception):
    """Something that the program says in one line on stderr; the command ends with exit status 2.

    ``reason`` is that line in both languages.
    """

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason)  # the only argument, so that it survives a process pool
        self.reason = reason

    def __str__(self) -> str:
        return self.reason.en


class ReportError(ExtractError):
    """The report could not be audited: unreadable, encrypted, no PDF, or over a limit."""


class PasswordError(ReportError):
    """The report is encrypted, and the password is missing or wrong."""


class OptionError(ExtractError):
    """An option asks for what is not there: an unknown rule, a folder of patterns that cannot be read."""


class OutputError(ExtractError):
    """An output has no place to go: no permission, no room, or its name is taken by something else."""
