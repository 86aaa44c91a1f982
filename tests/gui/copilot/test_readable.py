"""What of a clipboard is read: short plain text that is no secret."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from gui.copilot.readable import LONGEST, text_of


def holding(text: str) -> QMimeData:
    content = QMimeData()
    content.setText(text)
    return content


def test_text() -> None:
    assert text_of(holding("  Where is it?\n")) == "Where is it?"


def test_nothing() -> None:
    assert text_of(None) == ""
    assert text_of(QMimeData()) == ""


def test_what_is_too_long_for_a_message() -> None:
    assert text_of(holding("x" * LONGEST)) == "x" * LONGEST
    assert text_of(holding("x" * (LONGEST + 1))) == ""


@pytest.mark.parametrize(
    "mark",
    [
        "x-kde-passwordManagerHint",
        'application/x-qt-windows-mime;value="Clipboard Viewer Ignore"',
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
    ],
)
def test_what_a_password_manager_asks_others_not_to_look_at(mark: str) -> None:
    content = holding("hunter2")
    content.setData(mark, b"secret")
    assert text_of(content) == ""


def test_files_and_pictures_are_no_text() -> None:
    files = QMimeData()
    files.setUrls([QUrl("file:///etc/passwd")])
    assert text_of(files) == ""
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert text_of(picture) == ""
