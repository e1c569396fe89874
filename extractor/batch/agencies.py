"""The list of files with agency, region, year and kind: written for the auditor to correct, and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extractor.batch import transfer
from extractor.batch.text import say
from extractor.errors import OptionError, ReportError
from extractor.model import Language, Phrase
from extractor.output.tables import harmless
from extractor.output.text import plain

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_MOST = 100_000_000  # bytes of a list; 20,000 files take 3 million
_WORDINGS = {
    "file": ("file", "berkas", "nama berkas", "filename"),
    "agency": ("agency", "instansi", "opd", "perangkat daerah", "skpd"),
    "region": ("region", "daerah", "wilayah", "kabupaten/kota"),
    "year": ("year", "tahun"),
    "kind": ("kind", "jenis", "dokumen"),
    "report": ("report", "laporan", "bagian dari"),
}
_COLUMNS = tuple(_WORDINGS)


@dataclass(frozen=True, slots=True)
class Line:
    """What the auditor says of a file; None and '' leave it to the file. Files with one ``report`` are parts
    of one report, in the order of the list."""

    file: str
    agency: str = ""
    region: str = ""
    year: int | None = None
    kind: str = ""
    report: str = ""


class Corrections:
    """The lines of a list, by file: its whole name, or its last part where that is unambiguous."""

    def __init__(self, lines: Sequence[Line] = ()) -> None:
        self.lines = tuple(lines)
        self._exact = {_key(line.file): line for line in lines}
        self._last: dict[str, Line | None] = {}
        for line in lines:
            last = PurePosixPath(_key(line.file)).name
            self._last[last] = None if last in self._last else line

    def of(self, name: str) -> Line:
        """What is said of a file; an empty line if nothing is."""
        key = _key(name)
        found = self._exact.get(key)
        if found is None and (alone := self._last.get(PurePosixPath(key).name)) is not None:
            found = alone if _key(alone.file).count("/") == 0 or key.endswith(_key(alone.file)) else None
        return found or Line(name)


def read_list(place: Path | str) -> Corrections:
    """A CSV at a path or URL with a header line; comma or semicolon, as Excel saves it. Raises OptionError
    with the line's number for what cannot be meant."""
    path = place if isinstance(place, Path) else Path(place.rpartition("/")[2])
    try:
        text = _decoded(place.read_bytes() if isinstance(place, Path) else transfer.read(place, _MOST))
    except ReportError as error:
        raise OptionError(error.reason) from error
    except OSError as error:
        raise OptionError(Phrase(f"{path} tidak dapat dibaca", f"{path} cannot be read")) from error
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    if not rows:
        return Corrections()
    columns = [_column(cell) for cell in rows[0]]
    if "file" not in columns:
        raise OptionError(
            Phrase(f"{path.name}: tidak ada kolom 'file'", f"{path.name}: there is no column 'file'")
        )
    return Corrections(
        [
            _line({c: cell.strip() for c, cell in zip(columns, row, strict=False) if c}, path.name, number)
            for number, row in enumerate(rows[1:], start=2)
            if any(cell.strip() for cell in row)
        ]
    )


def written_list(lines: Iterable[Line], lang: Language) -> str:
    """The list as CSV for Excel as it is set up in Indonesia: semicolons, nothing runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(f"list.{column}", lang) for column in _COLUMNS])
    for line in lines:
        cells = (line.file, line.agency, line.region, line.year or "", line.kind, line.report)
        writer.writerow([harmless(plain(str(cell))) for cell in cells])
    return "\ufeff" + out.getvalue()


def _line(cells: dict[str, str], name: str, number: int) -> Line:
    year = cells.get("year", "")
    if year and not (year.isascii() and year.isdigit() and _FIRST_YEAR <= int(year[:6]) <= _LAST_YEAR):
        raise OptionError(
            Phrase(
                f"{name} baris {number}: tahun '{year}' tidak dapat dipakai",
                f"{name} line {number}: year '{year}' cannot be used",
            )
        )
    # Excel keeps the apostrophe that stopped a name from running as a formula.
    texts = {key: value.removeprefix("'") for key, value in cells.items()}
    return Line(
        file=texts.get("file", ""),
        agency=texts.get("agency", ""),
        region=texts.get("region", ""),
        year=int(year) if year else None,
        kind=texts.get("kind", "").casefold(),
        report=texts.get("report", ""),
    )


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # Excel's plain 'CSV'


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(";,\t", key=head.count)


def _column(header: str) -> str:
    words = " ".join(header.casefold().split())
    return next((name for name, wordings in _WORDINGS.items() if words in wordings), "")


def _key(name: str) -> str:
    return name.replace("\\", "/").strip().casefold()
