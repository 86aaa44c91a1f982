"""What tests of the Inbox do again and again, the way an agent does it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from assistant.contracts import ConversationBody, ConversationWithMessages, MessageBody
from gui.inbox.page import InboxPage
from tests.gui.event_loop import settle, spend

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def open_new(page: InboxPage) -> int:
    """Open a conversation made for this test, in which the customer spoke last."""
    made: list[ConversationWithMessages] = []
    text = "My card was charged twice for order 48213, when do I get the money back?"
    body = ConversationBody(
        subject="Charged twice", messages=[MessageBody(role="customer", text=text)]
    )
    page.context.engine.create_conversation(body, page).then(made.append)
    settle(lambda: made)
    id_ = made[0].id
    settle(lambda: page.conversations.model.row_of_id(id_) >= 0)
    page.open(id_)
    settle(lambda: page.talk.conversation is not None and page.talk.conversation.id == id_)
    return id_


def shown_id(page: InboxPage) -> int:
    """The conversation that is shown."""
    assert page.talk.conversation is not None
    return page.talk.conversation.id


def press(page: InboxPage, text: str) -> None:
    """Press a button of the newest notice."""

    def found() -> list[QPushButton]:
        bar = page.window()._notices
        return [one for one in bar.findChildren(QPushButton) if one.text() == text]

    settle(found)
    found()[-1].click()
    spend(0.02)
