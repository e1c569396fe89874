"""What a sentence compares a result with: the realisasi of an earlier year ('meningkat 3,23 poin dibandingkan
tahun 2023 sebesar 88,64%', 'naik 2,18 poin dari 101,88 pada tahun 2020'), or the target.

The words do not say of what the figure is; the tables do. It is the realisasi or target that they give, or a
slip of it that its digits or the sentence's own difference give away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.language.spotting import Spotted, spotted
from extractor.model import Quantity
from extractor.patterns import derived, load
from extractor.statements.known import Known
from extractor.statements.scenes import Bond, Scene
from extractor.statements.wording import phrase


@derived
def _compared() -> Spotted:
    """A figure of another year: behind the year (a) or before it (b)."""
    words = load("prose")["earlier"]
    figure = r"(?P<fig_SIDE>\d)"
    year = (
        r"tahun\s+(?:(?P<year_SIDE>(?:19|20)\d\d)(?!\d)"
        r"|(?:sebelumnya|lalu)(?:\s*\(\s*(?:tahun\s+)?(?P<named_SIDE>(?:19|20)\d\d)\s*\))?)"
    )
    behind = (
        rf"(?:{words['than']})\s+(?:(?:{words['of']})\s+)*{year}"
        rf"(?:\s*,?\s*(?:{words['being']})(?!\w))*\s*[(:=]?\s*{figure}"
    )
    unit = r"[\d.,]*(?:\s*(?:%|(?!tahun|pada|di\s)[a-z]+(?:\s+mil)?))?"
    before = (
        rf"(?:{words['from']})\s+(?:(?:{words['of']})\s+)*{figure}{unit}\s*,?\s*"
        rf"(?:(?:(?:di|pada)\s+)?\(?{year}|(?:pada\s+|\()(?P<only_SIDE>20\d\d)(?!\d))"
    )
    both = (behind + r"(?P<only_SIDE>)?").replace("SIDE", "a"), before.replace("SIDE", "b")
    return spotted(rf"(?<!\w)(?:{'|'.join(both)})", re.IGNORECASE)


@derived
def _aimed() -> Spotted:
    """The words right before a target that a result is held against."""
    words = load("prose")["earlier"]
    return spotted(
        rf"(?<!\w)(?:{words['against']})\s+target(?:nya)?(?:\s+yang\s+(?:telah\s+)?(?:{words['set']}))?"
        r"(?:\s+(?:yaitu|yakni|sebesar|sebanyak|adalah))*\s+(?=\d)",
        re.IGNORECASE,
    )


def compared(scene: Scene, heading: int, known: Known) -> Iterator[Bond]:
    """The figures of earlier years that a sentence compares with. ``heading`` is the indicator that the text
    before is about."""
    for match in _compared().finditer(scene.text):
        side = "a" if match["fig_a"] else "b"
        at = match.start(f"fig_{side}")
        named = match[f"year_{side}"] or match[f"named_{side}"] or match[f"only_{side}"]
        if scene.report_year is None:
            continue
        year = int(named) if named else scene.report_year - 1
        figure = next((f for f in scene.figures if f.start == at), None)
        if figure is None or figure.money or year >= scene.report_year:
            continue
        before = [m for m in scene.mentions if m.end <= match.start()]
        key = before[-1].key if before else heading
        if key is None or not known.is_indicator(key) or _of_another(scene, figure.end, known.words_for(key)):
            continue
        if scene.names_another_body(match.start(), figure.start):
            continue
        quantity = known.quantity(scene.text[figure.start : figure.end], key)
        if _meant(scene, key, year, quantity, known):
            yield Bond(figure, "realisasi", None, key, year)


def aimed(scene: Scene, heading: int, known: Known) -> Iterator[Bond]:
    """The targets that a result is held against: 'melampaui target sebesar 46,50'. The figure may as well be
    the distance to the target, so that it must be the target of the tables or a slip of it."""
    for match in _aimed().finditer(scene.text):
        figure = next((f for f in scene.figures if f.start == match.end()), None)
        if figure is None or figure.money:
            continue
        before = [m for m in scene.mentions if m.end <= match.start()]
        key = before[-1].key if before else heading
        if key is None or not known.is_indicator(key) or _of_another(scene, figure.end, known.words_for(key)):
            continue
        quantity = known.quantity(scene.text[figure.start : figure.end], key)
        year = scene.report_year
        if known.states(key, "target", year, quantity) or known.exchanges(key, "target", year, quantity):
            yield Bond(figure, "target", None, key, year)


def _of_another(scene: Scene, end: int, names: str) -> bool:
    """Does a sentence up to a place speak of money, of a part of the year, or of another body's figures?"""
    words = names.casefold()
    found = phrase("earlier", "unless").finditer(scene.text, 0, end)
    return any(m.group().casefold() not in words for m in found)


def _meant(scene: Scene, key: int, year: int, quantity: Quantity, known: Known) -> bool:
    """Is a figure the realisasi of the year, or a slip of it: the same digits in another order, or the figure
    that the sentence's own difference to this year's realisasi bears out in its place?"""
    if known.states(key, "realisasi", year, quantity):
        return True
    units = known.units(key)
    if (
        len(quantity.readings) != 1
        or not known.has(key, "realisasi", year)
        or (quantity.unit not in units and None not in units)
        or known.states_otherwise(key, year, quantity)
    ):
        return False
    if known.exchanges(key, "realisasi", year, quantity):
        return True
    told = [known.quantity(scene.text[f.start : f.end], key) for f in scene.figures]
    return any(known.leads(key, year, scene.report_year, quantity, gap) for gap in told)
