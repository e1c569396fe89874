"""Names of files that every system takes."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from extractor.output.files import file_stem

_STEM_MAX = 60  # characters: with folder and ending it must stay below the 260 that Windows allows


def short_stem(name: str) -> str:
    """A file name without suffix, made from any text, that stays short with its folder before it."""
    return file_stem(name)[:_STEM_MAX].strip(" .-")


def folder_names(names: Iterable[str]) -> dict[str, str]:
    """A folder name for each report ('dinkes/LKjIP 2024.pdf'): its file's stem, told apart by a few letters
    where several files have one name."""
    stems = {name: short_stem(re.sub(r"\.pdf$", "", name.rpartition("/")[2], flags=re.I)) for name in names}
    often = Counter(stem.casefold() for stem in stems.values())
    return {
        name: stem if often[stem.casefold()] == 1 else f"{stem}-{_letters(name)}"
        for name, stem in stems.items()
    }


def _letters(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", errors="surrogatepass")).hexdigest()[:8]
