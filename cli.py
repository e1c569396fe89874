"""The command line of extract: options in, output out, exit status. Click only, no logic.

Everything heavy is imported inside the commands: ``extract --help`` must answer at once.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from extractor.output.formats import ALL, FORMATS, Format, Job
from extractor.output.text import Language, label, plain

if TYPE_CHECKING:
    from extractor.guard import Progress
    from extractor.model import Audit
    from extractor.opening import Mode
    from extractor.output.files import Plan
    from extractor.output.verdict import FailOn

FAILED = 2  # exit status: the report could not be audited, or the command was not understood
PIPE_WIDTH = 100  # columns where no terminal says how wide it is

Option = Callable[[Any], Any]


class Stop(Exception):
    """One line for stderr; ends the command with exit status 2."""


# ------------------------------------------------------------------------------ help in both languages


class _Bilingual(click.Command):
    """A command whose help has its headings in one language."""

    lang: Language = "id"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{label('usage', self.lang)} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx)) is not None]
        with formatter.section(label("options", self.lang)):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = label("help.help", self.lang)
        return option


class _BilingualGroup(_Bilingual, click.Group):
    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]
        with formatter.section(label("commands", self.lang)):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)  # in the order in which an auditor meets them


def asked_language(args: Sequence[str]) -> Language:
    """The language of --lang wherever it stands: known before help or a mistake is written."""
    for arg, following in zip(args, [*args[1:], ""], strict=True):
        value = following if arg == "--lang" else arg.partition("=")[2] if arg.startswith("--lang=") else ""
        if value:
            return "en" if value == "en" else "id"
    return "id"


# ------------------------------------------------------------------------------------------ the commands


def commands(lang: Language) -> click.Group:
    """The command ``extract`` in a language."""

    def say(key: str, **values: object) -> str:
        return label(key, lang, **values)

    def option(*names: str, help: str, **settings: Any) -> Option:
        text = say(help)
        if settings.get("default"):
            text += f" [{say('default', value=settings['default'])}]"
        return click.option(*names, help=text, **settings)

    def folder_or_file(*names: str, help: str, metavar: str) -> Option:
        return option(*names, help=help, metavar=metavar, type=click.Path(path_type=Path))

    # Read by asked_language, which sees it wherever it stands; declared so that it is checked and shown.
    language = option("--lang", help="help.lang", type=click.Choice(["id", "en"]), expose_value=False)
    output = folder_or_file("-o", "--output", help="help.output", metavar="FILE")
    patterns = folder_or_file("--patterns", help="help.patterns", metavar="DIR")
    year = option("--year", help="help.year", metavar="YYYY", type=click.IntRange(1990, 2100))
    password = option("--password", help="help.password", metavar="TEXT")
    limit = option("--limit", help="help.limit", metavar="NAME=N", multiple=True)
    ocr = option("--ocr", help="help.ocr", type=click.Choice(["auto", "off", "all"]), default="auto")
    report = click.argument("report", metavar="REPORT", nargs=-1)

    @click.group(
        cls=_BilingualGroup,
        name="extract",
        help=say("help.group"),
        epilog=say("help.status"),
        options_metavar=f"[{say('options').upper()}]",
        subcommand_metavar=f"{say('command').upper()} ...",
        no_args_is_help=True,
    )
    @option(
        "--version", help="help.version", is_flag=True, is_eager=True, expose_value=False, callback=_version
    )
    @language
    def extract() -> None:
        pass

    def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
        return extract.command(
            name, cls=_Bilingual, help=say(f"help.{name}"), options_metavar=f"[{say('options').upper()}]"
        )

    @command("audit")
    @report
    @option("--format", "forms", help="help.format", type=click.Choice(list(FORMATS)), multiple=True)
    @option("--all", "everything", help="help.all", is_flag=True)
    @option("-o", "--output", help="help.audit_output", metavar="FILE|DIR")
    @language
    @option(
        "--fail-on",
        help="help.fail_on",
        type=click.Choice(["error", "warning", "info", "never"]),
        default="error",
    )
    @option("--select", help="help.select", metavar="CODES", default="")
    @option("--ignore", help="help.ignore", metavar="CODES", default="")
    @year
    @ocr
    @patterns
    @option("--against", help="help.against", metavar="OTHER", multiple=True)
    @folder_or_file("--previous", help="help.previous", metavar="XLSX")
    @password
    @limit
    def audit(
        report: tuple[str, ...],
        forms: tuple[str, ...],
        everything: bool,
        output: str | None,
        fail_on: FailOn,
        select: str,
        ignore: str,
        year: int | None,
        ocr: Mode,
        patterns: Path | None,
        against: tuple[str, ...],
        previous: Path | None,
        password: str | None,
        limit: tuple[str, ...],
    ) -> int:
        path = _one_file(report, lang)
        others = [_one_file((other,), lang) for other in against]
        if previous is not None:
            _one_file((str(previous),), lang)
        from extractor.output import files

        plan = files.plan(ALL if everything else forms, output, path)
        if previous is not None:
            files.takes_previous(plan, previous)
        with _untrusted(limit, password, lang) as read:
            from extractor.output import verdict
            from extractor.pipeline import wordings

            found = read(
                "audit",
                path,
                against=others,
                select=_codes(select),
                ignore=_codes(ignore),
                year=year,
                patterns=patterns,
                ocr=ocr,
            )

            def make(form: Format, job: Job) -> str | bytes:
                if form.drawn:
                    made = read("shown", path, form=form.name, audit=found, job=job, patterns=patterns)
                    return made if isinstance(made, bytes) else str(made)
                return form.make(found, job)

            with wordings(patterns):
                _hand_over(found, plan, _job(path, plan, previous, lang), make)
        if not verdict.was_read(found):
            _complain(say("fail.not_read", name=path.name), lang)
        return verdict.exit_status(found, fail_on)

    @command("open")
    @report
    @language
    @year
    @patterns
    @option("--against", help="help.against", metavar="OTHER", multiple=True)
    @ocr
    @password
    @limit
    def open_report(
        report: tuple[str, ...],
        year: int | None,
        patterns: Path | None,
        against: tuple[str, ...],
        ocr: Mode,
        password: str | None,
        limit: tuple[str, ...],
    ) -> int:
        path = _one_file(report, lang)
        others = [_one_file((other,), lang) for other in against]
        with _untrusted(limit, password, lang) as read:
            from extractor.output import browser, verdict

            found = read("audit", path, against=others, year=year, patterns=patterns, ocr=ocr)
            html = read("shown", path, form="html", audit=found, job=Job(path, lang), patterns=patterns)
        page = browser.write(html, path)
        key = "opened" if browser.show(page) else "open_it"
        click.echo(say(key, name=plain(str(page))))
        if not verdict.was_read(found):
            _complain(say("fail.not_read", name=path.name), lang)
        return verdict.exit_status(found, "never")

    @command("batch")
    @click.argument("given", metavar="FOLDER", nargs=-1)
    @option("-o", "--output", help="help.batch_output", metavar="OUT", type=click.Path(path_type=Path))
    @language
    @option("--jobs", help="help.jobs", metavar="N", type=click.IntRange(0, 512), default=0)
    @option("--engine", help="help.engine", type=click.Choice(["local", "dask"]), default="local")
    @option("--scheduler", help="help.scheduler", metavar="ADDRESS")
    @option("--format", "forms", help="help.batch_format", metavar="NAMES", default="json,xlsx,html")
    @option("--agencies", help="help.agencies", metavar="CSV", type=click.Path(path_type=Path))
    @option("--alone", help="help.alone", is_flag=True)
    @option("--retry", help="help.retry", is_flag=True)
    @option(
        "--fail-on",
        help="help.fail_on",
        type=click.Choice(["error", "warning", "info", "never"]),
        default="error",
    )
    @option("--select", help="help.select", metavar="CODES", default="")
    @option("--ignore", help="help.ignore", metavar="CODES", default="")
    @ocr
    @patterns
    @option("--password", help="help.batch_password", metavar="TEXT")
    @limit
    def batch(
        given: tuple[str, ...],
        output: Path | None,
        jobs: int,
        engine: str,
        scheduler: str | None,
        forms: str,
        agencies: Path | None,
        alone: bool,
        retry: bool,
        fail_on: FailOn,
        select: str,
        ignore: str,
        ocr: Mode,
        patterns: Path | None,
        password: str | None,
        limit: tuple[str, ...],
    ) -> int:
        if not given:
            raise Stop(say("fail.missing", name="FOLDER"))
        if output is None:
            raise Stop(say("fail.missing", name="--output"))
        from extractor.batch import command
        from extractor.batch.options import Options
        from extractor.limits import parse_limits

        options = Options(
            given=given,
            output=output,
            agencies=agencies,
            select=_codes(select),
            ignore=_codes(ignore),
            patterns=patterns,
            limits=parse_limits(",".join(limit)),
            password=password,
            formats=command.formats(forms),
            lang=lang,
            jobs=jobs,
            join=not alone,
            retry=retry,
            ocr=ocr,
            scheduler=command.scheduler(engine, scheduler),
        )
        width = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
        return command.batch(options, fail_on, live=sys.stderr.isatty(), width=width)

    @command("compare")
    @click.argument("sides", metavar="OLD NEW", nargs=-1)
    @option("--format", "form", help="help.format", type=click.Choice(["text", "json"]), default="text")
    @language
    @option(
        "--fail-on",
        help="help.compare_fail_on",
        type=click.Choice(["error", "warning", "info", "never"]),
        default="error",
    )
    @patterns
    @ocr
    @output
    @password
    @limit
    def compare(
        sides: tuple[str, ...],
        form: str,
        fail_on: FailOn,
        patterns: Path | None,
        ocr: Mode,
        output: Path | None,
        password: str | None,
        limit: tuple[str, ...],
    ) -> int:
        if len(sides) != 2:
            raise Stop(say("fail.two_sides"))
        from extractor.batch import compare as comparing

        with contextlib.ExitStack() as stack:
            readers: list[Callable[..., Any]] = []

            def read(path: Path) -> Any:
                if not readers:  # a child only where a PDF is to be read
                    readers.append(stack.enter_context(_untrusted(limit, password, lang)))
                return readers[0]("audit", _one_file((str(path),), lang), patterns=patterns, ocr=ocr)

            found = comparing.compare(*sides, read)
        width = min(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, PIPE_WIDTH)
        shown = comparing.as_json(found, lang) if form == "json" else comparing.as_text(found, lang, width)
        _write(shown, output, lang)
        return comparing.exit_status(found, fail_on)

    @command("tables")
    @report
    @option("--format", "form", help="help.tables_format", type=click.Choice(["json", "csv"]), default="json")
    @option("--raw", help="help.raw", is_flag=True)
    @language
    @year
    @ocr
    @patterns
    @output
    @password
    @limit
    def tables(
        report: tuple[str, ...],
        form: str,
        raw: bool,
        year: int | None,
        ocr: Mode,
        patterns: Path | None,
        output: Path | None,
        password: str | None,
        limit: tuple[str, ...],
    ) -> None:
        if raw and form != "json":
            raise Stop(say("fail.csv_raw"))
        path = _one_file(report, lang)
        _writable(output, path, lang)
        with _untrusted(limit, password, lang) as read:
            from extractor.output import tables as forms

            if raw:
                shown = forms.raw_json(read("raw_tables", path, patterns=patterns, ocr=ocr))
            else:
                found = read("read_tables", path, year=year, patterns=patterns, ocr=ocr)
                shown = forms.tables_json(found) if form == "json" else forms.tables_csv(found, lang)
        _write(shown, output, lang)

    @command("schema")
    @language
    @output
    def schema(output: Path | None) -> None:
        from extractor.output import schema as forms

        _write(forms.render(), output, lang)

    @command("rules")
    @option("--markdown", help="help.markdown", is_flag=True)
    @language
    @output
    def rules(markdown: bool, output: Path | None) -> None:
        from extractor.output import rules as forms

        _write(forms.markdown() if markdown else forms.listing(lang), output, lang)

    @command("rule")
    @click.argument("code", metavar="CODE")
    @language
    def rule(code: str) -> None:
        from extractor.output import rules as forms

        page = forms.page(code, lang)
        if page is None:
            raise Stop(say("fail.rule", name=code))
        _write(page, None, lang)

    for each in (extract, *extract.commands.values()):
        if isinstance(each, _Bilingual):
            each.lang = lang
    return extract


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit status; nothing it meets shows a traceback."""
    args = list(sys.argv[1:] if args is None else args)
    _speak_utf8()
    sys.exit(run(args))


def run(args: Sequence[str]) -> int:
    """Run the command and return its exit status: 0, 1 or 2."""
    lang = asked_language(args)
    try:
        status = commands(lang).main(args=list(args), prog_name="extract", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return FAILED
    except click.UsageError as error:
        return _complain(_usage(error, lang), lang)
    except Stop as error:
        return _complain(str(error), lang)
    except (KeyboardInterrupt, click.Abort):
        return _complain(label("fail.interrupted", lang), lang)
    except BrokenPipeError:
        # The reader went away ('extract ... | head'): nobody is left to tell, and the interpreter must not
        # try again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return _complain(_unforeseen(error, lang), lang)


# ---------------------------------------------------------------------------------------- what goes wrong


def _complain(line: str, lang: Language) -> int:
    click.echo(label("failed", lang, what=plain(line)), err=True)
    return FAILED


def _unforeseen(error: Exception, lang: Language) -> str:
    from extractor.errors import ExtractError

    if isinstance(error, ExtractError):
        return error.reason.en if lang == "en" else error.reason.id
    if os.environ.get("EXTRACT_DEBUG"):
        raise error
    return label("fail.internal", lang, why=f"{type(error).__name__}: {error}")


def _usage(error: click.UsageError, lang: Language) -> str:
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


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"extract {version('extract-lakip')}")
        ctx.exit()


# ---------------------------------------------------------------------------------------- input and output


def _one_file(given: tuple[str, ...], lang: Language) -> Path:
    """The one PDF file that is meant, or a line that says what to use instead."""
    if not given:
        raise Stop(label("fail.missing", lang, name="REPORT"))
    if len(given) > 1:
        raise Stop(label("fail.many", lang, n=len(given)))
    path = Path(given[0])
    try:
        folder, exists = path.is_dir(), path.exists()
    except OSError:  # a name that no file can have
        folder, exists = False, False
    if folder:
        raise Stop(label("fail.folder", lang, name=given[0]))
    if not exists:
        key = "fail.wildcard" if any(sign in given[0] for sign in "*?") else "fail.absent"
        raise Stop(label(key, lang, name=given[0]))
    return path


def _codes(given: str) -> tuple[str, ...]:
    return tuple(code for part in given.split(",") if (code := part.strip().upper()))


def _writable(output: Path | None, report: Path, lang: Language) -> None:
    """Say before the work, not after it, that the output has no place to go."""
    if output is None:
        return
    why = ""
    if output.is_dir():
        why = "why.is_folder"
    elif not output.absolute().parent.is_dir():
        why = "why.no_folder"
    if why:
        raise Stop(label("fail.write", lang, name=output, why=label(why, lang)))
    if output.exists() and output.samefile(report):
        raise Stop(label("fail.same_file", lang, name=output))


def _write(text: str, output: Path | None, lang: Language) -> None:
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()  # a reader that went away shows here, where run() expects it
        return
    from extractor.output import files

    _, note = files.save(output, text)
    if note is not None:
        _complain(note.en if lang == "en" else note.id, lang)


def _job(report: Path, plan: Plan, previous: Path | None, lang: Language) -> Job:
    terminal = sys.stdout.isatty() and plan.screen is not None
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if terminal else PIPE_WIDTH
    return Job(report, lang, plan.annotated, previous, width=width, colour=colour)


def _hand_over(audit: Audit, plan: Plan, job: Job, make: Callable[[Format, Job], str | bytes]) -> None:
    """The outputs on the screen or in their files; where the names are ours, which they are."""
    from extractor.output import files

    if plan.screen is not None:
        shown = make(plan.screen, job)
        _write(shown if isinstance(shown, str) else shown.decode(), None, job.lang)
    written = []
    with _progress(job.lang) as progress:
        for done, target in enumerate(plan.targets):
            if progress is not None:
                progress("writing", done, len(plan.targets))
            path, note = files.save(target.path, make(target.format, job), edited=target.format.edited)
            written.append((path, note))
    for _, note in written:
        if note is not None:
            _complain(note.en if job.lang == "en" else note.id, job.lang)
    if plan.folder is not None:
        from extractor.output.terminal import Style, summary

        for line in summary(audit, Style(lang=job.lang)):
            click.echo(line)
        for path, _ in written:
            click.echo(label("written", job.lang, name=plain(str(path))))


@contextlib.contextmanager
def _untrusted(limit: Sequence[str], password: str | None, lang: Language) -> Iterator[Callable[..., Any]]:
    """Calls of ``extractor.isolated`` by name, in one child that begins to start at once; a file that asks
    for a password asks the user for it, where there is one."""
    from dataclasses import replace

    from extractor import isolated
    from extractor.errors import PasswordError
    from extractor.guard import Child
    from extractor.limits import parse_limits
    from extractor.opening import Opening

    opening = Opening(parse_limits(",".join(limit)), password)

    def read(function: str, path: Path, **options: Any) -> Any:
        nonlocal opening

        def attempt() -> Any:
            with _progress(lang) as progress:
                call = getattr(isolated, function)
                return call(path, opening=opening, progress=progress, child=child, **options)

        try:
            return attempt()
        except PasswordError:
            if opening.password is not None or not (sys.stdin.isatty() and sys.stderr.isatty()):
                raise
        given = click.prompt(label("password", lang, name=plain(path.name)), hide_input=True, err=True)
        opening = replace(opening, password=given)
        return attempt()

    with Child() as child:
        yield read


@contextlib.contextmanager
def _progress(lang: Language) -> Iterator[Progress | None]:
    """A line on stderr that tells how far the work is, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return

    def show(stage: str, done: int, total: int) -> None:
        line = label("progress", lang, stage=label(f"progress.{stage}", lang), done=done, total=total)
        sys.stderr.write(f"\r{line:<60}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r" + " " * 60 + "\r")
        sys.stderr.flush()


def _speak_utf8() -> None:
    """A Windows console or pipe may be set to a code page that lacks '–' and '≥'."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="")


if __name__ == "__main__":
    main()
