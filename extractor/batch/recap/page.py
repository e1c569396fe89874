"""The recapitulation as one HTML page that needs nothing but a browser; charts are drawn into it as SVG.

Everything that comes from a report is escaped by the template, and the page runs no script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jinja2 import Environment, PackageLoader, StrictUndefined

from extractor.batch.recap.figures import Agency, Recap, Rule
from extractor.batch.recap.workbook import told
from extractor.batch.text import BATCH, family, say
from extractor.model import Language, Phrase
from extractor.output.text import known, label, page_ranges, plain
from extractor.output.verdict import SEVERITIES

_BARS = 25  # of a chart
_FINDINGS = 40  # of a report shown here: its own outputs have all
_FINDINGS_ALL = 4000  # of all reports: a browser must still open the page
_NAME, _WIDTH, _BAR, _GAP = 300, 900, 16, 6  # of a chart, in its own units
_LETTERS = 38  # characters that fit beside a bar, also wide ones


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar: where it begins, how wide it is, its severity, and what it counts."""

    x: float
    width: float
    severity: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    title: str
    y: int
    total: int
    end: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of horizontal bars; ``said`` is the same in words."""

    height: int
    bars: tuple[Bar, ...]
    said: str


def render(recap: Recap, lang: Language) -> str:
    """The page's text."""
    environment = Environment(
        loader=PackageLoader("extractor.batch.recap", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if type(value) is str else value,
    )

    def words(key: str, **values: object) -> str:
        return say(key, lang, **values) if key in BATCH else label(key, lang, **values)

    def phrase(value: Phrase | None) -> str:
        return "" if value is None else value.en if lang == "en" else value.id

    each = min(_FINDINGS, max(3, _FINDINGS_ALL // max(1, len(recap.reports))))
    return environment.get_template("recap.html.j2").render(
        recap=recap,
        lang=lang,
        say=words,
        phrase=phrase,
        known=lambda key: known(key, lang),
        family=lambda name: family(name, lang),
        pages=page_ranges,
        told=lambda file, figures: told(file, figures, lang),
        number=lambda value: printed(value, lang),
        severities=SEVERITIES,
        changes=("new", "unchanged", "resolved"),
        agencies=_agencies(recap.agencies, lang),
        rules=_rules(recap.rules, lang),
        most=each,
        bar=_BAR,
        name_width=_NAME,
        width=_WIDTH,
    )


def printed(value: Decimal | None, lang: Language) -> str:
    """A percentage as the language prints it; '–' for none."""
    text = "–" if value is None else str(value)
    return text if lang == "en" else text.replace(".", ",")


def _agencies(agencies: Sequence[Agency], lang: Language) -> Chart:
    rows = [
        (agency.name or say("recap.unknown", lang), [(s, agency.severities[s]) for s in SEVERITIES])
        for agency in agencies
        if agency.rank
    ]
    return _chart(rows[:_BARS])


def _rules(rules: Sequence[Rule], lang: Language) -> Chart:
    rows = []
    for rule in rules[:_BARS]:
        title = rule.title.en if lang == "en" else rule.title.id
        rest = ("other", rule.findings - rule.errors)
        rows.append((f"{rule.code} {title}", [("error", rule.errors), rest]))
    return _chart(rows)


def _chart(rows: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> Chart:
    most = max((sum(n for _, n in counts) for _, counts in rows), default=0) or 1
    scale = (_WIDTH - _NAME - 50) / most
    bars = []
    for index, (name, counts) in enumerate(rows):
        pieces, x = [], float(_NAME)
        for severity, count in counts:
            if count:
                pieces.append(Piece(round(x, 1), round(count * scale, 1), severity, count))
                x += count * scale
        short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
        total = sum(n for _, n in counts)
        bars.append(Bar(short, name, index * (_BAR + _GAP), total, round(x + 6, 1), tuple(pieces)))
    return Chart(len(rows) * (_BAR + _GAP), tuple(bars), "; ".join(f"{b.title}: {b.total}" for b in bars))
