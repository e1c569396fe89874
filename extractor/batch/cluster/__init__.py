"""The engine of many machines: the same tasks, done by the workers of a Dask cluster.

``client`` hands tasks to the scheduler and is the engine; ``parcel`` is what travels; ``worker`` is what
happens at the other end, again in a child that can be killed. Dask decides who does what, and gives the work
of a machine that is lost to another. It is an extra of the program: this module says so where it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from extractor.batch.pool import Engine
from extractor.errors import OptionError
from extractor.model import Phrase


@contextmanager
def cluster(address: str, *, shared: bool = True) -> Iterator[Engine]:
    """The engine of the cluster whose scheduler is at an address ('tcp://10.0.0.5:8786').

    ``shared``: workers look for files at the client's own paths first, as on a disk that all machines have.
    Raises OptionError if there is no such cluster, or one with another state of the program.
    """
    if find_spec("distributed") is None:
        raise OptionError(_MISSING)
    from extractor.batch.cluster.client import connected

    with connected(address, shared=shared) as engine:
        yield engine


_MISSING = Phrase(
    "--engine dask memerlukan paket tambahan: pip install 'extract-lakip[cluster]'",
    "--engine dask needs more packages: pip install 'extract-lakip[cluster]'",
)
