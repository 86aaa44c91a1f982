"""The page as an agent uses it, on a real engine with the demo's conversations."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from assistant.contracts import ConversationBody, ConversationWithMessages, MessageBody
from gui.inbox.beginning.paste import PasteDialog
from gui.inbox.customer.record import RecordDialog
from gui.inbox.page import InboxPage
from gui.main_window import MainWindow
from tests.gui.event_loop import settle, spend, turn

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(demo_window: MainWindow) -> InboxPage:
    """The page, wide, with a conversation of its own in which the customer spoke last."""
    demo_window.resize(1320, 820)
    demo_window.activateWindow()
    inbox = cast("InboxPage", demo_window.go_to("inbox"))
    settle(lambda: inbox.conversations.model.read and inbox.talk.conversation is not None)
    _open_new(inbox)
    settle(lambda: not inbox.talk.composer.reading)
    return inbox


def _open_new(page: InboxPage) -> int:
    made: list[ConversationWithMessages] = []
    text = "My card was charged twice for order 48213, when do I get the money back?"
    body = ConversationBody(
        subject="Charged twice", messages=[MessageBody(role="customer", text=text)]
    )
    page.desk.engine.create_conversation(body, page).then(made.append)
    settle(lambda: made)
    id_ = made[0].id
    settle(lambda: page.conversations.model.row_of_id(id_) >= 0)
    page.open(id_)
    settle(lambda: page.talk.conversation is not None and page.talk.conversation.id == id_)
    return id_


def _id(page: InboxPage) -> int:
    assert page.talk.conversation is not None
    return page.talk.conversation.id


def test_a_search_finds_while_it_is_typed(page: InboxPage) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_F, CONTROL)
    assert page.conversations.search.hasFocus()
    before = page.conversations.model.total
    QTest.keyClicks(page.conversations.search, "bookcase")
    settle(lambda: 0 < page.conversations.model.total < before)
    QTest.keyClicks(page.conversations.search, "zzzz")
    settle(lambda: page.conversations.model.total == 0)
    settle(lambda: not page.conversations.list.isVisible())
    QTest.keyClick(page.conversations.search, Qt.Key.Key_Escape)
    settle(lambda: page.conversations.model.total == before)


def test_letters_move_in_the_list_and_enter_goes_to_the_reply(page: InboxPage) -> None:
    page.conversations.list.setFocus()
    first = _id(page)
    QTest.keyClick(page.conversations.list, Qt.Key.Key_J)
    settle(lambda: _id(page) != first)
    QTest.keyClick(page.conversations.list, Qt.Key.Key_K)
    settle(lambda: _id(page) == first)
    QTest.keyClick(page.conversations.list, Qt.Key.Key_Return)
    assert page.talk.composer.editor.hasFocus()


def test_a_reply_is_copied_kept_and_its_draft_cleared(page: InboxPage) -> None:
    id_ = _id(page)
    editor = page.talk.composer.editor
    QTest.keyClicks(editor, "It comes back within 5 days.")
    QTest.keyClick(page.window(), Qt.Key.Key_Return, CONTROL)
    settle(lambda: page.talk.conversation and len(page.talk.conversation.messages) == 2)
    assert QGuiApplication.clipboard().text() == "It comes back within 5 days."
    assert page.talk.conversation is not None
    assert page.talk.conversation.messages[-1].role == "agent"
    assert editor.toPlainText() == ""
    settle(lambda: not page.talk.composer.drafts.unsaved)
    drafts: list[object] = []
    page.desk.engine.draft(id_, page).then(drafts.append)
    settle(lambda: drafts)
    assert drafts == [None]


def test_nothing_is_copied_while_a_placeholder_is_left(page: InboxPage) -> None:
    QGuiApplication.clipboard().setText("before")
    editor = page.talk.composer.editor
    QTest.keyClicks(editor, "Order {{Order Number}} comes on {{Day}}.")
    QTest.keyClick(page.window(), Qt.Key.Key_Return, CONTROL)
    turn()
    assert QGuiApplication.clipboard().text() == "before"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Day"  # the order is known and proposed
    QTest.keyClicks(focused, "Monday")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert editor.toPlainText() == "Order 48213 comes on Monday."
    QTest.keyClick(page.window(), Qt.Key.Key_Return, CONTROL)
    settle(lambda: QGuiApplication.clipboard().text() == "Order 48213 comes on Monday.")
    settle(lambda: editor.toPlainText() == "")


def test_tab_takes_a_sentence_only_while_one_is_offered(page: InboxPage) -> None:
    composer = page.talk.composer
    composer.editor.setFocus()
    composer.offer(["First. ", "Second."])
    QTest.keyClick(composer.editor, Qt.Key.Key_Tab)
    assert composer.text == "First. "
    QTest.keyClick(composer.editor, Qt.Key.Key_Escape)
    QTest.keyClick(composer.editor, Qt.Key.Key_Tab)
    assert composer.text == "First. "
    assert not composer.editor.hasFocus()
    QTest.keyClicks(composer.editor, "own words")
    composer.offer(["Third."])
    composer.editor.setFocus()
    QTest.keyClick(composer.editor, Qt.Key.Key_Tab)
    assert "Third." not in composer.text


def test_a_card_is_taken_and_can_be_undone(page: InboxPage) -> None:
    settle(lambda: page.suggestions.answered and page.suggestions.answered.cards)
    QTest.keyClick(page.window(), Qt.Key.Key_1, ALT)
    editor = page.talk.composer.editor
    settle(lambda: editor.toPlainText() != "")
    suggestion = page.suggestions.cards[0].suggestion
    assert suggestion is not None
    assert editor.toPlainText() == suggestion.text.strip()
    editor.undo()
    assert editor.toPlainText() == ""
    QTest.keyClick(page.window(), Qt.Key.Key_1, ALT | SHIFT)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.toPlainText().strip()
    assert suggestion.text.startswith(editor.toPlainText())


def test_solving_takes_it_out_of_the_open_ones_and_can_be_taken_back(page: InboxPage) -> None:
    id_ = _id(page)
    QTest.keyClick(page.window(), Qt.Key.Key_S, CONTROL | SHIFT)
    settle(lambda: page.conversations.model.row_of_id(id_) < 0)
    settle(lambda: _id(page) != id_)
    _press(page, "Undo")
    settle(lambda: page.conversations.model.row_of_id(id_) >= 0)


def test_a_deletion_is_undone_or_done_when_its_notice_goes(page: InboxPage) -> None:
    id_ = _id(page)
    page.conversations.list.setFocus()
    QTest.keyClick(page.conversations.list, Qt.Key.Key_Delete)
    assert page.conversations.model.row_of_id(id_) < 0
    _press(page, "Undo")
    settle(lambda: page.conversations.model.row_of_id(id_) >= 0)
    settle(lambda: _id(page) == id_)
    QTest.keyClick(page.conversations.list, Qt.Key.Key_Delete)
    page.window()._notices.settle()
    answers: list[int] = []
    settle(lambda: not page.desk.engine.client.writing)
    page.desk.engine.conversation(id_, page).then(
        lambda _: answers.append(200), lambda problem: answers.append(problem.status)
    )
    settle(lambda: answers)
    assert answers == [404]


def test_what_others_do_changes_the_list_and_nothing_that_is_chosen(page: InboxPage) -> None:
    chosen, view = _id(page), page.conversations.list
    page.talk.composer.editor.setFocus()
    QTest.keyClicks(page.talk.composer.editor, "half a reply")
    made: list[ConversationWithMessages] = []
    body = ConversationBody(messages=[MessageBody(role="customer", text="Another one")])
    page.desk.engine.create_conversation(body, page).then(made.append)
    settle(lambda: made and page.conversations.model.row_of_id(made[0].id) >= 0)
    assert _id(page) == chosen
    row = page.conversations.model.row(view.currentIndex().row())
    assert row is not None
    assert row.id == chosen
    assert page.talk.composer.text == "half a reply"


def test_a_new_message_of_the_customer_appears_and_keeps_the_draft(page: InboxPage) -> None:
    QTest.keyClicks(page.talk.composer.editor, "half a reply")
    body = MessageBody(role="customer", text="Please hurry")
    page.desk.engine.add_message(_id(page), body, page)
    settle(lambda: page.talk.view.rows.texts[-1] == "Please hurry")
    assert page.talk.composer.text == "half a reply"


def test_a_draft_comes_back_with_its_conversation(page: InboxPage) -> None:
    id_ = _id(page)
    QTest.keyClicks(page.talk.composer.editor, "not finished")
    page.conversations.list.step(1)
    settle(lambda: _id(page) != id_)
    assert page.talk.composer.text == ""
    page.open(id_)
    settle(lambda: page.talk.composer.text == "not finished")


def test_a_copied_chat_becomes_a_conversation_with_corrected_roles(page: InboxPage) -> None:
    QGuiApplication.clipboard().setText("Maria: Hello, where is it?\nAnn: Let me look\nMaria: Ok")
    page.begin_paste()
    dialog = page.findChild(PasteDialog)
    assert dialog is not None
    settle(lambda: len(dialog.messages()) == 3)
    before = [turn_.role for turn_ in dialog.messages()]
    dialog._set_role("note")
    assert [one.role for one in dialog.messages()] == ["note", before[1], "note"]
    dialog._set_role("customer")
    made: list[ConversationWithMessages] = []
    dialog.made.connect(made.append)
    dialog.store()
    settle(lambda: made and _id(page) == made[0].id)
    assert [one.text for one in made[0].messages] == ["Hello, where is it?", "Let me look", "Ok"]
    settle(lambda: page.conversations.model.row_of_id(made[0].id) >= 0)


def test_a_record_is_begun_and_a_taken_identifier_is_refused_in_place(page: InboxPage) -> None:
    page.open_record()
    dialog = page.findChild(RecordDialog)
    assert dialog is not None
    dialog._name.setText("Maria Gonzalez")
    dialog._identifiers._value.setText("bronagh.tierney@example.com")  # the demo's
    dialog._store()
    settle(lambda: dialog._problem.isVisible())
    assert dialog._name.text() == "Maria Gonzalez"
    dialog._identifiers.model.show_rows([])
    dialog._identifiers._value.setText("maria.new@example.com")
    dialog._store()
    settle(lambda: page.talk.conversation and page.talk.conversation.customer_name)
    assert page.talk.conversation is not None
    assert page.talk.conversation.customer_name == "Maria Gonzalez"


def test_below_a_width_the_suggestions_are_a_drawer(page: InboxPage) -> None:
    window = page.window()
    window.resize(900, 600)
    settle(lambda: page.panes.narrow)
    assert not page.suggestions.isVisible()
    QTest.keyClick(window, Qt.Key.Key_S, ALT)
    assert page.suggestions.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not page.suggestions.isVisible()
    window.resize(1320, 820)
    settle(lambda: not page.panes.narrow)
    assert page.suggestions.isVisible()


def test_widths_are_remembered(page: InboxPage) -> None:
    splitter = page.panes._splitter
    splitter.moveSplitter(330, 1)
    settle(lambda: page.desk.preferences.now.panes.get("inbox"))
    assert page.desk.preferences.now.panes["inbox"][0] == splitter.sizes()[0]


def _press(page: InboxPage, text: str) -> None:
    """Press a button of the newest notice."""

    def found() -> list[QPushButton]:
        bar = page.window()._notices
        return [one for one in bar.findChildren(QPushButton) if one.text() == text]

    settle(found)
    found()[-1].click()
    spend(0.02)
