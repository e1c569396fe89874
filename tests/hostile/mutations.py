"""Ways to break a PDF. Each takes a source of chance and a whole file, and gives a broken one."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import pdfs

Mutation = Callable[[Random, bytes], bytes]

MUTATIONS: dict[str, Mutation] = {}

_NUMBER = re.compile(rb"(?<![\w.#-])-?\d+(?:\.\d+)?(?![\w.])")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
_LENGTH = re.compile(rb"/Length \d+")
_EXTREMES = (
    *(b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"2147483648", b"-2147483648", b"4294967296"),
    *(b"99999999999999999999", b"0.0000000001", b"1e30", b"3.4e38", b"-3.4e38", b"nan", b"null", b"true"),
)
_OPERATORS = (
    *(b"q", b"Q", b"BT", b"ET", b"Tj", b"TJ", b"T*", b"Td", b"Tm", b"cm", b"re", b"f", b"S", b"n", b"W"),
    *(b"Do", b"gs", b"BI", b"ID", b"EI", b"m", b"l", b"c", b"h", b"Tf", b"sh", b"d0", b"d1", b"'", b'"'),
    *(b"[", b"]", b"<<", b">>", b"(", b")", b"<", b">", b"/X0", b"BMC", b"BDC", b"EMC", b"/F1 0 Tf"),
)


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__] = function
    return function


def mutate(seed: int, bases: list[bytes], kind: str | None = None) -> tuple[str, bytes]:
    """The case of a seed: the kind of mutation, and the file."""
    chance = Random(seed)
    name = kind or chance.choice(sorted(MUTATIONS))
    return name, MUTATIONS[name](chance, chance.choice(bases))


def _replace_some(chance: Random, data: bytes, pattern: re.Pattern[bytes], new: Callable[[], bytes]) -> bytes:
    """The data with one to five of a pattern's places filled anew."""
    places = [found.span() for found in pattern.finditer(data)]
    if not places:
        return data
    for start, end in sorted(chance.sample(places, min(len(places), chance.randint(1, 5))), reverse=True):
        data = data[:start] + new() + data[end:]
    return data


# ------------------------------------------------------------------------------------ bytes lost or turned


@mutation
def truncated(chance: Random, data: bytes) -> bytes:
    return data[: chance.randrange(9, len(data))]


@mutation
def bits_flipped(chance: Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 50, 300))):
        out[chance.randrange(9, len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


@mutation
def bytes_overwritten(chance: Random, data: bytes) -> bytes:
    start = chance.randrange(9, len(data))
    length = chance.choice((1, 10, 100, 1000))
    return data[:start] + chance.randbytes(length) + data[start + length :]


@mutation
def piece_removed(chance: Random, data: bytes) -> bytes:
    start = chance.randrange(9, len(data))
    return data[:start] + data[start + chance.choice((1, 10, 100, 1000, 5000)) :]


@mutation
def piece_repeated(chance: Random, data: bytes) -> bytes:
    start = chance.randrange(9, len(data))
    end = start + chance.choice((10, 100, 1000))
    return data[:end] + data[start:end] * chance.choice((1, 3, 50)) + data[end:]


@mutation
def two_files_in_one(chance: Random, data: bytes) -> bytes:
    other = pdfs.report(2).data()
    return data[: chance.randrange(9, len(data))] + other[chance.randrange(len(other)) :]


# ------------------------------------------------------------------------------------- the file's own words


@mutation
def references_changed(chance: Random, data: bytes) -> bytes:
    most = data.count(b" 0 obj") + 2
    return _replace_some(chance, data, _REFERENCE, lambda: b"%d 0 R" % chance.randrange(most))


@mutation
def numbers_changed(chance: Random, data: bytes) -> bytes:
    return _replace_some(chance, data, _NUMBER, lambda: chance.choice(_EXTREMES))


@mutation
def lengths_wrong(chance: Random, data: bytes) -> bytes:
    return _replace_some(
        chance, data, _LENGTH, lambda: b"/Length " + chance.choice((b"3", b"7 0 R", *_EXTREMES))
    )


@mutation
def names_changed(chance: Random, data: bytes) -> bytes:
    names = sorted(set(_NAME.findall(data)))
    return _replace_some(chance, data, _NAME, lambda: chance.choice(names)) if names else data


@mutation
def xref_broken(chance: Random, data: bytes) -> bytes:
    start = data.rfind(b"xref\n0 ")
    if start < 0:
        return _replace_some(chance, data, re.compile(rb"startxref\s+\d+"), lambda: b"startxref\n7")
    choice = chance.randrange(4)
    if choice == 0:
        return data[:start] + data[data.rfind(b"trailer") :]
    if choice == 1:
        return data[: data.rfind(b"startxref")] + b"startxref\n%d\n%%%%EOF" % chance.randrange(2**33)
    if choice == 2:
        return data.replace(b"trailer <<", b"trailer << /Prev %d" % start)
    table = data[start:]
    return data[:start] + re.sub(rb"\d{10}", lambda _: b"%010d" % chance.randrange(len(data)), table)


@mutation
def trailer_broken(chance: Random, data: bytes) -> bytes:
    locked = b"/Encrypt << /Filter /Standard /V %d /R %d /O (x) /U (y) /P -1 >> /ID [(a)(b)]"
    entries = (b"/Root 2 0 R", b"/Root null", b"/Size 1", b"/Size 99999999", locked % (1, 2), locked % (5, 6))
    return data.replace(b"trailer <<", b"trailer << " + chance.choice(entries) + b" ")


@mutation
def filters_changed(chance: Random, data: bytes) -> bytes:
    known = (b"FlateDecode", b"LZWDecode", b"ASCII85Decode", b"ASCIIHexDecode", b"RunLengthDecode")
    names = [b"/" + chance.choice((*known, b"DCTDecode", b"JBIG2Decode", b"Crypt", b"No")) for _ in range(4)]
    some = b"/Filter [" + b" ".join(names[: chance.randint(1, 4)]) + b"]"
    return _replace_some(chance, data, re.compile(rb"/Filter ?/\w+"), lambda: some)


# ------------------------------------------------------------------------------------- made to harm


@mutation
def page_tree_looped(chance: Random, data: bytes) -> bytes:
    kids = b" ".join(b"%d 0 R" % chance.randint(1, 6) for _ in range(chance.choice((1, 2, 5, 200))))
    return pdfs.page_tree(kids, chance.choice((0, 1, 3, 200, 10**9, -1)))


@mutation
def boxes_absurd(chance: Random, data: bytes) -> bytes:
    box = b" ".join(chance.choice(_EXTREMES) for _ in range(4))
    rest = b"/Rotate " + chance.choice((b"45", b"90", b"-270", b"1e9", b"/No"))
    return re.sub(rb"/MediaBox ?\[[^\]]*\]", lambda _: b"/MediaBox [%s] %s" % (box, rest), data)


@mutation
def matrices_absurd(chance: Random, data: bytes) -> bytes:
    def number() -> bytes:
        return chance.choice((b"1", b"0", b"-1", b"1e-9", b"1e9", b"3e38", b"0.7", b"12"))

    parts = []
    for _ in range(chance.choice((1, 5, 50))):
        matrix = b" ".join(number() for _ in range(6))
        parts.append(b"q %s cm %s Q" % (matrix, pdfs.table()))
        parts.append(
            b"BT /F1 %s Tf %s Tm %s Tc %s Tz (98,05%%) Tj ET" % (number(), matrix, number(), number())
        )
    return pdfs.document([pdfs.packed(b"\n".join(parts))]).data()


@mutation
def fonts_absurd(chance: Random, data: bytes) -> bytes:
    pairs = {
        b"/FirstChar": (b"-1", b"0", b"300", b"2147483647"),
        b"/LastChar": (b"-5", b"255", b"2147483647"),
        b"/Widths": (b"[]", b"[1e30]", b"[" + b"0 " * 300 + b"]", b"null", b"3 0 R"),
        b"/Encoding": (b"/No", b"<< /Differences [0 /a /b 99999 /c] >>", b"3 0 R", b"/Identity-H"),
        b"/ToUnicode": (b"5 0 R", b"3 0 R", b"6 0 R"),
        b"/FontMatrix": (b"[0 0 0 0 0 0]", b"[1e30 0 0 1e30 0 0]", b"[-1 0 0 -1 9 9]"),
        b"/FontBBox": (b"[0 0 0 0]", b"[-1e30 -1e30 1e30 1e30]"),
        b"/FontDescriptor": (
            b"<< /Ascent 1e9 /Descent -1e9 /Flags 4 >>",
            b"<< /FontFile2 6 0 R /Flags 4 >>",
            b"3 0 R",
        ),
        b"/DescendantFonts": (b"[3 0 R]", b"[]"),
        b"/CharProcs": (b"<< /a 5 0 R /T 5 0 R >>", b"3 0 R"),
    }
    subtype = chance.choice((b"/Type1", b"/TrueType", b"/Type3", b"/Type0", b"/CIDFontType2", b"/MMType1"))
    chosen = chance.sample(sorted(pairs), chance.randint(1, 5))
    entries = b" ".join(key + b" " + chance.choice(pairs[key]) for key in chosen)
    font = b"<< /Type /Font /Subtype %s /BaseFont /Helvetica %s >>" % (subtype, entries)
    made = pdfs.document([pdfs.stream(pdfs.table())], font=font)
    ranges = b"1 beginbfrange <00> <ff> <0030> endbfrange 1 beginbfchar <41> <%s> endbfchar"
    made.add(pdfs.packed(ranges % (b"D83D" * chance.choice((1, 3, 200))) + chance.randbytes(50)))
    return made.data()


@mutation
def operators_shuffled(chance: Random, data: bytes) -> bytes:
    words = pdfs.table().split(b" ")
    for _ in range(chance.choice((1, 10, 100))):
        words.insert(chance.randrange(len(words)), chance.choice(_OPERATORS + _EXTREMES))
    return pdfs.document([pdfs.packed(b" ".join(words))]).data()


@mutation
def deeply_nested(chance: Random, data: bytes) -> bytes:
    depth = chance.choice((100, 600, 5000, 50_000))
    opened, closed = chance.choice(((b"[", b"]"), (b"<< /A ", b" >>"), (b"q ", b"Q "), (b"BT ", b"ET ")))
    nest = opened * depth + closed * chance.choice((0, depth))
    made = pdfs.report()
    choice = chance.randrange(4)
    if choice == 0:
        made.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /Names %s >>" % nest
    elif choice == 1:
        made.objects[4] = pdfs.packed(nest + pdfs.table())
    elif choice == 2:
        made.objects[3] = made.objects[3].replace(b"/Font <<", b"/Properties %s /Font <<" % nest)
    else:
        made.trailer = b"/Info " + nest
    return made.data()


@mutation
def forms_without_end(chance: Random, data: bytes) -> bytes:
    return pdfs.forms(
        chance.choice((1, 2, 5, 12, 60)), chance.choice((1, 2, 8, 30)), loop=chance.random() < 0.5
    )


@mutation
def packed_without_measure(chance: Random, data: bytes) -> bytes:
    place = chance.choice(("content", "font", "objects"))
    if chance.random() < 0.5:
        return pdfs.bomb(chance.choice((2, 10, 10, 60)) * pdfs.MB, place=place)
    unit = chance.choice(
        (b"q ", b"[ ", b"( ", b"BT ET ", b"0 0 m 9 9 l S ", b"/F1 9 Tf (1) Tj ", b"BI ID EI ")
    )
    return pdfs.document([pdfs.packed(unit * chance.choice((5_000, 20_000, 200_000)))]).data()


@mutation
def pictures_huge(chance: Random, data: bytes) -> bytes:
    def size() -> int:
        return chance.choice((0, 1, 3000, 20_000, 65_535, 2**31 - 1, 2**32))

    return pdfs.picture(size(), size())


# ------------------------------------------------------------------------------ whole files, odd contents


@mutation
def cells_odd(chance: Random, data: bytes) -> bytes:
    odd = (
        *("9" * 400, "1." * 200, "1,0" * 100, "-", "--", "()", "%", "1e400", "NaN", "Infinity", "0/0", "1/0"),
        *("=cmd|' /C calc'!A0", "<script>", "\x1b[2J", "\x00\x01", "Rp. " * 50, "(" * 300, "1 2 3 4 5 6 7"),
        *("0", "0%", "0,000%", "100" * 30, "tujuh puluh " * 80, "75.00 - 89.99", ">= 90", "99,9999999999999"),
        *("2024", "2024/2023", "1:0", "Rp 999.999.999.999.999.999.999,-", "½", "\xb2\xb3", "1.000.00.0,0,0"),
    )
    rows = [list(row) for row in (pdfs.HEADER, *pdfs.ROWS)] * chance.choice((1, 2))
    for _ in range(chance.choice((1, 4, 12))):
        rows[chance.randrange(len(rows))][chance.randrange(4)] = chance.choice(odd)
    return pdfs.document([pdfs.packed(pdfs.table(rows))]).data()


@mutation
def tables_crowded(chance: Random, data: bytes) -> bytes:
    count = chance.choice((50, 50, 300, 2000))
    choice = chance.randrange(4)
    if choice == 0:
        body = b"\n".join(
            b"%d %d m %d %d l S" % tuple(chance.randrange(800) for _ in range(4)) for _ in range(count)
        )
    elif choice == 1:
        body = b"\n".join(
            b"%g 10 m %g 790 l S 10 %g m 590 %g l S" % ((i * 580 / count + 10,) * 4) for i in range(count)
        )
    elif choice == 2:
        body = b"\n".join(
            b"BT /F1 %g Tf %d %d Td (%d,%d%%) Tj ET"
            % (
                chance.choice((1, 4, 9, 40)),
                chance.randrange(600),
                chance.randrange(800),
                chance.randrange(200),
                i,
            )
            for i in range(count)
        )
    else:
        body = b"\n".join(pdfs.table(top=790 - 790 * i / count) for i in range(count // 25))
    return pdfs.document([pdfs.packed(body + b"\n" + pdfs.table())]).data()


@mutation
def prose_endless(chance: Random, data: bytes) -> bytes:
    words = (
        "capaian",
        "sebesar",
        "98,05%",
        "target",
        "dari",
        "Tabel",
        "3.1",
        "dan",
        "(",
        "Rp",
        "1.000",
        "tahun",
    )
    words += (
        "2024",
        "indikator",
        "persen",
        "tujuh",
        "puluh",
        "juta",
        "meningkat",
        "menjadi",
        ",",
        ".",
        "a" * 300,
    )
    lines = []
    longest = chance.choice((5, 5, 15, 15, 30, 100))
    for index in range(chance.choice((3, 3, 10, 10, 40))):
        text = " ".join(chance.choice(words) for _ in range(longest))
        lines.append(pdfs.text(40, 690 - 11 * index, text))
    return pdfs.document(
        [pdfs.packed(pdfs.table(top=750) + b"\n".join(lines))] * chance.choice((1, 1, 3))
    ).data()
