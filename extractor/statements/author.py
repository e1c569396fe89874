"""The agency that a document is of, and its region: by a vote of its cover and all its pages.

Most pages say 'Dinas Kesehatan Kabupaten Jember'. Covers also have the region above the agency or far from
it, and a regency's own report names dozens of agencies in passing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from extractor.language.agencies import name_key
from extractor.language.spotting import Spotted, any_word, spotted
from extractor.patterns import derived, load

_COVER_VOTE = 3  # what a cover says counts as three mentions in the text
_OFFICIAL = 1000  # times: its spelling of a name goes before all others
_MIN_SHARE = 0.3  # a longer name needs this share of the mentions of a shorter one inside it
_OWN_SHARE = 0.6  # of the agencies named without a region, an agency's own name in its report
_LONGEST = 14  # words of an agency's name


def agency_and_region(cover: str, texts: Sequence[str]) -> tuple[str, str]:
    """The agency that reports ('Dinas Tenaga Kerja Kabupaten Jember') and its region ('Kabupaten Jember'),
    each empty where nothing tells it. The report of a region itself is that of 'Pemerintah Kabupaten
    Jember'."""
    regions, agencies = _Votes(), _Votes()
    for text in texts:
        for name in _with_region(text):
            agencies.add(name)
        for region in _regions(text):
            regions.add(region)
    for region in _regions(cover):
        regions.add(region, _COVER_VOTE)
    voted = regions.best(lambda key, best: key.startswith(best + " "))  # 'Jawa Barat' rather than 'Jawa'
    near = next(_regions(cover), "") or voted
    on_cover = [_at_home(name, region or near) for name, region in _names(cover)]
    for name in on_cover:
        agencies.add(name, _COVER_VOTE)
    if not on_cover:
        for region in _regions_that_report(cover, texts):
            agencies.add(f"Pemerintah {region}")
    # 'Biro Organisasi Sekretariat Daerah Provinsi X' rather than 'Sekretariat Daerah Provinsi X'
    agency = agencies.best(lambda key, best: key.endswith(" " + best)) or _at_home(_own_name(texts), voted)
    return agency, next(_regions(agency), "") or ("" if agency else voted)


class _Votes:
    """Mentions of names, however they are spelled or shortened."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self._spelled: dict[str, Counter[str]] = {}

    def add(self, name: str, weight: int = 1) -> None:
        key = name_key(name)
        self.count[key] += weight
        # What a cover says is how the agency is called; capitals do not tell names from abbreviations.
        spelled = _OFFICIAL if weight == _COVER_VOTE else 1 if _in_capitals(name) else 2
        self._spelled.setdefault(key, Counter())[name] += spelled

    def best(self, is_fuller: Callable[[str, str], bool]) -> str:
        """The most frequent name, or a fuller form of it that is nearly as frequent; empty without votes."""
        if not self.count:
            return ""
        best, count = self.count.most_common(1)[0]
        for key, n in self.count.most_common():
            if is_fuller(key, best) and n >= _MIN_SHARE * count:
                best, count = key, n
        return _titled(self._spelled[best].most_common(1)[0][0])


# ------------------------------------------------------------------------------------ names in a text


def _with_region(text: str) -> Iterator[str]:
    """The agencies that are named with their region behind them."""
    if not _name_pattern().may_match(text):
        return
    for match in (_upper_pattern() if _in_capitals(text) else _name_pattern()).finditer(text):
        region = _cut(match["region"])
        if region is not None and not any(map(_is_break, match["rest"].split())):
            yield " ".join(f"{match['head']}{match['rest']} {region}".split()).replace(" ,", ",").strip(" ,")


def _names(text: str) -> Iterator[tuple[str, str]]:
    """The agencies that a text names, and the region that stands right behind each, or none."""
    end = 0
    for match in _head_pattern(_in_capitals(text)).finditer(text):
        if match.start() < end:
            continue
        words = list(_name_words(text, match.end()))
        end = words[-1].end() if words else match.end()
        if words or match.group().casefold() in _whole():
            behind = _region_pattern().match(text, end + len(text[end:]) - len(text[end:].lstrip(" ,")))
            name = " ".join(text[match.start() : end].split())
            yield name.strip(" ,/&"), (_cut(behind.group()) or "") if behind else ""


def _name_words(text: str, start: int) -> Iterator[re.Match[str]]:
    """The words that belong to an agency's name behind its head; the last of them is no small word."""
    small: list[re.Match[str]] = []
    for count, word in enumerate(_WORD.finditer(text, start)):
        plain = word[1].strip(",.")
        if count >= _LONGEST or _is_break(plain) or _region_pattern().match(text, word.start(1)):
            return
        if word[1].strip(",").casefold() in _joints():
            small.append(word)
            continue
        if not plain[:1].isupper():
            return
        yield from (*small, word)
        small = []
        if word[1].endswith((".", ";", ":")):
            return


_WORD = re.compile(r"\s*(\S+)")


def _regions(text: str) -> Iterator[str]:
    """The regions that a text names."""
    for match in _region_pattern().finditer(text):
        if (region := _cut(match.group())) is not None:
            yield region


def _cut(region: str) -> str | None:
    """A region without the capital words after it: 'Kota Jambi Tahun' is 'Kota Jambi'."""
    words = _ISLANDS.sub(lambda m: m.group().replace(" ", _GLUE), " ".join(region.split())).split(" ")
    if words[0].casefold() == "pemerintah":
        words = words[1:]
    kept = words[:1]
    for word in words[1:]:
        if _is_stop(word) or word.casefold() in _head_words():
            break
        if not word.isupper() and len(kept) > 1 and all(map(str.isupper, kept)):
            break  # 'KABUPATEN JEMBER Instansi'
        if word.casefold() == kept[-1].casefold():
            break  # the place below the name on a cover: 'KABUPATEN JEMBER / JEMBER'
        kept.append(word)
    alone = len(kept) == len(words) == 1  # 'Aceh'
    return " ".join(kept).replace(_GLUE, " ") if len(kept) > 1 or alone else None


_GLUE = "\N{NO-BREAK SPACE}"
_ISLANDS = re.compile(r" dan Kepulauan\b", re.IGNORECASE)  # of one region's name


def _at_home(name: str, region: str) -> str:
    """An agency's name with its region. The region's own name may stand behind it: 'RSUD Trenggalek'."""
    words, place = name.split(), region.casefold().split()[1:]
    while len(words) > 2 and words[-1].casefold() in place:
        words.pop()
    return " ".join([*words, region]).strip() if name else ""


def _regions_that_report(cover: str, texts: Iterable[str]) -> Iterator[str]:
    """The regions whose own report the document says to be: 'LKjIP Pemerintah Kabupaten Jember'. A cover that
    names a region and no agency says so, too."""
    region = next(_regions(cover), "")
    if region and _report().search(cover):
        yield from [region] * _COVER_VOTE
    for text in texts:
        for match in _report_of_region().finditer(text):
            region = _cut(match["region"]) or ""
            behind = text[match.start("region") :].replace(region, "", 1).split()
            if region and not (behind and behind[0].casefold() in _head_words()):
                yield region


def _own_name(texts: Iterable[str]) -> str:
    """The agency that texts name most, where they name it without its region and hardly another."""
    votes = _Votes()
    for text in texts:
        for name, _ in _names(text):
            votes.add(name)
    if not votes.count or max(votes.count.values()) < _OWN_SHARE * votes.count.total():
        return ""
    return votes.best(lambda key, best: False)


# ------------------------------------------------------------------------------------------- spelling


def _in_capitals(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) > 0.6 * letters


def _titled(name: str) -> str:
    """A name in the letters of running text: 'BAPPEDA KOTA AMBON' is 'Bappeda Kota Ambon'."""
    capitals = _in_capitals(name)
    return " ".join(_in_text(w) if capitals or w.casefold() in _whole() else w for w in name.split())


def _in_text(word: str) -> str:
    plain = word.strip(",.()")
    if not word.isupper() or plain in _agency()["abbreviations"] or any(map(str.isdigit, plain)):
        return word
    return word.lower() if word.casefold() in _joints() else word[:1] + word[1:].lower()


# ------------------------------------------------------------------------------------- words, patterns


def _agency() -> dict[str, Any]:
    agency: dict[str, Any] = load("facts")["agency"]
    return agency


@derived
def _joints() -> frozenset[str]:
    return frozenset(_agency()["joints"])


def _is_break(word: str) -> bool:
    return word.strip(",.()").casefold() in _breaks()


@derived
def _breaks() -> frozenset[str]:
    return frozenset(_agency()["breaks"])


def _is_stop(word: str) -> bool:
    return word.strip(".,-").casefold() in _stops()


@derived
def _stops() -> frozenset[str]:
    return frozenset(w.casefold() for w in _agency()["stops"])


@derived
def _heads() -> tuple[str, ...]:
    """Words that open the name of an agency, short forms of whole names among them."""
    short = [k for k, whole in _agency()["short"].items() if whole.split()[0] in _agency()["opening"]]
    return (*_agency()["heads"], *map(str.upper, short), *map(str.capitalize, short))


@derived
def _head_words() -> frozenset[str]:
    return frozenset(h.split()[0].casefold() for h in _heads())


@derived
def _whole() -> frozenset[str]:
    """Heads that are a name without more words."""
    return frozenset([*_agency()["whole"], *_agency()["short"]])


@derived
def _head_pattern(capitals: bool) -> Spotted:
    return spotted(rf"\b(?:{any_word(_heads())})(?!\w)", re.IGNORECASE if capitals else 0)


@derived
def _region() -> str:
    """A region by its kind and name. One is named without its kind."""
    kinds = _agency()["regions"]
    word = r"\s+[A-Z][\w’'-]+"
    islands = r"(?:\s+(?:dan|DAN)\s+(?:Kepulauan|KEPULAUAN))?"
    named = rf"(?:{any_word([*kinds, *map(str.upper, kinds)])}){word}(?:{word}){{0,3}}{islands}"
    return rf"(?:{named}|{_agency()['bare_region']})"


@derived
def _region_pattern() -> Spotted:
    return spotted(rf"\b{_region()}")


@derived
def _name_pattern() -> Spotted:
    """An agency with its region: 'Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Barat'."""
    heads, joints, regions = any_word(_heads()), any_word(_joints()), any_word(_agency()["regions"])
    name = r"[A-Z][\w’'.-]*,?"
    return spotted(
        rf"\b(?P<head>{heads})(?P<rest>(?:\s+(?:(?:{joints})\s+)?(?!(?:{regions})\b){name}|\s*&\s*{name}){{0,12}}?)"
        rf"\s+(?P<region>{_region()})"
    )


@derived
def _upper_pattern() -> Spotted:
    return spotted(_name_pattern().pattern.pattern, re.IGNORECASE)


@derived
def _report() -> Spotted:
    return spotted(rf"\b(?:{any_word(load('facts')['kinds']['lakip'])})\b", re.IGNORECASE)


@derived
def _report_of_region() -> Spotted:
    """'LKjIP Kabupaten Jember', 'Laporan Kinerja Instansi Pemerintah (LKjIP) Pemerintah Kota Ambon'."""
    kinds = any_word(load("facts")["kinds"]["lakip"])
    short = r"(?:\s*\(\w{2,8}\))?"
    return spotted(
        rf"\b(?i:{kinds})(?i:\s+instansi)?(?i:\s+pemerintah)?{short}(?:\s+Daerah)?\s+(?P<region>{_region()})"
    )
