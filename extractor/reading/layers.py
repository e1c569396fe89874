"""A PDF as it is shown: without what its layers that are switched off draw, its forms filled in.

pdfium gives the text of all layers, whether they are shown or not: a table of last year's figures switched
off under this year's. Nor does it know a field whose look the file leaves to the viewer. A file with
either is written anew by qpdf.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_SHOWS = frozenset({"Tj", "TJ", "Do", "sh", "INLINE IMAGE"})
_NEXT_LINE = frozenset({"'", '"'})  # show text on the next line
_DEPTH = 12  # of forms in forms

Key = tuple[int, int]


def is_layered(pdf: pikepdf.Pdf) -> bool:
    """Does a PDF show otherwise than its content says?"""
    form = pdf.Root.get("/AcroForm")
    return bool(_off(pdf)) or (isinstance(form, pikepdf.Dictionary) and bool(form.get("/NeedAppearances")))


def flatten(pdf: pikepdf.Pdf) -> None:
    """Leaves in an open PDF only what is shown of its layers, and gives its fields the look they lack.

    Raises what qpdf's binding raises for what is broken.
    """
    off = _off(pdf)
    if off:
        seen: set[Key] = set()
        for page in pdf.pages:
            _page(pdf, page, off, seen)
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()


def _off(pdf: pikepdf.Pdf) -> frozenset[Key]:
    """The layers that are switched off when the file is opened."""
    properties = pdf.Root.get("/OCProperties")
    if not isinstance(properties, pikepdf.Dictionary):
        return frozenset()
    chosen = properties.get("/D", pikepdf.Dictionary())
    off = set(_keys(chosen.get("/OFF")))
    if chosen.get("/BaseState") == "/OFF":
        off |= set(_keys(properties.get("/OCGs"))) - set(_keys(chosen.get("/ON")))
    return frozenset(off)


def _keys(groups: Any) -> Iterator[Key]:
    for group in groups if isinstance(groups, pikepdf.Array) else ():
        if isinstance(group, pikepdf.Dictionary):
            yield group.objgen


def _is_off(content: Any, off: frozenset[Key]) -> bool:
    """Is what belongs to a layer, or to a choice of layers, not shown?"""
    if not isinstance(content, pikepdf.Dictionary):
        return False
    if content.get("/Type") != "/OCMD":
        return content.objgen in off
    groups = content.get("/OCGs")
    if isinstance(groups, pikepdf.Dictionary):
        states = [groups.objgen in off]
    else:
        states = [key in off for key in _keys(groups)]
    if not states or "/VE" in content:
        return False
    shown = {
        "/AllOn": not any(states),
        "/AnyOff": any(states),
        "/AllOff": all(states),
    }.get(str(content.get("/P", "/AnyOn")), not all(states))
    return not shown


def _page(pdf: pikepdf.Pdf, page: pikepdf.Page, off: frozenset[Key], seen: set[Key]) -> None:
    shown = _shown(page, page.get("/Resources"), off, seen, 0)
    if shown is not None:
        page.Contents = pdf.make_stream(shown)
    notes = page.get("/Annots")
    if isinstance(notes, pikepdf.Array):
        page.Annots = pikepdf.Array([note for note in notes if not _is_off(note.get("/OC"), off)])


def _shown(drawn: Any, resources: Any, off: frozenset[Key], seen: set[Key], depth: int) -> bytes | None:
    """The content of a page or form without what is off; None if all of it is shown. The forms that it draws
    are changed where they stand."""
    objects, properties = _entry(resources, "/XObject"), _entry(resources, "/Properties")
    hidden = {name for name, each in objects.items() if _is_off(each.get("/OC"), off)}
    for name, each in objects.items():
        if name in hidden or each.get("/Subtype") != "/Form" or each.objgen in seen or depth >= _DEPTH:
            continue
        seen.add(each.objgen)
        inner = _shown(each, each.get("/Resources", resources), off, seen, depth + 1)
        if inner is not None:
            each.write(inner)
    layers = {name for name, each in properties.items() if _is_off(each, off)}
    if not hidden and not layers:
        return None
    return pikepdf.unparse_content_stream(list(_without(drawn, hidden, layers)))


def _without(drawn: Any, hidden: set[str], layers: set[str]) -> Iterator[Any]:
    """The operators of a content without those that paint in hidden layers, or hidden objects. What else
    stands in a layer sets a state that goes on behind it."""
    marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(drawn):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            tag = str(operands[0]) if len(operands) else ""
            marks.append(operator == "BDC" and tag == "/OC" and str(operands[1]) in layers)
        elif operator == "EMC" and marks:
            marks.pop()
        elif any(marks) and operator in _SHOWS | _PAINTS | _NEXT_LINE:
            if operator in _PAINTS:
                yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
            elif operator in _NEXT_LINE:
                yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("T*"))
            continue
        elif operator == "Do" and len(operands) and str(operands[0]) in hidden:
            continue
        yield instruction


def _entry(resources: Any, name: str) -> Any:
    found = resources.get(name) if isinstance(resources, pikepdf.Dictionary) else None
    return found if isinstance(found, pikepdf.Dictionary) else pikepdf.Dictionary()
