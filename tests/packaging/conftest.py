"""The scripts of packaging/, which is no package: loaded from their files."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

_FOLDER = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture(scope="session")
def script() -> Callable[[str], ModuleType]:
    """`script(name)`: one of them, as Python would run it."""

    def load(name: str) -> ModuleType:
        sys.path.insert(0, str(_FOLDER))
        try:
            return importlib.import_module(name)
        finally:
            sys.path.remove(str(_FOLDER))

    return load
