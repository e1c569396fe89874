"""Our lattice against pdfplumber's table finder, fed with the same rulings.

    python benchmarks/table_finder.py REPORT.pdf ...

Prints for each report how many cells both find (same box within 3 points), and the seconds that each needs
for the geometry alone.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, cast

from pdfplumber.table import TableFinder

from extractor.reading import Page, open_report
from extractor.tables.lattice import find_lattices


class _Rulings:
    """What pdfplumber's table finder asks of a page."""

    def __init__(self, page: Page) -> None:
        self.bbox = (0.0, 0.0, page.width, page.height)
        self.edges = [
            {
                "x0": r.x0, "x1": r.x1, "top": r.top, "bottom": r.bottom,
                "width": r.x1 - r.x0, "height": r.bottom - r.top,
                "orientation": "h" if r.horizontal else "v", "object_type": "line",
            }
            for r in page.rulings
        ]  # fmt: skip
        self.chars: list[dict[str, object]] = []


def _rounded(box: tuple[float, float, float, float]) -> tuple[int, ...]:
    return tuple(round(v / 3) for v in box)


def main(files: list[str]) -> None:
    for name in files:
        ours: set[tuple[int, ...]] = set()
        theirs: set[tuple[int, ...]] = set()
        seconds = [0.0, 0.0]
        with open_report(name) as report:
            for page in report.pages():
                start = time.perf_counter()
                lattices = find_lattices(page.rulings)
                seconds[0] += time.perf_counter() - start
                ours |= {
                    (page.number, *_rounded(lattice.box(r)))
                    for lattice in lattices
                    for r in lattice.regions()
                }
                start = time.perf_counter()
                tables = TableFinder(cast(Any, _Rulings(page))).tables if page.rulings else []
                seconds[1] += time.perf_counter() - start
                theirs |= {(page.number, *_rounded(cell)) for table in tables for cell in table.cells}
        near = sum(
            any((c[0], *(v + d for v, d in zip(c[1:], shift, strict=True))) in ours for shift in _SHIFTS)
            for c in theirs
        )
        share = near / len(theirs) if theirs else 1.0
        print(
            f"{Path(name).name:45s} cells ours {len(ours):5d} theirs {len(theirs):5d} "
            f"of theirs found {share:6.1%}  seconds {seconds[0]:.2f} against {seconds[1]:.2f}"
        )


_SHIFTS = [(a, b, c, d) for a in (-1, 0, 1) for b in (-1, 0, 1) for c in (-1, 0, 1) for d in (-1, 0, 1)]

if __name__ == "__main__":
    main(sys.argv[1:])
