"""Ledgers made from gold files, without a PDF: for measuring the checks alone."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from extractor.language.numbers import parse
from extractor.model import Box, Quantity, ReportInfo, Source, Statement
from extractor.statements.indicators import assign_subjects
from extractor.statements.ledger import Ledger

_SOURCES: tuple[tuple[str, Source], ...] = (
    (r"perjanjian kinerja.*perubahan", "pk_perubahan"),
    (r"perjanjian kinerja|penetapan kinerja", "pk"),
    (r"program dan anggaran|misi, tujuan, sasaran, program", "anggaran"),
    (r"setelah perubahan|renstra perubahan", "renstra_perubahan"),
    (r"mengacu pada rpd", "rpd"),
    (r"rkt|rencana kinerja tahun", "rkt"),
    (r"perbandingan target jangka|akhir periode|kondisi yang harus", "jangka_menengah"),
    (r"jangka menengah|target rpjmd|target kinerja pada renstra", "jangka_menengah"),
    (r"matri[kx]s?|renstra|tujuan, sasaran dan indikator", "renstra"),
    (r"ikhtisar eksekutif", "ikhtisar"),
    (r"efisiensi|penyerapan", "efisiensi"),
    (r"perbandingan", "perbandingan"),
    (r"anggaran", "anggaran"),
    (r"indikator kinerja utama.*berdasarkan", "iku"),
    (r"prosa", "narasi"),
)


def source_of(table: str) -> Source:
    """The kind of place, by the words of a table's name."""
    flat = " ".join(table.casefold().split())
    return next((s for pattern, s in _SOURCES if re.search(pattern, flat)), "pengukuran")


def _quantity(entry: dict[str, Any]) -> Quantity:
    text = entry["text"]
    name = entry["indicator"].casefold()
    counted = "," not in text and re.search(r"\b(jumlah|orang|pencari kerja)\b", name)
    read = parse(entry.get("value") or text, counts=True if counted else None)
    if entry.get("value"):
        whole = parse(text)
        read = read.model_copy(update={"numerator": whole.numerator, "denominator": whole.denominator})
    return read.model_copy(update={"text": text})


def gold_ledger(path: Path) -> Ledger:
    """The statements of a gold file as a ledger. A row is the statements printed one after the other with
    the same page, table and indicator, until a measure of a year comes again."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    statements: list[Statement] = []
    row = -1
    previous: tuple[Any, ...] = ()
    seen: dict[tuple[Any, ...], int] = defaultdict(int)
    for index, g in enumerate(gold["statements"]):
        here = (g["page"], g["table"], g["indicator"])
        if here != previous or seen[(row, g["measure"], g["year"])]:
            row += 1
            previous = here
        seen[(row, g["measure"], g["year"])] += 1
        table = None if g["table"] == "prosa" else g["table"]
        quantity = _quantity(g)
        statements.append(
            Statement(
                indicator=g["indicator"],
                measure=g["measure"],
                year=g["year"],
                value=quantity.value,
                text=g["text"],
                unit=quantity.unit,
                kind="table" if table else "prose",
                source=source_of(g["table"]),
                page=g["page"],
                bbox=Box(index, row, index + 1, row + 1),
                where=g["table"],
                quantity=quantity,
                table=table,
                row=row if table else None,
            )
        )
    known, subjects = assign_subjects(statements)
    info = gold["report"]
    report = ReportInfo(
        file=info["file"],
        sha256="",
        title="",
        agency=info["agency"],
        region="",
        year=info["year"],
        kind="lakip",
        pages=max((s.page for s in known), default=1),
    )
    return Ledger(report=report, statements=tuple(known), subjects=subjects)
