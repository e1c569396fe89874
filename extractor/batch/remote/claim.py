"""Who works at a target: one file there that names its client, for as long as a batch runs.

The file is renewed by a thread. One that was not renewed for long is of a batch that was killed; its age is
told by the clock of the target alone, for clocks of two machines differ. A batch that was killed on this
machine goes on at once: its working folder knows it.
"""

from __future__ import annotations

import json
import platform
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from extractor.batch.remote.target import TEMPORARY, Target
from extractor.errors import OptionError
from extractor.model import Phrase
from extractor.output.text import plain

FILE = ".sedang-dipakai.json"
_RENEWED = 60.0  # seconds between two renewals
LEASE = 600.0  # seconds after which a claim that was not renewed is nobody's: a bad network lasts shorter


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of ours."""

    target: Target
    data: bytes

    def check(self) -> None:
        """Raises OptionError if somebody else has taken the target."""
        if self.target.read(FILE) != self.data:
            raise OptionError(_taken(str(self.target)))


@contextmanager
def claimed(target: Target, client: str) -> Iterator[Claim]:
    """The target is ours. ``client`` is the same for every batch of one working folder.

    Raises OptionError if another client is at work there, or if nothing can be written, moved and removed.
    """
    claim = Claim(target, _written(client))
    _take(claim, client)
    ended = threading.Event()
    renewing = threading.Thread(target=_renew, args=(claim, ended), daemon=True)
    renewing.start()
    try:
        yield claim
    finally:
        ended.set()
        renewing.join()
        with suppress(OptionError):
            claim.check()
            target.remove(FILE)


def _written(client: str) -> bytes:
    content = {
        "client": client,
        "batch": uuid.uuid4().hex,
        "host": platform.node(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return json.dumps(content).encode("ascii")


def _take(claim: Claim, client: str) -> None:
    target = claim.target
    if not target.create(FILE, claim.data):
        other = _read(target)
        if other.get("client") != client and not _is_old(target):
            raise OptionError(_busy(str(target), other))
        target.remove(FILE)
        if not target.create(FILE, claim.data):
            raise OptionError(_busy(str(target), _read(target)))
    try:
        with _probe(target) as probe:  # results are moved into their places
            target.move(probe, f"{probe}-2")
            target.move(f"{probe}-2", probe)
    except OptionError:
        with suppress(OptionError):
            target.remove(FILE)
        raise


def _read(target: Target) -> dict[str, str]:
    with suppress(ValueError):
        content = json.loads(target.read(FILE) or b"{}")
        if isinstance(content, dict):
            return {name: plain(str(value)) for name, value in content.items()}
    return {}


def _is_old(target: Target) -> bool:
    with _probe(target) as probe:
        now, then = target.modified(probe), target.modified(FILE)
    return now is not None and then is not None and (now - then).total_seconds() > LEASE


@contextmanager
def _probe(target: Target) -> Iterator[str]:
    """A file that was written right now."""
    path = f"{TEMPORARY}/{uuid.uuid4().hex}"
    target.write(path, b"extract")
    try:
        yield path
    finally:
        target.remove(path)


def _renew(claim: Claim, ended: threading.Event) -> None:
    while not ended.wait(_RENEWED):
        with suppress(OptionError):  # the network is away: whoever writes next will be told
            claim.check()
            claim.target.write(FILE, claim.data)


def _busy(name: str, other: dict[str, str]) -> Phrase:
    host, since = other.get("host", "?"), other.get("since", "?")
    minutes = round(LEASE / 60)
    return Phrase(
        f"{name} sedang dipakai pemeriksaan lain ({host}, sejak {since}); bila pemeriksaan itu sudah mati, "
        f"ulangi setelah {minutes} menit atau hapus {FILE} di sana",
        f"{name} is in use by another run ({host}, since {since}); if that run is dead, repeat after "
        f"{minutes} minutes or remove {FILE} there",
    )


def _taken(name: str) -> Phrase:
    return Phrase(
        f"{name} diambil alih pemeriksaan lain; yang sudah selesai di sini tidak ditimpakan ke sana",
        f"{name} was taken over by another run; what is done here is not written over it",
    )
