"""The pane in the window: beside a conversation, and on the way to the entry."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.contracts import ConversationBody, ConversationWithMessages, MessageBody
from gui.inbox.page import InboxPage
from gui.main_window import MainWindow
from gui.widgets.elided_button import ElidedButton
from tests.gui.event_loop import settle


def test_a_card_goes_into_the_reply_and_its_source_opens(demo_window: MainWindow) -> None:
    made: list[ConversationWithMessages] = []
    text = "I was charged twice, when do I get my money back?"
    body = ConversationBody(messages=[MessageBody(role="customer", text=text)])
    demo_window.context.engine.create_conversation(body, demo_window).then(made.append)
    settle(lambda: made)
    demo_window.open_one("inbox", made[0].id)
    inbox = demo_window.pages["inbox"]
    assert isinstance(inbox, InboxPage)
    card = inbox.suggestions.cards[0]
    settle(lambda: not card.isHidden() and inbox.suggestions.answered is not None)
    demo_window.activateWindow()
    settle(lambda: demo_window.isActiveWindow())
    QTest.keyClick(demo_window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert card.suggestion is not None
    assert inbox.talk.composer.text.strip() == card.suggestion.text.strip()
    chip = card.findChildren(ElidedButton)[0]
    chip.click()
    settle(demo_window.pages["knowledge"].isVisible)
    demo_window.go_to("inbox")
