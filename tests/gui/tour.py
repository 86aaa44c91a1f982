"""A walk through everything the window shows: its pages, sections, and dialogs, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.inbox.page import InboxPage
from gui.knowledge.page import KnowledgePage
from gui.main_window import MainWindow
from gui.settings.page import SettingsPage
from gui.shortcuts_dialog import ShortcutsDialog
from tests.gui.event_loop import settle, spend, turn

_QUIET_S = 0.35
"""What a page asks the engine for when it comes into view is there after this."""


def tour(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Names and widgets of the places, each while it is in view. The home must hold the demo."""
    yield from _inbox(window)
    yield from _knowledge(window)
    yield from _settings(window)
    yield from _dialog("shortcuts", lambda: ShortcutsDialog(window.desk, window).open())


def _inbox(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page = window.go_to("inbox")
    assert isinstance(page, InboxPage)
    settle(lambda: page.conversations.model.rowCount() > 0)
    settle(lambda: page.talk.conversation is not None)
    spend(_QUIET_S)
    yield "inbox", page
    yield from _dialog("new conversation", page.begin_new)
    yield from _dialog("pasted chat", page.begin_paste)
    yield from _dialog("customer", page.open_record)


def _knowledge(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page = window.go_to("knowledge")
    assert isinstance(page, KnowledgePage)
    settle(lambda: page.browser.table.model().rowCount() > 0)
    spend(_QUIET_S)
    yield "knowledge", page
    page.new_entry()
    spend(_QUIET_S)
    yield "knowledge, new entry", page
    page.show_duplicates()
    spend(_QUIET_S)
    yield "knowledge, duplicates", page


def _settings(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page = window.go_to("settings")
    assert isinstance(page, SettingsPage)
    for offer in page.offers():
        offer.run()
        spend(_QUIET_S)
        yield offer.name, page


def _dialog(name: str, begin: Callable[[], object]) -> Iterator[tuple[str, QWidget]]:
    begin()
    spend(_QUIET_S)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog), f"{name} opens no dialog"
    yield name, dialog
    dialog.reject()
    turn()
