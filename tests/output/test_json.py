from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from extractor.model import Audit
from extractor.output import json as form
from extractor.output.schema import schema

CONTRACT = {
    "": {
        "schema_version",
        "report",
        "tables",
        "statements",
        "findings",
        "coverage",
        "subjects",
        "worksheet",
        "against",
    },
    "report": {
        "file",
        "sha256",
        "title",
        "agency",
        "region",
        "year",
        "kind",
        "pages",
        "scanned_pages",
        "parts",
    },
    "tables": {"id", "kind", "caption", "pages", "columns", "rows"},
    "statements": {
        *("indicator", "measure", "year", "value", "text", "unit"),
        *("kind", "source", "page", "bbox", "where", "subject"),
    },
    "findings": {
        *("id", "code", "severity", "indicator", "measure", "year", "message", "criterion"),
        *("recommendation", "diagnosis", "stated", "expected", "confidence", "derived"),
    },
    "coverage": {"pages", "tables", "tables_read", "rows_checked", "unread"},
}


def test_fields_are_those_of_the_contract(audit_example: Audit) -> None:
    data = json.loads(form.render(audit_example))
    assert set(data) == CONTRACT[""]
    assert set(data["report"]) == CONTRACT["report"]
    assert set(data["coverage"]) == CONTRACT["coverage"]
    for part in ("tables", "statements", "findings"):
        assert set(data[part][0]) == CONTRACT[part]
    finding = data["findings"][0]
    places = {"value", "text", "page", "bbox", "where", "source", "questioned", "document"}
    assert set(finding["stated"][0]) == places
    assert set(finding["expected"]) == {"value", "low", "high", "text"}
    assert set(finding["derived"][0]) == CONTRACT["findings"] - {"derived"}
    assert set(data["tables"][0]["columns"][0]) == {"field", "year", "header"}
    assert set(data["tables"][0]["rows"][0][0]) == {"text", "page", "bbox"}
    assert set(data["coverage"]["unread"][0]) == {"page", "what", "reason"}


def test_values_are_decimal_strings_and_boxes_lists(audit_example: Audit) -> None:
    data = json.loads(form.render(audit_example))
    assert data["statements"][0]["value"] == "98.05"
    assert data["statements"][0]["bbox"] == [100.0, 200.0, 140.0, 212.5]


def test_sentences_follow_the_language(audit_example: Audit) -> None:
    for lang, words in (("id", "mohon dikonfirmasi"), ("en", "please confirm")):
        data = json.loads(form.render(audit_example, lang))  # type: ignore[arg-type]
        assert words in data["findings"][0]["message"]


def test_what_is_printed_fits_the_published_schema(audit_example: Audit, clean_audit: Audit) -> None:
    Draft202012Validator.check_schema(schema())
    validator = Draft202012Validator(schema())
    for audit in (audit_example, clean_audit):
        validator.validate(json.loads(form.render(audit)))
    broken = json.loads(form.render(audit_example))
    broken["findings"][0]["severity"] = "fatal"
    assert not validator.is_valid(broken)


def test_schema_knows_nothing_that_is_not_printed() -> None:
    shown = json.dumps(schema())
    for internal in ("quantity", "rows_right", "ruled"):
        assert f'"{internal}"' not in shown


def test_control_characters_are_escaped() -> None:
    text = form.dumps({"a": "\x1b[2J \x9b31m \u202e \u2028 é"})
    assert json.loads(text) == {"a": "\x1b[2J \x9b31m \u202e \u2028 é"}
    assert not set(text) & set("\x1b\x9b\u202e\u2028")
    assert "é" in text
