"""Other readers over the pages that an audit reads: what each is asked for, and on how many pages."""

from __future__ import annotations

import contextlib
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Rival:
    """A reader. ``read`` reads pages (numbers from 1) of a file; ``every`` nth page of a report is read, so
    that the slow ones end. ``seconds`` are of processor time."""

    name: str
    read: Callable[[Path, Sequence[int]], None]
    every: int = 1
    pages: int = field(default=0, init=False)
    seconds: float = field(default=0.0, init=False)

    def race(self, path: Path, pages: Sequence[int]) -> float:
        """Seconds for its share of the pages of one report, which are added up."""
        chosen = pages[:: self.every]
        start = time.process_time()
        self.read(path, chosen)
        taken = time.process_time() - start
        self.pages += len(chosen)
        self.seconds += taken
        return taken

    @property
    def rate(self) -> float:
        return self.pages / max(self.seconds, 1e-9)


def rivals() -> list[Rival]:
    return [
        Rival("pdfium, text of the page only", _pdfium),
        Rival("pdfplumber, `extract_tables`", _pdfplumber),
        Rival('camelot, `flavor="lattice", engine="vector"`', _camelot("vector"), every=5),
        Rival('camelot, `flavor="lattice"`', _camelot("combined"), every=20),
    ]


def _pdfium(path: Path, pages: Sequence[int]) -> None:
    import pypdfium2

    with contextlib.closing(pypdfium2.PdfDocument(path)) as pdf:
        for number in pages:
            page = pdf[number - 1]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()


def _pdfplumber(path: Path, pages: Sequence[int]) -> None:
    import pdfplumber

    with pdfplumber.open(path, pages=list(pages)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def _camelot(engine: str) -> Callable[[Path, Sequence[int]], None]:
    def read(path: Path, pages: Sequence[int]) -> None:
        from camelot.io import read_pdf

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pages without a table
            read_pdf(str(path), pages=",".join(map(str, pages)), flavor="lattice", engine=engine)

    return read
