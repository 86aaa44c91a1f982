"""A reply on its way: written, taken, filled, copied, kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.contracts import (
    FeedbackPage,
    Macro,
    MacroBody,
    MessageBody,
)
from gui.inbox.page import InboxPage
from tests.gui.event_loop import settle, turn
from tests.gui.inbox.using import ALT, CONTROL, SHIFT, shown_id


def test_a_reply_is_copied_kept_and_its_draft_cleared(page: InboxPage) -> None:
    id_ = shown_id(page)
    editor = page.talk.composer.editor
    QTest.keyClicks(editor, "It comes back within 5 days.")
    QTest.keyClick(page.window(), Qt.Key.Key_Return, CONTROL)
    settle(lambda: page.talk.conversation and len(page.talk.conversation.messages) == 2)
    assert QGuiApplication.clipboard().text() == "It comes back within 5 days."
    assert page.talk.conversation is not None
    assert page.talk.conversation.messages[-1].role == "agent"
    assert editor.toPlainText() == ""
    settle(lambda: not page.talk.composer.unsent.unsaved)
    drafts: list[object] = []
    page.context.engine.draft(id_, page).then(drafts.append)
    settle(lambda: drafts)
    assert drafts == [None]


def test_what_a_reply_was_made_of_is_told(page: InboxPage) -> None:
    told: list[FeedbackPage] = []
    settle(lambda: page.suggestions.answered and page.suggestions.answered.cards)
    QTest.keyClick(page.window(), Qt.Key.Key_1, ALT)
    settle(lambda: page.talk.composer.text)
    id_, text = shown_id(page), page.talk.composer.text
    QTest.keyClick(page.window(), Qt.Key.Key_Return, CONTROL)
    settle(lambda: page.talk.conversation and len(page.talk.conversation.messages) == 2)
    settle(lambda: not page.context.engine.client.writing)
    page.context.engine.client.get(
        "/feedback", FeedbackPage.model_validate_json, page, {"limit": 5}
    ).then(told.append)
    settle(lambda: told)
    assert "sent" in {one.action for one in told[0].items}
    assert text == QGuiApplication.clipboard().text()
    assert shown_id(page) == id_


def test_a_note_is_kept_for_colleagues_and_not_copied(page: InboxPage) -> None:
    QGuiApplication.clipboard().setText("before")
    QTest.keyClicks(page.talk.composer.editor, "She is angry.")
    page.talk.composer.add_note()
    settle(lambda: page.talk.conversation and page.talk.conversation.messages[-1].role == "note")
    assert page.talk.composer.text == ""
    assert QGuiApplication.clipboard().text() == "before"


def test_macros_are_kept_found_and_filled(page: InboxPage) -> None:
    made: list[Macro] = []
    body = MacroBody(name="On its way", text="Dear {{customer}}, order {{order}} is on its way.")
    page.context.engine.create_macro(body, page).then(made.append)
    settle(lambda: made)
    QTest.keyClick(page.window(), Qt.Key.Key_M, CONTROL | SHIFT)
    popup = page.talk.composer._macros
    settle(lambda: popup.choices.rowCount() == 1)
    QTest.keyClicks(popup.field, "way")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert page.talk.composer.text == "Dear {{customer}}, order 48213 is on its way."


def test_an_answer_is_found_and_put_in_from_the_composer(page: InboxPage) -> None:
    QTest.keyClick(page.window(), Qt.Key.Key_K, CONTROL | SHIFT)
    popup = page.talk.composer._knowledge
    QTest.keyClicks(popup.field, "duplicate charge")
    settle(lambda: popup.choices.rowCount() > 0)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    settle(lambda: page.talk.composer.text)
    assert page.talk.composer.editor.hasFocus()


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
    composer.offer_sentences(["First. ", "Second."])
    QTest.keyClick(composer.editor, Qt.Key.Key_Tab)
    assert composer.text == "First. "
    QTest.keyClick(composer.editor, Qt.Key.Key_Escape)
    QTest.keyClick(composer.editor, Qt.Key.Key_Tab)
    assert composer.text == "First. "
    assert not composer.editor.hasFocus()
    QTest.keyClicks(composer.editor, "own words")
    composer.offer_sentences(["Third."])
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


def test_a_new_message_of_the_customer_appears_and_keeps_the_draft(page: InboxPage) -> None:
    QTest.keyClicks(page.talk.composer.editor, "half a reply")
    body = MessageBody(role="customer", text="Please hurry")
    page.context.engine.add_message(shown_id(page), body, page)
    settle(lambda: page.talk.view.rows.texts[-1] == "Please hurry")
    assert page.talk.composer.text == "half a reply"


def test_a_draft_comes_back_with_its_conversation(page: InboxPage) -> None:
    id_ = shown_id(page)
    QTest.keyClicks(page.talk.composer.editor, "not finished")
    page.conversations.list.step(1)
    settle(lambda: shown_id(page) != id_ and not page.talk.composer.reading)
    assert "not finished" not in page.talk.composer.text  # it may have a draft of its own
    page.open(id_)
    settle(lambda: page.talk.composer.text == "not finished")
