"""Whether a file at a URL is still the one that was seen, by what its protocol tells without sending it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_SUMS = ("etag", "md5hash", "md5", "contentmd5", "digest", "checksum", "crc32c", "generation")
_TIMES = ("mtime", "lastmodified", "modified", "updated", "modify", "created")
_OTHER = re.compile(r"[^a-z0-9]")


def state(info: Mapping[str, Any]) -> str:
    """The state of a file by fsspec's ``info``: its size with its checksum or version, else with its time;
    '' if the protocol tells neither. Protocols spell the names in their own ways.

    >>> state({"size": 7, "ETag": '"a1"', "LastModified": "2024-01-01"})
    '7 etag="a1"'
    >>> state({"size": 7})
    ''
    """
    told = {_OTHER.sub("", name.casefold()): value for name, value in info.items() if value}
    sums = [f"{name}={told[name]}" for name in _SUMS if name in told]
    times = [f"{name}={told[name]}" for name in _TIMES if name in told]
    found = sums or times[:1]
    return " ".join([str(told.get("size", 0)), *found]) if found else ""
