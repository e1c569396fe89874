"""The findings as CSV for Excel as it is set up in Indonesia: semicolons, UTF-8 with a byte order mark."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from extractor.model import Audit
from extractor.output.findings_table import FIELDS, Value
from extractor.output.headings import heading
from extractor.output.record import decimal, records
from extractor.output.tables import DELIMITER, harmless
from extractor.output.text import Language


def render(audit: Audit, lang: Language = "id") -> str:
    """One line per finding, consequences under their cause; no cell runs as a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=DELIMITER, lineterminator="\r\n")
    writer.writerow([heading(f.key, lang) for f in FIELDS] + [heading(k, lang) for k in ("cause", "id")])
    for record in records(audit, lang):
        cells = [_text(field.value(record, lang), lang) for field in FIELDS]
        writer.writerow([harmless(cell) for cell in (*cells, record.cause, record.id)])
    return out.getvalue()


def _text(value: Value, lang: Language) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return decimal(value, lang)
    return str(value).replace("\n", " | ")
