"""The notices name what is shipped, and nothing of it is under a licence that must not ship."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def notices() -> ModuleType:
    spec = importlib.util.spec_from_file_location("notices", ROOT / "packaging" / "notices.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_distribution_of_the_runtime_is_named(notices: ModuleType) -> None:
    written = notices.names((ROOT / "THIRD_PARTY_NOTICES.md").read_text("utf-8"))
    needed = notices.names(notices.render())
    assert {"SQLAlchemy", "faiss-cpu", "onnxruntime", "tantivy"} <= needed
    assert needed <= written, "run: python packaging/notices.py"


def test_no_copyleft_is_shipped(notices: ModuleType) -> None:
    assert notices.copyleft() == []


def test_only_qt_is_used_under_a_weak_copyleft(notices: ModuleType) -> None:
    """Dynamic, unchanged and replaceable, as LGPL-3.0 asks; the notices say so."""
    assert set(notices._CHOSEN) == {"PySide6_Essentials", "shiboken6"}
    assert set(notices._CHOSEN.values()) == {"LGPL-3.0-only"}
    assert "LGPL-3.0-only" in (ROOT / "THIRD_PARTY_NOTICES.md").read_text("utf-8")


def test_copyleft_would_be_seen(notices: ModuleType) -> None:
    seen = notices._COPYLEFT.search
    assert seen("GNU General Public License v3 (GPLv3)")
    assert seen("LGPL-2.1-or-later")
    assert not seen("MIT License")


@pytest.mark.parametrize("option", ["--help", "--chek"])
def test_only_a_call_without_options_writes(option: str) -> None:
    target = ROOT / "THIRD_PARTY_NOTICES.md"
    before = target.stat().st_mtime_ns
    script = ROOT / "packaging" / "notices.py"
    done = subprocess.run([sys.executable, str(script), option], capture_output=True, text=True)
    assert done.returncode == (0 if option == "--help" else 2)
    assert "--check" in done.stdout + done.stderr
    assert target.stat().st_mtime_ns == before
