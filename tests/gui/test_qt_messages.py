"""Qt's messages reach the logs, what they quote does not."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from gui import qt_messages


@pytest.fixture
def installed() -> Iterator[None]:
    before = qInstallMessageHandler(None)
    qt_messages.install()
    yield
    qInstallMessageHandler(before)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("QLayout: Attempting to add QLayout to MainWindow", "QLayout"),
        ('QUrl::fromUserInput("Maria Gonzalez")', "QUrl::fromUserInput"),
        ("Maria Gonzalez wrote to us", "unnamed"),
        ("Quite a long message of a customer: 4111", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_only_the_function_is_kept(text: str, speaker: str) -> None:
    assert qt_messages.speaker(text) == speaker


@pytest.mark.usefixtures("installed")
def test_a_warning_is_logged_without_what_it_says(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="qt"):
        qWarning("QSomething::does: cannot show 'Maria Gonzalez'")
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.__dict__["code"] == "QSomething::does"
    assert "Maria" not in str(vars(record))


@pytest.mark.usefixtures("installed")
def test_a_developer_can_see_all_of_it(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_LOGGING_TO_CONSOLE", "1")
    qWarning("QSomething::does: all of it")
    assert "all of it" in capfd.readouterr().err
