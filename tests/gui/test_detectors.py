"""The detectors of these tests detect."""

from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QTimer, qWarning
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkRequest
from PySide6.QtWidgets import QApplication, QLabel

from tests.gui.detectors import Leftovers, complaints
from tests.gui.event_loop import spend, turn


def test_a_widget_that_stays_is_told(application: QApplication) -> None:
    before = Leftovers(application)
    widget = QLabel("left")
    assert before.left() == ["QLabel ''"]
    widget.deleteLater()
    turn()
    assert before.left() == []


def test_a_timer_that_runs_is_told(application: QApplication) -> None:
    before = Leftovers(application)
    timer = QTimer()
    timer.start(1000)
    assert before.left() == ["QTimer ''"]
    timer.stop()
    assert before.left() == []


def test_a_reply_that_is_kept_is_told(application: QApplication) -> None:
    before = Leftovers(application)
    network = QNetworkAccessManager()
    reply = network.get(QNetworkRequest("http://127.0.0.1:9/"))
    assert len(before.left()) == 1
    reply.abort()
    reply.deleteLater()
    turn()
    assert before.left() == []


def test_a_process_that_lives_on_is_told_and_ended(application: QApplication) -> None:
    before = Leftovers(application, ending_s=0.5)
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        assert "time.sleep" in before.left()[0]
        assert process.wait(60) != 0


def test_warnings_and_exceptions_in_slots_are_heard(application: QApplication) -> None:
    with complaints() as heard:
        qWarning("something is wrong")
        QTimer.singleShot(0, lambda: 1 / 0)
        spend(0.05)
    assert "something is wrong" in heard[0]
    assert "ZeroDivisionError" in heard[1]
