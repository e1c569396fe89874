"""The grammar of figures in a sentence: which words bind a figure to a measure and to an indicator."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extractor.statements.earlier import aimed, compared
from extractor.statements.known import Known
from extractor.statements.mentions import Mention
from extractor.statements.scenes import Bond, Scene
from extractor.statements.wording import Cue, Figure, phrase, phrase_ending

NO_SUBJECT = -1
"""What a text is about that is about no indicator."""

_MAX_GAP = 160  # characters between a cue and its figure
_LIST_AGREEMENT = 0.6  # share of a list's figures that the tables must repeat for it to be of that measure
_MIN_LIST = 2
_MAX_LINK = 60  # characters between an indicator's name and a figure that no cue announces
_BOUND = 24  # characters before a figure in which 'lebih tinggi daripada' stands
_JOINTS = frozenset({"dan", ",", "serta", "sedangkan", "sementara"})
_OR = re.compile(r"(?:[^\W\d]+\s+){0,2}atau", re.IGNORECASE)
_RESPECTIVELY = re.compile(
    r"masing\s?-?\s?masing(?:\s+(?:adalah|sebesar|yaitu|sebanyak|mencapai))*", re.IGNORECASE
)


class Binder:
    """Binds the figures of sentences; ``known`` is what the tables state."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def bind(self, scene: Scene, heading: int, carried: str | None) -> None:
        """Fill ``scene.bonds``. ``heading`` is the indicator that the text before is about, ``carried`` the
        measure that the introduction of a list announced."""
        if phrase("between", "others").search(scene.text):
            return
        for index, figure in enumerate(scene.figures):
            if figure.money and not self._counts_money(scene, heading):
                continue
            last = scene.bonds[-1] if scene.bonds else None
            floor = scene.figures[index - 1].end if index else 0
            bond = (
                self._by_cue(scene, figure, floor, heading)
                or self._by_or(scene, figure, last)
                or self._by_repetition(scene, figure, last)
                or self._by_capaian(scene, figure, floor)
                or (self._by_list(scene, figure, carried) if carried and not index else None)
                or self._by_name(scene, figure, floor)
            )
            if bond is not None and (bond.measure == "target" or not _is_bound(scene, figure)):
                scene.bonds.append(bond)
        for bond in (*compared(scene, heading, self._known), *aimed(scene, heading, self._known)):
            scene.bonds = [b for b in scene.bonds if b.figure is not bond.figure]
            scene.bonds.append(bond)
        self._respectively(scene)
        if not scene.bonds:
            self._parenthesised(scene)

    # ------------------------------------------------------------------------------------------- cues

    def _by_cue(self, scene: Scene, figure: Figure, floor: int, heading: int) -> Bond | None:
        """'target kinerja di Tahun 2024 sebesar 120,80%': a cue before its figure."""
        before = [c for c in scene.cues if c.end <= figure.start]
        if not before or before[-1].end < floor or figure.start - before[-1].end > _MAX_GAP:
            return None
        cue = before[-1]
        subject = self._subject_of(scene, cue, figure, heading)
        if not scene.is_clean(cue.end, figure.start, self._known.words_for(subject)):
            return None
        measure = cue.measure
        against = figure.percent and _against_bare_target(scene, figure)
        if measure == "reached":
            announced = _announced(scene, before, floor)
            if against or announced == "target":
                measure = "capaian"
            elif announced == "realisasi":
                measure = "realisasi"
        return Bond(figure, measure, cue, subject, scene.year_of(figure, floor, cue))

    def _subject_of(self, scene: Scene, cue: Cue, figure: Figure, heading: int) -> int | None:
        """What the figure of a cue is about; None where it cannot be said."""
        if phrase("between", "parts").search(scene.text, 0, cue.start):
            return None
        inside = scene.mentioned(cue.end, figure.start)
        if inside:
            if scene.names_another_body(inside[-1].end, figure.start):
                return None
            return inside[0].key if len({m.key for m in inside}) == 1 else None
        before = [m for m in scene.mentions if m.end <= cue.start + 1]
        turns = [m.end() for m in phrase("between", "turns").finditer(scene.text, 0, cue.start)]
        if turns and (not before or before[-1].end <= turns[-1]):
            return None  # 'Pada sasaran strategis ketiga (SS3) pencapaian kinerja ...'
        if not before:
            after = [m for m in scene.mentions if m.start >= figure.end]
            if after and phrase("occurs_in", "words").fullmatch(
                scene.text[figure.end : after[0].start].strip()
            ):
                return after[0].key
            counted = self._counted(scene, cue, figure)
            if counted is not None:
                return counted
            if not self._known.is_indicator(heading) or scene.names_agency(cue.end, figure.start):
                return None  # 'tingkat capaian kinerja Dinas X tahun 2016 sebesar ...': of all indicators
            return heading if scene.is_about(cue, self._known.words_for(heading)) else None
        if len(before) > 1 and before[-1].key != before[-2].key:
            joint = scene.text[before[-2].end : before[-1].start]
            if re.fullmatch(r"\W*(?:dan|,|serta|/|&)?\W*", joint, re.I):
                return None  # 'A dan B dengan capaian ...'
        if scene.names_another_body(before[-1].end, figure.start):
            return None
        return before[-1].key if scene.clause_goes_on(before[-1].end, cue.start) else None

    def _counted(self, scene: Scene, cue: Cue, figure: Figure) -> int | None:
        """The indicator of what a figure counts: 'tercatat 64 kejadian kebakaran'."""
        after = next((m for m in scene.mentions if m.start >= figure.start), None)
        if cue.measure != "reached" or after is None or scene.text[figure.end : after.start].strip():
            return None
        return after.key if self._known.counts(after.key) else None

    # ------------------------------------------------------------------------------- after a figure

    def _by_or(self, scene: Scene, figure: Figure, last: Bond | None) -> Bond | None:
        """'realisasinya sebanyak 270 ton atau 60%', 'terealisasi 80 dokumen (94,12%)'."""
        if last is None or not figure.percent:
            return None
        gap = scene.text[last.figure.end : figure.start].strip(" ,(")
        if not last.figure.percent and last.measure in ("target", "realisasi") and _OR.fullmatch(gap):
            quantity = self._known.quantity(scene.text[figure.start : figure.end], last.subject)
            if self._known.states(last.subject, last.measure, last.year, quantity):
                # 'target 189 SOP atau 90%', 'realisasinya 211 SOP atau (100%)': the tables count percent.
                scene.bonds.remove(last)
                return Bond(figure, last.measure, None, last.subject, last.year)
        if last.measure not in ("realisasi", "reached"):
            return None
        if gap and not phrase("or", "words").fullmatch(gap):
            return None
        if not gap and "(" not in scene.text[last.figure.end : figure.start]:
            return None
        if last.figure.percent and not any(b.measure == "target" for b in scene.bonds):
            return None
        last.measure = "realisasi"
        return Bond(figure, "capaian", None, last.subject, last.year)

    def _by_name(self, scene: Scene, figure: Figure, floor: int) -> Bond | None:
        """'Prevalensi stunting berada pada angka 21,35%', 'TPT turun menjadi 4,18%': a figure right behind
        the name. What the tables hold decides whether it is its realisasi or its capaian."""
        before = [m for m in scene.mentions if floor <= m.start and m.end <= figure.start]
        if not before or figure.start - before[-1].end > _MAX_LINK:
            return None
        name = before[-1]
        if any(name.end <= c.start < figure.start for c in scene.cues):
            return None
        if scene.text[name.end : figure.start].rstrip().endswith("("):
            return None  # one of a list, which is read as a whole
        links = phrase("between", "links")
        if any(not links.fullmatch(word) for word in scene.rest(name.end, figure.start)):
            return None
        if scene.names_another_body(name.end, figure.start) or scene.tells_change(name.end, figure.start):
            return None
        return Bond(figure, "reached", None, name.key, scene.year_of(figure, floor))

    def _by_repetition(self, scene: Scene, figure: Figure, last: Bond | None) -> Bond | None:
        """'Pencapaian indikator A 26,67% dan B 15%', 'capaian tahun 2015 sebesar 30% dan tahun 2016 sebesar
        78,57%': a cue holds on for the next indicator or year."""
        if last is None or last.cue is None:
            return None
        begin = last.figure.end
        if not set(scene.rest(begin, figure.start)) <= _JOINTS:
            return None
        inside = scene.mentioned(begin, figure.start)
        named = [y for y in scene.years if begin <= y.start and y.end <= figure.start]
        if not inside and len(named) == 1 and named[0].year != last.year:
            return Bond(figure, last.measure, last.cue, last.subject, named[0].year)
        if len(inside) == 1 and not named and inside[0].key != last.subject:
            return Bond(figure, last.measure, last.cue, inside[0].key, last.year)
        return None

    def _by_capaian(self, scene: Scene, figure: Figure, floor: int) -> Bond | None:
        """'angka infeksi 0,4% dengan capaian 26,67%': the figure right after an indicator and before its
        capaian."""
        inside = scene.mentioned(floor, figure.start)
        after = scene.text[figure.end :].lstrip(" ,")
        if not inside or not phrase("and_capaian", "words").match(after):
            return None
        if scene.rest(inside[-1].end, figure.start) or any(
            inside[-1].end <= c.start < figure.start for c in scene.cues
        ):
            return None
        return Bond(figure, "realisasi", None, inside[-1].key, scene.year_of(figure, floor))

    # ------------------------------------------------------------------------------------------ lists

    def _by_list(self, scene: Scene, figure: Figure, carried: str) -> Bond | None:
        """An item 'A : 85%' under 'dengan target kinerja sebagai berikut:'."""
        inside = [m for m in scene.mentions if m.end <= figure.start]
        if len(inside) != 1 or len(scene.figures) != 1 or scene.text[figure.end :].strip(" .;,"):
            return None
        if not scene.is_clean(inside[0].end, figure.start):
            return None
        return Bond(figure, carried, None, inside[0].key, scene.year_of(figure))

    def _respectively(self, scene: Scene) -> None:
        """'capaian A dan B masing-masing sebesar 96,30% dan 100%': as many figures as indicators."""
        match = _RESPECTIVELY.search(scene.text)
        if match is None:
            return
        scene.bonds = [b for b in scene.bonds if b.figure.end <= match.start()]
        named = [m for m in scene.mentions if m.end <= match.start()]
        listed = [f for f in scene.figures if f.start >= match.end()]
        before = [c for c in scene.cues if c.end <= match.end() and c.measure != "reached"]
        if len(named) < _MIN_LIST or len(listed) != len(named) or not before:
            return
        joined = all(set(scene.rest(a.end, b.start)) <= _JOINTS for a, b in pairwise(listed))
        if not joined or scene.rest(match.end(), listed[0].start):
            return
        for mention, figure in zip(named, listed, strict=True):
            year = scene.year_of(figure, match.start())
            scene.bonds.append(Bond(figure, before[-1].measure, before[-1], mention.key, year))

    def _parenthesised(self, scene: Scene) -> None:
        """'... yaitu A (120,72%), B (144,84%) dan C (110,08%)': the measure is the one whose table figures
        most of the list repeats."""
        pairs: list[tuple[Mention, Figure]] = []
        for figure in scene.figures:
            if not scene.text[figure.end :].lstrip().startswith(")"):
                continue
            near = [m for m in scene.mentions if m.end <= figure.start]
            if near and re.fullmatch(r"[\s.]*\(\s*", scene.text[near[-1].end : figure.start]):
                pairs.append((near[-1], figure))
        if len(pairs) < _MIN_LIST or len({m.key for m, _ in pairs}) != len(pairs):
            return
        measure = self._measure_of(scene, pairs)
        if measure is not None:
            for mention, figure in pairs:
                scene.bonds.append(Bond(figure, measure, None, mention.key, scene.year_of(figure)))

    def _measure_of(self, scene: Scene, pairs: Sequence[tuple[Mention, Figure]]) -> str | None:
        agree: dict[str, int] = defaultdict(int)
        for mention, figure in pairs:
            quantity = self._known.quantity(scene.text[figure.start : figure.end], mention.key)
            for measure in ("capaian", "realisasi", "target"):
                agree[measure] += self._known.states(mention.key, measure, scene.year_of(figure), quantity)
        best = max(agree, key=lambda m: agree[m])
        alone = list(agree.values()).count(agree[best]) == 1
        return best if alone and agree[best] >= _LIST_AGREEMENT * len(pairs) else None

    def _counts_money(self, scene: Scene, heading: int) -> bool:
        """Rupiah are a target or a realisasi only of an indicator that the tables count in rupiah."""
        keys = {m.key for m in scene.mentions} or {heading}
        return any(key is not None and self._known.in_money(key) for key in keys)


def _announced(scene: Scene, before: Sequence[Cue], floor: int) -> str | None:
    """The measure that stands before a verb: 'Target X tercapai sebesar 87,69%', 'realisasi X tercapai 3'."""
    if len(before) < 2 or before[-2].end < floor or scene.rest(before[-2].end, before[-1].start):
        return None
    return before[-2].measure


def _is_bound(scene: Scene, figure: Figure) -> bool:
    """'di atas 100%': a figure that a result lies above or below, not the result."""
    before = scene.text[max(0, figure.start - _BOUND) : figure.start].rstrip()
    return phrase_ending("between", "bounds").search(before) is not None


def _against_bare_target(scene: Scene, figure: Figure) -> bool:
    """'mencapai 120,72% dari target yang telah ditetapkan': a capaian. With a figure for the target,
    'mencapai 80% dari target 85%', it is a realisasi as likely."""
    match = against_target(scene, figure)
    if match is None:
        return False
    following = [f for f in scene.figures if f.start >= match.end()]
    return not following or bool(scene.rest(match.end(), following[0].start))


def against_target(scene: Scene, figure: Figure) -> re.Match[str] | None:
    """'dari target' right after a figure."""
    at = figure.end
    while at < len(scene.text) and scene.text[at].isspace():
        at += 1
    return phrase("against", "words").match(scene.text, at)
