"""Functions of pdfium's that are called for each character or object of a page, in half the time.

ctypes spends most of such a call on looking at the types of its arguments. Here handles are plain integers,
and where a function is called with nothing but a handle and a small number, nothing is looked at.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray


def integers(function: Any, *arguments: Any) -> Callable[..., int]:
    """A function that gives an integer, called with plain integers, also for pointers."""
    return ctypes.PYFUNCTYPE(ctypes.c_int, *arguments)(_address(function))


def handles(function: Any, *arguments: Any) -> Callable[..., int | None]:
    """A function that gives a handle, which comes as an integer (None for none)."""
    return ctypes.PYFUNCTYPE(ctypes.c_void_p, *arguments)(_address(function))


def unchecked(function: Any) -> Callable[..., int]:
    """A function that gives an integer, called with ctypes pointers and integers below 2**31. Nothing checks
    what it is given."""
    return ctypes.PYFUNCTYPE(ctypes.c_int)(_address(function))


def measuring(function: Any) -> Callable[..., float]:
    """The same for a function that gives a number of single precision."""
    return ctypes.PYFUNCTYPE(ctypes.c_float)(_address(function))


def handle(pointer: ctypes.c_void_p) -> int:
    """The integer of a handle. A cast would tie a knot that stays in memory."""
    return ctypes.c_void_p.from_buffer(pointer).value or 0


def _address(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


ROOM = 4096  # rectangles; more than most pages have characters
_RECT = 16  # bytes of pdfium's FS_RECTF: left, top, right and bottom as floats


@cache
def room() -> tuple[NDArray[np.float32], tuple[ctypes.c_void_p, ...]]:
    """Memory for ROOM rectangles, a row for each, and where they lie. To make the pointers takes as long as
    to ask for the rectangles, so they are kept."""
    memory = np.zeros((ROOM, 4), np.float32)
    first = memory.ctypes.data
    return memory, tuple(ctypes.c_void_p(first + _RECT * index) for index in range(ROOM))
