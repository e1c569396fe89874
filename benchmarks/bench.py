"""Speed, memory and score over all reports at hand: ``make bench``.

Reads every PDF of ../shared (beside the project) or else of samples/, in one process:

- the whole audit against pdfplumber's ``extract_tables`` over the text pages of the same files, in the
  same run (the audits first: a peak of memory never falls, and theirs is wanted);
- the peak of resident memory after the audits;
- ../shared/score.py over the files that have gold.

``bench.py NAME ...`` takes only files whose path holds one of the names; ``--no-rival`` leaves
pdfplumber out.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from extractor import ExtractError, audit
from extractor.model import Audit
from extractor.output import json
from extractor.output.verdict import by_severity

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
OUT = Path(__file__).resolve().parent / "out"


@dataclass
class Timed:
    """One report: what became of it and how long it took, in seconds."""

    path: Path
    audit: Audit | None
    seconds: float
    problem: str = ""
    rival: float | None = None

    @property
    def text_pages(self) -> int:
        if self.audit is None:
            return 0
        return self.audit.report.pages - len(self.audit.report.scanned_pages)


def reports(names: list[str]) -> list[Path]:
    folders = [SHARED / "reports", SHARED / "real"] if SHARED.is_dir() else [ROOT / "samples"]
    found = sorted(path for folder in folders for path in folder.rglob("*.pdf"))
    return [path for path in found if not names or any(name in str(path) for name in names)]


def timed(path: Path) -> Timed:
    start = time.perf_counter()
    try:
        found = audit(path)
    except ExtractError as error:
        return Timed(path, None, time.perf_counter() - start, str(error))
    except Exception as error:  # a benchmark lists a crash and goes on
        return Timed(path, None, time.perf_counter() - start, f"CRASH {type(error).__name__}: {error}")
    return Timed(path, found, time.perf_counter() - start)


def rival(done: Timed) -> float:
    """Seconds that pdfplumber takes for the tables of the pages that the audit read as text."""
    import pdfplumber

    scanned = set(done.audit.report.scanned_pages) if done.audit else set()
    start = time.perf_counter()
    with pdfplumber.open(done.path) as pdf:
        for page in pdf.pages:
            if page.page_number not in scanned:
                page.extract_tables()
            page.close()
    return time.perf_counter() - start


def peak_megabytes() -> float | None:
    """The most resident memory of this process so far; None where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def line(done: Timed) -> str:
    if done.audit is None:
        return f"{done.path.name[:44]:44s} {done.seconds:7.2f} s  {done.problem}"
    counts = "/".join(str(len(found)) for found in by_severity(done.audit).values())
    text = (
        f"{done.path.name[:44]:44s} {done.seconds:7.2f} s {done.text_pages:4d} text pages "
        f"{done.text_pages / done.seconds:7.1f} p/s  {len(done.audit.statements):5d} figures  {counts:>9s}"
    )
    if done.rival is not None:
        text += f"  pdfplumber {done.rival:7.2f} s = {done.rival / done.seconds:5.1f} x"
    return text


def score(all_done: list[Timed]) -> None:
    """Runs ../shared/score.py over the audits that have gold beside their report, each folder by itself."""
    scorer = SHARED / "score.py"
    if not scorer.is_file():
        print("\nNo gold at hand: nothing to score.")
        return
    OUT.mkdir(exist_ok=True)
    for folder in (SHARED / "reports", SHARED / "real"):
        pairs: list[str] = []
        for done in all_done:
            gold = done.path.with_suffix(".gold.json")
            if done.audit is None or not done.text_pages or not gold.is_file():
                continue
            if folder in done.path.parents:
                written = OUT / f"{done.path.stem}.json"
                written.write_text(json.render(done.audit), encoding="utf-8")
                pairs += [str(written), str(gold)]
        if pairs:
            print(f"\nScore of {folder.name}, text pages, without scans", flush=True)
            subprocess.run([sys.executable, str(scorer), *pairs, "--text-pages"], check=False)


def main(args: list[str]) -> int:
    found = reports([arg for arg in args if not arg.startswith("--")])
    print(f"{len(found)} reports; errors/warnings/notes of each")
    audit(found[0]) if found else None  # imports and patterns are paid once, not by the first report
    all_done = []
    for path in found:
        all_done.append(timed(path))
        if "--no-rival" in args:
            print(line(all_done[-1]), flush=True)
    peak = peak_megabytes()
    if "--no-rival" not in args:
        for done in all_done:
            if done.audit is not None and done.text_pages:
                done.rival = rival(done)
            print(line(done), flush=True)
    seconds = sum(done.seconds for done in all_done)
    pages = sum(done.text_pages for done in all_done)
    print(f"\nAudit: {seconds:.1f} s, {pages} text pages, {pages / max(seconds, 1e-9):.1f} pages/s")
    raced = [done for done in all_done if done.rival is not None]
    if raced:
        mine, theirs = sum(d.seconds for d in raced), sum(d.rival or 0.0 for d in raced)
        print(f"pdfplumber.extract_tables, same pages: {theirs:.1f} s = {theirs / mine:.1f} x the audit")
    if peak is not None:
        print(f"Peak resident memory of the audits: {peak:.0f} MB")
    score(all_done)
    return 1 if any(done.problem.startswith("CRASH") for done in all_done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
