"""The rules as a list and as pages, made from what each rule says of itself."""

from __future__ import annotations

from itertools import groupby

from extractor.checks.registry import Rule, all_rules
from extractor.output.text import Language, label

_FAMILY = 3  # letters of a code that name its family: CAP of CAP001

_INTRO = """\
# Rules

What the audit looks for. This page is written by `make docs` from the rules themselves
(`extractor/checks/`); `extract rule CODE` prints one of them. The severity is the default: a finding may
be milder or graver.
"""


def listing(lang: Language) -> str:
    """One line per rule: code, severity, title."""
    heads = [label(f"rules.{name}", lang) for name in ("code", "severity", "title")]
    lines = [
        (rule.code, label(f"severity.{rule.severity}", lang), _title(rule, lang)) for rule in all_rules()
    ]
    wide = max(len(severity) for _, severity, _ in [*lines, ("", heads[1], "")])
    rows = [(heads[0], heads[1], heads[2]), *lines]
    return "".join(f"{code:8s}{severity:{wide + 2}s}{title}\n" for code, severity, title in rows)


def page(code: str, lang: Language) -> str | None:
    """What one rule says of itself, or None where no rule has the code."""
    for rule in all_rules():
        if rule.code == code.upper():
            severity = label(f"severity.{rule.severity}", lang)
            return f"{rule.code} ({severity})\n{_title(rule, lang)}\n\n{rule.documentation}\n"
    return None


def markdown() -> str:
    """All rules as one Markdown page: docs/rules.md."""
    parts = [_INTRO]
    for family, rules in groupby(all_rules(), key=lambda rule: rule.code[:_FAMILY]):
        parts.append(f"\n## {family}\n")
        for rule in rules:
            parts.append(
                f"\n### {rule.code}: {rule.title.en}\n\n*{rule.title.id}* ({rule.severity})\n\n"
                f"{rule.documentation}\n"
            )
    return "".join(parts)


def _title(rule: Rule, lang: Language) -> str:
    return rule.title.en if lang == "en" else rule.title.id
