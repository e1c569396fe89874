"""Small submissions made of the project's own samples."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from extractor.batch.options import Options
from extractor.batch.progress import Display
from extractor.batch.run import Summary, run_batch
from extractor.batch.store import Store


def small(source: Path, target: Path, pages: slice, note: str = "") -> Path:
    """Some pages of a sample as a PDF of its own; ``note`` makes its bytes another's."""
    with pikepdf.open(source) as pdf, pikepdf.new() as new:
        new.pages.extend(list(pdf.pages)[pages])
        new.docinfo["/Subject"] = note
        target.parent.mkdir(parents=True, exist_ok=True)
        new.save(target, deterministic_id=True)
    return target


@pytest.fixture
def page_of_naker(samples: Path, tmp_path: Path) -> Path:
    """The first pages of a sample, in a file called 'naker.pdf' in a folder 'in'."""
    return small(samples / "naker.pdf", tmp_path / "in" / "naker.pdf", slice(0, 6))


class Batch:
    """A batch that can be run again and again into one folder."""

    def __init__(self, given: Path, output: Path) -> None:
        self.given, self.output = given, output
        self.log = ""

    def run(self, **options: object) -> Summary:
        stream = io.StringIO()
        known: dict[str, object] = {"formats": ("json",), "jobs": 2, **options}
        given = known.pop("given", (str(self.given),))
        asked = Options(given=given, output=self.output, **known)  # type: ignore[arg-type]
        try:
            return run_batch(asked, Display(stream, "id", live=False))
        finally:
            self.log = stream.getvalue()

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with Store.open(self.output / "extract.sqlite", create=False) as store:
            return store.sql.execute(sql).fetchall()


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    (tmp_path / "in").mkdir(exist_ok=True)
    return Batch(tmp_path / "in", tmp_path / "out")
