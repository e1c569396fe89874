"""What installing the project means: the metadata, the files of a wheel, the light public import."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_wheel_keeps_patterns_and_command_line_inside_the_package(
    root: Path, project: dict[str, Any]
) -> None:
    inside = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert inside == {"patterns": "extractor/_patterns", "cli.py": "extractor/_cli.py"}
    assert all((root / source).exists() for source in inside)
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["extractor"]


def test_every_dependency_has_a_lower_bound_that_the_tested_release_keeps(
    root: Path, project: dict[str, Any]
) -> None:
    pins = dict(
        re.findall(r"^([\w.-]+)==(\S+)", (root / "constraints.txt").read_text(encoding="utf-8"), re.M)
    )
    tested = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    extras = project["project"]["optional-dependencies"]
    named = [*project["project"]["dependencies"], *extras["dev"], *extras["cluster"]]
    named.remove("extract-lakip[cluster]")
    for requirement in named:
        found = re.fullmatch(r"([\w.-]+)>=([\d.]+)", requirement)
        assert found, requirement
        assert _numbers(tested[found[1]]) >= _numbers(found[2]), requirement


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def test_import_is_light_and_audit_is_the_public_call(root: Path) -> None:
    code = (
        "import sys, extractor; assert 'pydantic' not in sys.modules; "
        "from extractor import audit; assert audit.__module__ == 'extractor.pipeline'"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


def test_every_public_name_can_be_fetched() -> None:
    import extractor

    for name in extractor.__all__:
        assert getattr(extractor, name).__name__ == name
    with pytest.raises(AttributeError):
        extractor.tidak_ada  # noqa: B018


def test_patterns_are_toml(root: Path) -> None:
    files = sorted((root / "patterns").glob("*.toml"))
    assert files
    for file in files:
        tomllib.loads(file.read_text(encoding="utf-8"))
