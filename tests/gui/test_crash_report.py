"""Faults of the window are written down without anybody's words, and told."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from gui.actions import Action
from gui.crash_report import Faults
from gui.fault_notices import FaultNotices
from gui.main_window import MainWindow
from gui.notices import Notice
from gui.report_dialog import ReportDialog
from tests.gui.event_loop import spend, turn

Settle = Callable[..., None]
SECRET = "Maria Gonzalez, card 4111 1111 1111 1111"
_PROJECT = Path(__file__).resolve().parents[2]


class Faulty(Exception):  # noqa: N818 - a name to look for
    """Raised by these tests."""


@pytest.fixture
def faults(tmp_path: Path) -> Iterator[Faults]:
    """Heard instead of what the tests themselves hear exceptions with."""
    before = sys.excepthook
    made = Faults(tmp_path / "logs")
    made.install()
    yield made
    made.remove()
    sys.excepthook = before
    made.deleteLater()
    turn()


def fail_in_a_slot() -> None:
    """As a slot does that works with what a customer wrote."""

    def slot() -> None:
        words = SECRET
        raise Faulty(words)

    QTimer.singleShot(0, slot)


def reports(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "logs").glob("window-fault-*.json"))


def test_a_fault_in_a_slot_is_written_without_a_word_of_anybody(
    faults: Faults, tmp_path: Path, settle: Settle, capfd: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    faults.happened.connect(told.append)
    Action(name="new entry", text=str, icon="plus", run=lambda: None)()
    fail_in_a_slot()
    settle(lambda: told)
    (file,) = reports(tmp_path)
    written = json.loads(file.read_text())
    assert written["error"] == "Faulty"
    assert written["places"][-1].endswith("in slot")
    assert written["actions"][-1] == "new entry"
    assert written["versions"]["qt"]
    for text in (told[0], file.read_text(), capfd.readouterr().err):
        assert "Maria" not in text
        assert "4111" not in text


def test_the_same_fault_is_told_once_in_a_while(
    faults: Faults, tmp_path: Path, settle: Settle
) -> None:
    told: list[str] = []
    faults.happened.connect(told.append)
    for _ in range(5):
        fail_in_a_slot()
    settle(lambda: told)
    spend(0.1)
    assert len(told) == len(reports(tmp_path)) == 1


def test_the_window_tells_it_and_shows_the_report(
    faults: Faults, demo_window: MainWindow, settle: Settle
) -> None:
    FaultNotices(faults, demo_window)
    notices: list[Notice] = []
    demo_window.context.notices.told.connect(notices.append)
    fail_in_a_slot()
    settle(lambda: notices)
    assert notices[0].stays_ms == 0
    assert notices[0].code == "window.fault"
    assert notices[0].act is not None
    notices[0].act()
    dialog = demo_window.findChild(ReportDialog)
    assert "Faulty" in dialog.findChild(QPlainTextEdit).toPlainText()
    next(one for one in dialog.findChildren(QPushButton) if one.text() == "Close").click()
    turn()


def test_a_full_disk_costs_the_file_and_not_the_notice(tmp_path: Path, settle: Settle) -> None:
    (tmp_path / "logs").write_text("a file where a folder should be")
    before = sys.excepthook
    faults = Faults(tmp_path / "logs")
    faults.install()
    told: list[str] = []
    faults.happened.connect(told.append)
    fail_in_a_slot()
    settle(lambda: told)
    faults.remove()
    sys.excepthook = before
    faults.deleteLater()


_CRASH = """
import faulthandler, sys
from pathlib import Path
from gui.crash_report import Faults
faults = Faults(Path(sys.argv[1]))
faults.install()
print(repr(faults.before))
if sys.argv[2] == "crash":
    faulthandler._sigsegv()
faults.remove()
"""


def run(logs: Path, how: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _CRASH, str(logs), how], cwd=_PROJECT, text=True, check=False,
        capture_output=True,
    )  # fmt: skip
    return done.stdout


def test_a_crash_in_native_code_is_told_at_the_next_start(tmp_path: Path) -> None:
    run(tmp_path, "crash")
    assert "Segmentation fault" in run(tmp_path, "end")
    assert run(tmp_path, "end").strip() == "''"
    assert not (tmp_path / "window-crash.txt").exists()
    assert "Segmentation fault" in (tmp_path / "window-crash-last.txt").read_text()
