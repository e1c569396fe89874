"""`extract tables --raw` against camelot on tables of every kind, by cell adjacency as at ICDAR 2013.

    python benchmarks/raw_tables.py [--seed N] [--out FOLDER] [NAME ...]

Makes one PDF for each kind of table (ruled, half ruled, without rules; reportlab, `pip install -e .[dev]`),
whose cells are known, and prints precision, recall and F1 of the pairs of neighbouring cells: each cell
that is not blank with the next such cell to its right and below it, texts without white space. Another seed
gives other figures, widths and spaces. `prose` holds no table: there every pair found is wrong.
"""

from __future__ import annotations

import argparse
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from made_tables import KINDS, Rows, make

from extractor.pipeline import raw_tables

Pairs = Counter[tuple[str, str, str]]


def pairs(tables: Iterable[Rows]) -> Pairs:
    """The neighbouring cells of tables given as rows of texts."""
    found: Pairs = Counter()
    for rows in tables:
        squeezed = [["".join(text.split()) for text in row] for row in rows]
        for r, row in enumerate(squeezed):
            for c, text in enumerate(row):
                if not text:
                    continue
                right = next((t for t in row[c + 1 :] if t), "")
                below = next((other[c] for other in squeezed[r + 1 :] if c < len(other) and other[c]), "")
                if right:
                    found["right", text, right] += 1
                if below:
                    found["below", text, below] += 1
    return found


def ours(path: Path) -> list[Rows]:
    return [
        [
            [cell.text if cell and (cell.row, cell.col) == (r, c) else "" for c, cell in enumerate(row)]
            for r, row in enumerate(grid.rows)
        ]
        for grid in raw_tables(path)
    ]


def camelot(path: Path, flavor: str) -> list[Rows]:
    import camelot.io

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = camelot.io.read_pdf(str(path), pages="1", flavor=flavor, suppress_stdout=True)
        except Exception:  # it raises on pages without tables in some modes
            return []
    return [table.df.values.tolist() for table in found]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("names", nargs="*")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--out", type=Path)
    options.add_argument("--ours", action="store_true", help="leave camelot out")
    chosen = options.parse_args()
    readers: dict[str, Callable[[Path], list[Rows]]] = {"extract": ours}
    if not chosen.ours:
        for flavor in ("lattice", "hybrid", "network"):
            readers[flavor] = lambda path, flavor=flavor: camelot(path, flavor)  # type: ignore[misc]
    print(f"{'F1 by kind of table':22s}" + "".join(f"{name:>10s}" for name in readers))
    right, found, wanted = Counter[str](), Counter[str](), 0
    sums: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        out = chosen.out or Path(folder)
        out.mkdir(exist_ok=True)
        kinds = [kind for kind in KINDS if not chosen.names or kind.__name__ in chosen.names]
        for kind in kinds:
            path = out / f"{kind.__name__}.pdf"
            gold = pairs(make(kind, path, chosen.seed))
            wanted += gold.total()
            line = f"{kind.__name__:22s}"
            for name, read in readers.items():
                got = pairs(read(path))
                hits = (gold & got).total()
                right[name] += hits
                found[name] += got.total()
                both = gold.total() + got.total()
                score = 2 * hits / both if both else 1.0
                sums[name] += score  # type: ignore[assignment]
                line += f"{score:10.3f}"
            print(line)
        print(f"{'mean F1':22s}" + "".join(f"{sums[name] / len(kinds):10.3f}" for name in readers))
        for label, total in (("precision, all pairs", found), ("recall, all pairs", None)):
            print(
                f"{label:22s}"
                + "".join(f"{right[n] / max(1, total[n] if total else wanted):10.3f}" for n in readers)
            )


if __name__ == "__main__":
    main()
