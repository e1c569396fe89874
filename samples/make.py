"""Rebuilds the sample reports: ``python samples/make.py [name ...]``.

Needs LibreOffice Writer (soffice) and the Liberation and DejaVu fonts; see samples/README.md.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from builder.arithmetic import faults
from builder.fodt import Writer
from builder.markup import Scan, Source, Text, read
from builder.scan import scan

HERE = Path(__file__).resolve().parent
FILTER = (
    'pdf:writer_pdf_Export:{"UseLosslessCompression":{"type":"boolean","value":"true"},'
    '"ReduceImageResolution":{"type":"boolean","value":"false"},'
    '"UseTaggedPDF":{"type":"boolean","value":"false"},'
    '"ExportBookmarks":{"type":"boolean","value":"false"}}'
)
BUILT = "20250131080000"  # the date in the PDFs: a rebuild changes nothing but what was edited


def main(names: list[str]) -> int:
    """Builds the named samples, or all."""
    failed = False
    for path in sorted(HERE.rglob("*.txt")):
        if names and path.stem not in names:
            continue
        source = read(path)
        found = list(faults(source))
        for fault in found:
            print(f"{path.name}: {fault}", file=sys.stderr)
        failed = failed or bool(found)
        with tempfile.TemporaryDirectory() as folder:
            pdf = build(source, path.stem, Path(folder))
            target = path.with_suffix(".pdf")
            target.write_bytes(_undated(pdf.read_bytes()))
        print(f"{target.name}: {target.stat().st_size // 1024} kB")
    return 1 if failed else 0


def build(source: Source, name: str, folder: Path) -> Path:
    """The PDF of a description. Two passes: the daftar isi needs the pages of the first."""
    scans = []
    for number, block in enumerate(b for b in source.blocks if isinstance(b, Scan)):
        page = convert(Writer(source.facts).document(block.blocks), f"scan{number}", folder)
        scans.append(scan(page))
    first = convert(Writer(source.facts, scans).document(source.blocks), f"{name}-first", folder)
    headings = labels(first, source)
    return convert(Writer(source.facts, scans, headings).document(source.blocks), name, folder)


def convert(document: str, name: str, folder: Path) -> Path:
    """Exports a flat OpenDocument text with LibreOffice."""
    source = folder / f"{name}.fodt"
    source.write_text(document, encoding="utf-8")
    profile = (folder / "profile").as_uri()
    command = [
        os.environ.get("SOFFICE", "soffice"),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        FILTER,
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pdf = folder / f"{name}.pdf"
    if not pdf.exists():
        raise RuntimeError(f"soffice made no PDF of {source}")
    return pdf


def labels(pdf: Path, source: Source) -> dict[str, str]:
    """Heading to printed page number: roman before BAB I, arabic from it."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [squeeze(page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    headings = [b.text for b in source.blocks if isinstance(b, Text) and b.style in {"h1", "h2"}]
    numbers: dict[str, int] = {}
    at = next((i for i, text in enumerate(pages) if "DAFTARISI" in text), 0)
    start = 1
    for heading in headings:
        wanted = squeeze(heading)
        first = 0 if heading.isupper() and not wanted.startswith(("BAB", "LAMPIRAN")) else at + 1
        numbers[heading] = next(
            (i for i in range(max(first, start), len(pages)) if wanted in pages[i]), len(pages) - 1
        )
        start = numbers[heading]
    body = next((numbers[h] for h in headings if h.startswith("BAB I¦")), 0)
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]
    return {h: roman[n] if n < body else str(n - body + 1) for h, n in numbers.items()}


def squeeze(text: str) -> str:
    return re.sub(r"[\s¦]+", "", text)


def _undated(pdf: bytes) -> bytes:
    """The PDF with a fixed date and identity, of the same length."""
    pdf = re.sub(rb"(/CreationDate\(D:)\d{14}[^)]*", lambda m: m[1] + _fit(m[0][len(m[1]) :]), pdf)
    return re.sub(
        rb"/ID \[ <[0-9A-F]{32}>\s*<[0-9A-F]{32}> \]|/DocChecksum /[0-9A-F]{32}",
        lambda m: re.sub(rb"[0-9A-F]{32}", b"0" * 32, m[0]),
        pdf,
    )


def _fit(old: bytes) -> bytes:
    return (BUILT.encode() + old[14:])[: len(old)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
