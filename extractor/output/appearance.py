"""How the marks in an annotated PDF look: drawn by the file itself, so that every viewer shows the same.

Colour is never the only signal: an error's box has a solid line, a warning's a dashed one, a note's a
dotted one.
"""

from __future__ import annotations

from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

from extractor.model import Severity

TAG_COLUMN = 34.0  # points between two columns of tags
_TAG_TEXT = 6.5  # font size of a tag: the smallest that is readable in print
_TAG_HEIGHT = 9.0
_DIGIT, _ARROW = 0.556, 0.333  # widths in Helvetica-Bold, of the font size

_COLOURS: dict[Severity, tuple[float, float, float]] = {
    "error": (0.70, 0.15, 0.12),
    "warning": (0.72, 0.45, 0.02),
    "info": (0.15, 0.38, 0.62),
}
_DASHES: dict[Severity, tuple[int, ...]] = {"error": (), "warning": (4, 2), "info": (1, 2)}
_SHADE = 0.16  # opacity
_LIGHTER = 0.5  # share of white in the colour of what only follows from another finding
_TURNED = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def colour(severity: Severity, derived: bool = False) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    red, green, blue = _COLOURS[severity]
    if not derived:
        return red, green, blue
    return (
        red + (1 - red) * _LIGHTER,
        green + (1 - green) * _LIGHTER,
        blue + (1 - blue) * _LIGHTER,
    )


def border_style(severity: Severity, questioned: bool) -> DictionaryObject:
    """The line of a box, for viewers that draw it themselves."""
    dash = _DASHES[severity]
    style = DictionaryObject(
        {
            NameObject("/W"): FloatObject(_line(questioned)),
            NameObject("/S"): NameObject("/D" if dash else "/S"),
        }
    )
    if dash:
        style[NameObject("/D")] = ArrayObject(NumberObject(n) for n in dash)
    return style


def box(
    width: float, height: float, severity: Severity, questioned: bool, derived: bool
) -> DecodedStreamObject:
    """A frame of ``width`` by ``height`` points. A figure that is questioned is shaded too, lightly, so that
    the text stays readable; one that is only evidence has a thin line."""
    line = _line(questioned)
    rgb = _numbers(colour(severity, derived))
    inset = line / 2
    rectangle = _numbers((inset, inset, width - line, height - line)) + " re"
    dash = " ".join(str(n) for n in _DASHES[severity])
    shaded = questioned and not derived
    shade = f"/Shade gs {rgb} rg {rectangle} f " if shaded else ""
    look = _form(width, height, f"q {shade}{rgb} RG {line:.2f} w [{dash}] 0 d {rectangle} S Q")
    if shaded:
        state = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/ExtGState"),
                NameObject("/BM"): NameObject("/Multiply"),
                NameObject("/ca"): FloatObject(_SHADE),
            }
        )
        look[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/ExtGState"): DictionaryObject({NameObject("/Shade"): state})}
        )
    return look


def tag_size(text: str) -> tuple[float, float]:
    """Width and height in points of a tag with digits and '›'."""
    wide = sum(_ARROW if sign == "›" else _DIGIT for sign in text) * _TAG_TEXT
    return wide + 5.0, _TAG_HEIGHT


def tag(text: str, severity: Severity, turn: int) -> DecodedStreamObject:
    """White text on the severity's colour, upright on a page that is shown turned by ``turn`` degrees."""
    width, height = tag_size(text)
    content = (
        f"q {_numbers(colour(severity))} rg 0 0 {width:.2f} {height:.2f} re f "
        f"BT /F {_TAG_TEXT} Tf 1 1 1 rg 2.5 2.2 Td (".encode()
        + text.encode("cp1252")
        + b") Tj ET Q"
    )
    look = _form(width, height, content)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica-Bold"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    look[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
    )
    look[NameObject("/Matrix")] = ArrayObject(
        [*(NumberObject(n) for n in _TURNED[turn]), *[NumberObject(0)] * 2]
    )
    return look


def _line(questioned: bool) -> float:
    """Width in points."""
    return 1.1 if questioned else 0.6


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.3f}" for value in values)


def _form(width: float, height: float, content: str | bytes) -> DecodedStreamObject:
    form = DecodedStreamObject()
    form.set_data(content.encode() if isinstance(content, str) else content)
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/FormType"): NumberObject(1),
            NameObject("/BBox"): ArrayObject(FloatObject(round(x, 3)) for x in (0, 0, width, height)),
        }
    )
    return form
