"""Reports with their known errors put right: nothing is called an error any more."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE))

from clean_twin import Correction, Read, corrected, corrections, read_report  # noqa: E402

_SAMPLES = _HERE.parent / "samples"
_CORRECTED = _HERE / "corrections"
SAMPLES = sorted(path.name.removesuffix(".correct.toml") for path in _SAMPLES.glob("*.correct.toml"))
REPORTS = sorted(path.stem for path in _CORRECTED.glob("*.toml"))


def _errors(read: Read) -> list[str]:
    return [f"{f.code} {f.message}" for f in read.findings() if f.severity == "error"]


def _twin(report: Path, file: Path) -> tuple[list[str], list[str]]:
    """The errors of a report before and after its corrections."""
    read = read_report(report)
    return _errors(read), _errors(corrected(read, corrections(file)))


@pytest.mark.parametrize("name", SAMPLES)
def test_corrected_samples_hold_no_error(name: str) -> None:
    before, after = _twin(_SAMPLES / f"{name}.pdf", _SAMPLES / f"{name}.correct.toml")
    assert before and not after


@pytest.mark.parametrize("name", SAMPLES)
def test_what_remains_is_listed(name: str) -> None:
    """Warnings that were not put right are those of the sample's list; a correction makes no new ones."""
    listed = tomllib.loads((_SAMPLES / f"{name}.expect.toml").read_text(encoding="utf-8"))["finding"]
    codes = {code for entry in listed for code in (entry["code"], *entry.get("also", []))}
    read = read_report(_SAMPLES / f"{name}.pdf")
    twin = corrected(read, corrections(_SAMPLES / f"{name}.correct.toml"))
    assert {f.code for f in twin.findings()} <= codes


@pytest.mark.parametrize("name", REPORTS)
def test_corrected_reports_hold_no_error(name: str, shared: Path) -> None:
    (report,) = [path for folder in ("reports", "real") for path in (shared / folder).glob(f"{name}.pdf")]
    before, after = _twin(report, _CORRECTED / f"{name}.toml")
    assert before and not after


def test_every_sample_with_errors_has_a_twin() -> None:
    assert SAMPLES == ["kesehatan", "naker", "pendapatan", "tanpa-garis"]


def test_a_correction_that_finds_nothing_is_a_mistake(samples: Path) -> None:
    read = read_report(samples / "tanpa-garis.pdf")
    with pytest.raises(ValueError, match="not printed"):
        corrected(read, [Correction(page=6, was="123.456.789", now="1")])
