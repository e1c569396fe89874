"""The JSON Schema of an audit, taken from the models that print it."""

from __future__ import annotations

import json

from extractor.model import SCHEMA_VERSION, Audit


def schema() -> dict[str, object]:
    """JSON Schema (draft 2020-12) of ``extract audit --format json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"extract audit, schema version {SCHEMA_VERSION}",
        **{k: v for k, v in Audit.model_json_schema(mode="serialization").items() if k != "title"},
    }


def render() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
