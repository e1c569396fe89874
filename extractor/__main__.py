"""The command ``extract`` and ``python -m extractor``.

An installed wheel holds the command line as ``extractor._cli``; in a checkout it is the project's cli.py,
loaded under the same name.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

_NAME = "extractor._cli"


def command_line() -> ModuleType:
    """The module cli.py, wherever it lies. Raises ImportError if the installation is incomplete."""
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    here = Path(__file__).resolve().parent
    packaged, checkout = here / "_cli.py", here.parent / "cli.py"
    spec = importlib.util.spec_from_file_location(_NAME, packaged if packaged.is_file() else checkout)
    if spec is None or spec.loader is None:
        raise ImportError("the command line of extract is not installed")
    module = importlib.util.module_from_spec(spec)
    sys.modules[_NAME] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    command_line().main()


if __name__ == "__main__":
    main()
