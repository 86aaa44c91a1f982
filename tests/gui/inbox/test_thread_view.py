"""What was said: smooth however much it is, sticks to its end, gives its text away exactly."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.contracts import Message
from gui.inbox.thread.view import ThreadView
from tests.gui.event_loop import turn

_AT = datetime(2026, 5, 18, 9, tzinfo=UTC)


def _messages(count: int, text: str = "Message {n}: my desk came without screws.") -> list[Message]:
    return [
        Message(
            id=n + 1, role="agent" if n % 3 == 2 else "customer", author="Ann",
            text=text.replace("{n}", str(n)), at=_AT + timedelta(minutes=7 * n),
        )
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture
def view(application: QApplication) -> Iterator[ThreadView]:
    made = ThreadView()
    made.resize(600, 400)
    made.show()
    turn()
    yield made
    made.close()
    made.deleteLater()
    turn()


def _painted(view: ThreadView) -> float:
    """Milliseconds of the processor for one picture of it."""
    before = time.thread_time()
    view.grab()
    return (time.thread_time() - before) * 1000


def test_ten_thousand_messages_cost_no_more_to_paint_than_a_hundred(view: ThreadView) -> None:
    few, many = [], []
    for _ in range(10):  # a busy machine may slow either one; the quickest picture of each counts
        view.show_messages(_messages(100))
        few += [_painted(view) for _ in range(5)]
        view.show_messages(_messages(10_000))
        many += [_painted(view) for _ in range(5)]
        if min(many) < 3 * min(few) + 5:
            return
    pytest.fail(f"{min(few):.1f} ms with a hundred, {min(many):.1f} ms with ten thousand")


def test_a_megabyte_without_spaces_is_shown_and_scrolled_through(view: ThreadView) -> None:
    view.show_messages([*_messages(2), _messages(1, "x" * 1_000_000)[0]])
    bar = view.verticalScrollBar()
    worst = 0.0
    for place in (0, bar.maximum() // 3, bar.maximum()):
        bar.setValue(place)
        worst = max(worst, _painted(view))
    assert worst < 500
    assert bar.maximum() > 100_000


def test_it_sticks_to_the_end_while_the_end_is_on_show(view: ThreadView) -> None:
    messages = _messages(60)
    view.show_messages(messages[:50])
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    view.update_messages(messages)
    assert bar.value() == bar.maximum()


def test_a_scroll_bar_is_there_as_soon_as_there_is_more_than_fits(view: ThreadView) -> None:
    view.show_messages(_messages(1))
    turn()
    assert not view.verticalScrollBar().isVisible()
    view.show_messages(_messages(50))
    turn()
    bar = view.verticalScrollBar()
    assert bar.isVisible()
    assert bar.value() == bar.maximum()


def test_it_stays_where_it_is_when_the_end_is_out_of_sight(view: ThreadView) -> None:
    messages = _messages(60)
    view.show_messages(messages[:50])
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    top, before = view.rows.heights.at(view.scrolled), bar.value()
    view.update_messages(messages)
    assert view.rows.heights.at(view.scrolled) == top
    assert abs(bar.value() - before) < view.rows.heights[top]


def test_scrolling_up_by_some_pixels_moves_what_is_seen_by_as_much(view: ThreadView) -> None:
    view.show_messages(_messages(200, "Long words of a customer {n}. " * 12))
    bar = view.verticalScrollBar()
    for _ in range(20):
        row = view.rows.heights.at(view.scrolled)
        before = view.rows.heights.top(row) - view.scrolled
        bar.setValue(bar.value() - 50)
        assert view.rows.heights.top(row) - view.scrolled == before + 50


@pytest.mark.parametrize("text", ["Grüße 😀 from Łódź", "您好，订单 TV-1", "one\ntwo\r\nthree"])
def test_a_whole_bubble_is_copied_as_it_was_written(view: ThreadView, text: str) -> None:
    view.show_messages(_messages(1, text))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == text.replace("\r\n", "\n")
    assert text[:3] in view.accessibleDescription()


def test_a_stretch_is_selected_with_the_mouse_and_stays_in_its_bubble(view: ThreadView) -> None:
    view.show_messages(_messages(2, "😀 wonderful words {n}"))
    bubble = view.rows.bubble(0)
    start = QPoint(int(bubble.left()) + 14, int(bubble.center().y()))
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, QPoint(int(bubble.right()) - 2, start.y()))
    view.selecting.extend(QPoint(int(bubble.right()) - 2, start.y()))
    assert view.selecting.text == "😀 wonderful words 0"
    view.selecting.extend(QPoint(start.x(), start.y() + 90))
    assert view.selecting.text == "😀 wonderful words 0"
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start)


def test_a_double_click_selects_a_word(view: ThreadView) -> None:
    view.show_messages(_messages(1, "wonderful words"))
    bubble = view.rows.bubble(0)
    QTest.mouseDClick(
        view.viewport(), Qt.MouseButton.LeftButton,
        pos=QPoint(int(bubble.left()) + 24, int(bubble.center().y())),
    )  # fmt: skip
    assert view.selecting.text == "wonderful"


def test_markup_in_a_text_is_text(view: ThreadView) -> None:
    text = "<b>bold</b> <img src='file:///etc/passwd'> [a](http://example.com)"
    view.show_messages(_messages(1, text))
    _painted(view)
    assert view.rows.laid(0).text == text
