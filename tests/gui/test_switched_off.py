"""What an administrator switched off is not there: no page, no action, no entry of the palette."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gui.main_window import MainWindow
from gui.page import WindowContext
from gui.preferences import Preferences
from gui.settings.general import GeneralSection
from gui.shell import Shell
from gui.window_self_test import colours
from tests.gui.conftest import shown
from tests.gui.event_loop import turn


@pytest.fixture
def limited(context: WindowContext) -> Iterator[MainWindow]:
    """A window where training and the clipboard are off."""
    file = context.preferences.folder / "window.json"
    off = frozenset({"training", "clipboard"})
    preferences = Preferences(file, {"page": "training", "clipboard_copilot": True}, off)
    yield from shown(replace(context, preferences=preferences))


def test_no_page_and_no_action_of_them_is_there(limited: MainWindow) -> None:
    assert list(limited.pages) == ["inbox", "knowledge", "settings"]
    assert [page.name for page in limited.visible_pages()] == ["inbox", "knowledge", "settings"]
    shell = Shell(limited)
    assert not [action.name for action in limited.commands.all() if "clipboard" in action.name]
    assert not shell.copilot.on
    shell.close()
    shell.deleteLater()
    turn()


def test_the_switch_of_the_clipboard_is_gone_from_the_settings(limited: MainWindow) -> None:
    page = limited.go_to("settings")
    turn()
    section = page.findChild(GeneralSection)
    assert section is not None
    assert not section.copilot.isVisible()
    assert section.tray.isVisible()


def test_an_empty_picture_has_one_colour() -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert colours(image) == 1
    painter = QPainter(image)
    painter.fillRect(0, 0, 100, 100, QColor("black"))
    painter.end()
    assert colours(image) == 2
