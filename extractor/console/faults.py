"""What goes wrong, in one line on stderr and exit status 2."""

from __future__ import annotations

import os

import click

from extractor.output.text import Language, label, plain

FAILED = 2  # exit status: the report could not be audited, or the command was not understood


class Stop(Exception):
    """One line for stderr; ends the command with exit status 2."""


def complain(line: str, lang: Language) -> int:
    click.echo(label("failed", lang, what=plain(line)), err=True)
    return FAILED


def unforeseen(error: Exception, lang: Language) -> str:
    from extractor.errors import ExtractError

    if isinstance(error, ExtractError):
        return error.reason.en if lang == "en" else error.reason.id
    if os.environ.get("EXTRACT_DEBUG"):
        raise error
    return label("fail.internal", lang, why=f"{type(error).__name__}: {error}")


def usage(error: click.UsageError, lang: Language) -> str:
    """A mistake on the command line, in the language of the command."""
    if isinstance(error, click.NoSuchOption):
        return label("fail.no_option", lang, name=error.option_name)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return label("fail.no_command", lang, name=error.command_name)
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else error.param_hint
        return label("fail.missing", lang, name=name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return label("fail.value", lang, name=error.param.opts[0], why=error.message)
    return label("fail.usage", lang, why=error.format_message())
