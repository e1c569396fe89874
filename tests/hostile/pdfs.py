"""PDFs made for the tests of broken and hostile files: small, whole ones, and ones that are out to harm."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
MB = 1 << 20

Row = tuple[str, str, str, str]

HEADER: Row = ("Indikator Kinerja", "Target 2024", "Realisasi 2024", "Capaian 2024")
ROWS: tuple[Row, ...] = (
    ("Persentase pencari kerja yang ditempatkan", "75,52%", "74,05%", "98,05%"),
    ("Persentase perusahaan yang patuh", "80,00%", "60,00%", "85,00%"),
    ("Jumlah peserta pelatihan", "1.250 Orang", "1.257 Orang", "100,56%"),
)


@dataclass
class Made:
    """The objects of a PDF, numbered from 1, and what stands in its trailer."""

    objects: list[bytes]
    version: bytes = b"1.4"
    trailer: bytes = b""
    offsets: list[int] = field(default_factory=list)

    def add(self, body: bytes) -> int:
        """Another object; returns its number."""
        self.objects.append(body)
        return len(self.objects)

    def data(self) -> bytes:
        out = b"%PDF-" + self.version + b"\n"
        self.offsets = []
        for number, body in enumerate(self.objects, start=1):
            self.offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start, size = len(out), len(self.objects) + 1
        out += b"xref\n0 %d\n0000000000 65535 f \n" % size
        out += b"".join(b"%010d 00000 n \n" % offset for offset in self.offsets)
        out += b"trailer << /Size %d /Root 1 0 R %s >>\n" % (size, self.trailer)
        return out + b"startxref\n%d\n%%%%EOF" % start


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + entries)


def document(
    contents: Sequence[bytes], *, resources: bytes = b"", box: bytes = b"0 0 600 800", font: bytes = HELVETICA
) -> Made:
    """A document with a page for each content (a whole stream object). Objects: 1 catalog, 2 pages, 3 font
    ``/F1``, then page and content in turn."""
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(count))
    made = Made(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            font,
        ]
    )
    for index, content in enumerate(contents):
        made.add(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R /Resources "
            b"<< /Font << /F1 3 0 R >> %s >> >>" % (box, 5 + 2 * index, resources)
        )
        made.add(content)
    return made


def table(rows: Sequence[Sequence[str]] = (HEADER, *ROWS), *, top: float = 700.0) -> bytes:
    """What draws a ruled table of indicators, with a caption and a sentence."""
    xs = [40.0, 300.0, 380.0, 460.0, 560.0]
    height = 20.0
    out = [text(40, top + 30, "Tabel 3.1 Pengukuran Kinerja Tahun 2024")]
    for index in range(len(rows) + 1):
        y = top + 12 - index * height
        out.append(b"%g %g m %g %g l S" % (xs[0], y, xs[-1], y))
    bottom = top + 12 - len(rows) * height
    out.extend(b"%g %g m %g %g l S" % (x, top + 12, x, bottom) for x in xs)
    for index, row in enumerate(rows):
        out.extend(text(x + 3, top - index * height, cell) for x, cell in zip(xs, row, strict=False) if cell)
    out.append(text(40, bottom - 30, "Capaian pencari kerja yang ditempatkan Tahun 2024 sebesar 98,05%."))
    return b"\n".join(out)


def text(x: float, y: float, text: str) -> bytes:
    plain = text.encode("latin-1", errors="replace").replace(b"\\", b"\\\\")
    plain = plain.replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 9 Tf %g %g Td (%s) Tj ET" % (x, y, plain)


def report(pages: int = 1) -> Made:
    """A small report: a table of indicators on each page, in packed streams."""
    return document([packed(table())] * pages)


# ----------------------------------------------------------------------------------------- out to harm


@cache
def deflated(size: int, unit: bytes = b" ", *, times: int = 1, first: bytes = b"") -> bytes:
    """``first`` and ``size`` bytes packed once or several times, made without holding them: packed data that
    was flushed may be repeated."""
    chunk = (unit * (MB // len(unit) + 1))[:MB]
    packer = zlib.compressobj(9)
    head = packer.compress(first) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    check = zlib.adler32(first)
    for _ in range(size // MB):
        check = zlib.adler32(chunk, check)
    data = head + block * (size // MB) + b"\x03\x00" + check.to_bytes(4, "big")
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def bomb(size: int = 1024 * MB, *, place: str = "content") -> bytes:
    """A file of some two kilobytes that unpacks to ``size``: as what is drawn on a page, as the font's table
    of characters, or as the objects of the file itself."""
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    harm = stream(deflated(size, times=3), filters)
    if place == "content":
        return document([harm]).data()
    if place == "font":
        font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
        made = document([stream(table())], font=font)
        made.add(harm)
        return made.data()
    return _bomb_of_objects(size, filters)


@cache
def _bomb_of_objects(size: int, filters: bytes) -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>",
    ]
    index, body = b"", b""
    for number, each in enumerate(objects, start=1):
        index += b"%d %d " % (number, len(body))
        body += each + b" "
    data = deflated(size, times=3, first=index + body)
    out = b"%PDF-1.5\n"
    first = len(out)
    entries = b"/Type /ObjStm /N 3 /First %d " % len(index) + filters
    out += b"4 0 obj\n" + stream(data, entries) + b"\nendobj\n"
    start = len(out)
    places = [(0, 0, 0), *((2, 4, i) for i in range(3)), (1, first, 0), (1, start, 0)]
    rows = b"".join(bytes([kind]) + at.to_bytes(4, "big") + bytes([more]) for kind, at, more in places)
    out += b"5 0 obj\n" + stream(rows, b"/Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R") + b"\nendobj\n"
    return out + b"startxref\n%d\n%%%%EOF" % start


def forms(depth: int, times: int, *, loop: bool = False) -> bytes:
    """A page whose form draws a form that draws a form ..., each ``times`` times; the last draws text, or
    the first one again."""
    made = document([stream(b"/X0 Do")], resources=b"/XObject << /X0 6 0 R >>")
    for level in range(depth):
        last = level == depth - 1
        inner = 6 if last and loop else 7 + level
        names = b"" if last and not loop else b"/XObject << /X%d %d 0 R >>" % (level + 1, inner)
        content = table() if last and not loop else b"/X%d Do " % (level + 1) * times
        made.add(
            stream(
                content,
                b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> "
                + names
                + b" >>",
            )
        )
    return made.data()


def picture(width: int, height: int) -> bytes:
    """A page that is one picture of a size that it has not."""
    made = document([stream(b"q 590 0 0 790 0 0 cm /X0 Do Q")], resources=b"/XObject << /X0 6 0 R >>")
    entries = (
        b"/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8 /Width %d /Height %d"
    )
    made.add(packed(b"\0" * 3000, entries % (width, height)))
    return made.data()


def page_tree(kids: bytes, count: int) -> bytes:
    """A document whose list of pages is as given; object 4 is a page, object 2 the list itself."""
    made = report()
    made.objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return made.data()
