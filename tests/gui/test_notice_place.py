"""Where notices lie: near the lower edge, and never on what is written or pressed there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect

from gui.inbox.page import InboxPage
from gui.main_window import MainWindow
from gui.notice_bar import NoticeBar
from tests.gui.event_loop import settle, turn

_LONG = "This is what happened, said in so many words that two lines are needed for them. " * 2


def test_no_notice_lies_on_the_composer(demo_window: MainWindow) -> None:
    page = demo_window.go_to("inbox")
    assert isinstance(page, InboxPage)
    settle(lambda: page.talk.composer.isVisible())
    bar = demo_window.findChild(NoticeBar)
    assert bar is not None
    demo_window.context.notices.tell(_LONG)
    turn()
    composer = page.talk.composer
    written = QRect(composer.mapTo(demo_window, QPoint(0, 0)), composer.size())
    told = QRect(bar.mapTo(demo_window, QPoint(0, 0)), bar.size())
    assert bar.isVisible()
    assert not told.intersects(written)
    demo_window.go_to("settings")  # where nothing is to be kept clear
    turn()
    assert bar.mapTo(demo_window, QPoint(0, bar.height())).y() > told.bottom()


def test_a_notice_is_no_higher_than_its_text(demo_window: MainWindow) -> None:
    bar = demo_window.findChild(NoticeBar)
    assert bar is not None
    bar.settle()
    demo_window.context.notices.tell(_LONG)
    turn()
    line = bar.fontMetrics().lineSpacing()
    assert bar.height() < 4 * line + 16
