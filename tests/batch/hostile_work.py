"""What a report may do to the process that reads it, without a report."""

from __future__ import annotations

import os
import time
from typing import Any


def hang(path: str, **_: Any) -> None:
    time.sleep(600)


def die(path: str, **_: Any) -> None:
    os._exit(9)


def live(path: str, **_: Any) -> int:
    return 7
