"""The copilot's small window over a real engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from assistant.contracts import Article, ArticleBody
from gui.copilot.card import CopilotCard
from gui.copilot.popup import CopilotPopup
from gui.page import WindowContext
from tests.gui.event_loop import turn

Settle = Callable[..., None]
QUESTION = "My refund has not arrived, when do I get my money back?"


@pytest.fixture
def popup(demo_context: WindowContext) -> Iterator[CopilotPopup]:
    made = CopilotPopup(demo_context)
    yield made
    made.hide()
    made.deleteLater()
    turn()


def cards(popup: CopilotPopup) -> list[CopilotCard]:
    return [card for card in popup.findChildren(CopilotCard) if card.suggestion is not None]


def test_enter_copies_the_first_answer_and_nothing_stays(
    popup: CopilotPopup, settle: Settle
) -> None:
    QGuiApplication.clipboard().setText("before")
    popup.suggest_for(QUESTION)
    settle(lambda: cards(popup))
    assert QGuiApplication.clipboard().text() == "before"
    suggestion = cards(popup)[0].suggestion
    assert suggestion is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == suggestion.text
    assert not popup.isVisible()
    assert not cards(popup)
    assert QUESTION not in repr(vars(popup))
    settle(lambda: not popup._context.engine.client.writing)


def test_escape_copies_nothing(popup: CopilotPopup, settle: Settle) -> None:
    QGuiApplication.clipboard().setText("before")
    popup.suggest_for(QUESTION)
    settle(lambda: cards(popup))
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert QGuiApplication.clipboard().text() == "before"


def test_what_nothing_answers_says_so(popup: CopilotPopup, settle: Settle) -> None:
    popup.suggest_for("zyxwv qponm kjihg")
    settle(lambda: any("Nothing" in text for text in texts(popup)))
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert popup.isVisible()


def test_placeholders_are_filled_before_anything_is_copied(
    popup: CopilotPopup, demo_context: WindowContext, settle: Settle
) -> None:
    made: list[Article] = []
    body = ArticleBody(
        questions=["Which purple gnome repairs the zeppelin?"],
        answer="The gnome of order {{Order Number}} does.",
    )
    demo_context.engine.create_article(body, popup).then(made.append)
    settle(lambda: made)
    QGuiApplication.clipboard().setText("before")
    popup.suggest_for("Which purple gnome repairs the zeppelin?")
    settle(lambda: cards(popup))
    QTest.keyClick(popup, Qt.Key.Key_1)
    assert QGuiApplication.clipboard().text() == "before"
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "4711")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "The gnome of order 4711 does."
    settle(lambda: not demo_context.engine.client.writing)
    gone: list[object] = []
    demo_context.engine.delete_article(made[0].id, popup).succeeded.connect(gone.append)
    settle(lambda: gone)


def test_it_can_become_a_conversation(popup: CopilotPopup, settle: Settle) -> None:
    wanted: list[str] = []
    popup.conversation_wanted.connect(wanted.append)
    popup.suggest_for(QUESTION)
    popup._open.click()
    assert wanted == [QUESTION]
    assert not popup.isVisible()


def test_enter_presses_the_button_that_has_the_focus(popup: CopilotPopup, settle: Settle) -> None:
    QGuiApplication.clipboard().setText("before")
    wanted: list[str] = []
    popup.conversation_wanted.connect(wanted.append)
    popup.suggest_for(QUESTION)
    settle(lambda: cards(popup))
    popup._open.setFocus()
    QTest.keyClick(popup._open, Qt.Key.Key_Return)
    assert wanted == [QUESTION]
    assert QGuiApplication.clipboard().text() == "before"


def test_it_stays_on_the_screen(popup: CopilotPopup) -> None:
    popup.suggest_for(QUESTION)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(popup.geometry())


def texts(popup: CopilotPopup) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [shown.text() for shown in popup.findChildren(QLabel) if shown.isVisible()]
