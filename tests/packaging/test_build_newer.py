"""The later version that upgrades are tested with is one: a higher number, one schema more."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from assistant.store import migrations

ROOT = Path(__file__).resolve().parents[2]
Script = Callable[[str], ModuleType]
_ASKED = """
from sqlalchemy import create_engine, inspect
from assistant.store import migrations
with create_engine("sqlite://").begin() as connection:
    migrations.apply(connection, migrations.ALL[-1])
    print(migrations.NEWEST, migrations.current(connection), inspect(connection).has_table("later"))
"""


def test_a_copy_becomes_a_later_version(script: Script, tmp_path: Path) -> None:
    unwanted = shutil.ignore_patterns("__pycache__", "starter", "demo")
    for room in ("assistant", "retrieval"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=unwanted)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    script("build_newer").make_newer(tmp_path)
    told = subprocess.run(
        [sys.executable, "-c", _ASKED], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout.split()
    number = str(migrations.NEWEST + 1)
    assert told == [number, number, "True"]
    version = script("editions").version()
    assert f'version = "{version}"' not in (tmp_path / "pyproject.toml").read_text("utf-8")
