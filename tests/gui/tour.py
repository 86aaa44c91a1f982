"""A walk through everything the window shows: its pages, sections, and dialogs, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gui.engine.call import Call, Stream
from gui.inbox.page import InboxPage
from gui.knowledge.page import KnowledgePage
from gui.main_window import MainWindow
from gui.settings.page import SettingsPage
from gui.shortcuts_dialog import ShortcutsDialog
from gui.training.page import TrainingPage
from tests.gui.event_loop import settle, spend, turn

_QUIET_S = 0.35
"""A page that has asked the engine for nothing so long has what it wanted."""
_STEP_S = 0.05
_MOST_STEPS = 400


def tour(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Names and widgets of the places, each while it is in view. The home must hold the demo."""
    yield from _inbox(window)
    yield from _knowledge(window)
    yield from _training(window)
    yield from _settings(window)
    yield from _dialog(window, "shortcuts", lambda: ShortcutsDialog(window.context, window).open())


def _inbox(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page = window.go_to("inbox")
    assert isinstance(page, InboxPage)
    settle(lambda: page.conversations.model.rowCount() > 0)
    settle(lambda: page.talk.conversation is not None)
    rest(window)
    yield "inbox", page
    yield from _dialog(window, "new conversation", page.begin_new)
    yield from _dialog(window, "pasted chat", page.begin_paste)
    yield from _dialog(window, "customer", page.open_record)


def _knowledge(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page = window.go_to("knowledge")
    assert isinstance(page, KnowledgePage)
    settle(lambda: page.browser.table.model().rowCount() > 0)
    rest(window)
    yield "knowledge", page
    page.new_entry()
    rest(window)
    yield "knowledge, new entry", page
    page.show_duplicates()
    rest(window)
    yield "knowledge, duplicates", page


def _training(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page = window.go_to("training")
    assert isinstance(page, TrainingPage)
    settle(page.overview.empty.isVisible)
    yield "training", page
    page.show_choice()
    settle(lambda: len(page.choice.kinds.cards) > 0)
    rest(window)
    page.choice.form.more.click()
    turn()
    yield "training, choice", page
    page.show_groups()
    settle(page.groups.nothing.isVisible)
    yield "training, groups", page
    page.show_overview()


def _settings(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    page = window.go_to("settings")
    assert isinstance(page, SettingsPage)
    for action in page.commands():
        action.run()
        rest(window)
        yield action.name, page


def rest(window: MainWindow) -> None:
    """Run the event loop until nothing is asked of the engine for a while."""
    quiet = 0.0
    for _ in range(_MOST_STEPS):
        spend(_STEP_S)
        quiet = 0.0 if _asks(window) else quiet + _STEP_S
        if quiet >= _QUIET_S:
            return


def _asks(window: MainWindow) -> bool:
    """Whether an answer is on its way, beside the stream of what happens."""
    link = window.context.link
    owner = link.parent()
    places: list[QObject] = [*QApplication.topLevelWidgets(), *([owner] if owner else [])]
    calls = any(place.findChildren(Call) for place in places)
    return calls or any(
        stream is not link._stream for place in places for stream in place.findChildren(Stream)
    )


def _dialog(
    window: MainWindow, name: str, begin: Callable[[], object]
) -> Iterator[tuple[str, QWidget]]:
    begin()
    rest(window)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog), f"{name} opens no dialog"
    yield name, dialog
    dialog.reject()
    turn()
