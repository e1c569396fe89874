"""The audit as JSON: the output contract (docs/output.md), one item of each list on a line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from extractor.model import Audit
from extractor.output.text import Language

# Inside JSON strings only: C1 controls and DEL can steer a terminal that shows the file, the bidi marks show
# a figure back to front, and U+2028/2029 end lines in some readers. Written as \uXXXX they are data again.
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(audit: Audit, lang: Language = "id") -> str:
    """The contract's object with its sentences in one language, ending with a newline."""
    parts = []
    for key, value in as_data(audit, lang).items():
        parts.append(f"{json.dumps(key)}: {_listed(value) if isinstance(value, list) else dumps(value)}")
    return "{" + ",\n ".join(parts) + "}\n"


def as_data(value: BaseModel, lang: Language = "id") -> Any:
    """A model as JSON-ready data; boxes in hundredths of a point."""
    return _rounded(value.model_dump(mode="json", context={"lang": lang}))


def as_list(values: Sequence[BaseModel], lang: Language = "id") -> str:
    """Models as a JSON list, one on a line."""
    return _listed([as_data(value, lang) for value in values]) + "\n"


def dumps(value: Any) -> str:
    """JSON on one line, readable (not ASCII only) and safe to show."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _listed(values: list[Any]) -> str:
    if not values:
        return "[]"
    return "[\n  " + ",\n  ".join(dumps(value) for value in values) + "\n ]"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 2)
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value
