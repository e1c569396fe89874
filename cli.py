"""The command line of extract: options in, output out, exit status. Click only, no logic.

Everything heavy is imported inside the commands: ``extract --help`` must answer at once.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from extractor.console.faults import FAILED, Stop, complain, unforeseen, usage
from extractor.console.handover import PIPE_WIDTH, codes, hand_over, job, one_file, writable, write
from extractor.console.help import Bilingual, BilingualGroup, asked_language
from extractor.console.untrusted import untrusted
from extractor.output.formats import ALL, FORMATS, Format, Job
from extractor.output.text import Language, label, plain

if TYPE_CHECKING:
    from extractor.opening import Mode
    from extractor.output.verdict import FailOn

Option = Callable[[Any], Any]


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

    def fail_on(help: str = "help.fail_on") -> Option:
        severities = click.Choice(["error", "warning", "info", "never"])
        return option("--fail-on", help=help, type=severities, default="error")

    # Read by asked_language, which sees it wherever it stands; declared so that it is checked and shown.
    language = option("--lang", help="help.lang", type=click.Choice(["id", "en"]), expose_value=False)
    output = folder_or_file("-o", "--output", help="help.output", metavar="FILE")
    patterns = folder_or_file("--patterns", help="help.patterns", metavar="DIR")
    year = option("--year", help="help.year", metavar="YYYY", type=click.IntRange(1990, 2100))
    password = option("--password", help="help.password", metavar="TEXT")
    limit = option("--limit", help="help.limit", metavar="NAME=N", multiple=True)
    ocr = option("--ocr", help="help.ocr", type=click.Choice(["auto", "off", "all"]), default="auto")
    select = option("--select", help="help.select", metavar="CODES", default="")
    ignore = option("--ignore", help="help.ignore", metavar="CODES", default="")
    against = option("--against", help="help.against", metavar="OTHER", multiple=True)
    report = click.argument("report", metavar="REPORT", nargs=-1)

    @click.group(
        cls=BilingualGroup,
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
            name, cls=Bilingual, help=say(f"help.{name}"), options_metavar=f"[{say('options').upper()}]"
        )

    @command("audit")
    @report
    @option("--format", "forms", help="help.format", type=click.Choice(list(FORMATS)), multiple=True)
    @option("--all", "everything", help="help.all", is_flag=True)
    @option("-o", "--output", help="help.audit_output", metavar="FILE|DIR")
    @language
    @fail_on()
    @select
    @ignore
    @year
    @ocr
    @patterns
    @against
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
        path = one_file(report, lang)
        others = [one_file((other,), lang) for other in against]
        if previous is not None:
            one_file((str(previous),), lang)
        from extractor.output import files

        plan = files.plan(ALL if everything else forms, output, path)
        if previous is not None:
            files.takes_previous(plan, previous)
        with untrusted(limit, password, lang) as read:
            from extractor.output import verdict
            from extractor.pipeline import wordings

            found = read(
                "audit",
                path,
                against=others,
                select=codes(select),
                ignore=codes(ignore),
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
                hand_over(found, plan, job(path, plan, previous, lang), make)
        if not verdict.was_read(found):
            complain(say("fail.not_read", name=path.name), lang)
        return verdict.exit_status(found, fail_on)

    @command("open")
    @report
    @language
    @year
    @patterns
    @against
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
        path = one_file(report, lang)
        others = [one_file((other,), lang) for other in against]
        with untrusted(limit, password, lang) as read:
            from extractor.output import browser, verdict

            found = read("audit", path, against=others, year=year, patterns=patterns, ocr=ocr)
            html = read("shown", path, form="html", audit=found, job=Job(path, lang), patterns=patterns)
        page = browser.write(html, path)
        key = "opened" if browser.show(page) else "open_it"
        click.echo(say(key, name=plain(str(page))))
        if not verdict.was_read(found):
            complain(say("fail.not_read", name=path.name), lang)
        return verdict.exit_status(found, "never")

    @command("batch")
    @click.argument("given", metavar="FOLDER", nargs=-1)
    @option("-o", "--output", help="help.batch_output", metavar="OUT")
    @language
    @option("--jobs", help="help.jobs", metavar="N", type=click.IntRange(0, 512), default=0)
    @option("--engine", help="help.engine", type=click.Choice(["local", "dask"]), default="local")
    @option("--scheduler", help="help.scheduler", metavar="ADDRESS")
    @option("--format", "forms", help="help.batch_format", metavar="NAMES", default="json,xlsx,html")
    @option("--agencies", help="help.agencies", metavar="CSV")
    @option("--alone", help="help.alone", is_flag=True)
    @option("--retry", help="help.retry", is_flag=True)
    @fail_on()
    @select
    @ignore
    @ocr
    @patterns
    @option("--password", help="help.batch_password", metavar="TEXT")
    @limit
    def batch(
        given: tuple[str, ...],
        output: str | None,
        jobs: int,
        engine: str,
        scheduler: str | None,
        forms: str,
        agencies: str | None,
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
            output=command.place(output),
            agencies=command.place(agencies) if agencies else None,
            select=codes(select),
            ignore=codes(ignore),
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
    @fail_on("help.compare_fail_on")
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
                    readers.append(stack.enter_context(untrusted(limit, password, lang)))
                return readers[0]("audit", one_file((str(path),), lang), patterns=patterns, ocr=ocr)

            found = comparing.compare(*sides, read)
        width = min(shutil.get_terminal_size((PIPE_WIDTH, 24)).columns, PIPE_WIDTH)
        shown = comparing.as_json(found, lang) if form == "json" else comparing.as_text(found, lang, width)
        write(shown, output, lang)
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
        path = one_file(report, lang)
        writable(output, path, lang)
        with untrusted(limit, password, lang) as read:
            from extractor.output import tables as forms

            if raw:
                shown = forms.raw_json(read("raw_tables", path, patterns=patterns, ocr=ocr))
            else:
                found = read("read_tables", path, year=year, patterns=patterns, ocr=ocr)
                shown = forms.tables_json(found) if form == "json" else forms.tables_csv(found, lang)
        write(shown, output, lang)

    @command("schema")
    @language
    @output
    def schema(output: Path | None) -> None:
        from extractor.output import schema as forms

        write(forms.render(), output, lang)

    @command("rules")
    @option("--markdown", help="help.markdown", is_flag=True)
    @language
    @output
    def rules(markdown: bool, output: Path | None) -> None:
        from extractor.output import rules as forms

        write(forms.markdown() if markdown else forms.listing(lang), output, lang)

    @command("rule")
    @click.argument("code", metavar="CODE")
    @language
    def rule(code: str) -> None:
        from extractor.output import rules as forms

        page = forms.page(code, lang)
        if page is None:
            raise Stop(say("fail.rule", name=code))
        write(page, None, lang)

    for each in (extract, *extract.commands.values()):
        if isinstance(each, Bilingual):
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
        return complain(usage(error, lang), lang)
    except Stop as error:
        return complain(str(error), lang)
    except (KeyboardInterrupt, click.Abort):
        return complain(label("fail.interrupted", lang), lang)
    except BrokenPipeError:
        # The reader went away ('extract ... | head'): nobody is left to tell, and the interpreter must not
        # try again when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        return complain(unforeseen(error, lang), lang)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"extract {version('extract-lakip')}")
        ctx.exit()


def _speak_utf8() -> None:
    """A Windows console or pipe may be set to a code page that lacks '–' and '≥'."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="")


if __name__ == "__main__":
    main()
