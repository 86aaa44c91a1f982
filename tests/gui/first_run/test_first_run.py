"""The first start, on a real engine: language, three ways to begin, the key's warning."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from assistant.contracts import ConversationPage
from assistant.paths import Home
from gui.first_run import show_welcome
from gui.first_run.welcome import Welcome
from gui.knowledge.importing.dialog import ImportDialog
from gui.main_window import MainWindow
from gui.page import WindowContext
from gui.preferences import Preferences
from tests.gui import event_loop
from tests.gui.conftest import Looks, make_context, shown
from tests.gui.engines import kill_engine

Settle = Callable[..., None]


@pytest.fixture
def new_context(engine_home: Home, looks: Looks) -> Iterator[WindowContext]:
    """A window context of somebody who starts for the first time."""
    owner = QObject()
    context = make_context(engine_home, looks, owner, welcomed=False)
    context.link.attach()
    event_loop.settle(lambda: context.link.state.name == "ready", what="a ready engine")
    yield context
    context.link.detach()
    owner.deleteLater()
    event_loop.turn()


@pytest.fixture
def new_window(new_context: WindowContext) -> Iterator[MainWindow]:
    yield from shown(new_context)


def welcome_of(window: MainWindow) -> Welcome:
    found = window.findChild(Welcome)
    assert isinstance(found, Welcome)
    assert found.isVisible()
    return found


def welcomed(window: MainWindow) -> bool:
    return window.findChild(Welcome) is None and window.pages[window_page(window)].isVisible()


def window_page(window: MainWindow) -> str:
    return window.context.preferences.now.page


def test_the_demo_comes_in_and_the_inbox_has_its_conversations(
    new_window: MainWindow, engine_home: Home, settle: Settle
) -> None:
    welcome_of(new_window).add_demo.click()
    settle(lambda: welcomed(new_window))
    assert window_page(new_window) == "inbox"
    pages = []
    new_window.context.engine.conversations({}, new_window).then(pages.append)
    settle(lambda: pages)
    assert pages[0].total == 20
    assert Preferences(engine_home.root / "window.json").now.welcomed


def test_the_demo_comes_in_although_the_engine_was_killed(
    new_window: MainWindow, engine_home: Home, settle: Settle
) -> None:
    page = welcome_of(new_window)
    begun: list[int] = []
    page.demo.progressed.connect(lambda done, _: begun.append(done))
    page.add_demo.click()
    settle(lambda: begun)
    kill_engine(engine_home)
    settle(lambda: welcomed(new_window), timeout=120)
    pages: list[ConversationPage] = []
    new_window.context.engine.conversations({}, new_window).then(pages.append)
    settle(lambda: pages)
    assert pages[0].total == 20


def test_starting_empty_is_not_asked_again(
    new_window: MainWindow, engine_home: Home, settle: Settle
) -> None:
    welcome_of(new_window).begin_empty.click()
    settle(lambda: welcomed(new_window))
    assert Preferences(engine_home.root / "window.json").now.welcomed
    again = MainWindow(new_window.context)
    again.show()
    event_loop.turn()
    assert again.findChild(Welcome) is None
    again.close()
    again.deleteLater()


def test_importing_opens_the_import(new_window: MainWindow, settle: Settle) -> None:
    QTest.keyClick(welcome_of(new_window).import_own, Qt.Key.Key_Space)
    settle(lambda: welcomed(new_window))
    assert window_page(new_window) == "knowledge"
    dialog = new_window.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    assert dialog.choosing.isVisible()
    dialog.reject()


def test_the_language_changes_at_once_and_is_remembered(
    new_window: MainWindow, engine_home: Home
) -> None:
    page = welcome_of(new_window)
    page.languages["zh_CN"].click()
    assert new_window.context.language.code == "zh_CN"
    assert Preferences(engine_home.root / "window.json").now.language == "zh_CN"
    assert page.languages["zh_CN"].isChecked()
    page.languages["en"].click()
    assert new_window.context.language.code == "en"


def test_a_key_in_a_file_is_warned_of_and_shown_only_when_asked_for(
    new_window: MainWindow, settle: Settle
) -> None:
    page = welcome_of(new_window)
    settle(lambda: page.key.isVisible())  # the tests run without a keyring
    assert page.key.key.toPlainText() == ""
    page.key.show_key.click()
    settle(lambda: page.key.key.toPlainText())
    page.begin_empty.click()


def test_a_page_asked_for_by_key_is_a_way_to_begin(new_window: MainWindow, settle: Settle) -> None:
    welcome_of(new_window)
    QTest.keyClick(new_window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: welcomed(new_window))
    assert window_page(new_window) == "knowledge"


def test_it_can_be_seen_again_and_says_what_is_there(
    demo_window: MainWindow, settle: Settle
) -> None:
    assert demo_window.findChild(Welcome) is None
    show_welcome(demo_window.context)
    event_loop.turn()
    page = welcome_of(demo_window)
    assert page.begin_empty.accessibleName() == "Continue with what is there"
    page.begin_empty.click()
    settle(lambda: demo_window.findChild(Welcome) is None)


def test_without_an_engine_only_what_needs_none_can_be_chosen(
    engine_home: Home, looks: Looks
) -> None:
    owner = QObject()
    context = make_context(engine_home, looks, owner, welcomed=False)
    page = Welcome(context)
    page.show()
    event_loop.turn()
    enabled = [one.isEnabled() for one in (page.import_own, page.add_demo, page.begin_empty)]
    assert enabled == [False, False, True]
    context.link.attach()
    event_loop.settle(lambda: page.import_own.isEnabled() and page.add_demo.isEnabled())
    context.link.detach()
    page.close()
    page.deleteLater()
    owner.deleteLater()
    event_loop.turn()
