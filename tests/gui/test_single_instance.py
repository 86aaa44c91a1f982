"""One window a home, seen from two processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.single_instance import SingleInstance
from tests.gui.event_loop import settle, spend

_PROJECT = Path(__file__).resolve().parents[2]
_SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.single_instance import SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
print(instance.raise_other(), flush=True)
if sys.argv[2:]:
    sys.stdin.readline()
"""

_WHOLE = """
import sys
from pathlib import Path
from gui.opening import open_window
status = open_window(Path(sys.argv[1]), locator=None)
print(status, *(name for name in sys.modules if name.startswith(("gui.", "pydantic"))), flush=True)
"""
_LIGHT = {
    "gui.opening", "gui.application", "gui.preferences", "gui.single_instance", "gui.import_costs",
}  # fmt: skip


def start_again(home: Path, *more: str, script: str = _SECOND) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(home), *more], cwd=_PROJECT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."},
    )  # fmt: skip


@pytest.mark.usefixtures("application")
def test_a_second_start_raises_the_first(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    raised: list[bool] = []
    first.raised.connect(lambda: raised.append(True))
    assert not first.raise_other()
    with start_again(tmp_path) as second:
        settle(lambda: raised and second.poll() is not None)
        assert second.stdout is not None
        assert second.stdout.read().strip() == "True"
    assert raised == [True]
    first.deleteLater()


@pytest.mark.usefixtures("application")
def test_a_second_start_loads_no_window(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    assert not first.raise_other()
    with start_again(tmp_path, script=_WHOLE) as second:
        settle(lambda: second.poll() is not None)
        assert second.stdout is not None
        status, *loaded = second.stdout.read().split()
    assert status == "0"
    assert set(loaded) == _LIGHT
    first.deleteLater()


@pytest.mark.usefixtures("application")
def test_another_home_has_a_window_of_its_own(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "one")
    raised: list[bool] = []
    first.raised.connect(lambda: raised.append(True))
    assert not first.raise_other()
    with start_again(tmp_path / "two") as second:
        settle(lambda: second.poll() is not None)
        assert second.stdout is not None
        assert second.stdout.read().strip() == "False"
    spend(0.1)
    assert not raised
    first.deleteLater()


def test_one_that_was_killed_is_not_in_the_way(tmp_path: Path, application: QApplication) -> None:
    with start_again(tmp_path, "stay") as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline().strip() == "False"
        killed.kill()
    first = SingleInstance(tmp_path)
    assert not first.raise_other()
    raised: list[bool] = []
    first.raised.connect(lambda: raised.append(True))
    with start_again(tmp_path) as second:
        settle(lambda: raised and second.poll() is not None)
    assert application is not None
    first.deleteLater()
