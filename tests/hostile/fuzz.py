"""Breaks PDFs by chance and audits them: ``make fuzz N=20000``.

Every case must end in an audit, in an audit that lists what was unread, or in a refusal with one line. A case
that ends in an error inside the program, or that passes the limits of time or memory by more than the watch's
grain, is kept in the folder ``out`` beside this file and makes the run fail. ``fuzz.py N [FIRST-SEED]``.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT)]

import pdfs  # noqa: E402
import pikepdf  # noqa: E402
from mutations import mutate  # noqa: E402

from extractor import isolated  # noqa: E402
from extractor.errors import ReportError  # noqa: E402
from extractor.guard import Child  # noqa: E402
from extractor.limits import MB, Limits  # noqa: E402
from extractor.opening import Opening  # noqa: E402

OUT = Path(__file__).resolve().parent / "out"
LIMITS = Limits(unpacked=8, page_time=5, time=12, memory=400)
GRAIN = 1.5  # seconds over the limit that a case may take: the child's end and start
OUTCOMES = ("findings", "read", "partly unread", "nothing read", "refused", "killed", "error")


def bases() -> list[bytes]:
    """Whole files to break: made ones, and pages of samples, in the forms that writers of PDF use."""
    made = [pdfs.report(pages).data() for pages in (1, 2)]
    own = [_page(io.BytesIO(made[0]), 0, object_stream_mode=pikepdf.ObjectStreamMode.generate)]
    samples = [
        _page(ROOT / "samples" / "naker.pdf", 9),
        _page(
            ROOT / "samples" / "kesehatan.pdf",
            8,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        ),
    ]
    return [*made, *own, *samples]


def _page(source: Path | io.BytesIO, index: int, **form: Any) -> bytes:
    """One page of a PDF, written in a form."""
    with pikepdf.open(source) as pdf:
        del pdf.pages[index + 1 :]
        del pdf.pages[:index]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, **form)
        return out.getvalue()


def outcome(path: Path, child: Child) -> tuple[str, str]:
    """What becomes of a file, and the words for it."""
    try:
        audit = isolated.audit(path, child=child, opening=Opening(LIMITS))
    except ReportError as error:
        if "inside the program" in error.reason.en:
            return "error", error.reason.en
        killed = any(words in error.reason.en for words in ("time limit", "memory limit", "reader died"))
        return ("killed" if killed else "refused"), error.reason.en
    reasons = "; ".join(str(item.reason.en) for item in audit.coverage.unread)
    if not audit.statements:
        return "nothing read", reasons
    if audit.coverage.unread:
        return "partly unread", reasons
    return ("findings" if audit.findings else "read"), ""


@dataclass
class Tally:
    """What became of the cases of one kind of mutation."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    memory: int = 0


def main(count: int, first: int) -> int:
    files = bases()
    tallies: dict[str, Tally] = defaultdict(Tally)
    failures = 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Child() as child, contextlib.suppress(KeyboardInterrupt):
        path = Path(folder) / "case.pdf"
        for seed in range(first, first + count):
            kind, data = mutate(seed, files)
            path.write_bytes(data)
            child.peak = 0
            start = time.monotonic()
            try:
                became, words = outcome(path, child)
            except Exception as error:  # what must never happen
                became, words = "error", repr(error)
            seconds = time.monotonic() - start
            tally = tallies[kind]
            tally.outcomes[became] += 1
            tally.slowest = max(tally.slowest, seconds)
            tally.memory = max(tally.memory, child.peak)
            failed = became == "error" or seconds > LIMITS.time + GRAIN
            failures += failed
            if failed or became == "killed":
                OUT.mkdir(exist_ok=True)
                (OUT / f"{seed}-{kind}.pdf").write_bytes(data)
                print(f"seed {seed} {kind}: {became} after {seconds:.1f} s: {words[:200]}", flush=True)
    show(tallies, time.monotonic() - began, failures)
    return 1 if failures else 0


def show(tallies: dict[str, Tally], seconds: float, failures: int) -> None:
    """The table of mutations by outcomes."""
    print(f"{'kind of mutation':24}" + "".join(f"{name:>15}" for name in OUTCOMES) + "  slowest  most memory")
    for kind, tally in sorted(tallies.items()):
        row = "".join(f"{tally.outcomes[name]:15}" for name in OUTCOMES)
        print(f"{kind:24}{row}  {tally.slowest:5.1f} s  {tally.memory // MB:8} MB")
    total = sum((tally.outcomes for tally in tallies.values()), Counter[str]())
    print(f"{'all':24}" + "".join(f"{total[name]:15}" for name in OUTCOMES))
    cases = total.total()
    print(f"{cases} cases in {seconds:.0f} s, {cases / seconds:.0f} a second; {failures} failures")


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in (*sys.argv[1:3], *("1000", "0")[len(sys.argv) - 1 :]))))
