"""The palette over a real engine: what is typed is found, Enter runs it, Esc gives way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView

from gui.look.theme import current
from gui.main_window import MainWindow
from gui.palette.palette import Palette
from gui.palette.results import Result, Results

Settle = Callable[..., None]


@pytest.fixture
def palette(demo_window: MainWindow) -> Palette:
    demo_window.open_palette()
    made = demo_window.findChild(Palette)
    made.close_it()
    return made


@pytest.fixture
def field(palette: Palette) -> QLineEdit:
    return palette.findChild(QLineEdit)


def results(palette: Palette) -> Results:
    model = palette.findChild(QListView).model()
    assert isinstance(model, Results)
    return model


def shown(palette: Palette) -> list[Result]:
    model = results(palette)
    every = (model.result(row) for row in range(model.rowCount()))
    return [result for result in every if result is not None]


def open_it(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def has(palette: Palette, prefix: str) -> bool:
    return any(result.key.startswith(prefix) for result in shown(palette))


def test_empty_it_offers_the_latest_conversations_and_everything_to_do(
    demo_window: MainWindow, palette: Palette, field: QLineEdit, settle: Settle
) -> None:
    open_it(demo_window)
    assert palette.isVisible()
    assert QApplication.focusWidget() is field
    assert has(palette, "action:page knowledge")
    settle(lambda: has(palette, "conversation:"))
    palette.close_it()


def test_what_is_typed_finds_conversations_and_answers(
    demo_window: MainWindow, palette: Palette, field: QLineEdit, settle: Settle
) -> None:
    open_it(demo_window)
    QTest.keyClicks(field, "refund")
    settle(lambda: has(palette, "conversation:") and has(palette, "article:"))
    found = [result for result in shown(palette) if result.key.startswith("article:")]
    assert any("refund" in f"{one.title} {one.detail}".lower() for one in found)
    palette.close_it()


def test_enter_goes_to_the_first_thing_found(
    demo_window: MainWindow, palette: Palette, field: QLineEdit, settle: Settle
) -> None:
    demo_window.go_to("inbox")
    open_it(demo_window)
    QTest.keyClicks(field, "knowl")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert demo_window.pages["knowledge"].isVisible()


def test_enter_waits_for_the_engine_where_only_it_can_know(
    demo_window: MainWindow, palette: Palette, field: QLineEdit, settle: Settle
) -> None:
    demo_window.go_to("inbox")
    settle(lambda: demo_window.context.link.state.usable)
    open_it(demo_window)
    QTest.keyClicks(field, "how long does a refund take")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert palette.isVisible()
    settle(lambda: not palette.isVisible())


def test_escape_gives_the_focus_back(
    demo_window: MainWindow, palette: Palette, field: QLineEdit
) -> None:
    QTest.keyClick(demo_window, Qt.Key.Key_F6)
    before = QApplication.focusWidget()
    assert before is not None
    open_it(demo_window)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is before


def test_arrows_pass_over_headings_and_go_round(
    demo_window: MainWindow, palette: Palette, field: QLineEdit
) -> None:
    open_it(demo_window)
    QTest.keyClicks(field, "theme")
    view = palette.findChild(QListView)
    model = results(palette)
    first = view.currentIndex().row()
    assert model.result(first) is not None
    QTest.keyClick(field, Qt.Key.Key_Up)
    last = view.currentIndex().row()
    assert model.result(last) is not None
    assert last != first
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert view.currentIndex().row() == first
    palette.close_it()


def test_what_was_done_last_comes_first_the_next_time(
    demo_window: MainWindow, palette: Palette, field: QLineEdit
) -> None:
    light = current().ground
    open_it(demo_window)
    QTest.keyClicks(field, "dark theme")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert current().ground != light
    open_it(demo_window)
    assert shown(palette)[0].key == "action:dark theme"
    palette.close_it()
    demo_window.context.theme.choose("light")


def test_the_english_name_finds_in_a_chinese_window(
    demo_window: MainWindow, palette: Palette, field: QLineEdit
) -> None:
    demo_window.context.language.choose("zh_CN")
    open_it(demo_window)
    QTest.keyClicks(field, "back up now")
    assert shown(palette)[0].key == "action:back up now"
    palette.close_it()


def test_an_erased_conversation_is_recent_no_longer(
    demo_window: MainWindow, palette: Palette, field: QLineEdit, settle: Settle
) -> None:
    open_it(demo_window)
    settle(lambda: has(palette, "conversation:"))
    model = results(palette)
    row = next(
        at for at in range(model.rowCount())
        if (one := model.result(at)) is not None and one.key.startswith("conversation:")
    )  # fmt: skip
    view = palette.findChild(QListView)
    view.clicked.emit(model.index(row, 0))
    open_it(demo_window)
    assert shown(palette)[0].key.startswith("conversation:")
    palette.close_it()
    demo_window.context.link.data_changed.emit(frozenset({"conversations"}))
    open_it(demo_window)
    assert not shown(palette)[0].key.startswith("conversation:")
    palette.close_it()


def test_it_closes_when_another_page_is_wanted(demo_window: MainWindow, palette: Palette) -> None:
    open_it(demo_window)
    QTest.keyClick(demo_window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert not palette.isVisible()
    assert demo_window.pages["knowledge"].isVisible()


def test_a_page_cannot_take_the_focus_from_it(
    demo_window: MainWindow, palette: Palette, field: QLineEdit
) -> None:
    demo_window.go_to("settings")
    open_it(demo_window)
    QTest.keyClicks(field, "back")
    demo_window.pages["settings"].findChild(QListView).setFocus()
    QTest.keyClicks(QApplication.focusWidget(), " up")
    assert field.text() == "back up"
    palette.close_it()


def test_without_an_engine_the_window_itself_is_still_found(
    demo_window: MainWindow, palette: Palette, field: QLineEdit, settle: Settle
) -> None:
    demo_window.context.engine.client.address = None
    open_it(demo_window)
    QTest.keyClicks(field, "sett")
    assert has(palette, "action:page settings")
    settle(lambda: "could not" in " ".join(
        one.text() for one in palette.findChildren(type(palette._said))
    ))  # fmt: skip
    palette.close_it()
