"""Speed, memory and score over all reports at hand: ``make bench``.

Reads every PDF of ../shared (beside the project) or else of samples/, in one process:

- the whole audit, scanned pages left out, against other readers over the text pages of the same files, in
  the same run: each report by one after the other, because a machine is not equally fast all the time. Time
  is the processor's, which other work on the machine changes less than the clock's;
- the peak of resident memory after the audits alone (which come first: a peak never falls);
- ../shared/score.py over the files that have gold.

``bench.py NAME ...`` takes only files whose path holds one of the names; ``--no-rival`` leaves the other
readers out; ``--write`` puts the result into docs/benchmarks.md.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rivals import Rival, rivals

from extractor import ExtractError, audit
from extractor.model import Audit
from extractor.output import json
from extractor.output.verdict import by_severity

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
OUT = Path(__file__).resolve().parent / "out"
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"
PLUMBER = "pdfplumber"  # the rival that a report's line tells of


@dataclass
class Timed:
    """One report: what became of it and how long it took, in seconds of processor time."""

    path: Path
    audit: Audit | None
    seconds: float
    problem: str = ""
    rival: float | None = None

    @property
    def numbers(self) -> list[int]:
        """The text pages."""
        if self.audit is None:
            return []
        scanned = set(self.audit.report.scanned_pages)
        return [n for n in range(1, self.audit.report.pages + 1) if n not in scanned]

    @property
    def text_pages(self) -> int:
        return len(self.numbers)


def reports(names: list[str]) -> list[Path]:
    folders = [SHARED / "reports", SHARED / "real"] if SHARED.is_dir() else [ROOT / "samples"]
    found = sorted(path for folder in folders for path in folder.rglob("*.pdf"))
    return [path for path in found if not names or any(name in str(path) for name in names)]


def timed(path: Path) -> Timed:
    start = time.process_time()
    found, problem = None, ""
    try:
        found = audit(path, ocr="off")
    except ExtractError as error:
        problem = str(error)
    except Exception as error:  # a benchmark lists a crash and goes on
        problem = f"CRASH {type(error).__name__}: {error}"
    return Timed(path, found, time.process_time() - start, problem)


def load() -> float | None:
    """How many processes waited for each core on average over the last five minutes; None on Windows."""
    return os.getloadavg()[1] / (os.cpu_count() or 1) if hasattr(os, "getloadavg") else None


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


def table(raced: list[Timed], others: list[Rival], waiting: float | None) -> str:
    """The result as Markdown."""
    seconds, pages = sum(d.seconds for d in raced), sum(d.text_pages for d in raced)
    ours = pages / max(seconds, 1e-9)
    used = ", ".join(f"{name} {version(name)}" for name in ("pdfplumber", "camelot-py", "pypdfium2"))
    state = "" if waiting is None else f" {waiting:.1f} processes for each core over five minutes before"
    if waiting is not None:
        state += ": a loaded machine, on which all are slower." if waiting > 0.5 else ": a quiet machine."
    lines = [
        f"{len(raced)} reports, {pages} text pages. Python {platform.python_version()}, {used}.{state}",
        "",
        "| | pages | s | pages/s | s per page against the audit's |",
        "|---|--:|--:|--:|--:|",
        f"| extract, the whole audit (`--ocr off`) | {pages} | {seconds:.1f} | {ours:.1f} | 1 |",
    ]
    for rival in others:
        lines.append(
            f"| {rival.name} | {rival.pages} | {rival.seconds:.1f} | {rival.rate:.1f} | "
            f"{ours / rival.rate:.2f} |"
        )
    return "\n".join(lines)


def write(result: str) -> None:
    """Puts the result between the marks of docs/benchmarks.md."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{result}\n\n{END}{after}", encoding="utf-8")


def main(args: list[str]) -> int:
    found = reports([arg for arg in args if not arg.startswith("--")])
    waiting = load()
    print(f"{len(found)} reports; errors/warnings/notes of each; seconds of processor time")
    others = [] if "--no-rival" in args else rivals()
    for path in found[:1]:  # imports and patterns are paid once, not by the first report
        audit(path, ocr="off")
        for rival in others:
            rival.read(path, [1])
    all_done = []
    for path in found:
        all_done.append(timed(path))
        if not others:
            print(line(all_done[-1]), flush=True)
    peak = peak_megabytes()
    raced = [done for done in all_done if done.text_pages]
    if others:
        for done in raced:
            done.seconds = timed(done.path).seconds
            for rival in others:
                seconds = rival.race(done.path, done.numbers)
                if rival.name.startswith(PLUMBER):
                    done.rival = seconds
        for done in all_done:
            print(line(done), flush=True)
    result = table(raced, others, waiting)
    print(f"\n{result}")
    if "--write" in args:
        write(result)
    if peak is not None:
        print(f"\nPeak resident memory of the audits: {peak:.0f} MB")
    score(all_done)
    return 1 if any(done.problem.startswith("CRASH") for done in all_done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
