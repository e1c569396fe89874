"""What finds and recognises the text of an image, behind a small protocol.

The default engine is RapidOCR's detector and recogniser (Apache 2.0), whose models lie in its wheel: their
paths are given outright, so that nothing is ever fetched. The recogniser's network is run here and not
through RapidOCR's own call, because two things are wanted that it does not give: how sure each single
character is, and characters of the Latin script only.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
"""An image of one channel: rows from the top, 0 black, 255 white."""
Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""The corners of a line of text in pixels, clockwise from its top left as the image shows it."""


class Line(NamedTuple):
    """A recognised line: its characters, how sure each is (0 to 1), and where the middle of each stands as
    a share of the crop's width."""

    text: str
    sure: tuple[float, ...]
    at: tuple[float, ...]


class Engine(Protocol):
    """An OCR engine. ``name`` tells it and its models from every other; readings are kept under it."""

    @property
    def name(self) -> str: ...

    def detect(self, image: Gray) -> list[Quad]:
        """The lines of text in an image, whatever their direction."""
        ...

    def recognise(self, crops: Sequence[Gray]) -> list[Line]:
        """What each crop says, read from left to right."""
        ...


class EngineMissing(Exception):
    """The engine or its models are not installed; never leaves ``extractor.reading``."""


_HEIGHT = 48  # pixels; the height of a line that the recogniser was trained on
_NARROWEST = 64  # pixels; narrower crops are padded, which keeps single digits readable
_WIDEST = 3200  # pixels; a line of 66 times its height is no line of text
_MOST_DETECTED = 2400  # pixels on the longer side; the caller asks for less
_SIGNS = " .,;:!?'\"()[]{}<>/\\|+-–—=*%&@#$_°≤≥±×÷√²³•·“”’‘é~^"
_ALPHABET = frozenset(string.digits + string.ascii_letters + _SIGNS)


class RapidEngine:
    """RapidOCR on one processor core.

    Raises EngineMissing where the packages or the models in them are missing.
    """

    def __init__(self) -> None:
        detector, recogniser = _models()
        try:
            import onnxruntime
            from rapidocr import RapidOCR
        except ImportError as error:
            raise EngineMissing(str(error)) from None
        one = {"intra_op_num_threads": 1, "inter_op_num_threads": 1}
        self._detector: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": _MOST_DETECTED,
                "Det.model_path": str(detector),
                "Rec.model_path": str(recogniser),
                **{f"EngineConfig.onnxruntime.{key}": value for key, value in one.items()},
            }
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(
            str(recogniser), options, providers=["CPUExecutionProvider"]
        )
        self._input: str = self._session.get_inputs()[0].name
        known = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        classes = ["", *known, " "]  # the blank of CTC comes first, the space last
        self._kept = np.array([i for i, char in enumerate(classes) if i == 0 or char in _ALPHABET])
        self._chars = [classes[i] for i in self._kept]

    @property
    def name(self) -> str:
        return engine_name()

    def detect(self, image: Gray) -> list[Quad]:
        found = self._detector(_three_channels(image), use_det=True, use_cls=False, use_rec=False)
        if found.boxes is None:
            return []
        return [_quad(box.tolist()) for box in found.boxes]

    def recognise(self, crops: Sequence[Gray]) -> list[Line]:
        return [self._line(crop) for crop in crops]

    def _line(self, crop: Gray) -> Line:
        import cv2

        high, wide = crop.shape
        if high < 2 or wide < 2:
            return Line("", (), ())
        scaled = min(max(1, round(_HEIGHT * wide / high)), _WIDEST)
        resized = cv2.resize(crop, (scaled, _HEIGHT), interpolation=cv2.INTER_LINEAR)
        padded = np.zeros((3, _HEIGHT, max(scaled, _NARROWEST)), dtype=np.float32)
        padded[:, :, :scaled] = resized.astype(np.float32) / 127.5 - 1.0
        scores = self._session.run(None, {self._input: padded[None]})[0][0]
        return self._decoded(scores[:, self._kept], padded.shape[2] / scaled)

    def _decoded(self, scores: NDArray[np.float32], padding: float) -> Line:
        """Greedy decoding of CTC: repeats are one character, blanks none."""
        best = scores.argmax(axis=1)
        text: list[str] = []
        sure: list[float] = []
        first: list[int] = []
        last: list[int] = []
        before = 0
        for step, index in enumerate(best):
            if index and index == before:
                sure[-1] = max(sure[-1], float(scores[step, index]))
                last[-1] = step
            elif index:
                text.append(self._chars[index])
                sure.append(float(scores[step, index]))
                first.append(step)
                last.append(step)
            before = int(index)
        width = len(best) / padding
        at = tuple(min(1.0, (a + b + 1) / 2 / width) for a, b in zip(first, last, strict=True))
        return Line("".join(text), tuple(sure), at)


def engine_name() -> str:
    """The default engine with the versions that its readings depend on.

    Raises EngineMissing where a package is missing.
    """
    try:
        return f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}"
    except PackageNotFoundError as error:
        raise EngineMissing(str(error)) from None


def _models() -> tuple[Path, Path]:
    """The detector and the recogniser that RapidOCR's wheel holds."""
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise EngineMissing("rapidocr")
    folder = Path(spec.submodule_search_locations[0]) / "models"
    found = []
    for part in ("det", "rec"):
        models = sorted(folder.glob(f"*_{part}_*.onnx"))
        if not models:
            raise EngineMissing(f"{folder.name}/*_{part}_*.onnx")
        found.append(models[-1])
    return found[0], found[1]


def _quad(corners: Sequence[Sequence[float]]) -> Quad:
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return a, b, c, d


def _three_channels(image: Gray) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.repeat(image[:, :, None], 3, axis=2))
