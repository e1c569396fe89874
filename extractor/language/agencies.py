"""Names of agencies and regions as they are compared: two documents may print one name in two ways."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractor.patterns import derived, load

_SLIP = 90.0
"""Similarity in percent of a word and the same with a lost or wrong letter: 'Perindustrian' and
'Perindustran' have 96. 'Pertanian' and 'Pertanahan' have 84, 'Kesehatan' and 'Kehutanan' 78."""
_LONG = 6  # letters of a word in which a slip is believed: 'Buton' and 'Buru' are two regencies


def name_key(name: str) -> str:
    """The name of an agency or region as it is compared: 'KAB. Jember' and 'Kabupaten Jember' are one, and so
    are 'Dinas KUMKM' and 'Dinas Koperasi dan Usaha Mikro, Kecil dan Menengah'."""
    words = re.findall(r"[a-z0-9]+", name.casefold())
    return " ".join(_short().get(word, word) for word in words if word not in _small())


def same_agency(a: str, b: str) -> bool:
    """Do two names mean one agency? Empty names mean none. One word may hold a slip, but not where the name
    is that of a place: 'Kecamatan Sukasari' and 'Kecamatan Sukasiri' are two."""
    left, right = name_key(a), name_key(b)
    if not left or not right:
        return False
    if left.replace(" ", "") == right.replace(" ", ""):
        return True
    one, other = left.split(), right.split()
    if len(one) != len(other) or {one[0], other[0]} & _of_places():
        return False
    unlike = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    return len(unlike) == 1 and _is_slip(*unlike[0])


def _is_slip(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= _LONG and fuzz.ratio(a, b) >= _SLIP


@derived
def _short() -> dict[str, str]:
    return dict(load("facts")["agency"]["short"])


@derived
def _small() -> frozenset[str]:
    return frozenset(word.strip(".") for word in load("facts")["agency"]["joints"])


@derived
def _of_places() -> frozenset[str]:
    return frozenset(load("facts")["agency"]["of_places"])
