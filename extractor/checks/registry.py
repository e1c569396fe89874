"""The rules, each declared where it is written: a code, a severity, a title, one function.

A family of rules is a module of this package; ``all_rules`` finds the modules by itself, so that a new
rule needs no second place to be entered.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from extractor.model import Finding, Phrase, Severity
from extractor.statements.ledger import Ledger


class Check(Protocol):
    """A rule's question to the ledger."""

    __name__: str

    def __call__(self, ledger: Ledger, /) -> Iterator[Finding]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule. ``severity`` is the default; a finding may be milder or graver."""

    code: str
    severity: Severity
    title: Phrase
    check: Check

    @property
    def documentation(self) -> str:
        """What the rule finds, why it matters, an example, what the agency should do."""
        return inspect.cleandoc(self.check.__doc__ or "")


_rules: dict[str, Rule] = {}


def rule(code: str, *, severity: Severity, title: Phrase) -> Callable[[Check], Check]:
    """Declare a function as the rule ``code``. Raises ValueError for a code that another function has, or
    for a function without documentation."""

    def register(check: Check) -> Check:
        known = _rules.get(code)
        if known is not None and known.check.__name__ != check.__name__:
            raise ValueError(f"{code} is declared twice: {known.check.__name__}, {check.__name__}")
        if not check.__doc__:
            raise ValueError(f"{code} has no documentation")
        _rules[code] = Rule(code, severity, title, check)
        return check

    return register


@cache
def _import_families() -> None:
    package = importlib.import_module("extractor.checks")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"extractor.checks.{module.name}")


def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    _import_families()
    return tuple(_rules[code] for code in sorted(_rules))


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules whose code begins with one of ``select`` (all if empty) and with none of ``ignore``."""
    wanted = tuple(code.upper() for code in select)
    unwanted = tuple(code.upper() for code in ignore)
    return tuple(
        r
        for r in all_rules()
        if (not wanted or r.code.startswith(wanted)) and not (unwanted and r.code.startswith(unwanted))
    )
