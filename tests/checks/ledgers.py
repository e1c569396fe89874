"""Small ledgers for tests: tables written as rows of printed figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from extractor.model import (
    Box,
    Cell,
    Column,
    Measure,
    Paragraph,
    Quantity,
    Reading,
    ReportInfo,
    Source,
    Statement,
    Subject,
    Table,
)
from extractor.statements.ledger import Conventions, Ledger

YEAR = 2024


def quantity(text: str, **more: Any) -> Quantity:
    """A plainly printed figure: decimal comma, dot for thousands, a unit behind; '-' and words are none."""
    digits = text.replace("Rp", "").replace("%", " %").split()[0] if text.split() else ""
    whole, _, decimals = digits.replace(".", "").partition(",")
    unit = "%" if "%" in text else "orang" if "orang" in text.casefold() else more.pop("unit", None)
    if not (whole + decimals).isdigit():
        return Quantity(text=text, missing=text in {"", "-"}, **more)
    value = Decimal(f"{whole}.{decimals or 0}")
    reading = Reading(value=value, step=Decimal(1).scaleb(-len(decimals)))
    return Quantity(text=text, readings=(reading,), unit=unit, **more)


class Book:
    """Collects tables and prose, then gives the ledger."""

    def __init__(self, year: int = YEAR, **conventions: Any) -> None:
        self.year = year
        self.conventions = Conventions(**conventions)
        self.statements: list[Statement] = []
        self.tables: dict[str, Table] = {}
        self.subjects: dict[str, Subject] = {}
        self.paragraphs: list[Paragraph] = []

    def subject(self, name: str, **more: Any) -> Subject:
        if name not in self.subjects:
            self.subjects[name] = Subject(key=len(self.subjects), name=name, names=(name,), **more)
        return self.subjects[name]

    def table(
        self,
        source: Source,
        page: int,
        columns: Iterable[tuple[Measure, int | None]],
        rows: Mapping[str, Iterable[str | Quantity]],
        caption: str = "",
    ) -> Book:
        """A table with an indicator column and these measures; an empty text makes an empty cell."""
        table_id = f"t{len(self.tables)}"
        heads = list(columns)
        drawn = []
        for r, (name, texts) in enumerate(rows.items()):
            key = self.subject(name).key
            cells = [Cell(text=name, page=page, bbox=Box(0, 20 * r, 90, 20 * r + 10))]
            for c, (text, (measure, year)) in enumerate(zip(texts, heads, strict=True)):
                read = text if isinstance(text, Quantity) else quantity(text)
                box = Box(100 * (c + 1), 20 * r, 100 * (c + 1) + 90, 20 * r + 10)
                cells.append(Cell(text=read.text, page=page, bbox=box))
                if not (read.readings or read.grade or read.numerator):
                    continue
                self.statements.append(
                    Statement(
                        indicator=name,
                        measure=measure,
                        year=year,
                        value=read.value,
                        text=read.text,
                        unit=read.unit,
                        kind="table",
                        source=source,
                        page=page,
                        bbox=box,
                        where=caption or f"Tabel {len(self.tables) + 1}",
                        quantity=read,
                        subject=key,
                        table=table_id,
                        row=r,
                        header=measure,
                    )
                )
            drawn.append(tuple(cells))
        self.tables[table_id] = Table(
            id=table_id,
            kind=source,
            caption=caption or f"Tabel {len(self.tables) + 1}",
            pages=(page,),
            columns=(
                Column(field="indikator", year=None, header="Indikator"),
                *(Column(field=m, year=y, header=m) for m, y in heads),
            ),
            rows=tuple(drawn),
        )
        return self

    def prose(self, name: str, measure: Measure, text: str, page: int, year: int | None = YEAR) -> Book:
        """A figure told in running text."""
        read = quantity(text)
        box = Box(50, 10 * len(self.statements), 500, 10 * len(self.statements) + 10)
        self.statements.append(
            Statement(
                indicator=name, measure=measure, year=year, value=read.value, text=text, unit=read.unit,
                kind="prose", source="narasi", page=page, bbox=box, where="Bab III", quantity=read,
                subject=self.subject(name).key,
            )
        )  # fmt: skip
        return self

    def paragraph(self, text: str, page: int) -> Book:
        self.paragraphs.append(Paragraph(text, page, Box(50, 700, 500, 720)))
        return self

    def ledger(self) -> Ledger:
        report = ReportInfo(
            file="laporan.pdf",
            sha256="",
            title="",
            agency="",
            region="",
            year=self.year,
            kind="lakip",
            pages=9,
        )
        return Ledger(
            report=report,
            statements=tuple(self.statements),
            subjects={s.key: s for s in self.subjects.values()},
            tables=self.tables,
            paragraphs=tuple(self.paragraphs),
            conventions=self.conventions,
        )


MEASURED: tuple[tuple[Measure, int | None], ...] = (
    ("target", YEAR),
    ("realisasi", YEAR),
    ("capaian", YEAR),
)


def measured(rows: Mapping[str, Iterable[str | Quantity]], page: int = 5, **conventions: Any) -> Book:
    """A measurement table: target, realisasi, capaian of the year."""
    return Book(**conventions).table("pengukuran", page, MEASURED, rows)
